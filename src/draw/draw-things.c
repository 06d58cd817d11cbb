/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "draw/fonts.h"
#include "draw/things-private.h"

#define MARK_PX 16.0
#define DOT_PX 3.0
#define CELL_PX 2.0 /* of dots only one in a cell is drawn: nobody sees the others */
#define GLYPH_PX 10.0
#define NAME_PX 11.0
#define NAME_ZOOM 1.5 /* names come this much after the marks */
#define NAME_GAP_PX 4.0
#define MAX_NAME_PX 180.0
#define HALO_PX 1.5
#define AREA_ALPHA 0.14

typedef struct
{
  HtFrame *frame;
  const HtThings *things;
  const HtPack *pack;
} Painter;

static void
set_color (const Painter *self, HtColorRole role, double alpha)
{
  const HtColor *color = &self->frame->theme->colors[role];
  cairo_set_source_rgba (self->frame->cr, color->red, color->green, color->blue, alpha);
}

static const HtItem *
found_item (const Painter *self, guint i)
{
  return ht_pack_item (self->pack, g_array_index (self->frame->found, guint32, i));
}

static void
find_place (const Painter *self, const HtItem *item, double *x, double *y)
{
  guint n;
  const HtFixed *at = ht_pack_part (self->pack, item->first_part, &n);
  *x = ht_frame_x (self->frame, at->x);
  *y = ht_frame_y (self->frame, at->y);
}

/* --- points --- */

static void
draw_dots (const Painter *self)
{
  int columns = (int) (self->frame->width / CELL_PX) + 3, rows = (int) (self->frame->height / CELL_PX) + 3;
  g_autofree guint8 *taken = g_malloc0 ((gsize) columns * (gsize) rows);
  set_color (self, HT_COLOR_SECONDARY, 1);
  for (guint i = 0; i < self->frame->found->len; i++)
    {
      double x, y;
      find_place (self, found_item (self, i), &x, &y);
      int column = (int) floor (x / CELL_PX) + 1, row = (int) floor (y / CELL_PX) + 1;
      if (column < 0 || row < 0 || column >= columns || row >= rows || taken[row * columns + column])
        continue;
      taken[row * columns + column] = 1;
      cairo_rectangle (self->frame->cr, round (x - DOT_PX / 2), round (y - DOT_PX / 2), DOT_PX, DOT_PX);
      cairo_fill (self->frame->cr);
    }
}

static void
path_mark (cairo_t *cr, double x, double y)
{
  double half = MARK_PX / 2, radius = 3.5;
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + half - radius, y - half + radius, radius, -G_PI_2, 0);
  cairo_arc (cr, x + half - radius, y + half - radius, radius, 0, G_PI_2);
  cairo_arc (cr, x - half + radius, y + half - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, x - half + radius, y - half + radius, radius, G_PI, 1.5 * G_PI);
  cairo_close_path (cr);
}

/* One mark at (0, 0) into @cr. */
static void
draw_mark_of (const HtFeatureKind *kind, const HtTheme *theme, cairo_t *cr)
{
  int width, height;
  path_mark (cr, 0, 0);
  ht_theme_set_source (theme, cr, HT_COLOR_CARD);
  cairo_fill_preserve (cr);
  ht_theme_set_source (theme, cr, HT_COLOR_SECONDARY);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
  const HtWords *glyph = &kind->glyph;
  if (glyph->en == NULL)
    return;
  g_autoptr (PangoLayout) layout = ht_fonts_new_layout (ht_words_get (glyph), GLYPH_PX, TRUE);
  pango_layout_get_pixel_size (layout, &width, &height);
  ht_theme_set_source (theme, cr, HT_COLOR_TEXT);
  cairo_move_to (cr, -width / 2.0, -height / 2.0);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_mark (const Painter *self, cairo_t *cr)
{
  draw_mark_of (self->things->kind, self->frame->theme, cr);
}

/* The mark is drawn once and stamped; where there are no pixels it is drawn anew each time. */
static cairo_surface_t *
new_stamp (const Painter *self)
{
  double side = MARK_PX + 2, scale = self->frame->device_scale;
  if (scale <= 0)
    return NULL;
  int pixels = (int) ceil (side * scale);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, pixels, pixels);
  cairo_surface_set_device_scale (surface, scale, scale);
  cairo_t *cr = cairo_create (surface);
  cairo_translate (cr, side / 2, side / 2);
  draw_mark (self, cr);
  cairo_destroy (cr);
  return surface;
}

static void
draw_marks (const Painter *self)
{
  cairo_t *cr = self->frame->cr;
  cairo_surface_t *stamp = new_stamp (self);
  double side = MARK_PX + 2;
  for (guint i = 0; i < self->frame->found->len; i++)
    {
      double x, y;
      find_place (self, found_item (self, i), &x, &y);
      cairo_save (cr);
      cairo_translate (cr, round (x), round (y));
      if (stamp != NULL)
        {
          cairo_set_source_surface (cr, stamp, -side / 2, -side / 2);
          cairo_paint (cr);
        }
      else
        draw_mark (self, cr);
      cairo_restore (cr);
    }
  g_clear_pointer (&stamp, cairo_surface_destroy);
}

/* --- names --- */

/* A name to the right of its mark, in logical pixels of the frame. */
typedef struct
{
  const HtItem *item;
  double x, y, width;
} Name;

static PangoLayout *
new_name (const Painter *self, const HtItem *item)
{
  PangoLayout *layout = ht_fonts_new_layout (ht_things_get_name (self->things, item->name), NAME_PX, FALSE);
  pango_layout_set_width (layout, (int) MAX_NAME_PX * PANGO_SCALE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  return layout;
}

static gboolean
names_meet (const Name *a, const Name *b)
{
  return fabs (a->y - b->y) < MARK_PX && a->x - MARK_PX < b->x + b->width && b->x - MARK_PX < a->x + a->width;
}

/* A name stands unless it would meet that of an earlier one (in id order, which no border changes): a rule
 * that only looks at neighbours, so that tiles agree without knowing each other. */
static gboolean
may_stand (const GArray *names, guint i)
{
  const Name *name = &g_array_index (names, Name, i);
  for (guint k = 0; k < names->len; k++)
    {
      const Name *other = &g_array_index (names, Name, k);
      if (other->item->style < name->item->style && names_meet (name, other))
        return FALSE;
    }
  return TRUE;
}

static GArray *
measure_names (const Painter *self)
{
  GArray *names = g_array_new (FALSE, FALSE, sizeof (Name));
  for (guint i = 0; i < self->frame->found->len; i++)
    {
      Name name = { .item = found_item (self, i) };
      int width;
      if (name.item->name == 0)
        continue;
      g_autoptr (PangoLayout) layout = new_name (self, name.item);
      pango_layout_get_pixel_size (layout, &width, NULL);
      find_place (self, name.item, &name.x, &name.y);
      name.width = width;
      g_array_append_val (names, name);
    }
  return names;
}

static void
draw_name (const Painter *self, const Name *name)
{
  int height;
  cairo_t *cr = self->frame->cr;
  g_autoptr (PangoLayout) layout = new_name (self, name->item);
  pango_layout_get_pixel_size (layout, NULL, &height);
  cairo_move_to (cr, round (name->x + MARK_PX / 2 + NAME_GAP_PX), round (name->y - height / 2.0));
  pango_cairo_layout_path (cr, layout);
  ht_theme_set_source (self->frame->theme, cr, HT_COLOR_HALO);
  cairo_set_line_width (cr, 2 * HALO_PX);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke_preserve (cr);
  ht_theme_set_source (self->frame->theme, cr, HT_COLOR_ROAD_LABEL);
  cairo_fill (cr);
}

static void
draw_names (const Painter *self)
{
  /* Whatever can meet a name that reaches into the frame. */
  if (!ht_frame_query_pack (self->frame, self->pack, 2 * (MAX_NAME_PX + MARK_PX)))
    return;
  g_autoptr (GArray) names = measure_names (self);
  for (guint i = 0; i < names->len; i++)
    {
      const Name *name = &g_array_index (names, Name, i);
      gboolean near = name->x + MARK_PX + name->width >= -MARK_PX && name->x <= self->frame->width + MARK_PX
                      && fabs (name->y - self->frame->height / 2) <= self->frame->height / 2 + MARK_PX;
      if (near && may_stand (names, i))
        draw_name (self, name);
    }
}

static void
draw_points (Painter *self)
{
  self->pack = ht_things_get_pack (self->things, HT_THING_POINT, self->frame->zoom);
  if (self->pack == NULL || !ht_frame_query_pack (self->frame, self->pack, MARK_PX))
    return;
  if (self->frame->zoom < self->things->kind->zoom)
    {
      draw_dots (self);
      return;
    }
  draw_marks (self);
  if (self->frame->zoom >= self->things->kind->zoom + NAME_ZOOM)
    draw_names (self);
}

/* --- lines and areas --- */

/* Kinds differ by their dashes, as colour is kept for what needs a decision. */
static const double *
get_dashes (const HtFeatureKind *kind)
{
  static const double dashes[][2] = { { 8, 3 }, { 3, 3 }, { 12, 2 }, { 5, 5 }, { 1.5, 3 } };
  guint n_kinds;
  return dashes[(guint) (kind - ht_feature_kind_list (&n_kinds)) % G_N_ELEMENTS (dashes)];
}

static void
draw_lines (Painter *self)
{
  HtFrame *frame = self->frame;
  self->pack = ht_things_get_pack (self->things, HT_THING_LINE, frame->zoom);
  if (self->pack == NULL || !ht_frame_query_pack (frame, self->pack, 4))
    return;
  ht_theme_set_source (frame->theme, frame->cr, HT_COLOR_SECONDARY);
  cairo_set_line_width (frame->cr, frame->zoom < 13 ? 1.2 : 1.8);
  cairo_set_line_cap (frame->cr, CAIRO_LINE_CAP_BUTT);
  for (guint i = 0; i < frame->found->len; i++)
    {
      const HtItem *item = found_item (self, i);
      for (guint k = 0; k < item->n_parts; k++)
        {
          guint n;
          const HtFixed *points = ht_pack_part (self->pack, item->first_part + k, &n);
          ht_frame_stroke_dashed (frame, points, n, get_dashes (self->things->kind));
        }
    }
}

static void
draw_areas (Painter *self)
{
  HtFrame *frame = self->frame;
  self->pack = ht_things_get_pack (self->things, HT_THING_AREA, frame->zoom);
  if (self->pack == NULL || !ht_frame_query_pack (frame, self->pack, 4) || frame->found->len == 0)
    return;
  cairo_new_path (frame->cr);
  ht_frame_add_areas (frame, self->pack);
  set_color (self, HT_COLOR_SECONDARY, AREA_ALPHA);
  cairo_fill_preserve (frame->cr);
  ht_theme_set_source (frame->theme, frame->cr, HT_COLOR_SECONDARY);
  cairo_set_line_width (frame->cr, 1);
  cairo_stroke (frame->cr);
}

void
ht_draw_things (HtFrame *frame, const HtThings *things)
{
  Painter self = { frame, things, NULL };
  if (frame->zoom < ht_things_get_min_zoom (things->kind))
    return;
  cairo_save (frame->cr);
  draw_areas (&self);
  draw_lines (&self);
  draw_points (&self);
  cairo_restore (frame->cr);
}

void
ht_draw_thing_sample (const HtFeatureKind *kind, const HtTheme *theme, cairo_t *cr,
                      const cairo_rectangle_t *at)
{
  const HtColor *color = &theme->colors[HT_COLOR_SECONDARY];
  double inset = at->height * 0.16;
  cairo_save (cr);
  cairo_new_path (cr);
  ht_theme_set_source (theme, cr, HT_COLOR_SECONDARY);
  if (kind->role == HT_ROLE_LINE)
    {
      cairo_move_to (cr, at->x, at->y + at->height / 2);
      cairo_line_to (cr, at->x + at->width, at->y + at->height / 2);
      cairo_set_dash (cr, get_dashes (kind), 2, 0);
      cairo_set_line_width (cr, 1.8);
      cairo_stroke (cr);
    }
  else if (kind->role == HT_ROLE_AREA)
    {
      cairo_rectangle (cr, at->x + inset, at->y + inset, at->width - 2 * inset, at->height - 2 * inset);
      cairo_set_source_rgba (cr, color->red, color->green, color->blue, AREA_ALPHA);
      cairo_fill_preserve (cr);
      ht_theme_set_source (theme, cr, HT_COLOR_SECONDARY);
      cairo_set_line_width (cr, 1);
      cairo_stroke (cr);
    }
  else
    {
      double scale = MIN (at->height * 0.9 / MARK_PX, 1);
      cairo_translate (cr, at->x + at->width / 2, at->y + at->height / 2);
      cairo_scale (cr, scale, scale);
      draw_mark_of (kind, theme, cr);
    }
  cairo_restore (cr);
}
