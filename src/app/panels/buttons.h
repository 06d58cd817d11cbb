/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A button for @action with @target (variant text, NULL: none), its key printed on it. */
GtkWidget *ht_buttons_new (const char *text, const char *action, const char *target);
/* Four toggles I to IV and one for not graded; each activates "win.level" and prints its key. They come one
 * by one, each in a turn of its own. */
GtkWidget *ht_buttons_new_levels (void);
/* Presses in the one of @level. */
void ht_buttons_set_level (GtkWidget *levels, int level);
/* A fact: secondary name and value in row @row, column pair @pair of @grid. Told again between begin and end,
 * the labels that are there take the new texts, and those not told are hidden. */
void ht_buttons_begin_facts (GtkGrid *grid);
void ht_buttons_add_fact (GtkGrid *grid, int pair, int row, const char *name, const char *value);
void ht_buttons_end_facts (GtkGrid *grid);
void ht_buttons_clear (GtkWidget *container);

G_END_DECLS
