/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GeoPackage, Shapefile and CSV made here with GDAL; columns, datums, roads, and files that must be refused.
 */
#include "geo/vector.h"

#include <gdal.h>
#include <glib/gstdio.h>
#include <math.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <string.h>

#include "geo/error.h"
#include "sketch.h"

/* What a file made for a test holds: geometries as WKT, in the system given. POINT (0 0) gets NaN for a
   longitude, which no WKT can say. */
typedef struct
{
  const char *driver, *file;
  int epsg; /* 0: none */
  const char *wkt[6];
} Made;

static char *
make (const Made *made)
{
  GDALAllRegister ();
  g_autofree char *path = test_write (made->file, "", 0);
  g_unlink (path);
  GDALDriverH driver = GDALGetDriverByName (made->driver);
  GDALDatasetH dataset = GDALCreate (driver, path, 0, 0, 0, GDT_Unknown, NULL);
  g_assert_nonnull (dataset);
  OGRSpatialReferenceH system = NULL;
  if (made->epsg != 0)
    {
      system = OSRNewSpatialReference (NULL);
      OSRImportFromEPSG (system, made->epsg);
      OSRSetAxisMappingStrategy (system, OAMS_TRADITIONAL_GIS_ORDER);
    }
  OGRGeometryH first = NULL;
  char *text = (char *) made->wkt[0];
  OGR_G_CreateFromWkt (&text, NULL, &first);
  char *utf8[] = { (char *) "ENCODING=UTF-8", NULL };
  gboolean is_shapefile = g_str_has_suffix (made->file, ".shp");
  OGRLayerH layer = GDALDatasetCreateLayer (dataset, "layer", system, OGR_G_GetGeometryType (first),
                                            is_shapefile ? utf8 : NULL);
  OGR_G_DestroyGeometry (first);
  OGRFieldDefnH name = OGR_Fld_Create ("MC", OFTString), count = OGR_Fld_Create ("beds", OFTInteger);
  OGR_L_CreateField (layer, name, TRUE);
  OGR_L_CreateField (layer, count, TRUE);
  OGR_Fld_Destroy (name);
  OGR_Fld_Destroy (count);
  for (guint i = 0; i < G_N_ELEMENTS (made->wkt) && made->wkt[i] != NULL; i++)
    {
      OGRFeatureH feature = OGR_F_Create (OGR_L_GetLayerDefn (layer));
      OGRGeometryH geometry = NULL;
      g_autofree char *label = g_strdup_printf ("第%u", i);
      text = (char *) made->wkt[i];
      g_assert_cmpint (OGR_G_CreateFromWkt (&text, system, &geometry), ==, OGRERR_NONE);
      if (g_str_equal (made->wkt[i], "POINT (0 0)"))
        OGR_G_SetPoint_2D (geometry, 0, NAN, 31.0);
      OGR_F_SetGeometryDirectly (feature, geometry);
      OGR_F_SetFieldString (feature, 0, label);
      OGR_F_SetFieldInteger (feature, 1, (int) i * 10);
      g_assert_cmpint (OGR_L_CreateFeature (layer, feature), ==, OGRERR_NONE);
      OGR_F_Destroy (feature);
    }
  if (system != NULL)
    OSRDestroySpatialReference (system);
  GDALClose (dataset);
  return g_steal_pointer (&path);
}

static HtMapData *
read_file (const char *path, HtVectorLayer layer, GError **error)
{
  const HtVectorRequest request = { .path = path, .layer = layer };
  return ht_vector_read (&request, NULL, error);
}

static HtMapData *
read_good (const char *path, HtVectorLayer layer)
{
  g_autoptr (GError) error = NULL;
  HtMapData *data = read_file (path, layer, &error);
  g_assert_no_error (error);
  return data;
}

static const HtFeature *
feature_at (const HtMapData *data, const char *table, guint index)
{
  return g_ptr_array_index (ht_map_data_get_features (data, table), index);
}

static void
assert_near (const HtFeature *feature, double lon, double lat, double metres)
{
  const HtPoint want = { lon, lat };
  g_assert_cmpfloat (ht_geo_distance_m (&feature->geometry->points[0], &want), <, metres);
}

static void
test_systems (void)
{
  /* The same place in four systems: WGS 84, CGCS2000, its 3-degree zone, UTM, Web Mercator. */
  static const Made files[]
      = { { "GPKG", "wgs84.gpkg", 4326, { "POINT (121.4885 31.2752)" } },
          { "GPKG", "cgcs.gpkg", 4490, { "POINT (121.4885 31.2752)" } },
          { "GPKG", "gauss.gpkg", 4549, { "POINT (641755.613 3462442.321)" } },
          { "GPKG", "utm.gpkg", 32651, { "POINT (356111.352 3461087.113)" } },
          { "GPKG", "mercator.gpkg", 3857, { "POINT (13524037.957 3668540.913)" } },
          { "ESRI Shapefile", "gauss.shp", 4549, { "POINT (641755.613 3462442.321)" } } };
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_test_message ("%s", files[i].file);
      g_autofree char *path = make (&files[i]);
      g_autoptr (HtMapData) data = read_good (path, HT_VECTOR_HOSPITALS);
      const HtFeature *hospital = feature_at (data, "hospital", 0);
      assert_near (hospital, 121.4885, 31.2752, 1.0);
      g_assert_cmpstr (hospital->name, ==, "第0");
      g_assert_cmpint (ht_value_member_int (hospital->attributes, "beds", -1), ==, 0);
    }
}

static void
test_kinds_of_geometry (void)
{
  static const Made lines
      = { "GPKG",
          "lines.gpkg",
          4326,
          { "LINESTRING (121 31,122 31)", "MULTILINESTRING ((121 31,122 31),(121 32,122 32))" } };
  static const Made areas
      = { "GPKG",
          "areas.gpkg",
          4326,
          { "POLYGON ((121 31,122 31,122 32,121 31))", "MULTIPOLYGON (((121 31,122 31,122 32,121 31)))",
            "POLYGON Z ((121 31 5,122 31 5,122 32 5,121 31 5))",
            "CURVEPOLYGON (CIRCULARSTRING (0 0,1 1,2 0,1 -1,0 0))" } };
  g_autofree char *line_path = make (&lines);
  g_autofree char *area_path = make (&areas);
  g_autoptr (HtMapData) data = read_good (line_path, HT_VECTOR_LINES);
  g_assert_cmpuint (test_count (data, "line", NULL), ==, 2);
  g_assert_cmpuint (feature_at (data, "line", 1)->geometry->n_parts, ==, 2);
  g_autoptr (HtMapData) filled = read_good (area_path, HT_VECTOR_AREAS);
  g_assert_cmpuint (test_count (filled, "area", NULL), ==, 4);
  /* A circle comes as a polygon of many points. */
  g_assert_cmpuint (feature_at (filled, "area", 3)->geometry->n_points, >, 30);
  g_autoptr (HtMapData) water = read_good (line_path, HT_VECTOR_WATER);
  g_assert_cmpuint (test_count (water, "water", NULL), ==, 2);
  /* Stations are points: an area gives one on it. */
  g_autoptr (HtMapData) stations = read_good (area_path, HT_VECTOR_STATIONS);
  g_assert_cmpint (feature_at (stations, "station", 0)->geometry->kind, ==, HT_GEOMETRY_POINT);
  g_assert_cmpuint (test_noted (stations, "area: taken as a point on it"), ==, 4);
  g_assert_cmpuint (test_count (stations, "station", "ordinary"), ==, 4);
}

static void
test_bad_geometries (void)
{
  static const Made made
      = { "GPKG",
          "bad.gpkg",
          4326,
          { "POINT (121 31)", "POINT EMPTY", "POINT (500 31)", "POINT (0 0)", "POINT (121 -95)" } };
  g_autofree char *path = make (&made);
  g_autoptr (HtMapData) data = read_good (path, HT_VECTOR_POINTS);
  g_assert_cmpuint (test_count (data, "point", NULL), ==, 1);
  g_assert_cmpuint (data->report->read, ==, 5);
  g_assert_cmpuint (ht_reasons_sum (data->report->dropped), ==, 4);
}

static void
check_refused (const char *path, int code, const char *says)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (read_file (path, HT_VECTOR_POINTS, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, HT_GEO_ERROR, code);
  g_assert_null (strchr (error->message, '\n'));
  g_assert_nonnull (strstr (error->message, says));
}

static void
test_refused (void)
{
  static const Made unknown = { "GPKG", "unknown.gpkg", 0, { "POINT (121 31)" } };
  static const Made bare = { "ESRI Shapefile", "bare.shp", 0, { "POINT (121 31)" } };
  g_autofree char *unknown_path = make (&unknown);
  g_autofree char *bare_path = make (&bare);
  check_refused (unknown_path, HT_GEO_ERROR_UNSUPPORTED, "coordinate system");
  check_refused (bare_path, HT_GEO_ERROR_UNSUPPORTED, "coordinate system");
  g_autofree char *text = test_write ("text.csv", "a,b\n1,2\n", 8);
  check_refused (text, HT_GEO_ERROR_INVALID, "no columns");
  g_autofree char *none = test_write ("none.txt", "hello", 5);
  check_refused (none, HT_GEO_ERROR_UNSUPPORTED, "no GeoJSON");
  check_refused ("/nonexistent.gpkg", HT_GEO_ERROR_UNREADABLE, "cannot be read");
  check_refused ("/vsicurl/http://127.0.0.1/a.geojson", HT_GEO_ERROR_UNREADABLE, "cannot be read");
  g_autofree char *cut = test_write ("cut.gpkg", "SQLite format 3\0then nothing", 28);
  check_refused (cut, HT_GEO_ERROR_UNSUPPORTED, "cut.gpkg");
}

static void
test_damaged_geopackage (void)
{
  static const Made made
      = { "GPKG", "whole.gpkg", 4326, { "POINT (121 31)", "POINT (122 31)", "POINT (123 31)" } };
  g_autofree char *path = make (&made);
  g_autofree char *data = NULL;
  gsize size;
  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  for (gsize at = 1000; at < size; at += 4099)
    {
      g_autofree char *cut = test_write ("damaged.gpkg", data, at);
      g_autoptr (GError) error = NULL;
      g_autoptr (HtMapData) map = read_file (cut, HT_VECTOR_POINTS, &error);
      g_assert_true ((map == NULL) == (error != NULL));
    }
}

static void
test_several_layers (void)
{
  static const Made made = { "GPKG", "several.gpkg", 4326, { "POINT (121 31)" } };
  g_autofree char *path = make (&made);
  GDALDatasetH dataset = GDALOpenEx (path, GDAL_OF_VECTOR | GDAL_OF_UPDATE, NULL, NULL, NULL);
  OGRSpatialReferenceH system = OSRNewSpatialReference (NULL);
  OSRImportFromEPSG (system, 4326);
  g_assert_nonnull (GDALDatasetCreateLayer (dataset, "other", system, wkbPoint, NULL));
  OSRDestroySpatialReference (system);
  GDALClose (dataset);
  check_refused (path, HT_GEO_ERROR_UNSUPPORTED, "layer, other");
  g_autoptr (GError) error = NULL;
  HtVectorRequest request = { .path = path, .layer = HT_VECTOR_POINTS, .source_layer = "layer" };
  g_autoptr (HtMapData) data = ht_vector_read (&request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (test_count (data, "point", NULL), ==, 1);
  request.source_layer = "missing";
  g_assert_null (ht_vector_read (&request, NULL, &error));
  g_assert_error (error, HT_GEO_ERROR, HT_GEO_ERROR_UNSUPPORTED);
}

static HtMapData *
read_csv (const char *text, const HtVectorRequest *like)
{
  g_autofree char *path = test_write ("table.csv", text, strlen (text));
  HtVectorRequest request = *like;
  g_autoptr (GError) error = NULL;
  request.path = path;
  HtMapData *data = ht_vector_read (&request, NULL, &error);
  g_assert_no_error (error);
  return data;
}

static void
test_csv (void)
{
  static const char *const tables[]
      = { "name,lat,lon\n甲,31.2752,121.4885\n",   "lon,lat,name\n121.4885,31.2752,甲\n",
          "名称,纬度,经度\n甲,31.2752,121.4885\n", "Name,Latitude,Longitude\n甲,31.2752,121.4885\n",
          "name,y,x\n甲,31.2752,121.4885\n",       "name;lat;lng\n甲;31.2752;121.4885\n" };
  const HtVectorRequest like = { .layer = HT_VECTOR_POINTS };
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_test_message ("%s", tables[i]);
      g_autoptr (HtMapData) data = read_csv (tables[i], &like);
      assert_near (feature_at (data, "point", 0), 121.4885, 31.2752, 0.1);
      g_assert_cmpstr (feature_at (data, "point", 0)->name, ==, "甲");
      g_assert_cmpstr (data->report->datum, ==, "wgs84");
    }
}

static void
test_csv_rows (void)
{
  const HtVectorRequest like = { .layer = HT_VECTOR_POINTS };
  g_autoptr (HtMapData) data
      = read_csv ("name,lat,lon\na,31,121\nb,,\nc,nan,121\nd,31,200\ne,north,east\nf,32,122\n", &like);
  g_assert_cmpuint (data->report->read, ==, 6);
  g_assert_cmpuint (test_count (data, "point", NULL), >=, 2);
  g_assert_cmpuint (test_count (data, "point", NULL) + ht_reasons_sum (data->report->dropped), ==, 6);
  for (guint i = 0; i < test_count (data, "point", NULL); i++)
    {
      const HtPoint *at = &feature_at (data, "point", i)->geometry->points[0];
      g_assert_true (ht_point_is_valid (at));
    }
}

static void
test_datums (void)
{
  static const struct
  {
    HtDatum datum;
    const char *label;
  } rows[] = { { HT_DATUM_WGS84, "wgs84" },
               { HT_DATUM_CGCS2000, "cgcs2000" },
               { HT_DATUM_GCJ02, "gcj02" },
               { HT_DATUM_BD09, "bd09" } };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const HtPoint there = ht_datum_from_wgs84 (rows[i].datum, (HtPoint){ 121.4885, 31.2752 });
      const HtVectorRequest like = { .layer = HT_VECTOR_SHELTERS, .datum = rows[i].datum };
      g_autofree char *text = g_strdup_printf ("name,lat,lon,容量\n甲,%.9f,%.9f,500\n", there.lat, there.lon);
      g_autoptr (HtMapData) data = read_csv (text, &like);
      assert_near (feature_at (data, "shelter", 0), 121.4885, 31.2752, 0.5);
      g_assert_cmpint (ht_value_member_int (feature_at (data, "shelter", 0)->attributes, "capacity", 0), ==,
                       500);
      g_assert_cmpstr (data->report->datum, ==, rows[i].label);
    }
}

static void
test_columns (void)
{
  static const char *const columns[] = { "name=TITLE", "beds=NUM", "kind=K", NULL };
  const HtVectorRequest like = { .layer = HT_VECTOR_HOSPITALS, .columns = columns };
  g_autoptr (HtMapData) data
      = read_csv ("name,TITLE,NUM,K,lat,lon,extra\nwrong,医院,800,general,31,121,kept\n", &like);
  const HtFeature *hospital = feature_at (data, "hospital", 0);
  g_assert_cmpstr (hospital->name, ==, "医院");
  g_assert_cmpint (ht_value_member_int (hospital->attributes, "beds", 0), ==, 800);
  g_assert_cmpstr (ht_value_member_text (hospital->attributes, "kind", ""), ==, "general");
  g_assert_cmpstr (ht_value_member_text (hospital->attributes, "extra", ""), ==, "kept");
}

static void
test_values (void)
{
  const HtVectorRequest like = { .layer = HT_VECTOR_BUILDINGS };
  const char *text = "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{"
                     "\"名称\":\"楼\",\"高度\":\"24.5\",\"层数\":8.0,\"list\":[1],\"map\":{\"a\":1},\"none\":"
                     "null,\"yes\":true},"
                     "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[121,31],[121.001,31],[121.001,31."
                     "001],[121,31]]]}}]}";
  g_autofree char *path = test_write ("values.geojson", text, strlen (text));
  g_autoptr (HtMapData) data = read_good (path, like.layer);
  const HtFeature *building = feature_at (data, "building", 0);
  g_assert_cmpstr (building->name, ==, "楼");
  g_assert_cmpfloat (ht_value_member_real (building->attributes, "height_m", 0), ==, 24.5);
  g_assert_cmpint (ht_value_member_int (building->attributes, "levels", 0), ==, 8);
  g_assert_true (ht_value_member_bool (building->attributes, "yes", FALSE));
  g_assert_null (ht_value_get_member (building->attributes, "list"));
  g_assert_null (ht_value_get_member (building->attributes, "map"));
  g_assert_null (ht_value_get_member (building->attributes, "none"));
}

/* A street with properties from west to east, and one that crosses it at its middle. */
static HtMapData *
read_roads (const char *properties)
{
  g_autofree char *text = g_strdup_printf (
      "{\"type\":\"FeatureCollection\",\"features\":["
      "{\"type\":\"Feature\",\"properties\":%s,\"geometry\":{\"type\":\"LineString\",\"coordinates\":"
      "[[121,31],[121.001,31],[121.002,31]]}},"
      "{\"type\":\"Feature\",\"properties\":{\"highway\":\"residential\"},\"geometry\":{\"type\":"
      "\"LineString\","
      "\"coordinates\":[[121.001,31.001],[121.001,31],[121.001,30.999]]}}]}",
      properties);
  g_autofree char *path = test_write ("roads.geojson", text, strlen (text));
  return read_good (path, HT_VECTOR_ROADS);
}

static const HtSection *
find_class (const HtNetwork *network, HtRoadClass road_class)
{
  for (guint i = 0; i < network->sections->len; i++)
    if (g_array_index (network->sections, HtSection, i).road_class == road_class)
      return &g_array_index (network->sections, HtSection, i);
  return NULL;
}

static void
test_roads (void)
{
  static const struct
  {
    const char *properties;
    HtRoadClass road_class;
    guint arcs;
    float speed;
  } rows[] = { { "{\"highway\":\"primary\",\"name\":\"路\"}", HT_ROAD_PRIMARY, 8, 60.0f },
               { "{\"highway\":\"primary\",\"oneway\":true}", HT_ROAD_PRIMARY, 6, 60.0f },
               { "{\"highway\":\"primary\",\"oneway\":\"True\"}", HT_ROAD_PRIMARY, 6, 60.0f },
               { "{\"highway\":\"primary\",\"oneway\":\"-1\"}", HT_ROAD_PRIMARY, 6, 60.0f },
               { "{\"highway\":\"primary\",\"oneway\":false,\"maxspeed\":40}", HT_ROAD_PRIMARY, 8, 40.0f },
               { "{\"highway\":\"['secondary', 'primary']\"}", HT_ROAD_SECONDARY, 8, 50.0f },
               { "{\"fclass\":\"tertiary\",\"限速\":\"45\"}", HT_ROAD_TERTIARY, 8, 45.0f },
               { "{\"class\":\"somewhere\"}", HT_ROAD_UNCLASSIFIED, 8, 40.0f },
               { "{}", HT_ROAD_UNCLASSIFIED, 8, 40.0f } };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].properties);
      g_autoptr (HtMapData) data = read_roads (rows[i].properties);
      g_assert_cmpuint (data->network->nodes->len, ==, 5);
      g_assert_cmpuint (data->network->sections->len, ==, 4);
      g_assert_cmpuint (data->report->arcs, ==, rows[i].arcs);
      const HtSection *section = find_class (data->network, rows[i].road_class);
      g_assert_nonnull (section);
      g_assert_cmpfloat (section->speed_kmh, ==, rows[i].speed);
    }
}

static void
test_road_nodes_have_lasting_names (void)
{
  /* The reference of a node comes from its position, so two files that meet share it. */
  g_autoptr (HtMapData) a = read_roads ("{\"highway\":\"primary\"}");
  g_autoptr (HtMapData) b = read_roads ("{\"highway\":\"secondary\"}");
  for (guint i = 0; i < a->network->nodes->len; i++)
    {
      g_assert_cmpint (test_node_ref (a->network, i), ==, test_node_ref (b->network, i));
      g_assert_cmpint (test_node_ref (a->network, i), <, 0);
    }
}

static void
test_real_files (void)
{
  static const struct
  {
    const char *file;
    HtVectorLayer layer;
    const char *table;
    guint read, taken;
  } rows[] = { { "admin/shanghai-municipality-osm.geojson", HT_VECTOR_AREAS, "area", 1, 1 },
               { "admin/shanghai-8-subdistricts-osm.geojson", HT_VECTOR_AREAS, "area", 8, 8 },
               { "admin/dcw-shanghai-jiangsu-zhejiang.geojson", HT_VECTOR_AREAS, "area", 3, 3 },
               { "coast/gshhg-full-shoreline-shanghai.geojson", HT_VECTOR_LINES, "line", 90, 90 },
               { "metro/shanghai-metro-stations.geojson", HT_VECTOR_POINTS, "point", 226, 226 },
               { "metro/shanghai-metro-osm-nodes.geojson", HT_VECTOR_POINTS, "point", 1440, 1440 },
               { "osm/shanghai-expressways-elevated.geojson", HT_VECTOR_LINES, "line", 383, 383 },
               { "codes/shanghai-places-geonames.csv", HT_VECTOR_POINTS, "point", 41, 41 } };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = test_shared (rows[i].file);
      if (path == NULL)
        return;
      g_test_message ("%s", rows[i].file);
      g_autoptr (HtMapData) data = read_good (path, rows[i].layer);
      g_assert_cmpuint (data->report->read, ==, rows[i].read);
      g_assert_cmpuint (test_count (data, rows[i].table, NULL), ==, rows[i].taken);
    }
}

static void
test_shanghai_area (void)
{
  /* The README beside it: 11 parts, 6,870 points, 16,797 km² with its waters. */
  g_autofree char *path = test_shared ("admin/shanghai-municipality-osm.geojson");
  if (path == NULL)
    return;
  g_autoptr (HtMapData) data = read_good (path, HT_VECTOR_AREAS);
  const HtGeometry *area = feature_at (data, "area", 0)->geometry;
  g_assert_cmpuint (area->n_parts, ==, 11);
  g_assert_cmpuint (area->n_points, ==, 6870);
  g_assert_cmpfloat_with_epsilon (ht_geometry_area_m2 (area) / 1e6, 16797.0, 10.0);
}

static void
test_futian_roads (void)
{
  /* 2,621 features over the 1,751 nodes of the graph; foot paths among them are drawn, not driven. */
  g_autofree char *path = test_shared ("osm/shenzhen-futian-edges.geojson");
  if (path == NULL)
    return;
  g_autoptr (HtMapData) data = read_good (path, HT_VECTOR_ROADS);
  g_assert_cmpuint (data->report->read, ==, 2621);
  g_assert_cmpuint (ht_reasons_sum (data->report->dropped), ==, 0);
  g_assert_cmpuint (data->report->nodes, <=, 1751);
  g_assert_cmpuint (data->report->largest_scc, >, 1400);
}

static void
test_layer_names (void)
{
  static const char *const names[] = { "roads",    "buildings", "water", "stations", "hospitals",
                                       "shelters", "sensors",   "areas", "lines",    "points" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      HtVectorLayer layer;
      g_assert_true (ht_vector_layer_parse (names[i], &layer));
      g_assert_cmpint (layer, ==, i);
      g_assert_cmpint (ht_vector_layer_get_table (layer) == NULL, ==, layer == HT_VECTOR_ROADS);
    }
  HtVectorLayer layer;
  g_assert_false (ht_vector_layer_parse ("osm", &layer));
  g_assert_false (ht_vector_layer_parse ("Roads", &layer));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geo/vector/systems", test_systems);
  g_test_add_func ("/geo/vector/kinds-of-geometry", test_kinds_of_geometry);
  g_test_add_func ("/geo/vector/bad-geometries", test_bad_geometries);
  g_test_add_func ("/geo/vector/refused", test_refused);
  g_test_add_func ("/geo/vector/damaged-geopackage", test_damaged_geopackage);
  g_test_add_func ("/geo/vector/several-layers", test_several_layers);
  g_test_add_func ("/geo/vector/csv", test_csv);
  g_test_add_func ("/geo/vector/csv-rows", test_csv_rows);
  g_test_add_func ("/geo/vector/datums", test_datums);
  g_test_add_func ("/geo/vector/columns", test_columns);
  g_test_add_func ("/geo/vector/values", test_values);
  g_test_add_func ("/geo/vector/roads", test_roads);
  g_test_add_func ("/geo/vector/road-nodes-have-lasting-names", test_road_nodes_have_lasting_names);
  g_test_add_func ("/geo/vector/real-files", test_real_files);
  g_test_add_func ("/geo/vector/shanghai-area", test_shanghai_area);
  g_test_add_func ("/geo/vector/futian-roads", test_futian_roads);
  g_test_add_func ("/geo/vector/layer-names", test_layer_names);
  return g_test_run ();
}
