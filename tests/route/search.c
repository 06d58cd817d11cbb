/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "route/search.h"

#include <math.h>

#include "net.h"

#define N_GRAPHS 1500
#define N_PLACES 6

static HtSnap
at_start (const HtGraph *graph, guint32 section)
{
  return ht_snap_at (graph, section, 0);
}

/* 0 -- 1 -- 2 -- 3 in a row, 100 m each: sections 0, 1, 2. */
static TestNet *
row_of_three (void)
{
  TestNet *net = test_net_new ();
  for (guint i = 0; i < 4; i++)
    test_net_add_node (net, 100 * i, 0);
  for (guint i = 0; i < 3; i++)
    test_net_add (net, i, i + 1);
  return net;
}

static void
test_row (void)
{
  g_autoptr (TestNet) net = row_of_three ();
  for (guint i = 0; i < 3; i++)
    g_array_index (net->sections, HtRouteSection, i).name = i == 0 ? 7 : 8;
  g_autoptr (HtGraph) graph = test_net_build (net, HT_VEHICLE_CAR);
  g_autoptr (HtSearch) search = ht_search_new (graph);
  HtSnap from = ht_snap_at (graph, 0, 50), to = ht_snap_at (graph, 2, 25);
  g_autoptr (HtRoute) route = ht_search_route (search, NULL, &from, &to);
  g_assert_nonnull (route);
  g_assert_cmpfloat_with_epsilon (route->length_m, 175, 0.2);
  g_assert_cmpfloat_with_epsilon (route->seconds, 17.5, 0.02);
  g_assert_cmpuint (route->arcs->len, ==, 3);
  g_assert_cmpuint (route->points->len, ==, 4);
  g_assert_cmpuint (route->steps->len, ==, 2);
  const HtRouteStep *steps = (const HtRouteStep *) route->steps->data;
  g_assert_cmpuint (steps[0].name, ==, 7);
  g_assert_cmpuint (steps[1].name, ==, 8);
  g_assert_cmpuint (steps[1].first_point, ==, 1);
  g_assert_cmpint (steps[1].manoeuvre, ==, HT_MANOEUVRE_STRAIGHT);
  g_assert_cmpfloat_with_epsilon (steps[1].length_m, 125, 0.2);
}

static void
test_same_section (void)
{
  g_autoptr (TestNet) net = row_of_three ();
  g_array_index (net->sections, HtRouteSection, 1).flags = HT_ROUTE_FORWARD;
  g_autoptr (HtGraph) graph = test_net_build (net, HT_VEHICLE_CAR);
  g_autoptr (HtSearch) search = ht_search_new (graph);
  HtSnap near_start = ht_snap_at (graph, 1, 20), near_end = ht_snap_at (graph, 1, 80);
  g_autoptr (HtRoute) ahead = ht_search_route (search, NULL, &near_start, &near_end);
  g_assert_cmpfloat_with_epsilon (ahead->seconds, 6, 0.02);
  g_assert_cmpuint (ahead->points->len, ==, 2);
  /* Against the one-way there is no way at all: the street has no other end to come round. */
  g_assert_null (ht_search_route (search, NULL, &near_end, &near_start));
  g_autoptr (HtRoute) stays = ht_search_route (search, NULL, &near_end, &near_end);
  g_assert_cmpfloat (stays->seconds, ==, 0);
  g_assert_cmpfloat (stays->length_m, ==, 0);
}

/* A one-way block that must be driven round to come back to a place just behind. */
static void
test_round_the_block (void)
{
  g_autoptr (TestNet) net = test_net_new ();
  const double corners[4][2] = { { 0, 0 }, { 100, 0 }, { 100, 100 }, { 0, 100 } };
  for (guint i = 0; i < 4; i++)
    test_net_add_node (net, corners[i][0], corners[i][1]);
  for (guint32 i = 0; i < 4; i++)
    test_net_add (net, i, (i + 1) % 4)->flags = HT_ROUTE_FORWARD;
  g_autoptr (HtGraph) graph = test_net_build (net, HT_VEHICLE_CAR);
  g_autoptr (HtSearch) search = ht_search_new (graph);
  HtSnap from = ht_snap_at (graph, 0, 60), to = ht_snap_at (graph, 0, 40);
  g_autoptr (HtRoute) route = ht_search_route (search, NULL, &from, &to);
  g_assert_cmpfloat_with_epsilon (route->length_m, 380, 0.5);
  g_assert_cmpuint (route->arcs->len, ==, 5);
  HtReach reach;
  ht_search_many_to_one (search, NULL, &from, 1, &to, &reach);
  g_assert_cmpfloat_with_epsilon (reach.seconds, route->seconds, 1e-9);
}

static void
test_closure_and_no_way (void)
{
  g_autoptr (TestNet) net = row_of_three ();
  g_autoptr (HtGraph) graph = test_net_build (net, HT_VEHICLE_CAR);
  g_autoptr (HtSearch) search = ht_search_new (graph);
  g_autoptr (HtArcMask) mask = ht_arc_mask_new (graph);
  HtSnap from = at_start (graph, 0), to = ht_snap_at (graph, 2, 50);
  ht_arc_mask_close_section (mask, 1);
  g_assert_null (ht_search_route (search, mask, &from, &to));
  HtReach reach;
  ht_search_one_to_many (search, mask, &from, &to, 1, &reach);
  g_assert_false (reach.reached);
  g_assert_true (isnan (reach.seconds));
  /* The search object carries nothing over: without the mask the way is there again. */
  ht_search_one_to_many (search, NULL, &from, &to, 1, &reach);
  g_assert_true (reach.reached);
  /* Nor does a closed road let anybody start on it. */
  ht_arc_mask_close_section (mask, 0);
  HtSnap along = ht_snap_at (graph, 0, 50);
  ht_search_one_to_many (search, mask, &from, &along, 1, &reach);
  g_assert_false (reach.reached);
}

/* The arcs follow one another by allowed, open turns, and the steps add up. */
static void
check_route (const TestNet *net, const HtGraph *graph, const HtArcMask *mask, const HtRoute *route)
{
  const guint32 *arcs = (const guint32 *) route->arcs->data;
  for (guint i = 0; i < route->arcs->len; i++)
    {
      g_assert_true (ht_graph_arc_is_drivable (graph, arcs[i]));
      g_assert_false (ht_arc_mask_is_closed (mask, arcs[i]));
      if (i == 0)
        continue;
      g_assert_true (test_net_may_go_on (net, graph, arcs, i, arcs[i]));
    }
  double seconds = 0, length_m = 0;
  for (guint i = 0; i < route->steps->len; i++)
    {
      const HtRouteStep *step = &g_array_index (route->steps, HtRouteStep, i);
      seconds += step->seconds;
      length_m += step->length_m;
      g_assert_cmpuint (step->first_point, <, route->points->len);
    }
  g_assert_cmpfloat_with_epsilon (seconds, route->seconds, 1e-6);
  g_assert_cmpfloat_with_epsilon (length_m, route->length_m, 1e-3);
}

static void
check_graph (const TestNet *net, HtGraph *graph, const HtArcMask *mask, GRand *rand)
{
  g_autoptr (HtSearch) search = ht_search_new (graph);
  HtSnap places[N_PLACES];
  HtReach to[N_PLACES], back[N_PLACES];
  for (guint i = 0; i < N_PLACES; i++)
    places[i] = test_net_random_snap (graph, rand);
  ht_search_one_to_many (search, mask, &places[0], places, N_PLACES, to);
  ht_search_many_to_one (search, mask, places, N_PLACES, &places[0], back);
  for (guint i = 0; i < N_PLACES; i++)
    {
      double expected_s = test_net_brute_force_s (net, graph, mask, &places[0], &places[i]);
      test_assert_same (to[i], expected_s);
      test_assert_same (back[i], test_net_brute_force_s (net, graph, mask, &places[i], &places[0]));
      g_autoptr (HtRoute) route = ht_search_route (search, mask, &places[0], &places[i]);
      test_assert_same ((HtReach){ route != NULL, route != NULL ? route->seconds : NAN }, expected_s);
      if (route != NULL)
        check_route (net, graph, mask, route);
    }
}

static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261124);
  for (guint i = 0; i < N_GRAPHS; i++)
    {
      g_autoptr (TestNet) net = test_net_random (rand, 9);
      g_autoptr (HtGraph) graph = test_net_build (net, i % 2 == 0 ? HT_VEHICLE_CAR : HT_VEHICLE_ENGINE);
      g_autoptr (HtArcMask) mask = test_net_random_mask (graph, rand);
      check_graph (net, graph, mask, rand);
    }
}

/* Where every road has two ways and no turn costs or is forbidden, there and back take the same. */
static void
test_symmetry (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (TestNet) net = test_net_random (rand, 12);
      g_array_set_size (net->turns, 0);
      g_array_set_size (net->paths, 0);
      for (guint j = 0; j < net->sections->len; j++)
        {
          HtRouteSection *section = &g_array_index (net->sections, HtRouteSection, j);
          section->flags = HT_ROUTE_FORWARD | HT_ROUTE_BACKWARD;
          section->road_class = 6;
        }
      g_autoptr (HtGraph) graph = test_net_build (net, HT_VEHICLE_ENGINE);
      g_assert_cmpuint (graph->n_states, ==, graph->n_nodes);
      g_autoptr (HtSearch) search = ht_search_new (graph);
      HtSnap a = test_net_random_snap (graph, rand), b = test_net_random_snap (graph, rand);
      HtReach there, back;
      ht_search_one_to_many (search, NULL, &a, &b, 1, &there);
      ht_search_one_to_many (search, NULL, &b, &a, 1, &back);
      g_assert_cmpint (there.reached, ==, back.reached);
      if (there.reached)
        g_assert_cmpfloat_with_epsilon (there.seconds, back.seconds, 0.003);
    }
}

/* A closure never makes anything quicker. */
static void
test_monotony (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (8);
  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (TestNet) net = test_net_random (rand, 12);
      g_autoptr (HtGraph) graph = test_net_build (net, HT_VEHICLE_ENGINE);
      g_autoptr (HtSearch) search = ht_search_new (graph);
      g_autoptr (HtArcMask) mask = ht_arc_mask_new (graph);
      ht_arc_mask_close_section (mask, (guint32) g_rand_int_range (rand, 0, (gint32) graph->n_sections));
      HtSnap a = test_net_random_snap (graph, rand), b = test_net_random_snap (graph, rand);
      HtReach open, closed;
      ht_search_one_to_many (search, NULL, &a, &b, 1, &open);
      ht_search_one_to_many (search, mask, &a, &b, 1, &closed);
      g_assert_true (!closed.reached || (open.reached && open.seconds <= closed.seconds));
    }
}

typedef struct
{
  HtGraph *graph;
  const HtSnap *places;
  HtReach times[N_PLACES];
} Work;

static gpointer
work_in_thread (gpointer data)
{
  Work *work = data;
  g_autoptr (HtSearch) search = ht_search_new (work->graph);
  for (guint i = 0; i < 200; i++)
    ht_search_one_to_many (search, NULL, &work->places[0], work->places, N_PLACES, work->times);
  return NULL;
}

/* One graph serves any number of threads, each with its own search. */
static void
test_threads (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (9);
  g_autoptr (TestNet) net = test_net_random (rand, 40);
  g_autoptr (HtGraph) graph = test_net_build (net, HT_VEHICLE_ENGINE);
  HtSnap places[N_PLACES];
  for (guint i = 0; i < N_PLACES; i++)
    places[i] = test_net_random_snap (graph, rand);
  Work work[4];
  GThread *threads[4];
  for (guint i = 0; i < 4; i++)
    {
      work[i] = (Work){ graph, places, { { FALSE, 0 } } };
      threads[i] = g_thread_new ("search", work_in_thread, &work[i]);
    }
  for (guint i = 0; i < 4; i++)
    g_thread_join (threads[i]);
  for (guint i = 0; i < N_PLACES; i++)
    test_assert_same (work[i % 4].times[i],
                      test_net_brute_force_s (net, graph, NULL, &places[0], &places[i]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/route/search/row", test_row);
  g_test_add_func ("/route/search/same-section", test_same_section);
  g_test_add_func ("/route/search/round-the-block", test_round_the_block);
  g_test_add_func ("/route/search/closure", test_closure_and_no_way);
  g_test_add_func ("/route/search/random", test_random);
  g_test_add_func ("/route/search/symmetry", test_symmetry);
  g_test_add_func ("/route/search/monotony", test_monotony);
  g_test_add_func ("/route/search/threads", test_threads);
  return g_test_run ();
}
