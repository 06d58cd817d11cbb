/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/tile.h"

#include "draw/frame.h"
#include "draw/projection.h"
#include "draw/things-private.h"

static gboolean
tile_is_sound (const HtTile *tile)
{
  return tile->z >= 0 && tile->z <= 30 && tile->size_px > 0 && tile->size_px <= 1024 && tile->scale >= 0.5
         && tile->scale <= 4;
}

static cairo_t *
begin_surface (const HtTile *tile, cairo_surface_t **surface)
{
  int side = (int) (tile->size_px * tile->scale + 0.5);
  *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, side, side);
  cairo_surface_set_device_scale (*surface, tile->scale, tile->scale);
  return cairo_create (*surface);
}

static HtScene *
make_empty_scene (void)
{
  return ht_scene_builder_finish (ht_scene_builder_new ());
}

/* Every tile without a scene is the same paper: one empty scene serves them all. */
HtScene *
ht_scene_get_empty (void)
{
  static gsize scene = 0;
  if (g_once_init_enter (&scene))
    g_once_init_leave (&scene, (gsize) make_empty_scene ());
  return (HtScene *) scene;
}

void
ht_draw_map (HtFrame *frame)
{
  ht_draw_ground (frame);
  ht_draw_areas (frame);
  if (!(frame->hidden & HT_MAP_ROAD))
    {
      ht_draw_roads (frame);
      ht_draw_arrows (frame);
    }
  if (!(frame->hidden & HT_MAP_RAIL))
    ht_draw_rails (frame);
  if (!(frame->hidden & HT_MAP_BOUNDARY))
    ht_draw_boundaries (frame);
}

/* What a tile shows. */
typedef struct
{
  gboolean map;
  const HtCoverage *coverage; /* or NULL */
} Content;

static cairo_surface_t *
draw (HtScene *scene, const HtTheme *theme, const HtTile *tile, const Content *content)
{
  cairo_surface_t *surface;
  HtFrame frame;
  ht_frame_init_tile (&frame, scene != NULL ? scene : ht_scene_get_empty (), theme, tile);
  frame.cr = begin_surface (tile, &surface);
  if (content->map)
    ht_draw_map (&frame);
  if (content->coverage != NULL)
    ht_draw_coverage (&frame, content->coverage);
  for (guint i = 0; content->map && i < tile->n_things; i++)
    ht_draw_things (&frame, tile->things[i]);
  if (content->map)
    ht_draw_labels (&frame);
  cairo_destroy (frame.cr);
  ht_frame_clear (&frame);
  cairo_surface_flush (surface);
  return surface;
}

cairo_surface_t *
ht_draw_tile (HtScene *scene, const HtTheme *theme, const HtTile *tile)
{
  g_return_val_if_fail (theme != NULL && tile_is_sound (tile), NULL);
  return draw (scene, theme, tile, &(Content){ TRUE, NULL });
}

cairo_surface_t *
ht_draw_covered_tile (HtScene *scene, const HtTheme *theme, const HtCoverage *coverage, const HtTile *tile)
{
  g_return_val_if_fail (theme != NULL && coverage != NULL && tile_is_sound (tile), NULL);
  return draw (scene, theme, tile, &(Content){ TRUE, coverage });
}

cairo_surface_t *
ht_draw_coverage_tile (HtScene *scene, const HtTheme *theme, const HtCoverage *coverage, const HtTile *tile)
{
  g_return_val_if_fail (theme != NULL && coverage != NULL && tile_is_sound (tile), NULL);
  return draw (scene, theme, tile, &(Content){ FALSE, coverage });
}
