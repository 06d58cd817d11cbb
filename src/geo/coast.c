/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/coast.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "geo/osm-rings.h"

/* A stretch of coast: a closed ring inside the box, or from edge to edge of it. */
typedef struct
{
  guint first, n;        /* into Coast.points */
  double from_at, to_at; /* places on the edge, see place_on_edge; NAN: not on it */
  gboolean used;
} Piece;

typedef struct
{
  const HtBox *box;
  HtCoastFaults *faults;
  GArray *points;                 /* HtPoint, of pieces and rings */
  GArray *pieces;                 /* Piece that run from edge to edge */
  GArray *rings;                  /* Piece that close inside the box */
  GArray *out_points, *out_start; /* the rings of the sea */
} Coast;

/* --- joining --- */

static gint64
key_of (const HtPoint *point)
{
  gint64 lon = llround (point->lon * 1e7), lat = llround (point->lat * 1e7);
  return (gint64) ((guint64) (guint32) (gint32) lon << 32 | (guint32) (gint32) lat);
}

typedef struct
{
  const HtPoint *points;
  const guint *start;
  guint n_lines;
  GHashTable *beginning; /* gint64 of a point → 1 + line that begins there */
  guint8 *done, *followed;
} Joiner;

static void
joiner_index (Joiner *joiner, HtCoastFaults *faults)
{
  for (guint i = 0; i < joiner->n_lines; i++)
    {
      gint64 key = key_of (&joiner->points[joiner->start[i]]);
      if (!g_hash_table_insert (joiner->beginning, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (i + 1)))
        faults->n_branched++;
    }
  for (guint i = 0; i < joiner->n_lines; i++)
    {
      gint64 end = key_of (&joiner->points[joiner->start[i + 1] - 1]);
      guint next = GPOINTER_TO_UINT (g_hash_table_lookup (joiner->beginning, &end));
      if (next != 0)
        joiner->followed[next - 1] = 1;
    }
}

/* The chain from line @first on, each of its points once (a ring's first comes again at the end). */
static void
joiner_follow (Joiner *joiner, guint first, GArray *chain)
{
  g_array_set_size (chain, 0);
  for (guint line = first; !joiner->done[line];)
    {
      guint from = joiner->start[line], n = joiner->start[line + 1] - from;
      guint skip = chain->len > 0 ? 1 : 0;
      g_array_append_vals (chain, joiner->points + from + skip, n - skip);
      joiner->done[line] = 1;
      gint64 end = key_of (&joiner->points[from + n - 1]);
      guint next = GPOINTER_TO_UINT (g_hash_table_lookup (joiner->beginning, &end));
      if (next == 0)
        return;
      line = next - 1;
    }
}

/* --- cutting --- */

/* Clockwise along the edge, north up: 0 the south-west corner, 1 north-west, 2 north-east, 3 south-east. */
static double
place_on_edge (const HtBox *box, const HtPoint *at)
{
  double width = box->max_lon - box->min_lon, height = box->max_lat - box->min_lat;
  if (at->lon <= box->min_lon)
    return (at->lat - box->min_lat) / height;
  if (at->lat >= box->max_lat)
    return 1 + (at->lon - box->min_lon) / width;
  if (at->lon >= box->max_lon)
    return 2 + (box->max_lat - at->lat) / height;
  if (at->lat <= box->min_lat)
    return 3 + (box->max_lon - at->lon) / width;
  return NAN;
}

/* Liang and Barsky (1984): the part of a segment in the box as @t0 to @t1; FALSE where there is none. */
static gboolean
clip (const HtBox *box, const HtPoint *a, const HtPoint *b, double *t0, double *t1)
{
  double dx = b->lon - a->lon, dy = b->lat - a->lat;
  const double p[4] = { -dx, dx, -dy, dy };
  const double q[4]
      = { a->lon - box->min_lon, box->max_lon - a->lon, a->lat - box->min_lat, box->max_lat - a->lat };
  *t0 = 0;
  *t1 = 1;
  for (guint i = 0; i < 4; i++)
    {
      if (p[i] == 0 && q[i] < 0)
        return FALSE;
      if (p[i] < 0)
        *t0 = MAX (*t0, q[i] / p[i]);
      else if (p[i] > 0)
        *t1 = MIN (*t1, q[i] / p[i]);
    }
  return *t0 < *t1;
}

/* The point at @t, exactly on the edge where it was cut. */
static HtPoint
between (const HtBox *box, const HtPoint *a, const HtPoint *b, double t)
{
  HtPoint at = { a->lon + t * (b->lon - a->lon), a->lat + t * (b->lat - a->lat) };
  if (t <= 0 || t >= 1)
    return t <= 0 ? *a : *b;
  double west = fabs (at.lon - box->min_lon), east = fabs (at.lon - box->max_lon);
  double south = fabs (at.lat - box->min_lat), north = fabs (at.lat - box->max_lat);
  double least = MIN (MIN (west, east), MIN (south, north));
  if (least == west)
    at.lon = box->min_lon;
  else if (least == east)
    at.lon = box->max_lon;
  else if (least == south)
    at.lat = box->min_lat;
  else
    at.lat = box->max_lat;
  return at;
}

static void
end_piece (Coast *coast, guint first)
{
  const HtPoint *points = (const HtPoint *) coast->points->data;
  guint n = coast->points->len - first;
  if (n < 2)
    {
      g_array_set_size (coast->points, first);
      return;
    }
  Piece piece = { first, n, place_on_edge (coast->box, &points[first]),
                  place_on_edge (coast->box, &points[first + n - 1]), FALSE };
  coast->faults->n_open += isnan (piece.from_at) + isnan (piece.to_at);
  g_array_append_val (coast->pieces, piece);
}

/* Cuts a chain that begins outside the box or on its edge, or is not closed. */
static void
cut_chain (Coast *coast, const HtPoint *chain, guint n)
{
  guint first = coast->points->len;
  for (guint i = 0; i + 1 < n; i++)
    {
      double t0, t1;
      if (!clip (coast->box, &chain[i], &chain[i + 1], &t0, &t1))
        continue;
      HtPoint from = between (coast->box, &chain[i], &chain[i + 1], t0);
      HtPoint to = between (coast->box, &chain[i], &chain[i + 1], t1);
      if (t0 > 0 || coast->points->len == first)
        {
          end_piece (coast, first);
          first = coast->points->len;
          g_array_append_val (coast->points, from);
        }
      g_array_append_val (coast->points, to);
      if (t1 < 1)
        {
          end_piece (coast, first);
          first = coast->points->len;
        }
    }
  end_piece (coast, first);
}

static gboolean
is_inside (const HtBox *box, const HtPoint *at)
{
  return at->lon > box->min_lon && at->lon < box->max_lon && at->lat > box->min_lat && at->lat < box->max_lat;
}

/* A ring wholly inside stays one; another is turned so that it begins outside. */
static void
cut_ring (Coast *coast, const HtPoint *ring, guint n)
{
  guint outside = 0;
  while (outside < n && is_inside (coast->box, &ring[outside]))
    outside++;
  if (outside == n)
    {
      Piece piece = { coast->points->len, n, NAN, NAN, FALSE };
      g_array_append_vals (coast->points, ring, n);
      g_array_append_val (coast->rings, piece);
      return;
    }
  g_autofree HtPoint *turned = g_new (HtPoint, n);
  for (guint i = 0; i + 1 < n; i++)
    turned[i] = ring[(outside + i) % (n - 1)];
  turned[n - 1] = turned[0];
  cut_chain (coast, turned, n);
}

/* --- the edge --- */

static void
add_corner (Coast *coast, guint corner)
{
  const HtBox *box = coast->box;
  const HtPoint corners[4] = { { box->min_lon, box->min_lat },
                               { box->min_lon, box->max_lat },
                               { box->max_lon, box->max_lat },
                               { box->max_lon, box->min_lat } };
  g_array_append_val (coast->out_points, corners[corner % 4]);
}

/* How far it is clockwise; a full round where it is no way. */
static double
way_round (double from, double to)
{
  double way = to - from;
  return way > 0 ? way : way + 4;
}

static void
add_edge (Coast *coast, double from, double to)
{
  double end = from + way_round (from, to);
  for (guint corner = (guint) floor (from) + 1; corner < end; corner++)
    add_corner (coast, corner);
}

/* The piece that begins next, clockwise from @at; NULL with a fault where one ends before that. */
static Piece *
find_next (Coast *coast, double at)
{
  Piece *pieces = (Piece *) coast->pieces->data, *next = NULL;
  double best = 5, ending = 5;
  for (guint i = 0; i < coast->pieces->len; i++)
    {
      double begin = way_round (at, pieces[i].from_at);
      if (begin < best)
        {
          best = begin;
          next = &pieces[i];
        }
      if (pieces[i].to_at != at)
        ending = MIN (ending, way_round (at, pieces[i].to_at));
    }
  if (ending >= best)
    return next;
  coast->faults->n_reversed++;
  return NULL;
}

/* Water is on the right of the coast, so from where a piece leaves the box the sea's border goes on clockwise
 * along the edge to where the next one comes in. */
static void
walk_edge (Coast *coast)
{
  Piece *pieces = (Piece *) coast->pieces->data;
  for (guint i = 0; i < coast->pieces->len; i++)
    {
      if (pieces[i].used)
        continue;
      guint first = coast->out_points->len;
      for (Piece *piece = &pieces[i]; piece != NULL && !piece->used;)
        {
          piece->used = TRUE;
          g_array_append_vals (coast->out_points, &g_array_index (coast->points, HtPoint, piece->first),
                               piece->n);
          Piece *next = find_next (coast, piece->to_at);
          if (next != NULL)
            add_edge (coast, piece->to_at, next->from_at);
          piece = next;
        }
      HtPoint closing = g_array_index (coast->out_points, HtPoint, first);
      g_array_append_val (coast->out_points, closing);
      g_array_append_val (coast->out_start, coast->out_points->len);
    }
}

/* --- rings --- */

/* Twice the signed area; above 0 anticlockwise, which is land. */
static double
area_of (const HtPoint *ring, guint n)
{
  double sum = 0;
  for (guint i = 0; i + 1 < n; i++)
    sum += (ring[i].lon - ring[0].lon) * (ring[i + 1].lat - ring[0].lat)
           - (ring[i + 1].lon - ring[0].lon) * (ring[i].lat - ring[0].lat);
  return sum;
}

gboolean
ht_ring_holds (const HtPoint *ring, guint n, const HtPoint *at)
{
  gboolean inside = FALSE;
  for (guint i = 0; i + 1 < n; i++)
    {
      const HtPoint *a = &ring[i], *b = &ring[i + 1];
      if ((a->lat > at->lat) != (b->lat > at->lat)
          && at->lon < a->lon + (at->lat - a->lat) / (b->lat - a->lat) * (b->lon - a->lon))
        inside = !inside;
    }
  return inside;
}

/* In how many of the sea's rings so far, and of the rings yet to come but itself. */
static guint
count_around (const Coast *coast, guint n_edge_rings, guint ring)
{
  const HtPoint *out = (const HtPoint *) coast->out_points->data;
  const guint *start = (const guint *) coast->out_start->data;
  const Piece *self = &g_array_index (coast->rings, Piece, ring);
  const HtPoint *at = &g_array_index (coast->points, HtPoint, self->first);
  guint n = 0;
  for (guint i = 0; i < n_edge_rings; i++)
    n += ht_ring_holds (out + start[i], start[i + 1] - start[i], at);
  for (guint i = 0; i < coast->rings->len; i++)
    {
      const Piece *other = &g_array_index (coast->rings, Piece, i);
      n += i != ring && ht_ring_holds (&g_array_index (coast->points, HtPoint, other->first), other->n, at);
    }
  return n;
}

static void
add_box (Coast *coast)
{
  for (guint corner = 0; corner <= 4; corner++)
    add_corner (coast, corner);
  g_array_append_val (coast->out_start, coast->out_points->len);
}

/* Where no coast meets the edge, an island that is in no other ring says that all around is sea. */
static gboolean
is_sea_around (const Coast *coast)
{
  for (guint i = 0; coast->pieces->len == 0 && i < coast->rings->len; i++)
    {
      const Piece *ring = &g_array_index (coast->rings, Piece, i);
      if (area_of (&g_array_index (coast->points, HtPoint, ring->first), ring->n) > 0
          && count_around (coast, 0, i) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Land must lie in water and water in land. */
static void
add_rings (Coast *coast)
{
  if (is_sea_around (coast))
    add_box (coast);
  guint n_edge_rings = coast->out_start->len - 1;
  for (guint i = 0; i < coast->rings->len; i++)
    {
      const Piece *ring = &g_array_index (coast->rings, Piece, i);
      const HtPoint *points = &g_array_index (coast->points, HtPoint, ring->first);
      gboolean is_land = area_of (points, ring->n) > 0;
      coast->faults->n_reversed += (count_around (coast, n_edge_rings, i) % 2 == 1) != is_land;
    }
  for (guint i = 0; i < coast->rings->len; i++)
    {
      const Piece *ring = &g_array_index (coast->rings, Piece, i);
      g_array_append_vals (coast->out_points, &g_array_index (coast->points, HtPoint, ring->first), ring->n);
      g_array_append_val (coast->out_start, coast->out_points->len);
    }
}

/* --- all of it --- */

static void
cut_lines (Coast *coast, Joiner *joiner)
{
  g_autoptr (GArray) chain = g_array_new (FALSE, FALSE, sizeof (HtPoint));
  joiner_index (joiner, coast->faults);
  /* First the chains, which have a beginning; what is left are rings. */
  for (guint i = 0; i < 2 * joiner->n_lines; i++)
    {
      guint line = i % joiner->n_lines;
      if (joiner->done[line] || (i < joiner->n_lines && joiner->followed[line]))
        continue;
      joiner_follow (joiner, line, chain);
      const HtPoint *points = (const HtPoint *) chain->data;
      gboolean closed = chain->len >= 4 && key_of (&points[0]) == key_of (&points[chain->len - 1]);
      if (closed)
        cut_ring (coast, points, chain->len);
      else
        cut_chain (coast, points, chain->len);
    }
}

static gboolean
is_sure (const HtCoastFaults *faults)
{
  return faults->n_open == 0 && faults->n_branched == 0 && faults->n_reversed == 0;
}

static HtGeometry *
make_sea (Coast *coast, Joiner *joiner)
{
  const guint zero = 0;
  g_array_append_val (coast->out_start, zero);
  cut_lines (coast, joiner);
  if (!is_sure (coast->faults))
    return NULL;
  walk_edge (coast);
  add_rings (coast);
  if (!is_sure (coast->faults) || coast->out_start->len < 2)
    return NULL;
  return ht_rings_to_polygon ((const HtPoint *) coast->out_points->data,
                              (const guint *) coast->out_start->data, coast->out_start->len - 1);
}

HtGeometry *
ht_coast_make_sea (const HtPoint *points, const guint *start, guint n_lines, const HtBox *box,
                   HtCoastFaults *faults)
{
  g_return_val_if_fail (box != NULL && faults != NULL && (n_lines == 0 || points != NULL), NULL);
  *faults = (HtCoastFaults){ 0 };
  if (n_lines == 0 || box->max_lon <= box->min_lon || box->max_lat <= box->min_lat)
    return NULL;
  g_autoptr (GHashTable) beginning = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autofree guint8 *done = g_new0 (guint8, n_lines), *followed = g_new0 (guint8, n_lines);
  Joiner joiner = { points, start, n_lines, beginning, done, followed };
  Coast coast = { .box = box,
                  .faults = faults,
                  .points = g_array_new (FALSE, FALSE, sizeof (HtPoint)),
                  .pieces = g_array_new (FALSE, FALSE, sizeof (Piece)),
                  .rings = g_array_new (FALSE, FALSE, sizeof (Piece)),
                  .out_points = g_array_new (FALSE, FALSE, sizeof (HtPoint)),
                  .out_start = g_array_new (FALSE, FALSE, sizeof (guint)) };
  HtGeometry *sea = make_sea (&coast, &joiner);
  g_array_unref (coast.points);
  g_array_unref (coast.pieces);
  g_array_unref (coast.rings);
  g_array_unref (coast.out_points);
  g_array_unref (coast.out_start);
  return sea;
}
