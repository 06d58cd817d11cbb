/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/city.h"
#include "model/incident-type.h"
#include "plan/runcard.h"

G_BEGIN_DECLS

/* HtRunCards: the cards of data/runcards, read and checked once. Messages name file and place. */
#define HT_TYPE_RUN_CARDS (ht_run_cards_get_type ())
G_DECLARE_FINAL_TYPE (HtRunCards, ht_run_cards, HT, RUN_CARDS, GObject)

/* @paths: JSON files; NULL: all of data/runcards. */
HtRunCards *ht_run_cards_load (const char *const *paths, GError **error);
/* HtIncidentType, in the order of the files. Borrowed. */
GListModel *ht_run_cards_get_types (HtRunCards *self);
/* NULL where the type is unknown. Borrowed. */
HtIncidentType *ht_run_cards_find_type (HtRunCards *self, const char *name);
/* The card for a type and level (an ungraded incident: the card of level 4); NULL where none fits. Borrowed.
 */
const HtRunCard *ht_run_cards_find (HtRunCards *self, const char *type, int level);

G_END_DECLS
