/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/post.h"

#include "base/cbor.h"
#include "store/error.h"

#define KEY_ORIGIN "post/origin"
#define KEY_EPOCH "post/epoch"

HtValue *
ht_local_get (HtDb *db, const char *key, GError **error)
{
  g_autoptr (HtStatement) find = ht_db_prepare (db, "SELECT value FROM local WHERE key = ?1", error);
  if (find == NULL)
    return NULL;
  ht_statement_bind_text (find, 1, key);
  if (ht_statement_step (find, error) != HT_STEP_ROW)
    return NULL;
  gsize size;
  const guint8 *data = ht_statement_get_bytes (find, 0, &size);
  g_autoptr (GError) local = NULL;
  HtValue *value = ht_cbor_decode (data, size, &local);
  if (value == NULL)
    g_set_error (error, HT_STORE_ERROR, HT_STORE_ERROR_CORRUPT, "%s: local %s: %s", ht_db_get_path (db), key,
                 local->message);
  return value;
}

gboolean
ht_local_set (HtDb *db, const char *key, const HtValue *value, GError **error)
{
  static const char upsert[] = "INSERT INTO local (key, value) VALUES (?1, ?2) "
                               "ON CONFLICT (key) DO UPDATE SET value = excluded.value";
  g_autoptr (HtStatement) write
      = ht_db_prepare (db, value != NULL ? upsert : "DELETE FROM local WHERE key = ?1", error);
  if (write == NULL)
    return FALSE;
  g_autoptr (GBytes) bytes = value != NULL ? ht_cbor_encode (value) : NULL;
  ht_statement_bind_text (write, 1, key);
  if (bytes != NULL)
    ht_statement_bind_bytes (write, 2, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return ht_statement_run (write, error);
}

static gboolean
read_post (HtDb *db, HtPost *post, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (HtValue) origin = ht_local_get (db, KEY_ORIGIN, &local);
  g_autoptr (HtValue) epoch = local == NULL ? ht_local_get (db, KEY_EPOCH, &local) : NULL;
  *post = (HtPost){ .epoch = (guint64) ht_value_get_int (epoch, 1) };
  if (origin != NULL)
    ht_value_get_uuid (origin, &post->origin);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
make_post (HtDb *db, HtPost *post, GError **error)
{
  *post = (HtPost){ .origin = ht_uuid_random (), .epoch = 1 };
  g_autoptr (HtValue) origin = ht_value_new_uuid (&post->origin);
  g_autoptr (HtValue) epoch = ht_value_new_int ((gint64) post->epoch);
  if (!ht_db_begin (db, error))
    return FALSE;
  if (ht_local_set (db, KEY_ORIGIN, origin, error) && ht_local_set (db, KEY_EPOCH, epoch, error))
    return ht_db_commit (db, error);
  ht_db_rollback (db);
  return FALSE;
}

gboolean
ht_post_load (HtDb *db, gboolean make, HtPost *post, GError **error)
{
  if (!read_post (db, post, error))
    return FALSE;
  return !make || !ht_uuid_is_nil (&post->origin) || make_post (db, post, error);
}
