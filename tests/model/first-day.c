/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/json.h"
#include "model/demo.h"

/* The shipped scenario fits the demo town it is written for: names, types, places and order. */
typedef struct
{
  HtDemoTown *town;
  GHashTable *incidents; /* open ones by name */
  GHashTable *roads;     /* closed ones by name */
  GHashTable *types;     /* of the run cards */
} Check;

static HtValue *
load (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (HT_SOURCE_DATA_DIR, folder, name, NULL);
  g_autoptr (GError) error = NULL;
  HtValue *value = ht_json_load_file (path, &error);
  g_assert_no_error (error);
  return value;
}

static GHashTable *
load_types (void)
{
  GHashTable *types = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *path = g_build_filename (HT_SOURCE_DATA_DIR, "runcards", NULL);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  g_assert_nonnull (folder);
  for (const char *name = g_dir_read_name (folder); name != NULL; name = g_dir_read_name (folder))
    {
      g_autoptr (HtValue) card = load ("runcards", name);
      g_hash_table_add (types, g_strdup (ht_value_member_text (card, "type", "")));
    }
  return types;
}

static gboolean
town_has_team (const HtDemoTown *town, const char *name)
{
  for (guint i = 0; i < town->teams->len; i++)
    if (g_str_equal (((const HtDemoTeam *) town->teams->pdata[i])->name, name))
      return TRUE;
  return FALSE;
}

static void
check_teams (const Check *check, HtValue *teams)
{
  if (teams == NULL || ht_value_get_kind (teams) == HT_VALUE_TEXT)
    return;
  for (guint i = 0; i < ht_value_get_length (teams); i++)
    g_assert_true (town_has_team (check->town, ht_value_get_text (ht_value_get_item (teams, i), "")));
}

static double
nearest_road_m (const HtNetwork *network, HtPoint at)
{
  double best = G_MAXDOUBLE;
  for (guint i = 0; i < network->points->len; i++)
    best = MIN (best, ht_geo_distance_m (&at, &g_array_index (network->points, HtPoint, i)));
  return best;
}

/* In the district and by a road: points on a line lie at most 80 m apart. */
static void
check_position (const Check *check, HtValue *position)
{
  if (position == NULL)
    return;
  HtPoint at = { ht_value_get_real (ht_value_get_item (position, 0), 0),
                 ht_value_get_real (ht_value_get_item (position, 1), 0) };
  const HtFeature *district = ht_map_data_get_features (check->town->map, "district")->pdata[0];
  g_assert_true (ht_geometry_contains (district->geometry, &at));
  g_assert_cmpfloat (nearest_road_m (check->town->map->network, at), <, 100);
}

static void
check_step (Check *check, HtValue *step)
{
  const char *what = ht_value_member_text (step, "do", ""),
             *incident = ht_value_member_text (step, "incident", NULL);
  const char *road = ht_value_member_text (step, "road", NULL);
  if (g_str_equal (what, "report"))
    {
      g_assert_true (g_hash_table_contains (check->types, ht_value_member_text (step, "type", "")));
      g_assert_true (g_hash_table_add (check->incidents, g_strdup (incident)));
    }
  else if (incident != NULL)
    g_assert_true (g_hash_table_contains (check->incidents, incident));
  if (g_str_equal (what, "close"))
    g_hash_table_remove (check->incidents, incident);
  if (g_str_equal (what, "close_road"))
    g_assert_true (g_hash_table_add (check->roads, g_strdup (road)));
  if (g_str_equal (what, "open_road"))
    g_assert_true (g_hash_table_remove (check->roads, road));
  check_teams (check, ht_value_get_member (step, "teams"));
  check_position (check, ht_value_get_member (step, "position"));
}

static void
test_first_day (void)
{
  g_autoptr (HtValue) scenario = load ("scenarios", "first-day.json");
  g_assert_cmpint (ht_value_member_int (scenario, "version", 0), ==, 1);
  g_autoptr (GDateTime) starts
      = g_date_time_new_from_iso8601 (ht_value_member_text (scenario, "starts", ""), NULL);
  g_assert_nonnull (starts);
  Check check = { ht_demo_town_build (1), g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                  g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL), load_types () };
  HtValue *steps = ht_value_get_member (scenario, "steps");
  double at = 0;
  for (guint i = 0; i < ht_value_get_length (steps); i++)
    {
      HtValue *step = ht_value_get_item (steps, i);
      g_assert_cmpfloat (ht_value_member_real (step, "at", -1), >=, at);
      at = ht_value_member_real (step, "at", -1);
      check_step (&check, step);
    }
  g_assert_cmpuint (ht_value_get_length (steps), >, 40);
  g_assert_cmpuint (g_hash_table_size (check.incidents), ==, 0); /* all closed at the end */
  g_assert_cmpuint (g_hash_table_size (check.roads), ==, 0);
  g_hash_table_unref (check.incidents);
  g_hash_table_unref (check.roads);
  g_hash_table_unref (check.types);
  ht_demo_town_free (check.town);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/first-day", test_first_day);
  return g_test_run ();
}
