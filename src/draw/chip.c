/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/chip.h"

#include <math.h>

#include "draw/fonts.h"

#define HEIGHT 24.0
#define PAD 9.0
#define GAP 14.0
#define RADIUS 5.5
#define FONT_PX 12.5
#define CLOCK_PAD 5.0 /* frame around a clock that is due */
#define MAX_TITLE_PX 260

typedef struct
{
  PangoLayout *title, *clock; /* clock NULL: none */
  double title_width, clock_width, width;
} Parts;

static double
width_of (PangoLayout *layout)
{
  int width;
  pango_layout_get_size (layout, &width, NULL);
  return (double) width / PANGO_SCALE;
}

static Parts
measure (const HtChip *chip)
{
  Parts parts = { 0 };
  parts.title = ht_fonts_new_layout (chip->title != NULL ? chip->title : "", FONT_PX, TRUE);
  if (width_of (parts.title) > MAX_TITLE_PX)
    {
      pango_layout_set_width (parts.title, MAX_TITLE_PX * PANGO_SCALE);
      pango_layout_set_ellipsize (parts.title, PANGO_ELLIPSIZE_END);
    }
  parts.title_width = width_of (parts.title);
  parts.width = 2 * PAD + parts.title_width;
  if (chip->clock == NULL)
    return parts;
  parts.clock = ht_fonts_new_layout (chip->clock, FONT_PX, chip->state != HT_CLOCK_PLAIN);
  PangoAttrList *attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (parts.clock, attributes);
  pango_attr_list_unref (attributes);
  parts.clock_width = width_of (parts.clock);
  parts.width += GAP + parts.clock_width;
  return parts;
}

static void
parts_clear (Parts *parts)
{
  g_clear_object (&parts->title);
  g_clear_object (&parts->clock);
}

void
ht_chip_measure (const HtChip *chip, double *width_px, double *height_px)
{
  Parts parts = measure (chip);
  *width_px = ceil (parts.width);
  *height_px = HEIGHT;
  parts_clear (&parts);
}

static void
path_rounded (cairo_t *cr, const cairo_rectangle_t *r, double radius)
{
  cairo_new_path (cr);
  cairo_arc (cr, r->x + r->width - radius, r->y + radius, radius, -G_PI / 2, 0);
  cairo_arc (cr, r->x + r->width - radius, r->y + r->height - radius, radius, 0, G_PI / 2);
  cairo_arc (cr, r->x + radius, r->y + r->height - radius, radius, G_PI / 2, G_PI);
  cairo_arc (cr, r->x + radius, r->y + radius, radius, G_PI, 1.5 * G_PI);
  cairo_close_path (cr);
}

static void
draw_ground (cairo_t *cr, const HtTheme *theme, const HtChip *chip, const cairo_rectangle_t *r)
{
  static const double dashes[2] = { 4, 3 };
  path_rounded (cr, r, RADIUS);
  ht_theme_set_source (theme, cr, HT_COLOR_CARD);
  cairo_fill_preserve (cr);
  if (chip->stale)
    cairo_set_dash (cr, dashes, 2, 0);
  ht_theme_set_source (theme, cr,
                       chip->stale         ? HT_COLOR_STALE
                       : chip->highlighted ? HT_COLOR_ACCENT
                                           : HT_COLOR_CARD_EDGE);
  cairo_set_line_width (cr, 1.2);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
show_middle (cairo_t *cr, PangoLayout *layout, double x, double middle)
{
  int height;
  pango_layout_get_size (layout, NULL, &height);
  cairo_move_to (cr, x, middle - 0.5 * height / PANGO_SCALE);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_clock (cairo_t *cr, const HtTheme *theme, const HtChip *chip, const Parts *parts,
            const cairo_rectangle_t *at)
{
  HtColorRole color = chip->stale ? HT_COLOR_STALE : HT_COLOR_SECONDARY;
  if (chip->state != HT_CLOCK_PLAIN)
    {
      cairo_rectangle_t frame
          = { at->x - CLOCK_PAD, at->y + 3.5, parts->clock_width + 2 * CLOCK_PAD, at->height - 7 };
      gboolean over = chip->state == HT_CLOCK_OVER;
      color = over ? HT_COLOR_INK_GROUND : HT_COLOR_TEXT;
      path_rounded (cr, &frame, 4);
      ht_theme_set_source (theme, cr, HT_COLOR_INK);
      cairo_set_line_width (cr, 1.2);
      if (over)
        cairo_fill (cr);
      else
        cairo_stroke (cr);
    }
  ht_theme_set_source (theme, cr, color);
  show_middle (cr, parts->clock, at->x, at->y + at->height / 2);
}

void
ht_chip_draw (cairo_t *cr, const HtTheme *theme, const HtChip *chip, double x, double y)
{
  Parts parts = measure (chip);
  cairo_rectangle_t ground = { x + 0.6, y + 0.6, ceil (parts.width) - 1.2, HEIGHT - 1.2 };
  cairo_save (cr);
  draw_ground (cr, theme, chip, &ground);
  ht_theme_set_source (theme, cr, chip->stale ? HT_COLOR_STALE : HT_COLOR_TEXT);
  show_middle (cr, parts.title, x + PAD, y + HEIGHT / 2);
  if (parts.clock != NULL)
    draw_clock (cr, theme, chip, &parts,
                &(cairo_rectangle_t){ x + PAD + parts.title_width + GAP, y, parts.clock_width, HEIGHT });
  cairo_new_path (cr);
  cairo_restore (cr);
  parts_clear (&parts);
}

cairo_surface_t *
ht_chip_render (const HtChip *chip, const HtTheme *theme, double scale)
{
  g_return_val_if_fail (scale > 0 && scale <= 8, NULL);
  double width, height;
  ht_chip_measure (chip, &width, &height);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) ceil (width * scale),
                                                         (int) ceil (height * scale));
  cairo_surface_set_device_scale (surface, scale, scale);
  cairo_t *cr = cairo_create (surface);
  ht_chip_draw (cr, theme, chip, 0, 0);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}
