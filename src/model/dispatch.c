/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/dispatch-private.h"

#include "base/clock.h"
#include "base/i18n.h"
#include "model/assignment.h"
#include "model/entity-private.h"
#include "model/error.h"
#include "model/run-cards.h"
#include "model/services-private.h"

G_DEFINE_TYPE (HtDispatch, ht_dispatch, G_TYPE_OBJECT)

static void
ht_dispatch_dispose (GObject *object)
{
  g_clear_weak_pointer (&HT_DISPATCH (object)->city);
  G_OBJECT_CLASS (ht_dispatch_parent_class)->dispose (object);
}

static void
ht_dispatch_class_init (HtDispatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ht_dispatch_dispose;
}

static void
ht_dispatch_init (HtDispatch *self)
{
}

HtDispatch *
ht_dispatch_new (HtCity *city)
{
  HtDispatch *self = g_object_new (HT_TYPE_DISPATCH, NULL);
  g_set_weak_pointer (&self->city, city);
  return self;
}

GTask *
ht_dispatch_begin (HtDispatch *self, HtRight right, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  GError *error = NULL;
  if (ht_city_check_writable (self->city, &error) && ht_session_may (self->city->session, right, &error))
    return task;
  g_task_return_error (task, error);
  g_object_unref (task);
  return NULL;
}

gboolean
ht_dispatch_finish (HtDispatch *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

HtRecord *
ht_dispatch_seen (HtRecord *seen, gpointer entity)
{
  return seen != NULL ? seen : ht_entity_get_record (HT_ENTITY (entity));
}

void
ht_dispatch_add_log (GPtrArray *drafts, HtIncident *incident, const char *kind, const char *text)
{
  HtUuid id = ht_uuid_random ();
  HtValue *fields = ht_value_new_map ();
  if (incident != NULL)
    ht_value_set_uuid (fields, "incident", ht_entity_get_id (HT_ENTITY (incident)));
  ht_value_set_text (fields, "text", text);
  ht_value_set_text (fields, "kind", kind);
  ht_drafts_create (drafts, "log", &id, fields);
}

void
ht_dispatch_add_end (GPtrArray *drafts, HtAssignment *assignment)
{
  HtAssignmentState state = ht_assignment_get_state (assignment);
  gboolean left = state == HT_ASSIGNMENT_EN_ROUTE || state == HT_ASSIGNMENT_ON_SCENE;
  ht_drafts_set (drafts, ht_entity_get_record (HT_ENTITY (assignment)), "state",
                 ht_value_new_text (left ? "released" : "cancelled"));
  HtTeam *team = ht_assignment_get_team (assignment);
  if (left && team != NULL)
    ht_drafts_set (drafts, ht_entity_get_record (HT_ENTITY (team)), "status",
                   ht_value_new_text ("returning"));
}

/* --- creating --- */

void
ht_incident_draft_init (HtIncidentDraft *draft)
{
  *draft = (HtIncidentDraft){ .trapped = -1 };
}

static gboolean
check_draft (HtDispatch *self, const HtIncidentDraft *draft, GError **error)
{
  if (ht_run_cards_find_type (self->city->run_cards, draft->type) == NULL)
    g_set_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID,
                 _ ("“%s” is not a known type of incident; choose one of the list."),
                 draft->type != NULL ? draft->type : "");
  else if (draft->level < 0 || draft->level > 4)
    g_set_error_literal (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID,
                         _ ("A level is I to IV, or none; choose one."));
  else if (!ht_point_is_valid (&draft->position))
    g_set_error_literal (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID,
                         _ ("The incident needs a place; click on the map or write one."));
  else
    return TRUE;
  return FALSE;
}

static void
set_if_given (HtValue *fields, const char *key, const char *text)
{
  if (text != NULL && *text != '\0')
    ht_value_set_text (fields, key, text);
}

static HtValue *
fields_of (HtDispatch *self, const HtIncidentDraft *draft)
{
  HtValue *fields = ht_value_new_map ();
  g_autofree char *code = ht_city_dup_next_code (self->city);
  ht_value_set_text (fields, "code", code);
  ht_value_set_text (fields, "type", draft->type);
  ht_value_set_int (fields, "level", draft->level);
  ht_value_set_text (fields, "status", draft->unverified ? "unverified" : "open");
  ht_value_set (fields, "position", ht_value_new_point (&draft->position));
  ht_value_set_int (fields, "reported_us", draft->reported_us > 0 ? draft->reported_us : ht_clock_now_us ());
  set_if_given (fields, "title", draft->title);
  set_if_given (fields, "address", draft->address);
  set_if_given (fields, "notes", draft->notes);
  set_if_given (fields, "source", draft->source);
  set_if_given (fields, "source_id", draft->source_id);
  if (draft->trapped >= 0)
    ht_value_set_int (fields, "trapped", draft->trapped);
  return fields;
}

static void
on_created (HtCity *city, HtChange *change, GTask *task)
{
  g_task_return_pointer (task, ht_city_find_incident (city, g_task_get_task_data (task)), NULL);
}

void
ht_dispatch_create_async (HtDispatch *self, const HtIncidentDraft *draft, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HT_IS_DISPATCH (self));
  g_return_if_fail (draft != NULL);
  g_autoptr (GTask) task = ht_dispatch_begin (self, HT_RIGHT_DISPATCH, callback, user_data);
  GError *error = NULL;
  if (task == NULL)
    return;
  if (!check_draft (self, draft, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  HtUuid id = ht_uuid_random ();
  g_task_set_task_data (task, ht_uuid_copy (&id), g_free);
  HtWrite write = { .drafts = ht_op_new_drafts (), .undo = _ ("new incident"), .done = on_created };
  ht_drafts_create (write.drafts, "incident", &id, fields_of (self, draft));
  ht_city_write (self->city, &write, g_steal_pointer (&task));
}

HtIncident *
ht_dispatch_create_finish (HtDispatch *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- editing --- */

static gboolean
need_reason (const char *reason, GError **error)
{
  if (reason != NULL && *reason != '\0')
    return TRUE;
  g_set_error_literal (error, HT_MODEL_ERROR, HT_MODEL_ERROR_NEEDS_REASON,
                       _ ("This needs a reason for the record; write one."));
  return FALSE;
}

/* Closing, and opening what was closed, are decisions of their own that need a reason. */
static gboolean
check_changes (HtIncident *incident, HtValue *changes, GError **error)
{
  HtIncidentStatus wanted;
  const char *status = ht_value_member_text (changes, "status", "");
  gboolean was_closed = ht_incident_get_status (incident) == HT_INCIDENT_CLOSED;
  if (!ht_incident_status_parse (status, &wanted) || was_closed == (wanted == HT_INCIDENT_CLOSED))
    return TRUE;
  return need_reason (NULL, error);
}

static const char *
label_of_change (HtValue *changes)
{
  if (ht_value_get_length (changes) == 1 && ht_value_get_member (changes, "level") != NULL)
    return _ ("incident graded");
  if (ht_value_get_length (changes) == 1 && ht_value_get_member (changes, "position") != NULL)
    return _ ("incident moved");
  return _ ("incident facts changed");
}

void
ht_dispatch_edit_async (HtDispatch *self, HtIncident *incident, HtRecord *seen, HtValue *changes,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HT_IS_DISPATCH (self));
  g_return_if_fail (HT_IS_INCIDENT (incident));
  g_return_if_fail (ht_value_get_kind (changes) == HT_VALUE_MAP);
  g_autoptr (GTask) task = ht_dispatch_begin (self, HT_RIGHT_DISPATCH, callback, user_data);
  GError *error = NULL;
  if (task == NULL)
    return;
  if (!check_changes (incident, changes, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  seen = ht_dispatch_seen (seen, incident);
  g_autoptr (GPtrArray) drafts = ht_op_new_drafts ();
  for (guint i = 0; i < ht_value_get_length (changes); i++)
    {
      HtValue *value = NULL;
      const char *field = ht_value_get_key (changes, i, &value);
      HtValue *shown = ht_record_get (seen, field);
      gboolean same
          = shown != NULL ? ht_value_equal (shown, value) : ht_value_get_kind (value) == HT_VALUE_NULL;
      if (!same)
        ht_drafts_set (drafts, seen, field, ht_value_ref (value));
    }
  if (drafts->len == 0)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  HtWrite write = { .drafts = g_steal_pointer (&drafts), .undo = label_of_change (changes) };
  ht_city_write (self->city, &write, g_steal_pointer (&task));
}

/* --- closing and opening again --- */

static gboolean
check_close (HtIncident *incident, const char *reason, gboolean release_teams, GError **error)
{
  guint n = ht_incident_count_active (incident);
  if (ht_incident_get_status (incident) == HT_INCIDENT_CLOSED)
    g_set_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID, _ ("%s is closed already."),
                 ht_incident_get_code (incident));
  else if (n > 0 && !release_teams)
    g_set_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID,
                 ngettext ("%u team still works on %s; release it first or close and release.",
                           "%u teams still work on %s; release them first or close and release.", n),
                 n, ht_incident_get_code (incident));
  else
    return need_reason (reason, error);
  return FALSE;
}

static void
end_all (GPtrArray *drafts, HtIncident *incident)
{
  GListModel *assignments = ht_incident_get_assignments (incident);
  for (guint i = 0; i < g_list_model_get_n_items (assignments); i++)
    {
      g_autoptr (HtAssignment) assignment = g_list_model_get_item (assignments, i);
      if (ht_assignment_is_active (assignment))
        ht_dispatch_add_end (drafts, assignment);
    }
}

void
ht_dispatch_close_async (HtDispatch *self, HtIncident *incident, HtRecord *seen, const char *reason,
                         gboolean release_teams, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HT_IS_DISPATCH (self));
  g_return_if_fail (HT_IS_INCIDENT (incident));
  g_autoptr (GTask) task = ht_dispatch_begin (self, HT_RIGHT_DISPATCH, callback, user_data);
  GError *error = NULL;
  if (task == NULL)
    return;
  if (!check_close (incident, reason, release_teams, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  seen = ht_dispatch_seen (seen, incident);
  HtWrite write = { .drafts = ht_op_new_drafts (), .undo = _ ("incident closed") };
  end_all (write.drafts, incident);
  ht_drafts_set (write.drafts, seen, "close_reason", ht_value_new_text (reason));
  ht_drafts_set (write.drafts, seen, "status", ht_value_new_text ("closed"));
  ht_city_write (self->city, &write, g_steal_pointer (&task));
}

void
ht_dispatch_reopen_async (HtDispatch *self, HtIncident *incident, HtRecord *seen, const char *reason,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HT_IS_DISPATCH (self));
  g_return_if_fail (HT_IS_INCIDENT (incident));
  g_autoptr (GTask) task = ht_dispatch_begin (self, HT_RIGHT_DISPATCH, callback, user_data);
  GError *error = NULL;
  if (task == NULL)
    return;
  if (ht_incident_get_status (incident) == HT_INCIDENT_OPEN)
    {
      g_task_return_new_error (task, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID, _ ("%s is open already."),
                               ht_incident_get_code (incident));
      return;
    }
  if (!need_reason (reason, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_autofree char *text = g_strdup_printf (_ ("Opened again: %s"), reason);
  HtWrite write = { .drafts = ht_op_new_drafts (), .undo = _ ("incident opened again") };
  ht_drafts_set (write.drafts, ht_dispatch_seen (seen, incident), "status", ht_value_new_text ("open"));
  ht_dispatch_add_log (write.drafts, incident, "note", text);
  ht_city_write (self->city, &write, g_steal_pointer (&task));
}

void
ht_dispatch_note_async (HtDispatch *self, HtIncident *incident, const char *text,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HT_IS_DISPATCH (self));
  g_autoptr (GTask) task = ht_dispatch_begin (self, HT_RIGHT_DISPATCH, callback, user_data);
  if (task == NULL)
    return;
  g_autofree char *trimmed = g_strstrip (g_strdup (text != NULL ? text : ""));
  if (*trimmed == '\0')
    {
      g_task_return_new_error (task, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID, "%s",
                               _ ("The note is empty; write something first."));
      return;
    }
  HtWrite write = { .drafts = ht_op_new_drafts (), .undo = _ ("note") };
  ht_dispatch_add_log (write.drafts, incident, "note", trimmed);
  ht_city_write (self->city, &write, g_steal_pointer (&task));
}
