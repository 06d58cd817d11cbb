/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distances, rings, shares and the drawing of blocks. */
#include <math.h>

#include "city.h"

#define DRAWS 4000

/* The city's corners and middle: the flat distance is within 1 % of that on the ellipsoid. */
static void
test_distance (void)
{
  static const HtPoint middles[] = { { 121.47, 31.23 }, { 120.9, 30.75 }, { 121.9, 31.75 } };
  for (guint i = 0; i < G_N_ELEMENTS (middles); i++)
    for (double angle = 0; angle < 6; angle += 0.7)
      {
        HtPoint there = ht_kit_shift (middles[i], 3000 * cos (angle), 3000 * sin (angle));
        double true_m = ht_geo_distance_m (&middles[i], &there);
        g_assert_cmpfloat_with_epsilon (true_m, 3000, 20);
        g_assert_cmpfloat_with_epsilon (ht_kit_distance (middles[i], there), true_m, 0.01 * true_m);
        g_assert_cmpfloat (ht_kit_distance (there, middles[i]), ==, ht_kit_distance (middles[i], there));
      }
  g_assert_cmpfloat (ht_kit_distance (middles[0], middles[0]), ==, 0);
  HtPoint north = ht_kit_shift (middles[0], 0, 1000), east = ht_kit_shift (middles[0], 1000, 0);
  g_assert_true (north.lat > middles[0].lat && north.lon == middles[0].lon);
  g_assert_true (east.lon > middles[0].lon && east.lat == middles[0].lat);
}

static void
test_ring (void)
{
  HtDemoDice dice = ht_demo_dice_for (1, "ring");
  const HtPoint at = { 121.47, 31.23 };
  for (guint n = 3; n < 12; n++)
    {
      g_autoptr (HtGeometry) ring = ht_kit_ring (at, 50, n, &dice);
      g_assert_cmpint (ring->kind, ==, HT_GEOMETRY_POLYGON);
      g_assert_cmpuint (ring->n_points, ==, n + 1);
      g_assert_true (ht_geometry_contains (ring, &at));
      for (guint i = 0; i < n; i++)
        {
          double reach = ht_kit_distance (ring->points[i], at);
          g_assert_true (reach > 40 && reach < 50.5);
        }
      g_assert_cmpfloat (ring->points[0].lon, ==, ring->points[n].lon);
      g_assert_cmpfloat (ht_geometry_area_m2 (ring), <, G_PI * 50 * 50 * 1.02);
    }
}

/* Whole numbers that add up and are never farther than one from the exact share. */
static void
assert_shares (const double *weights, guint n, guint total)
{
  g_autofree guint *shares = ht_kit_share (weights, n, total);
  double sum = 0, given = 0;
  for (guint i = 0; i < n; i++)
    sum += weights[i];
  for (guint i = 0; i < n; i++)
    {
      given += shares[i];
      g_assert_cmpfloat (fabs (shares[i] - total * weights[i] / sum), <, 1);
      g_assert_true (weights[i] > 0 || shares[i] == 0);
    }
  g_assert_cmpfloat (given, ==, total);
}

static void
test_share (void)
{
  static const double even[] = { 1, 1, 1 }, one[] = { 0, 5, 0 }, far[] = { 1e-12, 1, 1e12 },
                      grades[] = { 12, 35, 70 };
  assert_shares (even, 3, 100);
  assert_shares (even, 3, 2);
  assert_shares (one, 3, 7);
  assert_shares (far, 3, 30000000);
  assert_shares (grades, 3, 117);
  assert_shares (grades, 3, 0);
  /* Equal remainders go to those that come first. */
  g_autofree guint *shares = ht_kit_share (even, 3, 2);
  g_assert_true (shares[0] == 1 && shares[1] == 1 && shares[2] == 0);
  static const double none[] = { 0, 0 };
  g_autofree guint *nothing = ht_kit_share (none, 2, 9);
  g_assert_true (nothing[0] == 0 && nothing[1] == 0);
}

static void
test_share_random (void)
{
  for (guint round = 0; round < 200; round++)
    {
      double weights[50];
      guint n = (guint) g_test_rand_int_range (1, 51);
      for (guint i = 0; i < n; i++)
        weights[i] = g_test_rand_int_range (0, 4) == 0 ? 0 : g_test_rand_double_range (0, 1000);
      weights[0] = 1;
      assert_shares (weights, n, (guint) g_test_rand_int_range (0, 100000));
    }
}

/* --- drawing --- */

static const HtGroundBlock blocks[] = {
  { .use = HT_USE_OLD, .neighbourhood = 0, .people_night = 100, .people_day = 30, .area_m2 = 10000 },
  { .use = HT_USE_OLD, .neighbourhood = 0, .people_night = 0, .people_day = 10, .area_m2 = 10000 },
  { .use = HT_USE_CENTRE, .neighbourhood = 1, .people_night = 10, .people_day = 300, .area_m2 = 20000 },
  { .use = HT_USE_FIELD, .neighbourhood = 2, .people_night = 1, .people_day = 1, .area_m2 = 900000 },
  { .use = HT_USE_OLD, .neighbourhood = 3, .people_night = 300, .people_day = 60, .area_m2 = 10000 },
};

typedef struct
{
  HtGround *ground;
  HtKit *kit;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->ground = things_hand_ground (blocks, G_N_ELEMENTS (blocks));
  fixture->kit = ht_kit_new (fixture->ground);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  ht_kit_free (fixture->kit);
  ht_ground_free (fixture->ground);
}

/* Draws as often as weights say (four standard deviations), and never where there is none. */
static void
assert_drawn (const HtKit *kit, const HtPickRule *rule, const HtRun *run, const double *shares)
{
  guint counts[G_N_ELEMENTS (blocks)] = { 0 };
  g_autoptr (HtPick) pick = ht_pick_new (kit, rule);
  HtDemoDice dice = ht_demo_dice_for (1, "draws");
  for (guint i = 0; i < DRAWS; i++)
    {
      HtGroundSpot spot;
      g_assert_true (ht_pick_draw (pick, run, &dice, &spot));
      g_assert_cmpuint (spot.block, <, G_N_ELEMENTS (blocks));
      counts[spot.block]++;
      const HtGroundBlock *block = ht_kit_block (kit, spot.block);
      g_assert_cmpfloat (ht_kit_distance (spot.at, block->at), <, block->radius_m);
    }
  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    {
      double wanted = DRAWS * shares[i];
      g_assert_cmpfloat (fabs (counts[i] - wanted), <=, 4 * sqrt (wanted * (1 - shares[i])));
    }
}

static void
test_draw (Fixture *fixture, gconstpointer unused)
{
  static const HtPickRule by_night = { HT_BY_NIGHT, 0, { { HT_USE_OLD, 1 } } },
                          by_day = { HT_BY_DAY, 0, { { HT_USE_OLD, 1 }, { HT_USE_CENTRE, 2 } } },
                          by_area = { HT_BY_AREA, 0, { { HT_USE_FIELD, 1 }, { HT_USE_CENTRE, 45 } } },
                          by_both = { HT_BY_BOTH, 0, { { HT_USE_OLD, 1 } } },
                          by_root = { HT_BY_NIGHT, 0.5, { { HT_USE_OLD, 1 }, { HT_USE_FIELD, 1 } } };
  const double root_sum = 10 + 1 + sqrt (300);
  assert_drawn (fixture->kit, &by_night, NULL, (double[]){ 0.25, 0, 0, 0, 0.75 });
  assert_drawn (fixture->kit, &by_day, NULL, (double[]){ 0.03 / 0.7, 0.01 / 0.7, 0.6 / 0.7, 0, 0.06 / 0.7 });
  assert_drawn (fixture->kit, &by_area, NULL, (double[]){ 0, 0, 0.5, 0.5, 0 });
  assert_drawn (fixture->kit, &by_both, NULL, (double[]){ 0.26, 0.02, 0, 0, 0.72 });
  assert_drawn (fixture->kit, &by_root, NULL,
                (double[]){ 10 / root_sum, 0, 0, 1 / root_sum, sqrt (300) / root_sum });
  assert_drawn (fixture->kit, &by_day, ht_kit_run (fixture->kit, HT_GROUND_SUBDISTRICT, 0),
                (double[]){ 0.03 / 0.64, 0.01 / 0.64, 0.6 / 0.64, 0, 0 });
}

static void
test_draw_nothing (Fixture *fixture, gconstpointer unused)
{
  static const HtPickRule port = { HT_BY_AREA, 0, { { HT_USE_PORT, 1 } } },
                          centre = { HT_BY_DAY, 0, { { HT_USE_CENTRE, 1 } } };
  HtDemoDice dice = ht_demo_dice_for (1, "nothing");
  HtGroundSpot spot;
  const HtRun empty = { 2, 0 }, *west = ht_kit_run (fixture->kit, HT_GROUND_DISTRICT, 1);
  g_autoptr (HtPick) ports = ht_pick_new (fixture->kit, &port);
  g_autoptr (HtPick) centres = ht_pick_new (fixture->kit, &centre);
  g_assert_false (ht_pick_draw (ports, NULL, &dice, &spot));
  g_assert_false (ht_pick_draw (centres, west, &dice, &spot));
  g_assert_false (ht_pick_draw (centres, &empty, &dice, &spot));
  g_assert_cmpfloat (ht_pick_weight (centres, west), ==, 0);
  g_assert_cmpfloat (ht_pick_weight (centres, ht_kit_run (fixture->kit, HT_GROUND_DISTRICT, 0)), ==, 300);
  /* The run has none: the city's. The city has none: anywhere. */
  g_assert_cmpuint (ht_pick_draw_or_city (centres, west, &dice).block, ==, 2);
  for (guint i = 0; i < 20; i++)
    g_assert_cmpuint (ht_pick_draw_or_city (ports, NULL, &dice).block, <, G_N_ELEMENTS (blocks));
}

/* A draw takes as many numbers whether it finds a block or not: what follows in the stream stays. */
static void
test_draw_steps (Fixture *fixture, gconstpointer unused)
{
  static const HtPickRule port = { HT_BY_AREA, 0, { { HT_USE_PORT, 1 } } };
  HtDemoDice a = ht_demo_dice_for (1, "steps"), b = a;
  HtGroundSpot spot;
  g_autoptr (HtPick) ports = ht_pick_new (fixture->kit, &port);
  g_autoptr (HtPick) people = ht_pick_new (fixture->kit, &ht_pick_anywhere_by_people);
  ht_pick_draw (ports, NULL, &a, &spot);
  ht_pick_draw (people, NULL, &b, &spot);
  g_assert_cmpuint (a.state, ==, b.state);
}

static void
test_kinds (void)
{
  static const HtKindShare kinds[]
      = { { 3, "a", "", "" }, { 0, "never", "", "" }, { 1, "b", "", "" }, { 0, NULL, NULL, NULL } },
      single[] = { { 5, "only", "", "" }, { 0, NULL, NULL, NULL } };
  HtDemoDice dice = ht_demo_dice_for (1, "kinds");
  guint n_a = 0;
  for (guint i = 0; i < DRAWS; i++)
    {
      const char *key = ht_kit_draw_kind (kinds, &dice)->key;
      g_assert_cmpstr (key, !=, "never");
      n_a += g_str_equal (key, "a");
      g_assert_cmpstr (ht_kit_draw_kind (single, &dice)->key, ==, "only");
    }
  g_assert_cmpfloat (fabs (n_a - 0.75 * DRAWS), <, 4 * sqrt (DRAWS * 0.75 * 0.25));
}

#define ADD(name, function)                                                                                  \
  g_test_add ("/model/things/places/" name, Fixture, NULL, set_up, function, tear_down)

void
things_add_place_tests (void)
{
  g_test_add_func ("/model/things/places/distance", test_distance);
  g_test_add_func ("/model/things/places/ring", test_ring);
  g_test_add_func ("/model/things/places/share", test_share);
  g_test_add_func ("/model/things/places/share-random", test_share_random);
  g_test_add_func ("/model/things/places/kinds", test_kinds);
  ADD ("draw", test_draw);
  ADD ("draw-nothing", test_draw_nothing);
  ADD ("draw-steps", test_draw_steps);
}
