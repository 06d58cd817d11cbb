/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places for services among people. */
#include <math.h>

#include "city.h"
#include "model/demo/things/spread.h"

static const HtGroundBlock blocks[] = {
  { .use = HT_USE_OLD, .neighbourhood = 0, .people_night = 5000 },
  { .use = HT_USE_FIELD, .neighbourhood = 1, .people_night = 10 },
  { .use = HT_USE_PARK, .neighbourhood = 2, .people_night = 1 },
  { .use = HT_USE_VILLAGE, .neighbourhood = 3, .people_night = 400 },
};

static void
assert_fit (const HtKit *kit, const HtSite *site)
{
  guint use = ht_kit_block (kit, site->block)->use;
  g_assert_true (use != HT_USE_FIELD && use != HT_USE_PARK && use != HT_USE_PORT);
  g_assert_cmpfloat (ht_kit_distance (site->at, ht_kit_block (kit, site->block)->at), ==, 0);
}

/* All people and all land fall to somebody, whatever the number of places: one, some, more than demand. */
static void
test_all_are_served (void)
{
  g_autoptr (HtKit) kit = ht_kit_new (things_ground ());
  static const guint numbers[] = { 1, 9, 60, 174 };
  double people = 0, land_m2 = 0;
  const GArray *areas = kit->ground->areas[HT_GROUND_NEIGHBOURHOOD];
  for (guint i = 0; i < areas->len; i++)
    {
      const HtGroundArea *area = &g_array_index (areas, HtGroundArea, i);
      people += (double) area->people_night;
      land_m2 += area->land_m2;
    }
  for (guint k = 0; k < G_N_ELEMENTS (numbers); k++)
    {
      HtDemoDice dice = ht_demo_dice_for (1, "spread");
      g_autoptr (GArray) sites = ht_kit_spread (kit, numbers[k], 0.5, &dice);
      double served = 0, covered_m2 = 0;
      g_assert_cmpuint (sites->len, ==, numbers[k]);
      for (guint i = 0; i < sites->len; i++)
        {
          const HtSite *site = &g_array_index (sites, HtSite, i);
          assert_fit (kit, site);
          served += site->people;
          covered_m2 += site->land_m2;
        }
      g_assert_cmpfloat_with_epsilon (served, people, 1);
      g_assert_cmpfloat_with_epsilon (covered_m2 / land_m2, 1, 1e-6);
    }
}

static double
mean_way_m (const HtKit *kit, const GArray *sites)
{
  const GArray *areas = kit->ground->areas[HT_GROUND_NEIGHBOURHOOD];
  double sum = 0, people = 0;
  for (guint i = 0; i < areas->len; i++)
    {
      const HtGroundArea *area = &g_array_index (areas, HtGroundArea, i);
      double way = INFINITY;
      for (guint k = 0; k < sites->len; k++)
        way = MIN (way, ht_kit_distance (area->centre, g_array_index (sites, HtSite, k).at));
      sum += way * (double) area->people_night;
      people += (double) area->people_night;
    }
  return sum / people;
}

static GArray *
draw_sites (const HtKit *kit, guint n)
{
  HtDemoDice dice = ht_demo_dice_for (1, "random sites");
  g_autoptr (HtPick) pick = ht_pick_new (kit, &ht_pick_anywhere_by_people);
  GArray *sites = g_array_new (FALSE, TRUE, sizeof (HtSite));
  for (guint i = 0; i < n; i++)
    {
      HtGroundSpot spot = ht_pick_draw_or_city (pick, NULL, &dice);
      HtSite site = { .at = spot.at, .block = spot.block };
      g_array_append_val (sites, site);
    }
  return sites;
}

/* People have a shorter way than to places drawn by people, shorter with more places, and the added places
 * shorten it. */
static void
test_shorter_ways (void)
{
  g_autoptr (HtKit) kit = ht_kit_new (things_ground ());
  HtDemoDice dice = ht_demo_dice_for (1, "ways");
  g_autoptr (GArray) some = ht_kit_spread (kit, 40, 0, &dice);
  g_autoptr (GArray) many = ht_kit_spread (kit, 120, 0, &dice);
  g_autoptr (GArray) drawn = draw_sites (kit, 40);
  g_autoptr (GArray) more = ht_kit_spread_more (kit, some, 10);
  double way = mean_way_m (kit, some);
  g_assert_cmpfloat (way, <, 0.9 * mean_way_m (kit, drawn));
  g_assert_cmpfloat (mean_way_m (kit, many), <, 0.75 * way);
  g_assert_cmpuint (more->len, ==, 10);
  for (guint i = 0; i < more->len; i++)
    assert_fit (kit, &g_array_index (more, HtSite, i));
  g_array_append_vals (some, more->data, more->len);
  g_assert_cmpfloat (mean_way_m (kit, some), <, 0.95 * way);
}

static double
median_land (const GArray *sites)
{
  guint larger = 0;
  double guess = 0;
  /* The least land that half of the sites have. */
  for (guint i = 0; i < sites->len; i++)
    {
      double land = g_array_index (sites, HtSite, i).land_m2;
      larger = 0;
      for (guint k = 0; k < sites->len; k++)
        larger += g_array_index (sites, HtSite, k).land_m2 >= land;
      if (larger >= sites->len / 2 && land > guess)
        guess = land;
    }
  return guess;
}

/* The more density counts, the smaller is the land of the middling place. */
static void
test_density (void)
{
  g_autoptr (HtKit) kit = ht_kit_new (things_ground ());
  HtDemoDice a = ht_demo_dice_for (1, "density"), b = a;
  g_autoptr (GArray) wide = ht_kit_spread (kit, 60, 0, &a);
  g_autoptr (GArray) tight = ht_kit_spread (kit, 60, 1.2, &b);
  g_assert_cmpfloat (median_land (tight), <, 0.8 * median_land (wide));
}

static void
test_by_hand (void)
{
  HtGround *ground = things_hand_ground (blocks, G_N_ELEMENTS (blocks));
  g_autoptr (HtKit) kit = ht_kit_new (ground);
  HtDemoDice dice = ht_demo_dice_for (1, "hand");
  /* Next to the field and the park: never in them. */
  g_assert_cmpuint (ht_kit_find_block (kit, ht_kit_block (kit, 1)->at), ==, 0);
  g_assert_cmpuint (ht_kit_find_block (kit, ht_kit_block (kit, 2)->at), ==, 3);
  g_autoptr (GArray) one = ht_kit_spread (kit, 1, 0, &dice);
  g_assert_cmpuint (g_array_index (one, HtSite, 0).block, ==, 0);
  g_assert_cmpfloat (g_array_index (one, HtSite, 0).people, ==, 5411);
  /* The village is farthest from it and has most of the rest. */
  g_autoptr (GArray) second = ht_kit_spread_more (kit, one, 1);
  g_assert_cmpuint (g_array_index (second, HtSite, 0).block, ==, 3);
  g_autoptr (GArray) none = ht_kit_spread_more (kit, one, 0);
  g_assert_cmpuint (none->len, ==, 0);
  g_autoptr (GArray) no_place = ht_kit_spread (kit, 0, 0, &dice);
  g_assert_cmpuint (no_place->len, ==, 0);
  /* More places than neighbourhoods: some have nobody, none is lost. */
  g_autoptr (GArray) many = ht_kit_spread (kit, 9, 0, &dice);
  double people = 0;
  for (guint i = 0; i < many->len; i++)
    people += g_array_index (many, HtSite, i).people;
  g_assert_cmpfloat (people, ==, 5411);
  ht_ground_free (ground);
}

static void
test_nowhere (void)
{
  const HtGroundBlock fields[] = { { .use = HT_USE_FIELD }, { .use = HT_USE_PORT } };
  HtGround *ground = things_hand_ground (fields, 2);
  g_autoptr (HtKit) kit = ht_kit_new (ground);
  g_assert_cmpuint (ht_kit_find_block (kit, (HtPoint){ 121.4, 31.2 }), ==, G_MAXUINT);
  ht_ground_free (ground);
}

void
things_add_spread_tests (void)
{
  g_test_add_func ("/model/things/spread/all-are-served", test_all_are_served);
  g_test_add_func ("/model/things/spread/shorter-ways", test_shorter_ways);
  g_test_add_func ("/model/things/spread/density", test_density);
  g_test_add_func ("/model/things/spread/by-hand", test_by_hand);
  g_test_add_func ("/model/things/spread/nowhere", test_nowhere);
}
