/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tiles: the same bytes whoever draws them, no seams, sound at every zoom and coordinate. */
#include "draw/tile.h"

#include <math.h>
#include <string.h>

#include "draw/frame.h"
#include "draw/projection.h"
#include "town.h"

/* cairo rounds the slope of an edge where the picture begins: its anti-aliasing differs by a step or two of
 * 255 between pictures cut differently. Nobody sees that; a cut label is a hundred steps. */
#define SEAM_TOLERANCE 16

static const TownOptions rich = { .streets = 17, .buildings = 5, .bend = 0.12, .rich = TRUE };

static const HtTheme *
dark (void)
{
  return ht_theme_get (HT_THEME_DARK);
}

static void
assert_same_bytes (cairo_surface_t *a, cairo_surface_t *b)
{
  gsize size = (gsize) cairo_image_surface_get_height (a) * (gsize) cairo_image_surface_get_stride (a);
  g_assert_cmpint (cairo_image_surface_get_stride (a), ==, cairo_image_surface_get_stride (b));
  g_assert_cmpmem (cairo_image_surface_get_data (a), size, cairo_image_surface_get_data (b), size);
}

static void
test_shape (void)
{
  g_autoptr (HtScene) scene = town_new_scene (&rich);
  HtTile tile = town_tile_at (16, TOWN_LON, TOWN_LAT);
  double sx, sy;
  tile.scale = 2;
  cairo_surface_t *surface = ht_draw_tile (scene, dark (), &tile);
  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpint (cairo_image_surface_get_format (surface), ==, CAIRO_FORMAT_ARGB32);
  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 512);
  cairo_surface_get_device_scale (surface, &sx, &sy);
  g_assert_cmpfloat (sx, ==, 2);
  g_assert_cmpuint (town_count_ink (surface), >, 4000);
  for (int i = 0; i < 512; i++)
    g_assert_cmpuint (town_pixel (surface, i, i) >> 24, ==, 255);
  cairo_surface_destroy (surface);
}

static void
test_same_twice (void)
{
  g_autoptr (HtScene) one = town_new_scene (&rich);
  g_autoptr (HtScene) two = town_new_scene (&rich);
  for (int z = 11; z <= 19; z++)
    {
      HtTile tile = town_tile_at (z, TOWN_LON, TOWN_LAT);
      cairo_surface_t *a = ht_draw_tile (one, dark (), &tile);
      cairo_surface_t *b = ht_draw_tile (one, dark (), &tile);
      cairo_surface_t *c = ht_draw_tile (two, dark (), &tile);
      assert_same_bytes (a, b);
      assert_same_bytes (a, c);
      cairo_surface_destroy (a);
      cairo_surface_destroy (b);
      cairo_surface_destroy (c);
    }
}

/* Tiles of a square of four at each of several zooms, drawn in an order of its own. */
typedef struct
{
  HtScene *scene;
  gboolean backwards;
  cairo_surface_t *surfaces[20];
} Worker;

static gpointer
work (gpointer data)
{
  Worker *worker = data;
  for (int i = 0; i < 20; i++)
    {
      int k = worker->backwards ? 19 - i : i;
      HtTile tile = town_tile_at (14 + k / 4, TOWN_LON, TOWN_LAT);
      tile.x += k % 2;
      tile.y += k / 2 % 2;
      worker->surfaces[k] = ht_draw_tile (worker->scene, ht_theme_get (HT_THEME_LIGHT), &tile);
    }
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (HtScene) shared = town_new_scene (&rich);
  g_autoptr (HtScene) own = town_new_scene (&rich);
  Worker workers[4]
      = { { shared, FALSE, { 0 } }, { shared, TRUE, { 0 } }, { shared, FALSE, { 0 } }, { own, TRUE, { 0 } } };
  GThread *threads[4];
  for (int i = 0; i < 4; i++)
    threads[i] = g_thread_new ("tiles", work, &workers[i]);
  for (int i = 0; i < 4; i++)
    g_thread_join (threads[i]);
  for (int k = 0; k < 20; k++)
    for (int i = 0; i < 4; i++)
      {
        assert_same_bytes (workers[0].surfaces[k], workers[i].surfaces[k]);
        if (i > 0)
          cairo_surface_destroy (workers[i].surfaces[k]);
      }
  for (int k = 0; k < 20; k++)
    cairo_surface_destroy (workers[0].surfaces[k]);
}

/* Four tiles side by side. */
static cairo_surface_t *
draw_four (HtScene *scene, const HtTile *first)
{
  int side = (int) (first->size_px * first->scale);
  cairo_surface_t *out = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 2 * side, 2 * side);
  cairo_t *cr = cairo_create (out);
  for (int i = 0; i < 4; i++)
    {
      HtTile tile = *first;
      tile.x += i % 2;
      tile.y += i / 2;
      cairo_surface_t *part = ht_draw_tile (scene, dark (), &tile);
      cairo_surface_set_device_scale (part, 1, 1);
      cairo_set_source_surface (cr, part, i % 2 * side, i / 2 * side);
      cairo_paint (cr);
      cairo_surface_destroy (part);
    }
  cairo_destroy (cr);
  return out;
}

/* The same square as one picture: a frame of twice the side at the same zoom. */
static cairo_surface_t *
draw_whole (HtScene *scene, const HtTile *first)
{
  HtFrame frame;
  int side = (int) (2 * first->size_px * first->scale);
  cairo_surface_t *out = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, side, side);
  cairo_surface_set_device_scale (out, first->scale, first->scale);
  ht_frame_init_tile (&frame, scene, dark (), first);
  frame.width = frame.height = 2 * first->size_px;
  frame.cr = cairo_create (out);
  ht_draw_map (&frame);
  ht_draw_labels (&frame);
  cairo_destroy (frame.cr);
  ht_frame_clear (&frame);
  cairo_surface_set_device_scale (out, 1, 1);
  return out;
}

static void
check_seams (int z, double scale)
{
  g_autoptr (HtScene) one = town_new_scene (&rich);
  g_autoptr (HtScene) two = town_new_scene (&rich);
  HtTile first = town_tile_at (z, TOWN_LON, TOWN_LAT);
  first.scale = scale;
  cairo_surface_t *four = draw_four (one, &first);
  cairo_surface_t *whole = draw_whole (two, &first);
  g_assert_cmpuint (town_count_ink (whole), >, 500);
  g_assert_cmpuint (town_count_differences (four, whole, SEAM_TOLERANCE), ==, 0);
  cairo_surface_destroy (four);
  cairo_surface_destroy (whole);
}

static void
test_seams (void)
{
  for (int z = 12; z <= 20; z++)
    check_seams (z, 1);
  check_seams (15, 2);
  check_seams (17, 2);
}

/* The comparison above would see a label cut at a border: drawn without its neighbour's labels it does. */
static void
test_seams_can_fail (void)
{
  g_autoptr (HtScene) scene = town_new_scene (&rich);
  HtTile first = town_tile_at (16, TOWN_LON, TOWN_LAT);
  cairo_surface_t *four = draw_four (scene, &first);
  first.x++;
  cairo_surface_t *other = draw_whole (scene, &first);
  g_assert_cmpuint (town_count_differences (four, other, SEAM_TOLERANCE), >, 500);
  cairo_surface_destroy (four);
  cairo_surface_destroy (other);
}

static void
test_empty (void)
{
  HtScene *empty = ht_scene_builder_finish (ht_scene_builder_new ());
  HtTile tile = HT_TILE (14, 13700, 6700);
  HtBox box;
  cairo_surface_t *a = ht_draw_tile (NULL, dark (), &tile);
  cairo_surface_t *b = ht_draw_tile (empty, dark (), &tile);
  assert_same_bytes (a, b);
  g_assert_cmpuint (town_count_ink (a), ==, 0);
  /* With no land polygon the paper is land. */
  g_assert_cmphex (town_pixel (a, 0, 0), ==, town_color (dark (), HT_COLOR_LAND));
  g_assert_false (ht_scene_get_box (empty, &box));
  cairo_surface_destroy (a);
  cairo_surface_destroy (b);
  ht_scene_unref (empty);
}

static void
test_extremes (void)
{
  static const HtTile tiles[] = {
    { 0, 0, 0, 256, 1, 0 },   { 22, 4194303, 4194303, 256, 1, 0 }, { 30, 1 << 29, 1 << 29, 256, 1, 0 },
    { 5, -7, 99, 256, 1, 0 }, { 16, 54870, 26800, 1024, 4, 0 },    { 16, 54870, 26800, 1, 0.5, 0 },
  };
  g_autoptr (HtScene) scene = town_new_scene (&rich);
  for (guint i = 0; i < G_N_ELEMENTS (tiles); i++)
    {
      cairo_surface_t *surface = ht_draw_tile (scene, dark (), &tiles[i]);
      g_assert_nonnull (surface);
      g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
      cairo_surface_destroy (surface);
    }
}

static void
test_refused (void)
{
  static const HtTile tiles[] = {
    { -1, 0, 0, 256, 1, 0 }, { 31, 0, 0, 256, 1, 0 }, { 3, 0, 0, 0, 1, 0 },
    { 3, 0, 0, 4096, 1, 0 }, { 3, 0, 0, 256, 0, 0 },  { 3, 0, 0, 256, NAN, 0 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (tiles); i++)
    {
      g_test_expect_message (NULL, G_LOG_LEVEL_CRITICAL, "*tile_is_sound*");
      g_assert_null (ht_draw_tile (NULL, dark (), &tiles[i]));
      g_test_assert_expected_messages ();
    }
}

/* A line and an area far larger than cairo's numbers at deep zoom must not wrap round into the picture. */
static void
test_huge (void)
{
  HtSceneBuilder *builder = ht_scene_builder_new ();
  HtPoint across[2] = { { -179, TOWN_LAT }, { 179, TOWN_LAT } };
  HtFeature *line = town_feature ("water", "river", NULL, town_line (across, 2));
  HtFeature *area = town_feature ("green", NULL, NULL, town_rectangle (0, 0, 400, 300));
  HtPoint wild[3] = { { 1e300, -1e300 }, { NAN, 5 }, { TOWN_LON, 60 } };
  HtFeature *odd = town_feature ("water", "river", NULL, town_line (wild, 3));
  ht_scene_builder_add (builder, line);
  ht_scene_builder_add (builder, area);
  ht_scene_builder_add (builder, odd);
  g_autoptr (HtScene) scene = ht_scene_builder_finish (builder);
  HtTile on = town_tile_at (22, TOWN_LON, TOWN_LAT), off = town_tile_at (22, TOWN_LON, TOWN_LAT + 0.01);
  cairo_surface_t *a = ht_draw_tile (scene, dark (), &on);
  cairo_surface_t *b = ht_draw_tile (scene, dark (), &off);
  g_assert_cmpuint (town_count_ink (a), >, 256);
  g_assert_cmpuint (town_count_ink (a), <, 256 * 20);
  g_assert_cmpuint (town_count_ink (b), ==, 0);
  g_assert_cmphex (town_pixel (b, 9, 9), ==, town_color (dark (), HT_COLOR_GREEN));
  cairo_surface_destroy (a);
  cairo_surface_destroy (b);
  ht_feature_unref (line);
  ht_feature_unref (area);
  ht_feature_unref (odd);
}

/* Middle pixel of a tile over a scene of the named rectangles, each ten times as wide as the tile. */
static guint32
ground_of (const char *const *tables, const double *shift, guint n)
{
  HtSceneBuilder *builder = ht_scene_builder_new ();
  for (guint i = 0; i < n; i++)
    {
      HtFeature *feature
          = town_feature (tables[i], NULL, NULL, town_rectangle (TOWN_LON + shift[i], TOWN_LAT, 0.2, 0.2));
      g_assert_true (ht_scene_builder_add (builder, feature));
      ht_feature_unref (feature);
    }
  g_autoptr (HtScene) scene = ht_scene_builder_finish (builder);
  HtTile tile = town_tile_at (14, TOWN_LON, TOWN_LAT);
  cairo_surface_t *surface = ht_draw_tile (scene, dark (), &tile);
  guint32 pixel = town_pixel (surface, 128, 128);
  cairo_surface_destroy (surface);
  return pixel;
}

static void
test_ground (void)
{
  const char *tables[] = { "land", "district" };
  const double here[] = { 0, 0 }, none[] = { 3, 3 }, land_only[] = { 0, 3 }, district_only[] = { 3, 0 };
  guint32 land = town_color (dark (), HT_COLOR_LAND), sea = town_color (dark (), HT_COLOR_SEA);
  guint32 outside = town_color (dark (), HT_COLOR_OUTSIDE);
  g_assert_cmphex (ground_of (tables, here, 1), ==, land);
  g_assert_cmphex (ground_of (tables, none, 1), ==, sea);
  g_assert_cmphex (ground_of (tables + 1, here, 1), ==, land);
  g_assert_cmphex (ground_of (tables + 1, none, 1), ==, outside);
  g_assert_cmphex (ground_of (tables, here, 2), ==, land);
  g_assert_cmphex (ground_of (tables, land_only, 2), ==, outside);
  /* A district's water is sea. */
  g_assert_cmphex (ground_of (tables, district_only, 2), ==, sea);
}

static void
test_hidden (void)
{
  g_autoptr (HtScene) scene = town_new_scene (&rich);
  HtTile tile = town_tile_at (16, TOWN_LON, TOWN_LAT);
  cairo_surface_t *full = ht_draw_tile (scene, dark (), &tile);
  for (guint bit = 0; bit < 10; bit++)
    {
      tile.hidden = 1u << bit;
      cairo_surface_t *less = ht_draw_tile (scene, dark (), &tile);
      g_test_message ("hidden %x", tile.hidden);
      g_assert_cmpuint (town_count_differences (full, less, 0), >, 0);
      cairo_surface_destroy (less);
    }
  tile.hidden = 0x3ff;
  cairo_surface_t *bare = ht_draw_tile (scene, dark (), &tile);
  g_assert_cmpuint (town_count_ink (bare), ==, 0);
  cairo_surface_destroy (bare);
  cairo_surface_destroy (full);
}

/* A tile of twice the side is the four tiles of the next zoom, but for the looks' own zoom: same pixels. */
static void
test_large_tile (void)
{
  g_autoptr (HtScene) scene = town_new_scene (&rich);
  HtTile small = town_tile_at (16, TOWN_LON, TOWN_LAT);
  small.x &= ~1;
  small.y &= ~1;
  HtTile large = { 15, small.x / 2, small.y / 2, 512, 1, 0 };
  cairo_surface_t *four = draw_four (scene, &small);
  cairo_surface_t *one = ht_draw_tile (scene, dark (), &large);
  g_assert_cmpuint (town_count_differences (four, one, SEAM_TOLERANCE), ==, 0);
  cairo_surface_destroy (four);
  cairo_surface_destroy (one);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/draw/tile/shape", test_shape);
  g_test_add_func ("/draw/tile/same-twice", test_same_twice);
  g_test_add_func ("/draw/tile/threads", test_threads);
  g_test_add_func ("/draw/tile/seams", test_seams);
  g_test_add_func ("/draw/tile/seams-can-fail", test_seams_can_fail);
  g_test_add_func ("/draw/tile/empty", test_empty);
  g_test_add_func ("/draw/tile/extremes", test_extremes);
  g_test_add_func ("/draw/tile/refused", test_refused);
  g_test_add_func ("/draw/tile/huge", test_huge);
  g_test_add_func ("/draw/tile/ground", test_ground);
  g_test_add_func ("/draw/tile/hidden", test_hidden);
  g_test_add_func ("/draw/tile/large-tile", test_large_tile);
  return g_test_run ();
}
