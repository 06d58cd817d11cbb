/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "route/build.h"

/* Drivable arcs by the node they leave or enter: node v owns arcs[start[v]] to arcs[start[v + 1] - 1],
 * ascending. */
typedef struct
{
  guint32 *start, *arcs;
} ArcsByNode;

typedef struct
{
  HtGraph *graph;
  HtRouteTurn *turns; /* sorted by via */
  guint n_turns;
  guint32 *turn_start; /* [n_nodes + 1] */
  ArcsByNode leaving, entering;
  guint8 *split;      /* [n_nodes] 1: a state for each entering arc */
  guint32 *state_arc; /* [n_states] the entering arc of a split node's state; HT_GRAPH_NO_ARC elsewhere */
} Builder;

typedef guint32 (*ArcEnd) (const HtGraph *graph, guint32 arc);

/* Counting sort of the drivable arcs by one end. While it runs start[v + 1] is the next free place of v; it
 * ends as the first place of v + 1. */
static ArcsByNode
sort_arcs (const HtGraph *graph, ArcEnd end)
{
  ArcsByNode by = { g_new0 (guint32, graph->n_nodes + 2), NULL };
  guint32 n_arcs = 2 * graph->n_sections, *next = by.start + 1;
  for (guint32 arc = 0; arc < n_arcs; arc++)
    if (ht_graph_arc_is_drivable (graph, arc))
      by.start[end (graph, arc) + 2]++;
  for (guint32 node = 0; node < graph->n_nodes; node++)
    next[node + 1] += next[node];
  by.arcs = g_new (guint32, next[graph->n_nodes] + 1);
  for (guint32 arc = 0; arc < n_arcs; arc++)
    if (ht_graph_arc_is_drivable (graph, arc))
      by.arcs[next[end (graph, arc)]++] = arc;
  return by;
}

static int
compare_turns (const void *a, const void *b)
{
  const HtRouteTurn *x = a, *y = b;
  return (x->via > y->via) - (x->via < y->via);
}

static void
builder_sort_turns (Builder *builder, const HtRouteTurn *turns, guint n)
{
  builder->turns = g_memdup2 (turns, n * sizeof *turns);
  builder->n_turns = n;
  if (n > 0)
    qsort (builder->turns, n, sizeof *turns, compare_turns);
  builder->turn_start = g_new0 (guint32, builder->graph->n_nodes + 1);
  for (guint i = 0; i < n; i++)
    builder->turn_start[builder->turns[i].via + 1]++;
  for (guint32 node = 0; node < builder->graph->n_nodes; node++)
    builder->turn_start[node + 1] += builder->turn_start[node];
}

/* A "no" forbids its pair. An "only" forbids every other way out, the U-turn too. Several "only" of one road
 * allow each of theirs. */
static gboolean
builder_allows (const Builder *builder, guint32 node, guint32 arc, guint32 next)
{
  gboolean has_only = FALSE, is_only = FALSE;
  for (guint32 i = builder->turn_start[node]; i < builder->turn_start[node + 1]; i++)
    {
      const HtRouteTurn *turn = &builder->turns[i];
      if (turn->from != arc / 2)
        continue;
      if (!turn->only && turn->to == next / 2)
        return FALSE;
      has_only |= turn->only;
      is_only |= turn->only && turn->to == next / 2;
    }
  return is_only || !has_only;
}

static gboolean
builder_must_split (const Builder *builder, guint32 node)
{
  if (builder->turn_start[node] < builder->turn_start[node + 1])
    return TRUE;
  const ArcsByNode *in = &builder->entering, *out = &builder->leaving;
  for (guint32 i = in->start[node]; i < in->start[node + 1]; i++)
    for (guint32 j = out->start[node]; j < out->start[node + 1]; j++)
      if (ht_graph_turn_ms (builder->graph, in->arcs[i], out->arcs[j]) > 0)
        return TRUE;
  return FALSE;
}

/* Numbers the states node by node, so that states of neighbours tend to lie together in memory. */
static void
builder_number_states (Builder *builder)
{
  HtGraph *graph = builder->graph;
  const ArcsByNode *in = &builder->entering;
  gsize most = (gsize) graph->n_nodes + in->start[graph->n_nodes];
  graph->state_node = g_new (guint32, most + 1);
  builder->state_arc = g_new (guint32, most + 1);
  graph->node_state = g_new (guint32, (gsize) graph->n_nodes + 1);
  builder->split = g_new0 (guint8, graph->n_nodes);
  guint32 n = 0;
  for (guint32 node = 0; node < graph->n_nodes; node++)
    {
      guint32 n_in = in->start[node + 1] - in->start[node];
      builder->split[node] = n_in > 0 && builder_must_split (builder, node);
      graph->node_state[node] = n;
      guint32 n_states = builder->split[node] ? n_in : 1;
      for (guint32 i = 0; i < n_states; i++, n++)
        {
          graph->state_node[n] = node;
          builder->state_arc[n] = builder->split[node] ? in->arcs[in->start[node] + i] : HT_GRAPH_NO_ARC;
        }
      for (guint32 i = 0; i < n_in; i++)
        graph->arc_state[in->arcs[in->start[node] + i]]
            = graph->node_state[node] + (builder->split[node] ? i : 0);
    }
  graph->node_state[graph->n_nodes] = n;
  graph->n_states = n;
}

static void
builder_add_edges_out (Builder *builder, guint32 state, GArray *edges)
{
  HtGraph *graph = builder->graph;
  guint32 node = graph->state_node[state], arc = builder->state_arc[state];
  for (guint32 i = builder->leaving.start[node]; i < builder->leaving.start[node + 1]; i++)
    {
      guint32 next = builder->leaving.arcs[i];
      guint32 turn_ms = 0;
      if (arc != HT_GRAPH_NO_ARC)
        {
          if (!builder_allows (builder, node, arc, next))
            continue;
          turn_ms = ht_graph_turn_ms (graph, arc, next);
        }
      HtGraphEdge edge = { next, graph->arc_state[next], turn_ms + graph->arc_ms[next] };
      g_array_append_val (edges, edge);
    }
}

static gboolean
builder_make_edges_out (Builder *builder, GError **error)
{
  HtGraph *graph = builder->graph;
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (HtGraphEdge));
  graph->out_start = g_new (guint32, (gsize) graph->n_states + 1);
  for (guint32 state = 0; state < graph->n_states; state++)
    {
      graph->out_start[state] = edges->len;
      builder_add_edges_out (builder, state, edges);
      if (edges->len > G_MAXINT32)
        {
          g_set_error (error, HT_ROUTE_ERROR, HT_ROUTE_ERROR_TOO_LARGE, "more turns than can be numbered");
          return FALSE;
        }
    }
  graph->out_start[graph->n_states] = edges->len;
  graph->n_edges = edges->len;
  graph->out = (HtGraphEdge *) g_array_free (g_steal_pointer (&edges), FALSE);
  return TRUE;
}

/* The same edges by the state they end in, there by arc, and for one arc by the state they start from. An arc
 * ends in one state, so its edges stay together: counting them by arc is enough to know every place. */
static void
make_edges_in (HtGraph *graph)
{
  guint32 n_arcs = 2 * graph->n_sections;
  g_autofree guint32 *next
      = g_new0 (guint32, (gsize) n_arcs + 1); /* first the edges of an arc, then its next place */
  graph->in_start = g_new0 (guint32, (gsize) graph->n_states + 2);
  graph->in = g_new (HtGraphEdge, (gsize) graph->n_edges + 1);
  for (guint32 i = 0; i < graph->n_edges; i++)
    {
      next[graph->out[i].arc]++;
      graph->in_start[graph->out[i].state + 1]++;
    }
  for (guint32 state = 0; state < graph->n_states; state++)
    graph->in_start[state + 1] += graph->in_start[state];
  g_autofree guint32 *used = g_new0 (guint32, (gsize) graph->n_states + 1);
  for (guint32 arc = 0; arc < n_arcs; arc++)
    {
      if (next[arc] == 0)
        continue;
      guint32 state = graph->arc_state[arc], n = next[arc];
      next[arc] = graph->in_start[state] + used[state];
      used[state] += n;
    }
  for (guint32 state = 0; state < graph->n_states; state++)
    for (guint32 i = graph->out_start[state]; i < graph->out_start[state + 1]; i++)
      graph->in[next[graph->out[i].arc]++] = (HtGraphEdge){ graph->out[i].arc, state, graph->out[i].ms };
}

gboolean
ht_graph_build_states (HtGraph *graph, const HtRouteTurn *turns, guint n_turns, GError **error)
{
  Builder builder = { .graph = graph };
  builder_sort_turns (&builder, turns, n_turns);
  builder.leaving = sort_arcs (graph, ht_graph_arc_tail);
  builder.entering = sort_arcs (graph, ht_graph_arc_head);
  builder_number_states (&builder);
  gboolean done = builder_make_edges_out (&builder, error);
  if (done)
    make_edges_in (graph);
  g_free (builder.turns);
  g_free (builder.turn_start);
  g_free (builder.leaving.start);
  g_free (builder.leaving.arcs);
  g_free (builder.entering.start);
  g_free (builder.entering.arcs);
  g_free (builder.split);
  g_free (builder.state_arc);
  return done;
}
