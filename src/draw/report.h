/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/view.h"

G_BEGIN_DECLS

/*
 * HtReport: a situation report (快报) as a short document: a head, then headings, paragraphs, tables and map
 * pictures in the order added, laid out on A4 pages with page numbers. All text comes translated.
 */
typedef struct _HtReport HtReport;

/* What stands at the top; NULL leaves a part out. */
typedef struct
{
  const char *title;       /* 突发事件快报 */
  const char *issuer;      /* issuing post */
  const char *number;      /* "No. 12" */
  const char *issued_at;   /* "2026-11-24 14:03" */
  const char *author;      /* who signs */
  const char *banner;      /* "DRILL", "Synthetic data": at the top of every page */
  const char *page_format; /* "Page {page} of {pages}" */
  gboolean drill;          /* red frame around every page */
} HtReportHead;

HtReport *ht_report_new (const HtReportHead *head);
void ht_report_free (HtReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtReport, ht_report_free)

void ht_report_add_heading (HtReport *report, const char *text);
void ht_report_add_paragraph (HtReport *report, const char *text);
/* A fact line: name left, value right of it. */
void ht_report_add_fact (HtReport *report, const char *name, const char *value);
/* @cells: row by row, @n_columns a row, the first row the heads, ended by NULL. */
void ht_report_add_table (HtReport *report, const char *const *cells, guint n_columns);
/* A map as wide as the text, @aspect times as high; what @view points to must live until written. */
void ht_report_add_picture (HtReport *report, const HtMapView *view, double aspect, const char *caption);

guint ht_report_count_pages (const HtReport *report);
/* Written whole or not at all. The PNG is page @page from 0. Errors: HT_DRAW_ERROR. */
gboolean ht_report_write_pdf (const HtReport *report, const char *path, GError **error);
gboolean ht_report_write_png (const HtReport *report, guint page, double dpi, const char *path,
                              GError **error);

G_END_DECLS
