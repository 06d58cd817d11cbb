/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/demo/mesh.h"

#include <math.h>

#define MOST_AXES 48
#define LONGEST_LEAD_M 8000.0

/* Where a line meets the edge of a face. */
typedef struct
{
  guint32 half;
  double t, u; /* along the line; along the half-edge, 0 to 1 */
} Hit;

/* The smallest box around a ring with a side along one of its edges. */
typedef struct
{
  HtSpot along;            /* unit vector of the longer axis */
  double from, to, middle; /* extent along it, middle across it */
  double length, width;
} Box;

static Box
box_along (const GArray *ring, HtSpot d)
{
  double u0 = INFINITY, u1 = -INFINITY, v0 = INFINITY, v1 = -INFINITY;
  for (guint i = 0; i < ring->len; i++)
    {
      HtSpot p = g_array_index (ring, HtSpot, i);
      double u = p.x * d.x + p.y * d.y, v = p.y * d.x - p.x * d.y;
      u0 = MIN (u0, u);
      u1 = MAX (u1, u);
      v0 = MIN (v0, v);
      v1 = MAX (v1, v);
    }
  if (u1 - u0 >= v1 - v0)
    return (Box){ d, u0, u1, (v0 + v1) / 2, u1 - u0, v1 - v0 };
  return (Box){ { -d.y, d.x }, v0, v1, -(u0 + u1) / 2, v1 - v0, u1 - u0 };
}

static Box
smallest_box (const GArray *ring)
{
  Box best = { .length = INFINITY, .width = INFINITY };
  guint step = MAX (1, ring->len / MOST_AXES);
  for (guint i = 0; i < ring->len; i += step)
    {
      HtSpot a = g_array_index (ring, HtSpot, i), b = g_array_index (ring, HtSpot, (i + step) % ring->len);
      double length = ht_spot_distance (a, b);
      if (length < 1)
        continue;
      Box box = box_along (ring, (HtSpot){ (b.x - a.x) / length, (b.y - a.y) / length });
      if (box.length * box.width < best.length * best.width)
        best = box;
    }
  return best;
}

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const Hit *x = a, *y = b;
  return (x->t > y->t) - (x->t < y->t);
}

/* Every meeting of the line from @p in the direction @d with the edge of the face, in order. */
static void
meet_line (const HtMesh *mesh, guint32 face, HtSpot p, HtSpot d, GArray *hits)
{
  guint32 first = g_array_index (mesh->faces, guint32, face), at = first;
  HtSpot q = { p.x + d.x, p.y + d.y };
  g_array_set_size (hits, 0);
  do
    {
      HtSpot a = ht_mesh_origin (mesh, at), b = ht_mesh_end (mesh, at);
      double side_a = ht_spot_turn (p, q, a), side_b = ht_spot_turn (p, q, b);
      if ((side_a > 0) != (side_b > 0))
        {
          double u = side_a / (side_a - side_b);
          HtSpot at_edge = ht_spot_between (a, b, u);
          Hit hit = { at, (at_edge.x - p.x) * d.x + (at_edge.y - p.y) * d.y, u };
          g_array_append_val (hits, hit);
        }
      at = ht_mesh_half (mesh, at)->next;
    }
  while (at != first);
  g_array_sort (hits, compare_hits);
}

/* An end of a cut: at the origin of @half, or, where @u is above 0, part of the way along it. */
typedef struct
{
  guint32 half;
  double u;
  HtSpot at;
} End;

static End
make_end (const HtMesh *mesh, const Hit *hit, double snap_m)
{
  HtSpot a = ht_mesh_origin (mesh, hit->half), b = ht_mesh_end (mesh, hit->half);
  double length = ht_spot_distance (a, b), to_a = hit->u * length, to_b = (1 - hit->u) * length;
  if (to_a <= to_b && to_a < snap_m)
    return (End){ hit->half, 0, a };
  if (to_b < snap_m)
    return (End){ ht_mesh_half (mesh, hit->half)->next, 0, b };
  return (End){ hit->half, hit->u, ht_spot_between (a, b, hit->u) };
}

/* Whether the direction from the origin of @half to @to points into its face. */
static gboolean
points_inside (const HtMesh *mesh, guint32 half, HtSpot to)
{
  HtSpot o = ht_mesh_origin (mesh, half), out = ht_mesh_end (mesh, half);
  HtSpot in = ht_mesh_origin (mesh, ht_mesh_half (mesh, half)->prev);
  double base = atan2 (out.y - o.y, out.x - o.x);
  double wedge = atan2 (in.y - o.y, in.x - o.x) - base, angle = atan2 (to.y - o.y, to.x - o.x) - base;
  while (wedge <= 1e-9)
    wedge += 2 * G_PI;
  while (angle < 0)
    angle += 2 * G_PI;
  const double least = 0.2; /* no needle between two streets */
  return angle > MIN (least, wedge / 3) && angle < wedge - MIN (least, wedge / 3);
}

/* Of the half-edges of the face at the end's corner the one between which and its predecessor @to lies. */
static gboolean
settle (const HtMesh *mesh, End *end, HtSpot to)
{
  if (end->u > 0)
    return TRUE;
  guint32 corner = ht_mesh_half (mesh, end->half)->origin, face = ht_mesh_half (mesh, end->half)->face;
  guint32 at = end->half;
  do
    {
      if (ht_mesh_half (mesh, at)->face == face && points_inside (mesh, at, to))
        {
          end->half = at;
          return TRUE;
        }
      at = ht_mesh_half (mesh, at ^ 1)->next;
    }
  while (at != end->half && ht_mesh_half (mesh, at)->origin == corner);
  return FALSE;
}

static gboolean
is_clear (const HtMesh *mesh, const End *from, const End *to)
{
  guint32 first = from->half, at = first;
  guint32 corner_from = from->u > 0 ? HT_MESH_NONE : ht_mesh_half (mesh, from->half)->origin;
  guint32 corner_to = to->u > 0 ? HT_MESH_NONE : ht_mesh_half (mesh, to->half)->origin;
  do
    {
      guint32 o = ht_mesh_half (mesh, at)->origin, e = ht_mesh_half (mesh, at ^ 1)->origin;
      gboolean met = o == corner_from || o == corner_to || e == corner_from || e == corner_to
                     || (from->u > 0 && at == from->half) || (to->u > 0 && at == to->half);
      HtSpot a = ht_mesh_origin (mesh, at), b = ht_mesh_end (mesh, at);
      if (!met && (ht_spot_turn (from->at, to->at, a) > 0) != (ht_spot_turn (from->at, to->at, b) > 0)
          && (ht_spot_turn (a, b, from->at) > 0) != (ht_spot_turn (a, b, to->at) > 0))
        return FALSE;
      at = ht_mesh_half (mesh, at)->next;
    }
  while (at != first);
  return TRUE;
}

static guint32
join (HtMesh *mesh, End *from, End *to, const HtEdge *like)
{
  if (from->half == to->half || ht_spot_distance (from->at, to->at) < 8 || !settle (mesh, from, to->at)
      || !settle (mesh, to, from->at) || !is_clear (mesh, from, to)
      || ht_mesh_half (mesh, from->half)->next == to->half
      || ht_mesh_half (mesh, to->half)->next == from->half)
    return HT_MESH_NONE;
  guint32 start = from->u > 0 ? ht_mesh_split_edge (mesh, from->half, from->at) : from->half;
  guint32 stop = to->u > 0 ? ht_mesh_split_edge (mesh, to->half, to->at) : to->half;
  return ht_mesh_split_face (mesh, start, stop, like);
}

/* Joins the ends of the longest stretch of the line that is inside. */
static guint32
cut_along (HtMesh *mesh, GArray *hits, const HtCut *cut)
{
  guint best = 0;
  double longest = 0;
  for (guint i = 0; i + 1 < hits->len; i += 2)
    {
      double length = g_array_index (hits, Hit, i + 1).t - g_array_index (hits, Hit, i).t;
      if (length > longest)
        {
          longest = length;
          best = i;
        }
    }
  if (longest <= 0)
    return HT_MESH_NONE;
  const Hit a = g_array_index (hits, Hit, best), b = g_array_index (hits, Hit, best + 1);
  const double snaps[2] = { cut->snap_m, 6 };
  for (guint i = 0; i < 2; i++)
    {
      double snap_m = MIN (snaps[i], longest / 3);
      End from = make_end (mesh, &a, snap_m), to = make_end (mesh, &b, snap_m);
      guint32 half = join (mesh, &from, &to, &cut->like);
      if (half != HT_MESH_NONE)
        return half;
    }
  return HT_MESH_NONE;
}

guint32
ht_mesh_cut_face (HtMesh *mesh, guint32 face, const HtCut *cut, const double lots[4])
{
  g_autoptr (GArray) ring = g_array_new (FALSE, FALSE, sizeof (HtSpot));
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  ht_mesh_face_ring (mesh, face, ring);
  Box box = smallest_box (ring);
  if (!isfinite (box.length))
    return HT_MESH_NONE;
  HtSpot along = box.along, across = { -along.y, along.x };
  for (guint try = 0; try < 3; try++)
    {
      double share = cut->low + (cut->high - cut->low) * fmod (lots[0] + 0.37 * try, 1);
      double slope = cut->tilt * (2 * lots[1] - 1) * (try == 0), u = box.from + share * box.length;
      HtSpot p = { along.x * u + across.x * box.middle, along.y * u + across.y * box.middle };
      double scale = 1 / sqrt (1 + slope * slope);
      HtSpot d = { (across.x + along.x * slope) * scale, (across.y + along.y * slope) * scale };
      meet_line (mesh, face, p, d, hits);
      guint32 half = cut_along (mesh, hits, cut);
      if (half != HT_MESH_NONE)
        return half;
    }
  return HT_MESH_NONE;
}

static void
close_dead_end (HtMesh *mesh, guint32 half, GArray *hits)
{
  HtSpot at = ht_mesh_origin (mesh, half), behind = ht_mesh_end (mesh, half);
  double length = ht_spot_distance (at, behind);
  HtSpot d = { (at.x - behind.x) / length, (at.y - behind.y) / length };
  meet_line (mesh, ht_mesh_half (mesh, half)->face, at, d, hits);
  for (guint i = 0; i < hits->len; i++)
    {
      const Hit *hit = &g_array_index (hits, Hit, i);
      if (hit->t < 2)
        continue;
      if (hit->t > LONGEST_LEAD_M)
        return;
      HtEdge like = *ht_mesh_edge (mesh, half);
      End from = { half, 0, at }, to = make_end (mesh, hit, MIN (60, hit->t / 2));
      join (mesh, &from, &to, &like);
      return;
    }
}

void
ht_mesh_close_dead_ends (HtMesh *mesh)
{
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  guint n = mesh->corners->len;
  for (guint32 c = 0; c < n; c++)
    {
      guint32 half = g_array_index (mesh->corners, HtCorner, c).half;
      if (ht_mesh_half (mesh, half)->prev == (half ^ 1) && ht_mesh_half (mesh, half)->face != HT_MESH_OUTSIDE)
        close_dead_end (mesh, half, hits);
    }
}
