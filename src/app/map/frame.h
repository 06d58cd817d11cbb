/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

#include "geo/geometry.h"

G_BEGIN_DECLS

/* Where a widget looks at: a window on the world square of @world_px pixels a side at the present zoom. */
typedef struct
{
  double world_px;
  cairo_rectangle_t window; /* world pixels */
} HtMapFrame;

/* FALSE while @viewport has no map source. */
gboolean ht_map_frame_get (ShumateViewport *viewport, GtkWidget *widget, HtMapFrame *frame);
void ht_map_frame_project (const HtMapFrame *frame, const HtPoint *point, double *x, double *y);
HtPoint ht_map_frame_unproject (const HtMapFrame *frame, double x, double y);
HtBox ht_map_frame_get_box (const HtMapFrame *frame);
/* The zoom at which @box, with a margin of a tenth, fits into @width × @height pixels; at most 17. */
double ht_map_frame_zoom_for (const HtBox *box, double width, double height);

G_END_DECLS
