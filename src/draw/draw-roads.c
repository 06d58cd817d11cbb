/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "draw/frame.h"
#include "draw/label.h"
#include "draw/style.h"

#define ARROW_ZOOM 17
#define ARROW_SPACING_PX 140.0
#define ARROW_ROOM_PX 4.0
#define PATH_DASH_ZOOM 16.5

/* One road of the frame in drawing order: tunnels, then crossings from below, then classes from slow to fast.
 */
typedef struct
{
  guint32 order, style, item;
} Road;

typedef struct
{
  HtFrame *frame;
  const HtPack *pack;
  GArray *roads; /* Road, sorted */
  double margin;
} Roads;

typedef void (*Stroke) (Roads *self, guint begin, guint end);

static int
compare_roads (gconstpointer a, gconstpointer b)
{
  const Road *p = a, *q = b;
  if (p->order != q->order)
    return p->order < q->order ? -1 : 1;
  if (p->style != q->style)
    return p->style < q->style ? -1 : 1;
  return p->item < q->item ? -1 : p->item > q->item;
}

static guint
layer_of (const Roads *self, guint i)
{
  return g_array_index (self->roads, Road, i).order >> 8;
}

static guint32
style_at (const Roads *self, guint i)
{
  return g_array_index (self->roads, Road, i).style;
}

static gboolean
is_tunnel (guint32 style)
{
  return (ht_road_style_get_flags (style) & HT_SECTION_TUNNEL) != 0;
}

static void
collect (Roads *self)
{
  for (guint i = 0; i < self->frame->found->len; i++)
    {
      guint32 item = g_array_index (self->frame->found, guint32, i);
      guint32 style = ht_pack_item (self->pack, item)->style;
      if (self->frame->zoom < ht_road_min_zoom (style))
        continue;
      guint layer = is_tunnel (style) ? 0 : (guint) (ht_road_style_get_layer (style) + 10);
      Road road = { layer << 8 | (guint) ht_road_rank (style), style, item };
      g_array_append_val (self->roads, road);
    }
  g_array_sort (self->roads, compare_roads);
}

static const HtFixed *
points_at (const Roads *self, guint i, guint *n)
{
  const HtItem *item = ht_pack_item (self->pack, g_array_index (self->roads, Road, i).item);
  return ht_pack_part (self->pack, item->first_part, n);
}

static void
path_roads (Roads *self, guint begin, guint end)
{
  cairo_new_path (self->frame->cr);
  for (guint i = begin; i < end; i++)
    {
      guint n;
      const HtFixed *points = points_at (self, i, &n);
      ht_frame_add_line (self->frame, points, n, self->margin);
    }
}

static void
stroke_dashed (Roads *self, guint begin, guint end, const double dashes[2])
{
  cairo_set_line_cap (self->frame->cr, CAIRO_LINE_CAP_BUTT);
  for (guint i = begin; i < end; i++)
    {
      guint n;
      const HtFixed *points = points_at (self, i, &n);
      ht_frame_stroke_dashed (self->frame, points, n, dashes);
    }
}

static void
stroke_casing (Roads *self, guint begin, guint end)
{
  static const double tunnel_dashes[2] = { 4, 3 };
  cairo_t *cr = self->frame->cr;
  guint32 style = style_at (self, begin);
  double casing = ht_road_casing_px (style, self->frame->zoom);
  if (casing <= 0)
    return;
  cairo_set_line_width (cr, ht_road_width_px (style, self->frame->zoom) + 2 * casing);
  if (is_tunnel (style))
    {
      ht_theme_set_source (self->frame->theme, cr, HT_COLOR_BUILDING_EDGE);
      stroke_dashed (self, begin, end, tunnel_dashes);
      return;
    }
  ht_theme_set_source (self->frame->theme, cr, HT_COLOR_CASING);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  path_roads (self, begin, end);
  cairo_stroke (cr);
}

static void
set_fill_source (Roads *self, guint32 style)
{
  const HtColor *fill = &self->frame->theme->colors[ht_road_color (style)];
  const HtColor *land = &self->frame->theme->colors[HT_COLOR_LAND];
  /* Below ground: half way back to the paper. */
  double k = is_tunnel (style) ? 0.6 : 0;
  cairo_set_source_rgb (self->frame->cr, fill->red + k * (land->red - fill->red),
                        fill->green + k * (land->green - fill->green),
                        fill->blue + k * (land->blue - fill->blue));
}

static void
stroke_fill (Roads *self, guint begin, guint end)
{
  static const double ferry_dashes[2] = { 6, 5 }, path_dashes[2] = { 4, 2.5 };
  cairo_t *cr = self->frame->cr;
  guint32 style = style_at (self, begin);
  guint8 road_class = ht_road_style_get_class (style);
  set_fill_source (self, style);
  cairo_set_line_width (cr, ht_road_width_px (style, self->frame->zoom));
  if (road_class == HT_ROAD_FERRY)
    {
      stroke_dashed (self, begin, end, ferry_dashes);
      return;
    }
  if (road_class == HT_ROAD_PATH && self->frame->zoom >= PATH_DASH_ZOOM)
    {
      stroke_dashed (self, begin, end, path_dashes);
      return;
    }
  cairo_set_line_cap (cr, is_tunnel (style) ? CAIRO_LINE_CAP_BUTT : CAIRO_LINE_CAP_ROUND);
  path_roads (self, begin, end);
  cairo_stroke (cr);
}

/* Calls @stroke for each run of one style in [begin, end). */
static void
each_style (Roads *self, guint begin, guint end, Stroke stroke)
{
  for (guint first = begin; first < end;)
    {
      guint last = first + 1;
      while (last < end && style_at (self, last) == style_at (self, first))
        last++;
      stroke (self, first, last);
      first = last;
    }
}

void
ht_draw_roads (HtFrame *frame)
{
  double widest = ht_road_width_px (ht_road_style (HT_ROAD_MOTORWAY, 0, 0), frame->zoom);
  Roads self = { frame, NULL, NULL, 8 + widest };
  self.pack = ht_frame_query (frame, HT_PACK_ROAD, self.margin);
  if (self.pack == NULL)
    return;
  self.roads = g_array_new (FALSE, FALSE, sizeof (Road));
  collect (&self);
  cairo_set_line_join (frame->cr, CAIRO_LINE_JOIN_ROUND);
  for (guint begin = 0; begin < self.roads->len;)
    {
      guint end = begin + 1;
      while (end < self.roads->len && layer_of (&self, end) == layer_of (&self, begin))
        end++;
      each_style (&self, begin, end, stroke_casing);
      each_style (&self, begin, end, stroke_fill);
      begin = end;
    }
  g_array_unref (self.roads);
}

/* A small arrow along @angle. */
static void
path_arrow (cairo_t *cr, double x, double y, double angle)
{
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_rotate (cr, angle);
  cairo_move_to (cr, -5, 0);
  cairo_line_to (cr, 4, 0);
  cairo_move_to (cr, 1, -2.6);
  cairo_line_to (cr, 4.4, 0);
  cairo_line_to (cr, 1, 2.6);
  cairo_restore (cr);
}

static double
length_px (const HtFrame *self, const HtFixed *p, guint n)
{
  double sum = 0;
  for (guint i = 1; i < n; i++)
    sum += hypot ((double) p[i].x - p[i - 1].x, (double) p[i].y - p[i - 1].y);
  return sum * self->px_per_unit;
}

/* An arrow inside a character would be read as part of it. */
static gboolean
is_under_label (HtFrame *self, double x, double y)
{
  const GPtrArray *labels = ht_frame_get_labels (self);
  double left = self->origin_x * self->px_per_unit + x, top = self->origin_y * self->px_per_unit + y;
  for (guint i = 0; i < labels->len; i++)
    {
      const HtLabel *label = g_ptr_array_index (labels, i);
      for (guint k = 0; k < label->n_boxes; k++)
        if (fabs (left - (label->boxes[k].x0 + label->boxes[k].x1) / 2)
                < ARROW_ROOM_PX + (label->boxes[k].x1 - label->boxes[k].x0) / 2
            && fabs (top - (label->boxes[k].y0 + label->boxes[k].y1) / 2)
                   < ARROW_ROOM_PX + (label->boxes[k].y1 - label->boxes[k].y0) / 2)
          return TRUE;
    }
  return FALSE;
}

/* Arrows evenly along a one-way section; turned round where traffic runs against its points. */
static void
path_arrows (HtFrame *self, const HtFixed *p, guint n, gboolean backward)
{
  double length = length_px (self, p, n), along = 0;
  guint count = length < 36 ? 0 : MAX (1, (guint) (length / ARROW_SPACING_PX));
  guint next = 0;
  for (guint i = 1; i < n && next < count; i++)
    {
      double dx = ((double) p[i].x - p[i - 1].x) * self->px_per_unit;
      double dy = ((double) p[i].y - p[i - 1].y) * self->px_per_unit, step = hypot (dx, dy);
      while (next < count && (next + 0.5) * length / count <= along + step)
        {
          double t = step > 0 ? ((next + 0.5) * length / count - along) / step : 0;
          double x = ht_frame_x (self, p[i - 1].x) + t * dx, y = ht_frame_y (self, p[i - 1].y) + t * dy;
          if (x > -8 && x < self->width + 8 && y > -8 && y < self->height + 8 && !is_under_label (self, x, y))
            path_arrow (self->cr, x, y, atan2 (dy, dx) + (backward ? G_PI : 0));
          next++;
        }
      along += step;
    }
}

void
ht_draw_arrows (HtFrame *self)
{
  const guint both = HT_SECTION_FORWARD | HT_SECTION_BACKWARD;
  const HtPack *pack = self->zoom >= ARROW_ZOOM ? ht_frame_query (self, HT_PACK_SECTION, 16) : NULL;
  cairo_new_path (self->cr);
  for (guint i = 0; pack != NULL && i < self->found->len; i++)
    {
      const HtItem *item = ht_pack_item (pack, g_array_index (self->found, guint32, i));
      guint ways = ht_road_style_get_flags (item->style) & both, n;
      if (ways == both || ways == 0 || ht_road_style_get_class (item->style) > HT_ROAD_SERVICE)
        continue;
      const HtFixed *points = ht_pack_part (pack, item->first_part, &n);
      path_arrows (self, points, n, ways == HT_SECTION_BACKWARD);
    }
  const HtColor *c = &self->theme->colors[HT_COLOR_ROAD_LABEL];
  cairo_set_source_rgba (self->cr, c->red, c->green, c->blue, 0.55);
  cairo_set_line_width (self->cr, 1.1);
  cairo_set_line_cap (self->cr, CAIRO_LINE_CAP_ROUND);
  cairo_stroke (self->cr);
}
