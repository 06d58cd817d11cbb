/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

#include "app/map/frame.h"
#include "app/map/mark.h"
#include "draw/view.h"

G_BEGIN_DECLS

/*
 * Incidents, teams, stations and ways drawn over the map. Marks are textures; ways are stroked.
 * Signals: activated (GObject *object): a mark was clicked; pressed (double lon, double lat, uint button,
 * uint modifiers): the bare ground was clicked; hovered (GObject *object or NULL).
 */
#define HT_TYPE_MARK_LAYER (ht_mark_layer_get_type ())
G_DECLARE_FINAL_TYPE (HtMarkLayer, ht_mark_layer, HT, MARK_LAYER, ShumateLayer)

HtMarkLayer *ht_mark_layer_new (ShumateViewport *viewport);
/* Takes over @marks (of HtMark with ht_mark_free). */
void ht_mark_layer_set_marks (HtMarkLayer *self, GPtrArray *marks);
/* Borrowed, of HtMark. */
GPtrArray *ht_mark_layer_get_marks (HtMarkLayer *self);
void ht_mark_layer_clear_lines (HtMarkLayer *self);
void ht_mark_layer_add_line (HtMarkLayer *self, HtViewLineKind kind, const HtGeometry *line);
/* A cross at the middle, for the keyboard: shown while the map has the focus. */
void ht_mark_layer_set_crosshair (HtMarkLayer *self, gboolean shown);

G_END_DECLS
