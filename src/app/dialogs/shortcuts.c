/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/dialogs/shortcuts.h"

#include "app/keys.h"
#include "app/panels/buttons.h"
#include "app/panels/key-cap.h"
#include "base/i18n.h"

static GtkWidget *
new_title (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
new_line (const HtKey *key)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *text = new_title (_ (key->title), "body");
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (line), text);
  gtk_box_append (GTK_BOX (line), g_object_new (HT_TYPE_KEY_CAP, "keys", key->accel, NULL));
  g_autofree char *cap = ht_keys_dup_accel_cap (key->accel);
  g_autofree char *name = g_strdup_printf (_ ("%s: %s"), cap, _ (key->title));
  gtk_accessible_update_property (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return line;
}

static GtkWidget *
new_group (HtKeyGroup group)
{
  guint n = 0;
  const HtKey *keys = ht_keys_get (&n);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (box), new_title (ht_keys_get_group_title (group), "card-title"));
  for (guint i = 0; i < n; i++)
    if (keys[i].group == group)
      gtk_box_append (GTK_BOX (box), new_line (&keys[i]));
  return box;
}

GtkWidget *
ht_shortcuts_new (void)
{
  GtkWidget *dialog = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 12,
                                    "accessible-role", GTK_ACCESSIBLE_ROLE_DIALOG, NULL);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = new_title (_ ("Keys"), "selected-title");
  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), ht_buttons_new (_ ("Close"), "win.dismiss", NULL));
  gtk_box_append (GTK_BOX (dialog), head);
  GtkWidget *note = new_title (_ ("Single keys never act while text is typed."), "secondary");
  gtk_box_append (GTK_BOX (dialog), note);
  GtkWidget *columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 32);
  GtkWidget *left = gtk_box_new (GTK_ORIENTATION_VERTICAL, 14);
  GtkWidget *right = gtk_box_new (GTK_ORIENTATION_VERTICAL, 14);
  gtk_box_append (GTK_BOX (left), new_group (HT_KEY_GROUP_DESK));
  gtk_box_append (GTK_BOX (right), new_group (HT_KEY_GROUP_INCIDENT));
  gtk_box_append (GTK_BOX (right), new_group (HT_KEY_GROUP_TEAM));
  gtk_box_append (GTK_BOX (right), new_group (HT_KEY_GROUP_MAP));
  gtk_box_append (GTK_BOX (columns), left);
  gtk_box_append (GTK_BOX (columns), right);
  gtk_box_append (GTK_BOX (dialog), columns);
  gtk_accessible_update_property (GTK_ACCESSIBLE (dialog), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Keys"), -1);
  return dialog;
}
