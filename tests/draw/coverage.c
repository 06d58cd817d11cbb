/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/coverage.h"

#include <math.h>

#include "draw/mask.h"
#include "draw/projection.h"
#include "town.h"

static const TownOptions plain = { .streets = 9, .bend = 0.1 };

static void
test_inside (void)
{
  static const struct
  {
    float a, b;
    double begin, end;
  } cases[] = {
    { 100, 200, 0, 1 },           { 300, 300, 0, 1 },   { 301, 400, 0, 0 },      { 200, 400, 0, 0.5 },
    { 400, 200, 0.5, 1 },         { 0, 1200, 0, 0.25 }, { INFINITY, 100, 1, 1 }, { 100, INFINITY, 0, 0 },
    { INFINITY, INFINITY, 0, 0 }, { NAN, 100, 1, 1 },   { NAN, NAN, 0, 0 },
  };
  guint n = G_N_ELEMENTS (cases);
  float from[G_N_ELEMENTS (cases)], to[G_N_ELEMENTS (cases)];
  for (guint i = 0; i < n; i++)
    {
      from[i] = cases[i].a;
      to[i] = cases[i].b;
    }
  g_autoptr (HtCoverage) coverage = ht_coverage_new (from, to, n, 300);
  for (guint i = 0; i < n; i++)
    {
      double begin, end;
      ht_coverage_get_inside (coverage, i, &begin, &end);
      g_test_message ("case %u", i);
      g_assert_cmpfloat_with_epsilon (begin, cases[i].begin, 1e-6);
      g_assert_cmpfloat_with_epsilon (end, cases[i].end, 1e-6);
    }
}

static void
test_beyond_the_arrays (void)
{
  double begin = 7, end = 7;
  g_autoptr (HtCoverage) none = ht_coverage_new (NULL, NULL, 0, 300);
  g_autoptr (HtCoverage) again = ht_coverage_ref (none);
  ht_coverage_get_inside (again, 5, &begin, &end);
  g_assert_cmpfloat (begin, ==, end);
}

static HtCoverage *
uniform (const HtScene *scene, float seconds)
{
  guint n = ht_scene_get_n_sections (scene);
  g_autofree float *values = g_new (float, n);
  for (guint i = 0; i < n; i++)
    values[i] = seconds;
  return ht_coverage_new (values, values, n, 300);
}

/* Sum over the picture of one channel, premultiplied: 0 blue, 1 green, 2 red. */
static double
channel_sum (cairo_surface_t *surface, int channel)
{
  double sum = 0;
  for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
    for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
      sum += town_pixel (surface, x, y) >> (8 * channel) & 255;
  return sum;
}

static void
check_colours (int z)
{
  g_autoptr (HtScene) scene = town_new_scene (&plain);
  g_autoptr (HtCoverage) in = uniform (scene, 100), out = uniform (scene, 1000);
  const HtTheme *theme = ht_theme_get (HT_THEME_DARK);
  HtTile tile = town_tile_at (z, TOWN_LON, TOWN_LAT);
  cairo_surface_t *covered = ht_draw_coverage_tile (scene, theme, in, &tile);
  cairo_surface_t *uncovered = ht_draw_coverage_tile (scene, theme, out, &tile);
  g_assert_cmpuint (town_count_ink (covered), >, 200);
  g_assert_cmpuint (town_count_ink (uncovered), >, 50);
  /* Teal within, grey without; the wash makes the inside the larger. */
  g_assert_cmpfloat (channel_sum (covered, 1), >, 2 * channel_sum (covered, 2));
  g_assert_cmpfloat_with_epsilon (channel_sum (uncovered, 1) / channel_sum (uncovered, 2), 1.02, 0.1);
  g_assert_cmpuint (town_count_ink (covered), >, town_count_ink (uncovered));
  cairo_surface_destroy (covered);
  cairo_surface_destroy (uncovered);
}

static void
test_colours (void)
{
  for (int z = 12; z <= 18; z++)
    check_colours (z);
}

/* Without colour: outside is broken into dashes, inside goes through. Counts the runs of ink along a road. */
static guint
runs_along (HtScene *scene, const HtCoverage *coverage)
{
  HtTile tile = town_tile_at (17, TOWN_LON, TOWN_LAT);
  cairo_surface_t *surface = ht_draw_coverage_tile (scene, ht_theme_get (HT_THEME_LIGHT), coverage, &tile);
  guint runs = 0;
  gboolean before = FALSE;
  double y = ht_mercator_y (TOWN_LAT) * exp2 (17) * 256 - (double) tile.y * 256;
  for (int x = 0; x < 256; x++)
    {
      gboolean ink = (town_pixel (surface, x, (int) floor (y)) >> 24) > 120;
      runs += ink && !before;
      before = ink;
    }
  cairo_surface_destroy (surface);
  return runs;
}

static void
test_dashes (void)
{
  const TownOptions straight = { .streets = 9 };
  g_autoptr (HtScene) scene = town_new_scene (&straight);
  g_autoptr (HtCoverage) in = uniform (scene, 100), out = uniform (scene, 1000);
  g_assert_cmpuint (runs_along (scene, in), ==, 1);
  g_assert_cmpuint (runs_along (scene, out), >, 15);
}

static HtCoverage *
mixed (const HtScene *scene)
{
  guint n = ht_scene_get_n_sections (scene);
  g_autofree float *from = g_new (float, n), *to = g_new (float, n);
  for (guint i = 0; i < n; i++)
    {
      from[i] = (float) (i * 37 % 600);
      to[i] = (float) (i * 53 % 600);
    }
  return ht_coverage_new (from, to, n, 300);
}

static cairo_surface_t *
paste (cairo_surface_t *parts[4])
{
  cairo_surface_t *out = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 512, 512);
  cairo_t *cr = cairo_create (out);
  cairo_set_operator (cr, CAIRO_OPERATOR_SOURCE);
  for (int i = 0; i < 4; i++)
    {
      cairo_set_source_surface (cr, parts[i], i % 2 * 256, i / 2 * 256);
      cairo_rectangle (cr, i % 2 * 256, i / 2 * 256, 256, 256);
      cairo_fill (cr);
      cairo_surface_destroy (parts[i]);
    }
  cairo_destroy (cr);
  return out;
}

/* A tile of 512 px at zoom z is the four tiles of zoom z + 1. */
static void
test_seams (void)
{
  g_autoptr (HtScene) scene = town_new_scene (&plain);
  g_autoptr (HtCoverage) coverage = mixed (scene);
  const HtTheme *theme = ht_theme_get (HT_THEME_DARK);
  for (int z = 12; z <= 18; z++)
    {
      HtTile small = town_tile_at (z, TOWN_LON, TOWN_LAT);
      small.x &= ~1;
      small.y &= ~1;
      HtTile large = { z - 1, small.x / 2, small.y / 2, 512, 1, 0 };
      cairo_surface_t *parts[4];
      for (int i = 0; i < 4; i++)
        {
          HtTile tile = small;
          tile.x += i % 2;
          tile.y += i / 2;
          parts[i] = ht_draw_coverage_tile (scene, theme, coverage, &tile);
        }
      cairo_surface_t *four = paste (parts);
      cairo_surface_t *one = ht_draw_coverage_tile (scene, theme, coverage, &large);
      g_assert_cmpuint (town_count_ink (one), >, 100);
      g_assert_cmpuint (town_count_differences (four, one, 16), <=, 3);
      cairo_surface_destroy (four);
      cairo_surface_destroy (one);
    }
}

/* Under the labels: where a name's core is on the plain tile it is on the covered one too. */
static void
test_labels_above (void)
{
  g_autoptr (HtScene) scene = town_new_scene (&plain);
  g_autoptr (HtCoverage) coverage = uniform (scene, 10);
  const HtTheme *theme = ht_theme_get (HT_THEME_DARK);
  HtTile tile = town_tile_at (16, TOWN_LON, TOWN_LAT);
  cairo_surface_t *plain_map = ht_draw_tile (scene, theme, &tile);
  cairo_surface_t *covered = ht_draw_covered_tile (scene, theme, coverage, &tile);
  guint cores = 0, kept = 0;
  for (int y = 0; y < 256; y++)
    for (int x = 0; x < 256; x++)
      {
        /* Names are the only thing this bright on the dark map. */
        guint32 before = town_pixel (plain_map, x, y) >> 8 & 255,
                after = town_pixel (covered, x, y) >> 8 & 255;
        cores += before > 120;
        kept += before > 120 && after > 110 && after < 170;
      }
  g_assert_cmpuint (cores, >, 10);
  g_assert_cmpuint (kept, ==, cores);
  g_assert_cmpuint (town_count_differences (plain_map, covered, 8), >, 1000);
  cairo_surface_destroy (plain_map);
  cairo_surface_destroy (covered);
}

static void
test_transparent (void)
{
  g_autoptr (HtScene) scene = town_new_scene (&plain);
  g_autoptr (HtCoverage) coverage = uniform (scene, 10);
  HtTile far = town_tile_at (15, TOWN_LON + 1, TOWN_LAT);
  cairo_surface_t *surface = ht_draw_coverage_tile (scene, ht_theme_get (HT_THEME_DARK), coverage, &far);
  cairo_surface_t *none = ht_draw_coverage_tile (NULL, ht_theme_get (HT_THEME_DARK), coverage, &far);
  g_assert_cmpuint (town_count_ink (surface), ==, 0);
  g_assert_cmphex (town_pixel (surface, 0, 0), ==, 0);
  g_assert_cmphex (town_pixel (none, 100, 100), ==, 0);
  cairo_surface_destroy (surface);
  cairo_surface_destroy (none);
}

/* A point in the middle of @mask grown by @radius: full within it, nothing beyond. */
static void
check_disc (const HtMask *mask, double radius)
{
  const guint8 *data = cairo_image_surface_get_data (mask->surface);
  int stride = cairo_image_surface_get_stride (mask->surface);
  for (int y = 0; y < 41; y++)
    for (int x = 0; x < 41; x++)
      {
        double d = hypot (x - 20, y - 20);
        guint8 value = data[y * stride + x];
        g_assert_true (d > radius - 0.5 || value >= 254);
        g_assert_true (d < radius + 0.5 || value == 0);
      }
}

/* The mask of halos and washes: a point grows to a disc of its radius and no farther. */
static void
test_mask_dilate (void)
{
  for (double radius = 1; radius <= 9; radius += 1.5)
    {
      HtMask mask;
      ht_mask_init (&mask, 41, 41, 1, 0);
      cairo_rectangle (mask.cr, 20, 20, 1, 1);
      cairo_fill (mask.cr);
      ht_mask_dilate (&mask, radius);
      check_disc (&mask, radius);
      ht_mask_clear (&mask);
    }
}

static void
test_mask_line (void)
{
  HtMask mask, other;
  ht_mask_init (&mask, 40, 40, 2, 3);
  ht_mask_init (&other, 40, 40, 2, 3);
  ht_mask_add_line (&mask, 5, 10, 35, 10);
  ht_mask_add_line (&mask, -100, -50, -90, -50);
  ht_mask_add_line (&mask, 20, 30, 20, 30);
  ht_mask_join (&other, &mask);
  const guint8 *data = cairo_image_surface_get_data (other.surface);
  int stride = cairo_image_surface_get_stride (other.surface);
  /* Twice the size and three pixels in. */
  for (int x = 15; x < 70; x++)
    g_assert_cmpuint (data[22 * stride + x] + data[23 * stride + x], >, 200);
  g_assert_cmpuint (data[30 * stride + 40], ==, 0);
  g_assert_cmpuint (data[62 * stride + 42] + data[63 * stride + 43], >, 60);
  ht_mask_clear (&mask);
  ht_mask_clear (&other);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/draw/coverage/inside", test_inside);
  g_test_add_func ("/draw/coverage/beyond-the-arrays", test_beyond_the_arrays);
  g_test_add_func ("/draw/coverage/colours", test_colours);
  g_test_add_func ("/draw/coverage/dashes", test_dashes);
  g_test_add_func ("/draw/coverage/seams", test_seams);
  g_test_add_func ("/draw/coverage/labels-above", test_labels_above);
  g_test_add_func ("/draw/coverage/transparent", test_transparent);
  g_test_add_func ("/draw/coverage/mask-dilate", test_mask_dilate);
  g_test_add_func ("/draw/coverage/mask-line", test_mask_line);
  return g_test_run ();
}
