/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "model/demo/survey.h"

static const char *const names[HT_N_USES]
    = { "estate", "towers", "old", "centre", "industry", "campus", "village", "field", "park", "port" };

const char *
ht_ground_use_get_name (HtGroundUse use)
{
  g_return_val_if_fail (use < HT_N_USES, NULL);
  return names[use];
}

/* Shares of uses where the urbanity is at least so much, in HtGroundUse order; percent. */
static const struct
{
  double urbanity;
  guint8 shares[HT_N_USES];
} mixes[] = {
  { 1.30, { 28, 27, 14, 18, 0, 7, 0, 0, 6, 0 } }, { 0.80, { 50, 20, 3, 7, 7, 7, 0, 0, 6, 0 } },
  { 0.45, { 40, 9, 0, 4, 24, 7, 8, 3, 5, 0 } },   { 0.22, { 12, 2, 0, 1, 24, 4, 30, 22, 5, 0 } },
  { 0.00, { 1, 0, 0, 0, 5, 1, 30, 57, 6, 0 } },
};

static HtGroundUse
draw_use (double urbanity, HtDemoDice *dice)
{
  guint mix = 0, lot = ht_demo_dice_below (dice, 100), use = 0;
  while (mix + 1 < G_N_ELEMENTS (mixes) && urbanity < mixes[mix].urbanity)
    mix++;
  while (use + 1 < HT_N_USES && lot >= mixes[mix].shares[use])
    lot -= mixes[mix].shares[use++];
  return use;
}

/* The old town inside the former wall and the lanes around it. */
#define OLD_RADIUS_M 4200.0

static HtGroundUse
choose_use (const HtSurvey *survey, HtSpot middle, HtDemoDice *dice)
{
  for (guint i = 0; i < survey->spots->len; i++)
    {
      const HtPlace *place = &g_array_index (survey->spots, HtPlace, i);
      if (ht_spot_distance (place->at, middle) < place->radius_m)
        return place->use;
    }
  HtGroundUse use = draw_use (ht_survey_urbanity (survey, middle), dice);
  double from_centre_m = hypot (middle.x - 800, middle.y - 3000);
  if (use == HT_USE_ESTATE && from_centre_m < OLD_RADIUS_M && ht_demo_dice_happens (dice, 0.6))
    return HT_USE_OLD;
  return use;
}

void
ht_survey_choose_uses (HtSurvey *survey)
{
  HtDemoDice dice = ht_demo_dice_for (survey->seed, "uses");
  for (guint32 face = 1; face < survey->mesh->faces->len; face++)
    {
      HtFace *known = ht_survey_face (survey, face);
      if (known->river == 0)
        known->use = choose_use (survey, ht_mesh_face_middle (survey->mesh, face), &dice);
    }
}
