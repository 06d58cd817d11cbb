/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/theme.h"
#include "geo/network.h"

G_BEGIN_DECLS

/* How roads look: facts by class and zoom. A road item's style is packed by ht_road_style. */
guint32 ht_road_style (guint8 road_class, guint32 section_flags, gint8 layer);
guint8 ht_road_style_get_class (guint32 style);
guint32 ht_road_style_get_flags (guint32 style); /* HT_SECTION_LINK, _BRIDGE, _TUNNEL, _FERRY, _PRIVATE */
gint8 ht_road_style_get_layer (guint32 style);

/* The zoom from which a road of this style is drawn. */
double ht_road_min_zoom (guint32 style);
/* Width of the fill in logical pixels. */
double ht_road_width_px (guint32 style, double zoom);
/* Width the casing adds on each side; 0: none. */
double ht_road_casing_px (guint32 style, double zoom);
HtColorRole ht_road_color (guint32 style);
/* Order of drawing inside one layer: greater lies over smaller. */
int ht_road_rank (guint32 style);

/* Label styles of the line pack: the zoom from which a road's name is wanted. */
double ht_road_label_min_zoom (guint8 road_class);
double ht_road_label_size_px (guint8 road_class, double zoom);

G_END_DECLS
