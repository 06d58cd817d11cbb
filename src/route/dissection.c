/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "route/dissection.h"

#include <stdlib.h>
#include <string.h>

#define LEAF 3       /* nodes; a part this small is not cut */
#define SHARE 0.25   /* of a part's nodes that are fixed on either side of its cut */
#define FEW_AXES 600 /* parts below are tried along two axes only */

enum
{
  SIDE_NONE,
  SIDE_SOURCE,
  SIDE_TARGET,
};

typedef struct
{
  guint n;
  guint32 *first, *to, *back; /* adjacency; back: the same edge seen from the other end */
  gint8 *flow;                /* of each directed edge: -1, 0, 1 */
  guint32 *part;              /* of each node */
  guint8 *side;               /* SIDE_* while its part is cut */
  gint32 *level;              /* breadth-first distance from the source; -1 */
  guint32 *at;                /* next edge to try */
  guint32 *queue, *trail;
  double *key, *keys;      /* place along the axis; a copy to select from */
  gboolean *beyond, *best; /* whether a node is on the target's side of the cut; of the best cut */
  const HtDissectionInput *input;
  guint32 *rank;
  guint32 n_parts;
} Graph;

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  guint64 x = *(const guint64 *) a, y = *(const guint64 *) b;
  return (x > y) - (x < y);
}

/* Neighbours once each, in order. */
static void
make_adjacency (const HtDissectionInput *input, guint32 **first, guint32 **to)
{
  guint n_pairs = 0, kept = 0;
  guint64 *pairs = g_new (guint64, MAX (2 * input->n_arcs, 1));
  for (guint i = 0; i < input->n_arcs; i++)
    {
      guint64 a = input->tails[i], b = input->heads[i];
      if (a == b)
        continue;
      pairs[n_pairs++] = a << 32 | b;
      pairs[n_pairs++] = b << 32 | a;
    }
  qsort (pairs, n_pairs, sizeof *pairs, compare_pairs);
  *first = g_new0 (guint32, input->n_nodes + 1);
  *to = g_new (guint32, MAX (n_pairs, 1));
  for (guint i = 0; i < n_pairs; i++)
    {
      if (i > 0 && pairs[i] == pairs[i - 1])
        continue;
      (*to)[kept++] = (guint32) pairs[i];
      (*first)[(pairs[i] >> 32) + 1]++;
    }
  for (guint i = 0; i < input->n_nodes; i++)
    (*first)[i + 1] += (*first)[i];
  g_free (pairs);
}

static guint32
find_edge (const Graph *graph, guint32 from, guint32 to)
{
  guint32 low = graph->first[from], high = graph->first[from + 1];
  while (low + 1 < high)
    {
      guint32 middle = (low + high) / 2;
      if (graph->to[middle] <= to)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/* --- the greatest flow (Dinic 1970), every edge carrying one --- */

static gboolean
label_levels (Graph *graph, const guint32 *nodes, guint n)
{
  guint head = 0, tail = 0;
  gboolean reached = FALSE;
  guint32 part = graph->part[nodes[0]];
  for (guint i = 0; i < n; i++)
    {
      guint32 v = nodes[i];
      graph->at[v] = graph->first[v];
      graph->level[v] = graph->side[v] == SIDE_SOURCE ? 0 : -1;
      if (graph->level[v] == 0)
        graph->queue[tail++] = v;
    }
  while (head < tail)
    {
      guint32 v = graph->queue[head++];
      for (guint32 e = graph->first[v]; e < graph->first[v + 1]; e++)
        {
          guint32 w = graph->to[e];
          if (graph->part[w] != part || graph->level[w] >= 0 || graph->flow[e] > 0)
            continue;
          graph->level[w] = graph->level[v] + 1;
          reached |= graph->side[w] == SIDE_TARGET;
          graph->queue[tail++] = w;
        }
    }
  return reached;
}

/* One path from @source along rising levels; FALSE where there is none left. */
static gboolean
push_path (Graph *graph, guint32 source)
{
  guint depth = 0;
  guint32 v = source, part = graph->part[source];
  while (graph->side[v] != SIDE_TARGET)
    {
      guint32 e = graph->at[v];
      if (e == graph->first[v + 1])
        {
          if (depth == 0)
            return FALSE;
          v = graph->to[graph->back[graph->trail[--depth]]];
          graph->at[v]++;
          continue;
        }
      guint32 w = graph->to[e];
      if (graph->part[w] != part || graph->flow[e] > 0 || graph->level[w] != graph->level[v] + 1)
        {
          graph->at[v]++;
          continue;
        }
      graph->trail[depth++] = e;
      v = w;
    }
  for (guint i = 0; i < depth; i++)
    {
      graph->flow[graph->trail[i]]++;
      graph->flow[graph->back[graph->trail[i]]]--;
    }
  return TRUE;
}

/* The flow from source side to target side, or @limit where it is not less. */
static guint
find_flow (Graph *graph, const guint32 *nodes, guint n, guint limit)
{
  guint flow = 0;
  for (guint i = 0; i < n; i++)
    memset (graph->flow + graph->first[nodes[i]], 0, graph->first[nodes[i] + 1] - graph->first[nodes[i]]);
  while (flow < limit && label_levels (graph, nodes, n))
    for (guint i = 0; i < n && flow < limit; i++)
      while (graph->side[nodes[i]] == SIDE_SOURCE && flow < limit && push_path (graph, nodes[i]))
        flow++;
  return flow;
}

/* --- cuts --- */

/* The element that would be at @place were @keys sorted (Hoare 1961). */
static double
select_key (double *keys, guint n, guint place)
{
  guint low = 0, high = n - 1;
  while (low < high)
    {
      double pivot = keys[(low + high) / 2];
      guint i = low, j = high;
      for (;;)
        {
          while (keys[i] < pivot)
            i++;
          while (keys[j] > pivot)
            j--;
          if (i >= j)
            break;
          double swap = keys[i];
          keys[i++] = keys[j];
          keys[j--] = swap;
        }
      if (place <= j)
        high = j;
      else
        low = j + 1;
    }
  return keys[place];
}

static void
choose_sides (Graph *graph, const guint32 *nodes, guint n, guint axis)
{
  static const double axes[4][2] = { { 1, 0 }, { 0, 1 }, { 1, 1 }, { 1, -1 } };
  for (guint i = 0; i < n; i++)
    {
      guint32 v = nodes[i];
      graph->key[v] = graph->input->x[v] * axes[axis][0] + graph->input->y[v] * axes[axis][1];
      graph->keys[i] = graph->key[v];
    }
  double low = select_key (graph->keys, n, (guint) (SHARE * n));
  double high = select_key (graph->keys, n, n - 1 - (guint) (SHARE * n));
  for (guint i = 0; i < n; i++)
    {
      guint32 v = nodes[i];
      graph->side[v] = graph->key[v] <= low ? SIDE_SOURCE : graph->key[v] >= high ? SIDE_TARGET : SIDE_NONE;
    }
}

/* Sets graph->best of the nodes to the sides of the smallest cut. */
static void
find_cut (Graph *graph, const guint32 *nodes, guint n)
{
  guint least = G_MAXUINT, n_axes = n < FEW_AXES ? 2 : 4;
  for (guint axis = 0; axis < n_axes; axis++)
    {
      choose_sides (graph, nodes, n, axis);
      guint flow = find_flow (graph, nodes, n, least);
      if (flow >= least)
        continue;
      least = flow;
      for (guint i = 0; i < n; i++)
        graph->best[nodes[i]] = graph->level[nodes[i]] < 0;
    }
}

/* Of the nodes on side @beyond those with a neighbour across. */
static guint
mark_shore (Graph *graph, const guint32 *nodes, guint n, gboolean beyond, gboolean mark)
{
  guint count = 0;
  for (guint i = 0; i < n; i++)
    {
      guint32 v = nodes[i];
      gboolean shore = FALSE;
      for (guint32 e = graph->first[v]; e < graph->first[v + 1] && graph->best[v] == beyond; e++)
        shore |= graph->part[graph->to[e]] == graph->part[v] && graph->best[graph->to[e]] != beyond;
      if (mark)
        graph->beyond[v] = shore;
      count += shore;
    }
  return count;
}

/* Sorts the nodes into source side, target side, cut; returns the sizes of the first two. */
static void
divide (Graph *graph, guint32 *nodes, guint n, guint sizes[2])
{
  guint near = mark_shore (graph, nodes, n, FALSE, FALSE), far = mark_shore (graph, nodes, n, TRUE, FALSE);
  mark_shore (graph, nodes, n, near > far, TRUE);
  guint places[3] = { 0, 0, 0 }, counts[3] = { 0, 0, 0 };
  for (guint i = 0; i < n; i++)
    counts[graph->beyond[nodes[i]] ? 2 : graph->best[nodes[i]] ? 1 : 0]++;
  places[1] = counts[0];
  places[2] = counts[0] + counts[1];
  for (guint i = 0; i < n; i++)
    graph->queue[places[graph->beyond[nodes[i]] ? 2 : graph->best[nodes[i]] ? 1 : 0]++] = nodes[i];
  memcpy (nodes, graph->queue, n * sizeof *nodes);
  sizes[0] = counts[0];
  sizes[1] = counts[1];
}

/* A run of nodes still to be ordered; the ranks it takes are those of its places. */
typedef struct
{
  guint first, n;
} Run;

static void
order_all (Graph *graph, guint32 *nodes)
{
  g_autoptr (GArray) runs = g_array_new (FALSE, FALSE, sizeof (Run));
  Run whole = { 0, graph->n };
  g_array_append_val (runs, whole);
  while (runs->len > 0)
    {
      Run run = g_array_index (runs, Run, runs->len - 1);
      guint sizes[2] = { 0, 0 };
      g_array_set_size (runs, runs->len - 1);
      graph->n_parts++;
      for (guint i = run.first; i < run.first + run.n; i++)
        graph->part[nodes[i]] = graph->n_parts;
      if (run.n > LEAF)
        {
          find_cut (graph, nodes + run.first, run.n);
          divide (graph, nodes + run.first, run.n, sizes);
        }
      if (MAX (sizes[0], sizes[1]) == run.n) /* all at one place */
        sizes[0] = sizes[1] = 0;
      for (guint i = run.first + sizes[0] + sizes[1]; i < run.first + run.n; i++)
        {
          graph->part[nodes[i]] = 0;
          graph->rank[nodes[i]] = i;
        }
      const Run near = { run.first, sizes[0] }, far = { run.first + sizes[0], sizes[1] };
      if (near.n > 0)
        g_array_append_val (runs, near);
      if (far.n > 0)
        g_array_append_val (runs, far);
    }
}

void
ht_dissection_order (const HtDissectionInput *input, guint32 *rank)
{
  guint n = input->n_nodes;
  if (n == 0)
    return;
  Graph graph = { .n = n, .input = input, .rank = rank };
  make_adjacency (input, &graph.first, &graph.to);
  guint m = graph.first[n];
  graph.back = g_new (guint32, MAX (m, 1));
  graph.flow = g_new0 (gint8, MAX (m, 1));
  for (guint32 v = 0; v < n; v++)
    for (guint32 e = graph.first[v]; e < graph.first[v + 1]; e++)
      graph.back[e] = find_edge (&graph, graph.to[e], v);
  g_autofree guint32 *part = graph.part = g_new0 (guint32, n), *at = graph.at = g_new (guint32, n);
  g_autofree guint32 *queue = graph.queue = g_new (guint32, n), *trail = graph.trail = g_new (guint32, n);
  g_autofree guint8 *side = graph.side = g_new0 (guint8, n);
  g_autofree gint32 *level = graph.level = g_new (gint32, n);
  g_autofree double *key = graph.key = g_new (double, n), *keys = graph.keys = g_new (double, n);
  g_autofree gboolean *beyond = graph.beyond = g_new0 (gboolean, n),
                      *best = graph.best = g_new0 (gboolean, n);
  g_autofree guint32 *nodes = g_new (guint32, n);
  for (guint32 v = 0; v < n; v++)
    nodes[v] = v;
  order_all (&graph, nodes);
  g_free (graph.first);
  g_free (graph.to);
  g_free (graph.back);
  g_free (graph.flow);
}

/* --- contraction --- */

/* Neighbours of higher rank, as ranks in rising order. */
typedef struct
{
  guint32 *ranks;
  guint n;
} Above;

/* Adds the ranks @more, all above @to's own, to a list. */
static void
merge (Above *to, const guint32 *more, guint n)
{
  guint32 *merged = g_new (guint32, to->n + n);
  guint i = 0, k = 0, count = 0;
  while (i < to->n || k < n)
    {
      guint32 low = i < to->n && (k == n || to->ranks[i] <= more[k]) ? to->ranks[i] : more[k];
      while (i < to->n && to->ranks[i] == low)
        i++;
      while (k < n && more[k] == low)
        k++;
      merged[count++] = low;
    }
  g_free (to->ranks);
  to->ranks = merged;
  to->n = count;
}

static int
compare_ranks (gconstpointer a, gconstpointer b)
{
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;
  return (x > y) - (x < y);
}

guint64
ht_dissection_count_triangles (const HtDissectionInput *input, const guint32 *rank)
{
  guint n = input->n_nodes;
  guint64 triangles = 0;
  g_autofree guint32 *first = NULL, *to = NULL;
  make_adjacency (input, &first, &to);
  g_autofree Above *above = g_new0 (Above, MAX (n, 1));
  for (guint32 v = 0; v < n; v++)
    {
      Above *own = &above[rank[v]];
      own->ranks = g_new (guint32, MAX (first[v + 1] - first[v], 1));
      for (guint32 e = first[v]; e < first[v + 1]; e++)
        if (rank[to[e]] > rank[v])
          own->ranks[own->n++] = rank[to[e]];
      qsort (own->ranks, own->n, sizeof *own->ranks, compare_ranks);
    }
  for (guint32 r = 0; r < n; r++)
    {
      Above *own = &above[r];
      triangles += (guint64) own->n * (own->n - (own->n > 0)) / 2;
      if (own->n > 1)
        merge (&above[own->ranks[0]], own->ranks + 1, own->n - 1);
      g_clear_pointer (&own->ranks, g_free);
    }
  return triangles;
}
