/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "draw/legend.h"

G_BEGIN_DECLS

/* A symbol or legend sample of the map as a small picture in rows, buttons and the legend; follows the style.
 */
#define HT_TYPE_SYMBOL_IMAGE (ht_symbol_image_get_type ())
G_DECLARE_FINAL_TYPE (HtSymbolImage, ht_symbol_image, HT, SYMBOL_IMAGE, GtkWidget)

/* @name is what a screen reader says; NULL: decoration beside a text that says it. */
GtkWidget *ht_symbol_image_new (int size_px);
void ht_symbol_image_set_symbol (HtSymbolImage *self, const HtSymbol *symbol, const char *name);
void ht_symbol_image_set_swatch (HtSymbolImage *self, HtSwatch swatch);

G_END_DECLS
