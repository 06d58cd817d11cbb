/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Main roads between the entered ones: faces are cut until they are superblocks. */
#include <math.h>

#include "model/demo/survey.h"

/* About 0.08 km² in the inner city, 0.4 in the suburbs, 1.7 in the fields. At most ten times that, or
 * sub-districts could not be told apart. */
static double
superblock_m2 (const HtSurvey *survey, HtSpot spot)
{
  double urbanity = MIN (ht_survey_urbanity (survey, spot), 1);
  return 1.7e6 * exp (-3.1 * urbanity) / MAX (survey->scale, 0.1);
}

static HtRoadClass
class_for (double area_m2, double wanted_m2)
{
  if (area_m2 > 12 * wanted_m2 || area_m2 > 6e6)
    return HT_ROAD_SECONDARY;
  return area_m2 > 3.5 * wanted_m2 ? HT_ROAD_TERTIARY : HT_ROAD_UNCLASSIFIED;
}

static gboolean
cut_once (HtSurvey *survey, guint32 face, double area_m2, double wanted_m2, HtDemoDice *dice)
{
  double side_m = sqrt (wanted_m2);
  HtCut cut = { .like = { HT_EDGE_ROAD, (guint8) class_for (area_m2, wanted_m2), 1, 0, ++survey->n_lines },
                .snap_m = CLAMP (0.25 * side_m, 30, 260),
                .low = 0.4,
                .high = 0.6,
                .tilt = 0.1 };
  cut.like.name = ht_survey_invent_name (survey, area_m2 > 4e6 ? "公路" : "路");
  return ht_survey_cut (survey, face, &cut, dice) != HT_MESH_NONE;
}

void
ht_survey_lay_main_roads (HtSurvey *survey)
{
  HtDemoDice dice = ht_demo_dice_for (survey->seed, "main roads");
  for (guint32 face = 1; face < survey->mesh->faces->len; face++)
    while (!ht_survey_face (survey, face)->done)
      {
        double area_m2 = ht_mesh_face_area (survey->mesh, face);
        double wanted_m2 = superblock_m2 (survey, ht_mesh_face_middle (survey->mesh, face));
        if (area_m2 < 1.45 * wanted_m2 || !cut_once (survey, face, area_m2, wanted_m2, &dice))
          break;
      }
}
