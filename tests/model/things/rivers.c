/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Middles and banks of rivers, from rings that go down one bank and up the other. */
#include <math.h>

#include "city.h"
#include "model/demo/things/rivers.h"

static const HtGroundBlock blocks[]
    = { { .use = HT_USE_OLD, .people_night = 10 }, { .use = HT_USE_PORT, .neighbourhood = 1 } };

static void
add_water (HtGround *ground, const char *kind, HtGeometry *geometry)
{
  HtValue *attributes = ht_value_new_map ();
  HtUuid id = ht_ground_make_id (ground, "water", g_hash_table_size (ground->map->features));
  ht_value_set_text (attributes, "kind", kind);
  ht_map_data_add (ground->map, ht_feature_new ("water", &id, "海棠河", attributes, geometry));
}

/* @n places 100 m apart towards the east; the right bank is @width_m south of the left. */
static HtGeometry *
draw_river (guint n, double width_m)
{
  g_autofree HtPoint *points = g_new (HtPoint, 2 * n + 1);
  const guint starts[2] = { 0, 2 * n + 1 };
  const guint8 outer = 1;
  for (guint i = 0; i < n; i++)
    {
      points[i] = ht_kit_shift ((HtPoint){ 121.4, 31.2 }, 100.0 * i, -width_m);
      points[2 * n - 1 - i] = ht_kit_shift ((HtPoint){ 121.4, 31.2 }, 100.0 * i, 0);
    }
  points[2 * n] = points[0];
  return ht_geometry_new_parts (HT_GEOMETRY_POLYGON, points, starts, &outer, 1);
}

static void
test_banks (void)
{
  HtGround *ground = things_hand_ground (blocks, 2);
  g_autoptr (HtKit) kit = ht_kit_new (ground);
  HtDemoDice dice = ht_demo_dice_for (1, "river");
  add_water (ground, "river", draw_river (5, 60));
  add_water (ground, "lake", draw_river (4, 500));
  add_water (ground, "river", draw_river (3, 20));
  ht_kit_find_rivers (kit);
  g_assert_cmpuint (kit->rivers->len, ==, 8);
  for (guint i = 0; i < kit->rivers->len; i++)
    {
      const HtRiverSpot *spot = &g_array_index (kit->rivers, HtRiverSpot, i);
      g_assert_cmpfloat_with_epsilon (spot->width_m, i < 5 ? 60 : 20, 0.5);
      g_assert_true (spot->begins == (i == 0 || i == 5));
      g_assert_cmpfloat (spot->left.lat, >, spot->right.lat);
      g_assert_cmpfloat_with_epsilon (ht_kit_distance (spot->at, spot->left), spot->width_m / 2, 0.3);
      g_assert_cmpstr (spot->name, ==, "海棠河");
    }
  const HtRiverSpot *first = &g_array_index (kit->rivers, HtRiverSpot, 0);
  g_assert_true (ht_kit_nearest_river (kit, first->at) == first);
  for (guint i = 0; i < 30; i++)
    {
      const HtRiverSpot *drawn = ht_kit_draw_river (kit, &dice);
      g_assert_true (drawn >= first && drawn < first + kit->rivers->len);
    }
  ht_ground_free (ground);
}

/* Water that is no river, rings of an odd way and lines are passed over. */
static void
test_odd (void)
{
  HtGround *ground = things_hand_ground (blocks, 2);
  g_autoptr (HtKit) kit = ht_kit_new (ground);
  HtDemoDice dice = ht_demo_dice_for (1, "odd");
  const HtPoint line[2] = { { 121.4, 31.2 }, { 121.5, 31.2 } };
  const HtPoint triangle[4] = { { 121.4, 31.2 }, { 121.5, 31.2 }, { 121.5, 31.3 }, { 121.4, 31.2 } };
  const guint starts[2] = { 0, 4 };
  const guint8 outer = 1;
  add_water (ground, "river", ht_geometry_new_line (line, 2));
  add_water (ground, "river", ht_geometry_new_parts (HT_GEOMETRY_POLYGON, triangle, starts, &outer, 1));
  add_water (ground, "river", draw_river (1, 30));
  add_water (ground, "sea", draw_river (4, 30));
  ht_kit_find_rivers (kit);
  g_assert_cmpuint (kit->rivers->len, ==, 0);
  g_assert_null (ht_kit_draw_river (kit, &dice));
  g_assert_null (ht_kit_nearest_river (kit, line[0]));
  g_assert_cmpuint (ht_kit_block_near (kit, ht_kit_block (kit, 1)->at), ==, 1);
  ht_ground_free (ground);
}

/* The rivers of the city: the Huangpu is widest, and every middle lies on water. */
static void
test_city (void)
{
  g_autoptr (HtKit) kit = ht_kit_new (things_ground ());
  ht_kit_find_rivers (kit);
  double widest = 0, huangpu = 0;
  guint wet = 0;
  for (guint i = 0; i < kit->rivers->len; i++)
    {
      const HtRiverSpot *spot = &g_array_index (kit->rivers, HtRiverSpot, i);
      widest = MAX (widest, spot->width_m);
      if (g_strcmp0 (spot->name, "黄浦江") == 0)
        huangpu = MAX (huangpu, spot->width_m);
      if (i % 20 == 0)
        wet += !things_dry (spot->at);
    }
  g_assert_cmpuint (kit->rivers->len, >, 500);
  g_assert_cmpfloat (huangpu, ==, widest);
  g_assert_cmpfloat (huangpu, >, 400);
  g_assert_cmpuint (wet, >, 0.95 * (kit->rivers->len / 20));
}

void
things_add_river_tests (void)
{
  g_test_add_func ("/model/things/rivers/banks", test_banks);
  g_test_add_func ("/model/things/rivers/odd", test_odd);
  g_test_add_func ("/model/things/rivers/city", test_city);
}
