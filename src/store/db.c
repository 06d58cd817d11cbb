/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/db.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <sqlite3.h>
#include <string.h>

/* SpatiaLite's header wants sqlite3.h before it. */
#include <spatialite.h>

#include "store/db-private.h"
#include "store/error.h"

#define BUSY_MS 10000

/* SpatiaLite's connection pool and its libraries' set-up are not safe to enter from two threads at once. */
static GMutex spatialite_lock;

/* --- errors --- */

static HtStoreError
code_of (int result)
{
  switch (result & 0xff)
    {
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
    case SQLITE_FORMAT:
      return HT_STORE_ERROR_CORRUPT;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return HT_STORE_ERROR_READ_ONLY;
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
    case SQLITE_NOMEM:
    case SQLITE_CANTOPEN:
    case SQLITE_INTERRUPT:
      return HT_STORE_ERROR_UNAVAILABLE;
    default:
      return HT_STORE_ERROR_INVALID;
    }
}

static const char *
cure_of (int result)
{
  switch (result & 0xff)
    {
    case SQLITE_NOTADB:
      return _ ("this is not a city file: choose another");
    case SQLITE_CORRUPT:
    case SQLITE_FORMAT:
      return _ ("the file is damaged or cut short: restore a backup of it");
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return _ ("the file or its folder cannot be written: change the permission or copy it elsewhere");
    case SQLITE_FULL:
      return _ ("the disk is full: free space and try again; nothing already saved was lost");
    case SQLITE_IOERR:
      return _ (
          "the disk refused: check it and its free space, then try again; nothing already saved was lost");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return _ ("another program is writing the file: close it and try again");
    case SQLITE_NOMEM:
      return _ ("there is not enough memory: close other programs and try again");
    case SQLITE_CANTOPEN:
      return _ ("the file cannot be opened: check the path, its folder and the permission");
    case SQLITE_INTERRUPT:
      return _ ("it was stopped");
    default:
      return _ ("nothing was written");
    }
}

void
ht_db_set_error (HtDb *db, int result, const char *doing, GError **error)
{
  const char *said = db->handle != NULL ? sqlite3_errmsg (db->handle) : sqlite3_errstr (result);
  g_autofree char *what = g_strndup (doing, strcspn (doing, "\n(;"));
  if (strlen (what) > 60)
    what[60] = '\0';
  g_autofree char *valid = g_utf8_make_valid (g_strchomp (what), -1);
  g_set_error (error, HT_STORE_ERROR, (int) code_of (result), "%s: %s (%s: %s)", db->path, cure_of (result),
               valid, said);
}

/* --- opening --- */

gboolean
ht_db_load_spatial (HtDb *db, GError **error)
{
  if (db->spatialite != NULL)
    return TRUE;
  g_mutex_lock (&spatialite_lock);
  db->spatialite = spatialite_alloc_connection ();
  if (db->spatialite != NULL)
    spatialite_init_ex (db->handle, db->spatialite, 0);
  g_mutex_unlock (&spatialite_lock);
  if (db->spatialite != NULL)
    return TRUE;
  g_set_error (error, HT_STORE_ERROR, HT_STORE_ERROR_UNAVAILABLE,
               _ ("%s: SpatiaLite has no connection left: close other city files"), db->path);
  return FALSE;
}

static gboolean
set_up (HtDb *db, HtDbMode mode, GError **error)
{
  /* SpatiaLite's triggers call its functions, so the schema must be trusted; defensive mode still keeps SQL
   * from writing the schema table and the R-trees' own tables. */
  sqlite3_extended_result_codes (db->handle, 1);
  sqlite3_busy_timeout (db->handle, BUSY_MS);
  sqlite3_db_config (db->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 1, NULL);
  sqlite3_db_config (db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  /* Plans do not depend on bound values, else a statement near a partial index is prepared again at each use.
   */
  sqlite3_db_config (db->handle, SQLITE_DBCONFIG_ENABLE_QPSG, 1, NULL);
  sqlite3_limit (db->handle, SQLITE_LIMIT_ATTACHED, 0);
  gboolean writes = mode == HT_DB_WRITE || mode == HT_DB_CREATE;
  if (writes && !ht_db_load_spatial (db, error))
    return FALSE;
  /* temp_store stays as it is: in memory, the journal of a savepoint is a list that every statement inside
   * walks along, and a layer of 400,000 rows takes hours. */
  if (!ht_db_exec (db, "PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536;", error))
    return FALSE;
  if (mode == HT_DB_CREATE && !ht_db_exec (db, "PRAGMA journal_mode = WAL", error))
    return FALSE;
  return ht_db_exec (db,
                     writes ? "PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864;"
                            : "PRAGMA query_only = ON",
                     error);
}

static int
open_handle (HtDb *db, HtDbMode mode)
{
  /* A reader that is the last to close tidies the log away, for which it must be able to write; where the
   * file is write-protected SQLite opens it for reading by itself. PRAGMA query_only keeps it from writing
   * rows. */
  static const int flags[] = { [HT_DB_READ] = SQLITE_OPEN_READWRITE,
                               [HT_DB_WRITE] = SQLITE_OPEN_READWRITE,
                               [HT_DB_CREATE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                               [HT_DB_IMMUTABLE] = SQLITE_OPEN_READONLY };
  int common = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI | SQLITE_OPEN_EXRESCODE;
  g_autofree char *absolute = g_canonicalize_filename (db->path, NULL);
  g_autofree char *escaped = g_uri_escape_string (absolute, G_URI_RESERVED_CHARS_ALLOWED_IN_PATH, FALSE);
  g_autofree char *uri
      = g_strdup_printf ("file:%s%s", escaped, mode == HT_DB_IMMUTABLE ? "?immutable=1" : "");
  return sqlite3_open_v2 (uri, &db->handle, flags[mode] | common, NULL);
}

HtDb *
ht_db_open (const char *path, HtDbMode mode, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);
  g_autoptr (HtDb) db = g_new0 (HtDb, 1);
  db->path = g_strdup (path);
  db->statements = g_hash_table_new (g_str_hash, g_str_equal);
  db->busy = g_hash_table_new (NULL, NULL);
  if (mode == HT_DB_CREATE && g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, HT_STORE_ERROR, HT_STORE_ERROR_INVALID,
                   _ ("%s: exists already: choose another name"), path);
      return NULL;
    }
  int result = open_handle (db, mode);
  if (result != SQLITE_OK)
    {
      ht_db_set_error (db, result, "open", error);
      return NULL;
    }
  if (!set_up (db, mode, error))
    return NULL;
  return g_steal_pointer (&db);
}

void
ht_db_free (HtDb *db)
{
  if (db == NULL)
    return;
  if (db->busy != NULL && g_hash_table_size (db->busy) > 0)
    g_critical ("%s: %u statements are still in use", db->path, g_hash_table_size (db->busy));
  ht_db_drop_statements (db);
  g_clear_pointer (&db->statements, g_hash_table_unref);
  g_clear_pointer (&db->busy, g_hash_table_unref);
  g_mutex_lock (&spatialite_lock);
  sqlite3_close_v2 (db->handle);
  if (db->spatialite != NULL)
    spatialite_cleanup_ex (db->spatialite);
  g_mutex_unlock (&spatialite_lock);
  g_free (db->path);
  g_free (db);
}

const char *
ht_db_get_path (const HtDb *db)
{
  return db->path;
}

gpointer
ht_db_get_handle (HtDb *db)
{
  return db->handle;
}

/* --- whole statements and transactions --- */

gboolean
ht_db_exec (HtDb *db, const char *sql, GError **error)
{
  int result = sqlite3_exec (db->handle, sql, NULL, NULL, NULL);
  if (result == SQLITE_OK)
    return TRUE;
  ht_db_set_error (db, result, sql, error);
  return FALSE;
}

gboolean
ht_db_begin (HtDb *db, GError **error)
{
  return ht_db_exec (db, "BEGIN IMMEDIATE", error);
}

gboolean
ht_db_check_place (HtDb *db, GError **error)
{
  int moved = 0;
  if (sqlite3_file_control (db->handle, "main", SQLITE_FCNTL_HAS_MOVED, &moved) != SQLITE_OK || !moved)
    return TRUE;
  g_set_error (
      error, HT_STORE_ERROR, HT_STORE_ERROR_UNAVAILABLE,
      _ ("%s: was moved or deleted while it was open, so nothing more is written: put it or its backup "
         "back, then open it again"),
      db->path);
  return FALSE;
}

gboolean
ht_db_begin_read (HtDb *db, GError **error)
{
  return ht_db_exec (db, "BEGIN", error);
}

gboolean
ht_db_commit (HtDb *db, GError **error)
{
  if (ht_db_exec (db, "COMMIT", error))
    return TRUE;
  ht_db_rollback (db);
  return FALSE;
}

void
ht_db_rollback (HtDb *db)
{
  /* Some failures (disk full, I/O) have rolled back by themselves. */
  if (ht_db_in_transaction (db) && sqlite3_exec (db->handle, "ROLLBACK", NULL, NULL, NULL) != SQLITE_OK)
    g_warning ("%s: rollback: %s", db->path, sqlite3_errmsg (db->handle));
}

gboolean
ht_db_in_transaction (HtDb *db)
{
  return !sqlite3_get_autocommit (db->handle);
}

gint64
ht_db_get_last_rowid (HtDb *db)
{
  return sqlite3_last_insert_rowid (db->handle);
}

gint64
ht_db_get_changes (HtDb *db)
{
  return sqlite3_changes64 (db->handle);
}

gboolean
ht_db_query_int (HtDb *db, const char *sql, gint64 *value, GError **error)
{
  *value = 0;
  g_autoptr (HtStatement) statement = ht_db_prepare (db, sql, error);
  if (statement == NULL)
    return FALSE;
  HtStep step = ht_statement_step (statement, error);
  if (step == HT_STEP_ROW)
    *value = ht_statement_get_int (statement, 0);
  return step != HT_STEP_ERROR;
}
