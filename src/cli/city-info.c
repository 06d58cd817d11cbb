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

static gboolean
load (gpointer data, GError **error)
{
  Info *job = data;
  job->info = ht_store_load_counts (job->store, error);
  return job->info != NULL;
}

static void
set_missing_to_null (HtValue *map, const char *const *keys, guint n)
{
  for (guint i = 0; i < n; i++)
    if (ht_value_get_member (map, keys[i]) == NULL)
      ht_value_set (map, keys[i], ht_value_new_null ());
}

/* The store's map with every promised key. */
static HtValue *
complete (HtValue *info, int schema)
{
  HtValue *counts = ht_value_get_member (info, "counts");
  if (counts == NULL)
    {
      counts = ht_value_new_map ();
      ht_value_set (info, "counts", counts);
    }
  set_missing_to_null (counts, count_keys, G_N_ELEMENTS (count_keys));
  ht_value_set_int (info, "schema", schema);
  set_missing_to_null (info, top_keys, G_N_ELEMENTS (top_keys));
  return info;
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
  complete (job.info, ht_store_get_schema (store));
  if (cli->json)
    ht_cli_print_json (g_steal_pointer (&job.info));
  else
    print_map (job.info);
  g_clear_pointer (&job.info, ht_value_unref);
  return HT_EXIT_DONE;
}
