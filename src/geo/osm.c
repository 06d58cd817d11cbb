/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/osm.h"

#include "geo/error.h"
#include "geo/osm-stock.h"

HtUuid
ht_osm_feature_id (const char *key, char type, gint64 id)
{
  /* Made for this program; changing it would make every imported feature a new one. */
  static const HtUuid name_space = { { 0x5e, 0x0c, 0x7a, 0x31, 0x9b, 0x44, 0x4d, 0x1e, 0x8f, 0x26, 0x63, 0xa1,
                                       0x0d, 0xc4, 0x7e, 0x92 } };
  char name[96];
  g_snprintf (name, sizeof name, "osm/%s/%c%" G_GINT64_FORMAT, key, type, id);
  return ht_uuid_from_name (&name_space, name);
}

static int
compare_made (gconstpointer a, gconstpointer b)
{
  const HtOsmMade *x = a, *y = b;
  if (x->type != y->type)
    return x->type < y->type ? -1 : 1;
  if (x->id != y->id)
    return x->id < y->id ? -1 : 1;
  return ht_uuid_compare (&x->feature->id, &y->feature->id);
}

static void
hand_over_features (HtOsmStock *stock, HtMapData *data)
{
  g_array_sort (stock->made, compare_made);
  const HtUuid *before = NULL;
  for (guint i = 0; i < stock->made->len; i++)
    {
      HtOsmMade *made = &g_array_index (stock->made, HtOsmMade, i);
      HtFeature *feature = g_steal_pointer (&made->feature);
      /* A node that is in the file twice makes each feature twice. */
      if (before != NULL && ht_uuid_equal (before, &feature->id))
        {
          ht_feature_unref (feature);
          continue;
        }
      ht_map_data_add (data, feature);
      before = &feature->id;
    }
}

/* A file without a single element would silently make empty layers. */
static gboolean
check_not_empty (const char *path, const HtMapData *data, GError **error)
{
  if (data->report->read > 0)
    return TRUE;
  g_set_error (error, HT_GEO_ERROR, HT_GEO_ERROR_INVALID, "%s:0: holds no map element; fetch the file again",
               path);
  return FALSE;
}

HtMapData *
ht_osm_read (const char *path, HtOsmLayers layers, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);
  g_autoptr (HtOsmFile) file = ht_osm_file_open (path, error);
  if (file == NULL)
    return NULL;
  g_autoptr (HtMapData) data = ht_map_data_new ();
  g_autoptr (HtOsmStock) stock = ht_osm_stock_new (layers, data->report);
  if (!ht_osm_stock_gather (stock, file, cancellable, error) || !check_not_empty (path, data, error))
    return NULL;
  if (layers & HT_OSM_ROADS)
    data->network = ht_osm_stock_build_network (stock);
  ht_osm_stock_forget_ids (stock);
  ht_osm_stock_build_features (stock);
  ht_osm_stock_build_sea (stock, data->network);
  hand_over_features (stock, data);
  ht_map_data_count (data);
  return g_steal_pointer (&data);
}
