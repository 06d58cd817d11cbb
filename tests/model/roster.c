/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/layer.h"
#include "model/roster.h"
#include "town.h"

static gboolean
put_station (Town *town, const HtUuid *id, const char *name, double lon, GError **error)
{
  HtStationDraft draft = { .id = *id, .name = name, .kind = "ordinary", .at = { lon, 31.27 } };
  town_begin ();
  ht_roster_put_station_async (town->city, &draft, town_done, NULL);
  return ht_roster_put_station_finish (town->city, town_end (), error);
}

static HtStation *
find_station (Town *town, const char *name)
{
  GListModel *stations = ht_city_get_stations (town->city);
  for (guint turn = 0; turn < 200; turn++, town_settle (10))
    for (guint i = 0; i < g_list_model_get_n_items (stations); i++)
      {
        g_autoptr (HtStation) station = g_list_model_get_item (stations, i);
        if (g_str_equal (ht_station_get_name (station), name))
          return station;
      }
  return NULL;
}

static gboolean
put_team (Town *town, const HtTeamDraft *draft, GError **error)
{
  town_begin ();
  ht_roster_put_team_async (town->city, draft, town_done, NULL);
  return ht_roster_put_team_finish (town->city, town_end (), error);
}

/* Two are placed: neither replaces the other nor the imported ones; a moved one stays the same station. */
static void
test_stations (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  const HtUuid nil = ht_uuid_nil ();
  guint before = g_list_model_get_n_items (ht_city_get_stations (town->city));
  g_assert_true (put_station (town, &nil, " 新外滩站 ", 121.49, &error));
  g_assert_no_error (error);
  g_assert_true (put_station (town, &nil, "新人民广场站", 121.47, &error));
  HtStation *first = find_station (town, "新外滩站");
  g_assert_nonnull (first);
  g_assert_nonnull (find_station (town, "新人民广场站"));
  g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_stations (town->city)), ==, before + 2);
  g_assert_true (ht_station_is_by_hand (first));
  HtUuid id = *ht_station_get_id (first);
  g_assert_true (put_station (town, &id, "外滩站", 121.50, &error));
  g_assert_true (find_station (town, "外滩站") == first);
  HtPoint at;
  ht_station_get_position (first, &at);
  g_assert_cmpfloat_with_epsilon (at.lon, 121.50, 1e-6);
  g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_stations (town->city)), ==, before + 2);
  town_reopen (town);
  g_assert_nonnull (find_station (town, "外滩站"));
  g_assert_true (ht_station_is_by_hand (find_station (town, "外滩站")));
}

static void
test_refused (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  const HtUuid nil = ht_uuid_nil ();
  g_autoptr (HtStation) imported = g_list_model_get_item (ht_city_get_stations (town->city), 0);
  g_assert_false (ht_station_is_by_hand (imported));
  g_assert_false (put_station (town, &nil, "  ", 121.49, &error));
  g_assert_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (put_station (town, ht_station_get_id (imported), "别名", 121.49, &error));
  g_assert_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID);
  g_clear_error (&error);
  ht_session_act_as_service (ht_city_get_session (town->city), HT_ROLE_DISPATCHER);
  g_assert_false (put_station (town, &nil, "新站", 121.49, &error));
  g_assert_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_DENIED);
}

static void
test_team (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  const HtUuid nil = ht_uuid_nil ();
  const char *const can[] = { "pumper", "foam", NULL };
  g_assert_true (put_station (town, &nil, "外滩站", 121.49, &error));
  HtStation *station = find_station (town, "外滩站");
  HtTeamDraft draft = {
    .id = nil, .name = "外滩水罐车", .kind = "engine", .capabilities = can, .crew = 7, .turnout_s = 45
  };
  g_assert_false (put_team (town, &draft, &error));
  g_assert_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID);
  g_clear_error (&error);
  draft.station = *ht_station_get_id (station);
  g_assert_true (put_team (town, &draft, &error));
  g_assert_no_error (error);
  HtTeam *team = town_find_team (town, "外滩水罐车");
  g_assert_true (ht_team_get_station (team) == station);
  g_assert_cmpint (ht_team_get_crew (team), ==, 7);
  g_assert_cmpint (ht_team_get_turnout_s (team), ==, 45);
  g_assert_false (ht_team_is_assumed (team));
  g_assert_true (ht_team_is_free (team));
  g_assert_true (ht_station_is_staffed (station));
  /* A change writes only what is different, and can be taken back. */
  draft.id = *ht_entity_get_id (HT_ENTITY (team));
  draft.crew = 5;
  guint before = g_list_model_get_n_items (ht_city_get_log (town->city));
  g_assert_true (put_team (town, &draft, &error));
  g_assert_cmpint (ht_team_get_crew (team), ==, 5);
  g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_log (town->city)), <=, before + 1);
  town_begin ();
  ht_undo_undo_async (ht_city_get_undo (town->city), town_done, NULL);
  g_autofree char *undone = ht_undo_undo_finish (ht_city_get_undo (town->city), town_end (), &error);
  g_assert_no_error (error);
  g_assert_cmpint (ht_team_get_crew (team), ==, 7);
}

static gboolean
remove_team (Town *town, HtTeam *team, GError **error)
{
  town_begin ();
  ht_roster_remove_team_async (town->city, team, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  return ht_roster_remove_finish (town->city, result, error);
}

static gboolean
remove_station (Town *town, HtStation *station, GError **error)
{
  town_begin ();
  ht_roster_remove_station_async (town->city, station, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  return ht_roster_remove_finish (town->city, result, error);
}

static void
wait_for_stations (Town *town, guint wanted)
{
  GListModel *stations = ht_city_get_stations (town->city);
  for (guint turn = 0; turn < 200 && g_list_model_get_n_items (stations) != wanted; turn++)
    town_settle (10);
  g_assert_cmpuint (g_list_model_get_n_items (stations), ==, wanted);
}

/* Only when nobody relies on it, only by who may, never what a map file brought; undo brings it back whole.
 */
static void
test_remove (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  const HtUuid nil = ht_uuid_nil ();
  guint n_stations = g_list_model_get_n_items (ht_city_get_stations (town->city));
  guint n_teams = g_list_model_get_n_items (ht_city_get_teams (town->city));
  g_autoptr (HtStation) imported = g_list_model_get_item (ht_city_get_stations (town->city), 0);
  g_assert_false (remove_station (town, imported, &error));
  g_assert_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (put_station (town, &nil, "外滩站", 121.49, &error));
  HtStation *station = find_station (town, "外滩站");
  HtTeamDraft draft
      = { .name = "外滩水罐车", .kind = "engine", .crew = 7, .station = *ht_station_get_id (station) };
  g_assert_true (put_team (town, &draft, &error));
  g_assert_false (remove_station (town, station, &error));
  g_assert_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID);
  town_assert_says (error->message, "外滩水罐车");
  g_clear_error (&error);

  HtTeam *team = town_find_team (town, "外滩水罐车");
  HtIncident *incident = town_create (town, "fire_residential", 4);
  g_autoptr (GPtrArray) teams = g_ptr_array_new ();
  g_ptr_array_add (teams, team);
  town_assign (town, incident, NULL, teams, "最近");
  g_assert_false (remove_team (town, team, &error));
  g_assert_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID);
  town_assert_says (error->message, ht_incident_get_code (incident));
  g_clear_error (&error);
  g_autoptr (HtAssignment) assignment = g_list_model_get_item (ht_incident_get_assignments (incident), 0);
  town_set_state (town, assignment, HT_ASSIGNMENT_RELEASED);

  g_assert_true (remove_team (town, team, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_teams (town->city)), ==, n_teams);
  g_assert_cmpuint (g_list_model_get_n_items (ht_station_get_teams (station)), ==, 0);
  g_assert_true (remove_station (town, station, &error));
  g_assert_no_error (error);
  wait_for_stations (town, n_stations);
  /* Both back, the last first, and the team belongs to it again. */
  g_autofree char *first = town_undo (town, &error);
  g_assert_no_error (error);
  town_assert_says (first, "外滩站");
  HtStation *back = find_station (town, "外滩站");
  g_assert_nonnull (back);
  g_assert_true (ht_station_is_by_hand (back));
  g_autofree char *second = town_undo (town, &error);
  g_assert_no_error (error);
  town_assert_says (second, "外滩水罐车");
  g_assert_true (town_find_team (town, "外滩水罐车") == team);
  g_assert_true (ht_team_get_station (team) == back);
  /* And gone again. */
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *again = town_redo (town, &error);
      g_assert_no_error (error);
    }
  wait_for_stations (town, n_stations);
  town_reopen (town);
  wait_for_stations (town, n_stations);
  g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_teams (town->city)), ==, n_teams);
}

static void
test_remove_needs_a_role (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  const HtUuid nil = ht_uuid_nil ();
  g_assert_true (put_station (town, &nil, "外滩站", 121.49, &error));
  HtStation *station = find_station (town, "外滩站");
  g_autoptr (HtTeam) team = g_list_model_get_item (ht_city_get_teams (town->city), 0);
  ht_session_act_as_service (ht_city_get_session (town->city), HT_ROLE_VIEWER);
  g_assert_false (remove_station (town, station, &error));
  g_assert_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_false (remove_team (town, team, &error));
  g_assert_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_DENIED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  const TownTest tests[] = { { "/roster/stations", test_stations },
                             { "/roster/refused", test_refused },
                             { "/roster/team", test_team },
                             { "/roster/remove", test_remove },
                             { "/roster/remove-role", test_remove_needs_a_role } };
  town_add_tests (tests, G_N_ELEMENTS (tests));
  return g_test_run ();
}
