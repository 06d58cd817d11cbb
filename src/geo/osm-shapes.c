/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/osm-stock.h"

#include <string.h>

#include "base/i18n.h"
#include "geo/geometry-mend.h"
#include "geo/osm-rings.h"

typedef struct
{
  HtOsmStock *stock;
  GHashTable *taken_over; /* gint64 *: ways whose areas an old-style relation stands for */
} Maker;

static void
make (Maker *maker, char type, gint64 id, HtOsmDraft *draft, HtGeometry *geometry)
{
  const HtUuid uuid = ht_osm_feature_id (draft->key, type, id);
  const HtOsmMade made
      = { type, id,
          ht_feature_new (draft->table, &uuid, draft->name, ht_value_ref (draft->attributes), geometry) };
  g_array_append_val (maker->stock->made, made);
}

/* The draft's geometry from an area: itself or a point on it. */
static HtGeometry *
shape_area (const HtOsmDraft *draft, HtGeometry *area)
{
  if (draft->form == HT_OSM_FORM_AREA)
    return ht_geometry_ref (area);
  HtPoint at = ht_geometry_label_point (area);
  return ht_geometry_new_point (ht_geo_quantise (at.lon), ht_geo_quantise (at.lat));
}

/* Points of a way that are in the file; starts of unbroken stretches go to @starts where it is not NULL. */
static GArray *
get_points (const Maker *maker, const HtOsmWay *way, GArray *starts, guint *n_missing)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (HtPoint));
  gboolean broken = TRUE;
  *n_missing = 0;
  for (guint i = 0; i < way->n_refs; i++)
    {
      HtPoint point;
      if (!ht_osm_stock_get_point (maker->stock, maker->stock->point_of[way->first_ref + i], &point))
        {
          ++*n_missing;
          broken = TRUE;
          continue;
        }
      if (broken && starts != NULL)
        g_array_append_val (starts, points->len);
      broken = FALSE;
      g_array_append_val (points, point);
    }
  return points;
}

static HtGeometry *
mend (const Maker *maker, HtGeometry *area)
{
  gboolean mended = FALSE;
  if (area == NULL)
    return NULL;
  area = ht_geometry_mend (area, &mended);
  ht_import_report_repair (maker->stock->report, N_ ("outline that crosses or touches itself: untangled"),
                           mended);
  return area;
}

/* NULL with the reason counted. */
static HtGeometry *
make_way_area (const Maker *maker, const HtOsmWay *way)
{
  guint n_missing;
  g_autoptr (GArray) points = get_points (maker, way, NULL, &n_missing);
  if (n_missing > 0)
    {
      ht_import_report_drop (maker->stock->report, N_ ("outline with points that are not in the file"), 1);
      return NULL;
    }
  HtGeometry *area = mend (maker, ht_rings_to_polygon ((const HtPoint *) points->data,
                                                       (const guint[]){ 0, points->len }, 1));
  ht_import_report_drop (maker->stock->report, N_ ("outline that encloses nothing"), area == NULL);
  return area;
}

/* Stretches of a line with two points or more; NULL with the reason counted. */
static HtGeometry *
make_way_line (const Maker *maker, const HtOsmWay *way)
{
  guint n_missing, n_parts = 0, length = 0;
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) points = get_points (maker, way, starts, &n_missing);
  g_array_append_val (starts, points->len);
  guint *start = (guint *) starts->data;
  HtPoint *point = (HtPoint *) points->data;
  for (guint i = 0; i + 1 < starts->len; i++)
    {
      guint begin = start[i], n = start[i + 1] - begin;
      if (n < 2)
        continue;
      memmove (point + length, point + begin, n * sizeof *point);
      start[n_parts++] = length;
      length += n;
    }
  ht_import_report_drop (maker->stock->report, N_ ("point of a line that is not in the file"), n_missing);
  if (n_parts == 0)
    {
      ht_import_report_drop (maker->stock->report, N_ ("line with fewer than two points in the file"), 1);
      return NULL;
    }
  start[n_parts] = length;
  return ht_geometry_new_parts (HT_GEOMETRY_LINE, point, start, NULL, n_parts);
}

static gboolean
is_closed (const Maker *maker, const HtOsmWay *way)
{
  const guint32 *points = maker->stock->point_of + way->first_ref;
  return way->n_refs >= 4 && points[0] == points[way->n_refs - 1];
}

static void
make_way_features (Maker *maker, const HtOsmWay *way)
{
  g_autoptr (HtGeometry) area = NULL;
  g_autoptr (HtGeometry) line = NULL;
  gboolean taken_over = g_hash_table_contains (maker->taken_over, &way->id);
  gboolean closed = is_closed (maker, way);
  for (guint i = 0; i < way->n_drafts; i++)
    {
      HtOsmDraft *draft = &g_array_index (maker->stock->drafts, HtOsmDraft, way->first_draft + i);
      if (taken_over && draft->form == HT_OSM_FORM_AREA)
        continue;
      gboolean as_area = closed && draft->form != HT_OSM_FORM_LINE;
      if (as_area && area == NULL)
        area = make_way_area (maker, way);
      if (!as_area && line == NULL)
        line = make_way_line (maker, way);
      HtGeometry *whole = as_area ? area : line;
      if (whole == NULL)
        return;
      make (maker, 'w', way->id, draft,
            draft->form == HT_OSM_FORM_LINE ? ht_geometry_ref (whole) : shape_area (draft, whole));
    }
}

/* The member ways that are in the file, each once. FALSE where an outer one is missing. */
static gboolean
get_ring_ways (const Maker *maker, const HtOsmRelation *relation, GArray *ring_ways)
{
  const HtOsmStock *stock = maker->stock;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (guint i = 0; i < relation->n_members; i++)
    {
      HtOsmRingMember *member = &g_array_index (stock->members, HtOsmRingMember, relation->first_member + i);
      const HtOsmWay *way = ht_osm_stock_find_way (stock, member->way);
      if (way == NULL && !member->is_inner)
        return FALSE;
      if (way == NULL || !g_hash_table_add (seen, &member->way))
        continue;
      const HtRingWay ring_way = { stock->point_of + way->first_ref, way->n_refs, member->is_inner };
      g_array_append_val (ring_ways, ring_way);
    }
  return TRUE;
}

static HtGeometry *
make_ring_area (const Maker *maker, const HtRings *rings)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (HtPoint));
  for (guint i = 0; i < rings->nodes->len; i++)
    {
      HtPoint point;
      if (!ht_osm_stock_get_point (maker->stock, g_array_index (rings->nodes, guint32, i), &point))
        {
          ht_import_report_drop (maker->stock->report, N_ ("outline with points that are not in the file"),
                                 1);
          return NULL;
        }
      g_array_append_val (points, point);
    }
  HtGeometry *area
      = mend (maker, ht_rings_to_polygon ((const HtPoint *) points->data, (const guint *) rings->start->data,
                                          rings->start->len - 1));
  ht_import_report_drop (maker->stock->report, N_ ("outline that encloses nothing"), area == NULL);
  return area;
}

static HtGeometry *
make_relation_area (const Maker *maker, const HtOsmRelation *relation)
{
  g_autoptr (GArray) ring_ways = g_array_new (FALSE, FALSE, sizeof (HtRingWay));
  if (!get_ring_ways (maker, relation, ring_ways))
    {
      ht_import_report_drop (maker->stock->report, N_ ("area of which outer ways are not in the file"), 1);
      return NULL;
    }
  g_autoptr (HtRings) rings = ht_rings_join ((const HtRingWay *) ring_ways->data, ring_ways->len);
  if (rings->n_open_outer > 0 || rings->start->len < 2)
    {
      ht_import_report_drop (maker->stock->report, N_ ("area whose outer ways do not close"), 1);
      return NULL;
    }
  ht_import_report_repair (maker->stock->report, N_ ("hole that does not close: left out"),
                           rings->n_open_inner);
  return make_ring_area (maker, rings);
}

static gboolean
has_area_draft (const Maker *maker, guint first, guint n)
{
  for (guint i = 0; i < n; i++)
    if (g_array_index (maker->stock->drafts, HtOsmDraft, first + i).form == HT_OSM_FORM_AREA)
      return TRUE;
  return FALSE;
}

/* Old style: a relation without tags of its own stands for its first outer way that is an area of some kind.
 */
static const HtOsmWay *
find_tagged_outer (const Maker *maker, const HtOsmRelation *relation)
{
  for (guint i = 0; i < relation->n_members; i++)
    {
      const HtOsmRingMember *member
          = &g_array_index (maker->stock->members, HtOsmRingMember, relation->first_member + i);
      const HtOsmWay *way = member->is_inner ? NULL : ht_osm_stock_find_way (maker->stock, member->way);
      if (way != NULL && has_area_draft (maker, way->first_draft, way->n_drafts))
        return way;
    }
  return NULL;
}

static void
take_over_outers (Maker *maker, const HtOsmRelation *relation)
{
  for (guint i = 0; i < relation->n_members; i++)
    {
      HtOsmRingMember *member
          = &g_array_index (maker->stock->members, HtOsmRingMember, relation->first_member + i);
      if (!member->is_inner)
        g_hash_table_add (maker->taken_over, &member->way);
    }
}

static void
make_relation_features (Maker *maker, const HtOsmRelation *relation)
{
  guint first = relation->first_draft, n = relation->n_drafts;
  gboolean old_style = n == 0;
  if (old_style)
    {
      const HtOsmWay *way = find_tagged_outer (maker, relation);
      if (way == NULL)
        return;
      first = way->first_draft;
      n = way->n_drafts;
    }
  g_autoptr (HtGeometry) area = make_relation_area (maker, relation);
  if (area == NULL)
    return;
  if (old_style)
    take_over_outers (maker, relation);
  for (guint i = 0; i < n; i++)
    {
      HtOsmDraft *draft = &g_array_index (maker->stock->drafts, HtOsmDraft, first + i);
      if (!old_style || draft->form == HT_OSM_FORM_AREA)
        make (maker, 'r', relation->id, draft, shape_area (draft, area));
    }
}

void
ht_osm_stock_build_features (HtOsmStock *stock)
{
  g_autoptr (GHashTable) taken_over = g_hash_table_new (g_int64_hash, g_int64_equal);
  Maker maker = { stock, taken_over };
  for (guint i = 0; i < stock->relations->len; i++)
    make_relation_features (&maker, &g_array_index (stock->relations, HtOsmRelation, i));
  for (guint i = 0; i < stock->ways->len; i++)
    make_way_features (&maker, &g_array_index (stock->ways, HtOsmWay, i));
}
