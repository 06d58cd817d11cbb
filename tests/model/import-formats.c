/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/error.h"
#include "model/layer.h"
#include "town.h"

#define POINT(lon, lat, properties)                                                                          \
  "{\"type\":\"Feature\",\"properties\":{" properties                                                        \
  "},\"geometry\":{\"type\":\"Point\",\"coordinates\":[" lon "," lat "]}}"
#define COLLECTION(features) "{\"type\":\"FeatureCollection\",\"features\":[" features "]}"
#define SQUARE "[[[121.486,31.276],[121.487,31.276],[121.487,31.277],[121.486,31.276]]]"

static HtImported *
import (Town *town, const HtImportRequest *request, GError **error)
{
  HtImporter *importer = ht_city_get_importer (town->city);
  town_begin ();
  ht_importer_import_async (importer, request, NULL, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  HtImported *imported = ht_importer_import_finish (importer, result, error);
  town_settle (20);
  town_wait_ready (town);
  return imported;
}

static GPtrArray *
features_of (Town *town, const char *table)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *features = ht_store_load_features (ht_city_get_store (town->city), table, NULL, NULL, &error);
  g_assert_no_error (error);
  return features;
}

/* Each word of --as, with the smallest file that has such a thing, and the table it goes to. Twice changes
 * nothing. */
static void
test_each_layer (Town *town, gconstpointer unused)
{
  static const struct
  {
    const char *layer, *text, *table;
  } cases[] = {
    { "buildings",
      COLLECTION ("{\"type\":\"Feature\",\"properties\":{\"层数\":6},\"geometry\":{\"type\":\"Polygon\","
                  "\"coordinates\":" SQUARE "}}"),
      "building" },
    { "water",
      COLLECTION ("{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Polygon\","
                  "\"coordinates\":" SQUARE "}}"),
      "water" },
    { "areas",
      COLLECTION ("{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Polygon\","
                  "\"coordinates\":" SQUARE "}}"),
      "area" },
    { "lines",
      COLLECTION ("{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"LineString\","
                  "\"coordinates\":[[121.486,31.276],[121.487,31.277]]}}"),
      "line" },
    { "points", COLLECTION (POINT ("121.486", "31.276", "")), "point" },
    { "hospitals", COLLECTION (POINT ("121.486", "31.276", "\"名称\":\"新医院\",\"床位\":300")), "hospital" },
    { "shelters", COLLECTION (POINT ("121.486", "31.276", "\"name\":\"体育馆\",\"capacity\":800")),
      "shelter" },
    { "sensors", COLLECTION (POINT ("121.486", "31.276", "\"name\":\"水位计\"")), "sensor" },
    { "stations", COLLECTION (POINT ("121.486", "31.276", "\"name\":\"新站\",\"kind\":\"special\"")),
      "station" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *name = g_strdup_printf ("%s.geojson", cases[i].layer);
      g_autofree char *path = town_write_file (town, name, cases[i].text);
      g_autoptr (GPtrArray) before = features_of (town, cases[i].table);
      HtImportRequest request = { .path = path, .layer = cases[i].layer };
      g_autoptr (HtImported) first = import (town, &request, &error);
      g_assert_no_error (error);
      g_assert_true (first->changed);
      g_assert_cmpuint (first->tables->len, ==, 1);
      g_assert_cmpstr (first->tables->pdata[0], ==, cases[i].table);
      g_autoptr (GPtrArray) after = features_of (town, cases[i].table);
      g_assert_cmpuint (after->len, ==, before->len + 1);
      g_autofree char *dump = town_dump (town);
      g_autoptr (HtImported) second = import (town, &request, &error);
      g_assert_no_error (error);
      g_assert_false (second->changed);
      g_autofree char *again = town_dump (town);
      g_assert_cmpstr (dump, ==, again);
    }
}

/* A table with columns called as they like: a pair says which is which; the datum of street maps is undone.
 */
static void
test_csv (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = town_write_file (town, "yiyuan.csv",
                                           "编号,院名,lat,lon,chuang\n1,甲医院,31.2760,121.4860,120\n"
                                           "2,乙医院,31.2770,121.4870,80\n");
  const char *const map[] = { "name=院名", "beds=chuang", NULL };
  HtImportRequest request = { .path = path, .layer = "hospitals", .map = map, .datum = "gcj02" };
  g_autoptr (HtImported) imported = import (town, &request, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (imported->report->read, ==, 2);
  g_autoptr (GPtrArray) hospitals = features_of (town, "hospital");
  guint n = 0;
  for (guint i = 0; i < hospitals->len; i++)
    {
      HtFeature *it = hospitals->pdata[i];
      HtPoint at = ht_geometry_label_point (it->geometry);
      if (g_strcmp0 (it->name, "甲医院") != 0)
        continue;
      n++;
      g_assert_cmpint (ht_value_member_int (it->attributes, "beds", 0), ==, 120);
      /* GCJ-02 lies about 500 m off in Shanghai (it is moved east and south). */
      HtPoint typed = { 121.4860, 31.2760 };
      double moved_m = ht_geo_distance_m (&at, &typed);
      g_assert_cmpfloat (moved_m, >, 300);
      g_assert_cmpfloat (moved_m, <, 700);
    }
  g_assert_cmpuint (n, ==, 1);
}

/* Roads of a file become ways to drive: a cut between two streets that only the new road joins. */
static void
test_roads (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  const HtPoint from = { TOWN_LON, TOWN_LAT + 0.004 }, to = { TOWN_LON + 0.0052, TOWN_LAT + 0.004 };
  g_autoptr (HtWay) before = town_route (town, from, to);
  g_autofree char *path = town_write_file (
      town, "new.geojson",
      COLLECTION ("{\"type\":\"Feature\",\"properties\":{\"id\":\"7001\",\"highway\":\"secondary\",\"name\":"
                  "\"新辟路\"},\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[121.486,31.276],"
                  "[121.4912,31.276]]}}"));
  HtImportRequest request = { .path = path, .layer = "roads" };
  g_autoptr (HtImported) imported = import (town, &request, &error);
  g_assert_no_error (error);
  g_assert_true (imported->changed);
  g_assert_cmpstr (imported->tables->pdata[0], ==, "road_arc");
  HtNetwork *network = ht_routing_get_network (ht_city_get_routing (town->city));
  g_assert_cmpuint (network->sections->len, >, 12);
  g_autoptr (HtWay) after = town_route (town, from, to);
  g_assert_cmpint (after->seconds, ==, before->seconds);
}

/* The sentence names the file and the cure; nothing is written. */
static void
test_refused (Town *town, gconstpointer unused)
{
  static const struct
  {
    const char *name, *text, *layer, *datum, *says;
  } cases[] = {
    { "a.geojson", COLLECTION (POINT ("121.486", "31.276", "")), "osm", NULL, "no OpenStreetMap file" },
    { "a.geojson", COLLECTION (POINT ("121.486", "31.276", "")), "points", "mars", "wgs84, cgcs2000" },
    { "a.geojson", COLLECTION (POINT ("121.486", "31.276", "")), "buildings", NULL, "a.geojson" },
    { "a.geojson", COLLECTION (""), "points", NULL, "a.geojson" },
    { "a.geojson", COLLECTION (POINT ("421.486", "31.276", "")), "points", NULL, "a.geojson" },
    { "a.geojson", "{\"type\":\"FeatureCollection\",\"features\":[", "points", NULL, "a.geojson" },
    { "a.geojson", "", "points", NULL, "a.geojson" },
    { "b.csv", "name,where\nx,here\n", "points", NULL, "b.csv" },
    { "b.csv", "lat,lon\nabc,def\n", "points", NULL, "b.csv" },
    { "a.geojson", COLLECTION (POINT ("121.486", "31.276", "")), "", NULL, "choose one of the list" },
  };
  g_autofree char *before = town_dump (town);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *path = town_write_file (town, cases[i].name, cases[i].text);
      HtImportRequest request = { .path = path, .layer = cases[i].layer, .datum = cases[i].datum };
      g_autoptr (HtImported) imported = import (town, &request, &error);
      g_assert_null (imported);
      town_assert_says (error->message, cases[i].says);
      town_assert_says (error->message, cases[i].name);
    }
  g_autofree char *after = town_dump (town);
  g_assert_cmpstr (before, ==, after);
}

/* One at a time; the second is told so and the first is not disturbed. */
static void
test_busy (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  HtImporter *importer = ht_city_get_importer (town->city);
  g_autofree char *path = town_write_file (town, "p.geojson", COLLECTION (POINT ("121.486", "31.276", "")));
  HtImportRequest request = { .path = path, .layer = "points" };
  gboolean busy = TRUE;
  g_object_get (importer, "busy", &busy, NULL);
  g_assert_false (busy);
  town_begin ();
  ht_importer_import_async (importer, &request, NULL, town_done, NULL);
  g_object_get (importer, "busy", &busy, NULL);
  g_assert_true (busy);
  g_autoptr (GAsyncResult) first = town_end ();
  g_autoptr (HtImported) imported = ht_importer_import_finish (importer, first, &error);
  g_assert_no_error (error);
  g_assert_true (imported->changed);
  g_object_get (importer, "busy", &busy, NULL);
  g_assert_false (busy);
}

/* Two thirds of a file may be sound: what was mended or left out is counted with its reason. */
static void
test_report (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = town_write_file (
      town, "some.geojson",
      COLLECTION (POINT ("121.486", "31.276", "\"name\":\"一\"") "," POINT (
          "121.487", "31.276",
          "\"name\":\"二\"") ","
                             "{\"type\":\"Feature\",\"properties\":{},\"geometry\":null}"));
  HtImportRequest request = { .path = path, .layer = "points" };
  g_autoptr (HtImported) imported = import (town, &request, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (imported->report->read, ==, 3);
  g_assert_cmpuint (ht_reasons_sum (imported->report->dropped), ==, 1);
  GListModel *layers = ht_city_get_layers (town->city);
  for (guint i = 0; i < g_list_model_get_n_items (layers); i++)
    {
      g_autoptr (HtLayer) layer = g_list_model_get_item (layers, i);
      if (!g_str_equal (ht_layer_get_source (layer), "some.geojson"))
        continue;
      g_assert_cmpint (ht_layer_get_count (layer), ==, 2);
      g_assert_cmpint (ht_layer_get_read (layer), ==, 3);
      g_assert_cmpint (ht_layer_get_dropped (layer), ==, 1);
      g_assert_cmpint (ht_layer_get_repaired (layer), ==, 0);
      g_assert_cmpstr (ht_layer_get_name (layer), ==, "Points");
      g_assert_cmpstr (ht_layer_get_chinese_name (layer), ==, "点");
      g_assert_cmpstr (ht_layer_get_licence (layer), ==, "");
      g_assert_cmpuint (strlen (ht_layer_get_date (layer)), ==, 10);
      return;
    }
  g_assert_not_reached ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  static const TownTest tests[] = {
    { "/import-formats/layers", test_each_layer }, { "/import-formats/csv", test_csv },
    { "/import-formats/roads", test_roads },       { "/import-formats/refused", test_refused },
    { "/import-formats/busy", test_busy },         { "/import-formats/report", test_report },
  };
  town_add_tests (tests, G_N_ELEMENTS (tests));
  return g_test_run ();
}
