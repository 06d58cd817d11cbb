/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/city-private.h"

#include "model/assignment.h"
#include "model/entity-private.h"
#include "model/matter-private.h"
#include "model/services-private.h"

#define PAGE 1000

/* One conflict and the entities whose operations may be its sides. */
typedef struct
{
  HtConflict *conflict;
  GArray *entities; /* HtUuid */
  HtOp *a, *b;
} Wanted;

typedef struct
{
  HtStore *store;
  GPtrArray *wanted;
} Search;

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;
  ht_conflict_unref (wanted->conflict);
  g_array_unref (wanted->entities);
  g_clear_pointer (&wanted->a, ht_op_unref);
  g_clear_pointer (&wanted->b, ht_op_unref);
  g_free (wanted);
}

static void
search_free (gpointer data)
{
  Search *search = data;
  g_object_unref (search->store);
  g_ptr_array_unref (search->wanted);
  g_free (search);
}

static gboolean
search_entity (HtStore *store, Wanted *wanted, const HtUuid *entity, GError **error)
{
  g_autoptr (GPtrArray) ops = ht_store_load_ops (store, entity, 0, PAGE, error);
  if (ops == NULL)
    return FALSE;
  for (guint i = 0; i < ops->len; i++)
    {
      HtOp *op = ops->pdata[i];
      if (wanted->a == NULL && ht_uuid_equal (&op->op_id, &wanted->conflict->op_a))
        wanted->a = ht_op_ref (op);
      if (wanted->b == NULL && ht_uuid_equal (&op->op_id, &wanted->conflict->op_b))
        wanted->b = ht_op_ref (op);
    }
  return TRUE;
}

static void
search_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Search *search = data;
  GError *error = NULL;
  for (guint i = 0; i < search->wanted->len; i++)
    {
      Wanted *wanted = search->wanted->pdata[i];
      for (guint k = 0; k < wanted->entities->len && (wanted->a == NULL || wanted->b == NULL); k++)
        if (!search_entity (search->store, wanted, &g_array_index (wanted->entities, HtUuid, k), &error))
          {
            g_task_return_error (task, error);
            return;
          }
    }
  g_task_return_boolean (task, TRUE);
}

static void
add_listed_assignments (GArray *ids, HtCity *city, const HtUuid *subject)
{
  GListModel *all = G_LIST_MODEL (city->assignment_list);
  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (HtEntity) assignment = g_list_model_get_item (all, i);
      HtRecord *record = ht_entity_get_record (assignment);
      HtUuid incident = ht_uuid_nil (), team = ht_uuid_nil ();
      ht_record_get_uuid (record, "incident", &incident);
      ht_record_get_uuid (record, "team", &team);
      if (ht_uuid_equal (&incident, subject) || ht_uuid_equal (&team, subject))
        g_array_append_val (ids, record->id);
    }
}

static Wanted *
wanted_new (HtCity *city, HtConflict *conflict)
{
  Wanted *wanted = g_new0 (Wanted, 1);
  wanted->conflict = ht_conflict_ref (conflict);
  wanted->entities = g_array_new (FALSE, FALSE, sizeof (HtUuid));
  g_array_append_val (wanted->entities, conflict->subject);
  if (!ht_uuid_is_nil (&conflict->other))
    g_array_append_val (wanted->entities, conflict->other);
  add_listed_assignments (wanted->entities, city, &conflict->subject);
  return wanted;
}

static gboolean
is_listed (HtCity *self, const HtUuid *id, guint *position)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->matter_list)); i++)
    {
      g_autoptr (HtMatter) matter = g_list_model_get_item (G_LIST_MODEL (self->matter_list), i);
      if (ht_uuid_equal (&ht_matter_get_conflict (matter)->id, id))
        {
          *position = i;
          return TRUE;
        }
    }
  return FALSE;
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer unused)
{
  HtCity *self = HT_CITY (source);
  g_autoptr (GError) error = NULL;
  Search *search = g_task_get_task_data (G_TASK (result));
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_warning ("%s", error->message);
      return;
    }
  guint position;
  for (guint i = 0; i < search->wanted->len && !self->closed; i++)
    {
      Wanted *wanted = search->wanted->pdata[i];
      /* Resolved or listed while the worker was reading. */
      if (!g_hash_table_contains (self->open_conflicts, &wanted->conflict->id)
          || is_listed (self, &wanted->conflict->id, &position) || wanted->a == NULL || wanted->b == NULL)
        continue;
      g_autoptr (HtMatter) matter = ht_matter_new (self, wanted->conflict, wanted->a, wanted->b);
      g_list_store_append (self->matter_list, matter);
    }
  if (!self->closed)
    ht_city_emit_changed (self, self->saved_us, FALSE);
}

static void
mark_entities (HtCity *self, GPtrArray *conflicts)
{
  g_autoptr (GHashTable) named = g_hash_table_new (ht_uuid_hash, ht_uuid_equal);
  for (guint i = 0; i < conflicts->len; i++)
    {
      HtConflict *conflict = conflicts->pdata[i];
      g_hash_table_add (named, &conflict->subject);
      g_hash_table_add (named, &conflict->other);
    }
  GHashTableIter iter;
  gpointer entity;
  g_hash_table_iter_init (&iter, self->entities);
  while (g_hash_table_iter_next (&iter, NULL, &entity))
    ht_entity_set_in_conflict (entity, g_hash_table_contains (named, ht_entity_get_id (entity)));
}

void
ht_city_set_conflicts (HtCity *self, GPtrArray *conflicts)
{
  g_hash_table_remove_all (self->open_conflicts);
  for (guint i = 0; i < conflicts->len; i++)
    g_hash_table_add (self->open_conflicts, ht_uuid_copy (&((HtConflict *) conflicts->pdata[i])->id));
  mark_entities (self, conflicts);
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->matter_list)); i > 0; i--)
    {
      g_autoptr (HtMatter) matter = g_list_model_get_item (G_LIST_MODEL (self->matter_list), i - 1);
      if (!g_hash_table_contains (self->open_conflicts, &ht_matter_get_conflict (matter)->id))
        g_list_store_remove (self->matter_list, i - 1);
    }
  Search *search = g_new0 (Search, 1);
  search->store = g_object_ref (self->store);
  search->wanted = g_ptr_array_new_with_free_func (wanted_free);
  guint position;
  for (guint i = 0; i < conflicts->len; i++)
    if (!is_listed (self, &((HtConflict *) conflicts->pdata[i])->id, &position))
      g_ptr_array_add (search->wanted, wanted_new (self, conflicts->pdata[i]));
  if (search->wanted->len == 0)
    {
      search_free (search);
      return;
    }
  g_autoptr (GTask) task = g_task_new (self, NULL, on_found, NULL);
  g_task_set_task_data (task, search, search_free);
  g_task_run_in_thread (task, search_thread);
}
