/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Restrictions over sections between, by hand: what may still be driven, and how many states it costs. */
#include <math.h>
#include <string.h>

#include "net.h"

/*
 * A dual carriageway and the link between its halves, all one-way:
 *
 *   5 <--4-- 3 <--3-- 2 <--5-- 7     sections: 0: 0 to 1, 1: 1 to 6, 2: 1 to 2, 3: 2 to 3, 4: 3 to 5,
 *                     ^                        5: 7 to 2, a side street; two-way where asked for
 *                     2
 *                     |
 *            0 --0--> 1 --1--> 6
 */
static TestNet *
dual_carriageway (gboolean side_street_out)
{
  static const double places[][2]
      = { { 0, 0 }, { 100, 0 }, { 100, 20 }, { 50, 20 }, { 300, 0 }, { 0, 20 }, { 200, 0 }, { 200, 20 } };
  static const guint32 ends[][2] = { { 0, 1 }, { 1, 6 }, { 1, 2 }, { 2, 3 }, { 3, 5 }, { 7, 2 } };
  TestNet *net = test_net_new ();
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    test_net_add_node (net, places[i][0], places[i][1]);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    test_net_add (net, ends[i][0], ends[i][1])->flags
        = HT_ROUTE_FORWARD | (i == 5 && side_street_out ? HT_ROUTE_BACKWARD : 0);
  return net;
}

static gboolean
can_drive (const TestNet *net, guint32 from, guint32 to)
{
  g_autoptr (HtGraph) graph = test_net_build (net, HT_VEHICLE_CAR);
  g_autoptr (HtSearch) search = ht_search_new (graph);
  HtSnap a = ht_snap_at (graph, from, graph->sections[from].length_m / 2);
  HtSnap b = ht_snap_at (graph, to, graph->sections[to].length_m / 2);
  HtReach there, back;
  ht_search_one_to_many (search, NULL, &a, &b, 1, &there);
  ht_search_many_to_one (search, NULL, &a, 1, &b, &back);
  g_autoptr (HtRoute) route = ht_search_route (search, NULL, &a, &b);
  g_assert_cmpint (there.reached, ==, back.reached);
  g_assert_cmpint (there.reached, ==, route != NULL);
  test_assert_same (there, test_net_brute_force_s (net, graph, NULL, &a, &b));
  return there.reached;
}

static void
test_no_u_turn (void)
{
  g_autoptr (TestNet) net = dual_carriageway (FALSE);
  static const guint32 over_link[] = { 2, 3 };
  /* Without it one turns round over the link. */
  g_assert_true (can_drive (net, 0, 4));
  test_net_add_path (net, 0, 1, over_link, 2, FALSE);
  g_assert_false (can_drive (net, 0, 4));
  /* The link itself is open, and the other half from elsewhere. */
  g_assert_true (can_drive (net, 0, 2));
  g_assert_true (can_drive (net, 0, 1));
  g_assert_true (can_drive (net, 5, 4));
  /* Who begins on the link has not come from the carriageway. */
  g_assert_true (can_drive (net, 2, 4));
}

static void
test_only (void)
{
  g_autoptr (TestNet) net = dual_carriageway (TRUE);
  static const guint32 up[] = { 2, 5 };
  test_net_add_path (net, 0, 1, up, 2, TRUE);
  /* From the carriageway there is one way on, first at its end and then at the end of the link. */
  g_assert_true (can_drive (net, 0, 5));
  g_assert_true (can_drive (net, 0, 2));
  g_assert_false (can_drive (net, 0, 1));
  /* In the side street it binds no more: back from there one may go west. */
  g_assert_true (can_drive (net, 0, 4));
  g_autoptr (HtGraph) graph = test_net_build (net, HT_VEHICLE_CAR);
  g_autoptr (HtSearch) search = ht_search_new (graph);
  HtSnap from = ht_snap_at (graph, 0, 0), to = ht_snap_at (graph, 4, 0);
  g_autoptr (HtRoute) route = ht_search_route (search, NULL, &from, &to);
  g_assert_cmpfloat (route->length_m, >, 300);
}

/* Two links in a row, the second of which is the middle of another restriction. */
static void
test_chain_of_two (void)
{
  g_autoptr (TestNet) net = test_net_new ();
  for (guint i = 0; i < 6; i++)
    test_net_add_node (net, 100 * i, 0);
  for (guint i = 0; i < 5; i++)
    test_net_add (net, i, i + 1)->flags = HT_ROUTE_FORWARD;
  guint32 side = test_net_add_node (net, 200, 100);
  test_net_add (net, side, 2)->flags = HT_ROUTE_FORWARD; /* section 5 joins at node 2 */
  static const guint32 on[] = { 1, 2, 3 };
  g_assert_true (can_drive (net, 0, 3));
  test_net_add_path (net, 0, 1, on, 3, FALSE);
  g_assert_true (can_drive (net, 0, 2));
  g_assert_false (can_drive (net, 0, 3));
  g_assert_true (can_drive (net, 1, 3));
  g_assert_true (can_drive (net, 5, 4));
  /* A shorter one inside the longer: 1, 2, 3 is forbidden however one came to 1. */
  static const guint32 inner[] = { 2, 3 };
  test_net_add_path (net, 1, 2, inner, 2, FALSE);
  g_assert_false (can_drive (net, 1, 3));
  g_assert_true (can_drive (net, 5, 4));
}

/* States grow by the prefixes of the paths, not by the network. */
static void
test_states (void)
{
  g_autoptr (TestNet) net = dual_carriageway (FALSE);
  g_autoptr (HtGraph) before = test_net_build (net, HT_VEHICLE_CAR);
  g_assert_cmpuint (before->n_states, ==, before->n_nodes);
  static const guint32 over_link[] = { 2, 3 };
  test_net_add_path (net, 0, 1, over_link, 2, FALSE);
  g_autoptr (HtGraph) graph = test_net_build (net, HT_VEHICLE_CAR);
  /* Node 2 is entered by the side street and by the link, and by the link from the carriageway. */
  g_assert_cmpuint (graph->n_states, ==, before->n_nodes + 2);
  g_assert_cmpuint (g_hash_table_size (graph->entries), ==, 1);
}

static void
expect_refused (guint32 from, guint32 via, const guint32 *sections, guint n)
{
  g_autoptr (TestNet) net = dual_carriageway (FALSE);
  test_net_add_path (net, from, via, sections, n, FALSE);
  HtGraphInput input = test_net_get_input (net);
  g_autoptr (GError) error = NULL;
  g_assert_null (ht_graph_new (&input, HT_VEHICLE_CAR, &error));
  g_assert_error (error, HT_ROUTE_ERROR, HT_ROUTE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "turn path 0"));
}

static void
test_bad_input (void)
{
  static const guint32 apart[] = { 2, 4 }, beyond[] = { 2, 99 }, fine[] = { 2, 3 };
  expect_refused (0, 1, apart, 2);
  expect_refused (0, 1, beyond, 2);
  expect_refused (0, 99, fine, 2);
  expect_refused (99, 1, fine, 2);
  expect_refused (0, 2, fine, 2);
  expect_refused (0, 1, fine, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/route/paths/no-u-turn", test_no_u_turn);
  g_test_add_func ("/route/paths/only", test_only);
  g_test_add_func ("/route/paths/chain-of-two", test_chain_of_two);
  g_test_add_func ("/route/paths/states", test_states);
  g_test_add_func ("/route/paths/bad-input", test_bad_input);
  return g_test_run ();
}
