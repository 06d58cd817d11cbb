/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/desk-state-private.h"

#include "model/city-private.h"
#include "model/services-private.h"
#include "store/local.h"

/* All keys live in one value of the local table, so that one write keeps them consistent with each other. */
#define LOCAL_KEY "desk/state"
#define DELAY_MS 300

struct _HtDeskState
{
  GObject parent_instance;
  HtCity *city; /* weak */
  GHashTable *values;
  guint timer;
  gboolean dirty;
};

G_DEFINE_TYPE (HtDeskState, ht_desk_state, G_TYPE_OBJECT)

static void
ht_desk_state_dispose (GObject *object)
{
  HtDeskState *self = HT_DESK_STATE (object);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_weak_pointer (&self->city);
  g_clear_pointer (&self->values, g_hash_table_unref);
  G_OBJECT_CLASS (ht_desk_state_parent_class)->dispose (object);
}

static void
ht_desk_state_class_init (HtDeskStateClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ht_desk_state_dispose;
}

static void
ht_desk_state_init (HtDeskState *self)
{
}

HtDeskState *
ht_desk_state_new (HtCity *city, GHashTable *values)
{
  HtDeskState *self = g_object_new (HT_TYPE_DESK_STATE, NULL);
  g_set_weak_pointer (&self->city, city);
  self->values = g_hash_table_ref (values);
  return self;
}

GHashTable *
ht_desk_state_load (HtStore *store, GError **error)
{
  GError *local_error = NULL;
  g_autoptr (HtValue) root = ht_store_load_local (store, LOCAL_KEY, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }
  GHashTable *values
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) ht_value_unref);
  for (guint i = 0; i < ht_value_get_length (root); i++)
    {
      HtValue *value = NULL;
      const char *key = ht_value_get_key (root, i, &value);
      if (key != NULL)
        g_hash_table_insert (values, g_strdup (key), ht_value_ref (value));
    }
  return values;
}

static HtValue *
pack (HtDeskState *self)
{
  HtValue *root = ht_value_new_map ();
  GHashTableIter iter;
  gpointer key, value;
  g_hash_table_iter_init (&iter, self->values);
  while (g_hash_table_iter_next (&iter, &key, &value))
    ht_value_set (root, key, ht_value_ref (value));
  return root;
}

static gboolean
may_write (HtDeskState *self)
{
  return self->city != NULL && !self->city->closed && self->city->read_only_reason == NULL;
}

static gboolean
on_timer (gpointer data)
{
  HtDeskState *self = data;
  self->timer = 0;
  if (self->dirty && may_write (self))
    {
      g_autoptr (HtValue) root = pack (self);
      ht_store_save_local_soon (self->city->store, LOCAL_KEY, root);
      self->dirty = FALSE;
    }
  return G_SOURCE_REMOVE;
}

HtValue *
ht_desk_state_get (HtDeskState *self, const char *key)
{
  g_return_val_if_fail (HT_IS_DESK_STATE (self), NULL);
  g_return_val_if_fail (key != NULL, NULL);
  return g_hash_table_lookup (self->values, key);
}

void
ht_desk_state_set (HtDeskState *self, const char *key, HtValue *value)
{
  g_return_if_fail (HT_IS_DESK_STATE (self));
  g_return_if_fail (key != NULL);
  HtValue *old = g_hash_table_lookup (self->values, key);
  if (old == value || (old != NULL && value != NULL && ht_value_equal (old, value)))
    {
      if (value != NULL)
        ht_value_unref (value);
      return;
    }
  if (value == NULL)
    g_hash_table_remove (self->values, key);
  else
    g_hash_table_insert (self->values, g_strdup (key), value);
  self->dirty = TRUE;
  /* The first change of a burst starts the clock, so that steady typing is saved too. */
  if (self->timer == 0)
    self->timer = g_timeout_add (DELAY_MS, on_timer, self);
}

const char *
ht_desk_state_get_text (HtDeskState *self, const char *key, const char *fallback)
{
  return ht_value_get_text (ht_desk_state_get (self, key), fallback);
}

void
ht_desk_state_set_text (HtDeskState *self, const char *key, const char *text)
{
  ht_desk_state_set (self, key, text != NULL ? ht_value_new_text (text) : NULL);
}

gboolean
ht_desk_state_flush (HtDeskState *self, GError **error)
{
  g_return_val_if_fail (HT_IS_DESK_STATE (self), FALSE);
  g_clear_handle_id (&self->timer, g_source_remove);
  if (!may_write (self))
    return TRUE;
  g_autoptr (HtValue) root = pack (self);
  if (!ht_store_save_local (self->city->store, LOCAL_KEY, root, error))
    return FALSE;
  self->dirty = FALSE;
  return TRUE;
}
