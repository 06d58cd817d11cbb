/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/coverage.h"
#include "geo/network.h"
#include "model/city.h"

G_BEGIN_DECLS

/* One section of road with the seconds after the order at which the nearest engine reaches its two ends. */
typedef struct
{
  guint32 section;    /* index into the network's sections */
  float from_s, to_s; /* INFINITY where out of reach */
} HtCoveredSection;

/* HtCover: reach of the stations at one moment. Immutable. */
#define HT_TYPE_COVER (ht_cover_get_type ())
G_DECLARE_FINAL_TYPE (HtCover, ht_cover, HT, COVER, GObject)

HtNetwork *ht_cover_get_network (HtCover *self);
/* What draw takes; borrowed. Its sections are those of the scene built from the same network. */
HtCoverage *ht_cover_get_drawing (HtCover *self);
/* All drivable sections; HtCoveredSection. Borrowed. */
GArray *ht_cover_get_sections (HtCover *self);
gint64 ht_cover_get_limit_s (HtCover *self);
guint ht_cover_get_n_stations (HtCover *self);
gint64 ht_cover_get_at_us (HtCover *self);
/* Length of drivable road within the limit and in all. */
double ht_cover_get_length_in_m (HtCover *self);
double ht_cover_get_length_m (HtCover *self);
/* People within and beyond the limit; FALSE where the city has no population figures (then say so). */
gboolean ht_cover_get_people (HtCover *self, double *people_in, double *people_out);
/* One sentence with the figures, translated: "86.4 % of roads within 5 min of 2 stations; no population
 * data". */
const char *ht_cover_get_sentence (HtCover *self);

G_END_DECLS
