/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sheet.h"

#include <math.h>
#include <string.h>

#include "base/format.h"
#include "draw/furniture.h"
#include "draw/output.h"
#include "draw/projection.h"

/* The OGC standard pixel, 0.28 mm, in points: what a logical pixel is on paper. */
#define PT_PER_PX (0.28 / 25.4 * 72)
#define MARGIN 26.0
#define HEAD 37.0
#define FOOT 46.0
#define SIDE_GAP 10.0

/* Places on the page, in points. */
typedef struct
{
  double width, height;
  cairo_rectangle_t map, side;
} Page;

static Page
lay_out (const HtSheet *self)
{
  Page page;
  ht_sheet_get_size (self, &page.width, &page.height);
  double side = self->legend != NULL ? (self->paper == HT_PAPER_A3 ? 170 : 140) : 0;
  page.map = (cairo_rectangle_t){ MARGIN + 12, MARGIN + HEAD, 0, page.height - 2 * MARGIN - HEAD - FOOT };
  page.map.width = page.width - MARGIN - page.map.x - (side > 0 ? side + SIDE_GAP : 0);
  page.side
      = (cairo_rectangle_t){ page.map.x + page.map.width + SIDE_GAP, page.map.y, side, page.map.height };
  return page;
}

void
ht_sheet_get_size (const HtSheet *self, double *width_pt, double *height_pt)
{
  const double mm = 72 / 25.4;
  *width_pt = (self->paper == HT_PAPER_A3 ? 420 : 297) * mm;
  *height_pt = (self->paper == HT_PAPER_A3 ? 297 : 210) * mm;
}

static const HtTheme *
paper_theme (void)
{
  return ht_theme_get (HT_THEME_LIGHT);
}

static void
draw_map (cairo_t *cr, const HtMapView *view, const cairo_rectangle_t *at)
{
  cairo_save (cr);
  cairo_translate (cr, at->x, at->y);
  cairo_scale (cr, PT_PER_PX, PT_PER_PX);
  ht_map_view_draw (view, cr, at->width / PT_PER_PX, at->height / PT_PER_PX);
  cairo_restore (cr);
}

static void
draw_head (const HtSheet *self, cairo_t *cr, const Page *page)
{
  const HtTheme *theme = paper_theme ();
  HtTextPlace title = { page->map.x, MARGIN, 0, 17, 0, TRUE, HT_COLOR_TEXT };
  HtTextPlace below = { page->map.x, MARGIN + 19.5, 0, 9, 0, FALSE, HT_COLOR_SECONDARY };
  HtTextPlace stamp = { page->width - MARGIN, MARGIN + 4, 0, 10, 1, FALSE, HT_COLOR_TEXT };
  HtTextPlace author = { page->width - MARGIN, MARGIN + 19, 0, 9, 1, FALSE, HT_COLOR_SECONDARY };
  ht_furniture_draw_text (cr, theme, self->title, &title);
  ht_furniture_draw_text (cr, theme, self->subtitle, &below);
  ht_furniture_draw_text (cr, theme, self->made_at, &stamp);
  ht_furniture_draw_text (cr, theme, self->author, &author);
  if (self->banner != NULL)
    ht_furniture_draw_banner (cr, self->banner, self->drill, page->width / 2, MARGIN);
}

static void
draw_side (const HtSheet *self, cairo_t *cr, const Page *page)
{
  const HtTheme *theme = self->view->theme;
  double pad = 8, size = 9.5;
  if (self->legend == NULL)
    return;
  cairo_rectangle (cr, page->side.x, page->side.y, page->side.width, page->side.height);
  ht_theme_set_source (theme, cr, HT_COLOR_CARD);
  cairo_fill_preserve (cr);
  ht_theme_set_source (theme, cr, HT_COLOR_CARD_EDGE);
  cairo_set_line_width (cr, 0.6);
  cairo_stroke (cr);
  HtTextPlace title = { page->side.x + pad, page->side.y + pad, 0, 11, 0, TRUE, HT_COLOR_TEXT };
  ht_furniture_draw_text (cr, theme, self->legend_title, &title);
  cairo_rectangle_t at = { page->side.x + pad, page->side.y + pad + 20, page->side.width - 2 * pad,
                           page->side.height - 2 * pad - 20 };
  /* A long legend is set smaller until it is whole. */
  while (size > 5 && ht_legend_draw (self->legend, theme, NULL, &at, size) > at.height)
    size -= 0.5;
  ht_legend_draw (self->legend, theme, cr, &at, size);
}

static void
draw_foot (const HtSheet *self, cairo_t *cr, const Page *page, double metres_per_px)
{
  const HtTheme *theme = paper_theme ();
  double y = page->map.y + page->map.height + 15;
  double denominator = metres_per_px / 0.00028;
  /* A scale that was asked for is stated as asked; one that came about is rounded to three figures. */
  double step = pow (10, floor (log10 (MAX (denominator, 1))) - 2);
  double stated = self->denominator > 0 ? self->denominator : round (denominator / step) * step;
  g_autofree char *count = ht_format_count ((gint64) stated);
  g_autofree char *scale
      = g_strdup_printf ("%s 1:%s", self->scale_title != NULL ? self->scale_title : "", count);
  HtTextPlace text = { page->map.x, y, 0, 9, 0, TRUE, HT_COLOR_TEXT };
  ht_furniture_draw_text (cr, theme, g_strchug (scale), &text);
  cairo_rectangle_t bar = { page->map.x + 120, y - 5, 150, 16 };
  ht_furniture_draw_scale_bar (cr, theme, &bar, metres_per_px / PT_PER_PX);
  HtTextPlace source
      = { page->map.x, y + 16, page->width - MARGIN - page->map.x, 7, 0, FALSE, HT_COLOR_SECONDARY };
  ht_furniture_draw_text (cr, theme, self->source, &source);
}

void
ht_sheet_draw (const HtSheet *self, cairo_t *cr)
{
  g_return_if_fail (self->view != NULL);
  Page page = lay_out (self);
  HtMapView view = *self->view;
  if (self->denominator > 0)
    view.zoom = ht_mercator_zoom_for_scale (view.centre.lat, self->denominator);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  draw_map (cr, &view, &page.map);
  HtMapFrame frame = { page.map, view.centre, view.zoom, 1 / PT_PER_PX };
  ht_furniture_draw_graticule (cr, paper_theme (), &frame);
  ht_theme_set_source (paper_theme (), cr, HT_COLOR_TEXT);
  cairo_set_line_width (cr, 0.9);
  cairo_rectangle (cr, page.map.x, page.map.y, page.map.width, page.map.height);
  cairo_stroke (cr);
  ht_furniture_draw_north (cr, view.theme, page.map.x + page.map.width - 26, page.map.y + 14, 28);
  draw_head (self, cr, &page);
  draw_side (self, cr, &page);
  draw_foot (self, cr, &page, ht_mercator_metres_per_px (view.centre.lat, view.zoom));
  if (self->drill)
    ht_furniture_draw_drill_frame (cr, page.width, page.height);
}

static void
draw_page (cairo_t *cr, guint page, gpointer user_data)
{
  ht_sheet_draw (user_data, cr);
}

static HtOutput
make_output (const HtSheet *self)
{
  HtOutput output = { .n_pages = 1,
                      .facts = { self->title, self->author, self->subtitle },
                      .draw = draw_page,
                      .user_data = (gpointer) self };
  ht_sheet_get_size (self, &output.width_pt, &output.height_pt);
  return output;
}

gboolean
ht_sheet_write_pdf (const HtSheet *self, const char *path, GError **error)
{
  HtOutput output = make_output (self);
  return ht_output_write_pdf (&output, path, error);
}

gboolean
ht_sheet_write_png (const HtSheet *self, double dpi, const char *path, GError **error)
{
  HtOutput output = make_output (self);
  return ht_output_write_page_png (&output, 0, dpi, path, error);
}
