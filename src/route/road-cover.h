/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "route/nearest.h"

G_BEGIN_DECLS

/* A stretch of a section on which one facility is first and its time changes in a straight line. */
typedef struct
{
  double from_m, to_m; /* offsets along the section */
  double from_s, to_s; /* NaN where nobody comes */
  guint32 facility;    /* HT_NO_FACILITY where nobody comes */
} HtTimePiece;

/* A stretch of a section inside or outside a limit. */
typedef struct
{
  guint32 section;
  double from_m, to_m;
  gboolean inside;
} HtCoverPiece;

/* Seconds, turnout included, along every drivable section from the facility that is there first. */
typedef struct
{
  HtGraph *graph;
  guint32 *start; /* [n_sections + 1] into pieces; an undrivable section has none */
  GArray *pieces; /* HtTimePiece: those of a section adjoin and cover it from 0 to its length */
} HtRoadCover;

/* @mask may be NULL; it must be the one @nearest was made with. */
HtRoadCover *ht_road_cover_new (const HtNearest *nearest, const HtArcMask *mask);
void ht_road_cover_free (HtRoadCover *coverage);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtRoadCover, ht_road_cover_free)

/* Time at a place on a section; @facility may be NULL. */
HtReach ht_road_cover_at (const HtRoadCover *coverage, guint32 section, double offset_m, guint32 *facility);
/* Appends to @pieces (HtCoverPiece) the section cut at @limit_s; adjoining pieces differ. A drivable section
 * nobody reaches is one piece outside. An undrivable one adds nothing. */
void ht_road_cover_cut (const HtRoadCover *coverage, guint32 section, double limit_s, GArray *pieces);

/* Length of drivable road, metres, and people, by whether the first team is there within the limit. */
typedef struct
{
  double inside_m, outside_m, unreached_m;
  double inside, outside, unreached, off_road; /* people; off_road: no road near them */
} HtCoverSum;

/* People at a place on the network; @on_road FALSE where no road is near. */
typedef struct
{
  gboolean on_road;
  HtSnap at;
  double people;
} HtPeople;

HtCoverSum ht_road_cover_sum (const HtRoadCover *coverage, double limit_s, const HtPeople *people, guint n);

G_END_DECLS
