/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/selection.h"
#include "model/city.h"

G_BEGIN_DECLS

/* The queue of incidents that are not closed, most urgent first. */
#define HT_TYPE_QUEUE_PANEL (ht_queue_panel_get_type ())
G_DECLARE_FINAL_TYPE (HtQueuePanel, ht_queue_panel, HT, QUEUE_PANEL, GtkWidget)

void ht_queue_panel_set_city (HtQueuePanel *self, HtCity *city, HtSelection *selection);

G_END_DECLS
