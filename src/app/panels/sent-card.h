/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/types.h"

G_BEGIN_DECLS

/* Teams sent to one incident; one row is marked, and the keys of team states act on it. */
#define HT_TYPE_SENT_CARD (ht_sent_card_get_type ())
G_DECLARE_FINAL_TYPE (HtSentCard, ht_sent_card, HT, SENT_CARD, GtkBox)

void ht_sent_card_set_incident (HtSentCard *self, HtIncident *incident);
/* The marked one; NULL for none. Borrowed. */
HtAssignment *ht_sent_card_get_marked (HtSentCard *self);
/* Marks the first active one and puts the focus there: after an order. */
void ht_sent_card_mark_first (HtSentCard *self);

G_END_DECLS
