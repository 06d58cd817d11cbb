/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/panels/buttons.h"

#include "app/map/symbol-image.h"
#include "app/panels/key-cap.h"
#include "base/i18n.h"
#include "model/types.h"

#define N_LEVELS 5

GtkWidget *
ht_buttons_new (const char *text, const char *action, const char *target)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), ht_key_cap_new (action, target));
  GtkWidget *button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  if (target != NULL)
    gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), g_variant_new_parsed (target));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  return button;
}

static void
on_level_clicked (GtkWidget *button, gpointer level)
{
  gtk_widget_activate_action (button, "win.level", "i", GPOINTER_TO_INT (level));
}

GtkWidget *
ht_buttons_new_levels (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  for (int i = 0; i < N_LEVELS; i++)
    {
      int level = (i + 1) % N_LEVELS; /* I to IV, then not graded */
      GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
      gtk_widget_set_halign (content, GTK_ALIGN_CENTER);
      GtkWidget *image = ht_symbol_image_new (15);
      HtSymbol symbol = { .kind = HT_SYMBOL_INCIDENT, .level = level };
      ht_symbol_image_set_symbol (HT_SYMBOL_IMAGE (image), &symbol, NULL);
      gtk_box_append (GTK_BOX (content), image);
      g_autofree char *target = g_strdup_printf ("%d", level);
      gtk_box_append (GTK_BOX (content), ht_key_cap_new ("win.level", target));
      GtkWidget *button = gtk_toggle_button_new ();
      gtk_button_set_child (GTK_BUTTON (button), content);
      gtk_widget_add_css_class (button, "level");
      gtk_widget_set_hexpand (button, TRUE);
      gtk_widget_set_tooltip_text (button, ht_level_get_label (level));
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      ht_level_get_label (level), -1);
      g_signal_connect (button, "clicked", G_CALLBACK (on_level_clicked), GINT_TO_POINTER (level));
      gtk_box_append (GTK_BOX (box), button);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Level"), -1);
  return box;
}

void
ht_buttons_set_level (GtkWidget *levels, int level)
{
  int i = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (levels); child != NULL;
       child = gtk_widget_get_next_sibling (child), i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (child), (i + 1) % N_LEVELS == level);
}

void
ht_buttons_add_fact (GtkGrid *grid, int pair, int row, const char *name, const char *value)
{
  GtkWidget *first = gtk_label_new (name), *second = gtk_label_new (value);
  gtk_label_set_xalign (GTK_LABEL (first), 0);
  gtk_label_set_xalign (GTK_LABEL (second), 0);
  gtk_label_set_wrap (GTK_LABEL (second), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (second), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_valign (first, GTK_ALIGN_START);
  gtk_widget_set_hexpand (second, TRUE);
  gtk_widget_add_css_class (first, "secondary");
  gtk_grid_attach (grid, first, pair * 2, row, 1, 1);
  gtk_grid_attach (grid, second, pair * 2 + 1, row, 1, 1);
}

void
ht_buttons_clear (GtkWidget *container)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (container)) != NULL)
    {
      if (GTK_IS_GRID (container))
        gtk_grid_remove (GTK_GRID (container), child);
      else
        gtk_box_remove (GTK_BOX (container), child);
    }
}
