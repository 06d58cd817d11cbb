/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/panels/object-card.h"

#include "app/map/symbol-image.h"
#include "app/panels/buttons.h"
#include "app/panels/clock-chip.h"
#include "app/symbols.h"
#include "base/format.h"
#include "base/i18n.h"
#include "model/incident.h"
#include "model/station.h"
#include "model/team.h"
#include "model/thing.h"

struct _HtObjectCard
{
  GtkBox parent_instance;
  GtkWidget *symbol, *title, *detail, *clock, *facts, *teams, *actions;
  GObject *object;
};

G_DEFINE_TYPE (HtObjectCard, ht_object_card, GTK_TYPE_BOX)

static void
add_action (HtObjectCard *self, int index, const char *text, const char *target)
{
  GtkWidget *button = ht_buttons_new (text, "win.team-state", target);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_grid_attach (GTK_GRID (self->actions), button, index % 2, index / 2, 1, 1);
}

static void
refresh_actions (HtObjectCard *self, HtTeam *team)
{
  ht_buttons_clear (self->actions);
  if (ht_team_get_assignment (team) != NULL)
    {
      add_action (self, 0, ht_team_state_get_label (HT_TEAM_ACKNOWLEDGED), "'acknowledged'");
      add_action (self, 1, ht_team_state_get_label (HT_TEAM_EN_ROUTE), "'en_route'");
      add_action (self, 2, ht_team_state_get_label (HT_TEAM_ON_SCENE), "'on_scene'");
      add_action (self, 3, _ ("Release"), "'released'");
      return;
    }
  add_action (self, 0, ht_team_state_get_label (HT_TEAM_AT_STATION), "'at_station'");
  add_action (self, 1, ht_team_state_get_label (HT_TEAM_STANDBY), "'standby'");
  add_action (self, 2, ht_team_state_get_label (HT_TEAM_OUT_OF_SERVICE), "'out_of_service'");
}

static void
add_edit (HtObjectCard *self, int index, const char *text, const char *action)
{
  g_autofree char *target = g_strdup_printf ("'%s'", ht_symbols_get_id (self->object));
  GtkWidget *button = ht_buttons_new (text, action, target);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_grid_attach (GTK_GRID (self->actions), button, index % 2, index / 2, 1, 1);
}

static void
refresh_team (HtObjectCard *self, HtTeam *team)
{
  GtkGrid *facts = GTK_GRID (self->facts);
  HtStation *station = ht_team_get_station (team);
  HtIncident *incident = ht_team_get_incident (team);
  g_autofree char *since = ht_format_time (ht_team_get_state_since_us (team));
  g_autofree char *crew = g_strdup_printf ("%d", ht_team_get_crew (team));
  g_autofree char *turnout = ht_format_duration (ht_team_get_turnout_s (team));
  g_autofree char *mission = incident != NULL ? ht_symbols_dup_name (G_OBJECT (incident)) : g_strdup ("—");
  ht_buttons_add_fact (facts, 0, 0, _ ("State"), ht_team_state_get_label (ht_team_get_state (team)));
  ht_buttons_add_fact (facts, 1, 0, _ ("Since"), since);
  ht_buttons_add_fact (facts, 0, 1, _ ("Crew"), crew);
  ht_buttons_add_fact (facts, 1, 1, _ ("Turnout"), turnout);
  ht_buttons_add_fact (facts, 0, 2, _ ("Station"), station != NULL ? ht_station_get_name (station) : "—");
  ht_buttons_add_fact (facts, 1, 2, _ ("Mission"), mission);
  if (ht_team_is_assumed (team))
    ht_buttons_add_fact (facts, 0, 3, _ ("Source"),
                         _ ("assumed from the standard establishment, not confirmed"));
  refresh_actions (self, team);
  add_edit (self, 5, _ ("Edit…"), "win.edit-team");
}

static void
refresh_station (HtObjectCard *self, HtStation *station)
{
  ht_buttons_clear (self->actions);
  add_edit (self, 0, _ ("New team…"), "win.new-team");
  if (ht_station_is_by_hand (station))
    add_edit (self, 1, _ ("Edit…"), "win.edit-station");
  GtkGrid *facts = GTK_GRID (self->facts);
  ht_buttons_add_fact (facts, 0, 0, _ ("Kind"), ht_words_get_station_kind (ht_station_get_kind (station)));
  ht_buttons_add_fact (facts, 1, 0, _ ("Counts for coverage"),
                       ht_station_is_staffed (station) ? _ ("yes") : _ ("no team is ready at it"));
  GListModel *teams = ht_station_get_teams (station);
  guint n = g_list_model_get_n_items (teams);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HtTeam) team = g_list_model_get_item (teams, i);
      g_autofree char *text = g_strdup_printf ("%s · %s", ht_team_get_name (team),
                                               ht_team_state_get_label (ht_team_get_state (team)));
      GtkWidget *button = gtk_button_new_with_label (text);
      gtk_widget_set_halign (gtk_button_get_child (GTK_BUTTON (button)), GTK_ALIGN_START);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.select");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", "team",
                                        ht_entity_get_id_text (HT_ENTITY (team)));
      gtk_box_append (GTK_BOX (self->teams), button);
    }
}

static void
refresh_thing (HtObjectCard *self, HtThing *thing)
{
  g_autoptr (GPtrArray) facts = ht_thing_dup_facts (thing);
  for (guint i = 0; i < facts->len; i++)
    {
      const HtThingFact *fact = facts->pdata[i];
      ht_buttons_add_fact (GTK_GRID (self->facts), 0, (int) i, fact->label, fact->text);
    }
}

static void
refresh (HtObjectCard *self)
{
  HtSymbol symbol;
  ht_symbols_describe (self->object, &symbol);
  g_autofree char *name = ht_symbols_dup_name (self->object);
  g_autofree char *detail = ht_symbols_dup_detail (self->object);
  ht_symbol_image_set_symbol (HT_SYMBOL_IMAGE (self->symbol), &symbol, detail);
  gtk_label_set_text (GTK_LABEL (self->title), name);
  gtk_label_set_text (GTK_LABEL (self->detail), detail);
  ht_buttons_clear (self->facts);
  ht_buttons_clear (self->teams);
  gboolean is_team = HT_IS_TEAM (self->object);
  ht_clock_chip_set_subject (HT_CLOCK_CHIP (self->clock), is_team ? self->object : NULL);
  if (is_team)
    refresh_team (self, HT_TEAM (self->object));
  else if (HT_IS_THING (self->object))
    refresh_thing (self, HT_THING (self->object));
  else
    refresh_station (self, HT_STATION (self->object));
}

void
ht_object_card_set_object (HtObjectCard *self, GObject *object)
{
  g_return_if_fail (HT_IS_OBJECT_CARD (self));
  gboolean known = HT_IS_TEAM (object) || HT_IS_STATION (object) || HT_IS_THING (object);
  if (self->object != NULL)
    g_signal_handlers_disconnect_by_data (self->object, self);
  GObject *shown = known ? object : NULL;
  g_set_object (&self->object, shown);
  gtk_widget_set_visible (GTK_WIDGET (self), known);
  if (!known)
    return;
  if (HT_IS_TEAM (object))
    g_signal_connect_swapped (object, "notify::record-version", G_CALLBACK (refresh), self);
  else
    g_signal_connect_swapped (object, "notify", G_CALLBACK (refresh), self);
  refresh (self);
}

static void
ht_object_card_dispose (GObject *object)
{
  HtObjectCard *self = HT_OBJECT_CARD (object);
  if (self->object != NULL)
    g_signal_handlers_disconnect_by_data (self->object, self);
  g_clear_object (&self->object);
  G_OBJECT_CLASS (ht_object_card_parent_class)->dispose (object);
}

static void
ht_object_card_class_init (HtObjectCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = ht_object_card_dispose;
  g_type_ensure (HT_TYPE_SYMBOL_IMAGE);
  g_type_ensure (HT_TYPE_CLOCK_CHIP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/haitang/Haitang/object-card.ui");
  gtk_widget_class_bind_template_child (widget_class, HtObjectCard, symbol);
  gtk_widget_class_bind_template_child (widget_class, HtObjectCard, title);
  gtk_widget_class_bind_template_child (widget_class, HtObjectCard, detail);
  gtk_widget_class_bind_template_child (widget_class, HtObjectCard, clock);
  gtk_widget_class_bind_template_child (widget_class, HtObjectCard, facts);
  gtk_widget_class_bind_template_child (widget_class, HtObjectCard, teams);
  gtk_widget_class_bind_template_child (widget_class, HtObjectCard, actions);
}

static void
ht_object_card_init (HtObjectCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
