/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/frame.h"

#include <math.h>

#include "draw/label-cache.h"
#include "draw/projection.h"

/* cairo's 24.8 fixed point ends at 8 million; beyond this a line is cut. */
#define LIMIT_PX 2e6
/* Rings reaching farther out than this are clipped, to this much outside the frame. */
#define FAR_PX 8192
#define CLIP_PX 512
/* What is drawn near a label (halos, arrows) may reach this far in from outside. */
#define LABEL_RIM_PX 16

void
ht_frame_init_tile (HtFrame *self, HtScene *scene, const HtTheme *theme, const HtTile *tile)
{
  double side = exp2 (32 - tile->z);
  *self = (HtFrame){
    .scene = scene,
    .theme = theme,
    .zoom = tile->z + log2 (tile->size_px / (double) HT_TILE_PX),
    .px_per_unit = tile->size_px / side,
    .origin_x = (double) tile->x * side,
    .origin_y = (double) tile->y * side,
    .width = tile->size_px,
    .height = tile->size_px,
    .device_scale = tile->scale,
    .hidden = tile->hidden,
    .found = g_array_new (FALSE, FALSE, sizeof (guint32)),
  };
}

void
ht_frame_init_window (HtFrame *self, HtScene *scene, const HtTheme *theme, double width, double height)
{
  *self = (HtFrame){
    .scene = scene,
    .theme = theme,
    .width = width,
    .height = height,
    .found = g_array_new (FALSE, FALSE, sizeof (guint32)),
  };
}

void
ht_frame_set_centre (HtFrame *self, const HtPoint *centre, double zoom)
{
  double world_px = HT_TILE_PX * exp2 (zoom), square = exp2 (32);
  self->zoom = zoom;
  self->px_per_unit = world_px / square;
  self->origin_x = ht_mercator_x (centre->lon) * square - self->width / 2 / self->px_per_unit;
  self->origin_y = ht_mercator_y (centre->lat) * square - self->height / 2 / self->px_per_unit;
}

void
ht_frame_clear (HtFrame *self)
{
  g_clear_pointer (&self->found, g_array_unref);
  g_clear_pointer (&self->labels, g_ptr_array_unref);
}

GPtrArray *
ht_frame_get_labels (HtFrame *self)
{
  double left = self->origin_x * self->px_per_unit, top = self->origin_y * self->px_per_unit;
  HtRect window = { left - LABEL_RIM_PX, top - LABEL_RIM_PX, left + self->width + LABEL_RIM_PX,
                    top + self->height + LABEL_RIM_PX };
  if (self->labels == NULL)
    self->labels
        = ht_label_cache_place (self->scene->labels, self->scene, self->px_per_unit * exp2 (32), &window);
  return self->labels;
}

static guint32
to_fixed (double value)
{
  return (guint32) CLAMP (value, 0, (double) G_MAXUINT32);
}

gboolean
ht_frame_query_pack (HtFrame *self, const HtPack *pack, double margin_px)
{
  double margin = margin_px / self->px_per_unit;
  double right = self->origin_x + self->width / self->px_per_unit + margin;
  double bottom = self->origin_y + self->height / self->px_per_unit + margin;
  g_array_set_size (self->found, 0);
  if (right < 0 || bottom < 0 || self->origin_x - margin > G_MAXUINT32
      || self->origin_y - margin > G_MAXUINT32)
    return FALSE;
  HtFixedBox box = { to_fixed (self->origin_x - margin), to_fixed (self->origin_y - margin), to_fixed (right),
                     to_fixed (bottom) };
  ht_index_query (pack->index, &box, self->found);
  return TRUE;
}

const HtPack *
ht_frame_query (HtFrame *self, HtPackKind kind, double margin_px)
{
  const HtPack *pack = ht_scene_get_pack (self->scene, kind, self->zoom);
  g_array_set_size (self->found, 0);
  return pack != NULL && ht_frame_query_pack (self, pack, margin_px) ? pack : NULL;
}

/* A segment in logical pixels. */
typedef struct
{
  double x1, y1, x2, y2;
} Segment;

/* Cuts @s to one axis of the limit square; FALSE when nothing is left (Liang and Barsky 1984). */
static gboolean
cut_axis (double from, double delta, double *t0, double *t1)
{
  if (delta == 0)
    return fabs (from) <= LIMIT_PX;
  double a = (-LIMIT_PX - from) / delta, b = (LIMIT_PX - from) / delta;
  *t0 = MAX (*t0, MIN (a, b));
  *t1 = MIN (*t1, MAX (a, b));
  return *t0 <= *t1;
}

static gboolean
cut_segment (Segment *s)
{
  double t0 = 0, t1 = 1, dx = s->x2 - s->x1, dy = s->y2 - s->y1;
  if (!cut_axis (s->x1, dx, &t0, &t1) || !cut_axis (s->y1, dy, &t0, &t1))
    return FALSE;
  if (t1 < 1)
    {
      s->x2 = s->x1 + t1 * dx;
      s->y2 = s->y1 + t1 * dy;
    }
  if (t0 > 0)
    {
      s->x1 += t0 * dx;
      s->y1 += t0 * dy;
    }
  return TRUE;
}

static gboolean
segment_is_near (const HtFrame *self, const Segment *s, double margin)
{
  return MAX (s->x1, s->x2) >= -margin && MIN (s->x1, s->x2) <= self->width + margin
         && MAX (s->y1, s->y2) >= -margin && MIN (s->y1, s->y2) <= self->height + margin;
}

static Segment
segment_of (const HtFrame *self, const HtFixed *a, const HtFixed *b)
{
  return (Segment){ ht_frame_x (self, a->x), ht_frame_y (self, a->y), ht_frame_x (self, b->x),
                    ht_frame_y (self, b->y) };
}

void
ht_frame_add_line (HtFrame *self, const HtFixed *points, guint n, double margin_px)
{
  gboolean open = FALSE;
  for (guint i = 1; i < n; i++)
    {
      Segment s = segment_of (self, &points[i - 1], &points[i]), whole = s;
      if (!segment_is_near (self, &s, margin_px) || !cut_segment (&s))
        {
          open = FALSE;
          continue;
        }
      if (!open || s.x1 != whole.x1 || s.y1 != whole.y1)
        cairo_move_to (self->cr, s.x1, s.y1);
      cairo_line_to (self->cr, s.x2, s.y2);
      open = s.x2 == whole.x2 && s.y2 == whole.y2;
    }
}

void
ht_frame_stroke_dashed (HtFrame *self, const HtFixed *points, guint n, const double dashes[2])
{
  double along = 0, margin = 16 + cairo_get_line_width (self->cr);
  gboolean open = FALSE;
  for (guint i = 1; i < n; i++)
    {
      Segment s = segment_of (self, &points[i - 1], &points[i]), whole = s;
      if (segment_is_near (self, &s, margin) && cut_segment (&s))
        {
          if (!open)
            {
              double skipped = hypot (s.x1 - whole.x1, s.y1 - whole.y1);
              cairo_set_dash (self->cr, dashes, 2, fmod (along + skipped, dashes[0] + dashes[1]));
              cairo_move_to (self->cr, s.x1, s.y1);
              open = TRUE;
            }
          cairo_line_to (self->cr, s.x2, s.y2);
        }
      else if (open)
        {
          cairo_stroke (self->cr);
          open = FALSE;
        }
      along += hypot (whole.x2 - whole.x1, whole.y2 - whole.y1);
    }
  if (open)
    cairo_stroke (self->cr);
  cairo_set_dash (self->cr, NULL, 0, 0);
}

/* One side of the clip window: keep where sign * (coordinate - bound) <= 0. */
typedef struct
{
  gboolean vertical; /* bounds x */
  double bound, sign;
} ClipSide;

typedef struct
{
  double x, y;
} Spot2;

static double
outside_by (const ClipSide *side, const Spot2 *p)
{
  return side->sign * ((side->vertical ? p->x : p->y) - side->bound);
}

static void
clip_side (const GArray *in, const ClipSide *side, GArray *out)
{
  g_array_set_size (out, 0);
  for (guint i = 0; i < in->len; i++)
    {
      const Spot2 *p = &g_array_index (in, Spot2, i);
      const Spot2 *q = &g_array_index (in, Spot2, (i + 1) % in->len);
      double dp = outside_by (side, p), dq = outside_by (side, q);
      if (dp <= 0)
        g_array_append_val (out, *p);
      if ((dp <= 0) == (dq <= 0))
        continue;
      double t = dp / (dp - dq);
      Spot2 cut = { p->x + t * (q->x - p->x), p->y + t * (q->y - p->y) };
      g_array_append_val (out, cut);
    }
}

static void
add_clipped_ring (HtFrame *self, const HtFixed *points, guint n)
{
  const ClipSide sides[4] = { { TRUE, -CLIP_PX, -1 },
                              { TRUE, self->width + CLIP_PX, 1 },
                              { FALSE, -CLIP_PX, -1 },
                              { FALSE, self->height + CLIP_PX, 1 } };
  g_autoptr (GArray) a = g_array_sized_new (FALSE, FALSE, sizeof (Spot2), n);
  g_autoptr (GArray) b = g_array_sized_new (FALSE, FALSE, sizeof (Spot2), n);
  for (guint i = 0; i + 1 < n; i++)
    {
      Spot2 p = { ht_frame_x (self, points[i].x), ht_frame_y (self, points[i].y) };
      g_array_append_val (a, p);
    }
  clip_side (a, &sides[0], b);
  clip_side (b, &sides[1], a);
  clip_side (a, &sides[2], b);
  clip_side (b, &sides[3], a);
  for (guint i = 0; i < a->len; i++)
    cairo_line_to (self->cr, g_array_index (a, Spot2, i).x, g_array_index (a, Spot2, i).y);
  if (a->len > 0)
    cairo_close_path (self->cr);
}

void
ht_frame_add_ring (HtFrame *self, const HtFixed *points, guint n, const HtFixedBox *box)
{
  cairo_new_sub_path (self->cr);
  if (ht_frame_x (self, box->min_x) < -FAR_PX || ht_frame_y (self, box->min_y) < -FAR_PX
      || ht_frame_x (self, box->max_x) > self->width + FAR_PX
      || ht_frame_y (self, box->max_y) > self->height + FAR_PX)
    {
      add_clipped_ring (self, points, n);
      return;
    }
  for (guint i = 0; i + 1 < n; i++)
    cairo_line_to (self->cr, ht_frame_x (self, points[i].x), ht_frame_y (self, points[i].y));
  cairo_close_path (self->cr);
}

void
ht_frame_add_areas (HtFrame *self, const HtPack *pack)
{
  for (guint i = 0; i < self->found->len; i++)
    {
      const HtItem *item = ht_pack_item (pack, g_array_index (self->found, guint32, i));
      for (guint k = 0; k < item->n_parts; k++)
        {
          guint n;
          const HtFixed *points = ht_pack_part (pack, item->first_part + k, &n);
          ht_frame_add_ring (self, points, n, &item->box);
        }
    }
}
