/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "cli/bench.h"
#include "route/nearest.h"

#define SIDE 400 /* crossings on a side of the grid */
#define N_STATIONS 50

typedef struct
{
  GArray *nodes, *points, *sections;
} Grid;

static void
add_street (Grid *grid, GRand *rand, guint32 from, guint32 to)
{
  HtRoutePoint ends[2]
      = { g_array_index (grid->nodes, HtRoutePoint, from), g_array_index (grid->nodes, HtRoutePoint, to) };
  HtRouteSection section = { .from = from,
                             .to = to,
                             .flags = HT_ROUTE_FORWARD | HT_ROUTE_BACKWARD,
                             .first_point = grid->points->len,
                             .n_points = 2,
                             .length_m = (float) ht_route_distance_m (ends[0], ends[1]),
                             .speed_kmh = (float) g_rand_int_range (rand, 20, 60),
                             .road_class = HT_ROUTE_CLASS_LAST_MAIN + 2 };
  g_array_append_vals (grid->points, ends, 2);
  g_array_append_val (grid->sections, section);
}

static HtGraph *
make_graph (GError **error)
{
  Grid grid = { g_array_new (FALSE, FALSE, sizeof (HtRoutePoint)),
                g_array_new (FALSE, FALSE, sizeof (HtRoutePoint)),
                g_array_new (FALSE, FALSE, sizeof (HtRouteSection)) };
  GRand *rand = g_rand_new_with_seed (1);
  for (guint i = 0; i < SIDE * SIDE; i++)
    {
      HtRoutePoint at = { 121 + (i % SIDE) * 1e-3, 31 + (double) (i / SIDE) * 1e-3 };
      g_array_append_val (grid.nodes, at);
    }
  for (guint32 i = 0; i < SIDE * SIDE; i++)
    {
      if (i % SIDE + 1 < SIDE)
        add_street (&grid, rand, i, i + 1);
      if (i / SIDE + 1 < SIDE)
        add_street (&grid, rand, i, i + SIDE);
    }
  HtGraphInput input = { .nodes = (HtRoutePoint *) grid.nodes->data,
                         .points = (HtRoutePoint *) grid.points->data,
                         .sections = (HtRouteSection *) grid.sections->data,
                         .n_nodes = grid.nodes->len,
                         .n_points = grid.points->len,
                         .n_sections = grid.sections->len };
  HtGraph *graph = ht_graph_new (&input, HT_VEHICLE_ENGINE, error);
  g_rand_free (rand);
  g_array_unref (grid.nodes);
  g_array_unref (grid.points);
  g_array_unref (grid.sections);
  return graph;
}

/* --- the textbook: Dijkstra with a binary heap that keeps outdated entries --- */

typedef struct
{
  guint32 ms, state;
} Entry;

static void
heap_push (GArray *heap, Entry entry)
{
  g_array_append_val (heap, entry);
  Entry *all = (Entry *) heap->data;
  guint at = heap->len - 1;
  for (; at > 0 && all[(at - 1) / 2].ms > entry.ms; at = (at - 1) / 2)
    all[at] = all[(at - 1) / 2];
  all[at] = entry;
}

static Entry
heap_pop (GArray *heap)
{
  Entry *all = (Entry *) heap->data;
  Entry first = all[0], last = all[heap->len - 1];
  guint at = 0, n = heap->len - 1;
  for (guint child = 1; child < n; child = 2 * at + 1)
    {
      child += child + 1 < n && all[child + 1].ms < all[child].ms;
      if (all[child].ms >= last.ms)
        break;
      all[at] = all[child];
      at = child;
    }
  all[at] = last;
  g_array_set_size (heap, n);
  return first;
}

static guint32 *
textbook (const HtGraph *graph, const guint32 *sources, guint n)
{
  guint32 *ms = g_new (guint32, graph->n_states);
  g_autoptr (GArray) heap = g_array_new (FALSE, FALSE, sizeof (Entry));
  for (guint i = 0; i < graph->n_states; i++)
    ms[i] = G_MAXUINT32;
  for (guint i = 0; i < n; i++)
    {
      ms[sources[i]] = 0;
      heap_push (heap, (Entry){ 0, sources[i] });
    }
  while (heap->len > 0)
    {
      Entry entry = heap_pop (heap);
      for (guint32 e = graph->out_start[entry.state];
           entry.ms == ms[entry.state] && e < graph->out_start[entry.state + 1]; e++)
        {
          const HtGraphEdge *edge = &graph->out[e];
          guint32 there = entry.ms + edge->ms;
          if (there >= ms[edge->state])
            continue;
          ms[edge->state] = there;
          heap_push (heap, (Entry){ there, edge->state });
        }
    }
  return ms;
}

/* Gigabytes a second at which the edges can be read at all: no search is faster. */
static double
measure_memory (const HtGraph *graph)
{
  guint64 sum = 0;
  double began = ht_bench_now ();
  for (guint round = 0; round < 20; round++)
    for (guint e = 0; e < graph->n_edges; e++)
      sum += graph->out[e].ms;
  /* Said of the sum, so that the reading cannot be left out. */
  g_assert (sum < G_MAXUINT64);
  return 20.0 * graph->n_edges * sizeof *graph->out / (ht_bench_now () - began) / 1e9;
}

static void
compare (HtBench *bench, const HtNearest *nearest, const guint32 *ms)
{
  for (guint i = 0; i < nearest->graph->n_states; i++)
    {
      guint32 ours = nearest->first[i].facility == HT_NO_FACILITY ? G_MAXUINT32 : nearest->first[i].ms;
      if (ours == ms[i])
        continue;
      ht_bench_differs (bench, "milliseconds at a crossing", ours, ms[i]);
      return;
    }
}

gboolean
ht_bench_roads (HtBench *bench, GError **error)
{
  g_autoptr (HtGraph) graph = make_graph (error);
  if (graph == NULL)
    return FALSE;
  HtFacility facilities[N_STATIONS];
  guint32 sources[N_STATIONS];
  for (guint i = 0; i < N_STATIONS; i++)
    {
      /* At the very start of a section, so that the textbook can start from the crossing itself. */
      guint32 section = (guint32) ((guint64) i * graph->n_sections / N_STATIONS);
      facilities[i] = (HtFacility){ ht_snap_at (graph, section, 0), 0 };
      sources[i] = graph->sections[section].from;
    }
  double began = ht_bench_now ();
  HtNearest *nearest = ht_nearest_new (graph, NULL, facilities, N_STATIONS);
  double ours = ht_bench_now () - began;
  began = ht_bench_now ();
  g_autofree guint32 *ms = textbook (graph, sources, N_STATIONS);
  double theirs = ht_bench_now () - began;

  ht_bench_note ("grid of %u crossings, %u edges, %d stations; ours also finds the second nearest",
                 graph->n_nodes, graph->n_edges, N_STATIONS);
  ht_bench_row ("nearest_stations", ours * 1e3, "ms", ours / theirs, "textbook_dijkstra_first_only");
  ht_bench_row ("nearest_edges", graph->n_edges / ours / 1e6, "Medges/s", NAN, NULL);
  ht_bench_row ("memory_read", measure_memory (graph), "GB/s", NAN, NULL);
  if (graph->n_states == graph->n_nodes)
    compare (bench, nearest, ms);
  else
    ht_bench_note ("times are not compared: this grid has several states a crossing");
  ht_nearest_free (nearest);
  return TRUE;
}
