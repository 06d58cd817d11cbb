/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"
#include "model/layer.h"
#include "town.h"

/* Everything a screen shows of the city, as text: equal before a decision and after it was taken back. */
static char *
picture_of (Town *town)
{
  g_autoptr (GString) text = g_string_new (NULL);
  HtPoint at = { 0 };
  GListModel *incidents = ht_city_get_incidents (town->city), *teams = ht_city_get_teams (town->city);
  GListModel *closures = ht_city_get_closures (town->city);
  for (guint i = 0; i < g_list_model_get_n_items (incidents); i++)
    {
      g_autoptr (HtIncident) it = g_list_model_get_item (incidents, i);
      ht_incident_get_position (it, &at);
      g_string_append_printf (text, "%s %s %s %d %d %s %s %d %.7f %.7f %u\n", ht_incident_get_code (it),
                              ht_incident_get_title (it), ht_incident_get_type_name (it),
                              ht_incident_get_level (it), ht_incident_get_status (it),
                              ht_incident_get_address (it), ht_incident_get_notes (it),
                              ht_incident_get_trapped (it), at.lon, at.lat, ht_incident_count_active (it));
    }
  for (guint i = 0; i < g_list_model_get_n_items (teams); i++)
    {
      g_autoptr (HtTeam) it = g_list_model_get_item (teams, i);
      HtIncident *incident = ht_team_get_incident (it);
      ht_team_get_position (it, &at);
      g_string_append_printf (text, "%s %d %.7f %.7f %d %s\n", ht_team_get_name (it), ht_team_get_state (it),
                              at.lon, at.lat, ht_team_is_assumed (it),
                              incident != NULL ? ht_incident_get_code (incident) : "-");
    }
  for (guint i = 0; i < g_list_model_get_n_items (closures); i++)
    {
      g_autoptr (HtClosure) it = g_list_model_get_item (closures, i);
      if (ht_closure_is_closed (it))
        g_string_append_printf (text, "closed %s\n", ht_closure_get_street (it));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_taken_back (Town *town, const char *before, const char *label)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *decided = picture_of (town);
  g_assert_cmpstr (decided, !=, before);
  g_assert_cmpstr (ht_undo_get_label (ht_city_get_undo (town->city)), ==, label);
  g_autofree char *said = town_undo (town, &error);
  g_assert_no_error (error);
  town_assert_says (said, label);
  g_autofree char *after = picture_of (town);
  g_assert_cmpstr (after, ==, before);
  /* And again, and back once more. */
  g_assert_cmpstr (ht_undo_get_redo_label (ht_city_get_undo (town->city)), ==, label);
  g_autofree char *again = town_redo (town, &error);
  g_assert_no_error (error);
  town_assert_says (again, label);
  g_autofree char *redone = picture_of (town);
  g_assert_cmpstr (redone, ==, decided);
  g_assert_false (ht_undo_can_redo (ht_city_get_undo (town->city)));
  g_autofree char *back = town_undo (town, &error);
  g_assert_no_error (error);
  town_assert_says (back, label);
  g_autofree char *last = picture_of (town);
  g_assert_cmpstr (last, ==, before);
}

/* Facts that were never written before are empty again afterwards. */
static void
test_facts (Town *town, gconstpointer unused)
{
  HtIncidentDraft draft;
  ht_incident_draft_init (&draft);
  draft.type = "fire_residential";
  draft.position = (HtPoint){ TOWN_LON + 0.003, TOWN_LAT };
  town_begin ();
  ht_dispatch_create_async (ht_city_get_dispatch (town->city), &draft, NULL, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  HtIncident *incident = ht_dispatch_create_finish (ht_city_get_dispatch (town->city), result, NULL);
  const HtPoint there = { TOWN_LON + 0.001, TOWN_LAT + 0.001 };
  g_autoptr (HtGeometry) point = ht_geometry_new_point (there.lon, there.lat);
  g_autoptr (GBytes) place = ht_geometry_to_ewkb (point);
  const struct
  {
    const char *field;
    HtValue *value;
    const char *label;
  } cases[] = {
    { "level", ht_value_new_int (2), "incident graded" },
    { "title", ht_value_new_text ("阳台起火"), "incident facts changed" },
    { "address", ht_value_new_text ("四平路 1 号"), "incident facts changed" },
    { "notes", ht_value_new_text ("有燃气瓶"), "incident facts changed" },
    { "trapped", ht_value_new_int (3), "incident facts changed" },
    { "type", ht_value_new_text ("fire_high_rise"), "incident facts changed" },
    { "status", ht_value_new_text ("unverified"), "incident facts changed" },
    { "position", ht_value_new_bytes (g_bytes_get_data (place, NULL), g_bytes_get_size (place)),
      "incident moved" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *before = picture_of (town);
      town_edit (town, incident, cases[i].field, cases[i].value);
      assert_taken_back (town, before, cases[i].label);
    }
}

/* Closing releases the teams; taking it back puts them to work again where they were. */
static void
test_closing_with_teams (Town *town, gconstpointer unused)
{
  HtDispatch *dispatch = ht_city_get_dispatch (town->city);
  HtIncident *incident = town_create (town, "fire_residential", 4);
  HtTeam *team = town_find_team (town, "曲阳站 Pumper");
  g_autoptr (GPtrArray) teams = g_ptr_array_new ();
  g_ptr_array_add (teams, team);
  town_assign (town, incident, NULL, teams, NULL);
  town_set_state (town, ht_team_get_assignment (team), HT_ASSIGNMENT_ON_SCENE);
  g_autofree char *before = picture_of (town);
  town_begin ();
  ht_dispatch_close_async (dispatch, incident, NULL, "明火扑灭", TRUE, town_done, NULL);
  town_assert_done (town);
  g_assert_cmpint (ht_team_get_state (team), ==, HT_TEAM_RETURNING);
  assert_taken_back (town, before, "incident closed");
  g_assert_cmpint (ht_team_get_state (team), ==, HT_TEAM_ON_SCENE);
  town_begin ();
  ht_dispatch_close_async (dispatch, incident, NULL, "明火扑灭", TRUE, town_done, NULL);
  town_assert_done (town);
  g_autofree char *closed = picture_of (town);
  town_begin ();
  ht_dispatch_reopen_async (dispatch, incident, NULL, "复燃", town_done, NULL);
  town_assert_done (town);
  assert_taken_back (town, closed, "incident opened again");
  g_assert_cmpstr (ht_incident_get_close_reason (incident), ==, "明火扑灭");
}

/* A team taken from one incident to another goes back to the first. */
static void
test_diverting (Town *town, gconstpointer unused)
{
  HtIncident *first = town_create (town, "fire_residential", 4);
  HtIncident *second = town_create (town, "fire_residential", 2);
  HtTeam *team = town_find_team (town, "曲阳站 Pumper");
  g_autoptr (GPtrArray) teams = g_ptr_array_new ();
  g_ptr_array_add (teams, team);
  town_assign (town, first, NULL, teams, NULL);
  town_set_state (town, ht_team_get_assignment (team), HT_ASSIGNMENT_ON_SCENE);
  g_autofree char *before = picture_of (town);
  town_assign (town, second, NULL, teams, "有人被困");
  assert_taken_back (town, before, "teams assigned");
  g_assert_true (ht_team_get_incident (team) == first);
  g_assert_cmpint (ht_team_get_state (team), ==, HT_TEAM_ON_SCENE);
}

static void
test_teams (Town *town, gconstpointer unused)
{
  HtDispatch *dispatch = ht_city_get_dispatch (town->city);
  HtTeam *team = town_find_team (town, "曲阳站 Pumper");
  g_autofree char *before = picture_of (town);
  g_autofree char *label = g_strdup_printf ("%s: Standby", ht_team_get_name (team));
  town_set_status (town, team, HT_TEAM_STANDBY);
  assert_taken_back (town, before, label);
  town_begin ();
  ht_dispatch_confirm_team_async (dispatch, team, NULL, town_done, NULL);
  town_assert_done (town);
  assert_taken_back (town, before, "team confirmed");
  town_set_status (town, team, HT_TEAM_RETURNING);
  g_autofree char *returning = picture_of (town);
  const HtPoint there = { TOWN_LON + 0.002, TOWN_LAT + 0.002 };
  town_begin ();
  ht_dispatch_move_team_async (dispatch, team, NULL, &there, town_done, NULL);
  town_assert_done (town);
  assert_taken_back (town, returning, "team moved");
}

static void
test_roads (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  HtRouting *routing = ht_city_get_routing (town->city);
  g_autofree char *before = picture_of (town);
  HtClosure *closure
      = town_close_road (town, (HtPoint){ TOWN_LON + 0.001, TOWN_LAT }, FALSE, "爆管", 0, &error);
  assert_taken_back (town, before, "road closed");
  closure = town_close_road (town, (HtPoint){ TOWN_LON + 0.001, TOWN_LAT }, FALSE, "爆管", 0, &error);
  g_autofree char *closed = picture_of (town);
  town_begin ();
  ht_routing_open_road_async (routing, closure, NULL, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  g_assert_true (ht_routing_open_road_finish (routing, result, &error));
  assert_taken_back (town, closed, "road opened");
  g_assert_cmpuint (ht_routing_count_closed (routing), ==, 1);
}

/* A note that was taken back is said to be removed: the log forgets nothing. */
static void
test_note (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  town_begin ();
  ht_dispatch_note_async (ht_city_get_dispatch (town->city), NULL, "打错了", town_done, NULL);
  town_assert_done (town);
  g_assert_cmpstr (ht_undo_get_label (ht_city_get_undo (town->city)), ==, "note");
  g_autofree char *said = town_undo (town, &error);
  g_assert_no_error (error);
  g_assert_true (town_log_has (ht_city_get_log (town->city), "打错了"));
  g_assert_true (town_log_has (ht_city_get_log (town->city), "Removed"));
}

/* Imports, people, decided contradictions and what was taken back are no step to take back. */
static void
test_no_steps (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  HtUndo *undo = ht_city_get_undo (town->city);
  town_add_person (town, "周航", HT_ROLE_DISPATCHER);
  g_autoptr (HtLayer) layer = g_list_model_get_item (ht_city_get_layers (town->city), 0);
  ht_layer_set_visible (layer, FALSE);
  g_assert_false (ht_undo_can_undo (undo));
  g_assert_cmpstr (ht_undo_get_label (undo), ==, "");
  HtIncident *incident = town_create (town, "fire_residential", 4);
  town_append_apart (town, ht_op_draft_set ("incident", ht_entity_get_id (HT_ENTITY (incident)), "level",
                                            ht_value_new_int (1)));
  g_autoptr (HtMatter) matter = town_wait_for_matter (town);
  town_begin ();
  ht_dispatch_resolve_async (ht_city_get_dispatch (town->city), matter, 0, "以先到者为准", town_done, NULL);
  town_assert_done (town);
  g_assert_cmpstr (ht_undo_get_label (undo), ==, "new incident");
  town_settle (20);
  /* The decision touched the incident: its creation can no longer be taken back either. */
  g_autofree char *said = town_undo (town, &error);
  g_assert_null (said);
  g_assert_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_CHANGED);
  g_assert_false (ht_undo_can_undo (undo));
}

/* A second press while the first is on its way to the disk takes nothing else back. */
static void
test_busy (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  HtUndo *undo = ht_city_get_undo (town->city);
  town_create (town, "fire_residential", 4);
  town_create (town, "fire_residential", 4);
  ht_undo_undo_async (undo, NULL, NULL);
  g_assert_false (ht_undo_can_undo (undo));
  g_autofree char *said = town_undo (town, &error);
  g_assert_null (said);
  g_assert_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID);
  town_assert_says (error->message, "wait a moment");
  for (guint i = 0; i < 200 && !ht_undo_can_undo (undo); i++)
    town_settle (10);
  g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_incidents (town->city)), ==, 1);
  g_assert_true (ht_undo_can_undo (undo));
}

/* Two hundred decisions are remembered, not more. */
static void
test_depth (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  guint n = 0;
  HtTeam *team = town_find_team (town, "曲阳站 Pumper");
  for (guint i = 0; i < 202; i++)
    town_set_status (town, team, i % 2 == 0 ? HT_TEAM_STANDBY : HT_TEAM_AT_STATION);
  while (ht_undo_can_undo (ht_city_get_undo (town->city)))
    {
      g_autofree char *said = town_undo (town, &error);
      g_assert_no_error (error);
      n++;
    }
  g_assert_cmpuint (n, ==, 200);
  g_assert_cmpint (ht_team_get_state (team), ==, HT_TEAM_AT_STATION);
}

static void
test_speaks_chinese (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  ht_i18n_set_language ("zh_CN");
  town_create (town, "fire_residential", 4);
  g_assert_cmpstr (ht_undo_get_label (ht_city_get_undo (town->city)), ==, "新警情");
  g_autofree char *said = town_undo (town, &error);
  g_assert_no_error (error);
  town_assert_says (said, "新警情");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ht_i18n_init ();
  static const TownTest tests[] = {
    { "/undo-each/facts", test_facts },         { "/undo-each/closing", test_closing_with_teams },
    { "/undo-each/diverting", test_diverting }, { "/undo-each/teams", test_teams },
    { "/undo-each/roads", test_roads },         { "/undo-each/note", test_note },
    { "/undo-each/no-steps", test_no_steps },   { "/undo-each/busy", test_busy },
    { "/undo-each/depth", test_depth },         { "/undo-each/chinese", test_speaks_chinese },
  };
  town_add_tests (tests, G_N_ELEMENTS (tests));
  return g_test_run ();
}
