/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/dialogs/choose-file.h"

#include "base/i18n.h"

typedef struct
{
  GtkWidget *parent;
  HtChosenFunc func;
  gpointer user_data;
} Request;

static void
request_free (gpointer data, GClosure *closure)
{
  Request *request = data;
  g_object_unref (request->parent);
  g_free (request);
}

static void
on_response (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  Request *request = user_data;
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
      if (path != NULL)
        request->func (path, request->user_data);
    }
  g_object_unref (dialog);
}

void
ht_choose_file (GtkWidget *parent, GtkFileChooserAction action, const char *path, HtChosenFunc func,
                gpointer user_data)
{
  gboolean save = action == GTK_FILE_CHOOSER_ACTION_SAVE;
  GtkFileChooserNative *dialog
      = gtk_file_chooser_native_new (save ? _ ("Save as") : _ ("Open a file"),
                                     GTK_WINDOW (gtk_widget_get_root (parent)), action,
                                     save ? _ ("_Save") : _ ("_Open"), _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  if (path != NULL && *path != '\0')
    {
      g_autofree char *folder_path = g_path_get_dirname (path);
      g_autofree char *name = g_path_get_basename (path);
      g_autoptr (GFile) folder = g_file_new_for_path (folder_path);
      gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (dialog), folder, NULL);
      if (save)
        gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
    }
  Request *request = g_new0 (Request, 1);
  request->parent = g_object_ref (parent);
  request->func = func;
  request->user_data = user_data;
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response), request, request_free, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
