/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The city file as other programs see it: registered tables, SRID, sound R-trees, GDAL. */
#include "store/map-table.h"
#include "store/migrate.h"

#include "folder.h"

/* Names others rely on (interfaces.md), with their geometry type in geometry_columns. */
static const struct
{
  const char *table;
  int type;
  gboolean indexed;
} promised[] = { { "district", 6, TRUE },   { "subdistrict", 6, TRUE },   { "neighbourhood", 6, TRUE },
                 { "station", 1, TRUE },    { "depot", 1, TRUE },         { "shelter", 1, TRUE },
                 { "hospital", 1, TRUE },   { "team", 1, TRUE },          { "incident", 1, TRUE },
                 { "assignment", 1, TRUE }, { "sensor", 1, TRUE },        { "observation", 1, TRUE },
                 { "road_node", 1, TRUE },  { "road_arc", 2, TRUE },      { "building", 6, TRUE },
                 { "water", 0, TRUE },      { "green", 6, TRUE },         { "place", 1, TRUE },
                 { "school", 1, TRUE },     { "chemical_site", 1, TRUE }, { "hydrant", 1, TRUE },
                 { "pipe", 5, TRUE },       { "old_quarter", 6, TRUE },   { "elevation", 6, TRUE },
                 { "op", 1, FALSE },        { "blob", 0, FALSE } };

static HtDb *
new_city (Folder *folder, char **path)
{
  g_autoptr (GError) error = NULL;
  *path = folder_dup (folder, "town.haitang");
  g_assert_true (ht_migrate_create (*path, ht_migrate_get_steps (), &error));
  g_assert_no_error (error);
  HtDb *db = ht_db_open (*path, HT_DB_WRITE, &error);
  g_assert_no_error (error);
  return db;
}

static gint64
query (HtDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value;
  ht_db_query_int (db, sql, &value, &error);
  g_assert_no_error (error);
  return value;
}

static void
test_registered (Folder *folder, gconstpointer unused)
{
  g_autofree char *path = NULL;
  g_autoptr (HtDb) db = new_city (folder, &path);
  for (guint i = 0; i < G_N_ELEMENTS (promised); i++)
    {
      g_autofree char *sql = g_strdup_printf (
          "SELECT count(*) FROM geometry_columns WHERE f_table_name = '%s' AND f_geometry_column = 'geom' "
          "AND srid = 4326 AND coord_dimension = 2 AND geometry_type = %d AND spatial_index_enabled = %d",
          promised[i].table, promised[i].type, promised[i].indexed);
      g_test_message ("%s", promised[i].table);
      g_assert_cmpint (query (db, sql), ==, 1);
    }
  g_assert_cmpint (query (db, "SELECT count(*) FROM geometry_columns WHERE srid <> 4326"), ==, 0);
}

/* Tables of the C description and of the SQL are the same. */
static void
test_described (Folder *folder, gconstpointer unused)
{
  g_autofree char *path = NULL;
  g_autoptr (HtDb) db = new_city (folder, &path);
  for (const HtMapTable *table = ht_map_table_list (); table->name != NULL; table++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *insert = ht_map_table_dup_insert (table);
      g_autofree char *select = ht_map_table_dup_select (table);
      g_autofree char *type
          = g_strdup_printf ("SELECT geometry_type FROM geometry_columns WHERE f_table_name = '%s'",
                             table->name);
      g_autoptr (HtStatement) in = ht_db_prepare (db, insert, &error);
      g_assert_no_error (error);
      g_autoptr (HtStatement) out = ht_db_prepare (db, select, &error);
      g_assert_no_error (error);
      g_assert_cmpint (query (db, type), ==, table->type);
      g_assert_true (ht_map_table_find (table->name) == table);
    }
  g_assert_null (ht_map_table_find ("sqlite_master"));
}

static void
check_indices (HtDb *db)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HtStatement) tables
      = ht_db_prepare (db, "SELECT f_table_name FROM geometry_columns WHERE spatial_index_enabled = 1",
                       &error);
  g_assert_no_error (error);
  guint n = 0;
  while (ht_statement_step (tables, &error) == HT_STEP_ROW)
    {
      g_autofree char *sql
          = g_strdup_printf ("SELECT CheckSpatialIndex ('%s', 'geom')", ht_statement_get_text (tables, 0));
      g_assert_cmpint (query (db, sql), ==, 1);
      n++;
    }
  g_assert_no_error (error);
  g_assert_cmpuint (n, >=, 20);
}

static void
test_indices (Folder *folder, gconstpointer unused)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HtDb) db = new_city (folder, &path);
  check_indices (db);
  ht_db_exec (db,
              "INSERT INTO incident (id, geom) VALUES ('a', MakePoint (121.5, 31.2, 4326)), "
              "('b', MakePoint (121.6, 31.3, 4326)), ('c', NULL);"
              "UPDATE incident SET geom = MakePoint (121.7, 31.1, 4326) WHERE id = 'a';"
              "INSERT INTO incident (id, geom) VALUES ('b', MakePoint (121.0, 31.0, 4326)) "
              "ON CONFLICT (id) DO UPDATE SET geom = excluded.geom;",
              &error);
  g_assert_no_error (error);
  check_indices (db);
  g_assert_cmpint (query (db, "SELECT count(*) FROM idx_incident_geom"), ==, 2);
  /* The check itself must be able to say no. */
  ht_db_exec (db, "DELETE FROM idx_incident_geom", &error);
  g_assert_no_error (error);
  g_assert_cmpint (query (db, "SELECT CheckSpatialIndex ('incident', 'geom')"), ==, 0);
}

static void
test_triggers_refuse (Folder *folder, gconstpointer unused)
{
  static const char *const bad[] = { "MakePoint (121.5, 31.2, 3857)", "MakePoint (121.5, 31.2)",
                                     "GeomFromText ('LINESTRING (1 1, 2 2)', 4326)", "'text'" };
  g_autofree char *path = NULL;
  g_autoptr (HtDb) db = new_city (folder, &path);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *sql
          = g_strdup_printf ("INSERT INTO station (id, layer, geom) VALUES ('x', 1, %s)", bad[i]);
      g_assert_false (ht_db_exec (db, sql, &error));
      g_assert_nonnull (error);
    }
  g_assert_cmpint (query (db, "SELECT count(*) FROM station"), ==, 0);
}

static void
test_settings (Folder *folder, gconstpointer unused)
{
  g_autofree char *path = NULL;
  g_autoptr (HtDb) db = new_city (folder, &path);
  g_autoptr (GError) error = NULL;
  g_assert_cmpint (query (db, "PRAGMA synchronous"), ==, 2);
  g_assert_cmpint (query (db, "PRAGMA foreign_keys"), ==, 1);
  g_assert_cmpint (query (db, "PRAGMA application_id"), ==, HT_CITY_APPLICATION_ID);
  g_assert_cmpint (query (db, "SELECT journal_mode = 'wal' FROM pragma_journal_mode"), ==, 1);
  g_assert_cmpint (query (db, "PRAGMA user_version"), ==, ht_migrate_get_steps ()->len);
  g_assert_cmpint (query (db, "SELECT count(*) FROM spatial_ref_sys WHERE srid = 4326"), ==, 1);
  /* No file from outside comes into the live connection. */
  g_assert_false (ht_db_exec (db, "ATTACH ':memory:' AS other", &error));
  g_assert_nonnull (error);
}

static void
test_gdal (Folder *folder, gconstpointer unused)
{
  g_autofree char *program = g_find_program_in_path ("ogrinfo");
  if (program == NULL)
    {
      g_test_skip ("ogrinfo is not installed");
      return;
    }
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HtDb) db = new_city (folder, &path);
  ht_db_exec (db, "INSERT INTO incident (id, geom) VALUES ('a', MakePoint (121.5, 31.2, 4326))", &error);
  g_assert_no_error (error);
  g_clear_pointer (&db, ht_db_free);
  g_autoptr (GSubprocess) process
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error, program,
                          "-ro", "-al", "-json", path, "incident", NULL);
  if (process == NULL)
    g_assert_no_error (error);
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  g_subprocess_communicate_utf8 (process, NULL, NULL, &out, &err, &error);
  g_assert_no_error (error);
  if (g_subprocess_get_exit_status (process) != 0)
    {
      /* ogrinfo before 3.7 has no -json. */
      g_clear_object (&process);
      g_clear_pointer (&out, g_free);
      g_clear_pointer (&err, g_free);
      process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error,
                                  program, "-ro", "-al", path, "incident", NULL);
      g_subprocess_communicate_utf8 (process, NULL, NULL, &out, &err, &error);
      g_assert_no_error (error);
    }
  g_test_message ("%s %s", out, err);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
  g_assert_nonnull (strstr (out, "121.5"));
  g_assert_true (strstr (out, "4326") != NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_folder_test ("/store/schema/registered", test_registered);
  add_folder_test ("/store/schema/described", test_described);
  add_folder_test ("/store/schema/indices", test_indices);
  add_folder_test ("/store/schema/triggers-refuse", test_triggers_refuse);
  add_folder_test ("/store/schema/settings", test_settings);
  add_folder_test ("/store/schema/gdal", test_gdal);
  return g_test_run ();
}
