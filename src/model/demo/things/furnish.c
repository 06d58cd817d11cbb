/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "model/demo/things/subjects.h"

/*
 * What is known of a building besides its height: 275,000 lifts in all (the city's plan), shared out by
 * floors and size where there are seven levels or more; sprinklers in new tall buildings and shops; people by
 * night in dwellings so that they are those of the city, by day elsewhere by floor.
 */
#define LIFTS 275000.0

/* Floor a person by day, m2; 0: a dwelling. As in the demo town. */
static double
floor_a_person (const char *kind)
{
  static const struct
  {
    const char *kind;
    double m2;
  } kinds[] = { { "commercial", 25 }, { "school", 12 },   { "industrial", 90 },
                { "warehouse", 300 }, { "pavilion", 60 }, { "farm", 120 } };
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kind, kinds[i].kind) == 0)
      return kinds[i].m2;
  return 0;
}

typedef struct
{
  double floor_m2, lift_weight;
  gint64 levels;
  gboolean dwelling;
} Known;

static Known
know (const HtFeature *building)
{
  Known known = { .levels = MAX (1, ht_value_member_int (building->attributes, "levels", 1)) };
  const char *kind = ht_value_member_text (building->attributes, "kind", NULL);
  double footprint_m2
      = building->geometry->kind == HT_GEOMETRY_POLYGON ? ht_geometry_area_m2 (building->geometry) : 0;
  known.floor_m2 = footprint_m2 * (double) known.levels;
  known.dwelling = floor_a_person (kind) <= 0;
  gboolean has_lift = known.levels >= 7 || (!known.dwelling && known.levels >= 4);
  known.lift_weight = has_lift ? 1 + known.floor_m2 / 4000 : 0;
  return known;
}

static void
set_year (HtFeature *building, const Known *known, HtDemoDice *dice)
{
  const char *kind = ht_value_member_text (building->attributes, "kind", "");
  gboolean old = g_str_equal (kind, "house") && known->levels <= 4, tall = known->levels >= 18;
  gint64 year = old    ? 1925 + ht_demo_dice_below (dice, 70)
                : tall ? 1996 + ht_demo_dice_below (dice, 25)
                       : 1975 + ht_demo_dice_below (dice, 46);
  gboolean shop = g_str_equal (kind, "commercial");
  ht_value_set_int (building->attributes, "year", year);
  /* Asked for in new buildings above 100 m and in large shops since the code of 1995. */
  ht_value_set_bool (building->attributes, "sprinklers", year >= 1995 && (known->levels >= 33 || shop));
}

static gint64
count_people (const HtGround *ground)
{
  gint64 people = 0;
  for (guint i = 0; i < ground->blocks->len; i++)
    people += g_array_index (ground->blocks, HtGroundBlock, i).people_night;
  return people;
}

void
ht_demo_things_furnish (HtGround *ground)
{
  GPtrArray *buildings = ht_map_data_get_features (ground->map, "building");
  g_return_if_fail (buildings != NULL);
  HtDemoDice dice = ht_demo_dice_for (ground->seed, "furnish");
  ht_kit_furnish_metro (ground);
  g_autofree Known *known = g_new (Known, buildings->len);
  double dwelt_m2 = 0, lifts = 0, carried_people = 0, carried_lifts = 0;
  double people = (double) count_people (ground), all_lifts = LIFTS * ground->scale;
  for (guint i = 0; i < buildings->len; i++)
    {
      known[i] = know (buildings->pdata[i]);
      dwelt_m2 += known[i].dwelling ? known[i].floor_m2 : 0;
      lifts += known[i].lift_weight;
    }
  for (guint i = 0; i < buildings->len; i++)
    {
      HtFeature *building = buildings->pdata[i];
      const char *kind = ht_value_member_text (building->attributes, "kind", NULL);
      /* Whole numbers whose sums are right: what is cut off goes to the next building. */
      carried_people += known[i].dwelling ? people * known[i].floor_m2 / MAX (dwelt_m2, 1)
                                          : known[i].floor_m2 / floor_a_person (kind);
      carried_lifts += lifts > 0 ? all_lifts * known[i].lift_weight / lifts : 0;
      double whole_people = floor (carried_people + 1e-6), whole_lifts = floor (carried_lifts + 1e-6);
      carried_people -= whole_people;
      carried_lifts -= whole_lifts;
      set_year (building, &known[i], &dice);
      ht_value_set_int (building->attributes, "lifts", (gint64) whole_lifts);
      ht_value_set_int (building->attributes, "people", (gint64) whole_people);
    }
}
