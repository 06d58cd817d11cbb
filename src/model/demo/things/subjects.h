/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/demo.h"
#include "model/demo/things/places.h"

G_BEGIN_DECLS

/* One call a subject, in the order of things.c: later ones refer to what earlier ones noted. Each makes one
 * or more layers; FALSE where the taker of layers failed. */
gboolean ht_kit_make_stations (HtKit *kit, GError **error);
gboolean ht_kit_make_care (HtKit *kit, GError **error);
gboolean ht_kit_make_exposure (HtKit *kit, GError **error);
gboolean ht_kit_make_chemicals (HtKit *kit, GError **error);
gboolean ht_kit_make_crossings (HtKit *kit, GError **error);
gboolean ht_kit_make_roads (HtKit *kit, GError **error);
gboolean ht_kit_make_lifelines (HtKit *kit, GError **error);
gboolean ht_kit_make_flood (HtKit *kit, GError **error);
gboolean ht_kit_make_walls (HtKit *kit, GError **error);
gboolean ht_kit_make_dependencies (HtKit *kit, GError **error);
gboolean ht_kit_make_pipes (HtKit *kit, GError **error);
gboolean ht_kit_make_supplies (HtKit *kit, GError **error);
gboolean ht_kit_make_people (HtKit *kit, GError **error);
gboolean ht_kit_make_reach (HtKit *kit, GError **error);
gboolean ht_kit_make_watch (HtKit *kit, GError **error);
gboolean ht_kit_make_records (HtKit *kit, GError **error);
gboolean ht_kit_make_elevation (HtKit *kit, GError **error);

/* The ground's metro: lengths, riders, depths; and its stations as things. */
void ht_kit_furnish_metro (HtGround *ground);
void ht_kit_note_metro (HtKit *kit);
/* HtDemoTeam: crews of the stations, ambulances of the hospitals. */
GPtrArray *ht_kit_make_teams (const HtKit *kit);
/* HtOpDraft of the stock of depots of city and districts, appended. */
void ht_kit_draft_stock (const HtKit *kit, GPtrArray *drafts);

/* Station kinds as HtKitThing.kind of HT_KIT_STATION. */
typedef enum
{
  HT_STATION_ORDINARY,
  HT_STATION_SPECIAL,
  HT_STATION_LOGISTICS,
} HtStationKind;

/* Tiers as HtKitThing.kind of HT_KIT_DEPOT. */
typedef enum
{
  HT_TIER_CITY,
  HT_TIER_DISTRICT,
  HT_TIER_SUBDISTRICT,
  HT_TIER_NEIGHBOURHOOD,
  HT_TIER_HOUSEHOLD,
  HT_N_TIERS,
} HtTier;

G_END_DECLS
