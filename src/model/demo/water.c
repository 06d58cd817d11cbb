/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rivers, lakes and the sea; parks. */
#include <math.h>

#include "model/demo/survey.h"

static HtValue *
with_kind (const char *kind, const char *origin)
{
  HtValue *attributes = ht_value_new_map ();
  ht_value_set_text (attributes, "kind", kind);
  ht_value_set_bool (attributes, origin, TRUE);
  return attributes;
}

static HtGeometry *
make_polygon (const GArray *points)
{
  const guint starts[2] = { 0, points->len };
  const guint8 outer = 1;
  return ht_geometry_new_parts (HT_GEOMETRY_POLYGON, (const HtPoint *) points->data, starts, &outer, 1);
}

static void
close_ring (GArray *points)
{
  HtPoint first = g_array_index (points, HtPoint, 0);
  g_array_append_val (points, first);
}

static void
append_spot (GArray *points, HtSpot spot)
{
  HtPoint point = ht_plane_to_earth (spot);
  g_array_append_val (points, point);
}

static HtSpot
bank_spot (const HtRiver *river, guint i, double by)
{
  HtSpot a = g_array_index (river->line, HtSpot, i > 0 ? i - 1 : 0);
  HtSpot b = g_array_index (river->line, HtSpot, MIN (i + 1, river->line->len - 1));
  HtSpot at = g_array_index (river->line, HtSpot, i);
  double length = ht_spot_distance (a, b);
  return (HtSpot){ at.x - (b.y - a.y) / length * by, at.y + (b.x - a.x) / length * by };
}

/* In stretches of some kilometres, so that no polygon spans the city. */
#define STRETCH 48

static void
add_river (HtSurvey *survey, const HtRiver *river)
{
  guint n = river->line->len;
  for (guint first = 0; first + 1 < n; first += STRETCH)
    {
      guint last = MIN (first + STRETCH, n - 1);
      g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (HtPoint));
      for (guint i = first; i <= last; i++)
        append_spot (points, bank_spot (river, i, -river->half_width_m));
      for (guint i = last + 1; i-- > first;)
        append_spot (points, bank_spot (river, i, river->half_width_m));
      close_ring (points);
      ht_survey_add_feature (survey, "water", river->name, with_kind ("river", "sketched"),
                             make_polygon (points));
    }
}

static void
append_arc (const HtSurvey *survey, GArray *points, const char *id)
{
  const GArray *arc = g_hash_table_lookup (survey->arcs, id);
  for (guint i = 0; i < arc->len; i++)
    append_spot (points, g_array_index (arc, HtSpot, i));
}

/* The mouth of the Yangtze and the bay: from the coast of the city out to a frame, less the islands. */
static void
add_sea (HtSurvey *survey)
{
  const HtValue *sea = ht_value_get_member (survey->water, "sea");
  const HtValue *coast = ht_value_get_member (sea, "coast"), *islands = ht_value_get_member (sea, "islands");
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (HtPoint));
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) outer = g_array_new (FALSE, FALSE, sizeof (guint8));
  guint start = 0;
  guint8 is_outer = 1;
  g_array_append_val (starts, start);
  g_array_append_val (outer, is_outer);
  for (guint i = 0; i < ht_value_get_length (coast); i++)
    append_arc (survey, points, ht_value_get_text (ht_value_get_item (coast, i), ""));
  g_autoptr (GArray) frame = ht_plane_read_points (ht_value_get_member (sea, "frame"));
  g_array_append_vals (points, frame->data, frame->len);
  close_ring (points);
  for (guint i = 0; i < ht_value_get_length (islands); i++)
    {
      is_outer = 0;
      start = points->len;
      g_array_append_val (starts, start);
      g_array_append_val (outer, is_outer);
      append_arc (survey, points, ht_value_get_text (ht_value_get_item (islands, i), ""));
    }
  start = points->len;
  g_array_append_val (starts, start);
  ht_survey_add_feature (survey, "water", ht_survey_text (sea, "name", ""), with_kind ("sea", "sketched"),
                         ht_geometry_new_parts (HT_GEOMETRY_POLYGON, (const HtPoint *) points->data,
                                                (const guint *) starts->data, (const guint8 *) outer->data,
                                                outer->len));
}

/* A pond in a park. */
static void
add_pond (HtSurvey *survey, const HtGroundBlock *block, HtDemoDice *dice)
{
  double phase = ht_demo_dice_between (dice, 0, 2 * G_PI), radius = 0.45 * block->radius_m;
  HtSpot middle = ht_plane_from_earth (block->at);
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (HtPoint));
  for (guint i = 0; i < 14; i++)
    {
      double angle = 2 * G_PI * i / 14, r = radius * (1 + 0.2 * sin (3 * angle + phase));
      append_spot (points, (HtSpot){ middle.x + r * cos (angle), middle.y + 0.8 * r * sin (angle) });
    }
  close_ring (points);
  ht_survey_add_feature (survey, "water", NULL, with_kind ("pond", "synthetic"), make_polygon (points));
}

static void
add_parks (HtSurvey *survey)
{
  HtDemoDice dice = ht_demo_dice_for (survey->seed, "parks");
  const GArray *blocks = survey->ground->blocks;
  for (guint i = 0; i < blocks->len; i++)
    {
      const HtGroundBlock *block = &g_array_index (blocks, HtGroundBlock, i);
      if (block->use != HT_USE_PARK)
        continue;
      g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (HtPoint));
      guint32 first
          = g_array_index (survey->mesh->faces, guint32, g_array_index (survey->block_faces, guint32, i));
      guint32 at = first;
      do
        {
          ht_survey_trace (survey, at, points);
          at = ht_mesh_half (survey->mesh, at)->next;
        }
      while (at != first);
      close_ring (points);
      g_autofree char *name = block->area_m2 > 30000 ? ht_survey_invent (survey, "公园") : NULL;
      ht_survey_add_feature (survey, "green", name, with_kind ("park", "synthetic"), make_polygon (points));
      if (block->radius_m > 40 && ht_demo_dice_happens (&dice, 0.4))
        add_pond (survey, block, &dice);
    }
}

void
ht_survey_make_water (HtSurvey *survey)
{
  const HtValue *lakes = ht_value_get_member (survey->water, "lakes");
  add_sea (survey);
  for (guint i = 0; i < survey->rivers->len; i++)
    add_river (survey, &g_array_index (survey->rivers, HtRiver, i));
  for (guint i = 0; i < survey->lakes->len; i++)
    {
      const GArray *ring = g_array_index (survey->lakes, GArray *, i);
      g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (HtPoint));
      for (guint k = 0; k + 1 < ring->len; k++)
        append_spot (points, g_array_index (ring, HtSpot, k));
      close_ring (points);
      ht_survey_add_feature (survey, "water", ht_survey_text (ht_value_get_item (lakes, i), "name", ""),
                             with_kind ("lake", "sketched"), make_polygon (points));
    }
  add_parks (survey);
}
