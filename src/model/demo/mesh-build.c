/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/demo/mesh.h"

#include <math.h>

#define MOST_ROUNDS 5

/* A stroke between two corners. */
typedef struct
{
  guint32 a, b;
  HtEdge like;
} Piece;

/* Where a piece is to be cut. */
typedef struct
{
  guint32 piece, corner;
  double t;
} Split;

typedef struct
{
  double snap_m;
  GArray *spots;     /* HtSpot of each corner */
  GHashTable *cells; /* gint64 cell → its latest corner + 1 */
  GArray *others;    /* guint32: the corner before it in its cell, + 1 */
  GArray *pieces;    /* Piece */
  GArray *splits;    /* Split */
} Builder;

static HtSpot
spot_of (const Builder *builder, guint32 corner)
{
  return g_array_index (builder->spots, HtSpot, corner);
}

static gint64
cell_of (const Builder *builder, HtSpot spot, int dx, int dy)
{
  gint64 x = (gint64) floor (spot.x / builder->snap_m) + dx,
         y = (gint64) floor (spot.y / builder->snap_m) + dy;
  return x * 100000000 + y;
}

/* The nearest corner within the snapping distance, or a new one. */
static guint32
find_corner (Builder *builder, HtSpot spot)
{
  guint32 best = HT_MESH_NONE;
  double nearest = builder->snap_m;
  for (int k = 0; k < 9; k++)
    {
      gint64 cell = cell_of (builder, spot, k % 3 - 1, k / 3 - 1);
      guint32 at = GPOINTER_TO_UINT (g_hash_table_lookup (builder->cells, &cell));
      for (; at != 0; at = g_array_index (builder->others, guint32, at - 1))
        {
          double d = ht_spot_distance (spot, spot_of (builder, at - 1));
          if (d >= nearest)
            continue;
          nearest = d;
          best = at - 1;
        }
    }
  if (best != HT_MESH_NONE)
    return best;
  gint64 cell = cell_of (builder, spot, 0, 0);
  guint32 before = GPOINTER_TO_UINT (g_hash_table_lookup (builder->cells, &cell));
  g_array_append_val (builder->spots, spot);
  g_array_append_val (builder->others, before);
  g_hash_table_insert (builder->cells, g_memdup2 (&cell, sizeof cell),
                       GUINT_TO_POINTER (builder->spots->len));
  return builder->spots->len - 1;
}

/* Cuts @piece at @corner where that lies within reach of its inside. */
static gboolean
touch (Builder *builder, guint32 piece, guint32 corner)
{
  const Piece *p = &g_array_index (builder->pieces, Piece, piece);
  if (corner == p->a || corner == p->b)
    return TRUE;
  HtSpot a = spot_of (builder, p->a), b = spot_of (builder, p->b), c = spot_of (builder, corner);
  double length = ht_spot_distance (a, b);
  double t = ((c.x - a.x) * (b.x - a.x) + (c.y - a.y) * (b.y - a.y)) / (length * length);
  if (t <= 0 || t >= 1 || ht_spot_distance (c, ht_spot_between (a, b, t)) >= builder->snap_m)
    return FALSE;
  Split split = { piece, corner, t };
  g_array_append_val (builder->splits, split);
  return TRUE;
}

static void
cross (Builder *builder, guint32 i, guint32 j)
{
  Piece p = g_array_index (builder->pieces, Piece, i), q = g_array_index (builder->pieces, Piece, j);
  gboolean met = touch (builder, i, q.a);
  met |= touch (builder, i, q.b);
  met |= touch (builder, j, p.a);
  met |= touch (builder, j, p.b);
  if (met)
    return;
  HtSpot a = spot_of (builder, p.a), b = spot_of (builder, p.b), c = spot_of (builder, q.a),
         d = spot_of (builder, q.b);
  double side_c = ht_spot_turn (a, b, c), side_d = ht_spot_turn (a, b, d);
  double side_a = ht_spot_turn (c, d, a), side_b = ht_spot_turn (c, d, b);
  if ((side_c > 0) == (side_d > 0) || (side_a > 0) == (side_b > 0))
    return;
  double t = side_a / (side_a - side_b), u = side_c / (side_c - side_d);
  guint32 corner = find_corner (builder, ht_spot_between (a, b, t));
  const Split first = { i, corner, t }, second = { j, corner, u };
  if (corner != p.a && corner != p.b)
    g_array_append_val (builder->splits, first);
  if (corner != q.a && corner != q.b)
    g_array_append_val (builder->splits, second);
}

typedef struct
{
  guint32 piece;
  double x0, x1, y0, y1;
} Extent;

static int
compare_extents (gconstpointer a, gconstpointer b)
{
  const Extent *x = a, *y = b;
  if (x->x0 != y->x0)
    return x->x0 < y->x0 ? -1 : 1;
  return (x->piece > y->piece) - (x->piece < y->piece);
}

/* Sweeps from west to east for pairs whose boxes meet. */
static void
cross_all (Builder *builder)
{
  guint n = builder->pieces->len;
  double reach = builder->snap_m;
  g_autofree Extent *extents = g_new (Extent, n);
  for (guint i = 0; i < n; i++)
    {
      const Piece *p = &g_array_index (builder->pieces, Piece, i);
      HtSpot a = spot_of (builder, p->a), b = spot_of (builder, p->b);
      extents[i] = (Extent){ i, MIN (a.x, b.x) - reach, MAX (a.x, b.x) + reach, MIN (a.y, b.y) - reach,
                             MAX (a.y, b.y) + reach };
    }
  qsort (extents, n, sizeof *extents, compare_extents);
  for (guint i = 0; i < n; i++)
    for (guint j = i + 1; j < n && extents[j].x0 <= extents[i].x1; j++)
      if (extents[j].y0 <= extents[i].y1 && extents[i].y0 <= extents[j].y1)
        cross (builder, MIN (extents[i].piece, extents[j].piece), MAX (extents[i].piece, extents[j].piece));
}

static int
compare_splits (gconstpointer a, gconstpointer b)
{
  const Split *x = a, *y = b;
  if (x->piece != y->piece)
    return x->piece < y->piece ? -1 : 1;
  return (x->t > y->t) - (x->t < y->t);
}

/* Two strokes along the same stretch become one that is both. */
static void
add_piece (GArray *pieces, GHashTable *known, guint32 a, guint32 b, const HtEdge *like)
{
  if (a == b)
    return;
  gint64 key = (gint64) MIN (a, b) << 32 | MAX (a, b);
  guint at = GPOINTER_TO_UINT (g_hash_table_lookup (known, &key));
  if (at != 0)
    {
      Piece *same = &g_array_index (pieces, Piece, at - 1);
      gboolean road = (same->like.flags & HT_EDGE_ROAD) != 0;
      guint16 flags = same->like.flags | like->flags;
      if ((like->flags & HT_EDGE_ROAD) && (!road || like->road_class < same->like.road_class))
        same->like = *like;
      same->like.flags = flags;
      return;
    }
  Piece piece = { a, b, *like };
  g_array_append_val (pieces, piece);
  g_hash_table_insert (known, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (pieces->len));
}

static void
apply_splits (Builder *builder)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  guint s = 0;
  g_array_sort (builder->splits, compare_splits);
  for (guint i = 0; i < builder->pieces->len; i++)
    {
      const Piece *p = &g_array_index (builder->pieces, Piece, i);
      guint32 from = p->a;
      for (; s < builder->splits->len && g_array_index (builder->splits, Split, s).piece == i; s++)
        {
          guint32 to = g_array_index (builder->splits, Split, s).corner;
          add_piece (pieces, known, from, to, &p->like);
          from = to;
        }
      add_piece (pieces, known, from, p->b, &p->like);
    }
  g_array_unref (builder->pieces);
  builder->pieces = pieces;
}

static guint32
find_root (guint32 *roots, guint32 at)
{
  while (roots[at] != at)
    at = roots[at] = roots[roots[at]];
  return at;
}

/* Keeps the pieces that hang together with a coast or border. */
static void
drop_loose_parts (Builder *builder)
{
  guint n = builder->spots->len, kept = 0;
  g_autofree guint32 *roots = g_new (guint32, n);
  g_autofree gboolean *held = g_new0 (gboolean, n);
  for (guint i = 0; i < n; i++)
    roots[i] = i;
  for (guint i = 0; i < builder->pieces->len; i++)
    {
      const Piece *p = &g_array_index (builder->pieces, Piece, i);
      roots[find_root (roots, p->a)] = find_root (roots, p->b);
    }
  for (guint i = 0; i < builder->pieces->len; i++)
    {
      const Piece *p = &g_array_index (builder->pieces, Piece, i);
      if (p->like.flags & (HT_EDGE_COAST | HT_EDGE_BORDER))
        held[find_root (roots, p->a)] = TRUE;
    }
  for (guint i = 0; i < builder->pieces->len; i++)
    {
      Piece p = g_array_index (builder->pieces, Piece, i);
      if (held[find_root (roots, p.a)])
        g_array_index (builder->pieces, Piece, kept++) = p;
    }
  g_array_set_size (builder->pieces, kept);
}

typedef struct
{
  guint32 half, origin;
  double angle;
} Spoke;

static int
compare_spokes (gconstpointer a, gconstpointer b)
{
  const Spoke *x = a, *y = b;
  if (x->origin != y->origin)
    return x->origin < y->origin ? -1 : 1;
  if (x->angle != y->angle)
    return x->angle < y->angle ? -1 : 1;
  return (x->half > y->half) - (x->half < y->half);
}

/* Around each corner, the half-edge that comes in on one spoke goes on along the next spoke clockwise. */
static void
link_spokes (HtMesh *mesh)
{
  guint n = mesh->halves->len;
  g_autofree Spoke *spokes = g_new (Spoke, n);
  for (guint32 h = 0; h < n; h++)
    {
      HtSpot a = ht_mesh_origin (mesh, h), b = ht_mesh_end (mesh, h);
      spokes[h] = (Spoke){ h, ht_mesh_half (mesh, h)->origin, atan2 (b.y - a.y, b.x - a.x) };
    }
  qsort (spokes, n, sizeof *spokes, compare_spokes);
  for (guint first = 0, last; first < n; first = last)
    {
      for (last = first; last < n && spokes[last].origin == spokes[first].origin; last++)
        ;
      for (guint i = first; i < last; i++)
        {
          guint32 out = spokes[i].half, in = spokes[i + 1 < last ? i + 1 : first].half ^ 1;
          ht_mesh_half (mesh, in)->next = out;
          ht_mesh_half (mesh, out)->prev = in;
        }
      g_array_index (mesh->corners, HtCorner, spokes[first].origin).half = spokes[first].half;
    }
}

static void
walk_faces (HtMesh *mesh)
{
  guint32 outside = HT_MESH_NONE;
  g_autofree gboolean *seen = g_new0 (gboolean, mesh->halves->len);
  g_array_append_val (mesh->faces, outside);
  for (guint32 h = 0; h < mesh->halves->len; h++)
    {
      if (seen[h])
        continue;
      guint32 face = mesh->faces->len, at = h;
      g_array_append_val (mesh->faces, h);
      gboolean inner = ht_mesh_face_area (mesh, face) > 0;
      if (!inner)
        {
          g_array_set_size (mesh->faces, face);
          g_array_index (mesh->faces, guint32, HT_MESH_OUTSIDE) = h;
        }
      do
        {
          seen[at] = TRUE;
          ht_mesh_half (mesh, at)->face = inner ? face : HT_MESH_OUTSIDE;
          at = ht_mesh_half (mesh, at)->next;
        }
      while (at != h);
    }
}

static HtMesh *
make_mesh (const Builder *builder)
{
  HtMesh *mesh = g_new (HtMesh, 1);
  guint n = builder->spots->len;
  *mesh
      = (HtMesh){ g_array_new (FALSE, FALSE, sizeof (HtCorner)), g_array_new (FALSE, FALSE, sizeof (HtHalf)),
                  g_array_new (FALSE, FALSE, sizeof (HtEdge)), g_array_new (FALSE, FALSE, sizeof (guint32)) };
  g_autofree guint32 *numbers = g_new (guint32, n);
  memset (numbers, 0xff, n * sizeof *numbers);
  for (guint i = 0; i < builder->pieces->len; i++)
    {
      const Piece *p = &g_array_index (builder->pieces, Piece, i);
      const guint32 ends[2] = { p->a, p->b };
      for (guint k = 0; k < 2; k++)
        {
          HtCorner corner = { spot_of (builder, ends[k]), HT_MESH_NONE };
          if (numbers[ends[k]] == HT_MESH_NONE)
            {
              numbers[ends[k]] = mesh->corners->len;
              g_array_append_val (mesh->corners, corner);
            }
          HtHalf half = { numbers[ends[k]], HT_MESH_NONE, HT_MESH_NONE, HT_MESH_OUTSIDE };
          g_array_append_val (mesh->halves, half);
        }
      g_array_append_val (mesh->edges, p->like);
    }
  link_spokes (mesh);
  walk_faces (mesh);
  return mesh;
}

/* Pieces with the outside on both sides; returns whether there were any. Pieces and edges have one order. */
static gboolean
drop_outside (Builder *builder, const HtMesh *mesh)
{
  guint kept = 0, n = builder->pieces->len;
  for (guint i = 0; i < n; i++)
    {
      Piece p = g_array_index (builder->pieces, Piece, i);
      if (ht_mesh_half (mesh, 2 * i)->face != HT_MESH_OUTSIDE
          || ht_mesh_half (mesh, 2 * i + 1)->face != HT_MESH_OUTSIDE)
        g_array_index (builder->pieces, Piece, kept++) = p;
    }
  g_array_set_size (builder->pieces, kept);
  return kept < n;
}

HtMesh *
ht_mesh_build (const GArray *strokes, double snap_m)
{
  Builder builder = { snap_m,
                      g_array_new (FALSE, FALSE, sizeof (HtSpot)),
                      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL),
                      g_array_new (FALSE, FALSE, sizeof (guint32)),
                      g_array_new (FALSE, FALSE, sizeof (Piece)),
                      g_array_new (FALSE, FALSE, sizeof (Split)) };
  for (guint i = 0; i < strokes->len; i++)
    {
      const HtStroke *stroke = &g_array_index (strokes, HtStroke, i);
      Piece piece = { find_corner (&builder, stroke->a), find_corner (&builder, stroke->b), stroke->like };
      g_array_append_val (builder.pieces, piece);
    }
  apply_splits (&builder);
  for (guint round = 0; round < MOST_ROUNDS; round++)
    {
      g_array_set_size (builder.splits, 0);
      cross_all (&builder);
      if (builder.splits->len == 0)
        break;
      apply_splits (&builder);
    }
  drop_loose_parts (&builder);
  HtMesh *mesh = make_mesh (&builder);
  if (drop_outside (&builder, mesh))
    {
      ht_mesh_free (mesh);
      mesh = make_mesh (&builder);
    }
  g_array_unref (builder.spots);
  g_hash_table_unref (builder.cells);
  g_array_unref (builder.others);
  g_array_unref (builder.pieces);
  g_array_unref (builder.splits);
  return mesh;
}
