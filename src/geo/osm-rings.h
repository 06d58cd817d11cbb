/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/geometry.h"

G_BEGIN_DECLS

/* A way of a multipolygon as numbered nodes, and whether its role says it bounds a hole. Borrowed. */
typedef struct
{
  const guint32 *nodes;
  guint n_nodes;
  gboolean is_inner;
} HtRingWay;

/* Closed rings: ring i has nodes[start[i]] … nodes[start[i + 1] - 1], first and last the same. */
typedef struct
{
  GArray *nodes;                    /* guint32 */
  GArray *start;                    /* guint, one more than rings */
  guint n_open_outer, n_open_inner; /* chains that do not close, by their first way's role */
} HtRings;

/* Joins ways end to end, turning them round where needed. */
HtRings *ht_rings_join (const HtRingWay *ways, guint n_ways);
void ht_rings_free (HtRings *rings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtRings, ht_rings_free)

/*
 * The polygon of closed rings given as points (@start has @n_rings + 1 offsets): what lies in an even number
 * of other rings is land, the rest holes, whatever the roles said. NULL where no ring has an area.
 */
HtGeometry *ht_rings_to_polygon (const HtPoint *points, const guint *start, guint n_rings);

G_END_DECLS
