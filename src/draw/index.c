/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/index.h"

#include <string.h>

#define FAN 16
#define MAX_LEVELS 9 /* 16^8 = 2^32 */

struct _HtIndex
{
  guint n_levels;
  gsize level_start[MAX_LEVELS + 1]; /* level 0: the boxes themselves */
  HtFixedBox *boxes;
};

guint32
ht_hilbert (guint32 x, guint32 y)
{
  guint32 d = 0;
  x >>= 16;
  y >>= 16;
  for (guint32 s = 1u << 15; s > 0; s >>= 1)
    {
      guint32 rx = (x & s) != 0, ry = (y & s) != 0;
      d += s * s * ((3 * rx) ^ ry);
      if (ry == 0)
        {
          if (rx == 1)
            {
              x = 0xffff - x;
              y = 0xffff - y;
            }
          guint32 t = x;
          x = y;
          y = t;
        }
    }
  return d;
}

static void
fill_level (HtIndex *self, guint level)
{
  gsize below = self->level_start[level - 1], n_below = self->level_start[level] - below;
  for (gsize i = 0; i < n_below; i++)
    {
      HtFixedBox *node = &self->boxes[self->level_start[level] + i / FAN];
      const HtFixedBox *child = &self->boxes[below + i];
      if (i % FAN == 0)
        *node = HT_FIXED_BOX_EMPTY;
      ht_fixed_box_add (node, child->min_x, child->min_y);
      ht_fixed_box_add (node, child->max_x, child->max_y);
    }
}

HtIndex *
ht_index_new (const HtFixedBox *boxes, guint n)
{
  HtIndex *self = g_new0 (HtIndex, 1);
  gsize total = n, count = n;
  self->n_levels = 1;
  self->level_start[1] = n;
  while (count > 1)
    {
      count = (count + FAN - 1) / FAN;
      total += count;
      self->n_levels++;
      self->level_start[self->n_levels] = total;
    }
  self->boxes = g_new (HtFixedBox, MAX (total, 1));
  if (n > 0)
    memcpy (self->boxes, boxes, n * sizeof *boxes);
  for (guint level = 1; level < self->n_levels; level++)
    fill_level (self, level);
  return self;
}

void
ht_index_free (HtIndex *self)
{
  g_free (self->boxes);
  g_free (self);
}

static void
descend (const HtIndex *self, guint level, gsize number, const HtFixedBox *query, GArray *found)
{
  gsize first = level == self->n_levels ? 0 : number * FAN;
  gsize n = self->level_start[level] - self->level_start[level - 1];
  gsize end = MIN (first + FAN, n);
  for (gsize i = first; i < end; i++)
    {
      if (!ht_fixed_box_meets (&self->boxes[self->level_start[level - 1] + i], query))
        continue;
      guint32 hit = (guint32) i;
      if (level == 1)
        g_array_append_val (found, hit);
      else
        descend (self, level - 1, i, query, found);
    }
}

void
ht_index_query (const HtIndex *self, const HtFixedBox *query, GArray *found)
{
  descend (self, self->n_levels, 0, query, found);
}
