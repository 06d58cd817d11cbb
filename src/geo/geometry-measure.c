/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/geometry.h"

#include <geodesic.h>
#include <math.h>

/* WGS 84 (EPSG:7030). */
#define SEMI_MAJOR_M 6378137.0
#define FLATTENING (1.0 / 298.257223563)
#define RADIANS (G_PI / 180.0)

/* Metres per degree of longitude and latitude at @lat: the radii of curvature of the ellipsoid. */
static void
metres_per_degree (double lat, double *per_lon, double *per_lat)
{
  const double e2 = FLATTENING * (2.0 - FLATTENING);
  double sine = sin (lat * RADIANS);
  double w2 = 1.0 - e2 * sine * sine;
  double normal = SEMI_MAJOR_M / sqrt (w2);
  *per_lon = normal * cos (lat * RADIANS) * RADIANS;
  *per_lat = normal * (1.0 - e2) / w2 * RADIANS;
}

/* The local plane is good to 1e-4 within a fifth of a degree away from the poles; beyond it Karney's
 * geodesic. */
static gboolean
is_local (const HtPoint *a, const HtPoint *b)
{
  return fabs (a->lon - b->lon) < 0.2 && fabs (a->lat - b->lat) < 0.2 && fabs (a->lat) < 80.0;
}

static void
inverse (const HtPoint *a, const HtPoint *b, double *distance_m, double *azimuth)
{
  struct geod_geodesic ellipsoid;
  double back;
  geod_init (&ellipsoid, SEMI_MAJOR_M, FLATTENING);
  geod_inverse (&ellipsoid, a->lat, a->lon, b->lat, b->lon, distance_m, azimuth, &back);
}

double
ht_geo_distance_m (const HtPoint *a, const HtPoint *b)
{
  double metres, azimuth;
  if (is_local (a, b))
    {
      double per_lon, per_lat;
      metres_per_degree ((a->lat + b->lat) / 2.0, &per_lon, &per_lat);
      return hypot ((b->lon - a->lon) * per_lon, (b->lat - a->lat) * per_lat);
    }
  inverse (a, b, &metres, &azimuth);
  return metres;
}

double
ht_geo_bearing_deg (const HtPoint *a, const HtPoint *b)
{
  double metres, azimuth;
  inverse (a, b, &metres, &azimuth);
  return azimuth < 0.0 ? azimuth + 360.0 : azimuth;
}

static double
part_length_m (const HtGeometry *geometry, guint part)
{
  double metres = 0.0;
  for (guint i = geometry->part_start[part] + 1; i < geometry->part_start[part + 1]; i++)
    metres += ht_geo_distance_m (&geometry->points[i - 1], &geometry->points[i]);
  return metres;
}

double
ht_geometry_length_m (const HtGeometry *line)
{
  g_return_val_if_fail (line != NULL, 0.0);
  double metres = 0.0;
  for (guint part = 0; part < line->n_parts; part++)
    metres += part_length_m (line, part);
  return metres;
}

double
ht_geometry_area_m2 (const HtGeometry *polygon)
{
  g_return_val_if_fail (polygon != NULL, 0.0);
  if (polygon->kind != HT_GEOMETRY_POLYGON)
    return 0.0;
  struct geod_geodesic ellipsoid;
  double sum = 0.0;
  geod_init (&ellipsoid, SEMI_MAJOR_M, FLATTENING);
  for (guint part = 0; part < polygon->n_parts; part++)
    {
      struct geod_polygon ring;
      double area, perimeter;
      geod_polygon_init (&ring, FALSE);
      for (guint i = polygon->part_start[part]; i + 1 < polygon->part_start[part + 1]; i++)
        geod_polygon_addpoint (&ellipsoid, &ring, polygon->points[i].lat, polygon->points[i].lon);
      geod_polygon_compute (&ellipsoid, &ring, FALSE, TRUE, &area, &perimeter);
      sum += polygon->outer[part] ? fabs (area) : -fabs (area);
    }
  return MAX (sum, 0.0);
}

/* Adds to @crossings the longitudes where the rings cross the parallel @lat. */
static void
find_crossings (const HtGeometry *polygon, double lat, GArray *crossings)
{
  for (guint part = 0; part < polygon->n_parts; part++)
    for (guint i = polygon->part_start[part] + 1; i < polygon->part_start[part + 1]; i++)
      {
        const HtPoint *a = &polygon->points[i - 1], *b = &polygon->points[i];
        /* Half open, so that a vertex on the parallel counts once. */
        if ((a->lat <= lat) == (b->lat <= lat))
          continue;
        double lon = a->lon + (lat - a->lat) / (b->lat - a->lat) * (b->lon - a->lon);
        g_array_append_val (crossings, lon);
      }
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;
  return (x > y) - (x < y);
}

/* The middle of the widest stretch inside @polygon on three parallels; the box's middle if it has no width.
 */
static HtPoint
polygon_label_point (const HtGeometry *polygon)
{
  static const double heights[] = { 0.5, 0.37, 0.63 };
  const HtBox *box = &polygon->box;
  HtPoint best = { (box->min_lon + box->max_lon) / 2.0, (box->min_lat + box->max_lat) / 2.0 };
  double best_width = 0.0;
  g_autoptr (GArray) crossings = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint k = 0; k < G_N_ELEMENTS (heights); k++)
    {
      double lat = box->min_lat + heights[k] * (box->max_lat - box->min_lat);
      g_array_set_size (crossings, 0);
      find_crossings (polygon, lat, crossings);
      g_array_sort (crossings, compare_doubles);
      for (guint i = 1; i < crossings->len; i += 2)
        {
          double west = g_array_index (crossings, double, i - 1), east = g_array_index (crossings, double, i);
          /* The middle parallel is preferred unless another is a quarter wider. */
          if (east - west > best_width * (k == 0 ? 1.0 : 1.25))
            {
              best_width = east - west;
              best = (HtPoint){ (west + east) / 2.0, lat };
            }
        }
    }
  return best;
}

static HtPoint
line_middle (const HtGeometry *line)
{
  guint longest = 0;
  for (guint part = 1; part < line->n_parts; part++)
    if (part_length_m (line, part) > part_length_m (line, longest))
      longest = part;
  double rest = part_length_m (line, longest) / 2.0;
  for (guint i = line->part_start[longest] + 1; i < line->part_start[longest + 1]; i++)
    {
      const HtPoint *a = &line->points[i - 1], *b = &line->points[i];
      double step = ht_geo_distance_m (a, b);
      if (step > 0.0 && rest <= step)
        return (HtPoint){ a->lon + rest / step * (b->lon - a->lon),
                          a->lat + rest / step * (b->lat - a->lat) };
      rest -= step;
    }
  return line->points[line->part_start[longest]];
}

HtPoint
ht_geometry_label_point (const HtGeometry *geometry)
{
  g_return_val_if_fail (geometry != NULL, ((HtPoint){ 0.0, 0.0 }));
  switch (geometry->kind)
    {
    case HT_GEOMETRY_POLYGON:
      return polygon_label_point (geometry);
    case HT_GEOMETRY_LINE:
      return line_middle (geometry);
    case HT_GEOMETRY_POINT:
    default:
      return geometry->points[0];
    }
}

gboolean
ht_geometry_contains (const HtGeometry *polygon, const HtPoint *point)
{
  g_return_val_if_fail (polygon != NULL && point != NULL, FALSE);
  const HtBox at = { point->lon, point->lat, point->lon, point->lat };
  if (polygon->kind != HT_GEOMETRY_POLYGON || !ht_box_intersects (&polygon->box, &at))
    return FALSE;
  gboolean inside = FALSE;
  for (guint part = 0; part < polygon->n_parts; part++)
    for (guint i = polygon->part_start[part] + 1; i < polygon->part_start[part + 1]; i++)
      {
        const HtPoint *a = &polygon->points[i - 1], *b = &polygon->points[i];
        if ((a->lat > point->lat) == (b->lat > point->lat))
          continue;
        double lon = a->lon + (point->lat - a->lat) / (b->lat - a->lat) * (b->lon - a->lon);
        inside ^= point->lon < lon;
      }
  return inside;
}
