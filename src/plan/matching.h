/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan/capability.h"

G_BEGIN_DECLS

#define HT_UNMATCHED G_MAXUINT32

/*
 * A matching of teams to slots in a bipartite graph: team t fits slot s if it has the slot's capability.
 * Grown by augmenting paths (Kuhn 1955); a team or slot once matched stays matched, perhaps to another
 * partner.
 */
typedef struct
{
  const HtCapabilities *teams; /* [n_teams] borrowed */
  const HtCapability *slots;   /* [n_slots] borrowed */
  guint n_teams, n_slots;
  guint32 *team_slot, *slot_team; /* the partner or HT_UNMATCHED */
  guint8 *seen;
} HtMatching;

HtMatching *ht_matching_new (const HtCapabilities *teams, guint n_teams, const HtCapability *slots,
                             guint n_slots);
void ht_matching_free (HtMatching *matching);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtMatching, ht_matching_free)

/* Matches one more team, or slot, trying lower indices first; FALSE: it cannot be added to those matched
 * already. */
gboolean ht_matching_add_team (HtMatching *matching, guint team);
gboolean ht_matching_add_slot (HtMatching *matching, guint slot);

G_END_DECLS
