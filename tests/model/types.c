/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/types.h"

#include "base/i18n.h"
#include "plan/capability.h"
#include "store/validate.h"

/* The words of operations are a format: a city file of today must be read for ever. */
static void
test_names_are_a_format (void)
{
  static const char *const statuses[] = { "unverified", "open", "closed" };
  static const char *const assignments[]
      = { "assigned", "acknowledged", "en_route", "on_scene", "released", "cancelled" };
  static const char *const teams[] = { "at_station", "standby",      "returning", "out_of_service",
                                       "assigned",   "acknowledged", "en_route",  "on_scene" };
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      HtIncidentStatus status;
      g_assert_cmpstr (ht_incident_status_get_name (i), ==, statuses[i]);
      g_assert_true (ht_incident_status_parse (statuses[i], &status));
      g_assert_cmpuint (status, ==, i);
    }
  for (guint i = 0; i < G_N_ELEMENTS (assignments); i++)
    {
      HtAssignmentState state;
      g_assert_cmpstr (ht_assignment_state_get_name (i), ==, assignments[i]);
      g_assert_true (ht_assignment_state_parse (assignments[i], &state));
      g_assert_cmpuint (state, ==, i);
    }
  for (guint i = 0; i < G_N_ELEMENTS (teams); i++)
    {
      HtTeamState state;
      g_assert_cmpstr (ht_team_state_get_name (i), ==, teams[i]);
      g_assert_true (ht_team_state_parse (teams[i], &state));
      g_assert_cmpuint (state, ==, i);
    }
}

/* A word that is not known leaves the caller's value as it was. */
static void
test_unknown_names (void)
{
  static const char *const words[] = { NULL, "", "Open", "open ", "on scene", "ON_SCENE", "到场", "6" };
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      HtIncidentStatus status = HT_INCIDENT_CLOSED;
      HtAssignmentState assignment = HT_ASSIGNMENT_CANCELLED;
      HtTeamState team = HT_TEAM_STANDBY;
      g_assert_false (ht_incident_status_parse (words[i], &status));
      g_assert_false (ht_assignment_state_parse (words[i], &assignment));
      g_assert_false (ht_team_state_parse (words[i], &team));
      g_assert_cmpint (status, ==, HT_INCIDENT_CLOSED);
      g_assert_cmpint (assignment, ==, HT_ASSIGNMENT_CANCELLED);
      g_assert_cmpint (team, ==, HT_TEAM_STANDBY);
    }
}

/* Work ends with release or cancelling; only what a team is by itself can be set. */
static void
test_classes (void)
{
  for (HtAssignmentState state = HT_ASSIGNMENT_ASSIGNED; state <= HT_ASSIGNMENT_CANCELLED; state++)
    {
      gboolean over = state == HT_ASSIGNMENT_RELEASED || state == HT_ASSIGNMENT_CANCELLED;
      g_assert_cmpint (ht_assignment_state_is_active (state), ==, !over);
    }
  g_assert_true (ht_team_state_is_status (HT_TEAM_AT_STATION));
  g_assert_true (ht_team_state_is_status (HT_TEAM_OUT_OF_SERVICE));
  g_assert_false (ht_team_state_is_status (HT_TEAM_ASSIGNED));
  g_assert_false (ht_team_state_is_status (HT_TEAM_ON_SCENE));
}

/* Levels as GA/T and the state's emergency law number them: I is the gravest. */
static void
test_levels (void)
{
  static const char *const numerals[] = { "–", "I", "II", "III", "IV" };
  for (int level = 0; level <= 4; level++)
    g_assert_cmpstr (ht_level_get_numeral (level), ==, numerals[level]);
  const int outside[] = { -1, 5, G_MAXINT, G_MININT };
  for (guint i = 0; i < G_N_ELEMENTS (outside); i++)
    {
      g_assert_cmpstr (ht_level_get_numeral (outside[i]), ==, "–");
      g_assert_cmpstr (ht_level_get_label (outside[i]), ==, ht_level_get_label (HT_LEVEL_UNGRADED));
    }
}

/* Fire stations count for coverage, ambulances have crews, and what is neither is on the map only. */
static void
test_station_kinds (void)
{
  static const struct
  {
    const char *kind;
    gboolean fire, crews;
  } cases[] = { { "ordinary", TRUE, TRUE },   { "special", TRUE, TRUE },  { "logistics", TRUE, TRUE },
                { "ambulance", FALSE, TRUE }, { "police", FALSE, FALSE }, { "", FALSE, FALSE },
                { NULL, FALSE, FALSE } };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpint (ht_station_kind_is_fire (cases[i].kind), ==, cases[i].fire);
      g_assert_cmpint (ht_station_kind_has_crews (cases[i].kind), ==, cases[i].crews);
    }
}

static void
assert_chinese (const char *label, const char *name)
{
  gboolean wide = FALSE;
  for (const char *p = label; *p != '\0'; p = g_utf8_next_char (p))
    wide |= g_unichar_get_script (g_utf8_get_char (p)) == G_UNICODE_SCRIPT_HAN;
  if (!wide)
    g_error ("“%s” is shown as “%s” on a Chinese screen", name, label);
}

/* Whatever the rooms below know by a word has words for people, in both languages. */
static void
test_every_word_has_labels (void)
{
  static const char *const kinds[]
      = { "engine", "ladder", "rescue", "medical", "chemical", "foam", "boat", "logistics" };
  static const char *const rules[]
      = { "team_two_assignments", "assigned_out_of_service", "incident_closed_assigned",
          "incident_twice",       "two_commanders",          "zones_overlap",
          "stock_below_zero",     "evacuation_contradicted", "plan_twice",
          "edit_of_deleted",      "register_heads" };
  ht_i18n_set_language ("zh_CN");
  for (HtCapability capability = 0; capability < HT_N_CAPABILITIES; capability++)
    assert_chinese (ht_words_get_capability (ht_capability_get_name (capability)),
                    ht_capability_get_name (capability));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    assert_chinese (ht_words_get_team_kind (kinds[i]), kinds[i]);
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    assert_chinese (ht_words_get_rule (rules[i]), rules[i]);
  for (guint i = 0; ht_role_list ()[i] != NULL; i++)
    assert_chinese (ht_words_get_role (ht_role_list ()[i]), ht_role_list ()[i]);
  for (int level = 0; level <= 4; level++)
    assert_chinese (ht_level_get_label (level), "level");
  g_assert_cmpstr (ht_assignment_state_get_label (HT_ASSIGNMENT_ON_SCENE), ==, "到场");
  g_assert_cmpstr (ht_team_state_get_label (HT_TEAM_OUT_OF_SERVICE), ==, "停用");
  ht_i18n_set_language ("en");
  g_assert_cmpstr (ht_assignment_state_get_label (HT_ASSIGNMENT_ON_SCENE), ==, "On scene");
  g_assert_cmpstr (ht_words_get_capability ("smoke_exhaust"), ==, "smoke exhaust");
}

/* A newer version's word is shown as it came, and what is not there as nothing. */
static void
test_unknown_words_are_shown (void)
{
  g_assert_cmpstr (ht_words_get_capability ("drone"), ==, "drone");
  g_assert_cmpstr (ht_words_get_team_kind ("helicopter"), ==, "helicopter");
  g_assert_cmpstr (ht_words_get_role ("auditor"), ==, "auditor");
  g_assert_cmpstr (ht_words_get_rule ("later_rule"), ==, "later_rule");
  g_assert_cmpstr (ht_words_get_station_kind (NULL), ==, "");
  /* Borrowed for good: the text it came from may go. */
  char word[] = "drone";
  const char *kept = ht_words_get_capability (word);
  word[0] = 'x';
  g_assert_cmpstr (kept, ==, "drone");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ht_i18n_init ();
  ht_i18n_set_language ("en");
  g_test_add_func ("/types/format", test_names_are_a_format);
  g_test_add_func ("/types/unknown-names", test_unknown_names);
  g_test_add_func ("/types/classes", test_classes);
  g_test_add_func ("/types/levels", test_levels);
  g_test_add_func ("/types/station-kinds", test_station_kinds);
  g_test_add_func ("/types/labels", test_every_word_has_labels);
  g_test_add_func ("/types/unknown-words", test_unknown_words_are_shown);
  return g_test_run ();
}
