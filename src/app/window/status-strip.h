/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/city.h"

G_BEGIN_DECLS

/* The strip at the top right that never lies: reach of a server, operations waiting to be sent, when the last
 * one was safe on disk. */
#define HT_TYPE_STATUS_STRIP (ht_status_strip_get_type ())
G_DECLARE_FINAL_TYPE (HtStatusStrip, ht_status_strip, HT, STATUS_STRIP, GtkBox)

void ht_status_strip_set_city (HtStatusStrip *self, HtCity *city);

G_END_DECLS
