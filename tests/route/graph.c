/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "route/graph.h"

#include <math.h>

#include "net.h"

/* A crossing: 0 in the middle, 1 west, 2 north, 3 east, 4 south; section i leads from the middle to node i
 * + 1. */
static TestNet *
crossing (guint8 east_west, guint8 north_south)
{
  TestNet *net = test_net_new ();
  const double at[5][2] = { { 0, 0 }, { -100, 0 }, { 0, 100 }, { 100, 0 }, { 0, -100 } };
  for (guint i = 0; i < 5; i++)
    test_net_add_node (net, at[i][0], at[i][1]);
  for (guint i = 0; i < 4; i++)
    test_net_add (net, 0, i + 1)->road_class = i % 2 == 0 ? east_west : north_south;
  return net;
}

enum
{
  WEST,
  NORTH,
  EAST,
  SOUTH
};

/* The arc that comes in by a section of the crossing, and the one that leaves by it. */
static guint32
in_by (guint32 section)
{
  return 2 * section + 1;
}

static guint32
out_by (guint32 section)
{
  return 2 * section;
}

static gboolean
has_turn (const HtGraph *graph, guint32 arc, guint32 next)
{
  guint32 state = graph->arc_state[arc];
  for (guint32 i = graph->out_start[state]; i < graph->out_start[state + 1]; i++)
    if (graph->out[i].arc == next)
      return TRUE;
  return FALSE;
}

static void
test_manoeuvres (void)
{
  g_autoptr (TestNet) net = crossing (6, 6);
  g_autoptr (HtGraph) graph = test_net_build (net, HT_VEHICLE_CAR);
  g_assert_cmpint (ht_graph_get_manoeuvre (graph, in_by (WEST), out_by (EAST)), ==, HT_MANOEUVRE_STRAIGHT);
  g_assert_cmpint (ht_graph_get_manoeuvre (graph, in_by (WEST), out_by (NORTH)), ==, HT_MANOEUVRE_LEFT);
  g_assert_cmpint (ht_graph_get_manoeuvre (graph, in_by (WEST), out_by (SOUTH)), ==, HT_MANOEUVRE_RIGHT);
  g_assert_cmpint (ht_graph_get_manoeuvre (graph, in_by (NORTH), out_by (SOUTH)), ==, HT_MANOEUVRE_STRAIGHT);
  g_assert_cmpint (ht_graph_get_manoeuvre (graph, in_by (NORTH), out_by (WEST)), ==, HT_MANOEUVRE_RIGHT);
  g_assert_cmpint (ht_graph_get_manoeuvre (graph, in_by (EAST), out_by (EAST)), ==, HT_MANOEUVRE_U_TURN);
}

static void
test_turn_costs (void)
{
  const HtVehicle *car = ht_vehicle_get (HT_VEHICLE_CAR);
  g_autoptr (TestNet) side_streets = crossing (6, 6), main_street = crossing (4, 6), ramps = crossing (4, 6);
  g_autoptr (HtGraph) quiet = test_net_build (side_streets, HT_VEHICLE_CAR);
  g_assert_cmpuint (ht_graph_turn_ms (quiet, in_by (WEST), out_by (NORTH)), ==, 0);
  g_assert_cmpuint (quiet->n_states, ==, 5);

  g_autoptr (HtGraph) busy = test_net_build (main_street, HT_VEHICLE_CAR);
  g_assert_cmpuint (busy->n_states, ==, 8);
  g_assert_cmpuint (ht_graph_turn_ms (busy, in_by (WEST), out_by (EAST)), ==, 0);
  g_assert_cmpuint (ht_graph_turn_ms (busy, in_by (WEST), out_by (NORTH)), ==,
                    lround (1000 * car->turn_s[HT_MANOEUVRE_LEFT]));
  g_assert_cmpuint (ht_graph_turn_ms (busy, in_by (NORTH), out_by (SOUTH)), ==, lround (1000 * car->cross_s));
  g_assert_cmpuint (ht_graph_turn_ms (busy, in_by (NORTH), out_by (WEST)), ==,
                    lround (1000 * (car->cross_s + car->turn_s[HT_MANOEUVRE_RIGHT])));
  g_assert_cmpuint (ht_graph_turn_ms (busy, in_by (WEST), out_by (WEST)), ==,
                    lround (1000 * car->turn_s[HT_MANOEUVRE_U_TURN]));
  /* The ends of the arms are no junctions. */
  g_assert_cmpuint (ht_graph_turn_ms (busy, out_by (WEST), in_by (WEST)), ==, 0);

  g_array_index (ramps->sections, HtRouteSection, NORTH).flags |= HT_ROUTE_LINK;
  g_autoptr (HtGraph) merging = test_net_build (ramps, HT_VEHICLE_CAR);
  g_assert_cmpuint (ht_graph_turn_ms (merging, in_by (NORTH), out_by (WEST)), ==, 0);
}

static void
test_restrictions (void)
{
  g_autoptr (TestNet) net = crossing (6, 6);
  test_net_add_turn (net, WEST, 0, NORTH, FALSE);
  test_net_add_turn (net, SOUTH, 0, NORTH, TRUE);
  test_net_add_turn (net, EAST, 0, EAST, FALSE);
  g_autoptr (HtGraph) graph = test_net_build (net, HT_VEHICLE_CAR);
  g_assert_false (has_turn (graph, in_by (WEST), out_by (NORTH)));
  g_assert_true (has_turn (graph, in_by (WEST), out_by (EAST)));
  g_assert_true (has_turn (graph, in_by (WEST), out_by (WEST)));
  g_assert_true (has_turn (graph, in_by (SOUTH), out_by (NORTH)));
  g_assert_false (has_turn (graph, in_by (SOUTH), out_by (EAST)));
  g_assert_false (has_turn (graph, in_by (SOUTH), out_by (SOUTH)));
  g_assert_false (has_turn (graph, in_by (EAST), out_by (EAST)));
  g_assert_true (has_turn (graph, in_by (EAST), out_by (NORTH)));
}

/* Every edge is in both lists once, and ends where its arc ends. */
/* A state at the end of the arc: the only one, unless restrictions look further back there. */
static void
check_end (const HtGraph *graph, guint32 arc, guint32 state)
{
  if (g_hash_table_contains (graph->entries, GUINT_TO_POINTER (arc)))
    g_assert_cmpuint (graph->state_node[state], ==, ht_graph_arc_head (graph, arc));
  else
    g_assert_cmpuint (graph->arc_state[arc], ==, state);
}

static void
test_edge_lists (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  for (guint round = 0; round < 200; round++)
    {
      g_autoptr (TestNet) net = test_net_random (rand, 10);
      g_autoptr (HtGraph) graph = test_net_build (net, HT_VEHICLE_ENGINE);
      g_assert_cmpuint (graph->out_start[graph->n_states], ==, graph->n_edges);
      g_assert_cmpuint (graph->in_start[graph->n_states], ==, graph->n_edges);
      guint64 sum_out = 0, sum_in = 0;
      for (guint32 state = 0; state < graph->n_states; state++)
        {
          guint32 node = graph->state_node[state];
          g_assert_true (state >= graph->node_state[node] && state < graph->node_state[node + 1]);
          for (guint32 i = graph->out_start[state]; i < graph->out_start[state + 1]; i++)
            {
              check_end (graph, graph->out[i].arc, graph->out[i].state);
              g_assert_cmpuint (ht_graph_arc_tail (graph, graph->out[i].arc), ==, node);
              sum_out += (guint64) (state + 1) * (graph->out[i].state + 7) * graph->out[i].ms;
            }
          for (guint32 i = graph->in_start[state]; i < graph->in_start[state + 1]; i++)
            {
              check_end (graph, graph->in[i].arc, state);
              g_assert_true (i == graph->in_start[state] || graph->in[i - 1].arc <= graph->in[i].arc);
              sum_in += (guint64) (graph->in[i].state + 1) * (state + 7) * graph->in[i].ms;
            }
        }
      g_assert_cmpuint (sum_out, ==, sum_in);
    }
}

static void
test_vehicles (void)
{
  g_autoptr (TestNet) net = test_net_new ();
  for (guint i = 0; i < 5; i++)
    test_net_add_node (net, 100 * i, 0);
  test_net_add (net, 0, 1)->flags |= HT_ROUTE_PRIVATE;
  test_net_add (net, 1, 2)->max_height_m = 3.5f;
  test_net_add (net, 2, 3)->max_weight_t = 10;
  HtRouteSection *fast = test_net_add (net, 3, 4);
  fast->speed_kmh = 120;
  fast->length_m = 100;
  g_autoptr (HtGraph) car = test_net_build (net, HT_VEHICLE_CAR);
  g_autoptr (HtGraph) engine = test_net_build (net, HT_VEHICLE_ENGINE);
  g_assert_false (ht_graph_arc_is_drivable (car, 0));
  g_assert_true (ht_graph_arc_is_drivable (engine, 0));
  g_assert_true (ht_graph_arc_is_drivable (car, 2));
  g_assert_false (ht_graph_arc_is_drivable (engine, 2));
  g_assert_true (ht_graph_arc_is_drivable (car, 4));
  g_assert_false (ht_graph_arc_is_drivable (engine, 4));
  g_assert_cmpuint (car->arc_ms[6], ==, 3000);    /* 100 m at 120 km/h */
  g_assert_cmpuint (engine->arc_ms[6], ==, 4500); /* capped at 80 */
  HtVehicleKind kind;
  g_assert_true (ht_vehicle_parse ("engine", &kind));
  g_assert_cmpint (kind, ==, HT_VEHICLE_ENGINE);
  g_assert_false (ht_vehicle_parse ("tank", &kind));
}

static void
expect_refused (const TestNet *net, const char *part)
{
  HtGraphInput input = test_net_get_input (net);
  g_autoptr (GError) error = NULL;
  g_assert_null (ht_graph_new (&input, HT_VEHICLE_CAR, &error));
  g_assert_error (error, HT_ROUTE_ERROR, HT_ROUTE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, part));
}

static void
test_bad_input (void)
{
  const float bad_lengths[] = { -1, NAN, INFINITY, 1e9f };
  for (guint i = 0; i < G_N_ELEMENTS (bad_lengths); i++)
    {
      g_autoptr (TestNet) net = crossing (6, 6);
      g_array_index (net->sections, HtRouteSection, 2).length_m = bad_lengths[i];
      expect_refused (net, "section 2");
    }
  g_autoptr (TestNet) speed = crossing (6, 6), node = crossing (6, 6), points = crossing (6, 6),
                      turn = crossing (6, 6);
  g_array_index (speed->sections, HtRouteSection, 1).speed_kmh = 0;
  expect_refused (speed, "section 1");
  g_array_index (node->sections, HtRouteSection, 3).to = 5;
  expect_refused (node, "section 3");
  g_array_index (points->sections, HtRouteSection, 0).n_points = 100;
  expect_refused (points, "section 0");
  g_array_index (points->sections, HtRouteSection, 0).n_points = 1;
  expect_refused (points, "section 0");
  test_net_add_turn (turn, 0, 0, 9, FALSE);
  expect_refused (turn, "turn 0");
}

static void
test_nothing (void)
{
  g_autoptr (TestNet) net = test_net_new ();
  g_autoptr (HtGraph) graph = test_net_build (net, HT_VEHICLE_CAR);
  g_assert_cmpuint (graph->n_states, ==, 0);
  g_assert_cmpuint (graph->n_edges, ==, 0);
}

/* A street that leads out of the crossing but not back is not of the main part; nor is an island. */
static void
test_main_part (void)
{
  g_autoptr (TestNet) net = crossing (6, 6);
  test_net_add_node (net, 200, 0);
  test_net_add_node (net, 0, 1000);
  test_net_add_node (net, 0, 1100);
  test_net_add (net, 3, 5)->flags = HT_ROUTE_FORWARD;
  test_net_add (net, 6, 7);
  g_autoptr (HtGraph) graph = test_net_build (net, HT_VEHICLE_CAR);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpuint (graph->main_part[i], ==, 1);
  g_assert_cmpuint (graph->main_part[4], ==, 0);
  g_assert_cmpuint (graph->main_part[5], ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/route/graph/manoeuvres", test_manoeuvres);
  g_test_add_func ("/route/graph/turn-costs", test_turn_costs);
  g_test_add_func ("/route/graph/restrictions", test_restrictions);
  g_test_add_func ("/route/graph/edge-lists", test_edge_lists);
  g_test_add_func ("/route/graph/vehicles", test_vehicles);
  g_test_add_func ("/route/graph/bad-input", test_bad_input);
  g_test_add_func ("/route/graph/nothing", test_nothing);
  g_test_add_func ("/route/graph/main-part", test_main_part);
  return g_test_run ();
}
