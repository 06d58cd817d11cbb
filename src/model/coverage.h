/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/network.h"
#include "model/city.h"

G_BEGIN_DECLS

/* One section of road with the seconds after the order at which the nearest engine reaches its two ends. */
typedef struct
{
  guint32 section;    /* index into the network's sections */
  float from_s, to_s; /* INFINITY where out of reach */
} HtCoveredSection;

/* HtCoverage: reach of the stations at one moment. Immutable. */
#define HT_TYPE_COVERAGE (ht_coverage_get_type ())
G_DECLARE_FINAL_TYPE (HtCoverage, ht_coverage, HT, COVERAGE, GObject)

HtNetwork *ht_coverage_get_network (HtCoverage *self);
/* All drivable sections; HtCoveredSection. Borrowed. */
GArray *ht_coverage_get_sections (HtCoverage *self);
gint64 ht_coverage_get_limit_s (HtCoverage *self);
guint ht_coverage_get_n_stations (HtCoverage *self);
gint64 ht_coverage_get_at_us (HtCoverage *self);
/* Length of drivable road within the limit and in all. */
double ht_coverage_get_length_in_m (HtCoverage *self);
double ht_coverage_get_length_m (HtCoverage *self);
/* People within and beyond the limit; FALSE where the city has no population figures (then say so). */
gboolean ht_coverage_get_people (HtCoverage *self, double *people_in, double *people_out);
/* One sentence with the figures, translated: "86.4 % of roads within 5 min of 2 stations; no population
 * data". */
const char *ht_coverage_get_sentence (HtCoverage *self);

G_END_DECLS
