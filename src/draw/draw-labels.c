/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "draw/fonts.h"
#include "draw/frame.h"
#include "draw/label.h"
#include "draw/mask.h"
#include "draw/symbol.h"

/* Half of the 3 px stroke that the design asks for. */
#define HALO_PX 1.5
#define ELLIPSIS_PX 220

typedef struct
{
  HtFrame *frame;
  GPtrArray *labels;
  double left, top; /* of the frame, in pixels of the world */
} Painter;

static PangoLayout *
new_layout (const Painter *self, const HtLabel *label)
{
  const char *name = ht_scene_get_name (self->frame->scene, label->name);
  PangoLayout *layout = ht_fonts_new_layout (name, label->size_px, label->bold);
  pango_layout_set_width (layout, ELLIPSIS_PX * PANGO_SCALE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  return layout;
}

/* The outline of a label's text as a path; nothing for a mark alone. */
static void
path_text (const Painter *self, const HtLabel *label, cairo_t *cr)
{
  const char *name = ht_scene_get_name (self->frame->scene, label->name);
  for (guint i = 0; i < label->n_glyphs; i++)
    {
      const HtLabelGlyph *g = &label->glyphs[i];
      cairo_save (cr);
      cairo_translate (cr, g->x - self->left, g->y - self->top);
      cairo_rotate (cr, g->angle);
      cairo_append_path (cr, ht_fonts_get_glyph (name + g->offset, g->length, label->size_px)->outline);
      cairo_restore (cr);
    }
  if (label->n_glyphs > 0 || !label->has_text)
    return;
  g_autoptr (PangoLayout) layout = new_layout (self, label);
  cairo_move_to (cr, label->text_x - self->left, label->text_y - self->top);
  pango_cairo_layout_path (cr, layout);
}

/* Text as text: on vector surfaces it stays text, on pictures it comes from the glyph cache. */
static void
show_text (const Painter *self, const HtLabel *label, cairo_t *cr)
{
  const char *name = ht_scene_get_name (self->frame->scene, label->name);
  for (guint i = 0; i < label->n_glyphs; i++)
    {
      const HtLabelGlyph *g = &label->glyphs[i];
      const HtGlyph *glyph = ht_fonts_get_glyph (name + g->offset, g->length, label->size_px);
      cairo_save (cr);
      cairo_translate (cr, g->x - self->left, g->y - self->top);
      cairo_rotate (cr, g->angle);
      cairo_move_to (cr, -glyph->advance / 2, glyph->rise);
      pango_cairo_show_layout_line (cr, pango_layout_get_line_readonly (glyph->layout, 0));
      cairo_restore (cr);
    }
  if (label->n_glyphs > 0 || !label->has_text)
    return;
  g_autoptr (PangoLayout) layout = new_layout (self, label);
  cairo_move_to (cr, label->text_x - self->left, label->text_y - self->top);
  pango_cairo_show_layout (cr, layout);
}

static gboolean
is_hidden (const Painter *self, const HtLabel *label)
{
  guint bit = label->is_station ? HT_MAP_STATION : label->is_site ? HT_MAP_SITE : HT_MAP_LABEL;
  if (label->is_station && label->symbol != HT_N_SYMBOLS)
    bit |= HT_MAP_STATION_MARK;
  return (self->frame->hidden & bit) != 0;
}

static const HtLabel *
shown (const Painter *self, guint i)
{
  const HtLabel *label = g_ptr_array_index (self->labels, i);
  return is_hidden (self, label) ? NULL : label;
}

/* Text of one colour as a mask. Along lines by outline: cairo places cached glyphs on whole pixels only,
 * which makes turned names dance. FALSE when there is none. */
static gboolean
mask_role (const Painter *self, HtColorRole role, HtMask *mask)
{
  gboolean any = FALSE;
  cairo_set_source_rgb (mask->cr, 1, 1, 1);
  cairo_new_path (mask->cr);
  for (guint i = 0; i < self->labels->len; i++)
    {
      const HtLabel *label = shown (self, i);
      if (label == NULL || label->color != role || !label->has_text)
        continue;
      any = TRUE;
      if (label->n_glyphs > 0)
        path_text (self, label, mask->cr);
      else
        show_text (self, label, mask->cr);
    }
  cairo_fill (mask->cr);
  return any;
}

static const HtColorRole roles[] = { HT_COLOR_ROAD_LABEL, HT_COLOR_WATER_LABEL, HT_COLOR_PLACE_LABEL };

static void
paint_masks (const Painter *self)
{
  HtFrame *frame = self->frame;
  double radius = HALO_PX * frame->device_scale;
  int margin = (int) ceil (radius) + 1;
  HtMask halo, masks[G_N_ELEMENTS (roles)];
  gboolean used[G_N_ELEMENTS (roles)];
  ht_mask_init (&halo, frame->width, frame->height, frame->device_scale, margin);
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      ht_mask_init (&masks[i], frame->width, frame->height, frame->device_scale, margin);
      used[i] = mask_role (self, roles[i], &masks[i]);
      if (used[i])
        ht_mask_join (&halo, &masks[i]);
    }
  ht_mask_dilate (&halo, radius);
  ht_theme_set_source (frame->theme, frame->cr, HT_COLOR_HALO);
  ht_mask_paint (&halo, frame->cr);
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      ht_theme_set_source (frame->theme, frame->cr, roles[i]);
      if (used[i])
        ht_mask_paint (&masks[i], frame->cr);
      ht_mask_clear (&masks[i]);
    }
  ht_mask_clear (&halo);
}

static void
paint_vectors (const Painter *self)
{
  cairo_t *cr = self->frame->cr;
  cairo_set_line_width (cr, 2 * HALO_PX);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < self->labels->len; i++)
    {
      const HtLabel *label = shown (self, i);
      if (label == NULL)
        continue;
      cairo_new_path (cr);
      path_text (self, label, cr);
      ht_theme_set_source (self->frame->theme, cr, HT_COLOR_HALO);
      cairo_stroke (cr);
      ht_theme_set_source (self->frame->theme, cr, label->color);
      show_text (self, label, cr);
    }
}

static void
paint_symbols (const Painter *self)
{
  for (guint i = 0; i < self->labels->len; i++)
    {
      const HtLabel *label = shown (self, i);
      if (label == NULL || label->symbol == HT_N_SYMBOLS)
        continue;
      HtSymbol symbol = { .kind = label->symbol, .quiet = TRUE };
      ht_symbol_draw (self->frame->cr, self->frame->theme, &symbol, label->x - self->left,
                      label->y - self->top, label->symbol_px);
    }
}

void
ht_draw_labels (HtFrame *frame)
{
  Painter self = { frame, NULL, frame->origin_x * frame->px_per_unit, frame->origin_y * frame->px_per_unit };
  const guint all = HT_MAP_LABEL | HT_MAP_SITE | HT_MAP_STATION;
  if ((frame->hidden & all) == all)
    return;
  self.labels = ht_frame_get_labels (frame);
  if (self.labels->len == 0)
    return;
  paint_symbols (&self);
  if (frame->device_scale > 0)
    paint_masks (&self);
  else
    paint_vectors (&self);
}
