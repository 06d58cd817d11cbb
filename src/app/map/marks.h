/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/map/mark.h"
#include "model/city.h"
#include "model/proposal.h"

G_BEGIN_DECLS

/* What to mark of @city: incidents not closed, teams on the move, stations; the @selected object ringed, its
 * teams and the advised ones of @proposal (may be NULL) with their chips. Of HtMark; the caller owns it. */
GPtrArray *ht_marks_of_city (HtCity *city, GObject *selected, HtProposal *proposal);

G_END_DECLS
