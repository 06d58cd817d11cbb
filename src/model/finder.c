/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/finder-private.h"

#include "base/i18n.h"
#include "model/city-private.h"
#include "model/entity-private.h"
#include "model/error.h"
#include "model/finder-index.h"
#include "model/services-private.h"

struct _HtFinder
{
  GObject parent_instance;
  HtCity *city;     /* weak */
  GPtrArray *index; /* HtFinderEntry of the map; NULL until built */
  gboolean loading;
  gboolean waiting; /* for the map, which is built first */
  guint generation;
  GCancellable *cancellable;
};

G_DEFINE_TYPE (HtFinder, ht_finder, G_TYPE_OBJECT)

static void
ht_finder_dispose (GObject *object)
{
  HtFinder *self = HT_FINDER (object);
  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->city);
  g_clear_pointer (&self->index, g_ptr_array_unref);
  G_OBJECT_CLASS (ht_finder_parent_class)->dispose (object);
}

static void
ht_finder_finalize (GObject *object)
{
  g_object_unref (HT_FINDER (object)->cancellable);
  G_OBJECT_CLASS (ht_finder_parent_class)->finalize (object);
}

static void
ht_finder_class_init (HtFinderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ht_finder_dispose;
  G_OBJECT_CLASS (klass)->finalize = ht_finder_finalize;
}

static void
ht_finder_init (HtFinder *self)
{
  self->cancellable = g_cancellable_new ();
}

HtFinder *
ht_finder_new (HtCity *city)
{
  HtFinder *self = g_object_new (HT_TYPE_FINDER, NULL);
  g_set_weak_pointer (&self->city, city);
  return self;
}

gboolean
ht_finder_is_ready (HtFinder *self)
{
  g_return_val_if_fail (HT_IS_FINDER (self), FALSE);
  return self->index != NULL && !self->loading;
}

static void
build_thread (GTask *task, gpointer source, gpointer store, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *index = ht_finder_index_build (store, cancellable, &error);
  if (index == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, index, (GDestroyNotify) g_ptr_array_unref);
}

static void
on_built (GObject *source, GAsyncResult *result, gpointer generation)
{
  HtFinder *self = HT_FINDER (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) index = g_task_propagate_pointer (G_TASK (result), &error);
  if (GPOINTER_TO_UINT (generation) != self->generation || self->city == NULL)
    return;
  self->loading = FALSE;
  if (index == NULL)
    g_warning ("%s", error->message);
  else
    {
      g_clear_pointer (&self->index, g_ptr_array_unref);
      self->index = g_steal_pointer (&index);
    }
  ht_city_update_ready (self->city);
}

static void
start (HtFinder *self)
{
  self->waiting = FALSE;
  g_autoptr (GTask) task
      = g_task_new (self, self->cancellable, on_built, GUINT_TO_POINTER (self->generation));
  g_task_set_task_data (task, g_object_ref (self->city->store), g_object_unref);
  g_task_run_in_thread (task, build_thread);
}

void
ht_finder_reload (HtFinder *self)
{
  self->loading = TRUE;
  self->waiting = TRUE;
  self->generation++;
  /* The map comes first: a city that opens has two things to do for the eyes, and few processors. */
  if (!ht_map_content_is_building (self->city->map_content))
    start (self);
  ht_city_update_ready (self->city);
}

void
ht_finder_map_is_built (HtFinder *self)
{
  if (self->waiting)
    start (self);
}

void
ht_finder_stop (HtFinder *self)
{
  self->waiting = FALSE;
  self->generation++;
  g_cancellable_cancel (self->cancellable);
}

/* --- the objects of the day --- */

/* Copies of their texts, for a worker; the pinyin keys are made there. */
static GPtrArray *
list_objects (HtCity *city)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_finder_live_free);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (city->incident_list)); i++)
    {
      g_autoptr (HtIncident) it = g_list_model_get_item (G_LIST_MODEL (city->incident_list), i);
      HtPoint at;
      if (!ht_incident_get_position (it, &at))
        continue;
      HtFinderLive *live
          = ht_finder_live_new (HT_FOUND_INCIDENT, ht_entity_get_id_text (HT_ENTITY (it)), &at);
      live->title = g_strdup_printf ("%s %s", ht_incident_get_code (it), ht_incident_get_title (it));
      live->names[0] = g_strdup (ht_incident_get_code (it));
      live->names[1] = g_strdup (ht_incident_get_title (it));
      live->hint = g_strdup (ht_incident_get_address (it));
      live->extra = g_strdup (ht_incident_get_summary (it));
      g_ptr_array_add (entries, live);
    }
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (city->team_list)); i++)
    {
      g_autoptr (HtTeam) it = g_list_model_get_item (G_LIST_MODEL (city->team_list), i);
      HtPoint at;
      if (!ht_team_get_position (it, &at))
        continue;
      HtFinderLive *live = ht_finder_live_new (HT_FOUND_TEAM, ht_entity_get_id_text (HT_ENTITY (it)), &at);
      live->title = g_strdup (ht_team_get_name (it));
      live->extra = g_strdup (ht_team_state_get_label (ht_team_get_state (it)));
      g_ptr_array_add (entries, live);
    }
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (city->station_list)); i++)
    {
      g_autoptr (HtStation) it = g_list_model_get_item (G_LIST_MODEL (city->station_list), i);
      HtPoint at;
      ht_station_get_position (it, &at);
      HtFinderLive *live = ht_finder_live_new (HT_FOUND_STATION, ht_station_get_id_text (it), &at);
      live->title = g_strdup (ht_station_get_name (it));
      g_ptr_array_add (entries, live);
    }
  return entries;
}

HtFinderLive *
ht_finder_live_new (HtFoundKind kind, const char *id_text, const HtPoint *at)
{
  HtFinderLive *live = g_new0 (HtFinderLive, 1);
  live->kind = kind;
  live->id_text = g_strdup (id_text);
  live->at = *at;
  return live;
}

void
ht_finder_live_free (HtFinderLive *live)
{
  g_free (live->title);
  g_free (live->extra);
  g_free (live->id_text);
  g_free (live->hint);
  for (guint i = 0; i < G_N_ELEMENTS (live->names); i++)
    g_free (live->names[i]);
  g_free (live);
}

static GPtrArray *
make_entries (GPtrArray *live)
{
  static const char *const whats[]
      = { [HT_FOUND_INCIDENT] = "incident", [HT_FOUND_TEAM] = "team", [HT_FOUND_STATION] = "station" };
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_finder_entry_free);
  for (guint i = 0; i < live->len; i++)
    {
      HtFinderLive *it = live->pdata[i];
      HtFinderEntry *entry = ht_finder_entry_new (it->kind, whats[it->kind], it->title, &it->at);
      entry->extra = g_strdup (it->extra);
      entry->id_text = g_strdup (it->id_text);
      for (guint k = 0; k < G_N_ELEMENTS (it->names); k++)
        ht_finder_entry_add_name (entry, it->names[k]);
      ht_finder_entry_add_hint (entry, it->hint);
      g_ptr_array_add (entries, entry);
    }
  return entries;
}

/* --- asking --- */

typedef struct
{
  GPtrArray *index; /* may be NULL: the map's names are not there yet */
  GPtrArray *live;
  char *text;
  HtFinderQuery query;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;
  g_clear_pointer (&question->index, g_ptr_array_unref);
  g_ptr_array_unref (question->live);
  g_free (question->text);
  g_free (question);
}

static void
query_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Question *question = data;
  g_autoptr (GPtrArray) live = make_entries (question->live);
  GPtrArray *lists[] = { live, question->index, NULL };
  g_task_return_pointer (task, ht_finder_index_query (lists, &question->query), g_object_unref);
}

void
ht_finder_query_async (HtFinder *self, const char *text, const HtPoint *near, guint limit,
                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HT_IS_FINDER (self));
  g_return_if_fail (text != NULL);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ht_finder_query_async);
  if (self->city == NULL || self->city->closed)
    {
      g_task_return_new_error (task, HT_MODEL_ERROR, HT_MODEL_ERROR_UNAVAILABLE, "%s",
                               _ ("The city is closed; open it again."));
      return;
    }
  Question *question = g_new0 (Question, 1);
  question->index = self->index != NULL ? g_ptr_array_ref (self->index) : NULL;
  question->live = list_objects (self->city);
  question->text = g_utf8_make_valid (text, -1);
  question->query.text = question->text;
  question->query.limit = CLAMP (limit, 1, 200);
  question->query.has_near = near != NULL || ht_city_get_centre (self->city, &question->query.near);
  if (near != NULL)
    question->query.near = *near;
  g_task_set_task_data (task, question, question_free);
  g_task_run_in_thread (task, query_thread);
}

GListModel *
ht_finder_query_finish (HtFinder *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, ht_finder_query_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
