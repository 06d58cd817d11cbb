/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/assignment.h"

#include "model/clocks.h"
#include "model/entity-private.h"
#include "town.h"

#define SECOND ((gint64) G_USEC_PER_SEC)

/* An assignment that is in no city, its state since @since_us and its order at @ordered_us. */
static HtAssignment *
imagine (const char *state, gint64 ordered_us, gint64 since_us, gint64 expected_s)
{
  HtUuid id = ht_uuid_random (), team = ht_uuid_random ();
  g_autoptr (HtRecord) record = ht_record_new ("assignment", &id);
  if (expected_s >= 0)
    town_put (record, "expected_s", ht_value_new_int (expected_s), ordered_us);
  town_put (record, "state", ht_value_new_text (state), since_us);
  town_put (record, "team", ht_value_new_uuid (&team), ordered_us);
  return HT_ASSIGNMENT (ht_entity_new (HT_TYPE_ASSIGNMENT, record));
}

static void
test_next_state (void)
{
  HtAssignmentState next;
  static const char *const order[] = { "assigned", "acknowledged", "en_route", "on_scene", "released" };
  for (guint i = 0; i + 1 < G_N_ELEMENTS (order); i++)
    {
      g_autoptr (HtAssignment) assignment = imagine (order[i], SECOND, SECOND, -1);
      g_assert_true (ht_assignment_get_next_state (assignment, &next));
      g_assert_cmpstr (ht_assignment_state_get_name (next), ==, order[i + 1]);
    }
  g_autoptr (HtAssignment) released = imagine ("released", SECOND, SECOND, -1);
  g_autoptr (HtAssignment) cancelled = imagine ("cancelled", SECOND, SECOND, -1);
  g_assert_false (ht_assignment_get_next_state (released, &next));
  g_assert_false (ht_assignment_get_next_state (cancelled, &next));
}

/* A team must never look free by mistake. */
static void
test_newer_state_is_work (void)
{
  g_autoptr (HtAssignment) assignment = imagine ("teleporting", SECOND, SECOND, -1);
  g_assert_cmpint (ht_assignment_get_state (assignment), ==, HT_ASSIGNMENT_ASSIGNED);
  g_assert_true (ht_assignment_is_active (assignment));
  g_assert_cmpint (ht_assignment_get_expected_s (assignment), ==, -1);
  g_assert_false (ht_assignment_is_advised (assignment));
  g_assert_null (ht_assignment_get_reason (assignment));
  g_assert_null (ht_assignment_get_team (assignment));
}

static void
assert_clock (HtAssignment *assignment, gint64 now_us, gint64 seconds, gint64 limit_s, HtDue due)
{
  HtElapsed elapsed;
  ht_assignment_get_clock (assignment, now_us, &elapsed);
  g_assert_cmpint (elapsed.seconds, ==, seconds);
  g_assert_cmpint (elapsed.limit_s, ==, limit_s);
  g_assert_cmpint (elapsed.due, ==, due);
  g_assert_cmpint (elapsed.over_s, ==, MAX (seconds - limit_s, 0) * (limit_s > 0));
}

/* Limits of data/clocks.json: 30 s to acknowledge, 60 s to turn out, 5 min to arrive where no time by road is
 * known, 20 min to the personnel check; framed from four fifths on. */
static void
test_clocks (void)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (ht_clocks_load (NULL, &error));
  g_autoptr (HtAssignment) assigned = imagine ("assigned", 100 * SECOND, 100 * SECOND, 300);
  assert_clock (assigned, 123 * SECOND, 23, 30, HT_DUE_IN_TIME);
  assert_clock (assigned, 124 * SECOND, 24, 30, HT_DUE_SOON);
  assert_clock (assigned, 130 * SECOND, 30, 30, HT_DUE_SOON);
  assert_clock (assigned, 131 * SECOND, 31, 30, HT_DUE_OVER);
  g_autoptr (HtAssignment) acknowledged = imagine ("acknowledged", 100 * SECOND, 110 * SECOND, 300);
  assert_clock (acknowledged, 171 * SECOND, 61, 60, HT_DUE_OVER);
  g_autoptr (HtAssignment) working = imagine ("on_scene", 100 * SECOND, 400 * SECOND, 300);
  assert_clock (working, 1600 * SECOND, 1200, 1200, HT_DUE_SOON);
  assert_clock (working, 1601 * SECOND, 1201, 1200, HT_DUE_OVER);
  g_autoptr (HtAssignment) over = imagine ("released", 100 * SECOND, 400 * SECOND, 300);
  assert_clock (over, 99999 * SECOND, 99599, 0, HT_DUE_NONE);
}

/* The expected arrival counts from the order, the clock of driving from when it drove off. */
static void
test_clock_of_driving (void)
{
  static const struct
  {
    gint64 left_after_s, expected_s, limit_s;
  } cases[] = {
    { 30, 300, 270 }, { 0, 300, 300 }, { 299, 300, 1 },
    { 300, 300, 1 },  { 900, 300, 1 }, /* it left when it should have been there */
    { 30, -1, 300 },  { 30, 0, 300 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 left_us = (1000 + cases[i].left_after_s) * SECOND;
      g_autoptr (HtAssignment) driving = imagine ("en_route", 1000 * SECOND, left_us, cases[i].expected_s);
      assert_clock (driving, left_us + (cases[i].limit_s + 1) * SECOND, cases[i].limit_s + 1,
                    cases[i].limit_s, HT_DUE_OVER);
    }
  /* Clocks of two posts that disagree: an order from the future costs no time. */
  g_autoptr (HtAssignment) ahead = imagine ("en_route", 2000 * SECOND, 1000 * SECOND, 300);
  assert_clock (ahead, 1001 * SECOND, 1, 300, HT_DUE_IN_TIME);
}

static void
try_state (Town *town, HtAssignment *assignment, HtAssignmentState state)
{
  town_begin ();
  ht_dispatch_set_assignment_state_async (ht_city_get_dispatch (town->city), assignment, NULL, state,
                                          town_done, NULL);
}

/* A fresh assignment of @team, brought to @state. */
static HtAssignment *
bring_to (Town *town, HtIncident *incident, HtTeam *team, HtAssignmentState state)
{
  g_autoptr (GPtrArray) teams = g_ptr_array_new ();
  g_ptr_array_add (teams, team);
  town_set_status (town, team, HT_TEAM_AT_STATION);
  town_assign (town, incident, NULL, teams, "试转换");
  HtAssignment *assignment = ht_team_get_assignment (team);
  if (state == HT_ASSIGNMENT_RELEASED)
    town_set_state (town, assignment, HT_ASSIGNMENT_ON_SCENE);
  if (state != HT_ASSIGNMENT_ASSIGNED)
    town_set_state (town, assignment, state);
  return assignment;
}

/* All 36: what is at work may go to any state, also back (a slip of the hand); what is over stays over.
 * Whoever had left the station is then on its way back to it. */
static void
test_every_transition (Town *town, gconstpointer unused)
{
  HtIncident *incident = town_create (town, "fire_residential", 4);
  HtTeam *team = town_find_team (town, "曲阳站 Pumper");
  for (guint k = 0; k < 36; k++)
    {
      HtAssignmentState from = k / 6, to = k % 6;
      HtAssignment *assignment = bring_to (town, incident, team, from);
      gboolean was_over = from == HT_ASSIGNMENT_RELEASED || from == HT_ASSIGNMENT_CANCELLED;
      gboolean is_over = to == HT_ASSIGNMENT_RELEASED || to == HT_ASSIGNMENT_CANCELLED;
      gboolean had_left = from == HT_ASSIGNMENT_EN_ROUTE || from == HT_ASSIGNMENT_ON_SCENE;
      HtTeamState before = ht_team_get_state (team);
      try_state (town, assignment, to);
      if (was_over)
        {
          town_assert_refused (town, HT_MODEL_ERROR_INVALID);
          g_assert_cmpint (ht_assignment_get_state (assignment), ==, from);
          g_assert_cmpint (ht_team_get_state (team), ==, before);
          continue;
        }
      town_assert_done (town);
      g_assert_cmpint (ht_assignment_get_state (assignment), ==, to);
      if (is_over)
        g_assert_cmpint (ht_team_get_state (team), ==, had_left ? HT_TEAM_RETURNING : HT_TEAM_AT_STATION);
      else
        g_assert_true (ht_team_get_assignment (team) == assignment);
      g_assert_cmpint (ht_team_is_free (team), ==, is_over);
      if (!is_over)
        town_set_state (town, assignment, HT_ASSIGNMENT_CANCELLED);
    }
  g_assert_cmpuint (g_list_model_get_n_items (ht_incident_get_assignments (incident)), ==, 36);
  g_assert_cmpuint (ht_incident_count_active (incident), ==, 0);
}

static void
test_same_state_writes_nothing (Town *town, gconstpointer unused)
{
  HtIncident *incident = town_create (town, "fire_residential", 4);
  HtAssignment *assignment
      = bring_to (town, incident, town_find_team (town, "曲阳站 Pumper"), HT_ASSIGNMENT_EN_ROUTE);
  g_autofree char *before = town_dump (town);
  try_state (town, assignment, HT_ASSIGNMENT_EN_ROUTE);
  town_assert_done (town);
  g_autofree char *after = town_dump (town);
  g_assert_cmpstr (before, ==, after);
}

/* Who may: the table of store/validate.h. */
static void
test_roles (Town *town, gconstpointer unused)
{
  static const struct
  {
    const char *role;
    gboolean may;
  } cases[] = { { HT_ROLE_VIEWER, FALSE },
                { HT_ROLE_DISPATCHER, TRUE },
                { HT_ROLE_COMMANDER, TRUE },
                { HT_ROLE_PLANNER, FALSE },
                { HT_ROLE_ADMINISTRATOR, TRUE } };
  HtSession *session = ht_city_get_session (town->city);
  HtIncident *incident = town_create (town, "fire_residential", 4);
  HtTeam *team = town_find_team (town, "曲阳站 Pumper");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ht_session_act_as_service (session, HT_ROLE_ADMINISTRATOR);
      HtAssignment *assignment = bring_to (town, incident, team, HT_ASSIGNMENT_ASSIGNED);
      ht_session_act_as_service (session, cases[i].role);
      try_state (town, assignment, HT_ASSIGNMENT_ACKNOWLEDGED);
      if (cases[i].may)
        town_assert_done (town);
      else
        town_assert_refused (town, HT_MODEL_ERROR_DENIED);
      g_assert_cmpint (ht_assignment_get_state (assignment), ==,
                       cases[i].may ? HT_ASSIGNMENT_ACKNOWLEDGED : HT_ASSIGNMENT_ASSIGNED);
      ht_session_act_as_service (session, HT_ROLE_ADMINISTRATOR);
      town_set_state (town, assignment, HT_ASSIGNMENT_CANCELLED);
    }
}

/* Two who looked at the same picture and decided differently: both decisions stay to be seen. */
static void
test_decided_on_an_old_picture (Town *town, gconstpointer unused)
{
  HtIncident *incident = town_create (town, "fire_residential", 4);
  HtAssignment *assignment
      = bring_to (town, incident, town_find_team (town, "曲阳站 Pumper"), HT_ASSIGNMENT_ASSIGNED);
  g_autoptr (HtRecord) seen = ht_record_ref (ht_entity_get_record (HT_ENTITY (assignment)));
  town_set_state (town, assignment, HT_ASSIGNMENT_ACKNOWLEDGED);
  g_assert_false (ht_entity_is_contested (HT_ENTITY (assignment)));
  town_begin ();
  ht_dispatch_set_assignment_state_async (ht_city_get_dispatch (town->city), assignment, seen,
                                          HT_ASSIGNMENT_CANCELLED, town_done, NULL);
  town_assert_done (town);
  g_assert_true (ht_entity_is_contested (HT_ENTITY (assignment)));
  const HtRegister *heads = ht_record_get_register (ht_entity_get_record (HT_ENTITY (assignment)), "state");
  g_assert_cmpuint (heads->heads->len, ==, 2);
  g_autoptr (HtMatter) matter = town_wait_for_matter (town);
  g_assert_cmpstr (ht_matter_get_rule (matter), ==, "register_heads");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/assignment/next", test_next_state);
  g_test_add_func ("/assignment/newer", test_newer_state_is_work);
  g_test_add_func ("/assignment/clocks", test_clocks);
  g_test_add_func ("/assignment/driving", test_clock_of_driving);
  static const TownTest tests[] = {
    { "/assignment/transitions", test_every_transition },
    { "/assignment/same", test_same_state_writes_nothing },
    { "/assignment/roles", test_roles },
    { "/assignment/old-picture", test_decided_on_an_old_picture },
  };
  town_add_tests (tests, G_N_ELEMENTS (tests));
  return g_test_run ();
}
