/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/furniture.h"

#include <math.h>

#include "base/format.h"
#include "draw/fonts.h"
#include "draw/projection.h"

#define LABEL_PT 7.0
#define DRILL_RED 0.78, 0.13, 0.16

double
ht_furniture_draw_text (cairo_t *cr, const HtTheme *theme, const char *text, const HtTextPlace *place)
{
  int width, height;
  if (text == NULL || *text == '\0')
    return 0;
  g_autoptr (PangoLayout) layout = ht_fonts_new_layout (text, place->size, place->bold);
  if (place->width > 0)
    {
      pango_layout_set_width (layout, (int) (place->width * PANGO_SCALE));
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
    }
  pango_layout_get_size (layout, &width, &height);
  ht_theme_set_source (theme, cr, place->color);
  cairo_move_to (cr, place->x - place->align * width / PANGO_SCALE, place->y);
  pango_cairo_show_layout (cr, layout);
  return (double) height / PANGO_SCALE;
}

double
ht_furniture_graticule_step (double span_deg, guint most)
{
  static const double steps[]
      = { 1.0 / 3600, 2.0 / 3600, 5.0 / 3600, 10.0 / 3600, 15.0 / 3600, 20.0 / 3600, 30.0 / 3600,
          1.0 / 60,   2.0 / 60,   5.0 / 60,   10.0 / 60,   15.0 / 60,   20.0 / 60,   30.0 / 60,
          1,          2,          5 };
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (span_deg / steps[i] <= most)
      return steps[i];
  return 10;
}

char *
ht_furniture_format_degrees (double degrees, double step_deg, char axis)
{
  const char *side = axis == 'x' ? (degrees < 0 ? "W" : "E") : degrees < 0 ? "S" : "N";
  long seconds = lround (fabs (degrees) * 3600);
  if (seconds == 0)
    side = "";
  if (step_deg >= 1)
    return g_strdup_printf ("%ld°%s", seconds / 3600, side);
  if (lround (step_deg * 3600) % 60 == 0)
    return g_strdup_printf ("%ld°%02ld′%s", seconds / 3600, seconds / 60 % 60, side);
  return g_strdup_printf ("%ld°%02ld′%02ld″%s", seconds / 3600, seconds / 60 % 60, seconds % 60, side);
}

/* Points from the frame's left (axis x) or top (axis y) to a longitude or latitude. */
static double
offset_of (const HtMapFrame *frame, double degrees, char axis)
{
  double pt_per_world = HT_TILE_PX * exp2 (frame->zoom) / frame->px_per_pt;
  if (axis == 'x')
    return frame->at.width / 2 + (ht_mercator_x (degrees) - ht_mercator_x (frame->centre.lon)) * pt_per_world;
  return frame->at.height / 2 + (ht_mercator_y (degrees) - ht_mercator_y (frame->centre.lat)) * pt_per_world;
}

static void
draw_meridian (cairo_t *cr, const HtTheme *theme, const HtMapFrame *frame, double at, const char *text)
{
  double x = frame->at.x + at, bottom = frame->at.y + frame->at.height;
  cairo_move_to (cr, x, frame->at.y);
  cairo_line_to (cr, x, bottom);
  cairo_stroke (cr);
  HtTextPlace place = { x, bottom + 2, 0, LABEL_PT, 0.5, FALSE, HT_COLOR_SECONDARY };
  ht_furniture_draw_text (cr, theme, text, &place);
}

/* The degrees of a parallel run up its side, as there is no room beside the frame. */
static void
draw_parallel (cairo_t *cr, const HtTheme *theme, const HtMapFrame *frame, double at, const char *text)
{
  double y = frame->at.y + at;
  cairo_move_to (cr, frame->at.x, y);
  cairo_line_to (cr, frame->at.x + frame->at.width, y);
  cairo_stroke (cr);
  cairo_save (cr);
  cairo_translate (cr, frame->at.x - LABEL_PT * 1.6, y);
  cairo_rotate (cr, -G_PI / 2);
  HtTextPlace place = { 0, 0, 0, LABEL_PT, 0.5, FALSE, HT_COLOR_SECONDARY };
  ht_furniture_draw_text (cr, theme, text, &place);
  cairo_restore (cr);
}

static void
draw_axis (cairo_t *cr, const HtTheme *theme, const HtMapFrame *frame, char axis)
{
  double side = axis == 'x' ? frame->at.width : frame->at.height;
  double world = side * frame->px_per_pt / (HT_TILE_PX * exp2 (frame->zoom)), first, last;
  if (axis == 'x')
    {
      first = ht_mercator_lon (ht_mercator_x (frame->centre.lon) - world / 2);
      last = ht_mercator_lon (ht_mercator_x (frame->centre.lon) + world / 2);
    }
  else
    {
      first = ht_mercator_lat (ht_mercator_y (frame->centre.lat) + world / 2);
      last = ht_mercator_lat (ht_mercator_y (frame->centre.lat) - world / 2);
    }
  double step = ht_furniture_graticule_step (last - first, axis == 'x' ? 6 : 4);
  for (double k = ceil (first / step); k * step <= last; k++)
    {
      const HtColor *c = &theme->colors[HT_COLOR_SECONDARY];
      g_autofree char *text = ht_furniture_format_degrees (k * step, step, axis);
      double at = offset_of (frame, k * step, axis);
      cairo_set_source_rgba (cr, c->red, c->green, c->blue, 0.35);
      if (at < 14 || at > side - 14)
        continue;
      if (axis == 'x')
        draw_meridian (cr, theme, frame, at, text);
      else
        draw_parallel (cr, theme, frame, at, text);
    }
}

void
ht_furniture_draw_graticule (cairo_t *cr, const HtTheme *theme, const HtMapFrame *frame)
{
  cairo_save (cr);
  cairo_new_path (cr);
  cairo_set_line_width (cr, 0.4);
  draw_axis (cr, theme, frame, 'x');
  draw_axis (cr, theme, frame, 'y');
  cairo_restore (cr);
}

void
ht_furniture_draw_scale_bar (cairo_t *cr, const HtTheme *theme, const cairo_rectangle_t *at,
                             double metres_per_pt)
{
  double metres = ht_scale_bar_length_m (at->width * metres_per_pt), length = metres / metres_per_pt;
  g_autofree char *whole = ht_format_distance (metres);
  g_autofree char *half = ht_format_distance (metres / 2);
  cairo_save (cr);
  ht_theme_set_source (theme, cr, HT_COLOR_TEXT);
  cairo_set_line_width (cr, 0.8);
  cairo_rectangle (cr, at->x, at->y + 10, length, 4);
  cairo_stroke (cr);
  cairo_rectangle (cr, at->x, at->y + 10, length / 2, 4);
  cairo_fill (cr);
  HtTextPlace place = { at->x, at->y, 0, LABEL_PT, 0, FALSE, HT_COLOR_TEXT };
  ht_furniture_draw_text (cr, theme, "0", &place);
  place.align = 0.5;
  place.x = at->x + length / 2;
  ht_furniture_draw_text (cr, theme, half, &place);
  place.x = at->x + length;
  ht_furniture_draw_text (cr, theme, whole, &place);
  cairo_restore (cr);
}

void
ht_furniture_draw_north (cairo_t *cr, const HtTheme *theme, double x, double y, double height)
{
  double half = height * 0.26, tip = y + height * 0.3;
  cairo_save (cr);
  cairo_new_path (cr);
  cairo_set_line_width (cr, 0.8);
  cairo_arc (cr, x, y + height * 0.55, height * 0.62, 0, 2 * G_PI);
  ht_theme_set_source (theme, cr, HT_COLOR_CARD);
  cairo_fill_preserve (cr);
  ht_theme_set_source (theme, cr, HT_COLOR_CARD_EDGE);
  cairo_stroke (cr);
  HtTextPlace place = { x, y - height * 0.06, 0, height * 0.3, 0.5, TRUE, HT_COLOR_TEXT };
  ht_furniture_draw_text (cr, theme, "N", &place);
  ht_theme_set_source (theme, cr, HT_COLOR_TEXT);
  cairo_move_to (cr, x, tip);
  cairo_line_to (cr, x + half, y + height);
  cairo_line_to (cr, x, y + height * 0.84);
  cairo_close_path (cr);
  cairo_stroke_preserve (cr);
  cairo_new_path (cr);
  cairo_move_to (cr, x, tip);
  cairo_line_to (cr, x - half, y + height);
  cairo_line_to (cr, x, y + height * 0.84);
  cairo_close_path (cr);
  cairo_fill_preserve (cr);
  cairo_stroke (cr);
  cairo_restore (cr);
}

void
ht_furniture_draw_drill_frame (cairo_t *cr, double width, double height)
{
  cairo_save (cr);
  cairo_set_source_rgb (cr, DRILL_RED);
  cairo_set_line_width (cr, 5);
  cairo_rectangle (cr, 8, 8, width - 16, height - 16);
  cairo_stroke (cr);
  cairo_restore (cr);
}

double
ht_furniture_draw_banner (cairo_t *cr, const char *text, gboolean drill, double x, double y)
{
  int width, height;
  g_autoptr (PangoLayout) layout = ht_fonts_new_layout (text, 11, TRUE);
  pango_layout_get_size (layout, &width, &height);
  double w = (double) width / PANGO_SCALE + 20, h = (double) height / PANGO_SCALE + 4;
  cairo_save (cr);
  cairo_rectangle (cr, x - w / 2, y, w, h);
  cairo_set_source_rgb (cr, DRILL_RED);
  cairo_set_line_width (cr, 1);
  if (drill)
    {
      cairo_fill (cr);
      cairo_set_source_rgb (cr, 1, 1, 1);
    }
  else
    {
      cairo_set_source_rgb (cr, 0.25, 0.27, 0.3);
      cairo_stroke (cr);
    }
  cairo_move_to (cr, x - w / 2 + 10, y + 2);
  pango_cairo_show_layout (cr, layout);
  cairo_restore (cr);
  return h;
}
