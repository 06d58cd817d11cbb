/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Called once a second, on the second, with the wall clock, while @widget is mapped; all clocks move
 * together. */
typedef void (*HtTickFunc) (GtkWidget *widget, gint64 now_us);
void ht_ticker_attach (GtkWidget *widget, HtTickFunc func);

G_END_DECLS
