/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "route/build.h"

#define UNSEEN G_MAXUINT32

/* Tarjan's algorithm (1972) for strongly connected components, with a stack of its own in place of recursion.
 */
typedef struct
{
  const HtGraph *graph;
  guint32 *order, *low;  /* [n_states] */
  guint32 *next_edge;    /* [n_states] where a state's scan goes on */
  guint32 *component;    /* [n_states]; UNSEEN while open */
  guint32 *path, n_path; /* states being scanned */
  guint32 *open, n_open; /* states without a component yet */
  guint32 n_seen, n_components;
  guint32 largest, largest_size;
} Tarjan;

static void
tarjan_enter (Tarjan *tarjan, guint32 state)
{
  tarjan->order[state] = tarjan->low[state] = tarjan->n_seen++;
  tarjan->next_edge[state] = tarjan->graph->out_start[state];
  tarjan->path[tarjan->n_path++] = state;
  tarjan->open[tarjan->n_open++] = state;
}

static void
tarjan_close_component (Tarjan *tarjan, guint32 root)
{
  guint32 size = 0, state;
  do
    {
      state = tarjan->open[--tarjan->n_open];
      tarjan->component[state] = tarjan->n_components;
      size++;
    }
  while (state != root);
  if (size > tarjan->largest_size)
    {
      tarjan->largest_size = size;
      tarjan->largest = tarjan->n_components;
    }
  tarjan->n_components++;
}

static void
tarjan_leave (Tarjan *tarjan, guint32 state)
{
  tarjan->n_path--;
  if (tarjan->n_path > 0)
    {
      guint32 parent = tarjan->path[tarjan->n_path - 1];
      tarjan->low[parent] = MIN (tarjan->low[parent], tarjan->low[state]);
    }
  if (tarjan->low[state] == tarjan->order[state])
    tarjan_close_component (tarjan, state);
}

static void
tarjan_scan (Tarjan *tarjan, guint32 start)
{
  tarjan_enter (tarjan, start);
  while (tarjan->n_path > 0)
    {
      guint32 state = tarjan->path[tarjan->n_path - 1];
      if (tarjan->next_edge[state] == tarjan->graph->out_start[state + 1])
        {
          tarjan_leave (tarjan, state);
          continue;
        }
      guint32 next = tarjan->graph->out[tarjan->next_edge[state]++].state;
      if (tarjan->order[next] == UNSEEN)
        tarjan_enter (tarjan, next);
      else if (tarjan->component[next] == UNSEEN)
        tarjan->low[state] = MIN (tarjan->low[state], tarjan->order[next]);
    }
}

void
ht_graph_mark_main_part (HtGraph *graph)
{
  gsize n = graph->n_states;
  g_autofree guint32 *memory = g_new (guint32, 6 * n + 1);
  Tarjan tarjan = { .graph = graph,
                    .order = memory,
                    .low = memory + n,
                    .next_edge = memory + 2 * n,
                    .component = memory + 3 * n,
                    .path = memory + 4 * n,
                    .open = memory + 5 * n };
  memset (tarjan.order, 0xff, n * sizeof (guint32));
  memset (tarjan.component, 0xff, n * sizeof (guint32));
  for (guint32 state = 0; state < n; state++)
    if (tarjan.order[state] == UNSEEN)
      tarjan_scan (&tarjan, state);
  for (guint32 state = 0; state < n; state++)
    for (guint32 i = graph->out_start[state]; i < graph->out_start[state + 1]; i++)
      if (tarjan.component[state] == tarjan.largest
          && tarjan.component[graph->out[i].state] == tarjan.largest)
        graph->main_part[graph->out[i].arc / 2] = 1;
}
