/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "route/graph.h"

G_BEGIN_DECLS

/*
 * Chains of arcs that nobody may drive, three arcs or longer, as one automaton: reading the arcs driven one
 * by one it knows how much of any chain has just been driven. What it knows is a prefix: 0 nothing. A search
 * that keeps the prefix in its state obeys all chains exactly (Villeneuve, Desaulniers 2005: The shortest
 * path problem with forbidden paths, European Journal of Operational Research 165(1), 97-107; the automaton
 * is that of Aho, Corasick 1975: Efficient string matching, Communications of the ACM 18(6), 333-340).
 * Private to the route room.
 */
typedef struct _HtForbidden HtForbidden;

/* What can be driven out of a node. */
typedef struct
{
  const guint32 *start, *arcs; /* node v owns arcs[start[v]] to arcs[start[v + 1] - 1] */
} HtLeaving;

/* @input has been checked. An "only" path forbids, once its first two arcs are driven, every other way on;
 * that its second arc must follow its first is for the caller (a plain turn). */
HtForbidden *ht_forbidden_new (const HtGraph *graph, const HtGraphInput *input, HtLeaving leaving);
void ht_forbidden_free (HtForbidden *forbidden);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtForbidden, ht_forbidden_free)

/* The arc of a path's first section that comes to its node. */
guint32 ht_forbidden_first_arc (const HtGraph *graph, const HtRoutePath *path);

/* The prefix after @arc alone: of one arc, or 0. */
guint32 ht_forbidden_begin (const HtForbidden *forbidden, guint32 arc);
/* The prefix after driving @arc where @prefix was; FALSE where that would complete a chain. */
gboolean ht_forbidden_step (const HtForbidden *forbidden, guint32 prefix, guint32 arc, guint32 *next);

/* Prefixes of two arcs or more, the ones that need a state of their own: index 0 to count - 1, ascending by
 * the node their last arc ends at. */
guint ht_forbidden_count (const HtForbidden *forbidden);
guint32 ht_forbidden_get_prefix (const HtForbidden *forbidden, guint index);
guint32 ht_forbidden_get_arc (const HtForbidden *forbidden, guint index);
/* The index of such a prefix; G_MAXUINT32 for others. */
guint32 ht_forbidden_get_index (const HtForbidden *forbidden, guint32 prefix);

G_END_DECLS
