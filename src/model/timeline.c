/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/timeline.h"

#include "model/city-private.h"
#include "model/log-entry.h"
#include "model/telling.h"

#define PAGE 1000      /* operations of one entity that a timeline shows */
#define LOG_SHOWN 2000 /* entries the whole log keeps */

struct _HtTimeline
{
  GObject parent_instance;
  HtCity *city; /* weak */
  HtUuid incident;
  GListStore *entries;
  GCancellable *cancellable;
  GHashTable *known; /* set of HtUuid *: operations told already */
};

static void list_model_init (GListModelInterface *iface);
G_DEFINE_TYPE_WITH_CODE (HtTimeline, ht_timeline, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GType
get_item_type (GListModel *model)
{
  return HT_TYPE_LOG_ENTRY;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (HT_TIMELINE (model)->entries));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (HT_TIMELINE (model)->entries), position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
ht_timeline_dispose (GObject *object)
{
  HtTimeline *self = HT_TIMELINE (object);
  g_cancellable_cancel (self->cancellable);
  if (self->city != NULL)
    g_ptr_array_remove (self->city->timelines, self);
  g_clear_weak_pointer (&self->city);
  G_OBJECT_CLASS (ht_timeline_parent_class)->dispose (object);
}

static void
ht_timeline_finalize (GObject *object)
{
  HtTimeline *self = HT_TIMELINE (object);
  g_object_unref (self->entries);
  g_object_unref (self->cancellable);
  g_hash_table_unref (self->known);
  G_OBJECT_CLASS (ht_timeline_parent_class)->finalize (object);
}

static void
ht_timeline_class_init (HtTimelineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ht_timeline_dispose;
  G_OBJECT_CLASS (klass)->finalize = ht_timeline_finalize;
}

static void
on_items_changed (HtTimeline *self, guint position, guint removed, guint added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
ht_timeline_init (HtTimeline *self)
{
  self->entries = g_list_store_new (HT_TYPE_LOG_ENTRY);
  self->cancellable = g_cancellable_new ();
  self->known = g_hash_table_new_full (ht_uuid_hash, ht_uuid_equal, g_free, NULL);
  g_signal_connect_swapped (self->entries, "items-changed", G_CALLBACK (on_items_changed), self);
}

static int
compare_newest_first (gconstpointer a, gconstpointer b, gpointer unused)
{
  gint64 first = ht_log_entry_get_at_us (HT_LOG_ENTRY ((gpointer) a));
  gint64 second = ht_log_entry_get_at_us (HT_LOG_ENTRY ((gpointer) b));
  return first > second ? -1 : first < second;
}

static void
take_op (HtTimeline *self, HtCity *city, HtOp *op)
{
  HtUuid incident = ht_telling_get_incident (city, op);
  if (!ht_uuid_equal (&incident, &self->incident) || g_hash_table_contains (self->known, &op->op_id))
    return;
  g_hash_table_add (self->known, ht_uuid_copy (&op->op_id));
  g_autoptr (HtLogEntry) entry = ht_telling_new_entry (city, op);
  if (entry != NULL)
    g_list_store_insert_sorted (self->entries, entry, compare_newest_first, NULL);
}

void
ht_timeline_take (HtTimeline *self, HtCity *city, GPtrArray *ops)
{
  g_return_if_fail (HT_IS_TIMELINE (self));
  for (guint i = 0; i < ops->len; i++)
    take_op (self, city, ops->pdata[i]);
}

typedef struct
{
  HtStore *store;
  GArray *entities; /* HtUuid */
} Wanted;

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;
  g_object_unref (wanted->store);
  g_array_unref (wanted->entities);
  g_free (wanted);
}

static void
load_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Wanted *wanted = data;
  GError *error = NULL;
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_op_unref);
  for (guint i = 0; i < wanted->entities->len; i++)
    {
      HtUuid *id = &g_array_index (wanted->entities, HtUuid, i);
      g_autoptr (GPtrArray) ops = ht_store_load_ops (wanted->store, id, 0, PAGE, &error);
      if (ops == NULL)
        {
          g_task_return_error (task, error);
          return;
        }
      /* Oldest first, so that equal times keep their order when sorted newest first. */
      for (guint k = ops->len; k > 0; k--)
        g_ptr_array_add (all, ht_op_ref (ops->pdata[k - 1]));
    }
  g_task_return_pointer (task, g_steal_pointer (&all), (GDestroyNotify) g_ptr_array_unref);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer unused)
{
  HtTimeline *self = HT_TIMELINE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ops = g_task_propagate_pointer (G_TASK (result), &error);
  if (ops == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("%s", error->message);
      return;
    }
  if (self->city != NULL)
    ht_timeline_take (self, self->city, ops);
}

static GArray *
entities_of (HtCity *city, HtIncident *incident)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (HtUuid));
  g_array_append_val (ids, *ht_entity_get_id (HT_ENTITY (incident)));
  GListModel *assignments = ht_incident_get_assignments (incident);
  for (guint i = 0; i < g_list_model_get_n_items (assignments); i++)
    {
      g_autoptr (HtEntity) assignment = g_list_model_get_item (assignments, i);
      g_array_append_val (ids, *ht_entity_get_id (assignment));
    }
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, city->records);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      HtRecord *record = value;
      HtUuid about;
      if (g_str_equal (record->kind, "log") && ht_record_get_uuid (record, "incident", &about)
          && ht_uuid_equal (&about, ht_entity_get_id (HT_ENTITY (incident))))
        g_array_append_val (ids, record->id);
    }
  return ids;
}

HtTimeline *
ht_timeline_new (HtCity *city, HtIncident *incident)
{
  HtTimeline *self = g_object_new (HT_TYPE_TIMELINE, NULL);
  g_set_weak_pointer (&self->city, city);
  self->incident = *ht_entity_get_id (HT_ENTITY (incident));
  g_ptr_array_add (city->timelines, self);
  Wanted *wanted = g_new0 (Wanted, 1);
  wanted->store = g_object_ref (city->store);
  wanted->entities = entities_of (city, incident);
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, on_loaded, NULL);
  g_task_set_task_data (task, wanted, wanted_free);
  g_task_run_in_thread (task, load_thread);
  return self;
}

void
ht_timeline_fill (HtCity *city, GListStore *log, GPtrArray *ops)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < ops->len; i++)
    {
      HtLogEntry *entry = ht_telling_new_entry (city, ops->pdata[i]);
      if (entry != NULL)
        g_ptr_array_add (entries, entry);
    }
  g_list_store_splice (log, 0, g_list_model_get_n_items (G_LIST_MODEL (log)), entries->pdata, entries->len);
}

void
ht_timeline_prepend (HtCity *city, GListStore *log, GPtrArray *ops)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = ops->len; i > 0; i--)
    {
      HtLogEntry *entry = ht_telling_new_entry (city, ops->pdata[i - 1]);
      if (entry != NULL)
        g_ptr_array_add (entries, entry);
    }
  g_list_store_splice (log, 0, 0, entries->pdata, entries->len);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (log));
  if (n > LOG_SHOWN)
    g_list_store_splice (log, LOG_SHOWN, n - LOG_SHOWN, NULL, 0);
}
