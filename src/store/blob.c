/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/blob.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <zlib.h>

#include "store/error.h"

/* The container of the file, not of the digest: another level changes nothing but size and time. */
#define LEVEL 4

gboolean
ht_blob_put (HtDb *db, GBytes *raw, HtDigest *digest, GError **error)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (raw, &size);
  g_return_val_if_fail (size <= HT_BLOB_LIMIT, FALSE);
  *digest = ht_digest_of_bytes (raw);
  g_autoptr (HtStatement) find = ht_db_prepare (db, "SELECT 1 FROM blob WHERE digest = ?1", error);
  if (find == NULL)
    return FALSE;
  ht_statement_bind_digest (find, 1, digest);
  HtStep step = ht_statement_step (find, error);
  if (step != HT_STEP_DONE)
    return step == HT_STEP_ROW;
  uLongf packed_size = compressBound (size);
  g_autofree guint8 *packed = g_malloc (packed_size);
  int result = compress2 (packed, &packed_size, data, size, LEVEL);
  g_assert (result == Z_OK);
  g_autoptr (HtStatement) insert
      = ht_db_prepare (db, "INSERT INTO blob (digest, size, data) VALUES (?1, ?2, ?3)", error);
  if (insert == NULL)
    return FALSE;
  ht_statement_bind_digest (insert, 1, digest);
  ht_statement_bind_int (insert, 2, (gint64) size);
  ht_statement_bind_bytes (insert, 3, packed, packed_size);
  return ht_statement_run (insert, error);
}

static GBytes *
unpack (const guint8 *packed, gsize packed_size, gint64 size, const HtDigest *digest)
{
  if (packed == NULL || size < 0 || size > HT_BLOB_LIMIT)
    return NULL;
  uLongf got = (uLongf) size;
  guint8 *raw = g_malloc ((gsize) size + 1);
  int result = uncompress (raw, &got, packed, packed_size);
  g_autoptr (GBytes) bytes = g_bytes_new_take (raw, (gsize) size);
  if (result != Z_OK || got != (uLongf) size)
    return NULL;
  HtDigest found = ht_digest_of_bytes (bytes);
  return ht_digest_equal (&found, digest) ? g_steal_pointer (&bytes) : NULL;
}

GBytes *
ht_blob_get (HtDb *db, const HtDigest *digest, GError **error)
{
  g_autofree char *name = ht_digest_dup_text (digest);
  g_autoptr (HtStatement) find = ht_db_prepare (db, "SELECT size, data FROM blob WHERE digest = ?1", error);
  if (find == NULL)
    return NULL;
  ht_statement_bind_digest (find, 1, digest);
  HtStep step = ht_statement_step (find, error);
  if (step == HT_STEP_DONE)
    g_set_error (error, HT_STORE_ERROR, HT_STORE_ERROR_UNAVAILABLE,
                 _ ("%s: blob %s is not in the file yet: import or synchronise it again"),
                 ht_db_get_path (db), name);
  if (step != HT_STEP_ROW)
    return NULL;
  gsize packed_size;
  const guint8 *packed = ht_statement_get_bytes (find, 1, &packed_size);
  GBytes *raw = unpack (packed, packed_size, ht_statement_get_int (find, 0), digest);
  if (raw == NULL)
    g_set_error (error, HT_STORE_ERROR, HT_STORE_ERROR_CORRUPT,
                 _ ("%s: blob %s is damaged: restore a backup of the file"), ht_db_get_path (db), name);
  return raw;
}
