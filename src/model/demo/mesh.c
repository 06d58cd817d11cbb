/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/demo/mesh.h"

#include <math.h>

void
ht_mesh_free (HtMesh *mesh)
{
  if (mesh == NULL)
    return;
  g_array_unref (mesh->corners);
  g_array_unref (mesh->halves);
  g_array_unref (mesh->edges);
  g_array_unref (mesh->faces);
  g_free (mesh);
}

/* A new edge with both half-edges unlinked; returns the even one. */
static guint32
add_edge (HtMesh *mesh, const HtEdge *like)
{
  HtEdge edge = *like;
  const HtHalf none = { HT_MESH_NONE, HT_MESH_NONE, HT_MESH_NONE, HT_MESH_OUTSIDE };
  guint32 half = mesh->halves->len;
  g_array_append_val (mesh->edges, edge);
  g_array_append_val (mesh->halves, none);
  g_array_append_val (mesh->halves, none);
  return half;
}

static void
link_halves (HtMesh *mesh, guint32 before, guint32 after)
{
  ht_mesh_half (mesh, before)->next = after;
  ht_mesh_half (mesh, after)->prev = before;
}

guint32
ht_mesh_split_edge (HtMesh *mesh, guint32 half, HtSpot at)
{
  guint32 twin = half ^ 1, end = ht_mesh_half (mesh, twin)->origin, middle = mesh->corners->len;
  HtEdge like = *ht_mesh_edge (mesh, half);
  guint32 on = add_edge (mesh, &like) + (half & 1), back = on ^ 1;
  HtCorner corner = { at, on };
  g_array_append_val (mesh->corners, corner);
  guint32 next = ht_mesh_half (mesh, half)->next, before = ht_mesh_half (mesh, twin)->prev;

  *ht_mesh_half (mesh, on) = (HtHalf){ middle, 0, 0, ht_mesh_half (mesh, half)->face };
  *ht_mesh_half (mesh, back) = (HtHalf){ end, 0, 0, ht_mesh_half (mesh, twin)->face };
  ht_mesh_half (mesh, twin)->origin = middle;
  link_halves (mesh, half, on);
  link_halves (mesh, back, twin);
  if (next == twin)
    link_halves (mesh, on, back);
  else
    {
      link_halves (mesh, on, next);
      link_halves (mesh, before, back);
    }
  HtCorner *last = &g_array_index (mesh->corners, HtCorner, end);
  if (last->half == twin)
    last->half = back;
  return on;
}

guint32
ht_mesh_split_face (HtMesh *mesh, guint32 from, guint32 to, const HtEdge *like)
{
  guint32 face = ht_mesh_half (mesh, from)->face, fresh = mesh->faces->len;
  guint32 half = add_edge (mesh, like), twin = half ^ 1;
  guint32 before_from = ht_mesh_half (mesh, from)->prev, before_to = ht_mesh_half (mesh, to)->prev;
  ht_mesh_half (mesh, half)->origin = ht_mesh_half (mesh, from)->origin;
  ht_mesh_half (mesh, twin)->origin = ht_mesh_half (mesh, to)->origin;
  link_halves (mesh, before_from, half);
  link_halves (mesh, half, to);
  link_halves (mesh, before_to, twin);
  link_halves (mesh, twin, from);
  ht_mesh_half (mesh, half)->face = face;
  g_array_index (mesh->faces, guint32, face) = half;
  g_array_append_val (mesh->faces, twin);
  guint32 at = twin;
  do
    {
      ht_mesh_half (mesh, at)->face = fresh;
      at = ht_mesh_half (mesh, at)->next;
    }
  while (at != twin);
  return half;
}

void
ht_mesh_face_ring (const HtMesh *mesh, guint32 face, GArray *ring)
{
  guint32 first = g_array_index (mesh->faces, guint32, face), at = first;
  g_array_set_size (ring, 0);
  do
    {
      HtSpot spot = ht_mesh_origin (mesh, at);
      g_array_append_val (ring, spot);
      at = ht_mesh_half (mesh, at)->next;
    }
  while (at != first);
}

double
ht_mesh_face_area (const HtMesh *mesh, guint32 face)
{
  guint32 first = g_array_index (mesh->faces, guint32, face), at = first;
  HtSpot origin = ht_mesh_origin (mesh, first);
  double twice = 0;
  do
    {
      twice += ht_spot_turn (origin, ht_mesh_origin (mesh, at), ht_mesh_end (mesh, at));
      at = ht_mesh_half (mesh, at)->next;
    }
  while (at != first);
  return twice / 2;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;
  return (x > y) - (x < y);
}

/* The middle of the longest stretch inside at the height @y; returns its length. */
static double
scan (const GArray *ring, double y, GArray *crossings, HtSpot *middle)
{
  g_array_set_size (crossings, 0);
  for (guint i = 0, j = ring->len - 1; i < ring->len; j = i++)
    {
      HtSpot a = g_array_index (ring, HtSpot, i), b = g_array_index (ring, HtSpot, j);
      double x = (b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x;
      if ((a.y > y) != (b.y > y))
        g_array_append_val (crossings, x);
    }
  g_array_sort (crossings, compare_doubles);
  double longest = 0;
  for (guint i = 0; i + 1 < crossings->len; i += 2)
    {
      double from = g_array_index (crossings, double, i), to = g_array_index (crossings, double, i + 1);
      if (to - from <= longest)
        continue;
      longest = to - from;
      *middle = (HtSpot){ (from + to) / 2, y };
    }
  return longest;
}

HtSpot
ht_mesh_face_middle (const HtMesh *mesh, guint32 face)
{
  g_autoptr (GArray) ring = g_array_new (FALSE, FALSE, sizeof (HtSpot));
  g_autoptr (GArray) crossings = g_array_new (FALSE, FALSE, sizeof (double));
  ht_mesh_face_ring (mesh, face, ring);
  double low = INFINITY, high = -INFINITY, longest = 0;
  HtSpot best = g_array_index (ring, HtSpot, 0);
  for (guint i = 0; i < ring->len; i++)
    {
      low = MIN (low, g_array_index (ring, HtSpot, i).y);
      high = MAX (high, g_array_index (ring, HtSpot, i).y);
    }
  for (guint i = 0; i < 5; i++)
    {
      static const double shares[5] = { 0.5, 0.4137, 0.5871, 0.3019, 0.6983 };
      HtSpot middle = best;
      double length = scan (ring, low + (high - low) * shares[i], crossings, &middle);
      if (length <= longest * (i == 0 ? 1 : 1.2))
        continue;
      longest = length;
      best = middle;
    }
  return best;
}
