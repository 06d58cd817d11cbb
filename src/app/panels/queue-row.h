/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/types.h"

G_BEGIN_DECLS

/* An incident in the queue: mark, title, place, running clock, what it waits for. */
#define HT_TYPE_QUEUE_ROW (ht_queue_row_get_type ())
G_DECLARE_FINAL_TYPE (HtQueueRow, ht_queue_row, HT, QUEUE_ROW, GtkWidget)

GtkWidget *ht_queue_row_new (void);
/* NULL lets go. */
void ht_queue_row_set_incident (HtQueueRow *self, HtIncident *incident);

G_END_DECLS
