/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "model/error.h"
#include "model/scenario.h"
#include "town.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
/* 2026-11-24 00:00 UTC. */
#define STARTS_US (1795478400 * SECOND)
#define REPORT                                                                                               \
  "{\"at\": 0, \"do\": \"report\", \"incident\": \"x\", \"type\": \"fire_residential\", \"level\": 4, "      \
  "\"position\": [121.489, 31.2761]}"

/* Plays a shift of these steps, which must succeed. */
static void
play (Town *town, const char *steps, HtScenarioSummary *summary)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strdup_printf (
      "{\"version\": 1, \"title\": {\"en\": \"T\", \"zh_CN\": \"题\"}, \"starts\": \"2026-11-24T00:00:00Z\", "
      "\"steps\": [%s]}",
      steps);
  g_autofree char *path = town_write_file (town, "shift.json", text);
  g_autoptr (HtScenario) scenario = ht_scenario_load (path, &error);
  g_assert_no_error (error);
  town_begin ();
  ht_scenario_run_async (scenario, town->city, town->folder, NULL, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  g_assert_true (ht_scenario_run_finish (scenario, result, summary, &error));
  g_assert_no_error (error);
}

static HtIncident *
first_incident (Town *town)
{
  g_autoptr (HtIncident) incident = g_list_model_get_item (ht_city_get_incidents (town->city), 0);
  g_assert_nonnull (incident);
  return incident; /* the city keeps it */
}

/* All that a report can say arrives, at the scenario's own time. */
static void
test_report (Town *town, gconstpointer unused)
{
  HtPoint at;
  play (
      town,
      "{\"at\": 90.5, \"do\": \"report\", \"incident\": \"x\", \"type\": \"fire_high_rise\", \"position\": "
      "[121.489, 31.2761], \"level\": 2, \"title\": \"阳台起火\", \"address\": \"四平路 1 号\", \"source\": "
      "\"110\", \"source_id\": \"A7\", \"notes\": \"有浓烟\", \"trapped\": 3, \"unverified\": true}",
      NULL);
  HtIncident *it = first_incident (town);
  g_assert_cmpstr (ht_incident_get_type_name (it), ==, "fire_high_rise");
  g_assert_cmpint (ht_incident_get_level (it), ==, 2);
  g_assert_cmpstr (ht_incident_get_title (it), ==, "阳台起火");
  g_assert_cmpstr (ht_incident_get_address (it), ==, "四平路 1 号");
  g_assert_cmpstr (ht_incident_get_source (it), ==, "110");
  g_assert_cmpstr (ht_incident_get_notes (it), ==, "有浓烟");
  g_assert_cmpint (ht_incident_get_trapped (it), ==, 3);
  g_assert_cmpint (ht_incident_get_status (it), ==, HT_INCIDENT_UNVERIFIED);
  g_assert_cmpint (ht_incident_get_reported_us (it), ==, STARTS_US + 90500000);
  g_assert_true (ht_incident_get_position (it, &at));
  g_assert_cmpfloat_with_epsilon (at.lon, 121.489, 1e-7);
}

static void
test_grading (Town *town, gconstpointer unused)
{
  play (town,
        REPORT
        ",{\"at\": 10, \"do\": \"level\", \"incident\": \"x\", \"level\": 1, \"reason\": \"多层过火\"},"
        "{\"at\": 20, \"do\": \"verify\", \"incident\": \"x\"},"
        "{\"at\": 30, \"do\": \"log\", \"incident\": \"x\", \"text\": \"水源已接通\"},"
        "{\"at\": 40, \"do\": \"log\", \"text\": \"全市大风\"}",
        NULL);
  HtIncident *it = first_incident (town);
  g_assert_cmpint (ht_incident_get_level (it), ==, 1);
  g_assert_cmpint (ht_incident_get_status (it), ==, HT_INCIDENT_OPEN);
  g_assert_true (town_log_has (ht_city_get_log (town->city), "Graded I: 多层过火"));
  g_autoptr (GListModel) timeline = ht_city_dup_timeline (town->city, it);
  town_settle (100);
  g_assert_true (town_log_has (timeline, "水源已接通"));
  g_assert_false (town_log_has (timeline, "全市大风"));
}

/* Teams follow the orders; what a team has reached already is passed over, and nobody is taken back. */
static void
test_teams (Town *town, gconstpointer unused)
{
  HtScenarioSummary summary;
  HtTeam *near = town_find_team (town, "曲阳站 Pumper"), *far = town_find_team (town, "江湾路站 Pumper");
  HtTeam *rescue = town_find_team (town, "曲阳站 Rescue");
  g_autofree char *steps = g_strdup_printf (
      REPORT
      ",{\"at\": 5, \"do\": \"assign\", \"incident\": \"x\", \"teams\": [\"%s\", \"%s\"], \"reason\": "
      "\"测\"},"
      "{\"at\": 20, \"do\": \"state\", \"incident\": \"x\", \"teams\": [\"%s\"], \"state\": \"en_route\"},"
      "{\"at\": 30, \"do\": \"state\", \"incident\": \"x\", \"teams\": \"all\", \"state\": "
      "\"acknowledged\"},"
      "{\"at\": 40, \"do\": \"status\", \"teams\": [\"%s\"], \"status\": \"standby\"},"
      "{\"at\": 50, \"do\": \"move\", \"teams\": [\"%s\"], \"position\": [121.4875, 31.2785]}",
      ht_team_get_name (near), ht_team_get_name (far), ht_team_get_name (near), ht_team_get_name (rescue),
      ht_entity_get_id_text (HT_ENTITY (rescue)));
  play (town, steps, &summary);
  g_assert_cmpuint (summary.assignments, ==, 2);
  g_assert_true (isnan (summary.mean_minutes));
  g_assert_cmpint (ht_team_get_state (near), ==, HT_TEAM_EN_ROUTE);
  g_assert_cmpint (ht_team_get_state (far), ==, HT_TEAM_ACKNOWLEDGED);
  g_assert_cmpint (ht_team_get_state (rescue), ==, HT_TEAM_STANDBY);
  g_assert_cmpint (ht_assignment_get_created_us (ht_team_get_assignment (near)), ==, STARTS_US + 5 * SECOND);
  HtPoint at;
  g_assert_true (ht_team_get_position (rescue, &at));
  g_assert_cmpfloat_with_epsilon (at.lat, 31.2785, 1e-7);
  g_assert_cmpint (ht_team_get_position_us (rescue), ==, STARTS_US + 50 * SECOND);
}

/* As advised means what the advice of that moment says; where nobody is free the shift goes on. */
static void
test_advice (Town *town, gconstpointer unused)
{
  HtScenarioSummary summary;
  play (town,
        REPORT
        ",{\"at\": 1, \"do\": \"assign_advice\", \"incident\": \"x\"},"
        "{\"at\": 2, \"do\": \"report\", \"incident\": \"y\", \"type\": \"fire_residential\", \"level\": 1, "
        "\"position\": [121.487, 31.2761]},"
        "{\"at\": 3, \"do\": \"assign_advice\", \"incident\": \"y\"},"
        "{\"at\": 4, \"do\": \"assign_advice\", \"incident\": \"y\"}",
        &summary);
  HtIncident *first = first_incident (town);
  g_assert_cmpuint (ht_incident_count_active (first), >, 0);
  g_autoptr (HtAssignment) order = g_list_model_get_item (ht_incident_get_assignments (first), 0);
  g_assert_true (ht_assignment_is_advised (order));
  g_assert_cmpuint (summary.assignments, ==, g_list_model_get_n_items (ht_city_get_assignments (town->city)));
  g_assert_cmpuint (summary.incidents, ==, 2);
}

static void
test_roads (Town *town, gconstpointer unused)
{
  HtRouting *routing = ht_city_get_routing (town->city);
  static const char close[] = "{\"at\": 0, \"do\": \"close_road\", \"road\": \"r\", \"position\": [121.4873, "
                              "31.276], \"reason\": \"爆管\", \"whole_street\": true}";
  play (town, close, NULL);
  g_assert_cmpuint (ht_routing_count_closed (routing), ==, 1);
  g_autoptr (HtClosure) closure = g_list_model_get_item (ht_city_get_closures (town->city), 0);
  g_assert_cmpuint (ht_closure_get_geometry (closure)->n_parts, ==, 2);
  g_autofree char *both = g_strdup_printf ("%s,{\"at\": 60, \"do\": \"open_road\", \"road\": \"r\"}", close);
  play (town, both, NULL);
  /* Names are the shift's own: the closure of the first shift stays. */
  g_assert_cmpuint (ht_routing_count_closed (routing), ==, 1);
  g_assert_true (ht_closure_is_closed (closure));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  static const TownTest tests[] = {
    { "/scenario-steps/report", test_report }, { "/scenario-steps/grading", test_grading },
    { "/scenario-steps/teams", test_teams },   { "/scenario-steps/advice", test_advice },
    { "/scenario-steps/roads", test_roads },
  };
  town_add_tests (tests, G_N_ELEMENTS (tests));
  return g_test_run ();
}
