/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * HtPicture: a drawn image as a GdkPaintable, cheap to show again in every frame with either kind of
 * renderer. A texture is what OpenGL wants; GTK's cairo renderer converts every texture pixel by pixel each
 * time it is shown (GTK 4.8: 30 ms a frame for a screen of tiles), so it is handed the surface itself.
 */
#define HT_TYPE_PICTURE (ht_picture_get_type ())
G_DECLARE_FINAL_TYPE (HtPicture, ht_picture, HT, PICTURE, GObject)

/* Takes @surface, an image that is finished. Any thread. */
HtPicture *ht_picture_new (cairo_surface_t *surface, int scale);
/* What all pictures are shown by from now on; asked of the window's renderer. Main thread. */
void ht_picture_use_renderer (GtkWidget *realized);

G_END_DECLS
