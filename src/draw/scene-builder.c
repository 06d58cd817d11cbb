/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "draw/label-cache.h"
#include "draw/projection.h"
#include "draw/scene-private.h"
#include "draw/style.h"

HtSceneBuilder *
ht_scene_builder_new (void)
{
  HtSceneBuilder *self = g_new0 (HtSceneBuilder, 1);
  for (guint i = 0; i < HT_N_PACKS; i++)
    self->raw[i] = ht_pack_new ();
  for (guint i = 0; i < G_N_ELEMENTS (self->rings); i++)
    self->rings[i] = ht_pack_new ();
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->name_numbers = g_hash_table_new (g_str_hash, g_str_equal);
  ht_packer_init (&self->packer);
  self->road_box = ht_box_empty ();
  ht_scene_builder_intern (self, "");
  return self;
}

void
ht_scene_builder_free (HtSceneBuilder *self)
{
  for (guint i = 0; i < HT_N_PACKS; i++)
    g_clear_pointer (&self->raw[i], ht_pack_free);
  for (guint i = 0; i < G_N_ELEMENTS (self->rings); i++)
    g_clear_pointer (&self->rings[i], ht_pack_free);
  g_hash_table_unref (self->name_numbers);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  ht_packer_clear (&self->packer);
  g_free (self);
}

guint32
ht_scene_builder_intern (HtSceneBuilder *self, const char *name)
{
  gpointer number;
  if (name == NULL || !g_utf8_validate (name, -1, NULL))
    name = "";
  if (g_hash_table_lookup_extended (self->name_numbers, name, NULL, &number))
    return GPOINTER_TO_UINT (number);
  char *copy = g_strdup (name);
  g_ptr_array_add (self->names, copy);
  g_hash_table_insert (self->name_numbers, copy, GUINT_TO_POINTER (self->names->len - 1));
  return self->names->len - 1;
}

typedef struct
{
  const char *table;
  HtPackKind area, line; /* HT_N_PACKS: not taken */
  int rings;             /* -1: no boundary */
} TableRule;

static const TableRule tables[] = {
  { "building", HT_PACK_BUILDING, HT_N_PACKS, -1 }, { "water", HT_PACK_WATER, HT_PACK_STREAM, -1 },
  { "green", HT_PACK_GREEN, HT_N_PACKS, -1 },       { "land", HT_PACK_LAND, HT_N_PACKS, -1 },
  { "railway", HT_N_PACKS, HT_PACK_RAIL, -1 },      { "district", HT_PACK_DISTRICT, HT_N_PACKS, 0 },
  { "subdistrict", HT_N_PACKS, HT_N_PACKS, 1 },     { "neighbourhood", HT_N_PACKS, HT_N_PACKS, 2 },
  { "place", HT_N_PACKS, HT_N_PACKS, -1 },          { "station", HT_N_PACKS, HT_N_PACKS, -1 },
  { "hospital", HT_N_PACKS, HT_N_PACKS, -1 },       { "shelter", HT_N_PACKS, HT_N_PACKS, -1 },
  { "depot", HT_N_PACKS, HT_N_PACKS, -1 },          { "school", HT_N_PACKS, HT_N_PACKS, -1 },
  { "chemical_site", HT_N_PACKS, HT_N_PACKS, -1 },
};

static const TableRule *
rule_for (const char *table)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (strcmp (tables[i].table, table) == 0)
      return &tables[i];
  return NULL;
}

gboolean
ht_scene_takes (const char *table)
{
  return table != NULL && rule_for (table) != NULL;
}

static guint32
stream_style (const char *kind)
{
  if (g_strcmp0 (kind, "river") == 0)
    return HT_STREAM_RIVER;
  return g_strcmp0 (kind, "canal") == 0 ? HT_STREAM_CANAL : HT_STREAM_SMALL;
}

/* The zoom at which the longer side of @box covers @px. */
static double
zoom_for_size (const HtBox *box, double px)
{
  HtExtent e = ht_extent_from_box (box);
  double side = MAX (e.max_x - e.min_x, e.max_y - e.min_y);
  return side > 0 ? CLAMP (log2 (px / (HT_TILE_PX * side)), 0, HT_ZOOM_MAX) : HT_ZOOM_MAX;
}

static gboolean
add_spot (HtSceneBuilder *self, const HtFeature *feature, const char *kind)
{
  HtSpotKind spot;
  guint32 name = ht_scene_builder_intern (self, feature->name);
  if (!ht_spot_kind_for (feature->table, kind, &spot) || (name == 0 && !ht_spot_is_site (spot)))
    return FALSE;
  double min_zoom = 0;
  if (spot == HT_SPOT_WATER || spot == HT_SPOT_PARK || spot == HT_SPOT_BUILDING)
    min_zoom = zoom_for_size (&feature->geometry->box, spot == HT_SPOT_BUILDING ? 44 : 70);
  HtPoint at = ht_geometry_label_point (feature->geometry);
  return ht_packer_add_point (&self->packer, self->raw[HT_PACK_SPOT], &at, ht_spot_style (spot, min_zoom),
                              name);
}

static gboolean
add_line (HtSceneBuilder *self, const HtFeature *feature, HtPackKind pack, const char *kind)
{
  guint32 style = pack == HT_PACK_STREAM ? stream_style (kind) : 0;
  gboolean taken = ht_packer_add (&self->packer, self->raw[pack], feature->geometry, style, 0);
  guint32 name = ht_scene_builder_intern (self, feature->name);
  if (taken && name != 0 && pack == HT_PACK_STREAM)
    ht_packer_add (&self->packer, self->raw[HT_PACK_LINE_NAME], feature->geometry, HT_LINE_WATER, name);
  return taken;
}

gboolean
ht_scene_builder_add (HtSceneBuilder *self, const HtFeature *feature)
{
  const TableRule *rule = rule_for (feature->table);
  const HtGeometry *geometry = feature->geometry;
  if (rule == NULL || geometry == NULL || geometry->n_points == 0)
    return FALSE;
  const char *kind = ht_value_member_text (feature->attributes, "kind", NULL);
  if (geometry->kind == HT_GEOMETRY_LINE)
    return rule->line != HT_N_PACKS && add_line (self, feature, rule->line, kind);
  gboolean taken = FALSE;
  if (geometry->kind == HT_GEOMETRY_POLYGON && rule->area != HT_N_PACKS)
    taken = ht_packer_add (&self->packer, self->raw[rule->area], geometry, 0, 0);
  if (geometry->kind == HT_GEOMETRY_POLYGON && rule->rings >= 0)
    taken |= ht_packer_add (&self->packer, self->rings[rule->rings], geometry, (guint32) rule->rings, 0);
  return add_spot (self, feature, kind) || taken;
}

guint
ht_scene_builder_add_all (HtSceneBuilder *self, const GPtrArray *features)
{
  guint taken = 0;
  for (guint i = 0; i < features->len; i++)
    taken += ht_scene_builder_add (self, g_ptr_array_index (features, i));
  return taken;
}

/* What is worth keeping at a level of detail. */
typedef struct
{
  HtPackKind kind;
  double zoom;
} Keep;

static const double boundary_zoom[3] = { 7, 11.5, 14.5 };
static const double stream_zoom[3] = { 7, 11, 13 };

static gboolean
keep_item (const HtItem *item, gpointer user_data)
{
  const Keep *keep = user_data;
  double per_px = ht_fixed_per_px (keep->zoom);
  double side = MAX ((double) item->box.max_x - item->box.min_x, (double) item->box.max_y - item->box.min_y);
  switch (keep->kind)
    {
    case HT_PACK_ROAD:
    case HT_PACK_SECTION:
      return ht_road_min_zoom (item->style) <= keep->zoom;
    case HT_PACK_BOUNDARY:
      return boundary_zoom[item->style] <= keep->zoom;
    case HT_PACK_STREAM:
      return stream_zoom[item->style] <= keep->zoom;
    case HT_PACK_BUILDING:
      return keep->zoom >= 15;
    case HT_PACK_LINE_NAME:
      return side >= 30 * per_px
             && (item->style == HT_LINE_WATER || ht_road_label_min_zoom (item->style) <= keep->zoom);
    case HT_PACK_RAIL:
      return keep->zoom >= 11;
    default:
      return side >= 1.5 * per_px;
    }
}

static void
pack_kind (HtSceneBuilder *self, HtScene *scene, HtPackKind kind)
{
  gboolean rings = kind == HT_PACK_LAND || kind == HT_PACK_DISTRICT || kind == HT_PACK_GREEN
                   || kind == HT_PACK_WATER || kind == HT_PACK_BUILDING;
  HtPack *full = g_steal_pointer (&self->raw[kind]);
  ht_pack_finish (full);
  if (full->items->len == 0)
    {
      ht_pack_free (full);
      return;
    }
  scene->packs[kind][HT_N_DETAILS - 1] = full;
  for (guint detail = 0; detail < HT_N_DETAILS - 1; detail++)
    {
      Keep keep = { kind, ht_detail_zoom[detail] };
      if (kind == HT_PACK_SPOT || (kind == HT_PACK_BUILDING && keep.zoom < 15))
        continue;
      /* Under half a pixel nobody sees the missing points. */
      scene->packs[kind][detail]
          = ht_pack_simplify (full, 0.4 * ht_fixed_per_px (keep.zoom), rings, keep_item, &keep);
    }
}

typedef struct
{
  HtSceneBuilder *builder;
  HtScene *scene;
  gint next; /* kind nobody has taken yet */
} Packing;

/* Kinds share nothing, so two threads take one after the other. */
static gpointer
pack_kinds (gpointer data)
{
  Packing *packing = data;
  for (gint kind; (kind = g_atomic_int_add (&packing->next, 1)) < HT_N_PACKS;)
    pack_kind (packing->builder, packing->scene, (HtPackKind) kind);
  return NULL;
}

HtScene *
ht_scene_builder_finish (HtSceneBuilder *self)
{
  HtScene *scene = g_new0 (HtScene, 1);
  g_atomic_ref_count_init (&scene->refs);
  ht_scene_builder_add_edges (self);
  Packing packing = { self, scene, 0 };
  GThread *other = g_thread_new ("ht-scene-packs", pack_kinds, &packing);
  pack_kinds (&packing);
  g_thread_join (other);
  scene->names = g_steal_pointer (&self->names);
  scene->box = ht_box_is_empty (&self->road_box) ? self->packer.box : self->road_box;
  scene->n_sections = self->n_sections;
  scene->labels = ht_label_cache_new ();
  ht_scene_builder_free (self);
  return scene;
}
