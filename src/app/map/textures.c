/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/map/textures.h"

#include <adwaita.h>
#include <math.h>

#define MAX_CACHED 512
#define MAX_TEXT_SCALE 2.0 /* two device pixels a logical one on top: the tiles' limit */

static GHashTable *cache; /* char * → GdkTexture */

GdkTexture *
ht_texture_new_for_surface (cairo_surface_t *surface)
{
  cairo_surface_flush (surface);
  int width = cairo_image_surface_get_width (surface), height = cairo_image_surface_get_height (surface);
  int stride = cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) bytes
      = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), (gsize) stride * (gsize) height,
                                    (GDestroyNotify) cairo_surface_destroy, surface);
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, (gsize) stride);
}

const HtTheme *
ht_textures_get_theme (void)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  return ht_theme_get (dark ? HT_THEME_DARK : HT_THEME_LIGHT);
}

GdkRGBA
ht_textures_get_color (HtColorRole role)
{
  const HtColor *color = &ht_textures_get_theme ()->colors[role];
  return (GdkRGBA){ (float) color->red, (float) color->green, (float) color->blue, (float) color->alpha };
}

GdkTexture *
ht_textures_get_symbol (const HtSymbol *symbol, double size_px, int scale)
{
  const HtTheme *theme = ht_textures_get_theme ();
  HtSymbol rounded = *symbol;
  rounded.heading_deg = round (symbol->heading_deg / 15) * 15;
  g_autofree char *key = g_strdup_printf ("%d %d %.0f %u %d%d%d %.1f %d %d", rounded.kind, rounded.level,
                                          rounded.heading_deg, rounded.count, rounded.stale, rounded.selected,
                                          rounded.unverified, size_px, scale, theme->kind);
  if (cache == NULL)
    cache = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  GdkTexture *texture = g_hash_table_lookup (cache, key);
  if (texture != NULL)
    return texture;
  if (g_hash_table_size (cache) >= MAX_CACHED)
    g_hash_table_remove_all (cache);
  texture = ht_texture_new_for_surface (ht_symbol_render (&rounded, theme, size_px, scale));
  g_hash_table_insert (cache, g_steal_pointer (&key), texture);
  return texture;
}

double
ht_textures_get_text_scale (void)
{
  int dpi = 0;
  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  return dpi > 0 ? CLAMP (dpi / (96.0 * PANGO_SCALE), 1, MAX_TEXT_SCALE) : 1;
}
