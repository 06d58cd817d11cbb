/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/map-content.h"

#include "draw/scene.h"
#include "geo/feature-kind.h"
#include "model/city-private.h"
#include "model/entity-private.h"
#include "model/services-private.h"

struct _HtMapContent
{
  GObject parent_instance;
  HtCity *city; /* weak */
  HtScene *scene;
  guint version;
  gboolean building;
  guint generation;
  GError *failure;
  GCancellable *cancellable;
  GPtrArray *waiters; /* GTask */
};

enum
{
  PROP_SCENE_VERSION = 1,
  PROP_BUILDING,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];
static guint changed_signal;
G_DEFINE_TYPE (HtMapContent, ht_map_content, G_TYPE_OBJECT)

static void
ht_map_content_dispose (GObject *object)
{
  HtMapContent *self = HT_MAP_CONTENT (object);
  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->city);
  g_clear_pointer (&self->scene, ht_scene_unref);
  G_OBJECT_CLASS (ht_map_content_parent_class)->dispose (object);
}

static void
ht_map_content_finalize (GObject *object)
{
  HtMapContent *self = HT_MAP_CONTENT (object);
  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->waiters);
  g_clear_error (&self->failure);
  G_OBJECT_CLASS (ht_map_content_parent_class)->finalize (object);
}

static void
ht_map_content_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  HtMapContent *self = HT_MAP_CONTENT (object);
  if (id == PROP_SCENE_VERSION)
    g_value_set_uint (value, self->version);
  else
    g_value_set_boolean (value, self->building);
}

static void
ht_map_content_class_init (HtMapContentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->dispose = ht_map_content_dispose;
  object_class->finalize = ht_map_content_finalize;
  object_class->get_property = ht_map_content_get_property;
  properties[PROP_SCENE_VERSION]
      = g_param_spec_uint ("scene-version", NULL, NULL, 0, G_MAXUINT, 0, HT_PARAM_READ);
  properties[PROP_BUILDING] = g_param_spec_boolean ("building", NULL, NULL, FALSE, HT_PARAM_READ);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  changed_signal
      = g_signal_new ("changed", HT_TYPE_MAP_CONTENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ht_map_content_init (HtMapContent *self)
{
  self->cancellable = g_cancellable_new ();
  self->waiters = g_ptr_array_new_with_free_func (g_object_unref);
}

HtMapContent *
ht_map_content_new (HtCity *city)
{
  HtMapContent *self = g_object_new (HT_TYPE_MAP_CONTENT, NULL);
  g_set_weak_pointer (&self->city, city);
  return self;
}

static gboolean
add_tables (HtSceneBuilder *builder, HtStore *store, GCancellable *cancellable, GError **error)
{
  guint n;
  const HtFeatureKind *kinds = ht_feature_kind_list (&n);
  for (guint i = 0; i < n; i++)
    {
      if (!ht_scene_takes (kinds[i].table))
        continue;
      g_autoptr (GPtrArray) features
          = ht_store_load_features (store, kinds[i].table, NULL, cancellable, error);
      if (features == NULL)
        return FALSE;
      ht_scene_builder_add_all (builder, features);
    }
  return TRUE;
}

static void
build_thread (GTask *task, gpointer source, gpointer store, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (HtSceneBuilder) builder = ht_scene_builder_new ();
  g_autoptr (HtNetwork) network = NULL;
  if (add_tables (builder, store, cancellable, &error))
    network = ht_store_load_network (store, cancellable, &error);
  if (network == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  ht_scene_builder_set_network (builder, network);
  HtScene *scene = ht_scene_builder_finish (g_steal_pointer (&builder));
  g_task_return_pointer (task, scene, (GDestroyNotify) ht_scene_unref);
}

static void
release_waiters (HtMapContent *self)
{
  g_autoptr (GPtrArray) waiters = g_steal_pointer (&self->waiters);
  self->waiters = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiters->len; i++)
    if (self->failure != NULL)
      g_task_return_error (waiters->pdata[i], g_error_copy (self->failure));
    else
      g_task_return_boolean (waiters->pdata[i], TRUE);
}

static void
set_building (HtMapContent *self, gboolean building)
{
  if (self->building == building)
    return;
  self->building = building;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUILDING]);
}

static void
on_built (GObject *source, GAsyncResult *result, gpointer generation)
{
  HtMapContent *self = HT_MAP_CONTENT (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (HtScene) scene = g_task_propagate_pointer (G_TASK (result), &error);
  if (GPOINTER_TO_UINT (generation) != self->generation || self->city == NULL)
    return;
  g_clear_error (&self->failure);
  if (scene == NULL)
    {
      g_warning ("%s", error->message);
      self->failure = g_steal_pointer (&error);
    }
  else
    {
      g_clear_pointer (&self->scene, ht_scene_unref);
      self->scene = g_steal_pointer (&scene);
      self->version++;
      ht_scene_get_box (self->scene, &self->city->box);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCENE_VERSION]);
    }
  ht_finder_map_is_built (self->city->finder);
  set_building (self, FALSE);
  release_waiters (self);
  g_signal_emit (self, changed_signal, 0);
}

void
ht_map_content_reload (HtMapContent *self)
{
  self->generation++;
  set_building (self, TRUE);
  g_autoptr (GTask) task
      = g_task_new (self, self->cancellable, on_built, GUINT_TO_POINTER (self->generation));
  g_task_set_task_data (task, g_object_ref (self->city->store), g_object_unref);
  g_task_run_in_thread (task, build_thread);
}

gboolean
ht_map_content_is_building (HtMapContent *self)
{
  return self->building;
}

void
ht_map_content_stop (HtMapContent *self)
{
  self->generation++;
  g_cancellable_cancel (self->cancellable);
  set_building (self, FALSE);
  release_waiters (self);
}

HtScene *
ht_map_content_get_scene (HtMapContent *self)
{
  g_return_val_if_fail (HT_IS_MAP_CONTENT (self), NULL);
  return self->scene;
}

guint
ht_map_content_get_version (HtMapContent *self)
{
  g_return_val_if_fail (HT_IS_MAP_CONTENT (self), 0);
  return self->version;
}

void
ht_map_content_wait_async (HtMapContent *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (HT_IS_MAP_CONTENT (self));
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ht_map_content_wait_async);
  g_ptr_array_add (self->waiters, task);
  if (!self->building)
    release_waiters (self);
}

gboolean
ht_map_content_wait_finish (HtMapContent *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, ht_map_content_wait_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
