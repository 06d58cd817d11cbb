/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/scene-private.h"

/* An undirected edge between two ring points, smaller point first. */
typedef struct
{
  HtFixed a, b;
} Edge;

static guint
edge_hash (gconstpointer key)
{
  const Edge *e = key;
  guint64 h = e->a.x * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) + e->a.y;
  h = (h ^ h >> 29) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9) + e->b.x;
  h = (h ^ h >> 32) * G_GUINT64_CONSTANT (0x94d049bb133111eb) + e->b.y;
  return (guint) (h ^ h >> 31);
}

static gboolean
edge_equal (gconstpointer a, gconstpointer b)
{
  const Edge *p = a, *q = b;
  return p->a.x == q->a.x && p->a.y == q->a.y && p->b.x == q->b.x && p->b.y == q->b.y;
}

static gboolean
edge_is_new (GHashTable *seen, const HtFixed *p, const HtFixed *q)
{
  gboolean swap = p->x > q->x || (p->x == q->x && p->y > q->y);
  Edge edge = { swap ? *q : *p, swap ? *p : *q };
  if (g_hash_table_contains (seen, &edge))
    return FALSE;
  g_hash_table_add (seen, g_memdup2 (&edge, sizeof edge));
  return TRUE;
}

/* One part as runs of edges not seen before: each run an item, so that its box is small. */
static void
add_runs (HtPack *out, GHashTable *seen, const HtFixed *points, guint n, guint32 style)
{
  guint first = 0;
  for (guint i = 1; i <= n; i++)
    {
      if (i < n && edge_is_new (seen, &points[i - 1], &points[i]))
        continue;
      if (i - 1 > first)
        {
          ht_pack_begin (out, style, 0);
          ht_pack_add_part (out, &points[first], i - first);
          ht_pack_end (out);
        }
      first = i;
    }
}

void
ht_scene_builder_add_edges (HtSceneBuilder *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (edge_hash, edge_equal, g_free, NULL);
  for (guint rank = 0; rank < G_N_ELEMENTS (self->rings); rank++)
    {
      const HtPack *rings = self->rings[rank];
      for (guint part = 0; part + 1 < rings->parts->len; part++)
        {
          guint n;
          const HtFixed *points = ht_pack_part (rings, part, &n);
          add_runs (self->raw[HT_PACK_BOUNDARY], seen, points, n, rank);
        }
    }
}
