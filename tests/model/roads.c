/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/roads.h"

#include <math.h>

#include "base/i18n.h"
#include "model/way.h"
#include "random-roads.h"

/* Sections that can be left and reached; places are looked for on these first. */
static gboolean
is_usable (const RandomRoads *it, guint section)
{
  return !it->closed[section] && it->roads->graph->main_part[section];
}

static guint
compare_ways (RandomRoads *it)
{
  guint n_ways = 0;
  for (guint round = 0; round < 30; round++)
    {
      guint from = (guint) g_test_rand_int_range (0, (gint32) it->network->sections->len);
      guint to = (guint) g_test_rand_int_range (0, (gint32) it->network->sections->len);
      if (from == to || !is_usable (it, from) || !is_usable (it, to))
        continue;
      HtPoint start = random_roads_middle (it, from), end = random_roads_middle (it, to);
      double expected_s = random_roads_between (it, from, to);
      g_autoptr (HtWay) way = ht_way_find (it->roads, &start, &end);
      if (expected_s == G_MAXDOUBLE)
        {
          g_assert_cmpint (way->seconds, ==, -1);
          continue;
        }
      /* Whole seconds of sums of whole milliseconds. */
      g_assert_cmpfloat_with_epsilon ((double) way->seconds, expected_s, 0.6);
      g_assert_cmpfloat_with_epsilon (ht_geometry_length_m (way->geometry), way->length_m,
                                      0.002 * way->length_m + 1);
      n_ways++;
    }
  return n_ways;
}

/* The quickest way is the one that trying everything finds. */
static void
test_against_brute_force (void)
{
  guint n = 0;
  for (guint round = 0; round < 40; round++)
    {
      RandomRoads it;
      random_roads_set_up (&it, 0.4);
      n += compare_ways (&it);
      random_roads_clear (&it);
    }
  g_assert_cmpuint (n, >, 200);
}

static void
test_closures_against_brute_force (void)
{
  guint n = 0;
  for (guint round = 0; round < 40; round++)
    {
      RandomRoads it;
      random_roads_set_up (&it, 0.2);
      random_roads_close (&it, 0.25);
      n += compare_ways (&it);
      random_roads_clear (&it);
    }
  g_assert_cmpuint (n, >, 100);
}

/* Closures share everything else, and the roads they were made from stay as they were. */
static void
test_closures_are_a_view (void)
{
  RandomRoads it;
  random_roads_set_up (&it, 0);
  g_autoptr (HtRoads) open = ht_roads_ref (it.roads);
  HtPoint a = random_roads_middle (&it, 0), b = random_roads_middle (&it, 3);
  g_autoptr (HtWay) before = ht_way_find (open, &a, &b);
  random_roads_close (&it, 1);
  g_assert_true (it.roads->graph == open->graph && it.roads->snapper == open->snapper);
  g_assert_cmpuint (it.roads->n_closures, ==, it.network->sections->len);
  g_autoptr (HtWay) shut = ht_way_find (it.roads, &a, &b);
  g_assert_cmpint (shut->seconds, ==, -1);
  g_assert_cmpstr (shut->reason, !=, "");
  g_autoptr (HtWay) after = ht_way_find (open, &a, &b);
  g_assert_cmpint (after->seconds, ==, before->seconds);
  random_roads_clear (&it);
}

/* A section is found again by its lasting name, and by no other. */
static void
test_names_of_sections (void)
{
  static const char *const others[]
      = { "",         ":::",       "100:1:2",    "100:1:2:0:", "100:2:1:0", "100:1:2:1",
          "-1:1:2:0", "100:1:x:0", " 100:1:2:0", "1e2:1:2:0",  "100:1:2:0 " };
  RandomRoads it;
  random_roads_set_up (&it, 0.3);
  for (guint32 i = 0; i < it.network->sections->len; i++)
    {
      g_autofree char *name = ht_roads_dup_section_name (it.roads, i);
      g_assert_cmpuint (ht_roads_find_section (it.roads, name), ==, i);
      g_assert_cmpstr (ht_roads_get_street (it.roads, i), ==,
                       it.network->names->pdata[random_roads_get (&it, i)->name]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_cmpuint (ht_roads_find_section (it.roads, others[i]), ==, G_MAXUINT32);
  g_assert_cmpuint (ht_roads_find_section (it.roads, NULL), ==, G_MAXUINT32);
  random_roads_clear (&it);
}

/* 2 km: both sides. A degree of latitude is 110.87 km here. */
static void
test_far_from_any_road (void)
{
  RandomRoads it;
  HtSnap snap;
  random_roads_set_up (&it, 0);
  double south = 90;
  guint lowest = 0;
  for (guint i = 0; i < RANDOM_NODES; i++)
    {
      HtPoint at = g_array_index (it.network->nodes, HtRoadNode, i).at;
      lowest = at.lat < south ? i : lowest;
      south = MIN (south, at.lat);
    }
  HtPoint at = g_array_index (it.network->nodes, HtRoadNode, lowest).at;
  HtPoint near = { at.lon, at.lat - 1995 / 110870.0 }, far = { at.lon, at.lat - 2005 / 110870.0 };
  g_assert_true (ht_roads_snap (it.roads, &near, &snap));
  g_assert_cmpfloat_with_epsilon (snap.distance_m, 1995, 5);
  g_assert_false (ht_roads_snap (it.roads, &far, &snap));
  g_autoptr (HtWay) no_start = ht_way_find (it.roads, &far, &at);
  g_assert_cmpstr (no_start->reason, ==, "No road within 2 km of the start.");
  g_autoptr (HtWay) no_end = ht_way_find (it.roads, &at, &far);
  g_assert_cmpstr (no_end->reason, ==, "No road within 2 km of the end.");
  g_assert_null (no_end->geometry);
  g_autofree char *words = ht_roads_describe (it.roads, &far);
  g_assert_cmpstr (words, ==, "");
  random_roads_clear (&it);
}

/* All of the street that is near, nothing of another name; an unnamed road is only itself. */
static void
test_streets (void)
{
  RandomRoads it;
  random_roads_set_up (&it, 0);
  for (guint32 i = 0; i < it.network->sections->len; i++)
    {
      HtPoint at = random_roads_middle (&it, i);
      guint32 name = random_roads_get (&it, i)->name;
      g_autoptr (GArray) found = ht_roads_list_street (it.roads, i, &at, 500);
      gboolean itself = FALSE;
      for (guint k = 0; k < found->len; k++)
        {
          guint32 section = g_array_index (found, guint32, k);
          itself |= section == i;
          g_assert_cmpuint (random_roads_get (&it, section)->name, ==, name);
        }
      if (name == 0)
        g_assert_cmpuint (found->len, ==, 1);
      g_assert_cmpuint (found->len, >=, 1);
      /* The middle of a section up to a kilometre long lies within 500 m of its ends. */
      g_assert_true (itself || random_roads_get (&it, i)->length_m > 1000);
    }
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_assert_null (ht_roads_get_geometry (it.roads, none));
  const guint32 two[] = { 0, 1 };
  g_array_append_vals (none, two, 2);
  g_autoptr (HtGeometry) lines = ht_roads_get_geometry (it.roads, none);
  g_assert_cmpuint (lines->n_parts, ==, 2);
  g_assert_cmpfloat_with_epsilon (ht_geometry_length_m (lines),
                                  random_roads_get (&it, 0)->length_m + random_roads_get (&it, 1)->length_m,
                                  0.5);
  random_roads_clear (&it);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ht_i18n_set_language ("en");
  g_test_add_func ("/roads/brute-force", test_against_brute_force);
  g_test_add_func ("/roads/closures", test_closures_against_brute_force);
  g_test_add_func ("/roads/view", test_closures_are_a_view);
  g_test_add_func ("/roads/names", test_names_of_sections);
  g_test_add_func ("/roads/far", test_far_from_any_road);
  g_test_add_func ("/roads/streets", test_streets);
  return g_test_run ();
}
