/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/pack.h"
#include "draw/packer.h"
#include "draw/scene.h"
#include "draw/spot.h"

G_BEGIN_DECLS

typedef enum
{
  HT_PACK_LAND,
  HT_PACK_DISTRICT, /* areas: what is not outside */
  HT_PACK_GREEN,
  HT_PACK_WATER,
  HT_PACK_STREAM, /* water as lines; style: HtStream */
  HT_PACK_BUILDING,
  HT_PACK_RAIL,
  HT_PACK_BOUNDARY,  /* each edge once; style 0 district, 1 sub-district, 2 neighbourhood */
  HT_PACK_ROAD,      /* joined sections; style: ht_road_style */
  HT_PACK_SECTION,   /* sections; style: ht_road_style with the direction flags; name: section number */
  HT_PACK_LINE_NAME, /* named lines joined; style: road class or HT_LINE_WATER */
  HT_PACK_SPOT,      /* points with name; style: ht_spot_style */
  HT_N_PACKS,
} HtPackKind;

typedef enum
{
  HT_STREAM_RIVER,
  HT_STREAM_CANAL,
  HT_STREAM_SMALL,
} HtStream;

#define HT_LINE_WATER HT_N_ROAD_CLASSES

/* Level of detail d serves zooms up to ht_detail_zoom[d]; the last is the full geometry. */
#define HT_N_DETAILS 5
extern const double ht_detail_zoom[HT_N_DETAILS];

typedef struct _HtLabelCache HtLabelCache;

struct _HtScene
{
  gatomicrefcount refs;
  HtPack *packs[HT_N_PACKS][HT_N_DETAILS]; /* NULL: nothing to draw at that detail */
  GPtrArray *names;                        /* char *; [0] = "" */
  HtBox box;
  guint n_sections;
  HtLabelCache *labels; /* placements so far, under its own lock */
};

/* The pack to draw at @zoom, or NULL. */
const HtPack *ht_scene_get_pack (const HtScene *scene, HtPackKind kind, double zoom);
static inline const char *
ht_scene_get_name (const HtScene *scene, guint32 name)
{
  return g_ptr_array_index (scene->names, name);
}

/* Smallest side in fixed units of @px logical pixels at @zoom. */
double ht_fixed_per_px (double zoom);

struct _HtSceneBuilder
{
  HtPack *raw[HT_N_PACKS];
  HtPack *rings[3]; /* district, subdistrict, neighbourhood: rings for their edges */
  GPtrArray *names;
  GHashTable *name_numbers; /* char * of names → number */
  HtBox road_box;           /* of the roads alone */
  guint n_sections;
  HtPacker packer;
};

guint32 ht_scene_builder_intern (HtSceneBuilder *builder, const char *name);
/* Fills HT_PACK_BOUNDARY from rings: an edge that two areas share is kept once, for the highest of them. */
void ht_scene_builder_add_edges (HtSceneBuilder *builder);

G_END_DECLS
