/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocks between streets, the people in them, and the areas' sums. */
#include <math.h>

#include "model/demo/people.h"

/* A block with the weights its people are shared out by. */
typedef struct
{
  HtGroundBlock block;
  double night, day;
  guint32 face;
} Draft;

/* A network node at a corner of the face, or HT_NO_AREA. */
static guint32
find_node (const HtSurvey *survey, guint32 face)
{
  guint32 first = g_array_index (survey->mesh->faces, guint32, face), at = first;
  do
    {
      guint32 node = survey->corner_nodes[ht_mesh_half (survey->mesh, at)->origin];
      if (node != HT_NO_AREA)
        return node;
      at = ht_mesh_half (survey->mesh, at)->next;
    }
  while (at != first);
  return HT_NO_AREA;
}

/* A small park or school among the houses. */
static HtGroundUse
vary_use (HtGroundUse use, HtDemoDice *dice)
{
  guint lot = ht_demo_dice_below (dice, 100);
  if ((use == HT_USE_ESTATE || use == HT_USE_TOWERS || use == HT_USE_OLD) && lot < 7)
    return lot < 3 ? HT_USE_PARK : lot < 5 ? HT_USE_CAMPUS : HT_USE_CENTRE;
  return use;
}

static int
compare_drafts (gconstpointer a, gconstpointer b)
{
  const Draft *x = a, *y = b;
  if (x->block.neighbourhood != y->block.neighbourhood)
    return x->block.neighbourhood < y->block.neighbourhood ? -1 : 1;
  return (x->face > y->face) - (x->face < y->face);
}

static GArray *
draft_blocks (HtSurvey *survey)
{
  HtDemoDice dice = ht_demo_dice_for (survey->seed, "blocks");
  GArray *drafts = g_array_new (FALSE, FALSE, sizeof (Draft));
  g_autoptr (GArray) ring = g_array_new (FALSE, FALSE, sizeof (HtSpot));
  for (guint32 face = 1; face < survey->faces->len; face++)
    {
      const HtFace *known = ht_survey_face (survey, face);
      guint32 node = find_node (survey, face);
      if (known->river != 0 || known->neighbourhood == HT_NO_AREA || node == HT_NO_AREA)
        continue;
      HtSpot middle = ht_mesh_face_middle (survey->mesh, face);
      double area_m2 = ht_mesh_face_area (survey->mesh, face), urbanity = ht_survey_urbanity (survey, middle);
      HtGroundUse use = vary_use (known->use, &dice);
      ht_mesh_face_ring (survey->mesh, face, ring);
      Draft draft = { { .at = ht_plane_to_earth (middle),
                        .area_m2 = (float) area_m2,
                        .radius_m = (float) ht_plane_clearance (ring, middle),
                        .use = use,
                        .neighbourhood = known->neighbourhood,
                        .node = node },
                      ht_people_night_weight (use, urbanity, area_m2),
                      ht_people_day_weight (use, urbanity, area_m2),
                      face };
      g_array_append_val (drafts, draft);
    }
  g_array_sort (drafts, compare_drafts);
  return drafts;
}

static guint32
district_of (const HtSurvey *survey, const Draft *draft)
{
  return ht_survey_face (survey, draft->face)->district;
}

/* Whole people by carrying what rounding leaves to the next block, so that sums are exact. */
static guint32
take_whole (double *carried, double share)
{
  *carried += share;
  double whole = floor (*carried + 0.5);
  *carried -= whole;
  return (guint32) whole;
}

static void
share_out_people (HtSurvey *survey, GArray *drafts)
{
  const HtValue *facts = ht_value_get_member (survey->districts, "districts");
  double night_sum[64] = { 0 }, day_sum = 0, carried[64] = { 0 }, carried_day = 0, city = 0;
  for (guint i = 0; i < drafts->len; i++)
    {
      const Draft *draft = &g_array_index (drafts, Draft, i);
      night_sum[district_of (survey, draft)] += draft->night;
      day_sum += draft->day;
    }
  for (guint d = 0; d < ht_value_get_length (facts); d++)
    city += (double) ht_value_member_int (ht_value_get_item (facts, d), "people", 0);
  for (guint i = 0; i < drafts->len; i++)
    {
      Draft *draft = &g_array_index (drafts, Draft, i);
      guint32 d = district_of (survey, draft);
      double census = (double) ht_value_member_int (ht_value_get_item (facts, d), "people", 0);
      double night = census * draft->night / night_sum[d];
      double day = HT_PEOPLE_AT_HOME * night + (1 - HT_PEOPLE_AT_HOME) * city * draft->day / day_sum;
      draft->block.people_night = take_whole (&carried[d], night);
      draft->block.people_day = take_whole (&carried_day, day);
    }
}

static void
sum_up (HtSurvey *survey)
{
  HtGround *ground = survey->ground;
  for (guint32 i = 0; i < ground->blocks->len; i++)
    {
      const HtGroundBlock *block = &g_array_index (ground->blocks, HtGroundBlock, i);
      guint32 index = block->neighbourhood;
      HtGroundArea *neighbourhood = ht_ground_get_area (ground, HT_GROUND_NEIGHBOURHOOD, index);
      if (neighbourhood->n++ == 0)
        {
          neighbourhood->first = i;
          neighbourhood->centre = block->at;
        }
      for (int level = HT_GROUND_NEIGHBOURHOOD; level >= HT_GROUND_DISTRICT; level--)
        {
          HtGroundArea *area = ht_ground_get_area (ground, level, index);
          area->people_night += block->people_night;
          area->people_day += block->people_day;
          area->land_m2 += block->area_m2;
          index = area->parent;
        }
    }
}

void
ht_survey_list_blocks (HtSurvey *survey)
{
  g_autoptr (GArray) drafts = draft_blocks (survey);
  share_out_people (survey, drafts);
  for (guint i = 0; i < drafts->len; i++)
    {
      const Draft *draft = &g_array_index (drafts, Draft, i);
      g_array_append_val (survey->ground->blocks, draft->block);
      g_array_append_val (survey->block_faces, draft->face);
    }
  sum_up (survey);
}

static const char *const tables[HT_GROUND_N_LEVELS] = { "district", "subdistrict", "neighbourhood" };

static void
add_place (HtSurvey *survey, const HtGroundArea *area, const char *kind)
{
  HtValue *attributes = ht_value_new_map ();
  ht_value_set_text (attributes, "kind", kind);
  ht_value_set_int (attributes, "population", area->people_night);
  ht_survey_add_feature (survey, "place", area->name, attributes,
                         ht_geometry_new_point (area->centre.lon, area->centre.lat));
}

void
ht_survey_make_areas (HtSurvey *survey)
{
  static const char *const place_kinds[HT_GROUND_N_LEVELS] = { "city", "suburb", "neighbourhood" };
  HtGround *ground = survey->ground;
  for (guint level = 0; level < HT_GROUND_N_LEVELS; level++)
    for (guint i = 0; i < ground->areas[level]->len; i++)
      {
        HtGroundArea *area = ht_ground_get_area (ground, level, i);
        HtValue *attributes = ht_value_new_map ();
        ht_value_set_text (attributes, "code", area->code);
        ht_value_set_int (attributes, "population", area->people_night);
        ht_value_set_int (attributes, "population_day", area->people_day);
        if (area->name_en != NULL)
          ht_value_set_text (attributes, "name_en", area->name_en);
        if (level > HT_GROUND_DISTRICT)
          ht_value_set_text (attributes, tables[level - 1],
                             ht_ground_get_area (ground, level - 1, area->parent)->code);
        ht_value_set_bool (attributes, level == HT_GROUND_NEIGHBOURHOOD ? "synthetic" : "sketched", TRUE);
        if (area->geometry == NULL)
          {
            ht_value_unref (attributes);
            continue;
          }
        ht_survey_add_feature (survey, tables[level], area->name, attributes,
                               ht_geometry_ref (area->geometry));
        add_place (survey, area, place_kinds[level]);
      }
}
