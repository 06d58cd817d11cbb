/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "draw/symbol.h"

G_BEGIN_DECLS

/* The picture in @surface (ARGB32, taken over) as a texture; safe on any thread. */
GdkTexture *ht_texture_new_for_surface (cairo_surface_t *surface);

/*
 * A mark as a texture, from a bounded cache. Side in logical pixels: ht_symbol_get_extent (size_px). Headings
 * are rounded to 15 degrees so that the cache stays small. Main thread; borrowed until the next call.
 */
GdkTexture *ht_textures_get_symbol (const HtSymbol *symbol, double size_px, int scale);

/* The palette of the desk's present style, dark or light. */
const HtTheme *ht_textures_get_theme (void);
/* @role as GTK takes colours. */
GdkRGBA ht_textures_get_color (HtColorRole role);

/* From this text scale on the header has no room for everything at once. */
#define HT_LARGE_TEXT 1.5
/* How much larger than usual people want their text; marks, chips and tiles follow. At least 1. */
double ht_textures_get_text_scale (void);

G_END_DECLS
