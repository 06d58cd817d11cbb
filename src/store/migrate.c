/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/migrate.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "ht-sql.h"
#include "store/city-file.h"
#include "store/error.h"

#define SQL_FOLDER "/haitang/sql"

/* --- the steps --- */

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
load_steps (void)
{
  GResource *resource = ht_sql_get_resource ();
  g_auto (GStrv) names
      = g_resource_enumerate_children (resource, SQL_FOLDER, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_assert (names != NULL);
  qsort (names, g_strv_length (names), sizeof *names, compare_names);
  GPtrArray *steps = g_ptr_array_new ();
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_build_path ("/", SQL_FOLDER, names[i], NULL);
      GBytes *sql = g_resource_lookup_data (resource, path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
      g_assert (sql != NULL && g_ascii_strtoull (names[i], NULL, 10) == i + 1);
      HtMigration *step = g_new0 (HtMigration, 1);
      *step = (HtMigration){ .version = (int) i + 1,
                             .name = g_steal_pointer (&names[i]),
                             .sql = g_bytes_get_data (sql, NULL) };
      names[i] = g_strdup (step->name);
      g_ptr_array_add (steps, step);
    }
  return steps;
}

GPtrArray *
ht_migrate_get_steps (void)
{
  /* Lives as long as the program, like the resource its text is in. */
  static gsize once = 0;
  static GPtrArray *steps = NULL;
  if (g_once_init_enter (&once))
    {
      steps = load_steps ();
      g_once_init_leave (&once, 1);
    }
  return steps;
}

static int
latest_of (GPtrArray *steps)
{
  return ((HtMigration *) g_ptr_array_index (steps, steps->len - 1))->version;
}

/* --- running --- */

static int
check_one (gpointer user_data, int n_columns, char **values, char **names)
{
  gboolean *refused = user_data;
  *refused |= n_columns < 1 || values[0] == NULL || !g_str_equal (values[0], "1");
  return *refused;
}

static gboolean
run_step (HtDb *db, const HtMigration *step, GError **error)
{
  gboolean refused = FALSE;
  g_autofree char *said = NULL;
  char *message = NULL;
  int result = sqlite3_exec (ht_db_get_handle (db), step->sql, check_one, &refused, &message);
  said = g_strdup (message != NULL ? message : sqlite3_errstr (result));
  sqlite3_free (message);
  if (result == SQLITE_OK)
    return TRUE;
  gboolean full = (result & 0xff) == SQLITE_FULL || (result & 0xff) == SQLITE_IOERR;
  g_set_error (error, HT_STORE_ERROR, full ? HT_STORE_ERROR_UNAVAILABLE : HT_STORE_ERROR_CORRUPT,
               full
                   ? _ (
                       "%s: the disk is full or refused at %s (%s): free space and try again; the file is as "
                       "it was")
                   : _ ("%s: cannot be brought to this version at %s (%s): the file is as it was; send it to "
                        "whoever looks after Haitang"),
               ht_db_get_path (db), step->name, refused ? "SpatiaLite" : said);
  return FALSE;
}

static gboolean
run_steps (HtDb *db, GPtrArray *steps, gint64 schema, GError **error)
{
  for (guint i = 0; i < steps->len; i++)
    {
      const HtMigration *step = g_ptr_array_index (steps, i);
      if (step->version > schema && !run_step (db, step, error))
        return FALSE;
    }
  g_autofree char *marks = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d;",
                                            HT_CITY_APPLICATION_ID, latest_of (steps));
  return ht_db_exec (db, marks, error);
}

gboolean
ht_migrate_run (HtDb *db, GPtrArray *steps, GError **error)
{
  gint64 schema;
  if (!ht_db_begin (db, error))
    return FALSE;
  if (ht_db_query_int (db, "PRAGMA user_version", &schema, error) && run_steps (db, steps, schema, error))
    return ht_db_commit (db, error);
  ht_db_rollback (db);
  return FALSE;
}

static int
copy_all (HtDb *db, const char *target)
{
  sqlite3 *copy = NULL;
  int result = sqlite3_open_v2 (target, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
  sqlite3_backup *backup
      = result == SQLITE_OK ? sqlite3_backup_init (copy, "main", ht_db_get_handle (db), "main") : NULL;
  if (backup != NULL)
    {
      sqlite3_backup_step (backup, -1);
      result = sqlite3_backup_finish (backup);
    }
  else if (result == SQLITE_OK)
    result = sqlite3_errcode (copy);
  int closed = sqlite3_close (copy);
  return result != SQLITE_OK ? result : closed;
}

gboolean
ht_migrate_backup (HtDb *db, const char *target, GError **error)
{
  g_autofree char *partial = g_strconcat (target, ".partial", NULL);
  ht_city_file_discard (partial);
  int result = copy_all (db, partial);
  if (result == SQLITE_OK && g_rename (partial, target) == 0)
    return TRUE;
  g_set_error (
      error, HT_STORE_ERROR, HT_STORE_ERROR_UNAVAILABLE,
      _ ("%s: the backup before the update cannot be written (%s): free space and try again; the file "
         "is as it was"),
      target, result != SQLITE_OK ? sqlite3_errstr (result) : "rename");
  ht_city_file_discard (partial);
  return FALSE;
}

/* --- creating --- */

/* People know the file by the name it was to have. */
static void
name_plainly (GError *error, const char *partial, const char *path)
{
  g_auto (GStrv) pieces = g_strsplit (error->message, partial, -1);
  g_free (error->message);
  error->message = g_strjoinv (path, pieces);
}

static gboolean
make_first (const char *partial, GPtrArray *steps, GError **error)
{
  g_autoptr (HtDb) db = ht_db_open (partial, HT_DB_CREATE, error);
  return db != NULL && ht_migrate_run (db, steps, error)
         && ht_db_exec (db, "PRAGMA wal_checkpoint (TRUNCATE)", error);
}

static gboolean
write_image (const char *partial, GBytes *image, GError **error)
{
  gsize size;
  g_autoptr (GError) local = NULL;
  const char *data = g_bytes_get_data (image, &size);
  if (g_file_set_contents_full (partial, data, (gssize) size, G_FILE_SET_CONTENTS_DURABLE, 0666, &local))
    return TRUE;
  g_set_error (error, HT_STORE_ERROR, HT_STORE_ERROR_UNAVAILABLE,
               _ ("%s: cannot be written (%s): free space or choose another folder"), partial,
               local->message);
  return FALSE;
}

/* SpatiaLite takes most of a second for its triggers and indices; the next new city of this process is a copy
 * of the first one's bytes (2 MB), which hold nothing of that city yet. */
static gboolean
make_whole (const char *partial, GPtrArray *steps, GError **error)
{
  static GMutex lock;
  static GBytes *image;
  char *data;
  gsize size;
  if (steps != ht_migrate_get_steps ())
    return make_first (partial, steps, error);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  if (image != NULL)
    return write_image (partial, image, error);
  if (!make_first (partial, steps, error))
    return FALSE;
  if (g_file_get_contents (partial, &data, &size, NULL))
    image = g_bytes_new_take (data, size);
  return TRUE;
}

gboolean
ht_migrate_create (const char *path, GPtrArray *steps, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *hidden = g_strdup_printf (".%s.new-%08x", base, g_random_int ());
  g_autofree char *partial = g_build_filename (folder, hidden, NULL);
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, HT_STORE_ERROR, HT_STORE_ERROR_INVALID,
                   _ ("%s: exists already: choose another name"), path);
      return FALSE;
    }
  g_autoptr (GError) local = NULL;
  if (!ht_city_file_check_folder (path, error))
    return FALSE;
  if (make_whole (partial, steps, &local) && ht_city_file_publish (partial, path, &local))
    return TRUE;
  ht_city_file_discard (partial);
  name_plainly (local, partial, path);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* --- opening --- */

void
ht_opening_clear (HtOpening *opening)
{
  g_clear_pointer (&opening->notice, g_free);
}

static gboolean
update (HtDb *db, GPtrArray *steps, HtOpening *opening, GError **error)
{
  const char *path = ht_db_get_path (db);
  if (opening->mode != HT_DB_WRITE)
    {
      g_set_error (
          error, HT_STORE_ERROR, HT_STORE_ERROR_READ_ONLY,
          _ ("%s: is of an older version and cannot be updated where it is: copy it to a folder that "
             "can be written and open it there"),
          path);
      return FALSE;
    }
  g_autofree char *target = g_strdup_printf ("%s.backup-v%d", path, opening->schema);
  if (!ht_migrate_backup (db, target, error) || !ht_migrate_run (db, steps, error))
    return FALSE;
  opening->schema = latest_of (steps);
  return TRUE;
}

static HtDb *
open_checked (const char *path, HtOpening *opening, GError **error)
{
  gint64 schema, tables;
  g_autoptr (HtDb) db = ht_db_open (path, opening->mode, error);
  if (db == NULL || !ht_db_query_int (db, "PRAGMA user_version", &schema, error)
      || !ht_db_query_int (db, "SELECT count(*) FROM sqlite_master WHERE name IN ('layer', 'local')", &tables,
                           error))
    return NULL;
  if (schema >= 1 && tables >= 2)
    {
      opening->schema = (int) schema;
      return g_steal_pointer (&db);
    }
  g_set_error (error, HT_STORE_ERROR, HT_STORE_ERROR_CORRUPT,
               _ ("%s: the file is damaged, its tables are missing: restore a backup of it"), path);
  return NULL;
}

HtDb *
ht_migrate_open (const char *path, gboolean read_only, GPtrArray *steps, HtOpening *opening, GError **error)
{
  *opening = (HtOpening){ 0 };
  if (!ht_city_file_check (path, error))
    return NULL;
  opening->mode = ht_city_file_choose_mode (path, &opening->notice);
  if (read_only && opening->mode == HT_DB_WRITE)
    opening->mode = HT_DB_READ;
  g_autoptr (HtDb) db = open_checked (path, opening, error);
  if (db == NULL)
    return NULL;
  int latest = latest_of (steps);
  if (opening->schema < latest && !update (db, steps, opening, error))
    return NULL;
  /* Another program may have set it otherwise. */
  if (opening->mode == HT_DB_WRITE && opening->schema <= latest
      && !ht_db_exec (db, "PRAGMA journal_mode = WAL", error))
    return NULL;
  if (opening->schema <= latest || opening->mode != HT_DB_WRITE)
    return g_steal_pointer (&db);
  opening->notice
      = g_strdup_printf (_ ("%s: was written by a newer Haitang (schema %d, this one knows %d), so "
                            "it is open for reading only: update Haitang to change it"),
                         path, opening->schema, latest);
  opening->mode = HT_DB_READ;
  g_clear_pointer (&db, ht_db_free);
  return ht_db_open (path, HT_DB_READ, error);
}
