/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/style.h"

#include <math.h>

#define KEPT_FLAGS                                                                                           \
  (HT_SECTION_LINK | HT_SECTION_BRIDGE | HT_SECTION_TUNNEL | HT_SECTION_FERRY | HT_SECTION_PRIVATE)

#define FIRST_ZOOM 6
#define N_ZOOMS 14 /* 6 to 19 */

typedef struct
{
  double min_zoom, label_zoom;
  HtColorRole color;
  float width[N_ZOOMS];
} RoadLook;

/* Widths at zoom      6    7    8    9   10   11   12   13   14   15    16    17    18    19 */
static const RoadLook looks[HT_N_ROAD_CLASSES] = {
  [HT_ROAD_MOTORWAY]
  = { 5, 11, HT_COLOR_EXPRESSWAY, { 0.8, 0.9, 1.2, 1.6, 2.0, 2.6, 3.4, 4.4, 5.6, 7.5, 10.5, 15, 21, 30 } },
  [HT_ROAD_TRUNK]
  = { 6, 11, HT_COLOR_EXPRESSWAY, { 0.7, 0.8, 1.0, 1.4, 1.8, 2.3, 3.0, 4.0, 5.2, 7.2, 10.5, 15, 21, 30 } },
  [HT_ROAD_PRIMARY]
  = { 8, 12.5, HT_COLOR_ROAD, { 0.5, 0.6, 0.7, 0.9, 1.2, 1.7, 2.4, 3.4, 4.8, 7.0, 10.5, 15, 21, 30 } },
  [HT_ROAD_SECONDARY]
  = { 10, 13.5, HT_COLOR_ROAD, { 0.4, 0.4, 0.5, 0.6, 0.8, 1.2, 1.8, 2.7, 4.0, 6.0, 9.0, 13, 19, 28 } },
  [HT_ROAD_TERTIARY]
  = { 11, 14.2, HT_COLOR_ROAD, { 0.3, 0.3, 0.4, 0.5, 0.6, 0.8, 1.2, 1.9, 3.0, 4.8, 7.5, 11, 17, 25 } },
  [HT_ROAD_UNCLASSIFIED]
  = { 12.5, 15, HT_COLOR_ROAD_MINOR, { 0, 0, 0, 0, 0.4, 0.5, 0.7, 1.2, 2.0, 3.4, 5.6, 8.5, 13, 20 } },
  [HT_ROAD_RESIDENTIAL]
  = { 13, 15, HT_COLOR_ROAD_MINOR, { 0, 0, 0, 0, 0.4, 0.5, 0.7, 1.1, 1.8, 3.0, 5.2, 8.2, 13, 20 } },
  [HT_ROAD_LIVING_STREET]
  = { 14, 15.5, HT_COLOR_ROAD_MINOR, { 0, 0, 0, 0, 0, 0.4, 0.5, 0.8, 1.4, 2.4, 4.4, 7, 11, 17 } },
  [HT_ROAD_SERVICE]
  = { 14.5, 16, HT_COLOR_ROAD_MINOR, { 0, 0, 0, 0, 0, 0, 0.4, 0.5, 0.8, 1.4, 2.6, 4.4, 7, 11 } },
  [HT_ROAD_TRACK]
  = { 14.5, 16.5, HT_COLOR_ROAD_MINOR, { 0, 0, 0, 0, 0, 0, 0.4, 0.5, 0.7, 1.1, 1.8, 2.8, 4.5, 7 } },
  [HT_ROAD_PATH]
  = { 15.5, 16.5, HT_COLOR_ROAD_MINOR, { 0, 0, 0, 0, 0, 0, 0, 0.4, 0.5, 0.8, 1.2, 1.8, 2.6, 4 } },
  [HT_ROAD_FERRY]
  = { 10, 14, HT_COLOR_ROAD_LABEL, { 0.6, 0.6, 0.7, 0.7, 0.8, 0.9, 1, 1, 1.1, 1.2, 1.4, 1.6, 1.8, 2 } },
};

guint32
ht_road_style (guint8 road_class, guint32 section_flags, gint8 layer)
{
  guint32 known = MIN (road_class, HT_N_ROAD_CLASSES - 1);
  if (section_flags & HT_SECTION_FERRY)
    known = HT_ROAD_FERRY;
  guint32 level = (guint32) (CLAMP (layer, -9, 9) + 9);
  return known | level << 8 | (section_flags & KEPT_FLAGS) << 16;
}

guint8
ht_road_style_get_class (guint32 style)
{
  return style & 255;
}

guint32
ht_road_style_get_flags (guint32 style)
{
  return style >> 16;
}

gint8
ht_road_style_get_layer (guint32 style)
{
  return (gint8) ((style >> 8 & 255) - 9);
}

static const RoadLook *
look_of (guint32 style)
{
  return &looks[MIN (ht_road_style_get_class (style), HT_N_ROAD_CLASSES - 1)];
}

double
ht_road_min_zoom (guint32 style)
{
  /* A ramp says nothing until its two roads are apart. */
  return look_of (style)->min_zoom + (ht_road_style_get_flags (style) & HT_SECTION_LINK ? 3 : 0);
}

double
ht_road_width_px (guint32 style, double zoom)
{
  const float *width = look_of (style)->width;
  double at = zoom - FIRST_ZOOM, value;
  if (at <= 0)
    value = width[0];
  else if (at >= N_ZOOMS - 1)
    value = width[N_ZOOMS - 1] * MIN (exp2 (at - (N_ZOOMS - 1)), 4);
  else
    value = width[(int) at] + (at - floor (at)) * (width[(int) at + 1] - width[(int) at]);
  return value * (ht_road_style_get_flags (style) & HT_SECTION_LINK ? 0.62 : 1);
}

double
ht_road_casing_px (guint32 style, double zoom)
{
  guint8 road_class = ht_road_style_get_class (style);
  if (road_class >= HT_ROAD_TRACK || ht_road_width_px (style, zoom) < 2)
    return 0;
  double base = zoom < 14 ? 0.6 : zoom < 16 ? 0.8 : 1;
  return ht_road_style_get_flags (style) & HT_SECTION_BRIDGE ? base * 1.6 : base;
}

HtColorRole
ht_road_color (guint32 style)
{
  return look_of (style)->color;
}

int
ht_road_rank (guint32 style)
{
  int rank = 2 * (HT_N_ROAD_CLASSES - ht_road_style_get_class (style));
  return ht_road_style_get_flags (style) & HT_SECTION_LINK ? rank - 1 : rank;
}

double
ht_road_label_min_zoom (guint8 road_class)
{
  return looks[MIN (road_class, HT_N_ROAD_CLASSES - 1)].label_zoom;
}

double
ht_road_label_size_px (guint8 road_class, double zoom)
{
  double base = road_class <= HT_ROAD_TERTIARY ? 11.5 : 11;
  return base + (zoom >= 17 ? 1 : 0) + (zoom >= 19 ? 1 : 0);
}
