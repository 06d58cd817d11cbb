/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turn restrictions: which become turns of the network, and what is counted about the others. */
#include <string.h>

#include "sketch.h"

/* A crossing at node 2: west 1, east 3, north 4, south 5; each arm is a way of its own. */
#define CROSSING                                                                                             \
  "n 1 -100 0\nn 2 0 0\nn 3 100 0\nn 4 0 100\nn 5 0 -100\n"                                                  \
  "w 10 1 2 highway=primary\nw 11 2 3 highway=primary\nw 12 2 4 highway=primary\nw 13 5 2 highway=primary\n"

static HtMapData *
read_with (const char *relation)
{
  g_autofree char *sketch = g_strconcat (CROSSING, relation, NULL);
  return test_sketch_read (sketch, HT_OSM_ROADS);
}

/* The restriction becomes exactly one turn, from the section of @from to that of @to. */
static void
check_turn (const char *relation, gint64 from, gint64 to, gboolean only)
{
  g_test_message ("%s", relation);
  g_autoptr (HtMapData) data = read_with (relation);
  g_assert_cmpuint (data->network->turns->len, ==, 1);
  const HtTurn *turn = &g_array_index (data->network->turns, HtTurn, 0);
  g_assert_cmpint (g_array_index (data->network->sections, HtSection, turn->from).way_id, ==, from);
  g_assert_cmpint (g_array_index (data->network->sections, HtSection, turn->to).way_id, ==, to);
  g_assert_cmpint (test_node_ref (data->network, turn->via), ==, 2);
  g_assert_cmpint (turn->only, ==, only);
  g_assert_cmpuint (ht_reasons_sum (data->report->dropped), ==, 0);
}

static void
test_kinds (void)
{
  static const char *const forbidding[]
      = { "no_left_turn", "no_right_turn", "no_straight_on", "no_u_turn", "no_entry", "no_exit" };
  static const char *const demanding[]
      = { "only_left_turn", "only_right_turn", "only_straight_on", "only_u_turn" };
  for (guint i = 0; i < G_N_ELEMENTS (forbidding); i++)
    {
      g_autofree char *relation
          = g_strdup_printf ("r 1 w10:from n2:via w12:to type=restriction restriction=%s", forbidding[i]);
      check_turn (relation, 10, 12, FALSE);
    }
  for (guint i = 0; i < G_N_ELEMENTS (demanding); i++)
    {
      g_autofree char *relation
          = g_strdup_printf ("r 1 w10:from n2:via w12:to type=restriction restriction=%s", demanding[i]);
      check_turn (relation, 10, 12, TRUE);
    }
}

static void
test_member_order (void)
{
  check_turn ("r 1 w12:to w10:from n2:via type=restriction restriction=no_left_turn", 10, 12, FALSE);
  check_turn ("r 1 n2:via w12:to w10:from n99:location_hint type=restriction restriction=no_left_turn", 10,
              12, FALSE);
  /* Against the way's own direction. */
  check_turn ("r 1 w11:from n2:via w13:to type=restriction restriction=no_left_turn", 11, 13, FALSE);
}

static void
test_vehicle_kinds (void)
{
  check_turn ("r 1 w10:from n2:via w12:to type=restriction restriction:motorcar=no_left_turn", 10, 12, FALSE);
  check_turn ("r 1 w10:from n2:via w12:to type=restriction restriction:motor_vehicle=only_left_turn", 10, 12,
              TRUE);
  check_turn ("r 1 w10:from n2:via w12:to type=restriction:motorcar restriction=no_left_turn", 10, 12, FALSE);
  check_turn ("r 1 w10:from n2:via w12:to type=restriction restriction=no_left_turn except=psv;bicycle", 10,
              12, FALSE);
}

static void
test_u_turn_on_one_road (void)
{
  check_turn ("r 1 w10:from n2:via w10:to type=restriction restriction=no_u_turn", 10, 10, FALSE);
}

static void
check_counted (const char *relation, const char *dropped, const char *noted)
{
  g_test_message ("%s", relation);
  g_autoptr (HtMapData) data = read_with (relation);
  g_assert_cmpuint (data->network->turns->len, ==, 0);
  g_assert_cmpuint (ht_reasons_sum (data->report->dropped), ==, dropped != NULL);
  g_assert_cmpuint (ht_reasons_sum (data->report->noted), ==, noted != NULL);
  if (dropped != NULL)
    g_assert_cmpuint (test_dropped (data, dropped), ==, 1);
  if (noted != NULL)
    g_assert_cmpuint (test_noted (data, noted), ==, 1);
}

static void
test_emergency_excepted (void)
{
  const char *why = "turn restriction that excepts emergency vehicles: ignored";
  check_counted ("r 1 w10:from n2:via w12:to type=restriction restriction=no_left_turn except=emergency",
                 NULL, why);
  check_counted ("r 1 w10:from n2:via w12:to type=restriction restriction=no_left_turn except=psv;emergency",
                 NULL, why);
}

static void
test_other_vehicles (void)
{
  const char *why = "turn restriction for other vehicles or certain times: ignored";
  check_counted ("r 1 w10:from n2:via w12:to type=restriction restriction:hgv=no_left_turn", NULL, why);
  check_counted ("r 1 w10:from n2:via w12:to type=restriction restriction:conditional=no_left_turn~@~(7-9)",
                 NULL, why);
  check_counted ("r 1 w10:from n2:via w12:to type=restriction", NULL, why);
}

static void
test_unusable (void)
{
  check_counted ("r 1 w10:from n2:via w12:to type=restriction restriction=no_flying",
                 "turn restriction of an unknown kind", NULL);
  const char *incomplete = "turn restriction without one road in, one point or road between and one road out";
  check_counted ("r 1 w10:from n2:via w11:via w12:to type=restriction restriction=no_u_turn", incomplete,
                 NULL);
  check_counted ("r 1 w10:from w12:to type=restriction restriction=no_left_turn", incomplete, NULL);
  check_counted ("r 1 w10:from n2:via type=restriction restriction=no_left_turn", incomplete, NULL);
  check_counted ("r 1 n2:via w12:to type=restriction restriction=no_left_turn", incomplete, NULL);
  check_counted ("r 1 w10:from n2:via n3:via w12:to type=restriction restriction=no_left_turn", incomplete,
                 NULL);
  check_counted ("r 1 w10:from w11:from n2:via w12:to type=restriction restriction=no_left_turn", incomplete,
                 NULL);
  check_counted ("r 1 n10:from n2:via n12:to type=restriction restriction=no_left_turn", incomplete, NULL);
  const char *missing = "turn restriction whose roads are not in the file or not driven that way";
  check_counted ("r 1 w99:from n2:via w12:to type=restriction restriction=no_left_turn", missing, NULL);
  check_counted ("r 1 w10:from n99:via w12:to type=restriction restriction=no_left_turn", missing, NULL);
  check_counted ("r 1 w10:from n1:via w12:to type=restriction restriction=no_left_turn", missing, NULL);
}

/* Two halves of a road as one-ways, 20 to 21 and back 30 to 31, a link 40 from 2 to 5 cut by 50 at 4. */
#define HALVES                                                                                               \
  "n 1 -100 0\nn 2 0 0\nn 3 100 0\nn 4 0 10\nn 5 0 20\nn 6 -100 20\nn 7 100 20\nn 8 100 10\n"                \
  "w 20 1 2 highway=primary oneway=yes\nw 21 2 3 highway=primary oneway=yes\n"                               \
  "w 30 7 5 highway=primary oneway=yes\nw 31 5 6 highway=primary oneway=yes\n"                               \
  "w 40 2 4 5 highway=primary_link\nw 50 4 8 highway=service\n"

/* The restriction becomes one path over the ways (a section each), or none and a count with the reason. */
static void
check_path (const char *relation, const gint64 *ways, guint n, const char *dropped)
{
  g_test_message ("%s", relation);
  g_autofree char *sketch = g_strconcat (HALVES, relation, NULL);
  g_autoptr (HtMapData) data = test_sketch_read (sketch, HT_OSM_ROADS);
  const HtNetwork *network = data->network;
  g_assert_cmpuint (network->turns->len, ==, 0);
  g_assert_cmpuint (ht_reasons_sum (data->report->dropped), ==, dropped != NULL);
  g_assert_cmpuint (network->turn_paths->len, ==, dropped == NULL);
  if (dropped != NULL)
    {
      g_assert_cmpuint (test_dropped (data, dropped), ==, 1);
      return;
    }
  const HtTurnPath *path = &g_array_index (network->turn_paths, HtTurnPath, 0);
  g_assert_cmpuint (path->n, ==, n - 1);
  g_assert_true (ht_network_path_meets (network, path));
  g_assert_cmpint (path->only, ==, strstr (relation, "only_") != NULL);
  for (guint i = 0; i < n; i++)
    {
      guint32 section = i == 0 ? path->from : g_array_index (network->path_sections, guint32, i - 1);
      g_assert_cmpint (g_array_index (network->sections, HtSection, section).way_id, ==, ways[i]);
    }
}

static void
test_over_ways (void)
{
  static const gint64 round[] = { 20, 40, 40, 31 }, back[] = { 30, 40, 40, 21 };
  static const gint64 side[] = { 30, 40, 50 };
  check_path ("r 1 w20:from w40:via w31:to type=restriction restriction=no_u_turn", round, 4, NULL);
  check_path ("r 1 w31:to w40:via w20:from type=restriction restriction=only_u_turn", round, 4, NULL);
  check_path ("r 1 w30:from w40:via w21:to type=restriction restriction=no_u_turn", back, 4, NULL);
  check_path ("r 1 w30:from w40:via w40:via w21:to type=restriction restriction=no_u_turn", back, 4, NULL);
  /* Only the half of the link that is driven. */
  check_path ("r 1 w30:from w40:via w50:to type=restriction restriction=no_left_turn", side, 3, NULL);
}

static void
test_over_ways_unusable (void)
{
  const char *missing = "turn restriction whose roads are not in the file or not driven that way";
  check_path ("r 1 w20:from w99:via w31:to type=restriction restriction=no_u_turn", NULL, 0, missing);
  /* Against the one-ways, and over a way that is not between. */
  check_path ("r 1 w21:from w40:via w30:to type=restriction restriction=no_u_turn", NULL, 0, missing);
  check_path ("r 1 w20:from w50:via w31:to type=restriction restriction=no_u_turn", NULL, 0, missing);
  /* A second link beside the first, as the same way between: which is meant? */
  g_autoptr (HtMapData) data = test_sketch_read (
      "n 1 -100 0\nn 2 0 0\nn 3 100 0\nn 4 -10 10\nn 5 10 10\nn 6 0 20\nn 7 0 90\n"
      "w 20 1 2 highway=primary\nw 40 2 4 6 5 2 highway=primary\nw 50 6 7 highway=primary\n"
      "r 1 w20:from w40:via w50:to type=restriction restriction=no_straight_on",
      HT_OSM_ROADS);
  g_assert_cmpuint (data->network->turn_paths->len, ==, 0);
  g_assert_cmpuint (
      test_dropped (data, "turn restriction over roads between that can be driven in more than one way"), ==,
      1);
}

static void
test_two_ways_between (void)
{
  /* A chain of two, written out of order. */
  g_autoptr (HtMapData) data
      = test_sketch_read ("n 1 0 0\nn 2 100 0\nn 3 200 0\nn 4 300 0\nn 5 400 0\n"
                          "w 10 1 2 highway=primary\nw 11 2 3 highway=primary\nw 12 3 4 highway=primary\nw "
                          "13 4 5 highway=primary\n"
                          "r 1 w10:from w12:via w11:via w13:to type=restriction restriction=no_straight_on",
                          HT_OSM_ROADS);
  g_assert_cmpuint (data->network->turn_paths->len, ==, 1);
  const HtTurnPath *path = &g_array_index (data->network->turn_paths, HtTurnPath, 0);
  g_assert_cmpuint (path->n, ==, 3);
  g_assert_cmpint (test_node_ref (data->network, path->via), ==, 2);
  g_assert_true (ht_network_path_meets (data->network, path));
}

static void
test_several_entries (void)
{
  g_autoptr (HtMapData) entry
      = read_with ("r 1 w10:from w13:from n2:via w12:to type=restriction restriction=no_entry");
  g_assert_cmpuint (entry->network->turns->len, ==, 2);
  g_autoptr (HtMapData) leave
      = read_with ("r 1 w10:from n2:via w12:to w11:to w13:to type=restriction restriction=no_exit");
  g_assert_cmpuint (leave->network->turns->len, ==, 3);
}

static void
test_not_driven_that_way (void)
{
  /* Way 10 leads away from node 2 only: nobody comes from it. */
  g_autoptr (HtMapData) data
      = test_sketch_read ("n 1 -100 0\nn 2 0 0\nn 3 100 0\n"
                          "w 10 2 1 highway=primary oneway=yes\nw 11 2 3 highway=primary\n"
                          "r 1 w10:from n2:via w11:to type=restriction restriction=no_straight_on",
                          HT_OSM_ROADS);
  g_assert_cmpuint (data->network->turns->len, ==, 0);
  g_assert_cmpuint (test_dropped (data,
                                  "turn restriction whose roads are not in the file or not driven that way"),
                    ==, 1);
}

static void
test_road_passes_on (void)
{
  /* Way 10 is not cut at node 2: from which side, nobody said. */
  const char *sketch = "n 1 -100 0\nn 2 0 0\nn 3 100 0\nn 4 0 100\n"
                       "w 10 1 2 3 highway=primary\nw 12 2 4 highway=primary\n"
                       "r 1 w10:from n2:via w12:to type=restriction restriction=no_left_turn";
  g_autoptr (HtMapData) data = test_sketch_read (sketch, HT_OSM_ROADS);
  g_assert_cmpuint (data->network->turns->len, ==, 0);
  g_assert_cmpuint (ht_reasons_sum (data->report->dropped), ==, 1);
  /* A one-way street that passes on leaves no doubt. */
  g_autoptr (HtMapData) clear
      = test_sketch_read ("n 1 -100 0\nn 2 0 0\nn 3 100 0\nn 4 0 100\n"
                          "w 10 1 2 3 highway=primary oneway=yes\nw 12 2 4 highway=primary\n"
                          "r 1 w10:from n2:via w12:to type=restriction restriction=no_left_turn",
                          HT_OSM_ROADS);
  g_assert_cmpuint (clear->network->turns->len, ==, 1);
}

static void
test_u_turn_mid_road (void)
{
  /* A point where nothing else meets becomes a node, as turning is forbidden there. */
  g_autoptr (HtMapData) data
      = test_sketch_read ("n 1 -100 0\nn 2 0 0\nn 3 100 0\n"
                          "w 10 1 2 highway=primary\nw 11 2 3 highway=primary\n"
                          "r 1 w10:from n2:via w10:to type=restriction restriction=no_u_turn",
                          HT_OSM_ROADS);
  g_assert_cmpuint (data->network->turns->len, ==, 1);
  g_autoptr (HtMapData) inside
      = test_sketch_read ("n 1 -100 0\nn 2 0 0\nn 3 100 0\n"
                          "w 10 1 2 3 highway=primary oneway=yes\n"
                          "r 1 w10:from n2:via w10:to type=restriction restriction=no_straight_on",
                          HT_OSM_ROADS);
  g_assert_cmpuint (inside->network->nodes->len, ==, 3);
  g_assert_cmpuint (inside->network->turns->len, ==, 1);
}

static void
test_not_wanted (void)
{
  g_autoptr (HtMapData) data
      = test_sketch_read (CROSSING "r 1 w10:from n2:via w12:to type=restriction restriction=no_flying",
                          HT_OSM_STATION);
  g_assert_cmpuint (ht_reasons_sum (data->report->dropped), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geo/osm-turns/kinds", test_kinds);
  g_test_add_func ("/geo/osm-turns/member-order", test_member_order);
  g_test_add_func ("/geo/osm-turns/vehicle-kinds", test_vehicle_kinds);
  g_test_add_func ("/geo/osm-turns/u-turn-on-one-road", test_u_turn_on_one_road);
  g_test_add_func ("/geo/osm-turns/emergency-excepted", test_emergency_excepted);
  g_test_add_func ("/geo/osm-turns/other-vehicles", test_other_vehicles);
  g_test_add_func ("/geo/osm-turns/unusable", test_unusable);
  g_test_add_func ("/geo/osm-turns/several-entries", test_several_entries);
  g_test_add_func ("/geo/osm-turns/not-driven-that-way", test_not_driven_that_way);
  g_test_add_func ("/geo/osm-turns/road-passes-on", test_road_passes_on);
  g_test_add_func ("/geo/osm-turns/u-turn-mid-road", test_u_turn_mid_road);
  g_test_add_func ("/geo/osm-turns/over-ways", test_over_ways);
  g_test_add_func ("/geo/osm-turns/over-ways-unusable", test_over_ways_unusable);
  g_test_add_func ("/geo/osm-turns/two-ways-between", test_two_ways_between);
  g_test_add_func ("/geo/osm-turns/not-wanted", test_not_wanted);
  return g_test_run ();
}
