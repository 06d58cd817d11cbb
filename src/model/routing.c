/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/routing-private.h"

#include "base/clock.h"
#include "base/i18n.h"
#include "model/city-private.h"
#include "model/closure-private.h"
#include "model/entity-private.h"
#include "model/error.h"
#include "model/services-private.h"

struct _HtRouting
{
  GObject parent_instance;
  HtCity *city;   /* weak */
  HtRoads *open;  /* no closures; NULL: loading or no roads */
  HtRoads *roads; /* with the closures of now */
  gboolean loading;
  guint generation; /* of the latest load: answers of earlier ones are dropped */
  char *failure;    /* why the last load failed */
  gint64 next_expiry_us;
  GCancellable *cancellable;
  GPtrArray *waiters; /* GTask */
};

static guint changed_signal;
static GParamSpec *ready_property;
G_DEFINE_TYPE (HtRouting, ht_routing, G_TYPE_OBJECT)

static void
ht_routing_dispose (GObject *object)
{
  HtRouting *self = HT_ROUTING (object);
  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->city);
  g_clear_pointer (&self->roads, ht_roads_unref);
  g_clear_pointer (&self->open, ht_roads_unref);
  G_OBJECT_CLASS (ht_routing_parent_class)->dispose (object);
}

static void
ht_routing_finalize (GObject *object)
{
  HtRouting *self = HT_ROUTING (object);
  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->waiters);
  g_free (self->failure);
  G_OBJECT_CLASS (ht_routing_parent_class)->finalize (object);
}

static void
ht_routing_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_set_boolean (value, ht_routing_is_ready (HT_ROUTING (object), NULL));
}

static void
ht_routing_class_init (HtRoutingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ht_routing_dispose;
  G_OBJECT_CLASS (klass)->finalize = ht_routing_finalize;
  G_OBJECT_CLASS (klass)->get_property = ht_routing_get_property;
  ready_property = g_param_spec_boolean ("ready", NULL, NULL, FALSE, HT_PARAM_READ);
  g_object_class_install_property (G_OBJECT_CLASS (klass), 1, ready_property);
  changed_signal
      = g_signal_new ("changed", HT_TYPE_ROUTING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ht_routing_init (HtRouting *self)
{
  self->cancellable = g_cancellable_new ();
  self->waiters = g_ptr_array_new_with_free_func (g_object_unref);
}

HtRouting *
ht_routing_new (HtCity *city)
{
  HtRouting *self = g_object_new (HT_TYPE_ROUTING, NULL);
  g_set_weak_pointer (&self->city, city);
  return self;
}

gboolean
ht_routing_is_loading (HtRouting *self)
{
  return self->loading;
}

gboolean
ht_routing_is_ready (HtRouting *self, GError **error)
{
  g_return_val_if_fail (HT_IS_ROUTING (self), FALSE);
  if (self->roads != NULL)
    return TRUE;
  if (self->loading)
    g_set_error_literal (error, HT_MODEL_ERROR, HT_MODEL_ERROR_UNAVAILABLE,
                         _ ("The roads are still being loaded; wait a moment."));
  else if (self->failure != NULL)
    g_set_error_literal (error, HT_MODEL_ERROR, HT_MODEL_ERROR_UNAVAILABLE, self->failure);
  else
    g_set_error_literal (error, HT_MODEL_ERROR, HT_MODEL_ERROR_UNAVAILABLE,
                         _ ("This city has no roads yet; import a map with roads."));
  return FALSE;
}

HtRoads *
ht_routing_get_roads (HtRouting *self)
{
  g_return_val_if_fail (HT_IS_ROUTING (self), NULL);
  return self->roads;
}

HtNetwork *
ht_routing_get_network (HtRouting *self)
{
  g_return_val_if_fail (HT_IS_ROUTING (self), NULL);
  return self->roads != NULL ? self->roads->network : NULL;
}

guint
ht_routing_count_closed (HtRouting *self)
{
  g_return_val_if_fail (HT_IS_ROUTING (self), 0);
  return self->roads != NULL ? self->roads->n_closures : 0;
}

/* --- closures --- */

static GArray *
sections_of (HtRoads *roads, HtClosure *closure)
{
  GArray *sections = g_array_new (FALSE, FALSE, sizeof (guint32));
  HtValue *names = ht_record_get (ht_entity_get_record (HT_ENTITY (closure)), "sections");
  for (guint i = 0; i < ht_value_get_length (names); i++)
    {
      /* A section that a newer map no longer has closes nothing. */
      guint32 section = ht_roads_find_section (roads, ht_value_get_text (ht_value_get_item (names, i), NULL));
      if (section != G_MAXUINT32)
        g_array_append_val (sections, section);
    }
  return sections;
}

static void
place_closure (HtRoads *roads, HtClosure *closure, GArray *sections)
{
  if (sections->len == 0 || ht_closure_get_geometry (closure) != NULL)
    return;
  g_autoptr (HtGeometry) geometry = ht_roads_get_geometry (roads, sections);
  ht_closure_set_place (closure, ht_roads_get_street (roads, g_array_index (sections, guint32, 0)), geometry);
}

static void
count_closures (HtRouting *self, gint64 now_us)
{
  if (self->city == NULL || self->open == NULL)
    return;
  g_autoptr (GArray) closed = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint n_closed = 0;
  self->next_expiry_us = G_MAXINT64;
  GListModel *closures = ht_city_get_closures (self->city);
  for (guint i = 0; i < g_list_model_get_n_items (closures); i++)
    {
      g_autoptr (HtClosure) closure = g_list_model_get_item (closures, i);
      g_autoptr (GArray) sections = sections_of (self->open, closure);
      gint64 until_us = ht_closure_get_until_us (closure);
      place_closure (self->open, closure, sections);
      ht_closure_expire (closure, now_us);
      if (!ht_closure_is_closed (closure) || sections->len == 0)
        continue;
      if (until_us != 0)
        self->next_expiry_us = MIN (self->next_expiry_us, until_us);
      g_array_append_vals (closed, sections->data, sections->len);
      n_closed++;
    }
  g_clear_pointer (&self->roads, ht_roads_unref);
  self->roads = ht_roads_with_closures (self->open, closed, n_closed);
}

void
ht_routing_tick (HtRouting *self, gint64 now_us)
{
  if (self->city == NULL || self->roads == NULL || now_us < self->next_expiry_us)
    return;
  count_closures (self, now_us);
  /* No operation says so, yet advice given before is old now. */
  self->city->dispatch_version++;
  ht_city_emit_changed (self->city, 0, FALSE);
  g_signal_emit (self, changed_signal, 0);
}

/* --- loading --- */

static void
load_thread (GTask *task, gpointer source, gpointer store, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (HtNetwork) network = ht_store_load_network (store, cancellable, &error);
  if (network == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (network->sections->len == 0)
    {
      g_task_return_pointer (task, NULL, NULL);
      return;
    }
  HtRoads *roads = ht_roads_new (network, &error);
  if (roads == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, roads, (GDestroyNotify) ht_roads_unref);
}

static void
release_waiters (HtRouting *self)
{
  g_autoptr (GPtrArray) waiters = g_steal_pointer (&self->waiters);
  self->waiters = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiters->len; i++)
    {
      GError *error = NULL;
      if (ht_routing_is_ready (self, &error))
        g_task_return_boolean (waiters->pdata[i], TRUE);
      else
        g_task_return_error (waiters->pdata[i], error);
    }
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer generation)
{
  HtRouting *self = HT_ROUTING (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (HtRoads) roads = g_task_propagate_pointer (G_TASK (result), &error);
  if (GPOINTER_TO_UINT (generation) != self->generation || self->city == NULL)
    return;
  self->loading = FALSE;
  g_clear_pointer (&self->failure, g_free);
  if (error != NULL)
    self->failure = g_strdup (error->message);
  g_clear_pointer (&self->open, ht_roads_unref);
  g_clear_pointer (&self->roads, ht_roads_unref);
  self->open = g_steal_pointer (&roads);
  count_closures (self, ht_clock_now_us ());
  g_object_notify_by_pspec (G_OBJECT (self), ready_property);
  ht_city_update_ready (self->city);
  release_waiters (self);
  g_signal_emit (self, changed_signal, 0);
}

void
ht_routing_reload (HtRouting *self, gboolean network)
{
  if (!network)
    {
      if (self->loading)
        return; /* counted when the load is done */
      count_closures (self, ht_clock_now_us ());
      g_signal_emit (self, changed_signal, 0);
      return;
    }
  self->loading = TRUE;
  self->generation++;
  ht_city_update_ready (self->city);
  g_autoptr (GTask) task
      = g_task_new (self, self->cancellable, on_loaded, GUINT_TO_POINTER (self->generation));
  g_task_set_task_data (task, g_object_ref (self->city->store), g_object_unref);
  g_task_run_in_thread (task, load_thread);
}

void
ht_routing_stop (HtRouting *self)
{
  self->generation++;
  self->loading = FALSE;
  g_cancellable_cancel (self->cancellable);
  release_waiters (self);
}

void
ht_routing_wait_async (HtRouting *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_return_if_fail (HT_IS_ROUTING (self));
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ht_routing_wait_async);
  g_ptr_array_add (self->waiters, task);
  if (!self->loading)
    release_waiters (self);
}

gboolean
ht_routing_wait_finish (HtRouting *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, ht_routing_wait_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

HtCity *
ht_routing_get_city (HtRouting *self)
{
  return self->city;
}
