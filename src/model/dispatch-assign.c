/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/dispatch-private.h"

#include "base/i18n.h"
#include "model/entity-private.h"
#include "model/error.h"
#include "model/proposal-private.h"

/* --- advice --- */

static void
advise_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  ht_proposal_picture_compute (data);
  g_task_return_boolean (task, TRUE);
}

void
ht_dispatch_advise_async (HtDispatch *self, HtIncident *incident, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HT_IS_DISPATCH (self));
  g_return_if_fail (HT_IS_INCIDENT (incident));
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  HtProposalPicture *picture = NULL;
  g_task_set_source_tag (task, ht_dispatch_advise_async);
  if (self->city == NULL || self->city->closed)
    g_set_error_literal (&error, HT_MODEL_ERROR, HT_MODEL_ERROR_UNAVAILABLE,
                         _ ("The city is closed; open it again."));
  else
    picture = ht_proposal_picture_new (self->city, incident, &error);
  if (picture == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, picture, (GDestroyNotify) ht_proposal_picture_free);
  g_task_run_in_thread (task, advise_thread);
}

HtProposal *
ht_dispatch_advise_finish (HtDispatch *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, ht_dispatch_advise_async), NULL);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  if (self->city == NULL)
    {
      g_set_error_literal (error, HT_MODEL_ERROR, HT_MODEL_ERROR_UNAVAILABLE,
                           _ ("The city is closed; open it again."));
      return NULL;
    }
  return ht_proposal_new (self->city, g_task_get_task_data (G_TASK (result)));
}

/* --- assigning --- */

/* What is to be sent, while advice for it may still be computed. */
typedef struct
{
  HtIncident *incident;
  GPtrArray *teams; /* HtTeam; NULL: all advised */
  char *reason;
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;
  g_object_unref (order->incident);
  g_clear_pointer (&order->teams, g_ptr_array_unref);
  g_free (order->reason);
  g_free (order);
}

static gboolean
has_reason (Order *order)
{
  return order->reason != NULL && *order->reason != '\0';
}

G_GNUC_PRINTF (3, 4)
static gboolean
refuse (GError **error, HtModelError code, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, HT_MODEL_ERROR, (int) code, text);
  return FALSE;
}

/* May this team go now, as things stand? */
static gboolean
check_team (Order *order, HtTeam *team, HtProposalItem *item, GError **error)
{
  HtAssignment *active = ht_team_get_assignment (team);
  HtIncident *at_work_on = ht_team_get_incident (team);
  const char *name = ht_team_get_name (team);
  gboolean chosen = item != NULL && ht_proposal_item_is_chosen (item);
  if (active != NULL && at_work_on == order->incident)
    return refuse (error, HT_MODEL_ERROR_INVALID, _ ("%s is assigned to %s already."), name,
                   ht_incident_get_code (order->incident));
  if (active != NULL && chosen)
    return refuse (error, HT_MODEL_ERROR_CHANGED,
                   _ ("%s was sent to %s since the advice was given; ask for new advice."), name,
                   at_work_on != NULL ? ht_incident_get_code (at_work_on) : "?");
  if (has_reason (order))
    return TRUE;
  if (active != NULL)
    return refuse (error, HT_MODEL_ERROR_NEEDS_REASON,
                   _ ("%s is at work on %s; write why it should leave that."), name,
                   at_work_on != NULL ? ht_incident_get_code (at_work_on) : "?");
  if (ht_team_get_state (team) == HT_TEAM_OUT_OF_SERVICE)
    return refuse (error, HT_MODEL_ERROR_NEEDS_REASON, _ ("%s is out of service%s; write why it should go."),
                   name, "");
  if (item != NULL && ht_proposal_item_needs_reason (item))
    return refuse (error, HT_MODEL_ERROR_NEEDS_REASON,
                   _ ("%s is not fit for this: %s; write why it should go."), name,
                   ht_proposal_item_get_reason (item));
  return TRUE;
}

static void
add_assignment (GPtrArray *drafts, Order *order, HtTeam *team, HtProposalItem *item)
{
  HtUuid id = ht_uuid_random ();
  HtRecord *team_record = ht_entity_get_record (HT_ENTITY (team));
  HtRecord *incident_record = ht_entity_get_record (HT_ENTITY (order->incident));
  HtAssignment *active = ht_team_get_assignment (team);
  gboolean chosen = item != NULL && ht_proposal_item_is_chosen (item);
  gint64 expected_s = item != NULL ? ht_proposal_item_get_seconds (item) : -1;
  HtValue *fields = ht_value_new_map ();
  ht_value_set_uuid (fields, "incident", &incident_record->id);
  ht_value_set_uuid (fields, "team", &team_record->id);
  ht_value_set_text (fields, "state", "assigned");
  ht_value_set_bool (fields, "advised", chosen);
  if (expected_s >= 0)
    ht_value_set_int (fields, "expected_s", expected_s);
  if (has_reason (order) && !chosen)
    ht_value_set_text (fields, "reason", order->reason);
  if (active != NULL)
    ht_dispatch_add_end (drafts, active);
  HtOpDraft *draft = ht_drafts_create (drafts, "assignment", &id, fields);
  /* What its author saw: who finds other heads later knows that two decided apart. */
  ht_drafts_saw (draft, team_record, "status");
  ht_drafts_saw (draft, incident_record, "status");
  if (active != NULL)
    ht_drafts_saw (draft, ht_entity_get_record (HT_ENTITY (active)), "state");
}

static void
add_overruled (GPtrArray *drafts, Order *order, HtProposal *proposal)
{
  g_autoptr (GString) advised = g_string_new (NULL);
  GListModel *items = ht_proposal_get_items (proposal);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (HtProposalItem) item = g_list_model_get_item (items, i);
      g_string_append_printf (advised, "%s%s", i > 0 ? ", " : "",
                              ht_team_get_name (ht_proposal_item_get_team (item)));
    }
  g_autofree char *text
      = g_strdup_printf (_ ("Advice was: %s. Overruled: %s"),
                         advised->len > 0 ? advised->str : _ ("nobody free"), order->reason);
  ht_dispatch_add_log (drafts, order->incident, "system", text);
}

/* TRUE where @drafts holds the whole order; nothing is sent by halves. */
static gboolean
fill_order (Order *order, HtProposal *proposal, GPtrArray *drafts, GError **error)
{
  gboolean overruled = FALSE;
  for (guint i = 0; i < order->teams->len; i++)
    {
      HtTeam *team = order->teams->pdata[i];
      HtProposalItem *item = proposal != NULL ? ht_proposal_find (proposal, team) : NULL;
      if (!check_team (order, team, item, error))
        return FALSE;
      overruled |= item == NULL || !ht_proposal_item_is_chosen (item);
      add_assignment (drafts, order, team, item);
    }
  if (overruled && proposal != NULL && has_reason (order))
    add_overruled (drafts, order, proposal);
  HtRecord *record = ht_entity_get_record (HT_ENTITY (order->incident));
  if (proposal != NULL
      && g_strcmp0 (ht_incident_get_run_card (order->incident), ht_proposal_get_run_card (proposal)) != 0)
    ht_drafts_set (drafts, record, "run_card", ht_value_new_text (ht_proposal_get_run_card (proposal)));
  /* Whoever sends teams to an unverified report takes it for real. */
  if (ht_incident_get_status (order->incident) == HT_INCIDENT_UNVERIFIED)
    ht_drafts_set (drafts, record, "status", ht_value_new_text ("open"));
  return TRUE;
}

static void
take_all_advised (Order *order, HtProposal *proposal)
{
  order->teams = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *items = ht_proposal_get_items (proposal);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (HtProposalItem) item = g_list_model_get_item (items, i);
      g_ptr_array_add (order->teams, g_object_ref (ht_proposal_item_get_team (item)));
    }
}

/* Takes @task. */
static void
send_order (HtDispatch *self, HtProposal *proposal, GTask *task)
{
  Order *order = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GTask) owned = task;
  g_autoptr (GPtrArray) drafts = ht_op_new_drafts ();
  if (order->teams == NULL)
    take_all_advised (order, proposal);
  if (order->teams->len == 0)
    {
      g_task_return_new_error (task, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID, "%s",
                               _ ("The advice sends nobody; choose teams by hand."));
      return;
    }
  if (!fill_order (order, proposal, drafts, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  HtWrite write = { .drafts = g_steal_pointer (&drafts), .undo = _ ("teams assigned") };
  ht_city_write (self->city, &write, g_steal_pointer (&owned));
}

static void
on_advice_for_order (GObject *source, GAsyncResult *result, gpointer data)
{
  HtDispatch *self = HT_DISPATCH (source);
  GTask *task = data;
  Order *order = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (HtProposal) proposal = ht_dispatch_advise_finish (self, result, &error);
  /* Teams chosen by hand go without a run card too; only their arrival is not known then. */
  if (proposal == NULL && order->teams == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  g_clear_error (&error);
  send_order (self, proposal, task);
}

void
ht_dispatch_assign_async (HtDispatch *self, HtIncident *incident, HtProposal *advice, GPtrArray *teams,
                          const char *reason, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HT_IS_DISPATCH (self));
  g_return_if_fail (HT_IS_INCIDENT (incident));
  GTask *task = ht_dispatch_begin (self, HT_RIGHT_DISPATCH, callback, user_data);
  if (task == NULL)
    return;
  if (ht_incident_get_status (incident) == HT_INCIDENT_CLOSED)
    {
      g_task_return_new_error (task, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID,
                               _ ("%s is closed; open it again before sending teams."),
                               ht_incident_get_code (incident));
      g_object_unref (task);
      return;
    }
  Order *order = g_new0 (Order, 1);
  order->incident = g_object_ref (incident);
  order->reason = g_strdup (reason);
  if (teams != NULL)
    {
      order->teams = g_ptr_array_new_with_free_func (g_object_unref);
      for (guint i = 0; i < teams->len; i++)
        if (!g_ptr_array_find (order->teams, teams->pdata[i], NULL))
          g_ptr_array_add (order->teams, g_object_ref (teams->pdata[i]));
    }
  g_task_set_task_data (task, order, order_free);
  if (advice != NULL)
    send_order (self, advice, task);
  else
    ht_dispatch_advise_async (self, incident, NULL, on_advice_for_order, task);
}
