/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "town.h"

HtAuthor
town_author (void)
{
  return (HtAuthor){ .role = "system" };
}

HtLayerInfo
town_info (const char *table, const char *source)
{
  return (HtLayerInfo){ .table = table,
                        .name = "Town",
                        .source = source,
                        .date = "2026-01-01",
                        .licence = "CC0",
                        .synthetic = TRUE,
                        .read = 7,
                        .repaired = 1,
                        .dropped = 2 };
}

HtStore *
town_open (const char *path, HtStoreFlags flags)
{
  g_autoptr (GError) error = NULL;
  HtStore *store = ht_store_open (path, flags, &error);
  g_assert_no_error (error);
  g_assert_true (HT_IS_STORE (store));
  return store;
}

/* @n square houses; @shift moves them east by that many metres or so. */
GPtrArray *
town_buildings (guint n, guint shift)
{
  static const HtUuid space = { { 1, 2, 3 } };
  GPtrArray *features = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_feature_unref);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *key = g_strdup_printf ("house/%u", i);
      HtUuid id = ht_uuid_from_name (&space, key);
      double west = 121.4 + (i % 400) * 3e-4 + shift * 1e-5, south = 31.2 + (i / 400) * 3e-4;
      HtPoint ring[] = { { west, south },
                         { west + 2e-4, south },
                         { west + 2e-4, south + 2e-4 },
                         { west, south + 2e-4 },
                         { west, south } };
      guint starts[] = { 0, G_N_ELEMENTS (ring) };
      guint8 outer[] = { 1 };
      HtValue *attributes = ht_value_new_map ();
      ht_value_set_real (attributes, "height_m", 6 + i % 90);
      ht_value_set_int (attributes, "levels", 2 + i % 30);
      ht_value_set_text (attributes, "kind", "residential");
      if (i % 10 == 0)
        ht_value_set_text (attributes, "roof", "flat");
      g_ptr_array_add (features,
                       ht_feature_new ("building", &id, i % 3 == 0 ? "海棠苑" : NULL, attributes,
                                       ht_geometry_new_parts (HT_GEOMETRY_POLYGON, ring, starts, outer, 1)));
    }
  return features;
}

static void
add_section (HtNetwork *network, guint from, guint to, gint64 way, guint n_points)
{
  const HtRoadNode *nodes = (const HtRoadNode *) network->nodes->data;
  HtPoint a = nodes[from].at, b = nodes[to].at;
  HtSection section = { .from = from,
                        .to = to,
                        .way_id = way,
                        .flags = way % 5 == 0 ? HT_SECTION_FORWARD : HT_SECTION_FORWARD | HT_SECTION_BACKWARD,
                        .road_class = (guint8) (way % HT_N_ROAD_CLASSES),
                        .layer = (gint8) (way % 3 - 1),
                        .length_m = 100,
                        .speed_kmh = 50,
                        .max_height_m = way % 7 == 0 ? 3.5f : 0,
                        .name = (guint32) (way % network->names->len),
                        .first_point = network->points->len,
                        .n_points = n_points };
  for (guint i = 0; i < n_points; i++)
    {
      double t = (double) i / (n_points - 1);
      HtPoint point = { a.lon + t * (b.lon - a.lon), a.lat + t * (b.lat - a.lat) };
      g_array_append_val (network->points, point);
    }
  g_array_append_val (network->sections, section);
}

/* @columns x @rows crossings, a way for each section (all streets east, two of five north); refs from
 * @first_ref. */
HtNetwork *
town_network (guint columns, guint rows, gint64 first_ref)
{
  HtNetwork *network = ht_network_new ();
  for (guint i = 1; i < 200; i++)
    g_ptr_array_add (network->names, g_strdup_printf ("第%u大道", i));
  for (guint i = 0; i < columns * rows; i++)
    {
      HtRoadNode node
          = { .ref = first_ref + i * 3, .at = { 121.3 + (i % columns) * 1e-3, 31.1 + (i / columns) * 1e-3 } };
      g_array_append_val (network->nodes, node);
    }
  gint64 way = first_ref;
  for (guint i = 0; i < columns * rows; i++)
    {
      if (i % columns + 1 < columns)
        add_section (network, i, i + 1, way++, 5);
      if (i / columns + 1 < rows && i % 5 < 2)
        add_section (network, i, i + columns, way++, 4);
    }
  HtTurn turns[] = { { 0, 1, 2, FALSE }, { 1, columns, 3, TRUE } };
  g_array_append_vals (network->turns, turns, G_N_ELEMENTS (turns));
  /* East over two crossings is forbidden; who comes from there must go round the corner. */
  static const guint32 east[] = { 2, 4 }, corner[] = { 0, 1 };
  ht_network_add_path (network, &(HtTurnPath){ .from = 0, .via = 1, .n = 2 }, east);
  ht_network_add_path (network, &(HtTurnPath){ .from = 2, .via = 1, .n = 2, .only = TRUE }, corner);
  return network;
}

void
town_put (HtStore *store, const HtLayerInfo *info, GPtrArray *features, gboolean written)
{
  g_autoptr (GError) error = NULL;
  HtAuthor author = town_author ();
  gboolean did;
  g_assert_true (ht_store_put_layer (store, &author, info, features, &did, &error));
  g_assert_no_error (error);
  g_assert_cmpint (did, ==, written);
}

void
town_put_network (HtStore *store, const HtLayerInfo *info, HtNetwork *network, gboolean written)
{
  g_autoptr (GError) error = NULL;
  HtAuthor author = town_author ();
  gboolean did;
  g_assert_true (ht_store_put_network (store, &author, info, network, &did, &error));
  g_assert_no_error (error);
  g_assert_cmpint (did, ==, written);
}

gint64
town_count (HtStore *store, const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HtValue) counts = ht_store_load_counts (store, &error);
  g_assert_no_error (error);
  return ht_value_member_int (counts, key, -1);
}

char *
town_dump (HtStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_assert_true (ht_store_dump (store, out, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_output_stream_write_all (out, "", 1, NULL, NULL, &error));
  g_assert_true (g_output_stream_close (out, NULL, &error));
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (out));
}

void
town_audit (HtStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *broken = NULL;
  gboolean whole = ht_store_audit (store, &broken, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (broken, ==, NULL);
  g_assert_true (whole);
}

/* Every R-tree answers for its table. */
void
town_check_indices (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HtDb) db = ht_db_open (path, HT_DB_WRITE, &error);
  gint64 sound = 0;
  g_assert_no_error (error);
  ht_db_query_int (db, "SELECT CheckSpatialIndex ()", &sound, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sound, ==, 1);
  ht_db_query_int (db,
                   "SELECT count(*) FROM geometry_columns WHERE spatial_index_enabled = 1 AND "
                   "rtreecheck ('idx_' || f_table_name || '_geom') <> 'ok'",
                   &sound, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sound, ==, 0);
}
