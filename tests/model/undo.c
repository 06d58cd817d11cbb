/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "town.h"

/* town_undo or town_redo. */
typedef char *(*Step) (Town *town, GError **error);

static void
assert_step (Town *town, Step step)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *said = step (town, &error);
  g_assert_no_error (error);
  g_assert_nonnull (said);
}

static void
assert_step_refused (Town *town, Step step, HtModelError code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *said = step (town, &error);
  g_assert_null (said);
  g_assert_error (error, HT_MODEL_ERROR, (int) code);
}

/* Last first: state, assignment, grading, creation. */
static void
test_steps_back (Town *town, gconstpointer unused)
{
  HtUndo *service = ht_city_get_undo (town->city);
  g_assert_false (ht_undo_can_undo (service));
  assert_step_refused (town, town_undo, HT_MODEL_ERROR_INVALID);
  HtIncident *incident = town_create (town, "fire_residential", 4);
  g_autofree char *id = g_strdup (ht_entity_get_id_text (HT_ENTITY (incident)));
  g_autoptr (HtValue) changes = ht_value_new_map ();
  ht_value_set_int (changes, "level", 3);
  town_begin ();
  ht_dispatch_edit_async (ht_city_get_dispatch (town->city), incident, NULL, changes, town_done, NULL);
  town_assert_done (town);
  town_assign (town, incident, NULL, NULL, NULL);
  g_autoptr (HtAssignment) assignment = g_list_model_get_item (ht_incident_get_assignments (incident), 0);
  town_set_state (town, assignment, HT_ASSIGNMENT_EN_ROUTE);
  g_assert_true (ht_undo_can_undo (service));
  g_assert_cmpstr (ht_undo_get_label (service), !=, "");

  assert_step (town, town_undo);
  g_assert_cmpint (ht_assignment_get_state (assignment), ==, HT_ASSIGNMENT_ASSIGNED);
  assert_step (town, town_undo);
  g_assert_cmpuint (ht_incident_count_active (incident), ==, 0);
  g_assert_true (ht_team_is_free (ht_assignment_get_team (assignment)));
  assert_step (town, town_undo);
  g_assert_cmpint (ht_incident_get_level (incident), ==, 4);
  assert_step (town, town_undo);
  g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_incidents (town->city)), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_queue (town->city)), ==, 0);
  g_assert_false (ht_undo_can_undo (service));
  /* It is deleted, not gone: the log and the bin still know it. */
  g_assert_true (HT_IS_INCIDENT (ht_city_find (town->city, id)));
  town_reopen (town);
  g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_incidents (town->city)), ==, 0);
}

static void
test_on_scene_takes_the_position_back (Town *town, gconstpointer unused)
{
  HtIncident *incident = town_create (town, "fire_residential", 4);
  town_assign (town, incident, NULL, NULL, NULL);
  g_autoptr (HtAssignment) assignment = g_list_model_get_item (ht_incident_get_assignments (incident), 0);
  HtTeam *team = ht_assignment_get_team (assignment);
  town_set_state (town, assignment, HT_ASSIGNMENT_EN_ROUTE);
  town_set_state (town, assignment, HT_ASSIGNMENT_ON_SCENE);
  g_assert_cmpint (ht_team_get_position_us (team), >, 0);
  assert_step (town, town_undo);
  g_assert_cmpint (ht_team_get_state (team), ==, HT_TEAM_EN_ROUTE);
  HtValue *position = ht_record_get (ht_entity_get_record (HT_ENTITY (team)), "position");
  g_assert_cmpint (ht_value_get_kind (position), ==, HT_VALUE_NULL);
}

/* As another post's operation that came in: same register, other hand. */
static void
change_behind (Town *town, HtIncident *incident, int level)
{
  g_autoptr (GError) error = NULL;
  HtPerson *person = ht_session_get_person (ht_city_get_session (town->city));
  HtAuthor author = { .actor = *ht_entity_get_id (HT_ENTITY (person)), .role = ht_person_get_role (person) };
  g_autoptr (GPtrArray) drafts = ht_op_new_drafts ();
  g_ptr_array_add (drafts, ht_op_draft_set ("incident", ht_entity_get_id (HT_ENTITY (incident)), "level",
                                            ht_value_new_int (level)));
  g_assert_true (ht_store_append (ht_city_get_store (town->city), &author, drafts, NULL, &error));
  g_assert_no_error (error);
  town_settle (20);
  g_assert_cmpint (ht_incident_get_level (incident), ==, level);
}

static void
test_refuses_what_others_changed (Town *town, gconstpointer unused)
{
  HtIncident *incident = town_create (town, "fire_residential", 4);
  g_autoptr (HtValue) changes = ht_value_new_map ();
  ht_value_set_int (changes, "level", 3);
  town_begin ();
  ht_dispatch_edit_async (ht_city_get_dispatch (town->city), incident, NULL, changes, town_done, NULL);
  town_assert_done (town);
  change_behind (town, incident, 1);
  assert_step_refused (town, town_undo, HT_MODEL_ERROR_CHANGED);
  g_assert_cmpint (ht_incident_get_level (incident), ==, 1);
  /* The creation is touched too. */
  assert_step_refused (town, town_undo, HT_MODEL_ERROR_CHANGED);
  g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_incidents (town->city)), ==, 1);
}

static void
test_nobody_undoes_anothers (Town *town, gconstpointer unused)
{
  HtSession *session = ht_city_get_session (town->city);
  town_create (town, "fire_residential", 4);
  g_assert_true (ht_undo_can_undo (ht_city_get_undo (town->city)));
  ht_session_sign_out (session);
  g_assert_false (ht_undo_can_undo (ht_city_get_undo (town->city)));
  assert_step_refused (town, town_undo, HT_MODEL_ERROR_DENIED);
}

static void
test_closing_and_roads (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  HtIncident *incident = town_create (town, "fire_residential", 4);
  town_begin ();
  ht_dispatch_close_async (ht_city_get_dispatch (town->city), incident, NULL, "误报", FALSE, town_done, NULL);
  town_assert_done (town);
  assert_step (town, town_undo);
  g_assert_cmpint (ht_incident_get_status (incident), ==, HT_INCIDENT_OPEN);
  HtPoint at = { TOWN_LON + 0.001, TOWN_LAT };
  HtRouting *routing = ht_city_get_routing (town->city);
  town_begin ();
  ht_routing_close_road_async (routing, &at, FALSE, "爆管", 0, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  HtClosure *closure = ht_routing_close_road_finish (routing, result, &error);
  g_assert_no_error (error);
  g_assert_true (ht_closure_is_closed (closure));
  g_assert_cmpuint (ht_routing_count_closed (routing), ==, 1);
  assert_step (town, town_undo);
  g_assert_false (ht_closure_is_closed (closure));
  g_assert_cmpuint (ht_routing_count_closed (routing), ==, 0);
}

/* All the way back, all the way forth, and it is the same things, not copies; then a new decision ends it. */
static void
test_forth (Town *town, gconstpointer unused)
{
  HtUndo *service = ht_city_get_undo (town->city);
  assert_step_refused (town, town_redo, HT_MODEL_ERROR_INVALID);
  HtIncident *incident = town_create (town, "fire_residential", 4);
  town_assign (town, incident, NULL, NULL, NULL);
  g_autoptr (HtAssignment) assignment = g_list_model_get_item (ht_incident_get_assignments (incident), 0);
  HtTeam *team = ht_assignment_get_team (assignment);
  town_set_state (town, assignment, HT_ASSIGNMENT_EN_ROUTE);
  g_assert_false (ht_undo_can_redo (service));
  for (int i = 0; i < 3; i++)
    assert_step (town, town_undo);
  g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_incidents (town->city)), ==, 0);
  g_assert_true (ht_undo_can_redo (service));

  assert_step (town, town_redo);
  g_autoptr (HtIncident) back = g_list_model_get_item (ht_city_get_incidents (town->city), 0);
  g_assert_true (back == incident);
  g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_queue (town->city)), ==, 1);
  assert_step (town, town_redo);
  g_assert_true (ht_team_get_assignment (team) == assignment);
  assert_step (town, town_redo);
  g_assert_cmpint (ht_assignment_get_state (assignment), ==, HT_ASSIGNMENT_EN_ROUTE);
  assert_step_refused (town, town_redo, HT_MODEL_ERROR_INVALID);
  for (int i = 0; i < 3; i++)
    assert_step (town, town_undo);
  g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_incidents (town->city)), ==, 0);
  assert_step (town, town_redo);
  town_assign (town, incident, NULL, NULL, NULL);
  g_assert_false (ht_undo_can_redo (service));
  g_assert_cmpstr (ht_undo_get_redo_label (service), ==, "");
  town_reopen (town);
  g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_incidents (town->city)), ==, 1);
}

static void
test_forth_refuses_what_others_changed (Town *town, gconstpointer unused)
{
  HtIncident *incident = town_create (town, "fire_residential", 4);
  g_autoptr (HtValue) changes = ht_value_new_map ();
  ht_value_set_int (changes, "level", 3);
  town_begin ();
  ht_dispatch_edit_async (ht_city_get_dispatch (town->city), incident, NULL, changes, town_done, NULL);
  town_assert_done (town);
  assert_step (town, town_undo);
  change_behind (town, incident, 1);
  assert_step_refused (town, town_redo, HT_MODEL_ERROR_CHANGED);
  g_assert_cmpint (ht_incident_get_level (incident), ==, 1);
  assert_step_refused (town, town_redo, HT_MODEL_ERROR_INVALID);
}

/* An order that was taken back is not given again to a team that has been sent elsewhere by another post. */
static void
test_forth_not_over_another_order (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  HtIncident *incident = town_create (town, "fire_residential", 4);
  town_assign (town, incident, NULL, NULL, NULL);
  g_autoptr (HtAssignment) assignment = g_list_model_get_item (ht_incident_get_assignments (incident), 0);
  HtTeam *team = ht_assignment_get_team (assignment);
  assert_step (town, town_undo);
  g_autoptr (GPtrArray) drafts = ht_op_new_drafts ();
  HtUuid id = ht_uuid_random ();
  HtValue *fields = ht_value_new_map ();
  ht_value_set_uuid (fields, "incident", ht_entity_get_id (HT_ENTITY (incident)));
  ht_value_set_uuid (fields, "team", ht_entity_get_id (HT_ENTITY (team)));
  ht_value_set_text (fields, "state", "assigned");
  g_ptr_array_add (drafts, ht_op_draft_create ("assignment", &id, fields));
  HtPerson *person = ht_session_get_person (ht_city_get_session (town->city));
  HtAuthor author = { .actor = *ht_entity_get_id (HT_ENTITY (person)), .role = ht_person_get_role (person) };
  g_assert_true (ht_store_append (ht_city_get_store (town->city), &author, drafts, NULL, &error));
  g_assert_no_error (error);
  town_settle (20);
  g_assert_nonnull (ht_team_get_assignment (team));
  assert_step_refused (town, town_redo, HT_MODEL_ERROR_CHANGED);
  g_assert_true (ht_team_get_assignment (team) != assignment);
}

static void
test_nobody_does_anothers_again (Town *town, gconstpointer unused)
{
  town_create (town, "fire_residential", 4);
  assert_step (town, town_undo);
  ht_session_sign_out (ht_city_get_session (town->city));
  g_assert_false (ht_undo_can_redo (ht_city_get_undo (town->city)));
  assert_step_refused (town, town_redo, HT_MODEL_ERROR_DENIED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/undo/steps-back", Town, NULL, town_set_up, test_steps_back, town_tear_down);
  g_test_add ("/undo/position", Town, NULL, town_set_up, test_on_scene_takes_the_position_back,
              town_tear_down);
  g_test_add ("/undo/others-changed", Town, NULL, town_set_up, test_refuses_what_others_changed,
              town_tear_down);
  g_test_add ("/undo/anothers", Town, NULL, town_set_up, test_nobody_undoes_anothers, town_tear_down);
  g_test_add ("/undo/closing", Town, NULL, town_set_up, test_closing_and_roads, town_tear_down);
  g_test_add ("/redo/forth", Town, NULL, town_set_up, test_forth, town_tear_down);
  g_test_add ("/redo/others-changed", Town, NULL, town_set_up, test_forth_refuses_what_others_changed,
              town_tear_down);
  g_test_add ("/redo/another-order", Town, NULL, town_set_up, test_forth_not_over_another_order,
              town_tear_down);
  g_test_add ("/redo/anothers", Town, NULL, town_set_up, test_nobody_does_anothers_again, town_tear_down);
  return g_test_run ();
}
