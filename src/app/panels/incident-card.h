/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/types.h"

G_BEGIN_DECLS

/* Facts, clocks and actions of one incident. */
#define HT_TYPE_INCIDENT_CARD (ht_incident_card_get_type ())
G_DECLARE_FINAL_TYPE (HtIncidentCard, ht_incident_card, HT, INCIDENT_CARD, GtkBox)

void ht_incident_card_set_incident (HtIncidentCard *self, HtIncident *incident);

/* Levels and what else can be done, to be placed by the pane. Borrowed; made with the card. */
GtkWidget *ht_incident_card_get_tools (HtIncidentCard *self);

G_END_DECLS
