/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/*
 * Text of this thread: a font map of its own, as Pango's must not be shared. Cantarell for Latin, Noto Sans
 * CJK SC for Chinese, whatever fontconfig has otherwise; no hinting, so that a layout measures alike at every
 * scale and place.
 */
PangoLayout *ht_fonts_new_layout (const char *text, double size_px, gboolean bold);

/* One character as it goes along a road: the layout for vector surfaces, the outline for pictures. Owned by
 * this thread; valid until its next call to ht_fonts_get_glyph. */
typedef struct
{
  PangoLayout *layout;
  cairo_path_t *outline; /* origin: middle of the advance, on the line halfway up a CJK square */
  double advance;        /* logical pixels */
  double rise;           /* from that origin down to the baseline */
} HtGlyph;

const HtGlyph *ht_fonts_get_glyph (const char *cluster, gsize length, double size_px);

G_END_DECLS
