/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/panels/object-card.h"

#include "app/drip.h"
#include "app/later.h"
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

/* What can be done with a team on a mission, one free, a station: one button each, made with the card. */
typedef enum
{
  DO_ACKNOWLEDGE,
  DO_EN_ROUTE,
  DO_ON_SCENE,
  DO_RELEASE,
  DO_AT_STATION,
  DO_STAND_BY,
  DO_OUT_OF_SERVICE,
  DO_EDIT_TEAM,
  DO_NEW_TEAM,
  DO_EDIT_STATION,
  DO_REMOVE_TEAM,
  DO_REMOVE_STATION,
  N_DEEDS
} Deed;

typedef struct
{
  const char *text, *action, *target; /* NULL: none; THE_ID: the object's */
  int place;                          /* in rows of two */
} DeedSpec;

#define THE_ID "''"

static const DeedSpec deeds[N_DEEDS] = {
  [DO_ACKNOWLEDGE] = { N_ ("Acknowledged"), "win.team-state", "'acknowledged'", 0 },
  [DO_EN_ROUTE] = { N_ ("En route"), "win.team-state", "'en_route'", 1 },
  [DO_ON_SCENE] = { N_ ("On scene"), "win.team-state", "'on_scene'", 2 },
  [DO_RELEASE] = { N_ ("Release"), "win.team-state", "'released'", 3 },
  [DO_AT_STATION] = { N_ ("At station"), "win.team-state", "'at_station'", 0 },
  [DO_STAND_BY] = { N_ ("Standby"), "win.team-state", "'standby'", 1 },
  [DO_OUT_OF_SERVICE] = { N_ ("Out of service"), "win.team-state", "'out_of_service'", 2 },
  [DO_EDIT_TEAM] = { N_ ("Edit…"), "win.edit-team", THE_ID, 4 },
  [DO_NEW_TEAM] = { N_ ("New team…"), "win.new-team", THE_ID, 0 },
  [DO_EDIT_STATION] = { N_ ("Edit…"), "win.edit-station", THE_ID, 1 },
  [DO_REMOVE_TEAM] = { N_ ("Remove"), "win.remove", NULL, 5 },
  [DO_REMOVE_STATION] = { N_ ("Remove"), "win.remove", NULL, 3 },
};

struct _HtObjectCard
{
  GtkBox parent_instance;
  GtkWidget *symbol, *title, *detail, *clock, *facts, *teams, *actions;
  GtkWidget *deeds[N_DEEDS];
  guint n_deeds;
  GObject *object;
};

G_DEFINE_TYPE (HtObjectCard, ht_object_card, GTK_TYPE_BOX)

static void
add_deed (gpointer object)
{
  HtObjectCard *self = object;
  const DeedSpec *spec = &deeds[self->n_deeds];
  GtkWidget *button = ht_buttons_new (_ (spec->text), spec->action, spec->target);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_set_visible (button, FALSE);
  gtk_grid_attach (GTK_GRID (self->actions), button, spec->place % 2, spec->place / 2, 1, 1);
  self->deeds[self->n_deeds++] = button;
  if (self->n_deeds < N_DEEDS)
    ht_later (self, add_deed);
}

/* Bit @deed of @wanted: its button is there. */
static void
show_deeds (HtObjectCard *self, guint wanted)
{
  for (guint i = 0; i < N_DEEDS; i++)
    {
      gboolean shown = (wanted & (1U << i)) != 0;
      if (shown && g_strcmp0 (deeds[i].target, THE_ID) == 0)
        gtk_actionable_set_action_target (GTK_ACTIONABLE (self->deeds[i]), "s",
                                          ht_symbols_get_id (self->object));
      gtk_widget_set_visible (self->deeds[i], shown);
    }
}

#define DEED(deed) (1U << (deed))

static guint
get_team_deeds (HtTeam *team)
{
  if (ht_team_get_assignment (team) != NULL)
    return DEED (DO_ACKNOWLEDGE) | DEED (DO_EN_ROUTE) | DEED (DO_ON_SCENE) | DEED (DO_RELEASE)
           | DEED (DO_EDIT_TEAM) | DEED (DO_REMOVE_TEAM);
  return DEED (DO_AT_STATION) | DEED (DO_STAND_BY) | DEED (DO_OUT_OF_SERVICE) | DEED (DO_EDIT_TEAM)
         | DEED (DO_REMOVE_TEAM);
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
}

static void
refresh_team_row (HtTeam *team, GParamSpec *spec, GtkWidget *button)
{
  g_autofree char *text = g_strdup_printf ("%s · %s", ht_team_get_name (team),
                                           ht_team_state_get_label (ht_team_get_state (team)));
  gtk_button_set_label (GTK_BUTTON (button), text);
  gtk_widget_set_halign (gtk_button_get_child (GTK_BUTTON (button)), GTK_ALIGN_START);
}

static GtkWidget *
new_team_row (gpointer item, gpointer unused)
{
  HtTeam *team = item;
  GtkWidget *button = gtk_button_new ();
  refresh_team_row (team, NULL, button);
  g_signal_connect_object (team, "notify::record-version", G_CALLBACK (refresh_team_row), button, 0);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.select");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", "team",
                                    ht_entity_get_id_text (HT_ENTITY (team)));
  GtkWidget *row = gtk_list_box_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), button);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}

static void
refresh_station (HtObjectCard *self, HtStation *station)
{
  GtkGrid *facts = GTK_GRID (self->facts);
  ht_buttons_add_fact (facts, 0, 0, _ ("Kind"), ht_words_get_station_kind (ht_station_get_kind (station)));
  ht_buttons_add_fact (facts, 1, 0, _ ("Counts for coverage"),
                       ht_station_is_staffed (station) ? _ ("yes") : _ ("no team is ready at it"));
  GListModel *teams = ht_drip_new (g_object_ref (ht_station_get_teams (station)), 1, G_MAXUINT);
  gtk_list_box_bind_model (GTK_LIST_BOX (self->teams), teams, new_team_row, NULL, NULL);
  g_object_unref (teams);
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
refresh (gpointer card)
{
  HtObjectCard *self = card;
  HtSymbol symbol;
  if (self->object == NULL)
    return;
  ht_symbols_describe (self->object, &symbol);
  g_autofree char *name = ht_symbols_dup_name (self->object);
  g_autofree char *detail = ht_symbols_dup_detail (self->object);
  ht_symbol_image_set_symbol (HT_SYMBOL_IMAGE (self->symbol), &symbol, detail);
  gtk_label_set_text (GTK_LABEL (self->title), name);
  gtk_label_set_text (GTK_LABEL (self->detail), detail);
  gboolean is_team = HT_IS_TEAM (self->object);
  ht_clock_chip_set_subject (HT_CLOCK_CHIP (self->clock), is_team ? self->object : NULL);
}

static void
refresh_facts (gpointer card)
{
  HtObjectCard *self = card;
  if (self->object == NULL)
    return;
  ht_buttons_begin_facts (GTK_GRID (self->facts));
  if (HT_IS_TEAM (self->object))
    refresh_team (self, HT_TEAM (self->object));
  else if (HT_IS_THING (self->object))
    refresh_thing (self, HT_THING (self->object));
  else
    refresh_station (self, HT_STATION (self->object));
  ht_buttons_end_facts (GTK_GRID (self->facts));
}

static void
refresh_deeds (gpointer card)
{
  HtObjectCard *self = card;
  guint wanted = 0;
  if (HT_IS_TEAM (self->object))
    wanted = get_team_deeds (HT_TEAM (self->object));
  else if (HT_IS_STATION (self->object))
    wanted = DEED (DO_NEW_TEAM)
             | (ht_station_is_by_hand (HT_STATION (self->object))
                    ? DEED (DO_EDIT_STATION) | DEED (DO_REMOVE_STATION)
                    : 0);
  show_deeds (self, wanted);
}

/* However many of its properties change at once. */
static void
refresh_later (HtObjectCard *self)
{
  static const HtPiece parts[] = { refresh, refresh_facts, refresh_deeds, NULL };
  ht_later_all (self, parts);
}

void
ht_object_card_set_object (HtObjectCard *self, GObject *object)
{
  g_return_if_fail (HT_IS_OBJECT_CARD (self));
  gboolean known = HT_IS_TEAM (object) || HT_IS_STATION (object) || HT_IS_THING (object);
  GObject *shown = known ? object : NULL;
  if (self->object != NULL)
    g_signal_handlers_disconnect_by_data (self->object, self);
  g_set_object (&self->object, shown);
  gtk_widget_set_visible (GTK_WIDGET (self), known);
  if (!HT_IS_STATION (object))
    gtk_list_box_bind_model (GTK_LIST_BOX (self->teams), NULL, NULL, NULL, NULL);
  gtk_widget_set_visible (self->teams, HT_IS_STATION (object));
  if (!known)
    return;
  if (HT_IS_TEAM (object))
    g_signal_connect_swapped (object, "notify::record-version", G_CALLBACK (refresh_later), self);
  else
    g_signal_connect_swapped (object, "notify", G_CALLBACK (refresh_later), self);
  refresh_later (self);
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
  ht_later (self, add_deed);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
