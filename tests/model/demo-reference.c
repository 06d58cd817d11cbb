/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How near the entered lines are to surveyed ones; only distances are taken from the latter. */
#include <math.h>

#include "base/json.h"
#include "model/demo/survey.h"

static HtSurvey *
load_survey (void)
{
  g_autoptr (GError) error = NULL;
  static HtGround *ground;
  if (ground == NULL)
    ground = ht_ground_build (1, 0.01, NULL, &error);
  g_assert_no_error (error);
  return ht_survey_new (ground);
}

/* The features of a GeoJSON file under HT_SHARED, or NULL after saying that the test is skipped. */
static HtValue *
load_features (const char *name)
{
  const char *shared = g_getenv ("HT_SHARED");
  g_autofree char *path = shared != NULL ? g_build_filename (shared, "data", name, NULL) : NULL;
  if (path == NULL || !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("needs the real data that HT_SHARED names");
      return NULL;
    }
  g_autoptr (GError) error = NULL;
  HtValue *file = ht_json_load_file (path, &error);
  g_assert_no_error (error);
  return file;
}

static HtPoint
point_at (const HtValue *pair)
{
  return (HtPoint){ ht_value_get_real (ht_value_get_item (pair, 0), NAN),
                    ht_value_get_real (ht_value_get_item (pair, 1), NAN) };
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;
  return (x > y) - (x < y);
}

static double
median (GArray *distances)
{
  g_assert_cmpuint (distances->len, >, 100);
  g_array_sort (distances, compare_doubles);
  return g_array_index (distances, double, distances->len / 2);
}

static void
test_metro (void)
{
  g_autoptr (HtValue) file = load_features ("metro/shanghai-metro-osm-nodes.geojson");
  if (file == NULL)
    return;
  g_autoptr (HtSurvey) survey = load_survey ();
  g_autoptr (GArray) distances = g_array_new (FALSE, FALSE, sizeof (double));
  const HtValue *features = ht_value_get_member (file, "features"),
                *stations = ht_value_get_member (survey->metro, "stations");
  for (guint i = 0; i < ht_value_get_length (stations); i++)
    {
      const HtValue *station = ht_value_get_item (stations, i);
      const char *name = ht_survey_text (station, "name", "");
      HtPoint at = point_at (ht_value_get_member (station, "at"));
      double nearest = INFINITY;
      for (guint k = 0; k < ht_value_get_length (features); k++)
        {
          const HtValue *feature = ht_value_get_item (features, k);
          const char *theirs = ht_value_member_text (ht_value_get_member (feature, "properties"), "name", "");
          HtPoint there
              = point_at (ht_value_get_member (ht_value_get_member (feature, "geometry"), "coordinates"));
          if (g_str_equal (theirs, name))
            nearest = MIN (nearest, ht_geo_distance_m (&at, &there));
        }
      if (isfinite (nearest))
        g_array_append_val (distances, nearest);
    }
  double middle_m = median (distances);
  g_test_message ("metro: %u of %u stations found by name, median %.0f m", distances->len,
                  ht_value_get_length (stations), middle_m);
  g_assert_cmpuint (distances->len, >, 350);
  g_assert_cmpfloat (middle_m, <, 500);
}

/* Every 100 m of their lines, in cells of 2 km. */
#define CELL_M 2000.0

static gint64
cell_of (HtSpot spot, int dx, int dy)
{
  return ((gint64) floor (spot.x / CELL_M) + dx) * 100000 + (gint64) floor (spot.y / CELL_M) + dy;
}

static void
add_line (GHashTable *cells, const HtValue *line)
{
  for (guint i = 1; i < ht_value_get_length (line); i++)
    {
      HtSpot a = ht_plane_from_earth (point_at (ht_value_get_item (line, i - 1)));
      HtSpot b = ht_plane_from_earth (point_at (ht_value_get_item (line, i)));
      guint n = (guint) ceil (ht_spot_distance (a, b) / 100) + 1;
      for (guint k = 0; k <= n; k++)
        {
          HtSpot spot = ht_spot_between (a, b, (double) k / n);
          gint64 cell = cell_of (spot, 0, 0);
          GArray *spots = g_hash_table_lookup (cells, &cell);
          if (spots == NULL)
            {
              spots = g_array_new (FALSE, FALSE, sizeof (HtSpot));
              g_hash_table_insert (cells, g_memdup2 (&cell, sizeof cell), spots);
            }
          g_array_append_val (spots, spot);
        }
    }
}

static double
nearest_m (GHashTable *cells, HtSpot spot)
{
  double nearest = CELL_M;
  for (int k = 0; k < 9; k++)
    {
      gint64 cell = cell_of (spot, k % 3 - 1, k / 3 - 1);
      const GArray *spots = g_hash_table_lookup (cells, &cell);
      for (guint i = 0; spots != NULL && i < spots->len; i++)
        nearest = MIN (nearest, ht_spot_distance (spot, g_array_index (spots, HtSpot, i)));
    }
  return nearest;
}

static GHashTable *
index_lines (const HtValue *features)
{
  GHashTable *cells
      = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_array_unref);
  for (guint i = 0; i < ht_value_get_length (features); i++)
    {
      const HtValue *geometry = ht_value_get_member (ht_value_get_item (features, i), "geometry");
      const HtValue *lines = ht_value_get_member (geometry, "coordinates");
      gboolean many = g_str_equal (ht_value_member_text (geometry, "type", ""), "MultiLineString");
      for (guint k = 0; many && k < ht_value_get_length (lines); k++)
        add_line (cells, ht_value_get_item (lines, k));
      if (!many)
        add_line (cells, lines);
    }
  return cells;
}

/* Distances of the points that were entered, and, for comparison, of points every 500 m along the lines. */
static void
test_expressways (void)
{
  g_autoptr (HtValue) file = load_features ("osm/shanghai-expressways-elevated.geojson");
  if (file == NULL)
    return;
  g_autoptr (HtSurvey) survey = load_survey ();
  g_autoptr (GHashTable) cells = index_lines (ht_value_get_member (file, "features"));
  g_autoptr (GArray) entered = g_array_new (FALSE, FALSE, sizeof (double)),
                     along = g_array_new (FALSE, FALSE, sizeof (double));
  const HtValue *facts = ht_value_get_member (survey->roads, "expressways");
  for (guint i = 0; i < survey->expressways->len; i++)
    {
      const HtExpressway *way = &g_array_index (survey->expressways, HtExpressway, i);
      const HtValue *points = ht_value_get_member (ht_value_get_item (facts, i), "points");
      for (guint k = 0; k < ht_value_get_length (points); k++)
        {
          double distance = nearest_m (cells, ht_plane_from_earth (point_at (ht_value_get_item (points, k))));
          g_array_append_val (entered, distance);
        }
      for (double s = 0, length = ht_plane_length (way->line); s < length; s += 500)
        {
          double distance = nearest_m (cells, ht_plane_along (way->line, s, NULL));
          g_array_append_val (along, distance);
        }
    }
  double entered_m = median (entered), along_m = median (along);
  g_test_message ("expressways: median %.0f m of %u entered points, %.0f m along the lines", entered_m,
                  entered->len, along_m);
  g_assert_cmpfloat (entered_m, <, 400);
  g_assert_cmpfloat (along_m, <, 500);
}

/* Names and codes against a published list, after the stated rule. */
static void
test_codes (void)
{
  const char *shared = g_getenv ("HT_SHARED");
  g_autofree char *text = NULL;
  g_autofree char *path
      = shared != NULL ? g_build_filename (shared, "data", "codes", "shanghai-streets.csv", NULL) : NULL;
  if (path == NULL || !g_file_get_contents (path, &text, NULL, NULL))
    {
      g_test_skip ("needs the real data that HT_SHARED names");
      return;
    }
  g_autoptr (HtSurvey) survey = load_survey ();
  g_auto (GStrv) rows = g_strsplit (text, "\n", -1);
  guint kept = 0, left = 0;
  for (guint i = 1; rows[i] != NULL && *rows[i] != '\0'; i++)
    {
      g_auto (GStrv) cells = g_strsplit (g_strchomp (rows[i]), ",", -1);
      const HtGroundArea *area = ht_ground_find_area (survey->ground, cells[0]);
      if (g_ascii_strtoull (cells[0] + 6, NULL, 10) >= 400)
        {
          g_assert_null (area);
          left++;
          continue;
        }
      g_assert_nonnull (area);
      g_assert_cmpstr (area->name, ==, cells[1]);
      kept++;
    }
  g_assert_cmpuint (kept, ==, 215);
  g_assert_cmpuint (left, ==, 19);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/demo-reference/metro", test_metro);
  g_test_add_func ("/model/demo-reference/expressways", test_expressways);
  g_test_add_func ("/model/demo-reference/codes", test_codes);
  return g_test_run ();
}
