/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/city.h"
#include "model/proposal.h"

G_BEGIN_DECLS

/*
 * Which teams to send to one incident and why, kept current: asked again when the city changes. The operator
 * ticks otherwise at will. Property proposal: what is shown; NULL while none is.
 */
#define HT_TYPE_ADVICE_CARD (ht_advice_card_get_type ())
G_DECLARE_FINAL_TYPE (HtAdviceCard, ht_advice_card, HT, ADVICE_CARD, GtkBox)

void ht_advice_card_set_city (HtAdviceCard *self, HtCity *city);
void ht_advice_card_set_incident (HtAdviceCard *self, HtIncident *incident);
HtProposal *ht_advice_card_get_proposal (HtAdviceCard *self);
/* Ticked teams (of HtTeam); the caller owns it; may be empty. */
GPtrArray *ht_advice_card_dup_ticked (HtAdviceCard *self);
/* TRUE where a ticked team asks for a written reason. */
gboolean ht_advice_card_needs_reason (HtAdviceCard *self);
/* TRUE where the ticks are just the advised ones. */
gboolean ht_advice_card_is_as_advised (HtAdviceCard *self);
/* Opens the other teams and puts the focus there. */
void ht_advice_card_choose_others (HtAdviceCard *self);
/* Greys the buttons while an order is being written. */
void ht_advice_card_set_busy (HtAdviceCard *self, gboolean busy);

/* The row of its main action, which the pane keeps in view while the card scrolls: moved from the card to
 * @box; the card goes on showing and hiding it. Returns it, borrowed. */
GtkWidget *ht_advice_card_move_buttons (HtAdviceCard *self, GtkBox *box);

G_END_DECLS
