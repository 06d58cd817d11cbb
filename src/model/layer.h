/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/entity.h"

G_BEGIN_DECLS

/*
 * One imported map layer. Properties: name, table, count (int64), visible (boolean, writable: kept with the
 * desk's own state, no operation).
 */
#define HT_TYPE_LAYER (ht_layer_get_type ())
G_DECLARE_FINAL_TYPE (HtLayer, ht_layer, HT, LAYER, HtEntity)

/* How the sources of things placed by hand begin. */
#define HT_SOURCE_BY_HAND "by-hand:"

/* Translated name of what it shows ("Buildings"). */
const char *ht_layer_get_name (HtLayer *self);
/* What it is called in Chinese whatever the language of the screen: for commands typed in Chinese. */
const char *ht_layer_get_chinese_name (HtLayer *self);
/* The spatial table ("building", "road_arc"). */
const char *ht_layer_get_table (HtLayer *self);
/* Name of the file it came from; date of that file ("2026-11-24" or ""); licence line ("" if not known). */
const char *ht_layer_get_source (HtLayer *self);
const char *ht_layer_get_date (HtLayer *self);
const char *ht_layer_get_licence (HtLayer *self);
/* TRUE for a station that somebody placed (model/roster.h). */
gboolean ht_layer_is_by_hand (HtLayer *self);
gboolean ht_layer_is_synthetic (HtLayer *self);
gint64 ht_layer_get_count (HtLayer *self);
gint64 ht_layer_get_read (HtLayer *self);
gint64 ht_layer_get_repaired (HtLayer *self);
gint64 ht_layer_get_dropped (HtLayer *self);
gboolean ht_layer_get_visible (HtLayer *self);
/* The basemap, and what was imported without a kind of its own; other layers are switched on when wanted. */
gboolean ht_layer_is_visible_at_first (HtLayer *self);
void ht_layer_set_visible (HtLayer *self, gboolean visible);

G_END_DECLS
