/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/map/map-pane.h"
#include "app/panels/detail-pane.h"
#include "app/panels/layers-panel.h"
#include "app/panels/tables-panel.h"
#include "app/selection.h"
#include "model/city.h"

G_BEGIN_DECLS

/*
 * Queue, layers, map, detail and tables of one open city, and what ties them together: the selection, the
 * coverage, the form, what is kept for the next start. Signal view-changed: the map shows something else.
 * A new desk is built in turns of its own (see app/later.h): it is neither shown nor asked anything before
 * its signal ready. Dropped before, it is built no further.
 */
#define HT_TYPE_DESK (ht_desk_get_type ())
G_DECLARE_FINAL_TYPE (HtDesk, ht_desk, HT, DESK, GtkWidget)

HtDesk *ht_desk_new (HtCity *city);
HtCity *ht_desk_get_city (HtDesk *self);
HtSelection *ht_desk_get_selection (HtDesk *self);
HtMapPane *ht_desk_get_map (HtDesk *self);
HtDetailPane *ht_desk_get_detail (HtDesk *self);
HtTablesPanel *ht_desk_get_tables (HtDesk *self);
GtkWidget *ht_desk_get_layers (HtDesk *self);

void ht_desk_set_form_shown (HtDesk *self, gboolean shown);
gboolean ht_desk_get_cover_shown (HtDesk *self);
void ht_desk_set_cover_shown (HtDesk *self, gboolean shown);
/* Focus to the next pane (1) or the one before (-1), round. */
void ht_desk_move_focus (HtDesk *self, int step);
/* What to keep for the next start, after a pane was moved. */
void ht_desk_save_panes (HtDesk *self);

G_END_DECLS
