/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/datum.h"

#include <math.h>
#include <string.h>

/* Krasovsky 1940, on which the displacement is computed. */
#define SEMI_MAJOR_M 6378245.0
#define ECCENTRICITY2 0.00669342162296594323
/* Baidu's second displacement: a turn by this angle unit and fixed offsets. */
#define BD_UNIT (G_PI * 3000.0 / 180.0)
#define BD_LON 0.0065
#define BD_LAT 0.006

static const char *const names[] = { "wgs84", "cgcs2000", "gcj02", "bd09" };

gboolean
ht_datum_parse (const char *name, HtDatum *datum)
{
  g_return_val_if_fail (name != NULL && datum != NULL, FALSE);
  g_auto (GStrv) parts = g_strsplit (name, "-", -1);
  g_autofree char *joined = g_strjoinv ("", parts);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (joined, names[i]) == 0)
      {
        *datum = (HtDatum) i;
        return TRUE;
      }
  return FALSE;
}

const char *
ht_datum_get_name (HtDatum datum)
{
  g_return_val_if_fail (datum >= HT_DATUM_WGS84 && datum <= HT_DATUM_BD09, NULL);
  return names[datum];
}

static gboolean
is_displaced (const HtPoint *point)
{
  return point->lon >= 72.004 && point->lon <= 137.8347 && point->lat >= 0.8293 && point->lat <= 55.8271;
}

static HtPoint
gcj02_from_wgs84 (HtPoint p)
{
  if (!is_displaced (&p))
    return p;
  double x = p.lon - 105.0, y = p.lat - 35.0;
  double shared = (20.0 * sin (6.0 * x * G_PI) + 20.0 * sin (2.0 * x * G_PI)) * 2.0 / 3.0;
  double root = sqrt (fabs (x));
  double north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + shared
                 + (20.0 * sin (y * G_PI) + 40.0 * sin (y / 3.0 * G_PI)) * 2.0 / 3.0
                 + (160.0 * sin (y / 12.0 * G_PI) + 320.0 * sin (y * G_PI / 30.0)) * 2.0 / 3.0;
  double east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + shared
                + (20.0 * sin (x * G_PI) + 40.0 * sin (x / 3.0 * G_PI)) * 2.0 / 3.0
                + (150.0 * sin (x / 12.0 * G_PI) + 300.0 * sin (x / 30.0 * G_PI)) * 2.0 / 3.0;
  double sine = sin (p.lat / 180.0 * G_PI);
  double w = 1.0 - ECCENTRICITY2 * sine * sine;
  double meridian = SEMI_MAJOR_M * (1.0 - ECCENTRICITY2) / (w * sqrt (w));
  double parallel = SEMI_MAJOR_M / sqrt (w) * cos (p.lat / 180.0 * G_PI);
  return (HtPoint){ p.lon + east * 180.0 / (parallel * G_PI), p.lat + north * 180.0 / (meridian * G_PI) };
}

static HtPoint
bd09_from_gcj02 (HtPoint p)
{
  double radius = hypot (p.lon, p.lat) + 0.00002 * sin (p.lat * BD_UNIT);
  double angle = atan2 (p.lat, p.lon) + 0.000003 * cos (p.lon * BD_UNIT);
  return (HtPoint){ radius * cos (angle) + BD_LON, radius * sin (angle) + BD_LAT };
}

HtPoint
ht_datum_from_wgs84 (HtDatum datum, HtPoint wgs84)
{
  switch (datum)
    {
    case HT_DATUM_GCJ02:
      return gcj02_from_wgs84 (wgs84);
    case HT_DATUM_BD09:
      return bd09_from_gcj02 (gcj02_from_wgs84 (wgs84));
    case HT_DATUM_WGS84:
    case HT_DATUM_CGCS2000:
    default:
      return wgs84;
    }
}

HtPoint
ht_datum_to_wgs84 (HtDatum datum, HtPoint point)
{
  if (datum == HT_DATUM_WGS84 || datum == HT_DATUM_CGCS2000)
    return point;
  /* The displacement changes by under 1 % a kilometre, so each round gains two digits. */
  HtPoint guess = point;
  for (guint i = 0; i < 20; i++)
    {
      const HtPoint there = ht_datum_from_wgs84 (datum, guess);
      double east = point.lon - there.lon, north = point.lat - there.lat;
      guess.lon += east;
      guess.lat += north;
      if (fabs (east) < 1e-10 && fabs (north) < 1e-10)
        break;
    }
  return guess;
}
