/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/projection.h"

#include <math.h>

/* Equatorial circumference of WGS 84, metres. */
#define CIRCUMFERENCE_M 40075016.68557849
#define STANDARD_PIXEL_M 0.00028

double
ht_mercator_x (double lon)
{
  return isnan (lon) ? 0.5 : CLAMP ((lon + 180) / 360, 0, 1);
}

double
ht_mercator_y (double lat)
{
  if (isnan (lat))
    return 0.5;
  double s = sin (CLAMP (lat, -HT_MERCATOR_MAX_LAT, HT_MERCATOR_MAX_LAT) * G_PI / 180);
  return CLAMP (0.5 - log ((1 + s) / (1 - s)) / (4 * G_PI), 0, 1);
}

double
ht_mercator_lon (double x)
{
  return x * 360 - 180;
}

double
ht_mercator_lat (double y)
{
  return atan (sinh (G_PI * (1 - 2 * y))) * 180 / G_PI;
}

double
ht_mercator_metres_per_px (double lat, double zoom)
{
  double clamped = CLAMP (lat, -HT_MERCATOR_MAX_LAT, HT_MERCATOR_MAX_LAT);
  return CIRCUMFERENCE_M * cos (clamped * G_PI / 180) / (HT_TILE_PX * exp2 (zoom));
}

double
ht_mercator_scale_denominator (double lat, double zoom)
{
  return ht_mercator_metres_per_px (lat, zoom) / STANDARD_PIXEL_M;
}

double
ht_mercator_zoom_for_scale (double lat, double denominator)
{
  g_return_val_if_fail (denominator > 0, 0);
  return log2 (ht_mercator_scale_denominator (lat, 0) / denominator);
}

double
ht_scale_bar_length_m (double metres)
{
  g_return_val_if_fail (metres > 0 && isfinite (metres), 1);
  double power = pow (10, floor (log10 (metres)));
  double lead = metres / power;
  /* The tolerance keeps 10 from becoming 5 when log10 rounds down. */
  return power * (lead >= 10 - 1e-9 ? 10 : lead >= 5 ? 5 : lead >= 2 ? 2 : 1);
}

HtExtent
ht_extent_from_box (const HtBox *box)
{
  return (HtExtent){ ht_mercator_x (box->min_lon), ht_mercator_y (box->max_lat), ht_mercator_x (box->max_lon),
                     ht_mercator_y (box->min_lat) };
}

HtExtent
ht_extent_of_tile (int z, gint64 x, gint64 y)
{
  double side = exp2 (-z);
  return (HtExtent){ (double) x * side, (double) y * side, (double) (x + 1) * side, (double) (y + 1) * side };
}

void
ht_tile_range (const HtBox *box, int z, gint64 min_xy[2], gint64 max_xy[2])
{
  g_return_if_fail (z >= 0 && z <= 30);
  HtExtent extent = ht_extent_from_box (box);
  double n = exp2 (z);
  gint64 last = ((gint64) 1 << z) - 1;
  min_xy[0] = CLAMP ((gint64) floor (extent.min_x * n), 0, last);
  min_xy[1] = CLAMP ((gint64) floor (extent.min_y * n), 0, last);
  max_xy[0] = CLAMP ((gint64) floor (extent.max_x * n), 0, last);
  max_xy[1] = CLAMP ((gint64) floor (extent.max_y * n), 0, last);
}
