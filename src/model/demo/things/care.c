/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "model/demo/things/spread.h"
#include "model/demo/things/subjects.h"

/* 6.5 beds a thousand people, as in the city's health yearbooks (about 160,000); some 430 hospitals, 70 of
 * them of the third grade, which have half of the beds. Intensive care: 4 % of beds, 8 % in grade three. */
#define HOSPITALS 430
#define GRADE_THREE 70
#define BEDS 160000

static const HtPickRule by_people = { HT_BY_BOTH,
                                      0,
                                      { { HT_USE_CAMPUS, 6 },
                                        { HT_USE_ESTATE, 1 },
                                        { HT_USE_TOWERS, 1 },
                                        { HT_USE_OLD, 1 },
                                        { HT_USE_CENTRE, 1 },
                                        { HT_USE_VILLAGE, 1 } } };

static void
add_hospital (HtKit *kit, const HtSite *site, guint beds, gboolean third, guint number)
{
  HtKitName name = ht_kit_name (kit, site->block, third ? "中心医院" : "医院",
                                third ? "Central Hospital" : "Hospital", number);
  HtValue *attributes = ht_kit_add_point (kit, &name, site->at);
  ht_value_set_int (attributes, "beds", beds);
  ht_value_set_int (attributes, "icu_beds", (gint64) round (beds * (third ? 0.08 : 0.02)));
  ht_value_set_text (attributes, "grade", third ? "三级" : beds >= 180 ? "二级" : "一级");
  ht_value_set_bool (attributes, "trauma", third && ht_demo_dice_happens (&kit->dice, 0.5));
  ht_kit_set_place (attributes, kit, site->block);
  ht_kit_note (kit, HT_KIT_HOSPITAL, site->block, third)->capacity = beds;
}

static gboolean
make_hospitals (HtKit *kit, GError **error)
{
  guint n = ht_kit_scaled (kit, HOSPITALS), n_third = ht_kit_scaled (kit, GRADE_THREE);
  g_autofree double *weights = g_new (double, n);
  g_autofree guint *numbers = g_new0 (guint, 2 * ht_kit_n_areas (kit, HT_GROUND_SUBDISTRICT));
  ht_kit_begin (kit, "hospital");
  g_autoptr (GArray) third = ht_kit_spread (kit, n_third, 0.8, &kit->dice);
  g_autoptr (GArray) other = ht_kit_spread (kit, n - n_third, 0.3, &kit->dice);
  for (guint i = 0; i < n; i++)
    weights[i] = i < n_third ? ht_demo_dice_between (&kit->dice, 0.6, 1.6) / n_third
                             : ht_demo_dice_between (&kit->dice, 0.3, 1.7) / (n - n_third);
  g_autofree guint *beds = ht_kit_share (weights, n, ht_kit_scaled (kit, BEDS));
  for (guint i = 0; i < n; i++)
    {
      const HtSite *site
          = i < n_third ? &g_array_index (third, HtSite, i) : &g_array_index (other, HtSite, i - n_third);
      guint town = ht_kit_area_of (kit, site->block, HT_GROUND_SUBDISTRICT);
      guint number = ++numbers[2 * town + (i < n_third)];
      add_hospital (kit, site, beds[i], i<n_third, number> 1 ? number : 0);
    }
  return ht_kit_end (kit, error);
}

/* Halls that can be made wards: stadiums, exhibition halls, gymnasiums of schools. A bed needs 12 m2 of hall.
 */
static gboolean
make_halls (HtKit *kit, GError **error)
{
  static const HtKindShare kinds[] = { { 3, "stadium", "体育馆", "Stadium" },
                                       { 2, "exhibition", "会展馆", "Exhibition Hall" },
                                       { 5, "gymnasium", "学校体育馆", "School Gymnasium" },
                                       { 1, "warehouse", "物流仓库", "Logistics Hall" },
                                       { 0, NULL, NULL, NULL } };
  guint n = ht_kit_scaled (kit, 300);
  g_autoptr (HtPick) pick = ht_pick_new (kit, &by_people);
  ht_kit_begin (kit, "hall");
  for (guint i = 0; i < n; i++)
    {
      HtValue *attributes = ht_kit_add_drawn (kit, pick, kinds, i + 1);
      double area_m2 = ht_kit_round (1200 * pow (12, ht_demo_dice_between (&kit->dice, 0, 1)), 100);
      ht_value_set_int (attributes, "beds", (gint64) (area_m2 / 12));
      ht_value_set_real (attributes, "area_m2", area_m2);
      ht_value_set_real (attributes, "ready_h", ht_kit_round (ht_demo_dice_between (&kit->dice, 12, 96), 6));
    }
  return ht_kit_end (kit, error);
}

/*
 * 117 shelters (GB 21734-2008: grade I over 30 days, II 10 to 30 days, III under 10). Assumed: 12 of grade I,
 * 35 of II, 70 of III; 2 m2 a person in II and III, 4 in I.
 */
static gboolean
make_shelters (HtKit *kit, GError **error)
{
  static const HtPickRule rule
      = { HT_BY_BOTH, 0.5, { { HT_USE_PARK, 40 }, { HT_USE_CAMPUS, 1 }, { HT_USE_ESTATE, 0.3 } } };
  static const struct
  {
    guint share;
    double low_m2, high_m2, m2_a_person;
  } grades[] = { { 12, 60000, 200000, 4 }, { 35, 15000, 60000, 2 }, { 70, 3000, 15000, 2 } };
  guint n = ht_kit_scaled (kit, 117), number = 0;
  const double shares[] = { 12, 35, 70 };
  g_autofree guint *counts = ht_kit_share (shares, 3, n);
  g_autoptr (HtPick) pick = ht_pick_new (kit, &rule);
  ht_kit_begin (kit, "shelter");
  for (guint grade = 0; grade < 3; grade++)
    for (guint i = 0; i < counts[grade]; i++)
      {
        /* One district after another, so that every one has some. */
        guint district = number % ht_kit_n_areas (kit, HT_GROUND_DISTRICT);
        HtGroundSpot spot
            = ht_pick_draw_or_city (pick, ht_kit_run (kit, HT_GROUND_DISTRICT, district), &kit->dice);
        gboolean indoor = ht_kit_block (kit, spot.block)->use != HT_USE_PARK;
        HtKitName name = ht_kit_name (kit, spot.block, indoor ? "学校应急避难场所" : "公园应急避难场所",
                                      indoor ? "School Shelter" : "Park Shelter", ++number);
        HtValue *attributes = ht_kit_add_point (kit, &name, spot.at);
        double area_m2
            = ht_kit_round (ht_demo_dice_between (&kit->dice, grades[grade].low_m2, grades[grade].high_m2),
                            100);
        ht_value_set_int (attributes, "grade", grade + 1);
        ht_value_set_int (attributes, "capacity", (gint64) (area_m2 / grades[grade].m2_a_person));
        ht_value_set_real (attributes, "area_m2", area_m2);
        ht_value_set_bool (attributes, "indoor", indoor);
      }
  return ht_kit_end (kit, error);
}

/* Schools, with those who learn there: round figures of the city's education statistics of 2020. */
static gboolean
make_schools (HtKit *kit, GError **error)
{
  static const struct
  {
    const char *kind, *word, *word_en;
    guint n, people;
  } kinds[] = { { "kindergarten", "幼儿园", "Kindergarten", 1690, 560000 },
                { "primary", "小学", "Primary School", 690, 860000 },
                { "secondary", "中学", "Secondary School", 920, 780000 },
                { "university", "大学", "University", 63, 730000 } };
  g_autoptr (HtPick) pick = ht_pick_new (kit, &by_people);
  ht_kit_begin (kit, "school");
  for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    {
      guint n = ht_kit_scaled (kit, kinds[kind].n);
      g_autofree double *weights = g_new (double, n);
      for (guint i = 0; i < n; i++)
        weights[i] = ht_demo_dice_between (&kit->dice, 0.4, 1.8);
      g_autofree guint *people = ht_kit_share (weights, n, ht_kit_scaled (kit, kinds[kind].people));
      for (guint i = 0; i < n; i++)
        {
          HtGroundSpot spot = ht_pick_draw_or_city (pick, NULL, &kit->dice);
          HtKitName name = ht_kit_name (kit, spot.block, kinds[kind].word, kinds[kind].word_en, i + 1);
          HtValue *attributes = ht_kit_add_point (kit, &name, spot.at);
          ht_value_set_text (attributes, "kind", kinds[kind].kind);
          ht_value_set_int (attributes, "people", people[i]);
        }
    }
  return ht_kit_end (kit, error);
}

gboolean
ht_kit_make_care (HtKit *kit, GError **error)
{
  return make_hospitals (kit, error) && make_halls (kit, error) && make_shelters (kit, error)
         && make_schools (kit, error);
}
