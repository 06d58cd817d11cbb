/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/projection.h"

#include <math.h>

/* EPSG:3857 of known places, from cs2cs of PROJ 9.1: easting and northing in metres. */
static const struct
{
  double lon, lat, east, north;
} places[] = {
  { 0, 0, 0, 0 },
  { 121.4737, 31.2304, 13522390.429, 3662707.257 },
  { -74.006, 40.7128, -8238310.236, 4970071.579 },
  { 151.2093, -33.8688, 16832542.279, -4011198.647 },
  { 180, HT_MERCATOR_MAX_LAT, 20037508.343, 20037508.343 },
};

static void
test_known_places (void)
{
  const double half = 20037508.342789244;
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      double east = (ht_mercator_x (places[i].lon) - 0.5) * 2 * half;
      double north = (0.5 - ht_mercator_y (places[i].lat)) * 2 * half;
      g_assert_cmpfloat_with_epsilon (east, places[i].east, 0.01);
      g_assert_cmpfloat_with_epsilon (north, places[i].north, 0.01);
    }
}

static void
test_back (void)
{
  for (double lon = -180; lon <= 180; lon += 7.3)
    g_assert_cmpfloat_with_epsilon (ht_mercator_lon (ht_mercator_x (lon)), lon, 1e-9);
  for (double lat = -85; lat <= 85; lat += 3.1)
    g_assert_cmpfloat_with_epsilon (ht_mercator_lat (ht_mercator_y (lat)), lat, 1e-9);
}

static void
test_clamped (void)
{
  g_assert_cmpfloat (ht_mercator_x (1e300), ==, 1);
  g_assert_cmpfloat (ht_mercator_x (-1e300), ==, 0);
  g_assert_cmpfloat (ht_mercator_x (NAN), ==, 0.5);
  g_assert_cmpfloat_with_epsilon (ht_mercator_y (90), 0, 1e-12);
  g_assert_cmpfloat_with_epsilon (ht_mercator_y (-1e9), 1, 1e-12);
  g_assert_cmpfloat (ht_mercator_y (NAN), ==, 0.5);
}

/* Zoom 0 at the equator: 156543.034 m a pixel and 1:559082264 (OGC 05-078r4, annex E.4 for the WebMercator
 * set). */
static void
test_scale (void)
{
  g_assert_cmpfloat_with_epsilon (ht_mercator_metres_per_px (0, 0), 156543.0339, 0.001);
  g_assert_cmpfloat_with_epsilon (ht_mercator_scale_denominator (0, 0), 559082264.0287, 1);
  g_assert_cmpfloat_with_epsilon (ht_mercator_scale_denominator (0, 10), 545978.7734, 0.01);
  g_assert_cmpfloat_with_epsilon (ht_mercator_metres_per_px (60, 10) * 2, ht_mercator_metres_per_px (0, 10),
                                  1e-6);
  for (double zoom = 3; zoom < 20; zoom += 0.7)
    {
      double denominator = ht_mercator_scale_denominator (31.2, zoom);
      g_assert_cmpfloat_with_epsilon (ht_mercator_zoom_for_scale (31.2, denominator), zoom, 1e-9);
    }
}

static void
test_scale_bar (void)
{
  static const double cases[][2]
      = { { 1, 1 },       { 1.99, 1 },    { 2, 2 },     { 4.999, 2 }, { 5, 5 },     { 9.99, 5 },   { 10, 10 },
          { 1000, 1000 }, { 2400, 2000 }, { 0.7, 0.5 }, { 99, 50 },   { 1e6, 1e6 }, { 0.03, 0.02 } };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpfloat_with_epsilon (ht_scale_bar_length_m (cases[i][0]), cases[i][1], cases[i][1] * 1e-9);
  for (double metres = 0.01; metres < 1e7; metres *= 1.37)
    {
      double length = ht_scale_bar_length_m (metres);
      g_assert_cmpfloat (length, <=, metres * (1 + 1e-9));
      g_assert_cmpfloat (length, >, metres / 2.5001);
    }
}

static void
test_extents (void)
{
  HtBox box = { 121, 31, 122, 32 };
  HtExtent extent = ht_extent_from_box (&box);
  g_assert_cmpfloat (extent.min_x, <, extent.max_x);
  g_assert_cmpfloat (extent.min_y, <, extent.max_y);
  g_assert_cmpfloat (extent.min_y, ==, ht_mercator_y (32));
  HtExtent world = ht_extent_of_tile (0, 0, 0), tile = ht_extent_of_tile (3, 5, 2);
  g_assert_cmpfloat (world.max_x, ==, 1);
  g_assert_cmpfloat (tile.min_x, ==, 0.625);
  g_assert_cmpfloat (tile.max_y, ==, 0.375);
}

static void
test_tile_range (void)
{
  gint64 min[2], max[2];
  HtBox shanghai = { 121.4737, 31.2304, 121.4737, 31.2304 };
  /* The slippy-map tile of People's Square at zoom 12 (OpenStreetMap wiki's formula). */
  ht_tile_range (&shanghai, 12, min, max);
  g_assert_cmpint (min[0], ==, 3430);
  g_assert_cmpint (min[1], ==, 1673);
  g_assert_cmpint (max[0], ==, 3430);
  HtBox world = { -500, -90, 500, 90 };
  ht_tile_range (&world, 4, min, max);
  g_assert_cmpint (min[0], ==, 0);
  g_assert_cmpint (min[1], ==, 0);
  g_assert_cmpint (max[0], ==, 15);
  g_assert_cmpint (max[1], ==, 15);
}

/* The tiles of a range hold every corner of the box, and no row or column could be left out. */
static void
test_tile_range_covers (void)
{
  for (int i = 0; i < 300; i++)
    {
      HtBox box = { g_test_rand_double_range (-180, 179), g_test_rand_double_range (-80, 79), 0, 0 };
      gint64 min[2], max[2];
      int z = g_test_rand_int_range (0, 20);
      box.max_lon = box.min_lon + g_test_rand_double_range (0, 1);
      box.max_lat = box.min_lat + g_test_rand_double_range (0, 1);
      ht_tile_range (&box, z, min, max);
      HtExtent e = ht_extent_from_box (&box);
      HtExtent first = ht_extent_of_tile (z, min[0], min[1]), last = ht_extent_of_tile (z, max[0], max[1]);
      g_assert_true (first.min_x <= e.min_x && e.min_x <= first.max_x);
      g_assert_true (first.min_y <= e.min_y && e.min_y <= first.max_y);
      g_assert_true (last.min_x <= e.max_x && e.max_x <= last.max_x);
      g_assert_true (last.min_y <= e.max_y && e.max_y <= last.max_y);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/draw/projection/known-places", test_known_places);
  g_test_add_func ("/draw/projection/back", test_back);
  g_test_add_func ("/draw/projection/clamped", test_clamped);
  g_test_add_func ("/draw/projection/scale", test_scale);
  g_test_add_func ("/draw/projection/scale-bar", test_scale_bar);
  g_test_add_func ("/draw/projection/extents", test_extents);
  g_test_add_func ("/draw/projection/tile-range", test_tile_range);
  g_test_add_func ("/draw/projection/tile-range-covers", test_tile_range_covers);
  return g_test_run ();
}
