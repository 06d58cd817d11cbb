/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "draw/report.h"

G_BEGIN_DECLS

/* A4 portrait, points. */
#define HT_REPORT_WIDTH 595.28
#define HT_REPORT_HEIGHT 841.89
#define HT_REPORT_MARGIN 58.0
#define HT_REPORT_TEXT_WIDTH (HT_REPORT_WIDTH - 2 * HT_REPORT_MARGIN)
#define HT_REPORT_FACT_NAME 96.0
#define HT_REPORT_CELL_PAD 4.0

typedef enum
{
  HT_BLOCK_HEADING,
  HT_BLOCK_PARAGRAPH,
  HT_BLOCK_FACT,
  HT_BLOCK_TABLE,
  HT_BLOCK_PICTURE,
} HtBlockKind;

typedef struct
{
  HtBlockKind kind;
  char *text;  /* heading, paragraph, name of a fact, caption */
  char *value; /* of a fact */
  GStrv cells; /* row by row */
  guint n_columns, n_rows;
  double *widths; /* of columns, set by the layout */
  HtMapView view;
  double aspect;
} HtBlock;

/* A piece that is not cut: a line of text, a row, a picture with its caption. */
typedef struct
{
  guint page, block, index; /* index: line or row */
  double y, height;
} HtAtom;

struct _HtReport
{
  HtReportHead head; /* owns its strings */
  GPtrArray *blocks; /* HtBlock */
  GArray *atoms;     /* HtAtom; NULL: not laid out since the last change */
  guint n_pages;
};

void ht_report_lay_out (HtReport *report);
void ht_report_draw_page (cairo_t *cr, guint page, gpointer report);

/* The layout of a block's text, or of a fact's value; of one cell. Free with g_object_unref. */
PangoLayout *ht_block_new_layout (const HtBlock *block);
PangoLayout *ht_block_new_cell_layout (const HtBlock *block, guint row, guint column);
double ht_layout_get_height (PangoLayout *layout);

G_END_DECLS
