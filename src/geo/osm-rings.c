/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/osm-rings.h"

#include <math.h>
#include <string.h>

/* One end of a way, to be looked up by its node. */
typedef struct
{
  guint32 node;
  guint way;
} End;

typedef struct
{
  const HtRingWay *ways;
  GArray *ends; /* End, sorted by node */
  guint8 *used;
  HtRings *rings;
} Joiner;

static int
compare_ends (gconstpointer a, gconstpointer b)
{
  const End *x = a, *y = b;
  return (x->node > y->node) - (x->node < y->node);
}

/* An unused way with an end at @node. */
static gboolean
find_next (const Joiner *joiner, guint32 node, guint *way)
{
  const End key = { .node = node };
  guint at;
  if (!g_array_binary_search (joiner->ends, &key, compare_ends, &at))
    return FALSE;
  while (at > 0 && g_array_index (joiner->ends, End, at - 1).node == node)
    at--;
  for (; at < joiner->ends->len && g_array_index (joiner->ends, End, at).node == node; at++)
    {
      *way = g_array_index (joiner->ends, End, at).way;
      if (!joiner->used[*way])
        return TRUE;
    }
  return FALSE;
}

static guint32
last_node (const Joiner *joiner)
{
  return g_array_index (joiner->rings->nodes, guint32, joiner->rings->nodes->len - 1);
}

/* Appends @way without the node it shares with the chain's end. */
static void
append_way (Joiner *joiner, guint index)
{
  const HtRingWay *way = &joiner->ways[index];
  GArray *nodes = joiner->rings->nodes;
  joiner->used[index] = TRUE;
  if (way->nodes[0] == last_node (joiner))
    {
      g_array_append_vals (nodes, way->nodes + 1, way->n_nodes - 1);
      return;
    }
  for (guint i = way->n_nodes - 1; i-- > 0;)
    g_array_append_val (nodes, way->nodes[i]);
}

static void
join_from (Joiner *joiner, guint index)
{
  const HtRingWay *way = &joiner->ways[index];
  HtRings *rings = joiner->rings;
  guint start = rings->nodes->len, next;
  joiner->used[index] = TRUE;
  g_array_append_vals (rings->nodes, way->nodes, way->n_nodes);
  while (last_node (joiner) != way->nodes[0] && find_next (joiner, last_node (joiner), &next))
    append_way (joiner, next);
  if (last_node (joiner) == way->nodes[0] && rings->nodes->len - start >= 4)
    {
      g_array_append_val (rings->start, rings->nodes->len);
      return;
    }
  g_array_set_size (rings->nodes, start);
  if (way->is_inner)
    rings->n_open_inner++;
  else
    rings->n_open_outer++;
}

HtRings *
ht_rings_join (const HtRingWay *ways, guint n_ways)
{
  HtRings *rings = g_new0 (HtRings, 1);
  rings->nodes = g_array_new (FALSE, FALSE, sizeof (guint32));
  rings->start = g_array_new (FALSE, TRUE, sizeof (guint));
  g_array_set_size (rings->start, 1);
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (End));
  g_autofree guint8 *used = g_new0 (guint8, (gsize) n_ways + 1);
  Joiner joiner = { ways, ends, used, rings };
  for (guint i = 0; i < n_ways; i++)
    {
      used[i] = ways[i].n_nodes < 2;
      if (used[i])
        continue;
      const End first = { ways[i].nodes[0], i }, last = { ways[i].nodes[ways[i].n_nodes - 1], i };
      g_array_append_val (ends, first);
      g_array_append_val (ends, last);
    }
  g_array_sort (ends, compare_ends);
  for (guint i = 0; i < n_ways; i++)
    if (!used[i])
      join_from (&joiner, i);
  return rings;
}

void
ht_rings_free (HtRings *rings)
{
  g_array_unref (rings->nodes);
  g_array_unref (rings->start);
  g_free (rings);
}

typedef struct
{
  HtGeometry *shape; /* NULL where it has no area */
  double area;       /* square degrees, for comparing sizes only */
  HtPoint inside;
  guint depth;
  guint owner; /* of a hole: the ring it is cut from */
} Ring;

static double
plane_area (const HtPoint *points, guint n)
{
  double sum = 0.0;
  for (guint i = 1; i < n; i++)
    sum += (points[i - 1].lon - points[0].lon) * (points[i].lat - points[0].lat)
           - (points[i].lon - points[0].lon) * (points[i - 1].lat - points[0].lat);
  return fabs (sum) / 2.0;
}

/* All points on one line. The two halves of a bow tie cancel in plane_area, so that alone does not tell. */
static gboolean
is_flat (const HtPoint *points, guint n)
{
  for (guint i = 2; i < n; i++)
    if ((points[i - 1].lon - points[0].lon) * (points[i].lat - points[0].lat)
        != (points[i].lon - points[0].lon) * (points[i - 1].lat - points[0].lat))
      return FALSE;
  return TRUE;
}

static void
find_depths (Ring *rings, guint n)
{
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < n && rings[i].shape != NULL; k++)
      {
        if (rings[k].shape == NULL || rings[k].area <= rings[i].area
            || !ht_geometry_contains (rings[k].shape, &rings[i].inside))
          continue;
        rings[i].depth++;
        if (rings[i].owner == n || rings[k].area < rings[rings[i].owner].area)
          rings[i].owner = k;
      }
}

static void
append_ring (const Ring *ring, gboolean is_outer, GArray *points, GArray *starts, GArray *outer)
{
  const guint8 flag = (guint8) is_outer;
  g_array_append_vals (points, ring->shape->points, ring->shape->n_points);
  g_array_append_val (starts, points->len);
  g_array_append_val (outer, flag);
}

static HtGeometry *
order_rings (const Ring *rings, guint n)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (HtPoint));
  g_autoptr (GArray) starts = g_array_new (FALSE, TRUE, sizeof (guint));
  g_autoptr (GArray) outer = g_array_new (FALSE, FALSE, sizeof (guint8));
  g_array_set_size (starts, 1);
  for (guint i = 0; i < n; i++)
    {
      if (rings[i].shape == NULL || rings[i].depth % 2 == 1)
        continue;
      append_ring (&rings[i], TRUE, points, starts, outer);
      for (guint k = 0; k < n; k++)
        if (rings[k].shape != NULL && rings[k].depth % 2 == 1 && rings[k].owner == i)
          append_ring (&rings[k], FALSE, points, starts, outer);
    }
  if (outer->len == 0)
    return NULL;
  return ht_geometry_new_parts (HT_GEOMETRY_POLYGON, (const HtPoint *) points->data,
                                (const guint *) starts->data, (const guint8 *) outer->data, outer->len);
}

HtGeometry *
ht_rings_to_polygon (const HtPoint *points, const guint *start, guint n_rings)
{
  g_autofree Ring *rings = g_new0 (Ring, (gsize) n_rings + 1);
  for (guint i = 0; i < n_rings; i++)
    {
      guint n = start[i + 1] - start[i];
      rings[i].owner = n_rings;
      rings[i].area = plane_area (points + start[i], n);
      if (n < 4 || is_flat (points + start[i], n))
        continue;
      rings[i].shape
          = ht_geometry_new_parts (HT_GEOMETRY_POLYGON, points + start[i], (const guint[]){ 0, n }, NULL, 1);
      rings[i].inside = ht_geometry_label_point (rings[i].shape);
    }
  find_depths (rings, n_rings);
  HtGeometry *polygon = order_rings (rings, n_rings);
  for (guint i = 0; i < n_rings; i++)
    g_clear_pointer (&rings[i].shape, ht_geometry_unref);
  return polygon;
}
