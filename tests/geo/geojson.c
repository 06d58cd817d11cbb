/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GeoJSON as RFC 7946 has it, and everything that only looks like it. */
#include <string.h>
#include <zlib.h>

#include "geo/error.h"
#include "geo/vector.h"
#include "sketch.h"

static HtMapData *
read_as (const char *text, HtVectorLayer layer, GError **error)
{
  g_autofree char *path = test_write ("test.geojson", text, strlen (text));
  const HtVectorRequest request = { .path = path, .layer = layer };
  return ht_vector_read (&request, NULL, error);
}

static HtMapData *
read_good (const char *text, HtVectorLayer layer)
{
  g_autoptr (GError) error = NULL;
  g_test_message ("%s", text);
  HtMapData *data = read_as (text, layer, &error);
  g_assert_no_error (error);
  return data;
}

/* A collection of features whose geometries are @geometries, parted by "|". */
static char *
collection (const char *geometries)
{
  GString *text = g_string_new ("{\"type\":\"FeatureCollection\",\"features\":[");
  g_auto (GStrv) parts = g_strsplit (geometries, "|", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    g_string_append_printf (text,
                            "%s{\"type\":\"Feature\",\"properties\":{\"name\":\"f%u\"},\"geometry\":%s}",
                            i > 0 ? "," : "", i, parts[i]);
  g_string_append (text, "]}");
  return g_string_free (text, FALSE);
}

#define POINT "{\"type\":\"Point\",\"coordinates\":[121.5,31.2]}"
#define FEATURE "{\"type\":\"Feature\",\"properties\":{},\"geometry\":" POINT "}"

static const HtFeature *
feature_at (const HtMapData *data, const char *table, guint index)
{
  return g_ptr_array_index (ht_map_data_get_features (data, table), index);
}

/* Each geometry and the layer that takes it. */
static const struct
{
  const char *geometry;
  HtVectorLayer layer;
  const char *table;
  guint n_parts, n_points;
} geometries[] = {
  { POINT, HT_VECTOR_POINTS, "point", 1, 1 },
  { "{\"type\":\"Point\",\"coordinates\":[121.5,31.2,4.5]}", HT_VECTOR_POINTS, "point", 1, 1 },
  { "{\"coordinates\":[121,31],\"type\":\"Point\"}", HT_VECTOR_POINTS, "point", 1, 1 },
  { "{\"type\":\"MultiPoint\",\"coordinates\":[[121.5,31.2]]}", HT_VECTOR_POINTS, "point", 1, 1 },
  { "{\"type\":\"LineString\",\"coordinates\":[[121,31],[122,31]]}", HT_VECTOR_LINES, "line", 1, 2 },
  { "{\"type\":\"MultiLineString\",\"coordinates\":[[[121,31],[122,31]],[[121,32],[122,32],[122,33]]]}",
    HT_VECTOR_LINES, "line", 2, 5 },
  { "{\"type\":\"Polygon\",\"coordinates\":[[[121,31],[122,31],[122,32],[121,31]]]}", HT_VECTOR_AREAS, "area",
    1, 4 },
  { "{\"type\":\"Polygon\",\"coordinates\":[[[121,31],[122,31],[122,32],[121,32],[121,31]],"
    "[[121.2,31.2],[121.2,31.4],[121.4,31.4],[121.2,31.2]]]}",
    HT_VECTOR_AREAS, "area", 2, 9 },
  { "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[121,31],[122,31],[122,32],[121,31]]],"
    "[[[123,31],[124,31],[124,32],[123,31]]]]}",
    HT_VECTOR_AREAS, "area", 2, 8 },
};

static void
test_geometries (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (geometries); i++)
    {
      g_autofree char *text = collection (geometries[i].geometry);
      g_autoptr (HtMapData) data = read_good (text, geometries[i].layer);
      const HtFeature *feature = feature_at (data, geometries[i].table, 0);
      g_assert_cmpuint (feature->geometry->n_parts, ==, geometries[i].n_parts);
      g_assert_cmpuint (feature->geometry->n_points, ==, geometries[i].n_points);
      g_assert_cmpstr (feature->name, ==, "f0");
      g_assert_cmpuint (data->report->read, ==, 1);
      g_assert_cmpuint (ht_reasons_sum (data->report->dropped) + ht_reasons_sum (data->report->repaired), ==,
                        0);
    }
}

/* Geometries that are dropped, one reason each; the good one beside them stays. */
static const struct
{
  const char *geometry, *why;
} dropped[] = {
  { "null", "feature without a geometry" },
  { "5", "feature without a geometry" },
  { "[]", "feature without a geometry" },
  { "{\"type\":\"point\",\"coordinates\":[121,31]}", "geometry of an unknown type" },
  { "{\"type\":\"POINT\",\"coordinates\":[121,31]}", "geometry of an unknown type" },
  { "{\"coordinates\":[121,31]}", "geometry of an unknown type" },
  { "{\"type\":5,\"coordinates\":[121,31]}", "geometry of an unknown type" },
  { "{\"type\":\"Circle\",\"coordinates\":[121,31]}", "geometry of an unknown type" },
  { "{\"type\":\"GeometryCollection\",\"geometries\":[]}", "collection of geometries" },
  { "{\"type\":\"Point\"}", "position that is no list of two numbers or more" },
  { "{\"type\":\"Point\",\"coordinates\":null}", "position that is no list of two numbers or more" },
  { "{\"type\":\"Point\",\"coordinates\":[]}", "position that is no list of two numbers or more" },
  { "{\"type\":\"Point\",\"coordinates\":[121]}", "position that is no list of two numbers or more" },
  { "{\"type\":\"Point\",\"coordinates\":[\"121\",\"31\"]}",
    "position that is no list of two numbers or more" },
  { "{\"type\":\"Point\",\"coordinates\":[[121,31]]}", "position that is no list of two numbers or more" },
  { "{\"type\":\"Point\",\"coordinates\":{\"lon\":121,\"lat\":31}}",
    "position that is no list of two numbers or more" },
  { "{\"type\":\"Point\",\"coordinates\":[31,121]}",
    "coordinate that is no number within ±180, ±90 degrees" },
  { "{\"type\":\"Point\",\"coordinates\":[361,31]}",
    "coordinate that is no number within ±180, ±90 degrees" },
  { "{\"type\":\"Point\",\"coordinates\":[13524355,3662544]}",
    "coordinate that is no number within ±180, ±90 degrees" },
  { "{\"type\":\"Point\",\"coordinates\":[NaN,31]}", "feature with NaN or Infinity for a number" },
  { "{\"type\":\"Point\",\"coordinates\":[121,-Infinity]}", "feature with NaN or Infinity for a number" },
  { "{\"type\":\"MultiPoint\",\"coordinates\":[[121,31],[122,31]]}", "several points in one feature" },
  { "{\"type\":\"MultiPoint\",\"coordinates\":[]}", "coordinates that are no list" },
  { "{\"type\":\"LineString\",\"coordinates\":[[121,31]]}", "line or ring with too few positions" },
  { "{\"type\":\"LineString\",\"coordinates\":[]}", "line or ring with too few positions" },
  { "{\"type\":\"LineString\",\"coordinates\":\"121,31\"}", "coordinates that are no list" },
  { "{\"type\":\"Polygon\",\"coordinates\":[]}", "coordinates that are no list" },
  { "{\"type\":\"Polygon\",\"coordinates\":[[]]}", "line or ring with too few positions" },
  { "{\"type\":\"Polygon\",\"coordinates\":[[[121,31],[122,31],[121,31]]]}",
    "line or ring with too few positions" },
  { "{\"type\":\"MultiPolygon\",\"coordinates\":[[]]}", "coordinates that are no list" },
  { "{\"type\":\"LineString\",\"coordinates\":[[121,31],[122,31]]}",
    "geometry of another form (point, line, area) than the layer takes" },
};

static void
test_dropped_geometries (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (dropped); i++)
    {
      g_autofree char *both = g_strconcat (dropped[i].geometry, "|" POINT, NULL);
      g_autofree char *text = collection (both);
      g_autoptr (HtMapData) data = read_good (text, HT_VECTOR_POINTS);
      g_assert_cmpuint (test_count (data, "point", NULL), ==, 1);
      g_assert_cmpuint (data->report->read, ==, 2);
      g_assert_cmpuint (ht_reasons_get (data->report->dropped, dropped[i].why), ==, 1);
      g_assert_cmpuint (ht_reasons_sum (data->report->dropped), ==, 1);
    }
}

static void
test_nothing_left (void)
{
  /* Dropping everything would be an empty layer without a word. */
  for (guint i = 0; i < G_N_ELEMENTS (dropped); i++)
    {
      g_autofree char *text = collection (dropped[i].geometry);
      g_autoptr (GError) error = NULL;
      g_assert_null (read_as (text, HT_VECTOR_POINTS, &error));
      g_assert_error (error, HT_GEO_ERROR, HT_GEO_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, dropped[i].why));
    }
}

static void
test_repaired_geometries (void)
{
  g_autofree char *open
      = collection ("{\"type\":\"Polygon\",\"coordinates\":[[[121,31],[122,31],[122,32]]]}");
  g_autoptr (HtMapData) closed = read_good (open, HT_VECTOR_AREAS);
  g_assert_cmpuint (ht_reasons_get (closed->report->repaired,
                                    "ring that does not repeat its first point: closed"),
                    ==, 1);
  g_assert_cmpuint (feature_at (closed, "area", 0)->geometry->n_points, ==, 4);
  g_autofree char *tie = collection (
      "{\"type\":\"Polygon\",\"coordinates\":[[[121,31],[122,32],[122,31],[121,32],[121,31]]]}");
  g_autoptr (HtMapData) untangled = read_good (tie, HT_VECTOR_BUILDINGS);
  g_assert_cmpuint (ht_reasons_get (untangled->report->repaired,
                                    "outline that crosses or touches itself: untangled"),
                    ==, 1);
  g_autoptr (HtMapData) bare
      = read_good ("{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geometry\":" POINT
                   "}]}",
                   HT_VECTOR_POINTS);
  g_assert_cmpuint (ht_reasons_get (bare->report->repaired, "feature without properties"), ==, 1);
}

/* Files that are refused as a whole, and a word of the reason. */
static const struct
{
  const char *text, *says;
  int code;
} refused[] = {
  { "{", "ends too early", HT_GEO_ERROR_INVALID },
  { "{}", "its “type”", HT_GEO_ERROR_UNSUPPORTED },
  { "[]", "not a JSON object", HT_GEO_ERROR_INVALID },
  { "[" FEATURE "]", "not a JSON object", HT_GEO_ERROR_INVALID },
  { "{\"type\":\"Topology\",\"objects\":{}}", "its “type”", HT_GEO_ERROR_UNSUPPORTED },
  { "{\"type\":\"featurecollection\",\"features\":[" FEATURE "]}", "exactly", HT_GEO_ERROR_INVALID },
  { "{\"features\":[" FEATURE "]}", "exactly", HT_GEO_ERROR_INVALID },
  { "{\"type\":\"FeatureCollection\"}", "without a list of features", HT_GEO_ERROR_INVALID },
  { "{\"type\":\"FeatureCollection\",\"features\":{}}", "without a list of features", HT_GEO_ERROR_INVALID },
  { "{\"type\":\"FeatureCollection\",\"features\":[]}", "no feature", HT_GEO_ERROR_INVALID },
  { "{\"type\":\"FeatureCollection\",\"features\":[" FEATURE "]", "ends too early", HT_GEO_ERROR_INVALID },
  { "{\"type\":\"FeatureCollection\",\"features\":[" FEATURE, "ends too early", HT_GEO_ERROR_INVALID },
  { "{\"type\":\"FeatureCollection\",\"features\":[" FEATURE ",]}", "value is missing",
    HT_GEO_ERROR_INVALID },
  { "{\"type\":\"FeatureCollection\",\"features\":[" FEATURE " " FEATURE "]}", "comma",
    HT_GEO_ERROR_INVALID },
  { "{\"type\":\"FeatureCollection\",\"features\":[" FEATURE "]} x", "after its end", HT_GEO_ERROR_INVALID },
  { "{\"type\":\"FeatureCollection\",\"features\":[" FEATURE "],\"features\":[]}", "twice",
    HT_GEO_ERROR_INVALID },
  { "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",}]}", "", HT_GEO_ERROR_INVALID },
  { "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"type\":\"Feature\"}]}",
    "duplicate", HT_GEO_ERROR_INVALID },
  { "{\"type\":\"FeatureCollection\",\"features\":[{\"name\":\"\xff\"}]}", "", HT_GEO_ERROR_INVALID },
  { "{\"type\":\"FeatureCollection\",\"features\":[{'type':'Feature'}]}", "", HT_GEO_ERROR_INVALID },
  { "{\"type\":\"FeatureCollection\",\"features\":[{\"a\":01}]}", "", HT_GEO_ERROR_INVALID },
  { "{\"type\":\"FeatureCollection\",\"features\":[{\"a\":\"unended]}", "ends too early",
    HT_GEO_ERROR_INVALID },
  { "{type:\"FeatureCollection\"}", "name of a member", HT_GEO_ERROR_INVALID },
  { "{\"type\" \"FeatureCollection\"}", "colon", HT_GEO_ERROR_INVALID },
  { "{\"type\":}", "value is missing", HT_GEO_ERROR_INVALID },
  { "\xef\xbb\xbf{\"type\":\"FeatureCollection\",\"features\":[" FEATURE "]}", "byte order mark",
    HT_GEO_ERROR_INVALID },
  { "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:3857\"}},"
    "\"features\":[" FEATURE "]}",
    "EPSG:3857", HT_GEO_ERROR_UNSUPPORTED },
};

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;
      g_test_message ("%.80s", refused[i].text);
      g_assert_null (read_as (refused[i].text, HT_VECTOR_POINTS, &error));
      g_assert_error (error, HT_GEO_ERROR, refused[i].code);
      g_assert_nonnull (strstr (error->message, "test.geojson:"));
      g_auto (GStrv) either = g_strsplit (refused[i].says, "|", 2);
      g_assert_true (*refused[i].says == '\0' || strstr (error->message, either[0]) != NULL
                     || (either[1] != NULL && strstr (error->message, either[1]) != NULL));
    }
}

static void
test_line_is_named (void)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (read_as ("{\"type\":\"FeatureCollection\",\n\"features\":[\n" FEATURE ",\n" FEATURE
                          "\n" FEATURE "\n]}",
                          HT_VECTOR_POINTS, &error));
  g_assert_nonnull (strstr (error->message, "test.geojson:5:"));
}

static void
test_known_systems (void)
{
  static const char *const names[]
      = { "urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4490" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *text
          = g_strdup_printf ("{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":"
                             "{\"name\":\"%s\"}},\"features\":[" FEATURE "]}",
                             names[i]);
      g_autoptr (HtMapData) data = read_good (text, HT_VECTOR_POINTS);
      g_assert_cmpuint (test_count (data, "point", NULL), ==, 1);
    }
}

static void
test_single (void)
{
  g_autoptr (HtMapData) feature = read_good (FEATURE, HT_VECTOR_POINTS);
  g_assert_cmpuint (test_count (feature, "point", NULL), ==, 1);
  g_autoptr (HtMapData) geometry = read_good (POINT, HT_VECTOR_POINTS);
  g_assert_cmpuint (test_count (geometry, "point", NULL), ==, 1);
  g_autoptr (HtMapData) blanks = read_good (" \n\t" FEATURE "\r\n ", HT_VECTOR_POINTS);
  g_assert_cmpuint (test_count (blanks, "point", NULL), ==, 1);
}

static void
test_type_last (void)
{
  g_autoptr (HtMapData) data = read_good ("{\"name\":\"a]}\\\"b\",\"features\":[" FEATURE
                                          "],\"bbox\":[1,2,3,4],\"type\":\"FeatureCollection\"}",
                                          HT_VECTOR_POINTS);
  g_assert_cmpuint (test_count (data, "point", NULL), ==, 1);
}

static void
test_nested_features_member (void)
{
  /* Only the outermost list is the file's. */
  g_autoptr (HtMapData) data
      = read_good ("{\"type\":\"FeatureCollection\",\"about\":{\"features\":[1,2]},\"features\":[" FEATURE
                   "]}",
                   HT_VECTOR_POINTS);
  g_assert_cmpuint (data->report->read, ==, 1);
}

static void
test_deep_nesting (void)
{
  g_autofree char *open = g_strnfill (100000, '[');
  g_autofree char *text = g_strconcat ("{\"type\":\"FeatureCollection\",\"features\":[", open, NULL);
  g_autoptr (GError) error = NULL;
  g_assert_null (read_as (text, HT_VECTOR_POINTS, &error));
  g_assert_error (error, HT_GEO_ERROR, HT_GEO_ERROR_TOO_LARGE);
}

static void
test_ids (void)
{
  const char *text
      = "{\"type\":\"FeatureCollection\",\"features\":["
        "{\"type\":\"Feature\",\"id\":\"a\",\"properties\":{},\"geometry\":" POINT "},"
        "{\"type\":\"Feature\",\"id\":7,\"properties\":{},\"geometry\":" POINT "},"
        "{\"type\":\"Feature\",\"id\":7,\"properties\":{},\"geometry\":" POINT "},"
        "{\"type\":\"Feature\",\"properties\":{\"OBJECTID\":9},\"geometry\":" POINT "}," FEATURE "]}";
  g_autoptr (HtMapData) a = read_good (text, HT_VECTOR_POINTS);
  g_autoptr (HtMapData) b = read_good (text, HT_VECTOR_POINTS);
  test_map_assert_equal (a, b);
  g_assert_cmpuint (ht_reasons_get (a->report->repaired,
                                    "identifier used twice: told apart by its place in the file"),
                    ==, 1);
  for (guint i = 0; i < 5; i++)
    for (guint k = 0; k < i; k++)
      g_assert_false (ht_uuid_equal (&feature_at (a, "point", i)->id, &feature_at (a, "point", k)->id));
}

static void
test_packed (void)
{
  g_autofree char *path = test_write ("packed.geojson.gz", "", 0);
  gzFile file = gzopen (path, "wb");
  const char *text = "{\"type\":\"FeatureCollection\",\"features\":[" FEATURE "]}";
  g_assert_cmpint (gzwrite (file, text, (unsigned) strlen (text)), ==, (int) strlen (text));
  gzclose (file);
  g_autoptr (GError) error = NULL;
  const HtVectorRequest request = { .path = path, .layer = HT_VECTOR_POINTS };
  g_autoptr (HtMapData) data = ht_vector_read (&request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (test_count (data, "point", NULL), ==, 1);
}

static void
test_cut_anywhere (void)
{
  g_autofree char *text = collection (POINT "|" POINT);
  for (gsize size = 0; size + 1 < strlen (text); size++)
    {
      g_autofree char *cut = g_strndup (text, size);
      g_autoptr (GError) error = NULL;
      g_assert_null (read_as (cut, HT_VECTOR_POINTS, &error));
      g_assert_true (error->domain == HT_GEO_ERROR && strchr (error->message, '\n') == NULL);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geo/geojson/geometries", test_geometries);
  g_test_add_func ("/geo/geojson/dropped", test_dropped_geometries);
  g_test_add_func ("/geo/geojson/nothing-left", test_nothing_left);
  g_test_add_func ("/geo/geojson/repaired", test_repaired_geometries);
  g_test_add_func ("/geo/geojson/refused", test_refused);
  g_test_add_func ("/geo/geojson/line-is-named", test_line_is_named);
  g_test_add_func ("/geo/geojson/known-systems", test_known_systems);
  g_test_add_func ("/geo/geojson/single", test_single);
  g_test_add_func ("/geo/geojson/type-last", test_type_last);
  g_test_add_func ("/geo/geojson/nested-features-member", test_nested_features_member);
  g_test_add_func ("/geo/geojson/deep-nesting", test_deep_nesting);
  g_test_add_func ("/geo/geojson/ids", test_ids);
  g_test_add_func ("/geo/geojson/packed", test_packed);
  g_test_add_func ("/geo/geojson/cut-anywhere", test_cut_anywhere);
  return g_test_run ();
}
