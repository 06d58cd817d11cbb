/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/clock.h"
#include "base/i18n.h"
#include "model/city-private.h"
#include "model/dispatch.h"
#include "model/entity-private.h"
#include "model/error.h"
#include "model/routing.h"
#include "model/scenario-private.h"

/* An arrival later than this without an expected time is late: the five-minute rule. */
#define LATE_S 300

typedef int (*StepFunc) (HtScenarioRun *run, HtValue *step, GError **error);

static HtIncident *
incident_of (HtScenarioRun *run, HtValue *step)
{
  const char *name = ht_value_member_text (step, "incident", NULL);
  const char *id = name != NULL ? g_hash_table_lookup (run->incidents, name) : NULL;
  GObject *object = ht_city_find (run->city, id);
  return HT_IS_INCIDENT (object) ? HT_INCIDENT (object) : NULL;
}

static HtPoint
position_of (HtValue *step)
{
  HtValue *position = ht_value_get_member (step, "position");
  return (HtPoint){ ht_value_get_real (ht_value_get_item (position, 0), 0),
                    ht_value_get_real (ht_value_get_item (position, 1), 0) };
}

static HtTeam *
find_team (HtScenarioRun *run, const char *name, GError **error)
{
  GListModel *teams = ht_city_get_teams (run->city);
  for (guint i = 0; i < g_list_model_get_n_items (teams); i++)
    {
      g_autoptr (HtTeam) team = g_list_model_get_item (teams, i);
      if (g_str_equal (ht_team_get_name (team), name)
          || g_str_equal (ht_entity_get_id_text (HT_ENTITY (team)), name))
        return team; /* the city keeps it */
    }
  g_set_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID,
               _ ("this city has no team “%s”; name one it has"), name);
  return NULL;
}

/* NULL with error where a name is not known. Borrowed teams. */
static GPtrArray *
teams_of (HtScenarioRun *run, HtValue *step, GError **error)
{
  g_autoptr (GPtrArray) teams = g_ptr_array_new ();
  HtValue *names = ht_value_get_member (step, "teams");
  for (guint i = 0; i < ht_value_get_length (names); i++)
    {
      HtTeam *team = find_team (run, ht_value_get_text (ht_value_get_item (names, i), ""), error);
      if (team == NULL)
        return NULL;
      g_ptr_array_add (teams, team);
    }
  return g_steal_pointer (&teams);
}

static void
on_dispatched (GObject *source, GAsyncResult *result, gpointer run)
{
  GError *error = NULL;
  ht_dispatch_finish (HT_DISPATCH (source), result, &error);
  ht_scenario_run_done (run, error);
}

static void
on_reported (GObject *source, GAsyncResult *result, gpointer data)
{
  HtScenarioRun *run = data;
  GError *error = NULL;
  HtIncident *incident = ht_dispatch_create_finish (HT_DISPATCH (source), result, &error);
  if (incident != NULL)
    {
      HtValue *step = ht_value_get_item (ht_scenario_get_steps (run->scenario), run->next - 1);
      g_hash_table_replace (run->incidents, g_strdup (ht_value_member_text (step, "incident", "")),
                            g_strdup (ht_entity_get_id_text (HT_ENTITY (incident))));
      run->summary.incidents++;
    }
  ht_scenario_run_done (run, error);
}

static int
step_report (HtScenarioRun *run, HtValue *step, GError **error)
{
  HtIncidentDraft draft;
  ht_incident_draft_init (&draft);
  draft.type = ht_value_member_text (step, "type", NULL);
  draft.level = (int) ht_value_member_int (step, "level", 0);
  draft.position = position_of (step);
  draft.title = ht_value_member_text (step, "title", NULL);
  draft.address = ht_value_member_text (step, "address", NULL);
  draft.notes = ht_value_member_text (step, "notes", NULL);
  draft.source = ht_value_member_text (step, "source", NULL);
  draft.source_id = ht_value_member_text (step, "source_id", NULL);
  draft.trapped = (int) ht_value_member_int (step, "trapped", -1);
  draft.unverified = ht_value_member_bool (step, "unverified", FALSE);
  ht_dispatch_create_async (run->city->dispatch, &draft, NULL, on_reported, run);
  return 1;
}

static int
step_level (HtScenarioRun *run, HtValue *step, GError **error)
{
  g_autoptr (HtValue) changes = ht_value_new_map ();
  int level = (int) ht_value_member_int (step, "level", 0);
  const char *reason = ht_value_member_text (step, "reason", NULL);
  ht_value_set_int (changes, "level", level);
  ht_dispatch_edit_async (run->city->dispatch, incident_of (run, step), NULL, changes, on_dispatched, run);
  if (reason == NULL)
    return 1;
  g_autofree char *text = g_strdup_printf (_ ("Graded %s: %s"), ht_level_get_numeral (level), reason);
  ht_dispatch_note_async (run->city->dispatch, incident_of (run, step), text, on_dispatched, run);
  return 2;
}

static int
step_verify (HtScenarioRun *run, HtValue *step, GError **error)
{
  g_autoptr (HtValue) changes = ht_value_new_map ();
  ht_value_set_text (changes, "status", "open");
  ht_dispatch_edit_async (run->city->dispatch, incident_of (run, step), NULL, changes, on_dispatched, run);
  return 1;
}

static void
on_advised (GObject *source, GAsyncResult *result, gpointer data)
{
  HtScenarioRun *run = data;
  GError *error = NULL;
  g_autoptr (HtProposal) proposal = ht_dispatch_advise_finish (HT_DISPATCH (source), result, &error);
  if (proposal == NULL || g_list_model_get_n_items (ht_proposal_get_items (proposal)) == 0)
    {
      ht_scenario_run_done (run, error);
      return;
    }
  ht_dispatch_assign_async (HT_DISPATCH (source), ht_proposal_get_incident (proposal), proposal, NULL, NULL,
                            on_dispatched, run);
}

static int
step_assign_advice (HtScenarioRun *run, HtValue *step, GError **error)
{
  ht_dispatch_advise_async (run->city->dispatch, incident_of (run, step), NULL, on_advised, run);
  return 1;
}

static int
step_assign (HtScenarioRun *run, HtValue *step, GError **error)
{
  g_autoptr (GPtrArray) teams = teams_of (run, step, error);
  if (teams == NULL)
    return -1;
  ht_dispatch_assign_async (run->city->dispatch, incident_of (run, step), NULL, teams,
                            ht_value_member_text (step, "reason", NULL), on_dispatched, run);
  return 1;
}

static void
count_arrival (HtScenarioRun *run, HtAssignment *assignment)
{
  gint64 took_s = (ht_clock_now_us () - ht_assignment_get_created_us (assignment)) / G_USEC_PER_SEC;
  gint64 expected_s = ht_assignment_get_expected_s (assignment);
  run->n_arrived++;
  run->arrived_s += (double) took_s;
  run->summary.late += took_s > (expected_s >= 0 ? expected_s : LATE_S);
}

static int
step_state (HtScenarioRun *run, HtValue *step, GError **error)
{
  HtAssignmentState state = HT_ASSIGNMENT_ASSIGNED;
  gboolean all = ht_value_get_kind (ht_value_get_member (step, "teams")) == HT_VALUE_TEXT;
  g_autoptr (GPtrArray) teams = all ? g_ptr_array_new () : teams_of (run, step, error);
  GListModel *assignments = ht_incident_get_assignments (incident_of (run, step));
  int begun = 0;
  if (teams == NULL)
    return -1;
  ht_assignment_state_parse (ht_value_member_text (step, "state", ""), &state);
  for (guint i = 0; i < g_list_model_get_n_items (assignments); i++)
    {
      g_autoptr (HtAssignment) assignment = g_list_model_get_item (assignments, i);
      gboolean meant = all || g_ptr_array_find (teams, ht_assignment_get_team (assignment), NULL);
      /* What is reached already, or lies behind, is passed over. */
      if (!meant || !ht_assignment_is_active (assignment) || ht_assignment_get_state (assignment) >= state)
        continue;
      if (state == HT_ASSIGNMENT_ON_SCENE)
        count_arrival (run, assignment);
      ht_dispatch_set_assignment_state_async (run->city->dispatch, assignment, NULL, state, on_dispatched,
                                              run);
      begun++;
    }
  return begun;
}

static int
step_status (HtScenarioRun *run, HtValue *step, GError **error)
{
  HtTeamState status = HT_TEAM_AT_STATION;
  g_autoptr (GPtrArray) teams = teams_of (run, step, error);
  if (teams == NULL)
    return -1;
  ht_team_state_parse (ht_value_member_text (step, "status", ""), &status);
  for (guint i = 0; i < teams->len; i++)
    ht_dispatch_set_team_status_async (run->city->dispatch, teams->pdata[i], NULL, status, on_dispatched,
                                       run);
  return (int) teams->len;
}

static int
step_move (HtScenarioRun *run, HtValue *step, GError **error)
{
  g_autoptr (GPtrArray) teams = teams_of (run, step, error);
  HtPoint at = position_of (step);
  if (teams == NULL)
    return -1;
  for (guint i = 0; i < teams->len; i++)
    ht_dispatch_move_team_async (run->city->dispatch, teams->pdata[i], NULL, &at, on_dispatched, run);
  return (int) teams->len;
}

static int
step_close (HtScenarioRun *run, HtValue *step, GError **error)
{
  ht_dispatch_close_async (run->city->dispatch, incident_of (run, step), NULL,
                           ht_value_member_text (step, "reason", NULL), TRUE, on_dispatched, run);
  return 1;
}

static int
step_log (HtScenarioRun *run, HtValue *step, GError **error)
{
  ht_dispatch_note_async (run->city->dispatch, incident_of (run, step),
                          ht_value_member_text (step, "text", ""), on_dispatched, run);
  return 1;
}

static void
on_road_closed (GObject *source, GAsyncResult *result, gpointer data)
{
  HtScenarioRun *run = data;
  GError *error = NULL;
  HtClosure *closure = ht_routing_close_road_finish (HT_ROUTING (source), result, &error);
  if (closure != NULL)
    {
      HtValue *step = ht_value_get_item (ht_scenario_get_steps (run->scenario), run->next - 1);
      g_hash_table_replace (run->roads, g_strdup (ht_value_member_text (step, "road", "")),
                            g_strdup (ht_entity_get_id_text (HT_ENTITY (closure))));
    }
  ht_scenario_run_done (run, error);
}

static int
step_close_road (HtScenarioRun *run, HtValue *step, GError **error)
{
  HtPoint at = position_of (step);
  ht_routing_close_road_async (run->city->routing, &at, ht_value_member_bool (step, "whole_street", FALSE),
                               ht_value_member_text (step, "reason", NULL), 0, on_road_closed, run);
  return 1;
}

static void
on_road_opened (GObject *source, GAsyncResult *result, gpointer run)
{
  GError *error = NULL;
  ht_routing_open_road_finish (HT_ROUTING (source), result, &error);
  ht_scenario_run_done (run, error);
}

static int
step_open_road (HtScenarioRun *run, HtValue *step, GError **error)
{
  const char *id = g_hash_table_lookup (run->roads, ht_value_member_text (step, "road", ""));
  GObject *closure = ht_city_find (run->city, id);
  if (!HT_IS_CLOSURE (closure))
    return 0;
  ht_routing_open_road_async (run->city->routing, HT_CLOSURE (closure), NULL, on_road_opened, run);
  return 1;
}

static const struct
{
  const char *what;
  StepFunc begin;
} steps[] = {
  { "report", step_report },         { "level", step_level },
  { "verify", step_verify },         { "assign_advice", step_assign_advice },
  { "assign", step_assign },         { "state", step_state },
  { "status", step_status },         { "move", step_move },
  { "close", step_close },           { "log", step_log },
  { "close_road", step_close_road }, { "open_road", step_open_road },
};

int
ht_scenario_run_begin_step (HtScenarioRun *run, HtValue *step, GError **error)
{
  const char *what = ht_value_member_text (step, "do", "");
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (g_str_equal (steps[i].what, what))
      return steps[i].begin (run, step, error);
  /* Loading has checked it. */
  g_return_val_if_reached (-1);
}
