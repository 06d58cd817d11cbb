/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/spot.h"

#include <string.h>

#define NEVER 99
#define NO_SYMBOL HT_N_SYMBOLS, 0

static const HtSpotLook looks[HT_N_SPOTS] = {
  [HT_SPOT_CITY] = { 5, 11, 16, TRUE, HT_COLOR_PLACE_LABEL, NO_SYMBOL },
  [HT_SPOT_DISTRICT] = { 9.5, 14.5, 14, FALSE, HT_COLOR_PLACE_LABEL, NO_SYMBOL },
  [HT_SPOT_TOWN] = { 11.5, 16, 12.5, FALSE, HT_COLOR_PLACE_LABEL, NO_SYMBOL },
  [HT_SPOT_STATION] = { 13.5, NEVER, 11.5, FALSE, HT_COLOR_PLACE_LABEL, HT_SYMBOL_STATION, 11 },
  [HT_SPOT_STATION_SPECIAL]
  = { 13.5, NEVER, 11.5, FALSE, HT_COLOR_PLACE_LABEL, HT_SYMBOL_STATION_SPECIAL, 11 },
  [HT_SPOT_STATION_LOGISTICS]
  = { 13.5, NEVER, 11.5, FALSE, HT_COLOR_PLACE_LABEL, HT_SYMBOL_STATION_LOGISTICS, 11 },
  [HT_SPOT_AMBULANCE] = { 15, NEVER, 11, FALSE, HT_COLOR_ROAD_LABEL, HT_SYMBOL_STATION_AMBULANCE, 10 },
  [HT_SPOT_POLICE] = { 15, NEVER, 11, FALSE, HT_COLOR_ROAD_LABEL, HT_SYMBOL_STATION_POLICE, 10 },
  [HT_SPOT_HOSPITAL] = { 12, NEVER, 11, FALSE, HT_COLOR_ROAD_LABEL, HT_SYMBOL_HOSPITAL, 10 },
  [HT_SPOT_SUBURB] = { 12.5, 16.5, 12.5, FALSE, HT_COLOR_PLACE_LABEL, NO_SYMBOL },
  [HT_SPOT_TRANSIT] = { 13.5, NEVER, 11, FALSE, HT_COLOR_ROAD_LABEL, HT_SYMBOL_PLACE, 5 },
  [HT_SPOT_WATER] = { 9, NEVER, 11.5, FALSE, HT_COLOR_WATER_LABEL, NO_SYMBOL },
  [HT_SPOT_VILLAGE] = { 13.5, 17, 11.5, FALSE, HT_COLOR_PLACE_LABEL, NO_SYMBOL },
  [HT_SPOT_SHELTER] = { 13, NEVER, 11, FALSE, HT_COLOR_ROAD_LABEL, HT_SYMBOL_SHELTER, 10 },
  [HT_SPOT_DEPOT] = { 12, NEVER, 11, FALSE, HT_COLOR_ROAD_LABEL, HT_SYMBOL_DEPOT, 10 },
  [HT_SPOT_CHEMICAL] = { 13, NEVER, 11, FALSE, HT_COLOR_ROAD_LABEL, HT_SYMBOL_CHEMICAL_SITE, 10 },
  [HT_SPOT_PARK] = { 14, NEVER, 11, FALSE, HT_COLOR_ROAD_LABEL, NO_SYMBOL },
  [HT_SPOT_QUARTER] = { 15, 18, 11, FALSE, HT_COLOR_ROAD_LABEL, NO_SYMBOL },
  [HT_SPOT_SCHOOL] = { 16, NEVER, 11, FALSE, HT_COLOR_ROAD_LABEL, HT_SYMBOL_SCHOOL, 9 },
  [HT_SPOT_BUILDING] = { 16.5, NEVER, 11, FALSE, HT_COLOR_ROAD_LABEL, NO_SYMBOL },
  [HT_SPOT_THING] = { 17.5, NEVER, 11, FALSE, HT_COLOR_ROAD_LABEL, NO_SYMBOL },
  [HT_SPOT_ADDRESS] = { 19, NEVER, 11, FALSE, HT_COLOR_ROAD_LABEL, NO_SYMBOL },
};

const HtSpotLook *
ht_spot_get_look (HtSpotKind kind)
{
  return &looks[MIN (kind, HT_N_SPOTS - 1)];
}

guint32
ht_spot_style (HtSpotKind kind, double min_zoom)
{
  double later = MAX (min_zoom, ht_spot_get_look (kind)->min_zoom);
  return kind | (guint32) (CLAMP (later, 0, 30) * 8) << 8;
}

HtSpotKind
ht_spot_style_get_kind (guint32 style)
{
  return style & 255;
}

double
ht_spot_style_get_min_zoom (guint32 style)
{
  return (style >> 8) / 8.0;
}

gboolean
ht_spot_is_station (HtSpotKind kind)
{
  return kind >= HT_SPOT_STATION && kind <= HT_SPOT_AMBULANCE;
}

gboolean
ht_spot_is_site (HtSpotKind kind)
{
  return ht_spot_get_look (kind)->symbol != HT_N_SYMBOLS && kind != HT_SPOT_TRANSIT;
}

typedef struct
{
  const char *table, *kind; /* kind NULL: any */
  HtSpotKind spot;
} SpotRule;

static const SpotRule rules[] = {
  { "district", NULL, HT_SPOT_DISTRICT },
  { "subdistrict", NULL, HT_SPOT_TOWN },
  { "neighbourhood", NULL, HT_SPOT_QUARTER },
  { "place", "city", HT_SPOT_CITY },
  { "place", "borough", HT_SPOT_DISTRICT },
  { "place", "district", HT_SPOT_DISTRICT },
  { "place", "county", HT_SPOT_DISTRICT },
  { "place", "town", HT_SPOT_TOWN },
  { "place", "suburb", HT_SPOT_SUBURB },
  { "place", "village", HT_SPOT_VILLAGE },
  { "place", "hamlet", HT_SPOT_VILLAGE },
  { "place", "station", HT_SPOT_TRANSIT },
  { "place", "subway", HT_SPOT_TRANSIT },
  { "place", "poi", HT_SPOT_THING },
  { "place", "square", HT_SPOT_PARK },
  { "place", "address", HT_SPOT_ADDRESS },
  { "place", NULL, HT_SPOT_QUARTER },
  { "station", "special", HT_SPOT_STATION_SPECIAL },
  { "station", "logistics", HT_SPOT_STATION_LOGISTICS },
  { "station", "ambulance", HT_SPOT_AMBULANCE },
  { "station", "police", HT_SPOT_POLICE },
  { "station", NULL, HT_SPOT_STATION },
  { "hospital", NULL, HT_SPOT_HOSPITAL },
  { "shelter", NULL, HT_SPOT_SHELTER },
  { "depot", NULL, HT_SPOT_DEPOT },
  { "school", NULL, HT_SPOT_SCHOOL },
  { "chemical_site", NULL, HT_SPOT_CHEMICAL },
  { "water", NULL, HT_SPOT_WATER },
  { "green", NULL, HT_SPOT_PARK },
  { "building", NULL, HT_SPOT_BUILDING },
};

gboolean
ht_spot_kind_for (const char *table, const char *kind, HtSpotKind *spot)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      if (strcmp (table, rules[i].table) != 0
          || (rules[i].kind != NULL && g_strcmp0 (kind, rules[i].kind) != 0))
        continue;
      *spot = rules[i].spot;
      return TRUE;
    }
  return FALSE;
}
