/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/fold.h"

#include <string.h>

#include "base/cbor.h"
#include "store/heads.h"
#include "store/ops.h"
#include "store/ops-private.h"
#include "store/record-private.h"
#include "store/vocabulary.h"

struct _HtFold
{
  HtDb *db;
  gboolean bare;
  gboolean filled;     /* an operation came after one that had seen it: what looked concurrent may not be */
  GHashTable *touched; /* set of HtEntity: operations were about them */
  GHashTable *about;   /* set of HtEntity: detectors must look at them again */
};

/* --- sets of entities --- */

static guint
entity_hash (gconstpointer data)
{
  const HtEntity *entity = data;
  return ht_uuid_hash (&entity->id) ^ g_direct_hash (entity->kind);
}

static gboolean
entity_equal (gconstpointer a, gconstpointer b)
{
  const HtEntity *x = a, *y = b;
  return x->kind == y->kind && ht_uuid_equal (&x->id, &y->id);
}

static void
add_entity (GHashTable *set, const char *kind, const HtUuid *id)
{
  HtEntity entity = { g_intern_string (kind), *id };
  if (!g_hash_table_contains (set, &entity))
    g_hash_table_add (set, g_memdup2 (&entity, sizeof entity));
}

HtFold *
ht_fold_new (HtDb *db, gboolean bare)
{
  HtFold *fold = g_new0 (HtFold, 1);
  fold->db = db;
  fold->bare = bare;
  fold->touched = g_hash_table_new_full (entity_hash, entity_equal, g_free, NULL);
  fold->about = g_hash_table_new_full (entity_hash, entity_equal, g_free, NULL);
  return fold;
}

void
ht_fold_free (HtFold *fold)
{
  if (fold == NULL)
    return;
  g_hash_table_unref (fold->touched);
  g_hash_table_unref (fold->about);
  g_free (fold);
}

/* --- one register --- */

/* Entries stay beside each other whatever their base names. */
static gboolean
is_entry_register (const char *kind, const char *field)
{
  HtFieldClass field_class = ht_vocabulary_get_class (kind, field);
  return field_class == HT_CLASS_ADD_ONLY || field_class == HT_CLASS_COUNTER;
}

/* Does an operation that names another of register @field supersede it there? */
static gboolean
supersedes (const HtOp *op, const char *field)
{
  return ht_verb_parse (op->verb) != HT_VERB_ADD && ht_verb_parse (op->verb) != HT_VERB_UNKNOWN
         && ht_op_get_field (op, field) != NULL && !is_entry_register (op->kind, field);
}

/* The entity a superseded reference pointed to must be looked at again, for it has lost something. */
static gboolean
drop_head (HtFold *fold, const HtOp *op, const char *field, gint64 row, GError **error)
{
  g_autoptr (HtStatement) statement = ht_db_prepare (
      fold->db, "DELETE FROM head WHERE kind = ? AND entity = ? AND field = ? AND op = ? RETURNING target",
      error);
  if (statement == NULL)
    return FALSE;
  ht_statement_bind_text (statement, 1, op->kind);
  ht_statement_bind_uuid (statement, 2, &op->id);
  ht_statement_bind_text (statement, 3, field);
  ht_statement_bind_int (statement, 4, row);
  HtUuid target;
  HtStep step = ht_statement_step (statement, error);
  const HtField *known = ht_vocabulary_find_field (op->kind, field);
  if (step == HT_STEP_ROW && known != NULL && known->target != NULL
      && ht_statement_get_uuid (statement, 0, &target))
    add_entity (fold->about, known->target, &target);
  return step != HT_STEP_ERROR;
}

static gboolean
insert_head (HtFold *fold, const HtOp *op, const char *field, const HtValue *value, GError **error)
{
  HtUuid target;
  const HtField *known = ht_vocabulary_find_field (op->kind, field);
  gboolean reference = known != NULL && known->type == HT_TYPE_UUID && ht_value_get_uuid (value, &target);
  g_autoptr (GBytes) bytes = ht_cbor_encode (value);
  g_autoptr (HtStatement) statement
      = ht_db_prepare (fold->db,
                       "INSERT INTO head (kind, entity, field, op, value, target) VALUES (?, ?, ?, ?, ?, ?)",
                       error);
  if (statement == NULL)
    return FALSE;
  ht_statement_bind_text (statement, 1, op->kind);
  ht_statement_bind_uuid (statement, 2, &op->id);
  ht_statement_bind_text (statement, 3, field);
  ht_statement_bind_int (statement, 4, op->rowid);
  ht_statement_bind_bytes (statement, 5, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  if (reference)
    ht_statement_bind_uuid (statement, 6, &target);
  else
    ht_statement_bind_null (statement, 6);
  return ht_statement_run (statement, error);
}

/* --- one operation --- */

/* Where the operation stands among those already here. */
typedef struct
{
  GArray *bases;       /* gint64: rows of what it names, as far as it is here */
  GPtrArray *children; /* HtOp already here that name it */
} Place;

static void
place_clear (Place *place)
{
  g_clear_pointer (&place->bases, g_array_unref);
  g_clear_pointer (&place->children, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

static gboolean
mark_irregular (HtFold *fold, gint64 row, GError **error)
{
  g_autoptr (HtStatement) statement
      = ht_db_prepare (fold->db, "INSERT INTO irregular (op) VALUES (?) ON CONFLICT DO NOTHING", error);
  if (statement == NULL)
    return FALSE;
  ht_statement_bind_int (statement, 1, row);
  return ht_statement_run (statement, error);
}

static gboolean
insert_edge (HtFold *fold, const HtUuid *base, gint64 row, GError **error)
{
  g_autoptr (HtStatement) statement
      = ht_db_prepare (fold->db, "INSERT INTO edge (base, op) VALUES (?, ?)", error);
  if (statement == NULL)
    return FALSE;
  ht_statement_bind_uuid (statement, 1, base);
  ht_statement_bind_int (statement, 2, row);
  return ht_statement_run (statement, error);
}

static gboolean
find_base (HtFold *fold, const HtOp *op, const HtUuid *base, Place *place, GError **error)
{
  g_autoptr (HtStatement) statement
      = ht_db_prepare (fold->db, "SELECT id, hlc FROM op WHERE op_id = ?", error);
  if (statement == NULL)
    return FALSE;
  ht_statement_bind_uuid (statement, 1, base);
  HtStep step = ht_statement_step (statement, error);
  if (step != HT_STEP_ROW)
    return step != HT_STEP_ERROR;
  gint64 row = ht_statement_get_int (statement, 0);
  g_array_append_val (place->bases, row);
  return (guint64) ht_statement_get_int (statement, 1) < op->hlc || mark_irregular (fold, op->rowid, error);
}

static gboolean
find_children (HtFold *fold, const HtOp *op, Place *place, GError **error)
{
  g_autoptr (HtStatement) rows
      = ht_db_prepare (fold->db, HT_OPS_SELECT " JOIN edge ON edge.op = id WHERE base = ?", error);
  if (rows == NULL)
    return FALSE;
  ht_statement_bind_uuid (rows, 1, &op->op_id);
  HtStep step;
  while ((step = ht_statement_step (rows, error)) == HT_STEP_ROW)
    {
      HtOp *child = ht_ops_read_row (fold->db, rows, error);
      if (child == NULL)
        return FALSE;
      g_ptr_array_add (place->children, child);
      if (child->hlc <= op->hlc && !mark_irregular (fold, child->rowid, error))
        return FALSE;
    }
  return step != HT_STEP_ERROR;
}

static gboolean
find_place (HtFold *fold, const HtOp *op, Place *place, GError **error)
{
  place->bases = g_array_new (FALSE, FALSE, sizeof (gint64));
  place->children = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_op_unref);
  for (guint i = 0; i < op->base->len; i++)
    {
      const HtUuid *base = &g_array_index (op->base, HtUuid, i);
      if (!insert_edge (fold, base, op->rowid, error) || !find_base (fold, op, base, place, error))
        return FALSE;
    }
  if (!find_children (fold, op, place, error))
    return FALSE;
  fold->filled = fold->filled || place->children->len > 0;
  return TRUE;
}

static gboolean
fold_register (HtFold *fold, const HtOp *op, const Place *place, const char *field, GError **error)
{
  gboolean standing = TRUE;
  for (guint i = 0; supersedes (op, field) && i < place->bases->len; i++)
    if (!drop_head (fold, op, field, g_array_index (place->bases, gint64, i), error))
      return FALSE;
  for (guint i = 0; standing && i < place->children->len; i++)
    {
      const HtOp *child = place->children->pdata[i];
      standing = strcmp (child->kind, op->kind) != 0 || !ht_uuid_equal (&child->id, &op->id)
                 || !supersedes (child, field);
    }
  return !standing || insert_head (fold, op, field, ht_op_get_field (op, field), error);
}

/* A decision makes the conflicts between what it names, and what they are about, worth another look. */
static gboolean
note_resolved (HtFold *fold, const HtOp *op, GError **error)
{
  g_autoptr (HtStatement) rows
      = ht_db_prepare (fold->db, "SELECT kind, subject, other FROM conflict WHERE op_a = ?", error);
  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < op->base->len; i++)
    {
      HtStep step;
      HtUuid id;
      ht_statement_bind_uuid (rows, 1, &g_array_index (op->base, HtUuid, i));
      while ((step = ht_statement_step (rows, error)) == HT_STEP_ROW)
        if (ht_statement_get_uuid (rows, 1, &id))
          add_entity (fold->about, ht_statement_get_text (rows, 0), &id);
      if (step == HT_STEP_ERROR)
        return FALSE;
      ht_statement_reset (rows);
    }
  return TRUE;
}

gboolean
ht_fold_op (HtFold *fold, const HtOp *op, GError **error)
{
  g_return_val_if_fail (fold != NULL && op != NULL && op->rowid > 0, FALSE);
  if (op->kind == NULL)
    return TRUE;
  g_auto (Place) place = { 0 };
  if (!find_place (fold, op, &place, error))
    return FALSE;
  add_entity (fold->touched, op->kind, &op->id);
  HtVerb verb = ht_verb_parse (op->verb);
  if (verb == HT_VERB_UNKNOWN)
    return TRUE;
  if (verb == HT_VERB_RESOLVE && !note_resolved (fold, op, error))
    return FALSE;
  if (verb != HT_VERB_CREATE)
    return fold_register (fold, op, &place, op->field, error);
  for (guint i = 0; i < ht_value_get_length (op->value); i++)
    if (!fold_register (fold, op, &place, ht_value_get_key (op->value, i, NULL), error))
      return FALSE;
  return TRUE;
}

/* --- finishing --- */

static gboolean
add_conflict_subjects (HtFold *fold, GError **error)
{
  g_autoptr (HtStatement) rows = ht_db_prepare (fold->db, "SELECT kind, subject FROM conflict", error);
  if (rows == NULL)
    return FALSE;
  HtStep step;
  HtUuid id;
  while ((step = ht_statement_step (rows, error)) == HT_STEP_ROW)
    if (ht_statement_get_uuid (rows, 1, &id))
      add_entity (fold->about, ht_statement_get_text (rows, 0), &id);
  return step != HT_STEP_ERROR;
}

/* Team and incident of an assignment: the rules about them read the assignment. */
static gboolean
add_targets (HtFold *fold, const HtEntity *entity, GHashTable *into, GError **error)
{
  static const char *const fields[] = { "team", "incident" };
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr (GArray) heads = ht_heads_load (fold->db, entity->kind, &entity->id, fields[i], error);
      for (guint j = 0; heads != NULL && j < heads->len; j++)
        {
          HtUuid target;
          if (ht_value_get_uuid (g_array_index (heads, HtHeadRow, j).value, &target))
            add_entity (into, fields[i], &target);
        }
      if (heads == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
widen (HtFold *fold, GError **error)
{
  const char *assignment = g_intern_static_string ("assignment");
  GHashTableIter iter;
  gpointer key;
  if (fold->filled && !add_conflict_subjects (fold, error))
    return FALSE;
  g_hash_table_iter_init (&iter, fold->touched);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    add_entity (fold->about, ((HtEntity *) key)->kind, &((HtEntity *) key)->id);
  g_autoptr (GHashTable) targets = g_hash_table_new_full (entity_hash, entity_equal, g_free, NULL);
  g_hash_table_iter_init (&iter, fold->about);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (((HtEntity *) key)->kind == assignment && !add_targets (fold, key, targets, error))
      return FALSE;
  g_hash_table_iter_init (&iter, targets);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    add_entity (fold->about, ((HtEntity *) key)->kind, &((HtEntity *) key)->id);
  return TRUE;
}

static gboolean
has_projection (const char *kind)
{
  return strcmp (kind, "incident") == 0 || strcmp (kind, "team") == 0 || strcmp (kind, "assignment") == 0;
}

/* What the change carries and the maps show of one entity. */
static gboolean
publish (HtFold *fold, const HtEntity *entity, HtChange *change, GError **error)
{
  if (change == NULL && !has_projection (entity->kind))
    return TRUE;
  g_autoptr (GPtrArray) records = ht_record_load (fold->db, entity->kind, &entity->id, error);
  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    {
      if (!fold->bare && !ht_projection_write (fold->db, records->pdata[i], error))
        return FALSE;
      if (change != NULL)
        g_ptr_array_add (change->records, ht_record_ref (records->pdata[i]));
    }
  return TRUE;
}

gboolean
ht_fold_finish (HtFold *fold, HtChange *change, GError **error)
{
  gboolean conflicts_changed = FALSE;
  if (!widen (fold, error) || !ht_conflicts_update (fold->db, fold->about, &conflicts_changed, error))
    return FALSE;
  /* A decision can make a deleted thing visible again, or hide it: then it is published too. */
  GHashTable *seen = conflicts_changed ? fold->about : fold->touched;
  GHashTableIter iter;
  gpointer key;
  g_hash_table_iter_init (&iter, seen);
  while (!(fold->bare && change == NULL) && g_hash_table_iter_next (&iter, &key, NULL))
    if (!publish (fold, key, change, error))
      return FALSE;
  if (change == NULL || !conflicts_changed)
    return TRUE;
  change->conflicts_changed = TRUE;
  g_autoptr (GPtrArray) open = ht_ops_load_conflicts (fold->db, error);
  if (open == NULL)
    return FALSE;
  for (guint i = 0; i < open->len; i++)
    g_ptr_array_add (change->conflicts, ht_conflict_ref (open->pdata[i]));
  return TRUE;
}
