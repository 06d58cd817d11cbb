/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/dialogs/welcome-page.h"

#include <glib/gstdio.h>

#include "app/dialogs/choose-file.h"
#include "base/i18n.h"
#include "model/demo-write.h"

#define DEMO_NAME "demo.city"
#define DEMO_SEED 1

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

static void
make_in_thread (GTask *task, gpointer source, gpointer path, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autofree char *folder = g_path_get_dirname (path);
  /* Made beside its place and moved there whole, so that a half-made town is never opened. */
  g_autofree char *half = g_strconcat (path, ".part", NULL);
  g_mkdir_with_parents (folder, 0700);
  g_unlink (half);
  if (!ht_demo_write (half, DEMO_SEED, cancellable, &error))
    g_task_return_error (task, error);
  else if (g_rename (half, path) != 0)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED,
                             _ ("%s: cannot be written; free space and try again"), (const char *) path);
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HtWelcomePage *self = HT_WELCOME_PAGE (source);
  g_autoptr (GError) error = NULL;
  gtk_widget_set_sensitive (self->demo_button, TRUE);
  gtk_widget_set_visible (self->progress_label, FALSE);
  g_autofree char *path = dup_demo_path ();
  if (g_task_propagate_boolean (G_TASK (result), &error))
    open_path (self, path, FALSE);
  else
    show_error (self, error->message);
}

static void
make_demo (HtWelcomePage *self)
{
  gtk_widget_set_sensitive (self->demo_button, FALSE);
  gtk_label_set_text (GTK_LABEL (self->progress_label), _ ("Making the demo town…"));
  gtk_widget_set_visible (self->progress_label, TRUE);
  g_autoptr (GTask) task = g_task_new (self, NULL, on_made, NULL);
  g_task_set_task_data (task, dup_demo_path (), g_free);
  g_task_run_in_thread (task, make_in_thread);
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
