/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/map/mark-layer.h"
#include "model/city.h"
#include "model/matter.h"
#include "model/proposal.h"

G_BEGIN_DECLS

/* Keeps the lines of a mark layer: ways of advised and of assigned teams to one incident, and closed roads.
 */
typedef struct _HtWays HtWays;
/* @layer and @city are borrowed and outlive it. */
HtWays *ht_ways_new (HtCity *city, HtMarkLayer *layer);
void ht_ways_free (HtWays *ways);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtWays, ht_ways_free)

/* @incident and @proposal may be NULL. Ways of assigned teams follow as soon as they are computed. */
void ht_ways_show (HtWays *ways, HtIncident *incident, HtProposal *proposal);
/* From the next time they are shown: where each side of @matter (NULL: none) would send a team; @side is the
 * one looked at, -1 both alike. */
void ht_ways_set_matter (HtWays *ways, HtMatter *matter, int side);

G_END_DECLS
