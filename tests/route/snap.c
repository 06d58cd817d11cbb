/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "route/snap.h"

#include <math.h>

#include "net.h"

static HtRoutePoint
place (double east_m, double north_m)
{
  return (HtRoutePoint){ 121.5 + east_m / 95333.0, 31.2 + north_m / 110865.0 };
}

/* One street of 200 m eastwards. */
static TestNet *
one_street (void)
{
  TestNet *net = test_net_new ();
  test_net_add_node (net, 0, 0);
  test_net_add_node (net, 200, 0);
  test_net_add (net, 0, 1);
  return net;
}

/* Known: Vincenty's inverse formula on WGS 84, from 31.2 N 121.5 E, 0.01 degree north, and 0.01 degree east.
 */
static void
test_distance (void)
{
  HtRoutePoint at = { 121.5, 31.2 };
  g_assert_cmpfloat_with_epsilon (ht_route_distance_m (at, (HtRoutePoint){ 121.5, 31.21 }), 1108.7, 0.3);
  g_assert_cmpfloat_with_epsilon (ht_route_distance_m (at, (HtRoutePoint){ 121.51, 31.2 }), 952.9, 0.3);
  g_assert_cmpfloat (ht_route_distance_m (at, at), ==, 0);
}

static void
test_sides (void)
{
  g_autoptr (TestNet) net = one_street ();
  g_autoptr (HtGraph) graph = test_net_build (net, HT_VEHICLE_CAR);
  g_autoptr (HtSnapper) snapper = ht_snapper_new (graph);
  HtSnap snap;
  g_assert_true (ht_snapper_find (snapper, place (50, 30), 100, NULL, HT_SNAP_ANY, &snap));
  g_assert_cmpint (snap.side, ==, HT_SIDE_LEFT);
  g_assert_cmpfloat_with_epsilon (snap.offset_m, 50, 0.2);
  g_assert_cmpfloat_with_epsilon (snap.distance_m, 30, 0.1);
  g_assert_cmpfloat_with_epsilon (snap.at.lat, 31.2, 1e-7);
  g_assert_true (ht_snapper_find (snapper, place (50, -30), 100, NULL, HT_SNAP_ANY, &snap));
  g_assert_cmpint (snap.side, ==, HT_SIDE_RIGHT);
  g_assert_true (ht_snapper_find (snapper, place (120, 0.1), 100, NULL, HT_SNAP_ANY, &snap));
  g_assert_cmpint (snap.side, ==, HT_SIDE_ON);
  g_assert_true (ht_snapper_find (snapper, place (230, 40), 100, NULL, HT_SNAP_ANY, &snap));
  g_assert_cmpfloat_with_epsilon (snap.fraction, 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (snap.distance_m, 50, 0.2);
}

static void
test_no_road_near (void)
{
  g_autoptr (TestNet) net = one_street ();
  g_autoptr (HtGraph) graph = test_net_build (net, HT_VEHICLE_CAR);
  g_autoptr (HtSnapper) snapper = ht_snapper_new (graph);
  HtSnap snap;
  g_assert_false (ht_snapper_find (snapper, place (100, 101), 100, NULL, HT_SNAP_ANY, &snap));
  g_assert_true (ht_snapper_find (snapper, place (100, 99), 100, NULL, HT_SNAP_ANY, &snap));
  g_assert_false (ht_snapper_find (snapper, (HtRoutePoint){ NAN, 31.2 }, 100, NULL, HT_SNAP_ANY, &snap));
  g_assert_false (ht_snapper_find (snapper, (HtRoutePoint){ 0, 91 }, 100, NULL, HT_SNAP_ANY, &snap));
  g_assert_false (ht_snapper_find (snapper, (HtRoutePoint){ -58.4, -34.6 }, 5000, NULL, HT_SNAP_ANY, &snap));
  g_autoptr (TestNet) empty = test_net_new ();
  g_autoptr (HtGraph) nothing = test_net_build (empty, HT_VEHICLE_CAR);
  g_autoptr (HtSnapper) nowhere = ht_snapper_new (nothing);
  g_assert_false (ht_snapper_find (nowhere, place (0, 0), 1e6, NULL, HT_SNAP_ANY, &snap));
}

/* A private road, a closed road and an island lie nearer than the road that counts. */
static void
test_filters (void)
{
  g_autoptr (TestNet) net = test_net_new ();
  for (guint i = 0; i < 4; i++)
    {
      test_net_add_node (net, 0, 10 * i);
      test_net_add_node (net, 200, 10 * i);
    }
  test_net_add (net, 0, 1)->flags |= HT_ROUTE_PRIVATE;
  test_net_add (net, 2, 3); /* to be closed */
  test_net_add (net, 4, 5); /* an island */
  test_net_add (net, 6, 7);
  test_net_add_node (net, 300, 30);
  test_net_add (net, 7, 8);
  g_autoptr (HtGraph) graph = test_net_build (net, HT_VEHICLE_CAR);
  g_autoptr (HtSnapper) snapper = ht_snapper_new (graph);
  g_autoptr (HtArcMask) mask = ht_arc_mask_new (graph);
  ht_arc_mask_close_arc (mask, 2);
  HtSnap snap;
  g_assert_true (ht_snapper_find (snapper, place (100, 0), 100, mask, HT_SNAP_ANY, &snap));
  g_assert_cmpuint (snap.section, ==, 1); /* one direction is open yet */
  ht_arc_mask_close_arc (mask, 3);
  g_assert_true (ht_snapper_find (snapper, place (100, 0), 100, mask, HT_SNAP_ANY, &snap));
  g_assert_cmpuint (snap.section, ==, 2);
  g_assert_true (ht_snapper_find (snapper, place (100, 0), 100, mask, HT_SNAP_MAIN_PART, &snap));
  g_assert_cmpuint (snap.section, ==, 3);
}

/* The least distance to any drivable section, by sampling every segment finely. */
static double
sampled_distance_m (const HtGraph *graph, HtRoutePoint at)
{
  double best = INFINITY;
  for (guint32 i = 0; i < graph->n_sections; i++)
    {
      const HtRouteSection *section = &graph->sections[i];
      if (!ht_graph_arc_is_drivable (graph, 2 * i) && !ht_graph_arc_is_drivable (graph, 2 * i + 1))
        continue;
      for (guint32 p = section->first_point; p + 1 < section->first_point + section->n_points; p++)
        for (guint step = 0; step <= 400; step++)
          {
            HtRoutePoint a = graph->points[p], b = graph->points[p + 1];
            HtRoutePoint on = { a.lon + (b.lon - a.lon) * step / 400, a.lat + (b.lat - a.lat) * step / 400 };
            best = MIN (best, ht_route_distance_m (at, on));
          }
    }
  return best;
}

static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  for (guint round = 0; round < 60; round++)
    {
      g_autoptr (TestNet) net = test_net_random (rand, 12);
      g_autoptr (HtGraph) graph = test_net_build (net, HT_VEHICLE_CAR);
      g_autoptr (HtSnapper) snapper = ht_snapper_new (graph);
      for (guint i = 0; i < 10; i++)
        {
          HtRoutePoint at
              = place (g_rand_double_range (rand, -300, 1300), g_rand_double_range (rand, -300, 1300));
          double expected_m = sampled_distance_m (graph, at);
          HtSnap snap;
          gboolean found = ht_snapper_find (snapper, at, 400, NULL, HT_SNAP_ANY, &snap);
          if (fabs (expected_m - 400) > 1)
            g_assert_cmpint (found, ==, expected_m < 400);
          if (!found)
            continue;
          g_assert_cmpfloat_with_epsilon (snap.distance_m, expected_m, 1.0);
          g_assert_cmpfloat_with_epsilon (ht_route_distance_m (at, snap.at), snap.distance_m, 0.05);
          HtSnap again = ht_snap_at (graph, snap.section, snap.offset_m);
          if (graph->sections[snap.section].length_m > 0)
            g_assert_cmpfloat_with_epsilon (ht_route_distance_m (again.at, snap.at), 0, 0.01);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/route/snap/distance", test_distance);
  g_test_add_func ("/route/snap/sides", test_sides);
  g_test_add_func ("/route/snap/no-road-near", test_no_road_near);
  g_test_add_func ("/route/snap/filters", test_filters);
  g_test_add_func ("/route/snap/random", test_random);
  return g_test_run ();
}
