/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "base/clock.h"
#include "store/error.h"
#include "store/fold.h"
#include "store/ops.h"
#include "store/ops-private.h"
#include "store/validate.h"

/* Operations from elsewhere: each is judged alone, so that one bad one never blocks the queue. */
typedef struct
{
  HtDb *db;
  const HtPost *post;
  HtFold *fold;
  HtChange *change;
  guint64 hlc;
  gint64 now_us;
} Receiver;

/* What is to become of one operation. */
typedef struct
{
  HtReceivedKind kind;
  gint64 rowid;       /* of the operation we have, where duplicate or to be completed */
  gboolean completes; /* we have its outline, here is its body */
  char *reason;
} Verdict;

static void
verdict_clear (Verdict *verdict)
{
  g_free (verdict->reason);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Verdict, verdict_clear)

void
ht_received_clear (HtReceived *received)
{
  g_clear_pointer (&received->reason, g_free);
}

static void
judge_as (Verdict *verdict, HtReceivedKind kind, const char *reason)
{
  verdict->kind = kind;
  g_free (verdict->reason);
  verdict->reason = g_strdup (reason);
}

/* --- what is known of its place --- */

/* Do we have an operation of this id already? */
static gboolean
judge_known (Receiver *receiver, const HtOp *op, Verdict *verdict, gboolean *known, GError **error)
{
  g_autoptr (HtStatement) row
      = ht_db_prepare (receiver->db, "SELECT id, hash, body IS NULL FROM op WHERE op_id = ?", error);
  if (row == NULL)
    return FALSE;
  ht_statement_bind_uuid (row, 1, &op->op_id);
  HtStep step = ht_statement_step (row, error);
  *known = step == HT_STEP_ROW;
  if (step != HT_STEP_ROW)
    return step != HT_STEP_ERROR;
  HtDigest hash;
  verdict->rowid = ht_statement_get_int (row, 0);
  if (!ht_statement_get_digest (row, 1, &hash) || !ht_digest_equal (&hash, &op->hash))
    judge_as (verdict, HT_RECEIVED_FORK, _ ("another operation with the same identifier is here already"));
  else if (ht_statement_get_int (row, 2) && op->kind != NULL)
    verdict->completes = TRUE;
  else
    verdict->kind = HT_RECEIVED_DUPLICATE;
  return TRUE;
}

/* The hash at (origin, epoch, seq + @offset) in @column; @found FALSE: we have none there. */
static gboolean
neighbour (Receiver *receiver, const HtOp *op, int offset, gboolean *found, HtDigest *hash, GError **error)
{
  g_autoptr (HtStatement) row
      = ht_db_prepare (receiver->db,
                       offset > 0 ? "SELECT prev_hash FROM op WHERE origin = ? AND epoch = ? AND seq = ?"
                                  : "SELECT hash FROM op WHERE origin = ? AND epoch = ? AND seq = ?",
                       error);
  if (row == NULL)
    return FALSE;
  ht_statement_bind_uuid (row, 1, &op->origin);
  ht_statement_bind_int (row, 2, (gint64) op->epoch);
  ht_statement_bind_int (row, 3, (gint64) op->seq + offset);
  HtStep step = ht_statement_step (row, error);
  *found = step == HT_STEP_ROW && ht_statement_get_digest (row, 0, hash);
  return step != HT_STEP_ERROR;
}

/* Does it fit between its neighbours? Two chains under one name are a cloned post. */
static gboolean
judge_place (Receiver *receiver, const HtOp *op, Verdict *verdict, GError **error)
{
  gboolean taken, before, after;
  HtDigest same, previous, next;
  if (!neighbour (receiver, op, 0, &taken, &same, error)
      || !neighbour (receiver, op, -1, &before, &previous, error)
      || !neighbour (receiver, op, 1, &after, &next, error))
    return FALSE;
  if (taken)
    judge_as (verdict, HT_RECEIVED_FORK,
              _ ("its number in the chain is taken by another operation: the post was cloned or restored"));
  else if ((before && !ht_digest_equal (&previous, &op->prev_hash))
           || (after && !ht_digest_equal (&next, &op->hash)))
    judge_as (verdict, HT_RECEIVED_FORK,
              _ ("it does not follow the operation before it: the post was cloned or restored"));
  else if (ht_uuid_equal (&op->origin, &receiver->post->origin) && op->epoch == receiver->post->epoch)
    judge_as (verdict, HT_RECEIVED_FORK, _ ("another machine writes under the name of this post"));
  return TRUE;
}

static gboolean
judge (Receiver *receiver, const HtOp *op, Verdict *verdict, GError **error)
{
  gboolean known;
  g_autoptr (GError) local = NULL;
  if (!judge_known (receiver, op, verdict, &known, error))
    return FALSE;
  if (verdict->kind != HT_RECEIVED_STORED)
    return TRUE;
  if (!ht_validate_op (op, &local))
    {
      judge_as (verdict, HT_RECEIVED_QUARANTINED, local->message);
      return TRUE;
    }
  return known || judge_place (receiver, op, verdict, error);
}

/* --- keeping --- */

static gboolean
quarantine (Receiver *receiver, GBytes *wire, Verdict *verdict, GError **error)
{
  HtDigest digest = ht_digest_of_bytes (wire);
  g_autoptr (HtStatement) statement = ht_db_prepare (
      receiver->db,
      "INSERT INTO quarantine (digest, wire, fork, reason, received_us) VALUES (?, ?, ?, ?, ?) "
      "ON CONFLICT (digest) DO UPDATE SET fork = excluded.fork, reason = excluded.reason RETURNING id",
      error);
  if (statement == NULL)
    return FALSE;
  ht_statement_bind_digest (statement, 1, &digest);
  /* Empty bytes have no address, and NULL would not be bytes. */
  gsize size = g_bytes_get_size (wire);
  ht_statement_bind_bytes (statement, 2, size > 0 ? g_bytes_get_data (wire, NULL) : "", size);
  ht_statement_bind_int (statement, 3, verdict->kind == HT_RECEIVED_FORK);
  ht_statement_bind_text (statement, 4, verdict->reason);
  ht_statement_bind_int (statement, 5, receiver->now_us);
  HtStep step = ht_statement_step (statement, error);
  if (step == HT_STEP_ROW)
    verdict->rowid = ht_statement_get_int (statement, 0);
  return step == HT_STEP_ROW;
}

/* It was refused before and is taken now. */
static gboolean
release (Receiver *receiver, GBytes *wire, GError **error)
{
  HtDigest digest = ht_digest_of_bytes (wire);
  g_autoptr (HtStatement) statement
      = ht_db_prepare (receiver->db, "DELETE FROM quarantine WHERE digest = ?", error);
  if (statement == NULL)
    return FALSE;
  ht_statement_bind_digest (statement, 1, &digest);
  return ht_statement_run (statement, error);
}

/* The body of an operation of which we only had the outline. */
static gboolean
complete (Receiver *receiver, HtOp *op, gint64 rowid, GError **error)
{
  HtPoint point;
  g_autoptr (HtStatement) statement = ht_db_prepare (receiver->db,
                                                     "UPDATE op SET kind = ?2, entity = ?3, verb = ?4, field "
                                                     "= ?5, body = ?6, geom = MakePoint (?7, ?8, 4326) "
                                                     "WHERE id = ?1",
                                                     error);
  if (statement == NULL)
    return FALSE;
  ht_statement_bind_int (statement, 1, rowid);
  ht_statement_bind_text (statement, 2, op->kind);
  ht_statement_bind_uuid (statement, 3, &op->id);
  ht_statement_bind_text (statement, 4, op->verb);
  ht_statement_bind_text (statement, 5, op->field);
  ht_statement_bind_bytes (statement, 6, g_bytes_get_data (op->body_bytes, NULL),
                           g_bytes_get_size (op->body_bytes));
  if (ht_op_get_point (op, &point))
    {
      ht_statement_bind_real (statement, 7, point.lon);
      ht_statement_bind_real (statement, 8, point.lat);
    }
  op->rowid = rowid;
  return ht_statement_run (statement, error);
}

static gboolean
keep (Receiver *receiver, HtOp *op, Verdict *verdict, GError **error)
{
  if (!(verdict->completes ? complete (receiver, op, verdict->rowid, error)
                           : ht_ops_insert (receiver->db, op, error))
      || !ht_fold_op (receiver->fold, op, error))
    return FALSE;
  verdict->rowid = op->rowid;
  receiver->hlc = ht_hlc_merge (receiver->hlc, op->hlc, receiver->now_us);
  if (receiver->change != NULL)
    g_ptr_array_add (receiver->change->ops, ht_op_ref (op));
  return TRUE;
}

static gboolean
receive_one (Receiver *receiver, GBytes *wire, Verdict *verdict, GError **error)
{
  g_autoptr (GError) local = NULL;
  gsize size;
  gconstpointer data = g_bytes_get_data (wire, &size);
  g_autoptr (HtOp) op = ht_op_decode (data, size, &local);
  if (op == NULL)
    judge_as (verdict, HT_RECEIVED_QUARANTINED, local->message);
  else if (!judge (receiver, op, verdict, error))
    return FALSE;
  switch (verdict->kind)
    {
    case HT_RECEIVED_STORED:
      return keep (receiver, op, verdict, error) && release (receiver, wire, error);
    case HT_RECEIVED_QUARANTINED:
    case HT_RECEIVED_FORK:
      return quarantine (receiver, wire, verdict, error);
    case HT_RECEIVED_DUPLICATE:
    default:
      return release (receiver, wire, error);
    }
}

gboolean
ht_ops_receive (HtDb *db, const HtPost *post, GPtrArray *wires, GArray *received, HtChange *change,
                GError **error)
{
  g_return_val_if_fail (ht_db_in_transaction (db) && wires != NULL && received != NULL, FALSE);
  g_autoptr (HtFold) fold = ht_fold_new (db, FALSE);
  Receiver receiver
      = { .db = db, .post = post, .fold = fold, .change = change, .now_us = ht_clock_now_us () };
  if (!ht_ops_load_clock (db, &receiver.hlc, error))
    return FALSE;
  for (guint i = 0; i < wires->len; i++)
    {
      g_auto (Verdict) verdict = { HT_RECEIVED_STORED };
      if (!receive_one (&receiver, wires->pdata[i], &verdict, error))
        return FALSE;
      HtReceived one = { verdict.kind, verdict.rowid, g_steal_pointer (&verdict.reason) };
      g_array_append_val (received, one);
    }
  return ht_ops_save_clock (db, receiver.hlc, error) && ht_fold_finish (fold, change, error);
}

gboolean
ht_ops_retry (HtDb *db, const HtPost *post, HtChange *change, guint *n_taken, GError **error)
{
  g_autoptr (GPtrArray) wires = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GArray) received = g_array_new (FALSE, FALSE, sizeof (HtReceived));
  g_array_set_clear_func (received, (GDestroyNotify) ht_received_clear);
  g_autoptr (HtStatement) rows = ht_db_prepare (db, "SELECT wire FROM quarantine ORDER BY id", error);
  if (rows == NULL)
    return FALSE;
  HtStep step;
  while ((step = ht_statement_step (rows, error)) == HT_STEP_ROW)
    {
      gsize size;
      const guint8 *bytes = ht_statement_get_bytes (rows, 0, &size);
      g_ptr_array_add (wires, g_bytes_new (bytes, size));
    }
  if (step == HT_STEP_ERROR || !ht_ops_receive (db, post, wires, received, change, error))
    return FALSE;
  *n_taken = 0;
  for (guint i = 0; i < received->len; i++)
    *n_taken += g_array_index (received, HtReceived, i).kind <= HT_RECEIVED_DUPLICATE;
  return TRUE;
}
