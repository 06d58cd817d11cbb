/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/frame.h"

#define BUILDING_ZOOM 15
#define BUILDING_EDGE_ZOOM 16

static void
fill (HtFrame *self, HtColorRole role)
{
  ht_theme_set_source (self->theme, self->cr, role);
  cairo_fill (self->cr);
}

static gboolean
has (const HtFrame *self, HtPackKind kind)
{
  return self->scene->packs[kind][HT_N_DETAILS - 1] != NULL;
}

/* Paths the areas of @kind; FALSE when none is near. */
static gboolean
path_areas (HtFrame *self, HtPackKind kind)
{
  const HtPack *pack = ht_frame_query (self, kind, 2);
  cairo_new_path (self->cr);
  if (pack == NULL || self->found->len == 0)
    return FALSE;
  ht_frame_add_areas (self, pack);
  return TRUE;
}

/* With no land polygon the paper is land; with districts, the rest of it is outside. */
void
ht_draw_ground (HtFrame *self)
{
  gboolean land = has (self, HT_PACK_LAND), district = has (self, HT_PACK_DISTRICT);
  HtColorRole beyond = district ? HT_COLOR_OUTSIDE : HT_COLOR_LAND;
  ht_theme_set_source (self->theme, self->cr, land ? HT_COLOR_SEA : beyond);
  cairo_paint (self->cr);
  cairo_save (self->cr);
  if (land && path_areas (self, HT_PACK_LAND))
    {
      ht_theme_set_source (self->theme, self->cr, beyond);
      cairo_fill_preserve (self->cr);
      cairo_clip (self->cr);
      land = FALSE;
    }
  if (!land && district && path_areas (self, HT_PACK_DISTRICT))
    fill (self, HT_COLOR_LAND);
  cairo_restore (self->cr);
}

static void
draw_streams (HtFrame *self)
{
  static const double factor[] = { [HT_STREAM_RIVER] = 1, [HT_STREAM_CANAL] = 0.6, [HT_STREAM_SMALL] = 0.35 };
  const HtPack *pack = ht_frame_query (self, HT_PACK_STREAM, 16);
  double base = self->zoom < 12 ? 1.6 : self->zoom < 15 ? 2.4 : 4;
  ht_theme_set_source (self->theme, self->cr, HT_COLOR_SEA);
  cairo_set_line_cap (self->cr, CAIRO_LINE_CAP_ROUND);
  for (guint i = 0; pack != NULL && i < self->found->len; i++)
    {
      const HtItem *item = ht_pack_item (pack, g_array_index (self->found, guint32, i));
      for (guint k = 0; k < item->n_parts; k++)
        {
          guint n;
          const HtFixed *points = ht_pack_part (pack, item->first_part + k, &n);
          ht_frame_add_line (self, points, n, 16);
        }
      cairo_set_line_width (self->cr, base * factor[MIN (item->style, HT_STREAM_SMALL)]);
      cairo_stroke (self->cr);
    }
}

static void
draw_buildings (HtFrame *self)
{
  if (self->zoom < BUILDING_ZOOM || !path_areas (self, HT_PACK_BUILDING))
    return;
  ht_theme_set_source (self->theme, self->cr, HT_COLOR_BUILDING);
  cairo_fill_preserve (self->cr);
  if (self->zoom >= BUILDING_EDGE_ZOOM)
    {
      ht_theme_set_source (self->theme, self->cr, HT_COLOR_BUILDING_EDGE);
      cairo_set_line_width (self->cr, 0.7);
      cairo_stroke (self->cr);
    }
  cairo_new_path (self->cr);
}

void
ht_draw_areas (HtFrame *self)
{
  if (!(self->hidden & HT_MAP_GREEN) && path_areas (self, HT_PACK_GREEN))
    fill (self, HT_COLOR_GREEN);
  if (!(self->hidden & HT_MAP_WATER))
    {
      if (path_areas (self, HT_PACK_WATER))
        fill (self, HT_COLOR_SEA);
      draw_streams (self);
    }
  if (!(self->hidden & HT_MAP_BUILDING))
    draw_buildings (self);
}

void
ht_draw_boundaries (HtFrame *self)
{
  static const double width[3] = { 1.2, 0.9, 0.7 };
  static const double dashes[3][2] = { { 7, 4 }, { 4, 4 }, { 2, 4 } };
  static const double min_zoom[3] = { 7, 11.5, 14.5 };
  const HtPack *pack = ht_frame_query (self, HT_PACK_BOUNDARY, 4);
  cairo_set_line_cap (self->cr, CAIRO_LINE_CAP_BUTT);
  ht_theme_set_source (self->theme, self->cr, HT_COLOR_BOUNDARY);
  for (guint i = 0; pack != NULL && i < self->found->len; i++)
    {
      const HtItem *item = ht_pack_item (pack, g_array_index (self->found, guint32, i));
      guint rank = MIN (item->style, 2), n;
      const HtFixed *points = ht_pack_part (pack, item->first_part, &n);
      if (self->zoom < min_zoom[rank])
        continue;
      cairo_set_line_width (self->cr, width[rank]);
      ht_frame_stroke_dashed (self, points, n, dashes[rank]);
    }
}

/* Sleepers across a thin line, as in the mock-ups' metro lines: dashes say "track", not "road". */
void
ht_draw_rails (HtFrame *self)
{
  static const double dashes[2] = { 6, 3 };
  const HtPack *pack = ht_frame_query (self, HT_PACK_RAIL, 8);
  cairo_set_line_cap (self->cr, CAIRO_LINE_CAP_BUTT);
  cairo_set_line_width (self->cr, self->zoom < 14 ? 1 : 1.6);
  ht_theme_set_source (self->theme, self->cr, HT_COLOR_METRO);
  for (guint i = 0; pack != NULL && i < self->found->len; i++)
    {
      const HtItem *item = ht_pack_item (pack, g_array_index (self->found, guint32, i));
      for (guint k = 0; k < item->n_parts; k++)
        {
          guint n;
          const HtFixed *points = ht_pack_part (pack, item->first_part + k, &n);
          ht_frame_stroke_dashed (self, points, n, dashes);
        }
    }
}
