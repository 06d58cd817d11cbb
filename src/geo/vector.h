/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "geo/datum.h"
#include "geo/map-data.h"

G_BEGIN_DECLS

/* What the features of a file are to be. Each but roads fills one table; roads become a network. */
typedef enum
{
  HT_VECTOR_ROADS,
  HT_VECTOR_BUILDINGS,
  HT_VECTOR_WATER,
  HT_VECTOR_STATIONS,
  HT_VECTOR_HOSPITALS,
  HT_VECTOR_SHELTERS,
  HT_VECTOR_SENSORS,
  HT_VECTOR_AREAS,
  HT_VECTOR_LINES,
  HT_VECTOR_POINTS,
} HtVectorLayer;

/* "roads", "buildings" … as `haitangctl import --as` takes them. */
gboolean ht_vector_layer_parse (const char *name, HtVectorLayer *layer);
/* "building", "station" …; NULL for roads. */
const char *ht_vector_layer_get_table (HtVectorLayer layer);

typedef struct
{
  const char *path;
  HtVectorLayer layer;
  HtDatum datum; /* HT_DATUM_GCJ02 and HT_DATUM_BD09 are undone after reprojection */
  /* "COLUMN=FIELD" each, NULL at the end, or NULL: fields of the file for columns of the table ("name=MC"),
     "id" for what tells features apart. Usual names, Chinese ones too, are found without. */
  const char *const *columns;
  const char *source_layer; /* of a file with several layers; NULL: the only one */
} HtVectorRequest;

/**
 * ht_vector_read:
 *
 * Reads GeoJSON (RFC 7946, checked strictly, also .gz), GeoPackage, Shapefile, or CSV with columns for
 * latitude and longitude. Coordinates come out in WGS 84 from any system PROJ knows. Features that cannot be
 * taken are dropped with a counted reason; a file of which none can be taken is refused. Blocks: call on a
 * worker thread.
 *
 * Returns: (transfer full): the map, or NULL. Errors: HT_GEO_ERROR with file and place; G_IO_ERROR_CANCELLED.
 */
HtMapData *ht_vector_read (const HtVectorRequest *request, GCancellable *cancellable, GError **error);

G_END_DECLS
