/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bridges, road weather, corridors, ways of dangerous goods, the metro. */
#include <math.h>
#include <string.h>

#include "city.h"

/* 14,274 with those that are entered; no entered one is made again. */
static void
test_bridges (void)
{
  const GPtrArray *made = things_of (things_full (), "bridge"),
                  *entered = ht_map_data_get_features (things_ground ()->map, "bridge");
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_assert_cmpuint (made->len + entered->len, ==, 14274);
  for (guint i = 0; i < entered->len; i++)
    g_hash_table_add (names, ((HtFeature *) entered->pdata[i])->name);
  for (guint i = 0; i < made->len; i++)
    {
      const HtFeature *bridge = made->pdata[i];
      g_assert_false (thing_bool (bridge, "major"));
      g_assert_false (bridge->name != NULL && g_hash_table_contains (names, bridge->name));
      if (bridge->name != NULL)
        g_assert_true (thing_is (bridge, "kind", "viaduct") == g_str_has_suffix (bridge->name, "高架桥"));
    }
}

/* A bridge is as long as it says, where it is drawn whole, and lies on a road. */
static void
test_bridges_on_roads (void)
{
  const GPtrArray *bridges = things_of (things_small (), "bridge");
  guint drawn = 0, n = 0;
  for (guint i = 0; i < bridges->len; i++)
    {
      const HtFeature *bridge = bridges->pdata[i];
      double length_m = thing_real (bridge, "length_m");
      if (!thing_is (bridge, "kind", "street"))
        continue;
      n++;
      drawn += fabs (ht_geometry_length_m (bridge->geometry) - length_m) < 0.1 * length_m + 1;
      g_assert_cmpfloat (ht_geometry_length_m (bridge->geometry), <, length_m * 1.03 + 13);
    }
  g_assert_cmpuint (drawn, >, 0.8 * n);
}

/* Weak bridges are on small streets: fast roads carry 20 t and more. */
static void
test_limits (void)
{
  const GPtrArray *bridges = things_of (things_small (), "bridge");
  guint weak = 0;
  for (guint i = 0; i < bridges->len; i++)
    {
      double limit = thing_real (bridges->pdata[i], "max_weight_t");
      weak += limit < 20;
      if (thing_is (bridges->pdata[i], "kind", "viaduct"))
        g_assert_cmpfloat (limit, >=, 20);
    }
  g_assert_true (weak > 20 && weak < bridges->len / 2);
}

/* --- fast roads --- */

/* Sections of road weather are about 5 km and not longer than a section of the network more. */
static void
test_road_weather (void)
{
  const GPtrArray *sections = things_of (things_full (), "road_weather");
  double length_m = 0;
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < sections->len; i++)
    {
      const HtFeature *section = sections->pdata[i];
      length_m += ht_geometry_length_m (section->geometry);
      g_assert_true (g_hash_table_add (names, section->name));
    }
  g_assert_cmpfloat (length_m / sections->len, >, 2500);
  g_assert_cmpfloat (length_m / sections->len, <, 8000);
  g_assert_cmpuint (things_count (sections, "kind", "motorway"), >, 20);
}

static void
test_corridors (void)
{
  const GPtrArray *corridors = things_of (things_full (), "corridor");
  for (guint i = 0; i < corridors->len; i++)
    {
      const HtFeature *corridor = corridors->pdata[i];
      gboolean rescue = thing_is (corridor, "kind", "rescue");
      g_assert_cmpfloat (ht_geometry_length_m (corridor->geometry), >, rescue ? 2900 : 7800);
      g_assert_cmpfloat (thing_real (corridor, "width_m"), ==, rescue ? 25 : 17);
      g_assert_true (g_str_has_suffix (corridor->name, rescue ? "救援通道" : "疏散通道"));
    }
}

/* No dangerous goods on the elevated roads of the city. */
static void
test_chemical_routes (void)
{
  const GPtrArray *routes = things_of (things_full (), "chemical_route");
  for (guint i = 0; i < routes->len; i++)
    {
      const HtFeature *route = routes->pdata[i];
      gboolean motorway = thing_is (route, "kind", "motorway");
      double trips = thing_real (route, "trips_day");
      g_assert_null (strstr (route->name, "高架"));
      g_assert_true (motorway ? trips >= 300 && trips <= 1800 : trips >= 40 && trips <= 300);
    }
}

/* --- metro --- */

/* 729 km and 13.29 million riders; interchanges in the middle have most. */
static void
test_metro (void)
{
  const GPtrArray *lines = ht_map_data_get_features (things_ground ()->map, "metro_line"),
                  *stations = ht_map_data_get_features (things_ground ()->map, "metro_station");
  double single = 0, several = 0;
  guint n_single = 0, n_several = 0;
  g_assert_cmpfloat (things_total (lines, "length_m"), ==, 729000);
  g_assert_cmpfloat (things_total (lines, "riders_day"), ==, 13290000);
  g_assert_cmpfloat (things_total (stations, "riders_day"), ==, 13290000);
  for (guint i = 0; i < stations->len; i++)
    {
      const HtFeature *station = stations->pdata[i];
      gboolean interchange = strchr (thing_text (station, "lines"), ',') != NULL;
      double depth = thing_real (station, "depth_m");
      *(interchange ? &several : &single) += thing_real (station, "riders_day");
      *(interchange ? &n_several : &n_single) += 1;
      g_assert_true (depth == 0 || (depth >= 12 && depth <= 28));
      g_assert_true (thing_int (station, "entrances") >= 3 && thing_int (station, "entrances") <= 12);
    }
  g_assert_cmpuint (n_several, >, 30);
  g_assert_cmpfloat (several / n_several, >, 2 * single / n_single);
}

/* Below ground in the middle of the city, raised or below outside. */
static void
test_metro_depth (void)
{
  const GPtrArray *stations = ht_map_data_get_features (things_ground ()->map, "metro_station");
  const HtPoint middle = { 121.4737, 31.2304 };
  guint raised = 0, outside = 0;
  for (guint i = 0; i < stations->len; i++)
    {
      const HtFeature *station = stations->pdata[i];
      gboolean above = thing_real (station, "depth_m") == 0;
      if (ht_kit_distance (station->geometry->points[0], middle) < 12000)
        g_assert_false (above);
      else
        {
          outside++;
          raised += above;
        }
    }
  g_assert_cmpfloat_with_epsilon (raised, 0.4 * outside, 0.15 * outside);
}

void
things_add_traffic_tests (void)
{
  g_test_add_func ("/model/things/traffic/bridges", test_bridges);
  g_test_add_func ("/model/things/traffic/bridges-on-roads", test_bridges_on_roads);
  g_test_add_func ("/model/things/traffic/limits", test_limits);
  g_test_add_func ("/model/things/traffic/road-weather", test_road_weather);
  g_test_add_func ("/model/things/traffic/corridors", test_corridors);
  g_test_add_func ("/model/things/traffic/chemical-routes", test_chemical_routes);
  g_test_add_func ("/model/things/traffic/metro", test_metro);
  g_test_add_func ("/model/things/traffic/metro-depth", test_metro_depth);
}
