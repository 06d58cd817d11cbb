/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "route/road-cover.h"

#include <math.h>
#include <stdlib.h>

#include "route/place.h"

/*
 * A team driving along a section: from offset begin_m on (forward) or back from it, seconds grow by s_per_m.
 * The time at a place is the least of the rays that pass it: those that enter at the two ends, and two from
 * each facility on the section itself.
 */
typedef struct
{
  guint32 facility;
  gboolean forward;
  double begin_m, begin_s, s_per_m;
} Ray;

typedef struct
{
  HtRoadCover *coverage;
  const HtNearest *nearest;
  const HtArcMask *mask;
  guint32 *facility_order; /* facilities by section */
  GArray *rays;            /* Ray, of the current section */
  GArray *cuts;            /* double, offsets in metres */
} Maker;

static gboolean
ray_passes (const Ray *ray, double at_m)
{
  return ray->forward ? at_m >= ray->begin_m : at_m <= ray->begin_m;
}

static double
ray_seconds (const Ray *ray, double at_m)
{
  return ray->begin_s + fabs (at_m - ray->begin_m) * ray->s_per_m;
}

static void
maker_add_ray (Maker *maker, guint32 arc, guint32 facility, double begin_m, double begin_s)
{
  const HtGraph *graph = maker->nearest->graph;
  double length_m = graph->sections[arc / 2].length_m;
  double s_per_m = length_m > 0 ? graph->arc_ms[arc] / 1000.0 / length_m : 0;
  Ray ray = { facility, arc % 2 == 0, begin_m, begin_s, s_per_m };
  g_array_append_val (maker->rays, ray);
  g_array_append_val (maker->cuts, begin_m);
}

/* The first team to enter the arc at its start. */
static void
maker_add_entry (Maker *maker, guint32 arc)
{
  const HtGraph *graph = maker->nearest->graph;
  HtEntries entries = ht_place_get_entries (graph, arc);
  HtArrival best = { HT_NO_FACILITY, G_MAXUINT32 };
  for (guint i = 0; i < entries.n; i++)
    {
      const HtArrival *at = &maker->nearest->first[entries.edges[i].state];
      if (at->facility == HT_NO_FACILITY)
        continue;
      guint32 ms = at->ms + entries.edges[i].ms - graph->arc_ms[arc];
      if (ms < best.ms || (ms == best.ms && at->facility < best.facility))
        best = (HtArrival){ at->facility, ms };
    }
  if (best.facility != HT_NO_FACILITY)
    maker_add_ray (maker, arc, best.facility, arc % 2 == 0 ? 0 : graph->sections[arc / 2].length_m,
                   best.ms / 1000.0);
}

/* Takes the facilities of @section from the order at @next, which moves on. */
static void
maker_collect_rays (Maker *maker, guint32 section, guint32 *next)
{
  const HtNearest *nearest = maker->nearest;
  gboolean usable[2];
  for (guint32 direction = 0; direction < 2; direction++)
    {
      guint32 arc = 2 * section + direction;
      usable[direction] = ht_place_arc_is_usable (nearest->graph, maker->mask, arc);
      if (usable[direction])
        maker_add_entry (maker, arc);
    }
  for (; *next < nearest->n_facilities; (*next)++)
    {
      guint32 index = maker->facility_order[*next];
      const HtFacility *facility = &nearest->facilities[index];
      if (facility->at.section != section)
        break;
      for (guint32 direction = 0; direction < 2; direction++)
        if (usable[direction])
          maker_add_ray (maker, 2 * section + direction, index, facility->at.offset_m, facility->turnout_s);
    }
}

/* Where two rays, each extended to a whole line, meet. */
static void
maker_cut_at_crossing (Maker *maker, const Ray *a, const Ray *b)
{
  double slope_a = a->forward ? a->s_per_m : -a->s_per_m, slope_b = b->forward ? b->s_per_m : -b->s_per_m;
  if (slope_a == slope_b)
    return;
  double zero_a = a->begin_s - slope_a * a->begin_m, zero_b = b->begin_s - slope_b * b->begin_m;
  double at_m = (zero_b - zero_a) / (slope_a - slope_b);
  g_array_append_val (maker->cuts, at_m);
}

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;
  return (x > y) - (x < y);
}

static const Ray *
maker_find_first (const Maker *maker, double at_m)
{
  const Ray *best = NULL;
  for (guint i = 0; i < maker->rays->len; i++)
    {
      const Ray *ray = &g_array_index (maker->rays, Ray, i);
      if (ray_passes (ray, at_m) && (best == NULL || ray_seconds (ray, at_m) < ray_seconds (best, at_m)))
        best = ray;
    }
  return best;
}

static void
maker_add_piece (Maker *maker, const Ray *ray, double from_m, double to_m)
{
  HtTimePiece piece = { from_m, to_m, NAN, NAN, HT_NO_FACILITY };
  if (ray != NULL)
    piece = (HtTimePiece){ from_m, to_m, ray_seconds (ray, from_m), ray_seconds (ray, to_m), ray->facility };
  g_array_append_val (maker->coverage->pieces, piece);
}

/* Between two neighbouring cuts one ray is first throughout, so the middle tells which. */
static void
maker_add_pieces (Maker *maker, double length_m)
{
  g_array_append_val (maker->cuts, length_m);
  g_array_sort (maker->cuts, compare_doubles);
  const Ray *open = maker_find_first (maker, 0);
  double open_m = 0, before_m = 0;
  gboolean is_open = FALSE;
  for (guint i = 0; i < maker->cuts->len; i++)
    {
      double cut_m = g_array_index (maker->cuts, double, i);
      if (cut_m <= before_m || cut_m > length_m)
        continue;
      const Ray *ray = maker_find_first (maker, (before_m + cut_m) / 2);
      if (is_open && ray != open)
        {
          maker_add_piece (maker, open, open_m, before_m);
          open_m = before_m;
        }
      open = ray;
      is_open = TRUE;
      before_m = cut_m;
    }
  maker_add_piece (maker, open, open_m, length_m);
}

static int
compare_facilities (const void *a, const void *b, gpointer user_data)
{
  const HtNearest *nearest = user_data;
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;
  guint32 section_x = nearest->facilities[x].at.section, section_y = nearest->facilities[y].at.section;
  if (section_x != section_y)
    return section_x < section_y ? -1 : 1;
  return (x > y) - (x < y);
}

static gboolean
section_is_drivable (const HtGraph *graph, guint32 section)
{
  return ht_graph_arc_is_drivable (graph, 2 * section) || ht_graph_arc_is_drivable (graph, 2 * section + 1);
}

static void
maker_run (Maker *maker)
{
  const HtGraph *graph = maker->nearest->graph;
  guint32 next = 0;
  for (guint32 section = 0; section < graph->n_sections; section++)
    {
      maker->coverage->start[section] = maker->coverage->pieces->len;
      g_array_set_size (maker->rays, 0);
      g_array_set_size (maker->cuts, 0);
      maker_collect_rays (maker, section, &next);
      if (!section_is_drivable (graph, section))
        continue;
      for (guint i = 0; i < maker->rays->len; i++)
        for (guint j = i + 1; j < maker->rays->len; j++)
          maker_cut_at_crossing (maker, &g_array_index (maker->rays, Ray, i),
                                 &g_array_index (maker->rays, Ray, j));
      maker_add_pieces (maker, graph->sections[section].length_m);
    }
  maker->coverage->start[graph->n_sections] = maker->coverage->pieces->len;
}

HtRoadCover *
ht_road_cover_new (const HtNearest *nearest, const HtArcMask *mask)
{
  g_return_val_if_fail (nearest != NULL, NULL);
  HtRoadCover *coverage = g_new0 (HtRoadCover, 1);
  coverage->graph = ht_graph_ref (nearest->graph);
  coverage->start = g_new (guint32, (gsize) nearest->graph->n_sections + 1);
  coverage->pieces = g_array_new (FALSE, FALSE, sizeof (HtTimePiece));
  Maker maker = { coverage,
                  nearest,
                  mask,
                  g_new (guint32, nearest->n_facilities + 1),
                  g_array_new (FALSE, FALSE, sizeof (Ray)),
                  g_array_new (FALSE, FALSE, sizeof (double)) };
  for (guint32 i = 0; i < nearest->n_facilities; i++)
    maker.facility_order[i] = i;
  g_qsort_with_data (maker.facility_order, (gint) nearest->n_facilities, sizeof (guint32), compare_facilities,
                     (gpointer) nearest);
  maker_run (&maker);
  g_free (maker.facility_order);
  g_array_unref (maker.rays);
  g_array_unref (maker.cuts);
  return coverage;
}

void
ht_road_cover_free (HtRoadCover *coverage)
{
  if (coverage == NULL)
    return;
  ht_graph_unref (coverage->graph);
  g_free (coverage->start);
  g_array_unref (coverage->pieces);
  g_free (coverage);
}

static double
piece_seconds (const HtTimePiece *piece, double at_m)
{
  double length_m = piece->to_m - piece->from_m;
  double along = length_m > 0 ? (at_m - piece->from_m) / length_m : 0;
  return piece->from_s + along * (piece->to_s - piece->from_s);
}

HtReach
ht_road_cover_at (const HtRoadCover *coverage, guint32 section, double offset_m, guint32 *facility)
{
  g_return_val_if_fail (coverage != NULL && section < coverage->graph->n_sections, ((HtReach){ FALSE, NAN }));
  HtReach reach = { FALSE, NAN };
  guint32 who = HT_NO_FACILITY;
  double at_m = CLAMP (offset_m, 0, coverage->graph->sections[section].length_m);
  for (guint32 i = coverage->start[section]; i < coverage->start[section + 1]; i++)
    {
      const HtTimePiece *piece = &g_array_index (coverage->pieces, HtTimePiece, i);
      if (piece->facility == HT_NO_FACILITY || at_m < piece->from_m || at_m > piece->to_m)
        continue;
      double seconds = piece_seconds (piece, at_m);
      if (reach.reached && seconds >= reach.seconds)
        continue;
      reach = (HtReach){ TRUE, seconds };
      who = piece->facility;
    }
  if (facility != NULL)
    *facility = who;
  return reach;
}

/* Joins the stretch to the last piece of the same section and side. */
static void
add_stretch (GArray *pieces, guint first, HtCoverPiece stretch)
{
  if (stretch.to_m <= stretch.from_m)
    return;
  if (pieces->len > first)
    {
      HtCoverPiece *last = &g_array_index (pieces, HtCoverPiece, pieces->len - 1);
      if (last->inside == stretch.inside)
        {
          last->to_m = stretch.to_m;
          return;
        }
    }
  g_array_append_val (pieces, stretch);
}

void
ht_road_cover_cut (const HtRoadCover *coverage, guint32 section, double limit_s, GArray *pieces)
{
  g_return_if_fail (coverage != NULL && section < coverage->graph->n_sections && pieces != NULL);
  guint first = pieces->len;
  for (guint32 i = coverage->start[section]; i < coverage->start[section + 1]; i++)
    {
      const HtTimePiece *piece = &g_array_index (coverage->pieces, HtTimePiece, i);
      gboolean from_in = piece->from_s <= limit_s, to_in = piece->to_s <= limit_s; /* NaN is outside */
      double cut_m = piece->to_m;
      if (from_in != to_in)
        cut_m = piece->from_m
                + (limit_s - piece->from_s) / (piece->to_s - piece->from_s) * (piece->to_m - piece->from_m);
      cut_m = CLAMP (cut_m, piece->from_m, piece->to_m);
      add_stretch (pieces, first, (HtCoverPiece){ section, piece->from_m, cut_m, from_in });
      add_stretch (pieces, first, (HtCoverPiece){ section, cut_m, piece->to_m, to_in });
    }
}

static void
sum_roads (const HtRoadCover *coverage, double limit_s, HtCoverSum *sum)
{
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (HtCoverPiece));
  double all_m = 0;
  for (guint32 section = 0; section < coverage->graph->n_sections; section++)
    ht_road_cover_cut (coverage, section, limit_s, pieces);
  for (guint i = 0; i < pieces->len; i++)
    {
      const HtCoverPiece *piece = &g_array_index (pieces, HtCoverPiece, i);
      all_m += piece->to_m - piece->from_m;
      if (piece->inside)
        sum->inside_m += piece->to_m - piece->from_m;
    }
  for (guint i = 0; i < coverage->pieces->len; i++)
    {
      const HtTimePiece *piece = &g_array_index (coverage->pieces, HtTimePiece, i);
      if (piece->facility == HT_NO_FACILITY)
        sum->unreached_m += piece->to_m - piece->from_m;
    }
  sum->outside_m = MAX (all_m - sum->inside_m - sum->unreached_m, 0);
}

HtCoverSum
ht_road_cover_sum (const HtRoadCover *coverage, double limit_s, const HtPeople *people, guint n)
{
  HtCoverSum sum = { 0 };
  g_return_val_if_fail (coverage != NULL && (n == 0 || people != NULL), sum);
  sum_roads (coverage, limit_s, &sum);
  for (guint i = 0; i < n; i++)
    {
      if (!people[i].on_road)
        {
          sum.off_road += people[i].people;
          continue;
        }
      HtReach reach = ht_road_cover_at (coverage, people[i].at.section, people[i].at.offset_m, NULL);
      if (!reach.reached)
        sum.unreached += people[i].people;
      else if (reach.seconds <= limit_s)
        sum.inside += people[i].people;
      else
        sum.outside += people[i].people;
    }
  return sum;
}
