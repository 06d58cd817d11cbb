/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/city.h"

G_BEGIN_DECLS

/* What a printed map shows. */
typedef struct
{
  HtBox box;            /* empty: all of the city */
  const char *title;    /* NULL: the city's name */
  gboolean dark;        /* screen colours instead of paper's */
  HtIncident *incident; /* marked, with the routes of its teams; may be NULL */
} HtMapRequest;

/* HtPrinter: paper. Files ending in .pdf or .png; written whole or not at all, on a worker. */
#define HT_TYPE_PRINTER (ht_printer_get_type ())
G_DECLARE_FINAL_TYPE (HtPrinter, ht_printer, HT, PRINTER, GObject)

/* Situation report (快报) of @incident, or of everything open where NULL. PDF only. */
void ht_printer_write_situation_async (HtPrinter *self, HtIncident *incident, const char *path,
                                       GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data);
/* Map with legend, scale, grid, time stamp, source. */
void ht_printer_write_map_async (HtPrinter *self, const HtMapRequest *request, const char *path,
                                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Finishes either. */
gboolean ht_printer_write_finish (HtPrinter *self, GAsyncResult *result, GError **error);

G_END_DECLS
