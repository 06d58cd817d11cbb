/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Grids and datums against PROJ's own definitions, published figures and themselves. */
#include "geo/projection.h"

#include <math.h>
#include <proj.h>

#include "geo/datum.h"

/* PROJ's answer for a coordinate system of its database, degrees in, in the order of the authority. */
static gboolean
ask_proj (const char *code, double lat, double lon, double out[2])
{
  PJ *transform = proj_create_crs_to_crs (PJ_DEFAULT_CTX, "EPSG:4326", code, NULL);
  if (transform == NULL)
    return FALSE;
  PJ_COORD result = proj_trans (transform, PJ_FWD, proj_coord (lat, lon, 0, 0));
  proj_destroy (transform);
  out[0] = result.v[0];
  out[1] = result.v[1];
  return TRUE;
}

static void
test_epsg_4549 (void)
{
  double there[2];
  for (double lon = 120.9; lon < 122.3; lon += 0.2)
    for (double lat = 30.7; lat < 31.9; lat += 0.2)
      {
        const HtPoint at = { lon, lat };
        HtGridPoint grid;
        HtPoint back;
        if (!ask_proj ("EPSG:4549", lat, lon, there))
          {
            g_test_skip ("PROJ's database is missing");
            return;
          }
        g_assert_true (ht_projection_to_gauss (40, &at, &grid));
        /* North, east; PROJ may reach CGCS2000 by another way than WGS 84 = CGCS2000, but not by a
         * centimetre. */
        g_assert_cmpfloat_with_epsilon (grid.north_m, there[0], 0.005);
        g_assert_cmpfloat_with_epsilon (grid.east_m, there[1], 0.005);
        g_assert_true (ht_projection_from_gauss (40, &grid, &back));
        g_assert_cmpfloat_with_epsilon (back.lon, lon, 1e-9);
        g_assert_cmpfloat_with_epsilon (back.lat, lat, 1e-9);
      }
}

static void
test_zone_before_the_easting (void)
{
  double there[2];
  const HtPoint at = { 121.5, 31.2 };
  HtGridPoint grid;
  if (!ask_proj ("EPSG:4528", at.lat, at.lon, there))
    {
      g_test_skip ("PROJ's database is missing");
      return;
    }
  g_assert_true (ht_projection_to_gauss (40, &at, &grid));
  g_assert_cmpfloat_with_epsilon (grid.east_m + 40e6, there[1], 0.005);
}

static void
test_utm (void)
{
  double there[2];
  for (guint zone = 1; zone <= 60; zone += 7)
    {
      g_autofree char *code = g_strdup_printf ("EPSG:326%02u", zone);
      const HtPoint at = { zone * 6.0 - 183.0 + 2.2, 31.2752 };
      HtGridPoint grid;
      HtPoint back;
      if (!ask_proj (code, at.lat, at.lon, there))
        {
          g_test_skip ("PROJ's database is missing");
          return;
        }
      g_assert_true (ht_projection_to_utm (zone, &at, &grid));
      g_assert_cmpfloat_with_epsilon (grid.east_m, there[0], 0.001);
      g_assert_cmpfloat_with_epsilon (grid.north_m, there[1], 0.001);
      g_assert_true (ht_projection_from_utm (zone, &grid, &back));
      g_assert_cmpfloat (ht_geo_distance_m (&at, &back), <, 0.001);
    }
}

static void
test_equator_and_meridian (void)
{
  HtGridPoint grid;
  const HtPoint middle = { 123.0, 0.0 };
  g_assert_true (ht_projection_to_utm (51, &middle, &grid));
  g_assert_cmpfloat_with_epsilon (grid.east_m, 500000.0, 1e-6);
  g_assert_cmpfloat_with_epsilon (grid.north_m, 0.0, 1e-6);
  const HtPoint south = { 123.0, -10.0 };
  g_assert_true (ht_projection_to_utm (51, &south, &grid));
  g_assert_cmpfloat (grid.north_m, <, 0.0);
}

static void
test_zones (void)
{
  static const struct
  {
    double lon, lat;
    guint zone;
  } rows[] = { { 121.5, 31.2, 51 }, { 119.999, 31.2, 50 }, { 120.0, 31.2, 51 }, { -180.0, 0.0, 1 },
               { 180.0, 0.0, 60 },  { 179.999, 0.0, 60 },  { 5.3, 60.4, 32 },   { 2.9, 60.4, 31 },
               { 15.0, 78.0, 33 },  { 8.9, 78.0, 31 },     { 9.0, 78.0, 33 },   { 21.0, 78.0, 35 },
               { 33.0, 78.0, 37 },  { 42.0, 78.0, 38 },    { 0.0, 84.5, 0 },    { 0.0, -80.5, 0 },
               { 0.0, NAN, 0 } };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const HtPoint at = { rows[i].lon, rows[i].lat };
      g_assert_cmpuint (ht_projection_get_utm_zone (&at), ==, rows[i].zone);
    }
}

static void
test_refused (void)
{
  HtGridPoint grid = { 500000.0, 3400000.0 };
  HtPoint at = { 121.5, 31.2 };
  g_assert_false (ht_projection_to_utm (0, &at, &grid));
  g_assert_false (ht_projection_to_utm (61, &at, &grid));
  g_assert_false (ht_projection_to_gauss (24, &at, &grid));
  g_assert_false (ht_projection_to_gauss (46, &at, &grid));
  grid.east_m = NAN;
  g_assert_false (ht_projection_from_utm (51, &grid, &at));
  grid.east_m = INFINITY;
  g_assert_false (ht_projection_from_gauss (40, &grid, &at));
  at.lat = 200.0;
  g_assert_false (ht_projection_to_utm (51, &at, &grid));
}

/* WGS 84 and what published implementations of the displacement give there (eviltransform's own test
 * vectors). */
static const struct
{
  double lat, lon, gcj_lat, gcj_lon;
} displaced[] = { { 31.1774276, 121.5272106, 31.17530398364597, 121.531541859215 },
                  { 22.543847, 113.912316, 22.540796131694766, 113.9171764808363 },
                  { 39.911954, 116.377817, 39.91334545536069, 116.38404722455657 } };

static void
test_published_gcj02 (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (displaced); i++)
    {
      const HtPoint wgs84 = { displaced[i].lon, displaced[i].lat };
      const HtPoint gcj02 = ht_datum_from_wgs84 (HT_DATUM_GCJ02, wgs84);
      const HtPoint back
          = ht_datum_to_wgs84 (HT_DATUM_GCJ02, (HtPoint){ displaced[i].gcj_lon, displaced[i].gcj_lat });
      g_assert_cmpfloat_with_epsilon (gcj02.lat, displaced[i].gcj_lat, 1e-6);
      g_assert_cmpfloat_with_epsilon (gcj02.lon, displaced[i].gcj_lon, 1e-6);
      g_assert_cmpfloat (ht_geo_distance_m (&back, &wgs84), <, 0.5);
    }
}

static void
test_shanghai_shift (void)
{
  /* About +0.0045° of longitude and -0.0020° of latitude in Shanghai, 430 to 480 m. */
  for (double lon = 121.0; lon < 121.9; lon += 0.1)
    for (double lat = 30.8; lat < 31.6; lat += 0.1)
      {
        const HtPoint at = { lon, lat };
        const HtPoint moved = ht_datum_from_wgs84 (HT_DATUM_GCJ02, at);
        g_assert_cmpfloat_with_epsilon (moved.lon - lon, 0.0045, 0.0006);
        g_assert_cmpfloat_with_epsilon (moved.lat - lat, -0.0021, 0.0006);
        g_assert_cmpfloat (ht_geo_distance_m (&at, &moved), <, 560.0);
      }
}

static void
test_round_trips (void)
{
  static const HtDatum datums[] = { HT_DATUM_WGS84, HT_DATUM_CGCS2000, HT_DATUM_GCJ02, HT_DATUM_BD09 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);
  double worst = 0.0;
  for (guint round = 0; round < 20000; round++)
    {
      const HtPoint at = { g_rand_double_range (rand, 73.0, 137.0), g_rand_double_range (rand, 2.0, 55.0) };
      for (guint i = 0; i < G_N_ELEMENTS (datums); i++)
        {
          const HtPoint back = ht_datum_to_wgs84 (datums[i], ht_datum_from_wgs84 (datums[i], at));
          worst = MAX (worst, ht_geo_distance_m (&at, &back));
        }
    }
  g_test_message ("worst %.6f m", worst);
  g_assert_cmpfloat (worst, <, 0.01);
}

static void
test_outside_of_china (void)
{
  const HtPoint vaduz = { 9.52, 47.14 };
  const HtPoint same = ht_datum_from_wgs84 (HT_DATUM_GCJ02, vaduz);
  g_assert_cmpfloat (same.lon, ==, vaduz.lon);
  g_assert_cmpfloat (same.lat, ==, vaduz.lat);
}

static void
test_datum_names (void)
{
  static const struct
  {
    const char *name;
    HtDatum datum;
  } rows[] = { { "wgs84", HT_DATUM_WGS84 }, { "WGS-84", HT_DATUM_WGS84 }, { "cgcs2000", HT_DATUM_CGCS2000 },
               { "gcj02", HT_DATUM_GCJ02 }, { "GCJ-02", HT_DATUM_GCJ02 }, { "bd09", HT_DATUM_BD09 },
               { "BD-09", HT_DATUM_BD09 } };
  HtDatum datum;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_true (ht_datum_parse (rows[i].name, &datum));
      g_assert_cmpint (datum, ==, rows[i].datum);
      HtDatum again;
      g_assert_true (ht_datum_parse (ht_datum_get_name (datum), &again));
      g_assert_cmpint (again, ==, datum);
    }
  g_assert_false (ht_datum_parse ("nad27", &datum));
  g_assert_false (ht_datum_parse ("", &datum));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geo/projection/epsg-4549", test_epsg_4549);
  g_test_add_func ("/geo/projection/zone-before-the-easting", test_zone_before_the_easting);
  g_test_add_func ("/geo/projection/utm", test_utm);
  g_test_add_func ("/geo/projection/equator-and-meridian", test_equator_and_meridian);
  g_test_add_func ("/geo/projection/zones", test_zones);
  g_test_add_func ("/geo/projection/refused", test_refused);
  g_test_add_func ("/geo/datum/published-gcj02", test_published_gcj02);
  g_test_add_func ("/geo/datum/shanghai-shift", test_shanghai_shift);
  g_test_add_func ("/geo/datum/round-trips", test_round_trips);
  g_test_add_func ("/geo/datum/outside-of-china", test_outside_of_china);
  g_test_add_func ("/geo/datum/names", test_datum_names);
  return g_test_run ();
}
