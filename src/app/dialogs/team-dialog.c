/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/dialogs/roster-dialog.h"

#include "base/i18n.h"
#include "model/roster.h"
#include "plan/capability.h"

#define DEFAULT_CREW 6
#define DEFAULT_TURNOUT_S 60

static const char *const kinds[]
    = { "engine", "ladder", "rescue", "medical", "chemical", "foam", "boat", "logistics" };

typedef struct
{
  HtCity *city;
  HtUuid id;
  GtkWidget *name, *kind, *station, *crew, *turnout;
  GtkWidget *can[HT_N_CAPABILITIES];
} Form;

static void
form_free (gpointer data, GClosure *closure)
{
  g_object_unref (((Form *) data)->city);
  g_free (data);
}

static void
on_put (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HtRosterDialog) dialog = user_data;
  g_autoptr (GError) error = NULL;
  ht_roster_put_team_finish (HT_CITY (source), result, &error);
  ht_roster_dialog_finish (dialog, error);
}

static void
on_confirm (HtRosterDialog *dialog, Form *form)
{
  const char *can[HT_N_CAPABILITIES + 1] = { NULL };
  guint n = 0;
  for (guint i = 0; i < HT_N_CAPABILITIES; i++)
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (form->can[i])))
      can[n++] = ht_capability_get_name ((HtCapability) i);
  g_autoptr (HtStation) station
      = g_list_model_get_item (ht_city_get_stations (form->city),
                               gtk_drop_down_get_selected (GTK_DROP_DOWN (form->station)));
  HtTeamDraft draft = {
    .id = form->id,
    .name = gtk_editable_get_text (GTK_EDITABLE (form->name)),
    .kind = kinds[gtk_drop_down_get_selected (GTK_DROP_DOWN (form->kind))],
    .capabilities = can,
    .station = station != NULL ? *ht_station_get_id (station) : ht_uuid_nil (),
    .crew = gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (form->crew)),
    .turnout_s = gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (form->turnout)),
  };
  ht_roster_dialog_set_busy (dialog, TRUE);
  ht_roster_put_team_async (form->city, &draft, on_put, g_object_ref (dialog));
}

static GtkWidget *
new_kind_choice (const char *kind)
{
  GtkStringList *words = gtk_string_list_new (NULL);
  guint chosen = 0;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      gtk_string_list_append (words, ht_words_get_team_kind (kinds[i]));
      if (g_strcmp0 (kinds[i], kind) == 0)
        chosen = i;
    }
  GtkWidget *choice = gtk_drop_down_new (G_LIST_MODEL (words), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), chosen);
  return choice;
}

/* In the order of the city's list, so that the chosen place in it is the station. */
static GtkWidget *
new_station_choice (HtCity *city, HtStation *station)
{
  GListModel *stations = ht_city_get_stations (city);
  GtkExpression *name = gtk_property_expression_new (HT_TYPE_STATION, NULL, "name");
  GtkWidget *choice = gtk_drop_down_new (g_object_ref (stations), name);
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (choice), TRUE);
  for (guint i = 0; i < g_list_model_get_n_items (stations); i++)
    {
      g_autoptr (HtStation) one = g_list_model_get_item (stations, i);
      if (one == station)
        gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), i);
    }
  return choice;
}

static GtkWidget *
new_capabilities (Form *form, HtTeam *team)
{
  GtkWidget *grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  for (guint i = 0; i < HT_N_CAPABILITIES; i++)
    {
      const char *name = ht_capability_get_name ((HtCapability) i);
      form->can[i] = gtk_check_button_new_with_label (ht_words_get_capability (name));
      gtk_check_button_set_active (GTK_CHECK_BUTTON (form->can[i]),
                                   team != NULL && g_strv_contains (ht_team_get_capabilities (team), name));
      gtk_grid_attach (GTK_GRID (grid), form->can[i], (int) i % 3, (int) i / 3, 1, 1);
    }
  return grid;
}

static GtkWidget *
new_number (double most, double step, double value)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (0, most, step);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), value);
  return spin;
}

GtkWidget *
ht_team_dialog_new (HtCity *city, HtTeam *team, HtStation *station)
{
  Form *form = g_new0 (Form, 1);
  HtRosterDialog *dialog = ht_roster_dialog_new (team != NULL ? _ ("Edit the team") : _ ("New team"),
                                                 team != NULL ? _ ("Keep the changes") : _ ("Add the team"));
  form->city = g_object_ref (city);
  form->id = team != NULL ? *ht_entity_get_id (HT_ENTITY (team)) : ht_uuid_nil ();
  form->name = gtk_entry_new ();
  form->kind = new_kind_choice (team != NULL ? ht_team_get_kind (team) : NULL);
  form->station = new_station_choice (city, team != NULL ? ht_team_get_station (team) : station);
  form->crew = new_number (100, 1, team != NULL ? ht_team_get_crew (team) : DEFAULT_CREW);
  form->turnout
      = new_number (3600, 5, team != NULL ? (double) ht_team_get_turnout_s (team) : DEFAULT_TURNOUT_S);
  if (team != NULL)
    gtk_editable_set_text (GTK_EDITABLE (form->name), ht_team_get_name (team));
  ht_roster_dialog_add (dialog, _ ("Name"), form->name);
  ht_roster_dialog_add (dialog, _ ("Kind"), form->kind);
  ht_roster_dialog_add (dialog, _ ("Station"), form->station);
  ht_roster_dialog_add (dialog, _ ("Capabilities"), new_capabilities (form, team));
  ht_roster_dialog_add (dialog, _ ("Crew"), form->crew);
  ht_roster_dialog_add (dialog, _ ("Turnout, seconds"), form->turnout);
  g_signal_connect_data (dialog, "confirm", G_CALLBACK (on_confirm), form, form_free, 0);
  return GTK_WIDGET (dialog);
}
