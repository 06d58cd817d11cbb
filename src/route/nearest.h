/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "route/search.h"

G_BEGIN_DECLS

/* A station on the road network and the seconds its team needs to leave it. */
typedef struct
{
  HtSnap at;
  double turnout_s;
} HtFacility;

#define HT_NO_FACILITY G_MAXUINT32

/* Who is first, and who second, at a state of the graph: facility index and milliseconds with turnout. */
typedef struct
{
  guint32 facility; /* HT_NO_FACILITY: nobody comes */
  guint32 ms;       /* undefined where nobody comes */
} HtArrival;

/* The nearest and the second nearest (another) facility of every state and node. */
typedef struct
{
  HtGraph *graph;
  HtFacility *facilities;
  guint n_facilities;
  HtArrival *first, *second; /* [n_states] */
} HtNearest;

/* One search from all facilities at once; a state is settled at most twice, for two different facilities.
 * Equal times go to the lower index. @mask may be NULL. */
HtNearest *ht_nearest_new (HtGraph *graph, const HtArcMask *mask, const HtFacility *facilities, guint n);
void ht_nearest_free (HtNearest *nearest);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtNearest, ht_nearest_free)

/* Arrival at a node by whichever state comes first. @rank 0: nearest, 1: second nearest. */
HtReach ht_nearest_at_node (const HtNearest *nearest, guint32 node, guint rank, guint32 *facility);

G_END_DECLS
