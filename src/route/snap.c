/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "route/snap.h"

#include <math.h>

#define SEGMENTS_A_CELL 4
#define MOST_CELLS (1u << 22)
#define ON_LINE_M 0.5

/* A segment of a section's line, filed under every cell its bounding box touches. */
typedef struct
{
  guint32 section, point; /* point: index of its first point */
} Segment;

struct _HtSnapper
{
  HtGraph *graph;
  double west, south, cell_lon, cell_lat; /* degrees */
  guint columns, rows;
  guint32 *cell_start; /* [columns * rows + 1] */
  Segment *segments;
};

/* Metres of a degree of latitude and of longitude: WGS 84 radii of curvature (meridian, prime vertical). */
static void
metres_per_degree (double lat, double *north_m, double *east_m)
{
  const double a = 6378137.0, e2 = 6.69437999014e-3;
  double sine = sin (lat * G_PI / 180), w2 = 1 - e2 * sine * sine, w = sqrt (w2);
  *north_m = G_PI / 180 * a * (1 - e2) / (w2 * w);
  *east_m = G_PI / 180 * a / w * cos (lat * G_PI / 180);
}

double
ht_route_distance_m (HtRoutePoint a, HtRoutePoint b)
{
  double north_m, east_m;
  metres_per_degree ((a.lat + b.lat) / 2, &north_m, &east_m);
  return hypot ((b.lon - a.lon) * east_m, (b.lat - a.lat) * north_m);
}

static gboolean
section_is_drivable (const HtGraph *graph, guint32 section)
{
  return ht_graph_arc_is_drivable (graph, 2 * section) || ht_graph_arc_is_drivable (graph, 2 * section + 1);
}

static guint
cell_index (double at, double origin, double size, guint n)
{
  double index = floor ((at - origin) / size);
  return (guint) CLAMP (index, 0, n - 1.0);
}

/* The cells a box touches, both ends included. */
typedef struct
{
  guint column0, column1, row0, row1;
} Cells;

static Cells
cells_of_segment (const HtSnapper *snapper, guint32 point)
{
  const HtRoutePoint *a = &snapper->graph->points[point], *b = a + 1;
  return (Cells){ cell_index (MIN (a->lon, b->lon), snapper->west, snapper->cell_lon, snapper->columns),
                  cell_index (MAX (a->lon, b->lon), snapper->west, snapper->cell_lon, snapper->columns),
                  cell_index (MIN (a->lat, b->lat), snapper->south, snapper->cell_lat, snapper->rows),
                  cell_index (MAX (a->lat, b->lat), snapper->south, snapper->cell_lat, snapper->rows) };
}

/* Counts the segment in its cells, or, given @next, files it there. */
static void
file_segment (HtSnapper *snapper, Segment segment, guint32 *count, guint32 *next)
{
  Cells cells = cells_of_segment (snapper, segment.point);
  for (guint row = cells.row0; row <= cells.row1; row++)
    for (guint column = cells.column0; column <= cells.column1; column++)
      {
        guint cell = row * snapper->columns + column;
        if (next == NULL)
          count[cell]++;
        else
          snapper->segments[next[cell]++] = segment;
      }
}

static void
file_segments (HtSnapper *snapper, guint32 *count, guint32 *next)
{
  const HtGraph *graph = snapper->graph;
  for (guint32 i = 0; i < graph->n_sections; i++)
    {
      const HtRouteSection *section = &graph->sections[i];
      guint n = section_is_drivable (graph, i) ? section->n_points - 1 : 0;
      for (guint32 point = section->first_point; point < section->first_point + n; point++)
        file_segment (snapper, (Segment){ i, point }, count, next);
    }
}

/* Chooses square cells (in metres at the middle latitude) so that about SEGMENTS_A_CELL fall in each. */
static void
size_grid (HtSnapper *snapper)
{
  const HtGraph *graph = snapper->graph;
  double west = 180, east = -180, south = 90, north = -90;
  guint n = 0;
  for (guint32 i = 0; i < graph->n_sections; i++)
    {
      const HtRouteSection *section = &graph->sections[i];
      guint n_points = section_is_drivable (graph, i) ? section->n_points : 0;
      n += n_points;
      for (guint32 p = section->first_point; p < section->first_point + n_points; p++)
        {
          west = MIN (west, graph->points[p].lon);
          east = MAX (east, graph->points[p].lon);
          south = MIN (south, graph->points[p].lat);
          north = MAX (north, graph->points[p].lat);
        }
    }
  double north_m, east_m;
  metres_per_degree (n > 0 ? (south + north) / 2 : 0, &north_m, &east_m);
  double width_m = MAX ((east - west) * east_m, 1), height_m = MAX ((north - south) * north_m, 1);
  double cells = CLAMP (n / (double) SEGMENTS_A_CELL, 1, MOST_CELLS / 4);
  double size_m = MAX (sqrt (width_m * height_m / cells), MAX (width_m, height_m) / 2000);
  snapper->west = west;
  snapper->south = south;
  snapper->cell_lon = size_m / MAX (east_m, 1e-3);
  snapper->cell_lat = size_m / north_m;
  snapper->columns = (guint) ceil (width_m / size_m) + 1;
  snapper->rows = (guint) ceil (height_m / size_m) + 1;
}

HtSnapper *
ht_snapper_new (HtGraph *graph)
{
  HtSnapper *snapper = g_new0 (HtSnapper, 1);
  snapper->graph = ht_graph_ref (graph);
  size_grid (snapper);
  guint n_cells = snapper->columns * snapper->rows;
  snapper->cell_start = g_new0 (guint32, n_cells + 2);
  guint32 *next = snapper->cell_start + 1;
  file_segments (snapper, snapper->cell_start + 2, NULL);
  for (guint cell = 0; cell < n_cells; cell++)
    next[cell + 1] += next[cell];
  snapper->segments = g_new (Segment, next[n_cells] + 1);
  file_segments (snapper, NULL, next);
  return snapper;
}

void
ht_snapper_free (HtSnapper *snapper)
{
  if (snapper == NULL)
    return;
  ht_graph_unref (snapper->graph);
  g_free (snapper->cell_start);
  g_free (snapper->segments);
  g_free (snapper);
}

/* A search for the nearest segment, on the plane in metres whose origin is the place asked for. */
typedef struct
{
  const HtSnapper *snapper;
  HtRoutePoint origin;
  double north_m, east_m;
  const HtArcMask *mask;
  guint flags;
  double best_m;
  Segment best;
  double best_along; /* 0 to 1 on the best segment */
} Query;

typedef struct
{
  double x, y;
} Plane;

static Plane
to_plane (const Query *query, const HtRoutePoint *point)
{
  return (Plane){ (point->lon - query->origin.lon) * query->east_m,
                  (point->lat - query->origin.lat) * query->north_m };
}

static gboolean
query_accepts (const Query *query, guint32 section)
{
  const HtGraph *graph = query->snapper->graph;
  if ((query->flags & HT_SNAP_MAIN_PART) != 0 && !graph->main_part[section])
    return FALSE;
  for (guint32 arc = 2 * section; arc <= 2 * section + 1; arc++)
    if (ht_graph_arc_is_drivable (graph, arc) && !ht_arc_mask_is_closed (query->mask, arc))
      return TRUE;
  return FALSE;
}

static void
query_try (Query *query, const Segment *segment)
{
  const HtRoutePoint *points = &query->snapper->graph->points[segment->point];
  Plane a = to_plane (query, &points[0]), b = to_plane (query, &points[1]);
  double dx = b.x - a.x, dy = b.y - a.y, length2 = dx * dx + dy * dy;
  double along = length2 > 0 ? CLAMP (-(a.x * dx + a.y * dy) / length2, 0, 1) : 0;
  double distance_m = hypot (a.x + along * dx, a.y + along * dy);
  if (distance_m > query->best_m)
    return;
  gboolean lower = segment->section < query->best.section
                   || (segment->section == query->best.section && segment->point < query->best.point);
  if ((distance_m == query->best_m && !lower) || !query_accepts (query, segment->section))
    return;
  query->best_m = distance_m;
  query->best = *segment;
  query->best_along = along;
}

static void
query_scan (Query *query, double reach_m)
{
  const HtSnapper *snapper = query->snapper;
  double reach_lon = reach_m / MAX (query->east_m, 1e-3), reach_lat = reach_m / query->north_m;
  HtRoutePoint at = query->origin;
  guint column0 = cell_index (at.lon - reach_lon, snapper->west, snapper->cell_lon, snapper->columns);
  guint column1 = cell_index (at.lon + reach_lon, snapper->west, snapper->cell_lon, snapper->columns);
  guint row0 = cell_index (at.lat - reach_lat, snapper->south, snapper->cell_lat, snapper->rows);
  guint row1 = cell_index (at.lat + reach_lat, snapper->south, snapper->cell_lat, snapper->rows);
  for (guint row = row0; row <= row1; row++)
    {
      guint32 first = snapper->cell_start[row * snapper->columns + column0];
      guint32 end = snapper->cell_start[row * snapper->columns + column1 + 1];
      for (guint32 i = first; i < end; i++)
        query_try (query, &snapper->segments[i]);
    }
}

/* Metres along the section's line up to @point and @along the segment that begins there, and of the whole
 * line. */
static double
measure_line (const HtGraph *graph, guint32 section_index, guint32 point, double along, double *whole_m)
{
  const HtRouteSection *section = &graph->sections[section_index];
  double before_m = 0, sum_m = 0;
  for (guint32 p = section->first_point; p + 1 < section->first_point + section->n_points; p++)
    {
      double step_m = ht_route_distance_m (graph->points[p], graph->points[p + 1]);
      if (p < point)
        before_m += step_m;
      else if (p == point)
        before_m += along * step_m;
      sum_m += step_m;
    }
  *whole_m = sum_m;
  return before_m;
}

static HtRoutePoint
between (HtRoutePoint a, HtRoutePoint b, double along)
{
  return (HtRoutePoint){ a.lon + along * (b.lon - a.lon), a.lat + along * (b.lat - a.lat) };
}

static HtSnap
query_describe (const Query *query)
{
  const HtGraph *graph = query->snapper->graph;
  const HtRoutePoint *points = &graph->points[query->best.point];
  double whole_m,
      before_m = measure_line (graph, query->best.section, query->best.point, query->best_along, &whole_m);
  HtSnap snap = { .section = query->best.section, .distance_m = query->best_m };
  snap.fraction = whole_m > 0 ? CLAMP (before_m / whole_m, 0, 1) : 0;
  snap.offset_m = snap.fraction * graph->sections[snap.section].length_m;
  snap.at = between (points[0], points[1], query->best_along);
  Plane a = to_plane (query, &points[0]), b = to_plane (query, &points[1]);
  double cross = a.x * b.y - a.y * b.x; /* above 0: the origin is to the left of a to b */
  if (snap.distance_m > ON_LINE_M)
    snap.side = cross > 0 ? HT_SIDE_LEFT : HT_SIDE_RIGHT;
  return snap;
}

gboolean
ht_snapper_find (const HtSnapper *snapper, HtRoutePoint at, double max_m, const HtArcMask *mask, guint flags,
                 HtSnap *snap)
{
  g_return_val_if_fail (snapper != NULL && snap != NULL, FALSE);
  if (!isfinite (at.lon) || !isfinite (at.lat) || fabs (at.lat) > 90 || !(max_m >= 0))
    return FALSE;
  Query query = { .snapper = snapper, .origin = at, .mask = mask, .flags = flags, .best_m = max_m };
  query.best.section = query.best.point = G_MAXUINT32;
  metres_per_degree (at.lat, &query.north_m, &query.east_m);
  double reach_m = MIN (snapper->cell_lat * query.north_m, max_m);
  query_scan (&query, reach_m);
  while (reach_m < max_m && (query.best.section == G_MAXUINT32 || query.best_m > reach_m))
    {
      reach_m = MIN (2 * reach_m, max_m);
      query_scan (&query, reach_m);
    }
  if (query.best.section == G_MAXUINT32)
    return FALSE;
  *snap = query_describe (&query);
  return TRUE;
}

HtSnap
ht_snap_at (const HtGraph *graph, guint32 section_index, double offset_m)
{
  const HtRouteSection *section = &graph->sections[section_index];
  HtSnap snap = { .section = section_index, .offset_m = CLAMP (offset_m, 0, section->length_m) };
  snap.fraction = section->length_m > 0 ? snap.offset_m / section->length_m : 0;
  double whole_m, before_m = 0;
  measure_line (graph, section_index, section->first_point, 0, &whole_m);
  double wanted_m = snap.fraction * whole_m;
  guint32 last = section->first_point + section->n_points - 1;
  snap.at = graph->points[last];
  for (guint32 p = section->first_point; p < last; p++)
    {
      double step_m = ht_route_distance_m (graph->points[p], graph->points[p + 1]);
      if (before_m + step_m >= wanted_m && step_m > 0)
        {
          snap.at = between (graph->points[p], graph->points[p + 1], (wanted_m - before_m) / step_m);
          break;
        }
      before_m += step_m;
    }
  return snap;
}
