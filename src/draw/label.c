/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/label.h"

#include <math.h>

HtLabel *
ht_label_new (guint32 name, guint32 item, guint32 variant)
{
  HtLabel *self = g_new0 (HtLabel, 1);
  g_atomic_ref_count_init (&self->refs);
  self->name = name;
  self->item = item;
  self->variant = variant;
  self->symbol = HT_N_SYMBOLS;
  self->bounds = (HtRect){ INFINITY, INFINITY, -INFINITY, -INFINITY };
  return self;
}

HtLabel *
ht_label_ref (HtLabel *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
ht_label_unref (HtLabel *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_clear_pointer (&self->mark, ht_label_unref);
  g_free (self->boxes);
  g_free (self->glyphs);
  g_free (self);
}

void
ht_label_add_box (HtLabel *self, const HtRect *box)
{
  self->boxes = g_renew (HtRect, self->boxes, self->n_boxes + 1);
  self->boxes[self->n_boxes++] = *box;
  self->bounds.x0 = MIN (self->bounds.x0, box->x0);
  self->bounds.y0 = MIN (self->bounds.y0, box->y0);
  self->bounds.x1 = MAX (self->bounds.x1, box->x1);
  self->bounds.y1 = MAX (self->bounds.y1, box->y1);
}

void
ht_label_set_rank (HtLabel *self, const char *name, guint tier, guint quality)
{
  /* Spread by the anchor's place, or rows of equal streets would each wait for the one before. */
  guint64 h = g_str_hash (name) ^ (guint64) (gint64) (self->x * 16) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)
              ^ (guint64) (gint64) (self->y * 16) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  h = (h ^ h >> 30) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  self->rank = (guint64) MIN (tier, 255) << 48 | (guint64) MIN (quality, 65535) << 32 | (h >> 32);
}

int
ht_label_compare (const HtLabel *a, const HtLabel *b)
{
  if (a->rank != b->rank)
    return a->rank < b->rank ? -1 : 1;
  if (a->x != b->x)
    return a->x < b->x ? -1 : 1;
  if (a->y != b->y)
    return a->y < b->y ? -1 : 1;
  if (a->item != b->item)
    return a->item < b->item ? -1 : 1;
  if (a->variant != b->variant)
    return a->variant < b->variant ? -1 : 1;
  return (a->glyphs != NULL) - (b->glyphs != NULL);
}

static gboolean
rects_meet (const HtRect *a, const HtRect *b)
{
  return a->x0 < b->x1 && a->x1 > b->x0 && a->y0 < b->y1 && a->y1 > b->y0;
}

gboolean
ht_label_conflicts (const HtLabel *a, const HtLabel *b)
{
  if (a->name == b->name && a->name != 0
      && hypot (a->x - b->x, a->y - b->y) < MIN (a->repeat_px, b->repeat_px))
    return TRUE;
  if (!rects_meet (&a->bounds, &b->bounds))
    return FALSE;
  for (guint i = 0; i < a->n_boxes; i++)
    for (guint k = 0; k < b->n_boxes; k++)
      if (rects_meet (&a->boxes[i], &b->boxes[k]))
        return TRUE;
  return FALSE;
}

GArray *
ht_label_maker_query (const HtLabelMaker *self, const HtPack *pack)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint32));
  double last = G_MAXUINT32;
  HtFixedBox box = { (guint32) CLAMP (floor (self->block.x0 / self->px_per_unit), 0, last),
                     (guint32) CLAMP (floor (self->block.y0 / self->px_per_unit), 0, last),
                     (guint32) CLAMP (ceil (self->block.x1 / self->px_per_unit), 0, last),
                     (guint32) CLAMP (ceil (self->block.y1 / self->px_per_unit), 0, last) };
  ht_index_query (pack->index, &box, found);
  return found;
}
