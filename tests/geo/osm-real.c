/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Real files with the figures that the README beside them gives, counted there with other programs.
 *
 * Its "drive nodes" and "strong" are all points of ways whose highway is motorway, trunk, primary, secondary,
 * tertiary (each with its _link), unclassified, residential, living_street or service, whatever their access,
 * joined along each way as its one-way tags allow: HtImportReport's drive figures. road, track and paths are
 * not among them. The network itself has fewer nodes (points between crossings are merged into sections) and
 * more roads (tracks are driven, too).
 */
#include <string.h>

#include "sketch.h"

static const struct
{
  const char *file;
  guint64 read; /* nodes, ways and relations together */
  guint drive_nodes, drive_scc;
} files[] = {
  { "osm/shanghai-renmin-square-osmnx.osm", 2958 + 796, 2458, 1505 },
  { "osm/shanghai-renmin-square-osmnx.osm.pbf", 2958 + 796, 2458, 1505 },
  { "osm/liechtenstein.osm.pbf", 142832 + 15247 + 358, 16912, 16808 },
  { "osm/baltimore.osm.pbf", 51385 + 7230 + 167, 13983, 12917 },
  { "osm/andorra-2013.osm.pbf", 69644 + 2725 + 74, 16550, 16486 },
  { "osm/beijing-haidian-tsinghua.osm", 7450 + 1360 + 189, 1525, 1374 },
  { "osm/beijing-haidian-tsinghua.osm.pbf", 7450 + 1360 + 189, 1525, 1374 },
  { "osm/guixi-jiangxi.osm", 4020 + 433 + 24, 1240, 1082 },
  { "osm/guixi-jiangxi.osm.pbf", 4020 + 433 + 24, 1240, 1082 },
};

static HtMapData *
read_shared (const char *relative)
{
  g_autofree char *path = test_shared (relative);
  g_autoptr (GError) error = NULL;
  if (path == NULL)
    return NULL;
  HtMapData *data = ht_osm_read (path, HT_OSM_ALL, NULL, &error);
  g_assert_no_error (error);
  return data;
}

static void
test_drive_figures (gconstpointer user_data)
{
  guint i = GPOINTER_TO_UINT (user_data);
  g_autoptr (HtMapData) data = read_shared (files[i].file);
  if (data == NULL)
    return;
  g_assert_cmpuint (data->report->read, ==, files[i].read);
  g_assert_cmpuint (data->report->drive_nodes, ==, files[i].drive_nodes);
  g_assert_cmpuint (data->report->drive_largest_scc, ==, files[i].drive_scc);
  g_assert_cmpstr (data->report->datum, ==, "wgs84");
}

/* What every network must hold, whatever the map. */
static void
check_network (const HtNetwork *network)
{
  for (guint i = 1; i < network->nodes->len; i++)
    g_assert_cmpint (test_node_ref (network, i - 1), <, test_node_ref (network, i));
  for (guint i = 0; i < network->sections->len; i++)
    {
      const HtSection *section = &g_array_index (network->sections, HtSection, i);
      const HtPoint *points = &g_array_index (network->points, HtPoint, section->first_point);
      const HtPoint *from = &g_array_index (network->nodes, HtRoadNode, section->from).at;
      const HtPoint *to = &g_array_index (network->nodes, HtRoadNode, section->to).at;
      g_assert_cmpuint (section->n_points, >=, 2);
      g_assert_cmpuint (section->first_point + section->n_points, <=, network->points->len);
      g_assert_cmpuint (section->name, <, network->names->len);
      g_assert_cmpfloat (section->length_m, >, 0.0f);
      g_assert_cmpfloat (section->speed_kmh, >, 0.0f);
      g_assert_true (points[0].lon == from->lon && points[0].lat == from->lat);
      g_assert_true (points[section->n_points - 1].lon == to->lon
                     && points[section->n_points - 1].lat == to->lat);
    }
  for (guint i = 0; i < network->turns->len; i++)
    {
      const HtTurn *turn = &g_array_index (network->turns, HtTurn, i);
      const HtSection *from = &g_array_index (network->sections, HtSection, turn->from);
      const HtSection *to = &g_array_index (network->sections, HtSection, turn->to);
      g_assert_true (from->from == turn->via || from->to == turn->via);
      g_assert_true (to->from == turn->via || to->to == turn->via);
    }
  for (guint i = 0; i < network->turn_paths->len; i++)
    g_assert_true (ht_network_path_meets (network, &g_array_index (network->turn_paths, HtTurnPath, i)));
}

/* The file with the most turn restrictions: of 40 relations 5 name roads that are not in it. */
static void
test_singapore (void)
{
  g_autoptr (HtMapData) data = read_shared ("osm/singapore-bayfront.osm.pbf");
  if (data == NULL)
    return;
  g_assert_cmpuint (data->network->turns->len, ==, 23);
  g_assert_cmpuint (data->network->turn_paths->len, ==, 12);
  g_assert_cmpuint (test_dropped (data,
                                  "turn restriction whose roads are not in the file or not driven that way"),
                    ==, 5);
}

static void
test_networks_are_sound (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (HtMapData) data = read_shared (files[i].file);
      if (data == NULL)
        return;
      check_network (data->network);
      g_assert_cmpuint (data->report->largest_scc, <=, data->report->nodes);
      g_assert_cmpuint (data->report->arcs, <=, 2 * data->network->sections->len);
    }
}

static void
test_renmin_square (void)
{
  /* OSMnx writes each direction of a two-way street as a way of its own; merging points between crossings
     leaves 782 of 2,458. The share of the largest component stays: 1,505 of 2,458 and 449 of 782, as one-way
     streets are cut at the edge of the box. */
  g_autoptr (HtMapData) data = read_shared ("osm/shanghai-renmin-square-osmnx.osm.pbf");
  if (data == NULL)
    return;
  g_assert_cmpuint (data->report->nodes, ==, 782);
  g_assert_cmpuint (data->report->arcs, ==, 1278);
  g_assert_cmpuint (data->report->largest_scc, ==, 449);
  g_assert_cmpuint (test_repaired (data, "section of road drawn twice: taken once"), ==, 165);
  g_assert_cmpuint (ht_reasons_sum (data->report->dropped), ==, 0);
}

static void
test_liechtenstein_features (void)
{
  g_autoptr (HtMapData) data = read_shared ("osm/liechtenstein.osm.pbf");
  if (data == NULL)
    return;
  g_assert_cmpuint (test_count (data, "station", "ordinary"), ==, 6);
  g_assert_cmpuint (test_count (data, "station", "police"), ==, 1);
  g_assert_cmpuint (test_count (data, "hospital", NULL), ==, 1);
  g_assert_cmpuint (test_count (data, "school", "school"), ==, 19);
  /* The four "shelters" of the README are roofs against rain. */
  g_assert_cmpuint (test_count (data, "shelter", NULL), ==, 0);
  g_assert_cmpuint (test_noted (data, "rain shelter (amenity=shelter), no refuge: not taken"), ==, 4);
  /* 9,001 objects with the tag: 8,992 ways (one says "no", two are open), 6 relations (one no multipolygon)
     and 3 nodes, which have no outline. */
  g_assert_cmpuint (test_count (data, "building", NULL), ==, 8994);
  g_assert_cmpuint (test_dropped (data, "building whose outline is not closed"), ==, 2);
  /* The eleven communes and some of Austria and Switzerland are whole; districts across the border are not.
   */
  g_assert_cmpuint (test_count (data, "subdistrict", NULL), ==, 15);
  g_assert_cmpuint (test_count (data, "district", NULL), ==, 2);
  g_assert_cmpuint (data->network->turns->len, ==, 2);
}

static double
sum_areas (const HtMapData *data, const char *table)
{
  const GPtrArray *features = ht_map_data_get_features (data, table);
  double sum = 0.0;
  for (guint i = 0; features != NULL && i < features->len; i++)
    sum += ht_geometry_area_m2 (((HtFeature *) g_ptr_array_index (features, i))->geometry);
  return sum;
}

static const HtFeature *
find_named (const HtMapData *data, const char *table, const char *name)
{
  const GPtrArray *features = ht_map_data_get_features (data, table);
  for (guint i = 0; features != NULL && i < features->len; i++)
    if (g_strcmp0 (((HtFeature *) g_ptr_array_index (features, i))->name, name) == 0)
      return g_ptr_array_index (features, i);
  return NULL;
}

static void
test_liechtenstein_areas (void)
{
  g_autoptr (HtMapData) data = read_shared ("osm/liechtenstein.osm.pbf");
  if (data == NULL)
    return;
  /* Official areas of the communes in km² (Amt für Statistik); Vaduz and Triesenberg have exclaves. */
  static const struct
  {
    const char *name;
    double km2;
  } communes[] = {
    { "Vaduz", 17.3 }, { "Triesenberg", 29.8 }, { "Schaan", 26.8 }, { "Balzers", 19.6 }, { "Planken", 5.3 }
  };
  for (guint i = 0; i < G_N_ELEMENTS (communes); i++)
    {
      const HtFeature *commune = find_named (data, "subdistrict", communes[i].name);
      g_assert_nonnull (commune);
      g_assert_cmpfloat_with_epsilon (ht_geometry_area_m2 (commune->geometry) / 1e6, communes[i].km2, 0.3);
    }
  g_assert_cmpfloat (sum_areas (data, "green"), >, 40e6);
  g_assert_cmpfloat (sum_areas (data, "building"), >, 1e6);
}

static void
test_baltimore_features (void)
{
  g_autoptr (HtMapData) data = read_shared ("osm/baltimore.osm.pbf");
  if (data == NULL)
    return;
  g_assert_cmpuint (test_count (data, "station", "ordinary"), ==, 10);
  g_assert_cmpuint (test_count (data, "hospital", NULL), ==, 10);
  g_assert_cmpuint (test_count (data, "school", "school"), ==, 74);
  g_assert_cmpuint (data->network->turns->len, ==, 3);
  /* The harbour is drawn as coast: one sea, and the houses in it are those on piers. */
  g_assert_cmpuint (test_count (data, "water", "sea"), ==, 1);
  g_assert_cmpuint (test_count (data, "railway", NULL), ==, 605);
  g_assert_cmpuint (test_count (data, "railway", "metro"), ==, 2);
}

static void
test_other_features (void)
{
  g_autoptr (HtMapData) andorra = read_shared ("osm/andorra-2013.osm.pbf");
  g_autoptr (HtMapData) beijing = read_shared ("osm/beijing-haidian-tsinghua.osm.pbf");
  g_autoptr (HtMapData) baoshan = read_shared ("osm/shanghai-baoshan-shu-campus.osm.pbf");
  if (andorra == NULL || beijing == NULL || baoshan == NULL)
    return;
  g_assert_cmpuint (test_count (andorra, "hospital", NULL), ==, 7);
  g_assert_cmpuint (test_noted (andorra, "rain shelter (amenity=shelter), no refuge: not taken"), ==, 35);
  g_assert_cmpuint (test_count (beijing, "hospital", NULL), ==, 2);
  g_assert_cmpuint (test_count (beijing, "school", "school"), ==, 8);
  g_assert_cmpuint (test_count (beijing, "station", "police"), ==, 1);
  g_assert_cmpuint (beijing->network->turns->len, ==, 3);
  g_assert_cmpuint (beijing->network->turn_paths->len, ==, 2);
  g_assert_cmpuint (test_count (baoshan, "school", "school"), ==, 2);
  g_assert_cmpuint (test_count (baoshan, "school", "university"), ==, 3);
}

static void
test_xml_and_pbf_agree (void)
{
  static const char *const pairs[] = { "shanghai-renmin-square-osmnx", "shanghai-baoshan-shu-campus",
                                       "beijing-haidian-tsinghua", "guixi-jiangxi" };
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *xml = g_strdup_printf ("osm/%s.osm", pairs[i]);
      g_autofree char *pbf = g_strdup_printf ("osm/%s.osm.pbf", pairs[i]);
      g_autoptr (HtMapData) a = read_shared (xml);
      g_autoptr (HtMapData) b = read_shared (pbf);
      if (a == NULL || b == NULL)
        return;
      test_map_assert_equal (a, b);
    }
}

static void
test_dangling_sample (void)
{
  /* 9,241 of its 9,308 way points are missing: nothing may be taken from nothing, and everything is accounted
   * for. */
  g_autoptr (HtMapData) data = read_shared ("osm/shanghai-metro-sample-dangling.osm");
  if (data == NULL)
    return;
  g_assert_cmpuint (data->report->read, ==, 7929 + 1107 + 10);
  g_assert_cmpuint (data->network->sections->len, ==, 0);
  g_assert_cmpuint (data->report->arcs, ==, 0);
  g_assert_cmpuint (test_count (data, "building", NULL), ==, 0);
  g_assert_cmpuint (test_dropped (data, "road point that refers to a node not in the file"), ==, 4025);
  g_assert_cmpuint (test_dropped (data, "outline with points that are not in the file"), ==, 346);
  g_assert_cmpuint (ht_reasons_sum (data->report->dropped), >, 4900);
  g_assert_cmpuint (test_count (data, "place", NULL), ==, 44);
}

static void
test_twice_the_same (void)
{
  g_autoptr (HtMapData) a = read_shared ("osm/andorra-2013.osm.pbf");
  g_autoptr (HtMapData) b = read_shared ("osm/andorra-2013.osm.pbf");
  if (a == NULL || b == NULL)
    return;
  test_map_assert_equal (a, b);
}

/* Names of users stand in the raw files; nothing that comes out may hold one. */
static void
test_no_user_names (void)
{
  g_autofree char *path = test_shared ("osm/guixi-jiangxi.osm");
  g_autofree char *text = NULL;
  if (path == NULL)
    return;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  const char *user = strstr (text, " user=\"");
  g_assert_nonnull (user);
  g_autofree char *name = g_strndup (user + 7, strcspn (user + 7, "\""));
  g_autoptr (HtMapData) data = read_shared ("osm/guixi-jiangxi.osm");
  g_autofree const char **tables = ht_map_data_list_tables (data);
  for (guint i = 0; tables[i] != NULL; i++)
    {
      const GPtrArray *features = ht_map_data_get_features (data, tables[i]);
      for (guint k = 0; k < features->len; k++)
        {
          const HtFeature *feature = g_ptr_array_index (features, k);
          g_assert_null (ht_value_get_member (feature->attributes, "user"));
          g_assert_cmpstr (feature->name, !=, name);
        }
    }
  for (guint i = 0; i < data->network->names->len; i++)
    g_assert_cmpstr (g_ptr_array_index (data->network->names, i), !=, name);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *name = g_strdup_printf ("/geo/osm-real/drive/%s", strrchr (files[i].file, '/') + 1);
      g_test_add_data_func (name, GUINT_TO_POINTER (i), test_drive_figures);
    }
  g_test_add_func ("/geo/osm-real/networks-are-sound", test_networks_are_sound);
  g_test_add_func ("/geo/osm-real/renmin-square", test_renmin_square);
  g_test_add_func ("/geo/osm-real/liechtenstein-features", test_liechtenstein_features);
  g_test_add_func ("/geo/osm-real/liechtenstein-areas", test_liechtenstein_areas);
  g_test_add_func ("/geo/osm-real/baltimore-features", test_baltimore_features);
  g_test_add_func ("/geo/osm-real/other-features", test_other_features);
  g_test_add_func ("/geo/osm-real/xml-and-pbf-agree", test_xml_and_pbf_agree);
  g_test_add_func ("/geo/osm-real/dangling-sample", test_dangling_sample);
  g_test_add_func ("/geo/osm-real/twice-the-same", test_twice_the_same);
  g_test_add_func ("/geo/osm-real/singapore", test_singapore);
  g_test_add_func ("/geo/osm-real/no-user-names", test_no_user_names);
  return g_test_run ();
}
