/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "base/format.h"
#include "base/i18n.h"
#include "base/json.h"
#include "cli/city.h"
#include "cli/verbs.h"

/* Keys scripts may rely on; null where this version has nothing of the kind. */
static const char *const count_keys[]
    = { "district",    "subdistrict",    "neighbourhood",  "station",       "station_planned",
        "depot_joint", "depot_industry", "depot_district", "depot_point",   "shelter",
        "hospital",    "chemical_site",  "complex",        "building_high", "bridge",
        "team",        "sensor",         "road_node",      "road_arc" };
static const char *const top_keys[]
    = { "population", "largest_scc_share", "triangles_per_node", "schema", "synthetic", "name" };

typedef struct
{
  HtStore *store;
  HtValue *info;
} Info;

/* Sum of a column over a table's features; FALSE where no row has a value. */
static gboolean
sum_population (HtStore *store, const char *table, gint64 *sum, GError **error)
{
  gboolean any = FALSE;
  g_autoptr (GPtrArray) features = ht_store_load_features (store, table, NULL, NULL, error);
  *sum = 0;
  for (guint i = 0; features != NULL && i < features->len; i++)
    {
      const HtFeature *feature = features->pdata[i];
      const HtValue *population = ht_value_get_member (feature->attributes, "population");
      if (ht_value_get_kind (population) != HT_VALUE_INT)
        continue;
      *sum += ht_value_get_int (population, 0);
      any = TRUE;
    }
  return any;
}

/* The finest areas that have figures count; the coarser ones hold the same people again. */
static gboolean
add_population (HtStore *store, HtValue *info, GError **error)
{
  static const char *const tables[] = { "neighbourhood", "subdistrict", "district" };
  g_autoptr (GError) local = NULL;
  gint64 sum;
  for (guint i = 0; i < G_N_ELEMENTS (tables) && local == NULL; i++)
    if (sum_population (store, tables[i], &sum, &local))
      {
        ht_value_set_int (info, "population", sum);
        return TRUE;
      }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static int
compare_ways (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;
  return (x > y) - (x < y);
}

/* Ways of the source that have a bridge on them. */
static guint
count_bridges (const HtNetwork *network)
{
  guint n = 0;
  g_autoptr (GArray) ways = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < network->sections->len; i++)
    {
      const HtSection *section = &g_array_index (network->sections, HtSection, i);
      if (section->flags & HT_SECTION_BRIDGE)
        g_array_append_val (ways, section->way_id);
    }
  g_array_sort (ways, compare_ways);
  for (guint i = 0; i < ways->len; i++)
    n += i == 0 || g_array_index (ways, gint64, i) != g_array_index (ways, gint64, i - 1);
  return n;
}

static gboolean
add_roads (HtStore *store, HtValue *info, HtValue *counts, GError **error)
{
  g_autoptr (HtNetwork) network = ht_store_load_network (store, NULL, error);
  if (network == NULL)
    return FALSE;
  guint nodes = ht_network_count_drive_nodes (network);
  /* Where no layer lists bridges, those of the roads are counted. */
  if (ht_value_member_int (counts, "bridge", 0) == 0)
    ht_value_set_int (counts, "bridge", count_bridges (network));
  if (nodes > 0)
    ht_value_set_real (info, "largest_scc_share", (double) ht_network_count_largest_scc (network) / nodes);
  return TRUE;
}

/* Synthetic is a city that says so, or one with a synthetic layer. */
static gboolean
add_names (HtStore *store, HtValue *info, GError **error)
{
  gboolean synthetic = FALSE;
  static const char *const kinds[] = { "city", "layer" };
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      g_autoptr (GPtrArray) records = ht_store_load_records (store, kinds[k], NULL, error);
      if (records == NULL)
        return FALSE;
      for (guint i = 0; i < records->len; i++)
        {
          const HtRecord *record = records->pdata[i];
          synthetic |= !record->deleted && ht_value_get_bool (ht_record_get (record, "synthetic"), FALSE);
          if (k == 0)
            ht_value_set_text (info, "name", ht_record_get_text (record, "name", NULL));
        }
    }
  ht_value_set_bool (info, "synthetic", synthetic);
  return TRUE;
}

static void
set_missing_to_null (HtValue *map, const char *const *keys, guint n)
{
  for (guint i = 0; i < n; i++)
    if (ht_value_get_member (map, keys[i]) == NULL)
      ht_value_set (map, keys[i], ht_value_new_null ());
}

static gboolean
load (gpointer data, GError **error)
{
  Info *job = data;
  HtValue *counts = ht_store_load_counts (job->store, error);
  if (counts == NULL)
    return FALSE;
  job->info = ht_value_new_map ();
  ht_value_set (job->info, "counts", counts);
  ht_value_set_int (job->info, "schema", ht_store_get_schema (job->store));
  gboolean done = add_population (job->store, job->info, error)
                  && add_roads (job->store, job->info, counts, error)
                  && add_names (job->store, job->info, error);
  set_missing_to_null (counts, count_keys, G_N_ELEMENTS (count_keys));
  set_missing_to_null (job->info, top_keys, G_N_ELEMENTS (top_keys));
  return done;
}

static void
print_row (const char *key, const HtValue *value)
{
  g_autofree char *text = NULL;
  if (ht_value_get_kind (value) == HT_VALUE_INT)
    text = ht_format_count (ht_value_get_int (value, 0));
  else if (ht_value_get_kind (value) == HT_VALUE_TEXT)
    text = g_strdup (ht_value_get_text (value, ""));
  else
    text = ht_json_dup_text (value);
  printf ("%-20s %s\n", key, strcmp (text, "null") == 0 ? "—" : text);
}

static void
print_map (const HtValue *map)
{
  HtValue *member;
  for (guint i = 0; i < ht_value_get_length (map); i++)
    {
      const char *key = ht_value_get_key (map, i, &member);
      if (ht_value_get_kind (member) == HT_VALUE_MAP)
        print_map (member);
      else
        print_row (key, member);
    }
}

HtExit
ht_cli_city_info (HtCli *cli, int argc, char **argv)
{
  HtExit status;
  const char *path;
  if ((status = ht_cli_parse (cli, argc, argv, NULL, 1, &path)) != HT_EXIT_DONE)
    return status;

  g_autoptr (HtStore) store = ht_cli_open_store (cli, path, &status);
  g_autoptr (GError) error = NULL;
  if (store == NULL)
    return status;
  Info job = { store, NULL };
  if (!ht_cli_read (cli, _ ("counting"), load, &job, &error))
    return ht_cli_fail (cli, path, error);
  if (cli->json)
    ht_cli_print_json (g_steal_pointer (&job.info));
  else
    print_map (job.info);
  g_clear_pointer (&job.info, ht_value_unref);
  return HT_EXIT_DONE;
}
