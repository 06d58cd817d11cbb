/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/city-private.h"

#include "base/clock.h"
#include "base/i18n.h"
#include "model/closure.h"
#include "model/desk-state.h"
#include "model/entity-private.h"
#include "model/error.h"
#include "model/finder.h"
#include "model/layer.h"
#include "model/log-entry.h"
#include "model/matter.h"
#include "model/person.h"
#include "model/routing-private.h"
#include "model/run-cards.h"
#include "model/services-private.h"
#include "model/timeline.h"

enum
{
  PROP_NAME = 1,
  PROP_SYNTHETIC,
  PROP_DRILL,
  PROP_READ_ONLY,
  PROP_SAVED_US,
  PROP_SAVING,
  PROP_WAITING,
  PROP_READY,
  N_PROPERTIES,
};

enum
{
  CHANGED,
  MAP_CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];
G_DEFINE_TYPE (HtCity, ht_city, G_TYPE_OBJECT)

static void
ht_city_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  HtCity *self = HT_CITY (object);
  switch (id)
    {
    case PROP_NAME:
      g_value_set_string (value, ht_city_get_name (self));
      break;
    case PROP_SYNTHETIC:
      g_value_set_boolean (value, ht_city_is_synthetic (self));
      break;
    case PROP_DRILL:
      g_value_set_boolean (value, ht_city_is_drill (self));
      break;
    case PROP_READ_ONLY:
      g_value_set_boolean (value, self->read_only_reason != NULL);
      break;
    case PROP_SAVED_US:
      g_value_set_int64 (value, self->saved_us);
      break;
    case PROP_SAVING:
      g_value_set_boolean (value, self->writing > 0);
      break;
    case PROP_WAITING:
      g_value_set_uint (value, self->waiting);
      break;
    case PROP_READY:
      g_value_set_boolean (value, self->ready);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
ht_city_dispose (GObject *object)
{
  ht_city_close (HT_CITY (object));
  G_OBJECT_CLASS (ht_city_parent_class)->dispose (object);
}

static void
ht_city_finalize (GObject *object)
{
  HtCity *self = HT_CITY (object);
  g_clear_object (&self->session);
  g_clear_object (&self->dispatch);
  g_clear_object (&self->routing);
  g_clear_object (&self->finder);
  g_clear_object (&self->command);
  g_clear_object (&self->undo);
  g_clear_object (&self->desk_state);
  g_clear_object (&self->importer);
  g_clear_object (&self->map_content);
  g_clear_object (&self->map_things);
  g_clear_object (&self->printer);
  g_clear_object (&self->run_cards);
  GListStore **lists[]
      = { &self->incident_list,   &self->queue,        &self->team_list,  &self->station_list,
          &self->assignment_list, &self->closure_list, &self->layer_list, &self->matter_list,
          &self->people_list,     &self->log };
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    g_clear_object (lists[i]);
  g_hash_table_unref (self->entities);
  g_hash_table_unref (self->stations);
  g_hash_table_unref (self->records);
  g_hash_table_unref (self->open_conflicts);
  g_ptr_array_unref (self->timelines);
  g_clear_pointer (&self->refused, g_ptr_array_unref);
  g_queue_clear_full (&self->applied, (GDestroyNotify) ht_change_unref);
  g_clear_object (&self->store);
  g_free (self->path);
  g_free (self->read_only_reason);
  G_OBJECT_CLASS (ht_city_parent_class)->finalize (object);
}

static void
ht_city_class_init (HtCityClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->dispose = ht_city_dispose;
  object_class->finalize = ht_city_finalize;
  object_class->get_property = ht_city_get_property;
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", HT_PARAM_READ);
  properties[PROP_SYNTHETIC] = g_param_spec_boolean ("synthetic", NULL, NULL, FALSE, HT_PARAM_READ);
  properties[PROP_DRILL] = g_param_spec_boolean ("drill", NULL, NULL, FALSE, HT_PARAM_READ);
  properties[PROP_READ_ONLY] = g_param_spec_boolean ("read-only", NULL, NULL, FALSE, HT_PARAM_READ);
  properties[PROP_SAVED_US] = g_param_spec_int64 ("saved-us", NULL, NULL, 0, G_MAXINT64, 0, HT_PARAM_READ);
  properties[PROP_SAVING] = g_param_spec_boolean ("saving", NULL, NULL, FALSE, HT_PARAM_READ);
  properties[PROP_WAITING] = g_param_spec_uint ("waiting", NULL, NULL, 0, G_MAXUINT, 0, HT_PARAM_READ);
  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE, HT_PARAM_READ);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[CHANGED]
      = g_signal_new ("changed", HT_TYPE_CITY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MAP_CHANGED]
      = g_signal_new ("map-changed", HT_TYPE_CITY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ht_city_init (HtCity *self)
{
  self->entities = g_hash_table_new_full (ht_uuid_hash, ht_uuid_equal, NULL, g_object_unref);
  self->stations = g_hash_table_new_full (ht_uuid_hash, ht_uuid_equal, NULL, g_object_unref);
  self->records = g_hash_table_new_full (ht_uuid_hash, ht_uuid_equal, NULL, (GDestroyNotify) ht_record_unref);
  self->open_conflicts = g_hash_table_new_full (ht_uuid_hash, ht_uuid_equal, g_free, NULL);
  self->timelines = g_ptr_array_new ();
  g_queue_init (&self->applied);
  self->incident_list = g_list_store_new (HT_TYPE_INCIDENT);
  self->queue = g_list_store_new (HT_TYPE_INCIDENT);
  self->team_list = g_list_store_new (HT_TYPE_TEAM);
  self->station_list = g_list_store_new (HT_TYPE_STATION);
  self->assignment_list = g_list_store_new (HT_TYPE_ASSIGNMENT);
  self->closure_list = g_list_store_new (HT_TYPE_CLOSURE);
  self->layer_list = g_list_store_new (HT_TYPE_LAYER);
  self->matter_list = g_list_store_new (HT_TYPE_MATTER);
  self->people_list = g_list_store_new (HT_TYPE_PERSON);
  self->log = g_list_store_new (HT_TYPE_LOG_ENTRY);
}

/* Stores tell of every durable write in the context they were opened in; this one is ours. */
static void
on_store_changed (HtStore *store, HtChange *change, HtCity *self)
{
  ht_city_apply (self, change);
}

static void
make_services (HtCity *self, HtCityPicture *picture)
{
  self->session = ht_session_new (self, picture->with_pin);
  self->desk_state = ht_desk_state_new (self, picture->local);
  self->undo = ht_undo_new (self);
  self->routing = ht_routing_new (self);
  self->dispatch = ht_dispatch_new (self);
  self->finder = ht_finder_new (self);
  self->command = ht_command_new (self);
  self->importer = ht_importer_new (self);
  self->map_content = ht_map_content_new (self);
  self->map_things = ht_map_things_new (self);
  self->printer = ht_printer_new (self);
}

HtCity *
ht_city_new (const char *path, HtCityFlags flags, HtCityPicture *picture)
{
  HtCity *self = g_object_new (HT_TYPE_CITY, NULL);
  self->path = g_strdup (path);
  self->flags = flags;
  self->store = g_object_ref (picture->store);
  self->run_cards = g_object_ref (picture->run_cards);
  self->box = picture->box;
  if (ht_store_is_read_only (self->store))
    {
      const char *notice = ht_store_get_notice (self->store);
      self->read_only_reason
          = g_strdup (notice != NULL ? notice : _ ("The city was opened for reading only."));
    }
  make_services (self, picture);
  ht_city_set_stations (self, picture->stations);
  for (guint i = 0; i < picture->records->len; i++)
    ht_city_apply_record (self, picture->records->pdata[i]);
  ht_city_mark_placed (self);
  ht_city_set_conflicts (self, picture->conflicts);
  self->refused = g_ptr_array_ref (picture->refused);
  ht_timeline_fill (self, self->log, picture->ops);
  if (picture->ops->len > 0)
    self->saved_us = ((HtOp *) picture->ops->pdata[0])->wall_us;
  ht_city_sort_queue (self, ht_clock_now_us ());
  g_signal_connect_object (self->store, "changed", G_CALLBACK (on_store_changed), self, 0);
  ht_services_start (self);
  return self;
}

static void
open_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  const char *path = data;
  HtCityFlags flags = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (task), "flags"));
  HtCityPicture *picture = ht_city_picture_load (path, flags, cancellable, &error);
  if (picture == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, picture, (GDestroyNotify) ht_city_picture_free);
}

void
ht_city_open_async (const char *path, HtCityFlags flags, GCancellable *cancellable,
                    GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (path != NULL);
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, ht_city_open_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_object_set_data (G_OBJECT (task), "flags", GUINT_TO_POINTER (flags));
  g_task_run_in_thread (task, open_thread);
}

HtCity *
ht_city_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, ht_city_open_async), NULL);
  g_autoptr (HtCityPicture) picture = g_task_propagate_pointer (G_TASK (result), error);
  if (picture == NULL)
    return NULL;
  HtCityFlags flags = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (result), "flags"));
  return ht_city_new (g_task_get_task_data (G_TASK (result)), flags, picture);
}

HtCity *
ht_city_open (const char *path, HtCityFlags flags, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);
  g_autoptr (HtCityPicture) picture = ht_city_picture_load (path, flags, NULL, error);
  return picture != NULL ? ht_city_new (path, flags, picture) : NULL;
}

void
ht_city_close (HtCity *self)
{
  g_return_if_fail (HT_IS_CITY (self));
  if (self->closed || self->store == NULL)
    return;
  g_autoptr (GError) error = NULL;
  if (self->read_only_reason == NULL && !ht_desk_state_flush (self->desk_state, &error))
    g_warning ("%s", error->message);
  self->closed = TRUE;
  ht_services_stop (self);
  g_signal_handlers_disconnect_by_data (self->store, self);
  ht_store_close (self->store);
}

const char *
ht_city_get_path (HtCity *self)
{
  g_return_val_if_fail (HT_IS_CITY (self), NULL);
  return self->path;
}

static HtRecord *
record_of_kind (HtCity *self, const char *kind)
{
  GHashTableIter iter;
  gpointer record;
  g_hash_table_iter_init (&iter, self->records);
  HtRecord *found = NULL;
  while (g_hash_table_iter_next (&iter, NULL, &record))
    {
      HtRecord *candidate = record;
      if (!g_str_equal (candidate->kind, kind) || candidate->deleted)
        continue;
      if (found == NULL || ht_uuid_compare (&candidate->id, &found->id) < 0)
        found = candidate;
    }
  return found;
}

const char *
ht_city_get_name (HtCity *self)
{
  g_return_val_if_fail (HT_IS_CITY (self), NULL);
  HtRecord *record = record_of_kind (self, "city");
  return record != NULL ? ht_record_get_text (record, "name", "") : "";
}

const char *
ht_city_get_post_name (HtCity *self)
{
  g_return_val_if_fail (HT_IS_CITY (self), NULL);
  HtUuid origin;
  guint64 epoch;
  ht_store_get_post (self->store, &origin, &epoch);
  HtRecord *record = g_hash_table_lookup (self->records, &origin);
  const char *name = record != NULL ? ht_record_get_text (record, "name", "") : "";
  return *name != '\0' ? name : _ ("This post");
}

gboolean
ht_city_is_synthetic (HtCity *self)
{
  g_return_val_if_fail (HT_IS_CITY (self), FALSE);
  HtRecord *record = record_of_kind (self, "city");
  if (record != NULL && ht_record_get_bool (record, "synthetic", FALSE))
    return TRUE;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->layer_list)); i++)
    {
      g_autoptr (HtLayer) layer = g_list_model_get_item (G_LIST_MODEL (self->layer_list), i);
      if (ht_layer_is_synthetic (layer))
        return TRUE;
    }
  return FALSE;
}

gboolean
ht_city_is_drill (HtCity *self)
{
  g_return_val_if_fail (HT_IS_CITY (self), FALSE);
  return (self->flags & HT_CITY_DRILL) != 0;
}

const char *
ht_city_get_read_only_reason (HtCity *self)
{
  g_return_val_if_fail (HT_IS_CITY (self), NULL);
  return self->read_only_reason;
}

gboolean
ht_city_get_box (HtCity *self, HtBox *box)
{
  g_return_val_if_fail (HT_IS_CITY (self), FALSE);
  *box = self->box;
  return !ht_box_is_empty (box);
}

gboolean
ht_city_get_named_centre (HtCity *self, HtPoint *centre)
{
  g_return_val_if_fail (HT_IS_CITY (self), FALSE);
  HtRecord *record = record_of_kind (self, "city");
  return record != NULL && ht_record_get_point (record, "centre", centre);
}

gboolean
ht_city_get_centre (HtCity *self, HtPoint *centre)
{
  g_return_val_if_fail (HT_IS_CITY (self), FALSE);
  if (ht_city_get_named_centre (self, centre))
    return TRUE;
  if (ht_box_is_empty (&self->box))
    return FALSE;
  centre->lon = (self->box.min_lon + self->box.max_lon) / 2;
  centre->lat = (self->box.min_lat + self->box.max_lat) / 2;
  return TRUE;
}

gint64
ht_city_get_saved_us (HtCity *self)
{
  g_return_val_if_fail (HT_IS_CITY (self), 0);
  return self->saved_us;
}

guint
ht_city_get_waiting (HtCity *self)
{
  g_return_val_if_fail (HT_IS_CITY (self), 0);
  return self->waiting;
}

gboolean
ht_city_is_ready (HtCity *self)
{
  g_return_val_if_fail (HT_IS_CITY (self), FALSE);
  return self->ready;
}

void
ht_city_update_ready (HtCity *self)
{
  gboolean ready = !ht_routing_is_loading (self->routing) && ht_finder_is_ready (self->finder);
  if (ready == self->ready)
    return;
  self->ready = ready;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

void
ht_city_count_write (HtCity *self, int change)
{
  gboolean before = self->writing > 0;
  self->writing += change;
  if (before != (self->writing > 0))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SAVING]);
}

void
ht_city_emit_changed (HtCity *self, gint64 saved_us, gboolean map_changed)
{
  if (saved_us > self->saved_us)
    {
      self->saved_us = saved_us;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SAVED_US]);
    }
  if (map_changed)
    {
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SYNTHETIC]);
      g_signal_emit (self, signals[MAP_CHANGED], 0);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

/* One getter a list or service, all alike. */
#define GETTER(Type, name, expression)                                                                       \
  Type *ht_city_get_##name (HtCity *self)                                                                    \
  {                                                                                                          \
    g_return_val_if_fail (HT_IS_CITY (self), NULL);                                                          \
    return expression;                                                                                       \
  }

GETTER (GListModel, incidents, G_LIST_MODEL (self->incident_list))
GETTER (GListModel, queue, G_LIST_MODEL (self->queue))
GETTER (GListModel, teams, G_LIST_MODEL (self->team_list))
GETTER (GListModel, stations, G_LIST_MODEL (self->station_list))
GETTER (GListModel, assignments, G_LIST_MODEL (self->assignment_list))
GETTER (GListModel, closures, G_LIST_MODEL (self->closure_list))
GETTER (GListModel, layers, G_LIST_MODEL (self->layer_list))
GETTER (GPtrArray, refused, self->refused)
GETTER (GListModel, matters, G_LIST_MODEL (self->matter_list))
GETTER (GListModel, people, G_LIST_MODEL (self->people_list))
GETTER (GListModel, log, G_LIST_MODEL (self->log))
GETTER (HtSession, session, self->session)
GETTER (HtDispatch, dispatch, self->dispatch)
GETTER (HtRouting, routing, self->routing)
GETTER (HtFinder, finder, self->finder)
GETTER (HtCommand, command, self->command)
GETTER (HtUndo, undo, self->undo)
GETTER (HtDeskState, desk_state, self->desk_state)
GETTER (HtImporter, importer, self->importer)
GETTER (HtMapContent, map_content, self->map_content)
GETTER (HtMapThings, map_things, self->map_things)
GETTER (HtPrinter, printer, self->printer)
GETTER (HtRunCards, run_cards, self->run_cards)
GETTER (HtStore, store, self->store)

static gpointer
find_entity (HtCity *self, const HtUuid *id, GType type)
{
  gpointer entity = id != NULL ? g_hash_table_lookup (self->entities, id) : NULL;
  return entity != NULL && G_TYPE_CHECK_INSTANCE_TYPE (entity, type) ? entity : NULL;
}

HtIncident *
ht_city_find_incident (HtCity *self, const HtUuid *id)
{
  g_return_val_if_fail (HT_IS_CITY (self), NULL);
  return find_entity (self, id, HT_TYPE_INCIDENT);
}

HtTeam *
ht_city_find_team (HtCity *self, const HtUuid *id)
{
  g_return_val_if_fail (HT_IS_CITY (self), NULL);
  return find_entity (self, id, HT_TYPE_TEAM);
}

HtAssignment *
ht_city_find_assignment (HtCity *self, const HtUuid *id)
{
  g_return_val_if_fail (HT_IS_CITY (self), NULL);
  return find_entity (self, id, HT_TYPE_ASSIGNMENT);
}

HtPerson *
ht_city_find_person (HtCity *self, const HtUuid *id)
{
  g_return_val_if_fail (HT_IS_CITY (self), NULL);
  return find_entity (self, id, HT_TYPE_PERSON);
}

HtStation *
ht_city_find_station (HtCity *self, const HtUuid *id)
{
  g_return_val_if_fail (HT_IS_CITY (self), NULL);
  return id != NULL ? g_hash_table_lookup (self->stations, id) : NULL;
}

GObject *
ht_city_find (HtCity *self, const char *id_text)
{
  g_return_val_if_fail (HT_IS_CITY (self), NULL);
  HtUuid id;
  if (id_text == NULL || !ht_uuid_parse (id_text, &id, NULL))
    return NULL;
  gpointer found = g_hash_table_lookup (self->entities, &id);
  return found != NULL ? found : g_hash_table_lookup (self->stations, &id);
}

HtRecord *
ht_city_find_record (HtCity *self, const HtUuid *id)
{
  HtEntity *entity = g_hash_table_lookup (self->entities, id);
  return entity != NULL ? ht_entity_get_record (entity) : g_hash_table_lookup (self->records, id);
}

GListModel *
ht_city_dup_timeline (HtCity *self, HtIncident *incident)
{
  g_return_val_if_fail (HT_IS_CITY (self), NULL);
  g_return_val_if_fail (HT_IS_INCIDENT (incident), NULL);
  return G_LIST_MODEL (ht_timeline_new (self, incident));
}

void
ht_city_tick (HtCity *self, gint64 now_us)
{
  g_return_if_fail (HT_IS_CITY (self));
  ht_routing_tick (self->routing, now_us);
  ht_city_sort_queue (self, now_us);
}
