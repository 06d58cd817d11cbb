/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/network.h"
#include "route/road-cover.h"
#include "route/search.h"

G_BEGIN_DECLS

/*
 * HtRoads: the roads at one moment, for workers: network, graph for fire engines, snapper, closures.
 * Immutable, reference counted. A new set of closures shares all the rest.
 */
typedef struct _HtRoadBase HtRoadBase;

typedef struct
{
  gatomicrefcount refs;
  HtRoadBase *base;
  HtNetwork *network; /* of the base */
  HtGraph *graph;
  HtSnapper *snapper;
  HtArcMask *mask;
  guint n_closures; /* closed pieces of road counted in */
  gint64 at_us;
} HtRoads;

/* Seconds for a megacity: on a worker. Errors: HT_ROUTE_ERROR. */
HtRoads *ht_roads_new (HtNetwork *network, GError **error);
/* @sections: guint32 indices of closed sections. */
HtRoads *ht_roads_with_closures (HtRoads *roads, GArray *sections, guint n_closures);
HtRoads *ht_roads_ref (HtRoads *roads);
void ht_roads_unref (HtRoads *roads);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtRoads, ht_roads_unref)

/* A section's lasting name "way:from:to:part", and back; G_MAXUINT32 where the network has no such section.
 */
char *ht_roads_dup_section_name (HtRoads *roads, guint32 section);
guint32 ht_roads_find_section (HtRoads *roads, const char *name);
const char *ht_roads_get_street (HtRoads *roads, guint32 section);

/* Nearest place an engine can start from or get to, within 2 km; prefers roads that lead somewhere. */
gboolean ht_roads_snap (HtRoads *roads, const HtPoint *at, HtSnap *snap);
/* Lines of sections; NULL for none. */
HtGeometry *ht_roads_get_geometry (HtRoads *roads, GArray *sections);
/* All drivable sections of the street of @section within @radius_m of @at. */
GArray *ht_roads_list_street (HtRoads *roads, guint32 section, const HtPoint *at, double radius_m);
/* "A Road near B Road"; "" away from named roads. */
char *ht_roads_describe (HtRoads *roads, const HtPoint *at);

G_END_DECLS
