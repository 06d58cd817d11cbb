/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/undo-private.h"

#include "base/i18n.h"
#include "model/assignment.h"
#include "model/city-private.h"
#include "model/drafts.h"
#include "model/entity-private.h"
#include "model/error.h"
#include "model/incident.h"
#include "model/services-private.h"
#include "model/team.h"

#define DEPTH 200
#define STEP_KEY "ht-step"

/* One decision, or what took one back or did it again: its operations and what was shown before. */
typedef struct
{
  char *label;
  HtChange *change;
  GPtrArray *before;
} Step;

typedef enum
{
  BACK,
  AGAIN,
  N_WAYS
} Way;

struct _HtUndo
{
  GObject parent_instance;
  HtCity *city; /* weak */
  /* What can be taken back, and what was and can be done again; Step, last first. */
  GQueue steps[N_WAYS];
  /* Sets of HtUuid *: operations of ours that went this way. */
  GHashTable *gone[N_WAYS];
  gboolean busy;
};

enum
{
  PROP_CAN_UNDO = 1,
  PROP_LABEL,
  PROP_CAN_REDO,
  PROP_REDO_LABEL,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];
G_DEFINE_TYPE (HtUndo, ht_undo, G_TYPE_OBJECT)

static void
step_free (gpointer data)
{
  Step *step = data;
  g_free (step->label);
  g_clear_pointer (&step->change, ht_change_unref);
  g_ptr_array_unref (step->before);
  g_free (step);
}

static void
ht_undo_dispose (GObject *object)
{
  HtUndo *self = HT_UNDO (object);
  g_clear_weak_pointer (&self->city);
  for (Way way = BACK; way < N_WAYS; way++)
    g_queue_clear_full (&self->steps[way], step_free);
  G_OBJECT_CLASS (ht_undo_parent_class)->dispose (object);
}

static void
ht_undo_finalize (GObject *object)
{
  for (Way way = BACK; way < N_WAYS; way++)
    g_hash_table_unref (HT_UNDO (object)->gone[way]);
  G_OBJECT_CLASS (ht_undo_parent_class)->finalize (object);
}

static void
ht_undo_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  HtUndo *self = HT_UNDO (object);
  if (id == PROP_CAN_UNDO)
    g_value_set_boolean (value, ht_undo_can_undo (self));
  else if (id == PROP_CAN_REDO)
    g_value_set_boolean (value, ht_undo_can_redo (self));
  else
    g_value_set_string (value, id == PROP_LABEL ? ht_undo_get_label (self) : ht_undo_get_redo_label (self));
}

static void
ht_undo_class_init (HtUndoClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ht_undo_dispose;
  G_OBJECT_CLASS (klass)->finalize = ht_undo_finalize;
  G_OBJECT_CLASS (klass)->get_property = ht_undo_get_property;
  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, HT_PARAM_READ);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, "", HT_PARAM_READ);
  properties[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, HT_PARAM_READ);
  properties[PROP_REDO_LABEL] = g_param_spec_string ("redo-label", NULL, NULL, "", HT_PARAM_READ);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);
}

static void
ht_undo_init (HtUndo *self)
{
  for (Way way = BACK; way < N_WAYS; way++)
    {
      g_queue_init (&self->steps[way]);
      self->gone[way] = g_hash_table_new_full (ht_uuid_hash, ht_uuid_equal, g_free, NULL);
    }
}

HtUndo *
ht_undo_new (HtCity *city)
{
  HtUndo *self = g_object_new (HT_TYPE_UNDO, NULL);
  g_set_weak_pointer (&self->city, city);
  return self;
}

static void
notify (HtUndo *self)
{
  for (guint id = PROP_CAN_UNDO; id < N_PROPERTIES; id++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[id]);
}

/* Takes @step. */
static void
push (HtUndo *self, Way way, Step *step)
{
  g_queue_push_head (&self->steps[way], step);
  if (self->steps[way].length > DEPTH)
    step_free (g_queue_pop_tail (&self->steps[way]));
}

void
ht_undo_push (HtUndo *self, const char *label, HtChange *change, GPtrArray *before)
{
  Step *step = g_new0 (Step, 1);
  step->label = g_strdup (label);
  step->change = ht_change_ref (change);
  step->before = g_ptr_array_ref (before);
  push (self, BACK, step);
  /* Decided anew: what was taken back before is not done again on top of it. */
  g_queue_clear_full (&self->steps[AGAIN], step_free);
  notify (self);
}

static const char *
get_label (HtUndo *self, Way way)
{
  Step *step = g_queue_peek_head (&self->steps[way]);
  return step != NULL ? step->label : "";
}

gboolean
ht_undo_can_undo (HtUndo *self)
{
  g_return_val_if_fail (HT_IS_UNDO (self), FALSE);
  return self->steps[BACK].length > 0 && !self->busy;
}

const char *
ht_undo_get_label (HtUndo *self)
{
  g_return_val_if_fail (HT_IS_UNDO (self), NULL);
  return get_label (self, BACK);
}

gboolean
ht_undo_can_redo (HtUndo *self)
{
  g_return_val_if_fail (HT_IS_UNDO (self), FALSE);
  return self->steps[AGAIN].length > 0 && !self->busy;
}

const char *
ht_undo_get_redo_label (HtUndo *self)
{
  g_return_val_if_fail (HT_IS_UNDO (self), NULL);
  return get_label (self, AGAIN);
}

void
ht_undo_clear (HtUndo *self)
{
  g_return_if_fail (HT_IS_UNDO (self));
  for (Way way = BACK; way < N_WAYS; way++)
    g_queue_clear_full (&self->steps[way], step_free);
  notify (self);
}

/* --- one operation the other way --- */

/* A step on its way: what is drafted against what is now. */
typedef struct
{
  HtUndo *undo;
  Way way;
  Step *step;
  GPtrArray *drafts;
} Turn;

static gboolean
is_of_step (Step *step, const HtUuid *op_id)
{
  for (guint i = 0; i < step->change->ops->len; i++)
    if (ht_uuid_equal (&((HtOp *) step->change->ops->pdata[i])->op_id, op_id))
      return TRUE;
  return FALSE;
}

static gboolean
refuse_changed (GError **error)
{
  g_set_error_literal (
      error, HT_MODEL_ERROR, HT_MODEL_ERROR_CHANGED,
      _ ("It was changed again meanwhile and cannot be taken back; look at it and decide anew."));
  return FALSE;
}

static HtRecord *
find_before (Step *step, const HtUuid *id)
{
  for (guint i = 0; i < step->before->len; i++)
    if (ht_uuid_equal (&((HtRecord *) step->before->pdata[i])->id, id))
      return step->before->pdata[i];
  return NULL;
}

static const HtUuid *
get_only_head (const HtRecord *record, const char *field)
{
  const HtRegister *reg = record != NULL ? ht_record_get_register (record, field) : NULL;
  return reg != NULL && reg->heads->len == 1 ? &((HtHead *) reg->heads->pdata[0])->op_id : NULL;
}

/* Only what is still exactly as this step left it may be changed: by the step itself, or by having gone the
 * same way with what came after it. */
static gboolean
is_untouched (Turn *turn, HtRecord *now, const char *field, GError **error)
{
  const HtUuid *head = get_only_head (now, field);
  return (head != NULL
          && (is_of_step (turn->step, head) || g_hash_table_contains (turn->undo->gone[turn->way], head)))
         || refuse_changed (error);
}

/* All fields of what this step brought into being: by the step, or as they were when it was restored. */
static gboolean
is_untouched_whole (Turn *turn, HtRecord *now, GError **error)
{
  HtRecord *before = find_before (turn->step, &now->id);
  for (guint i = 0; i < now->registers->len; i++)
    {
      const char *field = ((HtRegister *) now->registers->pdata[i])->field;
      const HtUuid *head = get_only_head (now, field), *then = get_only_head (before, field);
      if ((head == NULL || then == NULL || !ht_uuid_equal (head, then))
          && !is_untouched (turn, now, field, error))
        return FALSE;
    }
  return TRUE;
}

/* What was created is cancelled where others rely on it as an order, opened where it closed a road, else
 * deleted. */
static gboolean
take_back_creation (Turn *turn, HtRecord *now, GError **error)
{
  if (!is_untouched_whole (turn, now, error))
    return FALSE;
  if (g_str_equal (now->kind, "assignment"))
    ht_drafts_set (turn->drafts, now, "state", ht_value_new_text ("cancelled"));
  else if (g_str_equal (now->kind, "closure"))
    ht_drafts_set (turn->drafts, now, "state", ht_value_new_text ("open"));
  else
    ht_drafts_delete (turn->drafts, now);
  return TRUE;
}

static gboolean
set_back (Turn *turn, HtRecord *now, const char *field, GError **error)
{
  HtRecord *before = find_before (turn->step, &now->id);
  HtValue *value = before != NULL ? ht_record_get (before, field) : NULL;
  if (!is_untouched (turn, now, field, error))
    return FALSE;
  ht_drafts_set (turn->drafts, now, field, value != NULL ? ht_value_ref (value) : ht_value_new_null ());
  return TRUE;
}

static gboolean
turn_one (Turn *turn, HtOp *op, GError **error)
{
  HtRecord *now = ht_city_find_record (turn->undo->city, &op->id);
  gboolean deletes = g_str_equal (op->verb, "delete");
  if (now == NULL || now->deleted != deletes)
    return refuse_changed (error);
  if (deletes)
    {
      if (!is_untouched (turn, now, HT_FIELD_DELETED, error))
        return FALSE;
      ht_drafts_restore (turn->drafts, now);
      return TRUE;
    }
  if (g_str_equal (op->verb, "create") || g_str_equal (op->verb, "restore"))
    return take_back_creation (turn, now, error);
  /* Services create, set and delete only; anything else came by another door. */
  return g_str_equal (op->verb, "set") ? set_back (turn, now, op->field, error) : refuse_changed (error);
}

/* --- the whole step --- */

static const HtOpDraft *
find_draft (GPtrArray *drafts, HtEntity *entity, const char *field)
{
  for (guint i = 0; i < drafts->len; i++)
    {
      const HtOpDraft *draft = drafts->pdata[i];
      if (ht_uuid_equal (&draft->id, ht_entity_get_id (entity)) && g_strcmp0 (draft->field, field) == 0)
        return draft;
    }
  return NULL;
}

/* An order stands again only where the team is still free for it, or is set free by the same step, and the
 * incident still open, or opened by the same step. */
static gboolean
may_stand (HtAssignment *assignment, GPtrArray *drafts)
{
  HtTeam *team = ht_assignment_get_team (assignment);
  HtIncident *incident = ht_assignment_get_incident (assignment);
  HtAssignment *other = team != NULL ? ht_team_get_assignment (team) : NULL;
  if (team == NULL || incident == NULL)
    return FALSE;
  gboolean free
      = other == NULL || other == assignment || find_draft (drafts, HT_ENTITY (other), "state") != NULL;
  gboolean fit = ht_team_get_state (team) != HT_TEAM_OUT_OF_SERVICE
                 || find_draft (drafts, HT_ENTITY (team), "status") != NULL;
  gboolean open = ht_incident_get_status (incident) != HT_INCIDENT_CLOSED
                  || find_draft (drafts, HT_ENTITY (incident), "status") != NULL;
  return free && fit && open;
}

static gboolean
check_orders (HtUndo *self, GPtrArray *drafts, GError **error)
{
  for (guint i = 0; i < drafts->len; i++)
    {
      const HtOpDraft *draft = drafts->pdata[i];
      gpointer entity = g_hash_table_lookup (self->city->entities, &draft->id);
      HtAssignmentState state;
      if (!HT_IS_ASSIGNMENT (entity) || g_strcmp0 (draft->field, "state") != 0
          || !ht_assignment_state_parse (ht_value_get_text (draft->value, ""), &state)
          || !ht_assignment_state_is_active (state))
        continue;
      if (!may_stand (entity, drafts))
        return refuse_changed (error);
    }
  return TRUE;
}

/* The step back, which can be gone again once it is written. */
static void
on_turned (HtCity *city, HtChange *change, GTask *task)
{
  HtUndo *self = g_task_get_source_object (task);
  Step *step = g_object_steal_data (G_OBJECT (task), STEP_KEY);
  Way way = g_task_get_source_tag (task) == ht_undo_undo_async ? BACK : AGAIN;
  for (guint i = 0; i < change->ops->len; i++)
    g_hash_table_add (self->gone[way], ht_uuid_copy (&((HtOp *) change->ops->pdata[i])->op_id));
  step->change = ht_change_ref (change);
  push (self, way == BACK ? AGAIN : BACK, step);
  g_task_return_pointer (task, g_strdup (g_task_get_task_data (task)), g_free);
}

static void
on_task_completed (GTask *task, GParamSpec *spec, HtUndo *self)
{
  self->busy = FALSE;
  notify (self);
}

/* What the drafts are about, as it is now. */
static GPtrArray *
gather_before (HtUndo *self, GPtrArray *drafts)
{
  GPtrArray *before = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_record_unref);
  for (guint i = 0; i < drafts->len; i++)
    {
      HtRecord *record = ht_city_find_record (self->city, &((HtOpDraft *) drafts->pdata[i])->id);
      if (record != NULL && !g_ptr_array_find (before, record, NULL))
        g_ptr_array_add (before, ht_record_ref (record));
    }
  return before;
}

static gboolean
check (HtUndo *self, Way way, GError **error)
{
  if (!ht_city_check_writable (self->city, error)
      || !ht_session_may (self->city->session, HT_RIGHT_DISPATCH, error))
    return FALSE;
  if (!self->busy && self->steps[way].length > 0)
    return TRUE;
  const char *sentence = self->busy    ? _ ("The last step is still being taken back; wait a moment.")
                         : way == BACK ? _ ("There is nothing of yours to take back.")
                                       : _ ("There is nothing to do again.");
  g_set_error_literal (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID, sentence);
  return FALSE;
}

/* @task is taken. */
static void
go (HtUndo *self, Way way, GTask *task)
{
  g_autoptr (GTask) owned = task;
  GError *error = NULL;
  if (!check (self, way, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_autoptr (GPtrArray) drafts = ht_op_new_drafts ();
  Turn turn = { .undo = self, .way = way, .step = g_queue_pop_head (&self->steps[way]), .drafts = drafts };
  g_task_set_task_data (task,
                        g_strdup_printf (way == BACK ? _ ("Taken back: %s") : _ ("Done again: %s"),
                                         turn.step->label),
                        g_free);
  gboolean possible = TRUE;
  for (guint i = turn.step->change->ops->len; possible && i > 0; i--)
    possible = turn_one (&turn, turn.step->change->ops->pdata[i - 1], &error);
  possible = possible && check_orders (self, drafts, &error);
  Step *other = g_new0 (Step, 1);
  other->label = g_strdup (turn.step->label);
  other->before = gather_before (self, drafts);
  g_object_set_data_full (G_OBJECT (task), STEP_KEY, other, step_free);
  step_free (turn.step);
  notify (self);
  if (!possible)
    {
      g_task_return_error (task, error);
      return;
    }
  self->busy = TRUE;
  g_signal_connect_object (task, "notify::completed", G_CALLBACK (on_task_completed), self, 0);
  HtWrite write = { .drafts = g_steal_pointer (&drafts), .done = on_turned };
  ht_city_write (self->city, &write, g_steal_pointer (&owned));
}

void
ht_undo_undo_async (HtUndo *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HT_IS_UNDO (self));
  GTask *task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, ht_undo_undo_async);
  go (self, BACK, task);
}

char *
ht_undo_undo_finish (HtUndo *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, ht_undo_undo_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
ht_undo_redo_async (HtUndo *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HT_IS_UNDO (self));
  GTask *task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, ht_undo_redo_async);
  go (self, AGAIN, task);
}

char *
ht_undo_redo_finish (HtUndo *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, ht_undo_redo_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
