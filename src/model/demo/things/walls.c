/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "model/demo/things/rivers.h"
#include "model/demo/things/subjects.h"

/*
 * Sea walls along the sea of the ground, flood walls along the Huangpu. Crest and design as the city's flood
 * plan has them in round figures: sea walls of the mainland 200 years and force 12 wind, of the islands 100
 * years; flood walls of the inner Huangpu 1,000 years.
 */
#define STRETCH_M 6000.0
#define DATUM "吴淞高程"
/* A coast is no farther from an outline of the land than this; the frame of the sea lies beyond. */
#define COAST_M 600.0

static double
distance_to_segment (HtPoint at, HtPoint a, HtPoint b)
{
  double shrink = cos (at.lat * G_PI / 180);
  double bx = (b.lon - a.lon) * shrink, by = b.lat - a.lat, px = (at.lon - a.lon) * shrink,
         py = at.lat - a.lat;
  double length2 = bx * bx + by * by, t = length2 > 0 ? CLAMP ((px * bx + py * by) / length2, 0, 1) : 0;
  return 111320 * hypot (px - t * bx, py - t * by);
}

/* Index of the district whose outline is nearest within COAST_M; G_MAXUINT: none. */
static guint
find_coast (const HtKit *kit, HtPoint at)
{
  guint nearest = G_MAXUINT;
  double best = COAST_M;
  for (guint d = 0; d < ht_kit_n_areas (kit, HT_GROUND_DISTRICT); d++)
    {
      const HtGeometry *outline
          = g_array_index (kit->ground->areas[HT_GROUND_DISTRICT], HtGroundArea, d).geometry;
      if (outline == NULL || at.lon < outline->box.min_lon - 0.01 || at.lon > outline->box.max_lon + 0.01
          || at.lat < outline->box.min_lat - 0.01 || at.lat > outline->box.max_lat + 0.01)
        continue;
      for (guint i = 1; i < outline->n_points; i++)
        {
          double distance = distance_to_segment (at, outline->points[i - 1], outline->points[i]);
          if (distance >= best)
            continue;
          best = distance;
          nearest = d;
        }
    }
  return nearest;
}

/* A wall in the making. */
typedef struct
{
  HtKit *kit;
  GArray *points; /* HtPoint */
  double length_m;
  const char *place, *place_en, *word, *word_en, *kind;
  double crest_m, return_y;
} Wall;

static void
end_stretch (Wall *wall)
{
  if (wall->points->len >= 2)
    {
      HtKitName name
          = { wall->place, wall->place_en, wall->word, wall->word_en, wall->kit->features->len + 1 };
      HtValue *attributes
          = ht_kit_add (wall->kit, &name,
                        ht_geometry_new_line ((const HtPoint *) wall->points->data, wall->points->len));
      double crest_m = wall->crest_m + ht_demo_dice_between (&wall->kit->dice, -0.3, 0.5);
      ht_value_set_text (attributes, "kind", wall->kind);
      ht_value_set_real (attributes, "crest_m", ht_kit_round (crest_m, 0.01));
      ht_value_set_text (attributes, "datum", DATUM);
      ht_value_set_real (attributes, "return_y", wall->return_y);
    }
  g_array_set_size (wall->points, 0);
  wall->length_m = 0;
}

static void
add_to_wall (Wall *wall, HtPoint at)
{
  if (wall->points->len > 0)
    wall->length_m += ht_kit_distance (g_array_index (wall->points, HtPoint, wall->points->len - 1), at);
  g_array_append_val (wall->points, at);
  if (wall->length_m < STRETCH_M)
    return;
  end_stretch (wall);
  g_array_append_val (wall->points, at);
}

/* One ring of the sea; rings after the first are islands. */
static void
add_sea_walls (HtKit *kit, const HtGeometry *sea, guint part)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (HtPoint));
  Wall wall = { .kit = kit, .points = points, .word = "海塘", .word_en = "Sea Wall", .kind = "sea_wall" };
  guint last = G_MAXUINT;
  wall.crest_m = part == 0 ? 9.2 : 8.3;
  wall.return_y = part == 0 ? 200 : 100;
  for (guint i = sea->part_start[part]; i < sea->part_start[part + 1]; i++)
    {
      guint district = find_coast (kit, sea->points[i]);
      if (district != last)
        end_stretch (&wall);
      last = district;
      if (district == G_MAXUINT)
        continue;
      const HtGroundArea *area
          = &g_array_index (kit->ground->areas[HT_GROUND_DISTRICT], HtGroundArea, district);
      wall.place = area->name;
      wall.place_en = area->name_en;
      add_to_wall (&wall, sea->points[i]);
    }
  end_stretch (&wall);
}

/* Along one bank of the widest river. */
static void
add_flood_walls (HtKit *kit, gboolean left)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (HtPoint));
  Wall wall = { .kit = kit,
                .points = points,
                .place = left ? "黄浦江左岸" : "黄浦江右岸",
                .place_en = left ? "Huangpu Left Bank" : "Huangpu Right Bank",
                .word = "防汛墙",
                .word_en = "Flood Wall",
                .kind = "flood_wall",
                .crest_m = 6.4,
                .return_y = 1000 };
  for (guint i = 0; i < kit->rivers->len; i++)
    {
      const HtRiverSpot *spot = &g_array_index (kit->rivers, HtRiverSpot, i);
      if (g_strcmp0 (spot->name, "黄浦江") != 0)
        continue;
      /* Lower walls upstream of the city. */
      wall.crest_m = spot->at.lat > 31.1 ? 6.6 : 5.2;
      wall.return_y = spot->at.lat > 31.1 ? 1000 : 50;
      add_to_wall (&wall, left ? spot->left : spot->right);
    }
  end_stretch (&wall);
}

gboolean
ht_kit_make_walls (HtKit *kit, GError **error)
{
  const GPtrArray *water = ht_map_data_get_features (kit->ground->map, "water");
  ht_kit_begin (kit, "sea_wall");
  for (guint i = 0; water != NULL && i < water->len; i++)
    {
      const HtFeature *feature = water->pdata[i];
      if (g_strcmp0 (ht_value_member_text (feature->attributes, "kind", NULL), "sea") != 0)
        continue;
      for (guint part = 0; part < feature->geometry->n_parts; part++)
        add_sea_walls (kit, feature->geometry, part);
    }
  add_flood_walls (kit, TRUE);
  add_flood_walls (kit, FALSE);
  return ht_kit_end (kit, error);
}
