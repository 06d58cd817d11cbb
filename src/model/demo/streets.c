/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Streets inside superblocks. Each is laid between two that are there (so what is added to a strongly
 * connected network is an ear of it, and may be one-way); where it would reach a main road most end at a
 * wall: few gates. */
#include <math.h>

#include "model/demo/survey.h"

#define WALL_M 26.0

typedef struct
{
  double block_m2;
  double gate; /* share of ends at main roads that are open */
  double one_way, gated;
  HtRoadClass road_class;
  const char *suffix; /* NULL: nameless */
} Style;

static const Style styles[HT_N_USES] = {
  [HT_USE_ESTATE] = { 9000, 0.05, 0.06, 0.4, HT_ROAD_RESIDENTIAL, "弄" },
  [HT_USE_TOWERS] = { 15000, 0.05, 0.06, 0.5, HT_ROAD_SERVICE, NULL },
  [HT_USE_OLD] = { 5200, 0.22, 0.35, 0, HT_ROAD_LIVING_STREET, "弄" },
  [HT_USE_CENTRE] = { 9000, 0.3, 0.4, 0, HT_ROAD_UNCLASSIFIED, "街" },
  [HT_USE_INDUSTRY] = { 30000, 0.08, 0, 0.5, HT_ROAD_SERVICE, NULL },
  [HT_USE_CAMPUS] = { 22000, 0.05, 0, 0.6, HT_ROAD_SERVICE, NULL },
  [HT_USE_VILLAGE] = { 36000, 0.1, 0, 0, HT_ROAD_UNCLASSIFIED, "宅路" },
  [HT_USE_FIELD] = { 130000, 0.15, 0, 0, HT_ROAD_TRACK, NULL },
  [HT_USE_PARK] = { 45000, 0.1, 0, 0, HT_ROAD_PATH, NULL },
  [HT_USE_PORT] = { 160000, 0.2, 0, 0.7, HT_ROAD_SERVICE, NULL },
};

typedef enum
{
  MEETS_WALL,
  MEETS_STREET,
  MEETS_MAIN,
} Meeting;

/* What a street meets at the origin of @half, itself left out. */
static Meeting
meet (const HtMesh *mesh, guint32 half)
{
  Meeting met = MEETS_WALL;
  for (guint32 at = ht_mesh_half (mesh, half ^ 1)->next; at != half; at = ht_mesh_half (mesh, at ^ 1)->next)
    {
      const HtEdge *edge = ht_mesh_edge (mesh, at);
      if ((edge->flags & HT_EDGE_ROAD) == 0)
        continue;
      met = MAX (met, edge->level < 2 ? MEETS_MAIN : MEETS_STREET);
    }
  return met;
}

static void
make_wall (HtEdge *edge)
{
  edge->flags = HT_EDGE_WALL;
  edge->name = 0;
}

/* Takes the street away before its start, and leaves a wall. */
static void
close_start (HtMesh *mesh, guint32 half)
{
  HtSpot a = ht_mesh_origin (mesh, half), b = ht_mesh_end (mesh, half);
  double length = ht_spot_distance (a, b);
  ht_mesh_split_edge (mesh, half, ht_spot_between (a, b, MIN (WALL_M / length, 0.3)));
  make_wall (ht_mesh_edge (mesh, half));
}

static void
close_end (HtMesh *mesh, guint32 half)
{
  HtSpot a = ht_mesh_origin (mesh, half), b = ht_mesh_end (mesh, half);
  double length = ht_spot_distance (a, b);
  guint32 rest = ht_mesh_split_edge (mesh, half, ht_spot_between (b, a, MIN (WALL_M / length, 0.3)));
  make_wall (ht_mesh_edge (mesh, rest));
}

/* @first: nothing in the superblock has a gate yet. */
static void
open_or_close (HtMesh *mesh, guint32 half, const Style *style, gboolean first, HtDemoDice *dice)
{
  Meeting start = meet (mesh, half), end = meet (mesh, half ^ 1);
  gboolean open_start = start == MEETS_STREET || ht_demo_dice_happens (dice, style->gate);
  gboolean open_end = end == MEETS_STREET || ht_demo_dice_happens (dice, style->gate);
  HtEdge *edge = ht_mesh_edge (mesh, half);
  if (start == MEETS_WALL && end == MEETS_WALL)
    {
      make_wall (edge);
      return;
    }
  open_start |= end == MEETS_WALL || (start == MEETS_MAIN && end == MEETS_MAIN && (first || !open_end));
  open_end |= start == MEETS_WALL || (first && start == MEETS_MAIN && end == MEETS_MAIN);
  gboolean through = open_start && open_end && start != MEETS_WALL && end != MEETS_WALL;
  if (through && ht_demo_dice_happens (dice, style->one_way))
    edge->flags |= HT_EDGE_FORWARD_ONLY;
  gboolean at_gate = (open_start && start == MEETS_MAIN) || (open_end && end == MEETS_MAIN);
  if (at_gate && ht_demo_dice_happens (dice, style->gated))
    edge->flags |= HT_EDGE_GATED;
  if (!open_end && end == MEETS_MAIN)
    close_end (mesh, half);
  if (!open_start && start == MEETS_MAIN)
    close_start (mesh, half);
}

static gboolean
lay_street (HtSurvey *survey, guint32 face, const Style *style, gboolean first, HtDemoDice *dice)
{
  double side_m = sqrt (style->block_m2 / survey->scale);
  HtCut cut = { .like = { HT_EDGE_ROAD, (guint8) style->road_class, 2, 0, ++survey->n_lines },
                .snap_m = CLAMP (0.12 * side_m, 5, 40),
                .low = 0.4,
                .high = 0.6,
                .tilt = 0.06 };
  guint32 half = ht_survey_cut (survey, face, &cut, dice);
  if (half == HT_MESH_NONE)
    return FALSE;
  if (style->suffix != NULL && ht_demo_dice_happens (dice, 0.35))
    ht_mesh_edge (survey->mesh, half)->name = ht_survey_invent_name (survey, style->suffix);
  open_or_close (survey->mesh, half, style, first, dice);
  return TRUE;
}

static void
fill_superblock (HtSurvey *survey, guint32 superblock, HtDemoDice *dice)
{
  const Style *style = &styles[ht_survey_face (survey, superblock)->use];
  double wanted_m2 = style->block_m2 / survey->scale;
  guint32 fresh = survey->mesh->faces->len, face = superblock;
  gboolean first = TRUE;
  while (face < survey->mesh->faces->len)
    {
      double vary = ht_demo_dice_between (dice, 1.1, 2.1);
      if (ht_mesh_face_area (survey->mesh, face) > vary * wanted_m2
          && lay_street (survey, face, style, first, dice))
        {
          first = FALSE;
          continue;
        }
      face = face == superblock ? fresh : face + 1;
    }
}

void
ht_survey_lay_streets (HtSurvey *survey)
{
  HtDemoDice dice = ht_demo_dice_for (survey->seed, "streets");
  guint32 n = survey->mesh->faces->len;
  for (guint32 face = 1; face < n; face++)
    if (ht_survey_face (survey, face)->river == 0 && ht_survey_face (survey, face)->district != HT_NO_AREA)
      fill_superblock (survey, face, &dice);
}
