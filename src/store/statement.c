/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "store/db-private.h"

struct _HtStatement
{
  HtDb *db;
  sqlite3_stmt *handle;
  char *sql;
};

static void
free_statement (HtStatement *statement)
{
  sqlite3_finalize (statement->handle);
  g_free (statement->sql);
  g_free (statement);
}

HtStatement *
ht_db_prepare (HtDb *db, const char *sql, GError **error)
{
  HtStatement *statement = g_hash_table_lookup (db->statements, sql);
  if (statement != NULL)
    g_hash_table_remove (db->statements, sql);
  else
    {
      sqlite3_stmt *handle = NULL;
      int result = sqlite3_prepare_v3 (db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);
      if (result != SQLITE_OK)
        {
          ht_db_set_error (db, result, sql, error);
          return NULL;
        }
      statement = g_new0 (HtStatement, 1);
      *statement = (HtStatement){ .db = db, .handle = handle, .sql = g_strdup (sql) };
    }
  g_hash_table_add (db->busy, statement);
  return statement;
}

void
ht_statement_release (HtStatement *statement)
{
  if (statement == NULL)
    return;
  HtDb *db = statement->db;
  ht_statement_reset (statement);
  sqlite3_clear_bindings (statement->handle);
  g_hash_table_remove (db->busy, statement);
  if (g_hash_table_contains (db->statements, statement->sql))
    free_statement (statement);
  else
    g_hash_table_insert (db->statements, statement->sql, statement);
}

void
ht_db_drop_statements (HtDb *db)
{
  if (db->statements == NULL)
    return;
  GHashTableIter iter;
  gpointer statement;
  g_hash_table_iter_init (&iter, db->statements);
  while (g_hash_table_iter_next (&iter, NULL, &statement))
    {
      g_hash_table_iter_remove (&iter);
      free_statement (statement);
    }
}

/* --- binding --- */

/* A wrong index is a programmer's error; the values themselves cannot fail to bind but for memory, which the
 * step then reports as a constraint or NULL. */
#define CHECK(call) g_assert ((call) == SQLITE_OK)

void
ht_statement_bind_null (HtStatement *statement, int index)
{
  CHECK (sqlite3_bind_null (statement->handle, index));
}

void
ht_statement_bind_int (HtStatement *statement, int index, gint64 value)
{
  CHECK (sqlite3_bind_int64 (statement->handle, index, value));
}

void
ht_statement_bind_real (HtStatement *statement, int index, double value)
{
  CHECK (sqlite3_bind_double (statement->handle, index, value));
}

void
ht_statement_bind_text (HtStatement *statement, int index, const char *text)
{
  CHECK (sqlite3_bind_text (statement->handle, index, text, -1, SQLITE_STATIC));
}

void
ht_statement_bind_bytes (HtStatement *statement, int index, gconstpointer data, gsize size)
{
  if (data == NULL)
    ht_statement_bind_null (statement, index);
  else
    CHECK (sqlite3_bind_blob64 (statement->handle, index, data, size, SQLITE_STATIC));
}

void
ht_statement_bind_uuid (HtStatement *statement, int index, const HtUuid *uuid)
{
  ht_statement_bind_bytes (statement, index, uuid, sizeof uuid->bytes);
}

void
ht_statement_bind_digest (HtStatement *statement, int index, const HtDigest *digest)
{
  ht_statement_bind_bytes (statement, index, digest, sizeof digest->bytes);
}

/* --- stepping --- */

HtStep
ht_statement_step (HtStatement *statement, GError **error)
{
  int result = sqlite3_step (statement->handle);
  if (result == SQLITE_ROW)
    return HT_STEP_ROW;
  if (result == SQLITE_DONE)
    return HT_STEP_DONE;
  ht_db_set_error (statement->db, result, statement->sql, error);
  return HT_STEP_ERROR;
}

gboolean
ht_statement_run (HtStatement *statement, GError **error)
{
  HtStep step;
  do
    step = ht_statement_step (statement, error);
  while (step == HT_STEP_ROW);
  ht_statement_reset (statement);
  return step == HT_STEP_DONE;
}

void
ht_statement_reset (HtStatement *statement)
{
  sqlite3_reset (statement->handle);
}

/* --- columns --- */

gboolean
ht_statement_is_null (HtStatement *statement, int column)
{
  return sqlite3_column_type (statement->handle, column) == SQLITE_NULL;
}

gint64
ht_statement_get_int (HtStatement *statement, int column)
{
  return sqlite3_column_int64 (statement->handle, column);
}

double
ht_statement_get_real (HtStatement *statement, int column)
{
  return sqlite3_column_double (statement->handle, column);
}

const char *
ht_statement_get_text (HtStatement *statement, int column)
{
  return (const char *) sqlite3_column_text (statement->handle, column);
}

const guint8 *
ht_statement_get_bytes (HtStatement *statement, int column, gsize *size)
{
  const guint8 *data = sqlite3_column_blob (statement->handle, column);
  *size = (gsize) sqlite3_column_bytes (statement->handle, column);
  return data;
}

gboolean
ht_statement_get_uuid (HtStatement *statement, int column, HtUuid *uuid)
{
  gsize size;
  const guint8 *data = ht_statement_get_bytes (statement, column, &size);
  *uuid = ht_uuid_nil ();
  if (data == NULL || size != sizeof uuid->bytes)
    return FALSE;
  memcpy (uuid->bytes, data, size);
  return TRUE;
}

gboolean
ht_statement_get_digest (HtStatement *statement, int column, HtDigest *digest)
{
  gsize size;
  const guint8 *data = ht_statement_get_bytes (statement, column, &size);
  *digest = (HtDigest){ 0 };
  if (data == NULL || size != sizeof digest->bytes)
    return FALSE;
  memcpy (digest->bytes, data, size);
  return TRUE;
}
