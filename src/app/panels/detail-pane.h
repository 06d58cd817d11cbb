/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/panels/matter-card.h"
#include "app/panels/advice-card.h"
#include "app/panels/incident-form.h"
#include "app/panels/sent-card.h"
#include "app/selection.h"
#include "model/city.h"

G_BEGIN_DECLS

/* The right side: the form of a new incident, or what is selected with facts, teams, advice and timeline.
 * Its cards are built in turns of their own: nothing may be asked of it before (see app/later.h). */
#define HT_TYPE_DETAIL_PANE (ht_detail_pane_get_type ())
G_DECLARE_FINAL_TYPE (HtDetailPane, ht_detail_pane, HT, DETAIL_PANE, GtkBox)

void ht_detail_pane_set_city (HtDetailPane *self, HtCity *city, HtSelection *selection);
HtIncidentForm *ht_detail_pane_get_form (HtDetailPane *self);
HtAdviceCard *ht_detail_pane_get_advice (HtDetailPane *self);
HtSentCard *ht_detail_pane_get_sent (HtDetailPane *self);
void ht_detail_pane_set_form_shown (HtDetailPane *self, gboolean shown);
/* The focus to what matters, once what is selected now is shown. */
void ht_detail_pane_focus_later (HtDetailPane *self);
gboolean ht_detail_pane_is_form_shown (HtDetailPane *self);

HtMatterCard *ht_detail_pane_get_matter (HtDetailPane *self);

G_END_DECLS
