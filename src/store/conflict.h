/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/op.h"

G_BEGIN_DECLS

/*
 * A contradiction between two operations that a person has to decide. Reference counted, immutable. Rules:
 * team_two_assignments, assigned_out_of_service (about a team), incident_closed_assigned, incident_twice,
 * two_commanders (an incident), zones_overlap (a zone), stock_below_zero (a stock), evacuation_contradicted
 * (an evacuation), plan_twice (a plan_activation), edit_of_deleted and register_heads (any entity).
 */
typedef struct
{
  gatomicrefcount refs;
  HtUuid id;         /* first 16 bytes of SHA-256 (rule, the two op ids ascending) */
  const char *rule;  /* interned */
  HtUuid op_a, op_b; /* ascending; equal where one operation alone offends (stock_below_zero) */
  const char *kind;  /* interned: kind of what it is about */
  HtUuid subject;    /* that entity */
  HtUuid other;      /* the second entity where the rule is about two of one kind, else nil */
  gboolean resolved;
} HtConflict;

HtConflict *ht_conflict_new (const char *rule, const HtUuid *op_a, const HtUuid *op_b);
HtConflict *ht_conflict_ref (HtConflict *conflict);
void ht_conflict_unref (HtConflict *conflict);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtConflict, ht_conflict_unref)

/* The draft that decides it: resolve, base = both operations. Whoever also changes a register (sets a value,
 * releases a team) appends those drafts with it. @decision is taken, not null. */
HtOpDraft *ht_conflict_resolve (const HtConflict *conflict, HtValue *decision);

G_END_DECLS
