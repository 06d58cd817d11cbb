/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/network.h"
#include "geo/osm-tags.h"
#include "geo/report.h"

G_BEGIN_DECLS

/* What the tags of a way say about it as a road. */
typedef struct
{
  guint8 road_class; /* HtRoadClass */
  gint8 layer;
  guint32 flags;    /* HT_SECTION_* */
  guint8 way_flags; /* FORWARD and BACKWARD by one-way tags alone where a car may know the way, else 0 */
  gboolean is_drawn_only;
  float speed_kmh, max_height_m, max_weight_t;
  float duration_s; /* of a ferry over the whole way; 0 unknown */
} HtOsmRoad;

/* FALSE where the way is no road or ferry. Counts in @report what is not represented. */
gboolean ht_osm_road_read (const HtOsmTags *tags, HtOsmRoad *road, HtImportReport *report);

/* Parts of it, for tests. Both directions are FORWARD | BACKWARD. */
guint32 ht_osm_road_read_directions (const HtOsmTags *tags, HtImportReport *report);
/* Free speed in km/h by the tags, else by class. @is_tagged tells which. */
double ht_osm_road_read_speed (const HtOsmTags *tags, HtRoadClass road_class, gboolean is_link,
                               gboolean *is_tagged, HtImportReport *report);
/* "50", "30 mph", "CN:urban", "walk" … to km/h; FALSE for "signals", "variable" and what is not a speed. */
gboolean ht_osm_parse_speed (const char *text, double *kmh);

G_END_DECLS
