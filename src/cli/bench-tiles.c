/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "cli/bench-map.h"
#include "cli/bench.h"
#include "draw/projection.h"
#include "draw/tile.h"

#define N_TILES 60

static HtScene *
make_scene (HtBench *bench, const char *path, GError **error)
{
  g_autoptr (HtMapData) data = ht_osm_read (path, HT_OSM_ALL, bench->cli->cancellable, error);
  if (data == NULL)
    return NULL;
  double began = ht_bench_now ();
  HtSceneBuilder *builder = ht_scene_builder_new ();
  g_autofree const char **tables = ht_map_data_list_tables (data);
  for (guint i = 0; tables[i] != NULL; i++)
    ht_scene_builder_add_all (builder, ht_map_data_get_features (data, tables[i]));
  if (data->network != NULL)
    ht_scene_builder_set_network (builder, data->network);
  HtScene *scene = ht_scene_builder_finish (builder);
  ht_bench_row ("scene_build", (ht_bench_now () - began) * 1e3, "ms", NAN, NULL);
  ht_bench_row ("scene_size", (double) ht_scene_get_size_bytes (scene) / 1e6, "MB", NAN, NULL);
  return scene;
}

/* Tile numbers of a place at a zoom (the usual Web Mercator scheme). */
static HtTile
tile_at (int z, double lon, double lat)
{
  double n = ldexp (1, z), phi = lat * G_PI / 180;
  return HT_TILE (z, (gint64) ((lon + 180) / 360 * n), (gint64) ((1 - asinh (tan (phi)) / G_PI) / 2 * n));
}

/* Milliseconds a tile around the middle of the scene; the second pass must give the same bytes. */
static double
measure (HtBench *bench, HtScene *scene, int z)
{
  HtBox box;
  if (!ht_scene_get_box (scene, &box))
    return NAN;
  HtTile middle = tile_at (z, (box.min_lon + box.max_lon) / 2, (box.min_lat + box.max_lat) / 2);
  double began = ht_bench_now ();
  for (int i = 0; i < N_TILES; i++)
    {
      HtTile tile = middle;
      tile.x += i % 10 - 5;
      tile.y += i / 10 - 3;
      cairo_surface_destroy (ht_draw_tile (scene, ht_theme_get (HT_THEME_DARK), &tile));
    }
  double ms = (ht_bench_now () - began) / N_TILES * 1e3;
  cairo_surface_t *first = ht_draw_tile (scene, ht_theme_get (HT_THEME_DARK), &middle);
  cairo_surface_t *second = ht_draw_tile (scene, ht_theme_get (HT_THEME_DARK), &middle);
  gsize size
      = (gsize) cairo_image_surface_get_stride (first) * (gsize) cairo_image_surface_get_height (first);
  if (memcmp (cairo_image_surface_get_data (first), cairo_image_surface_get_data (second), size) != 0)
    ht_bench_differs (bench, "picture of one tile drawn twice", 1, 0);
  cairo_surface_destroy (first);
  cairo_surface_destroy (second);
  return ms;
}

gboolean
ht_bench_tiles (HtBench *bench, GError **error)
{
  static const int zooms[] = { 10, 13, 15, 17 };
  g_autofree char *path = ht_bench_dup_extract ();
  if (path == NULL)
    return TRUE;
  g_autoptr (HtScene) scene = make_scene (bench, path, error);
  if (scene == NULL)
    return FALSE;
  ht_bench_note ("%d tiles of 256 px around the middle, one thread", N_TILES);
  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    {
      g_autofree char *name = g_strdup_printf ("tile_z%d", zooms[i]);
      ht_bench_row (name, measure (bench, scene, zooms[i]), "ms", NAN, NULL);
    }
  return TRUE;
}
