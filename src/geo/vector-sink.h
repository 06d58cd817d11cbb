/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/vector.h"

G_BEGIN_DECLS

/* Where the readers of vector files put what they find. Private to vector*.c and geojson.c. */
typedef struct
{
  const HtVectorRequest *request;
  GCancellable *cancellable;
  HtMapData *data;
  char *base_name;              /* of the file: part of every identifier */
  GHashTable *seen;             /* source ids met so far */
  struct _HtVectorRoads *roads; /* NULL unless the layer is roads */
} HtVectorSink;

/* One feature as its file has it. */
typedef struct
{
  HtGeometry *geometry;      /* WGS 84, or the datum of the request; borrowed */
  const HtValue *properties; /* map of scalars; borrowed */
  const char *id;            /* the source's, or NULL */
} HtVectorFeature;

/* Counts one feature as read. */
void ht_vector_sink_read (HtVectorSink *sink);
/* Takes one feature or counts why not. */
void ht_vector_sink_take (HtVectorSink *sink, const HtVectorFeature *feature);
/* A feature that could not be understood; @why is a literal marked with N_(). */
void ht_vector_sink_drop (HtVectorSink *sink, const char *why);

/* Readers; both report cancellation. */
gboolean ht_geojson_read (HtVectorSink *sink, GError **error);
gboolean ht_vector_gdal_read (HtVectorSink *sink, GError **error);
/* The file begins like JSON. */
gboolean ht_geojson_is_json (const char *path, gboolean *is_json, GError **error);

/* The columns of @table from a feature's properties: all scalars under their own names, and the table's
   columns by the request's mapping or by usual names (vector-columns.c). New map; *@name (may be NULL) is to
   be freed. */
HtValue *ht_vector_map_columns (const HtVectorRequest *request, const char *table, const HtValue *properties,
                                char **name);
/* The field that stands for @column, or NULL. Borrowed. */
const HtValue *ht_vector_find_field (const HtVectorRequest *request, const char *column,
                                     const HtValue *properties);

/* Lines gathered to a network (vector-roads.c). */
typedef struct _HtVectorRoads HtVectorRoads;
HtVectorRoads *ht_vector_roads_new (HtImportReport *report);
void ht_vector_roads_free (HtVectorRoads *roads);
void ht_vector_roads_add (HtVectorRoads *roads, const HtVectorRequest *request, const HtVectorFeature *line);
HtNetwork *ht_vector_roads_build (HtVectorRoads *roads);

G_END_DECLS
