/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/symbol.h"

G_BEGIN_DECLS

/* Kinds of named points, in the order in which they win over each other. */
typedef enum
{
  HT_SPOT_CITY,
  HT_SPOT_DISTRICT,
  HT_SPOT_TOWN,
  HT_SPOT_STATION,
  HT_SPOT_STATION_SPECIAL,
  HT_SPOT_STATION_LOGISTICS,
  HT_SPOT_AMBULANCE,
  HT_SPOT_POLICE,
  HT_SPOT_HOSPITAL,
  HT_SPOT_SUBURB,
  HT_SPOT_TRANSIT,
  HT_SPOT_WATER,
  HT_SPOT_VILLAGE,
  HT_SPOT_SHELTER,
  HT_SPOT_DEPOT,
  HT_SPOT_CHEMICAL,
  HT_SPOT_PARK,
  HT_SPOT_QUARTER,
  HT_SPOT_SCHOOL,
  HT_SPOT_BUILDING,
  HT_SPOT_THING, /* a shop, an office, a sight */
  HT_SPOT_ADDRESS,
  HT_N_SPOTS,
} HtSpotKind;

/* How a spot is labelled. */
typedef struct
{
  double min_zoom, max_zoom; /* the name is wanted in [min, max) */
  double size_px;
  gboolean bold;
  HtColorRole color;
  HtSymbolKind symbol; /* HT_N_SYMBOLS: none */
  double symbol_px;
} HtSpotLook;

const HtSpotLook *ht_spot_get_look (HtSpotKind kind);

/* @min_zoom: later than the kind's own where the thing is small; 0 for the kind's. */
guint32 ht_spot_style (HtSpotKind kind, double min_zoom);
HtSpotKind ht_spot_style_get_kind (guint32 style);
double ht_spot_style_get_min_zoom (guint32 style);
gboolean ht_spot_is_site (HtSpotKind kind);
/* A site with teams that can be sent. */
gboolean ht_spot_is_station (HtSpotKind kind);

/* The kind for a feature's table and its kind attribute (OSM place=* for places); FALSE: not labelled. */
gboolean ht_spot_kind_for (const char *table, const char *kind, HtSpotKind *spot);

G_END_DECLS
