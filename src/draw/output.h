/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* Files from cairo surfaces, whole or not at all. Errors: HT_DRAW_ERROR. */
gboolean ht_output_write_png (cairo_surface_t *surface, const char *path, GError **error);

/* What a PDF says of itself; NULL leaves a field out. */
typedef struct
{
  const char *title, *author, *subject;
} HtOutputFacts;

typedef void (*HtOutputPage) (cairo_t *cr, guint page, gpointer user_data);

/* Pages of one size; every page is drawn by @draw. */
typedef struct
{
  double width_pt, height_pt;
  guint n_pages;
  HtOutputFacts facts;
  HtOutputPage draw;
  gpointer user_data;
} HtOutput;

gboolean ht_output_write_pdf (const HtOutput *output, const char *path, GError **error);
/* Page @page as a picture at @dpi (72 to 600). */
gboolean ht_output_write_page_png (const HtOutput *output, guint page, double dpi, const char *path,
                                   GError **error);

G_END_DECLS
