/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * How hard a road network is for contraction: it is taken apart by small cuts (nested dissection; cuts by
 * inertial flow: Schild and Sommer 2015) and its nodes are contracted from the leaves to the first cut. The
 * triangles of the filled-up graph are the work of a customisation (Dibbelt, Strasser, Wagner 2016). Real
 * cities have some 20 to 60 a node, a plain grid more than a thousand. No I/O; some seconds for 300,000
 * nodes.
 */
typedef struct
{
  guint n_nodes, n_arcs;
  const guint32 *tails, *heads; /* direction does not matter; doubles and loops are ignored */
  const double *x, *y;          /* of each node, any unit */
} HtDissectionInput;

/* @rank (n_nodes): the place of each node in the order of contraction. */
void ht_dissection_order (const HtDissectionInput *input, guint32 *rank);
guint64 ht_dissection_count_triangles (const HtDissectionInput *input, const guint32 *rank);

G_END_DECLS
