/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "route/search.h"

G_BEGIN_DECLS

/* Measures and describes a chain of arcs (takes ownership) from a place on the first to a place on the last;
 * private to the route room. */
HtRoute *ht_route_new (const HtGraph *graph, GArray *arcs, const HtSnap *from, const HtSnap *to);

G_END_DECLS
