/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/proposal.h"
#include "model/roads.h"
#include "plan/advice.h"

G_BEGIN_DECLS

/* One team in the picture that advice is computed from. */
typedef struct
{
  HtTeam *team; /* owned; main thread only */
  HtPoint at;
  gboolean here;     /* works on this incident already */
  gboolean snapped;  /* the worker found a road near it */
  double distance_m; /* straight line */
} HtProposalTeam;

/* Everything advice needs, and, after the worker, everything it found. */
typedef struct
{
  HtIncident *incident; /* owned; main thread only */
  HtPoint at;
  HtRunCard *card;
  HtRoads *roads;       /* NULL: by straight line */
  GArray *teams;        /* HtProposalTeam */
  GArray *candidates;   /* HtCandidate, same order */
  GPtrArray *incidents; /* HtIncident, of busy candidates by index */
  guint version;
  HtAdvice *advice;
  GPtrArray *routes; /* HtGeometry or NULL, by choice */
  gint64 at_us;
} HtProposalPicture;

/* Main thread: takes everything in. NULL where no card fits the incident or it has no place. */
HtProposalPicture *ht_proposal_picture_new (HtCity *city, HtIncident *incident, GError **error);
void ht_proposal_picture_free (HtProposalPicture *picture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtProposalPicture, ht_proposal_picture_free)
/* Worker. */
void ht_proposal_picture_compute (HtProposalPicture *picture);
/* Main thread: words for what was found. */
HtProposal *ht_proposal_new (HtCity *city, HtProposalPicture *picture);
/* Chosen or weighed item for @team; NULL where it was not weighed. Borrowed. */
HtProposalItem *ht_proposal_find (HtProposal *self, HtTeam *team);

/* One team as advised or weighed; made by ht_proposal_new only. */
typedef struct
{
  HtTeam *team;
  gboolean chosen, needs_reason;
  gint64 seconds, turnout_s;
  double distance_m;
  char *reason; /* taken */
  HtGeometry *route;
} HtProposalItemFacts;
HtProposalItem *ht_proposal_item_new (const HtProposalItemFacts *facts);

G_END_DECLS
