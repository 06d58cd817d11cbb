/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/components.h"

typedef struct
{
  guint32 from, to;
} Arc;

struct _HtArcList
{
  GArray *arcs;
};

HtArcList *
ht_arc_list_new (void)
{
  HtArcList *list = g_new0 (HtArcList, 1);
  list->arcs = g_array_new (FALSE, FALSE, sizeof (Arc));
  return list;
}

void
ht_arc_list_free (HtArcList *list)
{
  g_array_unref (list->arcs);
  g_free (list);
}

void
ht_arc_list_add (HtArcList *list, guint32 from, guint32 to)
{
  Arc arc = { from, to };
  g_array_append_val (list->arcs, arc);
}

/* Adjacency in rows: the heads of node i's arcs are heads[first[i]] … heads[first[i + 1] - 1]. */
typedef struct
{
  guint32 *first, *heads;
  guint32 *order, *low; /* visit number from 1 (0: not seen) and Tarjan's lowlink */
  guint32 *next;        /* the arc to look at next, for each node on the path */
  guint32 *parent;
  guint32 *open; /* Tarjan's stack */
  guint8 *on_open;
  guint n_open, n_seen, largest;
} Search;

static void
search_init (Search *search, const GArray *arcs, guint n_nodes)
{
  *search = (Search){ .first = g_new0 (guint32, (gsize) n_nodes + 1),
                      .heads = g_new (guint32, (gsize) arcs->len + 1),
                      .order = g_new0 (guint32, n_nodes),
                      .low = g_new0 (guint32, n_nodes),
                      .next = g_new0 (guint32, n_nodes),
                      .parent = g_new0 (guint32, n_nodes),
                      .open = g_new0 (guint32, n_nodes),
                      .on_open = g_new0 (guint8, n_nodes) };
  for (guint i = 0; i < arcs->len; i++)
    search->first[g_array_index (arcs, Arc, i).from + 1]++;
  for (guint i = 0; i < n_nodes; i++)
    {
      search->first[i + 1] += search->first[i];
      search->next[i] = search->first[i];
    }
  for (guint i = 0; i < arcs->len; i++)
    {
      const Arc *arc = &g_array_index (arcs, Arc, i);
      search->heads[search->next[arc->from]++] = arc->to;
    }
  for (guint i = 0; i < n_nodes; i++)
    search->next[i] = search->first[i];
}

static void
search_clear (Search *search)
{
  g_free (search->first);
  g_free (search->heads);
  g_free (search->order);
  g_free (search->low);
  g_free (search->next);
  g_free (search->parent);
  g_free (search->open);
  g_free (search->on_open);
}

static void
enter (Search *search, guint32 node, guint32 parent)
{
  search->order[node] = search->low[node] = ++search->n_seen;
  search->parent[node] = parent;
  search->open[search->n_open++] = node;
  search->on_open[node] = TRUE;
}

/* @node is the root of a component: takes it off the stack. */
static void
close_component (Search *search, guint32 node)
{
  guint size = 0;
  guint32 member;
  do
    {
      member = search->open[--search->n_open];
      search->on_open[member] = FALSE;
      size++;
    }
  while (member != node);
  search->largest = MAX (search->largest, size);
}

static void
search_from (Search *search, guint32 root)
{
  guint32 node = root;
  enter (search, root, root);
  for (;;)
    {
      if (search->next[node] < search->first[node + 1])
        {
          guint32 head = search->heads[search->next[node]++];
          if (search->order[head] == 0)
            {
              enter (search, head, node);
              node = head;
            }
          else if (search->on_open[head])
            search->low[node] = MIN (search->low[node], search->order[head]);
          continue;
        }
      if (search->low[node] == search->order[node])
        close_component (search, node);
      if (node == root)
        return;
      guint32 parent = search->parent[node];
      search->low[parent] = MIN (search->low[parent], search->low[node]);
      node = parent;
    }
}

guint
ht_arc_list_count_largest_scc (const HtArcList *list, guint n_nodes)
{
  g_return_val_if_fail (list != NULL, 0);
  Search search;
  search_init (&search, list->arcs, n_nodes);
  for (guint i = 0; i < n_nodes; i++)
    if (search.order[i] == 0)
      search_from (&search, i);
  search_clear (&search);
  return search.largest;
}
