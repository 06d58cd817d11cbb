/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/city.h"

G_BEGIN_DECLS

typedef struct _HtScene HtScene;

/*
 * HtMapContent: what the basemap is drawn from. Builds draw's HtScene on a worker after opening and whenever
 * a layer changes; the old scene stays until the new one is complete. Properties (read only): scene-version
 * (uint, 0 until the first is there), building (boolean). Signal changed.
 */
#define HT_TYPE_MAP_CONTENT (ht_map_content_get_type ())
G_DECLARE_FINAL_TYPE (HtMapContent, ht_map_content, HT, MAP_CONTENT, GObject)

/* NULL until the first is built. Borrowed; reference it before handing it to a worker. */
HtScene *ht_map_content_get_scene (HtMapContent *self);
guint ht_map_content_get_version (HtMapContent *self);
/* Calls back when no build is under way; the error of a failed build is reported here. */
void ht_map_content_wait_async (HtMapContent *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean ht_map_content_wait_finish (HtMapContent *self, GAsyncResult *result, GError **error);

G_END_DECLS
