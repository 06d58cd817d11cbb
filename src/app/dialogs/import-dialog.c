/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/dialogs/import-dialog.h"

#include "app/dialogs/choose-file.h"
#include "app/panels/buttons.h"
#include "app/panels/key-cap.h"
#include "base/format.h"
#include "base/i18n.h"
#include "model/importer.h"

#define PULSE_MS 120

struct _HtImportDialog
{
  GtkBox parent_instance;
  GtkWidget *path_entry, *layer_caption, *layer_choice, *assume_check, *progress, *report, *error_label;
  GtkWidget *import_button;
  HtCity *city;
  GCancellable *cancellable; /* of the import under way */
  guint pulse_id;
};

G_DEFINE_TYPE (HtImportDialog, ht_import_dialog, GTK_TYPE_BOX)

static gboolean
pulse (gpointer user_data)
{
  gtk_progress_bar_pulse (GTK_PROGRESS_BAR (HT_IMPORT_DIALOG (user_data)->progress));
  return G_SOURCE_CONTINUE;
}

static const char *
get_layer_label (const char *layer)
{
  static const struct
  {
    const char *layer, *label;
  } labels[] = {
    { "osm", N_ ("everything (OpenStreetMap)") },
    { "roads", N_ ("roads") },
    { "buildings", N_ ("buildings") },
    { "water", N_ ("water") },
    { "stations", N_ ("fire stations") },
    { "hospitals", N_ ("hospitals") },
    { "shelters", N_ ("shelters") },
    { "sensors", N_ ("sensors") },
    { "areas", N_ ("areas") },
    { "lines", N_ ("lines") },
    { "points", N_ ("points") },
  };
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (labels[i].layer, layer))
      return _ (labels[i].label);
  return layer;
}

static void
set_busy (HtImportDialog *self, gboolean busy)
{
  gtk_widget_set_visible (self->progress, busy);
  gtk_widget_set_sensitive (self->import_button, !busy);
  /* Not made insensitive: it keeps the focus, for the next try. */
  gtk_editable_set_editable (GTK_EDITABLE (self->path_entry), !busy);
  g_clear_handle_id (&self->pulse_id, g_source_remove);
  if (busy)
    self->pulse_id = g_timeout_add (PULSE_MS, pulse, self);
}

static int
add_reasons (HtImportDialog *self, int row, const char *name, GArray *reasons)
{
  for (guint i = 0; i < reasons->len; i++)
    {
      const HtReason *reason = &g_array_index (reasons, HtReason, i);
      g_autofree char *count = ht_format_count ((gint64) reason->count);
      g_autofree char *text = g_strdup_printf ("%s · %s", count, _ (reason->why));
      ht_buttons_add_fact (GTK_GRID (self->report), 0, row++, i == 0 ? name : "", text);
    }
  return row;
}

static void
show_report (HtImportDialog *self, HtImported *imported)
{
  HtImportReport *report = imported->report;
  int row = 0;
  ht_buttons_clear (self->report);
  ht_buttons_add_fact (GTK_GRID (self->report), 0, row++, _ ("Result"),
                       imported->changed ? _ ("taken into the city")
                                         : _ ("the same content was there already; nothing written"));
  g_autofree char *read = ht_format_count ((gint64) report->read);
  ht_buttons_add_fact (GTK_GRID (self->report), 0, row++, _ ("Read"), read);
  if (report->has_network)
    {
      g_autofree char *nodes = ht_format_count (report->nodes);
      g_autofree char *arcs = ht_format_count (report->arcs);
      g_autofree char *largest = ht_format_count (report->largest_scc);
      g_autofree char *text
          = g_strdup_printf (_ ("%s nodes, %s arcs; %s nodes hang together"), nodes, arcs, largest);
      ht_buttons_add_fact (GTK_GRID (self->report), 0, row++, _ ("Roads"), text);
    }
  if (imported->assumed_teams > 0)
    {
      g_autofree char *text = g_strdup_printf ("%u", imported->assumed_teams);
      ht_buttons_add_fact (GTK_GRID (self->report), 0, row++, _ ("Teams assumed"), text);
    }
  row = add_reasons (self, row, _ ("Repaired"), report->repaired);
  row = add_reasons (self, row, _ ("Dropped"), report->dropped);
  add_reasons (self, row, _ ("Noted"), report->noted);
  gtk_widget_set_visible (self->report, TRUE);
}

static void
on_imported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HtImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HtImported) imported = ht_importer_import_finish (HT_IMPORTER (source), result, &error);
  if (self->city == NULL)
    return;
  set_busy (self, FALSE);
  g_clear_object (&self->cancellable);
  gtk_label_set_text (GTK_LABEL (self->error_label), error != NULL ? error->message : "");
  gtk_widget_set_visible (self->error_label, error != NULL);
  gtk_widget_set_visible (self->report, FALSE);
  if (imported != NULL)
    show_report (self, imported);
}

static void
on_import (HtImportDialog *self)
{
  const char *path = gtk_editable_get_text (GTK_EDITABLE (self->path_entry));
  if (*path == '\0' || self->cancellable != NULL)
    return;
  guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->layer_choice));
  HtImportRequest request = {
    .path = path,
    .layer = ht_importer_get_layers ()[chosen],
    .assume_teams = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->assume_check)),
  };
  self->cancellable = g_cancellable_new ();
  gtk_widget_set_visible (self->error_label, FALSE);
  set_busy (self, TRUE);
  g_autofree char *name = g_path_get_basename (path);
  gtk_progress_bar_set_text (GTK_PROGRESS_BAR (self->progress), name);
  ht_importer_import_async (ht_city_get_importer (self->city), &request, self->cancellable, on_imported,
                            g_object_ref (self));
}

static void
on_chosen (const char *path, gpointer user_data)
{
  gtk_editable_set_text (GTK_EDITABLE (HT_IMPORT_DIALOG (user_data)->path_entry), path);
}

static void
on_choose (HtImportDialog *self)
{
  ht_choose_file (GTK_WIDGET (self), GTK_FILE_CHOOSER_ACTION_OPEN,
                  gtk_editable_get_text (GTK_EDITABLE (self->path_entry)), on_chosen, self);
}

static void
ht_import_dialog_unroot (GtkWidget *widget)
{
  HtImportDialog *self = HT_IMPORT_DIALOG (widget);
  g_clear_handle_id (&self->pulse_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  GTK_WIDGET_CLASS (ht_import_dialog_parent_class)->unroot (widget);
}

static void
ht_import_dialog_dispose (GObject *object)
{
  HtImportDialog *self = HT_IMPORT_DIALOG (object);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->city);
  G_OBJECT_CLASS (ht_import_dialog_parent_class)->dispose (object);
}

static void
ht_import_dialog_class_init (HtImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = ht_import_dialog_dispose;
  widget_class->unroot = ht_import_dialog_unroot;
  g_type_ensure (HT_TYPE_KEY_CAP);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/haitang/Haitang/import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HtImportDialog, path_entry);
  gtk_widget_class_bind_template_child (widget_class, HtImportDialog, layer_caption);
  gtk_widget_class_bind_template_child (widget_class, HtImportDialog, layer_choice);
  gtk_widget_class_bind_template_child (widget_class, HtImportDialog, assume_check);
  gtk_widget_class_bind_template_child (widget_class, HtImportDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, HtImportDialog, report);
  gtk_widget_class_bind_template_child (widget_class, HtImportDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, HtImportDialog, import_button);
  gtk_widget_class_bind_template_callback (widget_class, on_import);
  gtk_widget_class_bind_template_callback (widget_class, on_choose);
}

static void
ht_import_dialog_init (HtImportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_autoptr (GtkStringList) layers = gtk_string_list_new (NULL);
  const char *const *names = ht_importer_get_layers ();
  for (guint i = 0; names[i] != NULL; i++)
    gtk_string_list_append (layers, get_layer_label (names[i]));
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->layer_choice), G_LIST_MODEL (layers));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Import a map file"), -1);
}

GtkWidget *
ht_import_dialog_new (HtCity *city, const char *path)
{
  HtImportDialog *self = g_object_new (HT_TYPE_IMPORT_DIALOG, NULL);
  self->city = g_object_ref (city);
  if (path != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->path_entry), path);
  return GTK_WIDGET (self);
}
