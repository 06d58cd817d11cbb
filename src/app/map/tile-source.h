/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

#include "draw/projection.h"
#include "draw/tile.h"

G_BEGIN_DECLS

/*
 * A source of map tiles drawn by the draw room from the city's scene on worker threads. One source is one
 * unchanging picture (scene, palette, hidden layers, coverage, scale): for another picture make another
 * source, and close the old one, which drops what it still had to draw. Tiles nobody waits for any more are
 * not drawn.
 */
#define HT_TYPE_TILE_SOURCE (ht_tile_source_get_type ())
G_DECLARE_FINAL_TYPE (HtTileSource, ht_tile_source, HT, TILE_SOURCE, ShumateMapSource)

typedef struct
{
  HtScene *scene; /* NULL: plain ground */
  const HtTheme *theme;
  HtCoverage *coverage; /* not NULL: coverage tiles with a transparent ground */
  guint hidden;         /* HT_MAP_* bits */
  GPtrArray *things;    /* HtThings over the basemap, in drawing order; NULL: none */
  int scale;            /* device pixels a logical one */
  double text_scale;    /* tiles are that much larger, and all on them; 1 to 2 */
} HtTileLook;

HtTileSource *ht_tile_source_new (const HtTileLook *look);
/* Nothing more is drawn for it. */
void ht_tile_source_close (HtTileSource *self);
/* Tiles drawn and their mean time in milliseconds, for measuring. */
void ht_tile_source_get_stats (guint *n_drawn, double *mean_ms);

G_END_DECLS
