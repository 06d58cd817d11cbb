/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/store.h"

#include <glib/gi18n.h>

#include "store/conflict.h"
#include "store/error.h"
#include "store/layers.h"
#include "store/migrate.h"
#include "store/ops.h"
#include "store/post.h"
#include "store/store-private.h"

/* Idle reading connections kept; each holds some file handles and pages. */
#define MAX_IDLE_READERS 4

struct _HtStore
{
  GObject parent_instance;
  char *path;
  HtOpening opening;
  HtPost post;
  GMainContext *context; /* where "changed" is delivered */
  HtWriter *writer;      /* NULL where reading only */
  GMutex lock;           /* the two below */
  GPtrArray *readers;    /* idle HtDb */
  gboolean closed;
  HtNetworkCache *network;
};

G_DEFINE_FINAL_TYPE (HtStore, ht_store, G_TYPE_OBJECT)

static guint changed_signal;

/* --- delivering changes --- */

typedef struct
{
  GWeakRef store; /* a change nobody will see must not keep the city open */
  HtChange *change;
  GTask *task;
} Delivery;

static gboolean
deliver (gpointer data)
{
  Delivery *delivery = data;
  g_autoptr (HtStore) store = g_weak_ref_get (&delivery->store);
  if (store != NULL && delivery->change != NULL)
    g_signal_emit (store, changed_signal, 0, delivery->change);
  return G_SOURCE_REMOVE;
}

/* A task's last reference must go in its context: with it may go the store, which its own writer thread
 * cannot finalize. */
static void
free_delivery (gpointer data)
{
  Delivery *delivery = data;
  g_clear_object (&delivery->task);
  ht_change_unref (delivery->change);
  g_weak_ref_clear (&delivery->store);
  g_free (delivery);
}

static void
queue_delivery (HtStore *store, HtChange *change, GTask *task)
{
  Delivery *delivery = g_new0 (Delivery, 1);
  g_weak_ref_init (&delivery->store, store);
  delivery->change = change != NULL ? ht_change_ref (change) : NULL;
  delivery->task = task;
  g_autoptr (GSource) source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, deliver, delivery, free_delivery);
  g_source_attach (source, store->context);
}

static void
announce (HtStore *store, HtChange *change)
{
  if (change->ops->len + change->tables->len > 0
      && g_signal_has_handler_pending (store, changed_signal, 0, FALSE))
    queue_delivery (store, change, NULL);
}

/* --- writing --- */

static gboolean
refuse_write (HtStore *store, GError **error)
{
  g_autofree char *asked
      = g_strdup_printf (_ ("%s: nothing can be changed, as it was opened for reading only"), store->path);
  const char *notice = store->opening.notice;
  g_set_error_literal (error, HT_STORE_ERROR, HT_STORE_ERROR_READ_ONLY, notice != NULL ? notice : asked);
  return FALSE;
}

static gboolean
refuse_closed (HtStore *store, GError **error)
{
  g_set_error (error, HT_STORE_ERROR, HT_STORE_ERROR_UNAVAILABLE,
               _ ("%s: the city has been closed: open it again"), store->path);
  return FALSE;
}

typedef struct
{
  HtStore *store;
  HtWriterWork work;
  gpointer data;
  HtChange *change;
  GError *error;
  GMutex lock;
  GCond cond;
  gboolean done;
} Call;

static gboolean
work_of_call (HtDb *db, gpointer data, HtChange *change, GError **error)
{
  Call *call = data;
  return call->work (db, call->data, change, error);
}

static void
done_with_call (HtChange *change, const GError *error, gpointer data)
{
  Call *call = data;
  if (change != NULL)
    announce (call->store, change);
  g_mutex_lock (&call->lock);
  call->change = change != NULL ? ht_change_ref (change) : NULL;
  call->error = error != NULL ? g_error_copy (error) : NULL;
  call->done = TRUE;
  g_cond_signal (&call->cond);
  g_mutex_unlock (&call->lock);
}

gboolean
ht_store_write (HtStore *store, HtWriterWork work, gpointer data, HtChange **change, GError **error)
{
  Call call = { .store = store, .work = work, .data = data };
  HtWriterJob job = { .work = work_of_call, .done = done_with_call, .data = &call };
  if (store->writer == NULL)
    return refuse_write (store, error);
  g_mutex_init (&call.lock);
  g_cond_init (&call.cond);
  gboolean pushed = ht_writer_push (store->writer, &job);
  g_mutex_lock (&call.lock);
  while (pushed && !call.done)
    g_cond_wait (&call.cond, &call.lock);
  g_mutex_unlock (&call.lock);
  g_mutex_clear (&call.lock);
  g_cond_clear (&call.cond);
  if (!pushed)
    return refuse_closed (store, error);
  gboolean done = call.change != NULL;
  if (!done)
    g_propagate_error (error, call.error);
  if (change != NULL)
    *change = g_steal_pointer (&call.change);
  ht_change_unref (call.change);
  return done;
}

typedef struct
{
  HtWriterWork work;
  GTask *task;
} TaskCall;

static gboolean
work_of_task (HtDb *db, gpointer data, HtChange *change, GError **error)
{
  TaskCall *call = data;
  if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (call->task), error))
    return FALSE;
  return call->work (db, g_task_get_task_data (call->task), change, error);
}

static void
done_with_task (HtChange *change, const GError *error, gpointer data)
{
  g_autofree TaskCall *call = data;
  /* "changed" is queued before the answer, so that a caller's callback finds the model up to date. */
  HtStore *store = g_task_get_source_object (call->task);
  if (change != NULL)
    announce (store, change);
  if (change != NULL)
    g_task_return_pointer (call->task, ht_change_ref (change), (GDestroyNotify) ht_change_unref);
  else
    g_task_return_error (call->task, g_error_copy (error));
  queue_delivery (store, NULL, call->task);
}

void
ht_store_write_async (HtStore *store, HtWriterWork work, GTask *task)
{
  GError *error = NULL;
  TaskCall *call = g_new0 (TaskCall, 1);
  *call = (TaskCall){ .work = work, .task = task };
  HtWriterJob job = { .work = work_of_task, .done = done_with_task, .data = call };
  /* A cancelled call whose commit stood must not be reported as if nothing had happened. */
  g_task_set_check_cancellable (task, FALSE);
  if (store->writer != NULL && ht_writer_push (store->writer, &job))
    return;
  if (store->writer == NULL)
    refuse_write (store, &error);
  else
    refuse_closed (store, &error);
  g_task_return_error (task, error);
  g_object_unref (task);
  g_free (call);
}

/* --- appending --- */

typedef struct
{
  HtPost post;
  HtAuthor author; /* role owned */
  GPtrArray *drafts;
} Append;

static Append *
append_new (HtStore *store, const HtAuthor *author, GPtrArray *drafts)
{
  Append *append = g_new0 (Append, 1);
  *append = (Append){ .post = store->post, .author = *author, .drafts = g_ptr_array_ref (drafts) };
  append->author.role = g_strdup (author->role);
  return append;
}

static void
append_free (gpointer data)
{
  Append *append = data;
  g_free ((char *) append->author.role);
  g_ptr_array_unref (append->drafts);
  g_free (append);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Append, append_free)

static gboolean
work_append (HtDb *db, gpointer data, HtChange *change, GError **error)
{
  Append *append = data;
  return ht_ops_append (db, &append->post, &append->author, append->drafts, change, error)
         && ht_layers_apply_change (db, change, error);
}

gboolean
ht_store_append (HtStore *store, const HtAuthor *author, GPtrArray *drafts, HtChange **change, GError **error)
{
  g_return_val_if_fail (HT_IS_STORE (store) && author != NULL && drafts != NULL, FALSE);
  g_autoptr (Append) append = append_new (store, author, drafts);
  return ht_store_write (store, work_append, append, change, error);
}

void
ht_store_append_async (HtStore *store, const HtAuthor *author, GPtrArray *drafts, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HT_IS_STORE (store) && author != NULL && drafts != NULL);
  GTask *task = g_task_new (store, cancellable, callback, user_data);
  g_task_set_source_tag (task, ht_store_append_async);
  g_task_set_task_data (task, append_new (store, author, drafts), append_free);
  ht_store_write_async (store, work_append, task);
}

HtChange *
ht_store_append_finish (HtStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- reading --- */

HtNetworkCache *
ht_store_get_network_cache (HtStore *store)
{
  return store->network;
}

HtDb *
ht_store_borrow_reader (HtStore *store, GError **error)
{
  HtDb *db = NULL;
  g_mutex_lock (&store->lock);
  gboolean closed = store->closed;
  if (!closed && store->readers->len > 0)
    db = g_ptr_array_steal_index_fast (store->readers, store->readers->len - 1);
  g_mutex_unlock (&store->lock);
  if (closed)
    {
      refuse_closed (store, error);
      return NULL;
    }
  HtDbMode mode = store->opening.mode == HT_DB_WRITE ? HT_DB_READ : store->opening.mode;
  if (db == NULL)
    db = ht_db_open (store->path, mode, error);
  if (db == NULL || ht_db_begin_read (db, error))
    return db;
  ht_db_free (db);
  return NULL;
}

void
ht_store_return_reader (HtStore *store, HtDb *db)
{
  if (db == NULL)
    return;
  ht_db_rollback (db);
  g_mutex_lock (&store->lock);
  if (!store->closed && store->readers->len < MAX_IDLE_READERS)
    g_ptr_array_add (store->readers, g_steal_pointer (&db));
  g_mutex_unlock (&store->lock);
  ht_db_free (db);
}

HtDbMode
ht_store_get_mode (HtStore *store)
{
  return store->opening.mode;
}

/* --- opening and closing --- */

/* A newer program may read what an older one could not. */
static gboolean
retry_layers (HtDb *db, GError **error)
{
  gint64 n;
  if (!ht_db_query_int (db, "SELECT count (*) FROM layer WHERE refused IS NOT NULL", &n, error))
    return FALSE;
  if (n == 0)
    return TRUE;
  if (!ht_db_begin (db, error))
    return FALSE;
  if (ht_layers_retry (db, error) && ht_db_commit (db, error))
    return TRUE;
  ht_db_rollback (db);
  return FALSE;
}

HtStore *
ht_store_open (const char *path, HtStoreFlags flags, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);
  g_autoptr (HtStore) store = g_object_new (HT_TYPE_STORE, NULL);
  GPtrArray *steps = ht_migrate_get_steps ();
  store->path = g_strdup (path);
  if ((flags & HT_STORE_CREATE) && !g_file_test (path, G_FILE_TEST_EXISTS)
      && !ht_migrate_create (path, steps, error))
    return NULL;
  g_autoptr (HtDb) db
      = ht_migrate_open (path, (flags & HT_STORE_READ_ONLY) != 0, steps, &store->opening, error);
  gboolean writes = store->opening.mode == HT_DB_WRITE;
  if (db == NULL || !ht_post_load (db, writes, &store->post, error) || (writes && !retry_layers (db, error)))
    return NULL;
  if (writes)
    store->writer = ht_writer_new (g_steal_pointer (&db));
  else
    g_ptr_array_add (store->readers, g_steal_pointer (&db));
  return g_steal_pointer (&store);
}

void
ht_store_close (HtStore *store)
{
  g_return_if_fail (HT_IS_STORE (store));
  g_mutex_lock (&store->lock);
  store->closed = TRUE;
  g_ptr_array_set_size (store->readers, 0);
  g_mutex_unlock (&store->lock);
  /* The writer's is the last connection, so closing it folds the log into the file. */
  if (store->writer != NULL)
    ht_writer_stop (store->writer);
}

const char *
ht_store_get_path (HtStore *store)
{
  return store->path;
}

gboolean
ht_store_is_read_only (HtStore *store)
{
  return store->writer == NULL;
}

const char *
ht_store_get_notice (HtStore *store)
{
  return store->opening.notice;
}

int
ht_store_get_schema (HtStore *store)
{
  return store->opening.schema;
}

void
ht_store_get_post (HtStore *store, HtUuid *origin, guint64 *epoch)
{
  *origin = store->post.origin;
  *epoch = store->post.epoch;
}

static void
ht_store_finalize (GObject *object)
{
  HtStore *store = HT_STORE (object);
  ht_store_close (store);
  ht_writer_free (store->writer);
  g_ptr_array_unref (store->readers);
  g_mutex_clear (&store->lock);
  g_main_context_unref (store->context);
  ht_opening_clear (&store->opening);
  ht_network_cache_free (store->network);
  g_free (store->path);
  G_OBJECT_CLASS (ht_store_parent_class)->finalize (object);
}

static void
ht_store_class_init (HtStoreClass *class)
{
  G_OBJECT_CLASS (class)->finalize = ht_store_finalize;
  changed_signal = g_signal_new ("changed", HT_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, HT_TYPE_CHANGE);
}

static void
ht_store_init (HtStore *store)
{
  g_mutex_init (&store->lock);
  store->context = g_main_context_ref_thread_default ();
  store->network = ht_network_cache_new ();
  store->readers = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_db_free);
}
