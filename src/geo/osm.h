/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "geo/map-data.h"

G_BEGIN_DECLS

/* What to take from an OpenStreetMap file; each but roads is the table of that name. */
typedef enum
{
  HT_OSM_ROADS = 1 << 0,
  HT_OSM_BUILDING = 1 << 1,
  HT_OSM_WATER = 1 << 2,
  HT_OSM_GREEN = 1 << 3,
  HT_OSM_STATION = 1 << 4,
  HT_OSM_HOSPITAL = 1 << 5,
  HT_OSM_SHELTER = 1 << 6,
  HT_OSM_SCHOOL = 1 << 7,
  HT_OSM_PLACE = 1 << 8,
  HT_OSM_ADMIN = 1 << 9, /* tables district and subdistrict */
  HT_OSM_RAILWAY = 1 << 10,
  HT_OSM_LAND_USE = 1 << 11, /* table land_use: what is neither green nor water */
  HT_OSM_ALL = (1 << 12) - 1,
} HtOsmLayers;

/**
 * ht_osm_read:
 * @path: .osm, .osm.gz, .osm.bz2 or .osm.pbf, told apart by their first bytes
 * @layers: what to take
 *
 * Reads in several passes with memory for what is taken, not for the file. Blocks: call on a worker thread.
 * User names and changesets of the file are never looked at.
 *
 * Returns: (transfer full): the map, or NULL. Errors: HT_GEO_ERROR with file and place; G_IO_ERROR_CANCELLED.
 */
HtMapData *ht_osm_read (const char *path, HtOsmLayers layers, GCancellable *cancellable, GError **error);

/* TRUE where the first bytes of @path are those of an OpenStreetMap file; other files go to ht_vector_read.
 */
gboolean ht_osm_is_osm_file (const char *path, GError **error);

/* The identifier features of an OSM object have for ever. @key is the table, or "place/address" for the
   address of what may be a named place as well; @type is 'n', 'w' or 'r'. */
HtUuid ht_osm_feature_id (const char *key, char type, gint64 id);

G_END_DECLS
