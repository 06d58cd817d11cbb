/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "route/nearest.h"

#include <math.h>

#include "net.h"
#include "route/road-cover.h"

#define N_FACILITIES 4

typedef struct
{
  TestNet *net;
  HtGraph *graph;
  HtArcMask *mask;
  HtFacility facilities[N_FACILITIES];
} Fixture;

static void
fixture_fill (Fixture *fixture, GRand *rand)
{
  fixture->net = test_net_random (rand, 9);
  fixture->graph = test_net_build (fixture->net, HT_VEHICLE_ENGINE);
  fixture->mask = test_net_random_mask (fixture->graph, rand);
  for (guint i = 0; i < N_FACILITIES; i++)
    {
      fixture->facilities[i].at = test_net_random_snap (fixture->graph, rand);
      fixture->facilities[i].turnout_s = g_rand_int_range (rand, 0, 60);
    }
}

static void
fixture_clear (Fixture *fixture)
{
  test_net_free (fixture->net);
  ht_graph_unref (fixture->graph);
  ht_arc_mask_free (fixture->mask);
}

/* The two least times at a place, turnout included, facility by facility. */
static void
brute_force (const Fixture *fixture, const HtSnap *at, double best_s[2])
{
  best_s[0] = best_s[1] = INFINITY;
  for (guint i = 0; i < N_FACILITIES; i++)
    {
      const HtFacility *facility = &fixture->facilities[i];
      double seconds = test_net_brute_force_s (fixture->net, fixture->graph, fixture->mask, &facility->at, at)
                       + facility->turnout_s;
      if (seconds < best_s[0])
        {
          best_s[1] = best_s[0];
          best_s[0] = seconds;
        }
      else if (seconds < best_s[1])
        best_s[1] = seconds;
    }
}

static double
time_in_state (const HtNearest *alone, guint32 state)
{
  return alone->first[state].facility == 0 ? alone->first[state].ms / 1000.0 : INFINITY;
}

/* First and second are the two least of the searches from each facility alone. */
static void
test_two_nearest (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (21);
  for (guint round = 0; round < 400; round++)
    {
      Fixture fixture;
      fixture_fill (&fixture, rand);
      g_autoptr (HtNearest) all
          = ht_nearest_new (fixture.graph, fixture.mask, fixture.facilities, N_FACILITIES);
      HtNearest *alone[N_FACILITIES];
      for (guint i = 0; i < N_FACILITIES; i++)
        alone[i] = ht_nearest_new (fixture.graph, fixture.mask, &fixture.facilities[i], 1);
      for (guint32 state = 0; state < fixture.graph->n_states; state++)
        {
          double first = INFINITY, second = INFINITY;
          for (guint i = 0; i < N_FACILITIES; i++)
            {
              double seconds = time_in_state (alone[i], state);
              second = MIN (second, MAX (first, seconds));
              first = MIN (first, seconds);
            }
          g_assert_cmpint (all->first[state].facility != HT_NO_FACILITY, ==, isfinite (first));
          g_assert_cmpint (all->second[state].facility != HT_NO_FACILITY, ==, isfinite (second));
          if (isfinite (first))
            g_assert_cmpfloat_with_epsilon (all->first[state].ms / 1000.0, first, 1e-9);
          if (isfinite (second))
            {
              g_assert_cmpfloat_with_epsilon (all->second[state].ms / 1000.0, second, 1e-9);
              g_assert_cmpuint (all->first[state].facility, !=, all->second[state].facility);
            }
        }
      for (guint i = 0; i < N_FACILITIES; i++)
        ht_nearest_free (alone[i]);
      fixture_clear (&fixture);
    }
}

static void
test_at_node (void)
{
  g_autoptr (TestNet) net = test_net_new ();
  for (guint i = 0; i < 4; i++)
    test_net_add_node (net, 100 * i, 0);
  for (guint i = 0; i < 2; i++)
    test_net_add (net, i, i + 1)->length_m = 100;
  g_autoptr (HtGraph) graph = test_net_build (net, HT_VEHICLE_CAR);
  HtFacility facilities[2] = { { ht_snap_at (graph, 0, 0), 60 }, { ht_snap_at (graph, 1, 100), 45 } };
  g_autoptr (HtNearest) nearest = ht_nearest_new (graph, NULL, facilities, 2);
  guint32 facility;
  HtReach reach = ht_nearest_at_node (nearest, 0, 0, &facility);
  g_assert_cmpuint (facility, ==, 0);
  g_assert_cmpfloat (reach.seconds, ==, 60);
  reach = ht_nearest_at_node (nearest, 0, 1, &facility);
  g_assert_cmpuint (facility, ==, 1);
  g_assert_cmpfloat (reach.seconds, ==, 65);
  reach = ht_nearest_at_node (nearest, 1, 0, &facility);
  g_assert_cmpuint (facility, ==, 1);
  g_assert_cmpfloat (reach.seconds, ==, 55);
  reach = ht_nearest_at_node (nearest, 3, 0, &facility); /* no road leads there */
  g_assert_false (reach.reached);
  g_assert_true (isnan (reach.seconds));
  g_assert_cmpuint (facility, ==, HT_NO_FACILITY);
}

static void
check_pieces (const HtRoadCover *cover, guint32 section)
{
  const HtGraph *graph = cover->graph;
  gboolean drivable
      = ht_graph_arc_is_drivable (graph, 2 * section) || ht_graph_arc_is_drivable (graph, 2 * section + 1);
  g_assert_cmpint (cover->start[section] < cover->start[section + 1], ==, drivable);
  double at_m = 0;
  for (guint32 i = cover->start[section]; i < cover->start[section + 1]; i++)
    {
      const HtTimePiece *piece = &g_array_index (cover->pieces, HtTimePiece, i);
      g_assert_cmpfloat (piece->from_m, ==, at_m);
      g_assert_cmpfloat (piece->to_m, >=, piece->from_m);
      g_assert_cmpint (piece->facility == HT_NO_FACILITY, ==, isnan (piece->from_s) && isnan (piece->to_s));
      at_m = piece->to_m;
    }
  if (drivable)
    g_assert_cmpfloat_with_epsilon (at_m, graph->sections[section].length_m, 1e-3);
}

/* Along every section the time is that of the best facility, found by brute force at random places. */
static void
test_cover_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (22);
  for (guint round = 0; round < 500; round++)
    {
      Fixture fixture;
      fixture_fill (&fixture, rand);
      g_autoptr (HtNearest) nearest
          = ht_nearest_new (fixture.graph, fixture.mask, fixture.facilities, N_FACILITIES);
      g_autoptr (HtRoadCover) cover = ht_road_cover_new (nearest, fixture.mask);
      for (guint32 section = 0; section < fixture.graph->n_sections; section++)
        check_pieces (cover, section);
      for (guint i = 0; i < 8; i++)
        {
          guint32 section = (guint32) g_rand_int_range (rand, 0, (gint32) fixture.graph->n_sections);
          double length_m = fixture.graph->sections[section].length_m;
          HtSnap at = ht_snap_at (fixture.graph, section, g_rand_double (rand) * length_m);
          double best_s[2];
          brute_force (&fixture, &at, best_s);
          guint32 facility;
          HtReach reach = ht_road_cover_at (cover, section, at.offset_m, &facility);
          g_assert_cmpint (reach.reached, ==, isfinite (best_s[0]));
          g_assert_cmpint (reach.reached, ==, facility != HT_NO_FACILITY);
          if (reach.reached) /* whole milliseconds on one side, none on the other */
            g_assert_cmpfloat_with_epsilon (reach.seconds, best_s[0], 0.0021);
        }
      fixture_clear (&fixture);
    }
}

/* A street of 600 m at 10 m/s with a station 30 s from its west end and nothing in the east. */
static void
test_cut (void)
{
  g_autoptr (TestNet) net = test_net_new ();
  test_net_add_node (net, 0, 0);
  test_net_add_node (net, 600, 0);
  test_net_add_node (net, 700, 0);
  test_net_add (net, 0, 1)->length_m = 600;
  test_net_add (net, 1, 2)->length_m = 100;
  g_autoptr (HtGraph) graph = test_net_build (net, HT_VEHICLE_CAR);
  HtFacility station = { ht_snap_at (graph, 0, 100), 20 };
  g_autoptr (HtNearest) nearest = ht_nearest_new (graph, NULL, &station, 1);
  g_autoptr (HtRoadCover) cover = ht_road_cover_new (nearest, NULL);
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (HtCoverPiece));
  ht_road_cover_cut (cover, 0, 50, pieces);
  g_assert_cmpuint (pieces->len, ==, 2);
  const HtCoverPiece *cut = (const HtCoverPiece *) pieces->data;
  g_assert_true (cut[0].inside);
  g_assert_cmpfloat_with_epsilon (cut[0].to_m, 400, 0.05);
  g_assert_false (cut[1].inside);
  g_assert_cmpfloat_with_epsilon (cut[1].to_m, 600, 1e-6);
  HtPeople people[4] = { { TRUE, ht_snap_at (graph, 0, 300), 40 },
                         { TRUE, ht_snap_at (graph, 1, 50), 7 },
                         { FALSE, { 0 }, 3 },
                         { TRUE, ht_snap_at (graph, 0, 390), 2 } };
  HtCoverSum sum = ht_road_cover_sum (cover, 50, people, 4);
  g_assert_cmpfloat (sum.inside, ==, 42);
  g_assert_cmpfloat (sum.outside, ==, 7);
  g_assert_cmpfloat (sum.off_road, ==, 3);
  g_assert_cmpfloat (sum.unreached, ==, 0);
  g_assert_cmpfloat_with_epsilon (sum.inside_m, 400, 0.1);
  g_assert_cmpfloat_with_epsilon (sum.outside_m, 300, 0.1);
  g_assert_cmpfloat (sum.unreached_m, ==, 0);

  g_autoptr (HtArcMask) mask = ht_arc_mask_new (graph);
  ht_arc_mask_close_section (mask, 1);
  g_autoptr (HtNearest) cut_off = ht_nearest_new (graph, mask, &station, 1);
  g_autoptr (HtRoadCover) less = ht_road_cover_new (cut_off, mask);
  sum = ht_road_cover_sum (less, 50, people, 4);
  g_assert_cmpfloat (sum.unreached, ==, 7);
  g_assert_cmpfloat_with_epsilon (sum.unreached_m, 100, 1e-6);
}

static void
test_nobody (void)
{
  g_autoptr (TestNet) net = test_net_new ();
  test_net_add_node (net, 0, 0);
  test_net_add_node (net, 600, 0);
  test_net_add (net, 0, 1);
  g_autoptr (HtGraph) graph = test_net_build (net, HT_VEHICLE_CAR);
  g_autoptr (HtNearest) nearest = ht_nearest_new (graph, NULL, NULL, 0);
  g_autoptr (HtRoadCover) cover = ht_road_cover_new (nearest, NULL);
  g_assert_false (ht_road_cover_at (cover, 0, 10, NULL).reached);
  HtCoverSum sum = ht_road_cover_sum (cover, 300, NULL, 0);
  g_assert_cmpfloat (sum.inside_m, ==, 0);
  g_assert_cmpfloat_with_epsilon (sum.unreached_m, 600, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/route/nearest/two", test_two_nearest);
  g_test_add_func ("/route/nearest/at-node", test_at_node);
  g_test_add_func ("/route/cover/random", test_cover_random);
  g_test_add_func ("/route/cover/cut", test_cut);
  g_test_add_func ("/route/cover/nobody", test_nobody);
  return g_test_run ();
}
