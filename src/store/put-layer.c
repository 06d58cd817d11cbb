/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "store/blob.h"
#include "store/error.h"
#include "store/feature-blob.h"
#include "store/layers.h"
#include "store/network-blob.h"
#include "store/ops.h"
#include "store/store-private.h"

typedef struct
{
  HtPost post;
  const HtAuthor *author;
  const HtLayerInfo *info;
  HtUuid id;
  GPtrArray *blobs; /* GBytes */
  GArray *digests;  /* HtDigest of each */
  HtDigest digest;
  guint count;
  gboolean written;
} Put;

HtUuid
ht_layer_make_id (const char *table, const char *source)
{
  /* A name space of our own (random, version 4). */
  static const HtUuid layers = { { 0x5b, 0x0e, 0x2c, 0x71, 0x93, 0x4d, 0x4f, 0x0a, 0xa1, 0x6e, 0x38, 0xd2,
                                   0xf4, 0x17, 0xc9, 0x60 } };
  g_return_val_if_fail (table != NULL && source != NULL, ht_uuid_nil ());
  g_autofree char *base = g_path_get_basename (source);
  g_autofree char *name = g_strdup_printf ("%s\n%s", table, base);
  return ht_uuid_from_name (&layers, name);
}

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

static HtValue *
fields_of (const Put *put)
{
  const HtLayerInfo *info = put->info;
  g_autofree char *digest = ht_digest_dup_text (&put->digest);
  HtValue *blobs = ht_value_new_array ();
  for (guint i = 0; i < put->digests->len; i++)
    {
      g_autofree char *name = ht_digest_dup_text (&g_array_index (put->digests, HtDigest, i));
      ht_value_add (blobs, ht_value_new_text (name));
    }
  HtValue *fields = ht_value_new_map ();
  ht_value_set_text (fields, "name", or_empty (info->name));
  ht_value_set_text (fields, "table_name", info->table);
  ht_value_set_text (fields, "source", info->source);
  ht_value_set_text (fields, "date", or_empty (info->date));
  ht_value_set_text (fields, "licence", or_empty (info->licence));
  ht_value_set_bool (fields, "synthetic", info->synthetic);
  ht_value_set_text (fields, "digest", digest);
  ht_value_set (fields, "blobs", blobs);
  ht_value_set_int (fields, "count", put->count);
  ht_value_set_int (fields, "read", (gint64) info->read);
  ht_value_set_int (fields, "repaired", (gint64) info->repaired);
  ht_value_set_int (fields, "dropped", (gint64) info->dropped);
  return fields;
}

static gboolean
is_current (const Put *put, const HtRecord *record)
{
  if (record == NULL || record->deleted)
    return FALSE;
  const HtRegister *digests = ht_record_get_register (record, "digest");
  g_autofree char *digest = ht_digest_dup_text (&put->digest);
  return digests != NULL && digests->heads->len == 1
         && g_strcmp0 (ht_record_get_text (record, "digest", NULL), digest) == 0;
}

/* What we write ourselves must become rows, or nothing is written. */
static gboolean
was_taken (HtDb *db, const Put *put, GError **error)
{
  g_autofree char *why = NULL;
  if (!ht_layer_is_refused (db, &put->id, &why, error))
    return FALSE;
  if (why == NULL)
    return TRUE;
  g_set_error_literal (error, HT_STORE_ERROR, HT_STORE_ERROR_INVALID, why);
  return FALSE;
}

static gboolean
work_put (HtDb *db, gpointer data, HtChange *change, GError **error)
{
  Put *put = data;
  GError *local = NULL;
  g_autoptr (HtRecord) record = ht_ops_load_record (db, "layer", &put->id, &local);
  g_autoptr (GPtrArray) drafts = ht_op_new_drafts ();
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (is_current (put, record))
    return TRUE;
  for (guint i = 0; i < put->blobs->len; i++)
    {
      HtDigest digest;
      if (!ht_blob_put (db, g_ptr_array_index (put->blobs, i), &digest, error))
        return FALSE;
    }
  if (record != NULL && record->deleted)
    g_ptr_array_add (drafts, ht_op_draft_restore ("layer", &put->id));
  g_ptr_array_add (drafts, ht_op_draft_create ("layer", &put->id, fields_of (put)));
  put->written = TRUE;
  return ht_ops_append (db, &put->post, put->author, drafts, change, error)
         && ht_layers_apply_change (db, change, error) && was_taken (db, put, error);
}

/* Encodes what is to be put, which checks all of it; nothing is written yet. */
static gboolean
prepare (HtStore *store, Put *put, const HtLayerContent *content, GError **error)
{
  const HtMapTable *table = ht_map_table_find (content->info.table);
  put->info = &content->info;
  if (content->network != NULL)
    put->blobs = ht_network_blobs_encode (content->network, error);
  else if (table != NULL)
    put->blobs = ht_feature_blobs_encode (table, content->features, error);
  else
    g_set_error (error, HT_STORE_ERROR, HT_STORE_ERROR_INVALID,
                 _ ("“%s” is no table for map layers: name another"), content->info.table);
  if (put->blobs == NULL)
    return FALSE;
  put->count = content->network != NULL ? content->network->sections->len : content->features->len;
  put->digests = g_array_new (FALSE, FALSE, sizeof (HtDigest));
  for (guint i = 0; i < put->blobs->len; i++)
    {
      HtDigest digest = ht_digest_of_bytes (g_ptr_array_index (put->blobs, i));
      g_array_append_val (put->digests, digest);
    }
  put->digest = ht_layer_digest (put->info->table, (const HtDigest *) put->digests->data, put->digests->len);
  put->id = ht_layer_make_id (put->info->table, put->info->source);
  ht_store_get_post (store, &put->post.origin, &put->post.epoch);
  return TRUE;
}

static gboolean
work_put_all (HtDb *db, gpointer data, HtChange *change, GError **error)
{
  GArray *puts = data;
  for (guint i = 0; i < puts->len; i++)
    if (!work_put (db, &g_array_index (puts, Put, i), change, error))
      return FALSE;
  return TRUE;
}

static void
clear_put (gpointer data)
{
  Put *put = data;
  g_clear_pointer (&put->blobs, g_ptr_array_unref);
  g_clear_pointer (&put->digests, g_array_unref);
}

gboolean
ht_store_put_layers (HtStore *store, const HtAuthor *author, const HtLayerContent *contents, guint n,
                     guint *n_written, GError **error)
{
  g_return_val_if_fail (HT_IS_STORE (store) && author != NULL, FALSE);
  g_autoptr (GArray) puts = g_array_new (FALSE, TRUE, sizeof (Put));
  g_array_set_clear_func (puts, clear_put);
  g_array_set_size (puts, n);
  if (n_written != NULL)
    *n_written = 0;
  for (guint i = 0; i < n; i++)
    {
      Put *put = &g_array_index (puts, Put, i);
      put->author = author;
      g_return_val_if_fail ((contents[i].network != NULL)
                                == (g_strcmp0 (contents[i].info.table, HT_ROAD_TABLE) == 0),
                            FALSE);
      if (!prepare (store, put, &contents[i], error))
        return FALSE;
    }
  if (!ht_store_write (store, work_put_all, puts, NULL, error))
    return FALSE;
  for (guint i = 0; n_written != NULL && i < n; i++)
    *n_written += g_array_index (puts, Put, i).written;
  return TRUE;
}

static gboolean
put_one (HtStore *store, const HtAuthor *author, const HtLayerContent *content, gboolean *written,
         GError **error)
{
  guint n_written = 0;
  gboolean done = ht_store_put_layers (store, author, content, 1, &n_written, error);
  if (written != NULL)
    *written = n_written > 0;
  return done;
}

gboolean
ht_store_put_layer (HtStore *store, const HtAuthor *author, const HtLayerInfo *info, GPtrArray *features,
                    gboolean *written, GError **error)
{
  g_return_val_if_fail (HT_IS_STORE (store) && author != NULL && info != NULL && features != NULL, FALSE);
  HtLayerContent content = { .info = *info, .features = features };
  return put_one (store, author, &content, written, error);
}

gboolean
ht_store_put_network (HtStore *store, const HtAuthor *author, const HtLayerInfo *info, HtNetwork *network,
                      gboolean *written, GError **error)
{
  g_return_val_if_fail (HT_IS_STORE (store) && author != NULL && info != NULL && network != NULL, FALSE);
  HtLayerContent content = { .info = *info, .network = network };
  return put_one (store, author, &content, written, error);
}
