/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/fonts.h"

#include <string.h>

#define FAMILIES "Cantarell, Noto Sans CJK SC, Source Han Sans SC, sans-serif"
/* Outlines kept by one thread: about a city's characters in three sizes. */
#define MAX_GLYPHS 6000

typedef struct
{
  PangoFontMap *map;
  PangoContext *context;
  GHashTable *glyphs; /* "size:cluster" → HtGlyph */
  cairo_t *cr;        /* for outlines */
} Fonts;

static void
glyph_free (gpointer data)
{
  HtGlyph *glyph = data;
  g_object_unref (glyph->layout);
  cairo_path_destroy (glyph->outline);
  g_free (glyph);
}

static void
fonts_free (gpointer data)
{
  Fonts *self = data;
  g_hash_table_unref (self->glyphs);
  cairo_destroy (self->cr);
  g_object_unref (self->context);
  g_object_unref (self->map);
  g_free (self);
}

static GPrivate thread_fonts = G_PRIVATE_INIT (fonts_free);

static PangoContext *
new_context (PangoFontMap *map)
{
  PangoContext *context = pango_font_map_create_context (map);
  cairo_font_options_t *options = cairo_font_options_create ();
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_context_set_language (context, pango_language_from_string ("zh-cn"));
  pango_context_set_round_glyph_positions (context, FALSE);
  return context;
}

static Fonts *
get_fonts (void)
{
  Fonts *self = g_private_get (&thread_fonts);
  if (self != NULL)
    return self;
  self = g_new0 (Fonts, 1);
  self->map = pango_cairo_font_map_new ();
  self->context = new_context (self->map);
  self->glyphs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, glyph_free);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  self->cr = cairo_create (surface);
  cairo_surface_destroy (surface);
  /* Flattened once here, well under a device pixel at scale 4. */
  cairo_set_tolerance (self->cr, 0.02);
  g_private_set (&thread_fonts, self);
  return self;
}

PangoLayout *
ht_fonts_new_layout (const char *text, double size_px, gboolean bold)
{
  PangoLayout *layout = pango_layout_new (get_fonts ()->context);
  PangoFontDescription *font = pango_font_description_from_string (FAMILIES);
  pango_font_description_set_absolute_size (font, size_px * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static HtGlyph *
glyph_new (Fonts *fonts, const char *cluster, double size_px)
{
  HtGlyph *self = g_new0 (HtGlyph, 1);
  PangoRectangle logical;
  self->layout = ht_fonts_new_layout (cluster, size_px, FALSE);
  pango_layout_get_extents (self->layout, NULL, &logical);
  self->advance = (double) logical.width / PANGO_SCALE;
  /* A CJK square hangs from 0.88 em above the baseline to 0.12 below: its middle is 0.38 em up. */
  self->rise = 0.38 * size_px;
  cairo_new_path (fonts->cr);
  cairo_move_to (fonts->cr, -self->advance / 2, self->rise);
  pango_cairo_layout_line_path (fonts->cr, pango_layout_get_line_readonly (self->layout, 0));
  self->outline = cairo_copy_path_flat (fonts->cr);
  cairo_new_path (fonts->cr);
  return self;
}

const HtGlyph *
ht_fonts_get_glyph (const char *cluster, gsize length, double size_px)
{
  Fonts *fonts = get_fonts ();
  g_autofree char *key = g_strdup_printf ("%d:%.*s", (int) (size_px * 16), (int) length, cluster);
  HtGlyph *glyph = g_hash_table_lookup (fonts->glyphs, key);
  if (glyph != NULL)
    return glyph;
  if (g_hash_table_size (fonts->glyphs) >= MAX_GLYPHS)
    g_hash_table_remove_all (fonts->glyphs);
  glyph = glyph_new (fonts, strchr (key, ':') + 1, size_px);
  g_hash_table_insert (fonts->glyphs, g_steal_pointer (&key), glyph);
  return glyph;
}
