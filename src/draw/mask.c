/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/mask.h"

#include <math.h>
#include <string.h>

void
ht_mask_init (HtMask *self, double width, double height, double device_scale, int margin)
{
  int w = (int) ceil (width * device_scale) + 2 * margin, h = (int) ceil (height * device_scale) + 2 * margin;
  self->surface = cairo_image_surface_create (CAIRO_FORMAT_A8, w, h);
  cairo_surface_set_device_scale (self->surface, device_scale, device_scale);
  cairo_surface_set_device_offset (self->surface, margin, margin);
  self->cr = cairo_create (self->surface);
  self->margin = margin;
}

void
ht_mask_clear (HtMask *self)
{
  g_clear_pointer (&self->cr, cairo_destroy);
  g_clear_pointer (&self->surface, cairo_surface_destroy);
}

typedef struct
{
  guint8 *data;
  int width, height, stride;
} Pixels;

static Pixels
get_pixels (const HtMask *mask)
{
  cairo_surface_flush (mask->surface);
  return (Pixels){ cairo_image_surface_get_data (mask->surface),
                   cairo_image_surface_get_width (mask->surface),
                   cairo_image_surface_get_height (mask->surface),
                   cairo_image_surface_get_stride (mask->surface) };
}

void
ht_mask_join (HtMask *self, const HtMask *other)
{
  Pixels to = get_pixels (self), from = get_pixels (other);
  for (int y = 0; y < to.height; y++)
    for (int x = 0; x < to.width; x++)
      to.data[y * to.stride + x] = MAX (to.data[y * to.stride + x], from.data[y * from.stride + x]);
  cairo_surface_mark_dirty (self->surface);
}

/* A pixel's weight spread over the four it touches. */
static void
splat (const Pixels *p, double x, double y)
{
  int left = (int) floor (x), top = (int) floor (y);
  double fx = x - left, fy = y - top;
  if (left < 0 || top < 0 || left + 1 >= p->width || top + 1 >= p->height)
    return;
  const double weights[4] = { (1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy };
  for (int i = 0; i < 4; i++)
    {
      guint8 *at = p->data + (gsize) (top + i / 2) * (gsize) p->stride + (gsize) (left + i % 2);
      /* Two samples a pixel: a dot between pixels still comes to full strength. */
      guint8 value = (guint8) MIN (255, weights[i] * 340);
      *at = MAX (*at, value);
    }
}

void
ht_mask_add_line (HtMask *self, double x1, double y1, double x2, double y2)
{
  double sx, sy;
  Pixels p = get_pixels (self);
  cairo_surface_get_device_scale (self->surface, &sx, &sy);
  double dx = (x2 - x1) * sx, dy = (y2 - y1) * sx, length = hypot (dx, dy);
  double x = x1 * sx + self->margin - 0.5, y = y1 * sx + self->margin - 0.5;
  int steps = (int) MIN (ceil (length / 0.6), 20000);
  for (int i = 0; i <= steps; i++)
    splat (&p, x + (steps > 0 ? dx * i / steps : 0), y + (steps > 0 ? dy * i / steps : 0));
  cairo_surface_mark_dirty (self->surface);
}

/* out[x] = max (out[x], in[x] * weight / 256), over @n bytes. */
static void
spread (guint8 *restrict out, const guint8 *restrict in, int n, guint weight)
{
  for (int x = 0; x < n; x++)
    {
      guint8 value = (guint8) (in[x] * weight >> 8);
      out[x] = MAX (out[x], value);
    }
}

static gboolean
row_is_empty (const guint8 *row, int n)
{
  return row[0] == 0 && memcmp (row, row + 1, (gsize) n - 1) == 0;
}

static void
spread_row (const Pixels *p, const guint8 *in, int y, double radius)
{
  int reach = (int) ceil (radius);
  for (int dy = -reach; dy <= reach; dy++)
    {
      if (y + dy < 0 || y + dy >= p->height)
        continue;
      guint8 *out = p->data + (gsize) (y + dy) * (gsize) p->stride;
      for (int dx = -reach; dx <= reach; dx++)
        {
          guint weight = (guint) (CLAMP (radius + 0.5 - hypot (dx, dy), 0, 1) * 256);
          int n = p->width - abs (dx);
          if (weight > 0 && n > 0)
            spread (out + MAX (dx, 0), in + MAX (-dx, 0), n, weight);
        }
    }
}

void
ht_mask_dilate (HtMask *self, double radius)
{
  Pixels p = get_pixels (self);
  gsize size = (gsize) p.height * (gsize) p.stride;
  g_autofree guint8 *copy = g_memdup2 (p.data, size);
  for (int y = 0; y < p.height; y++)
    {
      const guint8 *in = copy + (gsize) y * (gsize) p.stride;
      if (!row_is_empty (in, p.width))
        spread_row (&p, in, y, radius);
    }
  cairo_surface_mark_dirty (self->surface);
}

void
ht_mask_paint (const HtMask *self, cairo_t *cr)
{
  cairo_mask_surface (cr, self->surface, 0, 0);
}
