/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/types.h"

G_BEGIN_DECLS

/*
 * A running clock, readable without colour: plain in time, framed when nearly due, inverted when over its
 * limit. Property subject: the HtIncident, HtTeam or HtAssignment whose present phase it shows; NULL hides
 * it.
 */
#define HT_TYPE_CLOCK_CHIP (ht_clock_chip_get_type ())
G_DECLARE_FINAL_TYPE (HtClockChip, ht_clock_chip, HT, CLOCK_CHIP, GtkWidget)

void ht_clock_chip_set_subject (HtClockChip *self, GObject *subject);
/* Puts the style of @due ("framed", "inverted") on any widget. */
void ht_clock_chip_style (GtkWidget *widget, HtDue due);

G_END_DECLS
