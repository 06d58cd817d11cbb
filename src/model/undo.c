/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/undo-private.h"

#include "base/i18n.h"
#include "model/city-private.h"
#include "model/drafts.h"
#include "model/entity-private.h"
#include "model/error.h"
#include "model/services-private.h"

#define DEPTH 200

/* One decision: its operations and what was shown before. */
typedef struct
{
  char *label;
  HtChange *change;
  GPtrArray *before;
} Step;

struct _HtUndo
{
  GObject parent_instance;
  HtCity *city;         /* weak */
  GQueue steps;         /* Step, last decision first */
  GHashTable *restored; /* set of HtUuid *: operations of ours that took something back */
  gboolean busy;
};

enum
{
  PROP_CAN_UNDO = 1,
  PROP_LABEL,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];
G_DEFINE_TYPE (HtUndo, ht_undo, G_TYPE_OBJECT)

static void
step_free (gpointer data)
{
  Step *step = data;
  g_free (step->label);
  ht_change_unref (step->change);
  g_ptr_array_unref (step->before);
  g_free (step);
}

static void
ht_undo_dispose (GObject *object)
{
  HtUndo *self = HT_UNDO (object);
  g_clear_weak_pointer (&self->city);
  g_queue_clear_full (&self->steps, step_free);
  G_OBJECT_CLASS (ht_undo_parent_class)->dispose (object);
}

static void
ht_undo_finalize (GObject *object)
{
  g_hash_table_unref (HT_UNDO (object)->restored);
  G_OBJECT_CLASS (ht_undo_parent_class)->finalize (object);
}

static void
ht_undo_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  if (id == PROP_CAN_UNDO)
    g_value_set_boolean (value, ht_undo_can_undo (HT_UNDO (object)));
  else
    g_value_set_string (value, ht_undo_get_label (HT_UNDO (object)));
}

static void
ht_undo_class_init (HtUndoClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ht_undo_dispose;
  G_OBJECT_CLASS (klass)->finalize = ht_undo_finalize;
  G_OBJECT_CLASS (klass)->get_property = ht_undo_get_property;
  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, HT_PARAM_READ);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, "", HT_PARAM_READ);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);
}

static void
ht_undo_init (HtUndo *self)
{
  g_queue_init (&self->steps);
  self->restored = g_hash_table_new_full (ht_uuid_hash, ht_uuid_equal, g_free, NULL);
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
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_UNDO]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
}

void
ht_undo_push (HtUndo *self, const char *label, HtChange *change, GPtrArray *before)
{
  Step *step = g_new0 (Step, 1);
  step->label = g_strdup (label);
  step->change = ht_change_ref (change);
  step->before = g_ptr_array_ref (before);
  g_queue_push_head (&self->steps, step);
  if (self->steps.length > DEPTH)
    step_free (g_queue_pop_tail (&self->steps));
  notify (self);
}

gboolean
ht_undo_can_undo (HtUndo *self)
{
  g_return_val_if_fail (HT_IS_UNDO (self), FALSE);
  return self->steps.length > 0 && !self->busy;
}

const char *
ht_undo_get_label (HtUndo *self)
{
  g_return_val_if_fail (HT_IS_UNDO (self), NULL);
  Step *step = g_queue_peek_head (&self->steps);
  return step != NULL ? step->label : "";
}

void
ht_undo_clear (HtUndo *self)
{
  g_return_if_fail (HT_IS_UNDO (self));
  g_queue_clear_full (&self->steps, step_free);
  notify (self);
}

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

/* Only what is still exactly as this step left it may be taken back: by the step itself, or by having taken
 * back what came after it. */
static gboolean
is_untouched (HtUndo *self, Step *step, HtRecord *now, const char *field, GError **error)
{
  const HtRegister *reg = ht_record_get_register (now, field);
  if (reg == NULL || reg->heads->len != 1)
    return refuse_changed (error);
  const HtHead *head = reg->heads->pdata[0];
  return is_of_step (step, &head->op_id) || g_hash_table_contains (self->restored, &head->op_id)
         || refuse_changed (error);
}

static HtRecord *
find_before (Step *step, const HtUuid *id)
{
  for (guint i = 0; i < step->before->len; i++)
    if (ht_uuid_equal (&((HtRecord *) step->before->pdata[i])->id, id))
      return step->before->pdata[i];
  return NULL;
}

/* What was created is cancelled where others rely on it as an order, opened where it closed a road, else
 * deleted. */
static gboolean
take_back_creation (HtUndo *self, Step *step, HtRecord *now, GPtrArray *drafts, GError **error)
{
  for (guint i = 0; i < now->registers->len; i++)
    if (!is_untouched (self, step, now, ((HtRegister *) now->registers->pdata[i])->field, error))
      return FALSE;
  if (g_str_equal (now->kind, "assignment"))
    ht_drafts_set (drafts, now, "state", ht_value_new_text ("cancelled"));
  else if (g_str_equal (now->kind, "closure"))
    ht_drafts_set (drafts, now, "state", ht_value_new_text ("open"));
  else
    ht_drafts_delete (drafts, now);
  return TRUE;
}

static gboolean
take_back (HtUndo *self, Step *step, HtOp *op, GPtrArray *drafts, GError **error)
{
  HtRecord *now = ht_city_find_record (self->city, &op->id);
  if (now == NULL || now->deleted)
    return refuse_changed (error);
  if (g_str_equal (op->verb, "create"))
    return take_back_creation (self, step, now, drafts, error);
  /* Services write creations and settings only; anything else came by another door. */
  if (!g_str_equal (op->verb, "set"))
    return refuse_changed (error);
  if (!is_untouched (self, step, now, op->field, error))
    return FALSE;
  HtRecord *before = find_before (step, &op->id);
  HtValue *value = before != NULL ? ht_record_get (before, op->field) : NULL;
  ht_drafts_set (drafts, now, op->field, value != NULL ? ht_value_ref (value) : ht_value_new_null ());
  return TRUE;
}

static void
on_undone (HtCity *city, HtChange *change, GTask *task)
{
  HtUndo *self = g_task_get_source_object (task);
  for (guint i = 0; i < change->ops->len; i++)
    g_hash_table_add (self->restored, ht_uuid_copy (&((HtOp *) change->ops->pdata[i])->op_id));
  g_task_return_pointer (task, g_strdup (g_task_get_task_data (task)), g_free);
}

static void
on_task_completed (GTask *task, GParamSpec *spec, HtUndo *self)
{
  self->busy = FALSE;
  notify (self);
}

void
ht_undo_undo_async (HtUndo *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HT_IS_UNDO (self));
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  GError *error = NULL;
  g_task_set_source_tag (task, ht_undo_undo_async);
  if (!ht_city_check_writable (self->city, &error)
      || !ht_session_may (self->city->session, HT_RIGHT_DISPATCH, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (!ht_undo_can_undo (self))
    {
      g_task_return_new_error (task, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID, "%s",
                               self->busy ? _ ("The last step is still being taken back; wait a moment.")
                                          : _ ("There is nothing of yours to take back."));
      return;
    }
  Step *step = g_queue_pop_head (&self->steps);
  g_autoptr (GPtrArray) drafts = ht_op_new_drafts ();
  g_task_set_task_data (task, g_strdup_printf (_ ("Taken back: %s"), step->label), g_free);
  gboolean possible = TRUE;
  for (guint i = step->change->ops->len; possible && i > 0; i--)
    possible = take_back (self, step, step->change->ops->pdata[i - 1], drafts, &error);
  step_free (step);
  notify (self);
  if (!possible)
    {
      g_task_return_error (task, error);
      return;
    }
  self->busy = TRUE;
  g_signal_connect_object (task, "notify::completed", G_CALLBACK (on_task_completed), self, 0);
  HtWrite write = { .drafts = g_steal_pointer (&drafts), .done = on_undone };
  ht_city_write (self->city, &write, g_steal_pointer (&task));
}

char *
ht_undo_undo_finish (HtUndo *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, ht_undo_undo_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
