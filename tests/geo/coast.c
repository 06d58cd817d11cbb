/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sea from coastlines: which side, islands, and that nothing unsure ever becomes water. */
#include "geo/coast.h"

#include "sketch.h"

/* A box of 10 by 10; lines as "x,y x,y …", land to the left. */
static HtGeometry *
make (const char *const *lines, HtCoastFaults *faults)
{
  static const HtBox box = { 0, 0, 10, 10 };
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (HtPoint));
  g_autoptr (GArray) start = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n = 0;
  g_array_append_val (start, n);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", -1);
      for (guint k = 0; words[k] != NULL; k++)
        {
          char *end;
          HtPoint point = { .lon = g_ascii_strtod (words[k], &end) };
          point.lat = g_ascii_strtod (end + 1, NULL);
          g_array_append_val (points, point);
        }
      n = points->len;
      g_array_append_val (start, n);
    }
  return ht_coast_make_sea ((const HtPoint *) points->data, (const guint *) start->data, start->len - 1, &box,
                            faults);
}

/* By the even-odd rule over all rings, as any reader of a polygon may count. */
static gboolean
is_sea (const HtGeometry *sea, double x, double y)
{
  gboolean inside = FALSE;
  for (guint part = 0; part < sea->n_parts; part++)
    for (guint i = sea->part_start[part]; i + 1 < sea->part_start[part + 1]; i++)
      {
        const HtPoint *a = &sea->points[i], *b = a + 1;
        if ((a->lat > y) != (b->lat > y) && x < a->lon + (y - a->lat) / (b->lat - a->lat) * (b->lon - a->lon))
          inside = !inside;
      }
  return inside;
}

#define LINES(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void
test_sides (void)
{
  HtCoastFaults faults;
  /* Northwards through the box: land in the west, sea in the east; southwards the other way. */
  g_autoptr (HtGeometry) east = make (LINES ("4,-1 4,11"), &faults);
  g_assert_true (is_sea (east, 7, 5) && is_sea (east, 9.9, 9.9) && !is_sea (east, 2, 5));
  g_autoptr (HtGeometry) west = make (LINES ("4,11 4,-1"), &faults);
  g_assert_true (is_sea (west, 2, 5) && is_sea (west, 0.1, 0.1) && !is_sea (west, 7, 5));
  /* In pieces and out of order, and turning inside. */
  g_autoptr (HtGeometry) pieces = make (LINES ("5,5 11,5", "4,4 5,5", "4,-1 4,4"), &faults);
  g_assert_true (is_sea (pieces, 7, 2) && !is_sea (pieces, 2, 2) && !is_sea (pieces, 7, 7));
  /* Out and in again through one side: a bay. */
  g_autoptr (HtGeometry) bay = make (LINES ("2,11 2,5 8,5 8,11"), &faults);
  g_assert_true (!is_sea (bay, 5, 8) && is_sea (bay, 5, 2) && is_sea (bay, 1, 9) && is_sea (bay, 9, 9));
}

static void
test_strait (void)
{
  HtCoastFaults faults;
  g_autoptr (HtGeometry) sea = make (LINES ("3,-1 3,11", "7,11 7,-1"), &faults);
  g_assert_true (!is_sea (sea, 1, 5) && is_sea (sea, 5, 5) && !is_sea (sea, 9, 5));
  /* With an island in it that has a lagoon. */
  g_autoptr (HtGeometry) island = make (LINES ("3,-1 3,11", "7,11 7,-1", "4,4 6,4 6,6 4,6 4,4",
                                               "4.5,4.5 4.5,5.5 5.5,5.5 5.5,4.5 4.5,4.5"),
                                        &faults);
  g_assert_true (is_sea (island, 5, 2) && !is_sea (island, 4.2, 5) && is_sea (island, 5, 5));
}

static void
test_islands (void)
{
  HtCoastFaults faults;
  g_autoptr (HtGeometry) all = make (LINES ("4,4 6,4 6,6 4,6 4,4"), &faults);
  g_assert_true (is_sea (all, 1, 1) && is_sea (all, 9, 9) && !is_sea (all, 5, 5));
  /* One that reaches over the edge. */
  g_autoptr (HtGeometry) over = make (LINES ("8,4 12,4 12,6 8,6 8,4"), &faults);
  g_assert_true (is_sea (over, 1, 1) && is_sea (over, 9, 9) && is_sea (over, 9, 1) && !is_sea (over, 9, 5));
  /* A closed sea: water inside. */
  g_autoptr (HtGeometry) closed = make (LINES ("4,4 4,6 6,6 6,4 4,4"), &faults);
  g_assert_true (!is_sea (closed, 1, 1) && is_sea (closed, 5, 5));
}

static void
expect_none (const char *const *lines, guint n_open, guint n_branched, guint n_reversed)
{
  HtCoastFaults faults;
  g_assert_null (make (lines, &faults));
  g_assert_cmpuint (faults.n_open, ==, n_open);
  g_assert_cmpuint (faults.n_branched, ==, n_branched);
  if (n_reversed > 0)
    g_assert_cmpuint (faults.n_reversed, >=, n_reversed);
  else
    g_assert_cmpuint (faults.n_reversed, ==, 0);
}

static void
test_unsure (void)
{
  /* Broken: ends in the middle; a gap; neither end on the edge. */
  expect_none (LINES ("4,-1 4,5"), 1, 0, 0);
  expect_none (LINES ("4,-1 4,5", "4,5.5 4,11"), 2, 0, 0);
  expect_none (LINES ("2,2 3,3"), 2, 0, 0);
  /* One good coast does not help beside a broken one. */
  expect_none (LINES ("3,-1 3,11", "7,11 7,5"), 1, 0, 0);
  /* One of two banks runs the wrong way: land and water do not alternate. */
  expect_none (LINES ("3,-1 3,11", "7,-1 7,11"), 0, 0, 1);
  /* An island that is drawn as a lake, in the sea; a lake within nothing but water. */
  expect_none (LINES ("3,-1 3,11", "7,11 7,-1", "4,4 4,6 6,6 6,4 4,4"), 0, 0, 1);
  /* An island on the land. */
  expect_none (LINES ("4,-1 4,11", "1,1 2,1 2,2 1,2 1,1"), 0, 0, 1);
  expect_none (LINES ("4,-1 4,11", "4,-1 5,11"), 0, 1, 0);
  /* Nothing passes the box. */
  expect_none (LINES ("20,-1 20,11"), 0, 0, 0);
}

/* --- from a file --- */

#define COAST                                                                                                \
  "n 1 300 -10\nn 2 300 500\nn 3 300 1010\nn 4 0 0\nn 5 1000 1000\nn 6 0 1000\nn 7 1000 0\n"                 \
  "w 20 4 6 highway=residential\n"

static void
test_file (void)
{
  g_autoptr (HtMapData) data = test_sketch_read (COAST "w 30 7 5 highway=pier\nw 10 1 2 natural=coastline\n"
                                                       "w 11 2 3 natural=coastline\n",
                                                 HT_OSM_ALL);
  GPtrArray *water = ht_map_data_get_features (data, "water");
  g_assert_nonnull (water);
  g_assert_cmpuint (water->len, ==, 1);
  g_assert_cmpuint (test_count (data, "water", "sea"), ==, 1);
}

static void
test_file_reversed (void)
{
  g_autoptr (HtMapData) data
      = test_sketch_read (COAST "w 10 3 2 natural=coastline\nw 11 2 1 natural=coastline\n", HT_OSM_ALL);
  g_assert_cmpuint (test_count (data, "water", NULL), ==, 0);
  g_assert_cmpuint (test_dropped (data,
                                  "sea that would lie over the roads: its coastline runs the wrong way"),
                    ==, 1);
}

static void
test_file_broken (void)
{
  g_autoptr (HtMapData) data = test_sketch_read (COAST "w 10 1 2 natural=coastline\n", HT_OSM_ALL);
  g_assert_cmpuint (test_count (data, "water", NULL), ==, 0);
  g_assert_cmpuint (test_dropped (data, "end of a coastline inside the extract: no sea is drawn"), ==, 1);
}

/* The bounds a file declares count, not how far its ways reach. */
static void
test_bounds (void)
{
  static const char xml[]
      = "<osm version='0.6'><bounds minlat='31' minlon='121' maxlat='31.1' maxlon='121.1'/>"
        "<node id='1' lat='30.5' lon='121.05'/><node id='2' lat='31.5' lon='121.05'/>"
        "<way id='10'><nd ref='1'/><nd ref='2'/><tag k='natural' v='coastline'/></way></osm>";
  g_autoptr (GError) error = NULL;
  g_autofree char *path = test_write ("bounds.osm", xml, sizeof xml - 1);
  g_autoptr (HtMapData) data = ht_osm_read (path, HT_OSM_WATER, NULL, &error);
  g_assert_no_error (error);
  const HtFeature *sea = g_ptr_array_index (ht_map_data_get_features (data, "water"), 0);
  g_assert_cmpfloat_with_epsilon (sea->geometry->box.min_lat, 31, 1e-7);
  g_assert_cmpfloat_with_epsilon (sea->geometry->box.max_lat, 31.1, 1e-7);
  g_assert_cmpfloat_with_epsilon (sea->geometry->box.min_lon, 121.05, 1e-7);
  g_assert_cmpfloat_with_epsilon (sea->geometry->box.max_lon, 121.1, 1e-7);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geo/coast/sides", test_sides);
  g_test_add_func ("/geo/coast/strait", test_strait);
  g_test_add_func ("/geo/coast/islands", test_islands);
  g_test_add_func ("/geo/coast/unsure", test_unsure);
  g_test_add_func ("/geo/coast/file", test_file);
  g_test_add_func ("/geo/coast/file-reversed", test_file_reversed);
  g_test_add_func ("/geo/coast/file-broken", test_file_broken);
  g_test_add_func ("/geo/coast/bounds", test_bounds);
  return g_test_run ();
}
