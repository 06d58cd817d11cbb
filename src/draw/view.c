/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/view.h"

#include <math.h>

#include "base/i18n.h"
#include "draw/error.h"
#include "draw/fonts.h"
#include "draw/frame.h"
#include "draw/output.h"
#include "draw/projection.h"
#include "draw/things-private.h"

#define MAX_FIT_ZOOM 18.0
#define MARK_PX 20.0
#define TEAM_PX 13.0
#define MAX_SIDE_PX 20000
#define MAX_MASK_SCALE 3.0

void
ht_map_view_fit (HtMapView *view, const HtBox *box, double width_px, double height_px)
{
  g_return_if_fail (width_px > 0 && height_px > 0);
  if (ht_box_is_empty (box))
    {
      view->centre = (HtPoint){ 0, 0 };
      view->zoom = 0;
      return;
    }
  HtExtent e = ht_extent_from_box (box);
  double across = MAX ((e.max_x - e.min_x) / width_px, (e.max_y - e.min_y) / height_px) * 1.2;
  view->centre.lon = ht_mercator_lon ((e.min_x + e.max_x) / 2);
  view->centre.lat = ht_mercator_lat ((e.min_y + e.max_y) / 2);
  view->zoom = across > 0 ? CLAMP (-log2 (across * HT_TILE_PX), 0, MAX_FIT_ZOOM) : MAX_FIT_ZOOM;
}

static void
path_geometry (HtFrame *frame, const HtGeometry *geometry)
{
  g_autoptr (GArray) line = g_array_new (FALSE, FALSE, sizeof (HtFixed));
  for (guint part = 0; part < geometry->n_parts; part++)
    {
      g_array_set_size (line, 0);
      for (guint i = geometry->part_start[part]; i < geometry->part_start[part + 1]; i++)
        {
          HtFixed fixed = ht_fixed_from_point (&geometry->points[i]);
          g_array_append_val (line, fixed);
        }
      ht_frame_add_line (frame, (HtFixed *) line->data, line->len, 32);
    }
}

/* A line twice: a dark bed, then the line itself, so that it stands off any map. */
static void
draw_line (HtFrame *frame, const HtViewLine *line)
{
  static const double ladder[2] = { 5, 5 }, dashes[2] = { 7, 6 };
  cairo_t *cr = frame->cr;
  gboolean closed = line->kind == HT_VIEW_CLOSED;
  cairo_new_path (cr);
  path_geometry (frame, line->geometry);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, closed ? CAIRO_LINE_CAP_BUTT : CAIRO_LINE_CAP_ROUND);
  ht_theme_set_source (frame->theme, cr, closed ? HT_COLOR_INK : HT_COLOR_INK_GROUND);
  cairo_set_line_width (cr, closed ? 7 : 6);
  cairo_stroke_preserve (cr);
  if (closed)
    cairo_set_dash (cr, ladder, 2, 0);
  if (line->kind == HT_VIEW_LEFT)
    cairo_set_dash (cr, dashes, 2, 0);
  ht_theme_set_source (frame->theme, cr,
                       closed                       ? HT_COLOR_INK_GROUND
                       : line->kind == HT_VIEW_LEFT ? HT_COLOR_SECONDARY
                                                    : HT_COLOR_ACCENT);
  cairo_set_line_width (cr, closed ? 4.4 : 3.4);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

/* Name to the right of its mark, on a halo. */
static void
draw_mark_label (HtFrame *frame, const HtViewMark *mark, double x, double y)
{
  int height;
  g_autoptr (PangoLayout) layout = ht_fonts_new_layout (mark->label, 12.5, TRUE);
  pango_layout_get_size (layout, NULL, &height);
  cairo_move_to (frame->cr, x, y - 0.5 * height / PANGO_SCALE);
  pango_cairo_layout_path (frame->cr, layout);
  ht_theme_set_source (frame->theme, frame->cr, HT_COLOR_HALO);
  cairo_set_line_width (frame->cr, 3.4);
  cairo_set_line_join (frame->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (frame->cr);
  cairo_move_to (frame->cr, x, y - 0.5 * height / PANGO_SCALE);
  ht_theme_set_source (frame->theme, frame->cr, HT_COLOR_TEXT);
  pango_cairo_show_layout (frame->cr, layout);
}

static void
draw_mark (HtFrame *frame, const HtViewMark *mark)
{
  HtFixed fixed = ht_fixed_from_point (&mark->at);
  double x = ht_frame_x (frame, fixed.x), y = ht_frame_y (frame, fixed.y);
  double size = mark->symbol.kind == HT_SYMBOL_INCIDENT ? MARK_PX : TEAM_PX;
  if (x < -MARK_PX || y < -MARK_PX || x > frame->width + MARK_PX || y > frame->height + MARK_PX)
    return;
  ht_symbol_draw (frame->cr, frame->theme, &mark->symbol, x, y, size);
  if (mark->label != NULL)
    draw_mark_label (frame, mark, x + size * (mark->symbol.selected ? 1 : 0.5) + 5, y);
}

/* Device pixels in a user unit where @cr draws on a picture; 0 for vectors, and where pixels are so fine that
 * growing a mask would cost more than stroking outlines. */
static double
pixel_scale (cairo_t *cr)
{
  double dx = 1, dy = 0, sx = 1, sy = 1;
  if (cairo_surface_get_type (cairo_get_target (cr)) != CAIRO_SURFACE_TYPE_IMAGE)
    return 0;
  cairo_user_to_device_distance (cr, &dx, &dy);
  cairo_surface_get_device_scale (cairo_get_target (cr), &sx, &sy);
  double scale = hypot (dx, dy) * sx;
  return scale <= MAX_MASK_SCALE ? scale : 0;
}

void
ht_map_view_draw (const HtMapView *view, cairo_t *cr, double width_px, double height_px)
{
  HtFrame frame;
  g_return_if_fail (view->theme != NULL && width_px > 0 && height_px > 0);
  ht_frame_init_window (&frame, view->scene != NULL ? view->scene : ht_scene_get_empty (), view->theme,
                        width_px, height_px);
  ht_frame_set_centre (&frame, &view->centre, CLAMP (view->zoom, 0, HT_ZOOM_MAX));
  frame.cr = cr;
  frame.hidden = view->hidden;
  frame.device_scale = pixel_scale (cr);
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width_px, height_px);
  cairo_clip (cr);
  ht_draw_map (&frame);
  if (view->coverage != NULL)
    ht_draw_coverage (&frame, view->coverage);
  for (guint i = 0; i < view->n_things; i++)
    ht_draw_things (&frame, view->things[i]);
  ht_draw_labels (&frame);
  for (guint i = 0; i < view->n_lines; i++)
    draw_line (&frame, &view->lines[i]);
  for (guint i = 0; i < view->n_marks; i++)
    draw_mark (&frame, &view->marks[i]);
  cairo_restore (cr);
  ht_frame_clear (&frame);
}

gboolean
ht_map_view_write_png (const HtMapView *view, int width_px, int height_px, const char *path, GError **error)
{
  if (width_px < 1 || height_px < 1 || width_px > MAX_SIDE_PX || height_px > MAX_SIDE_PX)
    {
      g_set_error (error, HT_DRAW_ERROR, HT_DRAW_ERROR_TOO_LARGE,
                   _ ("%s: a picture of %d × %d pixels is outside 1 to %d"), path, width_px, height_px,
                   MAX_SIDE_PX);
      return FALSE;
    }
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width_px, height_px);
  cairo_t *cr = cairo_create (surface);
  ht_map_view_draw (view, cr, width_px, height_px);
  cairo_destroy (cr);
  gboolean ok = ht_output_write_png (surface, path, error);
  cairo_surface_destroy (surface);
  return ok;
}
