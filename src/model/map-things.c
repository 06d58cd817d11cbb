/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/map-things.h"

#include "base/i18n.h"
#include "draw/scene.h"
#include "model/city-private.h"
#include "model/layer.h"
#include "model/services-private.h"

typedef struct
{
  const HtFeatureKind *kind;
  HtThings *things; /* NULL until loaded */
  gboolean wanted;  /* a layer of it is switched on */
  guint generation; /* of the load under way; 0: none */
} Entry;

struct _HtMapThings
{
  GObject parent_instance;
  HtCity *city; /* weak */
  Entry *entries;
  guint n_entries;
  guint last_generation;
  GCancellable *cancellable;
};

static guint changed_signal;
G_DEFINE_TYPE (HtMapThings, ht_map_things, G_TYPE_OBJECT)

static void
ht_map_things_dispose (GObject *object)
{
  HtMapThings *self = HT_MAP_THINGS (object);
  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->city);
  G_OBJECT_CLASS (ht_map_things_parent_class)->dispose (object);
}

static void
ht_map_things_finalize (GObject *object)
{
  HtMapThings *self = HT_MAP_THINGS (object);
  for (guint i = 0; i < self->n_entries; i++)
    g_clear_pointer (&self->entries[i].things, ht_things_unref);
  g_free (self->entries);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (ht_map_things_parent_class)->finalize (object);
}

static void
ht_map_things_class_init (HtMapThingsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->dispose = ht_map_things_dispose;
  object_class->finalize = ht_map_things_finalize;
  changed_signal
      = g_signal_new ("changed", HT_TYPE_MAP_THINGS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

gboolean
ht_map_things_may_show (const char *table)
{
  const HtFeatureKind *kind = ht_feature_kind_find (table);
  return kind != NULL && !ht_scene_takes (table)
         && (kind->role == HT_ROLE_SITE || kind->role == HT_ROLE_LINE || kind->role == HT_ROLE_AREA);
}

/* Areas at the bottom, points on top; within them the catalogue's order. */
static void
ht_map_things_init (HtMapThings *self)
{
  static const HtFeatureRole order[] = { HT_ROLE_AREA, HT_ROLE_LINE, HT_ROLE_SITE };
  guint n;
  const HtFeatureKind *kinds = ht_feature_kind_list (&n);
  self->cancellable = g_cancellable_new ();
  self->entries = g_new0 (Entry, n);
  for (guint r = 0; r < G_N_ELEMENTS (order); r++)
    for (guint i = 0; i < n; i++)
      if (kinds[i].role == order[r] && ht_map_things_may_show (kinds[i].table))
        self->entries[self->n_entries++].kind = &kinds[i];
}

HtMapThings *
ht_map_things_new (HtCity *city)
{
  HtMapThings *self = g_object_new (HT_TYPE_MAP_THINGS, NULL);
  g_set_weak_pointer (&self->city, city);
  return self;
}

/* --- loading --- */

/* What a worker is to read: all of a kind, or the one with @id. */
typedef struct
{
  HtStore *store;
  const HtFeatureKind *kind;
  guint generation;
  HtUuid id;
} Load;

static Load *
load_new (HtMapThings *self, const HtFeatureKind *kind)
{
  Load *load = g_new0 (Load, 1);
  load->store = g_object_ref (self->city->store);
  load->kind = kind;
  return load;
}

static void
load_free (gpointer data)
{
  Load *load = data;
  g_object_unref (load->store);
  g_free (load);
}

static void
load_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Load *load = data;
  GError *error = NULL;
  g_autoptr (GPtrArray) features
      = ht_store_load_features (load->store, load->kind->table, NULL, cancellable, &error);
  if (features == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, ht_things_new (load->kind, features), (GDestroyNotify) ht_things_unref);
}

static Entry *
find_entry (HtMapThings *self, const HtFeatureKind *kind)
{
  for (guint i = 0; i < self->n_entries; i++)
    if (self->entries[i].kind == kind)
      return &self->entries[i];
  return NULL;
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HtMapThings *self = HT_MAP_THINGS (source);
  const Load *load = g_task_get_task_data (G_TASK (result));
  Entry *entry = find_entry (self, load->kind);
  g_autoptr (GError) error = NULL;
  HtThings *things = g_task_propagate_pointer (G_TASK (result), &error);
  if (load->generation != entry->generation)
    {
      g_clear_pointer (&things, ht_things_unref);
      return;
    }
  entry->generation = 0;
  if (things == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("%s", error->message);
      return;
    }
  g_clear_pointer (&entry->things, ht_things_unref);
  entry->things = things;
  g_signal_emit (self, changed_signal, 0);
}

static void
load (HtMapThings *self, Entry *entry)
{
  Load *job = load_new (self, entry->kind);
  job->generation = entry->generation = ++self->last_generation;
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, on_loaded, NULL);
  g_task_set_task_data (task, job, load_free);
  g_task_run_in_thread (task, load_thread);
}

static gboolean
is_wanted (HtMapThings *self, const HtFeatureKind *kind)
{
  GListModel *layers = ht_city_get_layers (self->city);
  for (guint i = 0; i < g_list_model_get_n_items (layers); i++)
    {
      g_autoptr (HtLayer) layer = g_list_model_get_item (layers, i);
      if (ht_layer_get_visible (layer) && g_str_equal (ht_layer_get_table (layer), kind->table))
        return TRUE;
    }
  return FALSE;
}

void
ht_map_things_refresh (HtMapThings *self)
{
  gboolean changed = FALSE;
  for (guint i = 0; i < self->n_entries && self->city != NULL; i++)
    {
      Entry *entry = &self->entries[i];
      gboolean wanted = is_wanted (self, entry->kind);
      changed |= wanted != entry->wanted && entry->things != NULL;
      entry->wanted = wanted;
      if (wanted && entry->things == NULL && entry->generation == 0)
        load (self, entry);
    }
  if (changed)
    g_signal_emit (self, changed_signal, 0);
}

void
ht_map_things_reload (HtMapThings *self)
{
  for (guint i = 0; i < self->n_entries; i++)
    if (self->entries[i].things != NULL || self->entries[i].generation != 0)
      load (self, &self->entries[i]);
  ht_map_things_refresh (self);
}

void
ht_map_things_stop (HtMapThings *self)
{
  g_cancellable_cancel (self->cancellable);
  for (guint i = 0; i < self->n_entries; i++)
    self->entries[i].generation = 0;
}

/* --- asking --- */

static gboolean
is_shown (const Entry *entry)
{
  return entry->wanted && entry->things != NULL;
}

GPtrArray *
ht_map_things_dup_shown (HtMapThings *self)
{
  g_return_val_if_fail (HT_IS_MAP_THINGS (self), NULL);
  GPtrArray *shown = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_things_unref);
  for (guint i = 0; i < self->n_entries; i++)
    if (is_shown (&self->entries[i]))
      g_ptr_array_add (shown, ht_things_ref (self->entries[i].things));
  return shown;
}

guint
ht_map_things_count_loading (HtMapThings *self)
{
  g_return_val_if_fail (HT_IS_MAP_THINGS (self), 0);
  guint n = 0;
  for (guint i = 0; i < self->n_entries; i++)
    n += self->entries[i].wanted && self->entries[i].generation != 0;
  return n;
}

gboolean
ht_map_things_hit (HtMapThings *self, const HtPoint *at, double zoom, double reach_px, const char **table,
                   HtUuid *id)
{
  g_return_val_if_fail (HT_IS_MAP_THINGS (self) && at != NULL && table != NULL && id != NULL, FALSE);
  for (guint i = self->n_entries; i-- > 0;)
    {
      const Entry *entry = &self->entries[i];
      if (!is_shown (entry) || zoom < ht_things_get_min_zoom (entry->kind)
          || !ht_things_hit (entry->things, at, zoom, reach_px, id))
        continue;
      *table = entry->kind->table;
      return TRUE;
    }
  return FALSE;
}

/* --- one thing --- */

static void
one_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Load *one = data;
  GError *error = NULL;
  HtFeature *feature = ht_store_load_feature (one->store, one->kind->table, &one->id, &error);
  if (feature == NULL && error == NULL)
    g_set_error (&error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                 _ ("this %s is not in the city file any more: choose another"),
                 ht_words_get (&one->kind->one));
  if (feature == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, feature, (GDestroyNotify) ht_feature_unref);
}

void
ht_map_things_load_async (HtMapThings *self, const char *table, const HtUuid *id, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HT_IS_MAP_THINGS (self) && self->city != NULL && id != NULL);
  const HtFeatureKind *kind = ht_feature_kind_find (table);
  g_return_if_fail (kind != NULL);
  Load *one = load_new (self, kind);
  one->id = *id;
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ht_map_things_load_async);
  g_task_set_task_data (task, one, load_free);
  g_task_run_in_thread (task, one_thread);
}

static HtLayer *
find_layer (HtMapThings *self, const char *id_text)
{
  GListModel *layers = ht_city_get_layers (self->city);
  for (guint i = 0; i < g_list_model_get_n_items (layers); i++)
    {
      g_autoptr (HtLayer) layer = g_list_model_get_item (layers, i);
      if (g_str_equal (ht_entity_get_id_text (HT_ENTITY (layer)), id_text))
        return layer; /* the city's list keeps it */
    }
  return NULL;
}

HtThing *
ht_map_things_load_finish (HtMapThings *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, ht_map_things_load_async), NULL);
  g_autoptr (HtFeature) feature = g_task_propagate_pointer (G_TASK (result), error);
  if (feature == NULL)
    return NULL;
  const char *layer = ht_value_member_text (feature->attributes, "layer", "");
  return ht_thing_new (feature, self->city != NULL ? find_layer (self, layer) : NULL);
}
