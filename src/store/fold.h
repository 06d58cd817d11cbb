/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/change.h"
#include "store/db.h"
#include "store/op.h"

G_BEGIN_DECLS

/*
 * Folds stored operations into head, edge, conflict and the projections, inside the caller's transaction.
 * Order of arrival does not matter: a head of a register is an operation of it that no other operation of the
 * same register names in base; entries of add-only and counter registers supersede nothing and are never
 * superseded. Each operation is given once, with its rowid; _finish then brings conflicts, projections and
 * @change up to date for what was touched.
 */
typedef struct _HtFold HtFold;

/* @bare: only head, edge, irregular and conflict (for the audit's second opinion). */
HtFold *ht_fold_new (HtDb *db, gboolean bare);
void ht_fold_free (HtFold *fold);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtFold, ht_fold_free)
gboolean ht_fold_op (HtFold *fold, const HtOp *op, GError **error);
/* @change (may be NULL) receives records and conflicts; ops are its caller's. */
gboolean ht_fold_finish (HtFold *fold, HtChange *change, GError **error);

/* An entity, as a key of hash tables. kind is interned. */
typedef struct
{
  const char *kind;
  HtUuid id;
} HtEntity;

/* conflicts.c. Brings the conflict rows about @entities (set of HtEntity) up to date; self rules (heads of
 * one entity) first, then rules between entities. @changed is set where any row did. */
gboolean ht_conflicts_update (HtDb *db, GHashTable *entities, gboolean *changed, GError **error);

/* projection.c. Writes the shown state of @record to its spatial table, if its kind has one. */
gboolean ht_projection_write (HtDb *db, const HtRecord *record, GError **error);
gboolean ht_projection_clear (HtDb *db, GError **error);

G_END_DECLS
