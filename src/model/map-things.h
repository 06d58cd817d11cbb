/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/things.h"
#include "model/city.h"
#include "model/thing.h"

G_BEGIN_DECLS

/*
 * HtMapThings: the layers that lie over the basemap. A kind is loaded on a worker when its first layer is
 * switched on, stays while the city is open, and is loaded again when the map changes. Signal changed: what
 * is shown is other than before.
 */
#define HT_TYPE_MAP_THINGS (ht_map_things_get_type ())
G_DECLARE_FINAL_TYPE (HtMapThings, ht_map_things, HT, MAP_THINGS, GObject)

/* TRUE where a layer of this table lies over the basemap and can be switched on. */
gboolean ht_map_things_may_show (const char *table);

/* HtThings of what is switched on and loaded, in drawing order: areas, lines, points. The caller owns it. */
GPtrArray *ht_map_things_dup_shown (HtMapThings *self);
/* Kinds switched on that are not loaded yet. */
guint ht_map_things_count_loading (HtMapThings *self);

/*
 * The shown thing at @at: points before lines before areas. FALSE where there is none within @reach_px.
 * @table is interned.
 */
gboolean ht_map_things_hit (HtMapThings *self, const HtPoint *at, double zoom, double reach_px,
                            const char **table, HtUuid *id);

/* One feature of any table of the catalogue, shown or not. Errors: HT_STORE_ERROR; G_IO_ERROR_NOT_FOUND. */
void ht_map_things_load_async (HtMapThings *self, const char *table, const HtUuid *id,
                               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
HtThing *ht_map_things_load_finish (HtMapThings *self, GAsyncResult *result, GError **error);

G_END_DECLS
