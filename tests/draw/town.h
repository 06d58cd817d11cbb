/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "draw/tile.h"

/* A town of streets on a grid round 121.47° E 31.23° N, with everything that the map draws. */
typedef struct
{
  guint streets;   /* in each direction */
  guint buildings; /* in each block; 0 to 9 */
  double bend;     /* how much streets wander, in blocks */
  gboolean rich;   /* water, greens, districts, sites, bridges, tunnels, ferries, rails */
} TownOptions;

#define TOWN_LON 121.47
#define TOWN_LAT 31.23
#define TOWN_BLOCK_DEG 0.0012

HtNetwork *town_new_network (const TownOptions *options);
HtScene *town_new_scene (const TownOptions *options);

HtFeature *town_feature (const char *table, const char *kind, const char *name, HtGeometry *geometry);
/* A rectangle round a middle; a ring of five points. */
HtGeometry *town_rectangle (double lon, double lat, double width, double height);
HtGeometry *town_line (const HtPoint *points, guint n);

/* The tile of zoom @z that holds a place. */
HtTile town_tile_at (int z, double lon, double lat);
/* Pixels of both pictures that differ by more than @tolerance in a channel. */
guint town_count_differences (cairo_surface_t *a, cairo_surface_t *b, int tolerance);
/* Pixels unlike the first. */
guint town_count_ink (cairo_surface_t *surface);
guint32 town_pixel (cairo_surface_t *surface, int x, int y);
/* A colour as an opaque ARGB32 pixel. */
guint32 town_color (const HtTheme *theme, HtColorRole role);
