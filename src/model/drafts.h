/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/op.h"
#include "store/record.h"

G_BEGIN_DECLS

/*
 * Operations with the base their author saw: the heads of the register in @seen, and of its deletion mark. So
 * what another post wrote meanwhile stays beside it as a head and is never hidden.
 */
void ht_drafts_set (GPtrArray *drafts, const HtRecord *seen, const char *field, HtValue *value /* taken */);
/* A new entity; returns the draft so that a guarded one can name what else its author saw. Takes @fields. */
HtOpDraft *ht_drafts_create (GPtrArray *drafts, const char *kind, const HtUuid *id, HtValue *fields);
/* Takes a deletion back. */
void ht_drafts_restore (GPtrArray *drafts, const HtRecord *seen);
/* All heads of the entity. */
void ht_drafts_delete (GPtrArray *drafts, const HtRecord *seen);
/* Adds the heads of @field of @seen to what the author of @draft saw. */
void ht_drafts_saw (HtOpDraft *draft, const HtRecord *seen, const char *field);

G_END_DECLS
