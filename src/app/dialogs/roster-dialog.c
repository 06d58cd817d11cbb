/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/dialogs/roster-dialog.h"

#include "app/panels/buttons.h"
#include "app/panels/key-cap.h"
#include "base/i18n.h"

#define WIDTH_PX 460

struct _HtRosterDialog
{
  GtkBox parent_instance;
  GtkWidget *grid, *error_label, *confirm;
  int rows;
};

G_DEFINE_TYPE (HtRosterDialog, ht_roster_dialog, GTK_TYPE_BOX)

enum
{
  SIGNAL_CONFIRM,
  SIGNAL_DONE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

void
ht_roster_dialog_confirm (HtRosterDialog *self)
{
  g_return_if_fail (HT_IS_ROSTER_DIALOG (self));
  if (gtk_widget_get_sensitive (self->confirm))
    g_signal_emit (self, signals[SIGNAL_CONFIRM], 0);
}

static void
ht_roster_dialog_class_init (HtRosterDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  g_type_ensure (HT_TYPE_KEY_CAP);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
  signals[SIGNAL_CONFIRM] = g_signal_new ("confirm", HT_TYPE_ROSTER_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_DONE]
      = g_signal_new ("done", HT_TYPE_ROSTER_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ht_roster_dialog_init (HtRosterDialog *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 10);
  gtk_widget_set_size_request (GTK_WIDGET (self), WIDTH_PX, -1);
}

static GtkWidget *
new_button (const char *text, const char *accel, const char *css_class)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (box), gtk_label_new (text));
  gtk_box_append (GTK_BOX (box), g_object_new (HT_TYPE_KEY_CAP, "keys", accel, NULL));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, css_class);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  return button;
}

HtRosterDialog *
ht_roster_dialog_new (const char *title, const char *confirm)
{
  HtRosterDialog *self = g_object_new (HT_TYPE_ROSTER_DIALOG, NULL);
  GtkWidget *head = gtk_label_new (title);
  gtk_label_set_xalign (GTK_LABEL (head), 0);
  gtk_widget_add_css_class (head, "selected-title");
  gtk_box_append (GTK_BOX (self), head);
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 14);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 8);
  gtk_box_append (GTK_BOX (self), self->grid);
  self->error_label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->error_label), 0);
  gtk_label_set_wrap (GTK_LABEL (self->error_label), TRUE);
  gtk_widget_add_css_class (self->error_label, "error-text");
  gtk_widget_set_visible (self->error_label, FALSE);
  gtk_box_append (GTK_BOX (self), self->error_label);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_set_halign (buttons, GTK_ALIGN_END);
  GtkWidget *cancel = new_button (_ ("Cancel"), "Escape", "side-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "win.dismiss");
  self->confirm = new_button (confirm, "<Control>Return", "main-action");
  g_signal_connect_swapped (self->confirm, "clicked", G_CALLBACK (ht_roster_dialog_confirm), self);
  gtk_box_append (GTK_BOX (buttons), cancel);
  gtk_box_append (GTK_BOX (buttons), self->confirm);
  gtk_box_append (GTK_BOX (self), buttons);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return self;
}

void
ht_roster_dialog_add (HtRosterDialog *self, const char *name, GtkWidget *field)
{
  GtkWidget *label = gtk_label_new (name);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_valign (label, GTK_ALIGN_BASELINE);
  gtk_widget_add_css_class (label, "secondary");
  gtk_widget_set_hexpand (field, TRUE);
  gtk_grid_attach (GTK_GRID (self->grid), label, 0, self->rows, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), field, 1, self->rows++, 1, 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (GTK_IS_ENTRY (field))
    g_signal_connect_swapped (field, "activate", G_CALLBACK (ht_roster_dialog_confirm), self);
}

void
ht_roster_dialog_add_note (HtRosterDialog *self, const char *text)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 50);
  gtk_widget_add_css_class (label, "secondary");
  gtk_grid_attach (GTK_GRID (self->grid), label, 1, self->rows++, 1, 1);
}

void
ht_roster_dialog_set_busy (HtRosterDialog *self, gboolean busy)
{
  gtk_widget_set_sensitive (self->confirm, !busy);
}

void
ht_roster_dialog_finish (HtRosterDialog *self, const GError *error)
{
  ht_roster_dialog_set_busy (self, FALSE);
  gtk_label_set_text (GTK_LABEL (self->error_label), error != NULL ? error->message : "");
  gtk_widget_set_visible (self->error_label, error != NULL);
  if (error == NULL)
    g_signal_emit (self, signals[SIGNAL_DONE], 0);
}
