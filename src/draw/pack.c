/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/pack.h"

#include <math.h>
#include <string.h>

#include "draw/projection.h"

HtFixed
ht_fixed_from_point (const HtPoint *point)
{
  return (HtFixed){ (guint32) (ht_mercator_x (point->lon) * G_MAXUINT32),
                    (guint32) (ht_mercator_y (point->lat) * G_MAXUINT32) };
}

HtPack *
ht_pack_new (void)
{
  HtPack *self = g_new0 (HtPack, 1);
  self->points = g_array_new (FALSE, FALSE, sizeof (HtFixed));
  self->parts = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->items = g_array_new (FALSE, FALSE, sizeof (HtItem));
  guint32 zero = 0;
  g_array_append_val (self->parts, zero);
  return self;
}

void
ht_pack_free (HtPack *self)
{
  g_array_unref (self->points);
  g_array_unref (self->parts);
  g_array_unref (self->items);
  g_clear_pointer (&self->index, ht_index_free);
  g_free (self);
}

static void
reserve (GArray *array, guint n)
{
  guint len = array->len;
  g_array_set_size (array, MAX (n, len));
  g_array_set_size (array, len);
}

void
ht_pack_reserve (HtPack *self, guint n_items, guint n_points)
{
  reserve (self->items, n_items);
  reserve (self->parts, n_items + 1);
  reserve (self->points, n_points);
}

void
ht_pack_begin (HtPack *self, guint32 style, guint32 name)
{
  HtItem item = { HT_FIXED_BOX_EMPTY, self->parts->len - 1, 0, style, name };
  g_assert (self->index == NULL);
  g_array_append_val (self->items, item);
}

void
ht_pack_add_part (HtPack *self, const HtFixed *points, guint n)
{
  HtItem *item = &g_array_index (self->items, HtItem, self->items->len - 1);
  if (n == 0)
    return;
  for (guint i = 0; i < n; i++)
    ht_fixed_box_add (&item->box, points[i].x, points[i].y);
  g_array_append_vals (self->points, points, n);
  guint32 end = self->points->len;
  g_array_append_val (self->parts, end);
  item->n_parts++;
}

gboolean
ht_pack_end (HtPack *self)
{
  if (g_array_index (self->items, HtItem, self->items->len - 1).n_parts > 0)
    return TRUE;
  g_array_set_size (self->items, self->items->len - 1);
  return FALSE;
}

typedef struct
{
  guint32 hilbert, number;
} Order;

static int
compare_order (gconstpointer a, gconstpointer b)
{
  const Order *p = a, *q = b;
  if (p->hilbert != q->hilbert)
    return p->hilbert < q->hilbert ? -1 : 1;
  return p->number < q->number ? -1 : p->number > q->number;
}

static void
sort_items (HtPack *self)
{
  guint n = self->items->len;
  g_autofree Order *order = g_new (Order, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    {
      const HtFixedBox *b = &ht_pack_item (self, i)->box;
      order[i]
          = (Order){ ht_hilbert (b->min_x + (b->max_x - b->min_x) / 2, b->min_y + (b->max_y - b->min_y) / 2),
                     i };
    }
  qsort (order, n, sizeof *order, compare_order);
  GArray *sorted = g_array_sized_new (FALSE, FALSE, sizeof (HtItem), n);
  for (guint i = 0; i < n; i++)
    g_array_append_vals (sorted, ht_pack_item (self, order[i].number), 1);
  g_array_unref (self->items);
  self->items = sorted;
}

void
ht_pack_finish (HtPack *self)
{
  guint n = self->items->len;
  g_assert (self->index == NULL);
  sort_items (self);
  g_autofree HtFixedBox *boxes = g_new (HtFixedBox, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    boxes[i] = ht_pack_item (self, i)->box;
  self->index = ht_index_new (boxes, n);
}

const HtFixed *
ht_pack_part (const HtPack *self, guint part, guint *n)
{
  guint32 begin = g_array_index (self->parts, guint32, part);
  *n = g_array_index (self->parts, guint32, part + 1) - begin;
  return &g_array_index (self->points, HtFixed, begin);
}

gsize
ht_pack_size_bytes (const HtPack *self)
{
  /* The R-tree is the boxes again and a fifteenth. */
  return (gsize) self->points->len * sizeof (HtFixed) + (gsize) self->parts->len * sizeof (guint32)
         + (gsize) self->items->len * (sizeof (HtItem) + sizeof (HtFixedBox) * 16 / 15);
}

/* Square of the distance from @p to the segment @a–@b. */
static double
distance2 (const HtFixed *p, const HtFixed *a, const HtFixed *b)
{
  double dx = (double) b->x - a->x, dy = (double) b->y - a->y;
  double px = (double) p->x - a->x, py = (double) p->y - a->y;
  double length2 = dx * dx + dy * dy;
  double t = length2 > 0 ? CLAMP ((px * dx + py * dy) / length2, 0, 1) : 0;
  double ex = px - t * dx, ey = py - t * dy;
  return ex * ex + ey * ey;
}

/* The point strictly between @first and @last farthest from their segment; its squared distance in @worst2.
 */
static guint
farthest (const HtFixed *points, guint first, guint last, double *worst2)
{
  guint worst = first;
  *worst2 = -1;
  for (guint i = first + 1; i < last; i++)
    {
      double d2 = distance2 (&points[i], &points[first], &points[last]);
      if (d2 > *worst2)
        {
          *worst2 = d2;
          worst = i;
        }
    }
  return worst;
}

typedef struct
{
  guint first, last;
} Span;

/* Marks in @keep the points that stay. An explicit stack, as a ring of 100,000 points would go deep. */
static void
mark_kept (const HtFixed *points, guint n, double tolerance2, guint8 *keep, GArray *stack)
{
  memset (keep, 0, n);
  keep[0] = keep[n - 1] = 1;
  Span whole = { 0, n - 1 };
  g_array_set_size (stack, 0);
  g_array_append_val (stack, whole);
  while (stack->len > 0)
    {
      Span span = g_array_index (stack, Span, stack->len - 1);
      double worst2;
      g_array_set_size (stack, stack->len - 1);
      guint worst = farthest (points, span.first, span.last, &worst2);
      if (worst2 <= tolerance2)
        continue;
      keep[worst] = 1;
      Span halves[2] = { { span.first, worst }, { worst, span.last } };
      g_array_append_vals (stack, halves, 2);
    }
}

typedef struct
{
  HtPack *out;
  double tolerance2;
  gboolean rings;
  GArray *keep;  /* guint8 */
  GArray *stack; /* Span */
  GArray *line;  /* HtFixed */
} Simplifier;

static void
simplify_part (Simplifier *s, const HtFixed *points, guint n)
{
  if (n < 2)
    {
      ht_pack_add_part (s->out, points, n);
      return;
    }
  g_array_set_size (s->keep, n);
  guint8 *keep = (guint8 *) s->keep->data;
  mark_kept (points, n, s->tolerance2, keep, s->stack);
  g_array_set_size (s->line, 0);
  for (guint i = 0; i < n; i++)
    if (keep[i])
      g_array_append_val (s->line, points[i]);
  if (!s->rings || s->line->len >= 4)
    ht_pack_add_part (s->out, (HtFixed *) s->line->data, s->line->len);
}

HtPack *
ht_pack_simplify (const HtPack *full, double tolerance, gboolean rings, HtPackFilter filter,
                  gpointer user_data)
{
  Simplifier s = { ht_pack_new (),
                   tolerance * tolerance,
                   rings,
                   g_array_new (FALSE, FALSE, 1),
                   g_array_new (FALSE, FALSE, sizeof (Span)),
                   g_array_new (FALSE, FALSE, sizeof (HtFixed)) };
  for (guint i = 0; i < full->items->len; i++)
    {
      const HtItem *item = ht_pack_item (full, i);
      if (filter != NULL && !filter (item, user_data))
        continue;
      ht_pack_begin (s.out, item->style, item->name);
      for (guint k = 0; k < item->n_parts; k++)
        {
          guint n;
          const HtFixed *points = ht_pack_part (full, item->first_part + k, &n);
          simplify_part (&s, points, n);
        }
      ht_pack_end (s.out);
    }
  ht_pack_finish (s.out);
  g_array_unref (s.keep);
  g_array_unref (s.stack);
  g_array_unref (s.line);
  return s.out;
}
