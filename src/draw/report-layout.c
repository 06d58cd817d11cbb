/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "draw/fonts.h"
#include "draw/report-private.h"

#define TEXT_PT 10.5
#define HEADING_PT 13.0
#define TABLE_PT 9.5
#define CAPTION_PT 9.0
#define FIRST_TOP 168.0
#define NEXT_TOP 70.0
#define BOTTOM (HT_REPORT_HEIGHT - 64)
#define MIN_COLUMN 28.0
/* What must fit under a heading for it to stay on the page: the head of a table and a row, in Chinese type
 * too. */
#define KEEP_WITH_NEXT 64.0

static const double space_before[] = { [HT_BLOCK_HEADING] = 12,
                                       [HT_BLOCK_PARAGRAPH] = 3,
                                       [HT_BLOCK_FACT] = 1,
                                       [HT_BLOCK_TABLE] = 5,
                                       [HT_BLOCK_PICTURE] = 8 };
static const double space_after[] = { [HT_BLOCK_HEADING] = 3,
                                      [HT_BLOCK_PARAGRAPH] = 3,
                                      [HT_BLOCK_FACT] = 1,
                                      [HT_BLOCK_TABLE] = 8,
                                      [HT_BLOCK_PICTURE] = 8 };

double
ht_layout_get_height (PangoLayout *layout)
{
  int height;
  pango_layout_get_size (layout, NULL, &height);
  return (double) height / PANGO_SCALE;
}

static void
set_width (PangoLayout *layout, double width)
{
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
}

/* A square character near the beginning: a paragraph may open with a date in figures. */
static gboolean
is_chinese (const char *text)
{
  for (int i = 0; i < 8 && *text != '\0'; i++, text = g_utf8_next_char (text))
    if (g_unichar_iswide (g_utf8_get_char (text)))
      return TRUE;
  return FALSE;
}

PangoLayout *
ht_block_new_layout (const HtBlock *block)
{
  gboolean fact = block->kind == HT_BLOCK_FACT;
  double size = block->kind == HT_BLOCK_HEADING   ? HEADING_PT
                : block->kind == HT_BLOCK_PICTURE ? CAPTION_PT
                                                  : TEXT_PT;
  PangoLayout *layout
      = ht_fonts_new_layout (fact ? block->value : block->text, size, block->kind == HT_BLOCK_HEADING);
  set_width (layout, HT_REPORT_TEXT_WIDTH - (fact ? HT_REPORT_FACT_NAME : 0));
  pango_layout_set_line_spacing (layout, 1.25f);
  /* Chinese paragraphs begin two characters in. */
  if (block->kind == HT_BLOCK_PARAGRAPH && is_chinese (block->text))
    pango_layout_set_indent (layout, (int) (2 * TEXT_PT * PANGO_SCALE));
  return layout;
}

PangoLayout *
ht_block_new_cell_layout (const HtBlock *block, guint row, guint column)
{
  PangoLayout *layout
      = ht_fonts_new_layout (block->cells[row * block->n_columns + column], TABLE_PT, row == 0);
  if (block->widths != NULL)
    set_width (layout, block->widths[column] - 2 * HT_REPORT_CELL_PAD);
  return layout;
}

/* Columns as wide as their widest cell while there is room; else those above an equal share are cut back. */
static void
set_columns (HtBlock *block)
{
  double natural = 0, room = HT_REPORT_TEXT_WIDTH;
  g_clear_pointer (&block->widths, g_free);
  double *widths = g_new0 (double, block->n_columns);
  for (guint c = 0; c < block->n_columns; c++)
    {
      for (guint r = 0; r < block->n_rows; r++)
        {
          int width;
          g_autoptr (PangoLayout) layout = ht_block_new_cell_layout (block, r, c);
          pango_layout_get_size (layout, &width, NULL);
          widths[c] = MAX (widths[c], (double) width / PANGO_SCALE + 2 * HT_REPORT_CELL_PAD + 1);
        }
      widths[c] = MAX (widths[c], MIN_COLUMN);
      natural += widths[c];
    }
  double share = room / block->n_columns, small = 0, large = 0;
  for (guint c = 0; c < block->n_columns; c++)
    *(widths[c] <= share ? &small : &large) += widths[c];
  for (guint c = 0; c < block->n_columns; c++)
    if (natural <= room)
      widths[c] *= room / natural;
    else if (widths[c] > share)
      widths[c] *= (room - small) / large;
  block->widths = widths;
}

static double
row_height (const HtBlock *block, guint row)
{
  double height = 0;
  for (guint c = 0; c < block->n_columns; c++)
    {
      g_autoptr (PangoLayout) layout = ht_block_new_cell_layout (block, row, c);
      height = MAX (height, ht_layout_get_height (layout));
    }
  return height + 2 * HT_REPORT_CELL_PAD;
}

/* Where the next atom goes. */
typedef struct
{
  HtReport *report;
  guint page;
  double y;
} Flow;

static double
top_of (guint page)
{
  return page == 0 ? FIRST_TOP : NEXT_TOP;
}

/* Breaks the page when @height does not fit; TRUE when it did break. */
static gboolean
make_room (Flow *flow, double height)
{
  if (flow->y + height <= BOTTOM || flow->y <= top_of (flow->page))
    return FALSE;
  flow->page++;
  flow->y = top_of (flow->page);
  return TRUE;
}

static void
put (Flow *flow, guint block, guint index, double height)
{
  HtAtom atom = { flow->page, block, index, flow->y, height };
  g_array_append_val (flow->report->atoms, atom);
  flow->y += height;
}

static void
flow_text (Flow *flow, guint number)
{
  const HtBlock *block = g_ptr_array_index (flow->report->blocks, number);
  g_autoptr (PangoLayout) layout = ht_block_new_layout (block);
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  guint line = 0;
  if (block->kind == HT_BLOCK_HEADING)
    make_room (flow, ht_layout_get_height (layout) + KEEP_WITH_NEXT);
  do
    {
      PangoRectangle logical;
      int y0, y1;
      pango_layout_iter_get_line_extents (iter, NULL, &logical);
      pango_layout_iter_get_line_yrange (iter, &y0, &y1);
      double height = (double) (y1 - y0) / PANGO_SCALE;
      make_room (flow, height);
      put (flow, number, line++, height);
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}

static void
flow_table (Flow *flow, guint number)
{
  HtBlock *block = g_ptr_array_index (flow->report->blocks, number);
  set_columns (block);
  double head = row_height (block, 0);
  make_room (flow, head + (block->n_rows > 1 ? row_height (block, 1) : 0));
  put (flow, number, 0, head);
  for (guint row = 1; row < block->n_rows; row++)
    {
      double height = row_height (block, row);
      /* The heads come again on every page of a table. */
      if (make_room (flow, height))
        put (flow, number, 0, head);
      put (flow, number, row, height);
    }
}

static void
flow_picture (Flow *flow, guint number)
{
  const HtBlock *block = g_ptr_array_index (flow->report->blocks, number);
  g_autoptr (PangoLayout) layout = ht_block_new_layout (block);
  double height = HT_REPORT_TEXT_WIDTH * block->aspect + 4 + ht_layout_get_height (layout);
  make_room (flow, height);
  put (flow, number, 0, height);
}

void
ht_report_lay_out (HtReport *self)
{
  Flow flow = { self, 0, FIRST_TOP };
  if (self->atoms != NULL)
    return;
  self->atoms = g_array_new (FALSE, FALSE, sizeof (HtAtom));
  for (guint i = 0; i < self->blocks->len; i++)
    {
      const HtBlock *block = g_ptr_array_index (self->blocks, i);
      flow.y += flow.y > top_of (flow.page) ? space_before[block->kind] : 0;
      if (block->kind == HT_BLOCK_TABLE)
        flow_table (&flow, i);
      else if (block->kind == HT_BLOCK_PICTURE)
        flow_picture (&flow, i);
      else
        flow_text (&flow, i);
      flow.y += space_after[block->kind];
    }
  self->n_pages = flow.page + 1;
}
