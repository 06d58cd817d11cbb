/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/demo/plane.h"

#include <math.h>

#define ORIGIN_LON 121.47
#define ORIGIN_LAT 31.2
/* Metres a degree at 31.2° N on WGS 84. */
#define METRES_LON 95304.0
#define METRES_LAT 110873.0

/* The bend. Slopes stay below 0.3, so the map is one-to-one and bending back converges. */
static HtSpot
bend (HtSpot s)
{
  return (HtSpot){ 95 * sin (s.y / 880) + 26 * sin ((s.x + 0.6 * s.y) / 290 + 1.3),
                   95 * sin (s.x / 970 + 1) + 24 * sin ((s.y - 0.7 * s.x) / 270 + 2) };
}

HtPoint
ht_plane_to_earth (HtSpot spot)
{
  HtSpot by = bend (spot);
  return (HtPoint){ ht_geo_quantise (ORIGIN_LON + (spot.x + by.x) / METRES_LON),
                    ht_geo_quantise (ORIGIN_LAT + (spot.y + by.y) / METRES_LAT) };
}

HtSpot
ht_plane_from_earth (HtPoint point)
{
  HtSpot flat = { (point.lon - ORIGIN_LON) * METRES_LON, (point.lat - ORIGIN_LAT) * METRES_LAT };
  HtSpot spot = flat;
  for (guint i = 0; i < 24; i++)
    {
      HtSpot by = bend (spot);
      spot = (HtSpot){ flat.x - by.x, flat.y - by.y };
    }
  return spot;
}

GArray *
ht_plane_read_points (const HtValue *points)
{
  GArray *read = g_array_new (FALSE, FALSE, sizeof (HtPoint));
  for (guint i = 0; i < ht_value_get_length (points); i++)
    {
      const HtValue *pair = ht_value_get_item (points, i);
      HtPoint point = { ht_value_get_real (ht_value_get_item (pair, 0), NAN),
                        ht_value_get_real (ht_value_get_item (pair, 1), NAN) };
      g_assert (ht_point_is_valid (&point));
      g_array_append_val (read, point);
    }
  return read;
}

/* Centripetal Catmull-Rom (Barry and Goldman 1988) between b and c. */
static HtPoint
curve (const HtPoint p[4], double t)
{
  double knot[4] = { 0 };
  for (guint i = 1; i < 4; i++)
    {
      double chord = hypot (p[i].lon - p[i - 1].lon, p[i].lat - p[i - 1].lat);
      knot[i] = knot[i - 1] + MAX (sqrt (chord), 1e-6);
    }
  double at = knot[1] + (knot[2] - knot[1]) * t;
  double lon[4], lat[4];
  for (guint i = 0; i < 4; i++)
    {
      lon[i] = p[i].lon;
      lat[i] = p[i].lat;
    }
  for (guint level = 1; level < 4; level++)
    for (guint i = 0; i + level < 4; i++)
      {
        guint low = level == 3 ? 1 : i, high = level == 3 ? 2 : i + level;
        double f = (at - knot[low]) / (knot[high] - knot[low]);
        lon[i] += (lon[i + 1] - lon[i]) * f;
        lat[i] += (lat[i + 1] - lat[i]) * f;
      }
  return (HtPoint){ lon[0], lat[0] };
}

GArray *
ht_plane_smooth (const GArray *points, double step_m)
{
  GArray *line = g_array_new (FALSE, FALSE, sizeof (HtSpot));
  guint n = points->len;
  const HtPoint *p = (const HtPoint *) points->data;
  gboolean ring = n > 2 && p[0].lon == p[n - 1].lon && p[0].lat == p[n - 1].lat;
  for (guint i = 0; i + 1 < n; i++)
    {
      HtPoint before = i > 0 ? p[i - 1] : ring ? p[n - 2] : p[i];
      HtPoint after = i + 2 < n ? p[i + 2] : ring ? p[1] : p[i + 1];
      const HtPoint four[4] = { before, p[i], p[i + 1], after };
      guint steps = (guint) ceil (ht_geo_distance_m (&p[i], &p[i + 1]) / step_m);
      for (guint k = 0; k < steps; k++)
        {
          HtSpot spot = ht_plane_from_earth (k == 0 ? p[i] : curve (four, (double) k / steps));
          g_array_append_val (line, spot);
        }
    }
  HtSpot last = ht_plane_from_earth (p[n - 1]);
  g_array_append_val (line, last);
  return line;
}

double
ht_plane_length (const GArray *line)
{
  double length = 0;
  for (guint i = 1; i < line->len; i++)
    length += ht_spot_distance (g_array_index (line, HtSpot, i - 1), g_array_index (line, HtSpot, i));
  return length;
}

HtSpot
ht_plane_along (const GArray *line, double at, HtSpot *direction)
{
  guint i = 1;
  double length = 0, before = MAX (at, 0);
  for (; i < line->len; i++)
    {
      length = ht_spot_distance (g_array_index (line, HtSpot, i - 1), g_array_index (line, HtSpot, i));
      if (before <= length || i + 1 == line->len)
        break;
      before -= length;
    }
  HtSpot a = g_array_index (line, HtSpot, i - 1), b = g_array_index (line, HtSpot, i);
  if (direction != NULL)
    *direction = (HtSpot){ (b.x - a.x) / MAX (length, 1e-9), (b.y - a.y) / MAX (length, 1e-9) };
  return ht_spot_between (a, b, length > 0 ? MIN (before / length, 1) : 0);
}

double
ht_plane_nearest (const GArray *line, HtSpot spot, double *distance)
{
  double best = INFINITY, at = 0, before = 0;
  for (guint i = 1; i < line->len; i++)
    {
      HtSpot a = g_array_index (line, HtSpot, i - 1), b = g_array_index (line, HtSpot, i);
      double length = ht_spot_distance (a, b);
      double t = length > 0
                     ? ((spot.x - a.x) * (b.x - a.x) + (spot.y - a.y) * (b.y - a.y)) / (length * length)
                     : 0;
      t = CLAMP (t, 0, 1);
      double d = ht_spot_distance (spot, ht_spot_between (a, b, t));
      if (d < best)
        {
          best = d;
          at = before + t * length;
        }
      before += length;
    }
  if (distance != NULL)
    *distance = best;
  return at;
}

gboolean
ht_plane_meet (const GArray *a, const GArray *b, HtSpot near, HtSpot *meeting)
{
  double nearest = INFINITY;
  for (guint i = 1; i < a->len; i++)
    for (guint k = 1; k < b->len; k++)
      {
        HtSpot a0 = g_array_index (a, HtSpot, i - 1), a1 = g_array_index (a, HtSpot, i);
        HtSpot b0 = g_array_index (b, HtSpot, k - 1), b1 = g_array_index (b, HtSpot, k);
        double s0 = ht_spot_turn (b0, b1, a0), s1 = ht_spot_turn (b0, b1, a1);
        if ((s0 > 0) == (s1 > 0) || (ht_spot_turn (a0, a1, b0) > 0) == (ht_spot_turn (a0, a1, b1) > 0))
          continue;
        HtSpot spot = ht_spot_between (a0, a1, s0 / (s0 - s1));
        if (ht_spot_distance (spot, near) >= nearest)
          continue;
        nearest = ht_spot_distance (spot, near);
        *meeting = spot;
      }
  return isfinite (nearest);
}

gboolean
ht_plane_inside (const GArray *ring, HtSpot spot)
{
  gboolean inside = FALSE;
  for (guint i = 0, j = ring->len - 1; i < ring->len; j = i++)
    {
      HtSpot a = g_array_index (ring, HtSpot, i), b = g_array_index (ring, HtSpot, j);
      if ((a.y > spot.y) != (b.y > spot.y) && spot.x < (b.x - a.x) * (spot.y - a.y) / (b.y - a.y) + a.x)
        inside = !inside;
    }
  return inside;
}

double
ht_plane_clearance (const GArray *ring, HtSpot spot)
{
  double nearest = INFINITY;
  for (guint i = 0, j = ring->len - 1; i < ring->len; j = i++)
    {
      HtSpot a = g_array_index (ring, HtSpot, j), b = g_array_index (ring, HtSpot, i);
      double length = ht_spot_distance (a, b);
      double t = length > 0
                     ? ((spot.x - a.x) * (b.x - a.x) + (spot.y - a.y) * (b.y - a.y)) / (length * length)
                     : 0;
      nearest = MIN (nearest, ht_spot_distance (spot, ht_spot_between (a, b, CLAMP (t, 0, 1))));
    }
  return nearest;
}

double
ht_plane_area (const GArray *ring)
{
  double twice = 0;
  for (guint i = 0, j = ring->len - 1; i < ring->len; j = i++)
    {
      HtSpot a = g_array_index (ring, HtSpot, j), b = g_array_index (ring, HtSpot, i);
      twice += a.x * b.y - b.x * a.y;
    }
  return twice / 2;
}
