/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sea walls, flood walls, drainage, river beds, tides, and the heights of the land. */
#include <math.h>
#include <string.h>

#include "city.h"

static const char datum[] = "吴淞高程";

/* Stretches of a wall follow on each other: every end that is no end of the wall is the next's beginning. */
static void
test_walls_continue (void)
{
  const GPtrArray *walls = things_of (things_full (), "sea_wall");
  guint joined[2] = { 0 }, n[2] = { 0 };
  for (guint i = 0; i + 1 < walls->len; i++)
    {
      const HtFeature *wall = walls->pdata[i], *next = walls->pdata[i + 1];
      gboolean flood = thing_is (wall, "kind", "flood_wall");
      HtPoint end = wall->geometry->points[wall->geometry->n_points - 1];
      n[flood]++;
      joined[flood] += ht_kit_distance (end, next->geometry->points[0]) < 1;
      g_assert_cmpfloat (ht_geometry_length_m (wall->geometry), <, 14000);
    }
  g_assert_cmpuint (n[0], >, 30);
  g_assert_cmpuint (joined[0], >, 0.8 * n[0]);
  /* Of the flood walls only the two banks are apart. */
  g_assert_cmpuint (n[1] - joined[1], <=, 2);
}

/* Higher on the mainland than on the islands, and higher in the city than above it. */
static void
test_crests (void)
{
  const GPtrArray *walls = things_of (things_full (), "sea_wall");
  double length_m = 0;
  for (guint i = 0; i < walls->len; i++)
    {
      const HtFeature *wall = walls->pdata[i];
      double crest = thing_real (wall, "crest_m"), return_y = thing_real (wall, "return_y");
      g_assert_cmpstr (thing_text (wall, "datum"), ==, datum);
      if (return_y == 200)
        g_assert_true (crest >= 8.9 && crest <= 9.7);
      else if (return_y == 100)
        g_assert_true (crest >= 8.0 && crest <= 8.8);
      else if (return_y == 1000)
        g_assert_true (crest >= 6.3 && crest <= 7.1);
      else
        g_assert_true (return_y == 50 && crest >= 4.9 && crest <= 5.7);
      g_assert_true (thing_is (wall, "kind", "sea_wall") == (return_y == 200 || return_y == 100));
      length_m += thing_is (wall, "kind", "sea_wall") ? ht_geometry_length_m (wall->geometry) : 0;
    }
  /* The city's sea walls are some 500 km; the sketched shore is smoother. */
  g_assert_cmpfloat (length_m, >, 250e3);
  g_assert_cmpfloat (length_m, <, 750e3);
}

/* A wall bears the name of the district on whose shore it stands. */
static void
test_wall_names (void)
{
  const GPtrArray *walls = things_of (things_full (), "sea_wall");
  static const char *const by_the_sea[] = { "宝山", "浦东", "奉贤", "金山", "崇明" };
  guint banks[2] = { 0 };
  for (guint i = 0; i < walls->len; i++)
    {
      const HtFeature *wall = walls->pdata[i];
      gboolean known = FALSE;
      banks[0] += g_str_has_prefix (wall->name, "黄浦江左岸");
      banks[1] += g_str_has_prefix (wall->name, "黄浦江右岸");
      for (guint k = 0; k < G_N_ELEMENTS (by_the_sea); k++)
        known |= g_str_has_prefix (wall->name, by_the_sea[k]);
      if (thing_is (wall, "kind", "sea_wall") && !known)
        g_error ("“%s” is not by the sea", wall->name);
    }
  g_assert_cmpuint (banks[0], >, 5);
  g_assert_cmpuint (banks[1], >, 5);
}

/* --- drainage --- */

static void
test_drain_areas (void)
{
  static const double mm_h[] = { [1] = 36, [3] = 50, [5] = 56 };
  const GPtrArray *areas = things_of (things_full (), "drain_area");
  for (guint i = 0; i < areas->len; i++)
    {
      double return_y = thing_real (areas->pdata[i], "return_y");
      g_assert_true (return_y == 1 || return_y == 3 || return_y == 5);
      g_assert_cmpfloat (thing_real (areas->pdata[i], "capacity_mmh"), ==, mm_h[(int) return_y]);
      g_assert_true (thing_is (areas->pdata[i], "kind", "gravity") == (return_y == 1));
    }
  guint pumped = things_count (areas, "kind", "pumped");
  g_assert_true (pumped > 50 && pumped < 180);
}

/* Pumps for the rivers stand on a bank, others among people. */
static void
test_pumps (void)
{
  const GPtrArray *pumps = things_of (things_full (), "pump"),
                  *rivers = things_of (things_full (), "river_section");
  for (guint i = 0; i < pumps->len; i += 9)
    {
      const HtFeature *pump = pumps->pdata[i];
      double best = INFINITY, width = 0;
      if (thing_is (pump, "kind", "sewage") || thing_is (pump, "kind", "underpass"))
        continue;
      for (guint k = 0; k < rivers->len; k++)
        {
          const HtFeature *river = rivers->pdata[k];
          double away = ht_kit_distance (river->geometry->points[0], pump->geometry->points[0]);
          if (away >= best)
            continue;
          best = away;
          width = thing_real (river, "width_m");
        }
      g_assert_cmpfloat (best, <=, 0.51 * MAX (width, 10) + 100);
      /* On the bank, not in the middle of a wide river. */
      if (width > 100)
        g_assert_cmpfloat (best, >, 0.3 * width);
    }
}

/* The bed falls with the width, and each section names its river. */
static void
test_river_beds (void)
{
  const GPtrArray *sections = things_of (things_full (), "river_section");
  double wide = 0, narrow = 0;
  guint n_wide = 0, n_narrow = 0;
  for (guint i = 0; i < sections->len; i++)
    {
      const HtFeature *section = sections->pdata[i];
      double width = thing_real (section, "width_m"), bed = thing_real (section, "bed_m");
      g_assert_cmpstr (thing_text (section, "datum"), ==, datum);
      g_assert_true (g_str_has_prefix (section->name, thing_text (section, "river")));
      if (width > 300)
        wide += bed, n_wide++;
      else if (width < 60)
        narrow += bed, n_narrow++;
    }
  g_assert_true (n_wide > 20 && n_narrow > 20);
  g_assert_cmpfloat (wide / n_wide, <, narrow / n_narrow - 4);
}

static void
test_tides (void)
{
  const GPtrArray *stations = things_of (things_full (), "tide_station");
  for (guint i = 0; i < stations->len; i++)
    {
      const HtFeature *station = stations->pdata[i];
      double low = thing_real (station, "mean_low_m"), high = thing_real (station, "mean_high_m");
      g_assert_true (ht_value_member_bool (station->attributes, "sketched", FALSE));
      g_assert_cmpfloat (low, <, high);
      g_assert_cmpfloat (high, <, thing_real (station, "warn_m"));
      g_assert_cmpstr (thing_text (station, "datum"), ==, datum);
    }
}

/* --- heights --- */

#define VOID_CM (-32768)

static int
height_cm (const HtFeature *tile, gsize cell)
{
  gsize size;
  const guint8 *bytes = ht_value_get_bytes (ht_value_get_member (tile->attributes, "heights_cm"), &size);
  g_assert_cmpuint (size, ==, 2 * 256 * 256);
  return (gint16) (bytes[2 * cell] | bytes[2 * cell + 1] << 8);
}

/* 100 m cells of 6,340 km2, within what the drawn outlines allow; the top of Sheshan; most of it flat. */
static void
test_heights (void)
{
  const GPtrArray *tiles = things_of (things_full (), "elevation");
  guint land = 0, flat = 0;
  int highest = VOID_CM, lowest = 32767;
  for (guint i = 0; i < tiles->len; i++)
    {
      const HtFeature *tile = tiles->pdata[i];
      guint here = 0;
      for (gsize k = 0; k < 256 * 256; k++)
        {
          int height = height_cm (tile, k);
          if (height == VOID_CM)
            continue;
          here++;
          flat += height > 200 && height < 600;
          highest = MAX (highest, height);
          lowest = MIN (lowest, height);
        }
      g_assert_cmpuint (here, >, 0);
      land += here;
    }
  g_assert_true (land > 540000 && land < 800000);
  g_assert_true (highest > 8500 && highest < 10500);
  g_assert_cmpint (lowest, >, 100);
  g_assert_cmpuint (flat, >, 0.97 * land);
}

/* Tiles are squares of 25.6 km side by side, none twice. */
static void
test_tiles (void)
{
  const GPtrArray *tiles = things_of (things_full (), "elevation");
  for (guint i = 0; i < tiles->len; i++)
    {
      const HtFeature *tile = tiles->pdata[i], *first = tiles->pdata[0];
      double north = thing_real (tile, "north_m") - thing_real (first, "north_m"),
             east = thing_real (tile, "east_m") - thing_real (first, "east_m");
      g_assert_cmpint (thing_int (tile, "rows"), ==, 256);
      g_assert_cmpint (thing_int (tile, "cols"), ==, 256);
      g_assert_cmpfloat (thing_real (tile, "cell_m"), ==, 100);
      g_assert_cmpstr (thing_text (tile, "datum"), ==, datum);
      g_assert_cmpfloat (fmod (fabs (north), 25600), ==, 0);
      g_assert_cmpfloat (fmod (fabs (east), 25600), ==, 0);
      g_assert_cmpfloat_with_epsilon (ht_geometry_area_m2 (tile->geometry), 25600.0 * 25600, 2e6);
      for (guint k = 0; k < i; k++)
        g_assert_false (thing_real (tiles->pdata[k], "north_m") == thing_real (tile, "north_m")
                        && thing_real (tiles->pdata[k], "east_m") == thing_real (tile, "east_m"));
    }
}

/* Neighbouring cells differ by little: noise is smooth, and only hills are steep. */
static void
test_smooth (void)
{
  const HtFeature *tile = things_get (things_of (things_full (), "elevation"), 5);
  guint pairs = 0, steps = 0;
  for (gsize row = 0; row < 256; row++)
    for (gsize col = 1; col < 256; col++)
      {
        int a = height_cm (tile, row * 256 + col - 1), b = height_cm (tile, row * 256 + col);
        if (a == VOID_CM || b == VOID_CM || a == 210 || b == 210)
          continue;
        pairs++;
        steps += ABS (a - b) > 40;
      }
  g_assert_cmpuint (pairs, >, 1000);
  g_assert_cmpuint (steps, <, pairs / 50);
}

void
things_add_flood_tests (void)
{
  g_test_add_func ("/model/things/flood/walls-continue", test_walls_continue);
  g_test_add_func ("/model/things/flood/crests", test_crests);
  g_test_add_func ("/model/things/flood/wall-names", test_wall_names);
  g_test_add_func ("/model/things/flood/drain-areas", test_drain_areas);
  g_test_add_func ("/model/things/flood/pumps", test_pumps);
  g_test_add_func ("/model/things/flood/river-beds", test_river_beds);
  g_test_add_func ("/model/things/flood/tides", test_tides);
}

void
things_add_elevation_tests (void)
{
  g_test_add_func ("/model/things/elevation/heights", test_heights);
  g_test_add_func ("/model/things/elevation/tiles", test_tiles);
  g_test_add_func ("/model/things/elevation/smooth", test_smooth);
}
