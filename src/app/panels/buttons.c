/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/panels/buttons.h"

#include "app/later.h"
#include "app/map/symbol-image.h"
#include "app/panels/key-cap.h"
#include "base/i18n.h"
#include "model/types.h"

#define N_LEVELS 5
#define N_LEVELS_KEY "ht-n-levels"
#define LEVEL_KEY "ht-level" /* plus one: 0 is none pressed in */

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

static GtkWidget *
new_level (int level)
{
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
  return button;
}

/* The present one stays pressed in for those that come after it was set. */
static void
add_level (gpointer box)
{
  int n = GPOINTER_TO_INT (g_object_get_data (box, N_LEVELS_KEY));
  int level = (n + 1) % N_LEVELS; /* I to IV, then not graded */
  GtkWidget *button = new_level (level);
  int pressed = GPOINTER_TO_INT (g_object_get_data (box, LEVEL_KEY)) - 1;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), level == pressed);
  gtk_box_append (GTK_BOX (box), button);
  g_object_set_data (box, N_LEVELS_KEY, GINT_TO_POINTER (n + 1));
  if (n + 1 < N_LEVELS)
    ht_later (box, add_level);
}

GtkWidget *
ht_buttons_new_levels (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Level"), -1);
  ht_later (box, add_level);
  return box;
}

void
ht_buttons_set_level (GtkWidget *levels, int level)
{
  int i = 0;
  g_object_set_data (G_OBJECT (levels), LEVEL_KEY, GINT_TO_POINTER (level + 1));
  for (GtkWidget *child = gtk_widget_get_first_child (levels); child != NULL;
       child = gtk_widget_get_next_sibling (child), i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (child), (i + 1) % N_LEVELS == level);
}

/* --- facts --- */

#define ROUND_KEY "ht-round"

/* How often the facts of @grid, or this label among them, were told. */
static guint
get_round (gpointer object)
{
  return GPOINTER_TO_UINT (g_object_get_data (object, ROUND_KEY));
}

#define VALUE_CHARS 12

static void
set_round (gpointer object, guint round)
{
  g_object_set_data (object, ROUND_KEY, GUINT_TO_POINTER (round));
}

/* The label of a cell, made when first told: a label costs ten times its text. */
static void
set_cell (GtkGrid *grid, int column, int row, const char *text)
{
  GtkWidget *label = gtk_grid_get_child_at (grid, column, row);
  if (label == NULL)
    {
      label = gtk_label_new (text);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_grid_attach (grid, label, column, row, 1, 1);
      if (column % 2 == 0)
        {
          gtk_widget_set_valign (label, GTK_ALIGN_START);
          gtk_widget_add_css_class (label, "secondary");
        }
      else
        {
          gtk_label_set_wrap (GTK_LABEL (label), TRUE);
          gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
          gtk_widget_set_hexpand (label, TRUE);
        }
    }
  else if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (label)), text) != 0)
    gtk_label_set_text (GTK_LABEL (label), text);
  /* A text that may break anywhere would else claim a letter's width, and the height of all its letters. */
  if (column % 2 != 0)
    gtk_label_set_width_chars (GTK_LABEL (label), (int) MIN (g_utf8_strlen (text, -1), VALUE_CHARS));
  set_round (label, get_round (grid));
  gtk_widget_set_visible (label, TRUE);
}

void
ht_buttons_begin_facts (GtkGrid *grid)
{
  set_round (grid, get_round (grid) + 1);
}

void
ht_buttons_add_fact (GtkGrid *grid, int pair, int row, const char *name, const char *value)
{
  set_cell (grid, pair * 2, row, name);
  set_cell (grid, pair * 2 + 1, row, value);
}

void
ht_buttons_end_facts (GtkGrid *grid)
{
  for (GtkWidget *label = gtk_widget_get_first_child (GTK_WIDGET (grid)); label != NULL;
       label = gtk_widget_get_next_sibling (label))
    gtk_widget_set_visible (label, get_round (label) == get_round (grid));
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
