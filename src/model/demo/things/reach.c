/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "model/demo/things/rivers.h"
#include "model/demo/things/subjects.h"

/* Over water and through the air, and from the neighbouring provinces. */

typedef struct
{
  const char *kind, *word, *word_en;
  guint n;
  double speed; /* kn or km/h */
  guint crew, places;
  double range_km;
} Craft;

static gboolean
make_vessels (HtKit *kit, GError **error)
{
  static const Craft crafts[] = { { "fireboat", "消防艇", "Fireboat", 8, 18, 12, 20, 0 },
                                  { "rescue", "救助船", "Rescue Ship", 6, 22, 18, 200, 0 },
                                  { "patrol", "海巡艇", "Patrol Boat", 24, 28, 8, 25, 0 },
                                  { "tug", "拖轮", "Tug", 14, 13, 8, 10, 0 },
                                  { "oil_recovery", "清污船", "Oil Recovery Vessel", 6, 11, 10, 8, 0 },
                                  { "ferry", "轮渡", "Ferry", 20, 10, 5, 600, 0 } };
  static const HtPickRule rule = { HT_BY_AREA, 0, { { HT_USE_PORT, 1 } } };
  g_autoptr (HtPick) ports = ht_pick_new (kit, &rule);
  ht_kit_begin (kit, "vessel");
  for (guint k = 0; k < G_N_ELEMENTS (crafts); k++)
    for (guint i = 0, n = ht_kit_scaled (kit, crafts[k].n); i < n; i++)
      {
        const HtRiverSpot *river = ht_kit_draw_river (kit, &kit->dice);
        HtGroundSpot spot = ht_pick_draw_or_city (ports, NULL, &kit->dice);
        /* The larger ones lie in ports or in a river wide enough. */
        gboolean afloat = river != NULL && river->width_m > (k == 0 || k == 2 ? 60 : 250);
        HtKitName name = { NULL, NULL, crafts[k].word, crafts[k].word_en, i + 1 };
        HtValue *attributes = ht_kit_add_point (kit, &name, afloat ? river->at : spot.at);
        ht_value_set_text (attributes, "kind", crafts[k].kind);
        ht_value_set_real (attributes, "speed_kn", crafts[k].speed);
        ht_value_set_int (attributes, "crew", crafts[k].crew);
        ht_value_set_int (attributes, "places", crafts[k].places);
      }
  return ht_kit_end (kit, error);
}

static void
add_helipad (HtKit *kit, const char *kind, const char *word, const char *word_en, HtPoint at)
{
  HtKitName name = { NULL, NULL, word, word_en, kit->features->len + 1 };
  HtValue *attributes = ht_kit_add_point (kit, &name, at);
  ht_value_set_text (attributes, "kind", kind);
  ht_value_set_real (attributes, "d_value_m",
                     g_str_equal (kind, "ground")
                         ? 22
                         : ht_kit_round (ht_demo_dice_between (&kit->dice, 14, 20), 0.5));
  ht_value_set_bool (attributes, "lit", ht_demo_dice_happens (&kit->dice, 0.6));
  ht_kit_note (kit, HT_KIT_HELIPAD, G_MAXUINT, g_str_equal (kind, "ground"));
}

/* On the roofs of the larger hospitals and of towers, at special stations, on open ground; some 150. */
static gboolean
make_helipads (HtKit *kit, GError **error)
{
  static const HtPickRule towers
      = { HT_BY_DAY, 0, { { HT_USE_CENTRE, 1 }, { HT_USE_TOWERS, 0.3 } } },
      open = { HT_BY_AREA, 0, { { HT_USE_PARK, 2 }, { HT_USE_PORT, 1 }, { HT_USE_FIELD, 0.2 } } };
  g_autoptr (HtPick) on_roofs = ht_pick_new (kit, &towers);
  g_autoptr (HtPick) on_ground = ht_pick_new (kit, &open);
  ht_kit_begin (kit, "helipad");
  for (guint i = 0; i < ht_kit_n (kit, HT_KIT_HOSPITAL); i++)
    if (ht_kit_get (kit, HT_KIT_HOSPITAL, i)->kind == 1 && i % 2 == 0)
      add_helipad (kit, "hospital", "医院停机坪", "Hospital Helipad",
                   ht_kit_get (kit, HT_KIT_HOSPITAL, i)->at);
  for (guint i = 0; i < ht_kit_n (kit, HT_KIT_STATION); i++)
    if (ht_kit_get (kit, HT_KIT_STATION, i)->kind == HT_STATION_SPECIAL)
      add_helipad (kit, "station", "特勤站停机坪", "Fire Station Helipad",
                   ht_kit_shift (ht_kit_get (kit, HT_KIT_STATION, i)->at, 30, 0));
  for (guint i = 0, n = ht_kit_scaled (kit, 65); i < n; i++)
    add_helipad (kit, "roof", "楼顶停机坪", "Rooftop Helipad",
                 ht_pick_draw_or_city (on_roofs, NULL, &kit->dice).at);
  for (guint i = 0, n = ht_kit_scaled (kit, 30); i < n; i++)
    add_helipad (kit, "ground", "地面起降点", "Landing Ground",
                 ht_pick_draw_or_city (on_ground, NULL, &kit->dice).at);
  return ht_kit_end (kit, error);
}

static gboolean
make_aircraft (HtKit *kit, GError **error)
{
  static const Craft crafts[]
      = { { "rescue_helicopter", "救援直升机", "Rescue Helicopter", 6, 260, 4, 12, 800 },
          { "medical_helicopter", "医疗直升机", "Medical Helicopter", 4, 240, 3, 2, 600 },
          { "police_helicopter", "警用直升机", "Police Helicopter", 4, 230, 3, 6, 600 },
          { "cargo_drone", "货运无人机", "Cargo Drone", 12, 90, 0, 0, 60 } };
  ht_kit_begin (kit, "aircraft");
  for (guint k = 0; k < G_N_ELEMENTS (crafts); k++)
    for (guint i = 0, n = ht_kit_scaled (kit, crafts[k].n); i < n; i++)
      {
        const HtKitThing *pad = ht_kit_get (kit, HT_KIT_HELIPAD,
                                            ht_demo_dice_below (&kit->dice, ht_kit_n (kit, HT_KIT_HELIPAD)));
        HtKitName name = { NULL, NULL, crafts[k].word, crafts[k].word_en, i + 1 };
        HtValue *attributes = ht_kit_add_point (kit, &name, pad->at);
        ht_value_set_text (attributes, "kind", crafts[k].kind);
        ht_value_set_real (attributes, "speed_kmh", crafts[k].speed);
        ht_value_set_real (attributes, "range_km", crafts[k].range_km);
        ht_value_set_int (attributes, "places", crafts[k].places);
        ht_kit_set_id (attributes, "pad", &pad->id);
      }
  return ht_kit_end (kit, error);
}

/* Where goods come in by rail, water and air. */
static gboolean
make_delivery_points (HtKit *kit, GError **error)
{
  static const struct
  {
    const char *kind, *word, *word_en;
    guint n;
    double tonnes;
  } kinds[] = { { "rail", "铁路货场", "Rail Yard", 9, 4000 },
                { "water", "应急码头", "Emergency Quay", 36, 2500 },
                { "air", "航空货站", "Air Cargo Point", 2, 1500 },
                { "airdrop", "空投点", "Airdrop Ground", 48, 40 },
                { "road", "物资中转站", "Transfer Point", 32, 900 } };
  static const HtPickRule rule
      = { HT_BY_AREA, 0, { { HT_USE_PORT, 6 }, { HT_USE_INDUSTRY, 1 } } },
      open = { HT_BY_AREA, 0, { { HT_USE_PARK, 3 }, { HT_USE_FIELD, 0.3 }, { HT_USE_CAMPUS, 1 } } };
  g_autoptr (HtPick) yards = ht_pick_new (kit, &rule);
  g_autoptr (HtPick) grounds = ht_pick_new (kit, &open);
  ht_kit_begin (kit, "delivery_point");
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (guint i = 0, n = ht_kit_scaled (kit, kinds[k].n); i < n; i++)
      {
        HtGroundSpot spot = ht_pick_draw_or_city (k == 3 ? grounds : yards, NULL, &kit->dice);
        HtKitName name = ht_kit_name (kit, spot.block, kinds[k].word, kinds[k].word_en, i + 1);
        HtValue *attributes = ht_kit_add_point (kit, &name, spot.at);
        ht_value_set_text (attributes, "kind", kinds[k].kind);
        ht_value_set_real (attributes, "tonnes_day",
                           ht_kit_round (kinds[k].tonnes * ht_demo_dice_between (&kit->dice, 0.5, 1.5), 10));
      }
  return ht_kit_end (kit, error);
}

/* Teams that would be lent, at their homes (places of the cities from memory); hours on the road at 75 km/h
 * with two hours to gather. */
static gboolean
make_aid_teams (HtKit *kit, GError **error)
{
  static const struct
  {
    const char *province, *city, *city_en;
    HtPoint at;
  } homes[] = {
    { "江苏", "苏州", "Suzhou", { 120.62, 31.32 } },    { "江苏", "无锡", "Wuxi", { 120.30, 31.57 } },
    { "江苏", "南通", "Nantong", { 120.86, 32.01 } },   { "江苏", "常州", "Changzhou", { 119.95, 31.78 } },
    { "江苏", "南京", "Nanjing", { 118.78, 32.06 } },   { "浙江", "嘉兴", "Jiaxing", { 120.75, 30.75 } },
    { "浙江", "湖州", "Huzhou", { 120.09, 30.89 } },    { "浙江", "杭州", "Hangzhou", { 120.16, 30.27 } },
    { "浙江", "宁波", "Ningbo", { 121.55, 29.87 } },    { "浙江", "绍兴", "Shaoxing", { 120.58, 30.00 } },
    { "安徽", "芜湖", "Wuhu", { 118.38, 31.33 } },      { "安徽", "马鞍山", "Ma'anshan", { 118.51, 31.67 } },
    { "安徽", "宣城", "Xuancheng", { 118.76, 30.94 } }, { "安徽", "合肥", "Hefei", { 117.23, 31.82 } }
  };
  static const struct
  {
    const char *kind, *word, *word_en;
    guint members;
  } kinds[] = { { "fire", "消防增援队", "Fire Aid Team", 60 },
                { "medical", "医疗救援队", "Medical Aid Team", 30 },
                { "flood", "防汛抢险队", "Flood Aid Team", 80 },
                { "chemical", "危化救援队", "Hazmat Aid Team", 40 } };
  const HtPoint centre = { 121.4737, 31.2304 };
  ht_kit_begin (kit, "aid_team");
  for (guint h = 0; h < G_N_ELEMENTS (homes); h++)
    for (guint k = 0; k < 1 + h % 2 + G_N_ELEMENTS (kinds) / 2; k++)
      {
        guint kind = (h + k) % G_N_ELEMENTS (kinds);
        HtKitName name = { homes[h].city, homes[h].city_en, kinds[kind].word, kinds[kind].word_en, 0 };
        HtValue *attributes = ht_kit_add_point (kit, &name, ht_kit_shift (homes[h].at, 300.0 * k, 0));
        double road_km = 1.25 * ht_kit_distance (homes[h].at, centre) / 1000;
        ht_value_set_text (attributes, "province", homes[h].province);
        ht_value_set_text (attributes, "kind", kinds[kind].kind);
        ht_value_set_int (attributes, "members", kinds[kind].members);
        ht_value_set_real (attributes, "arrival_h", ht_kit_round (2 + road_km / 75, 0.1));
      }
  return ht_kit_end (kit, error);
}

gboolean
ht_kit_make_reach (HtKit *kit, GError **error)
{
  return make_vessels (kit, error) && make_helipads (kit, error) && make_aircraft (kit, error)
         && make_delivery_points (kit, error) && make_aid_teams (kit, error);
}
