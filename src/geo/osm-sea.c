/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sea of an extract: its coastlines, its bounds, and whether to believe the result. */
#include <math.h>

#include "base/i18n.h"
#include "geo/coast.h"
#include "geo/osm-stock.h"

/* An extract may leave out the nodes beyond its bounds; the line is then drawn on to the bounds where it ends
 * this near to them, as a part of their shorter side. */
#define NEAR_EDGE 0.05
/* Roads looked at, and how many in a hundred may be under the sea: piers and badly drawn shores. */
#define LOOK_AT 500
#define MAX_FLOODED_PERCENT 10

typedef struct
{
  const HtOsmStock *stock;
  HtBox box;
  GArray *points, *start; /* HtPoint, guint: as ht_coast_make_sea wants them */
  guint n_extended;
  gint64 first_way;
} Shore;

/* Where the line goes on to a node that was left out: the nearest place on the edge, if it is near. */
static gboolean
find_edge (const Shore *shore, const HtPoint *from, HtPoint *edge)
{
  const HtBox *box = &shore->box;
  double west = from->lon - box->min_lon, east = box->max_lon - from->lon;
  double south = from->lat - box->min_lat, north = box->max_lat - from->lat;
  double least = MIN (MIN (west, east), MIN (south, north));
  double side = MIN (box->max_lon - box->min_lon, box->max_lat - box->min_lat);
  if (least <= 0 || least > NEAR_EDGE * side)
    return FALSE;
  *edge = *from;
  if (least == west || least == east)
    edge->lon = least == west ? box->min_lon : box->max_lon;
  else
    edge->lat = least == south ? box->min_lat : box->max_lat;
  return TRUE;
}

static void
extend (Shore *shore, const HtPoint *end)
{
  HtPoint edge;
  if (!find_edge (shore, end, &edge))
    return;
  g_array_append_val (shore->points, edge);
  shore->n_extended++;
}

static void
end_line (Shore *shore, guint first)
{
  if (shore->points->len - first >= 2)
    g_array_append_val (shore->start, shore->points->len);
  else
    g_array_set_size (shore->points, first);
}

/* A line for each stretch of the way whose nodes are in the file. */
static void
add_way (Shore *shore, const HtOsmWay *way)
{
  guint first = shore->points->len;
  HtPoint point, before = { 0, 0 };
  gboolean missing = FALSE;
  for (guint i = 0; i < way->n_refs; i++)
    {
      if (!ht_osm_stock_get_point (shore->stock, shore->stock->point_of[way->first_ref + i], &point))
        {
          if (shore->points->len > first)
            extend (shore, &before);
          end_line (shore, first);
          first = shore->points->len;
          missing = TRUE;
          continue;
        }
      if (missing && shore->points->len == first)
        extend (shore, &point);
      missing = FALSE;
      if (shore->points->len == first || point.lon != before.lon || point.lat != before.lat)
        g_array_append_val (shore->points, point);
      before = point;
    }
  end_line (shore, first);
  shore->first_way = shore->first_way == 0 ? way->id : MIN (shore->first_way, way->id);
}

static gboolean
holds (const HtGeometry *area, const HtPoint *at)
{
  guint n_around = 0;
  for (guint i = 0; i < area->n_parts; i++)
    n_around += ht_ring_holds (&area->points[area->part_start[i]],
                               area->part_start[i + 1] - area->part_start[i], at);
  return n_around % 2 == 1;
}

/* A coastline drawn the wrong way round makes sea of the land, and nothing but what stands there tells. */
static gboolean
floods_roads (const HtGeometry *sea, const HtNetwork *network)
{
  guint n = network != NULL ? network->sections->len : 0, step = MAX (n / LOOK_AT, 1), seen = 0, flooded = 0;
  for (guint i = 0; i < n; i += step)
    {
      const HtSection *section = &g_array_index (network->sections, HtSection, i);
      if (section->flags & (HT_SECTION_BRIDGE | HT_SECTION_TUNNEL | HT_SECTION_FERRY))
        continue;
      seen++;
      flooded += holds (sea, &g_array_index (network->nodes, HtRoadNode, section->from).at);
    }
  return flooded * 100 > seen * MAX_FLOODED_PERCENT;
}

static void
report (const Shore *shore, HtCoastFaults *faults)
{
  HtImportReport *into = shore->stock->report;
  ht_import_report_repair (into, N_ ("coastline that ends at the edge of the extract: drawn on to it"),
                           shore->n_extended);
  ht_import_report_drop (into, N_ ("end of a coastline inside the extract: no sea is drawn"), faults->n_open);
  ht_import_report_drop (into, N_ ("place where several coastlines begin: no sea is drawn"),
                         faults->n_branched);
  ht_import_report_drop (into, N_ ("coastline with land and water on the wrong sides: no sea is drawn"),
                         faults->n_reversed);
}

static void
add_sea (HtOsmStock *stock, gint64 way, HtGeometry *sea)
{
  const HtUuid uuid = ht_osm_feature_id ("water/sea", 'w', way);
  HtValue *attributes = ht_value_new_map ();
  ht_value_set_text (attributes, "kind", "sea");
  const HtOsmMade made = { 'w', way, ht_feature_new ("water", &uuid, NULL, attributes, sea) };
  g_array_append_val (stock->made, made);
}

void
ht_osm_stock_build_sea (HtOsmStock *stock, const HtNetwork *network)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (HtPoint));
  g_autoptr (GArray) start = g_array_new (FALSE, FALSE, sizeof (guint));
  Shore shore = { .stock = stock, .points = points, .start = start };
  const guint zero = 0;
  g_array_append_val (start, zero);
  for (guint i = 0; i < stock->ways->len; i++)
    {
      const HtOsmWay *way = &g_array_index (stock->ways, HtOsmWay, i);
      if (!way->is_coast)
        continue;
      if (shore.first_way == 0)
        shore.box = ht_box_is_empty (&stock->bounds) ? stock->extent : stock->bounds;
      add_way (&shore, way);
    }
  if (start->len < 2)
    return;
  HtCoastFaults faults;
  g_autoptr (HtGeometry) sea = ht_coast_make_sea ((const HtPoint *) points->data, (const guint *) start->data,
                                                  start->len - 1, &shore.box, &faults);
  report (&shore, &faults);
  if (sea != NULL && floods_roads (sea, network))
    ht_import_report_drop (stock->report,
                           N_ ("sea that would lie over the roads: its coastline runs the wrong way"), 1);
  else if (sea != NULL)
    add_sea (stock, shore.first_way, g_steal_pointer (&sea));
}
