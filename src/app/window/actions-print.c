/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window/window-private.h"

#include "base/i18n.h"
#include "model/incident.h"
#include "model/printer.h"

#define ALL "all"

/* A paper being written. */
typedef struct
{
  HtWindow *window;
  char *path;
} Paper;

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Paper *paper = user_data;
  g_autoptr (GError) error = NULL;
  if (ht_printer_write_finish (HT_PRINTER (source), result, &error))
    {
      g_autofree char *text = g_strdup_printf (_ ("Written: %s"), paper->path);
      ht_window_say (paper->window, text, FALSE);
    }
  else
    ht_window_complain (paper->window, error);
  g_object_unref (paper->window);
  g_free (paper->path);
  g_free (paper);
}

static Paper *
paper_new (HtWindow *window, const char *path)
{
  Paper *paper = g_new0 (Paper, 1);
  paper->window = g_object_ref (window);
  paper->path = g_strdup (path);
  return paper;
}

/* "…/Documents/map-20261124-140322.pdf" */
static char *
dup_file_name (const char *stem)
{
  const char *folder = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%d-%H%M%S");
  g_autofree char *name = g_strdup_printf ("%s-%s.pdf", stem, stamp);
  return g_build_filename (folder != NULL ? folder : g_get_home_dir (), name, NULL);
}

static void
ask_file (HtWindow *self, const char *title, const char *stem, HtAnswerFunc func, const char *data)
{
  g_autofree char *path = dup_file_name (stem);
  HtQuestion question = { .title = title,
                          .entry_name = _ ("File to write"),
                          .text = path,
                          .confirm = _ ("Write the file"),
                          .required = TRUE,
                          .file = TRUE };
  ht_window_ask (self, &question, func, data);
}

static void
on_map_file (HtWindow *self, const char *path, gboolean checked, const char *data)
{
  HtMapRequest request = { .box = ht_map_pane_get_box (ht_desk_get_map (self->desk)) };
  request.incident = ht_selection_get_incident (ht_desk_get_selection (self->desk));
  ht_printer_write_map_async (ht_city_get_printer (self->city), &request, path, NULL, on_written,
                              paper_new (self, path));
}

static void
on_print_map (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  if (self->desk != NULL)
    ask_file (self, _ ("Map sheet of what is in view"), "haitang-map", on_map_file, NULL);
}

static void
on_report_file (HtWindow *self, const char *path, gboolean checked, const char *data)
{
  HtIncident *incident = g_str_equal (data, ALL) ? NULL : ht_window_find_incident (self, data);
  ht_printer_write_situation_async (ht_city_get_printer (self->city), incident, path, NULL, on_written,
                                    paper_new (self, path));
}

static void
on_print_report (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  const char *id = g_variant_get_string (target, NULL);
  if (self->desk == NULL)
    return;
  HtIncident *selected = ht_selection_get_incident (ht_desk_get_selection (self->desk));
  if (*id == '\0')
    id = selected != NULL ? ht_entity_get_id_text (HT_ENTITY (selected)) : ALL;
  const char *title = g_str_equal (id, ALL) ? _ ("Situation report of everything open")
                                            : _ ("Situation report of the incident");
  ask_file (self, title, "haitang-report", on_report_file, id);
}

void
ht_window_add_print_actions (HtWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "print-map", .activate = on_print_map },
    { .name = "print-report", .parameter_type = "s", .activate = on_print_report },
  };
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
