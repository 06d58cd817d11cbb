/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/i18n.h"
#include "geo/osm-road.h"

/*
 * Free speeds in km/h where the map gives none: the upper design speeds of CJJ 37-2012 (Code for design of
 * urban road engineering) table 3.2.1 for expressways, arterial, secondary and branch roads; ramps, yards and
 * tracks are assumptions of this program.
 */
static const double class_speeds[HT_N_ROAD_CLASSES]
    = { [HT_ROAD_MOTORWAY] = 100.0,   [HT_ROAD_TRUNK] = 80.0,         [HT_ROAD_PRIMARY] = 60.0,
        [HT_ROAD_SECONDARY] = 50.0,   [HT_ROAD_TERTIARY] = 40.0,      [HT_ROAD_UNCLASSIFIED] = 40.0,
        [HT_ROAD_RESIDENTIAL] = 30.0, [HT_ROAD_LIVING_STREET] = 20.0, [HT_ROAD_SERVICE] = 20.0,
        [HT_ROAD_TRACK] = 15.0,       [HT_ROAD_PATH] = 5.0,           [HT_ROAD_FERRY] = 15.0 };
static const double link_speeds[HT_N_ROAD_CLASSES] = { [HT_ROAD_MOTORWAY] = 50.0,
                                                       [HT_ROAD_TRUNK] = 40.0,
                                                       [HT_ROAD_PRIMARY] = 40.0,
                                                       [HT_ROAD_SECONDARY] = 30.0,
                                                       [HT_ROAD_TERTIARY] = 30.0 };

/* Words instead of numbers; the zone words follow a country ("CN:urban"). China's figures are those of its
   road traffic safety regulation, articles 45 and 78. */
static const struct
{
  const char *word;
  double kmh;
} words[]
    = { { "walk", 6.0 },          { "walking", 6.0 },       { "none", 120.0 },         { "CN:urban", 50.0 },
        { "CN:rural", 70.0 },     { "CN:motorway", 120.0 }, { "urban", 50.0 },         { "rural", 80.0 },
        { "trunk", 100.0 },       { "motorway", 120.0 },    { "living_street", 20.0 }, { "pedestrian", 6.0 },
        { "bicycle_road", 30.0 }, { "school_zone", 30.0 } };

static gboolean
find_word (const char *text, double *kmh)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (text, words[i].word) == 0)
      {
        *kmh = words[i].kmh;
        return TRUE;
      }
  return FALSE;
}

/* "DE:urban" by its own word or by the word after the country; "DE:zone:30" and "DE:zone30". */
static gboolean
parse_zone (const char *text, double *kmh)
{
  if (find_word (text, kmh))
    return TRUE;
  const char *colon = strchr (text, ':');
  if (colon == NULL)
    return FALSE;
  if (g_str_has_prefix (colon + 1, "zone"))
    return ht_osm_parse_number (colon + 5 + (colon[5] == ':'), kmh);
  return find_word (colon + 1, kmh);
}

static gboolean
parse_single (const char *text, double *kmh)
{
  static const struct
  {
    const char *unit;
    double factor;
  } units[] = { { "mph", 1.609344 }, { "km/h", 1.0 },    { "kmh", 1.0 },
                { "kph", 1.0 },      { "knots", 1.852 }, { "公里", 1.0 } };
  if (parse_zone (text, kmh) || ht_osm_parse_number (text, kmh))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_has_suffix (text, units[i].unit))
      {
        g_autofree char *number = g_strndup (text, strlen (text) - strlen (units[i].unit));
        if (!ht_osm_parse_number (number, kmh))
          return FALSE;
        *kmh *= units[i].factor;
        return TRUE;
      }
  return FALSE;
}

gboolean
ht_osm_parse_speed (const char *text, double *kmh)
{
  /* Several values by lane or direction: the lowest is safe for an arrival time. */
  g_auto (GStrv) values = g_strsplit_set (text, ";|", 16);
  gboolean any = FALSE;
  for (guint i = 0; values[i] != NULL; i++)
    {
      double value;
      if (!parse_single (g_strstrip (values[i]), &value) || value <= 0.0 || value > 150.0)
        continue;
      *kmh = any ? MIN (*kmh, value) : value;
      any = TRUE;
    }
  return any;
}

double
ht_osm_road_read_speed (const HtOsmTags *tags, HtRoadClass road_class, gboolean is_link, gboolean *is_tagged,
                        HtImportReport *report)
{
  static const char *const keys[] = { "maxspeed",      "maxspeed:forward", "maxspeed:backward",
                                      "maxspeed:type", "source:maxspeed",  "zone:maxspeed" };
  double kmh = is_link && link_speeds[road_class] > 0.0 ? link_speeds[road_class] : class_speeds[road_class];
  *is_tagged = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (keys) && !*is_tagged; i++)
    {
      const char *text = ht_osm_tags_get (tags, keys[i]);
      if (text == NULL)
        continue;
      *is_tagged = ht_osm_parse_speed (text, &kmh);
      if (i == 0 && !*is_tagged && !ht_osm_word_in (text, "signals variable default"))
        ht_import_report_repair (report, N_ ("speed limit that is no speed: the speed of its class is used"),
                                 1);
    }
  return kmh;
}
