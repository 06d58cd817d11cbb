/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marks: told apart by shape alone, at the sizes in use; chips and legends. */
#include "draw/symbol.h"

#include <math.h>
#include <string.h>

#include "draw/chip.h"
#include "draw/legend.h"
#include "town.h"

static const HtTheme *
theme (void)
{
  return ht_theme_get (HT_THEME_DARK);
}

/* Every mark that may stand beside another on the map. */
static guint
list_symbols (HtSymbol *out)
{
  guint n = 0;
  for (int level = 0; level < 5; level++)
    out[n++] = (HtSymbol){ .kind = HT_SYMBOL_INCIDENT, .level = level };
  for (guint kind = HT_SYMBOL_INCIDENT + 1; kind < HT_N_SYMBOLS; kind++)
    out[n++] = (HtSymbol){ .kind = kind, .count = 8 };
  return n;
}

/* Brightness of each pixel over black, 0 to 1: what is left without colour. */
static double *
grey_of (const HtSymbol *symbol, double size, int *side)
{
  cairo_surface_t *surface = ht_symbol_render (symbol, theme (), size, 1);
  *side = cairo_image_surface_get_width (surface);
  double *grey = g_new (double, (gsize) *side *(gsize) *side);
  for (int y = 0; y < *side; y++)
    for (int x = 0; x < *side; x++)
      {
        guint32 p = town_pixel (surface, x, y);
        grey[y * *side + x] = (0.2126 * (p >> 16 & 255) + 0.7152 * (p >> 8 & 255) + 0.0722 * (p & 255)) / 255;
      }
  cairo_surface_destroy (surface);
  return grey;
}

/* Scaled so that a red and a yellow of one shape would be alike: only the shape counts. */
static void
normalise (double *grey, int n)
{
  double most = 0;
  for (int i = 0; i < n; i++)
    most = MAX (most, grey[i]);
  for (int i = 0; i < n; i++)
    grey[i] = grey[i] > most * 0.45 ? 1 : 0;
}

static int
count_different (const double *a, const double *b, int n)
{
  int different = 0;
  for (int i = 0; i < n; i++)
    different += a[i] != b[i];
  return different;
}

static void
check_shapes (double size)
{
  HtSymbol symbols[HT_N_SYMBOLS + 8];
  double *greys[HT_N_SYMBOLS + 8];
  int side = 0;
  guint n = list_symbols (symbols);
  for (guint i = 0; i < n; i++)
    {
      greys[i] = grey_of (&symbols[i], size, &side);
      normalise (greys[i], side * side);
    }
  for (guint i = 0; i < n; i++)
    for (guint k = i + 1; k < n; k++)
      {
        int different = count_different (greys[i], greys[k], side * side);
        g_test_message ("%u and %u at %g px: %d", i, k, size, different);
        g_assert_cmpint (different, >=, (int) (size * size * 0.03));
      }
  for (guint i = 0; i < n; i++)
    g_free (greys[i]);
}

static void
test_shapes_differ (void)
{
  check_shapes (13);
  check_shapes (16);
  check_shapes (24);
}

static gboolean
same_picture (const HtSymbol *a, const HtSymbol *b, double size)
{
  cairo_surface_t *p = ht_symbol_render (a, theme (), size, 2), *q = ht_symbol_render (b, theme (), size, 2);
  guint n = town_count_differences (p, q, 24);
  cairo_surface_destroy (p);
  cairo_surface_destroy (q);
  return n < 6;
}

static void
test_states_show (void)
{
  HtSymbol symbols[HT_N_SYMBOLS + 8];
  guint n = list_symbols (symbols);
  for (guint i = 0; i < n; i++)
    {
      HtSymbol stale = symbols[i], selected = symbols[i];
      stale.stale = TRUE;
      selected.selected = TRUE;
      g_assert_false (same_picture (&symbols[i], &stale, 16));
      g_assert_false (same_picture (&symbols[i], &selected, 16));
      g_assert_true (same_picture (&symbols[i], &symbols[i], 16));
    }
  HtSymbol sure = { .kind = HT_SYMBOL_INCIDENT, .level = 3 }, unsure = sure;
  unsure.unverified = TRUE;
  g_assert_false (same_picture (&sure, &unsure, 16));
}

/* Where the ink's middle lies from the middle of the picture. */
static void
balance (const HtSymbol *symbol, double *dx, double *dy)
{
  int side;
  double sum = 0;
  g_autofree double *grey = grey_of (symbol, 60, &side);
  *dx = *dy = 0;
  for (int y = 0; y < side; y++)
    for (int x = 0; x < side; x++)
      {
        sum += grey[y * side + x];
        *dx += grey[y * side + x] * (x + 0.5 - side / 2.0);
        *dy += grey[y * side + x] * (y + 0.5 - side / 2.0);
      }
  *dx /= sum;
  *dy /= sum;
}

/* The triangle's weight lies behind its tip: north, east, south, west. */
static void
test_heading (void)
{
  static const HtSymbolKind kinds[] = { HT_SYMBOL_TEAM_EN_ROUTE, HT_SYMBOL_TEAM_RETURNING };
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (int heading = 0; heading < 360; heading += 45)
      {
        HtSymbol symbol = { .kind = kinds[i], .heading_deg = heading };
        double dx, dy;
        balance (&symbol, &dx, &dy);
        double behind = atan2 (-dx, dy) * 180 / G_PI;
        g_assert_cmpfloat (fabs (remainder (behind - heading, 360)), <, 3);
      }
  HtSymbol square = { .kind = HT_SYMBOL_TEAM_AT_STATION }, turned = square;
  turned.heading_deg = 45;
  g_assert_true (same_picture (&square, &turned, 20));
}

/* Nothing touches the border of its picture: a texture of it is never cut. */
static void
test_extent (void)
{
  HtSymbol symbols[HT_N_SYMBOLS + 8];
  guint n = list_symbols (symbols);
  for (guint i = 0; i < n; i++)
    {
      symbols[i].selected = TRUE;
      symbols[i].heading_deg = 30;
      cairo_surface_t *surface = ht_symbol_render (&symbols[i], theme (), 20, 1.5);
      int side = cairo_image_surface_get_width (surface);
      g_assert_cmpint (side, ==, (int) ceil (ht_symbol_get_extent (20) * 1.5));
      for (int k = 0; k < side; k++)
        {
          g_assert_cmphex (town_pixel (surface, k, 0), ==, 0);
          g_assert_cmphex (town_pixel (surface, 0, k), ==, 0);
          g_assert_cmphex (town_pixel (surface, k, side - 1), ==, 0);
          g_assert_cmphex (town_pixel (surface, side - 1, k), ==, 0);
        }
      cairo_surface_destroy (surface);
    }
}

static void
test_level_colours (void)
{
  for (int level = 1; level <= 4; level++)
    {
      HtSymbol symbol = { .kind = HT_SYMBOL_INCIDENT, .level = level };
      cairo_surface_t *surface = ht_symbol_render (&symbol, theme (), 40, 1);
      int side = cairo_image_surface_get_width (surface);
      /* Above the numeral. */
      g_assert_cmphex (town_pixel (surface, side / 2, side / 2 - 12), ==,
                       town_color (theme (), HT_COLOR_LEVEL_0 + (guint) level));
      cairo_surface_destroy (surface);
    }
}

static void
test_wild_values (void)
{
  HtSymbol high = { .kind = HT_SYMBOL_INCIDENT, .level = 99 },
           low = { .kind = HT_SYMBOL_INCIDENT, .level = -5 };
  HtSymbol four = { .kind = HT_SYMBOL_INCIDENT, .level = 4 }, none = { .kind = HT_SYMBOL_INCIDENT };
  HtSymbol crowd = { .kind = HT_SYMBOL_CLUSTER, .count = G_MAXUINT32 };
  HtSymbol twelve = { .kind = HT_SYMBOL_CLUSTER, .count = 12 },
           thirteen = { .kind = HT_SYMBOL_CLUSTER, .count = 13 };
  g_assert_true (same_picture (&high, &four, 20));
  g_assert_true (same_picture (&low, &none, 20));
  g_assert_false (same_picture (&twelve, &thirteen, 20));
  g_assert_false (same_picture (&crowd, &thirteen, 20));
}

static void
test_tables (void)
{
  g_assert_cmpint (ht_symbol_kind_for_table ("station", "special"), ==, HT_SYMBOL_STATION_SPECIAL);
  g_assert_cmpint (ht_symbol_kind_for_table ("station", "logistics"), ==, HT_SYMBOL_STATION_LOGISTICS);
  g_assert_cmpint (ht_symbol_kind_for_table ("station", "ambulance"), ==, HT_SYMBOL_STATION_AMBULANCE);
  g_assert_cmpint (ht_symbol_kind_for_table ("station", "police"), ==, HT_SYMBOL_STATION_POLICE);
  g_assert_cmpint (ht_symbol_kind_for_table ("station", NULL), ==, HT_SYMBOL_STATION);
  g_assert_cmpint (ht_symbol_kind_for_table ("hospital", "any"), ==, HT_SYMBOL_HOSPITAL);
  g_assert_cmpint (ht_symbol_kind_for_table ("chemical_site", NULL), ==, HT_SYMBOL_CHEMICAL_SITE);
  g_assert_cmpint (ht_symbol_kind_for_table ("road_arc", NULL), ==, HT_N_SYMBOLS);
  g_assert_cmpint (ht_symbol_kind_for_table (NULL, NULL), ==, HT_N_SYMBOLS);
}

static guint
chip_difference (const HtChip *a, const HtChip *b)
{
  cairo_surface_t *p = ht_chip_render (a, theme (), 1), *q = ht_chip_render (b, theme (), 1);
  guint n = G_MAXUINT;
  if (cairo_image_surface_get_width (p) == cairo_image_surface_get_width (q))
    n = town_count_differences (p, q, 24);
  cairo_surface_destroy (p);
  cairo_surface_destroy (q);
  return n;
}

static void
test_chips (void)
{
  HtChip plain = { "曲阳站 2 车", "4 分 15 秒", HT_CLOCK_PLAIN, FALSE, FALSE };
  HtChip near = plain, over = plain, stale = plain, lit = plain;
  double width, height, wider;
  near.state = HT_CLOCK_NEAR;
  over.state = HT_CLOCK_OVER;
  stale.stale = TRUE;
  lit.highlighted = TRUE;
  g_assert_cmpuint (chip_difference (&plain, &plain), ==, 0);
  g_assert_cmpuint (chip_difference (&plain, &stale), >, 50);
  g_assert_cmpuint (chip_difference (&plain, &lit), >, 50);
  /* Late clocks differ by frame and inversion, not by colour. */
  g_assert_cmpuint (chip_difference (&near, &over), >, 200);
  ht_chip_measure (&plain, &width, &height);
  g_assert_cmpfloat (height, ==, 24);
  HtChip bare = { "曲阳站 2 车", NULL, HT_CLOCK_PLAIN, FALSE, FALSE };
  ht_chip_measure (&bare, &wider, &height);
  g_assert_cmpfloat (wider, <, width - 40);
  g_autofree char *endless = g_strnfill (500, 'w');
  HtChip wordy = { endless, "12:41", HT_CLOCK_OVER, FALSE, FALSE }, empty = { 0 };
  ht_chip_measure (&wordy, &width, &height);
  g_assert_cmpfloat (width, <, 360);
  ht_chip_measure (&empty, &width, &height);
  g_assert_cmpfloat (width, >, 10);
}

/* Running figures keep their width: a chip must not twitch every second. */
static void
test_tabular (void)
{
  double first = 0;
  for (int i = 0; i < 10; i++)
    {
      double width, height;
      g_autofree char *clock = g_strdup_printf ("%d%d:%d%d", i, i, i, i);
      HtChip chip = { "队", clock, HT_CLOCK_PLAIN, FALSE, FALSE };
      ht_chip_measure (&chip, &width, &height);
      if (i == 0)
        first = width;
      g_assert_cmpfloat_with_epsilon (width, first, 1.01);
    }
}

#define N_LAYERS 3

static HtLegend *
whole_legend (void)
{
  static const char *const layers[N_LAYERS] = { "pump", "pipe", "old_quarter" };
  HtSymbol symbols[HT_N_SYMBOLS + 8];
  HtLegend *legend = ht_legend_new ();
  guint n = list_symbols (symbols);
  for (guint i = 0; i < n; i++)
    ht_legend_add_symbol (legend, &symbols[i], "说明");
  for (guint i = HT_SWATCH_NONE + 1; i < HT_N_SWATCHES; i++)
    ht_legend_add_swatch (legend, i, "说明");
  /* A site, a line and an area over the basemap. */
  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    ht_legend_add_things (legend, ht_feature_kind_find (layers[i]), "说明");
  return legend;
}

static void
test_legend (void)
{
  g_autoptr (HtLegend) legend = whole_legend ();
  guint n = ht_legend_get_length (legend);
  cairo_rectangle_t at = { 10, 10, 200, 2000 };
  g_assert_cmpuint (n, ==, 5 + HT_N_SYMBOLS - 1 + HT_N_SWATCHES - 1 + N_LAYERS);
  g_assert_cmpstr (ht_legend_get (legend, 0)->text, ==, "说明");
  double measured = ht_legend_draw (legend, theme (), NULL, &at, 12);
  g_assert_cmpfloat_with_epsilon (measured, n * 1.85 * 12, n * 3.0);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 220, (int) measured + 20);
  cairo_t *cr = cairo_create (surface);
  g_assert_cmpfloat (ht_legend_draw (legend, theme (), cr, &at, 12), ==, measured);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  /* Every row has something in its sample's column and some text. */
  for (guint i = 0; i < n; i++)
    {
      guint samples = 0, text = 0;
      int top = 10 + (int) (measured * i / n), bottom = 10 + (int) (measured * (i + 1) / n);
      for (int y = top; y < bottom; y++)
        for (int x = 0; x < 220; x++)
          *(x < 42 ? &samples : &text) += town_pixel (surface, x, y) != 0;
      g_assert_cmpuint (samples, >, 20);
      g_assert_cmpuint (text, >, 20);
    }
  cairo_surface_destroy (surface);
}

static void
test_legend_wraps (void)
{
  g_autoptr (HtLegend) one = ht_legend_new (), two = ht_legend_new (), none = ht_legend_new ();
  cairo_rectangle_t at = { 0, 0, 150, 500 };
  ht_legend_add_swatch (one, HT_SWATCH_COVERED, "短");
  ht_legend_add_swatch (two, HT_SWATCH_COVERED, "从最近有人值守的消防站出发五分钟内能到达的道路与街坊");
  g_assert_cmpfloat (ht_legend_draw (two, theme (), NULL, &at, 12), >,
                     1.5 * ht_legend_draw (one, theme (), NULL, &at, 12));
  g_assert_cmpfloat (ht_legend_draw (none, theme (), NULL, &at, 12), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/draw/symbol/shapes-differ", test_shapes_differ);
  g_test_add_func ("/draw/symbol/states-show", test_states_show);
  g_test_add_func ("/draw/symbol/heading", test_heading);
  g_test_add_func ("/draw/symbol/extent", test_extent);
  g_test_add_func ("/draw/symbol/level-colours", test_level_colours);
  g_test_add_func ("/draw/symbol/wild-values", test_wild_values);
  g_test_add_func ("/draw/symbol/tables", test_tables);
  g_test_add_func ("/draw/symbol/chips", test_chips);
  g_test_add_func ("/draw/symbol/tabular", test_tabular);
  g_test_add_func ("/draw/symbol/legend", test_legend);
  g_test_add_func ("/draw/symbol/legend-wraps", test_legend_wraps);
  return g_test_run ();
}
