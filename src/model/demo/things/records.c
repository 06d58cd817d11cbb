/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "model/demo/things/subjects.h"

/* --- hidden dangers --- */

static gboolean
make_hidden_dangers (HtKit *kit, GError **error)
{
  static const HtKindShare kinds[] = { { 24, "fire_lane", "消防通道堵塞", "Blocked Fire Lane" },
                                       { 18, "wiring", "电气线路老化", "Old Wiring" },
                                       { 15, "charging", "电动自行车违规充电", "Unsafe E-bike Charging" },
                                       { 10, "chemical", "危化品违规存放", "Unsafe Chemical Storage" },
                                       { 9, "gas", "燃气隐患", "Gas Danger" },
                                       { 8, "building", "老旧房屋隐患", "Unsafe Building" },
                                       { 7, "flood", "易积水点", "Flooding Spot" },
                                       { 5, "billboard", "户外广告牌隐患", "Unsafe Billboard" },
                                       { 4, "lift", "电梯隐患", "Lift Danger" },
                                       { 0, NULL, NULL, NULL } };
  g_autoptr (HtPick) pick = ht_pick_new (kit, &ht_pick_anywhere_by_people);
  ht_kit_begin (kit, "hidden_danger");
  for (guint i = 0, n = ht_kit_scaled (kit, 6000); i < n; i++)
    {
      HtValue *attributes = ht_kit_add_drawn (kit, pick, kinds, i + 1);
      int age = (int) ht_demo_dice_below (&kit->dice, 360);
      gboolean major = ht_demo_dice_happens (&kit->dice, 0.06);
      int term = major ? 60 : 30;
      /* Four in five are put right in time. */
      gboolean closed = age > term && ht_demo_dice_happens (&kit->dice, 0.85);
      g_autofree char *found = ht_kit_date (-age), *due = ht_kit_date (term - age);
      ht_value_set_text (attributes, "grade", major ? "major" : "general");
      ht_value_set_text (attributes, "found", found);
      ht_value_set_text (attributes, "due", due);
      ht_value_set_text (attributes, "state", closed ? "closed" : age > term ? "overdue" : "open");
    }
  return ht_kit_end (kit, error);
}

/* --- past disasters --- */

/* Well known ones; figures as commonly reported at the time, places from memory. -1: not entered. */
static const struct
{
  const char *name, *name_en, *kind, *date;
  HtPoint at;
  gint64 deaths, injured;
  double loss_cny;
} known[] = {
  { "胶州路公寓火灾",
    "Jiaozhou Road Apartment Fire",
    "fire",
    "2010-11-15",
    { 121.4385, 31.2365 },
    58,
    71,
    158000000 },
  { "外滩踩踏事件", "Bund Stampede", "crowd", "2014-12-31", { 121.4905, 31.2385 }, 36, 49, -1 },
  { "地铁10号线追尾", "Metro Line 10 Collision", "metro", "2011-09-27", { 121.4860, 31.2230 }, 0, 284, -1 },
  { "宝山液氨泄漏", "Baoshan Ammonia Leak", "chemical", "2013-08-31", { 121.4200, 31.3350 }, 15, 25, -1 },
  { "莲花河畔景苑倒楼",
    "Lotus Riverside Collapse",
    "collapse",
    "2009-06-27",
    { 121.3850, 31.1250 },
    1,
    0,
    -1 },
  { "轨道交通4号线塌陷",
    "Line 4 Tunnel Collapse",
    "collapse",
    "2003-07-01",
    { 121.5070, 31.2110 },
    0,
    0,
    150000000 },
  { "昭化路厂房坍塌", "Zhaohua Road Collapse", "collapse", "2019-05-16", { 121.4270, 31.2160 }, 12, 13, -1 },
  { "农产品批发市场火灾", "Wholesale Market Fire", "fire", "2013-01-06", { 121.5650, 31.1450 }, 6, 12, -1 },
  { "赛科储罐闪爆", "SECCO Tank Flash Fire", "chemical", "2018-05-12", { 121.4600, 30.8100 }, 6, 0, -1 },
  { "上海石化火灾",
    "Shanghai Petrochemical Fire",
    "chemical",
    "2022-06-18",
    { 121.2950, 30.7150 },
    1,
    1,
    -1 },
  { "陆家嘴轮渡踩踏", "Lujiazui Ferry Stampede", "crowd", "1987-12-10", { 121.4990, 31.2370 }, 66, -1, -1 },
  { "9711号台风温妮", "Typhoon Winnie", "typhoon", "1997-08-18", { 121.4880, 31.2450 }, 7, -1, 630000000 },
  { "台风麦莎", "Typhoon Matsa", "typhoon", "2005-08-06", { 121.4737, 31.2304 }, 7, -1, 1358000000 },
  { "台风海葵", "Typhoon Haikui", "typhoon", "2012-08-08", { 121.3400, 30.7400 }, -1, -1, -1 },
  { "台风菲特暴雨", "Typhoon Fitow Rainstorm", "rainstorm", "2013-10-08", { 121.2200, 31.0300 }, -1, -1, -1 },
  { "台风烟花", "Typhoon In-fa", "typhoon", "2021-07-25", { 121.4737, 31.2304 }, 0, -1, -1 },
  { "台风贝碧嘉", "Typhoon Bebinca", "typhoon", "2024-09-16", { 121.9200, 30.9000 }, -1, -1, -1 },
  { "1949年台风大潮", "Typhoon Surge of 1949", "surge", "1949-07-25", { 121.4880, 31.2450 }, -1, -1, -1 },
  { "南黄海6.1级地震有感",
    "Yellow Sea Earthquake, felt",
    "earthquake",
    "1996-11-09",
    { 121.6000, 31.6000 },
    0,
    -1,
    -1 },
  { "甲肝流行", "Hepatitis A Epidemic", "epidemic", "1988-01-19", { 121.4737, 31.2304 }, 31, -1, -1 },
};

static void
add_known (HtKit *kit)
{
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      HtKitName name = { NULL, NULL, known[i].name, known[i].name_en, 0 };
      HtValue *attributes = ht_kit_add_point (kit, &name, known[i].at);
      ht_kit_sketched (kit);
      ht_value_set_text (attributes, "kind", known[i].kind);
      ht_value_set_text (attributes, "date", known[i].date);
      ht_value_set_text (attributes, "source", "as commonly reported; place from memory");
      if (known[i].deaths >= 0)
        ht_value_set_int (attributes, "deaths", known[i].deaths);
      if (known[i].injured >= 0)
        ht_value_set_int (attributes, "injured", known[i].injured);
      if (known[i].loss_cny >= 0)
        ht_value_set_real (attributes, "loss_cny", known[i].loss_cny);
    }
}

/* Ten years of lesser ones; over nine in ten by the weather, as the city's plan says. */
static gboolean
make_past_disasters (HtKit *kit, GError **error)
{
  static const HtKindShare kinds[] = { { 40, "waterlogging", "暴雨积水", "Rainstorm Flooding" },
                                       { 24, "wind", "大风灾害", "Wind Damage" },
                                       { 16, "thunderstorm", "雷电灾害", "Lightning Damage" },
                                       { 8, "fog", "浓雾连环事故", "Fog Pile-up" },
                                       { 4, "snow_ice", "雨雪冰冻", "Snow and Ice" },
                                       { 6, "fire", "较大火灾", "Large Fire" },
                                       { 1, "chemical", "危化品泄漏", "Chemical Leak" },
                                       { 1, "collapse", "坍塌事故", "Collapse" },
                                       { 0, NULL, NULL, NULL } };
  g_autoptr (HtPick) pick = ht_pick_new (kit, &ht_pick_anywhere_by_people);
  ht_kit_begin (kit, "past_disaster");
  add_known (kit);
  for (guint i = 0, n = ht_kit_scaled (kit, 1200); i < n; i++)
    {
      HtValue *attributes = ht_kit_add_drawn (kit, pick, kinds, i + 1);
      g_autofree char *date = ht_kit_date (-1 - (int) ht_demo_dice_below (&kit->dice, 3650));
      gboolean grave = ht_demo_dice_happens (&kit->dice, 0.04);
      ht_value_set_text (attributes, "date", date);
      ht_value_set_int (attributes, "deaths", grave ? 1 : 0);
      ht_value_set_int (attributes, "injured", ht_demo_dice_below (&kit->dice, grave ? 8 : 3));
      ht_value_set_real (attributes, "loss_cny",
                         ht_kit_round (20000 * pow (200, ht_demo_dice_between (&kit->dice, 0, 1)), 1000));
    }
  return ht_kit_end (kit, error);
}

/* --- incident rates --- */

/*
 * Calls for the fire brigade, some 92,000 a year (assumed from the city's yearly statements), by cells of 500
 * m and hour: six tenths fall as people sleep, four as they work. Hours of homes peak at noon and in the
 * evening, those of work by day. A block counts in the cell of its middle.
 */
#define CALLS 92000.0
#define CELL_LAT (500 / 111320.0)
#define CELL_LON (500 / 95250.0) /* at 31.2° */

static const double at_home[24] = { 2.6, 2.0, 1.6, 1.4, 1.4, 1.7, 2.4, 3.4, 3.8, 4.0, 4.7, 5.6,
                                    5.4, 4.4, 4.2, 4.4, 5.2, 6.6, 7.2, 7.0, 6.6, 5.8, 4.8, 3.8 },
                    at_work[24] = { 1.2, 1.0, 0.8, 0.8, 0.9, 1.3, 2.2, 4.0, 6.2, 7.2, 7.6, 7.4,
                                    6.6, 6.8, 7.4, 7.4, 7.0, 6.4, 5.0, 3.9, 3.2, 2.6, 1.8, 1.3 };

typedef struct
{
  double night, day;
} Cell;

static char *
write_hours (double home, double work)
{
  GString *text = g_string_new ("[");
  double home_sum = 0, work_sum = 0;
  for (guint h = 0; h < 24; h++)
    {
      home_sum += at_home[h];
      work_sum += at_work[h];
    }
  for (guint h = 0; h < 24; h++)
    {
      char number[G_ASCII_DTOSTR_BUF_SIZE];
      double share = (home * at_home[h] / home_sum + work * at_work[h] / work_sum) / (home + work);
      g_string_append_printf (text, "%s%s", h > 0 ? "," : "",
                              g_ascii_formatd (number, sizeof number, "%.4f", share));
    }
  g_string_append_c (text, ']');
  return g_string_free (text, FALSE);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;
  return (x > y) - (x < y);
}

static GHashTable *
sum_cells (const HtKit *kit, double *night, double *day)
{
  GHashTable *cells = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  for (guint i = 0; i < kit->ground->blocks->len; i++)
    {
      const HtGroundBlock *block = ht_kit_block (kit, i);
      gint64 key
          = (gint64) floor (block->at.lat / CELL_LAT) * 1000000 + (gint64) floor (block->at.lon / CELL_LON);
      Cell *cell = g_hash_table_lookup (cells, &key);
      if (block->people_night + block->people_day == 0)
        continue;
      if (cell == NULL)
        {
          cell = g_new0 (Cell, 1);
          g_hash_table_insert (cells, g_memdup2 (&key, sizeof key), cell);
        }
      cell->night += block->people_night;
      cell->day += block->people_day;
      *night += block->people_night;
      *day += block->people_day;
    }
  return cells;
}

static GArray *
list_keys (GHashTable *cells)
{
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer key;
  g_hash_table_iter_init (&iter, cells);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_array_append_vals (keys, key, 1);
  g_array_sort (keys, compare_keys);
  return keys;
}

static gboolean
make_incident_rates (HtKit *kit, GError **error)
{
  double night = 0, day = 0;
  g_autoptr (GHashTable) cells = sum_cells (kit, &night, &day);
  g_autoptr (GArray) keys = list_keys (cells);
  ht_kit_begin (kit, "incident_rate");
  for (guint i = 0; i < keys->len; i++)
    {
      gint64 key = g_array_index (keys, gint64, i);
      const Cell *cell = g_hash_table_lookup (cells, &key);
      double home = 0.6 * CALLS * cell->night / MAX (night, 1), work = 0.4 * CALLS * cell->day / MAX (day, 1);
      HtPoint at
          = { ((double) (key % 1000000) + 0.5) * CELL_LON, ((double) (key / 1000000) + 0.5) * CELL_LAT };
      HtValue *attributes = ht_kit_add_point (kit, NULL, at);
      g_autofree char *hours = write_hours (home, work);
      ht_value_set_real (attributes, "per_year", ht_kit_round (home + work, 0.0001));
      ht_value_set_text (attributes, "hours", hours);
      ht_value_set_text (attributes, "kind", "all");
    }
  return ht_kit_end (kit, error);
}

gboolean
ht_kit_make_records (HtKit *kit, GError **error)
{
  return make_hidden_dangers (kit, error) && make_past_disasters (kit, error)
         && make_incident_rates (kit, error);
}
