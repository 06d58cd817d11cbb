/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/coverage.h"
#include "draw/scene-private.h"
#include "draw/theme.h"
#include "draw/tile.h"

G_BEGIN_DECLS

/*
 * HtFrame: a window on the map being drawn to a cairo context whose user units are logical pixels. Used by
 * one thread. The offset to a neighbouring tile is a whole number of pixels and every product below is exact
 * in a double, so what crosses a border is rounded alike on both sides.
 */
typedef struct
{
  cairo_t *cr;
  HtScene *scene; /* borrowed; never NULL */
  const HtTheme *theme;
  double zoom;               /* for looks: log2 of the world's width over 256 px */
  double px_per_unit;        /* logical pixels in a fixed unit */
  double origin_x, origin_y; /* fixed units at the top left; may lie outside the square */
  double width, height;      /* logical pixels */
  double device_scale;       /* device pixels in a logical one, for masks; 0 on vector surfaces */
  guint hidden;
  GArray *found;     /* guint32: result of the last query */
  GPtrArray *labels; /* HtLabel, placed when first asked for; see ht_frame_get_labels */
} HtFrame;

void ht_frame_init_tile (HtFrame *frame, HtScene *scene, const HtTheme *theme, const HtTile *tile);
/* Any window: its size in logical pixels, then its centre in degrees and zoom. device_scale is 0: vectors. */
void ht_frame_init_window (HtFrame *frame, HtScene *scene, const HtTheme *theme, double width, double height);
void ht_frame_set_centre (HtFrame *frame, const HtPoint *centre, double zoom);
void ht_frame_clear (HtFrame *frame);

static inline double
ht_frame_x (const HtFrame *frame, guint32 x)
{
  return ((double) x - frame->origin_x) * frame->px_per_unit;
}
static inline double
ht_frame_y (const HtFrame *frame, guint32 y)
{
  return ((double) y - frame->origin_y) * frame->px_per_unit;
}

/* Items of @kind at this zoom within @margin_px of the frame, in frame->found; the pack, or NULL for none. */
const HtPack *ht_frame_query (HtFrame *frame, HtPackKind kind, double margin_px);

/* The same of a pack of anyone's; FALSE where the frame is off the square. */
gboolean ht_frame_query_pack (HtFrame *frame, const HtPack *pack, double margin_px);

/* Appends the part of a line near the frame to the path; segments farther than @margin_px are left out. */
void ht_frame_add_line (HtFrame *frame, const HtFixed *points, guint n, double margin_px);
/* Appends a ring; rings far larger than the frame are clipped (Sutherland and Hodgman 1974). */
void ht_frame_add_ring (HtFrame *frame, const HtFixed *points, guint n, const HtFixedBox *box);
/* All parts of the items found last, as rings. */
void ht_frame_add_areas (HtFrame *frame, const HtPack *pack);
/* Strokes a line with dashes whose phase counts from its first point, wherever the frame cuts it. */
void ht_frame_stroke_dashed (HtFrame *frame, const HtFixed *points, guint n, const double dashes[2]);

/* The names and marks that touch the frame or its rim. */
GPtrArray *ht_frame_get_labels (HtFrame *frame);

/* Steps of drawing, from the ground up. */
void ht_draw_ground (HtFrame *frame);
void ht_draw_areas (HtFrame *frame);
void ht_draw_boundaries (HtFrame *frame);
void ht_draw_rails (HtFrame *frame);
void ht_draw_roads (HtFrame *frame);
void ht_draw_arrows (HtFrame *frame);
void ht_draw_labels (HtFrame *frame);
void ht_draw_coverage (HtFrame *frame, const HtCoverage *coverage);
/* All below the labels but the coverage. */
void ht_draw_map (HtFrame *frame);

/* Stands for no scene; borrowed. */
HtScene *ht_scene_get_empty (void);

G_END_DECLS
