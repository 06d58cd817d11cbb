/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/team.h"

#include <string.h>

#include "model/clocks.h"
#include "model/entity-private.h"
#include "model/links-private.h"
#include "town.h"

#define SECOND ((gint64) G_USEC_PER_SEC)

static const HtPoint station_at = { 121.5, 31.2 }, reported_at = { 121.6, 31.3 }, fire_at = { 121.7, 31.4 };

/* Objects that are in no city; those the test asks for. */
typedef struct
{
  HtTeam *team;
  HtStation *station;
  HtIncident *incident;
  HtAssignment *assignment;
} Crew;

static HtTeam *
imagine_team (const char *status, gboolean with_position)
{
  HtUuid id = ht_uuid_random ();
  g_autoptr (HtRecord) record = ht_record_new ("team", &id);
  town_put (record, "kind", ht_value_new_text ("engine"), SECOND);
  town_put (record, "name", ht_value_new_text ("一号车"), SECOND);
  if (with_position)
    town_put (record, "position", ht_value_new_point (&reported_at), 50 * SECOND);
  if (status != NULL)
    town_put (record, "status", ht_value_new_text (status), 70 * SECOND);
  return HT_TEAM (ht_entity_new (HT_TYPE_TEAM, record));
}

static HtStation *
imagine_station (void)
{
  HtUuid id = ht_uuid_random ();
  HtFeature *feature = ht_feature_new ("station", &id, "一站", ht_value_new_map (),
                                       ht_geometry_new_point (station_at.lon, station_at.lat));
  HtStation *station = ht_station_new (feature, NULL);
  ht_feature_unref (feature);
  return station;
}

static HtAssignment *
imagine_assignment (HtTeam *team, HtIncident *incident, const char *state, gint64 ordered_us)
{
  HtUuid id = ht_uuid_random ();
  g_autoptr (HtRecord) record = ht_record_new ("assignment", &id);
  town_put (record, "state", ht_value_new_text (state), ordered_us + 5 * SECOND);
  town_put (record, "team", ht_value_new_uuid (ht_entity_get_id (HT_ENTITY (team))), ordered_us);
  HtAssignment *assignment = HT_ASSIGNMENT (ht_entity_new (HT_TYPE_ASSIGNMENT, record));
  ht_assignment_set_links (assignment, incident, team);
  ht_team_add_assignment (team, assignment);
  return assignment;
}

static Crew
imagine_crew (const char *status, const char *state, gboolean with_station, gboolean with_position)
{
  Crew crew = { .team = imagine_team (status, with_position) };
  if (with_station)
    {
      crew.station = imagine_station ();
      ht_team_set_station (crew.team, crew.station);
    }
  if (state != NULL)
    {
      crew.incident = ht_incident_new_imagined ("fire_residential", 4, &fire_at);
      crew.assignment = imagine_assignment (crew.team, crew.incident, state, 100 * SECOND);
    }
  return crew;
}

static void
dismiss (Crew *crew)
{
  g_clear_object (&crew->team);
  g_clear_object (&crew->assignment);
  g_clear_object (&crew->incident);
  g_clear_object (&crew->station);
}

/* An active assignment's state wins over the team's own status; what is over or unknown does not. */
static void
test_state (void)
{
  static const struct
  {
    const char *status, *assignment;
    HtTeamState state;
    gboolean is_free;
  } cases[] = {
    { "at_station", NULL, HT_TEAM_AT_STATION, TRUE },
    { NULL, NULL, HT_TEAM_AT_STATION, TRUE },
    { "standby", NULL, HT_TEAM_STANDBY, TRUE },
    { "returning", NULL, HT_TEAM_RETURNING, TRUE },
    { "out_of_service", NULL, HT_TEAM_OUT_OF_SERVICE, FALSE },
    { "out_of_service", "en_route", HT_TEAM_EN_ROUTE, FALSE },
    { "at_station", "assigned", HT_TEAM_ASSIGNED, FALSE },
    { "at_station", "acknowledged", HT_TEAM_ACKNOWLEDGED, FALSE },
    { "at_station", "on_scene", HT_TEAM_ON_SCENE, FALSE },
    { "returning", "released", HT_TEAM_RETURNING, TRUE },
    { "standby", "cancelled", HT_TEAM_STANDBY, TRUE },
    /* Words of a newer version, and a status that only an assignment can give. */
    { "refuelling", NULL, HT_TEAM_OUT_OF_SERVICE, FALSE },
    { "on_scene", NULL, HT_TEAM_OUT_OF_SERVICE, FALSE },
    { "at_station", "teleporting", HT_TEAM_ASSIGNED, FALSE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Crew crew = imagine_crew (cases[i].status, cases[i].assignment, TRUE, FALSE);
      g_test_message ("%s and %s", cases[i].status, cases[i].assignment);
      g_assert_cmpint (ht_team_get_state (crew.team), ==, cases[i].state);
      g_assert_cmpint (ht_team_is_free (crew.team), ==, cases[i].is_free);
      gboolean at_work = cases[i].state >= HT_TEAM_ASSIGNED;
      g_assert_true ((ht_team_get_incident (crew.team) != NULL) == at_work);
      gint64 since_us = at_work ? 105 * SECOND : cases[i].status != NULL ? 70 * SECOND : 0;
      g_assert_cmpint (ht_team_get_state_since_us (crew.team), ==, since_us);
      dismiss (&crew);
    }
}

/* Where it stands: at its station while it has not moved, else where it said, else where it works. */
static void
test_position (void)
{
  static const struct
  {
    const char *status, *assignment;
    gboolean with_station, with_position;
    const HtPoint *at; /* NULL: not known */
  } cases[] = {
    { "at_station", NULL, TRUE, TRUE, &station_at },
    { "at_station", NULL, TRUE, FALSE, &station_at },
    { "at_station", NULL, FALSE, TRUE, &reported_at },
    { "at_station", NULL, FALSE, FALSE, NULL },
    { "standby", NULL, TRUE, TRUE, &reported_at },
    { "standby", NULL, TRUE, FALSE, &station_at },
    { "returning", NULL, TRUE, TRUE, &reported_at },
    { "out_of_service", NULL, FALSE, FALSE, NULL },
    { "at_station", "assigned", TRUE, TRUE, &station_at },
    { "at_station", "acknowledged", TRUE, TRUE, &station_at },
    /* Sent from a standby place or from another fire, it does not start at its station. */
    { "standby", "assigned", TRUE, TRUE, &reported_at },
    { "returning", "acknowledged", TRUE, TRUE, &reported_at },
    { "at_station", "en_route", TRUE, TRUE, &reported_at },
    { "at_station", "en_route", TRUE, FALSE, &station_at },
    { "at_station", "en_route", FALSE, FALSE, NULL },
    { "at_station", "on_scene", TRUE, TRUE, &reported_at },
    { "at_station", "on_scene", TRUE, FALSE, &fire_at },
    { "at_station", "on_scene", FALSE, FALSE, &fire_at },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Crew crew = imagine_crew (cases[i].status, cases[i].assignment, cases[i].with_station,
                                cases[i].with_position);
      HtPoint at = { 0 };
      g_test_message ("case %u: %s and %s", i, cases[i].status, cases[i].assignment);
      g_assert_cmpint (ht_team_get_position (crew.team, &at), ==, cases[i].at != NULL);
      if (cases[i].at != NULL)
        {
          g_assert_cmpfloat_with_epsilon (at.lon, cases[i].at->lon, 1e-7);
          g_assert_cmpfloat_with_epsilon (at.lat, cases[i].at->lat, 1e-7);
        }
      /* A place that follows from the state has no age. */
      gboolean from_report = cases[i].at == &reported_at;
      g_assert_cmpint (ht_team_get_position_us (crew.team), ==, from_report ? 50 * SECOND : 0);
      dismiss (&crew);
    }
}

/* Two active ones are a contradiction; until it is decided the newer order shows. */
static void
test_two_assignments (void)
{
  g_autoptr (HtTeam) team = imagine_team ("at_station", FALSE);
  g_autoptr (HtIncident) first = ht_incident_new_imagined ("fire_residential", 4, &fire_at);
  g_autoptr (HtIncident) second = ht_incident_new_imagined ("fire_residential", 2, &station_at);
  g_autoptr (HtAssignment) newer = imagine_assignment (team, second, "assigned", 300 * SECOND);
  g_autoptr (HtAssignment) older = imagine_assignment (team, first, "on_scene", 200 * SECOND);
  g_assert_true (ht_team_get_incident (team) == second);
  g_assert_cmpint (ht_team_get_state (team), ==, HT_TEAM_ASSIGNED);
  ht_team_remove_assignment (team, newer);
  g_assert_true (ht_team_get_incident (team) == first);
  g_assert_cmpint (ht_team_get_state (team), ==, HT_TEAM_ON_SCENE);
  ht_team_remove_assignment (team, older);
  g_assert_null (ht_team_get_assignment (team));
  g_assert_cmpint (ht_team_get_state (team), ==, HT_TEAM_AT_STATION);
}

static HtTeam *
imagine_facts (gint64 crew, gint64 turnout_s, HtValue *capabilities)
{
  HtUuid id = ht_uuid_random ();
  g_autoptr (HtRecord) record = ht_record_new ("team", &id);
  if (capabilities != NULL)
    town_put (record, "capabilities", capabilities, SECOND);
  town_put (record, "crew", ht_value_new_int (crew), SECOND);
  town_put (record, "kind", ht_value_new_text ("rescue"), SECOND);
  town_put (record, "turnout_s", ht_value_new_int (turnout_s), SECOND);
  return HT_TEAM (ht_entity_new (HT_TYPE_TEAM, record));
}

static void
test_facts (void)
{
  HtValue *kit = ht_value_new_array ();
  ht_value_add (kit, ht_value_new_text ("rescue"));
  ht_value_add (kit, ht_value_new_int (7)); /* no word: left out */
  ht_value_add (kit, ht_value_new_text ("drone"));
  g_autoptr (HtTeam) team = imagine_facts (6, 90, kit);
  const char *const *words = ht_team_get_capabilities (team);
  g_assert_cmpuint (g_strv_length ((char **) words), ==, 2);
  g_assert_cmpstr (words[0], ==, "rescue");
  g_assert_cmpstr (words[1], ==, "drone");
  g_assert_cmpstr (ht_team_get_equipment (team), ==, "Rescue · rescue tools · drone");
  g_assert_cmpint (ht_team_get_crew (team), ==, 6);
  g_assert_cmpint (ht_team_get_turnout_s (team), ==, 90);
  g_autoptr (HtTeam) odd = imagine_facts (-3, -60, NULL);
  g_assert_cmpint (ht_team_get_crew (odd), ==, 0);
  g_assert_cmpint (ht_team_get_turnout_s (odd), ==, 0);
  g_assert_cmpuint (g_strv_length ((char **) ht_team_get_capabilities (odd)), ==, 0);
  g_assert_cmpstr (ht_team_get_equipment (odd), ==, "Rescue");
  g_autoptr (HtTeam) huge = imagine_facts (G_MAXINT64, 60, NULL);
  g_assert_cmpint (ht_team_get_crew (huge), ==, G_MAXINT);
  /* Without a time the planning rule's minute. */
  g_autoptr (HtTeam) bare = imagine_team ("at_station", FALSE);
  g_assert_cmpint (ht_team_get_turnout_s (bare), ==, 60);
  g_assert_false (ht_team_is_assumed (bare));
  g_assert_cmpstr (ht_team_get_note (bare), ==, "");
}

static void
count_notify (GObject *object, GParamSpec *spec, guint *count)
{
  (*count)++;
}

/* Views redraw on notify: once for a change, never without one. */
static void
test_notifies_once (void)
{
  guint count = 0;
  g_autoptr (HtTeam) team = imagine_team ("at_station", FALSE);
  g_signal_connect (team, "notify::state", G_CALLBACK (count_notify), &count);
  g_autoptr (HtIncident) incident = ht_incident_new_imagined ("fire_residential", 4, &fire_at);
  g_autoptr (HtAssignment) assignment = imagine_assignment (team, incident, "assigned", 100 * SECOND);
  g_assert_cmpuint (count, ==, 1);
  ht_team_refresh (team);
  ht_team_add_assignment (team, assignment);
  g_assert_cmpuint (count, ==, 1);
  ht_team_remove_assignment (team, assignment);
  g_assert_cmpuint (count, ==, 2);
  g_autofree char *label = NULL;
  int state = -1;
  g_object_get (team, "state", &state, "state-label", &label, NULL);
  g_assert_cmpint (state, ==, HT_TEAM_AT_STATION);
  g_assert_cmpstr (label, ==, "At station");
}

/* An hour to be back, and no limit for those who wait (data/clocks.json). */
static void
test_clock (void)
{
  g_autoptr (GError) error = NULL;
  HtElapsed elapsed;
  g_assert_true (ht_clocks_load (NULL, &error));
  g_autoptr (HtTeam) returning = imagine_team ("returning", FALSE);
  ht_team_get_clock (returning, (70 + 3600) * SECOND, &elapsed);
  g_assert_cmpint (elapsed.due, ==, HT_DUE_SOON);
  ht_team_get_clock (returning, (70 + 3601) * SECOND, &elapsed);
  g_assert_cmpint (elapsed.due, ==, HT_DUE_OVER);
  g_assert_cmpint (elapsed.over_s, ==, 1);
  g_autoptr (HtTeam) waiting = imagine_team ("standby", FALSE);
  ht_team_get_clock (waiting, 999999 * SECOND, &elapsed);
  g_assert_cmpint (elapsed.due, ==, HT_DUE_NONE);
  g_assert_cmpstr (elapsed.phase, ==, "standing by");
  Crew crew = imagine_crew ("at_station", "assigned", FALSE, FALSE);
  ht_team_get_clock (crew.team, 140 * SECOND, &elapsed);
  g_assert_cmpstr (elapsed.phase, ==, "waiting for acknowledgement");
  g_assert_cmpint (elapsed.seconds, ==, 35);
  dismiss (&crew);
}

/* --- in a city --- */

static GPtrArray *
only (HtTeam *team)
{
  GPtrArray *teams = g_ptr_array_new ();
  g_ptr_array_add (teams, team);
  return teams;
}

/* Taken from one fire to another it comes from the first, not from its station. */
static void
test_diverted_from_the_scene (Town *town, gconstpointer unused)
{
  HtPoint at, fire;
  HtTeam *team = town_find_team (town, "曲阳站 Pumper");
  HtIncident *first = town_create (town, "fire_residential", 4);
  HtIncident *second = town_create (town, "fire_residential", 2);
  g_autoptr (GPtrArray) teams = only (team);
  town_assign (town, first, NULL, teams, NULL);
  HtAssignment *before = ht_team_get_assignment (team);
  town_set_state (town, before, HT_ASSIGNMENT_ON_SCENE);
  town_assign (town, second, NULL, teams, "二楼有人被困");
  g_assert_cmpint (ht_assignment_get_state (before), ==, HT_ASSIGNMENT_RELEASED);
  g_assert_true (ht_team_get_incident (team) == second);
  g_assert_true (ht_team_get_position (team, &at) && ht_incident_get_position (first, &fire));
  g_assert_cmpfloat (ht_geo_distance_m (&at, &fire), <, 1);
  /* Never having left, it is only called off the first. */
  g_autoptr (GPtrArray) others = only (town_find_team (town, "江湾路站 Pumper"));
  town_assign (town, first, NULL, others, NULL);
  HtAssignment *waiting = ht_team_get_assignment (others->pdata[0]);
  town_assign (town, second, NULL, others, "增援");
  g_assert_cmpint (ht_assignment_get_state (waiting), ==, HT_ASSIGNMENT_CANCELLED);
  HtPoint home;
  g_assert_true (ht_team_get_position (others->pdata[0], &at));
  ht_station_get_position (ht_team_get_station (others->pdata[0]), &home);
  g_assert_cmpfloat (ht_geo_distance_m (&at, &home), <, 1);
}

static void
test_named_twice_goes_once (Town *town, gconstpointer unused)
{
  HtTeam *team = town_find_team (town, "曲阳站 Pumper");
  HtIncident *incident = town_create (town, "fire_residential", 4);
  g_autoptr (GPtrArray) teams = only (team);
  g_ptr_array_add (teams, team);
  town_assign (town, incident, NULL, teams, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (ht_incident_get_assignments (incident)), ==, 1);
}

static void
move (Town *town, HtTeam *team, HtPoint to)
{
  town_begin ();
  ht_dispatch_move_team_async (ht_city_get_dispatch (town->city), team, NULL, &to, town_done, NULL);
}

static void
test_move (Town *town, gconstpointer unused)
{
  HtPoint at;
  HtTeam *team = town_find_team (town, "曲阳站 Pumper");
  town_set_status (town, team, HT_TEAM_STANDBY);
  static const HtPoint places[] = { { 181, 31 }, { 121, 91 }, { -180.1, 0 }, { 0, -90.1 } };
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      move (town, team, places[i]);
      town_assert_refused (town, HT_MODEL_ERROR_INVALID);
    }
  move (town, team, (HtPoint){ TOWN_LON + 0.002, TOWN_LAT + 0.002 });
  town_assert_done (town);
  g_assert_true (ht_team_get_position (team, &at));
  g_assert_cmpfloat_with_epsilon (at.lon, TOWN_LON + 0.002, 1e-7);
  g_assert_cmpint (ht_team_get_position_us (team), >, 0);
  /* Back at its station it stands there, whatever it said on the way. */
  town_set_status (town, team, HT_TEAM_AT_STATION);
  g_assert_true (ht_team_get_position (team, &at));
  g_assert_cmpfloat_with_epsilon (at.lon, TOWN_LON + 0.0002, 1e-7);
}

static void
test_confirm (Town *town, gconstpointer unused)
{
  HtDispatch *dispatch = ht_city_get_dispatch (town->city);
  HtTeam *team = town_find_team (town, "曲阳站 Pumper");
  g_assert_true (ht_team_is_assumed (team));
  ht_session_act_as_service (ht_city_get_session (town->city), HT_ROLE_PLANNER);
  town_begin ();
  ht_dispatch_confirm_team_async (dispatch, team, NULL, town_done, NULL);
  town_assert_refused (town, HT_MODEL_ERROR_DENIED);
  ht_session_act_as_service (ht_city_get_session (town->city), HT_ROLE_COMMANDER);
  town_begin ();
  ht_dispatch_confirm_team_async (dispatch, team, NULL, town_done, NULL);
  town_assert_done (town);
  g_assert_false (ht_team_is_assumed (team));
  g_autofree char *before = town_dump (town);
  town_begin ();
  ht_dispatch_confirm_team_async (dispatch, team, NULL, town_done, NULL);
  town_assert_done (town);
  g_autofree char *after = town_dump (town);
  g_assert_cmpstr (before, ==, after);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/team/state", test_state);
  g_test_add_func ("/team/position", test_position);
  g_test_add_func ("/team/two-assignments", test_two_assignments);
  g_test_add_func ("/team/facts", test_facts);
  g_test_add_func ("/team/notifies", test_notifies_once);
  g_test_add_func ("/team/clock", test_clock);
  static const TownTest tests[] = {
    { "/team/diverted", test_diverted_from_the_scene },
    { "/team/named-twice", test_named_twice_goes_once },
    { "/team/move", test_move },
    { "/team/confirm", test_confirm },
  };
  town_add_tests (tests, G_N_ELEMENTS (tests));
  return g_test_run ();
}
