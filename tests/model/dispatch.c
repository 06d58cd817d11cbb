/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "town.h"

#include "model/proposal.h"

/* The whole way of an incident, then the file again: everything is as it was. */
static void
test_whole_way (Town *town, gconstpointer unused)
{
  HtDispatch *dispatch = ht_city_get_dispatch (town->city);
  g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_stations (town->city)), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_teams (town->city)), >=, 4);
  HtIncident *incident = town_create (town, "fire_residential", 3);
  g_assert_cmpstr (ht_incident_get_code (incident), ==, "0001");
  g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_queue (town->city)), ==, 1);

  g_autoptr (HtProposal) proposal = town_advise (town, incident);
  GListModel *items = ht_proposal_get_items (proposal);
  guint n = g_list_model_get_n_items (items);
  g_assert_cmpuint (n, >, 0);
  g_assert_false (ht_proposal_is_stale (proposal));
  g_autoptr (HtProposalItem) first = g_list_model_get_item (items, 0);
  g_assert_cmpint (ht_proposal_item_get_seconds (first), >=, ht_proposal_item_get_turnout_s (first));
  g_assert_nonnull (ht_proposal_item_get_route (first));
  g_assert_cmpstr (ht_proposal_item_get_reason (first), !=, "");

  town_assign (town, incident, proposal, NULL, NULL);
  g_assert_true (ht_proposal_is_stale (proposal));
  g_assert_cmpuint (ht_incident_count_active (incident), ==, n);
  HtTeam *team = ht_proposal_item_get_team (first);
  g_assert_cmpint (ht_team_get_state (team), ==, HT_TEAM_ASSIGNED);
  g_assert_true (ht_team_get_incident (team) == incident);
  HtAssignment *assignment = ht_team_get_assignment (team);
  g_assert_true (ht_assignment_is_advised (assignment));
  g_assert_cmpint (ht_assignment_get_expected_s (assignment), ==, ht_proposal_item_get_seconds (first));
  town_set_state (town, assignment, HT_ASSIGNMENT_ACKNOWLEDGED);
  town_set_state (town, assignment, HT_ASSIGNMENT_EN_ROUTE);
  town_set_state (town, assignment, HT_ASSIGNMENT_ON_SCENE);
  HtPoint at, there;
  g_assert_true (ht_team_get_position (team, &at) && ht_incident_get_position (incident, &there));
  g_assert_cmpfloat_with_epsilon (at.lon, there.lon, 1e-6);

  town_begin ();
  ht_dispatch_close_async (dispatch, incident, NULL, "明火扑灭", FALSE, town_done, NULL);
  town_assert_refused (town, HT_MODEL_ERROR_INVALID);
  town_begin ();
  ht_dispatch_close_async (dispatch, incident, NULL, "", TRUE, town_done, NULL);
  town_assert_refused (town, HT_MODEL_ERROR_NEEDS_REASON);
  town_begin ();
  ht_dispatch_close_async (dispatch, incident, NULL, "明火扑灭", TRUE, town_done, NULL);
  town_assert_done (town);
  g_assert_cmpint (ht_incident_get_status (incident), ==, HT_INCIDENT_CLOSED);
  g_assert_cmpint (ht_team_get_state (team), ==, HT_TEAM_RETURNING);
  g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_queue (town->city)), ==, 0);
  g_assert_true (town_log_has (ht_city_get_log (town->city), "明火扑灭"));
  guint n_log = g_list_model_get_n_items (ht_city_get_log (town->city));

  g_autofree char *id = g_strdup (ht_entity_get_id_text (HT_ENTITY (incident)));
  town_reopen (town);
  HtIncident *again = HT_INCIDENT (ht_city_find (town->city, id));
  g_assert_cmpint (ht_incident_get_status (again), ==, HT_INCIDENT_CLOSED);
  g_assert_cmpstr (ht_incident_get_close_reason (again), ==, "明火扑灭");
  g_assert_cmpstr (ht_incident_get_title (again), ==, "商厦四层起火");
  g_assert_cmpuint (g_list_model_get_n_items (ht_incident_get_assignments (again)), ==, n);
  g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_log (town->city)), ==, n_log);
  g_assert_cmpint (ht_city_get_saved_us (town->city), >, 0);
}

/* A widget may hold an object a moment longer than the city: what it was linked to is gone then, not
 * dangling. */
static void
test_outlives_its_city (Town *town, gconstpointer unused)
{
  HtIncident *incident = town_create (town, "fire_residential", 3);
  g_autoptr (HtProposal) proposal = town_advise (town, incident);
  town_assign (town, incident, proposal, NULL, NULL);
  g_clear_object (&proposal);
  g_autoptr (HtAssignment) assignment = g_list_model_get_item (ht_incident_get_assignments (incident), 0);
  g_autoptr (HtTeam) team = g_object_ref (ht_assignment_get_team (assignment));
  g_assert_nonnull (ht_team_get_station (team));
  HtCity *gone = town->city;
  g_object_add_weak_pointer (G_OBJECT (gone), (gpointer *) &gone);
  ht_city_close (town->city);
  g_clear_object (&town->city);
  town_settle (5);
  g_assert_null (gone);
  g_assert_null (ht_team_get_station (team));
  g_assert_true (ht_team_get_assignment (team) == assignment);
  g_clear_object (&team);
  g_assert_null (ht_assignment_get_team (assignment));
}

static void
test_needs_somebody (Town *town, gconstpointer unused)
{
  HtDispatch *dispatch = ht_city_get_dispatch (town->city);
  HtSession *session = ht_city_get_session (town->city);
  HtIncident *incident = town_create (town, "fire_residential", 3);
  HtPerson *person = ht_session_get_person (session);
  g_assert_cmpstr (ht_person_get_name (person), ==, "王敏");
  ht_session_lock (session);
  town_begin ();
  ht_dispatch_note_async (dispatch, incident, "锁着", town_done, NULL);
  town_assert_refused (town, HT_MODEL_ERROR_DENIED);
  ht_session_sign_out (session);
  town_begin ();
  ht_dispatch_note_async (dispatch, incident, "没人", town_done, NULL);
  town_assert_refused (town, HT_MODEL_ERROR_DENIED);

  g_autoptr (GError) error = NULL;
  town_begin ();
  ht_session_sign_in_async (session, person, "1111", NULL, town_done, NULL);
  g_autoptr (GAsyncResult) wrong = town_end ();
  g_assert_false (ht_session_sign_in_finish (session, wrong, &error));
  g_assert_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_DENIED);
  g_clear_error (&error);
  town_begin ();
  ht_session_sign_in_async (session, person, "2468", NULL, town_done, NULL);
  g_autoptr (GAsyncResult) right = town_end ();
  g_assert_true (ht_session_sign_in_finish (session, right, &error));
  g_assert_no_error (error);
  town_begin ();
  ht_dispatch_note_async (dispatch, incident, "又回来了", town_done, NULL);
  town_assert_done (town);
  g_assert_true (town_log_has (ht_city_get_log (town->city), "又回来了"));
}

static void
test_viewer_may_only_look (Town *town, gconstpointer unused)
{
  HtSession *session = ht_city_get_session (town->city);
  HtPerson *viewer = town_add_person (town, "访客", HT_ROLE_VIEWER);
  g_autoptr (GError) error = NULL;
  town_begin ();
  ht_session_sign_in_async (session, viewer, "2468", NULL, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  g_assert_true (ht_session_sign_in_finish (session, result, &error));
  for (HtRight right = HT_RIGHT_DISPATCH; right <= HT_RIGHT_PEOPLE; right++)
    g_assert_false (ht_session_may (session, right, NULL));
  town_begin ();
  ht_dispatch_note_async (ht_city_get_dispatch (town->city), NULL, "看看", town_done, NULL);
  town_assert_refused (town, HT_MODEL_ERROR_DENIED);
}

/* A busy team goes only with a reason; both the advice and the reason are kept, and it has one assignment. */
static void
test_overrule (Town *town, gconstpointer unused)
{
  HtIncident *first = town_create (town, "fire_residential", 4);
  g_autoptr (HtProposal) advice = town_advise (town, first);
  town_assign (town, first, advice, NULL, NULL);
  g_autoptr (HtProposalItem) item = g_list_model_get_item (ht_proposal_get_items (advice), 0);
  HtTeam *busy = ht_proposal_item_get_team (item);

  HtIncident *second = town_create (town, "fire_residential", 2);
  g_assert_cmpstr (ht_incident_get_code (second), ==, "0002");
  g_autoptr (HtProposal) other = town_advise (town, second);
  g_assert_cmpuint (g_strv_length ((char **) ht_proposal_get_shortfalls (other)), >, 0);
  g_autoptr (GPtrArray) teams = g_ptr_array_new ();
  g_ptr_array_add (teams, busy);
  town_begin ();
  ht_dispatch_assign_async (ht_city_get_dispatch (town->city), second, other, teams, NULL, town_done, NULL);
  town_assert_refused (town, HT_MODEL_ERROR_NEEDS_REASON);
  town_assign (town, second, other, teams, "有人被困");
  g_assert_true (ht_team_get_incident (busy) == second);
  g_assert_cmpstr (ht_assignment_get_reason (ht_team_get_assignment (busy)), ==, "有人被困");
  g_assert_true (town_log_has (ht_city_get_log (town->city), "Overruled: 有人被困"));
  g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_matters (town->city)), ==, 0);
}

/* Advice given before somebody else took the team is refused, not quietly followed. */
static void
test_stale_advice (Town *town, gconstpointer unused)
{
  HtIncident *first = town_create (town, "fire_residential", 4);
  HtIncident *second = town_create (town, "fire_residential", 4);
  g_autoptr (HtProposal) mine = town_advise (town, first);
  g_autoptr (HtProposal) theirs = town_advise (town, second);
  town_assign (town, second, theirs, NULL, NULL);
  town_begin ();
  ht_dispatch_assign_async (ht_city_get_dispatch (town->city), first, mine, NULL, NULL, town_done, NULL);
  town_assert_refused (town, HT_MODEL_ERROR_CHANGED);
  g_assert_cmpuint (ht_incident_count_active (first), ==, 0);
}

/* Teams already there fill their places on the card. */
static void
test_second_advice_counts_the_first (Town *town, gconstpointer unused)
{
  HtIncident *incident = town_create (town, "fire_residential", 4);
  g_autoptr (HtProposal) advice = town_advise (town, incident);
  guint before = g_list_model_get_n_items (ht_proposal_get_items (advice));
  g_assert_cmpuint (before, >, 0);
  town_assign (town, incident, NULL, NULL, NULL);
  g_autoptr (HtProposal) again = town_advise (town, incident);
  g_assert_cmpuint (g_list_model_get_n_items (ht_proposal_get_items (again)), ==, 0);
}

static void
test_statuses (Town *town, gconstpointer unused)
{
  HtDispatch *dispatch = ht_city_get_dispatch (town->city);
  HtTeam *team = town_find_team (town, "曲阳站");
  town_begin ();
  ht_dispatch_set_team_status_async (dispatch, team, NULL, HT_TEAM_OUT_OF_SERVICE, town_done, NULL);
  town_assert_done (town);
  g_assert_false (ht_team_is_free (team));
  HtIncident *incident = town_create (town, "fire_residential", 4);
  g_autoptr (GPtrArray) teams = g_ptr_array_new ();
  g_ptr_array_add (teams, team);
  town_begin ();
  ht_dispatch_assign_async (dispatch, incident, NULL, teams, NULL, town_done, NULL);
  town_assert_refused (town, HT_MODEL_ERROR_NEEDS_REASON);
  town_begin ();
  ht_dispatch_set_team_status_async (dispatch, team, NULL, HT_TEAM_STANDBY, town_done, NULL);
  town_assert_done (town);
  town_assign (town, incident, NULL, teams, NULL);
  town_begin ();
  ht_dispatch_set_team_status_async (dispatch, team, NULL, HT_TEAM_AT_STATION, town_done, NULL);
  town_assert_refused (town, HT_MODEL_ERROR_INVALID);
  HtAssignment *assignment = ht_team_get_assignment (team);
  town_set_state (town, assignment, HT_ASSIGNMENT_CANCELLED);
  g_assert_cmpint (ht_team_get_state (team), ==, HT_TEAM_STANDBY);
  town_begin ();
  ht_dispatch_set_assignment_state_async (dispatch, assignment, NULL, HT_ASSIGNMENT_EN_ROUTE, town_done,
                                          NULL);
  town_assert_refused (town, HT_MODEL_ERROR_INVALID);
}

static void
test_edit_and_reopen (Town *town, gconstpointer unused)
{
  HtDispatch *dispatch = ht_city_get_dispatch (town->city);
  HtIncident *incident = town_create (town, "fire_residential", 0);
  g_autoptr (HtValue) changes = ht_value_new_map ();
  ht_value_set_int (changes, "level", 2);
  ht_value_set_int (changes, "trapped", 6);
  ht_value_set_text (changes, "title", "商厦四层起火");
  g_autoptr (HtRecord) seen = ht_record_ref (ht_entity_get_record (HT_ENTITY (incident)));
  town_begin ();
  ht_dispatch_edit_async (dispatch, incident, seen, changes, town_done, NULL);
  town_assert_done (town);
  g_assert_cmpint (ht_incident_get_level (incident), ==, 2);
  g_assert_cmpint (ht_incident_get_trapped (incident), ==, 6);
  g_assert_true (town_log_has (ht_city_get_log (town->city), "trapped: 6"));
  guint n_log = g_list_model_get_n_items (ht_city_get_log (town->city));
  town_begin ();
  ht_dispatch_edit_async (dispatch, incident, NULL, changes, town_done, NULL);
  town_assert_done (town);
  g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_log (town->city)), ==, n_log);
  /* Whoever kept the old picture writes beside what came since: two heads that people see. */
  g_autoptr (HtValue) late = ht_value_new_map ();
  ht_value_set_int (late, "level", 4);
  town_begin ();
  ht_dispatch_edit_async (dispatch, incident, seen, late, town_done, NULL);
  town_assert_done (town);
  g_assert_true (ht_entity_is_contested (HT_ENTITY (incident)));

  town_begin ();
  ht_dispatch_close_async (dispatch, incident, NULL, "误报", FALSE, town_done, NULL);
  town_assert_done (town);
  town_begin ();
  ht_dispatch_reopen_async (dispatch, incident, NULL, NULL, town_done, NULL);
  town_assert_refused (town, HT_MODEL_ERROR_NEEDS_REASON);
  town_begin ();
  ht_dispatch_reopen_async (dispatch, incident, NULL, "复燃", town_done, NULL);
  town_assert_done (town);
  g_assert_cmpint (ht_incident_get_status (incident), ==, HT_INCIDENT_OPEN);
  g_assert_null (ht_incident_get_close_reason (incident));
  g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_queue (town->city)), ==, 1);
}

static void
test_bad_drafts (Town *town, gconstpointer unused)
{
  HtDispatch *dispatch = ht_city_get_dispatch (town->city);
  const HtIncidentDraft drafts[] = {
    { .type = "dragon", .position = { TOWN_LON, TOWN_LAT }, .trapped = -1 },
    { .type = "fire_residential", .level = 5, .position = { TOWN_LON, TOWN_LAT }, .trapped = -1 },
    { .type = "fire_residential", .position = { 400, 95 }, .trapped = -1 },
    { .type = NULL, .position = { TOWN_LON, TOWN_LAT }, .trapped = -1 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (drafts); i++)
    {
      g_autoptr (GError) error = NULL;
      town_begin ();
      ht_dispatch_create_async (dispatch, &drafts[i], NULL, town_done, NULL);
      g_autoptr (GAsyncResult) result = town_end ();
      g_assert_null (ht_dispatch_create_finish (dispatch, result, &error));
      g_assert_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID);
    }
  g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_incidents (town->city)), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  static const TownTest tests[] = {
    { "/dispatch/whole-way", test_whole_way },
    { "/dispatch/outlives-its-city", test_outlives_its_city },
    { "/dispatch/needs-somebody", test_needs_somebody },
    { "/dispatch/viewer", test_viewer_may_only_look },
    { "/dispatch/overrule", test_overrule },
    { "/dispatch/stale-advice", test_stale_advice },
    { "/dispatch/second-advice", test_second_advice_counts_the_first },
    { "/dispatch/statuses", test_statuses },
    { "/dispatch/edit-reopen", test_edit_and_reopen },
    { "/dispatch/bad-drafts", test_bad_drafts },
  };
  town_add_tests (tests, G_N_ELEMENTS (tests));
  return g_test_run ();
}
