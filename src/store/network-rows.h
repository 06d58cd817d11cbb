/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "geo/network.h"
#include "store/db.h"

G_BEGIN_DECLS

/*
 * HtNetwork as rows of road_node, road_arc and road_turn. All layers share the nodes (a reference of the
 * source means one place; where two layers differ about it the one written last counts).
 */

/* Replaces the rows of @layer (a layer.fid); inside the caller's transaction. @network has been checked. */
gboolean ht_network_rows_replace (HtDb *db, gint64 layer, const HtNetwork *network, GError **error);

/* All layers as one network; a section that several have is the one of the layer with the least id. */
HtNetwork *ht_network_rows_load (HtDb *db, GCancellable *cancellable, GError **error);

G_END_DECLS
