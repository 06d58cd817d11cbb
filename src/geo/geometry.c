/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/geometry.h"

#include <math.h>
#include <string.h>

double
ht_geo_quantise (double degrees)
{
  return round (degrees * 1e7) / 1e7;
}

gboolean
ht_point_is_valid (const HtPoint *point)
{
  return isfinite (point->lon) && isfinite (point->lat) && fabs (point->lon) <= 180.0
         && fabs (point->lat) <= 90.0;
}

HtBox
ht_box_empty (void)
{
  return (HtBox){ G_MAXDOUBLE, G_MAXDOUBLE, -G_MAXDOUBLE, -G_MAXDOUBLE };
}

gboolean
ht_box_is_empty (const HtBox *box)
{
  return box->min_lon > box->max_lon || box->min_lat > box->max_lat;
}

void
ht_box_add (HtBox *box, const HtPoint *point)
{
  box->min_lon = MIN (box->min_lon, point->lon);
  box->min_lat = MIN (box->min_lat, point->lat);
  box->max_lon = MAX (box->max_lon, point->lon);
  box->max_lat = MAX (box->max_lat, point->lat);
}

gboolean
ht_box_intersects (const HtBox *a, const HtBox *b)
{
  return a->min_lon <= b->max_lon && b->min_lon <= a->max_lon && a->min_lat <= b->max_lat
         && b->min_lat <= a->max_lat;
}

HtGeometry *
ht_geometry_new_parts (HtGeometryKind kind, const HtPoint *points, const guint *part_start,
                       const guint8 *outer, guint n_parts)
{
  g_return_val_if_fail (points != NULL && part_start != NULL && n_parts > 0, NULL);
  guint n_points = part_start[n_parts];
  gsize points_size = n_points * sizeof *points, starts_size = ((gsize) n_parts + 1) * sizeof *part_start;
  /* One piece of memory: a city has over a million small ones. The widest type comes first. */
  HtGeometry *geometry = g_malloc (sizeof *geometry + points_size + starts_size + n_parts);
  g_atomic_ref_count_init (&geometry->refs);
  geometry->kind = kind;
  geometry->n_parts = n_parts;
  geometry->n_points = n_points;
  geometry->points = (HtPoint *) (geometry + 1);
  geometry->part_start = (guint *) (geometry->points + n_points);
  geometry->outer = (guint8 *) (geometry->part_start + n_parts + 1);
  memcpy (geometry->points, points, points_size);
  memcpy (geometry->part_start, part_start, starts_size);
  if (outer != NULL)
    memcpy (geometry->outer, outer, n_parts);
  else
    memset (geometry->outer, TRUE, n_parts);
  geometry->box = ht_box_empty ();
  for (guint i = 0; i < geometry->n_points; i++)
    ht_box_add (&geometry->box, &points[i]);
  return geometry;
}

HtGeometry *
ht_geometry_new_point (double lon, double lat)
{
  const HtPoint point = { lon, lat };
  return ht_geometry_new_parts (HT_GEOMETRY_POINT, &point, (const guint[]){ 0, 1 }, NULL, 1);
}

HtGeometry *
ht_geometry_new_line (const HtPoint *points, guint n)
{
  g_return_val_if_fail (points != NULL && n >= 2, NULL);
  return ht_geometry_new_parts (HT_GEOMETRY_LINE, points, (const guint[]){ 0, n }, NULL, 1);
}

HtGeometry *
ht_geometry_ref (HtGeometry *geometry)
{
  g_return_val_if_fail (geometry != NULL, NULL);
  g_atomic_ref_count_inc (&geometry->refs);
  return geometry;
}

void
ht_geometry_unref (HtGeometry *geometry)
{
  g_return_if_fail (geometry != NULL);
  if (!g_atomic_ref_count_dec (&geometry->refs))
    return;
  g_free (geometry);
}
