/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "route/snap.h"

G_BEGIN_DECLS

/* Places inside arcs, shared by the searches; private to the route room. */

/* Milliseconds from the arc's start to the place on its section; whole, so that parts add up to the arc. */
guint32 ht_place_done_ms (const HtGraph *graph, guint32 arc, const HtSnap *place);
/* Milliseconds from the place to the arc's end. */
guint32 ht_place_left_ms (const HtGraph *graph, guint32 arc, const HtSnap *place);
/* The arc can be driven and is open. */
gboolean ht_place_arc_is_usable (const HtGraph *graph, const HtArcMask *mask, guint32 arc);

/* The edges by which an arc is entered; borrowed from the graph. */
typedef struct
{
  const HtGraphEdge *edges;
  guint n;
} HtEntries;

HtEntries ht_place_get_entries (const HtGraph *graph, guint32 arc);

G_END_DECLS
