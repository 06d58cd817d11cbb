/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/clock.h"
#include "store/error.h"
#include "store/fold.h"
#include "store/ops.h"
#include "store/ops-private.h"
#include "store/validate.h"
#include "store/vocabulary.h"

/* Own operations: identity, clocks, chain and base are given here, then they are stored and folded. */
typedef struct
{
  HtDb *db;
  const HtPost *post;
  const HtAuthor *author;
  HtUuid batch; /* random; identifiers of the operations follow from it, as asking the system costs more */
  guint64 seq, hlc; /* of the last operation */
  HtDigest hash;
} Chain;

static gboolean
load_chain (Chain *chain, GError **error)
{
  g_autoptr (HtStatement) row
      = ht_db_prepare (chain->db,
                       "SELECT seq, hash FROM op WHERE origin = ? AND epoch = ? ORDER BY seq DESC LIMIT 1",
                       error);
  if (row == NULL)
    return FALSE;
  ht_statement_bind_uuid (row, 1, &chain->post->origin);
  ht_statement_bind_int (row, 2, (gint64) chain->post->epoch);
  HtStep step = ht_statement_step (row, error);
  if (step == HT_STEP_ROW)
    {
      chain->seq = (guint64) ht_statement_get_int (row, 0);
      ht_statement_get_digest (row, 1, &chain->hash);
    }
  return step != HT_STEP_ERROR && ht_ops_load_clock (chain->db, &chain->hlc, error);
}

/* What the draft says it saw, or what there is to see now. A resolution also sees earlier ones of its
 * conflict. */
static GArray *
base_of (Chain *chain, const HtOpDraft *draft, GError **error)
{
  if (draft->base == NULL)
    return ht_seen_by (chain->db, draft, error);
  GArray *base = ht_verb_parse (draft->verb) == HT_VERB_RESOLVE ? ht_seen_by (chain->db, draft, error)
                                                                : g_array_new (FALSE, FALSE, sizeof (HtUuid));
  if (base != NULL)
    g_array_append_vals (base, draft->base->data, draft->base->len);
  return base;
}

static HtUuid
new_op_id (const Chain *chain)
{
  char name[24];
  g_snprintf (name, sizeof name, "%" G_GUINT64_FORMAT, chain->seq + 1);
  return ht_uuid_from_name (&chain->batch, name);
}

static HtOp *
make_op (Chain *chain, const HtOpDraft *draft, GError **error)
{
  gint64 now_us = ht_clock_now_us ();
  g_autoptr (HtOp) op = ht_op_new ();
  op->op_id = new_op_id (chain);
  op->origin = chain->post->origin;
  op->epoch = chain->post->epoch;
  op->seq = chain->seq + 1;
  op->hlc = ht_hlc_next (chain->hlc, now_us);
  op->wall_us = now_us;
  op->actor = chain->author->actor;
  op->actor2 = chain->author->actor2;
  op->role = g_strdup (chain->author->role);
  op->drill = chain->author->drill;
  op->scope = g_strdup (draft->scope != NULL ? draft->scope : "");
  op->kind = g_strdup (draft->kind);
  op->id = draft->id;
  op->verb = g_strdup (draft->verb);
  op->field = g_strdup (draft->field);
  op->value = draft->value != NULL ? ht_value_ref (draft->value) : ht_value_new_null ();
  op->base = base_of (chain, draft, error);
  if (op->base == NULL || !ht_op_seal (op, &chain->hash, error))
    return NULL;
  chain->seq = op->seq;
  chain->hlc = op->hlc;
  chain->hash = op->hash;
  return g_steal_pointer (&op);
}

static gboolean
queue_for_others (HtDb *db, const HtOp *op, GError **error)
{
  g_autoptr (HtStatement) statement
      = ht_db_prepare (db, "INSERT INTO outbox (op, state) VALUES (?, 'waiting')", error);
  if (statement == NULL)
    return FALSE;
  ht_statement_bind_int (statement, 1, op->rowid);
  return ht_statement_run (statement, error);
}

gboolean
ht_ops_append (HtDb *db, const HtPost *post, const HtAuthor *author, GPtrArray *drafts, HtChange *change,
               GError **error)
{
  g_return_val_if_fail (ht_db_in_transaction (db) && author != NULL && drafts != NULL, FALSE);
  for (guint i = 0; i < drafts->len; i++)
    if (!ht_validate_draft (drafts->pdata[i], author, error))
      return FALSE;
  Chain chain = { .db = db, .post = post, .author = author, .batch = ht_uuid_random () };
  if (!load_chain (&chain, error))
    return FALSE;
  g_autoptr (HtFold) fold = ht_fold_new (db, FALSE);
  for (guint i = 0; i < drafts->len; i++)
    {
      g_autoptr (HtOp) op = make_op (&chain, drafts->pdata[i], error);
      if (op == NULL || !ht_ops_insert (db, op, error) || !queue_for_others (db, op, error)
          || !ht_fold_op (fold, op, error))
        return FALSE;
      if (change != NULL)
        g_ptr_array_add (change->ops, g_steal_pointer (&op));
    }
  return ht_ops_save_clock (db, chain.hlc, error) && ht_fold_finish (fold, change, error);
}
