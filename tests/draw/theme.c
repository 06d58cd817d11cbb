/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Palettes: contrast computed from the pairs that meet on screen; the dark one is the design's. */
#include "draw/theme.h"

#include "town.h"

#define AA_TEXT 4.5    /* WCAG 2.1, 1.4.3 */
#define AA_GRAPHIC 3.0 /* WCAG 2.1, 1.4.11 */

typedef struct
{
  HtColorRole ink, ground;
  double least;
} Pair;

static const Pair pairs[] = {
  { HT_COLOR_PLACE_LABEL, HT_COLOR_LAND, AA_TEXT },
  { HT_COLOR_PLACE_LABEL, HT_COLOR_OUTSIDE, AA_TEXT },
  { HT_COLOR_PLACE_LABEL, HT_COLOR_SEA, AA_TEXT },
  { HT_COLOR_PLACE_LABEL, HT_COLOR_GREEN, AA_TEXT },
  { HT_COLOR_PLACE_LABEL, HT_COLOR_BUILDING, AA_TEXT },
  { HT_COLOR_PLACE_LABEL, HT_COLOR_HALO, AA_TEXT },
  { HT_COLOR_ROAD_LABEL, HT_COLOR_LAND, AA_TEXT },
  { HT_COLOR_ROAD_LABEL, HT_COLOR_ROAD, AA_TEXT },
  { HT_COLOR_ROAD_LABEL, HT_COLOR_ROAD_MINOR, AA_TEXT },
  { HT_COLOR_ROAD_LABEL, HT_COLOR_BUILDING, AA_TEXT },
  { HT_COLOR_ROAD_LABEL, HT_COLOR_GREEN, AA_TEXT },
  { HT_COLOR_ROAD_LABEL, HT_COLOR_HALO, AA_TEXT },
  { HT_COLOR_WATER_LABEL, HT_COLOR_SEA, AA_TEXT },
  { HT_COLOR_WATER_LABEL, HT_COLOR_LAND, AA_TEXT },
  { HT_COLOR_WATER_LABEL, HT_COLOR_HALO, AA_TEXT },
  { HT_COLOR_TEXT, HT_COLOR_CARD, AA_TEXT },
  { HT_COLOR_SECONDARY, HT_COLOR_CARD, AA_TEXT },
  { HT_COLOR_STALE, HT_COLOR_HALO, AA_TEXT },
  { HT_COLOR_STALE, HT_COLOR_CARD, 4.3 }, /* a chip's stale text is also dashed round and dimmed on purpose */
  { HT_COLOR_CONFLICT, HT_COLOR_CARD, AA_TEXT },
  { HT_COLOR_ON_LEVEL_0, HT_COLOR_LEVEL_0, AA_TEXT },
  { HT_COLOR_ON_LEVEL_1, HT_COLOR_LEVEL_1, AA_TEXT },
  { HT_COLOR_ON_LEVEL_2, HT_COLOR_LEVEL_2, AA_TEXT },
  { HT_COLOR_ON_LEVEL_3, HT_COLOR_LEVEL_3, AA_TEXT },
  { HT_COLOR_ON_LEVEL_4, HT_COLOR_LEVEL_4, AA_TEXT },
  { HT_COLOR_ACCENT, HT_COLOR_LAND, AA_GRAPHIC },
  { HT_COLOR_ACCENT, HT_COLOR_ROAD, AA_GRAPHIC },
  { HT_COLOR_ACCENT, HT_COLOR_EXPRESSWAY, AA_GRAPHIC },
  { HT_COLOR_COVERAGE, HT_COLOR_LAND, AA_GRAPHIC },
  { HT_COLOR_INK, HT_COLOR_INK_GROUND, 12 },
  { HT_COLOR_SECONDARY, HT_COLOR_LAND, AA_GRAPHIC },
  { HT_COLOR_LEVEL_1, HT_COLOR_LAND, AA_GRAPHIC },
};

static void
test_contrast (void)
{
  for (int kind = 0; kind < HT_N_THEMES; kind++)
    for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
      {
        const HtTheme *theme = ht_theme_get (kind);
        double ratio = ht_color_contrast (&theme->colors[pairs[i].ink], &theme->colors[pairs[i].ground]);
        g_test_message ("theme %d roles %d on %d: %.2f", kind, pairs[i].ink, pairs[i].ground, ratio);
        g_assert_cmpfloat (ratio, >=, pairs[i].least);
      }
}

/* Orange, yellow and blue on light land have less than 3:1: there the mark's own rim and numeral carry it. */
static void
test_marks_on_light (void)
{
  const HtTheme *theme = ht_theme_get (HT_THEME_LIGHT);
  for (guint level = 0; level < 5; level++)
    {
      const HtColor *ink = &theme->colors[HT_COLOR_ON_LEVEL_0 + level];
      const HtColor *fill = &theme->colors[HT_COLOR_LEVEL_0 + level];
      g_assert_cmpfloat (ht_color_contrast (ink, fill), >=, AA_TEXT);
    }
}

/* WCAG's own extremes, and the figure that the design page states for white on the accent fill. */
static void
test_formula (void)
{
  HtColor black = { 0, 0, 0, 1 }, white = { 1, 1, 1, 1 };
  HtColor accent = { 0x1c / 255.0, 0x7f / 255.0, 0x86 / 255.0, 1 },
          grey = { 0x77 / 255.0, 0x77 / 255.0, 0x77 / 255.0, 1 };
  g_assert_cmpfloat_with_epsilon (ht_color_contrast (&black, &white), 21, 1e-9);
  g_assert_cmpfloat_with_epsilon (ht_color_contrast (&white, &white), 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (ht_color_contrast (&white, &accent), 4.7, 0.05);
  /* #777 on white is the well-known near miss: 4.48. */
  g_assert_cmpfloat_with_epsilon (ht_color_contrast (&grey, &white), 4.48, 0.005);
  g_assert_cmpfloat (ht_color_contrast (&grey, &white), ==, ht_color_contrast (&white, &grey));
}

/* The design's table, dark. */
static void
test_design (void)
{
  static const struct
  {
    HtColorRole role;
    guint32 rgb;
  } design[] = {
    { HT_COLOR_SEA, 0x111417 },         { HT_COLOR_LAND, 0x1b1f23 },       { HT_COLOR_OUTSIDE, 0x171a1d },
    { HT_COLOR_ROAD, 0x2b3138 },        { HT_COLOR_EXPRESSWAY, 0x363e47 }, { HT_COLOR_METRO, 0x2a3036 },
    { HT_COLOR_PLACE_LABEL, 0x98a2ad }, { HT_COLOR_ROAD_LABEL, 0x909aa5 }, { HT_COLOR_HALO, 0x14171a },
    { HT_COLOR_COVERAGE, 0x2f9a94 },    { HT_COLOR_ACCENT, 0x4fd0c8 },     { HT_COLOR_CARD, 0x2c2c30 },
    { HT_COLOR_TEXT, 0xf4f4f5 },        { HT_COLOR_SECONDARY, 0xa9adb5 },  { HT_COLOR_STALE, 0x8d9199 },
    { HT_COLOR_CONFLICT, 0xcdaeff },    { HT_COLOR_LEVEL_1, 0xd5383e },    { HT_COLOR_LEVEL_2, 0xf5871f },
    { HT_COLOR_LEVEL_3, 0xf2cc2e },     { HT_COLOR_LEVEL_4, 0x5b9dff },    { HT_COLOR_ON_LEVEL_1, 0xffffff },
    { HT_COLOR_ON_LEVEL_2, 0x1b1206 },  { HT_COLOR_ON_LEVEL_3, 0x1b1706 }, { HT_COLOR_ON_LEVEL_4, 0x06122a },
  };
  for (guint i = 0; i < G_N_ELEMENTS (design); i++)
    g_assert_cmphex (town_color (ht_theme_get (HT_THEME_DARK), design[i].role) & 0xffffff, ==, design[i].rgb);
}

/* Red, orange, yellow and blue are for the levels and for nothing else: no other role is saturated like them.
 */
static void
test_levels_alone (void)
{
  for (int kind = 0; kind < HT_N_THEMES; kind++)
    for (guint role = 0; role < HT_N_COLORS; role++)
      {
        const HtColor *c = &ht_theme_get (kind)->colors[role];
        gboolean level = role >= HT_COLOR_LEVEL_1 && role <= HT_COLOR_LEVEL_4;
        gboolean warm = c->red > 0.6 && c->blue < 0.35 * c->red + 0.05;
        gboolean blue = c->blue > 0.8 && c->red < 0.5;
        g_assert_cmpfloat (c->alpha, ==, 1);
        g_assert_cmpint (warm || blue, ==, level);
      }
}

static void
test_source (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 2, 2);
  cairo_t *cr = cairo_create (surface);
  ht_theme_set_source (ht_theme_get (HT_THEME_LIGHT), cr, HT_COLOR_ACCENT);
  cairo_paint (cr);
  cairo_surface_flush (surface);
  g_assert_cmphex (town_pixel (surface, 1, 1), ==,
                   town_color (ht_theme_get (HT_THEME_LIGHT), HT_COLOR_ACCENT));
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/draw/theme/contrast", test_contrast);
  g_test_add_func ("/draw/theme/marks-on-light", test_marks_on_light);
  g_test_add_func ("/draw/theme/formula", test_formula);
  g_test_add_func ("/draw/theme/design", test_design);
  g_test_add_func ("/draw/theme/levels-alone", test_levels_alone);
  g_test_add_func ("/draw/theme/source", test_source);
  return g_test_run ();
}
