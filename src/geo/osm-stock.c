/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/osm-stock.h"

#include <string.h>

#include "base/i18n.h"
#include "geo/error.h"
#include "geo/osm-ids.h"

static void
clear_made (gpointer data)
{
  HtOsmMade *made = data;
  if (made->feature != NULL)
    ht_feature_unref (made->feature);
}

HtOsmStock *
ht_osm_stock_new (HtOsmLayers layers, HtImportReport *report)
{
  HtOsmStock *stock = g_new0 (HtOsmStock, 1);
  stock->layers = layers;
  stock->report = report;
  stock->ways = g_array_new (FALSE, FALSE, sizeof (HtOsmWay));
  stock->refs = g_array_new (FALSE, FALSE, sizeof (gint64));
  stock->roads = g_array_new (FALSE, FALSE, sizeof (HtOsmRoad));
  stock->drafts = ht_osm_drafts_new ();
  stock->relations = g_array_new (FALSE, FALSE, sizeof (HtOsmRelation));
  stock->members = g_array_new (FALSE, FALSE, sizeof (HtOsmRingMember));
  stock->bans = g_array_new (FALSE, FALSE, sizeof (HtOsmBan));
  stock->bounds = stock->extent = ht_box_empty ();
  stock->ban_ways = g_array_new (FALSE, FALSE, sizeof (gint64));
  stock->wanted_ways = g_array_new (FALSE, FALSE, sizeof (gint64));
  stock->node_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  stock->names = g_ptr_array_new_with_free_func (g_free);
  stock->name_index = g_hash_table_new (g_str_hash, g_str_equal);
  stock->plain = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) ht_value_unref);
  g_ptr_array_add (stock->names, g_strdup (""));
  stock->made = g_array_new (FALSE, FALSE, sizeof (HtOsmMade));
  g_array_set_clear_func (stock->made, clear_made);
  return stock;
}

void
ht_osm_stock_free (HtOsmStock *stock)
{
  g_array_unref (stock->ways);
  g_clear_pointer (&stock->refs, g_array_unref);
  g_free (stock->point_of);
  g_array_unref (stock->roads);
  g_array_unref (stock->drafts);
  g_array_unref (stock->relations);
  g_array_unref (stock->members);
  g_array_unref (stock->bans);
  g_array_unref (stock->ban_ways);
  g_array_unref (stock->wanted_ways);
  g_clear_pointer (&stock->node_ids, g_array_unref);
  g_free (stock->places);
  g_hash_table_unref (stock->name_index);
  g_hash_table_unref (stock->plain);
  g_ptr_array_unref (stock->names);
  g_array_unref (stock->made);
  g_free (stock);
}

int
ht_osm_compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;
  return (x > y) - (x < y);
}

static gboolean
find_id (const GArray *ids, gint64 id, guint *index)
{
  return g_array_binary_search ((GArray *) ids, &id, ht_osm_compare_ids, index);
}

guint32
ht_osm_stock_intern_name (HtOsmStock *stock, char *name)
{
  gpointer index;
  if (name == NULL)
    return 0;
  if (g_hash_table_lookup_extended (stock->name_index, name, NULL, &index))
    {
      g_free (name);
      return GPOINTER_TO_UINT (index);
    }
  g_ptr_array_add (stock->names, name);
  g_hash_table_insert (stock->name_index, name, GUINT_TO_POINTER (stock->names->len - 1));
  return stock->names->len - 1;
}

static void
on_relation (gint64 id, const HtOsmMember *members, guint n_members, const HtOsmTags *tags,
             gpointer user_data)
{
  HtOsmStock *stock = user_data;
  const char *type = ht_osm_tags_get (tags, "type");
  if (type != NULL && g_str_has_prefix (type, "restriction") && (stock->layers & HT_OSM_ROADS))
    {
      ht_osm_stock_add_ban (stock, members, n_members, tags);
      return;
    }
  if (!ht_osm_word_in (type, "multipolygon boundary"))
    return;
  HtOsmRelation relation
      = { .id = id, .first_member = stock->members->len, .first_draft = stock->drafts->len };
  relation.n_drafts
      = ht_osm_classify (tags, 'r', TRUE, stock->layers & ~HT_OSM_ROADS, stock->drafts, stock->report);
  /* An old-style multipolygon has no tags of its own but its type. */
  if (relation.n_drafts == 0 && (tags->n > 1 || !g_str_equal (type, "multipolygon")))
    return;
  for (guint i = 0; i < n_members; i++)
    if (members[i].type == 'w')
      {
        const HtOsmRingMember member = { members[i].ref, g_str_equal (members[i].role, "inner") };
        g_array_append_val (stock->members, member);
        g_array_append_val (stock->wanted_ways, member.way);
      }
  relation.n_members = stock->members->len - relation.first_member;
  g_array_append_val (stock->relations, relation);
}

/* Most buildings say no more than that they are one: they share their attributes. */
static void
share_attributes (HtOsmStock *stock, guint first)
{
  for (guint i = first; i < stock->drafts->len; i++)
    {
      HtOsmDraft *draft = &g_array_index (stock->drafts, HtOsmDraft, i);
      const char *kind = ht_value_member_text (draft->attributes, "kind", NULL);
      if (ht_value_get_length (draft->attributes) != (kind != NULL))
        continue;
      HtValue *shared = g_hash_table_lookup (stock->plain, kind != NULL ? kind : "");
      if (shared == NULL)
        {
          g_hash_table_insert (stock->plain, g_strdup (kind != NULL ? kind : ""),
                               ht_value_ref (draft->attributes));
          continue;
        }
      ht_value_unref (draft->attributes);
      draft->attributes = ht_value_ref (shared);
    }
}

/* A closed way is an area unless it says it is not, or is a road, wall or railway round something. */
static gboolean
way_is_area (const gint64 *refs, guint n_refs, const HtOsmTags *tags)
{
  return n_refs >= 4 && refs[0] == refs[n_refs - 1] && !ht_osm_tags_is (tags, "area", "no");
}

static void
on_way (gint64 id, const gint64 *refs, guint n_refs, const HtOsmTags *tags, gpointer user_data)
{
  HtOsmStock *stock = user_data;
  HtOsmRoad road;
  HtOsmWay way
      = { .id = id, .first_ref = stock->refs->len, .n_refs = n_refs, .first_draft = stock->drafts->len };
  if ((stock->layers & HT_OSM_ROADS) && ht_osm_road_read (tags, &road, stock->report))
    {
      g_array_append_val (stock->roads, road);
      way.road = stock->roads->len;
      way.name = ht_osm_stock_intern_name (stock, ht_osm_dup_name (tags));
    }
  way.n_drafts = ht_osm_classify (tags, 'w', way_is_area (refs, n_refs, tags), stock->layers, stock->drafts,
                                  stock->report);
  share_attributes (stock, way.first_draft);
  way.is_coast = (stock->layers & HT_OSM_WATER) && ht_osm_tags_is (tags, "natural", "coastline");
  if (way.road == 0 && way.n_drafts == 0 && !way.is_coast && !find_id (stock->wanted_ways, id, NULL))
    return;
  g_array_append_vals (stock->refs, refs, n_refs);
  g_array_append_val (stock->ways, way);
}

static void
make_node_features (HtOsmStock *stock, gint64 id, HtOsmPlace at, const HtOsmTags *tags)
{
  g_autoptr (GArray) drafts = ht_osm_drafts_new ();
  ht_osm_classify (tags, 'n', FALSE, stock->layers & ~HT_OSM_ROADS, drafts, stock->report);
  for (guint i = 0; i < drafts->len; i++)
    {
      HtOsmDraft *draft = &g_array_index (drafts, HtOsmDraft, i);
      const HtUuid uuid = ht_osm_feature_id (draft->key, 'n', id);
      const HtOsmMade made
          = { 'n', id,
              ht_feature_new (draft->table, &uuid, draft->name, ht_value_ref (draft->attributes),
                              ht_geometry_new_point (at.lon / 1e7, at.lat / 1e7)) };
      g_array_append_val (stock->made, made);
    }
}

static void
on_node (gint64 id, HtOsmPlace at, const HtOsmTags *tags, gpointer user_data)
{
  HtOsmStock *stock = user_data;
  guint index;
  if (at.lon == HT_OSM_NOWHERE || at.lat == HT_OSM_NOWHERE)
    {
      ht_import_report_drop (stock->report, N_ ("node whose position is not on the earth"), 1);
      return;
    }
  const HtPoint point = { at.lon / 1e7, at.lat / 1e7 };
  ht_box_add (&stock->extent, &point);
  if (find_id (stock->node_ids, id, &index))
    stock->places[index] = at;
  if (tags->n > 0)
    make_node_features (stock, id, at, tags);
}

static void
on_bounds (const HtBox *bounds, gpointer user_data)
{
  HtOsmStock *stock = user_data;
  const HtPoint low = { bounds->min_lon, bounds->min_lat }, high = { bounds->max_lon, bounds->max_lat };
  ht_box_add (&stock->bounds, &low);
  ht_box_add (&stock->bounds, &high);
}

static int
compare_ways (gconstpointer a, gconstpointer b)
{
  const HtOsmWay *x = a, *y = b;
  if (x->id != y->id)
    return x->id < y->id ? -1 : 1;
  return (x->first_ref > y->first_ref) - (x->first_ref < y->first_ref);
}

static int
compare_relations (gconstpointer a, gconstpointer b)
{
  const HtOsmRelation *x = a, *y = b;
  return (x->id > y->id) - (x->id < y->id);
}

/* Sorts the ways by id; the first of several with the same id stays. */
static void
settle_ways (HtOsmStock *stock)
{
  guint n = 0;
  g_array_sort (stock->ways, compare_ways);
  HtOsmWay *ways = (HtOsmWay *) stock->ways->data;
  for (guint i = 1; i < stock->ways->len; i++)
    if (ways[i].id != ways[n].id)
      ways[++n] = ways[i];
  if (stock->ways->len == 0)
    return;
  ht_import_report_repair (stock->report, N_ ("way that is in the file more than once: taken once"),
                           stock->ways->len - n - 1);
  g_array_set_size (stock->ways, n + 1);
}

/* Node ids the ways need; then the refs become indices into them, half the size. */
static void
number_points (HtOsmStock *stock)
{
  g_array_set_size (stock->node_ids, 0);
  g_array_append_vals (stock->node_ids, stock->refs->data, stock->refs->len);
  ht_osm_ids_settle (stock->node_ids);
  stock->point_of = g_new (guint32, (gsize) stock->refs->len + 1);
  for (guint i = 0; i < stock->refs->len; i++)
    {
      guint index = 0;
      find_id (stock->node_ids, g_array_index (stock->refs, gint64, i), &index);
      stock->point_of[i] = index;
    }
  g_clear_pointer (&stock->refs, g_array_unref);
  stock->places = g_new (HtOsmPlace, (gsize) stock->node_ids->len + 1);
  for (guint i = 0; i < stock->node_ids->len; i++)
    stock->places[i] = (HtOsmPlace){ HT_OSM_NOWHERE, HT_OSM_NOWHERE };
}

void
ht_osm_stock_settle (HtOsmStock *stock)
{
  settle_ways (stock);
  number_points (stock);
}

gboolean
ht_osm_stock_gather (HtOsmStock *stock, HtOsmFile *file, GCancellable *cancellable, GError **error)
{
  HtOsmCounts counts = { 0 };
  const HtOsmVisitor relations = { .relation = on_relation, .bounds = on_bounds, .user_data = stock };
  const HtOsmVisitor ways = { .way = on_way, .user_data = stock };
  const HtOsmVisitor nodes = { .node = on_node, .user_data = stock };

  if (!ht_osm_file_scan (file, &relations, &counts, cancellable, error))
    return FALSE;
  stock->report->read = counts.nodes + counts.ways + counts.relations;
  ht_import_report_drop (stock->report, N_ ("element marked as deleted"), counts.deleted);
  g_array_sort (stock->relations, compare_relations);
  ht_osm_ids_settle (stock->wanted_ways);
  if (!ht_osm_file_scan (file, &ways, NULL, cancellable, error))
    return FALSE;
  ht_osm_stock_settle (stock);
  return ht_osm_file_scan (file, &nodes, NULL, cancellable, error);
}

void
ht_osm_stock_forget_ids (HtOsmStock *stock)
{
  g_array_set_size (stock->roads, 0);
  g_clear_pointer (&stock->node_ids, g_array_unref);
}

const HtOsmWay *
ht_osm_stock_find_way (const HtOsmStock *stock, gint64 id)
{
  /* ht_osm_compare_ids looks at the first member only, which is the id. */
  guint index;
  G_STATIC_ASSERT (G_STRUCT_OFFSET (HtOsmWay, id) == 0);
  if (!g_array_binary_search (stock->ways, &id, ht_osm_compare_ids, &index))
    return NULL;
  return &g_array_index (stock->ways, HtOsmWay, index);
}

gboolean
ht_osm_stock_get_point (const HtOsmStock *stock, guint32 index, HtPoint *point)
{
  const HtOsmPlace *place = &stock->places[index];
  if (place->lon == HT_OSM_NOWHERE)
    return FALSE;
  *point = (HtPoint){ place->lon / 1e7, place->lat / 1e7 };
  return TRUE;
}
