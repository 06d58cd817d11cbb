/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/proposal.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "town.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
#define NOW_US (1800000000 * SECOND)

/* The town has a pumper and a rescue team at each of its two stations; 曲阳站 is the nearer one to where
 * town_create puts incidents. */
#define NEAR_PUMPER "曲阳站 Pumper"
#define FAR_PUMPER "江湾路站 Pumper"

static HtProposalItem *
find (GListModel *items, HtTeam *team)
{
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (HtProposalItem) item = g_list_model_get_item (items, i);
      if (ht_proposal_item_get_team (item) == team)
        return item; /* the list keeps it */
    }
  return NULL;
}

static HtProposalItem *
chosen (HtProposal *proposal, HtTeam *team)
{
  return find (ht_proposal_get_items (proposal), team);
}

static HtProposalItem *
other (HtProposal *proposal, HtTeam *team)
{
  return find (ht_proposal_get_others (proposal), team);
}

static gboolean
any_says (const char *const *lines, const char *first, const char *second)
{
  for (guint i = 0; lines[i] != NULL; i++)
    if (strstr (lines[i], first) != NULL && strstr (lines[i], second) != NULL)
      return TRUE;
  return FALSE;
}

/* As the program itself, which keeps teams' facts. */
static void
set_team (Town *town, HtTeam *team, const char *field, HtValue *value)
{
  g_autoptr (GError) error = NULL;
  HtAuthor author = { .role = "system" };
  g_autoptr (GPtrArray) drafts = ht_op_new_drafts ();
  g_ptr_array_add (drafts, ht_op_draft_set ("team", ht_entity_get_id (HT_ENTITY (team)), field, value));
  g_assert_true (ht_store_append (ht_city_get_store (town->city), &author, drafts, NULL, &error));
  g_assert_no_error (error);
  town_settle (20);
}

/* A team that stands at no station. */
static HtTeam *
add_team (Town *town, const char *name, const char *capability, const HtPoint *at)
{
  HtUuid id = ht_uuid_random ();
  HtValue *fields = ht_value_new_map (), *kit = ht_value_new_array ();
  ht_value_add (kit, ht_value_new_text (capability));
  ht_value_set_text (fields, "name", name);
  ht_value_set_text (fields, "kind", "engine");
  ht_value_set (fields, "capabilities", kit);
  ht_value_set_int (fields, "crew", 6);
  ht_value_set_text (fields, "status", "standby");
  if (at != NULL)
    {
      g_autoptr (HtGeometry) point = ht_geometry_new_point (at->lon, at->lat);
      g_autoptr (GBytes) bytes = ht_geometry_to_ewkb (point);
      ht_value_set (fields, "position",
                    ht_value_new_bytes (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)));
    }
  town_append_apart (town, ht_op_draft_create ("team", &id, fields));
  town_settle (20);
  return ht_city_find_team (town->city, &id);
}

/* Turnout and the way by road, which is asked for separately here. */
static void
test_arrival (Town *town, gconstpointer unused)
{
  HtIncident *incident = town_create (town, "fire_residential", 4);
  HtTeam *team = town_find_team (town, NEAR_PUMPER);
  g_autoptr (HtProposal) proposal = town_advise (town, incident);
  HtProposalItem *item = chosen (proposal, team);
  HtPoint from, to;
  ht_team_get_position (team, &from);
  ht_incident_get_position (incident, &to);
  g_autoptr (HtWay) way = town_route (town, from, to);
  g_assert_cmpint (ht_proposal_item_get_turnout_s (item), ==, 60);
  g_assert_cmpint (ABS (ht_proposal_item_get_seconds (item) - 60 - way->seconds), <=, 1);
  g_assert_cmpfloat_with_epsilon (ht_proposal_item_get_distance_m (item), way->length_m, 1);
  g_assert_cmpstr (ht_proposal_item_get_reason (item), ==, "nearest of all with water tank");
  g_assert_false (ht_proposal_item_needs_reason (item));
  g_assert_cmpstr (ht_proposal_get_run_card (proposal), ==, "fire_residential/4");
  town_assert_says (ht_proposal_get_run_card_label (proposal), "Fire, dwelling, level IV");
  g_assert_true (ht_proposal_get_incident (proposal) == incident);
  /* Already under way it needs no minute to turn out. */
  town_set_status (town, team, HT_TEAM_RETURNING);
  g_autoptr (HtProposal) again = town_advise (town, incident);
  g_assert_cmpint (ht_proposal_item_get_turnout_s (chosen (again, team)), ==, 0);
  town_assert_says (ht_proposal_item_get_reason (chosen (again, team)), ", already on the road");
}

static void
assert_sorted (GListModel *items)
{
  gint64 before = 0;
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (HtProposalItem) item = g_list_model_get_item (items, i);
      gint64 seconds = ht_proposal_item_get_seconds (item);
      g_assert_true (seconds < 0 || (before >= 0 && seconds >= before));
      before = seconds;
    }
}

/* Every team is somewhere: chosen or among the others, once. */
static void
test_everybody_is_weighed (Town *town, gconstpointer unused)
{
  HtTeam *lost = add_team (town, "失联车", "pumper", NULL);
  for (int level = 1; level <= 4; level++)
    {
      HtIncident *incident = town_create (town, "fire_residential", level);
      g_autoptr (HtProposal) proposal = town_advise (town, incident);
      GListModel *teams = ht_city_get_teams (town->city);
      for (guint i = 0; i < g_list_model_get_n_items (teams); i++)
        {
          g_autoptr (HtTeam) team = g_list_model_get_item (teams, i);
          g_assert_true ((chosen (proposal, team) != NULL) != (other (proposal, team) != NULL));
        }
      assert_sorted (ht_proposal_get_items (proposal));
      assert_sorted (ht_proposal_get_others (proposal));
      HtProposalItem *item = other (proposal, lost);
      g_assert_cmpint (ht_proposal_item_get_seconds (item), ==, -1);
      g_assert_cmpstr (ht_proposal_item_get_reason (item), ==, "its position is not known");
      g_assert_true (ht_proposal_item_needs_reason (item));
      g_assert_null (ht_proposal_item_get_route (item));
    }
}

/* The nearer one is at work: the farther goes, and the advice says why not the nearer. */
static void
test_why_not_nearer (Town *town, gconstpointer unused)
{
  HtTeam *near = town_find_team (town, NEAR_PUMPER), *far = town_find_team (town, FAR_PUMPER);
  HtIncident *first = town_create (town, "fire_residential", 4);
  g_autoptr (GPtrArray) teams = g_ptr_array_new ();
  g_ptr_array_add (teams, near);
  town_assign (town, first, NULL, teams, NULL);
  HtIncident *second = town_create (town, "fire_residential", 4);
  g_autoptr (HtProposal) busy = town_advise (town, second);
  g_assert_null (chosen (busy, near));
  town_assert_says (ht_proposal_item_get_reason (chosen (busy, far)), "next free with water tank");
  g_assert_cmpstr (ht_proposal_item_get_reason (other (busy, near)), ==, "at work on 0001 (Assigned)");
  g_assert_true (any_says (ht_proposal_get_why_not (busy), ht_team_get_name (near), "at work on 0001"));
  town_set_state (town, ht_team_get_assignment (near), HT_ASSIGNMENT_CANCELLED);
  town_set_status (town, near, HT_TEAM_OUT_OF_SERVICE);
  g_autoptr (HtProposal) broken = town_advise (town, second);
  g_assert_true (any_says (ht_proposal_get_why_not (broken), ht_team_get_name (near), "out of service"));
  town_set_status (town, near, HT_TEAM_AT_STATION);
  set_team (town, near, "crew", ht_value_new_int (0));
  g_autoptr (HtProposal) empty = town_advise (town, second);
  g_assert_true (any_says (ht_proposal_get_why_not (empty), ht_team_get_name (near), "no crew"));
  set_team (town, near, "crew", ht_value_new_int (6));
  set_team (town, near, "capabilities", ht_value_new_array ());
  g_autoptr (HtProposal) bare = town_advise (town, second);
  g_assert_cmpstr (ht_proposal_item_get_reason (other (bare, near)), ==,
                   "has nothing that the card asks for");
  /* Nobody would have expected it, so it is no line of the advice. */
  g_assert_false (any_says (ht_proposal_get_why_not (bare), ht_team_get_name (near), ""));
}

/* Every road at the corner of its station is shut. */
static void
test_unreachable (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  HtTeam *team = add_team (town, "孤岛车", "pumper", &(HtPoint){ TOWN_LON + 0.0052, TOWN_LAT + 0.005 });
  HtIncident *incident = town_create (town, "fire_residential", 4);
  g_autoptr (HtProposal) before = town_advise (town, incident);
  HtProposalItem *item = other (before, team);
  g_assert_cmpint (ht_proposal_item_get_seconds (item != NULL ? item : chosen (before, team)), >, 0);
  const HtPoint middles[] = { { TOWN_LON + 0.0013, TOWN_LAT },
                              { TOWN_LON + 0.0039, TOWN_LAT },
                              { TOWN_LON, TOWN_LAT + 0.001 },
                              { TOWN_LON + 0.0026, TOWN_LAT + 0.001 },
                              { TOWN_LON + 0.0052, TOWN_LAT + 0.001 } };
  /* The incident lies on 四平路 between the second and third cross street: shut all but that piece. */
  for (guint i = 0; i < G_N_ELEMENTS (middles); i++)
    if (i != 1)
      town_close_road (town, middles[i], FALSE, "内涝", 0, &error);
  g_assert_no_error (error);
  g_autoptr (HtProposal) after = town_advise (town, incident);
  town_assert_says (ht_proposal_get_basis (after), "4 closures counted");
  HtProposalItem *cut_off = other (after, team);
  g_assert_cmpint (ht_proposal_item_get_seconds (cut_off), ==, -1);
  g_assert_cmpstr (ht_proposal_item_get_reason (cut_off), ==, "no way by road, closures counted");
  g_assert_true (ht_proposal_item_needs_reason (cut_off));
}

/* What the card asks for and nobody has; and what somebody busy has. */
static void
test_shortfalls (Town *town, gconstpointer unused)
{
  HtIncident *first = town_create (town, "fire_residential", 1);
  g_autoptr (HtProposal) proposal = town_advise (town, first);
  const char *const *short_of = ht_proposal_get_shortfalls (proposal);
  /* 8 pumpers are asked for and 2 are there. */
  g_assert_true (any_says (short_of, "6 more with water tank", "(the card asks for 8)"));
  g_assert_true (any_says (short_of, "3 more with ladder", "(the card asks for 3)"));
  g_assert_false (any_says (short_of, "ladder", "soonest"));
  town_assign (town, first, proposal, NULL, NULL);
  HtIncident *second = town_create (town, "fire_residential", 4);
  g_autoptr (HtProposal) none = town_advise (town, second);
  g_assert_cmpuint (g_list_model_get_n_items (ht_proposal_get_items (none)), ==, 0);
  g_assert_true (any_says (ht_proposal_get_shortfalls (none), "water tank", "; soonest would be"));
  g_assert_true (any_says (ht_proposal_get_shortfalls (none), "water tank", "at work on 0001"));
  town_begin ();
  ht_dispatch_assign_async (ht_city_get_dispatch (town->city), second, none, NULL, NULL, town_done, NULL);
  town_assert_refused (town, HT_MODEL_ERROR_INVALID);
}

/* 300 s old is a report, 301 s a guess (plan/advice.h). */
static void
test_old_position (Town *town, gconstpointer unused)
{
  town_set_clock (NOW_US);
  HtTeam *team = town_find_team (town, NEAR_PUMPER);
  HtIncident *incident = town_create (town, "fire_residential", 4);
  town_set_status (town, team, HT_TEAM_STANDBY);
  const HtPoint at = { TOWN_LON + 0.003, TOWN_LAT };
  town_begin ();
  ht_dispatch_move_team_async (ht_city_get_dispatch (town->city), team, NULL, &at, town_done, NULL);
  town_assert_done (town);
  town_set_clock (NOW_US + 300 * SECOND);
  g_autoptr (HtProposal) fresh = town_advise (town, incident);
  g_assert_null (strstr (ht_proposal_item_get_reason (chosen (fresh, team)), "position"));
  town_set_clock (NOW_US + 301 * SECOND);
  g_autoptr (HtProposal) old = town_advise (town, incident);
  town_assert_says (ht_proposal_item_get_reason (chosen (old, team)), "its position is 5 min old");
}

/* The card's own time: level IV asks for them within its deadline, and half an hour of turnout is too late.
 */
static void
test_late (Town *town, gconstpointer unused)
{
  HtIncident *incident = town_create (town, "fire_residential", 1);
  HtTeam *team = town_find_team (town, NEAR_PUMPER);
  set_team (town, team, "turnout_s", ht_value_new_int (1800));
  g_autoptr (HtProposal) proposal = town_advise (town, incident);
  HtProposalItem *item = chosen (proposal, team);
  g_assert_cmpint (ht_proposal_item_get_turnout_s (item), ==, 1800);
  town_assert_says (ht_proposal_item_get_reason (item), ", after the card’s 5 min");
  g_assert_null (strstr (ht_proposal_item_get_reason (chosen (proposal, town_find_team (town, FAR_PUMPER))),
                         "after the card"));
}

/* Old once a team, a road or this incident has changed; a note or another incident is no reason to ask anew.
 */
static void
test_stale (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  HtIncident *incident = town_create (town, "fire_residential", 4);
  g_autoptr (HtProposal) first = town_advise (town, incident);
  town_begin ();
  ht_dispatch_note_async (ht_city_get_dispatch (town->city), NULL, "交接班", town_done, NULL);
  town_assert_done (town);
  town_create (town, "fire_residential", 4);
  g_assert_false (ht_proposal_is_stale (first));
  town_set_status (town, town_find_team (town, FAR_PUMPER), HT_TEAM_STANDBY);
  g_assert_true (ht_proposal_is_stale (first));
  g_autoptr (HtProposal) second = town_advise (town, incident);
  g_assert_false (ht_proposal_is_stale (second));
  town_close_road (town, (HtPoint){ TOWN_LON + 0.001, TOWN_LAT }, FALSE, "爆管", 0, &error);
  g_assert_true (ht_proposal_is_stale (second));
  g_autoptr (HtProposal) third = town_advise (town, incident);
  town_edit (town, incident, "level", ht_value_new_int (3));
  g_assert_true (ht_proposal_is_stale (third));
  g_autoptr (HtProposal) fourth = town_advise (town, incident);
  town_reopen (town);
  g_assert_true (ht_proposal_is_stale (fourth));
}

/* Somebody who is fit but not needed goes without a word; the order says that it was not advised. */
static void
test_others_may_go (Town *town, gconstpointer unused)
{
  HtIncident *incident = town_create (town, "fire_residential", 4);
  g_autoptr (HtProposal) proposal = town_advise (town, incident);
  HtTeam *fit = NULL;
  for (guint i = 0; i < g_list_model_get_n_items (ht_proposal_get_others (proposal)); i++)
    {
      g_autoptr (HtProposalItem) item = g_list_model_get_item (ht_proposal_get_others (proposal), i);
      if (!ht_proposal_item_needs_reason (item))
        fit = ht_proposal_item_get_team (item);
    }
  g_assert_nonnull (fit);
  gint64 expected_s = ht_proposal_item_get_seconds (other (proposal, fit));
  g_autoptr (GPtrArray) teams = g_ptr_array_new ();
  g_ptr_array_add (teams, fit);
  town_assign (town, incident, proposal, teams, NULL);
  HtAssignment *assignment = ht_team_get_assignment (fit);
  g_assert_false (ht_assignment_is_advised (assignment));
  g_assert_null (ht_assignment_get_reason (assignment));
  g_assert_cmpint (ht_assignment_get_expected_s (assignment), ==, expected_s);
  g_assert_cmpstr (ht_incident_get_run_card (incident), ==, "fire_residential/4");
  town_begin ();
  ht_dispatch_assign_async (ht_city_get_dispatch (town->city), incident, NULL, teams, "再派", town_done,
                            NULL);
  town_assert_refused (town, HT_MODEL_ERROR_INVALID);
}

/* Whoever sends teams takes the report for real. */
static void
test_sending_verifies (Town *town, gconstpointer unused)
{
  HtIncident *incident = town_create (town, "fire_residential", 4);
  town_edit (town, incident, "status", ht_value_new_text ("unverified"));
  town_assign (town, incident, NULL, NULL, NULL);
  g_assert_cmpint (ht_incident_get_status (incident), ==, HT_INCIDENT_OPEN);
}

static void
assert_no_advice (Town *town, HtIncident *incident, const char *says)
{
  g_autoptr (GError) error = NULL;
  town_begin ();
  ht_dispatch_advise_async (ht_city_get_dispatch (town->city), incident, NULL, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  g_assert_null (ht_dispatch_advise_finish (ht_city_get_dispatch (town->city), result, &error));
  g_assert_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID);
  town_assert_says (error->message, says);
}

/* Without a card or a place there is no advice, yet teams chosen by hand go. */
static void
test_no_card_no_place (Town *town, gconstpointer unused)
{
  HtUuid id = ht_uuid_random ();
  HtValue *fields = ht_value_new_map ();
  ht_value_set_text (fields, "code", "X1");
  ht_value_set_text (fields, "type", "dragon");
  town_append_apart (town, ht_op_draft_create ("incident", &id, fields));
  town_settle (20);
  HtIncident *incident = ht_city_find_incident (town->city, &id);
  assert_no_advice (town, incident, "“dragon”");
  town_edit (town, incident, "type", ht_value_new_text ("fire_residential"));
  assert_no_advice (town, incident, "no place yet");
  g_autoptr (GPtrArray) teams = g_ptr_array_new ();
  g_ptr_array_add (teams, town_find_team (town, NEAR_PUMPER));
  town_assign (town, incident, NULL, teams, NULL);
  g_assert_cmpint (ht_assignment_get_expected_s (ht_team_get_assignment (teams->pdata[0])), ==, -1);
}

/* A guess, and called one: 1.4 times the straight line at 30 km/h, and the minute to turn out. */
static void
test_straight_line (Town *town, gconstpointer unused)
{
  town_add_person (town, "王敏", HT_ROLE_ADMINISTRATOR);
  town_wait_ready (town);
  HtTeam *team = add_team (town, "机动车", "pumper", &(HtPoint){ TOWN_LON, TOWN_LAT + 0.02 });
  HtIncident *incident = town_create (town, "fire_residential", 4);
  g_autoptr (HtProposal) proposal = town_advise (town, incident);
  town_assert_says (ht_proposal_get_basis (proposal), "guessed by straight line");
  HtProposalItem *item = chosen (proposal, team);
  /* Spherical: 0.0199 degrees of latitude, 0.0030 of longitude at 31.29 north, a degree being 111.2 km. */
  double straight_m = hypot (0.0199, 0.0030 * cos (31.29 * G_PI / 180)) * 111195;
  g_assert_cmpfloat_with_epsilon (ht_proposal_item_get_distance_m (item), straight_m, 0.01 * straight_m);
  g_assert_cmpfloat_with_epsilon (ht_proposal_item_get_seconds (item), 60 + 1.4 * straight_m / (30 / 3.6), 5);
  g_assert_null (ht_proposal_item_get_route (item));
}

static void
test_speaks_chinese (Town *town, gconstpointer unused)
{
  ht_i18n_set_language ("zh_CN");
  HtIncident *incident = town_create (town, "fire_residential", 1);
  g_autoptr (HtProposal) proposal = town_advise (town, incident);
  town_assert_says (ht_proposal_get_run_card_label (proposal), "居民住宅火灾");
  g_autoptr (HtProposalItem) item = g_list_model_get_item (ht_proposal_get_items (proposal), 0);
  for (const char *p = ht_proposal_item_get_reason (item); *p != '\0'; p++)
    g_assert_false (g_ascii_isalpha (*p));
  g_assert_true (any_says (ht_proposal_get_shortfalls (proposal), "水罐", "8"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ht_i18n_init ();
  static const TownTest tests[] = {
    { "/proposal/arrival", test_arrival },
    { "/proposal/everybody", test_everybody_is_weighed },
    { "/proposal/why-not", test_why_not_nearer },
    { "/proposal/unreachable", test_unreachable },
    { "/proposal/shortfalls", test_shortfalls },
    { "/proposal/old-position", test_old_position },
    { "/proposal/late", test_late },
    { "/proposal/stale", test_stale },
    { "/proposal/others", test_others_may_go },
    { "/proposal/verifies", test_sending_verifies },
    { "/proposal/no-card", test_no_card_no_place },
    { "/proposal/chinese", test_speaks_chinese },
  };
  town_add_tests (tests, G_N_ELEMENTS (tests));
  g_test_add ("/proposal/straight", Town, NULL, town_set_up_empty, test_straight_line, town_tear_down);
  return g_test_run ();
}
