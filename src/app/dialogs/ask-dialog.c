/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/dialogs/ask-dialog.h"

#include "app/dialogs/choose-file.h"
#include "app/panels/key-cap.h"
#include "base/i18n.h"

struct _HtAskDialog
{
  GtkBox parent_instance;
  GtkWidget *title, *body, *entry, *choose_button, *check, *confirm_button, *confirm_label;
  gboolean required, confirmed;
};

G_DEFINE_TYPE (HtAskDialog, ht_ask_dialog, GTK_TYPE_BOX)

static guint confirmed_signal;

static void
on_changed (HtAskDialog *self)
{
  gboolean empty = *gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0';
  gtk_widget_set_sensitive (self->confirm_button, !self->required || !empty);
}

static void
on_confirm (HtAskDialog *self)
{
  if (self->confirmed || !gtk_widget_get_sensitive (self->confirm_button))
    return;
  self->confirmed = TRUE;
  /* The receiver closes the dialog, which lets go of the text. */
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  g_signal_emit (self, confirmed_signal, 0, text,
                 gtk_check_button_get_active (GTK_CHECK_BUTTON (self->check)));
}

static void
on_chosen (const char *path, gpointer user_data)
{
  gtk_editable_set_text (GTK_EDITABLE (HT_ASK_DIALOG (user_data)->entry), path);
}

static void
on_choose (HtAskDialog *self)
{
  ht_choose_file (GTK_WIDGET (self), GTK_FILE_CHOOSER_ACTION_SAVE,
                  gtk_editable_get_text (GTK_EDITABLE (self->entry)), on_chosen, self);
}

static void
ht_ask_dialog_class_init (HtAskDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  g_type_ensure (HT_TYPE_KEY_CAP);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/haitang/Haitang/ask-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HtAskDialog, title);
  gtk_widget_class_bind_template_child (widget_class, HtAskDialog, body);
  gtk_widget_class_bind_template_child (widget_class, HtAskDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, HtAskDialog, choose_button);
  gtk_widget_class_bind_template_child (widget_class, HtAskDialog, check);
  gtk_widget_class_bind_template_child (widget_class, HtAskDialog, confirm_button);
  gtk_widget_class_bind_template_child (widget_class, HtAskDialog, confirm_label);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_confirm);
  gtk_widget_class_bind_template_callback (widget_class, on_choose);
  confirmed_signal = g_signal_new ("confirmed", HT_TYPE_ASK_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
ht_ask_dialog_init (HtAskDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ht_ask_dialog_new (const HtQuestion *question)
{
  HtAskDialog *self = g_object_new (HT_TYPE_ASK_DIALOG, NULL);
  self->required = question->required;
  gtk_label_set_text (GTK_LABEL (self->title), question->title);
  gtk_label_set_text (GTK_LABEL (self->body), question->body != NULL ? question->body : "");
  gtk_widget_set_visible (self->body, question->body != NULL);
  gtk_label_set_text (GTK_LABEL (self->confirm_label), question->confirm);
  gtk_widget_set_visible (self->choose_button, question->file);
  gtk_widget_set_visible (self->check, question->check != NULL);
  gtk_check_button_set_label (GTK_CHECK_BUTTON (self->check), question->check);
  if (question->text != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), question->text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, question->title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  question->entry_name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->confirm_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  question->confirm, -1);
  on_changed (self);
  return GTK_WIDGET (self);
}
