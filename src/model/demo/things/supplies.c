/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "model/demo/things/spread.h"
#include "model/demo/things/subjects.h"
#include "store/op.h"

/*
 * Stores in five tiers: 5 depots built by city and districts together, 8 of industries, 11 of districts, 400
 * points of sub-districts (5 + 8 + 11 + N of the city's plan; N assumed), and the small stocks of
 * neighbourhoods and households, the latter one entry a sub-district.
 */
typedef struct
{
  const char *kind, *tier_name, *word, *word_en;
  guint n;
  HtTier tier;
  double area_m2;
} DepotKind;

static const DepotKind depot_kinds[] = {
  { "joint", "city", "市区共建应急物资储备库", "Joint Depot", 5, HT_TIER_CITY, 12000 },
  { "industry", "city", "行业应急物资储备库", "Industry Depot", 8, HT_TIER_CITY, 6000 },
  { "district", "district", "区级应急物资储备库", "District Depot", 11, HT_TIER_DISTRICT, 3000 },
  { "point", "subdistrict", "应急物资储备点", "Supply Point", 400, HT_TIER_SUBDISTRICT, 220 },
};

/* Quantities in a city depot; a tier holds a share of that. Life in months, 0: no end. */
typedef struct
{
  const char *name, *measure;
  double city;
  guint life_months;
  guint tiers; /* as far down as this tier */
} Item;

static const Item items[] = {
  { "帐篷（12 m²）", "顶", 2400, 120, HT_TIER_SUBDISTRICT },
  { "棉被", "条", 12000, 96, HT_TIER_SUBDISTRICT },
  { "毛毯", "条", 9000, 96, HT_TIER_NEIGHBOURHOOD },
  { "折叠床", "张", 8000, 120, HT_TIER_SUBDISTRICT },
  { "睡袋", "个", 5000, 96, HT_TIER_SUBDISTRICT },
  { "瓶装水（550 ml）", "箱", 20000, 12, HT_TIER_HOUSEHOLD },
  { "方便食品", "箱", 12000, 9, HT_TIER_HOUSEHOLD },
  { "压缩饼干", "箱", 6000, 24, HT_TIER_NEIGHBOURHOOD },
  { "手电筒", "只", 15000, 60, HT_TIER_HOUSEHOLD },
  { "急救包", "个", 8000, 36, HT_TIER_HOUSEHOLD },
  { "医用口罩", "只", 3000000, 24, HT_TIER_HOUSEHOLD },
  { "防护服", "套", 40000, 36, HT_TIER_DISTRICT },
  { "救生衣", "件", 6000, 60, HT_TIER_NEIGHBOURHOOD },
  { "冲锋舟", "艘", 60, 120, HT_TIER_DISTRICT },
  { "橡皮艇", "艘", 150, 96, HT_TIER_SUBDISTRICT },
  { "编织袋", "只", 500000, 60, HT_TIER_NEIGHBOURHOOD },
  { "吸水膨胀袋", "只", 30000, 60, HT_TIER_NEIGHBOURHOOD },
  { "移动泵车（1000 m³/h）", "台", 24, 0, HT_TIER_DISTRICT },
  { "潜水泵", "台", 400, 120, HT_TIER_SUBDISTRICT },
  { "柴油发电机（50 kW）", "台", 80, 0, HT_TIER_DISTRICT },
  { "小型发电机（5 kW）", "台", 300, 0, HT_TIER_SUBDISTRICT },
  { "照明灯塔", "台", 120, 0, HT_TIER_DISTRICT },
  { "液压破拆工具组", "套", 90, 0, HT_TIER_DISTRICT },
  { "生命探测仪", "台", 30, 0, HT_TIER_CITY },
  { "卫星电话", "部", 200, 0, HT_TIER_DISTRICT },
  { "对讲机", "部", 1500, 0, HT_TIER_SUBDISTRICT },
  { "无人机", "架", 60, 0, HT_TIER_DISTRICT },
  { "泡沫灭火剂（6 % AFFF）", "吨", 300, 96, HT_TIER_DISTRICT },
  { "干粉灭火器（8 kg）", "具", 8000, 60, HT_TIER_NEIGHBOURHOOD },
  { "吸油毡", "吨", 60, 60, HT_TIER_DISTRICT },
  { "围油栏", "米", 12000, 96, HT_TIER_CITY },
  { "空气呼吸器", "套", 900, 180, HT_TIER_DISTRICT },
  { "消石灰", "吨", 200, 12, HT_TIER_DISTRICT },
  { "融雪剂", "吨", 1500, 36, HT_TIER_SUBDISTRICT },
  { "草包麻袋", "只", 120000, 36, HT_TIER_SUBDISTRICT },
  { "雨衣", "件", 12000, 60, HT_TIER_NEIGHBOURHOOD },
  { "铁锹", "把", 9000, 0, HT_TIER_NEIGHBOURHOOD },
  { "净水设备（2 t/h）", "台", 40, 0, HT_TIER_DISTRICT },
  { "移动厕所", "座", 300, 0, HT_TIER_DISTRICT },
  { "裹尸袋", "只", 4000, 60, HT_TIER_DISTRICT },
};

/* What a depot of a tier holds of what one of the city holds. */
static const double shares[HT_N_TIERS] = { 1, 0.3, 0.012, 0.0016, 0.2 };

/* --- depots --- */

static HtValue *
add_depot (HtKit *kit, const DepotKind *kind, const HtSite *site, guint number)
{
  guint district = ht_kit_area_of (kit, site->block, HT_GROUND_DISTRICT);
  const HtGroundArea *area = &g_array_index (kit->ground->areas[HT_GROUND_DISTRICT], HtGroundArea, district);
  HtKitName name = kind->tier == HT_TIER_DISTRICT
                       ? (HtKitName){ area->name, area->name_en, kind->word, kind->word_en, number }
                       : ht_kit_name (kit, site->block, kind->word, kind->word_en, number);
  HtValue *attributes = ht_kit_add_point (kit, &name, site->at);
  ht_value_set_text (attributes, "kind", kind->kind);
  ht_value_set_text (attributes, "tier", kind->tier_name);
  ht_value_set_text (attributes, "district", area->code);
  ht_value_set_real (attributes, "area_m2",
                     ht_kit_round (kind->area_m2 * ht_demo_dice_between (&kit->dice, 0.6, 1.5), 10));
  ht_kit_note (kit, HT_KIT_DEPOT, site->block, kind->tier)->capacity = kind - depot_kinds;
  return attributes;
}

/* A cupboard in the office of every neighbourhood; one entry a sub-district for what households were given.
 */
static void
add_small_stores (HtKit *kit)
{
  static const DepotKind cupboard
      = { "neighbourhood",
          "neighbourhood",
          "居村应急物资柜",
          "Neighbourhood Store",
          0,
          HT_TIER_NEIGHBOURHOOD,
          12 },
      household = { "household", "household", "家庭应急物资", "Household Kits", 0, HT_TIER_HOUSEHOLD, 0 };
  static const struct
  {
    HtGroundLevel level;
    const DepotKind *kind;
  } passes[] = { { HT_GROUND_NEIGHBOURHOOD, &cupboard }, { HT_GROUND_SUBDISTRICT, &household } };
  for (guint pass = 0; pass < G_N_ELEMENTS (passes); pass++)
    for (guint i = 0; i < ht_kit_n_areas (kit, passes[pass].level); i++)
      {
        const HtGroundArea *area = &g_array_index (kit->ground->areas[passes[pass].level], HtGroundArea, i);
        const HtRun *run = ht_kit_run (kit, passes[pass].level, i);
        if (run->n == 0)
          continue;
        HtSite site = { .at = area->centre, .block = run->first };
        HtKitName name
            = { area->name, area->name_en, passes[pass].kind->word, passes[pass].kind->word_en, 0 };
        HtValue *attributes = ht_kit_add_point (kit, &name, site.at);
        ht_value_set_text (attributes, "kind", passes[pass].kind->kind);
        ht_value_set_text (attributes, "tier", passes[pass].kind->tier_name);
        const HtGroundArea *district = &g_array_index (kit->ground->areas[HT_GROUND_DISTRICT], HtGroundArea,
                                                       ht_kit_area_of (kit, run->first, HT_GROUND_DISTRICT));
        ht_value_set_text (attributes, "district", district->code);
        ht_value_set_real (attributes, "area_m2", passes[pass].kind->area_m2);
        ht_kit_note (kit, HT_KIT_DEPOT, run->first, passes[pass].kind->tier)->capacity
            = MAX (1, area->people_night);
      }
}

static gboolean
make_depots (HtKit *kit, GError **error)
{
  ht_kit_begin (kit, "depot");
  for (guint k = 0; k < G_N_ELEMENTS (depot_kinds); k++)
    {
      guint n = ht_kit_scaled (kit, depot_kinds[k].n);
      g_autoptr (GArray) sites = ht_kit_spread (kit, n, k < 2 ? 0 : 0.2, &kit->dice);
      for (guint i = 0; i < n; i++)
        add_depot (kit, &depot_kinds[k], &g_array_index (sites, HtSite, i), i + 1);
    }
  add_small_stores (kit);
  return ht_kit_end (kit, error);
}

/* --- stock --- */

static gboolean
holds (const HtKitThing *depot, const Item *item, guint index)
{
  /* Points and cupboards do not all have the same. */
  return item->tiers >= depot->kind
         && (depot->kind < HT_TIER_SUBDISTRICT || (depot->id.bytes[0] + index) % 3 != 0);
}

/* One lot of two or one; the same for every caller. */
static guint
quantity_of (const HtKitThing *depot, const Item *item, guint index, guint lot)
{
  double share = shares[depot->kind];
  if (depot->kind == HT_TIER_HOUSEHOLD)
    share *= (double) depot->capacity / 115000; /* a middling sub-district has so many people */
  else if (depot->kind == HT_TIER_CITY && depot->capacity == 1)
    share = 0.5;
  double vary = 0.7 + 0.6 * depot->id.bytes[(index + 3 * lot) % 16] / 255.0;
  return (guint) MAX (1, round (item->city * share * vary * (lot == 0 ? 0.65 : 0.35)));
}

static guint
lots_of (const HtKitThing *depot, const Item *item)
{
  return depot->kind <= HT_TIER_DISTRICT && item->city * shares[depot->kind] > 4 ? 2 : 1;
}

static void
add_lot (HtKit *kit, const HtKitThing *depot, const Item *item, guint index, guint lot)
{
  int age_days = (int) ht_demo_dice_below (&kit->dice, item->life_months > 0 ? item->life_months * 27 : 1500);
  HtKitName name = { NULL, NULL, item->name, NULL, 0 };
  g_autofree char *made = ht_kit_date (-age_days),
                  *expires = ht_kit_date ((int) item->life_months * 30 - age_days);
  g_autofree char *number = g_strdup_printf ("L%.4s%.2s-%03u-%u", made, made + 5, index + 1, lot + 1);
  HtValue *attributes = ht_kit_add_point (kit, &name, depot->at);
  ht_kit_set_id (attributes, "depot", &depot->id);
  ht_value_set_text (attributes, "item", item->name);
  ht_value_set_real (attributes, "quantity", quantity_of (depot, item, index, lot));
  ht_value_set_text (attributes, "measure", item->measure);
  ht_value_set_text (attributes, "lot", number);
  if (item->life_months > 0)
    ht_value_set_text (attributes, "expires", expires);
}

static gboolean
make_stock (HtKit *kit, GError **error)
{
  ht_kit_begin (kit, "stock_lot");
  for (guint d = 0; d < ht_kit_n (kit, HT_KIT_DEPOT); d++)
    for (guint i = 0; i < G_N_ELEMENTS (items); i++)
      {
        const HtKitThing *depot = ht_kit_get (kit, HT_KIT_DEPOT, d);
        if (!holds (depot, &items[i], i))
          continue;
        for (guint lot = 0; lot < lots_of (depot, &items[i]); lot++)
          add_lot (kit, depot, &items[i], i, lot);
      }
  return ht_kit_end (kit, error);
}

static void
draft_item (const HtKitThing *depot, const Item *item, guint index, GPtrArray *drafts)
{
  HtUuid id = ht_uuid_from_name (&depot->id, item->name);
  HtValue *fields = ht_value_new_map ();
  gint64 quantity = 0;
  for (guint lot = 0; lot < lots_of (depot, item); lot++)
    quantity += quantity_of (depot, item, index, lot);
  ht_value_set_uuid (fields, "depot", &depot->id);
  ht_value_set_text (fields, "item", item->name);
  g_ptr_array_add (drafts, ht_op_draft_create ("stock", &id, fields));
  g_ptr_array_add (drafts, ht_op_draft_add ("stock", &id, "quantity", ht_value_new_int (quantity)));
}

void
ht_kit_draft_stock (const HtKit *kit, GPtrArray *drafts)
{
  for (guint d = 0; d < ht_kit_n (kit, HT_KIT_DEPOT); d++)
    {
      const HtKitThing *depot = ht_kit_get (kit, HT_KIT_DEPOT, d);
      for (guint i = 0; depot->kind <= HT_TIER_DISTRICT && i < G_N_ELEMENTS (items); i++)
        if (holds (depot, &items[i], i))
          draft_item (depot, &items[i], i, drafts);
    }
}

gboolean
ht_kit_make_supplies (HtKit *kit, GError **error)
{
  return make_depots (kit, error) && make_stock (kit, error);
}
