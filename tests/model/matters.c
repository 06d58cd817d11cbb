/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "town.h"

static void
resolve (Town *town, HtMatter *matter, guint side, const char *reason)
{
  town_begin ();
  ht_dispatch_resolve_async (ht_city_get_dispatch (town->city), matter, side, reason, town_done, NULL);
}

static void
assert_sides (HtMatter *matter)
{
  g_assert_cmpstr (ht_matter_get_sentence (matter), !=, "");
  g_assert_cmpstr (ht_matter_get_rule_text (matter), !=, ht_matter_get_rule (matter));
  for (guint i = 0; i < 2; i++)
    {
      const HtMatterSide *side = ht_matter_get_side (matter, i);
      g_test_message ("%s: %s → %s", side->who, side->text, side->choice);
      g_assert_cmpstr (side->who, !=, "");
      g_assert_cmpstr (side->text, !=, "");
      g_assert_cmpstr (side->choice, !=, "");
      g_assert_cmpint (side->at_us, >, 0);
    }
}

static guint
side_of_incident (HtMatter *matter, HtIncident *incident)
{
  return ht_uuid_equal (&ht_matter_get_side (matter, 0)->incident_id, ht_entity_get_id (HT_ENTITY (incident)))
             ? 0
             : 1;
}

static void
test_one_team_two_incidents (Town *town, gconstpointer unused)
{
  HtIncident *first = town_create (town, "fire_residential", 4),
             *second = town_create (town, "fire_residential", 3);
  HtTeam *team = town_find_team (town, "曲阳站 Pumper");
  g_autoptr (GPtrArray) teams = g_ptr_array_new ();
  g_ptr_array_add (teams, team);
  town_assign (town, first, NULL, teams, NULL);
  town_send_apart (town, second, team);
  g_autoptr (HtMatter) matter = town_wait_for_matter (town);
  g_assert_cmpstr (ht_matter_get_rule (matter), ==, "team_two_assignments");
  assert_sides (matter);
  g_assert_nonnull (strstr (ht_matter_get_sentence (matter), "0001"));
  g_assert_nonnull (strstr (ht_matter_get_sentence (matter), "0002"));
  g_assert_true (ht_entity_is_contested (HT_ENTITY (team)));
  /* Both orders stand until somebody decides. */
  g_assert_cmpuint (ht_incident_count_active (first), ==, 1);
  g_assert_cmpuint (ht_incident_count_active (second), ==, 1);
  resolve (town, matter, 0, "");
  town_assert_refused (town, HT_MODEL_ERROR_NEEDS_REASON);
  resolve (town, matter, side_of_incident (matter, second), "二楼有人被困");
  town_assert_done (town);
  town_settle (50);
  g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_matters (town->city)), ==, 0);
  g_assert_cmpuint (ht_incident_count_active (first), ==, 0);
  g_assert_true (ht_team_get_incident (team) == second);
  g_assert_false (ht_entity_is_contested (HT_ENTITY (team)));
  g_assert_true (town_log_has (ht_city_get_log (town->city), "二楼有人被困"));
}

/* The list is there again after the file was closed. */
static void
test_level_set_twice (Town *town, gconstpointer unused)
{
  HtIncident *incident = town_create (town, "fire_residential", 4);
  g_autofree char *id = g_strdup (ht_entity_get_id_text (HT_ENTITY (incident)));
  town_append_apart (town, ht_op_draft_set ("incident", ht_entity_get_id (HT_ENTITY (incident)), "level",
                                            ht_value_new_int (1)));
  g_autoptr (HtMatter) matter = town_wait_for_matter (town);
  g_assert_cmpstr (ht_matter_get_rule (matter), ==, "register_heads");
  assert_sides (matter);
  g_assert_true (ht_entity_is_contested (HT_ENTITY (incident)));
  town_reopen (town);
  ht_session_act_as_service (ht_city_get_session (town->city), HT_ROLE_COMMANDER);
  g_autoptr (HtMatter) again = town_wait_for_matter (town);
  g_assert_cmpstr (ht_matter_get_id_text (again), ==, ht_matter_get_id_text (matter));
  guint side = strstr (ht_matter_get_side (again, 0)->text, "extremely") != NULL ? 0 : 1;
  resolve (town, again, side, "多层过火");
  town_assert_done (town);
  town_settle (50);
  g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_matters (town->city)), ==, 0);
  HtIncident *decided = HT_INCIDENT (ht_city_find (town->city, id));
  g_assert_cmpint (ht_incident_get_level (decided), ==, 1);
  g_assert_false (ht_entity_is_contested (HT_ENTITY (decided)));
}

/* The value an incident was born with may be chosen as well. */
static void
test_level_of_the_creation (Town *town, gconstpointer unused)
{
  HtIncident *incident = town_create (town, "fire_residential", 4);
  town_append_apart (town, ht_op_draft_set ("incident", ht_entity_get_id (HT_ENTITY (incident)), "level",
                                            ht_value_new_int (1)));
  g_autoptr (HtMatter) matter = town_wait_for_matter (town);
  g_assert_cmpint (ht_incident_get_level (incident), ==, 1);
  guint side = strstr (ht_matter_get_side (matter, 0)->text, "ordinary") != NULL ? 0 : 1;
  g_assert_nonnull (strstr (ht_matter_get_side (matter, side)->text, "ordinary"));
  resolve (town, matter, side, "仅冒烟");
  town_assert_done (town);
  town_settle (50);
  g_assert_cmpint (ht_incident_get_level (incident), ==, 4);
  g_assert_false (ht_entity_is_contested (HT_ENTITY (incident)));
}

static void
test_assigned_while_out_of_service (Town *town, gconstpointer unused)
{
  HtIncident *incident = town_create (town, "fire_residential", 4);
  HtTeam *team = town_find_team (town, "曲阳站 Pumper");
  town_begin ();
  ht_dispatch_set_team_status_async (ht_city_get_dispatch (town->city), team, NULL, HT_TEAM_OUT_OF_SERVICE,
                                     town_done, NULL);
  town_assert_done (town);
  town_send_apart (town, incident, team);
  g_autoptr (HtMatter) matter = town_wait_for_matter (town);
  g_assert_cmpstr (ht_matter_get_rule (matter), ==, "assigned_out_of_service");
  assert_sides (matter);
  /* Deciding for out of service cancels the order. */
  guint keep = ht_uuid_is_nil (&ht_matter_get_side (matter, 0)->incident_id) ? 0 : 1;
  resolve (town, matter, keep, "水泵故障");
  town_assert_done (town);
  town_settle (50);
  g_assert_cmpuint (ht_incident_count_active (incident), ==, 0);
  g_assert_cmpint (ht_team_get_state (team), ==, HT_TEAM_OUT_OF_SERVICE);
}

static void
test_closed_while_sent (Town *town, gconstpointer unused)
{
  HtIncident *incident = town_create (town, "fire_residential", 4);
  HtTeam *team = town_find_team (town, "曲阳站 Pumper");
  town_begin ();
  ht_dispatch_close_async (ht_city_get_dispatch (town->city), incident, NULL, "误报", FALSE, town_done, NULL);
  town_assert_done (town);
  town_send_apart (town, incident, team);
  g_autoptr (HtMatter) matter = town_wait_for_matter (town);
  g_assert_cmpstr (ht_matter_get_rule (matter), ==, "incident_closed_assigned");
  assert_sides (matter);
  guint open = strstr (ht_matter_get_side (matter, 0)->choice, "Open") != NULL ? 0 : 1;
  resolve (town, matter, open, "现场仍有烟");
  town_assert_done (town);
  town_settle (50);
  g_assert_cmpint (ht_incident_get_status (incident), ==, HT_INCIDENT_OPEN);
  g_assert_cmpuint (ht_incident_count_active (incident), ==, 1);
}

static void
test_dispatcher_may_not_decide (Town *town, gconstpointer unused)
{
  HtIncident *incident = town_create (town, "fire_residential", 4);
  town_append_apart (town, ht_op_draft_set ("incident", ht_entity_get_id (HT_ENTITY (incident)), "level",
                                            ht_value_new_int (1)));
  g_autoptr (HtMatter) matter = town_wait_for_matter (town);
  ht_session_act_as_service (ht_city_get_session (town->city), HT_ROLE_DISPATCHER);
  resolve (town, matter, 0, "我想");
  town_assert_refused (town, HT_MODEL_ERROR_DENIED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/matters/two-incidents", Town, NULL, town_set_up, test_one_team_two_incidents, town_tear_down);
  g_test_add ("/matters/level", Town, NULL, town_set_up, test_level_set_twice, town_tear_down);
  g_test_add ("/matters/creation", Town, NULL, town_set_up, test_level_of_the_creation, town_tear_down);
  g_test_add ("/matters/out-of-service", Town, NULL, town_set_up, test_assigned_while_out_of_service,
              town_tear_down);
  g_test_add ("/matters/closed", Town, NULL, town_set_up, test_closed_while_sent, town_tear_down);
  g_test_add ("/matters/role", Town, NULL, town_set_up, test_dispatcher_may_not_decide, town_tear_down);
  return g_test_run ();
}
