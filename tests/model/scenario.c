/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "model/demo-write.h"
#include "model/scenario.h"
#include "store/store.h"
#include "town.h"

static void
write_text (const char *path, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static gboolean
run (HtCity *city, HtScenario *scenario, const char *out, HtScenarioSummary *summary, GError **error)
{
  town_begin ();
  ht_scenario_run_async (scenario, city, out, NULL, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  return ht_scenario_run_finish (scenario, result, summary, error);
}

static void
assert_file_begins (const char *folder, const char *name, const char *magic)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *bytes = NULL;
  gsize size;
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  g_assert_cmpuint (size, >, strlen (magic));
  g_assert_cmpmem (bytes, strlen (magic), magic, strlen (magic));
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_remove (path);
    }
  g_rmdir (folder);
}

/* The shipped shift in the demo town, start to end. */
static void
test_first_day (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("haitang-scenario-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "demo.haitang", NULL);
  g_autofree char *out = g_build_filename (folder, "out", NULL);
  g_assert_true (ht_demo_write (path, 1, NULL, &error));
  g_autofree char *file = g_build_filename (HT_SOURCE_DATA_DIR, "scenarios", "first-day.json", NULL);
  g_autoptr (HtScenario) scenario = ht_scenario_load (file, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ht_scenario_get_n_steps (scenario), >, 40);
  g_autoptr (HtCity) city = ht_city_open (path, HT_CITY_NONE, &error);
  g_assert_no_error (error);
  HtScenarioSummary summary = { 0 };
  g_assert_true (run (city, scenario, out, &summary, &error));
  g_assert_no_error (error);
  g_test_message ("%u incidents, %u assignments, %.1f min, %u late, %.0f people, %" G_GUINT64_FORMAT
                  " ops, %.2f s",
                  summary.incidents, summary.assignments, summary.mean_minutes, summary.late,
                  summary.uncovered_people, summary.operations, summary.seconds);
  g_assert_cmpuint (summary.incidents, ==, g_list_model_get_n_items (ht_city_get_incidents (city)));
  g_assert_cmpuint (summary.assignments, >=, 10);
  g_assert_true (summary.mean_minutes > 1 && summary.mean_minutes < 30);
  g_assert_true (isfinite (summary.uncovered_people));
  g_assert_cmpuint (summary.operations, >, 100);
  g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_queue (city)), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_matters (city)), ==, 0);
  assert_file_begins (out, "map.png", "\x89PNG");
  assert_file_begins (out, "report.pdf", "%PDF");
  g_autofree char *json = g_build_filename (out, "summary.json", NULL);
  g_autoptr (HtValue) written = ht_json_load_file (json, &error);
  g_assert_no_error (error);
  static const char *const keys[]
      = { "incidents", "assignments", "mean_minutes", "late", "uncovered_people", "operations", "seconds" };
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_assert_nonnull (ht_value_get_member (written, keys[i]));
  g_assert_cmpint (ht_value_member_int (written, "operations", 0), ==, summary.operations);
  /* The clock is the machine's again, and the log stands at the scenario's own times. */
  g_assert_cmpint (ABS (ht_clock_now_us () - g_get_real_time ()), <, 10 * G_USEC_PER_SEC);
  g_autoptr (HtIncident) first = g_list_model_get_item (ht_city_get_incidents (city), 0);
  g_assert_cmpint (ht_incident_get_reported_us (first) / G_USEC_PER_SEC, ==, 1795478400 + 300);
  g_autofree char *broken = NULL;
  g_assert_true (ht_store_audit (ht_city_get_store (city), &broken, &error));
  g_assert_no_error (error);
  ht_city_close (city);
  remove_folder (out);
  remove_folder (folder);
}

#define HEAD                                                                                                 \
  "{\"version\": 1, \"title\": {\"en\": \"T\", \"zh_CN\": \"题\"}, \"starts\": \"2026-11-24T00:00:00Z\", "  \
  "\"steps\": ["

static void
test_refused (void)
{
  static const struct
  {
    const char *text, *place;
  } cases[] = {
    { "{\"version\": 2}", ":version:" },
    { "{\"version\": 1, \"steps\": []}", ":title:" },
    { HEAD "]}", ":steps:" },
    { HEAD "{\"at\": 0, \"do\": \"dance\"}]}", ":steps[0].do:" },
    { HEAD "{\"at\": -1, \"do\": \"log\", \"text\": \"a\"}]}", ":steps[0].at:" },
    { HEAD "{\"at\": 0, \"do\": \"log\"}]}", ":steps[0].text:" },
    { HEAD "{\"at\": 0, \"do\": \"log\", \"text\": \"a\", \"colour\": 1}]}", ":steps[0].colour:" },
    { HEAD "{\"at\": 5, \"do\": \"log\", \"text\": \"a\"}, {\"at\": 4, \"do\": \"log\", \"text\": \"b\"}]}",
      ":steps[1].at:" },
    { HEAD "{\"at\": 0, \"do\": \"close\", \"incident\": \"x\", \"reason\": \"r\"}]}",
      ":steps[0].incident:" },
    { HEAD "{\"at\": 0, \"do\": \"report\", \"incident\": \"x\", \"type\": \"t\", \"position\": [1, 95]}]}",
      ":steps[0].position:" },
    { HEAD "{\"at\": 0, \"do\": \"report\", \"incident\": \"X Y\", \"type\": \"t\", \"position\": [1, 5]}]}",
      ":steps[0].incident:" },
    { HEAD "{\"at\": 0, \"do\": \"report\", \"incident\": \"x\", \"type\": \"t\", \"position\": [1, 5], "
           "\"level\": 7}]}",
      ":steps[0].level:" },
    { HEAD "{\"at\": 0, \"do\": \"status\", \"teams\": [], \"status\": \"standby\"}]}", ":steps[0].teams:" },
    { HEAD "{\"at\": 0, \"do\": \"status\", \"teams\": [\"a\"], \"status\": \"asleep\"}]}",
      ":steps[0].status:" },
    { HEAD "5]}", ":steps[0].do:" },
    { "{\"version\": 1, \"version\": 1}", "broken.json" },
    { "not json", "broken.json" },
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("haitang-scenario-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "broken.json", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      write_text (path, cases[i].text);
      g_autoptr (HtScenario) scenario = ht_scenario_load (path, &error);
      g_assert_null (scenario);
      g_assert_nonnull (error);
      if (strstr (error->message, cases[i].place) == NULL || strstr (error->message, "broken.json") == NULL)
        g_error ("case %u: %s", i, error->message);
      g_clear_error (&error);
    }
  remove_folder (folder);
}

/* A step that is impossible in this city names itself, and what went before stays. */
static void
test_impossible_step (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *file = town_dup_path (town, "shift.json");
  g_autofree char *out = town_dup_path (town, "out");
  write_text (file,
              HEAD "{\"at\": 0, \"do\": \"log\", \"text\": \"交接班\"},"
                   "{\"at\": 9, \"do\": \"status\", \"teams\": [\"没有这队\"], \"status\": \"standby\"}]}");
  g_autoptr (HtScenario) scenario = ht_scenario_load (file, &error);
  g_assert_no_error (error);
  g_assert_false (run (town->city, scenario, out, NULL, &error));
  g_assert_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "steps[1] (status)"));
  g_assert_true (town_log_has (ht_city_get_log (town->city), "交接班"));
  g_rmdir (out);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scenario/first-day", test_first_day);
  g_test_add_func ("/scenario/refused", test_refused);
  g_test_add ("/scenario/impossible-step", Town, NULL, town_set_up, test_impossible_step, town_tear_down);
  return g_test_run ();
}
