/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Buildings in rows along the longest side of their block. */
#include <math.h>
#include <stdlib.h>

#include "model/demo/survey.h"

#define TALL 1000 /* buildings above 100 m */
#define TALL_M 100.0
#define MOST_IN_BLOCK 60

typedef struct
{
  const char *kind;
  double width_m, depth_m, step_u, step_v, share;
  guint levels[3]; /* low, usual, high */
  double level_m;
} Fabric;

static const Fabric fabrics[HT_N_USES] = {
  [HT_USE_ESTATE] = { "apartments", 46, 13, 58, 34, 0.6, { 5, 6, 19 }, 2.9 },
  [HT_USE_TOWERS] = { "apartments", 30, 18, 54, 56, 0.82, { 9, 18, 33 }, 2.95 },
  [HT_USE_OLD] = { "house", 26, 12, 32, 19, 0.5, { 2, 2, 4 }, 3.1 },
  [HT_USE_CENTRE] = { "commercial", 40, 30, 54, 46, 0.62, { 4, 9, 24 }, 3.9 },
  [HT_USE_INDUSTRY] = { "industrial", 66, 34, 92, 58, 0.5, { 1, 2, 5 }, 5.5 },
  [HT_USE_CAMPUS] = { "school", 56, 16, 84, 52, 0.5, { 3, 5, 9 }, 3.7 },
  [HT_USE_VILLAGE] = { "house", 13, 10, 34, 46, 0.2, { 1, 2, 3 }, 3.2 },
  [HT_USE_FIELD] = { "farm", 16, 10, 190, 170, 0.12, { 1, 1, 2 }, 3.2 },
  [HT_USE_PARK] = { "pavilion", 14, 10, 150, 150, 0.12, { 1, 1, 2 }, 4 },
  [HT_USE_PORT] = { "warehouse", 90, 45, 170, 130, 0.35, { 1, 1, 2 }, 9 },
};

/* One to be made. */
typedef struct
{
  HtSpot corners[4];
  guint32 block;
  guint8 levels;
  float height_m;
  double lot; /* of the tall ones the greatest are chosen */
} Draft;

static guint8
draw_levels (const Fabric *fabric, HtGroundUse use, double urbanity, HtDemoDice *dice)
{
  double low = fabric->levels[0], usual = fabric->levels[1], high = fabric->levels[2];
  double lot = ht_demo_dice_between (dice, 0, 1), more = CLAMP (urbanity, 0.4, 1.6);
  gboolean rises = use == HT_USE_ESTATE || use == HT_USE_TOWERS || use == HT_USE_CENTRE;
  if (lot < 0.52)
    return (guint8) round (low + (usual - low) * ht_demo_dice_between (dice, 0.3, 1));
  double top = rises ? usual + (high - usual) * more / 1.3 : high;
  return (guint8) round (usual + (top - usual) * pow (ht_demo_dice_between (dice, 0, 1), 1.4));
}

static gboolean
fits (const GArray *ring, const HtSpot corners[4])
{
  for (guint i = 0; i < 4; i++)
    if (!ht_plane_inside (ring, corners[i]) || ht_plane_clearance (ring, corners[i]) < 5)
      return FALSE;
  return TRUE;
}

/* The longest side as a unit vector, and the extent of the ring in the axes along and across it. */
typedef struct
{
  HtSpot along;
  double u0, u1, v0, v1;
} Lie;

static Lie
find_lie (const GArray *ring)
{
  Lie lie = { { 1, 0 }, INFINITY, -INFINITY, INFINITY, -INFINITY };
  double longest = 0;
  for (guint i = 0, j = ring->len - 1; i < ring->len; j = i++)
    {
      HtSpot a = g_array_index (ring, HtSpot, j), b = g_array_index (ring, HtSpot, i);
      double length = ht_spot_distance (a, b);
      /* Houses look south: a side that runs east counts for more. */
      double worth = length * (0.6 + fabs (b.x - a.x) / MAX (length, 1e-9));
      if (worth <= longest)
        continue;
      longest = worth;
      lie.along = (HtSpot){ (b.x - a.x) / length, (b.y - a.y) / length };
    }
  for (guint i = 0; i < ring->len; i++)
    {
      HtSpot p = g_array_index (ring, HtSpot, i);
      double u = p.x * lie.along.x + p.y * lie.along.y, v = p.y * lie.along.x - p.x * lie.along.y;
      lie.u0 = MIN (lie.u0, u);
      lie.u1 = MAX (lie.u1, u);
      lie.v0 = MIN (lie.v0, v);
      lie.v1 = MAX (lie.v1, v);
    }
  return lie;
}

static void
place_corners (const Lie *lie, double u, double v, const Fabric *fabric, HtSpot corners[4])
{
  for (guint i = 0; i < 4; i++)
    {
      double cu = u + (i == 1 || i == 2 ? fabric->width_m : 0), cv = v + (i >= 2 ? fabric->depth_m : 0);
      corners[i] = (HtSpot){ lie->along.x * cu - lie->along.y * cv, lie->along.y * cu + lie->along.x * cv };
    }
}

static void
fill_block (HtSurvey *survey, guint32 index, GArray *ring, GArray *drafts, HtDemoDice *dice)
{
  const HtGroundBlock *block = &g_array_index (survey->ground->blocks, HtGroundBlock, index);
  const Fabric *fabric = &fabrics[block->use];
  double urbanity = ht_survey_urbanity (survey, ht_plane_from_earth (block->at));
  ht_mesh_face_ring (survey->mesh, g_array_index (survey->block_faces, guint32, index), ring);
  Lie lie = find_lie (ring);
  guint n = 0;
  for (double v = lie.v0 + 6; v + fabric->depth_m < lie.v1; v += fabric->step_v)
    for (double u = lie.u0 + 6; u + fabric->width_m < lie.u1 && n < MOST_IN_BLOCK; u += fabric->step_u)
      {
        Draft draft = { .block = index };
        if (!ht_demo_dice_happens (dice, fabric->share * survey->scale))
          continue;
        place_corners (&lie, u + ht_demo_dice_between (dice, 0, 5), v + ht_demo_dice_between (dice, 0, 4),
                       fabric, draft.corners);
        if (!fits (ring, draft.corners))
          continue;
        draft.levels = draw_levels (fabric, block->use, urbanity, dice);
        draft.height_m = (float) MIN (draft.levels * fabric->level_m, 97);
        gboolean may_rise = block->use == HT_USE_CENTRE || block->use == HT_USE_TOWERS;
        draft.lot = may_rise ? urbanity * (block->use == HT_USE_CENTRE ? 1.5 : 1)
                                   + ht_demo_dice_between (dice, 0, 1.1)
                             : 0;
        g_array_append_val (drafts, draft);
        n++;
      }
}

static int
compare_lots (gconstpointer a, gconstpointer b)
{
  const Draft *const *x = a, *const *y = b;
  if ((*x)->lot != (*y)->lot)
    return (*x)->lot > (*y)->lot ? -1 : 1;
  return (*x > *y) - (*x < *y);
}

/* Exactly so many above 100 m; the first few far above. */
static void
raise_tall_ones (GArray *drafts, HtDemoDice *dice)
{
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  for (guint i = 0; i < drafts->len; i++)
    if (g_array_index (drafts, Draft, i).lot > 0)
      g_ptr_array_add (order, &g_array_index (drafts, Draft, i));
  qsort (order->pdata, order->len, sizeof (gpointer), compare_lots);
  for (guint i = 0; i < MIN (order->len, TALL); i++)
    {
      Draft *draft = order->pdata[i];
      draft->height_m = (float) (101 + 330 * exp (-(double) i / 22) + ht_demo_dice_between (dice, 0, 45));
      draft->levels = (guint8) MIN (draft->height_m / 4.1, 128);
    }
}

static void
write_building (HtSurvey *survey, const Draft *draft)
{
  const HtGroundBlock *block = &g_array_index (survey->ground->blocks, HtGroundBlock, draft->block);
  HtPoint points[5];
  for (guint i = 0; i < 5; i++)
    points[i] = ht_plane_to_earth (draft->corners[i % 4]);
  const guint starts[2] = { 0, 5 };
  const guint8 outer = 1;
  HtValue *attributes = ht_value_new_map ();
  ht_value_set_text (attributes, "kind", fabrics[block->use].kind);
  ht_value_set_real (attributes, "height_m", round (draft->height_m * 10) / 10);
  ht_value_set_int (attributes, "levels", draft->levels);
  ht_survey_add_feature (survey, "building", NULL, attributes,
                         ht_geometry_new_parts (HT_GEOMETRY_POLYGON, points, starts, &outer, 1));
}

void
ht_survey_make_buildings (HtSurvey *survey)
{
  HtDemoDice dice = ht_demo_dice_for (survey->seed, "buildings");
  g_autoptr (GArray) drafts = g_array_new (FALSE, FALSE, sizeof (Draft));
  g_autoptr (GArray) ring = g_array_new (FALSE, FALSE, sizeof (HtSpot));
  for (guint32 i = 0; i < survey->ground->blocks->len; i++)
    fill_block (survey, i, ring, drafts, &dice);
  raise_tall_ones (drafts, &dice);
  for (guint i = 0; i < drafts->len; i++)
    write_building (survey, &g_array_index (drafts, Draft, i));
}
