/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/feature-blob.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "base/cbor.h"
#include "store/blob.h"
#include "store/error.h"

/* Room for the CBOR around the features. */
#define CHUNK_SIZE (HT_BLOB_LIMIT - 128)
#define MAX_ATTRIBUTES 256

static int
compare_features (gconstpointer a, gconstpointer b)
{
  const HtFeature *x = *(HtFeature *const *) a, *y = *(HtFeature *const *) b;
  return ht_uuid_compare (&x->id, &y->id);
}

static gboolean
refuse (const HtMapTable *table, const HtFeature *feature, const char *why, GError **error)
{
  char id[HT_UUID_TEXT_SIZE];
  g_set_error (error, HT_STORE_ERROR, HT_STORE_ERROR_INVALID,
               _ ("%s, “%s” (%s): %s; nothing was written, correct the source"), table->name,
               feature->name != NULL ? feature->name : "", ht_uuid_write (&feature->id, id), why);
  return FALSE;
}

/* What the table will be given is tried here, so that no row can fail in the transaction. */
static gboolean
check_geometry (const HtMapTable *table, const HtFeature *feature, GBytes *ewkb, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GByteArray) scratch = g_byte_array_new ();
  g_autoptr (HtGeometry) geometry
      = ht_geometry_from_ewkb (g_bytes_get_data (ewkb, NULL), g_bytes_get_size (ewkb), &local);
  if (geometry != NULL && ht_spatial_write (scratch, geometry, table->type, &local))
    return TRUE;
  return refuse (table, feature, local->message, error);
}

static HtValue *
encode_feature (const HtMapTable *table, const HtFeature *feature, GError **error)
{
  if (g_strcmp0 (feature->table, table->name) != 0)
    {
      refuse (table, feature, _ ("is of another table"), error);
      return NULL;
    }
  if ((feature->name != NULL && !g_utf8_validate (feature->name, -1, NULL))
      || ht_value_get_kind (feature->attributes) != HT_VALUE_MAP
      || ht_value_get_length (feature->attributes) > MAX_ATTRIBUTES)
    {
      refuse (table, feature, _ ("its name or attributes are not sound"), error);
      return NULL;
    }
  g_autoptr (GBytes) ewkb = ht_geometry_to_ewkb (feature->geometry);
  if (!check_geometry (table, feature, ewkb, error))
    return NULL;
  HtValue *value = ht_value_new_array ();
  ht_value_add (value, ht_value_new_uuid (&feature->id));
  ht_value_add (value, feature->name != NULL ? ht_value_new_text (feature->name) : ht_value_new_null ());
  ht_value_add (value, ht_value_ref (feature->attributes));
  ht_value_add (value, ht_value_new_bytes (g_bytes_get_data (ewkb, NULL), g_bytes_get_size (ewkb)));
  return value;
}

static void
add_blob (const HtMapTable *table, HtValue *features, GPtrArray *blobs)
{
  g_autoptr (HtValue) whole = ht_value_new_array ();
  ht_value_add (whole, ht_value_new_text ("features"));
  ht_value_add (whole, ht_value_new_int (1));
  ht_value_add (whole, ht_value_new_text (table->name));
  ht_value_add (whole, features);
  g_ptr_array_add (blobs, ht_cbor_encode (whole));
}

GPtrArray *
ht_feature_blobs_encode (const HtMapTable *table, GPtrArray *features, GError **error)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_copy (features, NULL, NULL);
  g_autoptr (GPtrArray) blobs = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (HtValue) chunk = ht_value_new_array ();
  gsize size = 0;
  g_ptr_array_set_free_func (sorted, NULL);
  g_ptr_array_sort (sorted, compare_features);
  for (guint i = 0; i < sorted->len; i++)
    {
      const HtFeature *feature = g_ptr_array_index (sorted, i);
      if (i > 0 && compare_features (&sorted->pdata[i - 1], &sorted->pdata[i]) == 0)
        {
          refuse (table, feature, _ ("comes twice"), error);
          return NULL;
        }
      g_autoptr (HtValue) value = encode_feature (table, feature, error);
      if (value == NULL)
        return NULL;
      g_autoptr (GBytes) bytes = ht_cbor_encode (value);
      gsize more = g_bytes_get_size (bytes);
      if (more > CHUNK_SIZE)
        {
          refuse (table, feature, _ ("is larger than 8 MiB"), error);
          return NULL;
        }
      if (size + more > CHUNK_SIZE)
        {
          add_blob (table, g_steal_pointer (&chunk), blobs);
          chunk = ht_value_new_array ();
          size = 0;
        }
      size += more;
      ht_value_add (chunk, g_steal_pointer (&value));
    }
  if (size > 0)
    add_blob (table, g_steal_pointer (&chunk), blobs);
  return g_steal_pointer (&blobs);
}

/* --- reading --- */

static HtFeature *
decode_feature (const HtMapTable *table, HtValue *value)
{
  HtUuid id;
  gsize size;
  HtValue *attributes = ht_value_get_item (value, 2);
  const guint8 *ewkb = ht_value_get_bytes (ht_value_get_item (value, 3), &size);
  if (!ht_value_get_uuid (ht_value_get_item (value, 0), &id) || ewkb == NULL
      || ht_value_get_kind (attributes) != HT_VALUE_MAP)
    return NULL;
  HtGeometry *geometry = ht_geometry_from_ewkb (ewkb, size, NULL);
  if (geometry == NULL)
    return NULL;
  return ht_feature_new (table->name, &id, ht_value_get_text (ht_value_get_item (value, 1), NULL),
                         ht_value_ref (attributes), geometry);
}

static gboolean
corrupt (const HtMapTable *table, GError **error)
{
  g_set_error (error, HT_STORE_ERROR, HT_STORE_ERROR_CORRUPT,
               _ ("a blob does not hold features of %s: import the layer again"), table->name);
  return FALSE;
}

gboolean
ht_feature_blobs_read (const HtMapTable *table, HtValue *content, HtFeatureTake take, gpointer data,
                       GError **error)
{
  if (ht_value_get_kind (content) != HT_VALUE_ARRAY || ht_value_get_length (content) != 4
      || g_strcmp0 (ht_value_get_text (ht_value_get_item (content, 0), NULL), "features") != 0
      || ht_value_get_int (ht_value_get_item (content, 1), 0) != 1
      || g_strcmp0 (ht_value_get_text (ht_value_get_item (content, 2), NULL), table->name) != 0)
    return corrupt (table, error);
  HtValue *features = ht_value_get_item (content, 3);
  for (guint i = 0; i < ht_value_get_length (features); i++)
    {
      HtValue *item = ht_value_get_item (features, i);
      g_autoptr (HtFeature) feature
          = ht_value_get_kind (item) == HT_VALUE_ARRAY && ht_value_get_length (item) == 4
                ? decode_feature (table, item)
                : NULL;
      if (feature == NULL)
        return corrupt (table, error);
      if (!take (feature, data, error))
        return FALSE;
    }
  return TRUE;
}
