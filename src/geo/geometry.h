/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* WGS 84 degrees (EPSG:4326), longitude first. */
typedef struct
{
  double lon, lat;
} HtPoint;

typedef struct
{
  double min_lon, min_lat, max_lon, max_lat;
} HtBox;

/* Coordinates in operations and the city file are kept at 1e-7 degree (about a centimetre). */
double ht_geo_quantise (double degrees);
gboolean ht_point_is_valid (const HtPoint *point);

HtBox ht_box_empty (void);
gboolean ht_box_is_empty (const HtBox *box);
void ht_box_add (HtBox *box, const HtPoint *point);
gboolean ht_box_intersects (const HtBox *a, const HtBox *b);

/* Geodesic distance in metres on the WGS 84 ellipsoid (spherical-corrected local formula under 100 km, error
 * below 0.1 %). */
double ht_geo_distance_m (const HtPoint *a, const HtPoint *b);
/* Azimuth from @a to @b, degrees clockwise from north, 0 to 360. */
double ht_geo_bearing_deg (const HtPoint *a, const HtPoint *b);

/*
 * HtGeometry: an immutable, reference-counted geometry in flat arrays. A ring of a polygon repeats its first
 * point. POINT: one part of one point. LINE: one part. POLYGON: parts are rings, ring_starts_polygon marks
 * outer rings.
 */
typedef enum
{
  HT_GEOMETRY_POINT,
  HT_GEOMETRY_LINE,    /* also multi-lines: several parts */
  HT_GEOMETRY_POLYGON, /* also multi-polygons */
} HtGeometryKind;

typedef struct
{
  gatomicrefcount refs;
  HtGeometryKind kind;
  guint n_parts, n_points;
  guint *part_start; /* n_parts + 1 offsets into points */
  guint8 *outer;     /* n_parts flags: 1 where a part is an outer ring; all 1 for lines */
  HtPoint *points;
  HtBox box;
} HtGeometry;

HtGeometry *ht_geometry_new_point (double lon, double lat);
HtGeometry *ht_geometry_new_line (const HtPoint *points, guint n);
/* @part_start has @n_parts + 1 offsets; copies everything. */
HtGeometry *ht_geometry_new_parts (HtGeometryKind kind, const HtPoint *points, const guint *part_start,
                                   const guint8 *outer, guint n_parts);
HtGeometry *ht_geometry_ref (HtGeometry *geometry);
void ht_geometry_unref (HtGeometry *geometry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtGeometry, ht_geometry_unref)

/* Little-endian EWKB with SRID 4326, coordinates quantised. Parsing takes WKB or EWKB and refuses another
   SRID, unclosed rings, non-finite numbers and counts larger than the bytes. Errors: HT_GEO_ERROR. */
GBytes *ht_geometry_to_ewkb (const HtGeometry *geometry);
HtGeometry *ht_geometry_from_ewkb (gconstpointer data, gsize size, GError **error);

double ht_geometry_length_m (const HtGeometry *line);
double ht_geometry_area_m2 (const HtGeometry *polygon);
/* A point on the surface of a polygon, the middle of a line, or the point itself. */
HtPoint ht_geometry_label_point (const HtGeometry *geometry);
gboolean ht_geometry_contains (const HtGeometry *polygon, const HtPoint *point);

G_END_DECLS
