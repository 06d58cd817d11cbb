/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/geometry.h"
#include "model/city.h"

G_BEGIN_DECLS

/*
 * HtAdvice: which teams to send and why, computed from one moment's picture. Immutable; ask for a new one
 * when the city changes (is_stale). Texts are translated, borrowed.
 */
#define HT_TYPE_ADVICE (ht_advice_get_type ())
G_DECLARE_FINAL_TYPE (HtAdvice, ht_advice, HT, ADVICE, GObject)
#define HT_TYPE_ADVICE_ITEM (ht_advice_item_get_type ())
G_DECLARE_FINAL_TYPE (HtAdviceItem, ht_advice_item, HT, ADVICE_ITEM, GObject)

HtIncident *ht_advice_get_incident (HtAdvice *self);
/* "Roads as of 03:14 · 3 closures counted". */
const char *ht_advice_get_basis (HtAdvice *self);
/* "High-rise fire, level II: 6 vehicles" and its short name. */
const char *ht_advice_get_run_card_label (HtAdvice *self);
const char *ht_advice_get_run_card (HtAdvice *self);
gint64 ht_advice_get_at_us (HtAdvice *self);
/* TRUE once a team, closure, station or this incident has changed since. */
gboolean ht_advice_is_stale (HtAdvice *self);
/* Chosen teams (HtAdviceItem), by arrival. */
GListModel *ht_advice_get_items (HtAdvice *self);
/* Every other team that was weighed, by arrival, unreachable ones last: what the operator may send instead.
 */
GListModel *ht_advice_get_others (HtAdvice *self);
/* Sentences why nearer teams are not chosen, and what is short; NULL-terminated, may be empty. */
const char *const *ht_advice_get_why_not (HtAdvice *self);
const char *const *ht_advice_get_shortfalls (HtAdvice *self);

HtTeam *ht_advice_item_get_team (HtAdviceItem *self);
gboolean ht_advice_item_is_chosen (HtAdviceItem *self);
/* Turnout and road; -1 where there is no way by road. */
gint64 ht_advice_item_get_seconds (HtAdviceItem *self);
gint64 ht_advice_item_get_turnout_s (HtAdviceItem *self);
double ht_advice_item_get_distance_m (HtAdviceItem *self);
/* Why this team, or why not, in one sentence. */
const char *ht_advice_item_get_reason (HtAdviceItem *self);
/* Line by road from the team to the incident; NULL where unreachable or not chosen. */
HtGeometry *ht_advice_item_get_route (HtAdviceItem *self);
/* TRUE where sending it needs a written reason (busy elsewhere, out of service, lacks what the card asks). */
gboolean ht_advice_item_needs_reason (HtAdviceItem *self);

G_END_DECLS
