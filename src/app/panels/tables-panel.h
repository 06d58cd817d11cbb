/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/selection.h"
#include "geo/geometry.h"
#include "model/city.h"

G_BEGIN_DECLS

/* The tables below the map: teams, log, everything in view; sortable, filterable, sharing the desk's
 * selection. */
#define HT_TYPE_TABLES_PANEL (ht_tables_panel_get_type ())
G_DECLARE_FINAL_TYPE (HtTablesPanel, ht_tables_panel, HT, TABLES_PANEL, GtkBox)

void ht_tables_panel_set_city (HtTablesPanel *self, HtCity *city, HtSelection *selection);
/* "teams", "log", "view" or "matters". */
void ht_tables_panel_show (HtTablesPanel *self, const char *table);
const char *ht_tables_panel_get_shown (HtTablesPanel *self);
void ht_tables_panel_focus_filter (HtTablesPanel *self);
/* Shows the log with the focus in the line for a new entry. */
void ht_tables_panel_write_note (HtTablesPanel *self);
/* What the map shows now: the third table lists what lies inside. */
void ht_tables_panel_set_view (HtTablesPanel *self, const HtBox *view);

G_END_DECLS
