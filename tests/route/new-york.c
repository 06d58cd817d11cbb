/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>

#include <math.h>
#include <string.h>

#include "route/nearest.h"

/*
 * The road network of New York from the 9th DIMACS implementation challenge (travel times, coordinates):
 * 264,346 nodes and 733,846 arcs. The searches must agree with a simple implementation of its own on the arcs
 * as read.
 */

typedef struct
{
  guint32 tail, head, weight;
} PlainArc;

typedef struct
{
  GArray *nodes; /* HtRoutePoint */
  GArray *arcs;  /* PlainArc, in file order */
} Dimacs;

static char *
data_path (const char *name)
{
  return g_build_filename (g_getenv ("HT_SHARED") != NULL ? g_getenv ("HT_SHARED") : "/nonexistent", "data",
                           "roads", name, NULL);
}

static GInputStream *
open_gz (const char *name)
{
  g_autofree char *path = data_path (name);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) raw = g_file_read (file, NULL, NULL);
  if (raw == NULL)
    return NULL;
  g_autoptr (GZlibDecompressor) gz = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  return g_converter_input_stream_new (G_INPUT_STREAM (raw), G_CONVERTER (gz));
}

typedef void (*LineFunc) (Dimacs *dimacs, const char *line);

static void
read_lines (const char *name, LineFunc func, Dimacs *dimacs)
{
  g_autoptr (GInputStream) raw = open_gz (name);
  g_assert_nonnull (raw);
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (raw);
  g_buffered_input_stream_set_buffer_size (G_BUFFERED_INPUT_STREAM (lines), 1 << 16);
  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
      if (line == NULL)
        return;
      func (dimacs, line);
    }
}

static void
take_node (Dimacs *dimacs, const char *line)
{
  if (line[0] != 'v')
    return;
  char *end;
  g_ascii_strtoull (line + 1, &end, 10);
  double lon = g_ascii_strtod (end, &end) / 1e6, lat = g_ascii_strtod (end, &end) / 1e6;
  HtRoutePoint node = { lon, lat };
  g_array_append_val (dimacs->nodes, node);
}

static void
take_arc (Dimacs *dimacs, const char *line)
{
  if (line[0] != 'a')
    return;
  char *end;
  guint32 tail = (guint32) g_ascii_strtoull (line + 1, &end, 10);
  guint32 head = (guint32) g_ascii_strtoull (end, &end, 10);
  PlainArc arc = { tail - 1, head - 1, (guint32) g_ascii_strtoull (end, &end, 10) };
  g_array_append_val (dimacs->arcs, arc);
}

/* A one-way section for each arc, its time in ms: 3.6 km/h is 1 m/s, so metres = weight / 1000. */
static HtGraph *
build (const Dimacs *dimacs)
{
  g_autofree HtRouteSection *sections = g_new0 (HtRouteSection, dimacs->arcs->len);
  g_autofree HtRoutePoint *points = g_new (HtRoutePoint, 2 * (gsize) dimacs->arcs->len);
  for (guint i = 0; i < dimacs->arcs->len; i++)
    {
      const PlainArc *arc = &g_array_index (dimacs->arcs, PlainArc, i);
      points[2 * i] = g_array_index (dimacs->nodes, HtRoutePoint, arc->tail);
      points[2 * i + 1] = g_array_index (dimacs->nodes, HtRoutePoint, arc->head);
      sections[i] = (HtRouteSection){ .from = arc->tail,
                                      .to = arc->head,
                                      .flags = HT_ROUTE_FORWARD,
                                      .first_point = 2 * i,
                                      .n_points = 2,
                                      .length_m = (float) (arc->weight / 1000.0),
                                      .speed_kmh = 3.6f,
                                      .road_class = 6 };
    }
  HtGraphInput input = { .nodes = (const HtRoutePoint *) dimacs->nodes->data,
                         .points = points,
                         .sections = sections,
                         .n_nodes = dimacs->nodes->len,
                         .n_points = 2 * dimacs->arcs->len,
                         .n_sections = dimacs->arcs->len };
  g_autoptr (GError) error = NULL;
  gint64 began_us = g_get_monotonic_time ();
  HtGraph *graph = ht_graph_new (&input, HT_VEHICLE_CAR, &error);
  g_assert_no_error (error);
  g_test_message ("%u arcs, %u states; graph built in %.0f ms", dimacs->arcs->len, graph->n_states,
                  (g_get_monotonic_time () - began_us) / 1000.0);
  return graph;
}

/*
 * Dijkstra with buckets (Dial 1969) over linked lists of arcs, on the weights the graph holds: shares no code
 * and no structure with the search under test.
 */
typedef struct
{
  const Dimacs *dimacs;
  const HtGraph *graph;
  guint32 *ms, *first, *next; /* times; a node's first arc; the arc after an arc */
  GSList **buckets;
  guint n_buckets, n_waiting;
} Dial;

static void
dial_offer (Dial *dial, guint32 node, guint32 ms)
{
  if (ms >= dial->ms[node])
    return;
  dial->ms[node] = ms;
  GSList **bucket = &dial->buckets[ms % dial->n_buckets];
  *bucket = g_slist_prepend (*bucket, GUINT_TO_POINTER (node));
  dial->n_waiting++;
}

static void
dial_empty_bucket (Dial *dial, guint32 now)
{
  GSList **bucket = &dial->buckets[now % dial->n_buckets];
  while (*bucket != NULL)
    {
      guint32 node = GPOINTER_TO_UINT ((*bucket)->data);
      *bucket = g_slist_delete_link (*bucket, *bucket);
      dial->n_waiting--;
      guint32 arc = dial->ms[node] == now ? dial->first[node] : G_MAXUINT32;
      for (; arc != G_MAXUINT32; arc = dial->next[arc])
        dial_offer (dial, g_array_index (dial->dimacs->arcs, PlainArc, arc).head,
                    now + dial->graph->arc_ms[2 * arc]);
    }
}

static guint32 *
dial_ms (const Dimacs *dimacs, const HtGraph *graph, guint32 source)
{
  guint n = dimacs->nodes->len, m = dimacs->arcs->len;
  Dial dial = { dimacs, graph, g_new (guint32, n), g_new (guint32, n), g_new (guint32, m), NULL, 1, 0 };
  memset (dial.ms, 0xff, n * sizeof (guint32));
  memset (dial.first, 0xff, n * sizeof (guint32));
  for (guint32 i = 0; i < m; i++)
    {
      guint32 tail = g_array_index (dimacs->arcs, PlainArc, i).tail;
      dial.next[i] = dial.first[tail];
      dial.first[tail] = i;
      dial.n_buckets = MAX (dial.n_buckets, graph->arc_ms[2 * i] + 1);
    }
  dial.buckets = g_new0 (GSList *, dial.n_buckets);
  dial_offer (&dial, source, 0);
  for (guint32 now = 0; dial.n_waiting > 0; now++)
    dial_empty_bucket (&dial, now);
  g_free (dial.first);
  g_free (dial.next);
  g_free (dial.buckets);
  return dial.ms;
}

/* The end of an arc into the node. To begin there is to begin at the node; to arrive there takes that arc. */
static HtSnap
snap_at_node (const HtGraph *graph, guint32 node)
{
  guint32 state = graph->node_state[node], arc = graph->in[graph->in_start[state]].arc;
  return ht_snap_at (graph, arc / 2, graph->sections[arc / 2].length_m);
}

static void
check_source (const Dimacs *dimacs, HtGraph *graph, HtSearch *search, guint32 source)
{
  g_autofree guint32 *expected = dial_ms (dimacs, graph, source);
  HtFacility station = { snap_at_node (graph, source), 0 };
  gint64 began_us = g_get_monotonic_time ();
  g_autoptr (HtNearest) nearest = ht_nearest_new (graph, NULL, &station, 1);
  gint64 done_us = g_get_monotonic_time ();
  for (guint32 node = 0; node < graph->n_nodes; node++)
    {
      HtReach reach = ht_nearest_at_node (nearest, node, 0, NULL);
      g_assert_cmpint (reach.reached, ==, expected[node] != G_MAXUINT32);
      g_assert_cmpuint ((guint32) lround (reach.seconds * 1000), ==, expected[node]);
    }
  gint64 route_us = 0;
  for (guint i = 1; i <= 20; i++)
    {
      guint32 target = (guint32) ((source * 7919ull + i * 104729ull) % graph->n_nodes);
      HtSnap to = snap_at_node (graph, target);
      guint32 expected_ms = expected[graph->sections[to.section].from] + graph->arc_ms[2 * to.section];
      gint64 start_us = g_get_monotonic_time ();
      g_autoptr (HtRoute) route = ht_search_route (search, NULL, &station.at, &to);
      route_us += g_get_monotonic_time () - start_us;
      g_assert_nonnull (route);
      g_assert_cmpuint ((guint32) lround (route->seconds * 1000), ==, expected_ms);
    }
  g_test_message ("source %u: one to all %.1f ms; route %.1f ms mean of 20", source,
                  (done_us - began_us) / 1000.0, route_us / 20000.0);
}

/* 200 facilities at once agree with the least of the searches from some of them where those are nearest. */
static void
check_nearest (HtGraph *graph, HtSearch *search)
{
  HtFacility stations[200];
  for (guint i = 0; i < 200; i++)
    stations[i] = (HtFacility){ snap_at_node (graph, i * 1319), 60 };
  gint64 began_us = g_get_monotonic_time ();
  g_autoptr (HtNearest) nearest = ht_nearest_new (graph, NULL, stations, 200);
  g_test_message ("nearest and second nearest of 200 for all nodes: %.1f ms",
                  (g_get_monotonic_time () - began_us) / 1000.0);
  for (guint i = 0; i < 10; i++)
    {
      guint32 facility;
      HtSnap places[200], at = snap_at_node (graph, i * 26001 + 5);
      HtReach first = ht_nearest_at_node (nearest, graph->sections[at.section].from, 0, &facility);
      double last_s = graph->arc_ms[2 * at.section] / 1000.0;
      HtReach times[200];
      for (guint j = 0; j < 200; j++)
        places[j] = stations[j].at;
      ht_search_many_to_one (search, NULL, places, 200, &at, times);
      double least = INFINITY;
      for (guint j = 0; j < 200; j++)
        least = MIN (least, times[j].seconds);
      g_assert_cmpfloat_with_epsilon (first.seconds + last_s, least + 60, 1e-6);
      g_assert_cmpfloat_with_epsilon (times[facility].seconds, least, 1e-6);
    }
}

static void
test_new_york (void)
{
  g_autoptr (GInputStream) there = open_gz ("NYt.gr.gz");
  if (there == NULL)
    {
      g_test_skip ("HT_SHARED has no data/roads/NYt.gr.gz");
      return;
    }
  Dimacs dimacs
      = { g_array_new (FALSE, FALSE, sizeof (HtRoutePoint)), g_array_new (FALSE, FALSE, sizeof (PlainArc)) };
  read_lines ("NY.co.gz", take_node, &dimacs);
  read_lines ("NYt.gr.gz", take_arc, &dimacs);
  g_assert_cmpuint (dimacs.nodes->len, ==, 264346);
  g_autoptr (HtGraph) graph = build (&dimacs);
  gint64 began_us = g_get_monotonic_time ();
  g_autoptr (HtSnapper) snapper = ht_snapper_new (graph);
  g_test_message ("snapping index in %.0f ms", (g_get_monotonic_time () - began_us) / 1000.0);
  g_autoptr (HtSearch) search = ht_search_new (graph);
  const guint32 sources[] = { 0, 131072, 264345 };
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    check_source (&dimacs, graph, search, sources[i]);
  check_nearest (graph, search);
  g_array_unref (dimacs.nodes);
  g_array_unref (dimacs.arcs);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/route/new-york", test_new_york);
  return g_test_run ();
}
