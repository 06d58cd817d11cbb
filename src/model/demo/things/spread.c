/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/demo/things/spread.h"

#include <math.h>

#include "model/demo/things/rivers.h"

#define ROUNDS 12

typedef struct
{
  double x, y; /* degrees of latitude */
  double weight, people, land_m2;
  guint owner;
  double distance2; /* to the owner */
} Demand;

typedef struct
{
  double x, y, weight;
} Centre;

static const double shrink = 0.855; /* cos 31.2° */

static GArray *
list_demand (const HtKit *kit, double density)
{
  const GArray *areas = kit->ground->areas[HT_GROUND_NEIGHBOURHOOD];
  GArray *demand = g_array_sized_new (FALSE, FALSE, sizeof (Demand), areas->len);
  for (guint i = 0; i < areas->len; i++)
    {
      const HtGroundArea *area = &g_array_index (areas, HtGroundArea, i);
      if (ht_kit_run (kit, HT_GROUND_NEIGHBOURHOOD, i)->n == 0 || area->land_m2 <= 0)
        continue;
      double people = (double) area->people_night;
      Demand d = { .x = area->centre.lon * shrink,
                   .y = area->centre.lat,
                   .weight = (people + 1) * pow ((people + 1) / area->land_m2, density),
                   .people = people,
                   .land_m2 = area->land_m2,
                   .distance2 = INFINITY };
      g_array_append_val (demand, d);
    }
  return demand;
}

static void
offer (GArray *demand, guint owner, double x, double y)
{
  for (guint i = 0; i < demand->len; i++)
    {
      Demand *d = &g_array_index (demand, Demand, i);
      double distance2 = (d->x - x) * (d->x - x) + (d->y - y) * (d->y - y);
      if (distance2 >= d->distance2)
        continue;
      d->distance2 = distance2;
      d->owner = owner;
    }
}

static guint
draw_far (const GArray *demand, HtDemoDice *dice)
{
  double sum = 0;
  for (guint i = 0; i < demand->len; i++)
    {
      const Demand *d = &g_array_index (demand, Demand, i);
      sum += d->weight * (isinf (d->distance2) ? 1 : d->distance2);
    }
  double lot = ht_demo_dice_between (dice, 0, sum);
  for (guint i = 0; i < demand->len; i++)
    {
      const Demand *d = &g_array_index (demand, Demand, i);
      lot -= d->weight * (isinf (d->distance2) ? 1 : d->distance2);
      if (lot <= 0)
        return i;
    }
  return demand->len - 1;
}

static void
begin_centres (GArray *demand, Centre *centres, guint n, HtDemoDice *dice)
{
  for (guint k = 0; k < n; k++)
    {
      const Demand *d = &g_array_index (demand, Demand, draw_far (demand, dice));
      centres[k] = (Centre){ d->x, d->y, 0 };
      offer (demand, k, d->x, d->y);
    }
}

static void
move_centres (GArray *demand, Centre *centres, guint n)
{
  g_autofree Centre *sums = g_new0 (Centre, n);
  for (guint i = 0; i < demand->len; i++)
    {
      Demand *d = &g_array_index (demand, Demand, i);
      Centre *sum = &sums[d->owner];
      sum->x += d->weight * d->x;
      sum->y += d->weight * d->y;
      sum->weight += d->weight;
      d->distance2 = INFINITY;
    }
  for (guint k = 0; k < n; k++)
    {
      if (sums[k].weight > 0)
        centres[k] = (Centre){ sums[k].x / sums[k].weight, sums[k].y / sums[k].weight, 0 };
      offer (demand, k, centres[k].x, centres[k].y);
    }
}

guint
ht_kit_find_block (const HtKit *kit, HtPoint at)
{
  const guint unfit = 1 << HT_USE_FIELD | 1 << HT_USE_PARK | 1 << HT_USE_PORT;
  guint nearest = G_MAXUINT;
  double best = INFINITY;
  for (guint i = 0; i < kit->ground->blocks->len; i++)
    {
      const HtGroundBlock *block = ht_kit_block (kit, i);
      double distance = ht_kit_distance (block->at, at);
      if (distance >= best || 1 << block->use & unfit)
        continue;
      best = distance;
      nearest = i;
    }
  return nearest;
}

/* In the nearest fit block; where the ground has only fields, in the nearest of all. */
static void
settle (const HtKit *kit, HtSite *site, double x, double y)
{
  HtPoint at = { x / shrink, y };
  site->block = ht_kit_find_block (kit, at);
  if (site->block == G_MAXUINT)
    site->block = ht_kit_block_near (kit, at);
  site->at = ht_kit_block (kit, site->block)->at;
}

GArray *
ht_kit_spread (const HtKit *kit, guint n, double density, HtDemoDice *dice)
{
  g_autoptr (GArray) demand = list_demand (kit, density);
  g_autofree Centre *centres = g_new0 (Centre, n);
  GArray *sites = g_array_new (FALSE, TRUE, sizeof (HtSite));
  if (n == 0)
    return sites;
  g_array_set_size (sites, n);
  begin_centres (demand, centres, n, dice);
  for (guint i = 0; i < ROUNDS; i++)
    move_centres (demand, centres, n);
  for (guint k = 0; k < n; k++)
    settle (kit, &g_array_index (sites, HtSite, k), centres[k].x, centres[k].y);
  for (guint i = 0; i < demand->len; i++)
    {
      const Demand *d = &g_array_index (demand, Demand, i);
      g_array_index (sites, HtSite, d->owner).land_m2 += d->land_m2;
      g_array_index (sites, HtSite, d->owner).people += d->people;
    }
  return sites;
}

GArray *
ht_kit_spread_more (const HtKit *kit, const GArray *sites, guint n)
{
  g_autoptr (GArray) demand = list_demand (kit, 0);
  GArray *more = g_array_new (FALSE, TRUE, sizeof (HtSite));
  for (guint k = 0; k < sites->len; k++)
    {
      const HtSite *site = &g_array_index (sites, HtSite, k);
      offer (demand, k, site->at.lon * shrink, site->at.lat);
    }
  for (guint k = 0; k < n; k++)
    {
      guint worst = 0;
      double most = -1;
      for (guint i = 0; i < demand->len; i++)
        {
          const Demand *d = &g_array_index (demand, Demand, i);
          if (d->weight * d->distance2 <= most)
            continue;
          most = d->weight * d->distance2;
          worst = i;
        }
      const Demand *d = &g_array_index (demand, Demand, worst);
      HtSite site = { .land_m2 = d->land_m2, .people = d->people };
      settle (kit, &site, d->x, d->y);
      g_array_append_val (more, site);
      offer (demand, sites->len + k, d->x, d->y);
    }
  return more;
}
