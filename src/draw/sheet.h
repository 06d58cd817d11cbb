/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/legend.h"
#include "draw/view.h"

G_BEGIN_DECLS

typedef enum
{
  HT_PAPER_A4,
  HT_PAPER_A3,
} HtPaper;

/*
 * A printed map, landscape: title, map with graticule, whole legend, scale bar, north arrow, when and by
 * whom, sources. All text comes translated; pointers are borrowed; NULL leaves a part out.
 */
typedef struct
{
  HtPaper paper;
  const HtMapView *view; /* its theme is used for the map; HT_THEME_LIGHT suits paper */
  double denominator;    /* 1:N on paper; 0: the view's own zoom at 0.28 mm a pixel */
  const HtLegend *legend;
  const char *legend_title; /* "Legend" */
  const char *scale_title;  /* "Scale" */
  const char *title, *subtitle;
  const char *author;  /* "Made by …" */
  const char *made_at; /* "2026-11-24 14:03" */
  const char *source;  /* source and licence line */
  const char *banner;  /* "DRILL", "Synthetic data" */
  gboolean drill;      /* red frame around the sheet */
} HtSheet;

/* The sheet's page in points (1/72 inch). */
void ht_sheet_get_size (const HtSheet *sheet, double *width_pt, double *height_pt);
void ht_sheet_draw (const HtSheet *sheet, cairo_t *cr);
/* PDF with title, author and date as metadata; PNG at @dpi (72 to 600). Written whole or not at all. Errors:
 * HT_DRAW_ERROR. */
gboolean ht_sheet_write_pdf (const HtSheet *sheet, const char *path, GError **error);
gboolean ht_sheet_write_png (const HtSheet *sheet, double dpi, const char *path, GError **error);

G_END_DECLS
