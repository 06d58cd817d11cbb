/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/geometry.h"

G_BEGIN_DECLS

/*
 * The sea inside a box, from coastlines drawn with the land on their left (OSM wiki, Tag:natural=coastline).
 * Lines are joined where one begins at the very point another ends, and cut at the box. Where the result is
 * not sure there is no sea at all: a map without sea is poor, a flooded one is wrong.
 */
typedef struct
{
  guint n_open;     /* ends inside the box: the line is broken */
  guint n_branched; /* two lines begin at one point */
  guint n_reversed; /* places of the box where land and water do not alternate, rings inside their like */
} HtCoastFaults;

/* Lines are given as points, line i from start[i] to start[i + 1] - 1. Returns a polygon (transfer full), or
 * NULL where no line passes the box or any fault was found. */
HtGeometry *ht_coast_make_sea (const HtPoint *points, const guint *start, guint n_lines, const HtBox *box,
                               HtCoastFaults *faults);

/* Whether a closed ring (first and last point the same) goes round @at. */
gboolean ht_ring_holds (const HtPoint *ring, guint n, const HtPoint *at);

G_END_DECLS
