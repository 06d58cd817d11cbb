/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "model/demo/things/places.h"

#define METRES_A_DEGREE 111320.0
#define SHRINK 0.8554 /* cos 31.2°, the city's middle: within 0.7 % all over it */

const HtGroundBlock *
ht_kit_block (const HtKit *kit, guint block)
{
  return &g_array_index (kit->ground->blocks, HtGroundBlock, block);
}

guint
ht_kit_n_areas (const HtKit *kit, HtGroundLevel level)
{
  return kit->ground->areas[level]->len;
}

guint
ht_kit_area_of (const HtKit *kit, guint block, HtGroundLevel level)
{
  guint index = ht_kit_block (kit, block)->neighbourhood;
  for (guint at = HT_GROUND_NEIGHBOURHOOD; at > level; at--)
    index = g_array_index (kit->ground->areas[at], HtGroundArea, index).parent;
  return index;
}

const HtRun *
ht_kit_run (const HtKit *kit, HtGroundLevel level, guint area)
{
  return &g_array_index (kit->runs[level], HtRun, area);
}

HtPoint
ht_kit_shift (HtPoint at, double east_m, double north_m)
{
  return (HtPoint){ at.lon + east_m / (METRES_A_DEGREE * cos (at.lat * G_PI / 180)),
                    at.lat + north_m / METRES_A_DEGREE };
}

double
ht_kit_distance (HtPoint a, HtPoint b)
{
  double east = (a.lon - b.lon) * SHRINK, north = a.lat - b.lat;
  return METRES_A_DEGREE * sqrt (east * east + north * north);
}

HtGeometry *
ht_kit_ring (HtPoint at, double radius_m, guint n, HtDemoDice *dice)
{
  g_autofree HtPoint *points = g_new (HtPoint, n + 1);
  const guint starts[2] = { 0, n + 1 };
  const guint8 outer = 1;
  double turn = ht_demo_dice_between (dice, 0, 2 * G_PI);
  for (guint i = 0; i < n; i++)
    {
      double angle = turn + 2 * G_PI * i / n, r = radius_m * ht_demo_dice_between (dice, 0.82, 1);
      points[i] = ht_kit_shift (at, r * cos (angle), r * sin (angle));
    }
  points[n] = points[0];
  return ht_geometry_new_parts (HT_GEOMETRY_POLYGON, points, starts, &outer, 1);
}

typedef struct
{
  double left;
  guint index;
} Remainder;

static int
compare_remainders (gconstpointer a, gconstpointer b)
{
  const Remainder *x = a, *y = b;
  if (x->left != y->left)
    return x->left > y->left ? -1 : 1;
  return (x->index > y->index) - (x->index < y->index);
}

guint *
ht_kit_share (const double *weights, guint n, guint total)
{
  guint *shares = g_new0 (guint, n), given = 0;
  double sum = 0;
  g_autoptr (GArray) remainders = g_array_new (FALSE, FALSE, sizeof (Remainder));
  for (guint i = 0; i < n; i++)
    sum += weights[i];
  for (guint i = 0; i < n && sum > 0; i++)
    {
      double share = total * weights[i] / sum;
      Remainder remainder = { share - floor (share), i };
      shares[i] = (guint) floor (share);
      given += shares[i];
      if (weights[i] > 0)
        g_array_append_val (remainders, remainder);
    }
  g_array_sort (remainders, compare_remainders);
  for (guint i = 0; i < remainders->len && given < total; i++, given++)
    shares[g_array_index (remainders, Remainder, i).index]++;
  return shares;
}

/* --- drawing blocks --- */

const HtPickRule ht_pick_anywhere_by_people = { HT_BY_NIGHT,
                                                0,
                                                { { HT_USE_ESTATE, 1 },
                                                  { HT_USE_TOWERS, 1 },
                                                  { HT_USE_OLD, 1 },
                                                  { HT_USE_CENTRE, 1 },
                                                  { HT_USE_CAMPUS, 1 },
                                                  { HT_USE_VILLAGE, 1 } } };

static double
basis_of (const HtGroundBlock *block, const HtPickRule *rule)
{
  double value = rule->by == HT_BY_AREA    ? block->area_m2
                 : rule->by == HT_BY_NIGHT ? block->people_night
                 : rule->by == HT_BY_DAY   ? block->people_day
                                           : (double) block->people_night + block->people_day;
  return rule->power > 0 ? pow (value, rule->power) : value;
}

HtPick *
ht_pick_new (const HtKit *kit, const HtPickRule *rule)
{
  double weights[HT_N_USES] = { 0 };
  guint n = kit->ground->blocks->len;
  HtPick *pick = g_new (HtPick, 1);
  pick->kit = kit;
  pick->sums = g_new (double, n + 1);
  for (guint i = 0; i < HT_PICK_MAX_USES && rule->uses[i].weight > 0; i++)
    weights[rule->uses[i].use] = rule->uses[i].weight;
  pick->sums[0] = 0;
  for (guint i = 0; i < n; i++)
    {
      const HtGroundBlock *block = ht_kit_block (kit, i);
      double weight = weights[block->use];
      pick->sums[i + 1] = pick->sums[i] + (weight > 0 ? weight * basis_of (block, rule) : 0);
    }
  return pick;
}

void
ht_pick_free (HtPick *pick)
{
  if (pick == NULL)
    return;
  g_free (pick->sums);
  g_free (pick);
}

double
ht_pick_weight (const HtPick *pick, const HtRun *run)
{
  return pick->sums[run->first + run->n] - pick->sums[run->first];
}

/* The first block after which the sum is above @lot. */
static guint
find_block (const double *sums, const HtRun *run, double lot)
{
  guint low = run->first, high = run->first + run->n - 1;
  while (low < high)
    {
      guint middle = (low + high) / 2;
      if (sums[middle + 1] > lot)
        high = middle;
      else
        low = middle + 1;
    }
  return low;
}

gboolean
ht_pick_draw (const HtPick *pick, const HtRun *run, HtDemoDice *dice, HtGroundSpot *spot)
{
  const HtRun city = { 0, pick->kit->ground->blocks->len };
  if (run == NULL)
    run = &city;
  double angle = ht_demo_dice_between (dice, 0, 2 * G_PI), lot = ht_demo_dice_between (dice, 0, 1);
  double reach = sqrt (ht_demo_dice_between (dice, 0, 1));
  if (run->n == 0 || ht_pick_weight (pick, run) <= 0)
    return FALSE;
  spot->block = find_block (pick->sums, run, pick->sums[run->first] + lot * ht_pick_weight (pick, run));
  const HtGroundBlock *block = ht_kit_block (pick->kit, spot->block);
  double radius = 0.85 * block->radius_m * reach;
  spot->at = ht_kit_shift (block->at, radius * cos (angle), radius * sin (angle));
  return TRUE;
}

HtGroundSpot
ht_pick_draw_or_city (const HtPick *pick, const HtRun *run, HtDemoDice *dice)
{
  HtGroundSpot spot;
  if (ht_pick_draw (pick, run, dice, &spot) || ht_pick_draw (pick, NULL, dice, &spot))
    return spot;
  guint block = ht_demo_dice_below (dice, pick->kit->ground->blocks->len);
  return (HtGroundSpot){ ht_kit_block (pick->kit, block)->at, block };
}

const HtKindShare *
ht_kit_draw_kind (const HtKindShare *kinds, HtDemoDice *dice)
{
  double sum = 0;
  for (guint i = 0; kinds[i].key != NULL; i++)
    sum += kinds[i].share;
  double lot = ht_demo_dice_between (dice, 0, sum);
  const HtKindShare *kind = kinds;
  for (; kind[1].key != NULL && lot >= kind->share; kind++)
    lot -= kind->share;
  return kind;
}

HtValue *
ht_kit_add_drawn (HtKit *kit, const HtPick *pick, const HtKindShare *kinds, guint number)
{
  HtGroundSpot spot = ht_pick_draw_or_city (pick, NULL, &kit->dice);
  const HtKindShare *kind = ht_kit_draw_kind (kinds, &kit->dice);
  HtKitName name = ht_kit_name (kit, spot.block, kind->word, kind->word_en, number);
  HtValue *attributes = ht_kit_add_point (kit, &name, spot.at);
  ht_value_set_text (attributes, "kind", kind->key);
  return attributes;
}
