/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/dialogs/welcome-page.h"

#include "app/dialogs/choose-file.h"
#include "base/i18n.h"

#define DEMO_NAME "demo.city"
#define TOOL "haitangctl"

struct _HtWelcomePage
{
  GtkBox parent_instance;
  GtkWidget *error_label, *recent_list, *path_entry, *open_button, *demo_button, *progress_label;
};

G_DEFINE_TYPE (HtWelcomePage, ht_welcome_page, GTK_TYPE_BOX)

static void
open_path (HtWelcomePage *self, const char *path, gboolean create)
{
  if (*path != '\0')
    gtk_widget_activate_action (GTK_WIDGET (self), "app.open", "(sb)", path, create);
}

static void
on_open (HtWelcomePage *self)
{
  open_path (self, gtk_editable_get_text (GTK_EDITABLE (self->path_entry)), FALSE);
}

static void
on_new_chosen (const char *path, gpointer user_data)
{
  open_path (user_data, path, TRUE);
}

static void
on_new (HtWelcomePage *self)
{
  const char *path = gtk_editable_get_text (GTK_EDITABLE (self->path_entry));
  if (*path != '\0')
    open_path (self, path, TRUE);
  else
    ht_choose_file (GTK_WIDGET (self), GTK_FILE_CHOOSER_ACTION_SAVE, NULL, on_new_chosen, self);
}

static void
on_chosen (const char *path, gpointer user_data)
{
  open_path (user_data, path, FALSE);
}

static void
on_choose (HtWelcomePage *self)
{
  ht_choose_file (GTK_WIDGET (self), GTK_FILE_CHOOSER_ACTION_OPEN, NULL, on_chosen, self);
}

static void
on_recent_activated (HtWelcomePage *self, GtkListBoxRow *row)
{
  open_path (self, g_object_get_data (G_OBJECT (row), "path"), FALSE);
}

static void
show_error (HtWelcomePage *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->error_label), text != NULL ? text : "");
  gtk_widget_set_visible (self->error_label, text != NULL);
}

static char *
dup_demo_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "haitang", DEMO_NAME, NULL);
}

/* The command-line program: beside this one where installed, in its own folder where built. */
static char *
dup_tool_path (void)
{
  g_autofree char *self_path = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self_path != NULL ? g_path_get_dirname (self_path) : g_strdup (".");
  g_autofree char *beside = g_build_filename (folder, TOOL, NULL);
  g_autofree char *built = g_build_filename (folder, "..", "cli", TOOL, NULL);
  if (g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer (&beside);
  if (g_file_test (built, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer (&built);
  return g_find_program_in_path (TOOL);
}

static void
on_made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HtWelcomePage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;
  gboolean ran = g_subprocess_communicate_utf8_finish (G_SUBPROCESS (source), result, NULL, &said, &error);
  gtk_widget_set_sensitive (self->demo_button, TRUE);
  gtk_widget_set_visible (self->progress_label, FALSE);
  if (ran && g_subprocess_get_successful (G_SUBPROCESS (source)))
    {
      g_autofree char *path = dup_demo_path ();
      open_path (self, path, FALSE);
      return;
    }
  show_error (self, error != NULL ? error->message : g_strchomp (said));
}

static void
make_demo (HtWelcomePage *self)
{
  g_autofree char *tool = dup_tool_path ();
  g_autofree char *path = dup_demo_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;
  g_mkdir_with_parents (folder, 0700);
  g_autoptr (GSubprocess) process
      = tool != NULL ? g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_PIPE, &error, tool, "demo", path, NULL)
                     : NULL;
  if (process == NULL)
    {
      show_error (self, error != NULL ? error->message
                                      : _ ("haitangctl, which makes the demo town, is not installed."));
      return;
    }
  gtk_widget_set_sensitive (self->demo_button, FALSE);
  gtk_label_set_text (GTK_LABEL (self->progress_label), _ ("Making the demo town…"));
  gtk_widget_set_visible (self->progress_label, TRUE);
  g_subprocess_communicate_utf8_async (process, NULL, NULL, on_made, g_object_ref (self));
}

static void
on_demo (HtWelcomePage *self)
{
  g_autofree char *path = dup_demo_path ();
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    open_path (self, path, FALSE);
  else
    make_demo (self);
}

static void
ht_welcome_page_class_init (HtWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/haitang/Haitang/welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HtWelcomePage, error_label);
  gtk_widget_class_bind_template_child (widget_class, HtWelcomePage, recent_list);
  gtk_widget_class_bind_template_child (widget_class, HtWelcomePage, path_entry);
  gtk_widget_class_bind_template_child (widget_class, HtWelcomePage, open_button);
  gtk_widget_class_bind_template_child (widget_class, HtWelcomePage, demo_button);
  gtk_widget_class_bind_template_child (widget_class, HtWelcomePage, progress_label);
  gtk_widget_class_bind_template_callback (widget_class, on_open);
  gtk_widget_class_bind_template_callback (widget_class, on_new);
  gtk_widget_class_bind_template_callback (widget_class, on_choose);
  gtk_widget_class_bind_template_callback (widget_class, on_demo);
  gtk_widget_class_bind_template_callback (widget_class, on_recent_activated);
}

static void
ht_welcome_page_init (HtWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ht_welcome_page_new (const char *const *recent, const char *error)
{
  HtWelcomePage *self = g_object_new (HT_TYPE_WELCOME_PAGE, NULL);
  show_error (self, error);
  for (guint i = 0; recent[i] != NULL; i++)
    {
      GtkWidget *label = gtk_label_new (recent[i]);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_START);
      gtk_widget_add_css_class (label, "one-line");
      GtkWidget *row = gtk_list_box_row_new ();
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
      g_object_set_data_full (G_OBJECT (row), "path", g_strdup (recent[i]), g_free);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, recent[i], -1);
      gtk_list_box_append (GTK_LIST_BOX (self->recent_list), row);
    }
  gtk_widget_set_visible (self->recent_list, recent[0] != NULL);
  return GTK_WIDGET (self);
}
