/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/feature.h"
#include "geo/network.h"

G_BEGIN_DECLS

/* What is drawn, as bits: a tile may leave some out (HtTile.hidden). */
typedef enum
{
  HT_MAP_GREEN = 1 << 0,
  HT_MAP_WATER = 1 << 1,
  HT_MAP_BUILDING = 1 << 2,
  HT_MAP_ROAD = 1 << 3,
  HT_MAP_RAIL = 1 << 4,
  HT_MAP_BOUNDARY = 1 << 5,
  HT_MAP_LABEL = 1 << 6,
  HT_MAP_SITE = 1 << 7,    /* hospitals, schools, shelters, depots, chemical sites, police: mark and name */
  HT_MAP_STATION = 1 << 8, /* fire and ambulance stations: mark and name */
  HT_MAP_STATION_MARK = 1 << 9, /* only their marks: for whoever shows those itself, above the map */
} HtMapLayer;

/*
 * HtScene: map content packed for drawing: fixed-point Web Mercator, simplified per zoom, indexed. Immutable,
 * reference counted, used from any thread. Built once on a worker.
 */
typedef struct _HtScene HtScene;
HtScene *ht_scene_ref (HtScene *scene);
void ht_scene_unref (HtScene *scene);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtScene, ht_scene_unref)

/* FALSE for an empty scene. */
gboolean ht_scene_get_box (const HtScene *scene, HtBox *box);
/* Things kept of one HT_MAP_* bit (roads: lines joined from sections). */
guint ht_scene_count (const HtScene *scene, HtMapLayer layer);
/* Sections of the network, for HtCoverage. */
guint ht_scene_get_n_sections (const HtScene *scene);
gsize ht_scene_get_size_bytes (const HtScene *scene);

typedef struct _HtSceneBuilder HtSceneBuilder;
HtSceneBuilder *ht_scene_builder_new (void);
void ht_scene_builder_free (HtSceneBuilder *builder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtSceneBuilder, ht_scene_builder_free)

/* TRUE for tables that are part of the basemap; the others are HtThings. */
gboolean ht_scene_takes (const char *table);

/*
 * Takes features of the tables land, water, green, building, railway, district, subdistrict, neighbourhood,
 * place, station, hospital, shelter, depot, school, chemical_site; FALSE for another table or a geometry of
 * no use (nothing finite). Nothing of @feature is kept. With no land polygon the paper is land; with
 * districts, what lies beyond them is "outside".
 */
gboolean ht_scene_builder_add (HtSceneBuilder *builder, const HtFeature *feature);
/* @features: of HtFeature; returns how many were taken. */
guint ht_scene_builder_add_all (HtSceneBuilder *builder, const GPtrArray *features);
/* Roads; section indices of coverage are those of @network. */
void ht_scene_builder_set_network (HtSceneBuilder *builder, const HtNetwork *network);
/* Packs and frees the builder. Seconds for a megacity: not on the main thread. */
HtScene *ht_scene_builder_finish (HtSceneBuilder *builder);

G_END_DECLS
