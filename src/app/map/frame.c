/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/map/frame.h"

#include <math.h>

#include "app/map/textures.h"
#include "draw/projection.h"

#define MAX_FIT_ZOOM 17
#define FIT_SHARE 0.8

gboolean
ht_map_frame_get (ShumateViewport *viewport, GtkWidget *widget, HtMapFrame *frame)
{
  ShumateMapSource *source = shumate_viewport_get_reference_map_source (viewport);
  if (source == NULL)
    return FALSE;
  double zoom = shumate_viewport_get_zoom_level (viewport);
  /* Asked from the library, as it interpolates between zooms in its own way. */
  frame->world_px = shumate_map_source_get_tile_size_at_zoom (source, zoom)
                    * shumate_map_source_get_column_count (source, (guint) zoom);
  ShumateLocation *location = SHUMATE_LOCATION (viewport);
  double x = ht_mercator_x (shumate_location_get_longitude (location)) * frame->world_px;
  double y = ht_mercator_y (shumate_location_get_latitude (location)) * frame->world_px;
  double width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  frame->window = (cairo_rectangle_t){ x - width / 2, y - height / 2, width, height };
  return TRUE;
}

void
ht_map_frame_project (const HtMapFrame *frame, const HtPoint *point, double *x, double *y)
{
  *x = ht_mercator_x (point->lon) * frame->world_px - frame->window.x;
  *y = ht_mercator_y (point->lat) * frame->world_px - frame->window.y;
}

HtPoint
ht_map_frame_unproject (const HtMapFrame *frame, double x, double y)
{
  return (HtPoint){ ht_mercator_lon ((frame->window.x + x) / frame->world_px),
                    ht_mercator_lat ((frame->window.y + y) / frame->world_px) };
}

HtBox
ht_map_frame_get_box (const HtMapFrame *frame)
{
  HtPoint first = ht_map_frame_unproject (frame, 0, 0);
  HtPoint second = ht_map_frame_unproject (frame, frame->window.width, frame->window.height);
  HtBox box = ht_box_empty ();
  ht_box_add (&box, &first);
  ht_box_add (&box, &second);
  return box;
}

double
ht_map_frame_zoom_for (const HtBox *box, double width, double height)
{
  double span_x = ht_mercator_x (box->max_lon) - ht_mercator_x (box->min_lon);
  double span_y = ht_mercator_y (box->min_lat) - ht_mercator_y (box->max_lat);
  double world_px = fmin (width * FIT_SHARE / fmax (span_x, 1e-9), height * FIT_SHARE / fmax (span_y, 1e-9));
  double zoom = log2 (world_px / (HT_TILE_PX * ht_textures_get_text_scale ()));
  /* Whole zooms: tiles are drawn for those, and text in them stays sharp. */
  return CLAMP (floor (zoom), 2, MAX_FIT_ZOOM);
}
