/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* An A8 picture @margin device pixels larger than the frame on every side, with a context in logical pixels
 * of the frame. */
typedef struct
{
  cairo_surface_t *surface;
  cairo_t *cr;
  int margin;
} HtMask;

void ht_mask_init (HtMask *mask, double width, double height, double device_scale, int margin);
void ht_mask_clear (HtMask *mask);
/* Lays @other into @mask: the greater of both. Same sizes. */
void ht_mask_join (HtMask *mask, const HtMask *other);
/* Marks the points of a line about a pixel wide from @x1, @y1 to @x2, @y2 (logical pixels of the frame): for
 * tens of thousands of lines far smaller than a stroke, which cairo would join edge by edge. */
void ht_mask_add_line (HtMask *mask, double x1, double y1, double x2, double y2);
/* Grows what is there by @radius device pixels, with a soft rim: the halo of text. */
void ht_mask_dilate (HtMask *mask, double radius);
/* Paints the source of @cr through the mask; @cr is in logical pixels of the frame. */
void ht_mask_paint (const HtMask *mask, cairo_t *cr);

G_END_DECLS
