/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/report.h"
#include "model/city.h"

G_BEGIN_DECLS

/* What an import did. Owned by the caller. */
typedef struct
{
  HtImportReport *report; /* geo's: read, repaired, dropped and why */
  gboolean changed;       /* FALSE: the same content was there already, nothing written */
  guint assumed_teams;    /* made up for stations without teams */
  GPtrArray *tables;      /* char *: spatial tables that received something */
} HtImported;

void ht_imported_free (HtImported *imported);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtImported, ht_imported_free)

typedef struct
{
  const char *path;
  const char *layer; /* osm, roads, buildings, water, stations, hospitals, shelters, sensors, areas, lines,
                        points */
  const char *datum; /* NULL: WGS84 (CGCS2000 is the same to a centimetre) */
  const char *const *map; /* "column=field" pairs, NULL-terminated; may be NULL */
  gboolean assume_teams;  /* give fire stations without teams the standard establishment, marked assumed */
} HtImportRequest;

/* HtImporter: files into the city, all or nothing. Property busy (boolean); one import at a time. */
#define HT_TYPE_IMPORTER (ht_importer_get_type ())
G_DECLARE_FINAL_TYPE (HtImporter, ht_importer, HT, IMPORTER, GObject)

/* Reads and writes on workers. Errors name the file and place: HT_GEO_ERROR, HT_STORE_ERROR, HT_MODEL_ERROR.
 */
void ht_importer_import_async (HtImporter *self, const HtImportRequest *request, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
HtImported *ht_importer_import_finish (HtImporter *self, GAsyncResult *result, GError **error);
/* The same, blocking, for programs without a screen. */
HtImported *ht_importer_import (HtImporter *self, const HtImportRequest *request, GError **error);
/* Layer words that are taken, NULL-terminated, static. */
const char *const *ht_importer_get_layers (void);

G_END_DECLS
