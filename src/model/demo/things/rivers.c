/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/demo/things/rivers.h"

#include <math.h>

static HtPoint
middle_of (HtPoint a, HtPoint b)
{
  return (HtPoint){ (a.lon + b.lon) / 2, (a.lat + b.lat) / 2 };
}

static void
add_stretch (HtKit *kit, const HtFeature *feature)
{
  const HtGeometry *ring = feature->geometry;
  guint n = (ring->n_points - 1) / 2;
  if (ring->n_parts != 1 || ring->n_points % 2 == 0 || n < 2)
    return;
  for (guint i = 0; i < n; i++)
    {
      HtRiverSpot spot = {
        .left = ring->points[2 * n - 1 - i], .right = ring->points[i], .name = feature->name, .begins = i == 0
      };
      spot.at = middle_of (spot.left, spot.right);
      spot.width_m = ht_kit_distance (spot.left, spot.right);
      g_array_append_val (kit->rivers, spot);
    }
}

void
ht_kit_find_rivers (HtKit *kit)
{
  const GPtrArray *water = ht_map_data_get_features (kit->ground->map, "water");
  kit->rivers = g_array_new (FALSE, FALSE, sizeof (HtRiverSpot));
  for (guint i = 0; water != NULL && i < water->len; i++)
    {
      const HtFeature *feature = water->pdata[i];
      if (g_strcmp0 (ht_value_member_text (feature->attributes, "kind", NULL), "river") == 0
          && feature->geometry->kind == HT_GEOMETRY_POLYGON)
        add_stretch (kit, feature);
    }
}

const HtRiverSpot *
ht_kit_draw_river (const HtKit *kit, HtDemoDice *dice)
{
  guint n = kit->rivers->len;
  return n == 0 ? NULL : &g_array_index (kit->rivers, HtRiverSpot, ht_demo_dice_below (dice, n));
}

const HtRiverSpot *
ht_kit_nearest_river (const HtKit *kit, HtPoint at)
{
  const HtRiverSpot *nearest = NULL;
  double best = INFINITY;
  for (guint i = 0; i < kit->rivers->len; i++)
    {
      const HtRiverSpot *spot = &g_array_index (kit->rivers, HtRiverSpot, i);
      double distance = ht_kit_distance (spot->at, at);
      if (distance >= best)
        continue;
      best = distance;
      nearest = spot;
    }
  return nearest;
}

guint
ht_kit_block_near (const HtKit *kit, HtPoint at)
{
  guint nearest = 0;
  double best = INFINITY;
  for (guint i = 0; i < kit->ground->blocks->len; i++)
    {
      double distance = ht_kit_distance (ht_kit_block (kit, i)->at, at);
      if (distance >= best)
        continue;
      best = distance;
      nearest = i;
    }
  return nearest;
}
