/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/demo/things/subjects.h"

/* Those who are called besides the crews. Nobody is named: posts and numbers stand for people. */

/* One in every neighbourhood (居村), and at complexes and larger firms; four to ten members, as in the rules
 * for micro stations of 2015. */
static gboolean
make_micro_stations (HtKit *kit, GError **error)
{
  ht_kit_begin (kit, "micro_station");
  for (guint i = 0; i < ht_kit_n_areas (kit, HT_GROUND_NEIGHBOURHOOD); i++)
    {
      const HtGroundArea *area
          = &g_array_index (kit->ground->areas[HT_GROUND_NEIGHBOURHOOD], HtGroundArea, i);
      if (ht_kit_run (kit, HT_GROUND_NEIGHBOURHOOD, i)->n == 0)
        continue;
      HtKitName name = { area->name, area->name_en, "微型消防站", "Micro Station", 0 };
      HtValue *attributes = ht_kit_add_point (kit, &name, area->centre);
      ht_value_set_text (attributes, "kind", "neighbourhood");
      ht_value_set_int (attributes, "members", 4 + ht_demo_dice_below (&kit->dice, 4));
    }
  for (guint i = 0; i < ht_kit_n (kit, HT_KIT_COMPLEX); i++)
    {
      const HtKitThing *complex = ht_kit_get (kit, HT_KIT_COMPLEX, i);
      HtKitName name = { NULL, NULL, "综合体微型消防站", "Micro Station of a Complex", i + 1 };
      HtValue *attributes = ht_kit_add_point (kit, &name, complex->at);
      ht_value_set_text (attributes, "kind", "complex");
      ht_value_set_int (attributes, "members", 6 + ht_demo_dice_below (&kit->dice, 5));
    }
  for (guint i = 0; i < ht_kit_n (kit, HT_KIT_CHEMICAL); i++)
    {
      const HtKitThing *site = ht_kit_get (kit, HT_KIT_CHEMICAL, i);
      if (site->kind < 1 || site->kind > 3)
        continue;
      HtKitName name = { NULL, NULL, "企业微型消防站", "Micro Station of a Firm", i + 1 };
      HtValue *attributes = ht_kit_add_point (kit, &name, site->at);
      ht_value_set_text (attributes, "kind", "firm");
      ht_value_set_int (attributes, "members", 6 + ht_demo_dice_below (&kit->dice, 8));
    }
  return ht_kit_end (kit, error);
}

/* In each sub-district a company of militia and volunteers by skill; social rescue teams in some. */
static gboolean
make_volunteers (HtKit *kit, GError **error)
{
  static const struct
  {
    const char *kind, *skill, *word, *word_en;
    double chance;
    guint fewest, most;
  } groups[] = { { "militia", "general", "民兵应急排", "Militia Platoon", 1, 30, 60 },
                 { "volunteer", "first_aid", "急救志愿者队", "First Aid Volunteers", 1, 15, 60 },
                 { "volunteer", "evacuation", "疏散引导志愿者队", "Evacuation Volunteers", 1, 40, 160 },
                 { "volunteer", "psychology", "心理援助志愿者队", "Counselling Volunteers", 0.4, 5, 20 },
                 { "volunteer", "translation", "外语志愿者队", "Language Volunteers", 0.2, 5, 25 },
                 { "social", "water_rescue", "社会水上救援队", "Social Water Rescue Team", 0.15, 10, 40 },
                 { "social", "drone", "社会无人机队", "Social Drone Team", 0.15, 4, 15 },
                 { "social", "radio", "业余无线电应急队", "Radio Amateurs", 0.1, 5, 20 } };
  ht_kit_begin (kit, "volunteer");
  for (guint i = 0; i < ht_kit_n_areas (kit, HT_GROUND_SUBDISTRICT); i++)
    for (guint g = 0; g < G_N_ELEMENTS (groups); g++)
      {
        const HtGroundArea *area
            = &g_array_index (kit->ground->areas[HT_GROUND_SUBDISTRICT], HtGroundArea, i);
        const HtRun *run = ht_kit_run (kit, HT_GROUND_SUBDISTRICT, i);
        if (run->n == 0 || !ht_demo_dice_happens (&kit->dice, groups[g].chance))
          continue;
        HtKitName name = ht_kit_name (kit, run->first, groups[g].word, groups[g].word_en, 0);
        HtValue *attributes = ht_kit_add_point (kit, &name, area->centre);
        ht_value_set_text (attributes, "kind", groups[g].kind);
        ht_value_set_text (attributes, "skill", groups[g].skill);
        ht_value_set_int (attributes, "members",
                          groups[g].fewest
                              + ht_demo_dice_below (&kit->dice, groups[g].most - groups[g].fewest + 1));
      }
  return ht_kit_end (kit, error);
}

static gboolean
make_experts (HtKit *kit, GError **error)
{
  static const HtPickRule rule = { HT_BY_DAY, 0, { { HT_USE_CAMPUS, 5 }, { HT_USE_CENTRE, 1 } } };
  static const char *const skills[][3] = { { "hazmat", "危化品专家", "Hazmat Expert" },
                                           { "fire", "火灾扑救专家", "Fire Expert" },
                                           { "structure", "建筑结构专家", "Structures Expert" },
                                           { "flood", "防汛专家", "Flood Expert" },
                                           { "meteorology", "气象专家", "Weather Expert" },
                                           { "earthquake", "地震专家", "Earthquake Expert" },
                                           { "medicine", "急诊医学专家", "Emergency Physician" },
                                           { "epidemic", "流行病学专家", "Epidemiologist" },
                                           { "power", "电力专家", "Power Expert" },
                                           { "gas", "燃气专家", "Gas Expert" },
                                           { "metro", "轨道交通专家", "Metro Expert" },
                                           { "maritime", "海上搜救专家", "Sea Rescue Expert" },
                                           { "aviation", "航空救援专家", "Air Rescue Expert" },
                                           { "forest", "森林防火专家", "Forest Fire Expert" },
                                           { "radiation", "核与辐射专家", "Radiation Expert" },
                                           { "environment", "环境监测专家", "Environment Expert" },
                                           { "comms", "应急通信专家", "Communications Expert" },
                                           { "survey", "测绘专家", "Survey Expert" },
                                           { "lift", "特种设备专家", "Lift and Vessel Expert" },
                                           { "psychology", "心理专家", "Psychologist" } };
  static const char *const titles[] = { "高级工程师", "教授级高工", "教授", "研究员", "主任医师" };
  static const char *const units[] = { "演示大学", "演示研究院", "演示设计院", "演示集团", "演示中心医院" };
  g_autoptr (HtPick) pick = ht_pick_new (kit, &rule);
  ht_kit_begin (kit, "expert");
  for (guint i = 0, n = ht_kit_scaled (kit, 600); i < n; i++)
    {
      guint skill = i % G_N_ELEMENTS (skills);
      gboolean medical = skill == 6 || skill == 7 || skill == 19;
      HtGroundSpot spot = ht_pick_draw_or_city (pick, NULL, &kit->dice);
      HtKitName name = { NULL, NULL, skills[skill][1], skills[skill][2], i / G_N_ELEMENTS (skills) + 1 };
      HtValue *attributes = ht_kit_add_point (kit, &name, spot.at);
      ht_value_set_text (attributes, "skill", skills[skill][0]);
      ht_value_set_text (attributes, "title", titles[medical ? 4 : ht_demo_dice_below (&kit->dice, 4)]);
      ht_value_set_text (attributes, "unit", units[medical ? 4 : ht_demo_dice_below (&kit->dice, 4)]);
    }
  return ht_kit_end (kit, error);
}

/* A week, two shifts of twelve hours, in the city's command centre and each district's. */
static void
add_duty (HtKit *kit, const HtGroundArea *at, const char *post, guint day, guint index)
{
  static const char *const shifts[] = { "day", "night" };
  static const char *const stems[] = { "甲", "乙", "丙", "丁", "戊", "己", "庚", "辛" };
  for (guint shift = 0; shift < 2; shift++)
    {
      g_autofree char *date = ht_kit_date ((int) day);
      guint person = (2 * day + shift + index) % G_N_ELEMENTS (stems);
      g_autofree char *who = g_strconcat (at->name, post, stems[person], NULL);
      HtKitName name = { NULL, NULL, who, NULL, 0 };
      HtValue *attributes = ht_kit_add_point (kit, &name, at->centre);
      ht_value_set_text (attributes, "date", date);
      ht_value_set_text (attributes, "shift", shifts[shift]);
      ht_value_set_text (attributes, "person", who);
      ht_value_set_text (attributes, "post", post);
    }
}

static gboolean
make_roster (HtKit *kit, GError **error)
{
  ht_kit_begin (kit, "roster");
  guint n = ht_kit_n_areas (kit, HT_GROUND_DISTRICT);
  HtGroundArea city = g_array_index (kit->ground->areas[HT_GROUND_DISTRICT], HtGroundArea, 0);
  city.name = (char *) "市";
  for (guint day = 0; day < 7; day++)
    {
      add_duty (kit, &city, "总值班长", day, 0);
      add_duty (kit, &city, "值班员", day, 1);
      add_duty (kit, &city, "物资调度员", day, 2);
      for (guint d = 0; d < n; d++)
        add_duty (kit, &g_array_index (kit->ground->areas[HT_GROUND_DISTRICT], HtGroundArea, d), "值班员",
                  day, d);
    }
  return ht_kit_end (kit, error);
}

gboolean
ht_kit_make_people (HtKit *kit, GError **error)
{
  return make_micro_stations (kit, error) && make_volunteers (kit, error) && make_experts (kit, error)
         && make_roster (kit, error);
}
