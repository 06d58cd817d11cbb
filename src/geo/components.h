/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Directed arcs between numbered nodes, for counting how much of a road network hangs together. */
typedef struct _HtArcList HtArcList;

HtArcList *ht_arc_list_new (void);
void ht_arc_list_free (HtArcList *list);
void ht_arc_list_add (HtArcList *list, guint32 from, guint32 to);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtArcList, ht_arc_list_free)

/*
 * Nodes in the largest strongly connected component of nodes 0 … @n_nodes - 1; 0 for no nodes.
 * Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Comput. 1 (1972), without recursion.
 */
guint ht_arc_list_count_largest_scc (const HtArcList *list, guint n_nodes);

G_END_DECLS
