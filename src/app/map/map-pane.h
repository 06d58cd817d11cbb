/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/selection.h"
#include "model/city.h"
#include "model/cover.h"
#include "model/proposal.h"

G_BEGIN_DECLS

/*
 * The map with its furniture: legend, sources, scale, coordinates, news outside the view. Only the operator
 * moves it. Signals: pressed (lon, lat, button, modifiers): bare ground clicked; view-changed: after moving
 * or zooming.
 */
#define HT_TYPE_MAP_PANE (ht_map_pane_get_type ())
G_DECLARE_FINAL_TYPE (HtMapPane, ht_map_pane, HT, MAP_PANE, GtkWidget)

void ht_map_pane_set_city (HtMapPane *self, HtCity *city, HtSelection *selection);
/* Advised teams get chips and ways; NULL: none. */
void ht_map_pane_set_proposal (HtMapPane *self, HtProposal *proposal);
/* Roads within reach; NULL: none shown. */
void ht_map_pane_set_cover (HtMapPane *self, HtCover *cover);
/* HT_MAP_* bits of the basemap that are not wanted. */
void ht_map_pane_set_hidden (HtMapPane *self, guint hidden);
/* Marks and ways of closed roads anew, once in the next frame. */
void ht_map_pane_refresh (HtMapPane *self);

HtPoint ht_map_pane_get_centre (HtMapPane *self);
double ht_map_pane_get_zoom (HtMapPane *self);
HtBox ht_map_pane_get_box (HtMapPane *self);
/* @zoom 0 keeps it. */
void ht_map_pane_go_to (HtMapPane *self, const HtPoint *at, double zoom);
void ht_map_pane_zoom_by (HtMapPane *self, int steps);
/* Everything in view; FALSE while nothing is known. */
gboolean ht_map_pane_fit (HtMapPane *self);
/* Moves only when @at is outside the view; Home returns. */
void ht_map_pane_bring_into_view (HtMapPane *self, const HtPoint *at);
/* Everything in view, or back to the view before the last fit. */
void ht_map_pane_toggle_fit (HtMapPane *self);
/* To the oldest news outside the view. */
void ht_map_pane_go_to_news (HtMapPane *self);
/* The side of the selected conflict that is looked at: what it leaves is shown; -1: none. */
void ht_map_pane_set_matter_side (HtMapPane *self, int side);
/* Marks the place a search went to; NULL clears it. */
void ht_map_pane_set_place (HtMapPane *self, const HtPoint *at, const char *title);

G_END_DECLS
