/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * The bytes of a file from outside, unpacked on the way if it begins like gzip or bzip2 (several members one
 * after another included). Two caps guard against bombs: HT_OSM_BYTES_LIMIT in all, and HT_OSM_RATIO_LIMIT
 * bytes out for one byte in once HT_OSM_RATIO_FREE bytes are out. Errors: HT_GEO_ERROR naming the file.
 */
#define HT_OSM_BYTES_LIMIT (G_GUINT64_CONSTANT (16) << 30)
#define HT_OSM_RATIO_LIMIT 200
#define HT_OSM_RATIO_FREE (G_GUINT64_CONSTANT (16) << 20)

typedef struct _HtOsmBytes HtOsmBytes;

HtOsmBytes *ht_osm_bytes_open (const char *path, GError **error);
void ht_osm_bytes_free (HtOsmBytes *bytes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtOsmBytes, ht_osm_bytes_free)

const char *ht_osm_bytes_get_path (const HtOsmBytes *bytes);
/* Bytes read or skipped since the beginning. */
guint64 ht_osm_bytes_tell (const HtOsmBytes *bytes);
gboolean ht_osm_bytes_rewind (HtOsmBytes *bytes, GError **error);
/* As many of @size as there are: fewer only at the end. -1 on errors. */
gssize ht_osm_bytes_read (HtOsmBytes *bytes, gpointer buffer, gsize size, GError **error);
/* FALSE where the end comes first. */
gboolean ht_osm_bytes_skip (HtOsmBytes *bytes, gsize size, GError **error);

G_END_DECLS
