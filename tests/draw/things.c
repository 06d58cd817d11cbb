/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Layers over the basemap: what is drawn where, what is under the pointer, and that tiles agree. */
#include "draw/things.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "draw/projection.h"
#include "draw/tile.h"

/* Middle of tile 16/54886/26738, near the river in Shanghai. */
#define TILE_Z 16
#define TILE_X 54886
#define TILE_Y 26738

static HtPoint
point_in_tile (double px, double py)
{
  double world = 256.0 * (1 << TILE_Z);
  return (HtPoint){ ht_mercator_lon ((TILE_X * 256.0 + px) / world),
                    ht_mercator_lat ((TILE_Y * 256.0 + py) / world) };
}

static HtFeature *
new_feature (const char *table, guint number, const char *name, HtGeometry *geometry)
{
  HtUuid id = ht_uuid_nil ();
  id.bytes[15] = (guint8) number;
  id.bytes[14] = (guint8) (number >> 8);
  return ht_feature_new (g_intern_string (table), &id, name, NULL, geometry);
}

static HtThings *
new_points (const char *table, const HtPoint *points, guint n, const char *name)
{
  g_autoptr (GPtrArray) features = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_feature_unref);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (features,
                     new_feature (table, i + 1, name, ht_geometry_new_point (points[i].lon, points[i].lat)));
  return ht_things_new (ht_feature_kind_find (table), features);
}

static cairo_surface_t *
draw (HtThings *things, int z, gint64 x, gint64 y)
{
  HtTile tile = HT_TILE (z, x, y);
  tile.things = &things;
  tile.n_things = things != NULL;
  return ht_draw_tile (NULL, ht_theme_get (HT_THEME_DARK), &tile);
}

/* Pixels of the rectangle that are not those of the empty tile. */
static guint
count_changed (cairo_surface_t *surface, int left, int top, int right, int bottom)
{
  guint n = 0;
  cairo_surface_t *empty = draw (NULL, 0, 0, 0);
  guint32 ground;
  memcpy (&ground, cairo_image_surface_get_data (empty), 4);
  const guint8 *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  for (int y = top; y < bottom; y++)
    for (int x = left; x < right; x++)
      n += memcmp (data + y * stride + x * 4, &ground, 4) != 0;
  cairo_surface_destroy (empty);
  return n;
}

static void
test_mark_where_it_is (void)
{
  HtPoint at = point_in_tile (60, 200);
  g_autoptr (HtThings) things = new_points ("pump", &at, 1, NULL);
  cairo_surface_t *surface = draw (things, TILE_Z, TILE_X, TILE_Y);
  g_assert_cmpuint (ht_things_get_count (things), ==, 1);
  /* A 16 px square with a hairline, and nothing else. */
  guint inside = count_changed (surface, 51, 191, 69, 209);
  g_assert_cmpuint (inside, >=, 230);
  g_assert_cmpuint (inside, ==, count_changed (surface, 0, 0, 256, 256));
  cairo_surface_destroy (surface);
}

/* Before there is room for marks a layer is dots, never nothing: pumps have marks from zoom 13 on. */
static void
test_dots_when_far (void)
{
  HtPoint at = point_in_tile (128, 128);
  g_autoptr (HtThings) things = new_points ("pump", &at, 1, "名");
  g_assert_cmpfloat (ht_feature_kind_find ("pump")->zoom, ==, 13);
  for (int z = 4; z < 13; z++)
    {
      cairo_surface_t *surface = draw (things, z, TILE_X >> (TILE_Z - z), TILE_Y >> (TILE_Z - z));
      guint n = count_changed (surface, 0, 0, 256, 256);
      g_test_message ("zoom %d: %u pixels", z, n);
      g_assert_cmpuint (n, >=, 4);
      g_assert_cmpuint (n, <=, 16);
      cairo_surface_destroy (surface);
    }
}

/* Lines of pipes wait for their zoom (15). */
static void
test_lines_wait (void)
{
  HtPoint ends[2] = { point_in_tile (20, 100), point_in_tile (230, 100) };
  g_autoptr (GPtrArray) features = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_feature_unref);
  g_ptr_array_add (features, new_feature ("pipe", 1, NULL, ht_geometry_new_line (ends, 2)));
  g_autoptr (HtThings) things = ht_things_new (ht_feature_kind_find ("pipe"), features);
  cairo_surface_t *near = draw (things, TILE_Z, TILE_X, TILE_Y);
  cairo_surface_t *far = draw (things, 13, TILE_X >> 3, TILE_Y >> 3);
  g_assert_cmpuint (count_changed (near, 20, 97, 231, 104), >, 150);
  g_assert_cmpuint (count_changed (near, 0, 0, 256, 90), ==, 0);
  g_assert_cmpuint (count_changed (far, 0, 0, 256, 256), ==, 0);
  cairo_surface_destroy (near);
  cairo_surface_destroy (far);
}

static void
assert_column_equal (cairo_surface_t *wide, int at, cairo_surface_t *tile)
{
  for (int y = 0; y < 256; y++)
    {
      const guint8 *a
          = cairo_image_surface_get_data (wide) + y * cairo_image_surface_get_stride (wide) + at * 4;
      const guint8 *b = cairo_image_surface_get_data (tile) + y * cairo_image_surface_get_stride (tile);
      g_assert_cmpmem (a, 256 * 4, b, 256 * 4);
    }
}

/* Crowded names over a border: two tiles side by side are the halves of one picture of both. */
static void
test_tiles_agree (void)
{
  HtPoint points[40];
  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    points[i] = point_in_tile (150 + 5.3 * i, 20 + 37.1 * (i % 6));
  g_autoptr (HtThings) things = new_points ("tide_station", points, G_N_ELEMENTS (points), "吴淞口潮位站");
  HtTile tile = HT_TILE (TILE_Z - 1, TILE_X >> 1, TILE_Y >> 1);
  tile.things = &things;
  tile.n_things = 1;
  tile.size_px = 512;
  cairo_surface_t *both = ht_draw_tile (NULL, ht_theme_get (HT_THEME_LIGHT), &tile);
  tile.size_px = 256;
  tile.z = TILE_Z;
  for (int i = 0; i < 2; i++)
    {
      tile.x = TILE_X + i;
      tile.y = TILE_Y;
      cairo_surface_t *half = ht_draw_tile (NULL, ht_theme_get (HT_THEME_LIGHT), &tile);
      assert_column_equal (both, 256 * i, half);
      cairo_surface_destroy (half);
    }
  cairo_surface_destroy (both);
}

static void
assert_hit (HtThings *things, double px, double py, double reach_px, guint number)
{
  HtUuid id = ht_uuid_nil ();
  HtPoint at = point_in_tile (px, py);
  gboolean found = ht_things_hit (things, &at, TILE_Z, reach_px, &id);
  g_assert_cmpint (found, ==, number != 0);
  g_assert_cmpuint (id.bytes[15], ==, number);
}

static void
test_hit_points (void)
{
  HtPoint points[] = { point_in_tile (50, 50), point_in_tile (60, 50), point_in_tile (60, 50) };
  g_autoptr (HtThings) things = new_points ("pump", points, 3, NULL);
  assert_hit (things, 53, 50, 8, 1);
  assert_hit (things, 56, 50, 8, 2); /* of two at one place the smaller id */
  assert_hit (things, 50, 57.5, 8, 1);
  assert_hit (things, 50, 58.5, 8, 0);
}

/* A square with a hole, and a line across: inside is 0, the hole is not inside. */
static void
test_hit_shapes (void)
{
  HtPoint ring[] = { point_in_tile (50, 50),  point_in_tile (150, 50),  point_in_tile (150, 150),
                     point_in_tile (50, 150), point_in_tile (50, 50),   point_in_tile (80, 80),
                     point_in_tile (80, 120), point_in_tile (120, 120), point_in_tile (120, 80),
                     point_in_tile (80, 80) };
  static const guint starts[] = { 0, 5, 10 };
  static const guint8 outer[] = { 1, 0 };
  g_autoptr (GPtrArray) features = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_feature_unref);
  HtGeometry *area = ht_geometry_new_parts (HT_GEOMETRY_POLYGON, ring, starts, outer, 2);
  g_ptr_array_add (features, new_feature ("old_quarter", 7, "旧里", area));
  g_autoptr (HtThings) things = ht_things_new (ht_feature_kind_find ("old_quarter"), features);
  assert_hit (things, 60, 60, 3, 7);
  assert_hit (things, 100, 100, 3, 0);
  assert_hit (things, 100, 118, 3, 7);
  assert_hit (things, 152, 100, 3, 7);
  assert_hit (things, 154, 100, 3, 0);
}

/* What has no place is left out, and a name that is no text is no name. */
static void
test_of_no_use (void)
{
  HtPoint bad[] = { { NAN, 31 }, { 121, INFINITY } };
  g_autoptr (HtThings) things = new_points ("pump", bad, 2, "\xff");
  HtUuid id;
  g_assert_cmpuint (ht_things_get_count (things), ==, 0);
  g_assert_false (ht_things_hit (things, &(HtPoint){ 121, 31 }, 10, 100, &id));
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (HtThings) empty = ht_things_new (ht_feature_kind_find ("pump"), none);
  cairo_surface_t *surface = draw (empty, 3, 6, 3);
  g_assert_cmpuint (count_changed (surface, 0, 0, 256, 256), ==, 0);
  cairo_surface_destroy (surface);
}

int
main (int argc, char **argv)
{
  ht_i18n_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/things/mark-where-it-is", test_mark_where_it_is);
  g_test_add_func ("/things/dots-when-far", test_dots_when_far);
  g_test_add_func ("/things/lines-wait", test_lines_wait);
  g_test_add_func ("/things/tiles-agree", test_tiles_agree);
  g_test_add_func ("/things/hit-points", test_hit_points);
  g_test_add_func ("/things/hit-shapes", test_hit_shapes);
  g_test_add_func ("/things/of-no-use", test_of_no_use);
  return g_test_run ();
}
