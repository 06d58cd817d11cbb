/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "model/demo/things/subjects.h"

/* --- old quarters --- */

#define OLD_QUARTERS 3500
#define MOST_IN_BLOCK 4

typedef struct
{
  double rank; /* low ones are old quarters first */
  guint block;
} Old;

static int
compare_old (gconstpointer a, gconstpointer b)
{
  const Old *x = a, *y = b;
  if (x->rank != y->rank)
    return x->rank < y->rank ? -1 : 1;
  return (x->block > y->block) - (x->block < y->block);
}

/* Blocks of the old town first, then the oldest of the estates, then villages in the city; those with most
 * people on their land first. */
static GArray *
rank_old (const HtKit *kit)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (Old));
  for (guint i = 0; i < kit->ground->blocks->len; i++)
    {
      const HtGroundBlock *block = ht_kit_block (kit, i);
      double kind = block->use == HT_USE_OLD       ? 0
                    : block->use == HT_USE_ESTATE  ? 10
                    : block->use == HT_USE_VILLAGE ? 20
                                                   : 99;
      Old old = { kind - MIN (9, 100 * block->people_night / (block->area_m2 + 1)), i };
      if (kind < 99 && block->people_night > 0 && block->radius_m > 8)
        g_array_append_val (list, old);
    }
  g_array_sort (list, compare_old);
  return list;
}

/* Up to four stand around the middle of a block, each within its own part. */
static void
add_old_quarter (HtKit *kit, guint index, guint part, guint parts, guint number)
{
  const HtGroundBlock *block = ht_kit_block (kit, index);
  double radius = parts == 1 ? 0.9 * block->radius_m : 0.4 * block->radius_m;
  double angle = 2 * G_PI * part / parts, reach = parts == 1 ? 0 : 0.57 * block->radius_m;
  HtPoint at = ht_kit_shift (block->at, reach * cos (angle), reach * sin (angle));
  HtKitName name = ht_kit_name (kit, index, "旧里片区", "Old Quarter", number);
  HtValue *attributes = ht_kit_add (kit, &name, ht_kit_ring (at, radius, 7, &kit->dice));
  gint64 people = MAX (6, block->people_night / parts);
  ht_value_set_int (attributes, "year", 1920 + ht_demo_dice_below (&kit->dice, 45));
  ht_value_set_int (attributes, "population", people);
  ht_value_set_int (attributes, "households", (gint64) ceil ((double) people / 2.5));
}

static gboolean
make_old_quarters (HtKit *kit, GError **error)
{
  guint n = ht_kit_scaled (kit, OLD_QUARTERS), done = 0;
  g_autoptr (GArray) list = rank_old (kit);
  guint n_old = 0;
  while (n_old < list->len && ht_kit_block (kit, g_array_index (list, Old, n_old).block)->use == HT_USE_OLD)
    n_old++;
  /* As few to a block as the old town allows; other blocks only where four are not enough. */
  guint parts = (guint) CLAMP (ceil ((double) n / MAX (n_old, 1)), 1, MOST_IN_BLOCK);
  ht_kit_begin (kit, "old_quarter");
  for (guint i = 0; i < list->len && done < n; i++)
    for (guint part = 0; part < parts && done < n; part++)
      add_old_quarter (kit, g_array_index (list, Old, i).block, part, parts, ++done);
  return ht_kit_end (kit, error);
}

/* --- complexes, building sites, underground space --- */

static gboolean
make_complexes (HtKit *kit, GError **error)
{
  static const HtPickRule rule
      = { HT_BY_DAY, 0, { { HT_USE_CENTRE, 8 }, { HT_USE_TOWERS, 1 }, { HT_USE_ESTATE, 1 } } };
  static const char *const words[][2] = { { "天地广场", "Plaza" },     { "购物中心", "Shopping Centre" },
                                          { "城市广场", "City Mall" }, { "万象汇", "Mixed Centre" },
                                          { "家居广场", "Home Mall" }, { "商务中心", "Business Centre" } };
  guint n = ht_kit_scaled (kit, 306);
  g_autoptr (HtPick) pick = ht_pick_new (kit, &rule);
  ht_kit_begin (kit, "complex");
  for (guint i = 0; i < n; i++)
    {
      HtGroundSpot spot = ht_pick_draw_or_city (pick, NULL, &kit->dice);
      guint word = ht_demo_dice_below (&kit->dice, G_N_ELEMENTS (words));
      HtKitName name = ht_kit_name (kit, spot.block, words[word][0], words[word][1], i + 1);
      HtValue *attributes = ht_kit_add_point (kit, &name, spot.at);
      /* Above 30,000 m2, most below 100,000, none above 480,000 (Pareto). */
      double floor_m2 = 30100 * pow (1 - ht_demo_dice_between (&kit->dice, 0, 0.9935), -0.55);
      ht_value_set_real (attributes, "floor_m2", ht_kit_round (floor_m2, 10));
      ht_value_set_int (attributes, "levels", 4 + ht_demo_dice_below (&kit->dice, 7));
      ht_value_set_int (attributes, "basement_levels", 1 + ht_demo_dice_below (&kit->dice, 4));
      /* A person on 8 m2 at the busiest hour, as exits are designed for (GB 50016: 0.43-0.60 a m2 of shop is
       * the most; a seventh of it is usual). */
      ht_value_set_int (attributes, "people", (gint64) (floor_m2 / 8));
      ht_kit_note (kit, HT_KIT_COMPLEX, spot.block, 0)->capacity = (gint64) (floor_m2 / 8);
    }
  return ht_kit_end (kit, error);
}

static gboolean
make_building_sites (HtKit *kit, GError **error)
{
  static const HtPickRule rule = { HT_BY_AREA,
                                   0.7,
                                   { { HT_USE_CENTRE, 3 },
                                     { HT_USE_TOWERS, 3 },
                                     { HT_USE_ESTATE, 1 },
                                     { HT_USE_INDUSTRY, 1.5 },
                                     { HT_USE_CAMPUS, 1 },
                                     { HT_USE_VILLAGE, 0.6 } } };
  static const HtKindShare kinds[] = { { 45, "housing", "住宅工地", "Housing Site" },
                                       { 22, "public", "公建工地", "Public Building Site" },
                                       { 15, "municipal", "市政工地", "Municipal Works Site" },
                                       { 12, "industrial", "厂房工地", "Factory Site" },
                                       { 6, "metro", "轨道交通工地", "Metro Works Site" },
                                       { 0, NULL, NULL, NULL } };
  guint n = ht_kit_scaled (kit, 8000);
  g_autoptr (HtPick) pick = ht_pick_new (kit, &rule);
  ht_kit_begin (kit, "building_site");
  for (guint i = 0; i < n; i++)
    {
      HtValue *attributes = ht_kit_add_drawn (kit, pick, kinds, i + 1);
      guint workers = (guint) (12 * pow (25, ht_demo_dice_between (&kit->dice, 0, 1)));
      gboolean deep = ht_demo_dice_happens (&kit->dice, 0.3);
      ht_value_set_int (attributes, "workers", workers);
      ht_value_set_int (attributes, "cranes", workers / 45);
      ht_value_set_real (attributes, "deep_pit_m",
                         deep ? ht_kit_round (ht_demo_dice_between (&kit->dice, 5, 28), 0.5) : 0);
    }
  return ht_kit_end (kit, error);
}

/* The larger ones: the city counts some 40,000 works below ground, most of them cellars of single buildings.
 */
static gboolean
make_underground (HtKit *kit, GError **error)
{
  static const HtPickRule rule = {
    HT_BY_DAY, 0, { { HT_USE_CENTRE, 4 }, { HT_USE_TOWERS, 2 }, { HT_USE_ESTATE, 0.6 }, { HT_USE_CAMPUS, 1 } }
  };
  static const HtKindShare kinds[] = {
    { 62, "garage", "地下车库", "Underground Garage" }, { 14, "defence", "人防工程", "Civil Defence Works" },
    { 12, "shops", "地下商业街", "Underground Shops" }, { 8, "store", "地下仓库", "Underground Store" },
    { 4, "passage", "地下通道", "Underpass" },          { 0, NULL, NULL, NULL }
  };
  guint n = ht_kit_scaled (kit, 8000);
  g_autoptr (HtPick) pick = ht_pick_new (kit, &rule);
  ht_kit_begin (kit, "underground_space");
  for (guint i = 0; i < n; i++)
    {
      HtValue *attributes = ht_kit_add_drawn (kit, pick, kinds, i + 1);
      gboolean shops = g_str_equal (ht_value_member_text (attributes, "kind", ""), "shops");
      double area_m2 = ht_kit_round (900 * pow (30, ht_demo_dice_between (&kit->dice, 0, 1)), 10);
      ht_value_set_real (attributes, "area_m2", area_m2);
      ht_value_set_int (attributes, "levels", 1 + ht_demo_dice_below (&kit->dice, shops ? 2 : 3));
      ht_value_set_int (attributes, "people", (gint64) (area_m2 / (shops ? 9 : 220)));
    }
  return ht_kit_end (kit, error);
}

gboolean
ht_kit_make_exposure (HtKit *kit, GError **error)
{
  return make_old_quarters (kit, error) && make_complexes (kit, error) && make_building_sites (kit, error)
         && make_underground (kit, error);
}
