/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "draw/coverage.h"
#include "draw/scene.h"
#include "draw/theme.h"
#include "draw/things.h"

G_BEGIN_DECLS

/* A square of the map. @size_px are logical pixels; the picture has @size_px * @scale on a side. */
typedef struct
{
  int z;
  gint64 x, y;
  int size_px;             /* 256 as a rule; at most 1024 */
  double scale;            /* device pixels per logical pixel, 1 to 4 */
  guint hidden;            /* HT_MAP_* bits not wanted */
  HtThings *const *things; /* drawn over the roads in this order; borrowed */
  guint n_things;
} HtTile;

#define HT_TILE(z, x, y) ((HtTile){ (z), (x), (y), HT_TILE_PX, 1.0, 0, NULL, 0 })

/*
 * Draws the map of one tile: CAIRO_FORMAT_ARGB32, opaque, device scale set. The same bytes for the same
 * arguments from any thread, any number at once; labels agree across tile borders. @scene NULL is an empty
 * one. A tile beyond the square is plain ground. The caller owns the surface.
 */
cairo_surface_t *ht_draw_tile (HtScene *scene, const HtTheme *theme, const HtTile *tile);

/*
 * The same with the roads coloured by @coverage under the labels: inside the limit teal on a wash, outside
 * dashed.
 */
cairo_surface_t *ht_draw_covered_tile (HtScene *scene, const HtTheme *theme, const HtCoverage *coverage,
                                       const HtTile *tile);

/* The coverage alone on a transparent ground, to lie over any map. */
cairo_surface_t *ht_draw_coverage_tile (HtScene *scene, const HtTheme *theme, const HtCoverage *coverage,
                                        const HtTile *tile);

G_END_DECLS
