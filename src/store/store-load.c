/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "store/blob.h"
#include "store/error.h"
#include "store/feature-load.h"
#include "store/layers.h"
#include "store/ops.h"
#include "store/store-private.h"

/* --- reads: borrow a connection, read, give it back --- */

GPtrArray *
ht_store_load_records (HtStore *store, const char *kind, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (HT_IS_STORE (store), NULL);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  HtDb *db = ht_store_borrow_reader (store, error);
  GPtrArray *records = db != NULL ? ht_ops_load_records (db, kind, error) : NULL;
  ht_store_return_reader (store, db);
  return records;
}

GPtrArray *
ht_store_load_features (HtStore *store, const char *table, const HtBox *box, GCancellable *cancellable,
                        GError **error)
{
  g_return_val_if_fail (HT_IS_STORE (store) && table != NULL, NULL);
  const HtMapTable *found = ht_map_table_find (table);
  if (found == NULL)
    {
      g_set_error (error, HT_STORE_ERROR, HT_STORE_ERROR_INVALID,
                   _ ("“%s” is no table for map layers: name another"), table);
      return NULL;
    }
  HtDb *db = ht_store_borrow_reader (store, error);
  GPtrArray *features = db != NULL ? ht_features_load (db, found, box, cancellable, error) : NULL;
  ht_store_return_reader (store, db);
  return features;
}

HtFeature *
ht_store_load_feature (HtStore *store, const char *table, const HtUuid *id, GError **error)
{
  g_return_val_if_fail (HT_IS_STORE (store) && id != NULL, NULL);
  const HtMapTable *found = ht_map_table_find (table);
  g_return_val_if_fail (found != NULL, NULL);
  HtDb *db = ht_store_borrow_reader (store, error);
  HtFeature *feature = db != NULL ? ht_features_load_one (db, found, id, error) : NULL;
  ht_store_return_reader (store, db);
  return feature;
}

HtNetwork *
ht_store_load_network (HtStore *store, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (HT_IS_STORE (store), NULL);
  HtDb *db = ht_store_borrow_reader (store, error);
  HtNetwork *network
      = db != NULL ? ht_network_cache_get (ht_store_get_network_cache (store), db, cancellable, error) : NULL;
  ht_store_return_reader (store, db);
  return network;
}

GPtrArray *
ht_store_load_ops (HtStore *store, const HtUuid *entity, gint64 before_rowid, guint limit, GError **error)
{
  g_return_val_if_fail (HT_IS_STORE (store), NULL);
  HtDb *db = ht_store_borrow_reader (store, error);
  GPtrArray *ops = db != NULL ? ht_ops_load (db, entity, before_rowid, limit, error) : NULL;
  ht_store_return_reader (store, db);
  return ops;
}

GPtrArray *
ht_store_load_conflicts (HtStore *store, GError **error)
{
  g_return_val_if_fail (HT_IS_STORE (store), NULL);
  HtDb *db = ht_store_borrow_reader (store, error);
  GPtrArray *conflicts = db != NULL ? ht_ops_load_conflicts (db, error) : NULL;
  ht_store_return_reader (store, db);
  return conflicts;
}

GBytes *
ht_store_load_blob (HtStore *store, const HtDigest *digest, GError **error)
{
  g_return_val_if_fail (HT_IS_STORE (store) && digest != NULL, NULL);
  HtDb *db = ht_store_borrow_reader (store, error);
  GBytes *raw = db != NULL ? ht_blob_get (db, digest, error) : NULL;
  ht_store_return_reader (store, db);
  return raw;
}

/* --- counts --- */

static const struct
{
  const char *key, *sql;
} counts[] = {
  { "station", "SELECT count (DISTINCT id) FROM station WHERE planned IS NULL OR planned = 0" },
  { "station_planned", "SELECT count (DISTINCT id) FROM station WHERE planned <> 0" },
  { "depot_joint", "SELECT count (DISTINCT id) FROM depot WHERE kind = 'joint'" },
  { "depot_industry", "SELECT count (DISTINCT id) FROM depot WHERE kind = 'industry'" },
  { "depot_district", "SELECT count (DISTINCT id) FROM depot WHERE kind = 'district'" },
  { "depot_point", "SELECT count (DISTINCT id) FROM depot WHERE kind = 'point'" },
  { "building_above_24", "SELECT count (DISTINCT id) FROM building WHERE height_m > 24" },
  { "building_high", "SELECT count (DISTINCT id) FROM building WHERE height_m > 100" },
  { "team", "SELECT count (*) FROM team WHERE deleted = 0" },
  { "incident", "SELECT count (*) FROM incident WHERE deleted = 0" },
  { "assignment", "SELECT count (*) FROM assignment WHERE deleted = 0" },
  { "op", "SELECT count (*) FROM op" },
  { "layer", "SELECT count (*) FROM layer WHERE digest IS NOT NULL" },
  { "road_node", "SELECT count (*) FROM road_node" },
  /* A section several layers have counts once; bits 1 and 2 are HT_SECTION_FORWARD and _BACKWARD. */
  { "road_section",
    "SELECT count (*) FROM (SELECT DISTINCT way_id, from_node, to_node, part FROM road_arc)" },
  { "road_arc", "SELECT sum ((flags & 1) + (flags >> 1 & 1)) FROM "
                "(SELECT min (layer), flags FROM road_arc GROUP BY way_id, from_node, to_node, part)" },
  { "road_turn", "SELECT count (*) FROM road_turn" },
};

static gboolean
count_into (HtDb *db, const char *key, const char *sql, HtValue *map, GError **error)
{
  gint64 n;
  if (!ht_db_query_int (db, sql, &n, error))
    return FALSE;
  ht_value_set_int (map, key, n);
  return TRUE;
}

static gboolean
count_all (HtDb *db, HtValue *map, GError **error)
{
  for (const HtMapTable *table = ht_map_table_list (); table->name != NULL; table++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count (DISTINCT id) FROM \"%s\"", table->name);
      if (!count_into (db, table->name, sql, map, error))
        return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    if (!count_into (db, counts[i].key, counts[i].sql, map, error))
      return FALSE;
  return TRUE;
}

HtValue *
ht_store_load_counts (HtStore *store, GError **error)
{
  g_return_val_if_fail (HT_IS_STORE (store), NULL);
  HtDb *db = ht_store_borrow_reader (store, error);
  g_autoptr (HtValue) map = ht_value_new_map ();
  gboolean done = db != NULL && count_all (db, map, error);
  ht_store_return_reader (store, db);
  return done ? g_steal_pointer (&map) : NULL;
}

/* --- the whole file --- */

gboolean
ht_store_dump (HtStore *store, GOutputStream *out, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (HT_IS_STORE (store) && G_IS_OUTPUT_STREAM (out), FALSE);
  HtDb *db = ht_store_borrow_reader (store, error);
  gboolean done = db != NULL && ht_ops_dump (db, out, cancellable, error);
  ht_store_return_reader (store, db);
  return done;
}

/* For ht_ops_audit: the blob is here and its content is what its name says. */
static gboolean
check_blob (const char *hex_digest, gpointer user_data, char **what)
{
  HtDigest digest;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) raw
      = ht_digest_parse (hex_digest, &digest, &error) ? ht_blob_get (user_data, &digest, &error) : NULL;
  if (raw == NULL)
    *what = g_strdup (error->message);
  return raw != NULL;
}

gboolean
ht_store_audit (HtStore *store, char **first_break, GError **error)
{
  g_return_val_if_fail (HT_IS_STORE (store) && first_break != NULL, FALSE);
  *first_break = NULL;
  /* A connection of its own, as the audit makes temporary tables and folds with SpatiaLite's functions. */
  HtDbMode mode = ht_store_get_mode (store) == HT_DB_IMMUTABLE ? HT_DB_IMMUTABLE : HT_DB_READ;
  g_autoptr (HtDb) db = ht_db_open (ht_store_get_path (store), mode, error);
  g_autoptr (HtDb) blobs = db != NULL ? ht_db_open (ht_store_get_path (store), mode, error) : NULL;
  HtAudit audit = { 0 };
  if (blobs == NULL || !ht_db_load_spatial (db, error)
      || !ht_ops_audit (db, check_blob, blobs, &audit, error))
    return FALSE;
  gboolean whole = audit.whole;
  if (!whole)
    {
      g_autofree char *origin = ht_uuid_dup_text (&audit.origin);
      *first_break
          = g_strdup_printf ("%s %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT, origin, audit.epoch, audit.seq);
    }
  ht_audit_clear (&audit);
  return whole;
}

static gboolean
work_refold (HtDb *db, gpointer data, HtChange *change, GError **error)
{
  return ht_ops_refold (db, error) && ht_layers_rebuild (db, error);
}

gboolean
ht_store_refold (HtStore *store, GError **error)
{
  g_return_val_if_fail (HT_IS_STORE (store), FALSE);
  gboolean done = ht_store_write (store, work_refold, NULL, NULL, error);
  ht_network_cache_clear (ht_store_get_network_cache (store));
  return done;
}
