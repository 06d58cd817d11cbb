/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "model/demo/things/streets.h"
#include "model/demo/things/subjects.h"

/*
 * 118,600 km of buried pipe of 7 classes and 23 kinds (the city's plan). How they fall on the classes is
 * assumed, by the city's utility yearbooks: water 38,900 km, drains 24,500, gas 31,800, power 11,200, telecom
 * 10,600, heat 300, industry 1,300. A feature is one class along one street, from node to node and as far
 * aside as that class lies; `length_m` counts its branches into the blocks, so that the sums are those.
 */
typedef struct
{
  const char *key, *word, *word_en;
  double weight;
  double diameter_mm; /* usual on a main road */
} PipeKind;

typedef struct
{
  const char *key;
  double length_km, aside_m;
  HtRoadClass worst; /* laid along streets of this class and better … */
  double share;      /* … and along so many of them */
  PipeKind kinds[5];
  const char *materials[4];
} PipeClass;

static const PipeClass classes[] = {
  { "water",
    38900,
    6,
    HT_ROAD_RESIDENTIAL,
    0.9,
    { { "distribution", "配水管", "Water Main", 82, 200 },
      { "transmission", "输水干管", "Transmission Main", 9, 900 },
      { "raw", "原水管", "Raw Water Main", 2, 1400 },
      { "fire", "消防给水管", "Fire Main", 7, 150 },
      { NULL, NULL, NULL, 0, 0 } },
    { "球墨铸铁", "灰口铸铁", "钢", "PE" } },
  { "drain",
    24500,
    -5,
    HT_ROAD_RESIDENTIAL,
    0.8,
    { { "rain", "雨水管", "Storm Drain", 46, 800 },
      { "sewage", "污水管", "Sewer", 44, 500 },
      { "combined", "合流管", "Combined Sewer", 10, 1000 },
      { NULL, NULL, NULL, 0, 0 } },
    { "钢筋混凝土", "HDPE", "玻璃钢", "砖砌" } },
  { "gas",
    31800,
    8,
    HT_ROAD_RESIDENTIAL,
    0.7,
    { { "low", "低压燃气管", "Low-pressure Gas Main", 60, 160 },
      { "medium", "中压燃气管", "Medium-pressure Gas Main", 33, 300 },
      { "high", "高压燃气管", "High-pressure Gas Main", 4, 700 },
      { "lpg", "液化气管", "LPG Pipe", 3, 90 },
      { NULL, NULL, NULL, 0, 0 } },
    { "PE", "钢", "球墨铸铁", "铸铁" } },
  { "power",
    11200,
    -8,
    HT_ROAD_TERTIARY,
    0.8,
    { { "distribution_cable", "配电电缆", "Distribution Cable", 70, 150 },
      { "transmission_cable", "输电电缆", "Transmission Cable", 14, 400 },
      { "lighting_cable", "路灯电缆", "Street Light Cable", 12, 80 },
      { "traction_cable", "牵引电缆", "Traction Cable", 4, 150 },
      { NULL, NULL, NULL, 0, 0 } },
    { "排管", "电缆沟", "直埋", "顶管" } },
  { "telecom",
    10600,
    -9,
    HT_ROAD_TERTIARY,
    0.8,
    { { "fibre", "通信光缆管道", "Fibre Duct", 70, 110 },
      { "cable_tv", "有线电视管道", "Cable TV Duct", 18, 110 },
      { "signal", "信号监控管道", "Signal Duct", 12, 90 },
      { NULL, NULL, NULL, 0, 0 } },
    { "PVC排管", "混凝土排管", "钢", "PE" } },
  { "heat",
    300,
    10,
    HT_ROAD_SECONDARY,
    0.06,
    { { "steam", "蒸汽管", "Steam Pipe", 70, 300 },
      { "hot_water", "热水管", "Hot Water Pipe", 30, 250 },
      { NULL, NULL, NULL, 0, 0 } },
    { "钢", "保温钢管", "钢", "钢" } },
  { "industry",
    1300,
    11,
    HT_ROAD_SECONDARY,
    0.12,
    { { "oil", "油品管", "Oil Pipe", 35, 400 },
      { "chemical", "化工物料管", "Chemical Pipe", 40, 250 },
      { "industrial_gas", "工业气体管", "Industrial Gas Pipe", 25, 200 },
      { NULL, NULL, NULL, 0, 0 } },
    { "钢", "无缝钢管", "不锈钢", "钢" } },
};

/* No more parts of lines than this at full size: lanes are thinned out, and the others carry their length. */
#define MOST_PARTS 420000

typedef struct
{
  guint street, class, n_parts;
  const PipeKind *kind;
  double weight;
} Draft;

static const PipeKind *
draw_pipe_kind (const PipeClass *class, HtDemoDice *dice)
{
  double lot = ht_demo_dice_between (dice, 0, 100);
  const PipeKind *kind = class->kinds;
  for (; kind[1].key != NULL && lot >= kind->weight; kind++)
    lot -= kind->weight;
  return kind;
}

/* Which lanes are left out so that the number of parts stays within bounds. */
static double
share_of_lanes (const HtStreets *streets)
{
  double lanes = 0, others = 0;
  for (guint i = 0; i < streets->streets->len; i++)
    {
      const HtStreet *street = ht_streets_get (streets, i);
      if (street->road_class > HT_ROAD_TERTIARY && street->road_class <= HT_ROAD_RESIDENTIAL)
        lanes += 2.4 * street->n;
      else if (street->road_class <= HT_ROAD_TERTIARY)
        others += 4.2 * street->n;
    }
  return lanes > 0 ? CLAMP ((MOST_PARTS - others) / lanes, 0.02, 1) : 1;
}

static GArray *
draft_pipes (HtKit *kit, const HtStreets *streets)
{
  GArray *drafts = g_array_new (FALSE, FALSE, sizeof (Draft));
  double lanes = share_of_lanes (streets);
  for (guint i = 0; i < streets->streets->len; i++)
    {
      const HtStreet *street = ht_streets_get (streets, i);
      gboolean lane = street->road_class > HT_ROAD_TERTIARY;
      /* Under fast roads lies nothing. */
      if (street->road_class <= HT_ROAD_TRUNK || (lane && !ht_demo_dice_happens (&kit->dice, lanes)))
        continue;
      for (guint class = 0; class < G_N_ELEMENTS (classes); class ++)
        {
          if (street->road_class > classes[class].worst
              || !ht_demo_dice_happens (&kit->dice, classes[class].share))
            continue;
          Draft draft = { i, class, street->n, draw_pipe_kind (&classes[class], &kit->dice),
                          street->length_m * ht_demo_dice_between (&kit->dice, 0.7, 1.3) };
          g_array_append_val (drafts, draft);
        }
    }
  return drafts;
}

/* A pipe that can be given to @kind of the class, where none is of it; else G_MAXUINT. */
static guint
find_spare (const GArray *drafts, guint class, const PipeKind *kind)
{
  guint spare = G_MAXUINT, n = 0;
  for (guint i = 0; i < drafts->len; i++)
    {
      const Draft *draft = &g_array_index (drafts, Draft, i);
      if (draft->class == class && draft->kind == kind)
        return G_MAXUINT;
      if (draft->class == class && draft->kind == classes[class].kinds && n++ > 0)
        spare = i;
    }
  return spare;
}

/* Every kind is somewhere: a class that drew no pipe of a kind gives it one of its pipes. */
static void
complete_kinds (GArray *drafts)
{
  for (guint class = 0; class < G_N_ELEMENTS (classes); class ++)
    for (const PipeKind *kind = classes[class].kinds; kind->key != NULL; kind++)
      {
        guint spare = find_spare (drafts, class, kind);
        if (spare != G_MAXUINT)
          g_array_index (drafts, Draft, spare).kind = kind;
      }
}

static void
add_pipe (HtKit *kit, const HtStreets *streets, const Draft *draft, double length_m)
{
  const HtStreet *street = ht_streets_get (streets, draft->street);
  const PipeClass *class = &classes[draft->class];
  HtRun all = { 0, street->n };
  double main_road = street->road_class <= HT_ROAD_SECONDARY  ? 1.5
                     : street->road_class <= HT_ROAD_TERTIARY ? 1
                                                              : 0.6;
  g_autofree char *word = g_strconcat (street->name, draft->kind->word, NULL);
  HtKitName name = { NULL, NULL, word, NULL, 0 };
  HtValue *attributes
      = ht_kit_add (kit, &name, ht_streets_line (streets, street, &all, class->aside_m, FALSE));
  /* Most was laid since 1990; what is older is of the older materials. */
  gint64 year = 2021 - (gint64) (55 * pow (ht_demo_dice_between (&kit->dice, 0, 1), 1.8));
  ht_value_set_text (attributes, "class", class->key);
  ht_value_set_text (attributes, "kind", draft->kind->key);
  ht_value_set_real (attributes, "diameter_mm", ht_kit_round (draft->kind->diameter_mm * main_road, 10));
  ht_value_set_text (attributes, "material",
                     class->materials[year < 1990 ? 1 + ht_demo_dice_below (&kit->dice, 3)
                                                  : ht_demo_dice_below (&kit->dice, 2) * 2]);
  ht_value_set_int (attributes, "year", year);
  ht_value_set_real (attributes, "length_m", ht_kit_round (length_m, 0.1));
}

static gboolean
make_pipes (HtKit *kit, const HtStreets *streets, GError **error)
{
  double sums[G_N_ELEMENTS (classes)] = { 0 };
  ht_kit_begin (kit, "pipe");
  g_autoptr (GArray) drafts = draft_pipes (kit, streets);
  complete_kinds (drafts);
  for (guint i = 0; i < drafts->len; i++)
    sums[g_array_index (drafts, Draft, i).class] += g_array_index (drafts, Draft, i).weight;
  for (guint i = 0; i < drafts->len; i++)
    {
      const Draft *draft = &g_array_index (drafts, Draft, i);
      double total_m = 1000 * classes[draft->class].length_km * kit->ground->scale;
      add_pipe (kit, streets, draft, total_m * draft->weight / sums[draft->class]);
    }
  return ht_kit_end (kit, error);
}

/* --- hydrants --- */

/* About 60,000 in the streets (the city's fire statistics); where people are many they stand 120 m apart as
 * the code asks (GB 50974), in the fields hardly any do. */
#define HYDRANTS 60000

/* How built up it is around a node: of the blocks that name it as their corner. */
static float *
weigh_nodes (const HtKit *kit)
{
  static const float weights[HT_N_USES]
      = { [HT_USE_ESTATE] = 1,      [HT_USE_TOWERS] = 1,    [HT_USE_OLD] = 1.3f,      [HT_USE_CENTRE] = 1.3f,
          [HT_USE_INDUSTRY] = 0.7f, [HT_USE_CAMPUS] = 0.8f, [HT_USE_VILLAGE] = 0.15f, [HT_USE_FIELD] = 0.02f,
          [HT_USE_PARK] = 0.2f,     [HT_USE_PORT] = 0.4f };
  guint n = kit->ground->map->network->nodes->len;
  float *nodes = g_new (float, n + 1);
  for (guint i = 0; i < n; i++)
    nodes[i] = 0.3f;
  for (guint i = 0; i < kit->ground->blocks->len; i++)
    {
      const HtGroundBlock *block = ht_kit_block (kit, i);
      if (block->node < n)
        nodes[block->node] = weights[block->use];
    }
  return nodes;
}

static gboolean
make_hydrants (HtKit *kit, GError **error)
{
  const HtNetwork *network = kit->ground->map->network;
  guint n = network->sections->len;
  g_autofree float *nodes = weigh_nodes (kit);
  g_autofree double *weights = g_new0 (double, n + 1);
  for (guint i = 0; i < n; i++)
    {
      const HtSection *section = &g_array_index (network->sections, HtSection, i);
      gboolean surface
          = !(section->flags & (HT_SECTION_BRIDGE | HT_SECTION_TUNNEL | HT_SECTION_FERRY | HT_SECTION_LINK));
      if (surface && section->road_class >= HT_ROAD_PRIMARY && section->road_class <= HT_ROAD_RESIDENTIAL)
        weights[i] = (double) (section->length_m * (nodes[section->from] + nodes[section->to]));
    }
  g_autofree guint *counts = ht_kit_share (weights, n, ht_kit_scaled (kit, HYDRANTS));
  ht_kit_begin (kit, "hydrant");
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < counts[i]; k++)
      {
        const HtSection *section = &g_array_index (network->sections, HtSection, i);
        HtPoint at = ht_section_along (network, section, (k + 0.5) / counts[i]);
        gboolean large = section->road_class <= HT_ROAD_SECONDARY;
        HtValue *attributes = ht_kit_add_point (kit, NULL, ht_kit_shift (at, 4, 4));
        ht_value_set_text (attributes, "kind",
                           ht_demo_dice_happens (&kit->dice, 0.94) ? "above_ground" : "below_ground");
        ht_value_set_real (attributes, "diameter_mm", large ? 150 : 100);
        ht_value_set_real (attributes, "flow_ls", large ? 15 : 10);
        ht_value_set_bool (attributes, "working", ht_demo_dice_happens (&kit->dice, 0.975));
      }
  return ht_kit_end (kit, error);
}

gboolean
ht_kit_make_pipes (HtKit *kit, GError **error)
{
  g_autoptr (HtStreets) streets = ht_streets_new (kit->ground->map->network);
  return make_pipes (kit, streets, error) && make_hydrants (kit, error);
}
