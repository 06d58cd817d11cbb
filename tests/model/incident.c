/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/incident.h"

#include "base/i18n.h"
#include "model/clocks.h"
#include "model/entity-private.h"
#include "model/links-private.h"
#include "town.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
#define MINUTE (60 * SECOND)

static const HtPoint somewhere = { TOWN_LON, TOWN_LAT };

/* An incident that is in no city, reported at @reported_us and graded (or closed) at @decided_us. */
static HtIncident *
imagine (gint64 level, const char *status, gint64 reported_us, gint64 decided_us)
{
  HtUuid id = ht_uuid_random ();
  g_autoptr (HtRecord) record = ht_record_new ("incident", &id);
  town_put (record, "close_reason", ht_value_new_text ("明火扑灭"), decided_us);
  town_put (record, "level", ht_value_new_int (level), decided_us);
  town_put (record, "reported_us", ht_value_new_int (reported_us), reported_us);
  town_put (record, "status", ht_value_new_text (status), decided_us);
  town_put (record, "type", ht_value_new_text ("fire_residential"), reported_us);
  return HT_INCIDENT (ht_entity_new (HT_TYPE_INCIDENT, record));
}

static void
add (HtIncident *incident, const char *state, gint64 ordered_us, gint64 since_us)
{
  HtUuid id = ht_uuid_random ();
  g_autoptr (HtRecord) record = ht_record_new ("assignment", &id);
  town_put (record, "state", ht_value_new_text (state), since_us);
  town_put (record, "team", ht_value_new_uuid (&id), ordered_us);
  g_autoptr (HtAssignment) assignment = HT_ASSIGNMENT (ht_entity_new (HT_TYPE_ASSIGNMENT, record));
  ht_assignment_set_links (assignment, incident, NULL);
  ht_incident_add_assignment (incident, assignment);
}

/* What matters most comes first: who works there, who comes, who is wanted. */
static void
test_summary (void)
{
  static const struct
  {
    const char *status;
    int level;
    const char *states[4];
    const char *summary;
  } cases[] = {
    { "unverified", 2, { NULL }, "waiting to be verified" },
    { "open", 0, { NULL }, "waiting to be graded" },
    { "open", 3, { NULL }, "waiting for teams" },
    { "open", 0, { "assigned" }, "1 team assigned" },
    { "open", 3, { "assigned", "acknowledged" }, "2 teams assigned" },
    { "open", 3, { "assigned", "en_route" }, "1 team en route" },
    { "open", 3, { "assigned", "en_route", "on_scene" }, "1 team on scene" },
    { "open", 3, { "on_scene", "on_scene", "released" }, "2 teams on scene" },
    { "open", 3, { "released", "cancelled" }, "teams released, waiting to be closed" },
    { "closed", 3, { "released" }, "closed" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HtIncident) incident = imagine (cases[i].level, cases[i].status, SECOND, SECOND);
      for (guint k = 0; k < G_N_ELEMENTS (cases[i].states) && cases[i].states[k] != NULL; k++)
        add (incident, cases[i].states[k], SECOND, SECOND);
      g_assert_cmpstr (ht_incident_get_summary (incident), ==, cases[i].summary);
      ht_i18n_set_language ("zh_CN");
      ht_incident_refresh (incident);
      g_assert_cmpstr (ht_incident_get_summary (incident), !=, cases[i].summary);
      ht_i18n_set_language ("en");
    }
}

static void
assert_clock (HtIncident *incident, gint64 now_us, const char *phase, gint64 seconds, HtDue due)
{
  HtElapsed elapsed;
  ht_incident_get_clock (incident, now_us, &elapsed);
  g_assert_cmpstr (elapsed.phase, ==, phase);
  g_assert_cmpint (elapsed.seconds, ==, seconds);
  g_assert_cmpint (elapsed.due, ==, due);
}

/* From the call to the end, each phase against its own limit (data/clocks.json). */
static void
test_clock_follows_the_phase (void)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (ht_clocks_load (NULL, &error));
  g_autoptr (HtIncident) unverified = imagine (0, "unverified", MINUTE, MINUTE);
  assert_clock (unverified, MINUTE + 301 * SECOND, "waiting to be verified", 301, HT_DUE_OVER);
  g_autoptr (HtIncident) ungraded = imagine (0, "open", MINUTE, 90 * SECOND);
  assert_clock (ungraded, MINUTE + 95 * SECOND, "waiting to be graded", 95, HT_DUE_IN_TIME);
  assert_clock (ungraded, MINUTE + 96 * SECOND, "waiting to be graded", 96, HT_DUE_SOON);
  /* Who waits for teams has waited since the grading, not since the call. */
  g_autoptr (HtIncident) graded = imagine (2, "open", MINUTE, 2 * MINUTE);
  assert_clock (graded, 2 * MINUTE + 121 * SECOND, "waiting for teams", 121, HT_DUE_OVER);
  /* A grade older than the report (a report imported late) counts from the report. */
  g_autoptr (HtIncident) late = imagine (2, "open", 5 * MINUTE, 2 * MINUTE);
  assert_clock (late, 6 * MINUTE, "waiting for teams", 60, HT_DUE_IN_TIME);
  add (graded, "assigned", 3 * MINUTE, 3 * MINUTE);
  assert_clock (graded, 3 * MINUTE + 10 * SECOND, "waiting for acknowledgement", 10, HT_DUE_IN_TIME);
  add (graded, "en_route", 3 * MINUTE, 4 * MINUTE);
  assert_clock (graded, 4 * MINUTE + 10 * SECOND, "on the way", 10, HT_DUE_IN_TIME);
  add (graded, "on_scene", 3 * MINUTE, 8 * MINUTE);
  add (graded, "on_scene", 3 * MINUTE, 7 * MINUTE);
  assert_clock (graded, 9 * MINUTE, "at work, personnel check", 120, HT_DUE_IN_TIME);
  g_autoptr (HtIncident) done = imagine (2, "open", MINUTE, MINUTE);
  add (done, "released", 2 * MINUTE, 30 * MINUTE);
  add (done, "cancelled", 2 * MINUTE, 20 * MINUTE);
  assert_clock (done, 46 * MINUTE, "waiting to be closed", 16 * 60, HT_DUE_OVER);
  g_autoptr (HtIncident) closed = imagine (2, "closed", MINUTE, 61 * MINUTE);
  assert_clock (closed, 99 * MINUTE, "closed", 38 * 60, HT_DUE_NONE);
}

static void
test_elapsed (void)
{
  g_autoptr (HtIncident) open = imagine (2, "open", 10 * MINUTE, 11 * MINUTE);
  g_assert_cmpint (ht_incident_get_elapsed_s (open, 12 * MINUTE), ==, 120);
  g_assert_cmpint (ht_incident_get_elapsed_s (open, 9 * MINUTE), ==, 0);
  g_assert_cmpint (ht_incident_get_closed_us (open), ==, 0);
  g_assert_null (ht_incident_get_close_reason (open));
  /* The big clock stops where it was closed. */
  g_autoptr (HtIncident) closed = imagine (2, "closed", 10 * MINUTE, 70 * MINUTE);
  g_assert_cmpint (ht_incident_get_elapsed_s (closed, 9999 * MINUTE), ==, 3600);
  g_assert_cmpint (ht_incident_get_closed_us (closed), ==, 70 * MINUTE);
  g_assert_cmpstr (ht_incident_get_close_reason (closed), ==, "明火扑灭");
}

/* What another version or a broken file may hold. */
static void
test_odd_records (void)
{
  g_autoptr (HtIncident) newer = imagine (9, "paused", 0, 7 * SECOND);
  g_assert_cmpint (ht_incident_get_status (newer), ==, HT_INCIDENT_OPEN);
  g_assert_cmpint (ht_incident_get_level (newer), ==, HT_LEVEL_UNGRADED);
  HtUuid id = ht_uuid_random ();
  g_autoptr (HtRecord) record = ht_record_new ("incident", &id);
  town_put (record, "position", ht_value_new_text ("here"), SECOND);
  town_put (record, "trapped", ht_value_new_int (G_MAXINT64), SECOND);
  town_put (record, "type", ht_value_new_text ("dragon"), 33 * SECOND);
  g_autoptr (HtIncident) bare = HT_INCIDENT (ht_entity_new (HT_TYPE_INCIDENT, record));
  HtPoint at;
  g_assert_false (ht_incident_get_position (bare, &at));
  g_assert_cmpint (ht_incident_get_trapped (bare), ==, G_MAXINT);
  g_assert_cmpint (ht_incident_get_reported_us (bare), ==, 33 * SECOND);
  g_assert_cmpstr (ht_incident_get_code (bare), ==, "");
  /* A title is never empty. */
  g_assert_cmpstr (ht_incident_get_title (bare), ==, "dragon");
  ht_incident_set_type_label (bare, "Dragon");
  g_assert_cmpstr (ht_incident_get_title (bare), ==, "Dragon");
  g_autoptr (HtIncident) unknown = imagine (1, "open", 1, 1);
  g_assert_cmpint (ht_incident_get_trapped (unknown), ==, -1);
}

/* --- the order of the queue --- */

static int
compare (HtIncident *a, HtIncident *b)
{
  return ht_incident_compare_urgency (a, b, 60 * MINUTE);
}

/* Each pair differs in one thing; the first of it is the more urgent. */
static void
test_urgency (void)
{
  g_autoptr (HtIncident) grave = imagine (1, "open", 59 * MINUTE, 59 * MINUTE);
  g_autoptr (HtIncident) serious = imagine (2, "open", 59 * MINUTE, 59 * MINUTE);
  g_autoptr (HtIncident) ungraded = imagine (0, "open", 59 * MINUTE, 59 * MINUTE);
  g_autoptr (HtIncident) major = imagine (3, "open", 59 * MINUTE, 59 * MINUTE);
  g_autoptr (HtIncident) ordinary = imagine (4, "open", 59 * MINUTE, 59 * MINUTE);
  g_autoptr (HtIncident) overdue = imagine (4, "open", 57 * MINUTE, 57 * MINUTE);
  g_autoptr (HtIncident) served = imagine (4, "open", 59 * MINUTE, 59 * MINUTE);
  add (served, "on_scene", 59 * MINUTE, 59 * MINUTE);
  g_autoptr (HtIncident) younger = imagine (4, "open", 59 * MINUTE + SECOND, 59 * MINUTE);
  g_autoptr (HtIncident) closed = imagine (1, "closed", 1 * MINUTE, 2 * MINUTE);
  HtIncident *const pairs[][2]
      = { { grave, serious },    { serious, ungraded }, { ungraded, major },   { major, ordinary },
          { overdue, ordinary }, { ordinary, served },  { ordinary, younger }, { served, closed },
          { major, overdue },    { younger, served } };
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_assert_cmpint (compare (pairs[i][0], pairs[i][1]), <, 0);
      g_assert_cmpint (compare (pairs[i][1], pairs[i][0]), >, 0);
    }
}

static void
assert_ordered (GPtrArray *all, guint i, guint j)
{
  int forth = compare (all->pdata[i], all->pdata[j]), back = compare (all->pdata[j], all->pdata[i]);
  g_assert_cmpint (forth == 0, ==, i == j);
  g_assert_cmpint (forth<0, ==, back> 0);
  for (guint k = 0; k < all->len; k++)
    if (forth < 0 && compare (all->pdata[j], all->pdata[k]) < 0)
      g_assert_cmpint (compare (all->pdata[i], all->pdata[k]), <, 0);
}

/* Total, or a sorted list would depend on how it was sorted. */
static void
test_urgency_is_total (void)
{
  static const char *const statuses[] = { "open", "unverified", "closed" };
  static const char *const states[] = { "assigned", "en_route", "on_scene", "released" };
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < 40; i++)
    {
      gint64 reported_us = g_test_rand_int_range (50, 60) * MINUTE;
      HtIncident *incident = imagine (g_test_rand_int_range (0, 5), statuses[g_test_rand_int_range (0, 3)],
                                      reported_us, reported_us + MINUTE);
      for (int k = g_test_rand_int_range (0, 3); k > 0; k--)
        add (incident, states[g_test_rand_int_range (0, 4)], reported_us, reported_us + MINUTE);
      g_ptr_array_add (all, incident);
    }
  for (guint i = 0; i < all->len; i++)
    for (guint j = 0; j < all->len; j++)
      assert_ordered (all, i, j);
}

/* --- in a city --- */

static void
test_imagined (Town *town, gconstpointer unused)
{
  g_autoptr (HtIncident) incident = ht_incident_new_imagined ("fire_residential", 2, &somewhere);
  HtPoint at;
  g_assert_true (ht_incident_get_position (incident, &at));
  g_assert_cmpfloat_with_epsilon (at.lat, TOWN_LAT, 1e-7);
  g_assert_cmpint (ht_incident_get_level (incident), ==, 2);
  g_autofree char *before = town_dump (town);
  g_autoptr (HtProposal) proposal = town_advise (town, incident);
  g_assert_cmpuint (g_list_model_get_n_items (ht_proposal_get_items (proposal)), >, 0);
  g_autofree char *after = town_dump (town);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_incidents (town->city)), ==, 0);
}

/* Codes run on, also over deleted incidents and after the desk was closed. */
static void
test_codes (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_assert_cmpstr (ht_incident_get_code (town_create (town, "fire_residential", 4)), ==, "0001");
  g_assert_cmpstr (ht_incident_get_code (town_create (town, "fire_residential", 4)), ==, "0002");
  g_autofree char *undone = town_undo (town, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ht_incident_get_code (town_create (town, "fire_residential", 4)), ==, "0003");
  town_reopen (town);
  ht_session_act_as_service (ht_city_get_session (town->city), HT_ROLE_DISPATCHER);
  g_assert_cmpstr (ht_incident_get_code (town_create (town, "fire_residential", 4)), ==, "0004");
}

/* An open form writes facts; closing and opening again are decisions of their own and need a reason. */
static void
test_edit_never_closes (Town *town, gconstpointer unused)
{
  HtDispatch *dispatch = ht_city_get_dispatch (town->city);
  HtIncident *incident = town_create (town, "fire_residential", 4);
  town_edit (town, incident, "status", ht_value_new_text ("unverified"));
  g_assert_cmpint (ht_incident_get_status (incident), ==, HT_INCIDENT_UNVERIFIED);
  town_edit (town, incident, "status", ht_value_new_text ("open"));
  g_autoptr (HtValue) closing = ht_value_new_map ();
  ht_value_set_text (closing, "status", "closed");
  town_begin ();
  ht_dispatch_edit_async (dispatch, incident, NULL, closing, town_done, NULL);
  town_assert_refused (town, HT_MODEL_ERROR_NEEDS_REASON);
  g_assert_cmpint (ht_incident_get_status (incident), ==, HT_INCIDENT_OPEN);
  town_begin ();
  ht_dispatch_close_async (dispatch, incident, NULL, "误报", FALSE, town_done, NULL);
  town_assert_done (town);
  g_autoptr (HtValue) opening = ht_value_new_map ();
  ht_value_set_text (opening, "status", "open");
  town_begin ();
  ht_dispatch_edit_async (dispatch, incident, NULL, opening, town_done, NULL);
  town_assert_refused (town, HT_MODEL_ERROR_NEEDS_REASON);
  /* Other facts of a closed incident may still be put right. */
  town_edit (town, incident, "title", ht_value_new_text ("烟头引燃垃圾桶"));
  g_assert_cmpstr (ht_incident_get_title (incident), ==, "烟头引燃垃圾桶");
}

/* One wrong value and nothing of the form is written. */
static void
test_edit_refuses_the_impossible (Town *town, gconstpointer unused)
{
  HtDispatch *dispatch = ht_city_get_dispatch (town->city);
  HtIncident *incident = town_create (town, "fire_residential", 4);
  const struct
  {
    const char *field;
    HtValue *value;
  } cases[] = { { "level", ht_value_new_int (5) },        { "level", ht_value_new_int (-1) },
                { "level", ht_value_new_text ("II") },    { "trapped", ht_value_new_int (-1) },
                { "status", ht_value_new_text ("lost") }, { "position", ht_value_new_text ("here") } };
  g_autofree char *before = town_dump (town);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HtValue) changes = ht_value_new_map ();
      ht_value_set_text (changes, "address", "四平路 1 号");
      ht_value_set (changes, cases[i].field, cases[i].value);
      town_begin ();
      ht_dispatch_edit_async (dispatch, incident, NULL, changes, town_done, NULL);
      g_autoptr (GAsyncResult) result = town_end ();
      g_assert_false (ht_dispatch_finish (dispatch, result, &error));
      town_assert_says (error->message, cases[i].field);
    }
  g_autofree char *after = town_dump (town);
  g_assert_cmpstr (before, ==, after);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ht_i18n_init ();
  ht_i18n_set_language ("en");
  g_test_add_func ("/incident/summary", test_summary);
  g_test_add_func ("/incident/clock", test_clock_follows_the_phase);
  g_test_add_func ("/incident/elapsed", test_elapsed);
  g_test_add_func ("/incident/odd", test_odd_records);
  g_test_add_func ("/incident/urgency", test_urgency);
  g_test_add_func ("/incident/total", test_urgency_is_total);
  static const TownTest tests[] = {
    { "/incident/imagined", test_imagined },
    { "/incident/codes", test_codes },
    { "/incident/never-closes", test_edit_never_closes },
    { "/incident/impossible", test_edit_refuses_the_impossible },
  };
  town_add_tests (tests, G_N_ELEMENTS (tests));
  return g_test_run ();
}
