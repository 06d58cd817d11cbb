/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/dispatch.h"

#include "town.h"

/* Begins one kind of decision; the test ends it. */
typedef void (*Decide) (Town *town, HtIncident *incident, HtTeam *team);

static HtDispatch *
dispatch_of (Town *town)
{
  return ht_city_get_dispatch (town->city);
}

static void
decide_edit (Town *town, HtIncident *incident, HtTeam *team)
{
  g_autoptr (HtValue) changes = ht_value_new_map ();
  ht_value_set_text (changes, "notes", "有浓烟");
  ht_dispatch_edit_async (dispatch_of (town), incident, NULL, changes, town_done, NULL);
}

static void
decide_close (Town *town, HtIncident *incident, HtTeam *team)
{
  ht_dispatch_close_async (dispatch_of (town), incident, NULL, "扑灭", TRUE, town_done, NULL);
}

static void
decide_assign (Town *town, HtIncident *incident, HtTeam *team)
{
  g_autoptr (GPtrArray) teams = g_ptr_array_new ();
  g_ptr_array_add (teams, team);
  ht_dispatch_assign_async (dispatch_of (town), incident, NULL, teams, "增援", town_done, NULL);
}

static void
decide_status (Town *town, HtIncident *incident, HtTeam *team)
{
  ht_dispatch_set_team_status_async (dispatch_of (town), team, NULL, HT_TEAM_STANDBY, town_done, NULL);
}

static void
decide_move (Town *town, HtIncident *incident, HtTeam *team)
{
  const HtPoint there = { TOWN_LON + 0.001, TOWN_LAT + 0.001 };
  ht_dispatch_move_team_async (dispatch_of (town), team, NULL, &there, town_done, NULL);
}

static void
decide_confirm (Town *town, HtIncident *incident, HtTeam *team)
{
  ht_dispatch_confirm_team_async (dispatch_of (town), team, NULL, town_done, NULL);
}

static void
decide_note (Town *town, HtIncident *incident, HtTeam *team)
{
  ht_dispatch_note_async (dispatch_of (town), incident, "水到了", town_done, NULL);
}

static const struct
{
  const char *name;
  Decide decide;
} decisions[] = {
  { "edit", decide_edit },     { "close", decide_close }, { "assign", decide_assign },
  { "status", decide_status }, { "move", decide_move },   { "confirm", decide_confirm },
  { "note", decide_note },
};

/* Who runs incidents decides; who looks or plans does not, and nothing of it is written. */
static void
test_every_decision (Town *town, gconstpointer unused)
{
  static const struct
  {
    const char *role;
    gboolean may;
  } roles[] = { { HT_ROLE_VIEWER, FALSE },
                { HT_ROLE_PLANNER, FALSE },
                { HT_ROLE_DISPATCHER, TRUE },
                { HT_ROLE_COMMANDER, TRUE },
                { HT_ROLE_ADMINISTRATOR, TRUE } };
  HtTeam *team = town_find_team (town, "曲阳站 Pumper");
  for (guint r = 0; r < G_N_ELEMENTS (roles); r++)
    for (guint d = 0; d < G_N_ELEMENTS (decisions); d++)
      {
        ht_session_act_as_service (ht_city_get_session (town->city), HT_ROLE_ADMINISTRATOR);
        HtIncident *incident = town_create (town, "fire_residential", 4);
        if (ht_team_get_assignment (team) != NULL)
          town_set_state (town, ht_team_get_assignment (team), HT_ASSIGNMENT_CANCELLED);
        town_set_status (town, team, HT_TEAM_AT_STATION);
        ht_session_act_as_service (ht_city_get_session (town->city), roles[r].role);
        g_autofree char *before = roles[r].may ? NULL : town_dump (town);
        g_test_message ("%s by a %s", decisions[d].name, roles[r].role);
        town_begin ();
        decisions[d].decide (town, incident, team);
        if (roles[r].may)
          {
            town_assert_done (town);
            continue;
          }
        town_assert_refused (town, HT_MODEL_ERROR_DENIED);
        g_autofree char *after = town_dump (town);
        g_assert_cmpstr (before, ==, after);
      }
}

/* Locked or empty, the desk decides nothing whoever sat at it. */
static void
test_nobody_at_the_desk (Town *town, gconstpointer unused)
{
  HtSession *session = ht_city_get_session (town->city);
  HtTeam *team = town_find_team (town, "曲阳站 Pumper");
  HtIncident *incident = town_create (town, "fire_residential", 4);
  g_autofree char *before = town_dump (town);
  for (guint round = 0; round < 2; round++)
    {
      if (round == 0)
        ht_session_lock (session);
      else
        ht_session_sign_out (session);
      for (guint d = 0; d < G_N_ELEMENTS (decisions); d++)
        {
          town_begin ();
          decisions[d].decide (town, incident, team);
          town_assert_refused (town, HT_MODEL_ERROR_DENIED);
        }
    }
  g_autofree char *after = town_dump (town);
  g_assert_cmpstr (before, ==, after);
}

/* Who has closed it closes nothing more; what is open is not opened again. */
static void
test_closed_stays_closed (Town *town, gconstpointer unused)
{
  HtTeam *team = town_find_team (town, "曲阳站 Pumper");
  HtIncident *incident = town_create (town, "fire_residential", 4);
  town_begin ();
  ht_dispatch_reopen_async (dispatch_of (town), incident, NULL, "复燃", town_done, NULL);
  town_assert_refused (town, HT_MODEL_ERROR_INVALID);
  town_begin ();
  decide_close (town, incident, team);
  town_assert_done (town);
  town_begin ();
  decide_close (town, incident, team);
  town_assert_refused (town, HT_MODEL_ERROR_INVALID);
  town_begin ();
  decide_assign (town, incident, team);
  town_assert_refused (town, HT_MODEL_ERROR_INVALID);
  g_assert_true (ht_team_is_free (team));
  /* What happened may still be written down. */
  town_begin ();
  decide_note (town, incident, team);
  town_assert_done (town);
}

/* Words without a word in them are no reason. */
static void
test_reasons (Town *town, gconstpointer unused)
{
  static const char *const reasons[] = { NULL, "" };
  HtIncident *incident = town_create (town, "fire_residential", 4);
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      town_begin ();
      ht_dispatch_close_async (dispatch_of (town), incident, NULL, reasons[i], TRUE, town_done, NULL);
      town_assert_refused (town, HT_MODEL_ERROR_NEEDS_REASON);
    }
  g_assert_cmpint (ht_incident_get_status (incident), ==, HT_INCIDENT_OPEN);
  town_begin ();
  decide_close (town, incident, NULL);
  town_assert_done (town);
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      town_begin ();
      ht_dispatch_reopen_async (dispatch_of (town), incident, NULL, reasons[i], town_done, NULL);
      town_assert_refused (town, HT_MODEL_ERROR_NEEDS_REASON);
    }
  g_assert_cmpint (ht_incident_get_status (incident), ==, HT_INCIDENT_CLOSED);
  town_begin ();
  ht_dispatch_reopen_async (dispatch_of (town), incident, NULL, "复燃", town_done, NULL);
  town_assert_done (town);
  g_assert_true (town_log_has (ht_city_get_log (town->city), "Opened again: 复燃"));
  g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_queue (town->city)), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  static const TownTest tests[] = {
    { "/dispatch-roles/every", test_every_decision },
    { "/dispatch-roles/nobody", test_nobody_at_the_desk },
    { "/dispatch-roles/closed", test_closed_stays_closed },
    { "/dispatch-roles/reasons", test_reasons },
  };
  town_add_tests (tests, G_N_ELEMENTS (tests));
  return g_test_run ();
}
