/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/demo-private.h"

/* Where a site stands: near one edge of a cell, so that it is close to a main road. */
static const struct
{
  const char *table, *name, *kind;
  char side; /* 'N', 'S', 'W', 'E' edge of the cell; 'M': its middle */
  guint8 column, row;
  double along; /* 0 to 1, west to east or south to north */
  double back_m, width_m,
      depth_m;            /* from the road's middle line to the middle of the building; along, across */
  const char *number_key; /* a further column and its value */
  gint64 number;
} sites[] = {
  { "station", "海棠特勤消防救援站", "special", 'N', 2, 2, 0.5, 44, 46, 26, NULL, 0 },
  { "station", "听涛消防救援站", "ordinary", 'E', 4, 3, 0.45, 42, 40, 24, NULL, 0 },
  { "hospital", "海棠演示医院", NULL, 'S', 3, 1, 0.6, 48, 70, 36, "beds", 420 },
  { "depot", "海棠区应急物资储备库", "district", 'N', 0, 0, 0.5, 46, 60, 36, NULL, 0 },
  { "depot", "听涛应急物资储备点", "point", 'E', 4, 5, 0.5, 42, 36, 24, NULL, 0 },
  { "shelter", "听涛公园应急避难场所", NULL, 'W', 2, 3, 0.3, 50, 30, 20, "capacity", 6000 },
  { "shelter", "海棠中学应急避难场所", NULL, 'N', 0, 4, 0.7, 50, 40, 24, "capacity", 1800 },
  { "shelter", "东滩公园应急避难场所", NULL, 'W', 5, 3, 0.6, 50, 30, 20, "capacity", 3500 },
  { "school", "海棠中学", "school", 'N', 0, 4, 0.35, 52, 60, 30, NULL, 0 },
  { "school", "海棠第一小学", "school", 'W', 1, 4, 0.5, 48, 44, 24, NULL, 0 },
  { "school", "听涛小学", "school", 'N', 3, 3, 0.35, 48, 44, 24, NULL, 0 },
  { "school", "渔歌幼儿园", "kindergarten", 'S', 4, 2, 0.5, 44, 30, 22, NULL, 0 },
  { "chemical_site", "海棠演示化工仓库", "storage", 'N', 1, 0, 0.2, 50, 50, 36, "storage_t", 180 },
  { "complex", "海棠天地", NULL, 'S', 2, 1, 0.5, 52, 90, 44, "floor_m2", 68000 },
};

static HtDemoRect
site_rect (const HtDemo *demo, guint i)
{
  HtDemoRect cell = ht_demo_get_cell (demo, sites[i].column, sites[i].row);
  double along_u = cell.u0 + sites[i].along * (cell.u1 - cell.u0),
         along_v = cell.v0 + sites[i].along * (cell.v1 - cell.v0);
  gboolean beside = sites[i].side == 'W' || sites[i].side == 'E';
  double half_u = (beside ? sites[i].depth_m : sites[i].width_m) / 2;
  double half_v = (beside ? sites[i].width_m : sites[i].depth_m) / 2;
  HtDemoSpot middle = { along_u, along_v };
  switch (sites[i].side)
    {
    case 'N':
      middle.v = cell.v1 - sites[i].back_m;
      break;
    case 'S':
      middle.v = cell.v0 + sites[i].back_m;
      break;
    case 'W':
      middle.u = cell.u0 + sites[i].back_m;
      break;
    default:
      middle.u = cell.u1 - sites[i].back_m;
      break;
    }
  return (HtDemoRect){ middle.u - half_u, middle.v - half_v, middle.u + half_u, middle.v + half_v };
}

static void
add_site_building (HtDemo *demo, guint i, HtDemoRect rect)
{
  HtValue *attributes = ht_value_new_map ();
  guint levels = g_str_equal (sites[i].table, "hospital")  ? 9
                 : g_str_equal (sites[i].table, "complex") ? 6
                                                           : 3;
  ht_value_set_text (attributes, "kind", sites[i].table);
  ht_value_set_int (attributes, "levels", levels);
  ht_value_set_real (attributes, "height_m", levels * 4.2);
  ht_demo_add_feature (demo, "building", sites[i].name, attributes, ht_demo_make_rect (demo, rect));
}

void
ht_demo_place_sites (HtDemo *demo)
{
  for (guint i = 0; i < G_N_ELEMENTS (sites); i++)
    {
      HtDemoRect rect = site_rect (demo, i);
      HtPoint at = ht_demo_to_earth (demo, (HtDemoSpot){ (rect.u0 + rect.u1) / 2, (rect.v0 + rect.v1) / 2 });
      HtValue *attributes = ht_value_new_map ();
      if (sites[i].kind != NULL)
        ht_value_set_text (attributes, "kind", sites[i].kind);
      if (sites[i].number_key != NULL)
        ht_value_set_int (attributes, sites[i].number_key, sites[i].number);
      ht_demo_add_feature (demo, sites[i].table, sites[i].name, attributes,
                           ht_geometry_new_point (at.lon, at.lat));
      g_array_append_val (demo->keep_out, rect);
      if (!g_str_equal (sites[i].table, "shelter"))
        add_site_building (demo, i, rect);
    }
}

gboolean
ht_demo_is_kept_out (const HtDemo *demo, HtDemoSpot a, HtDemoSpot b, double clearance_m)
{
  for (guint i = 0; i < demo->keep_out->len; i++)
    if (ht_demo_segment_hits (a, b, g_array_index (demo->keep_out, HtDemoRect, i), clearance_m))
      return TRUE;
  return FALSE;
}
