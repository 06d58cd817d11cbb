/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/city.h"

G_BEGIN_DECLS

/* Map layers with count, source, date and synthetic mark; coverage; what levels and clocks mean. Signal
 * visibility-changed: a layer was shown or hidden. */
#define HT_TYPE_LAYERS_PANEL (ht_layers_panel_get_type ())
G_DECLARE_FINAL_TYPE (HtLayersPanel, ht_layers_panel, HT, LAYERS_PANEL, GtkBox)

void ht_layers_panel_set_city (HtLayersPanel *self, HtCity *city);
/* The figures under the coverage check; NULL: none. */
void ht_layers_panel_set_cover_text (HtLayersPanel *self, const char *text);
/* HT_MAP_* bits whose every layer is hidden. */
guint ht_layers_panel_get_hidden (HtLayersPanel *self);

G_END_DECLS
