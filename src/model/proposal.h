/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/geometry.h"
#include "model/city.h"

G_BEGIN_DECLS

/*
 * HtProposal: which teams to send and why, computed from one moment's picture. Immutable; ask for a new one
 * when the city changes (is_stale). Texts are translated, borrowed.
 */
#define HT_TYPE_PROPOSAL (ht_proposal_get_type ())
G_DECLARE_FINAL_TYPE (HtProposal, ht_proposal, HT, PROPOSAL, GObject)
#define HT_TYPE_PROPOSAL_ITEM (ht_proposal_item_get_type ())
G_DECLARE_FINAL_TYPE (HtProposalItem, ht_proposal_item, HT, PROPOSAL_ITEM, GObject)

HtIncident *ht_proposal_get_incident (HtProposal *self);
/* "Roads as of 03:14 · 3 closures counted". */
const char *ht_proposal_get_basis (HtProposal *self);
/* "High-rise fire, level II: 6 vehicles" and its short name. */
const char *ht_proposal_get_run_card_label (HtProposal *self);
const char *ht_proposal_get_run_card (HtProposal *self);
gint64 ht_proposal_get_at_us (HtProposal *self);
/* TRUE once a team, closure, station or this incident has changed since. */
gboolean ht_proposal_is_stale (HtProposal *self);
/* Chosen teams (HtProposalItem), by arrival. */
GListModel *ht_proposal_get_items (HtProposal *self);
/* Every other team that was weighed, by arrival, unreachable ones last: what the operator may send instead.
 */
GListModel *ht_proposal_get_others (HtProposal *self);
/* Sentences why nearer teams are not chosen, and what is short; NULL-terminated, may be empty. */
const char *const *ht_proposal_get_why_not (HtProposal *self);
const char *const *ht_proposal_get_shortfalls (HtProposal *self);

HtTeam *ht_proposal_item_get_team (HtProposalItem *self);
gboolean ht_proposal_item_is_chosen (HtProposalItem *self);
/* Turnout and road; -1 where there is no way by road. */
gint64 ht_proposal_item_get_seconds (HtProposalItem *self);
gint64 ht_proposal_item_get_turnout_s (HtProposalItem *self);
double ht_proposal_item_get_distance_m (HtProposalItem *self);
/* Why this team, or why not, in one sentence. */
const char *ht_proposal_item_get_reason (HtProposalItem *self);
/* Line by road from the team to the incident; NULL where unreachable or not chosen. */
HtGeometry *ht_proposal_item_get_route (HtProposalItem *self);
/* TRUE where sending it needs a written reason (busy elsewhere, out of service, lacks what the card asks). */
gboolean ht_proposal_item_needs_reason (HtProposalItem *self);

G_END_DECLS
