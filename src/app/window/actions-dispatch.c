/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window/window-private.h"

#include "app/dialogs/roster-dialog.h"
#include "base/i18n.h"
#include "model/assignment.h"
#include "model/closure.h"
#include "model/dispatch.h"
#include "model/error.h"
#include "model/incident.h"
#include "model/routing.h"
#include "model/team.h"
#include "model/undo.h"

/* A decision being written; says @done when it is durable. */
typedef struct
{
  HtWindow *window;
  char *done;
} Order;

static Order *
order_new (HtWindow *window, char *done)
{
  Order *order = g_new0 (Order, 1);
  order->window = g_object_ref (window);
  order->done = done;
  return order;
}

static void
order_finish (Order *order, const GError *error)
{
  if (error != NULL)
    ht_window_complain (order->window, error);
  else if (order->done != NULL)
    ht_window_say (order->window, order->done, TRUE);
  g_object_unref (order->window);
  g_free (order->done);
  g_free (order);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  ht_dispatch_finish (HT_DISPATCH (source), result, &error);
  order_finish (user_data, error);
}

static HtDispatch *
get_dispatch (HtWindow *self)
{
  return ht_city_get_dispatch (self->city);
}

static HtAdviceCard *
get_advice (HtWindow *self)
{
  return ht_detail_pane_get_advice (ht_desk_get_detail (self->desk));
}

static void
edit_field (HtWindow *self, HtIncident *incident, const char *field, HtValue *value, char *done)
{
  g_autoptr (HtValue) changes = ht_value_new_map ();
  ht_value_set (changes, field, value);
  ht_dispatch_edit_async (get_dispatch (self), incident, NULL, changes, on_done, order_new (self, done));
}

static void
set_level (HtWindow *self, HtIncident *incident, int level)
{
  if (ht_incident_get_level (incident) == level || ht_incident_get_status (incident) == HT_INCIDENT_CLOSED)
    return;
  edit_field (self, incident, "level", ht_value_new_int (level),
              g_strdup_printf (_ ("%s graded: %s"), ht_incident_get_code (incident),
                               ht_level_get_label (level)));
}

static void
on_level (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  if (self->desk == NULL)
    return;
  HtDetailPane *detail = ht_desk_get_detail (self->desk);
  int level = g_variant_get_int32 (target);
  GObject *selected = ht_selection_get (ht_desk_get_selection (self->desk));
  if (HT_IS_MATTER (selected) && level >= 1 && level <= 2)
    ht_matter_card_choose (ht_detail_pane_get_matter (detail), (guint) level - 1);
  else if (ht_detail_pane_is_form_shown (detail))
    ht_incident_form_set_level (ht_detail_pane_get_form (detail), level);
  else if (HT_IS_INCIDENT (selected))
    set_level (self, HT_INCIDENT (selected), level);
}

static void
on_set_level (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  const char *id = NULL;
  int level = 0;
  g_variant_get (target, "(&si)", &id, &level);
  HtIncident *incident = ht_window_find_incident (user_data, id);
  if (incident != NULL)
    set_level (user_data, incident, level);
}

static void
on_verify (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtIncident *incident = ht_window_find_incident (user_data, "");
  if (incident == NULL || ht_incident_get_status (incident) != HT_INCIDENT_UNVERIFIED)
    return;
  edit_field (user_data, incident, "status",
              ht_value_new_text (ht_incident_status_get_name (HT_INCIDENT_OPEN)),
              g_strdup_printf (_ ("%s confirmed"), ht_incident_get_code (incident)));
}

static void
on_report_incident (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  if (self->desk != NULL)
    ht_desk_set_form_shown (self->desk, TRUE);
}

static void
on_new_incident (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  const char *type = NULL, *address = NULL;
  HtPoint at;
  if (self->desk == NULL)
    return;
  g_variant_get (target, "(&sdd&s)", &type, &at.lon, &at.lat, &address);
  HtIncidentForm *form = ht_detail_pane_get_form (ht_desk_get_detail (self->desk));
  ht_incident_form_set_place (form, &at, address);
  if (*type != '\0')
    ht_incident_form_set_type (form, type);
  ht_desk_set_form_shown (self->desk, TRUE);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Order *order = user_data;
  g_autoptr (GError) error = NULL;
  HtWindow *window = order->window;
  if (ht_dispatch_finish (HT_DISPATCH (source), result, &error) && window->desk != NULL)
    ht_sent_card_mark_first (ht_detail_pane_get_sent (ht_desk_get_detail (window->desk)));
  if (window->desk != NULL)
    ht_advice_card_set_busy (get_advice (window), FALSE);
  order_finish (order, error);
}

static void
send_ticked (HtWindow *self, const char *reason)
{
  HtAdviceCard *advice = get_advice (self);
  HtProposal *proposal = ht_advice_card_get_proposal (advice);
  g_autoptr (GPtrArray) teams = ht_advice_card_dup_ticked (advice);
  if (proposal == NULL || teams->len == 0)
    return;
  HtIncident *incident = ht_proposal_get_incident (proposal);
  guint n = teams->len;
  char *done = g_strdup_printf (ngettext ("%u team sent to %s", "%u teams sent to %s", n), n,
                                ht_incident_get_code (incident));
  ht_advice_card_set_busy (advice, TRUE);
  ht_dispatch_assign_async (get_dispatch (self), incident, proposal, teams, reason, on_sent,
                            order_new (self, done));
}

static void
on_send_reason (HtWindow *self, const char *text, gboolean checked, const char *data)
{
  send_ticked (self, text);
}

static void
ask_send_reason (HtWindow *self)
{
  HtQuestion question = { .title = _ ("Send other teams than advised"),
                          .body = _ ("A ticked team is busy, out of service or lacks what the run card asks. "
                                     "The advice and your reason are both kept."),
                          .entry_name = _ ("Reason"),
                          .confirm = _ ("Send"),
                          .required = TRUE };
  ht_window_ask (self, &question, on_send_reason, NULL);
}

/* The next one, so that a list of them is gone through without the mouse. */
static void
on_resolved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Order *order = user_data;
  HtWindow *window = order->window;
  g_autoptr (GError) error = NULL;
  if (ht_dispatch_finish (HT_DISPATCH (source), result, &error) && window->desk != NULL)
    {
      g_autoptr (GObject) next = g_list_model_get_item (ht_city_get_matters (window->city), 0);
      ht_selection_set (ht_desk_get_selection (window->desk), next);
      if (next != NULL)
        ht_detail_pane_focus_later (ht_desk_get_detail (window->desk));
      else
        gtk_widget_grab_focus (GTK_WIDGET (ht_desk_get_tables (window->desk)));
    }
  order_finish (order, error);
}

static void
resolve (HtWindow *self, HtMatterCard *card)
{
  int side = ht_matter_card_get_chosen (card);
  const char *reason = ht_matter_card_get_reason (card);
  if (side < 0)
    ht_window_say (self, _ ("Choose what stands first (1 or 2)."), FALSE);
  else if (*reason == '\0')
    {
      ht_window_say (self, _ ("A decision needs a reason for the record; write one."), FALSE);
      ht_matter_card_focus_reason (card);
    }
  else
    {
      HtMatter *matter = ht_matter_card_get_matter (card);
      const char *choice = ht_matter_get_side (matter, (guint) side)->choice;
      ht_dispatch_resolve_async (get_dispatch (self), matter, (guint) side, reason, on_resolved,
                                 order_new (self, g_strdup_printf (_ ("Decided: %s"), choice)));
    }
}

/* Ctrl Enter: what the card in front of the operator is for. */
static void
on_main (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  GtkWidget *dialog = ht_modal_host_get_dialog (HT_MODAL_HOST (self->host));
  if (dialog != NULL && HT_IS_ROSTER_DIALOG (dialog))
    ht_roster_dialog_confirm (HT_ROSTER_DIALOG (dialog));
  if (dialog != NULL || self->desk == NULL)
    return;
  HtDetailPane *detail = ht_desk_get_detail (self->desk);
  if (ht_command_box_run_main (HT_COMMAND_BOX (self->command_box)))
    return;
  if (ht_detail_pane_is_form_shown (detail))
    ht_incident_form_create (ht_detail_pane_get_form (detail));
  else if (HT_IS_MATTER (ht_selection_get (ht_desk_get_selection (self->desk))))
    resolve (self, ht_detail_pane_get_matter (detail));
  else if (!gtk_widget_get_visible (GTK_WIDGET (get_advice (self))))
    ht_window_say (self, _ ("Nothing to send: select an open incident."), FALSE);
  else if (ht_advice_card_needs_reason (get_advice (self)))
    ask_send_reason (self);
  else
    send_ticked (self, NULL);
}

static void
on_choose_teams (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  if (self->desk != NULL && gtk_widget_get_visible (GTK_WIDGET (get_advice (self))))
    ht_advice_card_choose_others (get_advice (self));
}

static void
note (HtWindow *self, HtIncident *incident, const char *text)
{
  ht_dispatch_note_async (get_dispatch (self), incident, text, on_done,
                          order_new (self, g_strdup (_ ("Written in the log"))));
}

static void
on_overrule_reason (HtWindow *self, const char *text, gboolean checked, const char *data)
{
  HtIncident *incident = ht_window_find_incident (self, data);
  if (incident == NULL)
    return;
  if (!ht_advice_card_is_as_advised (get_advice (self)))
    {
      send_ticked (self, text);
      return;
    }
  g_autofree char *line = g_strdup_printf (_ ("Advice not followed: %s"), text);
  note (self, incident, line);
}

static void
on_overrule (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  HtIncident *incident = ht_window_find_incident (self, "");
  if (incident == NULL || !gtk_widget_get_visible (GTK_WIDGET (get_advice (self))))
    return;
  gboolean same = ht_advice_card_is_as_advised (get_advice (self));
  HtQuestion question
      = { .title = _ ("Overrule the advice"),
          .body = same ? _ ("Nothing is sent; the advice and your reason are kept in the log.")
                       : _ ("The ticked teams are sent; the advice and your reason are both kept."),
          .entry_name = _ ("Reason"),
          .confirm = same ? _ ("Keep the reason") : _ ("Send"),
          .required = TRUE };
  ht_window_ask (self, &question, on_overrule_reason, ht_entity_get_id_text (HT_ENTITY (incident)));
}

static void
on_advised (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Order *order = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HtProposal) proposal = ht_dispatch_advise_finish (HT_DISPATCH (source), result, &error);
  if (proposal == NULL)
    {
      order_finish (order, error);
      return;
    }
  HtIncident *incident = ht_proposal_get_incident (proposal);
  guint n = g_list_model_get_n_items (ht_proposal_get_items (proposal));
  if (n == 0)
    order->done = g_strdup_printf (_ ("Nothing more is advised for %s"), ht_incident_get_code (incident));
  else
    order->done = g_strdup_printf (ngettext ("%u team sent to %s", "%u teams sent to %s", n), n,
                                   ht_incident_get_code (incident));
  if (n == 0)
    order_finish (order, NULL);
  else
    ht_dispatch_assign_async (HT_DISPATCH (source), incident, proposal, NULL, NULL, on_done, order);
}

static void
on_assign_advised (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtIncident *incident = ht_window_find_incident (user_data, g_variant_get_string (target, NULL));
  if (incident != NULL)
    ht_dispatch_advise_async (get_dispatch (user_data), incident, NULL, on_advised,
                              order_new (user_data, NULL));
}

static void assign_one (HtWindow *self, const char *incident_id, const char *team_id, const char *reason);

static void
on_assign_reason (HtWindow *self, const char *text, gboolean checked, const char *data)
{
  g_auto (GStrv) ids = g_strsplit (data, " ", 2);
  assign_one (self, ids[0], ids[1], text);
}

/* An order for one team, which may turn out to need a reason. */
typedef struct
{
  HtWindow *window;
  char *ids, *done;
} SingleOrder;

static void
on_assigned (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SingleOrder *order = user_data;
  g_autoptr (GError) error = NULL;
  ht_dispatch_finish (HT_DISPATCH (source), result, &error);
  if (g_error_matches (error, HT_MODEL_ERROR, HT_MODEL_ERROR_NEEDS_REASON))
    {
      HtQuestion question = { .title = _ ("Send all the same?"),
                              .body = error->message,
                              .entry_name = _ ("Reason"),
                              .confirm = _ ("Send"),
                              .required = TRUE };
      ht_window_ask (order->window, &question, on_assign_reason, order->ids);
    }
  else if (error != NULL)
    ht_window_complain (order->window, error);
  else
    ht_window_say (order->window, order->done, TRUE);
  g_object_unref (order->window);
  g_free (order->ids);
  g_free (order->done);
  g_free (order);
}

static void
assign_one (HtWindow *self, const char *incident_id, const char *team_id, const char *reason)
{
  HtIncident *incident = ht_window_find_incident (self, incident_id);
  GObject *team = self->city != NULL ? ht_city_find (self->city, team_id) : NULL;
  if (incident == NULL || !HT_IS_TEAM (team))
    return;
  g_autoptr (GPtrArray) teams = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (teams, g_object_ref (team));
  SingleOrder *order = g_new0 (SingleOrder, 1);
  order->window = g_object_ref (self);
  order->ids = g_strdup_printf ("%s %s", ht_entity_get_id_text (HT_ENTITY (incident)), team_id);
  order->done = g_strdup_printf (_ ("%s sent to %s"), ht_team_get_name (HT_TEAM (team)),
                                 ht_incident_get_code (incident));
  ht_dispatch_assign_async (get_dispatch (self), incident, NULL, teams, reason, on_assigned, order);
}

static void
on_assign (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  const char *incident_id = NULL, *team_id = NULL, *reason = NULL;
  g_variant_get (target, "(&s&s&s)", &incident_id, &team_id, &reason);
  assign_one (user_data, incident_id, team_id, *reason != '\0' ? reason : NULL);
}

static void
set_assignment_state (HtWindow *self, HtAssignment *assignment, HtAssignmentState state)
{
  HtTeam *team = ht_assignment_get_team (assignment);
  char *done = g_strdup_printf (_ ("%s: %s"), team != NULL ? ht_team_get_name (team) : "",
                                ht_assignment_state_get_label (state));
  ht_dispatch_set_assignment_state_async (get_dispatch (self), assignment, NULL, state, on_done,
                                          order_new (self, done));
}

static void
set_team_status (HtWindow *self, HtTeam *team, HtTeamState status)
{
  char *done = g_strdup_printf (_ ("%s: %s"), ht_team_get_name (team), ht_team_state_get_label (status));
  ht_dispatch_set_team_status_async (get_dispatch (self), team, NULL, status, on_done,
                                     order_new (self, done));
}

/* The team the keys of team states mean: the selected one, or the marked one of the selected incident. */
static HtTeam *
find_meant_team (HtWindow *self, HtAssignment **assignment)
{
  HtTeam *team = ht_selection_get_team (ht_desk_get_selection (self->desk));
  *assignment = NULL;
  if (team != NULL)
    {
      *assignment = ht_team_get_assignment (team);
      return team;
    }
  HtAssignment *marked = ht_sent_card_get_marked (ht_detail_pane_get_sent (ht_desk_get_detail (self->desk)));
  if (marked == NULL)
    return NULL;
  *assignment = ht_assignment_is_active (marked) ? marked : NULL;
  return ht_assignment_get_team (marked);
}

static void
on_team_state (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  const char *name = g_variant_get_string (target, NULL);
  HtAssignmentState state;
  HtTeamState status;
  HtAssignment *assignment = NULL;
  HtTeam *team = self->desk != NULL ? find_meant_team (self, &assignment) : NULL;
  if (team == NULL)
    ht_window_say (self, _ ("Select a team first."), FALSE);
  else if (ht_assignment_state_parse (name, &state))
    {
      if (assignment != NULL)
        set_assignment_state (self, assignment, state);
      else
        ht_window_say (self, _ ("This team has not been sent anywhere."), FALSE);
    }
  else if (ht_team_state_parse (name, &status))
    set_team_status (self, team, status);
}

static void
on_set_assignment_state (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  const char *id = NULL, *name = NULL;
  HtAssignmentState state;
  g_variant_get (target, "(&s&s)", &id, &name);
  GObject *assignment = self->city != NULL ? ht_city_find (self->city, id) : NULL;
  if (HT_IS_ASSIGNMENT (assignment) && ht_assignment_state_parse (name, &state))
    set_assignment_state (self, HT_ASSIGNMENT (assignment), state);
}

static void
on_set_team_status (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  const char *id = NULL, *name = NULL;
  HtTeamState status;
  g_variant_get (target, "(&s&s)", &id, &name);
  GObject *team = self->city != NULL ? ht_city_find (self->city, id) : NULL;
  if (HT_IS_TEAM (team) && ht_team_state_parse (name, &status))
    set_team_status (self, HT_TEAM (team), status);
}

static void
on_note (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  const char *id = NULL, *text = NULL;
  if (self->desk == NULL)
    return;
  g_variant_get (target, "(&s&s)", &id, &text);
  GObject *incident = *id != '\0' ? ht_city_find (self->city, id) : NULL;
  note (self, HT_IS_INCIDENT (incident) ? HT_INCIDENT (incident) : NULL, text);
}

static void
on_close_reason (HtWindow *self, const char *text, gboolean checked, const char *data)
{
  HtIncident *incident = ht_window_find_incident (self, data);
  if (incident != NULL)
    ht_dispatch_close_async (get_dispatch (self), incident, NULL, text, checked, on_done,
                             order_new (self,
                                        g_strdup_printf (_ ("%s closed"), ht_incident_get_code (incident))));
}

static void
on_close_incident (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtIncident *incident = ht_window_find_incident (user_data, g_variant_get_string (target, NULL));
  if (incident == NULL || ht_incident_get_status (incident) == HT_INCIDENT_CLOSED)
    return;
  guint n = ht_incident_count_active (incident);
  g_autofree char *title = g_strdup_printf (_ ("Close %s"), ht_incident_get_code (incident));
  g_autofree char *check
      = n > 0 ? g_strdup_printf (ngettext ("Release %u team", "Release %u teams", n), n) : NULL;
  HtQuestion question = { .title = title,
                          .body = ht_incident_get_title (incident),
                          .entry_name = _ ("Reason for closing"),
                          .check = check,
                          .confirm = _ ("Close the incident"),
                          .required = TRUE };
  ht_window_ask (user_data, &question, on_close_reason, ht_entity_get_id_text (HT_ENTITY (incident)));
}

static void
on_reopen_reason (HtWindow *self, const char *text, gboolean checked, const char *data)
{
  HtIncident *incident = ht_window_find_incident (self, data);
  if (incident != NULL)
    ht_dispatch_reopen_async (get_dispatch (self), incident, NULL, text, on_done,
                              order_new (self, g_strdup_printf (_ ("%s is open again"),
                                                                ht_incident_get_code (incident))));
}

static void
on_reopen_incident (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtIncident *incident = ht_window_find_incident (user_data, g_variant_get_string (target, NULL));
  if (incident == NULL || ht_incident_get_status (incident) != HT_INCIDENT_CLOSED)
    return;
  g_autofree char *title = g_strdup_printf (_ ("Open %s again"), ht_incident_get_code (incident));
  HtQuestion question = { .title = title,
                          .entry_name = _ ("Reason for opening again"),
                          .confirm = _ ("Open again"),
                          .required = TRUE };
  ht_window_ask (user_data, &question, on_reopen_reason, ht_entity_get_id_text (HT_ENTITY (incident)));
}

static void
on_undone (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Order *order = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = ht_undo_undo_finish (HT_UNDO (source), result, &error);
  if (sentence != NULL)
    ht_window_say (order->window, sentence, FALSE);
  order_finish (order, error);
}

static void
on_undo (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  if (self->city == NULL)
    return;
  HtUndo *undo = ht_city_get_undo (self->city);
  if (ht_undo_can_undo (undo))
    ht_undo_undo_async (undo, on_undone, order_new (self, NULL));
  else
    ht_window_say (self, _ ("Nothing of yours to take back."), FALSE);
}

static void
on_redone (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Order *order = user_data;
  g_autoptr (GError) error = NULL;
  order->done = ht_undo_redo_finish (HT_UNDO (source), result, &error);
  order_finish (order, error);
}

static void
on_redo (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  if (self->city == NULL)
    return;
  HtUndo *undo = ht_city_get_undo (self->city);
  if (ht_undo_can_redo (undo))
    ht_undo_redo_async (undo, on_redone, order_new (self, NULL));
  else
    ht_window_say (self, _ ("Nothing to do again."), FALSE);
}

static void
on_road_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Order *order = user_data;
  g_autoptr (GError) error = NULL;
  HtClosure *closure = ht_routing_close_road_finish (HT_ROUTING (source), result, &error);
  if (closure != NULL)
    order->done = g_strdup_printf (_ ("Closed: %s"), ht_closure_get_street (closure));
  order_finish (order, error);
}

static void
on_close_road_reason (HtWindow *self, const char *text, gboolean checked, const char *data)
{
  g_autoptr (GVariant) where = g_variant_ref_sink (g_variant_new_parsed (data));
  HtPoint at;
  g_variant_get (where, "(dd)", &at.lon, &at.lat);
  ht_routing_close_road_async (ht_city_get_routing (self->city), &at, checked, text, 0, on_road_closed,
                               order_new (self, NULL));
}

static void
on_close_road (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  if (self->desk == NULL)
    return;
  g_autofree char *where = g_variant_print (target, TRUE);
  HtQuestion question = { .title = _ ("Close the road at the middle of the map"),
                          .body = _ ("Until somebody opens it; travel times and advice follow at once."),
                          .entry_name = _ ("Reason"),
                          .check = _ ("The whole street within 500 m"),
                          .confirm = _ ("Close the road"),
                          .required = TRUE };
  ht_window_ask (self, &question, on_close_road_reason, where);
}

static void
on_road_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  ht_routing_open_road_finish (HT_ROUTING (source), result, &error);
  order_finish (user_data, error);
}

static void
on_open_road (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  GObject *closure
      = self->city != NULL ? ht_city_find (self->city, g_variant_get_string (target, NULL)) : NULL;
  if (HT_IS_CLOSURE (closure))
    ht_routing_open_road_async (ht_city_get_routing (self->city), HT_CLOSURE (closure), NULL, on_road_opened,
                                order_new (self, g_strdup (_ ("The road is open again"))));
}

void
ht_window_add_dispatch_actions (HtWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "level", .parameter_type = "i", .activate = on_level },
    { .name = "set-level", .parameter_type = "(si)", .activate = on_set_level },
    { .name = "verify", .activate = on_verify },
    { .name = "report-incident", .activate = on_report_incident },
    { .name = "new-incident", .parameter_type = "(sdds)", .activate = on_new_incident },
    { .name = "main", .activate = on_main },
    { .name = "choose-teams", .activate = on_choose_teams },
    { .name = "overrule", .activate = on_overrule },
    { .name = "assign-advised", .parameter_type = "s", .activate = on_assign_advised },
    { .name = "assign", .parameter_type = "(sss)", .activate = on_assign },
    { .name = "team-state", .parameter_type = "s", .activate = on_team_state },
    { .name = "set-assignment-state", .parameter_type = "(ss)", .activate = on_set_assignment_state },
    { .name = "set-team-status", .parameter_type = "(ss)", .activate = on_set_team_status },
    { .name = "note", .parameter_type = "(ss)", .activate = on_note },
    { .name = "close-incident", .parameter_type = "s", .activate = on_close_incident },
    { .name = "reopen-incident", .parameter_type = "s", .activate = on_reopen_incident },
    { .name = "undo", .activate = on_undo },
    { .name = "redo", .activate = on_redo },
    { .name = "close-road", .parameter_type = "(dd)", .activate = on_close_road },
    { .name = "open-road", .parameter_type = "s", .activate = on_open_road },
  };
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
