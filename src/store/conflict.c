/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/conflict.h"

#include <string.h>

HtConflict *
ht_conflict_new (const char *rule, const HtUuid *op_a, const HtUuid *op_b)
{
  HtConflict *conflict = g_new0 (HtConflict, 1);
  g_atomic_ref_count_init (&conflict->refs);
  gboolean ordered = ht_uuid_compare (op_a, op_b) <= 0;
  conflict->rule = g_intern_string (rule);
  conflict->op_a = ordered ? *op_a : *op_b;
  conflict->op_b = ordered ? *op_b : *op_a;
  g_autoptr (GByteArray) named = g_byte_array_new ();
  g_byte_array_append (named, (const guint8 *) rule, (guint) strlen (rule));
  g_byte_array_append (named, conflict->op_a.bytes, sizeof conflict->op_a.bytes);
  g_byte_array_append (named, conflict->op_b.bytes, sizeof conflict->op_b.bytes);
  HtDigest digest = ht_digest_of (named->data, named->len);
  memcpy (conflict->id.bytes, digest.bytes, sizeof conflict->id.bytes);
  return conflict;
}

HtConflict *
ht_conflict_ref (HtConflict *conflict)
{
  g_atomic_ref_count_inc (&conflict->refs);
  return conflict;
}

void
ht_conflict_unref (HtConflict *conflict)
{
  if (conflict != NULL && g_atomic_ref_count_dec (&conflict->refs))
    g_free (conflict);
}

HtOpDraft *
ht_conflict_resolve (const HtConflict *conflict, HtValue *decision)
{
  HtOpDraft *draft = ht_op_draft_new ("conflict", &conflict->id, "resolve", "decision", decision);
  ht_op_draft_saw (draft, &conflict->op_a);
  ht_op_draft_saw (draft, &conflict->op_b);
  return draft;
}
