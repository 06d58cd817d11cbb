/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/coverage.h"
#include "draw/scene.h"
#include "draw/symbol.h"
#include "draw/things.h"

G_BEGIN_DECLS

/* A mark on a picture of the map; @label may be NULL. */
typedef struct
{
  HtPoint at;
  HtSymbol symbol;
  const char *label;
} HtViewMark;

typedef enum
{
  HT_VIEW_ROUTE,  /* solid accent */
  HT_VIEW_CLOSED, /* black and white ladder */
  HT_VIEW_LEFT,   /* dashed, secondary: a way that would not be taken */
} HtViewLineKind;

typedef struct
{
  HtViewLineKind kind;
  const HtGeometry *geometry;
} HtViewLine;

/* One picture of the map, of any size, to any cairo context (vectors on PDF). All pointers are borrowed;
 * @scene, @coverage and the arrays may be NULL. */
typedef struct
{
  HtScene *scene;
  const HtTheme *theme;
  HtPoint centre;
  double zoom; /* fractions allowed; logical pixels are those of @cr */
  const HtCoverage *coverage;
  const HtViewMark *marks;
  guint n_marks;
  const HtViewLine *lines;
  guint n_lines;
  guint hidden;            /* HT_MAP_* bits */
  HtThings *const *things; /* drawn over the roads in this order */
  guint n_things;
} HtMapView;

/* Sets centre and zoom so that @box, with a margin of a tenth, fills @width_px × @height_px; at most zoom 18.
 */
void ht_map_view_fit (HtMapView *view, const HtBox *box, double width_px, double height_px);
void ht_map_view_draw (const HtMapView *view, cairo_t *cr, double width_px, double height_px);
/* Errors: HT_DRAW_ERROR. */
gboolean ht_map_view_write_png (const HtMapView *view, int width_px, int height_px, const char *path,
                                GError **error);

G_END_DECLS
