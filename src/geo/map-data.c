/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/map-data.h"

HtMapData *
ht_map_data_new (void)
{
  HtMapData *data = g_new0 (HtMapData, 1);
  /* Keys are interned, so pointers tell them apart. */
  data->features = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  data->report = ht_import_report_new ();
  return data;
}

void
ht_map_data_free (HtMapData *data)
{
  if (data == NULL)
    return;
  g_clear_pointer (&data->network, ht_network_unref);
  g_hash_table_unref (data->features);
  ht_import_report_free (data->report);
  g_free (data);
}

GPtrArray *
ht_map_data_get_features (const HtMapData *data, const char *table)
{
  g_return_val_if_fail (data != NULL && table != NULL, NULL);
  return g_hash_table_lookup (data->features, g_intern_string (table));
}

void
ht_map_data_add (HtMapData *data, HtFeature *feature)
{
  g_return_if_fail (data != NULL && feature != NULL);
  GPtrArray *list = g_hash_table_lookup (data->features, feature->table);
  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_feature_unref);
      g_hash_table_insert (data->features, (gpointer) feature->table, list);
    }
  g_ptr_array_add (list, feature);
}

static int
compare_names (gconstpointer a, gconstpointer b, gpointer unused)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

const char **
ht_map_data_list_tables (const HtMapData *data)
{
  g_return_val_if_fail (data != NULL, NULL);
  guint n = 0;
  const char **names = (const char **) g_hash_table_get_keys_as_array (data->features, &n);
  g_qsort_with_data (names, (gint) n, sizeof *names, compare_names, NULL);
  return names;
}

void
ht_map_data_count (HtMapData *data)
{
  g_return_if_fail (data != NULL);
  HtImportReport *report = data->report;
  g_autofree const char **names = ht_map_data_list_tables (data);
  for (guint i = 0; names[i] != NULL; i++)
    ht_value_set_int (report->taken, names[i], ht_map_data_get_features (data, names[i])->len);
  report->has_network = data->network != NULL;
  if (data->network == NULL)
    return;
  ht_value_set_int (report->taken, "road_section", data->network->sections->len);
  report->nodes = ht_network_count_drive_nodes (data->network);
  report->arcs = ht_network_count_arcs (data->network);
  report->largest_scc = ht_network_count_largest_scc (data->network);
}
