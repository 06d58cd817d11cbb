/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/theme.h"
#include "draw/view.h"

G_BEGIN_DECLS

/* What stands round a printed map. Lengths in points. */

/* Lines of longitude and latitude over the map in @at with their degrees outside it; the map is centred on
 * @centre at @metres_per_pt on the ground. */
typedef struct
{
  cairo_rectangle_t at;
  HtPoint centre;
  double zoom, px_per_pt; /* of the map inside */
} HtMapFrame;

void ht_furniture_draw_graticule (cairo_t *cr, const HtTheme *theme, const HtMapFrame *frame);
/* The least of 1″ to 10° (in the steps maps use) that gives at most @most lines over @span_deg. */
double ht_furniture_graticule_step (double span_deg, guint most);
/* "121°28′30″E", seconds only where @step_deg needs them; @axis 'x' for longitude. */
char *ht_furniture_format_degrees (double degrees, double step_deg, char axis);

/* A bar of two halves with its length, left end at @at; at most at->width wide. */
void ht_furniture_draw_scale_bar (cairo_t *cr, const HtTheme *theme, const cairo_rectangle_t *at,
                                  double metres_per_pt);
/* Points up; Mercator has north up everywhere. */
void ht_furniture_draw_north (cairo_t *cr, const HtTheme *theme, double x, double y, double height);
/* Red frame round the page for a drill. */
void ht_furniture_draw_drill_frame (cairo_t *cr, double width, double height);
/* A banner centred on @x: white on red for a drill, framed otherwise. Returns its height. */
double ht_furniture_draw_banner (cairo_t *cr, const char *text, gboolean drill, double x, double y);

/* Text at the left, middle (0.5) or right (1) of @x; returns the height. @width 0: one line. */
typedef struct
{
  double x, y, width, size, align;
  gboolean bold;
  HtColorRole color;
} HtTextPlace;
double ht_furniture_draw_text (cairo_t *cr, const HtTheme *theme, const char *text, const HtTextPlace *place);

G_END_DECLS
