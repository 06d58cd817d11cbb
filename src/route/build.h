/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "route/graph.h"

G_BEGIN_DECLS

/* The steps of ht_graph_new after the arcs have their times; private to the route room. */

/* Decides the states and fills state_node, arc_state, both edge lists and entries. */
gboolean ht_graph_build_states (HtGraph *graph, const HtGraphInput *input, GError **error);
/* Fills main_part from the largest strongly connected component of the states. */
void ht_graph_mark_main_part (HtGraph *graph);

G_END_DECLS
