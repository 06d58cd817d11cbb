/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/report.h"

#include "draw/output.h"
#include "draw/report-private.h"

static void
block_free (gpointer data)
{
  HtBlock *block = data;
  g_free (block->text);
  g_free (block->value);
  g_strfreev (block->cells);
  g_free (block->widths);
  g_free (block);
}

HtReport *
ht_report_new (const HtReportHead *head)
{
  HtReport *self = g_new0 (HtReport, 1);
  self->head = (HtReportHead){
    .title = g_strdup (head->title),
    .issuer = g_strdup (head->issuer),
    .number = g_strdup (head->number),
    .issued_at = g_strdup (head->issued_at),
    .author = g_strdup (head->author),
    .banner = g_strdup (head->banner),
    .page_format = g_strdup (head->page_format),
    .drill = head->drill,
  };
  self->blocks = g_ptr_array_new_with_free_func (block_free);
  return self;
}

void
ht_report_free (HtReport *self)
{
  const char *strings[] = { self->head.title,  self->head.issuer, self->head.number,     self->head.issued_at,
                            self->head.author, self->head.banner, self->head.page_format };
  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    g_free ((char *) strings[i]);
  g_ptr_array_unref (self->blocks);
  g_clear_pointer (&self->atoms, g_array_unref);
  g_free (self);
}

static HtBlock *
add_block (HtReport *self, HtBlockKind kind, const char *text)
{
  HtBlock *block = g_new0 (HtBlock, 1);
  block->kind = kind;
  block->text = g_strdup (text != NULL ? text : "");
  g_ptr_array_add (self->blocks, block);
  g_clear_pointer (&self->atoms, g_array_unref);
  return block;
}

void
ht_report_add_heading (HtReport *self, const char *text)
{
  add_block (self, HT_BLOCK_HEADING, text);
}

void
ht_report_add_paragraph (HtReport *self, const char *text)
{
  add_block (self, HT_BLOCK_PARAGRAPH, text);
}

void
ht_report_add_fact (HtReport *self, const char *name, const char *value)
{
  add_block (self, HT_BLOCK_FACT, name)->value = g_strdup (value != NULL ? value : "");
}

void
ht_report_add_table (HtReport *self, const char *const *cells, guint n_columns)
{
  guint n_cells = g_strv_length ((GStrv) cells);
  g_return_if_fail (n_columns > 0 && n_cells >= n_columns && n_cells % n_columns == 0);
  HtBlock *block = add_block (self, HT_BLOCK_TABLE, NULL);
  block->cells = g_strdupv ((GStrv) cells);
  block->n_columns = n_columns;
  block->n_rows = n_cells / n_columns;
}

void
ht_report_add_picture (HtReport *self, const HtMapView *view, double aspect, const char *caption)
{
  g_return_if_fail (aspect > 0.05 && aspect < 1.4);
  HtBlock *block = add_block (self, HT_BLOCK_PICTURE, caption);
  block->view = *view;
  block->aspect = aspect;
}

guint
ht_report_count_pages (const HtReport *self)
{
  ht_report_lay_out ((HtReport *) self);
  return self->n_pages;
}

static HtOutput
make_output (const HtReport *self)
{
  return (HtOutput){
    .width_pt = HT_REPORT_WIDTH,
    .height_pt = HT_REPORT_HEIGHT,
    .n_pages = ht_report_count_pages (self),
    .facts = { self->head.title, self->head.author, self->head.number },
    .draw = ht_report_draw_page,
    .user_data = (gpointer) self,
  };
}

gboolean
ht_report_write_pdf (const HtReport *self, const char *path, GError **error)
{
  HtOutput output = make_output (self);
  return ht_output_write_pdf (&output, path, error);
}

gboolean
ht_report_write_png (const HtReport *self, guint page, double dpi, const char *path, GError **error)
{
  HtOutput output = make_output (self);
  g_return_val_if_fail (page < output.n_pages, FALSE);
  return ht_output_write_page_png (&output, page, dpi, path, error);
}
