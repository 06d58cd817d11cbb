/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "model/demo/things/rivers.h"
#include "model/demo/things/subjects.h"

#define DATUM "吴淞高程" /* the zero of the city's water levels, about the lowest water at Wusong */

/*
 * A drainage system for each sub-district: pumped where people live close together, by gravity elsewhere. The
 * city's rain formula gives 36 mm in an hour for a return period of one year, 50 for three and 56 for five.
 */
static gboolean
make_drain_areas (HtKit *kit, GError **error)
{
  static const struct
  {
    double return_y, mm_h;
  } designs[] = { { 1, 36 }, { 3, 50 }, { 5, 56 } };
  ht_kit_begin (kit, "drain_area");
  for (guint i = 0; i < ht_kit_n_areas (kit, HT_GROUND_SUBDISTRICT); i++)
    {
      const HtGroundArea *area = &g_array_index (kit->ground->areas[HT_GROUND_SUBDISTRICT], HtGroundArea, i);
      const HtRun *run = ht_kit_run (kit, HT_GROUND_SUBDISTRICT, i);
      if (area->geometry == NULL || run->n == 0)
        continue;
      gboolean pumped = (double) area->people_night > 0.004 * area->land_m2;
      guint design = pumped ? (ht_demo_dice_happens (&kit->dice, 0.25) ? 2 : 1) : 0;
      HtKitName name = ht_kit_name (kit, run->first, "排水系统", "Drainage System", 0);
      HtValue *attributes = ht_kit_add (kit, &name, ht_geometry_ref (area->geometry));
      ht_value_set_text (attributes, "kind", pumped ? "pumped" : "gravity");
      ht_value_set_real (attributes, "return_y", designs[design].return_y);
      ht_value_set_real (attributes, "capacity_mmh", designs[design].mm_h);
      ht_kit_note (kit, HT_KIT_DRAIN_AREA, run->first, pumped)->capacity = i;
    }
  return ht_kit_end (kit, error);
}

/* Some 1,500 pumping stations; rain pumps and lock pumps stand at a river, sewage pumps in the blocks. */
typedef struct
{
  const char *kind, *word, *word_en;
  guint n;
  double m3_s; /* of a middling one */
  gboolean at_river;
} PumpKind;

static const HtKitThing *
find_drain_area (const HtKit *kit, guint block)
{
  guint town = ht_kit_area_of (kit, block, HT_GROUND_SUBDISTRICT);
  for (guint i = 0; i < ht_kit_n (kit, HT_KIT_DRAIN_AREA); i++)
    if (ht_kit_get (kit, HT_KIT_DRAIN_AREA, i)->capacity == town)
      return ht_kit_get (kit, HT_KIT_DRAIN_AREA, i);
  return NULL;
}

static void
add_pump (HtKit *kit, const PumpKind *kind, const HtPick *pick, guint number)
{
  HtGroundSpot spot = ht_pick_draw_or_city (pick, NULL, &kit->dice);
  const HtRiverSpot *river = kind->at_river ? ht_kit_draw_river (kit, &kit->dice) : NULL;
  if (river != NULL)
    {
      spot.at = ht_demo_dice_happens (&kit->dice, 0.5) ? river->left : river->right;
      spot.block = ht_kit_block_near (kit, spot.at);
    }
  HtKitName name = ht_kit_name (kit, spot.block, kind->word, kind->word_en, number);
  const HtKitThing *power = ht_kit_nearest (kit, HT_KIT_POWER, 5, spot.at),
                   *drained = find_drain_area (kit, spot.block);
  HtValue *attributes = ht_kit_add_point (kit, &name, spot.at);
  ht_value_set_text (attributes, "kind", kind->kind);
  ht_value_set_real (attributes, "capacity_m3s",
                     ht_kit_round (kind->m3_s * pow (4, ht_demo_dice_between (&kit->dice, -1, 1)), 0.01));
  ht_kit_set_id (attributes, "power", &power->id);
  if (drained != NULL)
    ht_kit_set_id (attributes, "drain_area", &drained->id);
  ht_kit_note (kit, HT_KIT_PUMP, spot.block, 0);
}

static gboolean
make_pumps (HtKit *kit, GError **error)
{
  static const PumpKind kinds[] = { { "rain", "雨水泵站", "Storm Pumping Station", 520, 9, TRUE },
                                    { "sewage", "污水泵站", "Sewage Pumping Station", 430, 1.2, FALSE },
                                    { "combined", "合流泵站", "Combined Pumping Station", 110, 6, TRUE },
                                    { "lock", "水闸泵站", "Lock Pumping Station", 260, 15, TRUE },
                                    { "underpass", "下立交泵站", "Underpass Pump", 180, 0.4, FALSE } };
  g_autoptr (HtPick) pick = ht_pick_new (kit, &ht_pick_anywhere_by_people);
  ht_kit_begin (kit, "pump");
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (guint i = 0, n = ht_kit_scaled (kit, kinds[k].n); i < n; i++)
      add_pump (kit, &kinds[k], pick, i + 1);
  return ht_kit_end (kit, error);
}

/* A section at every point of the rivers; the bed by the width: -9.5 m in the lower Huangpu, 0.5 m in a
 * canal. */
static gboolean
make_river_sections (HtKit *kit, GError **error)
{
  ht_kit_begin (kit, "river_section");
  for (guint i = 0; i < kit->rivers->len; i++)
    {
      const HtRiverSpot *spot = &g_array_index (kit->rivers, HtRiverSpot, i);
      double bed_m = 1 - 10.5 * pow (MIN (spot->width_m / 420, 1.3), 0.8)
                     + ht_demo_dice_between (&kit->dice, -0.6, 0.6);
      HtKitName name = { NULL, NULL, spot->name != NULL ? spot->name : "", NULL, i + 1 };
      HtValue *attributes = ht_kit_add_point (kit, &name, spot->at);
      ht_value_set_text (attributes, "river", spot->name);
      ht_value_set_real (attributes, "bed_m", ht_kit_round (bed_m, 0.1));
      ht_value_set_real (attributes, "width_m", ht_kit_round (spot->width_m, 1));
      ht_value_set_text (attributes, "datum", DATUM);
    }
  return ht_kit_end (kit, error);
}

/* Tide stations by name; places and mean levels from memory, warning levels as commonly published. */
static gboolean
make_tide_stations (HtKit *kit, GError **error)
{
  static const struct
  {
    const char *name, *name_en;
    HtPoint at;
    double warn_m, high_m, low_m;
  } stations[] = { { "吴淞口", "Wusongkou", { 121.5080, 31.3920 }, 4.80, 3.25, 1.00 },
                   { "黄浦公园", "Huangpu Park", { 121.4880, 31.2450 }, 4.55, 3.10, 1.26 },
                   { "米市渡", "Mishidu", { 121.2350, 30.9580 }, 3.80, 2.80, 1.75 },
                   { "吴泾", "Wujing", { 121.4680, 31.0450 }, 4.10, 2.95, 1.45 },
                   { "高桥", "Gaoqiao", { 121.5850, 31.3600 }, 4.90, 3.28, 0.95 },
                   { "外高桥", "Waigaoqiao", { 121.6200, 31.3420 }, 4.95, 3.30, 0.92 },
                   { "芦潮港", "Luchaogang", { 121.8450, 30.8520 }, 4.90, 3.60, 0.42 },
                   { "金山嘴", "Jinshanzui", { 121.3600, 30.7220 }, 5.45, 4.05, 0.10 },
                   { "堡镇", "Baozhen", { 121.6150, 31.5250 }, 4.90, 3.30, 0.88 },
                   { "南门", "Nanmen", { 121.3950, 31.6150 }, 4.85, 3.35, 0.90 },
                   { "横沙", "Hengsha", { 121.8400, 31.2900 }, 4.85, 3.25, 0.70 },
                   { "中浚", "Zhongjun", { 121.9000, 31.1100 }, 4.85, 3.35, 0.60 },
                   { "石洞口", "Shidongkou", { 121.4000, 31.4650 }, 4.90, 3.28, 0.95 } };
  ht_kit_begin (kit, "tide_station");
  for (guint i = 0; i < G_N_ELEMENTS (stations); i++)
    {
      HtKitName name = { NULL, NULL, stations[i].name, stations[i].name_en, 0 };
      HtValue *attributes = ht_kit_add_point (kit, &name, stations[i].at);
      ht_kit_sketched (kit);
      ht_value_set_text (attributes, "datum", DATUM);
      ht_value_set_real (attributes, "warn_m", stations[i].warn_m);
      ht_value_set_real (attributes, "mean_high_m", stations[i].high_m);
      ht_value_set_real (attributes, "mean_low_m", stations[i].low_m);
      ht_kit_note (kit, HT_KIT_TIDE, G_MAXUINT, 0)->capacity = (gint64) round (100 * stations[i].warn_m);
    }
  return ht_kit_end (kit, error);
}

gboolean
ht_kit_make_flood (HtKit *kit, GError **error)
{
  ht_kit_find_rivers (kit);
  return make_drain_areas (kit, error) && make_pumps (kit, error) && make_river_sections (kit, error)
         && make_tide_stations (kit, error);
}
