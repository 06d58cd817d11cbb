/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/dispatch-private.h"

#include "base/i18n.h"
#include "model/entity-private.h"
#include "model/error.h"
#include "model/matter-private.h"
#include "model/matter-rules.h"

void
ht_dispatch_set_assignment_state_async (HtDispatch *self, HtAssignment *assignment, HtRecord *seen,
                                        HtAssignmentState state, GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  g_return_if_fail (HT_IS_DISPATCH (self));
  g_return_if_fail (HT_IS_ASSIGNMENT (assignment));
  g_autoptr (GTask) task = ht_dispatch_begin (self, HT_RIGHT_DISPATCH, callback, user_data);
  if (task == NULL)
    return;
  seen = ht_dispatch_seen (seen, assignment);
  HtAssignmentState now = ht_assignment_get_state (assignment);
  HtTeam *team = ht_assignment_get_team (assignment);
  HtIncident *incident = ht_assignment_get_incident (assignment);
  if (!ht_assignment_state_is_active (now))
    {
      g_task_return_new_error (task, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID,
                               _ ("This assignment is over (%s); assign the team anew."),
                               ht_assignment_state_get_label (now));
      return;
    }
  if (state == now)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  g_autofree char *label = g_strdup_printf (_ ("%s: %s"), team != NULL ? ht_team_get_name (team) : "",
                                            ht_assignment_state_get_label (state));
  HtWrite write = { .drafts = ht_op_new_drafts (), .undo = label };
  ht_drafts_set (write.drafts, seen, "state", ht_value_new_text (ht_assignment_state_get_name (state)));
  gboolean left = now == HT_ASSIGNMENT_EN_ROUTE || now == HT_ASSIGNMENT_ON_SCENE;
  HtPoint at;
  if (team != NULL && !ht_assignment_state_is_active (state) && left)
    ht_drafts_set (write.drafts, ht_entity_get_record (HT_ENTITY (team)), "status",
                   ht_value_new_text ("returning"));
  /* Who reports being on scene has told where it is. */
  if (team != NULL && state == HT_ASSIGNMENT_ON_SCENE && incident != NULL
      && ht_incident_get_position (incident, &at))
    ht_drafts_set (write.drafts, ht_entity_get_record (HT_ENTITY (team)), "position",
                   ht_value_new_point (&at));
  ht_city_write (self->city, &write, g_steal_pointer (&task));
}

void
ht_dispatch_set_team_status_async (HtDispatch *self, HtTeam *team, HtRecord *seen, HtTeamState status,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HT_IS_DISPATCH (self));
  g_return_if_fail (HT_IS_TEAM (team));
  g_return_if_fail (ht_team_state_is_status (status));
  g_autoptr (GTask) task = ht_dispatch_begin (self, HT_RIGHT_DISPATCH, callback, user_data);
  if (task == NULL)
    return;
  HtIncident *incident = ht_team_get_incident (team);
  if (ht_team_get_assignment (team) != NULL)
    {
      g_task_return_new_error (task, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID,
                               _ ("%s is assigned to %s; release it first."), ht_team_get_name (team),
                               incident != NULL ? ht_incident_get_code (incident) : "?");
      return;
    }
  seen = ht_dispatch_seen (seen, team);
  const char *name = ht_team_state_get_name (status);
  if (g_strcmp0 (ht_record_get_text (seen, "status", NULL), name) == 0)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  g_autofree char *label
      = g_strdup_printf (_ ("%s: %s"), ht_team_get_name (team), ht_team_state_get_label (status));
  HtWrite write = { .drafts = ht_op_new_drafts (), .undo = label };
  ht_drafts_set (write.drafts, seen, "status", ht_value_new_text (name));
  ht_city_write (self->city, &write, g_steal_pointer (&task));
}

void
ht_dispatch_move_team_async (HtDispatch *self, HtTeam *team, HtRecord *seen, const HtPoint *position,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HT_IS_DISPATCH (self));
  g_return_if_fail (HT_IS_TEAM (team));
  g_return_if_fail (position != NULL);
  g_autoptr (GTask) task = ht_dispatch_begin (self, HT_RIGHT_DISPATCH, callback, user_data);
  if (task == NULL)
    return;
  if (!ht_point_is_valid (position))
    {
      g_task_return_new_error (task, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID, "%s",
                               _ ("This is no place on the earth; correct the coordinates."));
      return;
    }
  HtWrite write = { .drafts = ht_op_new_drafts (), .undo = _ ("team moved") };
  ht_drafts_set (write.drafts, ht_dispatch_seen (seen, team), "position", ht_value_new_point (position));
  ht_city_write (self->city, &write, g_steal_pointer (&task));
}

void
ht_dispatch_confirm_team_async (HtDispatch *self, HtTeam *team, HtRecord *seen, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail (HT_IS_DISPATCH (self));
  g_return_if_fail (HT_IS_TEAM (team));
  g_autoptr (GTask) task = ht_dispatch_begin (self, HT_RIGHT_TEAMS, callback, user_data);
  if (task == NULL)
    return;
  if (!ht_team_is_assumed (team))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  HtWrite write = { .drafts = ht_op_new_drafts (), .undo = _ ("team confirmed") };
  ht_drafts_set (write.drafts, ht_dispatch_seen (seen, team), "assumed", ht_value_new_bool (FALSE));
  ht_city_write (self->city, &write, g_steal_pointer (&task));
}

void
ht_dispatch_resolve_async (HtDispatch *self, HtMatter *matter, guint side, const char *reason,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HT_IS_DISPATCH (self));
  g_return_if_fail (HT_IS_MATTER (matter));
  g_return_if_fail (side < 2);
  g_autoptr (GTask) task = ht_dispatch_begin (self, HT_RIGHT_RESOLVE, callback, user_data);
  if (task == NULL)
    return;
  if (reason == NULL || *reason == '\0')
    {
      g_task_return_new_error (task, HT_MODEL_ERROR, HT_MODEL_ERROR_NEEDS_REASON, "%s",
                               _ ("A decision needs a reason for the record; write one."));
      return;
    }
  HtValue *decision = ht_value_new_map ();
  ht_value_set_uuid (decision, "for", &ht_matter_get_side (matter, side)->op_id);
  ht_value_set_text (decision, "reason", reason);
  HtWrite write = { .drafts = ht_op_new_drafts () };
  g_ptr_array_add (write.drafts, ht_conflict_resolve (ht_matter_get_conflict (matter), decision));
  ht_matter_rules_add_consequences (self->city, matter, side, write.drafts);
  ht_city_write (self->city, &write, g_steal_pointer (&task));
}
