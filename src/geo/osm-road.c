/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/osm-road.h"

#include <string.h>

#include "base/i18n.h"

/* How a value of `highway` is taken. The fourteen that a car may know, motorway to service, are marked: their
   raw points are what other readers of a file count. */
static const struct
{
  const char *value;
  HtRoadClass road_class;
  gboolean is_link, is_known;
} highways[] = { { "motorway", HT_ROAD_MOTORWAY, FALSE, TRUE },
                 { "motorway_link", HT_ROAD_MOTORWAY, TRUE, TRUE },
                 { "trunk", HT_ROAD_TRUNK, FALSE, TRUE },
                 { "trunk_link", HT_ROAD_TRUNK, TRUE, TRUE },
                 { "primary", HT_ROAD_PRIMARY, FALSE, TRUE },
                 { "primary_link", HT_ROAD_PRIMARY, TRUE, TRUE },
                 { "secondary", HT_ROAD_SECONDARY, FALSE, TRUE },
                 { "secondary_link", HT_ROAD_SECONDARY, TRUE, TRUE },
                 { "tertiary", HT_ROAD_TERTIARY, FALSE, TRUE },
                 { "tertiary_link", HT_ROAD_TERTIARY, TRUE, TRUE },
                 { "unclassified", HT_ROAD_UNCLASSIFIED, FALSE, TRUE },
                 { "residential", HT_ROAD_RESIDENTIAL, FALSE, TRUE },
                 { "living_street", HT_ROAD_LIVING_STREET, FALSE, TRUE },
                 { "service", HT_ROAD_SERVICE, FALSE, TRUE },
                 { "road", HT_ROAD_UNCLASSIFIED, FALSE, FALSE },
                 { "busway", HT_ROAD_SERVICE, FALSE, FALSE },
                 { "track", HT_ROAD_TRACK, FALSE, FALSE },
                 { "pedestrian", HT_ROAD_PATH, FALSE, FALSE },
                 { "footway", HT_ROAD_PATH, FALSE, FALSE },
                 { "cycleway", HT_ROAD_PATH, FALSE, FALSE },
                 { "path", HT_ROAD_PATH, FALSE, FALSE },
                 { "steps", HT_ROAD_PATH, FALSE, FALSE },
                 { "bridleway", HT_ROAD_PATH, FALSE, FALSE } };

#define BOTH (HT_SECTION_FORWARD | HT_SECTION_BACKWARD)
#define ALLOWED "yes designated official permissive"
#define KEPT_OUT                                                                                             \
  "no private destination customers delivery permit residents agricultural forestry military emergency "     \
  "discouraged use_sidepath"

/* The directions a value of a one-way key leaves, 0 where it says nothing. */
static guint32
directions_of (const char *value)
{
  if (ht_osm_word_in (value, "yes true 1"))
    return HT_SECTION_FORWARD;
  if (ht_osm_word_in (value, "-1 reverse"))
    return HT_SECTION_BACKWARD;
  if (ht_osm_word_in (value, "no false 0"))
    return BOTH;
  return 0;
}

guint32
ht_osm_road_read_directions (const HtOsmTags *tags, HtImportReport *report)
{
  /* The most particular key that says something decides. */
  static const char *const keys[]
      = { "oneway:emergency", "oneway:motorcar", "oneway:motor_vehicle", "oneway:vehicle", "oneway" };
  const char *value = ht_osm_tags_get (tags, "oneway");
  if (ht_osm_tags_get (tags, "oneway:conditional") != NULL)
    ht_import_report_note (report, N_ ("one-way rule that holds at times only: ignored"), 1);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      guint32 directions = directions_of (ht_osm_tags_get (tags, keys[i]));
      if (directions != 0)
        return directions;
    }
  if (ht_osm_word_in (value, "reversible alternating"))
    {
      ht_import_report_note (report, N_ ("one-way street whose direction changes: open both ways"), 1);
      return BOTH;
    }
  if (value != NULL)
    ht_import_report_repair (report, N_ ("one-way value without meaning: ignored"), 1);
  if (ht_osm_word_in (ht_osm_tags_get (tags, "junction"), "roundabout circular")
      || ht_osm_tags_is (tags, "highway", "motorway"))
    return HT_SECTION_FORWARD;
  return BOTH;
}

/* The most particular access key that is there. */
static const char *
read_access (const HtOsmTags *tags)
{
  static const char *const keys[] = { "motorcar", "motor_vehicle", "vehicle", "access" };
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const char *value = ht_osm_tags_get (tags, keys[i]);
      if (value != NULL)
        return value;
    }
  return NULL;
}

/* Emergency vehicles go where access is kept from others, unless the map says that even they do not. */
static void
apply_access (const HtOsmTags *tags, HtOsmRoad *road)
{
  const char *emergency = ht_osm_tags_get (tags, "emergency");
  gboolean kept_out
      = ht_osm_word_in (read_access (tags), KEPT_OUT) || ht_osm_tags_is (tags, "highway", "busway");
  if (kept_out)
    road->flags |= HT_SECTION_PRIVATE;
  if (kept_out && g_strcmp0 (emergency, "no") == 0)
    road->flags &= ~BOTH;
}

/* A foot path is driven only where the map says that emergency or motor vehicles may. */
static gboolean
is_driven_path (const HtOsmTags *tags)
{
  return ht_osm_word_in (ht_osm_tags_get (tags, "emergency"), ALLOWED)
         || ht_osm_word_in (ht_osm_tags_get (tags, "motor_vehicle"), ALLOWED " destination delivery private")
         || ht_osm_tags_is (tags, "service", "emergency_access");
}

static void
read_structure (const HtOsmTags *tags, HtOsmRoad *road)
{
  double layer = 0.0;
  const char *text = ht_osm_tags_get (tags, "layer");
  gboolean bridge = ht_osm_tags_has (tags, "bridge"), tunnel = ht_osm_tags_has (tags, "tunnel");
  gboolean below = text != NULL && *text == '-';
  if (bridge)
    road->flags |= HT_SECTION_BRIDGE;
  if (tunnel)
    road->flags |= HT_SECTION_TUNNEL;
  if (ht_osm_parse_number (below ? text + 1 : text, &layer) && layer <= 10.0)
    road->layer = (gint8) (below ? -layer : layer);
  else
    road->layer = (gint8) (bridge ? 1 : tunnel ? -1 : 0);
}

static void
read_limits (const HtOsmTags *tags, HtOsmRoad *road)
{
  static const char *const heights[] = { "maxheight", "maxheight:physical", "maxheight:signed" };
  static const char *const weights[] = { "maxweight", "maxweightrating" };
  double value;
  for (guint i = 0; i < G_N_ELEMENTS (heights); i++)
    if (ht_osm_parse_metres (ht_osm_tags_get (tags, heights[i]), &value) && value > 0.5 && value < 30.0
        && (road->max_height_m == 0.0f || value < road->max_height_m))
      road->max_height_m = (float) value;
  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    if (ht_osm_parse_tonnes (ht_osm_tags_get (tags, weights[i]), &value) && value > 0.1 && value < 500.0
        && (road->max_weight_t == 0.0f || value < road->max_weight_t))
      road->max_weight_t = (float) value;
}

static gboolean
read_ferry (const HtOsmTags *tags, HtOsmRoad *road, HtImportReport *report)
{
  double seconds = 0.0;
  const char *access = read_access (tags);
  if (!ht_osm_tags_is (tags, "route", "ferry"))
    return FALSE;
  road->road_class = HT_ROAD_FERRY;
  road->flags = HT_SECTION_FERRY;
  if (ht_osm_word_in (access, ALLOWED " destination customers permit private"))
    road->flags |= ht_osm_road_read_directions (tags, report);
  else
    ht_import_report_note (report, N_ ("ferry that does not say it carries vehicles: drawn, not driven"), 1);
  if (ht_osm_word_in (access, KEPT_OUT))
    road->flags |= HT_SECTION_PRIVATE;
  if (ht_osm_parse_duration (ht_osm_tags_get (tags, "duration"), &seconds))
    road->duration_s = (float) seconds;
  return TRUE;
}

static gboolean
read_highway (const HtOsmTags *tags, HtOsmRoad *road, HtImportReport *report)
{
  const char *value = ht_osm_tags_get (tags, "highway");
  guint i = 0;
  while (i < G_N_ELEMENTS (highways) && g_strcmp0 (highways[i].value, value) != 0)
    i++;
  if (i == G_N_ELEMENTS (highways))
    return FALSE;
  road->road_class = (guint8) highways[i].road_class;
  if (highways[i].is_link)
    road->flags |= HT_SECTION_LINK;
  if (ht_osm_word_in (ht_osm_tags_get (tags, "junction"), "roundabout circular"))
    road->flags |= HT_SECTION_ROUNDABOUT;
  if (road->road_class == HT_ROAD_PATH && !is_driven_path (tags))
    {
      /* The outline of a square is no way to walk along. */
      return !ht_osm_tags_is (tags, "area", "yes");
    }
  if (road->road_class == HT_ROAD_PATH)
    {
      road->road_class = HT_ROAD_SERVICE;
      road->flags |= HT_SECTION_PRIVATE;
    }
  guint32 directions = ht_osm_road_read_directions (tags, report);
  road->flags |= directions;
  road->way_flags = highways[i].is_known ? (guint8) directions : 0;
  apply_access (tags, road);
  return TRUE;
}

gboolean
ht_osm_road_read (const HtOsmTags *tags, HtOsmRoad *road, HtImportReport *report)
{
  gboolean is_tagged;
  *road = (HtOsmRoad){ 0 };
  if (!read_ferry (tags, road, report) && !read_highway (tags, road, report))
    return FALSE;
  read_structure (tags, road);
  road->is_drawn_only = !(road->flags & BOTH);
  read_limits (tags, road);
  road->speed_kmh = (float) ht_osm_road_read_speed (tags, (HtRoadClass) road->road_class,
                                                    (road->flags & HT_SECTION_LINK) != 0, &is_tagged, report);
  if (is_tagged)
    road->flags |= HT_SECTION_SPEED_TAGGED;
  return TRUE;
}
