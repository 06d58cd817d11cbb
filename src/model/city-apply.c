/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/city-private.h"
#include "model/roster.h"

#include "base/clock.h"
#include "model/closure.h"
#include "model/desk-state.h"
#include "model/entity-private.h"
#include "model/layer.h"
#include "model/matter-private.h"
#include "model/person.h"
#include "model/routing.h"
#include "model/run-cards.h"
#include "model/services-private.h"
#include "model/timeline.h"

/* More than can be between a write's own answer and the store's signal for it. */
#define REMEMBERED_CHANGES 64

static GType
type_of_kind (const char *kind)
{
  const struct
  {
    const char *kind;
    GType type;
  } types[] = {
    { "incident", HT_TYPE_INCIDENT }, { "team", HT_TYPE_TEAM },   { "assignment", HT_TYPE_ASSIGNMENT },
    { "closure", HT_TYPE_CLOSURE },   { "layer", HT_TYPE_LAYER }, { "person", HT_TYPE_PERSON },
  };
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i].kind, kind))
      return types[i].type;
  return G_TYPE_INVALID;
}

static GListStore *
list_of (HtCity *self, HtEntity *entity)
{
  if (HT_IS_INCIDENT (entity))
    return self->incident_list;
  if (HT_IS_TEAM (entity))
    return self->team_list;
  if (HT_IS_ASSIGNMENT (entity))
    return self->assignment_list;
  if (HT_IS_CLOSURE (entity))
    return self->closure_list;
  return HT_IS_LAYER (entity) ? self->layer_list : self->people_list;
}

static const char *
sort_key (HtEntity *entity)
{
  if (HT_IS_INCIDENT (entity))
    return ht_incident_get_code (HT_INCIDENT (entity));
  if (HT_IS_TEAM (entity))
    return ht_team_get_name (HT_TEAM (entity));
  if (HT_IS_PERSON (entity))
    return ht_person_get_name (HT_PERSON (entity));
  return HT_IS_LAYER (entity) ? ht_layer_get_table (HT_LAYER (entity)) : "";
}

static int
compare_entities (gconstpointer a, gconstpointer b, gpointer unused)
{
  int order = g_strcmp0 (sort_key (HT_ENTITY ((gpointer) a)), sort_key (HT_ENTITY ((gpointer) b)));
  if (order != 0)
    return order;
  return ht_uuid_compare (ht_entity_get_id (HT_ENTITY ((gpointer) a)),
                          ht_entity_get_id (HT_ENTITY ((gpointer) b)));
}

static void
remove_from (GListStore *list, gpointer item)
{
  guint position;
  if (g_list_store_find (list, item, &position))
    g_list_store_remove (list, position);
}

/* Keeps list membership: deleted things leave the lists but stay findable, for the log and for restoring. */
static void
list_entity (HtCity *self, HtEntity *entity)
{
  GListStore *list = list_of (self, entity);
  gboolean wanted = !ht_entity_get_record (entity)->deleted;
  gboolean listed = g_list_store_find (list, entity, NULL);
  if (wanted && !listed)
    g_list_store_insert_sorted (list, entity, compare_entities, NULL);
  else if (!wanted && listed)
    remove_from (list, entity);
}

static void
link_assignment (HtCity *self, HtAssignment *assignment)
{
  HtRecord *record = ht_entity_get_record (HT_ENTITY (assignment));
  HtUuid id;
  HtIncident *incident
      = ht_record_get_uuid (record, "incident", &id) ? ht_city_find_incident (self, &id) : NULL;
  HtTeam *team = ht_record_get_uuid (record, "team", &id) ? ht_city_find_team (self, &id) : NULL;
  ht_assignment_set_links (assignment, incident, team);
  if (incident != NULL && record->deleted)
    ht_incident_remove_assignment (incident, assignment);
  else if (incident != NULL)
    ht_incident_add_assignment (incident, assignment);
  if (team != NULL && record->deleted)
    ht_team_remove_assignment (team, assignment);
  else if (team != NULL)
    ht_team_add_assignment (team, assignment);
}

static void
link_team (HtCity *self, HtTeam *team)
{
  HtRecord *record = ht_entity_get_record (HT_ENTITY (team));
  HtUuid id;
  HtStation *before = ht_team_get_station (team);
  HtStation *station = NULL;
  if (!record->deleted && ht_record_get_uuid (record, "station", &id))
    station = ht_city_find_station (self, &id);
  if (before != station && before != NULL)
    ht_station_remove_team (before, team);
  ht_team_set_station (team, station);
  if (station != NULL)
    ht_station_add_team (station, team);
}

static void
label_incident (HtCity *self, HtIncident *incident)
{
  HtIncidentType *type = ht_run_cards_find_type (self->run_cards, ht_incident_get_type_name (incident));
  ht_incident_set_type_label (incident, type != NULL ? ht_incident_type_get_label (type) : NULL);
}

static void
queue_incident (HtCity *self, HtIncident *incident)
{
  gboolean wanted = !ht_entity_get_record (HT_ENTITY (incident))->deleted
                    && ht_incident_get_status (incident) != HT_INCIDENT_CLOSED;
  gboolean queued = g_list_store_find (self->queue, incident, NULL);
  if (wanted && !queued)
    g_list_store_append (self->queue, incident);
  else if (!wanted && queued)
    remove_from (self->queue, incident);
}

/* Whether a layer is shown belongs to this desk: it is kept with the desk's state where it is not as at
 * first. */
static void
on_layer_visible (HtLayer *layer, GParamSpec *spec, HtCity *self)
{
  gboolean visible = ht_layer_get_visible (layer);
  g_autofree char *key = g_strdup_printf ("layer.visible.%s", ht_entity_get_id_text (HT_ENTITY (layer)));
  ht_desk_state_set (self->desk_state, key,
                     visible == ht_layer_is_visible_at_first (layer) ? NULL : ht_value_new_bool (visible));
  ht_map_things_refresh (self->map_things);
}

static void
watch_layer (HtCity *self, HtLayer *layer)
{
  g_autofree char *key = g_strdup_printf ("layer.visible.%s", ht_entity_get_id_text (HT_ENTITY (layer)));
  ht_layer_set_visible (layer, ht_value_get_bool (ht_desk_state_get (self->desk_state, key),
                                                  ht_layer_is_visible_at_first (layer)));
  g_signal_connect_object (layer, "notify::visible", G_CALLBACK (on_layer_visible), self, 0);
}

/* An assignment may arrive before what it joins: whoever comes last makes the link. */
static void
link_waiting (HtCity *self, HtEntity *arrived)
{
  GHashTableIter iter;
  gpointer entity;
  g_hash_table_iter_init (&iter, self->entities);
  while (g_hash_table_iter_next (&iter, NULL, &entity))
    {
      if (!HT_IS_ASSIGNMENT (entity))
        continue;
      HtAssignment *assignment = entity;
      if (ht_assignment_get_incident (assignment) == NULL || ht_assignment_get_team (assignment) == NULL)
        link_assignment (self, assignment);
    }
}

static void
link_entity (HtCity *self, HtEntity *entity, gboolean is_new)
{
  if (HT_IS_ASSIGNMENT (entity))
    link_assignment (self, HT_ASSIGNMENT (entity));
  else if (HT_IS_TEAM (entity))
    link_team (self, HT_TEAM (entity));
  else if (HT_IS_INCIDENT (entity))
    {
      label_incident (self, HT_INCIDENT (entity));
      queue_incident (self, HT_INCIDENT (entity));
    }
  if (is_new && (HT_IS_TEAM (entity) || HT_IS_INCIDENT (entity)))
    link_waiting (self, entity);
}

void
ht_city_apply_record (HtCity *self, HtRecord *record)
{
  GType type = type_of_kind (record->kind);
  if (type == G_TYPE_INVALID)
    {
      HtRecord *old = g_hash_table_lookup (self->records, &record->id);
      if (old == NULL || ht_record_get_stamp (old) <= ht_record_get_stamp (record))
        g_hash_table_replace (self->records, &record->id, ht_record_ref (record));
      return;
    }
  HtEntity *entity = g_hash_table_lookup (self->entities, &record->id);
  gboolean is_new = entity == NULL;
  if (is_new)
    {
      entity = ht_entity_new (type, record);
      g_hash_table_insert (self->entities, (gpointer) ht_entity_get_id (entity), entity);
      if (HT_IS_LAYER (entity))
        watch_layer (self, HT_LAYER (entity));
    }
  else if (ht_record_get_stamp (ht_entity_get_record (entity)) > ht_record_get_stamp (record))
    return; /* an earlier picture that arrives late */
  else if (ht_entity_get_record (entity) != record)
    {
      /* The table's key lives in the record: put the new one in before the old goes. */
      g_object_ref (entity);
      g_hash_table_steal (self->entities, &record->id);
      ht_entity_set_record (entity, record);
      g_hash_table_insert (self->entities, (gpointer) ht_entity_get_id (entity), entity);
    }
  list_entity (self, entity);
  link_entity (self, entity, is_new);
}

void
ht_city_mark_placed (HtCity *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->station_list)); i++)
    {
      g_autoptr (HtStation) station = g_list_model_get_item (G_LIST_MODEL (self->station_list), i);
      ht_station_set_by_hand (station, ht_roster_is_by_hand (self, station));
    }
}

void
ht_city_set_stations (HtCity *self, GPtrArray *features)
{
  g_autoptr (GHashTable) gone = g_hash_table_new (g_direct_hash, g_direct_equal);
  GHashTableIter iter;
  gpointer station;
  g_hash_table_iter_init (&iter, self->stations);
  while (g_hash_table_iter_next (&iter, NULL, &station))
    g_hash_table_add (gone, station);
  g_autoptr (GPtrArray) listed = g_ptr_array_new ();
  for (guint i = 0; i < features->len; i++)
    {
      HtFeature *feature = features->pdata[i];
      if (!ht_station_kind_has_crews (ht_value_member_text (feature->attributes, "kind", "ordinary")))
        continue;
      HtStation *known = g_hash_table_lookup (self->stations, &feature->id);
      if (known != NULL)
        {
          g_hash_table_remove (gone, known);
          g_hash_table_steal (self->stations, &feature->id);
          ht_station_set_feature (known, feature, features);
        }
      else
        known = ht_station_new (feature, features);
      g_hash_table_insert (self->stations, (gpointer) ht_station_get_id (known), known);
      g_ptr_array_add (listed, known);
    }
  g_list_store_splice (self->station_list, 0, g_list_model_get_n_items (G_LIST_MODEL (self->station_list)),
                       listed->pdata, listed->len);
  ht_city_mark_placed (self);
  /* A station that left the layer lets its teams go before it goes itself. */
  g_hash_table_iter_init (&iter, gone);
  while (g_hash_table_iter_next (&iter, &station, NULL))
    g_hash_table_steal (self->stations, ht_station_get_id (station));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->team_list)); i++)
    {
      g_autoptr (HtTeam) team = g_list_model_get_item (G_LIST_MODEL (self->team_list), i);
      link_team (self, team);
    }
  g_hash_table_iter_init (&iter, gone);
  while (g_hash_table_iter_next (&iter, &station, NULL))
    g_object_unref (station);
}

static gboolean
queue_is_sorted (HtCity *self, gint64 now_us)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->queue));
  g_autoptr (HtIncident) before = NULL;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HtIncident) incident = g_list_model_get_item (G_LIST_MODEL (self->queue), i);
      if (before != NULL && ht_incident_compare_urgency (before, incident, now_us) > 0)
        return FALSE;
      g_set_object (&before, incident);
    }
  return TRUE;
}

static int
compare_urgency (gconstpointer a, gconstpointer b, gpointer now_us)
{
  return ht_incident_compare_urgency (HT_INCIDENT ((gpointer) a), HT_INCIDENT ((gpointer) b),
                                      *(gint64 *) now_us);
}

void
ht_city_sort_queue (HtCity *self, gint64 now_us)
{
  if (!queue_is_sorted (self, now_us))
    g_list_store_sort (self->queue, compare_urgency, &now_us);
}

typedef struct
{
  gboolean stations, network, map, closures;
} Touched;

static Touched
what_is_touched (HtChange *change)
{
  Touched touched = { 0 };
  for (guint i = 0; i < change->tables->len; i++)
    {
      const char *table = change->tables->pdata[i];
      touched.map = TRUE;
      touched.stations |= g_str_equal (table, "station");
      touched.network |= g_str_equal (table, "road_arc");
    }
  for (guint i = 0; i < change->records->len; i++)
    touched.closures |= g_str_equal (((HtRecord *) change->records->pdata[i])->kind, "closure");
  return touched;
}

/* Advice looks at teams, assignments, stations and roads. */
static gboolean
concerns_advice (HtChange *change)
{
  static const char *const kinds[] = { "team", "assignment", "closure", "layer", NULL };
  for (guint i = 0; i < change->records->len; i++)
    if (g_strv_contains (kinds, ((HtRecord *) change->records->pdata[i])->kind))
      return TRUE;
  return FALSE;
}

static void
stations_thread (GTask *task, gpointer source, gpointer store, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *features = ht_store_load_features (store, "station", NULL, cancellable, &error);
  if (features == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, features, (GDestroyNotify) g_ptr_array_unref);
}

static void
on_stations (GObject *source, GAsyncResult *result, gpointer unused)
{
  HtCity *self = HT_CITY (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) features = g_task_propagate_pointer (G_TASK (result), &error);
  if (self->closed)
    return;
  if (features == NULL)
    {
      g_warning ("%s", error->message);
      return;
    }
  ht_city_set_stations (self, features);
  ht_city_emit_changed (self, self->saved_us, FALSE);
}

static void
reload (HtCity *self, const Touched *touched)
{
  if (touched->stations)
    {
      g_autoptr (GTask) task = g_task_new (self, NULL, on_stations, NULL);
      g_task_set_task_data (task, g_object_ref (self->store), g_object_unref);
      g_task_run_in_thread (task, stations_thread);
    }
  if (touched->network || touched->closures)
    ht_routing_reload (self->routing, touched->network);
  if (touched->map)
    {
      ht_map_content_reload (self->map_content);
      ht_map_things_reload (self->map_things);
      ht_finder_reload (self->finder);
    }
}

static gint64
newest_wall_us (HtChange *change)
{
  gint64 newest = 0;
  for (guint i = 0; i < change->ops->len; i++)
    newest = MAX (newest, ((HtOp *) change->ops->pdata[i])->wall_us);
  return newest;
}

void
ht_city_apply (HtCity *self, HtChange *change)
{
  if (self->closed || g_queue_find (&self->applied, change) != NULL)
    return;
  g_queue_push_head (&self->applied, ht_change_ref (change));
  if (self->applied.length > REMEMBERED_CHANGES)
    ht_change_unref (g_queue_pop_tail (&self->applied));
  for (guint i = 0; i < change->records->len; i++)
    ht_city_apply_record (self, change->records->pdata[i]);
  ht_timeline_prepend (self, self->log, change->ops);
  for (guint i = 0; i < self->timelines->len; i++)
    ht_timeline_take (self->timelines->pdata[i], self, change->ops);
  if (change->conflicts_changed)
    ht_city_set_conflicts (self, change->conflicts);
  ht_city_sort_queue (self, ht_clock_now_us ());
  self->dispatch_version += concerns_advice (change);
  Touched touched = what_is_touched (change);
  reload (self, &touched);
  ht_city_emit_changed (self, newest_wall_us (change), touched.map);
}
