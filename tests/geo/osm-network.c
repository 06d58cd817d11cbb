/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small hand-drawn maps become networks of exactly these nodes, sections and arcs. */
#include <string.h>

#include "sketch.h"

#define BOTH (HT_SECTION_FORWARD | HT_SECTION_BACKWARD)

typedef struct
{
  guint nodes, sections, arcs, scc, drive_nodes, drive_scc;
} Figures;

static HtMapData *
check_figures (const char *sketch, Figures want)
{
  HtMapData *data = test_sketch_read (sketch, HT_OSM_ROADS);
  g_assert_cmpuint (data->network->nodes->len, ==, want.nodes);
  g_assert_cmpuint (data->network->sections->len, ==, want.sections);
  g_assert_cmpuint (data->report->arcs, ==, want.arcs);
  g_assert_cmpuint (data->report->largest_scc, ==, want.scc);
  g_assert_cmpuint (data->report->drive_nodes, ==, want.drive_nodes);
  g_assert_cmpuint (data->report->drive_largest_scc, ==, want.drive_scc);
  return data;
}

/* A straight street with a bend between its ends. */
#define STREET "n 1 0 0\nn 2 100 0\nn 3 200 50\n"

static void
test_two_way (void)
{
  g_autoptr (HtMapData) data
      = check_figures (STREET "w 10 1 2 3 highway=residential name=曲阳路", (Figures){ 2, 1, 2, 2, 3, 3 });
  const HtSection *section = test_find_section (data->network, 10, 1, 3);
  g_assert_nonnull (section);
  g_assert_cmpuint (section->flags & BOTH, ==, BOTH);
  g_assert_cmpuint (section->n_points, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (data->network->names, section->name), ==, "曲阳路");
  /* 95.49 m east, then 95.49 m east and 55.43 m north: WGS 84 at 31° N. */
  g_assert_cmpfloat_with_epsilon (section->length_m, 95.49 + 110.41, 0.1);
  const HtPoint *points = &g_array_index (data->network->points, HtPoint, section->first_point);
  g_assert_cmpfloat (points[1].lon, ==, 121.001);
  g_assert_cmpfloat (points[2].lat, ==, 31.0005);
}

static void
test_one_way_spellings (void)
{
  static const char *const forward[] = { "yes", "true", "1" }, *const backward[] = { "-1", "reverse" };
  for (guint i = 0; i < G_N_ELEMENTS (forward); i++)
    {
      g_autofree char *sketch = g_strdup_printf (STREET "w 10 1 2 3 highway=primary oneway=%s", forward[i]);
      g_autoptr (HtMapData) data = check_figures (sketch, (Figures){ 2, 1, 1, 1, 3, 1 });
      g_assert_cmpuint (test_find_section (data->network, 10, 1, 3)->flags & BOTH, ==, HT_SECTION_FORWARD);
    }
  for (guint i = 0; i < G_N_ELEMENTS (backward); i++)
    {
      g_autofree char *sketch = g_strdup_printf (STREET "w 10 1 2 3 highway=primary oneway=%s", backward[i]);
      g_autoptr (HtMapData) data = check_figures (sketch, (Figures){ 2, 1, 1, 1, 3, 1 });
      /* The section keeps the way's direction; only the arc is turned round. */
      g_assert_cmpuint (test_find_section (data->network, 10, 1, 3)->flags & BOTH, ==, HT_SECTION_BACKWARD);
    }
}

/* A block of one-way streets round a square, closed or with one street against the others. */
static void
test_ring_of_one_ways (void)
{
  const char *nodes = "n 1 0 0\nn 2 100 0\nn 3 100 100\nn 4 0 100\n";
  g_autofree char *closed = g_strconcat (nodes,
                                         "w 10 1 2 highway=primary oneway=yes\n"
                                         "w 11 2 3 highway=primary oneway=true\n"
                                         "w 12 3 4 highway=primary oneway=1\n"
                                         "w 13 1 4 highway=primary oneway=-1\n",
                                         NULL);
  g_autofree char *broken = g_strconcat (nodes,
                                         "w 10 1 2 highway=primary oneway=yes\n"
                                         "w 11 2 3 highway=primary oneway=yes\n"
                                         "w 12 3 4 highway=primary oneway=yes\n"
                                         "w 13 1 4 highway=primary oneway=yes\n",
                                         NULL);
  g_autoptr (HtMapData) one = check_figures (closed, (Figures){ 4, 4, 4, 4, 4, 4 });
  g_autoptr (HtMapData) two = check_figures (broken, (Figures){ 4, 4, 4, 1, 4, 1 });
}

static void
test_crossing_splits (void)
{
  g_autoptr (HtMapData) data = check_figures ("n 1 0 0\nn 2 100 0\nn 3 200 0\nn 4 100 100\nn 5 100 -100\n"
                                              "w 10 1 2 3 highway=primary\n"
                                              "w 11 4 2 5 highway=secondary\n",
                                              (Figures){ 5, 4, 8, 5, 5, 5 });
  g_assert_nonnull (test_find_section (data->network, 10, 1, 2));
  g_assert_nonnull (test_find_section (data->network, 10, 2, 3));
  g_assert_nonnull (test_find_section (data->network, 11, 4, 2));
  g_assert_nonnull (test_find_section (data->network, 11, 2, 5));
}

static void
test_bridge_does_not_join (void)
{
  /* The same crossing drawn without a shared point: one passes over the other. */
  g_autoptr (HtMapData) data = check_figures ("n 1 0 0\nn 3 200 0\nn 4 100 100\nn 5 100 -100\n"
                                              "w 10 1 3 highway=primary bridge=yes layer=1\n"
                                              "w 11 4 5 highway=secondary\n",
                                              (Figures){ 4, 2, 4, 2, 4, 2 });
  g_assert_cmpint (test_find_section (data->network, 10, 1, 3)->layer, ==, 1);
}

static void
test_end_on_middle (void)
{
  g_autoptr (HtMapData) data = check_figures (STREET "n 4 100 100\n"
                                                     "w 10 1 2 3 highway=primary\nw 11 4 2 highway=service\n",
                                              (Figures){ 4, 3, 6, 4, 4, 4 });
  g_assert_nonnull (test_find_section (data->network, 11, 4, 2));
}

static void
test_foot_path_does_not_split (void)
{
  g_autoptr (HtMapData) data
      = check_figures (STREET "n 4 100 100\nn 5 100 -100\n"
                              "w 10 1 2 3 highway=primary\nw 11 4 2 5 highway=footway\n",
                       (Figures){ 4, 2, 2, 2, 3, 3 });
  const HtSection *path = test_find_section (data->network, 11, 4, 5);
  g_assert_cmpint (path->road_class, ==, HT_ROAD_PATH);
  g_assert_cmpuint (path->flags & BOTH, ==, 0);
  g_assert_cmpuint (path->n_points, ==, 3);
  /* Ends of paths are no nodes to route over. */
  g_assert_cmpuint (data->report->nodes, ==, 2);
}

static void
test_roundabout (void)
{
  g_autoptr (HtMapData) data = check_figures ("n 1 0 0\nn 2 10 10\nn 3 20 0\nn 4 10 -10\nn 5 100 0\n"
                                              "w 10 1 4 3 2 1 highway=primary junction=roundabout\n"
                                              "w 11 3 5 highway=primary\n",
                                              (Figures){ 3, 3, 4, 3, 5, 5 });
  const HtSection *half = test_find_section (data->network, 10, 1, 3);
  g_assert_cmpuint (half->flags & BOTH, ==, HT_SECTION_FORWARD);
  g_assert_true (half->flags & HT_SECTION_ROUNDABOUT);
  g_assert_nonnull (test_find_section (data->network, 10, 3, 1));
}

static void
test_closed_loop (void)
{
  /* A loop that hangs on nothing is a section from its first point to itself. */
  g_autoptr (HtMapData) data = check_figures ("n 1 0 0\nn 2 50 50\nn 3 100 0\n"
                                              "w 10 1 2 3 1 highway=residential\n",
                                              (Figures){ 1, 1, 2, 1, 3, 3 });
  g_assert_cmpuint (test_find_section (data->network, 10, 1, 1)->n_points, ==, 4);
}

static void
test_way_crosses_itself (void)
{
  /* A figure of eight: the point in the middle is met twice by one way. */
  g_autoptr (HtMapData) data = check_figures ("n 1 0 0\nn 2 100 0\nn 3 200 50\nn 4 200 -50\n"
                                              "w 10 1 2 3 4 2 highway=residential\n",
                                              (Figures){ 2, 2, 4, 2, 4, 4 });
  g_assert_nonnull (test_find_section (data->network, 10, 1, 2));
  g_assert_nonnull (test_find_section (data->network, 10, 2, 2));
}

static void
test_parts_are_numbered (void)
{
  /* Two ways round between the same two nodes, both of one way. */
  g_autoptr (HtMapData) data
      = test_sketch_read ("n 1 0 0\nn 2 50 50\nn 3 100 0\nn 4 50 -50\nn 5 200 0\nn 6 -100 0\n"
                          "w 10 1 2 3 4 1 2 3 highway=residential\n"
                          "w 11 3 5 highway=residential\nw 12 6 1 highway=residential\n",
                          HT_OSM_ROADS);
  guint n_parts = 0;
  for (guint i = 0; i < data->network->sections->len; i++)
    {
      const HtSection *section = &g_array_index (data->network->sections, HtSection, i);
      const HtSection *before = i > 0 ? section - 1 : NULL;
      if (before != NULL && before->way_id == section->way_id && before->from == section->from
          && before->to == section->to)
        {
          g_assert_cmpuint (section->part, ==, before->part + 1);
          n_parts++;
        }
      else
        g_assert_cmpuint (section->part, ==, 0);
    }
  /* 1-2 and 2-3 are driven over twice by the way and kept once each, as their points are the same. */
  g_assert_cmpuint (n_parts, ==, 0);
  g_assert_cmpuint (test_repaired (data, "section of road drawn twice: taken once"), ==, 2);
}

static void
test_real_parts (void)
{
  /* The way passes from 1 to 3 by the north, comes back, and passes by the south. */
  g_autoptr (HtMapData) data = test_sketch_read ("n 1 0 0\nn 2 50 50\nn 3 100 0\nn 4 50 -50\nn 5 50 10\n"
                                                 "w 10 1 2 3 5 1 4 3 highway=residential\n",
                                                 HT_OSM_ROADS);
  g_assert_cmpuint (data->network->sections->len, ==, 3);
  const HtSection *sections = (const HtSection *) data->network->sections->data;
  g_assert_cmpuint (sections[0].part, ==, 0);
  g_assert_cmpuint (sections[1].part, ==, 1);
  g_assert_cmpuint (sections[2].part, ==, 0);
  g_assert_cmpuint (sections[0].from, ==, sections[1].from);
  g_assert_cmpuint (sections[2].from, ==, sections[0].to);
  /* By the north first, as the way does. */
  const HtPoint *points = (const HtPoint *) data->network->points->data;
  g_assert_cmpfloat (points[sections[0].first_point + 1].lat, >, 31.0);
  g_assert_cmpfloat (points[sections[1].first_point + 1].lat, <, 31.0);
}

static void
test_dangling (void)
{
  g_autoptr (HtMapData) data = check_figures ("n 1 0 0\nn 2 100 0\nn 4 300 0\nn 5 400 0\nn 7 900 0\n"
                                              "w 10 1 2 3 4 5 highway=primary\n"
                                              "w 11 6 7 8 highway=primary\n"
                                              "w 12 20 21 highway=primary\n",
                                              (Figures){ 4, 2, 4, 2, 5, 4 });
  g_assert_cmpuint (test_dropped (data, "road point that refers to a node not in the file"), ==, 5);
  g_assert_cmpuint (test_dropped (data, "piece of road with a single point in the file"), ==, 1);
  g_assert_nonnull (test_find_section (data->network, 10, 1, 2));
  g_assert_nonnull (test_find_section (data->network, 10, 4, 5));
}

static void
test_repeated_points (void)
{
  g_autoptr (HtMapData) data
      = check_figures ("n 1 0 0\nn 2 100 0\nw 10 1 1 2 2 2 highway=primary\n", (Figures){ 2, 1, 2, 2, 2, 2 });
  g_assert_cmpuint (test_repaired (data, "road point that repeats the one before"), ==, 3);
  g_assert_cmpuint (test_find_section (data->network, 10, 1, 2)->n_points, ==, 2);
}

static void
test_no_length (void)
{
  /* Nodes 2 and 3 lie at the same place and are joined: one node is left. */
  g_autoptr (HtMapData) data = check_figures ("n 1 0 0\nn 2 100 0\nn 3 100 0\nn 4 200 0\n"
                                              "w 10 1 2 highway=primary\nw 11 2 3 highway=primary\n"
                                              "w 12 3 4 highway=primary\n",
                                              (Figures){ 3, 2, 4, 3, 4, 4 });
  g_assert_cmpuint (test_repaired (data, "stretch of road without length: its ends joined"), ==, 1);
  g_assert_cmpuint (test_dropped (data, "piece of road with a single point in the file"), ==, 1);
  g_assert_nonnull (test_find_section (data->network, 12, 2, 4));
}

static void
test_duplicates (void)
{
  /* The same street drawn twice, once in the other direction. */
  g_autoptr (HtMapData) twice
      = check_figures (STREET "w 10 1 2 3 highway=primary\nw 11 3 2 1 highway=primary\n",
                       (Figures){ 3, 2, 4, 3, 3, 3 });
  g_assert_cmpuint (test_repaired (twice, "section of road drawn twice: taken once"), ==, 2);
  /* A one-way street each way is a two-way street, not a duplicate. */
  g_autoptr (HtMapData) pair = check_figures (STREET "w 10 1 2 3 highway=primary oneway=yes\n"
                                                     "w 11 3 2 1 highway=primary oneway=yes\n",
                                              (Figures){ 3, 4, 4, 3, 3, 3 });
  g_assert_cmpuint (test_repaired (pair, "section of road drawn twice: taken once"), ==, 0);
  /* Another class over the same points stays, too. */
  g_autoptr (HtMapData) classes
      = check_figures (STREET "w 10 1 2 3 highway=primary\nw 11 1 2 3 highway=service\n",
                       (Figures){ 3, 4, 8, 3, 3, 3 });
  g_assert_cmpuint (test_repaired (classes, "section of road drawn twice: taken once"), ==, 0);
  /* A one-way street inside a two-way one adds nothing; the other way round it does. */
  g_autoptr (HtMapData) less = test_sketch_read (STREET "w 10 1 2 3 highway=primary\n"
                                                        "w 11 1 2 3 highway=primary oneway=yes\n",
                                                 HT_OSM_ROADS);
  g_assert_cmpuint (less->network->sections->len, ==, 2);
  g_autoptr (HtMapData) more = test_sketch_read (STREET "w 10 1 2 3 highway=primary oneway=yes\n"
                                                        "w 11 1 2 3 highway=primary\n",
                                                 HT_OSM_ROADS);
  g_assert_cmpuint (more->network->sections->len, ==, 4);
}

static void
test_same_way_twice (void)
{
  g_autoptr (HtMapData) data
      = test_sketch_read (STREET "w 10 1 2 3 highway=primary\nw 10 1 2 3 highway=primary\n", HT_OSM_ROADS);
  g_assert_cmpuint (data->network->sections->len, ==, 1);
  g_assert_cmpuint (test_repaired (data, "way that is in the file more than once: taken once"), ==, 1);
}

static void
test_access_and_counts (void)
{
  /* What is kept from others is open to emergency vehicles and counts as a way a car may know. */
  g_autoptr (HtMapData) data
      = check_figures (STREET "w 10 1 2 3 highway=service access=private\n", (Figures){ 2, 1, 2, 2, 3, 3 });
  g_assert_true (test_find_section (data->network, 10, 1, 3)->flags & HT_SECTION_PRIVATE);
  g_autoptr (HtMapData) closed = check_figures (STREET "w 10 1 2 3 highway=service access=no emergency=no\n",
                                                (Figures){ 2, 1, 0, 1, 3, 3 });
  g_assert_cmpuint (closed->report->nodes, ==, 0);
  /* Tracks are driven, but not counted among those. */
  g_autoptr (HtMapData) track
      = check_figures (STREET "w 10 1 2 3 highway=track\n", (Figures){ 2, 1, 2, 2, 0, 0 });
}

static void
test_ferry_speed (void)
{
  /* 0.02° of latitude are 2,217 m: in ten minutes, 13.3 km/h. */
  g_autoptr (HtMapData) data = test_sketch_read ("n 1 0 0\nn 2 0 1000\nn 3 0 2000\nn 4 100 1000\n"
                                                 "w 10 1 2 3 route=ferry motor_vehicle=yes duration=00:10\n"
                                                 "w 11 2 4 highway=service\n",
                                                 HT_OSM_ROADS);
  const HtSection *first = test_find_section (data->network, 10, 1, 2);
  const HtSection *second = test_find_section (data->network, 10, 2, 3);
  g_assert_cmpfloat_with_epsilon (first->speed_kmh, 13.3, 0.05);
  g_assert_cmpfloat_with_epsilon (second->speed_kmh, 13.3, 0.05);
  g_assert_true (first->flags & HT_SECTION_SPEED_TAGGED);
  /* A minute for two kilometres is a slip of the pen. */
  g_autoptr (HtMapData) absurd = test_sketch_read ("n 1 0 0\nn 3 0 2000\n"
                                                   "w 10 1 3 route=ferry motor_vehicle=yes duration=00:01\n",
                                                   HT_OSM_ROADS);
  g_assert_cmpfloat_with_epsilon (test_find_section (absurd->network, 10, 1, 3)->speed_kmh, 15.0, 1e-6);
}

static void
test_order (void)
{
  /* Ways and nodes in any order of the file give the same network. */
  const char *in_order = "n 1 0 0\nn 2 100 0\nn 3 200 0\nn 4 100 100\n"
                         "w 10 1 2 3 highway=primary name=A\nw 11 2 4 highway=secondary name=B\n";
  const char *mixed = "w 11 2 4 highway=secondary name=B\nn 4 100 100\nn 2 100 0\n"
                      "w 10 1 2 3 highway=primary name=A\nn 1 0 0\nn 3 200 0\n";
  g_autoptr (HtMapData) a = test_sketch_read (in_order, HT_OSM_ROADS);
  g_autoptr (HtMapData) b = test_sketch_read (mixed, HT_OSM_ROADS);
  test_network_assert_equal (a->network, b->network);
  for (guint i = 1; i < a->network->nodes->len; i++)
    g_assert_cmpint (test_node_ref (a->network, i - 1), <, test_node_ref (a->network, i));
}

static void
test_negative_ids (void)
{
  /* Editors number what is new below zero. */
  g_autoptr (HtMapData) data
      = test_sketch_read ("n -1 0 0\nn -2 100 0\nw -10 -1 -2 highway=primary\n", HT_OSM_ROADS);
  g_assert_nonnull (test_find_section (data->network, -10, -1, -2));
}

static void
test_nothing_to_drive (void)
{
  g_autoptr (HtMapData) data = test_sketch_read ("n 1 0 0\nn 2 100 0\nw 10 1 2 railway=rail\n", HT_OSM_ROADS);
  g_assert_cmpuint (data->network->sections->len, ==, 0);
  g_assert_cmpuint (data->report->largest_scc, ==, 0);
  g_assert_cmpuint (data->report->read, ==, 3);
  g_autoptr (HtMapData) unwanted = test_sketch_read (STREET "w 10 1 2 3 highway=primary\n", HT_OSM_STATION);
  g_assert_null (unwanted->network);
  g_assert_false (unwanted->report->has_network);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geo/osm-network/two-way", test_two_way);
  g_test_add_func ("/geo/osm-network/one-way-spellings", test_one_way_spellings);
  g_test_add_func ("/geo/osm-network/ring-of-one-ways", test_ring_of_one_ways);
  g_test_add_func ("/geo/osm-network/crossing-splits", test_crossing_splits);
  g_test_add_func ("/geo/osm-network/bridge-does-not-join", test_bridge_does_not_join);
  g_test_add_func ("/geo/osm-network/end-on-middle", test_end_on_middle);
  g_test_add_func ("/geo/osm-network/foot-path-does-not-split", test_foot_path_does_not_split);
  g_test_add_func ("/geo/osm-network/roundabout", test_roundabout);
  g_test_add_func ("/geo/osm-network/closed-loop", test_closed_loop);
  g_test_add_func ("/geo/osm-network/way-crosses-itself", test_way_crosses_itself);
  g_test_add_func ("/geo/osm-network/parts-are-numbered", test_parts_are_numbered);
  g_test_add_func ("/geo/osm-network/real-parts", test_real_parts);
  g_test_add_func ("/geo/osm-network/dangling", test_dangling);
  g_test_add_func ("/geo/osm-network/repeated-points", test_repeated_points);
  g_test_add_func ("/geo/osm-network/no-length", test_no_length);
  g_test_add_func ("/geo/osm-network/duplicates", test_duplicates);
  g_test_add_func ("/geo/osm-network/same-way-twice", test_same_way_twice);
  g_test_add_func ("/geo/osm-network/access-and-counts", test_access_and_counts);
  g_test_add_func ("/geo/osm-network/ferry-speed", test_ferry_speed);
  g_test_add_func ("/geo/osm-network/order", test_order);
  g_test_add_func ("/geo/osm-network/negative-ids", test_negative_ids);
  g_test_add_func ("/geo/osm-network/nothing-to-drive", test_nothing_to_drive);
  return g_test_run ();
}
