/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/layers.h"

#include <glib/gi18n.h>

#include "base/cbor.h"
#include "base/clock.h"
#include "base/json.h"
#include "store/blob.h"
#include "store/bulk.h"
#include "store/error.h"
#include "store/feature-blob.h"
#include "store/network-blob.h"
#include "store/network-rows.h"
#include "store/ops.h"

/* From this many features on, triggers cost more than building the R-tree again. */
#define BULK_FROM 500

/* --- what a record says --- */

HtDigest
ht_layer_digest (const char *table, const HtDigest *blobs, guint n)
{
  g_autoptr (HtValue) whole = ht_value_new_array ();
  HtValue *names = ht_value_new_array ();
  for (guint i = 0; i < n; i++)
    ht_value_add (names, ht_value_new_bytes (blobs[i].bytes, sizeof blobs[i].bytes));
  ht_value_add (whole, ht_value_new_text (table));
  ht_value_add (whole, names);
  g_autoptr (GBytes) bytes = ht_cbor_encode (whole);
  return ht_digest_of_bytes (bytes);
}

GArray *
ht_layer_get_blobs (const HtRecord *record)
{
  HtValue *names = ht_record_get (record, "blobs");
  if (names == NULL || ht_value_get_kind (names) != HT_VALUE_ARRAY)
    return NULL;
  g_autoptr (GArray) blobs = g_array_new (FALSE, FALSE, sizeof (HtDigest));
  for (guint i = 0; i < ht_value_get_length (names); i++)
    {
      HtDigest digest;
      const char *text = ht_value_get_text (ht_value_get_item (names, i), NULL);
      if (text == NULL || !ht_digest_parse (text, &digest, NULL))
        return NULL;
      g_array_append_val (blobs, digest);
    }
  return g_steal_pointer (&blobs);
}

/* --- the table `layer` --- */

typedef struct
{
  HtDb *db;
  gint64 fid;         /* layer.fid; 0 where it has no row */
  char *digest;       /* of the rows there are; NULL: none */
  char *table;        /* they are in */
  const char *target; /* table the record wants, interned; NULL where unknown or the layer is gone */
  GArray *blobs;
} Layer;

static void
layer_clear (Layer *layer)
{
  g_clear_pointer (&layer->digest, g_free);
  g_clear_pointer (&layer->table, g_free);
  g_clear_pointer (&layer->blobs, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Layer, layer_clear)

static gboolean
find_row (Layer *layer, const char *id, GError **error)
{
  g_autoptr (HtStatement) find
      = ht_db_prepare (layer->db, "SELECT fid, digest, table_name FROM layer WHERE id = ?1", error);
  if (find == NULL)
    return FALSE;
  ht_statement_bind_text (find, 1, id);
  HtStep step = ht_statement_step (find, error);
  if (step == HT_STEP_ROW)
    {
      layer->fid = ht_statement_get_int (find, 0);
      layer->digest = g_strdup (ht_statement_get_text (find, 1));
      layer->table = g_strdup (ht_statement_get_text (find, 2));
    }
  return step != HT_STEP_ERROR;
}

static void
bind_record (HtStatement *write, const HtRecord *record)
{
  static const char *const texts[] = { "name", "table_name", "source", "date", "licence" };
  static const char *const counts[] = { "count", "read", "repaired", "dropped" };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    ht_statement_bind_text (write, (int) i + 2, ht_record_get_text (record, texts[i], NULL));
  ht_statement_bind_int (write, 7, ht_value_get_bool (ht_record_get (record, "synthetic"), FALSE));
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    ht_statement_bind_int (write, (int) i + 8, ht_record_get_int (record, counts[i], 0));
  ht_statement_bind_int (write, 12, ht_record_get_wall_us (record, "digest"));
}

static gboolean
write_row (Layer *layer, const HtRecord *record, const char *digest, const char *refused, GError **error)
{
  char id[HT_UUID_TEXT_SIZE];
  static const char upsert[]
      = "INSERT INTO layer (id, name, table_name, source, date, licence, synthetic, count, read, repaired, "
        "dropped, wall_us, digest, refused, refused_us) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15) "
        "ON CONFLICT (id) DO UPDATE SET name = ?2, table_name = ?3, source = ?4, date = ?5, licence = ?6, "
        "synthetic = ?7, count = ?8, read = ?9, repaired = ?10, dropped = ?11, wall_us = ?12, digest = ?13, "
        "refused = ?14, refused_us = ?15 "
        "RETURNING fid";
  g_autoptr (HtStatement) write = ht_db_prepare (layer->db, upsert, error);
  if (write == NULL)
    return FALSE;
  ht_statement_bind_text (write, 1, ht_uuid_write (&record->id, id));
  bind_record (write, record);
  ht_statement_bind_text (write, 13, digest);
  ht_statement_bind_text (write, 14, refused);
  if (refused != NULL)
    ht_statement_bind_int (write, 15, ht_clock_now_us ());
  else
    ht_statement_bind_null (write, 15);
  HtStep step = ht_statement_step (write, error);
  if (step == HT_STEP_ROW)
    layer->fid = ht_statement_get_int (write, 0);
  return step == HT_STEP_ROW;
}

/* --- features as rows --- */

typedef struct
{
  const HtMapTable *table;
  HtStatement *insert;
  GByteArray *geom;
} RowWriter;

static void
bind_bytes (HtStatement *insert, int index, const HtValue *value)
{
  gsize size;
  const guint8 *bytes = ht_value_get_bytes (value, &size);
  ht_statement_bind_bytes (insert, index, bytes, size);
}

/* TRUE where @value fits the column and is bound there. */
static gboolean
bind_column (HtStatement *insert, int index, HtColumnKind kind, HtValue *value)
{
  HtValueKind found = value != NULL ? ht_value_get_kind (value) : HT_VALUE_NULL;
  gboolean whole = kind == HT_COLUMN_INT ? found == HT_VALUE_INT || found == HT_VALUE_BOOL
                                         : kind == HT_COLUMN_BOOL && found == HT_VALUE_BOOL;
  ht_statement_bind_null (insert, index);
  if (kind == HT_COLUMN_TEXT && found == HT_VALUE_TEXT)
    ht_statement_bind_text (insert, index, ht_value_get_text (value, NULL));
  else if (whole)
    ht_statement_bind_int (insert, index, ht_value_get_int (value, ht_value_get_bool (value, FALSE)));
  else if (kind == HT_COLUMN_REAL && (found == HT_VALUE_REAL || found == HT_VALUE_INT))
    ht_statement_bind_real (insert, index, ht_value_get_real (value, 0));
  else if (kind == HT_COLUMN_BYTES && found == HT_VALUE_BYTES)
    bind_bytes (insert, index, value);
  else
    return FALSE;
  return TRUE;
}

static gboolean
is_bound (const HtMapTable *table, const gboolean *bound, const char *key)
{
  for (guint i = 0; table->columns[i].name != NULL; i++)
    if (bound[i] && g_str_equal (table->columns[i].name, key))
      return TRUE;
  return FALSE;
}

/* Typed columns are bound; what is left comes back as JSON, NULL where nothing is. */
static char *
bind_attributes (RowWriter *writer, HtValue *attributes)
{
  gboolean bound[HT_MAP_TABLE_MAX_COLUMNS] = { FALSE };
  for (guint i = 0; writer->table->columns[i].name != NULL; i++)
    bound[i] = bind_column (writer->insert, (int) i + 6, writer->table->columns[i].kind,
                            ht_value_get_member (attributes, writer->table->columns[i].name));
  g_autoptr (HtValue) rest = ht_value_new_map ();
  for (guint i = 0; i < ht_value_get_length (attributes); i++)
    {
      HtValue *member;
      const char *key = ht_value_get_key (attributes, i, &member);
      if (!is_bound (writer->table, bound, key))
        ht_value_set (rest, key, ht_value_ref (member));
    }
  return ht_value_get_length (rest) > 0 ? ht_json_dup_text (rest) : NULL;
}

static gboolean
insert_feature (HtFeature *feature, gpointer data, GError **error)
{
  RowWriter *writer = data;
  char id[HT_UUID_TEXT_SIZE];
  g_autofree char *rest = bind_attributes (writer, feature->attributes);
  if (!ht_spatial_write (writer->geom, feature->geometry, writer->table->type, error))
    return FALSE;
  ht_statement_bind_text (writer->insert, 1, ht_uuid_write (&feature->id, id));
  ht_statement_bind_text (writer->insert, 3, feature->name);
  ht_statement_bind_text (writer->insert, 4, rest);
  ht_statement_bind_bytes (writer->insert, 5, writer->geom->data, writer->geom->len);
  return ht_statement_run (writer->insert, error);
}

static HtValue *
load_content (HtDb *db, const HtDigest *digest, GError **error)
{
  g_autoptr (GBytes) raw = ht_blob_get (db, digest, error);
  if (raw == NULL)
    return NULL;
  g_autoptr (GError) local = NULL;
  HtValue *content = ht_cbor_decode (g_bytes_get_data (raw, NULL), g_bytes_get_size (raw), &local);
  if (content == NULL)
    g_set_error (error, HT_STORE_ERROR, HT_STORE_ERROR_CORRUPT, _ ("%s: a layer's blob: %s; import it again"),
                 ht_db_get_path (db), local->message);
  return content;
}

static gboolean
insert_features (Layer *layer, const HtMapTable *table, GError **error)
{
  g_autofree char *sql = ht_map_table_dup_insert (table);
  g_autoptr (HtStatement) insert = ht_db_prepare (layer->db, sql, error);
  g_autoptr (GByteArray) geom = g_byte_array_new ();
  if (insert == NULL)
    return FALSE;
  RowWriter writer = { .table = table, .insert = insert, .geom = geom };
  ht_statement_bind_int (insert, 2, layer->fid);
  for (guint i = 0; i < layer->blobs->len; i++)
    {
      g_autoptr (HtValue) content
          = load_content (layer->db, &g_array_index (layer->blobs, HtDigest, i), error);
      if (content == NULL || !ht_feature_blobs_read (table, content, insert_feature, &writer, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
delete_features (Layer *layer, const char *table, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM \"%s\" WHERE layer = ?1", table);
  g_autoptr (HtStatement) statement = ht_db_prepare (layer->db, sql, error);
  if (statement == NULL)
    return FALSE;
  ht_statement_bind_int (statement, 1, layer->fid);
  return ht_statement_run (statement, error);
}

static gboolean
replace_features (Layer *layer, const HtMapTable *table, gint64 count, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM \"%s\" WHERE layer = %" G_GINT64_FORMAT,
                                          table->name, layer->fid);
  gint64 before;
  if (!ht_db_query_int (layer->db, sql, &before, error))
    return FALSE;
  gboolean many = before + count >= BULK_FROM;
  g_autoptr (HtBulk) bulk = many ? ht_bulk_begin (layer->db, table->name, "fid", error) : NULL;
  return (!many || bulk != NULL) && delete_features (layer, table->name, error)
         && (layer->target == NULL || insert_features (layer, table, error))
         && (!many || ht_bulk_end (bulk, error));
}

static gboolean
replace_network (Layer *layer, GError **error)
{
  g_autoptr (HtNetwork) network = ht_network_new ();
  for (guint i = 0; layer->target != NULL && i < layer->blobs->len; i++)
    {
      g_autoptr (HtValue) content
          = load_content (layer->db, &g_array_index (layer->blobs, HtDigest, i), error);
      if (content == NULL || !ht_network_blobs_add (network, content, error))
        return FALSE;
    }
  return ht_network_check (network, error) && ht_network_rows_replace (layer->db, layer->fid, network, error);
}

/* --- applying --- */

static gboolean
blobs_are_here (Layer *layer, gboolean *here, GError **error)
{
  g_autoptr (HtStatement) find = ht_db_prepare (layer->db, "SELECT 1 FROM blob WHERE digest = ?1", error);
  *here = TRUE;
  if (find == NULL)
    return FALSE;
  for (guint i = 0; *here && i < layer->blobs->len; i++)
    {
      ht_statement_bind_digest (find, 1, &g_array_index (layer->blobs, HtDigest, i));
      HtStep step = ht_statement_step (find, error);
      if (step == HT_STEP_ERROR)
        return FALSE;
      *here = step == HT_STEP_ROW;
      ht_statement_reset (find);
    }
  return TRUE;
}

static gboolean
replace_rows (Layer *layer, const char *table, gint64 count, HtChange *change, GError **error)
{
  const HtMapTable *found = ht_map_table_find (table);
  if (change != NULL)
    g_ptr_array_add (change->tables, (gpointer) g_intern_string (table));
  if (g_str_equal (table, HT_ROAD_TABLE))
    return replace_network (layer, error);
  return found == NULL || replace_features (layer, found, count, error);
}

/* Rows of a table the layer was in before; the record now names another, or the layer is deleted. */
static gboolean
leave_old_table (Layer *layer, HtChange *change, GError **error)
{
  const char *wanted = layer->target;
  if (layer->digest == NULL || layer->table == NULL || g_strcmp0 (layer->table, wanted) == 0)
    return TRUE;
  layer->target = NULL;
  gboolean done = replace_rows (layer, layer->table, 0, change, error);
  layer->target = wanted;
  return done;
}

static gboolean
replace_by (Layer *layer, const HtRecord *record, HtChange *change, GError **error)
{
  return write_row (layer, record, ht_record_get_text (record, "digest", NULL), NULL, error)
         && replace_rows (layer, layer->target, ht_record_get_int (record, "count", 0), change, error);
}

/* What a blob holds is its maker's affair: where it is no such layer, the rest of the transaction stands. */
static gboolean
replace_or_refuse (Layer *layer, const HtRecord *record, HtChange *change, GError **error)
{
  g_autoptr (GError) local = NULL;
  if (!ht_db_exec (layer->db, "SAVEPOINT layer_rows", error))
    return FALSE;
  if (replace_by (layer, record, change, &local))
    return ht_db_exec (layer->db, "RELEASE layer_rows", error);
  if (!g_error_matches (local, HT_STORE_ERROR, HT_STORE_ERROR_INVALID)
      && !g_error_matches (local, HT_STORE_ERROR, HT_STORE_ERROR_CORRUPT))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return ht_db_exec (layer->db, "ROLLBACK TO layer_rows; RELEASE layer_rows", error)
         && write_row (layer, record, layer->digest, local->message, error);
}

static gboolean
apply (Layer *layer, const HtRecord *record, HtChange *change, GError **error)
{
  char id[HT_UUID_TEXT_SIZE];
  const char *table = ht_record_get_text (record, "table_name", "");
  const char *digest = ht_record_get_text (record, "digest", NULL);
  gboolean here = FALSE;
  gboolean known = ht_map_table_find (table) != NULL || g_str_equal (table, HT_ROAD_TABLE);
  layer->blobs = ht_layer_get_blobs (record);
  if (!record->deleted && known && digest != NULL && layer->blobs != NULL)
    layer->target = g_intern_string (table);
  ht_uuid_write (&record->id, id);
  if (!find_row (layer, id, error) || !leave_old_table (layer, change, error))
    return FALSE;
  if (layer->target != NULL && !blobs_are_here (layer, &here, error))
    return FALSE;
  /* Without its blobs the rows stay those of the digest they have. */
  const char *have = layer->target == NULL ? NULL : here ? digest : layer->digest;
  gboolean same = g_strcmp0 (have, layer->digest) == 0;
  if (same || !here)
    return write_row (layer, record, have, NULL, error);
  return replace_or_refuse (layer, record, change, error);
}

gboolean
ht_layer_apply (HtDb *db, const HtRecord *record, HtChange *change, GError **error)
{
  g_auto (Layer) layer = { .db = db };
  return apply (&layer, record, change, error);
}

gboolean
ht_layers_apply_change (HtDb *db, HtChange *change, GError **error)
{
  for (guint i = 0; i < change->records->len; i++)
    {
      const HtRecord *record = g_ptr_array_index (change->records, i);
      if (g_strcmp0 (record->kind, "layer") == 0 && !ht_layer_apply (db, record, change, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
ht_layers_retry (HtDb *db, GError **error)
{
  g_autoptr (GPtrArray) records = ht_ops_load_records (db, "layer", error);
  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    if (!ht_layer_apply (db, g_ptr_array_index (records, i), NULL, error))
      return FALSE;
  return TRUE;
}

gboolean
ht_layer_is_refused (HtDb *db, const HtUuid *id, char **why, GError **error)
{
  char text[HT_UUID_TEXT_SIZE];
  g_autoptr (HtStatement) find = ht_db_prepare (db, "SELECT refused FROM layer WHERE id = ?1", error);
  *why = NULL;
  if (find == NULL)
    return FALSE;
  ht_statement_bind_text (find, 1, ht_uuid_write (id, text));
  HtStep step = ht_statement_step (find, error);
  if (step == HT_STEP_ROW)
    *why = g_strdup (ht_statement_get_text (find, 0));
  return step != HT_STEP_ERROR;
}

gboolean
ht_layers_rebuild (HtDb *db, GError **error)
{
  g_autoptr (GPtrArray) records = ht_ops_load_records (db, "layer", error);
  /* An empty digest is no content's: every layer is taken for changed. */
  if (records == NULL || !ht_db_exec (db, "UPDATE layer SET digest = '' WHERE digest IS NOT NULL", error))
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    if (!ht_layer_apply (db, g_ptr_array_index (records, i), NULL, error))
      return FALSE;
  return TRUE;
}
