/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "store/conflict.h"
#include "store/error.h"
#include "store/fold.h"
#include "store/ops.h"
#include "store/ops-private.h"
#include "store/record-private.h"

/* --- rows of op --- */

HtOp *
ht_ops_read_row (HtDb *db, HtStatement *row, GError **error)
{
  g_autoptr (GError) local = NULL;
  HtOpParts parts = { 0 };
  HtOp *op = NULL;
  parts.header = ht_statement_get_bytes (row, 1, &parts.header_size);
  parts.body = ht_statement_get_bytes (row, 2, &parts.body_size);
  if (parts.header != NULL && ht_statement_get_digest (row, 3, &parts.prev_hash)
      && ht_statement_get_digest (row, 4, &parts.body_hash) && ht_statement_get_digest (row, 5, &parts.hash))
    op = ht_op_decode_parts (&parts, &local);
  if (op != NULL)
    op->rowid = ht_statement_get_int (row, 0);
  else
    g_set_error (error, HT_STORE_ERROR, HT_STORE_ERROR_CORRUPT,
                 _ ("%s: operation in row %ld is damaged (%s): restore a backup, audit names it"),
                 ht_db_get_path (db), (long) ht_statement_get_int (row, 0),
                 local != NULL ? local->message : _ ("parts are missing"));
  return op;
}

static void
bind_point (HtStatement *statement, int index, const HtOp *op)
{
  HtPoint point;
  if (op->kind == NULL || !ht_op_get_point (op, &point))
    return;
  ht_statement_bind_real (statement, index, point.lon);
  ht_statement_bind_real (statement, index + 1, point.lat);
}

gboolean
ht_ops_insert (HtDb *db, HtOp *op, GError **error)
{
  gsize size;
  g_autoptr (HtStatement) statement
      = ht_db_prepare (db,
                       "INSERT INTO op (op_id, origin, epoch, seq, hlc, wall_us, actor, kind, entity, verb, "
                       "field, header, body, "
                       "prev_hash, body_hash, hash, geom) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, MakePoint (?, ?, 4326))",
                       error);
  if (statement == NULL)
    return FALSE;
  ht_statement_bind_uuid (statement, 1, &op->op_id);
  ht_statement_bind_uuid (statement, 2, &op->origin);
  ht_statement_bind_int (statement, 3, (gint64) op->epoch);
  ht_statement_bind_int (statement, 4, (gint64) op->seq);
  ht_statement_bind_int (statement, 5, (gint64) op->hlc);
  ht_statement_bind_int (statement, 6, op->wall_us);
  ht_statement_bind_uuid (statement, 7, &op->actor);
  ht_statement_bind_text (statement, 8, op->kind);
  ht_statement_bind_uuid (statement, 9, op->kind != NULL ? &op->id : NULL);
  ht_statement_bind_text (statement, 10, op->verb);
  ht_statement_bind_text (statement, 11, op->field);
  gconstpointer header = g_bytes_get_data (op->header_bytes, &size);
  ht_statement_bind_bytes (statement, 12, header, size);
  gconstpointer body = op->body_bytes != NULL ? g_bytes_get_data (op->body_bytes, &size) : NULL;
  ht_statement_bind_bytes (statement, 13, body, size);
  ht_statement_bind_digest (statement, 14, &op->prev_hash);
  ht_statement_bind_digest (statement, 15, &op->body_hash);
  ht_statement_bind_digest (statement, 16, &op->hash);
  bind_point (statement, 17, op);
  if (!ht_statement_run (statement, error))
    return FALSE;
  op->rowid = ht_db_get_last_rowid (db);
  return TRUE;
}

/* --- clock --- */

gboolean
ht_ops_load_clock (HtDb *db, guint64 *hlc, GError **error)
{
  gint64 value;
  if (!ht_db_query_int (db, "SELECT hlc FROM clock", &value, error))
    return FALSE;
  *hlc = (guint64) value;
  return TRUE;
}

gboolean
ht_ops_save_clock (HtDb *db, guint64 hlc, GError **error)
{
  g_autoptr (HtStatement) statement = ht_db_prepare (db, "UPDATE clock SET hlc = ?", error);
  if (statement == NULL)
    return FALSE;
  ht_statement_bind_int (statement, 1, (gint64) hlc);
  return ht_statement_run (statement, error);
}

/* --- loading --- */

GPtrArray *
ht_ops_load (HtDb *db, const HtUuid *entity, gint64 before_rowid, guint limit, GError **error)
{
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_op_unref);
  g_autoptr (HtStatement) rows
      = ht_db_prepare (db,
                       entity != NULL ? HT_OPS_SELECT
                           " WHERE id < ?1 AND entity = ?3 ORDER BY id DESC LIMIT ?2"
                                      : HT_OPS_SELECT " WHERE id < ?1 ORDER BY id DESC LIMIT ?2",
                       error);
  if (rows == NULL)
    return NULL;
  ht_statement_bind_int (rows, 1, before_rowid > 0 ? before_rowid : G_MAXINT64);
  ht_statement_bind_int (rows, 2, limit);
  if (entity != NULL)
    ht_statement_bind_uuid (rows, 3, entity);
  HtStep step;
  while ((step = ht_statement_step (rows, error)) == HT_STEP_ROW)
    {
      HtOp *op = ht_ops_read_row (db, rows, error);
      if (op == NULL)
        return NULL;
      g_ptr_array_add (ops, op);
    }
  return step == HT_STEP_ERROR ? NULL : g_steal_pointer (&ops);
}

GPtrArray *
ht_ops_load_records (HtDb *db, const char *kind, GError **error)
{
  return ht_record_load (db, kind, NULL, error);
}

HtRecord *
ht_ops_load_record (HtDb *db, const char *kind, const HtUuid *id, GError **error)
{
  g_autoptr (GPtrArray) records = ht_record_load (db, kind, id, error);
  return records != NULL && records->len > 0 ? ht_record_ref (records->pdata[0]) : NULL;
}

GPtrArray *
ht_ops_load_conflicts (HtDb *db, GError **error)
{
  g_autoptr (GPtrArray) conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_conflict_unref);
  g_autoptr (HtStatement) rows = ht_db_prepare (
      db, "SELECT rule, op_a, op_b, kind, subject, other FROM conflict WHERE NOT resolved ORDER BY id",
      error);
  if (rows == NULL)
    return NULL;
  HtStep step;
  while ((step = ht_statement_step (rows, error)) == HT_STEP_ROW)
    {
      HtUuid a, b;
      ht_statement_get_uuid (rows, 1, &a);
      ht_statement_get_uuid (rows, 2, &b);
      HtConflict *conflict = ht_conflict_new (ht_statement_get_text (rows, 0), &a, &b);
      conflict->kind = g_intern_string (ht_statement_get_text (rows, 3));
      ht_statement_get_uuid (rows, 4, &conflict->subject);
      ht_statement_get_uuid (rows, 5, &conflict->other);
      g_ptr_array_add (conflicts, conflict);
    }
  return step == HT_STEP_ERROR ? NULL : g_steal_pointer (&conflicts);
}

/* --- folding again --- */

gboolean
ht_ops_fold_all (HtDb *db, gboolean bare, GError **error)
{
  g_autoptr (HtFold) fold = ht_fold_new (db, bare);
  g_autoptr (HtStatement) rows = ht_db_prepare (db, HT_OPS_SELECT " ORDER BY id", error);
  if (rows == NULL)
    return FALSE;
  HtStep step;
  while ((step = ht_statement_step (rows, error)) == HT_STEP_ROW)
    {
      g_autoptr (HtOp) op = ht_ops_read_row (db, rows, error);
      if (op == NULL || !ht_fold_op (fold, op, error))
        return FALSE;
    }
  return step != HT_STEP_ERROR && ht_fold_finish (fold, NULL, error);
}

gboolean
ht_ops_refold (HtDb *db, GError **error)
{
  g_return_val_if_fail (ht_db_in_transaction (db), FALSE);
  return ht_db_exec (db, "DELETE FROM head; DELETE FROM edge; DELETE FROM conflict; DELETE FROM irregular;",
                     error)
         && ht_projection_clear (db, error) && ht_ops_fold_all (db, FALSE, error);
}
