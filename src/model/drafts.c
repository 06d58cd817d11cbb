/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/drafts.h"

void
ht_drafts_saw (HtOpDraft *draft, const HtRecord *seen, const char *field)
{
  /* An empty base says "saw nothing"; none at all would let the store take what is there now. */
  if (draft->base == NULL)
    draft->base = g_array_new (FALSE, FALSE, sizeof (HtUuid));
  const HtRegister *reg = ht_record_get_register (seen, field);
  for (guint i = 0; reg != NULL && i < reg->heads->len; i++)
    ht_op_draft_saw (draft, &((HtHead *) reg->heads->pdata[i])->op_id);
}

void
ht_drafts_set (GPtrArray *drafts, const HtRecord *seen, const char *field, HtValue *value)
{
  HtOpDraft *draft = ht_op_draft_set (seen->kind, &seen->id, field, value);
  ht_drafts_saw (draft, seen, field);
  ht_drafts_saw (draft, seen, HT_FIELD_DELETED);
  g_ptr_array_add (drafts, draft);
}

HtOpDraft *
ht_drafts_create (GPtrArray *drafts, const char *kind, const HtUuid *id, HtValue *fields)
{
  HtOpDraft *draft = ht_op_draft_create (kind, id, fields);
  g_ptr_array_add (drafts, draft);
  return draft;
}

void
ht_drafts_restore (GPtrArray *drafts, const HtRecord *seen)
{
  HtOpDraft *draft = ht_op_draft_restore (seen->kind, &seen->id);
  ht_drafts_saw (draft, seen, HT_FIELD_DELETED);
  g_ptr_array_add (drafts, draft);
}

void
ht_drafts_delete (GPtrArray *drafts, const HtRecord *seen)
{
  HtOpDraft *draft = ht_op_draft_delete (seen->kind, &seen->id);
  for (guint i = 0; i < seen->registers->len; i++)
    ht_drafts_saw (draft, seen, ((HtRegister *) seen->registers->pdata[i])->field);
  g_ptr_array_add (drafts, draft);
}
