/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/geometry.h"

G_BEGIN_DECLS

/*
 * Spherical Web Mercator (EPSG:3857) on the unit square: x grows east from 180° W, y grows south from
 * 85.0511° N (Snyder 1987, equations 7-1 and 7-2, scaled). At zoom z the square is 256 * 2^z logical pixels.
 */
#define HT_MERCATOR_MAX_LAT 85.05112877980659
#define HT_TILE_PX 256
#define HT_ZOOM_MAX 22

/* Any finite degree is taken; latitudes beyond the square are clamped to its edge, NaN gives 0.5. */
double ht_mercator_x (double lon);
double ht_mercator_y (double lat);
double ht_mercator_lon (double x);
double ht_mercator_lat (double y);

/* Ground metres of one logical pixel at @lat and @zoom (fractions allowed). */
double ht_mercator_metres_per_px (double lat, double zoom);
/* "1:N" at the OGC standard pixel of 0.28 mm (OGC 05-078r4), and back. */
double ht_mercator_scale_denominator (double lat, double zoom);
double ht_mercator_zoom_for_scale (double lat, double denominator);
/* The greatest of 1, 2, 5 × 10^n not above @metres: the length of a scale bar. */
double ht_scale_bar_length_m (double metres);

/* A window on the unit square. */
typedef struct
{
  double min_x, min_y, max_x, max_y;
} HtExtent;

HtExtent ht_extent_from_box (const HtBox *box);
HtExtent ht_extent_of_tile (int z, gint64 x, gint64 y);
/* The first and last tile columns and rows (inclusive) of zoom @z that @box touches. */
void ht_tile_range (const HtBox *box, int z, gint64 min_xy[2], gint64 max_xy[2]);

G_END_DECLS
