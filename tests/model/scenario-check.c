/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "base/clock.h"
#include "model/error.h"
#include "model/scenario.h"
#include "town.h"

#define HEAD                                                                                                 \
  "{\"version\": 1, \"title\": {\"en\": \"T\", \"zh_CN\": \"题\"}, \"starts\": \"2026-11-24T00:00:00Z\", "

/* Steps that bring in an incident and a road, for those after them. */
#define REPORT                                                                                               \
  "{\"at\": 0, \"do\": \"report\", \"incident\": \"x\", \"type\": \"other\", \"position\": [121.5, 31.2]}, "
#define ROAD                                                                                                 \
  "{\"at\": 0, \"do\": \"close_road\", \"road\": \"r\", \"position\": [121.5, 31.2], \"reason\": \"w\"}, "

static HtScenario *
load (Town *town, const char *text, GError **error)
{
  g_autofree char *path = town_write_file (town, "shift.json", text);
  return ht_scenario_load (path, error);
}

/* The sentence names the file, the place in it, what is wrong and what to do. */
static void
assert_refused (Town *town, const char *text, const char *place, const char *what)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HtScenario) scenario = load (town, text, &error);
  g_test_message ("%s", text);
  g_assert_null (scenario);
  g_assert_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID);
  g_autofree char *full = g_strdup_printf ("shift.json:%s: ", place);
  town_assert_says (error->message, full);
  town_assert_says (error->message, what);
}

static void
test_heads (Town *town, gconstpointer unused)
{
#define STEPS "\"steps\": [{\"at\": 0, \"do\": \"log\", \"text\": \"a\"}]"
#define TITLE "\"title\": {\"en\": \"T\", \"zh_CN\": \"题\"}"
#define STARTS "\"starts\": \"2026-11-24T00:00:00Z\""
  static const struct
  {
    const char *text, *place, *what;
  } cases[] = {
    { "[]", "version", "must be 1" },
    { "{\"version\": \"1\", " TITLE ", " STARTS ", " STEPS "}", "version", "must be 1" },
    { "{\"version\": 1, " TITLE ", " STARTS ", \"mood\": 1, " STEPS "}", "mood", "is not known" },
    { "{\"version\": 1, \"title\": \"T\", " STARTS ", " STEPS "}", "title", "write both" },
    { "{\"version\": 1, \"title\": {\"en\": \"T\", \"zh_CN\": \"\"}, " STARTS ", " STEPS "}", "title",
      "write both" },
    { "{\"version\": 1, " TITLE ", \"note\": {\"zh_CN\": \"注\"}, " STARTS ", " STEPS "}", "note",
      "write both" },
    { "{\"version\": 1, " TITLE ", \"role\": \"planner\", " STARTS ", " STEPS "}", "role", "dispatcher" },
    { "{\"version\": 1, " TITLE ", \"role\": \"viewer\", " STARTS ", " STEPS "}", "role", "dispatcher" },
    { "{\"version\": 1, " TITLE ", " STEPS "}", "starts", "a time with zone" },
    { "{\"version\": 1, " TITLE ", \"starts\": \"2026-11-24T00:00:00\", " STEPS "}", "starts",
      "a time with zone" },
    { "{\"version\": 1, " TITLE ", \"starts\": \"2026-02-30T00:00:00Z\", " STEPS "}", "starts",
      "a time with zone" },
    { "{\"version\": 1, " TITLE ", \"starts\": 5, " STEPS "}", "starts", "a time with zone" },
    { "{\"version\": 1, " TITLE ", " STARTS "}", "steps", "1 to 100,000" },
    { "{\"version\": 1, " TITLE ", " STARTS ", \"steps\": {}}", "steps", "1 to 100,000" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_refused (town, cases[i].text, cases[i].place, cases[i].what);
}

/* One step wrong in one thing, with its place in the file. */
static void
test_steps (Town *town, gconstpointer unused)
{
  static const struct
  {
    const char *step, *place, *what;
  } cases[] = {
    { "{\"do\": \"log\", \"text\": \"a\"}", "steps[2].at", "0 to a year" },
    { "{\"at\": \"1\", \"do\": \"log\", \"text\": \"a\"}", "steps[2].at", "0 to a year" },
    { "{\"at\": 31536001, \"do\": \"log\", \"text\": \"a\"}", "steps[2].at", "0 to a year" },
    { "{\"at\": 1, \"do\": 3}", "steps[2].do", "none of the known" },
    { "{\"at\": 1}", "steps[2].do", "none of the known" },
    { "[]", "steps[2].do", "must be an object" },
    { "{\"at\": 1, \"do\": \"log\", \"text\": \"\"}", "steps[2].text", "1 to 4000" },
    { "{\"at\": 1, \"do\": \"log\", \"text\": 5}", "steps[2].text", "1 to 4000" },
    { "{\"at\": 1, \"do\": \"log\", \"text\": \"a\", \"incident\": \"y\"}", "steps[2].incident",
      "no earlier step" },
    { "{\"at\": 1, \"do\": \"report\", \"incident\": \"x\", \"type\": \"t\", \"position\": [1, 2]}",
      "steps[2].incident", "an earlier step has this name" },
    { "{\"at\": 1, \"do\": \"report\", \"incident\": \"-y\", \"type\": \"t\", \"position\": [1, 2]}",
      "steps[2].incident", "a-z, 0-9" },
    { "{\"at\": 1, \"do\": \"report\", \"incident\": \"y\", \"position\": [1, 2]}", "steps[2].type",
      "is missing" },
    { "{\"at\": 1, \"do\": \"report\", \"incident\": \"y\", \"type\": \"t\"}", "steps[2].position",
      "is missing" },
    { "{\"at\": 1, \"do\": \"report\", \"incident\": \"y\", \"type\": \"t\", \"position\": [1]}",
      "steps[2].position", "[longitude, latitude]" },
    { "{\"at\": 1, \"do\": \"report\", \"incident\": \"y\", \"type\": \"t\", \"position\": [181, 2]}",
      "steps[2].position", "[longitude, latitude]" },
    { "{\"at\": 1, \"do\": \"report\", \"incident\": \"y\", \"type\": \"t\", \"position\": [1, \"2\"]}",
      "steps[2].position", "[longitude, latitude]" },
    { "{\"at\": 1, \"do\": \"report\", \"incident\": \"y\", \"type\": \"t\", \"position\": [1, 2], "
      "\"trapped\": -1}",
      "steps[2].trapped", "whole number" },
    { "{\"at\": 1, \"do\": \"report\", \"incident\": \"y\", \"type\": \"t\", \"position\": [1, 2], "
      "\"trapped\": 1.5}",
      "steps[2].trapped", "whole number" },
    { "{\"at\": 1, \"do\": \"report\", \"incident\": \"y\", \"type\": \"t\", \"position\": [1, 2], "
      "\"unverified\": 1}",
      "steps[2].unverified", "true or false" },
    { "{\"at\": 1, \"do\": \"level\", \"incident\": \"x\"}", "steps[2].level", "is missing" },
    { "{\"at\": 1, \"do\": \"level\", \"incident\": \"x\", \"level\": 5}", "steps[2].level", "1 to 4" },
    { "{\"at\": 1, \"do\": \"level\", \"incident\": \"x\", \"level\": -1}", "steps[2].level", "1 to 4" },
    { "{\"at\": 1, \"do\": \"verify\"}", "steps[2].incident", "is missing" },
    { "{\"at\": 1, \"do\": \"verify\", \"incident\": \"x\", \"level\": 1}", "steps[2].level",
      "is not known here" },
    { "{\"at\": 1, \"do\": \"assign_advice\", \"incident\": \"r\"}", "steps[2].incident", "no earlier step" },
    { "{\"at\": 1, \"do\": \"assign\", \"incident\": \"x\", \"teams\": [\"a\"]}", "steps[2].reason",
      "is missing" },
    { "{\"at\": 1, \"do\": \"assign\", \"incident\": \"x\", \"teams\": \"all\", \"reason\": \"r\"}",
      "steps[2].teams", "list of names" },
    { "{\"at\": 1, \"do\": \"assign\", \"incident\": \"x\", \"teams\": [1], \"reason\": \"r\"}",
      "steps[2].teams", "list of names" },
    { "{\"at\": 1, \"do\": \"state\", \"incident\": \"x\", \"teams\": \"some\", \"state\": \"on_scene\"}",
      "steps[2].teams", "\"all\" or a list" },
    { "{\"at\": 1, \"do\": \"state\", \"incident\": \"x\", \"teams\": \"all\", \"state\": \"standby\"}",
      "steps[2].state", "state of assignments" },
    { "{\"at\": 1, \"do\": \"status\", \"teams\": [\"a\"], \"status\": \"on_scene\"}", "steps[2].status",
      "status of teams" },
    { "{\"at\": 1, \"do\": \"move\", \"teams\": [\"a\"]}", "steps[2].position", "is missing" },
    { "{\"at\": 1, \"do\": \"close\", \"incident\": \"x\"}", "steps[2].reason", "is missing" },
    { "{\"at\": 1, \"do\": \"close_road\", \"road\": \"r\", \"position\": [1, 2], \"reason\": \"w\"}",
      "steps[2].road", "an earlier step has this name" },
    { "{\"at\": 1, \"do\": \"open_road\", \"road\": \"x\"}", "steps[2].road", "no earlier step" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strconcat (HEAD "\"steps\": [" REPORT ROAD, cases[i].step, "]}", NULL);
      assert_refused (town, text, cases[i].place, cases[i].what);
    }
}

/* The other side of every limit is taken. */
static void
test_limits (Town *town, gconstpointer unused)
{
  g_autofree char *name = g_strnfill (64, 'a'), *long_name = g_strnfill (65, 'a');
  g_autofree char *text = g_strnfill (4000, 'b'), *long_text = g_strnfill (4001, 'b');
  const struct
  {
    const char *name, *text, *at;
    int trapped;
    gboolean good;
  } cases[] = { { name, text, "31536000", 1000000, TRUE }, { long_name, text, "0", 0, FALSE },
                { name, long_text, "0", 0, FALSE },        { name, text, "31536000.5", 0, FALSE },
                { name, text, "0", 1000001, FALSE },       { "0-9", "好", "0.5", 0, TRUE } };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *file = g_strdup_printf (
          HEAD "\"steps\": [{\"at\": %s, \"do\": \"report\", \"incident\": \"%s\", \"type\": \"t\", "
               "\"position\": [-180, 90], \"level\": 0, \"title\": \"%s\", \"trapped\": %d}]}",
          cases[i].at, cases[i].name, cases[i].text, cases[i].trapped);
      g_autoptr (HtScenario) scenario = load (town, file, &error);
      g_assert_cmpint (scenario != NULL, ==, cases[i].good);
      g_assert_cmpint (error == NULL, ==, cases[i].good);
    }
}

/* --- steps that a city refuses, and figures of those it plays --- */

static gboolean
play (Town *town, const char *steps, HtScenarioSummary *summary, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *text = g_strconcat (HEAD "\"steps\": [", steps, "]}", NULL);
  g_autoptr (HtScenario) scenario = load (town, text, &local);
  g_assert_no_error (local);
  town_begin ();
  ht_scenario_run_async (scenario, town->city, town->folder, NULL, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  return ht_scenario_run_finish (scenario, result, summary, error);
}

#define HERE "\"position\": [121.489, 31.2761]"

/* Orders at 0; arrivals 2 and 4 minutes later, the second of them after its expected time. */
static void
test_figures (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  HtScenarioSummary summary = { 0 };
  g_assert_true (play (
      town,
      "{\"at\": 0, \"do\": \"report\", \"incident\": \"x\", \"type\": \"fire_residential\", " HERE
      ", \"level\": 4},"
      "{\"at\": 0, \"do\": \"assign\", \"incident\": \"x\", \"teams\": [\"曲阳站 Pumper 1\", "
      "\"江湾路站 Pumper 1\"], \"reason\": \"测\"},"
      "{\"at\": 70, \"do\": \"state\", \"incident\": \"x\", \"teams\": [\"曲阳站 Pumper 1\"], \"state\": "
      "\"on_scene\"},"
      "{\"at\": 600, \"do\": \"state\", \"incident\": \"x\", \"teams\": \"all\", \"state\": \"on_scene\"},"
      "{\"at\": 700, \"do\": \"state\", \"incident\": \"x\", \"teams\": \"all\", \"state\": "
      "\"acknowledged\"},"
      "{\"at\": 900, \"do\": \"close\", \"incident\": \"x\", \"reason\": \"扑灭\"}",
      &summary, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (summary.incidents, ==, 1);
  g_assert_cmpuint (summary.assignments, ==, 2);
  g_assert_cmpfloat_with_epsilon (summary.mean_minutes, (70 + 600) / 2.0 / 60, 1e-9);
  g_assert_cmpuint (summary.late, ==, 1);
  g_assert_true (isnan (summary.uncovered_people));
  g_autoptr (HtIncident) incident = g_list_model_get_item (ht_city_get_incidents (town->city), 0);
  g_assert_cmpint (ht_incident_get_elapsed_s (incident, 0), ==, 900);
  g_assert_cmpint (ht_incident_get_status (incident), ==, HT_INCIDENT_CLOSED);
}

/* The sentence says which step and why; the machine's clock is back, and the next shift can be played. */
static void
test_refused_by_the_city (Town *town, gconstpointer unused)
{
  static const struct
  {
    const char *steps, *says;
  } cases[] = {
    { "{\"at\": 0, \"do\": \"report\", \"incident\": \"x\", \"type\": \"dragon\", " HERE "}",
      "steps[0] (report): “dragon”" },
    { "{\"at\": 0, \"do\": \"close_road\", \"road\": \"r\", \"position\": [100, 10], \"reason\": \"w\"}",
      "steps[0] (close_road): There is no road" },
    { "{\"at\": 0, \"do\": \"move\", \"teams\": [\"没有\"], " HERE "}",
      "steps[0] (move): this city has no team" },
    { "{\"at\": 0, \"do\": \"report\", \"incident\": \"x\", \"type\": \"other\", " HERE "},"
      "{\"at\": 1, \"do\": \"close\", \"incident\": \"x\", \"reason\": \"a\"},"
      "{\"at\": 2, \"do\": \"close\", \"incident\": \"x\", \"reason\": \"b\"}",
      "steps[2] (close): 0001 is closed already" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_false (play (town, cases[i].steps, NULL, &error));
      town_assert_says (error->message, cases[i].says);
      g_assert_cmpint (ABS (ht_clock_now_us () - g_get_real_time ()), <, 10 * G_USEC_PER_SEC);
    }
  g_autoptr (GError) error = NULL;
  HtScenarioSummary summary;
  g_assert_true (play (town, "{\"at\": 0, \"do\": \"log\", \"text\": \"下一班\"}", &summary, &error));
  g_assert_no_error (error);
  g_assert_true (isnan (summary.mean_minutes));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/scenario-check/heads", Town, NULL, town_set_up_empty, test_heads, town_tear_down);
  g_test_add ("/scenario-check/steps", Town, NULL, town_set_up_empty, test_steps, town_tear_down);
  g_test_add ("/scenario-check/limits", Town, NULL, town_set_up_empty, test_limits, town_tear_down);
  static const TownTest tests[] = {
    { "/scenario-check/figures", test_figures },
    { "/scenario-check/city", test_refused_by_the_city },
  };
  town_add_tests (tests, G_N_ELEMENTS (tests));
  return g_test_run ();
}
