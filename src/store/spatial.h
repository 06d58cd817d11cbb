/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/geometry.h"

G_BEGIN_DECLS

/*
 * SpatiaLite's BLOB geometry (its wiki, "BLOB-Geometry"), written and read directly: a fifth of the time of
 * GeomFromWKB. Little-endian, XY, SRID 4326, coordinates quantised as in operations.
 */
typedef enum
{
  HT_SPATIAL_ANY = 0, /* the type the geometry has */
  HT_SPATIAL_POINT = 1,
  HT_SPATIAL_LINE = 2,
  HT_SPATIAL_MULTI_LINE = 5,
  HT_SPATIAL_MULTI_POLYGON = 6,
} HtSpatialType;

/* Replaces the content of @out. A point column takes the label point of an area or line; a geometry that is
 * of another dimension than the column is refused: HT_STORE_ERROR_INVALID. */
gboolean ht_spatial_write (GByteArray *out, const HtGeometry *geometry, HtSpatialType type, GError **error);
void ht_spatial_write_point (GByteArray *out, const HtPoint *point);
void ht_spatial_write_line (GByteArray *out, const HtPoint *points, guint n);

/* Any point, line or polygon, single or multi. HT_STORE_ERROR_CORRUPT. */
HtGeometry *ht_spatial_read (gconstpointer data, gsize size, GError **error);
/* FALSE where @data is not a point or line of this format. Appends to @points. */
gboolean ht_spatial_read_point (gconstpointer data, gsize size, HtPoint *point);
gboolean ht_spatial_read_line (gconstpointer data, gsize size, GArray *points);
/* The bounding box its head holds. */
gboolean ht_spatial_read_box (gconstpointer data, gsize size, HtBox *box);

G_END_DECLS
