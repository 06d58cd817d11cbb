/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/dialogs/roster-dialog.h"

#include "base/format.h"
#include "base/i18n.h"
#include "geo/notation.h"
#include "model/error.h"
#include "model/roster.h"

static const char *const kinds[] = { "ordinary", "special", "logistics", "ambulance" };

/* What the form is about; lives as long as the dialog. */
typedef struct
{
  HtCity *city;
  HtUuid id;
  HtPoint near;
  GtkWidget *name, *kind, *place;
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
  ht_roster_put_station_finish (HT_CITY (source), result, &error);
  ht_roster_dialog_finish (dialog, error);
}

static void
on_confirm (HtRosterDialog *dialog, Form *form)
{
  g_autoptr (GPtrArray) readings
      = ht_notation_parse (gtk_editable_get_text (GTK_EDITABLE (form->place)), &form->near);
  if (readings->len == 0)
    {
      g_autoptr (GError) error = g_error_new_literal (
          HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID,
          _ ("This is no position; type latitude and longitude, MGRS or grid metres."));
      ht_roster_dialog_finish (dialog, error);
      return;
    }
  HtStationDraft draft = {
    .id = form->id,
    .name = gtk_editable_get_text (GTK_EDITABLE (form->name)),
    .kind = kinds[gtk_drop_down_get_selected (GTK_DROP_DOWN (form->kind))],
    .at = ((HtReading *) readings->pdata[0])->at,
  };
  ht_roster_dialog_set_busy (dialog, TRUE);
  ht_roster_put_station_async (form->city, &draft, on_put, g_object_ref (dialog));
}

static guint
index_of_kind (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i], kind) == 0)
      return i;
  return 0;
}

static GtkWidget *
new_kind_choice (void)
{
  GtkStringList *words = gtk_string_list_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    gtk_string_list_append (words, ht_words_get_station_kind (kinds[i]));
  return gtk_drop_down_new (G_LIST_MODEL (words), NULL);
}

GtkWidget *
ht_station_dialog_new (HtCity *city, HtStation *station, const HtPoint *at)
{
  Form *form = g_new0 (Form, 1);
  HtRosterDialog *dialog
      = ht_roster_dialog_new (station != NULL ? _ ("Edit the station") : _ ("New station"),
                              station != NULL ? _ ("Keep the changes") : _ ("Place the station"));
  form->city = g_object_ref (city);
  form->near = *at;
  form->name = gtk_entry_new ();
  form->kind = new_kind_choice ();
  form->place = gtk_entry_new ();
  if (station != NULL)
    {
      form->id = *ht_station_get_id (station);
      ht_station_get_position (station, &form->near);
      gtk_editable_set_text (GTK_EDITABLE (form->name), ht_station_get_name (station));
      gtk_drop_down_set_selected (GTK_DROP_DOWN (form->kind), index_of_kind (ht_station_get_kind (station)));
    }
  g_autofree char *place = ht_format_position (form->near.lat, form->near.lon);
  gtk_editable_set_text (GTK_EDITABLE (form->place), place);
  ht_roster_dialog_add (dialog, _ ("Name"), form->name);
  ht_roster_dialog_add (dialog, _ ("Kind"), form->kind);
  ht_roster_dialog_add (dialog, _ ("Position"), form->place);
  ht_roster_dialog_add_note (dialog,
                             _ ("The middle of the map, until another position is typed in any notation. "
                                "Go to an address first with the command box (/)."));
  g_signal_connect_data (dialog, "confirm", G_CALLBACK (on_confirm), form, form_free, 0);
  return GTK_WIDGET (dialog);
}
