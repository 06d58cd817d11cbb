/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/value.h"

G_BEGIN_DECLS

/* One reason and how often it applied. @why is a literal marked with N_(): show it with _(). */
typedef struct
{
  const char *why;
  guint64 count;
} HtReason;

/* What became of a file from outside. Every element that was meant for the city is taken, repaired or
 * dropped. */
typedef struct
{
  guint64 read;      /* elements or features in the file */
  GArray *repaired;  /* HtReason: taken after a correction */
  GArray *dropped;   /* HtReason: not taken */
  GArray *noted;     /* HtReason: taken, but something about it is not represented */
  HtValue *taken;    /* map: table name → number of features; "road_section" for a network */
  const char *datum; /* of the source: "wgs84", "cgcs2000", "gcj02", "bd09" or an authority code; interned */
  gboolean has_network;
  guint nodes, arcs, largest_scc; /* of the HtNetwork; nodes are those that arcs meet at */
  /* All points of the ways a car may know (motorway to service, ramps), before merging and whatever their
     access, and their largest strongly connected component: to compare with other readers of the file. */
  guint drive_nodes, drive_largest_scc;
} HtImportReport;

HtImportReport *ht_import_report_new (void);
void ht_import_report_free (HtImportReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtImportReport, ht_import_report_free)

/* Count @n more under the literal @why; 0 does nothing. */
void ht_import_report_repair (HtImportReport *report, const char *why, guint64 n);
void ht_import_report_drop (HtImportReport *report, const char *why, guint64 n);
void ht_import_report_note (HtImportReport *report, const char *why, guint64 n);
/* Sum of the counts of @report->repaired, ->dropped or ->noted. */
guint64 ht_reasons_sum (const GArray *reasons);
guint64 ht_reasons_get (const GArray *reasons, const char *why);

/* The map that `haitangctl import --json` prints; reasons in English whatever the language. */
HtValue *ht_import_report_to_value (const HtImportReport *report);

G_END_DECLS
