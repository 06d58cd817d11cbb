/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/matter-rules.h"

#include <string.h>

#include "base/i18n.h"
#include "model/entity-private.h"
#include "model/matter-private.h"
#include "town.h"

#define SECOND ((gint64) G_USEC_PER_SEC)

/* What two posts decided apart, as the store would find it; the test fills in the operations. */
static HtOp *
op_new (Town *town, const char *kind, const HtUuid *id, const char *verb, const char *field, HtValue *value)
{
  HtOp *op = ht_op_new ();
  HtPerson *person = ht_session_get_person (ht_city_get_session (town->city));
  op->op_id = ht_uuid_random ();
  op->actor = *ht_entity_get_id (HT_ENTITY (person));
  op->wall_us = 1800000000 * SECOND;
  op->kind = g_strdup (kind);
  op->id = *id;
  op->verb = g_strdup (verb);
  op->field = g_strdup (field);
  op->value = value;
  return op;
}

static HtOp *
op_set (Town *town, gpointer entity, const char *kind, const char *field, HtValue *value)
{
  return op_new (town, kind, ht_entity_get_id (HT_ENTITY (entity)), "set", field, value);
}

/* The creation of something the city has already. */
static HtOp *
op_create (Town *town, gpointer entity, const char *kind)
{
  HtValue *fields = ht_value_new_map ();
  ht_value_set_text (fields, "state", "assigned");
  return op_new (town, kind, ht_entity_get_id (HT_ENTITY (entity)), "create", "", fields);
}

/* Takes @a and @b. */
static HtMatter *
matter_new (Town *town, const char *rule, gpointer subject, gpointer other, HtOp *a, HtOp *b)
{
  g_autoptr (HtConflict) conflict = ht_conflict_new (rule, &a->op_id, &b->op_id);
  if (subject != NULL)
    conflict->subject = *ht_entity_get_id (HT_ENTITY (subject));
  if (other != NULL)
    conflict->other = *ht_entity_get_id (HT_ENTITY (other));
  conflict->kind = "incident";
  HtMatter *matter = ht_matter_new (town->city, conflict, a, b);
  ht_op_unref (a);
  ht_op_unref (b);
  return matter;
}

/* What deciding for @side writes beside the decision, as "field=value" a line. */
static char *
consequences (Town *town, HtMatter *matter, guint side)
{
  g_autoptr (GPtrArray) drafts = ht_op_new_drafts ();
  g_autoptr (GString) text = g_string_new (NULL);
  ht_matter_rules_add_consequences (town->city, matter, side, drafts);
  for (guint i = 0; i < drafts->len; i++)
    {
      HtOpDraft *draft = drafts->pdata[i];
      const char *value = ht_value_get_text (draft->value, NULL);
      g_string_append_printf (text, "%s %s=%s\n", draft->kind, draft->field, value != NULL ? value : "?");
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_consequences (Town *town, HtMatter *matter, guint side, const char *expected)
{
  g_autofree char *got = consequences (town, matter, side);
  g_assert_cmpstr (got, ==, expected);
}

/* What deciding for @side leaves on the map. */
static void
assert_outcome (Town *town, HtMatter *matter, guint side, const HtMatterOutcome *expected)
{
  HtMatterOutcome got;
  ht_matter_get_outcome (matter, town->city, side, &got);
  g_assert_true (got.goes_on == expected->goes_on);
  g_assert_true (got.is_left == expected->is_left);
  g_assert_true (got.team == expected->team);
  g_assert_cmpint (got.team_goes, ==, expected->team_goes);
  g_assert_cmpint (got.has_place, ==, expected->has_place);
}

static HtAssignment *
send (Town *town, HtIncident *incident, HtTeam *team, HtAssignmentState state)
{
  g_autoptr (GPtrArray) teams = g_ptr_array_new ();
  g_ptr_array_add (teams, team);
  town_assign (town, incident, NULL, teams, "测试");
  HtAssignment *assignment = ht_team_get_assignment (team);
  if (state != HT_ASSIGNMENT_ASSIGNED)
    town_set_state (town, assignment, state);
  return assignment;
}

static void
test_two_assignments (Town *town, gconstpointer unused)
{
  HtTeam *team = town_find_team (town, "曲阳站 Pumper");
  HtIncident *first = town_create (town, "fire_residential", 4), *second = town_create (town, "other", 4);
  HtAssignment *here = send (town, first, team, HT_ASSIGNMENT_EN_ROUTE);
  /* Another post's order, which the city holds too. */
  HtUuid id = town_send_apart (town, second, team);
  town_settle (20);
  HtAssignment *there = ht_city_find_assignment (town->city, &id);
  g_autoptr (HtMatter) matter
      = matter_new (town, "team_two_assignments", team, NULL, op_create (town, here, "assignment"),
                    op_create (town, there, "assignment"));
  g_autofree char *sentence
      = g_strdup_printf ("%s was sent to 0001 and to 0002; neither post knew of the other.",
                         ht_team_get_name (team));
  g_assert_cmpstr (ht_matter_get_sentence (matter), ==, sentence);
  g_assert_cmpstr (ht_matter_get_side (matter, 0)->choice, ==, "Keep it at 0001, release it from 0002");
  g_assert_cmpstr (ht_matter_get_side (matter, 1)->choice, ==, "Keep it at 0002, release it from 0001");
  g_assert_cmpstr (ht_matter_get_side (matter, 0)->who, ==, "王敏");
  assert_consequences (town, matter, 0, "assignment state=cancelled\n");
  /* It had left for 0001: then it is on the road, not at its station. */
  assert_consequences (town, matter, 1, "assignment state=released\nteam status=returning\n");
  assert_outcome (town, matter, 0,
                  &(HtMatterOutcome){ .goes_on = first, .is_left = second, .team = team, .team_goes = TRUE });
  assert_outcome (town, matter, 1,
                  &(HtMatterOutcome){ .goes_on = second, .is_left = first, .team = team, .team_goes = TRUE });
}

static void
test_out_of_service (Town *town, gconstpointer unused)
{
  HtTeam *team = town_find_team (town, "曲阳站 Pumper");
  HtIncident *incident = town_create (town, "fire_residential", 4);
  HtAssignment *assignment = send (town, incident, team, HT_ASSIGNMENT_EN_ROUTE);
  g_autoptr (HtMatter) matter
      = matter_new (town, "assigned_out_of_service", team, NULL,
                    op_set (town, team, "team", "status", ht_value_new_text ("out_of_service")),
                    op_create (town, assignment, "assignment"));
  town_assert_says (ht_matter_get_sentence (matter),
                    "was sent to 0001 while it was being taken out of service");
  town_assert_says (ht_matter_get_side (matter, 0)->choice, "Keep it out of service");
  town_assert_says (ht_matter_get_side (matter, 1)->choice, "Keep the assignment");
  /* On the road or not: out of service it stays. */
  assert_consequences (town, matter, 0, "assignment state=cancelled\n");
  assert_consequences (town, matter, 1, "team status=at_station\n");
  assert_outcome (town, matter, 0, &(HtMatterOutcome){ .is_left = incident, .team = team });
  assert_outcome (town, matter, 1,
                  &(HtMatterOutcome){ .goes_on = incident, .team = team, .team_goes = TRUE });
}

static void
test_closed_while_at_work (Town *town, gconstpointer unused)
{
  HtTeam *moving = town_find_team (town, "曲阳站 Pumper"),
         *waiting = town_find_team (town, "江湾路站 Pumper");
  HtIncident *incident = town_create (town, "fire_residential", 4);
  send (town, incident, moving, HT_ASSIGNMENT_ON_SCENE);
  HtAssignment *later = send (town, incident, waiting, HT_ASSIGNMENT_ASSIGNED);
  g_autoptr (HtMatter) matter
      = matter_new (town, "incident_closed_assigned", incident, NULL,
                    op_set (town, incident, "incident", "status", ht_value_new_text ("closed")),
                    op_create (town, later, "assignment"));
  g_assert_cmpstr (ht_matter_get_sentence (matter), ==,
                   "0001 was closed while another post was still working on it.");
  g_assert_cmpstr (ht_matter_get_side (matter, 0)->choice, ==, "Keep it closed, release the teams");
  g_assert_cmpstr (ht_matter_get_side (matter, 1)->choice, ==, "Open it again and go on");
  assert_consequences (town, matter, 0,
                       "assignment state=released\nteam status=returning\nassignment state=cancelled\n");
  assert_consequences (town, matter, 1, "incident status=open\n");
  assert_outcome (town, matter, 0, &(HtMatterOutcome){ .is_left = incident });
  assert_outcome (town, matter, 1, &(HtMatterOutcome){ .goes_on = incident });
}

static void
test_reported_twice (Town *town, gconstpointer unused)
{
  HtTeam *team = town_find_team (town, "曲阳站 Pumper");
  HtIncident *first = town_create (town, "fire_residential", 4),
             *second = town_create (town, "fire_residential", 4);
  send (town, second, team, HT_ASSIGNMENT_ON_SCENE);
  g_autoptr (HtMatter) matter
      = matter_new (town, "incident_twice", first, second, op_create (town, first, "incident"),
                    op_create (town, second, "incident"));
  town_assert_says (ht_matter_get_sentence (matter), "0001 and 0002 look like the same incident");
  g_assert_cmpstr (ht_matter_get_side (matter, 0)->choice, ==, "Keep 0001, close the other as a duplicate");
  assert_consequences (town, matter, 0,
                       "assignment state=released\nteam status=returning\nincident status=closed\n"
                       "incident close_reason=Duplicate of 0001\n");
  assert_consequences (town, matter, 1, "incident status=closed\nincident close_reason=Duplicate of 0002\n");
  assert_outcome (town, matter, 0, &(HtMatterOutcome){ .goes_on = first, .is_left = second });
  assert_outcome (town, matter, 1, &(HtMatterOutcome){ .goes_on = second, .is_left = first });
}

/* Two places: each side has its own, and the field is told in the words of the interface. */
static void
test_two_places (Town *town, gconstpointer unused)
{
  HtIncident *incident = town_create (town, "fire_residential", 4);
  const HtPoint a = { 121.4800000, 31.2500000 }, b = { 121.4900000, 31.2600000 };
  g_autoptr (HtMatter) matter
      = matter_new (town, "register_heads", incident, NULL,
                    op_set (town, incident, "incident", "position", ht_value_new_point (&a)),
                    op_set (town, incident, "incident", "position", ht_value_new_point (&b)));
  g_assert_cmpstr (ht_matter_get_sentence (matter), ==, "0001: “place” was set to two different values.");
  assert_outcome (town, matter, 0, &(HtMatterOutcome){ .goes_on = incident, .has_place = TRUE });
  HtMatterOutcome outcome;
  ht_matter_get_outcome (matter, town->city, 1, &outcome);
  g_assert_cmpfloat_with_epsilon (outcome.place.lon, b.lon, 1e-6);
  g_assert_cmpfloat_with_epsilon (outcome.place.lat, b.lat, 1e-6);
  g_assert_cmpstr (ht_words_get_field ("status"), ==, "status");
  ht_i18n_set_language ("zh_CN");
  g_assert_cmpstr (ht_words_get_field ("status"), ==, "状态");
  g_autofree char *sentence = ht_matter_rules_dup_sentence (town->city, matter);
  g_assert_null (strstr (sentence, "place"));
  ht_i18n_set_language ("en");
}

/* Each side says its own value, also where an incident was born with it. */
static void
test_two_values (Town *town, gconstpointer unused)
{
  HtIncident *incident = town_create (town, "fire_residential", 4);
  HtValue *born = ht_value_new_map ();
  ht_value_set_text (born, "code", "0001");
  ht_value_set_int (born, "level", 4);
  g_autoptr (HtMatter) matter
      = matter_new (town, "register_heads", incident, NULL,
                    op_set (town, incident, "incident", "level", ht_value_new_int (1)),
                    op_new (town, "incident", ht_entity_get_id (HT_ENTITY (incident)), "create", "", born));
  g_assert_cmpstr (ht_matter_get_sentence (matter), ==, "0001: “level” was set to two different values.");
  town_assert_says (ht_matter_get_side (matter, 0)->text, "extremely serious");
  town_assert_says (ht_matter_get_side (matter, 1)->text, "ordinary");
  town_assert_says (ht_matter_get_side (matter, 1)->choice, "Let this stand: Graded IV, ordinary");
  assert_consequences (town, matter, 0, "incident level=?\n");
  /* A field nobody here knows, of something nobody here knows. */
  HtUuid unknown = ht_uuid_random ();
  g_autoptr (HtMatter) foreign
      = matter_new (town, "register_heads", NULL, NULL,
                    op_new (town, "drone", &unknown, "set", "height", ht_value_new_int (3)),
                    op_new (town, "drone", &unknown, "set", "height", ht_value_new_int (5)));
  g_assert_cmpstr (ht_matter_get_side (foreign, 0)->text, !=, "");
  assert_consequences (town, foreign, 0, "");
}

/* Rules without consequences of their own: the decision alone is written, and the rule is told in words. */
static void
test_other_rules (Town *town, gconstpointer unused)
{
  static const char *const rules[] = { "two_commanders",          "zones_overlap", "stock_below_zero",
                                       "evacuation_contradicted", "plan_twice",    "edit_of_deleted" };
  HtIncident *incident = town_create (town, "fire_residential", 4);
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr (HtMatter) matter
          = matter_new (town, rules[i], incident, NULL,
                        op_set (town, incident, "incident", "title", ht_value_new_text ("甲")),
                        op_set (town, incident, "incident", "title", ht_value_new_text ("乙")));
      g_assert_cmpstr (ht_matter_get_rule (matter), ==, rules[i]);
      town_assert_says (ht_matter_get_sentence (matter), ht_matter_get_rule_text (matter));
      town_assert_says (ht_matter_get_sentence (matter), "0001");
      town_assert_says (ht_matter_get_side (matter, 0)->choice, "甲");
      town_assert_says (ht_matter_get_side (matter, 1)->choice, "乙");
      assert_consequences (town, matter, 0, "");
      assert_consequences (town, matter, 1, "");
    }
}

/* What was decided about may have gone from this city: then words stand in, and nothing breaks. */
static void
test_what_is_gone (Town *town, gconstpointer unused)
{
  static const char *const rules[] = { "team_two_assignments", "assigned_out_of_service",
                                       "incident_closed_assigned", "incident_twice", "register_heads" };
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      HtUuid gone = ht_uuid_random ();
      HtValue *fields = ht_value_new_map ();
      ht_value_set_text (fields, "state", "assigned");
      g_autoptr (HtMatter) matter
          = matter_new (town, rules[i], NULL, NULL, op_new (town, "assignment", &gone, "create", "", fields),
                        op_new (town, "incident", &gone, "set", "status", ht_value_new_text ("closed")));
      for (guint side = 0; side < 2; side++)
        {
          g_assert_cmpstr (ht_matter_get_side (matter, side)->text, !=, "");
          g_assert_cmpstr (ht_matter_get_side (matter, side)->choice, !=, "");
          assert_consequences (town, matter, side, "");
        }
    }
}

/* Through to the end: a duplicate with a team at work is closed and the team comes back. */
static void
test_duplicate_is_closed (Town *town, gconstpointer unused)
{
  HtTeam *team = town_find_team (town, "曲阳站 Pumper");
  HtIncident *incident = town_create (town, "fire_residential", 4);
  send (town, incident, team, HT_ASSIGNMENT_ON_SCENE);
  town_append_apart (town, ht_op_draft_set ("incident", ht_entity_get_id (HT_ENTITY (incident)), "status",
                                            ht_value_new_text ("closed")));
  town_settle (50);
  GListModel *matters = ht_city_get_matters (town->city);
  for (guint i = 0; i < 200 && g_list_model_get_n_items (matters) == 0; i++)
    town_settle (10);
  g_assert_cmpuint (g_list_model_get_n_items (matters), >, 0);
  HtMatter *closed = NULL;
  for (guint i = 0; i < g_list_model_get_n_items (matters); i++)
    {
      g_autoptr (HtMatter) matter = g_list_model_get_item (matters, i);
      if (g_str_equal (ht_matter_get_rule (matter), "incident_closed_assigned"))
        closed = matter;
    }
  g_assert_nonnull (closed);
  guint side
      = g_str_equal (ht_matter_get_side (closed, 0)->choice, "Keep it closed, release the teams") ? 0 : 1;
  town_begin ();
  ht_dispatch_resolve_async (ht_city_get_dispatch (town->city), closed, side, "现场确认已扑灭", town_done,
                             NULL);
  town_assert_done (town);
  g_assert_cmpint (ht_incident_get_status (incident), ==, HT_INCIDENT_CLOSED);
  g_assert_cmpint (ht_team_get_state (team), ==, HT_TEAM_RETURNING);
  g_assert_true (town_log_has (ht_city_get_log (town->city), "Contradiction decided: 现场确认已扑灭"));
}

static void
test_chinese (Town *town, gconstpointer unused)
{
  ht_i18n_set_language ("zh_CN");
  HtIncident *first = town_create (town, "fire_residential", 4),
             *second = town_create (town, "fire_residential", 4);
  g_autoptr (HtMatter) matter
      = matter_new (town, "incident_twice", first, second, op_create (town, first, "incident"),
                    op_create (town, second, "incident"));
  g_assert_null (strstr (ht_matter_get_sentence (matter), "incident"));
  town_assert_says (ht_matter_get_sentence (matter), "0001");
  town_assert_says (ht_matter_get_side (matter, 1)->choice, "0002");
  g_assert_null (strstr (ht_matter_get_side (matter, 1)->choice, "duplicate"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ht_i18n_init ();
  static const TownTest tests[] = {
    { "/matter-rules/two-assignments", test_two_assignments },
    { "/matter-rules/out-of-service", test_out_of_service },
    { "/matter-rules/closed", test_closed_while_at_work },
    { "/matter-rules/twice", test_reported_twice },
    { "/matter-rules/values", test_two_values },
    { "/matter-rules/places", test_two_places },
    { "/matter-rules/others", test_other_rules },
    { "/matter-rules/gone", test_what_is_gone },
    { "/matter-rules/duplicate", test_duplicate_is_closed },
    { "/matter-rules/chinese", test_chinese },
  };
  town_add_tests (tests, G_N_ELEMENTS (tests));
  return g_test_run ();
}
