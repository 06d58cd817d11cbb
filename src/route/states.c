/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "route/build.h"
#include "route/forbidden.h"
#include "route/place.h"

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
  HtForbidden *forbidden;
  guint32 *prefix;     /* [n_states] what the forbidden chains know there */
  guint32 *long_state; /* [long prefixes] the state of each */
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

/* An "only" path begins with an "only" turn. */
static void
builder_take_turns (Builder *builder, const HtGraphInput *input)
{
  builder->turns = g_new (HtRouteTurn, (gsize) input->n_turns + input->n_paths + 1);
  if (input->n_turns > 0)
    memcpy (builder->turns, input->turns, input->n_turns * sizeof *input->turns);
  builder->n_turns = input->n_turns;
  for (guint i = 0; i < input->n_paths; i++)
    {
      const HtRoutePath *path = &input->paths[i];
      if (path->only)
        builder->turns[builder->n_turns++]
            = (HtRouteTurn){ path->from, path->via, input->path_sections[path->first], TRUE };
    }
}

static void
builder_sort_turns (Builder *builder, const HtGraphInput *input)
{
  builder_take_turns (builder, input);
  guint n = builder->n_turns;
  if (n > 0)
    qsort (builder->turns, n, sizeof *builder->turns, compare_turns);
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

/* Where chains begin or go on each arc must have its own state. */
static void
builder_split_for_chains (Builder *builder, const HtGraphInput *input)
{
  HtGraph *graph = builder->graph;
  for (guint i = 0; i < input->n_paths; i++)
    builder->split[input->paths[i].via] = 1;
  for (guint i = 0; i < ht_forbidden_count (builder->forbidden); i++)
    builder->split[ht_graph_arc_head (graph, ht_forbidden_get_arc (builder->forbidden, i))] = 1;
}

/* The states of one node from @n on; returns the next free number. @next_long moves on. */
static guint32
builder_number_node (Builder *builder, guint32 node, guint32 n, guint *next_long)
{
  HtGraph *graph = builder->graph;
  const ArcsByNode *in = &builder->entering;
  guint32 n_in = in->start[node + 1] - in->start[node];
  gboolean split = n_in > 0 && (builder->split[node] || builder_must_split (builder, node));
  builder->split[node] = split;
  graph->node_state[node] = n;
  for (guint32 i = 0; i < n_in; i++)
    graph->arc_state[in->arcs[in->start[node] + i]] = n + (split ? i : 0);
  for (guint32 i = 0; i < (split ? n_in : 1); i++, n++)
    {
      graph->state_node[n] = node;
      builder->state_arc[n] = split ? in->arcs[in->start[node] + i] : HT_GRAPH_NO_ARC;
      builder->prefix[n] = split ? ht_forbidden_begin (builder->forbidden, builder->state_arc[n]) : 0;
    }
  for (; *next_long < ht_forbidden_count (builder->forbidden); (*next_long)++, n++)
    {
      guint32 arc = ht_forbidden_get_arc (builder->forbidden, *next_long);
      if (ht_graph_arc_head (graph, arc) != node)
        break;
      graph->state_node[n] = node;
      builder->state_arc[n] = arc;
      builder->prefix[n] = ht_forbidden_get_prefix (builder->forbidden, *next_long);
      builder->long_state[*next_long] = n;
    }
  return n;
}

/* Numbers the states node by node, so that states of neighbours tend to lie together in memory. */
static void
builder_number_states (Builder *builder, const HtGraphInput *input)
{
  HtGraph *graph = builder->graph;
  guint n_long = ht_forbidden_count (builder->forbidden), next_long = 0;
  gsize most = (gsize) graph->n_nodes + builder->entering.start[graph->n_nodes] + n_long;
  graph->state_node = g_new (guint32, most + 1);
  builder->state_arc = g_new (guint32, most + 1);
  builder->prefix = g_new (guint32, most + 1);
  builder->long_state = g_new (guint32, (gsize) n_long + 1);
  graph->node_state = g_new (guint32, (gsize) graph->n_nodes + 1);
  builder->split = g_new0 (guint8, graph->n_nodes);
  builder_split_for_chains (builder, input);
  guint32 n = 0;
  for (guint32 node = 0; node < graph->n_nodes; node++)
    n = builder_number_node (builder, node, n, &next_long);
  graph->node_state[graph->n_nodes] = n;
  graph->n_states = n;
  graph->state_node = g_renew (guint32, graph->state_node, (gsize) n + 1);
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
      guint32 prefix;
      if (!ht_forbidden_step (builder->forbidden, builder->prefix[state], next, &prefix))
        continue;
      guint32 index = ht_forbidden_get_index (builder->forbidden, prefix);
      guint32 end = index != G_MAXUINT32 ? builder->long_state[index] : graph->arc_state[next];
      HtGraphEdge edge = { next, end, turn_ms + graph->arc_ms[next] };
      g_array_append_val (edges, edge);
    }
}

/* Every way out of every state: what is forbidden is few. */
static guint
builder_count_edges (const Builder *builder)
{
  const HtGraph *graph = builder->graph;
  guint64 n = 0;
  for (guint32 state = 0; state < graph->n_states; state++)
    {
      guint32 node = graph->state_node[state];
      n += builder->leaving.start[node + 1] - builder->leaving.start[node];
    }
  return (guint) MIN (n, 1 << 26);
}

static gboolean
builder_make_edges_out (Builder *builder, GError **error)
{
  HtGraph *graph = builder->graph;
  g_autoptr (GArray) edges
      = g_array_sized_new (FALSE, FALSE, sizeof (HtGraphEdge), builder_count_edges (builder));
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

/* The same edges by the state they end in, there by arc, and for one arc by the state they start from. But
 * for the states of long prefixes, which have one arc only, an arc ends in one state, so its edges stay
 * together: counting them by arc (and by long prefix) is enough to know every place. */
typedef struct
{
  guint32 n_arcs;
  guint32 *next; /* [arcs, then long prefixes] first the edges, then the next place */
} Places;

static guint32
place_of (const Builder *builder, const Places *places, const HtGraphEdge *edge)
{
  guint32 index = ht_forbidden_get_index (builder->forbidden, builder->prefix[edge->state]);
  return index != G_MAXUINT32 ? places->n_arcs + index : edge->arc;
}

static void
builder_make_places (Builder *builder, Places *places)
{
  HtGraph *graph = builder->graph;
  guint n_long = ht_forbidden_count (builder->forbidden);
  g_autofree guint32 *used = g_new0 (guint32, (gsize) graph->n_states + 1);
  for (guint32 i = 0; i < graph->n_edges; i++)
    {
      places->next[place_of (builder, places, &graph->out[i])]++;
      graph->in_start[graph->out[i].state + 1]++;
    }
  for (guint32 state = 0; state < graph->n_states; state++)
    graph->in_start[state + 1] += graph->in_start[state];
  for (guint32 arc = 0; arc < places->n_arcs; arc++)
    {
      if (places->next[arc] == 0)
        continue;
      guint32 state = graph->arc_state[arc], n = places->next[arc];
      places->next[arc] = graph->in_start[state] + used[state];
      used[state] += n;
    }
  for (guint i = 0; i < n_long; i++)
    places->next[places->n_arcs + i] = graph->in_start[builder->long_state[i]];
}

static void
builder_make_edges_in (Builder *builder)
{
  HtGraph *graph = builder->graph;
  Places places = { .n_arcs = 2 * graph->n_sections };
  g_autofree guint32 *next
      = g_new0 (guint32, (gsize) places.n_arcs + ht_forbidden_count (builder->forbidden) + 1);
  places.next = next;
  graph->in_start = g_new0 (guint32, (gsize) graph->n_states + 2);
  graph->in = g_new (HtGraphEdge, (gsize) graph->n_edges + 1);
  builder_make_places (builder, &places);
  for (guint32 state = 0; state < graph->n_states; state++)
    for (guint32 i = graph->out_start[state]; i < graph->out_start[state + 1]; i++)
      graph->in[next[place_of (builder, &places, &graph->out[i])]++]
          = (HtGraphEdge){ graph->out[i].arc, state, graph->out[i].ms };
}

/* Arcs with states of long prefixes: all the edges they are entered by, those of the plain state first. */
static void
builder_gather_entries (Builder *builder)
{
  HtGraph *graph = builder->graph;
  for (guint i = 0; i < ht_forbidden_count (builder->forbidden); i++)
    {
      gpointer arc = GUINT_TO_POINTER (ht_forbidden_get_arc (builder->forbidden, i));
      guint32 state = builder->long_state[i];
      GArray *edges = g_hash_table_lookup (graph->entries, arc);
      if (edges == NULL)
        {
          HtEntries plain = ht_place_get_entries (graph, GPOINTER_TO_UINT (arc));
          edges = g_array_new (FALSE, FALSE, sizeof (HtGraphEdge));
          g_array_append_vals (edges, plain.edges, plain.n);
          g_hash_table_insert (graph->entries, arc, edges);
        }
      g_array_append_vals (edges, &graph->in[graph->in_start[state]],
                           graph->in_start[state + 1] - graph->in_start[state]);
    }
}

gboolean
ht_graph_build_states (HtGraph *graph, const HtGraphInput *input, GError **error)
{
  Builder builder = { .graph = graph };
  graph->entries = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  builder_sort_turns (&builder, input);
  builder.leaving = sort_arcs (graph, ht_graph_arc_tail);
  builder.entering = sort_arcs (graph, ht_graph_arc_head);
  builder.forbidden
      = ht_forbidden_new (graph, input, (HtLeaving){ builder.leaving.start, builder.leaving.arcs });
  builder_number_states (&builder, input);
  gboolean done = builder_make_edges_out (&builder, error);
  if (done)
    {
      builder_make_edges_in (&builder);
      builder_gather_entries (&builder);
    }
  ht_forbidden_free (builder.forbidden);
  g_free (builder.prefix);
  g_free (builder.long_state);
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
