/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "draw/frame.h"
#include "draw/mask.h"
#include "draw/projection.h"
#include "draw/style.h"

/* Ground width of the wash over covered roads: about a block on each side. */
#define WASH_M 130.0
#define WASH_MIN_PX 5.0
#define WASH_MAX_PX 150.0
#define WASH_ALPHA 0.10
#define WASH_EDGE_ALPHA 0.26
#define COARSE_WASH_ALPHA 0.18
#define LINE_ALPHA 0.85
/* From here on sections are long enough for strokes and dashes. */
#define FINE_ZOOM 13.5
/* Mask pixels in a logical one where the target has none of its own. */
#define VECTOR_SCALE 3.0

typedef struct
{
  HtFrame *frame;
  const HtCoverage *coverage;
  const HtPack *pack;
  GArray *line; /* HtFixed: the part in hand */
  double margin;
} Painter;

static double
length_of (const HtFixed *p, guint n)
{
  double sum = 0;
  for (guint i = 1; i < n; i++)
    sum += hypot ((double) p[i].x - p[i - 1].x, (double) p[i].y - p[i - 1].y);
  return sum;
}

static void
append_between (GArray *line, const HtFixed *a, const HtFixed *b, double t)
{
  HtFixed p = { (guint32) lround (a->x + t * ((double) b->x - a->x)),
                (guint32) lround (a->y + t * ((double) b->y - a->y)) };
  g_array_append_val (line, p);
}

/* The stretch of @p from fraction @begin to @end of its length, into self->line. */
static void
cut_line (Painter *self, const HtFixed *p, guint n, double begin, double end)
{
  double total = length_of (p, n), from = begin * total, to = end * total, along = 0;
  g_array_set_size (self->line, 0);
  for (guint i = 1; i < n && along < to; i++)
    {
      double step = hypot ((double) p[i].x - p[i - 1].x, (double) p[i].y - p[i - 1].y);
      if (step > 0 && along + step > from)
        {
          if (self->line->len == 0)
            append_between (self->line, &p[i - 1], &p[i], CLAMP ((from - along) / step, 0, 1));
          append_between (self->line, &p[i - 1], &p[i], CLAMP ((to - along) / step, 0, 1));
        }
      along += step;
    }
}

static const HtFixed *
section_line (const Painter *self, guint found, guint *n, const HtItem **item)
{
  *item = ht_pack_item (self->pack, g_array_index (self->frame->found, guint32, found));
  return ht_pack_part (self->pack, (*item)->first_part, n);
}

/* Ferries and paths carry no engine; what is not drawn yet at this zoom is not coloured either. */
static gboolean
is_shown (const Painter *self, const HtItem *item)
{
  return ht_road_style_get_class (item->style) < HT_ROAD_PATH
         && self->frame->zoom >= ht_road_min_zoom (item->style);
}

static void
path_inside (Painter *self)
{
  cairo_new_path (self->frame->cr);
  for (guint i = 0; i < self->frame->found->len; i++)
    {
      const HtItem *item;
      guint n;
      double begin, end;
      const HtFixed *points = section_line (self, i, &n, &item);
      ht_coverage_get_inside (self->coverage, item->name, &begin, &end);
      if (end <= begin || !is_shown (self, item))
        continue;
      cut_line (self, points, n, begin, end);
      ht_frame_add_line (self->frame, (HtFixed *) self->line->data, self->line->len, self->margin);
    }
}

/* One wash for all, so that overlapping strokes do not add up; its rim a little stronger. */
static void
paint_wash (Painter *self, double width)
{
  cairo_t *cr = self->frame->cr;
  const HtColor *c = &self->frame->theme->colors[HT_COLOR_COVERAGE];
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_operator (cr, CAIRO_OPERATOR_SOURCE);
  cairo_set_source_rgba (cr, c->red, c->green, c->blue, WASH_EDGE_ALPHA);
  cairo_set_line_width (cr, width + 2);
  cairo_stroke_preserve (cr);
  cairo_set_source_rgba (cr, c->red, c->green, c->blue, WASH_ALPHA);
  cairo_set_line_width (cr, width);
  cairo_stroke_preserve (cr);
  cairo_set_operator (cr, CAIRO_OPERATOR_OVER);
}

static double
line_width (const Painter *self)
{
  return CLAMP ((self->frame->zoom - 10) * 0.45, 0.8, 3.2);
}

static void
stroke_outside (Painter *self, const HtFixed *points, guint n, double begin, double end)
{
  static const double dashes[2] = { 4, 3.5 };
  if (end <= begin)
    return;
  cut_line (self, points, n, begin, end);
  ht_frame_stroke_dashed (self->frame, (HtFixed *) self->line->data, self->line->len, dashes);
}

/* The covered stretch of a section; an empty one is put at its end, so that all before it is outside. */
static void
get_inside (const Painter *self, const HtItem *item, double *begin, double *end)
{
  ht_coverage_get_inside (self->coverage, item->name, begin, end);
  if (*end <= *begin)
    *begin = *end = 1;
}

static void
set_outside_source (const Painter *self)
{
  const HtColor *c = &self->frame->theme->colors[HT_COLOR_SECONDARY];
  cairo_set_source_rgba (self->frame->cr, c->red, c->green, c->blue, 0.7);
}

static void
paint_outside (Painter *self)
{
  cairo_t *cr = self->frame->cr;
  cairo_new_path (cr);
  set_outside_source (self);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  cairo_set_line_width (cr, CLAMP (line_width (self) * 0.7, 0.8, 1.6));
  for (guint i = 0; i < self->frame->found->len; i++)
    {
      const HtItem *item;
      guint n;
      double begin, end;
      const HtFixed *points = section_line (self, i, &n, &item);
      if (!is_shown (self, item))
        continue;
      get_inside (self, item, &begin, &end);
      stroke_outside (self, points, n, 0, begin);
      stroke_outside (self, points, n, end, 1);
    }
}

static void
paint_fine (Painter *self, double wash)
{
  cairo_t *cr = self->frame->cr;
  const HtColor *c = &self->frame->theme->colors[HT_COLOR_COVERAGE];
  paint_outside (self);
  path_inside (self);
  cairo_path_t *inside = cairo_copy_path (cr);
  cairo_push_group (cr);
  paint_wash (self, wash);
  cairo_pop_group_to_source (cr);
  cairo_paint (cr);
  cairo_new_path (cr);
  cairo_append_path (cr, inside);
  cairo_path_destroy (inside);
  cairo_set_source_rgba (cr, c->red, c->green, c->blue, LINE_ALPHA);
  cairo_set_line_width (cr, line_width (self));
  cairo_stroke (cr);
}

static void
mask_between (Painter *self, HtMask *mask, const HtFixed *points, guint n, const double part[2])
{
  if (part[1] <= part[0])
    return;
  cut_line (self, points, n, part[0], part[1]);
  const HtFixed *p = (const HtFixed *) self->line->data;
  for (guint i = 1; i < self->line->len; i++)
    ht_mask_add_line (mask, ht_frame_x (self->frame, p[i - 1].x), ht_frame_y (self->frame, p[i - 1].y),
                      ht_frame_x (self->frame, p[i].x), ht_frame_y (self->frame, p[i].y));
}

static void
mask_sections (Painter *self, HtMask *inside, HtMask *outside)
{
  for (guint i = 0; i < self->frame->found->len; i++)
    {
      const HtItem *item;
      guint n;
      double part[2];
      const HtFixed *points = section_line (self, i, &n, &item);
      if (!is_shown (self, item))
        continue;
      get_inside (self, item, &part[0], &part[1]);
      mask_between (self, inside, points, n, part);
      mask_between (self, outside, points, n, (double[2]){ 0, part[0] });
      mask_between (self, outside, points, n, (double[2]){ part[1], 1 });
    }
}

/* Far out sections are smaller than a dash and number tens of thousands: points in a mask instead of strokes.
 */
static void
paint_coarse (Painter *self, double wash)
{
  HtFrame *frame = self->frame;
  const HtColor *c = &frame->theme->colors[HT_COLOR_COVERAGE];
  double scale = frame->device_scale > 0 ? frame->device_scale : VECTOR_SCALE, radius = wash / 2 * scale;
  HtMask inside, outside, grown;
  int margin = (int) ceil (radius) + 2;
  ht_mask_init (&inside, frame->width, frame->height, scale, margin);
  ht_mask_init (&outside, frame->width, frame->height, scale, margin);
  ht_mask_init (&grown, frame->width, frame->height, scale, margin);
  mask_sections (self, &inside, &outside);
  ht_mask_join (&grown, &inside);
  ht_mask_dilate (&grown, radius);
  set_outside_source (self);
  ht_mask_paint (&outside, frame->cr);
  cairo_set_source_rgba (frame->cr, c->red, c->green, c->blue, COARSE_WASH_ALPHA);
  ht_mask_paint (&grown, frame->cr);
  cairo_set_source_rgba (frame->cr, c->red, c->green, c->blue, LINE_ALPHA);
  ht_mask_paint (&inside, frame->cr);
  ht_mask_clear (&inside);
  ht_mask_clear (&outside);
  ht_mask_clear (&grown);
}

/* Of one width for the whole scene: rows of tiles must not differ along their border. */
static double
wash_width (const HtFrame *frame)
{
  const HtBox *box = &frame->scene->box;
  double lat = ht_box_is_empty (box) ? 0 : (box->min_lat + box->max_lat) / 2;
  return CLAMP (WASH_M / ht_mercator_metres_per_px (lat, frame->zoom), WASH_MIN_PX, WASH_MAX_PX);
}

void
ht_draw_coverage (HtFrame *frame, const HtCoverage *coverage)
{
  double wash = wash_width (frame);
  Painter self = { frame, coverage, NULL, NULL, 4 + wash };
  self.pack = ht_frame_query (frame, HT_PACK_SECTION, self.margin);
  if (self.pack == NULL)
    return;
  self.line = g_array_new (FALSE, FALSE, sizeof (HtFixed));
  if (frame->zoom < FINE_ZOOM)
    paint_coarse (&self, wash);
  else
    paint_fine (&self, wash);
  g_array_unref (self.line);
}
