/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Imported layers: in, out, again, refused, merged, made again from blobs. */
#include <math.h>
#include <string.h>

#include "store/error.h"
#include "store/feature-blob.h"
#include "store/blob.h"
#include "store/db.h"
#include "store/map-table.h"
#include "store/op.h"
#include "store/refused.h"

#include "town.h"

typedef struct
{
  char *path;
  HtStore *store;
} Town;

static Town
town_new (Folder *folder)
{
  Town town = { .path = folder_dup (folder, "town.haitang") };
  town.store = town_open (town.path, HT_STORE_CREATE);
  return town;
}

/* Closed, its R-trees and chains examined. */
static void
town_end (Town *town)
{
  town_audit (town->store);
  g_clear_object (&town->store);
  town_check_indices (town->path);
  g_free (town->path);
}

static GPtrArray *
load (HtStore *store, const char *table, const HtBox *box)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *features = ht_store_load_features (store, table, box, NULL, &error);
  g_assert_no_error (error);
  return features;
}

static HtNetwork *
load_network (HtStore *store)
{
  g_autoptr (GError) error = NULL;
  HtNetwork *network = ht_store_load_network (store, NULL, &error);
  g_assert_no_error (error);
  return network;
}

static void
assert_same_geometry (const HtGeometry *a, const HtGeometry *b)
{
  g_assert_cmpuint (a->kind, ==, b->kind);
  g_assert_cmpuint (a->n_points, ==, b->n_points);
  for (guint i = 0; i < a->n_points; i++)
    {
      g_assert_cmpfloat_with_epsilon (a->points[i].lon, b->points[i].lon, 1e-7);
      g_assert_cmpfloat_with_epsilon (a->points[i].lat, b->points[i].lat, 1e-7);
    }
}

static HtFeature *
find (GPtrArray *features, const HtUuid *id)
{
  for (guint i = 0; i < features->len; i++)
    {
      HtFeature *feature = g_ptr_array_index (features, i);
      if (ht_uuid_equal (&feature->id, id))
        return feature;
    }
  return NULL;
}

static void
round_trip (Folder *folder, guint n)
{
  Town town = town_new (folder);
  HtLayerInfo info = town_info ("building", "/somewhere/town.osm");
  g_autoptr (GPtrArray) houses = town_buildings (n, 0);
  town_put (town.store, &info, houses, TRUE);
  g_autoptr (GPtrArray) back = load (town.store, "building", NULL);
  g_assert_cmpuint (back->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      const HtFeature *house = g_ptr_array_index (houses, i);
      const HtFeature *found = find (back, &house->id);
      g_assert_nonnull (found);
      g_assert_cmpstr (found->name, ==, house->name);
      assert_same_geometry (found->geometry, house->geometry);
      for (guint k = 0; k < ht_value_get_length (house->attributes); k++)
        {
          HtValue *value;
          const char *key = ht_value_get_key (house->attributes, k, &value);
          g_assert_true (ht_value_equal (value, ht_value_get_member (found->attributes, key)));
        }
      HtUuid layer = ht_layer_make_id ("building", "town.osm");
      g_autofree char *layer_text = ht_uuid_dup_text (&layer);
      g_assert_cmpstr (ht_value_member_text (found->attributes, "layer", NULL), ==, layer_text);
    }
  g_assert_cmpint (town_count (town.store, "building"), ==, n);
  town_end (&town);
}

static void
test_few (Folder *folder, gconstpointer unused)
{
  round_trip (folder, 10);
}

static void
test_many (Folder *folder, gconstpointer unused)
{
  round_trip (folder, 1200);
}

static void
test_none (Folder *folder, gconstpointer unused)
{
  round_trip (folder, 0);
}

static void
test_box (Folder *folder, gconstpointer unused)
{
  Town town = town_new (folder);
  HtLayerInfo info = town_info ("building", "town.osm");
  g_autoptr (GPtrArray) houses = town_buildings (3000, 0);
  HtBox box = { 121.41, 31.2002, 121.42, 31.2004 };
  guint expected = 0;
  town_put (town.store, &info, houses, TRUE);
  for (guint i = 0; i < houses->len; i++)
    expected += ht_box_intersects (&((HtFeature *) g_ptr_array_index (houses, i))->geometry->box, &box);
  g_autoptr (GPtrArray) found = load (town.store, "building", &box);
  /* The R-tree rounds outwards to 32 bits (about a metre here): a column or row more at most. */
  g_assert_cmpuint (expected, >, 20);
  g_assert_cmpuint (found->len, >=, expected);
  g_assert_cmpuint (found->len, <=, expected + 80);
  HtBox sea = { 0, 0, 1, 1 };
  g_autoptr (GPtrArray) nothing = load (town.store, "building", &sea);
  g_assert_cmpuint (nothing->len, ==, 0);
  town_end (&town);
}

/* Twice the same: not an operation, not a byte. */
static void
test_twice (Folder *folder, gconstpointer unused)
{
  Town town = town_new (folder);
  HtLayerInfo houses_info = town_info ("building", "town.osm"),
              roads_info = town_info ("road_arc", "town.osm");
  g_autoptr (GPtrArray) houses = town_buildings (700, 0);
  g_autoptr (HtNetwork) roads = town_network (12, 9, 100);
  gsize size, size_again;
  town_put (town.store, &houses_info, houses, TRUE);
  town_put_network (town.store, &roads_info, roads, TRUE);
  g_assert_cmpint (town_count (town.store, "op"), ==, 2);
  g_clear_object (&town.store);
  g_autofree char *before = read_whole (town.path, &size);
  town.store = town_open (town.path, 0);
  /* Order of arrival and of turns is no difference. */
  g_ptr_array_insert (houses, 0, g_ptr_array_steal_index (houses, 699));
  town_put (town.store, &houses_info, houses, FALSE);
  town_put_network (town.store, &roads_info, roads, FALSE);
  g_assert_cmpint (town_count (town.store, "op"), ==, 2);
  g_clear_object (&town.store);
  g_autofree char *after = read_whole (town.path, &size_again);
  g_assert_cmpmem (before, size, after, size_again);
  town.store = town_open (town.path, 0);
  town_end (&town);
}

static void
test_replaced (Folder *folder, gconstpointer unused)
{
  Town town = town_new (folder);
  HtLayerInfo info = town_info ("building", "town.osm"), other = town_info ("building", "village.osm");
  g_autoptr (GPtrArray) old = town_buildings (900, 0);
  g_autoptr (GPtrArray) fresh = town_buildings (600, 5);
  g_autoptr (GPtrArray) village = town_buildings (3, 100);
  town_put (town.store, &other, village, TRUE);
  town_put (town.store, &info, old, TRUE);
  town_put (town.store, &info, fresh, TRUE);
  g_assert_cmpint (town_count (town.store, "op"), ==, 3);
  g_assert_cmpint (town_count (town.store, "layer"), ==, 2);
  /* The three houses of the village are also in the town's layer and come once. */
  g_autoptr (GPtrArray) back = load (town.store, "building", NULL);
  g_assert_cmpuint (back->len, ==, 600);
  g_assert_cmpint (town_count (town.store, "building"), ==, 600);
  /* And back to the first: blobs are there already, one more operation. */
  town_put (town.store, &info, old, TRUE);
  g_assert_cmpint (town_count (town.store, "building"), ==, 900);
  town_end (&town);
}

static void
assert_refused (Town *town, const HtLayerInfo *info, GPtrArray *features, const char *what)
{
  g_autoptr (GError) error = NULL;
  HtAuthor author = town_author ();
  g_autofree char *before = town_dump (town->store);
  gboolean written = TRUE;
  g_assert_false (ht_store_put_layer (town->store, &author, info, features, &written, &error));
  g_assert_error (error, HT_STORE_ERROR, HT_STORE_ERROR_INVALID);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, what));
  g_assert_false (written);
  g_autofree char *after = town_dump (town->store);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (town_count (town->store, "building"), ==, 20);
}

static HtFeature *
feature_with (HtGeometry *geometry, const char *table)
{
  HtUuid id = ht_uuid_random ();
  return ht_feature_new (table, &id, "bad", NULL, geometry);
}

static HtGeometry *
ring_of (HtPoint a, HtPoint b, HtPoint c, HtPoint d)
{
  HtPoint points[] = { a, b, c, d };
  guint starts[] = { 0, 4 };
  guint8 outer[] = { 1 };
  return ht_geometry_new_parts (HT_GEOMETRY_POLYGON, points, starts, outer, 1);
}

/* A bad one among good ones, at the end: nothing of the layer is written. */
static void
test_refused (Folder *folder, gconstpointer unused)
{
  Town town = town_new (folder);
  HtLayerInfo info = town_info ("building", "town.osm"), unknown = town_info ("sqlite_master", "town.osm");
  HtPoint a = { 121, 31 }, b = { 121.1, 31 }, c = { 121.1, 31.1 };
  g_autoptr (GPtrArray) good = town_buildings (20, 0);
  town_put (town.store, &info, good, TRUE);
  HtGeometry *bad[]
      = { ring_of (a, b, c, (HtPoint){ 121.2, 31.3 }),   ring_of (a, (HtPoint){ NAN, 31 }, c, a),
          ring_of (a, (HtPoint){ 121, INFINITY }, c, a), ring_of (a, (HtPoint){ 13500000, 3600000 }, c, a),
          ht_geometry_new_point (121.5, 31.2),           ht_geometry_new_line ((HtPoint[]){ a, b }, 2) };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GPtrArray) features = town_buildings (600, 3);
      g_ptr_array_add (features, feature_with (bad[i], "building"));
      assert_refused (&town, &info, features, "bad");
    }
  g_autoptr (GPtrArray) twice = town_buildings (5, 1);
  g_ptr_array_add (twice, ht_feature_ref (g_ptr_array_index (twice, 2)));
  assert_refused (&town, &info, twice, "twice");
  g_autoptr (GPtrArray) stray = town_buildings (5, 1);
  g_ptr_array_add (stray, feature_with (ht_geometry_new_point (121.5, 31.2), "station"));
  assert_refused (&town, &info, stray, "table");
  assert_refused (&town, &unknown, good, "sqlite_master");
  town_end (&town);
}

/* A role that may not. */
static void
test_denied (Folder *folder, gconstpointer unused)
{
  Town town = town_new (folder);
  HtLayerInfo info = town_info ("building", "town.osm");
  g_autoptr (GPtrArray) houses = town_buildings (20, 0);
  g_autoptr (GError) error = NULL;
  HtAuthor viewer = { .actor = ht_uuid_random (), .role = "viewer" };
  g_assert_false (ht_store_put_layer (town.store, &viewer, &info, houses, NULL, &error));
  g_assert_error (error, HT_STORE_ERROR, HT_STORE_ERROR_DENIED);
  g_assert_cmpint (town_count (town.store, "building"), ==, 0);
  g_assert_cmpint (town_count (town.store, "op"), ==, 0);
  town_end (&town);
}

/* Point tables keep the label point of an area; water takes lines and areas. */
static void
test_types (Folder *folder, gconstpointer unused)
{
  Town town = town_new (folder);
  HtPoint a = { 121, 31 }, b = { 121.1, 31 }, c = { 121.1, 31.1 };
  HtLayerInfo hospitals = town_info ("hospital", "h.osm"), waters = town_info ("water", "w.osm");
  g_autoptr (GPtrArray) hospital = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_feature_unref);
  g_autoptr (GPtrArray) water = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_feature_unref);
  HtValue *attributes = ht_value_new_map ();
  HtUuid id = ht_uuid_random ();
  ht_value_set_text (attributes, "beds", "about 300");
  g_ptr_array_add (hospital, ht_feature_new ("hospital", &id, "瑞金医院", attributes, ring_of (a, b, c, a)));
  g_ptr_array_add (water, feature_with (ring_of (a, b, c, a), "water"));
  g_ptr_array_add (water, feature_with (ht_geometry_new_line ((HtPoint[]){ a, b, c }, 3), "water"));
  town_put (town.store, &hospitals, hospital, TRUE);
  town_put (town.store, &waters, water, TRUE);
  g_autoptr (GPtrArray) found = load (town.store, "hospital", NULL);
  const HtFeature *one = g_ptr_array_index (found, 0);
  g_assert_cmpint (one->geometry->kind, ==, HT_GEOMETRY_POINT);
  HtFeature *outline = g_ptr_array_index (hospital, 0);
  g_assert_true (ht_geometry_contains (outline->geometry, one->geometry->points));
  /* What does not fit its column is kept beside it. */
  g_assert_cmpstr (ht_value_member_text (one->attributes, "beds", NULL), ==, "about 300");
  g_autoptr (GPtrArray) wet = load (town.store, "water", NULL);
  g_assert_cmpuint (wet->len, ==, 2);
  town_end (&town);
}

static void
assert_same_networks (const HtNetwork *a, const HtNetwork *b)
{
  g_assert_cmpuint (a->nodes->len, ==, b->nodes->len);
  g_assert_cmpuint (a->sections->len, ==, b->sections->len);
  g_assert_cmpuint (a->turns->len, ==, b->turns->len);
  for (guint i = 0; i < a->nodes->len; i++)
    g_assert_cmpint (g_array_index (a->nodes, HtRoadNode, i).ref, ==,
                     g_array_index (b->nodes, HtRoadNode, i).ref);
  for (guint i = 0; i < a->sections->len; i++)
    {
      const HtSection *x = &g_array_index (a->sections, HtSection, i);
      const HtSection *y = &g_array_index (b->sections, HtSection, i);
      g_assert_cmpstr (g_ptr_array_index (a->names, x->name), ==, g_ptr_array_index (b->names, y->name));
      g_assert_cmpuint (x->n_points, ==, y->n_points);
      for (guint k = 0; k < x->n_points; k++)
        g_assert_cmpfloat_with_epsilon (g_array_index (a->points, HtPoint, x->first_point + k).lon,
                                        g_array_index (b->points, HtPoint, y->first_point + k).lon, 1e-7);
      HtSection plain = *y;
      plain.name = x->name;
      plain.first_point = x->first_point;
      g_assert_cmpint (memcmp (&plain, x, offsetof (HtSection, name)), ==, 0);
    }
  for (guint i = 0; i < a->turns->len; i++)
    g_assert_cmpmem (&g_array_index (a->turns, HtTurn, i), sizeof (HtTurn),
                     &g_array_index (b->turns, HtTurn, i), sizeof (HtTurn));
  g_assert_cmpuint (a->turn_paths->len, ==, b->turn_paths->len);
  for (guint i = 0; i < a->turn_paths->len; i++)
    {
      const HtTurnPath *x = &g_array_index (a->turn_paths, HtTurnPath, i);
      const HtTurnPath *y = &g_array_index (b->turn_paths, HtTurnPath, i);
      g_assert_true (x->from == y->from && x->via == y->via && x->only == y->only);
      g_assert_cmpmem (&g_array_index (a->path_sections, guint32, x->first), x->n * sizeof (guint32),
                       &g_array_index (b->path_sections, guint32, y->first), y->n * sizeof (guint32));
    }
}

static void
test_network (Folder *folder, gconstpointer unused)
{
  Town town = town_new (folder);
  HtLayerInfo info = town_info ("road_arc", "town.osm");
  g_autoptr (HtNetwork) roads = town_network (20, 15, 100);
  g_autoptr (HtNetwork) fewer = town_network (20, 10, 100);
  town_put_network (town.store, &info, roads, TRUE);
  g_autoptr (HtNetwork) back = load_network (town.store);
  assert_same_networks (roads, back);
  g_assert_cmpint (town_count (town.store, "road_node"), ==, roads->nodes->len);
  g_assert_cmpint (town_count (town.store, "road_section"), ==, roads->sections->len);
  g_assert_cmpint (town_count (town.store, "road_arc"), ==, ht_network_count_arcs (roads));
  town_put_network (town.store, &info, fewer, TRUE);
  g_autoptr (HtNetwork) now = load_network (town.store);
  assert_same_networks (fewer, now);
  g_assert_cmpint (town_count (town.store, "road_node"), ==, fewer->nodes->len);
  town_end (&town);
}

/* Two map extracts that overlap: what both have comes once, whichever was imported first. */
static void
test_network_merged (Folder *folder, gconstpointer unused)
{
  Town town = town_new (folder);
  HtLayerInfo west = town_info ("road_arc", "west.osm"), all = town_info ("road_arc", "all.osm");
  HtLayerInfo far = town_info ("road_arc", "far.osm");
  g_autoptr (HtNetwork) part = town_network (20, 8, 100);
  g_autoptr (HtNetwork) whole = town_network (20, 15, 100);
  g_autoptr (HtNetwork) elsewhere = town_network (5, 5, 5000000);
  town_put_network (town.store, &all, whole, TRUE);
  town_put_network (town.store, &west, part, TRUE);
  g_autoptr (HtNetwork) merged = load_network (town.store);
  g_assert_cmpuint (merged->nodes->len, ==, whole->nodes->len);
  /* Way numbers of the grids agree as far as the smaller goes, but for its last row, which has no ways north.
   */
  g_assert_cmpuint (merged->sections->len, >=, whole->sections->len);
  g_assert_cmpint (town_count (town.store, "road_section"), ==, merged->sections->len);
  g_assert_cmpint (town_count (town.store, "road_arc"), ==, ht_network_count_arcs (merged));
  town_put_network (town.store, &far, elsewhere, TRUE);
  g_autoptr (HtNetwork) more = load_network (town.store);
  g_assert_cmpuint (more->nodes->len, ==, whole->nodes->len + 25);
  g_assert_cmpuint (more->sections->len, ==, merged->sections->len + elsewhere->sections->len);
  g_assert_cmpuint (more->turns->len, ==, 4);
  g_assert_cmpuint (more->turn_paths->len, ==, 4);
  for (guint i = 1; i < more->nodes->len; i++)
    g_assert_cmpint (g_array_index (more->nodes, HtRoadNode, i - 1).ref, <,
                     g_array_index (more->nodes, HtRoadNode, i).ref);
  town_end (&town);
}

static void
test_network_refused (Folder *folder, gconstpointer unused)
{
  Town town = town_new (folder);
  HtLayerInfo info = town_info ("road_arc", "town.osm");
  HtAuthor author = town_author ();
  for (guint kind = 0; kind < 9; kind++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HtNetwork) roads = town_network (6, 5, 100);
      HtSection *section = &g_array_index (roads->sections, HtSection, 3);
      HtTurn turn = { 0, 0, 9999, FALSE };
      if (kind == 0)
        section->length_m = NAN;
      else if (kind == 1)
        section->to = 9999;
      else if (kind == 2)
        section->way_id = 1;
      else if (kind == 3)
        g_array_index (roads->points, HtPoint, 5).lat = INFINITY;
      else if (kind == 4)
        g_array_append_val (roads->turns, turn);
      else if (kind == 5)
        section->n_points = 1;
      else if (kind == 6) /* sections that do not meet */
        g_array_index (roads->path_sections, guint32, 1) = 9;
      else if (kind == 7)
        g_array_index (roads->turn_paths, HtTurnPath, 1).n = 99;
      else
        g_array_index (roads->nodes, HtRoadNode, 4).ref = 0;
      g_assert_false (ht_store_put_network (town.store, &author, &info, roads, NULL, &error));
      g_assert_error (error, HT_STORE_ERROR, HT_STORE_ERROR_INVALID);
      g_assert_cmpint (town_count (town.store, "road_section"), ==, 0);
      g_assert_cmpint (town_count (town.store, "op"), ==, 0);
    }
  town_end (&town);
}

/* Rows are only a picture of operations and blobs. */
static void
test_refold (Folder *folder, gconstpointer unused)
{
  Town town = town_new (folder);
  HtLayerInfo houses_info = town_info ("building", "town.osm"),
              roads_info = town_info ("road_arc", "town.osm");
  g_autoptr (GPtrArray) houses = town_buildings (800, 0);
  g_autoptr (HtNetwork) roads = town_network (12, 9, 100);
  g_autoptr (GError) error = NULL;
  town_put (town.store, &houses_info, houses, TRUE);
  town_put_network (town.store, &roads_info, roads, TRUE);
  g_autofree char *before = town_dump (town.store);
  g_clear_object (&town.store);
  g_autoptr (HtDb) db = ht_db_open (town.path, HT_DB_WRITE, &error);
  g_assert_no_error (error);
  ht_db_exec (db,
              "DELETE FROM building WHERE fid % 3 = 0; DELETE FROM road_turn; DELETE FROM road_arc;"
              "UPDATE building SET height_m = 1, geom = NULL WHERE fid % 5 = 0",
              &error);
  g_assert_no_error (error);
  g_clear_pointer (&db, ht_db_free);
  town.store = town_open (town.path, 0);
  g_assert_cmpint (town_count (town.store, "building"), <, 800);
  g_assert_true (ht_store_refold (town.store, &error));
  g_assert_no_error (error);
  g_autoptr (GPtrArray) back = load (town.store, "building", NULL);
  g_autoptr (HtNetwork) network = load_network (town.store);
  g_autofree char *after = town_dump (town.store);
  g_assert_cmpuint (back->len, ==, 800);
  assert_same_networks (roads, network);
  g_assert_cmpstr (before, ==, after);
  town_end (&town);
}

/* Deleted by an operation, restored by another, imported again after deletion. */
static void
test_deleted (Folder *folder, gconstpointer unused)
{
  Town town = town_new (folder);
  HtLayerInfo info = town_info ("building", "town.osm");
  HtUuid id = ht_layer_make_id ("building", "town.osm");
  HtAuthor author = town_author ();
  g_autoptr (GPtrArray) houses = town_buildings (50, 0);
  town_put (town.store, &info, houses, TRUE);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) drafts = ht_op_new_drafts ();
      g_autoptr (HtChange) change = NULL;
      g_ptr_array_add (drafts,
                       i == 1 ? ht_op_draft_restore ("layer", &id) : ht_op_draft_delete ("layer", &id));
      g_assert_true (ht_store_append (town.store, &author, drafts, &change, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (change->tables->len, ==, 1);
      g_assert_cmpstr (g_ptr_array_index (change->tables, 0), ==, "building");
      g_assert_cmpint (town_count (town.store, "building"), ==, i == 1 ? 50 : 0);
    }
  town_put (town.store, &info, houses, TRUE);
  g_assert_cmpint (town_count (town.store, "building"), ==, 50);
  town_end (&town);
}

/* A blob in the file, as one that came from elsewhere, and its name. */
static char *
put_blob (const Town *town, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HtDb) db = ht_db_open (town->path, HT_DB_WRITE, &error);
  g_autoptr (GBytes) raw = g_bytes_new (text, strlen (text));
  HtDigest digest;
  g_assert_no_error (error);
  g_assert_true (ht_db_begin (db, &error) && ht_blob_put (db, raw, &digest, &error)
                 && ht_db_commit (db, &error));
  return ht_digest_dup_text (&digest);
}

static guint
count_refused (const Town *town, const char *what)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) refused = ht_store_load_refused (town->store, 10, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < refused->len; i++)
    g_assert_nonnull (strstr (((HtRefused *) refused->pdata[i])->reason, what));
  return refused->len;
}

/* Content that is no layer: the operations beside it stand, the rows stay, people are told, and it is tried
 * again. */
static void
test_refused_content (Folder *folder, gconstpointer unused)
{
  Town town = town_new (folder);
  HtLayerInfo info = town_info ("building", "town.osm");
  HtUuid id = ht_layer_make_id ("building", "town.osm"), note = { { 7 } };
  HtAuthor author = town_author ();
  g_autoptr (GPtrArray) houses = town_buildings (50, 0);
  g_autoptr (GError) error = NULL;
  town_put (town.store, &info, houses, TRUE);
  g_autofree char *name = put_blob (&town, "this is not CBOR of a layer");
  HtValue *blobs = ht_value_new_array (), *fields = ht_value_new_map (), *log = ht_value_new_map ();
  ht_value_add (blobs, ht_value_new_text (name));
  ht_value_set (fields, "blobs", blobs);
  ht_value_set_text (fields, "digest", name);
  ht_value_set_text (log, "text", "beside it");
  g_autoptr (GPtrArray) drafts = ht_op_new_drafts ();
  g_ptr_array_add (drafts, ht_op_draft_create ("layer", &id, fields));
  g_ptr_array_add (drafts, ht_op_draft_create ("log", &note, log));
  g_assert_true (ht_store_append (town.store, &author, drafts, NULL, &error));
  g_assert_no_error (error);
  g_autoptr (GPtrArray) logs = ht_store_load_records (town.store, "log", NULL, &error);
  g_assert_cmpuint (logs->len, ==, 1);
  g_assert_cmpint (town_count (town.store, "building"), ==, 50);
  g_assert_cmpuint (count_refused (&town, "“Town”"), ==, 1);
  /* Still so after opening again and folding again; the next import of sound content ends it. */
  g_clear_object (&town.store);
  town.store = town_open (town.path, 0);
  g_assert_true (ht_store_refold (town.store, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_refused (&town, "“Town”"), ==, 1);
  town_put (town.store, &info, houses, TRUE);
  g_assert_cmpuint (count_refused (&town, "none"), ==, 0);
  g_assert_cmpint (town_count (town.store, "building"), ==, 50);
  town_end (&town);
}

/* Layers of one file: all or none, and only the changed ones are written. */
static void
test_together (Folder *folder, gconstpointer unused)
{
  Town town = town_new (folder);
  HtAuthor author = town_author ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) houses = town_buildings (20, 0);
  g_autoptr (GPtrArray) moved = town_buildings (30, 4);
  g_autoptr (GPtrArray) bad = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_feature_unref);
  g_autoptr (HtNetwork) roads = town_network (5, 4, 100);
  g_autofree char *empty = town_dump (town.store);
  HtLayerContent contents[] = { { .info = town_info ("building", "town.osm"), .features = houses },
                                { .info = town_info ("road_arc", "town.osm"), .network = roads },
                                { .info = town_info ("green", "town.osm"), .features = bad } };
  guint n_written = 9;
  g_ptr_array_add (bad, feature_with (ht_geometry_new_point (121.5, 31.2), "green"));
  g_assert_false (ht_store_put_layers (town.store, &author, contents, 3, &n_written, &error));
  g_assert_error (error, HT_STORE_ERROR, HT_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_autofree char *still_empty = town_dump (town.store);
  g_assert_cmpstr (empty, ==, still_empty);
  g_assert_cmpuint (n_written, ==, 0);
  g_assert_true (ht_store_put_layers (town.store, &author, contents, 2, &n_written, &error));
  g_assert_cmpuint (n_written, ==, 2);
  g_assert_cmpint (town_count (town.store, "building"), ==, 20);
  g_assert_cmpint (town_count (town.store, "road_section"), ==, roads->sections->len);
  contents[0].features = moved;
  g_assert_true (ht_store_put_layers (town.store, &author, contents, 2, &n_written, &error));
  g_assert_cmpuint (n_written, ==, 1);
  g_assert_cmpint (town_count (town.store, "op"), ==, 3);
  town_end (&town);
}

/* The name of the content is part of the format: it must not drift from release to release. */
static void
test_digest_vector (Folder *folder, gconstpointer unused)
{
  g_autoptr (GPtrArray) houses = town_buildings (3, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) blobs = ht_feature_blobs_encode (ht_map_table_find ("building"), houses, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (blobs->len, ==, 1);
  HtDigest digest = ht_digest_of_bytes (g_ptr_array_index (blobs, 0));
  g_autofree char *text = ht_digest_dup_text (&digest);
  g_assert_cmpstr (text, ==, "1d0543cb2eaad6a3c8d36b86ce70f9690b68605bb347049f882a2d6c835168e8");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_folder_test ("/store/layers/few", test_few);
  add_folder_test ("/store/layers/many", test_many);
  add_folder_test ("/store/layers/none", test_none);
  add_folder_test ("/store/layers/box", test_box);
  add_folder_test ("/store/layers/twice", test_twice);
  add_folder_test ("/store/layers/replaced", test_replaced);
  add_folder_test ("/store/layers/refused", test_refused);
  add_folder_test ("/store/layers/denied", test_denied);
  add_folder_test ("/store/layers/types", test_types);
  add_folder_test ("/store/layers/network", test_network);
  add_folder_test ("/store/layers/network-merged", test_network_merged);
  add_folder_test ("/store/layers/network-refused", test_network_refused);
  add_folder_test ("/store/layers/refold", test_refold);
  add_folder_test ("/store/layers/deleted", test_deleted);
  add_folder_test ("/store/layers/refused-content", test_refused_content);
  add_folder_test ("/store/layers/together", test_together);
  add_folder_test ("/store/layers/digest-vector", test_digest_vector);
  return g_test_run ();
}
