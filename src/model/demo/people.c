/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/demo/people.h"

static const struct
{
  double night, day;
} weights[HT_N_USES] = {
  [HT_USE_ESTATE] = { 1.0, 0.4 },    [HT_USE_TOWERS] = { 1.5, 0.6 },   [HT_USE_OLD] = { 1.6, 0.8 },
  [HT_USE_CENTRE] = { 0.6, 4.0 },    [HT_USE_INDUSTRY] = { 0.1, 0.9 }, [HT_USE_CAMPUS] = { 0.2, 1.3 },
  [HT_USE_VILLAGE] = { 0.16, 0.09 }, [HT_USE_FIELD] = { 0.02, 0.02 },  [HT_USE_PARK] = { 0.004, 0.04 },
  [HT_USE_PORT] = { 0.01, 0.4 },
};

double
ht_people_night_weight (HtGroundUse use, double urbanity, double area_m2)
{
  return weights[use].night * (0.35 + urbanity) * area_m2;
}

double
ht_people_day_weight (HtGroundUse use, double urbanity, double area_m2)
{
  return weights[use].day * (0.25 + urbanity) * area_m2;
}
