/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/scene.h"

#include <math.h>

#include "draw/label-cache.h"
#include "draw/projection.h"
#include "draw/scene-private.h"

const double ht_detail_zoom[HT_N_DETAILS] = { 9, 11, 13, 15, G_MAXDOUBLE };

HtScene *
ht_scene_ref (HtScene *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
ht_scene_unref (HtScene *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  for (guint kind = 0; kind < HT_N_PACKS; kind++)
    for (guint detail = 0; detail < HT_N_DETAILS; detail++)
      g_clear_pointer (&self->packs[kind][detail], ht_pack_free);
  g_ptr_array_unref (self->names);
  ht_label_cache_free (self->labels);
  g_free (self);
}

gboolean
ht_scene_get_box (const HtScene *self, HtBox *box)
{
  *box = self->box;
  return !ht_box_is_empty (box);
}

static guint
count_full (const HtScene *self, HtPackKind kind)
{
  const HtPack *pack = self->packs[kind][HT_N_DETAILS - 1];
  return pack != NULL ? pack->items->len : 0;
}

static guint
count_spots (const HtScene *self, gboolean sites, gboolean stations)
{
  const HtPack *pack = self->packs[HT_PACK_SPOT][HT_N_DETAILS - 1];
  guint n = 0;
  for (guint i = 0; pack != NULL && i < pack->items->len; i++)
    {
      HtSpotKind kind = ht_spot_style_get_kind (ht_pack_item (pack, i)->style);
      n += ht_spot_is_site (kind) == sites && ht_spot_is_station (kind) == stations;
    }
  return n;
}

guint
ht_scene_count (const HtScene *self, HtMapLayer layer)
{
  switch (layer)
    {
    case HT_MAP_GREEN:
      return count_full (self, HT_PACK_GREEN);
    case HT_MAP_WATER:
      return count_full (self, HT_PACK_WATER) + count_full (self, HT_PACK_STREAM);
    case HT_MAP_BUILDING:
      return count_full (self, HT_PACK_BUILDING);
    case HT_MAP_ROAD:
      return count_full (self, HT_PACK_ROAD);
    case HT_MAP_RAIL:
      return count_full (self, HT_PACK_RAIL);
    case HT_MAP_BOUNDARY:
      return count_full (self, HT_PACK_BOUNDARY);
    case HT_MAP_LABEL:
      return count_full (self, HT_PACK_LINE_NAME) + count_spots (self, FALSE, FALSE);
    case HT_MAP_SITE:
      return count_spots (self, TRUE, FALSE);
    case HT_MAP_STATION:
    case HT_MAP_STATION_MARK:
      return count_spots (self, TRUE, TRUE);
    default:
      return 0;
    }
}

guint
ht_scene_get_n_sections (const HtScene *self)
{
  return self->n_sections;
}

gsize
ht_scene_get_size_bytes (const HtScene *self)
{
  gsize size = sizeof *self;
  for (guint kind = 0; kind < HT_N_PACKS; kind++)
    for (guint detail = 0; detail < HT_N_DETAILS; detail++)
      if (self->packs[kind][detail] != NULL)
        size += ht_pack_size_bytes (self->packs[kind][detail]);
  return size;
}

const HtPack *
ht_scene_get_pack (const HtScene *self, HtPackKind kind, double zoom)
{
  guint detail = 0;
  while (zoom > ht_detail_zoom[detail])
    detail++;
  return self->packs[kind][detail];
}

double
ht_fixed_per_px (double zoom)
{
  return exp2 (24 - zoom);
}
