/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "route/snap.h"

G_BEGIN_DECLS

/* A time by road. Where @reached is FALSE there is no way, and @seconds is NaN so that no sum can hide it. */
typedef struct
{
  gboolean reached;
  double seconds;
} HtReach;

/* One stretch of a route under one name. */
typedef struct
{
  HtManoeuvre manoeuvre;    /* how it is entered; the first step: straight */
  guint32 name;             /* the caller's index of HtRouteSection.name */
  guint32 section;          /* the first section of the step */
  double length_m, seconds; /* seconds: with the turn into it and the turns inside it */
  guint32 first_point;      /* where it begins in the route's points */
} HtRouteStep;

typedef struct
{
  double seconds, length_m; /* the sums of the steps */
  GArray *arcs;             /* guint32: arcs driven, the first and last perhaps in part */
  GArray *points;           /* HtRoutePoint: the line from place to place */
  GArray *steps;            /* HtRouteStep */
} HtRoute;

void ht_route_free (HtRoute *route);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtRoute, ht_route_free)

/*
 * Dijkstra's algorithm (1959) with a 4-ary heap (Johnson 1975) and arrays that are stamped with the number of
 * the search instead of being cleared. The object is the workspace: make one for each thread and keep it.
 * Vehicles may start in either direction the road allows. @mask may be NULL.
 */
typedef struct _HtSearch HtSearch;

HtSearch *ht_search_new (HtGraph *graph);
void ht_search_free (HtSearch *search);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtSearch, ht_search_free)

/* The quickest route; NULL where there is none. */
HtRoute *ht_search_route (HtSearch *search, const HtArcMask *mask, const HtSnap *from, const HtSnap *to);
/* Times from one place to @n places, into @out[@n]. Stops when all are known. */
void ht_search_one_to_many (HtSearch *search, const HtArcMask *mask, const HtSnap *from, const HtSnap *to,
                            guint n, HtReach *out);
/* Times from @n places to one, into @out[@n]: one search against the arcs. */
void ht_search_many_to_one (HtSearch *search, const HtArcMask *mask, const HtSnap *from, guint n,
                            const HtSnap *to, HtReach *out);

G_END_DECLS
