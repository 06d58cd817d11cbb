/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/city.h"

G_BEGIN_DECLS

/* What happened to one incident, newest first. */
#define HT_TYPE_TIMELINE_CARD (ht_timeline_card_get_type ())
G_DECLARE_FINAL_TYPE (HtTimelineCard, ht_timeline_card, HT, TIMELINE_CARD, GtkBox)

void ht_timeline_card_set_incident (HtTimelineCard *self, HtCity *city, HtIncident *incident);

G_END_DECLS
