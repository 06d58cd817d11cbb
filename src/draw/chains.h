/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/network.h"

G_BEGIN_DECLS

/* One section in a chain; @reversed: walked against its points. */
typedef struct
{
  guint32 section;
  gboolean reversed;
} HtLink;

/* @links is valid during the call only. */
typedef void (*HtChainFunc) (const HtLink *links, guint n_links, gpointer user_data);

/*
 * Joins sections of equal @keys (one a section; 0: left out) end to end into the longest lines that bend less
 * than 60° at a node, straightest pair first: "strokes" (Thomson and Richardson 1999). Every section with a
 * key comes in exactly one chain, in an order that depends on the network alone.
 */
void ht_chains_each (const HtNetwork *network, const guint32 *keys, HtChainFunc func, gpointer user_data);

G_END_DECLS
