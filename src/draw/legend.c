/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/legend.h"

#include <math.h>

#include "draw/fonts.h"
#include "draw/things-private.h"

#define SAMPLE_EM 2.6
#define LINE_EM 1.85
#define GAP_EM 0.7

struct _HtLegend
{
  GArray *entries; /* HtLegendEntry */
};

static void
entry_clear (gpointer data)
{
  g_free (((HtLegendEntry *) data)->text);
}

HtLegend *
ht_legend_new (void)
{
  HtLegend *self = g_new0 (HtLegend, 1);
  self->entries = g_array_new (FALSE, FALSE, sizeof (HtLegendEntry));
  g_array_set_clear_func (self->entries, entry_clear);
  return self;
}

void
ht_legend_free (HtLegend *self)
{
  g_array_unref (self->entries);
  g_free (self);
}

void
ht_legend_add_symbol (HtLegend *self, const HtSymbol *symbol, const char *text)
{
  HtLegendEntry entry = { HT_SWATCH_NONE, *symbol, g_strdup (text), NULL };
  g_array_append_val (self->entries, entry);
}

void
ht_legend_add_swatch (HtLegend *self, HtSwatch swatch, const char *text)
{
  HtLegendEntry entry = { swatch, { 0 }, g_strdup (text), NULL };
  g_return_if_fail (swatch > HT_SWATCH_NONE && swatch < HT_N_SWATCHES);
  g_array_append_val (self->entries, entry);
}

void
ht_legend_add_things (HtLegend *self, const HtFeatureKind *kind, const char *text)
{
  g_return_if_fail (kind != NULL);
  HtLegendEntry entry = { HT_SWATCH_NONE, { 0 }, g_strdup (text), kind };
  g_array_append_val (self->entries, entry);
}

guint
ht_legend_get_length (const HtLegend *self)
{
  return self->entries->len;
}

const HtLegendEntry *
ht_legend_get (const HtLegend *self, guint index)
{
  g_return_val_if_fail (index < self->entries->len, NULL);
  return &g_array_index (self->entries, HtLegendEntry, index);
}

/* How a swatch is painted: an area, or a line of one or two strokes. */
typedef struct
{
  gboolean area;
  HtColorRole color, edge;
  double width, edge_width; /* logical pixels */
  double dash;              /* of the upper stroke, or of an area's edge; 0: solid */
} SwatchLook;

static const SwatchLook swatches[HT_N_SWATCHES] = {
  [HT_SWATCH_COVERED] = { TRUE, HT_COLOR_COVERAGE, HT_COLOR_COVERAGE, 0, 1.4, 0 },
  [HT_SWATCH_UNCOVERED] = { FALSE, HT_COLOR_SECONDARY, HT_COLOR_LAND, 1.4, 4, 4 },
  [HT_SWATCH_ROUTE] = { FALSE, HT_COLOR_ACCENT, HT_COLOR_INK_GROUND, 3, 5, 0 },
  [HT_SWATCH_CLOSED_ROAD] = { FALSE, HT_COLOR_INK_GROUND, HT_COLOR_INK, 4, 6.6, 4 },
  [HT_SWATCH_EXPRESSWAY] = { FALSE, HT_COLOR_EXPRESSWAY, HT_COLOR_CASING, 6, 8, 0 },
  [HT_SWATCH_ROAD] = { FALSE, HT_COLOR_ROAD, HT_COLOR_CASING, 4, 6, 0 },
  [HT_SWATCH_TUNNEL] = { FALSE, HT_COLOR_LAND, HT_COLOR_BOUNDARY, 4, 6, 0 },
  [HT_SWATCH_WATER] = { TRUE, HT_COLOR_SEA, HT_COLOR_CARD_EDGE, 0, 0.6, 0 },
  [HT_SWATCH_GREEN] = { TRUE, HT_COLOR_GREEN, HT_COLOR_CARD_EDGE, 0, 0.6, 0 },
  [HT_SWATCH_BUILDING] = { TRUE, HT_COLOR_BUILDING, HT_COLOR_BUILDING_EDGE, 0, 1, 0 },
  [HT_SWATCH_BOUNDARY] = { FALSE, HT_COLOR_BOUNDARY, HT_COLOR_LAND, 1.2, 4, 6 },
};

static void
draw_area (const SwatchLook *look, const HtTheme *theme, cairo_t *cr, const cairo_rectangle_t *at)
{
  const HtColor *c = &theme->colors[look->color];
  double inset = at->height * 0.16;
  cairo_rectangle (cr, at->x + inset, at->y + inset, at->width - 2 * inset, at->height - 2 * inset);
  cairo_set_source_rgba (cr, c->red, c->green, c->blue, look->color == HT_COLOR_COVERAGE ? 0.25 : 1);
  cairo_fill_preserve (cr);
  ht_theme_set_source (theme, cr, look->edge);
  cairo_set_line_width (cr, look->edge_width);
  cairo_stroke (cr);
}

static void
draw_stroke (const SwatchLook *look, const HtTheme *theme, cairo_t *cr, const cairo_rectangle_t *at)
{
  double y = at->y + at->height / 2;
  /* A tunnel's bed is what is dashed; elsewhere the line on it. */
  gboolean bed_dashed = look == &swatches[HT_SWATCH_TUNNEL];
  double dashes[2] = { look->dash, look->dash }, tunnel[2] = { 4, 3 };
  cairo_move_to (cr, at->x, y);
  cairo_line_to (cr, at->x + at->width, y);
  if (bed_dashed)
    cairo_set_dash (cr, tunnel, 2, 0);
  ht_theme_set_source (theme, cr, look->edge);
  cairo_set_line_width (cr, look->edge_width);
  cairo_stroke_preserve (cr);
  cairo_set_dash (cr, dashes, look->dash > 0 ? 2 : 0, 0);
  ht_theme_set_source (theme, cr, look->color);
  cairo_set_line_width (cr, look->width);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

void
ht_legend_draw_sample (const HtLegendEntry *entry, const HtTheme *theme, cairo_t *cr,
                       const cairo_rectangle_t *at)
{
  cairo_save (cr);
  cairo_new_path (cr);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  if (entry->kind != NULL)
    ht_draw_thing_sample (entry->kind, theme, cr, at);
  else if (entry->swatch == HT_SWATCH_NONE)
    ht_symbol_draw (cr, theme, &entry->symbol, at->x + at->width / 2, at->y + at->height / 2,
                    at->height * 0.8);
  else if (swatches[entry->swatch].area)
    draw_area (&swatches[entry->swatch], theme, cr, at);
  else
    draw_stroke (&swatches[entry->swatch], theme, cr, at);
  cairo_restore (cr);
}

static PangoLayout *
new_text (const char *text, double font_px, double width)
{
  PangoLayout *layout = ht_fonts_new_layout (text != NULL ? text : "", font_px, FALSE);
  pango_layout_set_width (layout, (int) (MAX (width, font_px) * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  return layout;
}

double
ht_legend_draw (const HtLegend *self, const HtTheme *theme, cairo_t *cr, const cairo_rectangle_t *at,
                double font_px)
{
  double y = at->y, sample = SAMPLE_EM * font_px, text_x = at->x + sample + GAP_EM * font_px;
  for (guint i = 0; i < self->entries->len; i++)
    {
      const HtLegendEntry *entry = &g_array_index (self->entries, HtLegendEntry, i);
      int text_height;
      g_autoptr (PangoLayout) layout = new_text (entry->text, font_px, at->x + at->width - text_x);
      pango_layout_get_size (layout, NULL, &text_height);
      double height = (double) text_height / PANGO_SCALE,
             row = MAX (LINE_EM * font_px, height + 0.3 * font_px);
      double swatch_height = 1.5 * font_px;
      if (cr != NULL)
        {
          ht_legend_draw_sample (entry, theme, cr,
                                 &(cairo_rectangle_t){ at->x, y + (row - swatch_height) / 2, sample,
                                                       swatch_height });
          ht_theme_set_source (theme, cr, HT_COLOR_TEXT);
          cairo_move_to (cr, text_x, y + (row - height) / 2);
          pango_cairo_show_layout (cr, layout);
        }
      y += row;
    }
  return y - at->y;
}
