/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "model/demo/things/spread.h"
#include "model/demo/things/subjects.h"

/* Nodes of power, gas, water and communication; dependencies.c ties them. */

static const HtPickRule by_day = { HT_BY_DAY,
                                   0.8,
                                   { { HT_USE_CENTRE, 1 },
                                     { HT_USE_ESTATE, 1 },
                                     { HT_USE_TOWERS, 1 },
                                     { HT_USE_CAMPUS, 1 },
                                     { HT_USE_INDUSTRY, 3 },
                                     { HT_USE_VILLAGE, 1 } } };

typedef struct
{
  const char *kind, *word, *word_en;
  guint n;
  double measure, capacity; /* kV, MPa …; of one, MVA, m3/h or m3/d */
  double density;           /* of ht_kit_spread; below 0: drawn by work and people */
} NodeLevel;

typedef struct
{
  const char *table, *measure, *capacity;
  HtKitList list;
} Net;

static void
add_node (HtKit *kit, const Net *net, const NodeLevel *level, const HtGroundSpot *spot, guint number)
{
  HtKitName name = ht_kit_name (kit, spot->block, level->word, level->word_en, number);
  HtValue *attributes = ht_kit_add_point (kit, &name, spot->at);
  double capacity = level->capacity * ht_demo_dice_between (&kit->dice, 0.6, 1.4);
  ht_value_set_text (attributes, "kind", level->kind);
  if (net->measure != NULL)
    ht_value_set_real (attributes, net->measure, level->measure);
  ht_value_set_real (attributes, net->capacity,
                     capacity < 1000 ? ht_kit_round (capacity, 1) : ht_kit_round (capacity, 100));
}

static void
add_level (HtKit *kit, const Net *net, const NodeLevel *level, guint kind)
{
  guint n = ht_kit_scaled (kit, level->n);
  g_autoptr (HtPick) pick = ht_pick_new (kit, &by_day);
  g_autoptr (GArray) sites = level->density >= 0 ? ht_kit_spread (kit, n, level->density, &kit->dice) : NULL;
  for (guint i = 0; i < n; i++)
    {
      HtGroundSpot spot = ht_pick_draw_or_city (pick, NULL, &kit->dice);
      if (sites != NULL)
        {
          spot.at = g_array_index (sites, HtSite, i).at;
          spot.block = g_array_index (sites, HtSite, i).block;
        }
      add_node (kit, net, level, &spot, i + 1);
      ht_kit_note (kit, net->list, spot.block, kind);
    }
}

/*
 * Substations from 1,000 kV to 35 kV and power plants, in the numbers of the city's grid as commonly told:
 * one of 1,000 kV, 14 of 500, 160 of 220, 420 of 110, 560 of 35 kV. Level 1 (plants) feeds 500 kV.
 */
static gboolean
make_power (HtKit *kit, GError **error)
{
  static const NodeLevel levels[]
      = { { "substation", "1000千伏变电站", "1000 kV Substation", 1, 1000, 6000, 0 },
          { "plant", "发电厂", "Power Plant", 14, 500, 1600, -1 },
          { "substation", "500千伏变电站", "500 kV Substation", 14, 500, 3000, 0 },
          { "substation", "220千伏变电站", "220 kV Substation", 160, 220, 480, 0.3 },
          { "substation", "110千伏变电站", "110 kV Substation", 420, 110, 120, 0.3 },
          { "substation", "35千伏变电站", "35 kV Substation", 560, 35, 45, 0.2 } };
  static const Net net = { "power_node", "voltage_kv", "capacity_mva", HT_KIT_POWER };
  ht_kit_begin (kit, net.table);
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    add_level (kit, &net, &levels[i], i);
  return ht_kit_end (kit, error);
}

/* From the gates of the long pipelines at 6 MPa down to district regulators at 0.4. */
static gboolean
make_gas (HtKit *kit, GError **error)
{
  static const NodeLevel levels[]
      = { { "gate", "天然气门站", "Gas Gate Station", 13, 6.0, 600000, -1 },
          { "lng", "液化天然气站", "LNG Station", 2, 6.0, 900000, -1 },
          { "high_regulator", "高压调压站", "High-pressure Regulator", 110, 1.6, 60000, 0.3 },
          { "regulator", "调压站", "District Regulator", 2400, 0.4, 3000, -1 } };
  static const Net net = { "gas_node", "pressure_mpa", "capacity_m3h", HT_KIT_GAS };
  ht_kit_begin (kit, net.table);
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    add_level (kit, &net, &levels[i], i < 2 ? 0 : i - 1);
  return ht_kit_end (kit, error);
}

/* The four sources of raw water by name, places from memory; 37 works with some 12 million m3 a day. */
static void
add_sources (HtKit *kit)
{
  static const struct
  {
    const char *name, *name_en;
    HtPoint at;
    double m3_day;
  } sources[] = { { "青草沙水库", "Qingcaosha Reservoir", { 121.6350, 31.4350 }, 7190000 },
                  { "陈行水库", "Chenhang Reservoir", { 121.3650, 31.4880 }, 2060000 },
                  { "东风西沙水库", "Dongfeng Xisha Reservoir", { 121.2650, 31.7150 }, 400000 },
                  { "金泽水库", "Jinze Reservoir", { 120.9350, 31.0350 }, 3510000 } };
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      HtKitName name = { NULL, NULL, sources[i].name, sources[i].name_en, 0 };
      HtValue *attributes = ht_kit_add_point (kit, &name, sources[i].at);
      ht_kit_sketched (kit);
      ht_value_set_text (attributes, "kind", "source");
      ht_value_set_real (attributes, "capacity_m3d", sources[i].m3_day);
      ht_kit_note (kit, HT_KIT_WATER, G_MAXUINT, 0);
    }
}

static gboolean
make_water (HtKit *kit, GError **error)
{
  static const NodeLevel levels[] = { { "works", "自来水厂", "Waterworks", 37, 0, 330000, 0.2 },
                                      { "booster", "增压泵站", "Booster Station", 220, 0, 60000, 0.3 } };
  static const Net net = { "water_node", NULL, "capacity_m3d", HT_KIT_WATER };
  ht_kit_begin (kit, net.table);
  add_sources (kit);
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    add_level (kit, &net, &levels[i], i + 1);
  return ht_kit_end (kit, error);
}

/* Exchanges and those masts that stand by for emergencies; the city has ten times as many others. */
static gboolean
make_comms (HtKit *kit, GError **error)
{
  static const NodeLevel levels[] = { { "exchange", "通信局房", "Exchange", 120, 0, 24, 0.4 },
                                      { "trunking", "集群通信基站", "Trunked Radio Site", 160, 0, 12, 0.2 },
                                      { "satellite", "卫星地面站", "Satellite Station", 4, 0, 48, -1 },
                                      { "mast", "移动基站", "Mobile Mast", 2200, 0, 4, -1 } };
  static const Net net = { "comms_site", NULL, "backup_h", HT_KIT_COMMS };
  ht_kit_begin (kit, net.table);
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    add_level (kit, &net, &levels[i], i);
  return ht_kit_end (kit, error);
}

gboolean
ht_kit_make_lifelines (HtKit *kit, GError **error)
{
  return make_power (kit, error) && make_gas (kit, error) && make_water (kit, error)
         && make_comms (kit, error);
}
