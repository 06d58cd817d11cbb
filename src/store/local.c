/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/local.h"

#include "store/post.h"
#include "store/store-private.h"

typedef struct
{
  char *key;
  HtValue *value;
} Entry;

static Entry *
entry_new (const char *key, HtValue *value)
{
  Entry *entry = g_new0 (Entry, 1);
  entry->key = g_strdup (key);
  entry->value = value != NULL ? ht_value_ref (value) : NULL;
  return entry;
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;
  g_free (entry->key);
  g_clear_pointer (&entry->value, ht_value_unref);
  g_free (entry);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Entry, entry_free)

static gboolean
work_save (HtDb *db, gpointer data, HtChange *change, GError **error)
{
  Entry *entry = data;
  return ht_local_set (db, entry->key, entry->value, error);
}

HtValue *
ht_store_load_local (HtStore *store, const char *key, GError **error)
{
  g_return_val_if_fail (HT_IS_STORE (store) && key != NULL, NULL);
  HtDb *db = ht_store_borrow_reader (store, error);
  HtValue *value = db != NULL ? ht_local_get (db, key, error) : NULL;
  ht_store_return_reader (store, db);
  return value;
}

gboolean
ht_store_save_local (HtStore *store, const char *key, HtValue *value, GError **error)
{
  g_return_val_if_fail (HT_IS_STORE (store) && key != NULL, FALSE);
  g_autoptr (Entry) entry = entry_new (key, value);
  return ht_store_write (store, work_save, entry, NULL, error);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HtChange) change = g_task_propagate_pointer (G_TASK (result), &error);
  if (change == NULL)
    g_message ("%s", error->message);
}

void
ht_store_save_local_soon (HtStore *store, const char *key, HtValue *value)
{
  g_return_if_fail (HT_IS_STORE (store) && key != NULL);
  GTask *task = g_task_new (store, NULL, on_saved, NULL);
  g_task_set_task_data (task, entry_new (key, value), entry_free);
  ht_store_write_async (store, work_save, task);
}
