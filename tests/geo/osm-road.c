/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tags of a way say about it as a road, value by value. */
#include "geo/osm-road.h"

#include <math.h>
#include <string.h>

#define BOTH (HT_SECTION_FORWARD | HT_SECTION_BACKWARD)
#define MOST_TAGS 8

/* Reads "highway=primary oneway=yes"; "~" is a blank. */
static gboolean
read_road (const char *text, HtOsmRoad *road, HtImportReport *report)
{
  HtOsmTag tags[MOST_TAGS];
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  guint n = 0;
  for (; words[n] != NULL; n++)
    {
      char *equals = strchr (words[n], '=');
      *equals = '\0';
      g_strdelimit (equals + 1, "~", ' ');
      tags[n] = (HtOsmTag){ words[n], equals + 1 };
    }
  const HtOsmTags all = { tags, n };
  return ht_osm_road_read (&all, road, report);
}

/* Tags, and the directions left open. */
static const struct
{
  const char *tags;
  guint32 directions;
} one_ways[] = {
  { "highway=primary", BOTH },
  { "highway=primary oneway=yes", HT_SECTION_FORWARD },
  { "highway=primary oneway=true", HT_SECTION_FORWARD },
  { "highway=primary oneway=1", HT_SECTION_FORWARD },
  { "highway=primary oneway=-1", HT_SECTION_BACKWARD },
  { "highway=primary oneway=reverse", HT_SECTION_BACKWARD },
  { "highway=primary oneway=no", BOTH },
  { "highway=primary oneway=false", BOTH },
  { "highway=primary oneway=0", BOTH },
  { "highway=primary oneway=reversible", BOTH },
  { "highway=primary oneway=alternating", BOTH },
  { "highway=primary oneway=perhaps", BOTH },
  { "highway=motorway", HT_SECTION_FORWARD },
  { "highway=motorway oneway=no", BOTH },
  { "highway=motorway oneway=-1", HT_SECTION_BACKWARD },
  { "highway=motorway oneway=perhaps", HT_SECTION_FORWARD },
  { "highway=motorway_link", BOTH },
  { "highway=motorway_link oneway=yes", HT_SECTION_FORWARD },
  { "highway=trunk", BOTH },
  { "highway=tertiary junction=roundabout", HT_SECTION_FORWARD },
  { "highway=tertiary junction=circular", HT_SECTION_FORWARD },
  { "highway=tertiary junction=roundabout oneway=-1", HT_SECTION_BACKWARD },
  { "highway=tertiary junction=roundabout oneway=no", BOTH },
  { "highway=tertiary junction=yes", BOTH },
  { "highway=primary oneway=yes oneway:emergency=no", BOTH },
  { "highway=primary oneway=yes oneway:bicycle=no", HT_SECTION_FORWARD },
  { "highway=primary oneway=yes oneway:bus=no", HT_SECTION_FORWARD },
  { "highway=primary oneway=no oneway:motor_vehicle=yes", HT_SECTION_FORWARD },
  { "highway=primary oneway=no oneway:vehicle=-1", HT_SECTION_BACKWARD },
  { "highway=primary oneway:motorcar=yes", HT_SECTION_FORWARD },
  { "highway=primary oneway:conditional=yes~@~(07:00-09:00)", BOTH },
  { "highway=primary oneway=yes oneway:conditional=no~@~(22:00-06:00)", HT_SECTION_FORWARD },
};

static void
test_one_way (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (one_ways); i++)
    {
      HtOsmRoad road;
      g_autoptr (HtImportReport) report = ht_import_report_new ();
      g_test_message ("%s", one_ways[i].tags);
      g_assert_true (read_road (one_ways[i].tags, &road, report));
      g_assert_cmpuint (road.flags & BOTH, ==, one_ways[i].directions);
      g_assert_cmpuint (road.way_flags, ==, one_ways[i].directions);
    }
}

static void
test_one_way_counted (void)
{
  HtOsmRoad road;
  g_autoptr (HtImportReport) report = ht_import_report_new ();
  read_road ("highway=primary oneway=perhaps", &road, report);
  g_assert_cmpuint (ht_reasons_get (report->repaired, "one-way value without meaning: ignored"), ==, 1);
  read_road ("highway=primary oneway=reversible", &road, report);
  g_assert_cmpuint (ht_reasons_get (report->noted, "one-way street whose direction changes: open both ways"),
                    ==, 1);
  read_road ("highway=primary oneway:conditional=x", &road, report);
  g_assert_cmpuint (ht_reasons_get (report->noted, "one-way rule that holds at times only: ignored"), ==, 1);
  read_road ("highway=primary oneway=yes", &road, report);
  g_assert_cmpuint (ht_reasons_sum (report->repaired), ==, 1);
  g_assert_cmpuint (ht_reasons_sum (report->noted), ==, 2);
}

/* What cars know, in the order of HtRoadClass; each of the first five has links of its own. */
static const char *const classes[]
    = { "motorway",     "trunk",       "primary",       "secondary", "tertiary",
        "unclassified", "residential", "living_street", "service" };
#define N_LINKED 5

static void
check_class (const char *value, HtRoadClass road_class, gboolean is_link, gboolean counts)
{
  HtOsmRoad road;
  g_autoptr (HtImportReport) report = ht_import_report_new ();
  g_autofree char *tags = g_strdup_printf ("highway=%s", value);
  g_test_message ("%s", tags);
  g_assert_true (read_road (tags, &road, report));
  g_assert_cmpint (road.road_class, ==, road_class);
  g_assert_cmpint ((road.flags & HT_SECTION_LINK) != 0, ==, is_link);
  g_assert_cmpint (road.way_flags != 0, ==, counts);
  g_assert_false (road.is_drawn_only);
  g_assert_cmpfloat (road.speed_kmh, >, 0.0f);
  g_assert_false (road.flags & HT_SECTION_SPEED_TAGGED);
}

static void
test_classes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    check_class (classes[i], HT_ROAD_MOTORWAY + i, FALSE, TRUE);
  for (guint i = 0; i < N_LINKED; i++)
    {
      g_autofree char *link = g_strconcat (classes[i], "_link", NULL);
      check_class (link, HT_ROAD_MOTORWAY + i, TRUE, TRUE);
    }
  check_class ("road", HT_ROAD_UNCLASSIFIED, FALSE, FALSE);
  check_class ("track", HT_ROAD_TRACK, FALSE, FALSE);
  check_class ("busway", HT_ROAD_SERVICE, FALSE, FALSE);
}

static const char *const no_roads[] = { "highway=construction",
                                        "highway=proposed",
                                        "highway=platform",
                                        "highway=corridor",
                                        "highway=rest_area",
                                        "highway=bus_stop",
                                        "highway=raceway",
                                        "highway=abandoned",
                                        "railway=rail",
                                        "waterway=river",
                                        "highway=pedestrian area=yes",
                                        "highway=elevator",
                                        "highway=Primary",
                                        "route=bus" };

static void
test_no_roads (void)
{
  HtOsmRoad road;
  g_autoptr (HtImportReport) report = ht_import_report_new ();
  for (guint i = 0; i < G_N_ELEMENTS (no_roads); i++)
    {
      g_test_message ("%s", no_roads[i]);
      g_assert_false (read_road (no_roads[i], &road, report));
    }
}

static void
test_paths (void)
{
  static const char *const paths[] = { "footway", "cycleway", "path", "steps", "pedestrian", "bridleway" };
  g_autoptr (HtImportReport) report = ht_import_report_new ();
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      HtOsmRoad road;
      g_autofree char *plain = g_strdup_printf ("highway=%s", paths[i]);
      g_autofree char *open = g_strdup_printf ("highway=%s emergency=yes", paths[i]);
      g_assert_true (read_road (plain, &road, report));
      g_assert_cmpint (road.road_class, ==, HT_ROAD_PATH);
      g_assert_true (road.is_drawn_only);
      g_assert_cmpuint (road.flags & BOTH, ==, 0);
      g_assert_cmpuint (road.way_flags, ==, 0);
      g_assert_true (read_road (open, &road, report));
      g_assert_cmpint (road.road_class, ==, HT_ROAD_SERVICE);
      g_assert_cmpuint (road.flags & BOTH, ==, BOTH);
      g_assert_true (road.flags & HT_SECTION_PRIVATE);
      g_assert_cmpuint (road.way_flags, ==, 0);
    }
}

/* Tags, open directions, whether only emergency vehicles may. */
static const struct
{
  const char *tags;
  guint32 directions;
  gboolean is_private;
} accesses[] = {
  { "highway=service", BOTH, FALSE },
  { "highway=service access=private", BOTH, TRUE },
  { "highway=service access=no", BOTH, TRUE },
  { "highway=service access=destination", BOTH, TRUE },
  { "highway=service access=customers", BOTH, TRUE },
  { "highway=service access=permit", BOTH, TRUE },
  { "highway=service access=emergency", BOTH, TRUE },
  { "highway=service access=yes", BOTH, FALSE },
  { "highway=service access=permissive", BOTH, FALSE },
  { "highway=service access=unknown", BOTH, FALSE },
  { "highway=service access=no emergency=yes", BOTH, TRUE },
  { "highway=service access=private emergency=designated", BOTH, TRUE },
  { "highway=service access=no emergency=no", 0, TRUE },
  { "highway=service access=private emergency=no", 0, TRUE },
  { "highway=service emergency=no", BOTH, FALSE },
  { "highway=residential motor_vehicle=no", BOTH, TRUE },
  { "highway=residential vehicle=private", BOTH, TRUE },
  { "highway=residential motorcar=destination", BOTH, TRUE },
  { "highway=residential access=no motor_vehicle=yes", BOTH, FALSE },
  { "highway=residential access=yes motor_vehicle=private", BOTH, TRUE },
  { "highway=residential vehicle=no motor_vehicle=permissive", BOTH, FALSE },
  { "highway=residential motor_vehicle=no motorcar=yes", BOTH, FALSE },
  { "highway=track motor_vehicle=forestry", BOTH, TRUE },
  { "highway=track motor_vehicle=agricultural", BOTH, TRUE },
  { "highway=busway", BOTH, TRUE },
  { "highway=service access=private oneway=yes", HT_SECTION_FORWARD, TRUE },
  { "highway=footway motor_vehicle=destination", BOTH, TRUE },
  { "highway=footway service=emergency_access", BOTH, TRUE },
};

static void
test_access (void)
{
  g_autoptr (HtImportReport) report = ht_import_report_new ();
  for (guint i = 0; i < G_N_ELEMENTS (accesses); i++)
    {
      HtOsmRoad road;
      g_test_message ("%s", accesses[i].tags);
      g_assert_true (read_road (accesses[i].tags, &road, report));
      g_assert_cmpuint (road.flags & BOTH, ==, accesses[i].directions);
      g_assert_cmpint ((road.flags & HT_SECTION_PRIVATE) != 0, ==, accesses[i].is_private);
      g_assert_cmpint (road.is_drawn_only, ==, accesses[i].directions == 0);
    }
}

/* Speed texts; 0 where they are none. */
static const struct
{
  const char *text;
  double kmh;
} speeds[] = {
  { "50", 50.0 },
  { "50 km/h", 50.0 },
  { "50km/h", 50.0 },
  { "50 kmh", 50.0 },
  { "50 kph", 50.0 },
  { "80公里", 80.0 },
  { "30 mph", 48.28032 },
  { "30mph", 48.28032 },
  { "10 knots", 18.52 },
  { "7.5", 7.5 },
  { "CN:urban", 50.0 },
  { "CN:rural", 70.0 },
  { "CN:motorway", 120.0 },
  { "DE:urban", 50.0 },
  { "DE:rural", 80.0 },
  { "DE:motorway", 120.0 },
  { "AT:zone:30", 30.0 },
  { "DE:zone30", 30.0 },
  { "DE:living_street", 20.0 },
  { "walk", 6.0 },
  { "DE:walk", 6.0 },
  { "none", 120.0 },
  { "50;30", 30.0 },
  { "60|80|100", 60.0 },
  { "signals;40", 40.0 },
  { "signals", 0.0 },
  { "variable", 0.0 },
  { "", 0.0 },
  { "0", 0.0 },
  { "-50", 0.0 },
  { "5000", 0.0 },
  { "fast", 0.0 },
  { "fifty km/h", 0.0 },
  { "mph", 0.0 },
  { "XX:", 0.0 },
  { "XX:zone", 0.0 },
  { ":", 0.0 },
};

static void
test_speed_texts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    {
      double kmh = 0.0;
      g_test_message ("“%s”", speeds[i].text);
      g_assert_cmpint (ht_osm_parse_speed (speeds[i].text, &kmh), ==, speeds[i].kmh > 0.0);
      if (speeds[i].kmh > 0.0)
        g_assert_cmpfloat_with_epsilon (kmh, speeds[i].kmh, 1e-9);
    }
}

static void
check_speed (const char *tags, double kmh, gboolean is_tagged)
{
  HtOsmRoad road;
  g_autoptr (HtImportReport) report = ht_import_report_new ();
  g_test_message ("%s", tags);
  g_assert_true (read_road (tags, &road, report));
  g_assert_cmpfloat_with_epsilon (road.speed_kmh, kmh, 1e-4);
  g_assert_cmpint ((road.flags & HT_SECTION_SPEED_TAGGED) != 0, ==, is_tagged);
}

static void
test_speeds (void)
{
  /* Defaults for Chinese cities: the upper design speeds of CJJ 37-2012, table 3.2.1. */
  check_speed ("highway=trunk", 80.0, FALSE);
  check_speed ("highway=primary", 60.0, FALSE);
  check_speed ("highway=secondary", 50.0, FALSE);
  check_speed ("highway=tertiary", 40.0, FALSE);
  check_speed ("highway=residential", 30.0, FALSE);
  check_speed ("highway=trunk_link", 40.0, FALSE);
  check_speed ("highway=primary maxspeed=40", 40.0, TRUE);
  check_speed ("highway=primary maxspeed=signals", 60.0, FALSE);
  check_speed ("highway=primary maxspeed=nonsense", 60.0, FALSE);
  check_speed ("highway=primary maxspeed:forward=45", 45.0, TRUE);
  check_speed ("highway=primary maxspeed:backward=35", 35.0, TRUE);
  check_speed ("highway=primary maxspeed:type=CN:urban", 50.0, TRUE);
  check_speed ("highway=primary source:maxspeed=CN:urban", 50.0, TRUE);
  check_speed ("highway=primary source:maxspeed=sign", 60.0, FALSE);
  check_speed ("highway=residential zone:maxspeed=DE:30", 30.0, FALSE);
  check_speed ("highway=primary maxspeed=signals maxspeed:forward=70", 70.0, TRUE);
}

static void
test_speed_counted (void)
{
  HtOsmRoad road;
  g_autoptr (HtImportReport) report = ht_import_report_new ();
  read_road ("highway=primary maxspeed=nonsense", &road, report);
  read_road ("highway=primary maxspeed=signals", &road, report);
  read_road ("highway=primary maxspeed=default", &road, report);
  read_road ("highway=primary", &road, report);
  g_assert_cmpuint (ht_reasons_sum (report->repaired), ==, 1);
}

static void
test_limits (void)
{
  HtOsmRoad road;
  g_autoptr (HtImportReport) report = ht_import_report_new ();
  read_road ("highway=primary maxheight=3.5 maxweight=7.5", &road, report);
  g_assert_cmpfloat_with_epsilon (road.max_height_m, 3.5, 1e-6);
  g_assert_cmpfloat_with_epsilon (road.max_weight_t, 7.5, 1e-6);
  read_road ("highway=primary maxheight=none maxweight=none", &road, report);
  g_assert_cmpfloat (road.max_height_m, ==, 0.0f);
  g_assert_cmpfloat (road.max_weight_t, ==, 0.0f);
  read_road ("highway=primary maxheight=4.5 maxheight:physical=4.2", &road, report);
  g_assert_cmpfloat_with_epsilon (road.max_height_m, 4.2, 1e-6);
  read_road ("highway=primary maxheight=11'6\" maxweight=5000~kg", &road, report);
  g_assert_cmpfloat_with_epsilon (road.max_height_m, 3.5052, 1e-4);
  g_assert_cmpfloat_with_epsilon (road.max_weight_t, 5.0, 1e-6);
  /* Out of what a road can have. */
  read_road ("highway=primary maxheight=0.1 maxweight=0", &road, report);
  g_assert_cmpfloat (road.max_height_m, ==, 0.0f);
  g_assert_cmpfloat (road.max_weight_t, ==, 0.0f);
  read_road ("highway=primary maxheight=350 maxweight=7500", &road, report);
  g_assert_cmpfloat (road.max_height_m, ==, 0.0f);
  g_assert_cmpfloat (road.max_weight_t, ==, 0.0f);
}

static void
check_structure (const char *tags, guint32 flags, int layer)
{
  HtOsmRoad road;
  g_autoptr (HtImportReport) report = ht_import_report_new ();
  g_test_message ("%s", tags);
  g_assert_true (read_road (tags, &road, report));
  g_assert_cmpuint (road.flags & (HT_SECTION_BRIDGE | HT_SECTION_TUNNEL | HT_SECTION_ROUNDABOUT), ==, flags);
  g_assert_cmpint (road.layer, ==, layer);
}

static void
test_structures (void)
{
  check_structure ("highway=primary", 0, 0);
  check_structure ("highway=primary bridge=yes", HT_SECTION_BRIDGE, 1);
  check_structure ("highway=primary bridge=viaduct layer=2", HT_SECTION_BRIDGE, 2);
  check_structure ("highway=primary bridge=no", 0, 0);
  check_structure ("highway=primary tunnel=yes", HT_SECTION_TUNNEL, -1);
  check_structure ("highway=primary tunnel=building_passage", HT_SECTION_TUNNEL, -1);
  check_structure ("highway=primary tunnel=yes layer=-3", HT_SECTION_TUNNEL, -3);
  check_structure ("highway=primary tunnel=no layer=-1", 0, -1);
  check_structure ("highway=primary bridge=yes layer=high", HT_SECTION_BRIDGE, 1);
  check_structure ("highway=primary layer=99", 0, 0);
  check_structure ("highway=primary layer=-", 0, 0);
  check_structure ("highway=primary junction=roundabout", HT_SECTION_ROUNDABOUT, 0);
  check_structure ("highway=footway bridge=yes", HT_SECTION_BRIDGE, 1);
}

static void
test_ferries (void)
{
  HtOsmRoad road;
  g_autoptr (HtImportReport) report = ht_import_report_new ();
  g_assert_true (read_road ("route=ferry motor_vehicle=yes duration=00:15", &road, report));
  g_assert_cmpint (road.road_class, ==, HT_ROAD_FERRY);
  g_assert_cmpuint (road.flags & BOTH, ==, BOTH);
  g_assert_true (road.flags & HT_SECTION_FERRY);
  g_assert_cmpfloat_with_epsilon (road.duration_s, 900.0, 1e-3);
  g_assert_cmpuint (road.way_flags, ==, 0);
  g_assert_true (read_road ("route=ferry motorcar=yes oneway=yes", &road, report));
  g_assert_cmpuint (road.flags & BOTH, ==, HT_SECTION_FORWARD);
  g_assert_true (read_road ("route=ferry access=private", &road, report));
  g_assert_cmpuint (road.flags & BOTH, ==, BOTH);
  g_assert_true (road.flags & HT_SECTION_PRIVATE);
  g_assert_cmpuint (ht_reasons_sum (report->noted), ==, 0);
  /* Across the Huangpu most carry people only. */
  g_assert_true (read_road ("route=ferry", &road, report));
  g_assert_true (road.is_drawn_only);
  g_assert_true (read_road ("route=ferry foot=yes motor_vehicle=no", &road, report));
  g_assert_true (road.is_drawn_only);
  g_assert_cmpuint (ht_reasons_get (report->noted,
                                    "ferry that does not say it carries vehicles: drawn, not driven"),
                    ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geo/osm-road/one-way", test_one_way);
  g_test_add_func ("/geo/osm-road/one-way-counted", test_one_way_counted);
  g_test_add_func ("/geo/osm-road/classes", test_classes);
  g_test_add_func ("/geo/osm-road/no-roads", test_no_roads);
  g_test_add_func ("/geo/osm-road/paths", test_paths);
  g_test_add_func ("/geo/osm-road/access", test_access);
  g_test_add_func ("/geo/osm-road/speed-texts", test_speed_texts);
  g_test_add_func ("/geo/osm-road/speeds", test_speeds);
  g_test_add_func ("/geo/osm-road/speed-counted", test_speed_counted);
  g_test_add_func ("/geo/osm-road/limits", test_limits);
  g_test_add_func ("/geo/osm-road/structures", test_structures);
  g_test_add_func ("/geo/osm-road/ferries", test_ferries);
  return g_test_run ();
}
