/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/demo/ground.h"

#include <math.h>

#include "model/demo/survey.h"

static void
area_clear (gpointer data)
{
  HtGroundArea *area = data;
  g_free (area->name);
  g_free (area->name_en);
  g_clear_pointer (&area->geometry, ht_geometry_unref);
}

HtGround *
ht_ground_new (guint64 seed, double scale)
{
  HtGround *ground = g_new0 (HtGround, 1);
  const HtUuid nil = ht_uuid_nil ();
  g_autofree char *space = g_strdup_printf ("haitang-demo-city/%" G_GUINT64_FORMAT "/%.6f", seed, scale);
  ground->seed = seed;
  ground->scale = scale;
  ground->name_space = ht_uuid_from_name (&nil, space);
  for (guint level = 0; level < HT_GROUND_N_LEVELS; level++)
    {
      ground->areas[level] = g_array_new (FALSE, FALSE, sizeof (HtGroundArea));
      g_array_set_clear_func (ground->areas[level], area_clear);
    }
  ground->blocks = g_array_new (FALSE, FALSE, sizeof (HtGroundBlock));
  ground->map = ht_map_data_new ();
  ground->map->network = ht_network_new ();
  return ground;
}

/* Running sums of the weights of each use's blocks, by area and by people. */
static void
sum_weights (HtGround *ground)
{
  guint n = ground->blocks->len;
  const HtGroundBlock *blocks = (const HtGroundBlock *) ground->blocks->data;
  for (guint by = 0; by < 2; by++)
    for (guint use = 0; use < HT_N_USES; use++)
      {
        double *sums = ground->sums[by][use] = g_new (double, n + 1);
        sums[0] = 0;
        for (guint i = 0; i < n; i++)
          sums[i + 1] = sums[i]
                        + (blocks[i].use != use ? 0
                           : by == 1            ? blocks[i].people_night
                                                : blocks[i].area_m2);
      }
}

static void
lay_main_and_divide (HtSurvey *survey)
{
  ht_survey_lay_main_roads (survey);
  ht_survey_choose_uses (survey);
  ht_survey_divide_areas (survey);
  for (guint level = 0; level < HT_GROUND_N_LEVELS; level++)
    ht_survey_outline_areas (survey, level);
}

HtGround *
ht_ground_build (guint64 seed, double scale, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (scale > 0 && scale <= 1, NULL);
  static void (*const steps[]) (HtSurvey *) = {
    ht_survey_lay_entered_lines, lay_main_and_divide,      ht_survey_lay_streets, ht_survey_make_network,
    ht_survey_list_blocks,       ht_survey_make_areas,     ht_survey_make_water,  ht_survey_make_rails,
    ht_survey_make_spans,        ht_survey_make_buildings,
  };
  g_autoptr (HtGround) ground = ht_ground_new (seed, scale);
  g_autoptr (HtSurvey) survey = ht_survey_new (ground);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      steps[i](survey);
    }
  sum_weights (ground);
  ht_map_data_count (ground->map);
  return g_steal_pointer (&ground);
}

void
ht_ground_free (HtGround *ground)
{
  if (ground == NULL)
    return;
  for (guint level = 0; level < HT_GROUND_N_LEVELS; level++)
    g_array_unref (ground->areas[level]);
  g_array_unref (ground->blocks);
  for (guint use = 0; use < HT_N_USES; use++)
    {
      g_free (ground->sums[0][use]);
      g_free (ground->sums[1][use]);
    }
  ht_map_data_free (ground->map);
  g_free (ground);
}

HtGroundArea *
ht_ground_get_area (const HtGround *ground, HtGroundLevel level, guint index)
{
  g_return_val_if_fail (index < ground->areas[level]->len, NULL);
  return &g_array_index (ground->areas[level], HtGroundArea, index);
}

HtGroundArea *
ht_ground_find_area (const HtGround *ground, const char *code)
{
  gsize length = strlen (code);
  if (length != 6 && length != 9 && length != 12)
    return NULL;
  const GArray *areas = ground->areas[length / 3 - 2];
  guint low = 0, high = areas->len;
  while (low < high)
    {
      guint middle = (low + high) / 2;
      HtGroundArea *area = &g_array_index (areas, HtGroundArea, middle);
      int order = strcmp (area->code, code);
      if (order == 0)
        return area;
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return NULL;
}

HtUuid
ht_ground_make_id (const HtGround *ground, const char *table, guint64 number)
{
  char name[64];
  g_snprintf (name, sizeof name, "%s/%" G_GUINT64_FORMAT, table, number);
  return ht_uuid_from_name (&ground->name_space, name);
}

/* The run of blocks that lie in the area. */
static void
find_run (const HtGround *ground, const HtGroundArea *area, guint *first, guint *n)
{
  guint level = strlen (area->code) / 3 - 2, from = area->first, count = area->n;
  for (; level < HT_GROUND_NEIGHBOURHOOD; level++)
    {
      const HtGroundArea *begin = ht_ground_get_area (ground, level + 1, from);
      const HtGroundArea *end = ht_ground_get_area (ground, level + 1, from + count - 1);
      from = begin->first;
      count = end->first + end->n - from;
    }
  *first = from;
  *n = count;
}

/* The last block before which the sum is at most @lot. */
static guint
find_block (const double *sums, guint first, guint n, double lot)
{
  guint low = first, high = first + n;
  while (high - low > 1)
    {
      guint middle = (low + high) / 2;
      if (sums[middle] <= lot)
        low = middle;
      else
        high = middle;
    }
  return low;
}

static gboolean
draw_block (const HtGround *ground, const HtGroundArea *area, guint uses, guint by, HtDemoDice *dice,
            guint *block)
{
  guint first = 0, n = ground->blocks->len;
  double shares[HT_N_USES], total = 0;
  if (area != NULL)
    find_run (ground, area, &first, &n);
  for (guint use = 0; use < HT_N_USES; use++)
    {
      const double *sums = ground->sums[by][use];
      shares[use] = uses & 1u << use ? sums[first + n] - sums[first] : 0;
      total += shares[use];
    }
  if (total <= 0)
    return FALSE;
  double lot = ht_demo_dice_between (dice, 0, total);
  guint use = 0;
  while (use + 1 < HT_N_USES && (shares[use] <= 0 || lot >= shares[use]))
    lot -= shares[use++];
  if (shares[use] <= 0) /* the last share was missed by rounding */
    for (use = 0; shares[use] <= 0; use++)
      lot = 0;
  *block = find_block (ground->sums[by][use], first, n, ground->sums[by][use][first] + lot);
  return TRUE;
}

gboolean
ht_ground_draw_spot (const HtGround *ground, const HtGroundArea *area, guint uses, gboolean by_people,
                     HtDemoDice *dice, HtGroundSpot *spot)
{
  guint chosen;
  if (!draw_block (ground, area, uses, by_people != FALSE, dice, &chosen))
    return FALSE;
  const HtGroundBlock *block = &g_array_index (ground->blocks, HtGroundBlock, chosen);
  double angle = ht_demo_dice_between (dice, 0, 2 * G_PI);
  double reach = block->radius_m * 0.7 * sqrt (ht_demo_dice_between (dice, 0, 1));
  spot->block = chosen;
  spot->at = (HtPoint){ ht_geo_quantise (block->at.lon + reach * cos (angle) / 95304),
                        ht_geo_quantise (block->at.lat + reach * sin (angle) / 110873) };
  return TRUE;
}
