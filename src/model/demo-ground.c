/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "model/demo-private.h"

static const char *const neighbourhood_names[HT_DEMO_AREAS]
    = { "西滩居委", "老街居委", "白鹭居委", "望潮居委", "海棠里居委", "棠苑居委",
        "滨江居委", "听涛居委", "锚地居委", "云帆居委", "渔歌居委",   "东滩村" };

static HtValue *
with_kind (const char *kind)
{
  HtValue *attributes = ht_value_new_map ();
  ht_value_set_text (attributes, "kind", kind);
  return attributes;
}

/* Corners of the areas: strips end at the second main road from the river, the river and the edge; parts at
 * the two streets over the bridges. */
static void
area_grid (const HtDemo *demo, double u[HT_DEMO_STRIPS + 1], double v[HT_DEMO_PARTS + 1])
{
  const double us[HT_DEMO_STRIPS + 1]
      = { -HT_DEMO_EDGE_U, demo->verticals[2], 0, demo->verticals[5], HT_DEMO_EDGE_U };
  const double vs[HT_DEMO_PARTS + 1]
      = { HT_DEMO_EDGE_V, demo->horizontals[2], demo->horizontals[4], -HT_DEMO_EDGE_V };
  for (guint i = 0; i <= HT_DEMO_STRIPS; i++)
    u[i] = us[i];
  for (guint i = 0; i <= HT_DEMO_PARTS; i++)
    v[i] = vs[i];
}

/* Strips @strip0 to @strip1 - 1 and parts @part0 to @part1 - 1 in one. Every grid point on the border is a
 * corner, so that neighbours share the same points. */
static HtGeometry *
make_area (const HtDemo *demo, guint strip0, guint strip1, guint part0, guint part1)
{
  double u[HT_DEMO_STRIPS + 1], v[HT_DEMO_PARTS + 1];
  HtDemoSpot corners[2 * (HT_DEMO_STRIPS + HT_DEMO_PARTS)];
  guint n = 0;
  area_grid (demo, u, v);
  for (guint i = strip0; i < strip1; i++)
    corners[n++] = (HtDemoSpot){ u[i], v[part1] };
  for (guint i = part1; i > part0; i--)
    corners[n++] = (HtDemoSpot){ u[strip1], v[i] };
  for (guint i = strip1; i > strip0; i--)
    corners[n++] = (HtDemoSpot){ u[i], v[part0] };
  for (guint i = part0; i < part1; i++)
    corners[n++] = (HtDemoSpot){ u[strip0], v[i] };
  return ht_demo_make_polygon (demo, corners, n);
}

static HtValue *
with_people (const char *code, double day, double night)
{
  HtValue *attributes = ht_value_new_map ();
  ht_value_set_text (attributes, "code", code);
  ht_value_set_int (attributes, "population", llround (night));
  ht_value_set_int (attributes, "people_night", llround (night));
  ht_value_set_int (attributes, "people_day", llround (day));
  return attributes;
}

static void
sum_people (const HtDemo *demo, guint area0, guint area1, double *day, double *night)
{
  *day = *night = 0;
  for (guint i = area0; i < area1; i++)
    {
      *day += demo->people_day[i];
      *night += demo->people_night[i];
    }
}

/* Codes of nine nines and the like belong to no real place. */
void
ht_demo_build_people (HtDemo *demo)
{
  static const char *const sides[2] = { "海棠街道", "听涛镇" };
  double day, night;
  sum_people (demo, 0, HT_DEMO_AREAS, &day, &night);
  ht_demo_add_feature (demo, "district", "海棠演示区", with_people ("999901", day, night),
                       make_area (demo, 0, HT_DEMO_STRIPS, 0, HT_DEMO_PARTS));
  for (guint side = 0; side < 2; side++)
    {
      g_autofree char *code = g_strdup_printf ("999901%03u", side + 1);
      sum_people (demo, side * HT_DEMO_AREAS / 2, (side + 1) * HT_DEMO_AREAS / 2, &day, &night);
      HtValue *attributes = with_people (code, day, night);
      ht_value_set_text (attributes, "district", "999901");
      ht_demo_add_feature (demo, "subdistrict", sides[side], attributes,
                           make_area (demo, 2 * side, 2 * side + 2, 0, HT_DEMO_PARTS));
    }
  for (guint i = 0; i < HT_DEMO_AREAS; i++)
    {
      guint strip = i / HT_DEMO_PARTS, part = i % HT_DEMO_PARTS;
      g_autofree char *above = g_strdup_printf ("999901%03u", strip / 2 + 1);
      g_autofree char *code = g_strdup_printf ("%s%03u", above, i % (HT_DEMO_AREAS / 2) + 1);
      HtValue *attributes = with_people (code, demo->people_day[i], demo->people_night[i]);
      ht_value_set_text (attributes, "subdistrict", above);
      ht_demo_add_feature (demo, "neighbourhood", neighbourhood_names[i], attributes,
                           make_area (demo, strip, strip + 1, part, part + 1));
    }
}

static void
add_place (HtDemo *demo, const char *name, const char *kind, HtDemoSpot spot)
{
  HtPoint at = ht_demo_to_earth (demo, spot);
  ht_demo_add_feature (demo, "place", name, with_kind (kind), ht_geometry_new_point (at.lon, at.lat));
}

static HtDemoSpot
middle_of (HtDemoRect rect)
{
  return (HtDemoSpot){ (rect.u0 + rect.u1) / 2, (rect.v0 + rect.v1) / 2 };
}

static void
add_places (HtDemo *demo)
{
  double u[HT_DEMO_STRIPS + 1], v[HT_DEMO_PARTS + 1];
  area_grid (demo, u, v);
  add_place (demo, "海棠演示镇", "town", (HtDemoSpot){ -400, 200 });
  add_place (demo, "海棠街道", "suburb", middle_of (ht_demo_get_cell (demo, 1, 2)));
  add_place (demo, "听涛镇", "suburb", middle_of (ht_demo_get_cell (demo, 4, 2)));
  add_place (demo, "海棠广场", "square", middle_of (ht_demo_get_cell (demo, 2, 2)));
  add_place (demo, "老码头", "locality", (HtDemoSpot){ -HT_DEMO_BANK_M + 20, demo->horizontals[3] });
  for (guint i = 0; i < HT_DEMO_AREAS; i++)
    {
      guint strip = i / HT_DEMO_PARTS, part = i % HT_DEMO_PARTS;
      HtDemoSpot at = { (u[strip] + u[strip + 1]) / 2 + 60, (v[part] + v[part + 1]) / 2 + 90 };
      add_place (demo, neighbourhood_names[i], "neighbourhood", at);
    }
}

static HtGeometry *
make_pond (const HtDemo *demo, HtDemoSpot middle, double radius_m)
{
  HtDemoSpot corners[16];
  for (guint i = 0; i < G_N_ELEMENTS (corners); i++)
    {
      double angle = 2 * G_PI * i / G_N_ELEMENTS (corners), r = radius_m * (1 + 0.18 * sin (3 * angle + 1));
      corners[i] = (HtDemoSpot){ middle.u + r * cos (angle), middle.v + 0.7 * r * sin (angle) };
    }
  return ht_demo_make_polygon (demo, corners, G_N_ELEMENTS (corners));
}

static void
add_water (HtDemo *demo)
{
  const HtDemoRect river = { -HT_DEMO_RIVER_M, -HT_DEMO_EDGE_V, HT_DEMO_RIVER_M, HT_DEMO_EDGE_V };
  ht_demo_add_feature (demo, "water", "听涛河", with_kind ("river"), ht_demo_make_rect (demo, river));
  HtDemoSpot park = middle_of (ht_demo_get_cell (demo, 2, 3));
  ht_demo_add_feature (demo, "water", "鹭湖", with_kind ("lake"),
                       make_pond (demo, (HtDemoSpot){ park.u - 20, park.v }, 60));
}

static void
add_green (HtDemo *demo)
{
  static const char *const parks[] = { "听涛公园", "南滩公园", "东滩公园" };
  guint n = 0;
  for (guint column = 0; column < HT_DEMO_COLUMNS; column++)
    for (guint row = 0; row < HT_DEMO_ROWS; row++)
      {
        if (ht_demo_get_use (column, row) != HT_DEMO_PARK)
          continue;
        HtDemoRect cell = ht_demo_get_cell (demo, column, row);
        HtDemoRect park = { cell.u0 + 22, cell.v0 + 22, cell.u1 - 22, cell.v1 - 22 };
        ht_demo_add_feature (demo, "green", parks[n++ % G_N_ELEMENTS (parks)], with_kind ("park"),
                             ht_demo_make_rect (demo, park));
      }
  const HtDemoRect banks[2]
      = { { -HT_DEMO_BANK_M + 14, -HT_DEMO_EDGE_V + 60, -HT_DEMO_RIVER_M, HT_DEMO_EDGE_V - 60 },
          { HT_DEMO_RIVER_M, -HT_DEMO_EDGE_V + 60, HT_DEMO_BANK_M - 14, HT_DEMO_EDGE_V - 60 } };
  for (guint i = 0; i < 2; i++)
    ht_demo_add_feature (demo, "green", i == 0 ? "滨江西绿带" : "滨江东绿带", with_kind ("grass"),
                         ht_demo_make_rect (demo, banks[i]));
}

void
ht_demo_build_ground (HtDemo *demo)
{
  add_water (demo);
  add_green (demo);
  add_places (demo);
}
