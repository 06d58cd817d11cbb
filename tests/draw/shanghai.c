/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Real streets: central Shanghai from OpenStreetMap, Liechtenstein with everything it has. */
#include <math.h>
#include <string.h>

#include "draw/label-cache.h"
#include "draw/projection.h"
#include "geo/osm.h"
#include "town.h"

#define SQUARE_LON 121.4735
#define SQUARE_LAT 31.2305

/* The scene of a file under $HT_SHARED/data/osm; NULL where it is missing, having said so. */
static HtScene *
load (const char *name)
{
  const char *shared = g_getenv ("HT_SHARED");
  g_autoptr (GError) error = NULL;
  g_autofree char *path = shared != NULL ? g_build_filename (shared, "data", "osm", name, NULL) : NULL;
  if (path == NULL || !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("HT_SHARED does not hold data/osm: real streets are not drawn");
      return NULL;
    }
  g_autoptr (HtMapData) data = ht_osm_read (path, HT_OSM_ALL, NULL, &error);
  g_assert_no_error (error);
  HtSceneBuilder *builder = ht_scene_builder_new ();
  g_autofree const char **tables = ht_map_data_list_tables (data);
  for (guint i = 0; tables[i] != NULL; i++)
    {
      GPtrArray *features = ht_map_data_get_features (data, tables[i]);
      /* Every table of the reader is one that the map knows; land use is a layer over it. */
      g_assert_true (ht_scene_builder_add_all (builder, features) > 0 || g_str_equal (tables[i], "land_use"));
    }
  ht_scene_builder_set_network (builder, data->network);
  g_assert_cmpuint (data->network->sections->len, >, 0);
  return ht_scene_builder_finish (builder);
}

static GPtrArray *
labels_at (HtScene *scene, double zoom, double side)
{
  double world = 256 * exp2 (zoom), x = ht_mercator_x (SQUARE_LON) * world,
         y = ht_mercator_y (SQUARE_LAT) * world;
  HtRect window = { x - side / 2, y - side / 2, x + side / 2, y + side / 2 };
  return ht_label_cache_place (scene->labels, scene, world, &window);
}

static gboolean
is_named (HtScene *scene, const GPtrArray *labels, const char *name)
{
  for (guint i = 0; i < labels->len; i++)
    if (strcmp (ht_scene_get_name (scene, ((HtLabel *) g_ptr_array_index (labels, i))->name), name) == 0)
      return TRUE;
  return FALSE;
}

static void
test_names (void)
{
  static const char *streets[] = { "延安东路", "西藏中路", "人民大道", "福州路", "广东路", "西藏南路" };
  g_autoptr (HtScene) scene = load ("shanghai-renmin-square-osmnx.osm");
  if (scene == NULL)
    return;
  g_autoptr (GPtrArray) labels = labels_at (scene, 16, 1400);
  for (guint i = 0; i < G_N_ELEMENTS (streets); i++)
    {
      g_test_message ("%s", streets[i]);
      g_assert_true (is_named (scene, labels, streets[i]));
    }
  /* Far out only the great roads have room. */
  g_autoptr (GPtrArray) far = labels_at (scene, 13, 1400);
  g_assert_cmpuint (far->len, >, 0);
  g_assert_cmpuint (far->len, <, labels->len / 2);
}

static void
test_streets_joined (void)
{
  g_autoptr (HtScene) scene = load ("shanghai-renmin-square-osmnx.osm");
  HtBox box;
  if (scene == NULL)
    return;
  g_assert_cmpuint (ht_scene_get_n_sections (scene), >, 800);
  g_assert_cmpuint (ht_scene_count (scene, HT_MAP_ROAD), <, ht_scene_get_n_sections (scene) * 2 / 3);
  g_assert_true (ht_scene_get_box (scene, &box));
  g_assert_true (box.min_lon > 121.3 && box.max_lon < 121.6 && box.min_lat > 31.1 && box.max_lat < 31.4);
}

/* Four tiles against the one of twice the side a zoom farther out, in both themes. */
static void
check_square (HtScene *scene, const HtTheme *theme, int z)
{
  HtTile small = town_tile_at (z, SQUARE_LON, SQUARE_LAT);
  small.x &= ~1;
  small.y &= ~1;
  HtTile large = { z - 1, small.x / 2, small.y / 2, 512, 1, 0 };
  cairo_surface_t *one = ht_draw_tile (scene, theme, &large);
  cairo_surface_t *four = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 512, 512);
  cairo_t *cr = cairo_create (four);
  for (int i = 0; i < 4; i++)
    {
      HtTile tile = small;
      tile.x += i % 2;
      tile.y += i / 2;
      cairo_surface_t *part = ht_draw_tile (scene, theme, &tile);
      cairo_set_source_surface (cr, part, i % 2 * 256, i / 2 * 256);
      cairo_paint (cr);
      cairo_surface_destroy (part);
    }
  cairo_destroy (cr);
  g_assert_cmpuint (town_count_ink (one), >, 2000);
  g_assert_cmpuint (town_count_differences (four, one, 16), <=, 4);
  cairo_surface_destroy (one);
  cairo_surface_destroy (four);
}

static void
test_seams (void)
{
  g_autoptr (HtScene) scene = load ("shanghai-renmin-square-osmnx.osm");
  if (scene == NULL)
    return;
  for (int z = 14; z <= 18; z++)
    {
      check_square (scene, ht_theme_get (HT_THEME_DARK), z);
      check_square (scene, ht_theme_get (HT_THEME_LIGHT), z);
    }
}

/* A whole country with all it has, at every zoom. */
static void
test_country (void)
{
  g_autoptr (HtScene) scene = load ("liechtenstein.osm.pbf");
  if (scene == NULL)
    return;
  g_assert_cmpuint (ht_scene_count (scene, HT_MAP_BUILDING), >, 5000);
  g_assert_cmpuint (ht_scene_count (scene, HT_MAP_WATER), >, 50);
  g_assert_cmpuint (ht_scene_count (scene, HT_MAP_GREEN), >, 100);
  g_assert_cmpuint (ht_scene_count (scene, HT_MAP_BOUNDARY), >, 5);
  g_assert_cmpuint (ht_scene_count (scene, HT_MAP_SITE), >, 10);
  for (int z = 6; z <= 19; z++)
    {
      HtTile tile = town_tile_at (z, 9.5215, 47.141);
      gint64 start = g_get_monotonic_time ();
      cairo_surface_t *surface = ht_draw_tile (scene, ht_theme_get (HT_THEME_DARK), &tile);
      g_test_message ("zoom %d: %.1f ms", z, (double) (g_get_monotonic_time () - start) / 1000);
      g_assert_cmpuint (town_count_ink (surface), >, z < 8 ? 0 : 300);
      cairo_surface_destroy (surface);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/draw/shanghai/names", test_names);
  g_test_add_func ("/draw/shanghai/streets-joined", test_streets_joined);
  g_test_add_func ("/draw/shanghai/seams", test_seams);
  g_test_add_func ("/draw/shanghai/country", test_country);
  return g_test_run ();
}
