/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Old files become new ones with a backup; newer ones open for reading; a failure leaves the file as it was.
 */
#include "store/error.h"
#include "store/migrate.h"

#include "town.h"

static HtMigration next_good = { 0, "0099-next.sql",
                                 "ALTER TABLE station ADD COLUMN phone TEXT;"
                                 "CREATE TABLE vehicle (id TEXT PRIMARY KEY);"
                                 "SELECT AddGeometryColumn ('vehicle', 'geom', 4326, 'POINT', 'XY')" };
static HtMigration next_bad = { 0, "0099-bad.sql",
                                "ALTER TABLE station ADD COLUMN phone TEXT;"
                                "CREATE TABLE vehicle (id TEXT PRIMARY KEY);"
                                "DROP TABLE building; THIS IS NO SQL;" };
/* AddGeometryColumn says 0 for a table that does not exist; SQLite calls that no error. */
static HtMigration next_zero = { 0, "0099-zero.sql",
                                 "CREATE TABLE vehicle (id TEXT PRIMARY KEY);"
                                 "SELECT AddGeometryColumn ('nothing', 'geom', 4326, 'POINT', 'XY')" };

/* The steps of this program and one more; free the array only. */
static GPtrArray *
steps_with (HtMigration *step)
{
  GPtrArray *steps = g_ptr_array_copy (ht_migrate_get_steps (), NULL, NULL);
  g_ptr_array_set_free_func (steps, NULL);
  step->version = (int) steps->len + 1;
  g_ptr_array_add (steps, step);
  return steps;
}

static char *
make_town (Folder *folder)
{
  char *path = folder_dup (folder, "town.haitang");
  g_autoptr (HtStore) store = town_open (path, HT_STORE_CREATE);
  g_autoptr (GPtrArray) houses = town_buildings (60, 0);
  HtLayerInfo info = town_info ("building", "town.osm");
  town_put (store, &info, houses, TRUE);
  return path;
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

static int
latest (void)
{
  return (int) ht_migrate_get_steps ()->len;
}

static void
test_steps (void)
{
  GPtrArray *steps = ht_migrate_get_steps ();
  g_assert_cmpuint (steps->len, >=, 2);
  for (guint i = 0; i < steps->len; i++)
    {
      const HtMigration *step = g_ptr_array_index (steps, i);
      g_autofree char *prefix = g_strdup_printf ("%04u-", i + 1);
      g_assert_cmpint (step->version, ==, i + 1);
      g_assert_true (g_str_has_prefix (step->name, prefix));
      g_assert_true (g_str_has_suffix (step->name, ".sql"));
    }
}

static void
test_forward (Folder *folder, gconstpointer unused)
{
  g_autofree char *path = make_town (folder);
  g_autofree char *backup = g_strdup_printf ("%s.backup-v%d", path, latest ());
  g_autoptr (GPtrArray) steps = steps_with (&next_good);
  g_autoptr (GError) error = NULL;
  g_auto (HtOpening) opening = { 0 };
  g_autoptr (HtDb) db = ht_migrate_open (path, FALSE, steps, &opening, &error);
  g_assert_no_error (error);
  g_assert_cmpint (opening.schema, ==, latest () + 1);
  g_assert_cmpint (opening.mode, ==, HT_DB_WRITE);
  g_assert_null (opening.notice);
  g_assert_cmpint (query (db, "PRAGMA user_version"), ==, latest () + 1);
  g_assert_cmpint (query (db, "SELECT count(*) FROM pragma_table_info ('station') WHERE name = 'phone'"), ==,
                   1);
  g_assert_cmpint (query (db, "SELECT count(*) FROM building"), ==, 60);
  g_assert_cmpint (query (db, "SELECT count(*) FROM geometry_columns WHERE f_table_name = 'vehicle'"), ==, 1);
  g_clear_pointer (&db, ht_db_free);
  g_autofree char *names = folder_dup_names (folder);
  g_autofree char *expected = g_strdup_printf ("town.haitang town.haitang.backup-v%d", latest ());
  g_assert_cmpstr (names, ==, expected);
  /* The backup is a city of the old version. */
  g_autoptr (HtStore) old = town_open (backup, 0);
  g_assert_cmpint (ht_store_get_schema (old), ==, latest ());
  g_assert_cmpint (town_count (old, "building"), ==, 60);
  town_audit (old);
}

/* From the first schema on: what today's steps make of it is what a new city has. */
static void
test_from_first (Folder *folder, gconstpointer unused)
{
  g_autofree char *path = folder_dup (folder, "old.haitang");
  g_autofree char *backup = folder_dup (folder, "old.haitang.backup-v1");
  g_autofree char *fresh = folder_dup (folder, "new.haitang");
  g_autoptr (GPtrArray) first = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_ptr_array_add (first, g_ptr_array_index (ht_migrate_get_steps (), 0));
  g_assert_true (ht_migrate_create (path, first, &error));
  g_assert_true (ht_migrate_create (fresh, ht_migrate_get_steps (), &error));
  g_autoptr (HtStore) store = town_open (path, 0);
  g_assert_cmpint (ht_store_get_schema (store), ==, latest ());
  g_assert_true (g_file_test (backup, G_FILE_TEST_IS_REGULAR));
  g_clear_object (&store);
  g_autoptr (HtDb) a = ht_db_open (path, HT_DB_READ, &error);
  g_autoptr (HtDb) b = ht_db_open (fresh, HT_DB_READ, &error);
  g_assert_no_error (error);
  static const char *const sums[]
      = { "SELECT count(*) FROM sqlite_master", "SELECT sum (length (sql)) FROM sqlite_master",
          "SELECT count(*) FROM geometry_columns" };
  for (guint i = 0; i < G_N_ELEMENTS (sums); i++)
    g_assert_cmpint (query (a, sums[i]), ==, query (b, sums[i]));
}

static void
assert_fails (Folder *folder, HtMigration *step)
{
  g_autofree char *path = make_town (folder);
  g_autoptr (GPtrArray) steps = steps_with (step);
  g_autoptr (GError) error = NULL;
  g_auto (HtOpening) opening = { 0 };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (HtStore) store = town_open (path, 0);
  before = town_dump (store);
  g_clear_object (&store);
  g_autoptr (HtDb) db = ht_migrate_open (path, FALSE, steps, &opening, &error);
  g_assert_null (db);
  g_assert_error (error, HT_STORE_ERROR, HT_STORE_ERROR_CORRUPT);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_nonnull (strstr (error->message, step->name));
  store = town_open (path, 0);
  g_assert_cmpint (ht_store_get_schema (store), ==, latest ());
  after = town_dump (store);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (town_count (store, "building"), ==, 60);
  town_audit (store);
  g_clear_object (&store);
  g_autoptr (HtDb) again = ht_db_open (path, HT_DB_WRITE, &error);
  g_assert_cmpint (query (again, "SELECT count(*) FROM pragma_table_info ('station') WHERE name = 'phone'"),
                   ==, 0);
  g_assert_cmpint (query (again, "SELECT count(*) FROM sqlite_master WHERE name = 'vehicle'"), ==, 0);
}

static void
test_failing (Folder *folder, gconstpointer unused)
{
  assert_fails (folder, &next_bad);
}

static void
test_failing_silently (Folder *folder, gconstpointer unused)
{
  assert_fails (folder, &next_zero);
}

/* The backup cannot be written: nothing begins. */
static void
test_no_backup (Folder *folder, gconstpointer unused)
{
  g_autofree char *path = make_town (folder);
  g_autofree char *blocker = g_strdup_printf ("%s.backup-v%d", path, latest ());
  g_autoptr (GPtrArray) steps = steps_with (&next_good);
  g_autoptr (GError) error = NULL;
  g_auto (HtOpening) opening = { 0 };
  g_assert_cmpint (g_mkdir (blocker, 0700), ==, 0);
  g_autoptr (HtDb) db = ht_migrate_open (path, FALSE, steps, &opening, &error);
  g_assert_null (db);
  g_assert_error (error, HT_STORE_ERROR, HT_STORE_ERROR_UNAVAILABLE);
  g_test_message ("%s", error->message);
  g_autofree char *names = folder_dup_names (folder);
  g_autofree char *expected = g_strdup_printf ("town.haitang town.haitang.backup-v%d", latest ());
  g_assert_cmpstr (names, ==, expected);
  g_autoptr (HtStore) store = town_open (path, 0);
  g_assert_cmpint (ht_store_get_schema (store), ==, latest ());
}

static void
set_version (const char *path, int version)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = g_strdup_printf ("PRAGMA user_version = %d", version);
  g_autoptr (HtDb) db = ht_db_open (path, HT_DB_WRITE, &error);
  g_assert_true (ht_db_exec (db, sql, &error));
}

static void
test_newer (Folder *folder, gconstpointer unused)
{
  g_autofree char *path = make_town (folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) drafts = ht_op_new_drafts ();
  HtAuthor author = town_author ();
  HtUuid id = ht_uuid_random ();
  set_version (path, 77);
  g_autoptr (HtStore) store = town_open (path, 0);
  const char *notice = ht_store_get_notice (store);
  g_test_message ("%s", notice);
  g_assert_true (ht_store_is_read_only (store));
  g_assert_cmpint (ht_store_get_schema (store), ==, 77);
  g_assert_nonnull (strstr (notice, path));
  g_assert_nonnull (strstr (notice, "77"));
  g_assert_cmpint (town_count (store, "building"), ==, 60);
  g_ptr_array_add (drafts, ht_op_draft_set ("city", &id, "name", ht_value_new_text ("x")));
  g_assert_false (ht_store_append (store, &author, drafts, NULL, &error));
  g_assert_error (error, HT_STORE_ERROR, HT_STORE_ERROR_READ_ONLY);
  g_clear_object (&store);
  g_autofree char *names = folder_dup_names (folder);
  g_assert_cmpstr (names, ==, "town.haitang");
}

/* Asked for reading only, an old file cannot be updated, and says so. */
static void
test_old_read_only (Folder *folder, gconstpointer unused)
{
  g_autofree char *path = make_town (folder);
  g_autoptr (GError) error = NULL;
  set_version (path, 1);
  g_autoptr (HtStore) store = ht_store_open (path, HT_STORE_READ_ONLY, &error);
  g_assert_null (store);
  g_assert_error (error, HT_STORE_ERROR, HT_STORE_ERROR_READ_ONLY);
  g_autofree char *names = folder_dup_names (folder);
  g_assert_cmpstr (names, ==, "town.haitang");
}

/* Changes in the log beside the file are part of the backup. */
static void
test_backup_with_log (Folder *folder, gconstpointer unused)
{
  g_autofree char *path = make_town (folder);
  g_autofree char *copy = folder_dup (folder, "copy.haitang");
  g_autoptr (GError) error = NULL;
  g_autoptr (HtDb) db = ht_db_open (path, HT_DB_WRITE, &error);
  ht_db_exec (db, "INSERT INTO incident (id, geom) VALUES ('a', MakePoint (121, 31, 4326))", &error);
  g_assert_no_error (error);
  g_assert_true (ht_migrate_backup (db, copy, &error));
  g_autoptr (HtDb) there = ht_db_open (copy, HT_DB_WRITE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (query (there, "SELECT count(*) FROM incident"), ==, 1);
  g_assert_cmpint (query (there, "SELECT CheckSpatialIndex ()"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/migrate/steps", test_steps);
  add_folder_test ("/store/migrate/forward", test_forward);
  add_folder_test ("/store/migrate/from-first", test_from_first);
  add_folder_test ("/store/migrate/failing", test_failing);
  add_folder_test ("/store/migrate/failing-silently", test_failing_silently);
  add_folder_test ("/store/migrate/no-backup", test_no_backup);
  add_folder_test ("/store/migrate/newer", test_newer);
  add_folder_test ("/store/migrate/old-read-only", test_old_read_only);
  add_folder_test ("/store/migrate/backup-with-log", test_backup_with_log);
  return g_test_run ();
}
