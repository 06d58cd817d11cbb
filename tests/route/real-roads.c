/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "geo/osm.h"
#include "net.h"
#include "route/road-cover.h"

/*
 * Roads of real places: one-ways, turn restrictions, private roads and limits as mapped. Times must be those
 * of a label-correcting search over pairs of arcs (Bellman 1958 with a queue), which reads the restrictions
 * by itself.
 */

static TestNet *
net_from_network (const HtNetwork *network)
{
  TestNet *net = test_net_new ();
  for (guint i = 0; i < network->nodes->len; i++)
    {
      HtPoint at = g_array_index (network->nodes, HtRoadNode, i).at;
      HtRoutePoint node = { at.lon, at.lat };
      g_array_append_val (net->nodes, node);
    }
  for (guint i = 0; i < network->sections->len; i++)
    {
      const HtSection *s = &g_array_index (network->sections, HtSection, i);
      HtRouteSection section = { .from = s->from,
                                 .to = s->to,
                                 .flags = s->flags,
                                 .name = s->name,
                                 .first_point = s->first_point,
                                 .n_points = s->n_points,
                                 .length_m = s->length_m,
                                 .speed_kmh = s->speed_kmh,
                                 .max_height_m = s->max_height_m,
                                 .max_weight_t = s->max_weight_t,
                                 .road_class = s->road_class };
      g_array_append_val (net->sections, section);
    }
  g_array_append_vals (net->points, network->points->data, network->points->len);
  for (guint i = 0; i < network->turns->len; i++)
    {
      const HtTurn *turn = &g_array_index (network->turns, HtTurn, i);
      test_net_add_turn (net, turn->from, turn->via, turn->to, turn->only);
    }
  return net;
}

static TestNet *
read_place (const char *name)
{
  const char *shared = g_getenv ("HT_SHARED");
  g_autofree char *path
      = g_build_filename (shared != NULL ? shared : "/nonexistent", "data", "osm", name, NULL);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("HT_SHARED has no data/osm");
      return NULL;
    }
  g_autoptr (GError) error = NULL;
  g_autoptr (HtMapData) data = ht_osm_read (path, HT_OSM_ROADS, NULL, &error);
  g_assert_no_error (error);
  return net_from_network (data->network);
}

/* Arcs that leave each node. */
static GPtrArray *
list_leaving (const HtGraph *graph)
{
  GPtrArray *leaving = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  for (guint i = 0; i < graph->n_nodes; i++)
    g_ptr_array_add (leaving, g_array_new (FALSE, FALSE, sizeof (guint32)));
  for (guint32 arc = 0; arc < 2 * graph->n_sections; arc++)
    if (ht_graph_arc_is_drivable (graph, arc))
      g_array_append_val ((GArray *) leaving->pdata[ht_graph_arc_tail (graph, arc)], arc);
  return leaving;
}

typedef struct
{
  const TestNet *net;
  const HtGraph *graph;
  GHashTable *restricted; /* nodes with a restriction, to ask the slow list only there */
  GPtrArray *leaving;
  guint32 *end_ms; /* [arcs]; G_MAXUINT32: not reached */
} Slow;

static void
slow_relax (Slow *slow, guint32 arc, GQueue *queue)
{
  guint32 node = ht_graph_arc_head (slow->graph, arc);
  const GArray *next = slow->leaving->pdata[node];
  for (guint i = 0; i < next->len; i++)
    {
      guint32 to = g_array_index (next, guint32, i);
      if (g_hash_table_contains (slow->restricted, GUINT_TO_POINTER (node))
          && !test_net_may_go_on (slow->net, slow->graph, &arc, 1, to))
        continue;
      guint32 ms = slow->end_ms[arc] + ht_graph_turn_ms (slow->graph, arc, to) + slow->graph->arc_ms[to];
      if (ms >= slow->end_ms[to])
        continue;
      slow->end_ms[to] = ms;
      g_queue_push_tail (queue, GUINT_TO_POINTER (to));
    }
}

/* Times to the end of every arc from the middle of a section. */
static void
slow_run (Slow *slow, const HtSnap *from)
{
  g_autoptr (GQueue) queue = g_queue_new ();
  for (guint32 arc = 0; arc < 2 * slow->graph->n_sections; arc++)
    slow->end_ms[arc] = G_MAXUINT32;
  for (guint32 arc = 2 * from->section; arc <= 2 * from->section + 1; arc++)
    {
      if (!ht_graph_arc_is_drivable (slow->graph, arc))
        continue;
      double fraction = arc % 2 == 0 ? from->fraction : 1 - from->fraction;
      slow->end_ms[arc] = slow->graph->arc_ms[arc] - (guint32) lround (fraction * slow->graph->arc_ms[arc]);
      g_queue_push_tail (queue, GUINT_TO_POINTER (arc));
    }
  while (!g_queue_is_empty (queue))
    slow_relax (slow, GPOINTER_TO_UINT (g_queue_pop_head (queue)), queue);
}

/* For every state the least over the arcs that end in it. */
static void
check_states (const Slow *slow, const HtNearest *nearest)
{
  const HtGraph *graph = slow->graph;
  g_autofree guint32 *least = g_new (guint32, graph->n_states + 1);
  for (guint32 state = 0; state < graph->n_states; state++)
    least[state] = G_MAXUINT32;
  for (guint32 arc = 0; arc < 2 * graph->n_sections; arc++)
    if (ht_graph_arc_is_drivable (graph, arc))
      least[graph->arc_state[arc]] = MIN (least[graph->arc_state[arc]], slow->end_ms[arc]);
  for (guint32 state = 0; state < graph->n_states; state++)
    {
      gboolean reached = nearest->first[state].facility != HT_NO_FACILITY;
      g_assert_cmpint (reached, ==, least[state] != G_MAXUINT32);
      if (reached)
        g_assert_cmpuint (nearest->first[state].ms, ==, least[state]);
    }
}

static void
check_place (const char *name)
{
  g_autoptr (TestNet) net = read_place (name);
  if (net == NULL)
    return;
  g_autoptr (HtGraph) graph = test_net_build (net, HT_VEHICLE_ENGINE);
  g_test_message ("%s: %u sections, %u nodes, %u states, %u restrictions", name, graph->n_sections,
                  graph->n_nodes, graph->n_states, net->turns->len);
  Slow slow = { net, graph, g_hash_table_new (NULL, NULL), list_leaving (graph),
                g_new (guint32, 2 * graph->n_sections) };
  for (guint i = 0; i < net->turns->len; i++)
    g_hash_table_add (slow.restricted, GUINT_TO_POINTER (g_array_index (net->turns, HtRouteTurn, i).via));
  g_autoptr (GRand) rand = g_rand_new_with_seed (31);
  for (guint i = 0; i < 5; i++)
    {
      HtFacility station = { test_net_random_snap (graph, rand), 0 };
      g_autoptr (HtNearest) nearest = ht_nearest_new (graph, NULL, &station, 1);
      slow_run (&slow, &station.at);
      check_states (&slow, nearest);
    }
  g_hash_table_unref (slow.restricted);
  g_ptr_array_unref (slow.leaving);
  g_free (slow.end_ms);
}

static void
test_liechtenstein (void)
{
  check_place ("liechtenstein.osm.pbf");
}

static void
test_shanghai (void)
{
  check_place ("shanghai-renmin-square-osmnx.osm.pbf");
}

/* Few roads and 23 restrictions. */
static void
test_singapore (void)
{
  check_place ("singapore-bayfront.osm.pbf");
}

static void
test_beijing (void)
{
  check_place ("beijing-haidian-tsinghua.osm.pbf");
}

/* There and back by three ways of asking, on real roads. */
static void
test_agreement (void)
{
  g_autoptr (TestNet) net = read_place ("shanghai-renmin-square-osmnx.osm.pbf");
  if (net == NULL)
    return;
  g_autoptr (HtGraph) graph = test_net_build (net, HT_VEHICLE_ENGINE);
  g_autoptr (HtSearch) search = ht_search_new (graph);
  g_autoptr (GRand) rand = g_rand_new_with_seed (32);
  HtSnap places[20];
  HtReach out[20], in[20], one;
  for (guint i = 0; i < 20; i++)
    places[i] = test_net_random_snap (graph, rand);
  for (guint i = 0; i < 20; i++)
    {
      ht_search_one_to_many (search, NULL, &places[i], places, 20, out);
      ht_search_many_to_one (search, NULL, places, 20, &places[i], in);
      for (guint j = 0; j < 20; j++)
        {
          g_autoptr (HtRoute) route = ht_search_route (search, NULL, &places[i], &places[j]);
          test_assert_same (out[j], route != NULL ? route->seconds : NAN);
          ht_search_many_to_one (search, NULL, &places[j], 1, &places[i], &one);
          test_assert_same (in[j], one.reached ? one.seconds : NAN);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/route/real/liechtenstein", test_liechtenstein);
  g_test_add_func ("/route/real/shanghai", test_shanghai);
  g_test_add_func ("/route/real/singapore", test_singapore);
  g_test_add_func ("/route/real/beijing", test_beijing);
  g_test_add_func ("/route/real/agreement", test_agreement);
  return g_test_run ();
}
