/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/geometry.h"

G_BEGIN_DECLS

/* Grid coordinates in metres by PROJ. Every call uses the calling thread's own context; no database is
 * needed. All return FALSE outside of where the projection makes sense. */
typedef struct
{
  double east_m, north_m;
} HtGridPoint;

/* UTM on WGS 84, zones 1 to 60; north_m counts from the equator and is negative south of it. */
gboolean ht_projection_to_utm (guint zone, const HtPoint *point, HtGridPoint *grid);
gboolean ht_projection_from_utm (guint zone, const HtGridPoint *grid, HtPoint *point);
/* The zone of a position, with the exceptions of Norway and Svalbard; 0 beyond 80° S and 84° N. */
guint ht_projection_get_utm_zone (const HtPoint *point);

/* Gauss-Krüger on CGCS2000 in 3-degree zones 25 to 45, central meridian 3 × zone (zone 40: EPSG:4549 without,
 * EPSG:4528 with the zone before the easting). east_m has the false easting of 500 km and no zone. */
gboolean ht_projection_to_gauss (guint zone, const HtPoint *point, HtGridPoint *grid);
gboolean ht_projection_from_gauss (guint zone, const HtGridPoint *grid, HtPoint *point);

G_END_DECLS
