/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/symbol.h"
#include "geo/feature-kind.h"

G_BEGIN_DECLS

/* Lines and areas of the map that a legend explains. */
typedef enum
{
  HT_SWATCH_NONE, /* the entry shows a symbol */
  HT_SWATCH_COVERED,
  HT_SWATCH_UNCOVERED,
  HT_SWATCH_ROUTE,
  HT_SWATCH_CLOSED_ROAD,
  HT_SWATCH_EXPRESSWAY,
  HT_SWATCH_ROAD,
  HT_SWATCH_TUNNEL,
  HT_SWATCH_WATER,
  HT_SWATCH_GREEN,
  HT_SWATCH_BUILDING,
  HT_SWATCH_BOUNDARY,
  HT_N_SWATCHES,
} HtSwatch;

typedef struct
{
  HtSwatch swatch;
  HtSymbol symbol;
  char *text;
  const HtFeatureKind *kind; /* not NULL: the entry shows a layer of this kind */
} HtLegendEntry;

/* Entries in order, shared by screen and print. Texts come translated. */
typedef struct _HtLegend HtLegend;
HtLegend *ht_legend_new (void);
void ht_legend_free (HtLegend *legend);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtLegend, ht_legend_free)
void ht_legend_add_symbol (HtLegend *legend, const HtSymbol *symbol, const char *text);
void ht_legend_add_swatch (HtLegend *legend, HtSwatch swatch, const char *text);
/* A layer over the basemap; @kind is of the catalogue. */
void ht_legend_add_things (HtLegend *legend, const HtFeatureKind *kind, const char *text);
guint ht_legend_get_length (const HtLegend *legend);
const HtLegendEntry *ht_legend_get (const HtLegend *legend, guint index);

/* The picture of one entry, centred in @width_px × @height_px at @x, @y (no text). */
void ht_legend_draw_sample (const HtLegendEntry *entry, const HtTheme *theme, cairo_t *cr,
                            const cairo_rectangle_t *at);
/* The whole in columns from the top of @at downwards; returns the height used. @cr NULL only measures. */
double ht_legend_draw (const HtLegend *legend, const HtTheme *theme, cairo_t *cr, const cairo_rectangle_t *at,
                       double font_px);

G_END_DECLS
