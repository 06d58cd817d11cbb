/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which features of which tables the objects of a map become, and with what geometry. */
#include <math.h>
#include <string.h>

#include "sketch.h"

/* A square of 100 by 100 steps, 95.5 m by 110.9 m. */
#define SQUARE "n 1 0 0\nn 2 100 0\nn 3 100 100\nn 4 0 100\n"
/* A smaller one inside it. */
#define INNER "n 5 25 25\nn 6 75 25\nn 7 75 75\nn 8 25 75\n"
#define SQUARE_M2 (95.49 * 110.86)

static const HtFeature *
only_feature (const HtMapData *data, const char *table)
{
  const GPtrArray *features = ht_map_data_get_features (data, table);
  g_assert_nonnull (features);
  g_assert_cmpuint (features->len, ==, 1);
  return g_ptr_array_index (features, 0);
}

/* Tags of a node, the one feature they make, and its kind ("" none). */
static const struct
{
  const char *tags, *table, *kind;
} nodes[] = {
  { "amenity=fire_station", "station", "ordinary" },
  { "emergency=ambulance_station", "station", "ambulance" },
  { "amenity=police", "station", "police" },
  { "amenity=hospital", "hospital", "" },
  { "healthcare=hospital", "hospital", "" },
  { "amenity=school", "school", "school" },
  { "amenity=kindergarten name=K", "school", "kindergarten" },
  { "amenity=college", "school", "college" },
  { "amenity=university", "school", "university" },
  { "emergency=assembly_point", "shelter", "assembly_point" },
  { "emergency=evacuation_centre", "shelter", "evacuation_centre" },
  { "evacuation_center=yes", "shelter", "evacuation_centre" },
  { "social_facility=shelter", "shelter", "social_shelter" },
  { "amenity=refugee_site", "shelter", "refugee_site" },
  { "place=suburb name=A", "place", "suburb" },
  { "place=square name=A", "place", "square" },
  { "railway=station name=A", "place", "station" },
  { "railway=halt name=A", "place", "station" },
  { "public_transport=station name=A", "place", "station" },
  { "shop=supermarket name=A", "place", "poi" },
  { "tourism=museum name=A", "place", "poi" },
  { "office=government name=A", "place", "poi" },
  { "amenity=bank name:en=Bank", "place", "poi" },
  { "addr:housenumber=100 addr:street=曲阳路", "place", "address" },
};

static void
test_nodes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (nodes); i++)
    {
      g_autofree char *sketch = g_strdup_printf ("n 7 100 200 %s", nodes[i].tags);
      g_test_message ("%s", sketch);
      g_autoptr (HtMapData) data = test_sketch_read (sketch, HT_OSM_ALL);
      g_assert_cmpuint (g_hash_table_size (data->features), ==, 1);
      const HtFeature *feature = only_feature (data, nodes[i].table);
      g_assert_cmpstr (ht_value_member_text (feature->attributes, "kind", ""), ==, nodes[i].kind);
      g_assert_cmpint (feature->geometry->kind, ==, HT_GEOMETRY_POINT);
      g_assert_cmpfloat (feature->geometry->points[0].lon, ==, 121.001);
      g_assert_cmpfloat (feature->geometry->points[0].lat, ==, 31.002);
    }
}

static const char *const nothing[] = { "amenity=bank",
                                       "shop=supermarket",
                                       "place=suburb",
                                       "name=A",
                                       "highway=traffic_signals",
                                       "natural=tree name=A",
                                       "disused:amenity=fire_station",
                                       "addr:housenumber=5",
                                       "addr:street=A",
                                       "building=yes",
                                       "natural=water",
                                       "shop=no name=A" };

static void
test_nothing (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (nothing); i++)
    {
      g_autofree char *sketch = g_strdup_printf ("n 7 100 200 %s", nothing[i]);
      g_test_message ("%s", sketch);
      g_autoptr (HtMapData) data = test_sketch_read (sketch, HT_OSM_ALL);
      g_assert_cmpuint (g_hash_table_size (data->features), ==, 0);
    }
}

static void
test_rain_shelter (void)
{
  g_autoptr (HtMapData) data = test_sketch_read ("n 1 0 0 amenity=shelter shelter_type=public_transport\n"
                                                 "n 2 0 9 amenity=shelter emergency=assembly_point\n",
                                                 HT_OSM_SHELTER);
  g_assert_cmpuint (test_count (data, "shelter", NULL), ==, 1);
  g_assert_cmpuint (test_noted (data, "rain shelter (amenity=shelter), no refuge: not taken"), ==, 1);
}

static void
test_railways (void)
{
  g_autoptr (HtMapData) data = test_sketch_read ("n 1 0 0\nn 2 100 0\nn 3 0 100\nn 4 100 100\n"
                                                 "w 10 1 2 railway=rail name=沪宁铁路\n"
                                                 "w 11 1 3 railway=subway tunnel=yes\n"
                                                 "w 12 2 3 railway=rail service=siding\n"
                                                 "w 13 3 4 railway=abandoned\nw 14 2 4 railway=platform\n",
                                                 HT_OSM_ALL);
  g_assert_cmpuint (test_count (data, "railway", "rail"), ==, 2);
  g_assert_cmpuint (test_count (data, "railway", "metro"), ==, 1);
  g_assert_cmpuint (test_count (data, "railway", NULL), ==, 3);
  const HtFeature *first = g_ptr_array_index (ht_map_data_get_features (data, "railway"), 0);
  g_assert_cmpstr (first->name, ==, "沪宁铁路");
  g_assert_cmpint (first->geometry->kind, ==, HT_GEOMETRY_LINE);
}

static void
test_land_use (void)
{
  g_autoptr (HtMapData) data
      = test_sketch_read ("n 1 0 0\nn 2 100 0\nn 3 0 100\n"
                          "w 10 1 2 3 1 landuse=industrial name=宝钢\nw 11 1 2 3 1 landuse=grass\n"
                          "w 12 1 2 3 landuse=residential\n",
                          HT_OSM_ALL);
  g_assert_cmpuint (test_count (data, "land_use", "industrial"), ==, 1);
  g_assert_cmpuint (test_count (data, "land_use", NULL), ==, 1);
  g_assert_cmpuint (test_count (data, "green", "grass"), ==, 1);
}

static void
test_numbers (void)
{
  g_autoptr (HtMapData) data = test_sketch_read ("n 1 0 0 amenity=hospital beds=1200 emergency=yes name=H\n"
                                                 "n 2 0 9 emergency=assembly_point capacity=300\n"
                                                 "n 3 0 18 place=town population=54,000 name=T name:en=Town\n"
                                                 "n 4 0 27 place=town population=54000 name=U alt_name=V\n",
                                                 HT_OSM_ALL);
  const HtFeature *hospital = only_feature (data, "hospital");
  g_assert_cmpint (ht_value_member_int (hospital->attributes, "beds", -1), ==, 1200);
  g_assert_cmpstr (ht_value_member_text (hospital->attributes, "emergency", ""), ==, "yes");
  g_assert_cmpint (ht_value_member_int (only_feature (data, "shelter")->attributes, "capacity", -1), ==, 300);
  const HtFeature *town = g_ptr_array_index (ht_map_data_get_features (data, "place"), 1);
  g_assert_cmpint (ht_value_member_int (town->attributes, "population", -1), ==, 54000);
  g_assert_cmpstr (ht_value_member_text (town->attributes, "alt_name", ""), ==, "V");
  const HtFeature *first = g_ptr_array_index (ht_map_data_get_features (data, "place"), 0);
  g_assert_cmpstr (ht_value_member_text (first->attributes, "name_en", ""), ==, "Town");
}

static void
test_absurd_numbers (void)
{
  g_autoptr (HtMapData) data = test_sketch_read ("n 1 0 0 amenity=hospital beds=many\n"
                                                 "n 2 0 9 amenity=hospital beds=999999999\n"
                                                 "n 3 0 9 amenity=hospital beds=-5\n",
                                                 HT_OSM_HOSPITAL);
  for (guint i = 0; i < 3; i++)
    {
      const HtFeature *hospital = g_ptr_array_index (ht_map_data_get_features (data, "hospital"), i);
      g_assert_null (ht_value_get_member (hospital->attributes, "beds"));
    }
}

/* Street and number, and the address people say. */
static const struct
{
  const char *street, *number, *name;
} addresses[] = { { "曲阳路", "100", "曲阳路100号" },         { "曲阳路", "100号", "曲阳路100号" },
                  { "曲阳路", "100弄5号", "曲阳路100弄5号" }, { "曲阳路", "100弄", "曲阳路100弄" },
                  { "Städtle", "49", "Städtle 49" },          { "Main~Street", "12a", "Main Street 12a" } };

static void
test_addresses (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autofree char *sketch = g_strdup_printf ("n 7 0 0 addr:housenumber=%s addr:street=%s",
                                                 addresses[i].number, addresses[i].street);
      g_autoptr (HtMapData) data = test_sketch_read (sketch, HT_OSM_PLACE);
      g_assert_cmpstr (only_feature (data, "place")->name, ==, addresses[i].name);
    }
}

static void
test_several_things_at_once (void)
{
  /* A school with an address in a building of its own. */
  g_autoptr (HtMapData) data
      = test_sketch_read (SQUARE "w 10 1 2 3 4 1 building=school amenity=school name=小学 building:levels=4 "
                                 "addr:street=曲阳路 addr:housenumber=7",
                          HT_OSM_ALL);
  const HtFeature *building = only_feature (data, "building");
  const HtFeature *school = only_feature (data, "school");
  const HtFeature *place = only_feature (data, "place");
  g_assert_cmpstr (building->name, ==, "小学");
  g_assert_cmpstr (ht_value_member_text (building->attributes, "kind", ""), ==, "school");
  g_assert_cmpint (ht_value_member_int (building->attributes, "levels", 0), ==, 4);
  g_assert_cmpfloat (ht_value_member_real (building->attributes, "height_m", 0.0), ==, 12.0);
  g_assert_true (ht_value_member_bool (building->attributes, "height_assumed", FALSE));
  g_assert_cmpint (building->geometry->kind, ==, HT_GEOMETRY_POLYGON);
  g_assert_cmpfloat_with_epsilon (ht_geometry_area_m2 (building->geometry), SQUARE_M2, 3.0);
  g_assert_cmpint (school->geometry->kind, ==, HT_GEOMETRY_POINT);
  g_assert_true (ht_geometry_contains (building->geometry, &school->geometry->points[0]));
  g_assert_cmpstr (place->name, ==, "曲阳路7号");
  g_assert_cmpstr (ht_value_member_text (place->attributes, "at", ""), ==, "小学");
  /* Every feature has an identifier of its own, the same for ever. */
  g_assert_false (ht_uuid_equal (&building->id, &school->id));
  const HtUuid again = ht_osm_feature_id ("building", 'w', 10);
  g_assert_true (ht_uuid_equal (&building->id, &again));
}

static void
test_named_address (void)
{
  /* A shop with an address is two places with two identifiers. */
  g_autoptr (HtMapData) data
      = test_sketch_read ("n 1 0 0 shop=books name=书店 addr:street=福州路 addr:housenumber=465",
                          HT_OSM_PLACE);
  const GPtrArray *places = ht_map_data_get_features (data, "place");
  g_assert_cmpuint (places->len, ==, 2);
  const HtFeature *a = g_ptr_array_index (places, 0), *b = g_ptr_array_index (places, 1);
  g_assert_false (ht_uuid_equal (&a->id, &b->id));
  g_assert_cmpuint (test_count (data, "place", "address"), ==, 1);
  g_assert_cmpuint (test_count (data, "place", "poi"), ==, 1);
}

/* Height tags of a building, and what comes of them; 0 where nothing is known. */
static const struct
{
  const char *tags;
  double height_m;
  int levels;
} heights[] = { { "height=30", 30.0, 0 },           { "height=30~m building:levels=9", 30.0, 9 },
                { "building:levels=9", 27.0, 9 },   { "building:levels=2.5", 7.5, 3 },
                { "building:height=12", 12.0, 0 },  { "height=100~ft", 30.48, 0 },
                { "height=tall", 0.0, 0 },          { "height=0", 0.0, 0 },
                { "height=5000", 0.0, 0 },          { "building:levels=0", 0.0, 0 },
                { "building:levels=1000", 0.0, 0 }, { "building:levels=three", 0.0, 0 } };

static void
test_heights (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (heights); i++)
    {
      g_autofree char *sketch = g_strdup_printf (SQUARE "w 10 1 2 3 4 1 building=yes %s", heights[i].tags);
      g_test_message ("%s", heights[i].tags);
      g_autoptr (HtMapData) data = test_sketch_read (sketch, HT_OSM_BUILDING);
      const HtFeature *building = only_feature (data, "building");
      g_assert_cmpfloat_with_epsilon (ht_value_member_real (building->attributes, "height_m", 0.0),
                                      heights[i].height_m, 1e-9);
      g_assert_cmpint (ht_value_member_int (building->attributes, "levels", 0), ==, heights[i].levels);
    }
}

/* Tags of a closed way and the area they make. */
static const struct
{
  const char *tags, *table, *kind;
} areas[] = {
  { "natural=water", "water", "lake" },
  { "natural=water water=pond", "water", "lake" },
  { "natural=water water=river", "water", "river" },
  { "natural=water water=canal", "water", "canal" },
  { "waterway=riverbank", "water", "river" },
  { "waterway=dock", "water", "lake" },
  { "landuse=reservoir", "water", "lake" },
  { "leisure=park", "green", "park" },
  { "leisure=pitch", "green", "sport" },
  { "leisure=nature_reserve", "green", "reserve" },
  { "landuse=forest", "green", "wood" },
  { "natural=wood", "green", "wood" },
  { "landuse=grass", "green", "grass" },
  { "natural=scrub", "green", "grass" },
  { "landuse=cemetery", "green", "cemetery" },
  { "landuse=orchard", "green", "garden" },
  { "natural=wetland", "green", "wetland" },
  { "building=apartments", "building", "apartments" },
};

static void
test_areas (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (areas); i++)
    {
      g_autofree char *sketch = g_strdup_printf (SQUARE "w 10 1 2 3 4 1 %s", areas[i].tags);
      g_test_message ("%s", areas[i].tags);
      g_autoptr (HtMapData) data = test_sketch_read (sketch, HT_OSM_ALL);
      g_assert_cmpuint (g_hash_table_size (data->features), ==, 1);
      const HtFeature *feature = only_feature (data, areas[i].table);
      g_assert_cmpstr (ht_value_member_text (feature->attributes, "kind", ""), ==, areas[i].kind);
      g_assert_cmpint (feature->geometry->kind, ==, HT_GEOMETRY_POLYGON);
    }
}

static void
test_rivers_are_lines (void)
{
  static const char *const kinds[] = { "river", "stream", "canal", "drain", "ditch" };
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *sketch = g_strdup_printf (SQUARE "w 10 1 2 3 waterway=%s name=R", kinds[i]);
      g_autoptr (HtMapData) data = test_sketch_read (sketch, HT_OSM_WATER);
      const HtFeature *feature = only_feature (data, "water");
      g_assert_cmpstr (ht_value_member_text (feature->attributes, "kind", ""), ==, kinds[i]);
      g_assert_cmpint (feature->geometry->kind, ==, HT_GEOMETRY_LINE);
      g_assert_cmpuint (feature->geometry->n_points, ==, 3);
    }
  /* A moat is closed and still a line. */
  g_autoptr (HtMapData) moat = test_sketch_read (SQUARE "w 10 1 2 3 4 1 waterway=canal", HT_OSM_WATER);
  g_assert_cmpint (only_feature (moat, "water")->geometry->kind, ==, HT_GEOMETRY_LINE);
}

static void
test_broken_line (void)
{
  g_autoptr (HtMapData) data = test_sketch_read (SQUARE INNER "w 10 1 2 99 3 4 98 5 waterway=river\n"
                                                              "w 11 97 6 96 waterway=river",
                                                 HT_OSM_WATER);
  const HtGeometry *line = only_feature (data, "water")->geometry;
  g_assert_cmpuint (line->n_parts, ==, 2);
  g_assert_cmpuint (line->n_points, ==, 4);
  g_assert_cmpuint (test_dropped (data, "point of a line that is not in the file"), ==, 4);
  g_assert_cmpuint (test_dropped (data, "line with fewer than two points in the file"), ==, 1);
}

static void
test_bad_outlines (void)
{
  g_autoptr (HtMapData) data = test_sketch_read (SQUARE INNER "w 10 1 2 3 4 building=yes\n"
                                                              "w 11 1 2 99 1 building=yes\n"
                                                              "w 12 1 2 2 1 building=yes\n"
                                                              "w 13 5 6 7 8 5 building=yes\n",
                                                 HT_OSM_BUILDING);
  g_assert_cmpuint (test_count (data, "building", NULL), ==, 1);
  g_assert_cmpuint (test_dropped (data, "building whose outline is not closed"), ==, 1);
  g_assert_cmpuint (test_dropped (data, "outline with points that are not in the file"), ==, 1);
  g_assert_cmpuint (test_dropped (data, "outline that encloses nothing"), ==, 1);
}

static void
test_bow_tie (void)
{
  g_autoptr (HtMapData) data = test_sketch_read (SQUARE "w 10 1 2 4 3 1 building=yes", HT_OSM_BUILDING);
  const HtGeometry *area = only_feature (data, "building")->geometry;
  g_assert_cmpuint (test_repaired (data, "outline that crosses or touches itself: untangled"), ==, 1);
  /* Two triangles, together half of the square. */
  g_assert_cmpuint (area->n_parts, ==, 2);
  g_assert_cmpfloat_with_epsilon (ht_geometry_area_m2 (area), SQUARE_M2 / 2.0, 3.0);
}

static void
test_multipolygon (void)
{
  g_autoptr (HtMapData) data
      = test_sketch_read (SQUARE INNER
                          "w 10 1 2 3\nw 11 3 4 1\nw 12 5 6 7 8 5\n"
                          "r 20 w10:outer w12:inner w11:outer type=multipolygon natural=water name=湖",
                          HT_OSM_WATER);
  const HtFeature *lake = only_feature (data, "water");
  g_assert_cmpuint (lake->geometry->n_parts, ==, 2);
  g_assert_true (lake->geometry->outer[0]);
  g_assert_false (lake->geometry->outer[1]);
  g_assert_cmpfloat_with_epsilon (ht_geometry_area_m2 (lake->geometry), SQUARE_M2 * 0.75, 3.0);
  const HtUuid id = ht_osm_feature_id ("water", 'r', 20);
  g_assert_true (ht_uuid_equal (&lake->id, &id));
}

static void
test_roles_may_be_wrong (void)
{
  /* Geometry tells land from holes: inner and outer are swapped, and one role is empty. */
  g_autoptr (HtMapData) data
      = test_sketch_read (SQUARE INNER "w 10 1 2 3 4 1\nw 12 5 6 7 8 5\n"
                                       "r 20 w10: w12:outer type=multipolygon natural=water",
                          HT_OSM_WATER);
  g_assert_cmpfloat_with_epsilon (ht_geometry_area_m2 (only_feature (data, "water")->geometry),
                                  SQUARE_M2 * 0.75, 3.0);
}

static void
test_island_in_lake_in_island (void)
{
  g_autoptr (HtMapData) data
      = test_sketch_read (SQUARE INNER "n 11 40 40\nn 12 60 40\nn 13 60 60\nn 14 40 60\n"
                                       "w 10 1 2 3 4 1\nw 12 5 6 7 8 5\nw 13 11 12 13 14 11\n"
                                       "r 20 w10:outer w12:inner w13:outer type=multipolygon landuse=forest",
                          HT_OSM_GREEN);
  const HtGeometry *area = only_feature (data, "green")->geometry;
  g_assert_cmpuint (area->n_parts, ==, 3);
  /* The outermost with its hole, then the island. */
  g_assert_true (area->outer[0]);
  g_assert_false (area->outer[1]);
  g_assert_true (area->outer[2]);
  g_assert_cmpfloat_with_epsilon (ht_geometry_area_m2 (area), SQUARE_M2 * (0.75 + 0.04), 3.0);
}

static void
test_rings_that_do_not_close (void)
{
  g_autoptr (HtMapData) open
      = test_sketch_read (SQUARE "w 10 1 2 3\nw 11 3 4\n"
                                 "r 20 w10:outer w11:outer type=multipolygon natural=water",
                          HT_OSM_WATER);
  g_assert_cmpuint (test_count (open, "water", NULL), ==, 0);
  g_assert_cmpuint (test_dropped (open, "area whose outer ways do not close"), ==, 1);
  g_autoptr (HtMapData) missing
      = test_sketch_read (SQUARE "w 10 1 2 3\n"
                                 "r 20 w10:outer w99:outer type=multipolygon natural=water",
                          HT_OSM_WATER);
  g_assert_cmpuint (test_dropped (missing, "area of which outer ways are not in the file"), ==, 1);
  /* A hole that does not close is filled in. */
  g_autoptr (HtMapData) hole
      = test_sketch_read (SQUARE INNER "w 10 1 2 3 4 1\nw 12 5 6 7\n"
                                       "r 20 w10:outer w12:inner type=multipolygon natural=water",
                          HT_OSM_WATER);
  g_assert_cmpfloat_with_epsilon (ht_geometry_area_m2 (only_feature (hole, "water")->geometry), SQUARE_M2,
                                  3.0);
  g_assert_cmpuint (test_repaired (hole, "hole that does not close: left out"), ==, 1);
  /* A hole that is not in the file, too, but nothing is known to have gone wrong with what is. */
  g_autoptr (HtMapData) gone
      = test_sketch_read (SQUARE "w 10 1 2 3 4 1\n"
                                 "r 20 w10:outer w99:inner type=multipolygon natural=water",
                          HT_OSM_WATER);
  g_assert_cmpuint (test_count (gone, "water", NULL), ==, 1);
  g_autoptr (HtMapData) twice
      = test_sketch_read (SQUARE "w 10 1 2 3 4 1\n"
                                 "r 20 w10:outer w10:outer type=multipolygon natural=water",
                          HT_OSM_WATER);
  g_assert_cmpfloat_with_epsilon (ht_geometry_area_m2 (only_feature (twice, "water")->geometry), SQUARE_M2,
                                  3.0);
}

static void
test_old_style (void)
{
  /* Until 2017 the outer way had the tags; the relation only held the hole. */
  g_autoptr (HtMapData) data
      = test_sketch_read (SQUARE INNER "w 10 1 2 3 4 1 landuse=forest\nw 12 5 6 7 8 5\n"
                                       "r 20 w10:outer w12:inner type=multipolygon",
                          HT_OSM_GREEN);
  const HtFeature *wood = only_feature (data, "green");
  g_assert_cmpfloat_with_epsilon (ht_geometry_area_m2 (wood->geometry), SQUARE_M2 * 0.75, 3.0);
  /* A relation that cannot be built leaves the way as it is. */
  g_autoptr (HtMapData) broken = test_sketch_read (SQUARE "w 10 1 2 3 4 1 landuse=forest\n"
                                                          "r 20 w10:outer w99:outer type=multipolygon",
                                                   HT_OSM_GREEN);
  g_assert_cmpfloat_with_epsilon (ht_geometry_area_m2 (only_feature (broken, "green")->geometry), SQUARE_M2,
                                  3.0);
}

static void
test_admin (void)
{
  g_autoptr (HtMapData) data = test_sketch_read (
      SQUARE "w 10 1 2 3\nw 11 3 4 1\n"
             "r 20 w10:outer w11:outer n1:admin_centre type=boundary boundary=administrative admin_level=6 "
             "name=虹口区 "
             "gb2260=310109\n"
             "r 21 w10:outer w11:outer type=boundary boundary=administrative admin_level=8 name=曲阳路街道\n"
             "r 22 w10:outer w11:outer type=boundary boundary=administrative admin_level=4 name=上海市\n"
             "r 23 w10:outer type=boundary boundary=administrative admin_level=8 name=开口\n"
             "r 24 w10:outer w99:outer type=boundary boundary=administrative admin_level=8 name=缺边\n"
             "r 25 w10:outer w11:outer type=boundary boundary=postal_code name=200081\n",
      HT_OSM_ADMIN);
  const HtFeature *district = only_feature (data, "district");
  g_assert_cmpstr (district->name, ==, "虹口区");
  g_assert_cmpstr (ht_value_member_text (district->attributes, "code", ""), ==, "310109");
  g_assert_cmpstr (only_feature (data, "subdistrict")->name, ==, "曲阳路街道");
  g_assert_cmpuint (test_dropped (data, "area whose outer ways do not close"), ==, 1);
  g_assert_cmpuint (test_dropped (data, "area of which outer ways are not in the file"), ==, 1);
}

static void
test_only_what_is_wanted (void)
{
  const char *sketch
      = SQUARE "n 9 5 5 amenity=fire_station\nw 10 1 2 3 4 1 building=yes\nw 11 1 2 highway=primary\n";
  g_autoptr (HtMapData) stations = test_sketch_read (sketch, HT_OSM_STATION);
  g_assert_cmpuint (g_hash_table_size (stations->features), ==, 1);
  g_assert_cmpuint (test_count (stations, "station", NULL), ==, 1);
  g_assert_null (stations->network);
  g_autoptr (HtMapData) all = test_sketch_read (sketch, HT_OSM_ALL);
  g_assert_cmpuint (g_hash_table_size (all->features), ==, 2);
  g_assert_cmpint (ht_value_member_int (all->report->taken, "building", 0), ==, 1);
  g_assert_cmpint (ht_value_member_int (all->report->taken, "station", 0), ==, 1);
  g_assert_cmpint (ht_value_member_int (all->report->taken, "road_section", 0), ==, 1);
}

static void
test_order (void)
{
  g_autoptr (HtMapData) data
      = test_sketch_read ("n 9 0 0 amenity=school\nn 5 0 9 amenity=school\n"
                          "n 1 20 0\nn 2 30 0\nn 3 30 10\nw 4 1 2 3 1 amenity=school\n",
                          HT_OSM_SCHOOL);
  static const struct
  {
    char type;
    gint64 id;
  } order[] = { { 'n', 5 }, { 'n', 9 }, { 'w', 4 } };
  const GPtrArray *schools = ht_map_data_get_features (data, "school");
  g_assert_cmpuint (schools->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const HtUuid id = ht_osm_feature_id ("school", order[i].type, order[i].id);
      g_assert_true (ht_uuid_equal (&((HtFeature *) g_ptr_array_index (schools, i))->id, &id));
    }
}

static void
test_same_node_twice (void)
{
  g_autoptr (HtMapData) data
      = test_sketch_read ("n 9 0 0 amenity=school name=A\nn 9 0 0 amenity=school name=A\n", HT_OSM_ALL);
  g_assert_cmpuint (test_count (data, "school", NULL), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geo/osm-features/nodes", test_nodes);
  g_test_add_func ("/geo/osm-features/nothing", test_nothing);
  g_test_add_func ("/geo/osm-features/rain-shelter", test_rain_shelter);
  g_test_add_func ("/geo/osm-features/numbers", test_numbers);
  g_test_add_func ("/geo/osm-features/absurd-numbers", test_absurd_numbers);
  g_test_add_func ("/geo/osm-features/addresses", test_addresses);
  g_test_add_func ("/geo/osm-features/several-things-at-once", test_several_things_at_once);
  g_test_add_func ("/geo/osm-features/named-address", test_named_address);
  g_test_add_func ("/geo/osm-features/heights", test_heights);
  g_test_add_func ("/geo/osm-features/areas", test_areas);
  g_test_add_func ("/geo/osm-features/rivers-are-lines", test_rivers_are_lines);
  g_test_add_func ("/geo/osm-features/broken-line", test_broken_line);
  g_test_add_func ("/geo/osm-features/bad-outlines", test_bad_outlines);
  g_test_add_func ("/geo/osm-features/bow-tie", test_bow_tie);
  g_test_add_func ("/geo/osm-features/multipolygon", test_multipolygon);
  g_test_add_func ("/geo/osm-features/roles-may-be-wrong", test_roles_may_be_wrong);
  g_test_add_func ("/geo/osm-features/island-in-lake-in-island", test_island_in_lake_in_island);
  g_test_add_func ("/geo/osm-features/rings-that-do-not-close", test_rings_that_do_not_close);
  g_test_add_func ("/geo/osm-features/old-style", test_old_style);
  g_test_add_func ("/geo/osm-features/admin", test_admin);
  g_test_add_func ("/geo/osm-features/only-what-is-wanted", test_only_what_is_wanted);
  g_test_add_func ("/geo/osm-features/order", test_order);
  g_test_add_func ("/geo/osm-features/railways", test_railways);
  g_test_add_func ("/geo/osm-features/land-use", test_land_use);
  g_test_add_func ("/geo/osm-features/same-node-twice", test_same_node_twice);
  return g_test_run ();
}
