/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/fonts.h"
#include "draw/furniture.h"
#include "draw/report-private.h"

#define PT_PER_PX (0.28 / 25.4 * 72)

static const HtTheme *
paper (void)
{
  return ht_theme_get (HT_THEME_LIGHT);
}

static void
draw_rule (cairo_t *cr, double y, double width)
{
  ht_theme_set_source (paper (), cr, HT_COLOR_TEXT);
  cairo_set_line_width (cr, width);
  cairo_move_to (cr, HT_REPORT_MARGIN, y);
  cairo_line_to (cr, HT_REPORT_WIDTH - HT_REPORT_MARGIN, y);
  cairo_stroke (cr);
}

static void
draw_head (const HtReportHead *head, cairo_t *cr)
{
  double left = HT_REPORT_MARGIN, right = HT_REPORT_WIDTH - HT_REPORT_MARGIN;
  HtTextPlace title = { HT_REPORT_WIDTH / 2, 76, 0, 23, 0.5, TRUE, HT_COLOR_TEXT };
  HtTextPlace number = { HT_REPORT_WIDTH / 2, 112, 0, 11, 0.5, FALSE, HT_COLOR_TEXT };
  HtTextPlace issuer = { left, 132, 0, 10.5, 0, FALSE, HT_COLOR_TEXT };
  HtTextPlace time = { right, 132, 0, 10.5, 1, FALSE, HT_COLOR_TEXT };
  ht_furniture_draw_text (cr, paper (), head->title, &title);
  ht_furniture_draw_text (cr, paper (), head->number, &number);
  ht_furniture_draw_text (cr, paper (), head->issuer, &issuer);
  ht_furniture_draw_text (cr, paper (), head->issued_at, &time);
  draw_rule (cr, 153, 1.4);
}

static char *
replace (const char *text, const char *what, guint number)
{
  g_autofree char *digits = g_strdup_printf ("%u", number);
  g_auto (GStrv) parts = g_strsplit (text, what, -1);
  return g_strjoinv (digits, parts);
}

static void
draw_foot (const HtReport *self, cairo_t *cr, guint page)
{
  double y = HT_REPORT_HEIGHT - 46;
  HtTextPlace middle = { HT_REPORT_WIDTH / 2, y, 0, 9, 0.5, FALSE, HT_COLOR_SECONDARY };
  HtTextPlace left = { HT_REPORT_MARGIN, y, 0, 9, 0, FALSE, HT_COLOR_SECONDARY };
  g_autofree char *half
      = replace (self->head.page_format != NULL ? self->head.page_format : "{page} / {pages}", "{page}",
                 page + 1);
  g_autofree char *text = replace (half, "{pages}", self->n_pages);
  ht_furniture_draw_text (cr, paper (), text, &middle);
  ht_furniture_draw_text (cr, paper (), self->head.author, &left);
}

/* The line of text that @atom stands for. */
static void
draw_line (const HtBlock *block, const HtAtom *atom, cairo_t *cr)
{
  g_autoptr (PangoLayout) layout = ht_block_new_layout (block);
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  PangoRectangle logical;
  int y0, y1;
  double left = HT_REPORT_MARGIN + (block->kind == HT_BLOCK_FACT ? HT_REPORT_FACT_NAME : 0);
  for (guint i = 0; i < atom->index; i++)
    pango_layout_iter_next_line (iter);
  pango_layout_iter_get_line_extents (iter, NULL, &logical);
  pango_layout_iter_get_line_yrange (iter, &y0, &y1);
  double baseline = (double) (pango_layout_iter_get_baseline (iter) - y0) / PANGO_SCALE;
  ht_theme_set_source (paper (), cr, HT_COLOR_TEXT);
  cairo_move_to (cr, left + (double) logical.x / PANGO_SCALE, atom->y + baseline);
  pango_cairo_show_layout_line (cr, pango_layout_iter_get_line_readonly (iter));
  if (block->kind == HT_BLOCK_FACT && atom->index == 0)
    {
      g_autoptr (PangoLayout) name = ht_fonts_new_layout (block->text, 10.5, FALSE);
      ht_theme_set_source (paper (), cr, HT_COLOR_SECONDARY);
      cairo_move_to (cr, HT_REPORT_MARGIN, atom->y + baseline);
      pango_cairo_show_layout_line (cr, pango_layout_get_line_readonly (name, 0));
    }
  pango_layout_iter_free (iter);
}

static void
draw_row (const HtBlock *block, const HtAtom *atom, cairo_t *cr)
{
  double x = HT_REPORT_MARGIN;
  for (guint c = 0; c < block->n_columns; c++)
    {
      g_autoptr (PangoLayout) layout = ht_block_new_cell_layout (block, atom->index, c);
      ht_theme_set_source (paper (), cr, HT_COLOR_TEXT);
      cairo_move_to (cr, x + HT_REPORT_CELL_PAD, atom->y + HT_REPORT_CELL_PAD);
      pango_cairo_show_layout (cr, layout);
      x += block->widths[c];
    }
  if (atom->index == 0)
    draw_rule (cr, atom->y, 0.9);
  draw_rule (cr, atom->y + atom->height, atom->index == 0 || atom->index + 1 == block->n_rows ? 0.9 : 0.3);
}

static void
draw_picture (const HtBlock *block, const HtAtom *atom, cairo_t *cr)
{
  double height = HT_REPORT_TEXT_WIDTH * block->aspect;
  g_autoptr (PangoLayout) layout = ht_block_new_layout (block);
  cairo_save (cr);
  cairo_translate (cr, HT_REPORT_MARGIN, atom->y);
  cairo_scale (cr, PT_PER_PX, PT_PER_PX);
  ht_map_view_draw (&block->view, cr, HT_REPORT_TEXT_WIDTH / PT_PER_PX, height / PT_PER_PX);
  cairo_restore (cr);
  ht_theme_set_source (paper (), cr, HT_COLOR_TEXT);
  cairo_set_line_width (cr, 0.6);
  cairo_rectangle (cr, HT_REPORT_MARGIN, atom->y, HT_REPORT_TEXT_WIDTH, height);
  cairo_stroke (cr);
  ht_theme_set_source (paper (), cr, HT_COLOR_SECONDARY);
  cairo_move_to (cr, HT_REPORT_MARGIN, atom->y + height + 4);
  pango_cairo_show_layout (cr, layout);
}

void
ht_report_draw_page (cairo_t *cr, guint page, gpointer data)
{
  HtReport *self = data;
  ht_report_lay_out (self);
  if (page == 0)
    draw_head (&self->head, cr);
  for (guint i = 0; i < self->atoms->len; i++)
    {
      const HtAtom *atom = &g_array_index (self->atoms, HtAtom, i);
      const HtBlock *block = g_ptr_array_index (self->blocks, atom->block);
      if (atom->page != page)
        continue;
      if (block->kind == HT_BLOCK_TABLE)
        draw_row (block, atom, cr);
      else if (block->kind == HT_BLOCK_PICTURE)
        draw_picture (block, atom, cr);
      else
        draw_line (block, atom, cr);
    }
  draw_foot (self, cr, page);
  if (self->head.banner != NULL)
    ht_furniture_draw_banner (cr, self->head.banner, self->head.drill, HT_REPORT_WIDTH / 2, 26);
  if (self->head.drill)
    ht_furniture_draw_drill_frame (cr, HT_REPORT_WIDTH, HT_REPORT_HEIGHT);
}
