/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/selection.h"
#include "model/city.h"

G_BEGIN_DECLS

/*
 * The command box of the header. Its suggestions are a widget of their own that the window lays over the
 * map's top edge, no higher than they need. What is half-written stays in the desk's state.
 */
#define HT_TYPE_COMMAND_BOX (ht_command_box_get_type ())
G_DECLARE_FINAL_TYPE (HtCommandBox, ht_command_box, HT, COMMAND_BOX, GtkBox)

void ht_command_box_set_city (HtCommandBox *self, HtCity *city, HtSelection *selection);
/* The list to lay over the desk; owned by the box. */
GtkWidget *ht_command_box_get_suggestions (HtCommandBox *self);
/* The middle of the map, for what the text leaves out. */
void ht_command_box_set_centre (HtCommandBox *self, const HtPoint *centre);
/* Puts the focus in, all text selected. */
void ht_command_box_open (HtCommandBox *self);
/* FALSE where it was not open. */
gboolean ht_command_box_close (HtCommandBox *self);
/* Runs the suggestion whose key is Ctrl Enter; FALSE where there is none. */
gboolean ht_command_box_run_main (HtCommandBox *self);

G_END_DECLS
