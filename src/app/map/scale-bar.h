/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A scale bar of a round length, redrawn as the map zooms. */
#define HT_TYPE_SCALE_BAR (ht_scale_bar_get_type ())
G_DECLARE_FINAL_TYPE (HtScaleBar, ht_scale_bar, HT, SCALE_BAR, GtkWidget)

void ht_scale_bar_set_metres_per_px (HtScaleBar *self, double metres_per_px);

G_END_DECLS
