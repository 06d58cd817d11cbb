/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures and printed sheets: what is drawn, what the PDF says, what happens when it cannot be written. */
#include "draw/sheet.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "draw/error.h"
#include "draw/furniture.h"
#include "draw/output.h"
#include "draw/projection.h"
#include "town.h"

static const TownOptions rich = { .streets = 17, .buildings = 3, .bend = 0.12, .rich = TRUE };

typedef struct
{
  char *folder, *path;
  HtScene *scene;
  HtGeometry *route;
  HtViewMark marks[2];
  HtViewLine lines[2];
  HtMapView view;
  HtLegend *legend;
  HtSheet sheet;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  const HtPoint way[3] = { { TOWN_LON - 0.003, TOWN_LAT - 0.002 },
                           { TOWN_LON, TOWN_LAT },
                           { TOWN_LON + 0.002, TOWN_LAT + 0.001 } };
  HtSymbol incident = { .kind = HT_SYMBOL_INCIDENT, .level = 2, .selected = TRUE };
  HtSymbol team = { .kind = HT_SYMBOL_TEAM_EN_ROUTE, .heading_deg = 45 };
  f->folder = g_dir_make_tmp ("ht-sheet-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "out", NULL);
  f->scene = town_new_scene (&rich);
  f->route = town_line (way, 3);
  f->marks[0] = (HtViewMark){ way[2], incident, "0398 商厦四层起火" };
  f->marks[1] = (HtViewMark){ way[0], team, "天目站一车" };
  f->lines[0] = (HtViewLine){ HT_VIEW_ROUTE, f->route };
  f->lines[1] = (HtViewLine){ HT_VIEW_CLOSED, f->route };
  f->view = (HtMapView){ .scene = f->scene,
                         .theme = ht_theme_get (HT_THEME_LIGHT),
                         .centre = { TOWN_LON, TOWN_LAT },
                         .zoom = 15.3,
                         .marks = f->marks,
                         .n_marks = 2,
                         .lines = f->lines,
                         .n_lines = 1 };
  f->legend = ht_legend_new ();
  ht_legend_add_symbol (f->legend, &incident, "二级警情");
  ht_legend_add_swatch (f->legend, HT_SWATCH_ROUTE, "行车路线");
  f->sheet = (HtSheet){ .view = &f->view,
                        .legend = f->legend,
                        .legend_title = "图例",
                        .scale_title = "比例尺",
                        .title = "力量部署图",
                        .subtitle = "虹口区四川北路",
                        .author = "席位二",
                        .made_at = "2026-11-24 14:03",
                        .source = "底图来源说明",
                        .denominator = 25000 };
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_remove (f->path);
  g_rmdir (f->folder);
  ht_legend_free (f->legend);
  ht_geometry_unref (f->route);
  ht_scene_unref (f->scene);
  g_free (f->path);
  g_free (f->folder);
}

static cairo_surface_t *
picture_of (const HtMapView *view, int width, int height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  ht_map_view_draw (view, cr, width, height);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static guint
count_colour (cairo_surface_t *surface, guint32 colour)
{
  guint n = 0;
  for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
    for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
      n += (town_pixel (surface, x, y) | 255u << 24) == colour;
  return n;
}

/* The text of a PDF, or NULL where the reader is not installed. */
static char *
text_of_pdf (const char *path, const char *tool)
{
  g_autofree char *program = g_find_program_in_path (tool);
  char *text = NULL;
  if (program == NULL)
    return NULL;
  const char *argv[] = { program, path, strcmp (tool, "pdftotext") == 0 ? "-" : NULL, NULL };
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &text,
                               NULL, NULL, NULL));
  return text;
}

static void
test_view_content (Fixture *f, gconstpointer data)
{
  cairo_surface_t *with = picture_of (&f->view, 500, 400);
  f->view.n_marks = f->view.n_lines = 0;
  cairo_surface_t *without = picture_of (&f->view, 500, 400);
  guint32 orange = town_color (f->view.theme, HT_COLOR_LEVEL_2),
          teal = town_color (f->view.theme, HT_COLOR_ACCENT);
  g_assert_cmpuint (count_colour (with, orange), >, 60);
  g_assert_cmpuint (count_colour (without, orange), ==, 0);
  g_assert_cmpuint (count_colour (with, teal), >, 150);
  g_assert_cmpuint (count_colour (without, teal), ==, 0);
  g_assert_cmpuint (town_count_ink (without), >, 20000);
  f->view.lines = &f->lines[1];
  f->view.n_lines = 1;
  cairo_surface_t *closed = picture_of (&f->view, 500, 400);
  g_assert_cmpuint (town_count_differences (closed, without, 30), >, 200);
  cairo_surface_destroy (with);
  cairo_surface_destroy (without);
  cairo_surface_destroy (closed);
}

/* At whole zooms a view is the tiles themselves. */
static void
test_view_is_tile (Fixture *f, gconstpointer data)
{
  HtTile tile = town_tile_at (16, TOWN_LON, TOWN_LAT);
  HtExtent extent = ht_extent_of_tile (16, tile.x, tile.y);
  HtMapView view = { .scene = f->scene, .theme = f->view.theme, .zoom = 16 };
  view.centre.lon = ht_mercator_lon ((extent.min_x + extent.max_x) / 2);
  view.centre.lat = ht_mercator_lat ((extent.min_y + extent.max_y) / 2);
  cairo_surface_t *a = picture_of (&view, 256, 256), *b = ht_draw_tile (f->scene, view.theme, &tile);
  g_assert_cmpuint (town_count_differences (a, b, 40), <, 60);
  cairo_surface_destroy (a);
  cairo_surface_destroy (b);
}

static void
test_fit (Fixture *f, gconstpointer data)
{
  HtBox box = { 121.4, 31.1, 121.6, 31.3 }, point = { 121.4, 31.1, 121.4, 31.1 }, none = ht_box_empty ();
  HtMapView view = { 0 };
  ht_map_view_fit (&view, &box, 800, 600);
  double world = 256 * exp2 (view.zoom);
  double width = (ht_mercator_x (121.6) - ht_mercator_x (121.4)) * world;
  double height = (ht_mercator_y (31.1) - ht_mercator_y (31.3)) * world;
  g_assert_cmpfloat (width, <=, 800 / 1.19);
  g_assert_cmpfloat (height, <=, 600 / 1.19);
  g_assert_true (fabs (width - 800 / 1.2) < 1 || fabs (height - 600 / 1.2) < 1);
  g_assert_cmpfloat_with_epsilon (view.centre.lon, 121.5, 1e-9);
  ht_map_view_fit (&view, &point, 800, 600);
  g_assert_cmpfloat (view.zoom, ==, 18);
  ht_map_view_fit (&view, &none, 800, 600);
  g_assert_cmpfloat (view.zoom, ==, 0);
}

static void
test_view_png (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (ht_map_view_write_png (&f->view, 320, 200, f->path, &error));
  g_assert_no_error (error);
  cairo_surface_t *surface = cairo_image_surface_create_from_png (f->path);
  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 320);
  g_assert_cmpint (cairo_image_surface_get_height (surface), ==, 200);
  cairo_surface_destroy (surface);
  g_assert_false (ht_map_view_write_png (&f->view, 0, 200, f->path, &error));
  g_assert_error (error, HT_DRAW_ERROR, HT_DRAW_ERROR_TOO_LARGE);
  g_clear_error (&error);
  g_assert_false (ht_map_view_write_png (&f->view, 30000, 200, f->path, &error));
  g_assert_error (error, HT_DRAW_ERROR, HT_DRAW_ERROR_TOO_LARGE);
}

static void
test_empty_view (Fixture *f, gconstpointer data)
{
  HtMapView view = { .theme = ht_theme_get (HT_THEME_DARK) };
  cairo_surface_t *surface = picture_of (&view, 50, 50);
  g_assert_cmpuint (town_count_ink (surface), ==, 0);
  cairo_surface_destroy (surface);
}

static void
test_pdf (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (ht_sheet_write_pdf (&f->sheet, f->path, &error));
  g_assert_no_error (error);
  g_autofree char *text = text_of_pdf (f->path, "pdftotext");
  g_autofree char *facts = text_of_pdf (f->path, "pdfinfo");
  if (text == NULL || facts == NULL)
    {
      g_test_skip ("pdftotext is not installed: the sheet's text is not read back");
      return;
    }
  const char *wanted[]
      = { "力量部署图",   "虹口区四川北路",   "图例",   "二级警情",   "行车路线", "比例尺 1:25,000",
          "底图来源说明", "2026-11-24 14:03", "席位二", "天目站一车", "121°28" };
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_test_message ("%s", wanted[i]);
      g_assert_nonnull (strstr (text, wanted[i]));
    }
  g_assert_nonnull (strstr (facts, "力量部署图"));
  g_assert_nonnull (strstr (facts, "席位二"));
  g_assert_nonnull (strstr (facts, "Haitang"));
  g_assert_nonnull (strstr (facts, "841.89 x 595.276"));
  g_assert_nonnull (strstr (facts, "CreationDate"));
}

/* Names of streets are text too, a character at a time. */
static void
test_pdf_labels (Fixture *f, gconstpointer data)
{
  g_assert_true (ht_sheet_write_pdf (&f->sheet, f->path, NULL));
  g_autofree char *text = text_of_pdf (f->path, "pdftotext");
  if (text == NULL)
    {
      g_test_skip ("pdftotext is not installed");
      return;
    }
  g_assert_nonnull (strstr (text, "东"));
  g_assert_nonnull (strstr (text, "路"));
}

static void
test_paper (Fixture *f, gconstpointer data)
{
  double width, height;
  ht_sheet_get_size (&f->sheet, &width, &height);
  g_assert_cmpfloat_with_epsilon (width, 841.89, 0.01);
  g_assert_cmpfloat_with_epsilon (height, 595.28, 0.01);
  f->sheet.paper = HT_PAPER_A3;
  ht_sheet_get_size (&f->sheet, &width, &height);
  g_assert_cmpfloat_with_epsilon (width, 1190.55, 0.01);
  g_assert_cmpfloat_with_epsilon (height, 841.89, 0.01);
}

static cairo_surface_t *
sheet_picture (Fixture *f)
{
  g_assert_true (ht_sheet_write_png (&f->sheet, 72, f->path, NULL));
  return cairo_image_surface_create_from_png (f->path);
}

static gboolean
is_red (guint32 pixel)
{
  return (pixel >> 16 & 255) > 150 && (pixel >> 8 & 255) < 80 && (pixel & 255) < 80;
}

/* A drill is framed red on all four sides and says so; a sheet that is none has no such red. */
static void
test_drill (Fixture *f, gconstpointer data)
{
  f->view.n_marks = 0;
  cairo_surface_t *plain = sheet_picture (f);
  f->sheet.drill = TRUE;
  f->sheet.banner = "演练";
  cairo_surface_t *drill = sheet_picture (f);
  int width = cairo_image_surface_get_width (plain), height = cairo_image_surface_get_height (plain);
  guint reds = 0;
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      reds += is_red (town_pixel (plain, x, y));
  g_assert_cmpuint (reds, ==, 0);
  for (int x = 20; x < width - 20; x += 10)
    g_assert_true (is_red (town_pixel (drill, x, 8)) && is_red (town_pixel (drill, x, height - 9)));
  for (int y = 20; y < height - 20; y += 10)
    g_assert_true (is_red (town_pixel (drill, 8, y)) && is_red (town_pixel (drill, width - 9, y)));
  cairo_surface_destroy (plain);
  cairo_surface_destroy (drill);
}

/* Two places a known distance apart lie that far apart on paper: marks are found by their colour. */
static void
test_scale_true (Fixture *f, gconstpointer data)
{
  static const double wanted_m = 1000;
  double lon = wanted_m / (111319.49 * cos (TOWN_LAT * G_PI / 180)) / 2;
  HtSymbol incident = { .kind = HT_SYMBOL_INCIDENT, .level = 3 };
  f->marks[0] = (HtViewMark){ { TOWN_LON - lon, TOWN_LAT }, incident, NULL };
  f->marks[1] = (HtViewMark){ { TOWN_LON + lon, TOWN_LAT }, incident, NULL };
  f->view.n_lines = 0;
  f->sheet.legend = NULL;
  cairo_surface_t *surface = sheet_picture (f);
  guint32 yellow = town_color (f->view.theme, HT_COLOR_LEVEL_3);
  double sums[2] = { 0 }, counts[2] = { 0 };
  int width = cairo_image_surface_get_width (surface), middle = width / 2;
  for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
    for (int x = 0; x < width; x++)
      if ((town_pixel (surface, x, y) | 255u << 24) == yellow)
        {
          sums[x > middle] += x;
          counts[x > middle]++;
        }
  g_assert_cmpfloat (counts[0], >, 20);
  g_assert_cmpfloat (counts[1], >, 20);
  /* 1:25,000: 40 mm, in points of 72 dpi. */
  double apart_mm = (sums[1] / counts[1] - sums[0] / counts[0]) * 25.4 / 72;
  g_assert_cmpfloat_with_epsilon (apart_mm, 40, 0.4);
  cairo_surface_destroy (surface);
}

static void
test_long_legend (Fixture *f, gconstpointer data)
{
  HtSymbol symbol = { .kind = HT_SYMBOL_HOSPITAL };
  for (int i = 0; i < 50; i++)
    ht_legend_add_symbol (f->legend, &symbol, i == 49 ? "末项" : "医院");
  g_assert_true (ht_sheet_write_pdf (&f->sheet, f->path, NULL));
  g_autofree char *text = text_of_pdf (f->path, "pdftotext");
  if (text != NULL)
    g_assert_nonnull (strstr (text, "末项"));
}

static void
test_bare (Fixture *f, gconstpointer data)
{
  HtSheet bare = { .view = &f->view };
  g_autoptr (GError) error = NULL;
  g_assert_true (ht_sheet_write_pdf (&bare, f->path, &error));
  g_assert_true (ht_sheet_write_png (&bare, 5, f->path, &error));
  g_assert_no_error (error);
}

/* What cannot be written says where and leaves what was there. */
static void
test_unwritable (Fixture *f, gconstpointer data)
{
  g_autofree char *nowhere = g_build_filename (f->folder, "none", "sheet.pdf", NULL);
  g_autoptr (GError) error = NULL;
  g_assert_false (ht_sheet_write_pdf (&f->sheet, nowhere, &error));
  g_assert_error (error, HT_DRAW_ERROR, HT_DRAW_ERROR_UNWRITABLE);
  g_assert_nonnull (strstr (error->message, nowhere));
  g_clear_error (&error);
  g_assert_false (ht_sheet_write_png (&f->sheet, 72, f->folder, &error));
  g_assert_error (error, HT_DRAW_ERROR, HT_DRAW_ERROR_UNWRITABLE);
  g_assert_true (g_file_test (f->folder, G_FILE_TEST_IS_DIR));
}

static void
test_degrees (Fixture *f, gconstpointer data)
{
  static const struct
  {
    double degrees, step;
    char axis;
    const char *text;
  } cases[] = {
    { 121.475, 1.0 / 60, 'x', "121°29′E" },
    { 121.475, 0.5 / 60, 'x', "121°28′30″E" },
    { -33.5, 1.0 / 60, 'y', "33°30′S" },
    { -70, 1, 'x', "70°W" },
    { 0, 1, 'y', "0°" },
    { 31 + 59.9999 / 3600 * 60, 1.0 / 60, 'y', "32°00′N" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = ht_furniture_format_degrees (cases[i].degrees, cases[i].step, cases[i].axis);
      if (i > 0) /* the first is between two minutes: either is right */
        g_assert_cmpstr (text, ==, cases[i].text);
    }
  for (double span = 0.0005; span < 300; span *= 1.7)
    {
      double step = ht_furniture_graticule_step (span, 6);
      g_assert_true (span / step <= 6 || step == 10);
      g_assert_true (span / step > 1.7 || step < 1.01 / 3600);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/draw/sheet/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("view-content", test_view_content);
  ADD ("view-is-tile", test_view_is_tile);
  ADD ("fit", test_fit);
  ADD ("view-png", test_view_png);
  ADD ("empty-view", test_empty_view);
  ADD ("pdf", test_pdf);
  ADD ("pdf-labels", test_pdf_labels);
  ADD ("paper", test_paper);
  ADD ("drill", test_drill);
  ADD ("scale-true", test_scale_true);
  ADD ("long-legend", test_long_legend);
  ADD ("bare", test_bare);
  ADD ("unwritable", test_unwritable);
  ADD ("degrees", test_degrees);
  return g_test_run ();
}
