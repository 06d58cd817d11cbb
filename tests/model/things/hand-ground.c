/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "city.h"

/* A square of 4 km around its middle. */
static HtGeometry *
square (HtPoint middle)
{
  HtPoint points[5];
  static const double corners[5][2]
      = { { -2000, -2000 }, { 2000, -2000 }, { 2000, 2000 }, { -2000, 2000 }, { -2000, -2000 } };
  const guint starts[2] = { 0, 5 };
  const guint8 outer = 1;
  for (guint i = 0; i < 5; i++)
    points[i] = ht_kit_shift (middle, corners[i][0], corners[i][1]);
  points[4] = points[0];
  return ht_geometry_new_parts (HT_GEOMETRY_POLYGON, points, starts, &outer, 1);
}

static void
add_areas (HtGround *ground)
{
  static const struct
  {
    HtGroundLevel level;
    const char *code, *name, *name_en;
    guint parent, first, n;
  } rows[] = {
    { HT_GROUND_DISTRICT, "310101", "东区", "East District", 0, 0, 2 },
    { HT_GROUND_DISTRICT, "310102", "西区", "West District", 0, 2, 1 },
    { HT_GROUND_SUBDISTRICT, "310101001", "海棠路街道", "Haitang Road Sub-district", 0, 0, 2 },
    { HT_GROUND_SUBDISTRICT, "310101002", "镇", "Town", 0, 2, 1 },
    { HT_GROUND_SUBDISTRICT, "310102001", "柳林镇", NULL, 1, 3, 1 },
    { HT_GROUND_NEIGHBOURHOOD, "310101001001", "一居", NULL, 0, 0, 0 },
    { HT_GROUND_NEIGHBOURHOOD, "310101001002", "二居", NULL, 0, 0, 0 },
    { HT_GROUND_NEIGHBOURHOOD, "310101002001", "三居", NULL, 1, 0, 0 },
    { HT_GROUND_NEIGHBOURHOOD, "310102001001", "四居", NULL, 2, 0, 0 },
  };
  guint n[HT_GROUND_N_LEVELS] = { 0 };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      HtGroundArea area = { .name = g_strdup (rows[i].name),
                            .name_en = g_strdup (rows[i].name_en),
                            .parent = rows[i].parent,
                            .first = rows[i].first,
                            .n = rows[i].n,
                            .land_m2 = 1e6 };
      g_strlcpy (area.code, rows[i].code, sizeof area.code);
      area.centre = ht_kit_shift ((HtPoint){ 121.4, 31.2 }, 1000.0 * n[rows[i].level]++, 0);
      area.geometry = square (area.centre);
      area.id = ht_ground_make_id (ground, rows[i].code, 0);
      g_array_append_val (ground->areas[rows[i].level], area);
    }
}

/* One street of 1 km. */
static void
add_street (HtNetwork *network)
{
  const HtPoint ends[2] = { { 121.4, 31.2 }, { 121.4105, 31.2 } };
  char *name = g_strdup ("海棠路");
  HtSection section = { .from = 0,
                        .to = 1,
                        .way_id = 1,
                        .flags = HT_SECTION_FORWARD | HT_SECTION_BACKWARD,
                        .road_class = HT_ROAD_PRIMARY,
                        .length_m = 1000,
                        .speed_kmh = 50,
                        .name = 1,
                        .n_points = 2 };
  for (gint64 i = 0; i < 2; i++)
    {
      HtRoadNode node = { i + 1, ends[i] };
      g_array_append_val (network->nodes, node);
    }
  g_array_append_vals (network->points, ends, 2);
  g_ptr_array_add (network->names, name);
  g_array_append_val (network->sections, section);
}

static void
add_block (HtGround *ground, HtGroundBlock block, guint index)
{
  GArray *neighbourhoods = ground->areas[HT_GROUND_NEIGHBOURHOOD];
  HtGroundArea *area = &g_array_index (neighbourhoods, HtGroundArea, block.neighbourhood);
  block.at = ht_kit_shift ((HtPoint){ 121.4, 31.2 }, 1000.0 * index, 0);
  block.area_m2 = block.area_m2 > 0 ? block.area_m2 : 40000;
  block.radius_m = block.radius_m > 0 ? block.radius_m : 90;
  if (area->n++ == 0)
    area->first = index;
  area->people_night += block.people_night;
  area->people_day += block.people_day;
  g_array_append_val (ground->blocks, block);
}

HtGround *
things_hand_ground (const HtGroundBlock *blocks, guint n)
{
  HtGround *ground = ht_ground_new (1, 1);
  add_areas (ground);
  add_street (ground->map->network);
  for (guint i = 0; i < n; i++)
    add_block (ground, blocks[i], i);
  return ground;
}
