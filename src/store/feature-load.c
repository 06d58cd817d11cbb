/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/feature-load.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/json.h"
#include "store/error.h"

#define CHECK_EVERY 1024 /* rows between looks at the cancellable */

typedef struct
{
  HtDb *db;
  const HtMapTable *table;
  GHashTable *layers; /* layer.fid → HtValue of its id as text */
} Loader;

static gboolean
load_layers (Loader *loader, GError **error)
{
  g_autoptr (HtStatement) rows = ht_db_prepare (loader->db, "SELECT fid, id FROM layer", error);
  if (rows == NULL)
    return FALSE;
  HtStep step;
  while ((step = ht_statement_step (rows, error)) == HT_STEP_ROW)
    g_hash_table_insert (loader->layers, GSIZE_TO_POINTER ((gsize) ht_statement_get_int (rows, 0)),
                         ht_value_new_text (ht_statement_get_text (rows, 1)));
  return step == HT_STEP_DONE;
}

static HtStatement *
prepare (Loader *loader, const HtBox *box, GError **error)
{
  const char *name = loader->table->name;
  g_autofree char *select = ht_map_table_dup_select (loader->table);
  if (box == NULL)
    return ht_db_prepare (loader->db, select, error);
  g_autofree char *sql = g_strdup_printf ("%s WHERE fid IN (SELECT pkid FROM \"idx_%s_geom\" WHERE "
                                          "xmin <= ?3 AND xmax >= ?1 AND ymin <= ?4 AND ymax >= ?2)",
                                          select, name);
  HtStatement *rows = ht_db_prepare (loader->db, sql, error);
  if (rows == NULL)
    return NULL;
  ht_statement_bind_real (rows, 1, box->min_lon);
  ht_statement_bind_real (rows, 2, box->min_lat);
  ht_statement_bind_real (rows, 3, box->max_lon);
  ht_statement_bind_real (rows, 4, box->max_lat);
  return rows;
}

static HtValue *
read_bytes (HtStatement *rows, int column)
{
  gsize size;
  const guint8 *bytes = ht_statement_get_bytes (rows, column, &size);
  return ht_value_new_bytes (bytes, size);
}

static HtValue *
read_column (HtStatement *rows, int column, HtColumnKind kind)
{
  switch (kind)
    {
    case HT_COLUMN_INT:
      return ht_value_new_int (ht_statement_get_int (rows, column));
    case HT_COLUMN_BOOL:
      return ht_value_new_bool (ht_statement_get_int (rows, column) != 0);
    case HT_COLUMN_BYTES:
      return read_bytes (rows, column);
    case HT_COLUMN_REAL:
      return ht_value_new_real (ht_statement_get_real (rows, column));
    case HT_COLUMN_TEXT:
    default:
      return ht_value_new_text (ht_statement_get_text (rows, column));
    }
}

/* Attributes without a column, then the columns, then the layer. */
static HtValue *
read_attributes (Loader *loader, HtStatement *rows, GError **error)
{
  const char *rest = ht_statement_get_text (rows, 3);
  g_autoptr (HtValue) attributes
      = rest != NULL ? ht_json_parse (loader->table->name, rest, strlen (rest), error) : ht_value_new_map ();
  HtValue *layer
      = g_hash_table_lookup (loader->layers, GSIZE_TO_POINTER ((gsize) ht_statement_get_int (rows, 1)));
  if (attributes == NULL || ht_value_get_kind (attributes) != HT_VALUE_MAP)
    return NULL;
  for (int i = 0; loader->table->columns[i].name != NULL; i++)
    if (!ht_statement_is_null (rows, i + 5))
      ht_value_set (attributes, loader->table->columns[i].name,
                    read_column (rows, i + 5, loader->table->columns[i].kind));
  if (layer != NULL)
    ht_value_set (attributes, "layer", ht_value_ref (layer));
  return g_steal_pointer (&attributes);
}

static HtFeature *
read_feature (Loader *loader, HtStatement *rows, GError **error)
{
  HtUuid id;
  gsize size;
  g_autoptr (GError) local = NULL;
  const char *text = ht_statement_get_text (rows, 0);
  const guint8 *geom = ht_statement_get_bytes (rows, 4, &size);
  g_autoptr (HtGeometry) geometry = ht_spatial_read (geom, size, &local);
  g_autoptr (HtValue) attributes = local == NULL ? read_attributes (loader, rows, &local) : NULL;
  if (attributes != NULL && text != NULL && ht_uuid_parse (text, &id, &local))
    return ht_feature_new (loader->table->name, &id, ht_statement_get_text (rows, 2),
                           g_steal_pointer (&attributes), g_steal_pointer (&geometry));
  g_set_error (error, HT_STORE_ERROR, HT_STORE_ERROR_CORRUPT,
               _ ("%s: %s, row %s: damaged (%s): restore a backup or import the layer again"),
               ht_db_get_path (loader->db), loader->table->name, text != NULL ? text : "?",
               local != NULL ? local->message : "attrs");
  return NULL;
}

static const char *
layer_of (const HtFeature *feature)
{
  return ht_value_member_text (feature->attributes, "layer", "");
}

static int
compare_features (gconstpointer a, gconstpointer b)
{
  const HtFeature *x = *(HtFeature *const *) a, *y = *(HtFeature *const *) b;
  int order = ht_uuid_compare (&x->id, &y->id);
  return order != 0 ? order : strcmp (layer_of (x), layer_of (y));
}

/* Sorts and keeps the first of each id. */
static GPtrArray *
merge (GPtrArray *features)
{
  GPtrArray *merged = g_ptr_array_new_full (features->len, (GDestroyNotify) ht_feature_unref);
  g_ptr_array_sort (features, compare_features);
  for (guint i = 0; i < features->len; i++)
    {
      HtFeature *feature = g_ptr_array_index (features, i);
      const HtFeature *last = merged->len > 0 ? g_ptr_array_index (merged, merged->len - 1) : NULL;
      if (last == NULL || !ht_uuid_equal (&last->id, &feature->id))
        g_ptr_array_add (merged, ht_feature_ref (feature));
    }
  return merged;
}

static GPtrArray *
read_all (Loader *loader, HtStatement *rows, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) features = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_feature_unref);
  HtStep step;
  while ((step = ht_statement_step (rows, error)) == HT_STEP_ROW)
    {
      if (features->len % CHECK_EVERY == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      HtFeature *feature = read_feature (loader, rows, error);
      if (feature == NULL)
        return NULL;
      g_ptr_array_add (features, feature);
    }
  return step == HT_STEP_DONE ? merge (features) : NULL;
}

GPtrArray *
ht_features_load (HtDb *db, const HtMapTable *table, const HtBox *box, GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (GHashTable) layers = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) ht_value_unref);
  Loader loader = { .db = db, .table = table, .layers = layers };
  g_autoptr (HtStatement) rows = load_layers (&loader, error) ? prepare (&loader, box, error) : NULL;
  return rows != NULL ? read_all (&loader, rows, cancellable, error) : NULL;
}

/* Ids have no index of their own, but (layer, id) has: asked for layer by layer. */
static HtStatement *
prepare_one (Loader *loader, const char *id_text, GError **error)
{
  g_autofree char *select = ht_map_table_dup_select (loader->table);
  g_autofree char *sql = g_strdup_printf ("%s WHERE layer IN (SELECT fid FROM layer) AND id = ?1", select);
  HtStatement *rows = ht_db_prepare (loader->db, sql, error);
  if (rows != NULL)
    ht_statement_bind_text (rows, 1, id_text);
  return rows;
}

HtFeature *
ht_features_load_one (HtDb *db, const HtMapTable *table, const HtUuid *id, GError **error)
{
  g_autoptr (GHashTable) layers = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) ht_value_unref);
  Loader loader = { .db = db, .table = table, .layers = layers };
  char text[HT_UUID_TEXT_SIZE]; /* bound, so it must live as long as the statement */
  ht_uuid_write (id, text);
  g_autoptr (HtStatement) rows = load_layers (&loader, error) ? prepare_one (&loader, text, error) : NULL;
  g_autoptr (GPtrArray) features = rows != NULL ? read_all (&loader, rows, NULL, error) : NULL;
  return features != NULL && features->len > 0 ? ht_feature_ref (features->pdata[0]) : NULL;
}
