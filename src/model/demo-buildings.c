/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "model/demo-private.h"

#define INSET_M 26.0 /* from the middle line of a main road */

/* How a cell is built up: a building at each step that no road or site needs. */
typedef struct
{
  const char *kind;
  double width_m, depth_m, step_u, step_v;
  double share;       /* of the places that are built on */
  guint fewest, most; /* levels */
  double level_m;
  double m2_night, m2_day; /* floor a person, by night and by day; 0: nobody */
} Fabric;

/* Floor a person: 40 m2 at home, a third of them there by day; 25 m2 at work in offices and shops, 90 m2 in
 * halls, 12 m2 in schools. Round figures, assumed. */
static const Fabric fabrics[HT_DEMO_N_USES] = {
  [HT_DEMO_ESTATE] = { "apartments", 46, 13, 60, 44, 0.95, 5, 7, 3, 40, 120 },
  [HT_DEMO_TOWERS] = { "apartments", 26, 22, 62, 62, 0.85, 16, 33, 3, 40, 120 },
  [HT_DEMO_OLD] = { "house", 15, 10, 21, 19, 0.34, 2, 3, 3.2, 30, 90 },
  [HT_DEMO_CENTRE] = { "commercial", 46, 36, 74, 62, 0.9, 4, 9, 4, 0, 25 },
  [HT_DEMO_INDUSTRY] = { "industrial", 78, 40, 108, 68, 0.85, 1, 2, 7, 0, 90 },
  [HT_DEMO_VILLAGE] = { "house", 12, 10, 46, 42, 0.36, 2, 3, 3.2, 60, 180 },
  [HT_DEMO_CAMPUS] = { "school", 58, 16, 84, 58, 0.8, 4, 5, 3.8, 0, 12 },
  [HT_DEMO_PARK] = { "pavilion", 16, 12, 200, 180, 0.4, 1, 1, 5, 0, 0 },
};

static gboolean
is_free (const HtDemo *demo, HtDemoRect rect)
{
  for (guint i = 0; i < demo->strokes->len; i++)
    {
      const HtDemoStroke *stroke = &g_array_index (demo->strokes, HtDemoStroke, i);
      if (ht_demo_segment_hits (stroke->a, stroke->b, rect, stroke->clearance_m))
        return FALSE;
    }
  HtDemoSpot low = { rect.u0, rect.v0 }, high = { rect.u1, rect.v1 };
  HtDemoSpot left = { rect.u0, rect.v1 }, right = { rect.u1, rect.v0 };
  return !ht_demo_is_kept_out (demo, low, high, 8) && !ht_demo_is_kept_out (demo, left, right, 8);
}

static guint
draw_levels (HtDemo *demo, const Fabric *fabric, HtDemoUse use)
{
  if (use == HT_DEMO_CENTRE && ht_demo_dice_happens (&demo->dice, 0.18))
    return 20 + ht_demo_dice_below (&demo->dice, 22); /* an office tower */
  return fabric->fewest + ht_demo_dice_below (&demo->dice, fabric->most - fabric->fewest + 1);
}

static void
add_building (HtDemo *demo, HtDemoUse use, guint area, HtDemoRect rect)
{
  const Fabric *fabric = &fabrics[use];
  guint levels = draw_levels (demo, fabric, use);
  double floor_m2 = (rect.u1 - rect.u0) * (rect.v1 - rect.v0) * levels;
  double night = fabric->m2_night > 0 ? floor (floor_m2 / fabric->m2_night) : 0;
  double day = fabric->m2_day > 0 ? floor (floor_m2 / fabric->m2_day) : 0;
  HtValue *attributes = ht_value_new_map ();
  ht_value_set_text (attributes, "kind", fabric->kind);
  ht_value_set_int (attributes, "levels", levels);
  ht_value_set_real (attributes, "height_m", levels * fabric->level_m);
  ht_value_set_int (attributes, "people_night", (gint64) night);
  ht_value_set_int (attributes, "people_day", (gint64) day);
  ht_demo_add_feature (demo, "building", NULL, attributes, ht_demo_make_rect (demo, rect));
  demo->people_night[area] += night;
  demo->people_day[area] += day;
}

static void
build_cell (HtDemo *demo, guint column, guint row)
{
  HtDemoUse use = ht_demo_get_use (column, row);
  const Fabric *fabric = &fabrics[use];
  HtDemoRect cell = ht_demo_get_cell (demo, column, row);
  guint strip = column < 2    ? 0
                : column == 2 ? 1
                : column == 3 ? 2
                              : 3,
        area = strip * HT_DEMO_PARTS + row / 2;
  for (double v = cell.v0 + INSET_M; v + fabric->depth_m <= cell.v1 - INSET_M; v += fabric->step_v)
    for (double u = cell.u0 + INSET_M; u + fabric->width_m <= cell.u1 - INSET_M; u += fabric->step_u)
      {
        double shift_u = ht_demo_dice_between (&demo->dice, 0, 4),
               shift_v = ht_demo_dice_between (&demo->dice, 0, 4);
        double narrow = ht_demo_dice_between (&demo->dice, 0.82, 1);
        gboolean wanted = ht_demo_dice_happens (&demo->dice, fabric->share);
        HtDemoRect rect = { u + shift_u, v + shift_v, u + shift_u + narrow * fabric->width_m,
                            v + shift_v + fabric->depth_m };
        if (wanted && is_free (demo, rect))
          add_building (demo, use, area, rect);
      }
}

void
ht_demo_build_buildings (HtDemo *demo)
{
  for (guint column = 0; column < HT_DEMO_COLUMNS; column++)
    for (guint row = 0; row < HT_DEMO_ROWS; row++)
      build_cell (demo, column, row);
}
