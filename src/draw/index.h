/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A place on the unit square of Web Mercator in 32-bit fixed point: 9 mm at the equator, exact in a double.
 */
typedef struct
{
  guint32 x, y;
} HtFixed;

/* Both corners included. */
typedef struct
{
  guint32 min_x, min_y, max_x, max_y;
} HtFixedBox;

#define HT_FIXED_BOX_EMPTY ((HtFixedBox){ G_MAXUINT32, G_MAXUINT32, 0, 0 })

static inline gboolean
ht_fixed_box_meets (const HtFixedBox *a, const HtFixedBox *b)
{
  return a->min_x <= b->max_x && a->max_x >= b->min_x && a->min_y <= b->max_y && a->max_y >= b->min_y;
}

static inline void
ht_fixed_box_add (HtFixedBox *box, guint32 x, guint32 y)
{
  box->min_x = MIN (box->min_x, x);
  box->min_y = MIN (box->min_y, y);
  box->max_x = MAX (box->max_x, x);
  box->max_y = MAX (box->max_y, y);
}

/* Position along a Hilbert curve of order 16 over the square (Skilling's and Warren's bit form). */
guint32 ht_hilbert (guint32 x, guint32 y);

/*
 * A packed R-tree (after Kamel and Faloutsos 1993: sorted by Hilbert value, nodes of 16 filled in order) over
 * boxes that the caller has put in Hilbert order. Immutable.
 */
typedef struct _HtIndex HtIndex;
HtIndex *ht_index_new (const HtFixedBox *boxes, guint n);
void ht_index_free (HtIndex *index);
/* Appends to @found (of guint32) the numbers of boxes that meet @query, ascending. */
void ht_index_query (const HtIndex *index, const HtFixedBox *query, GArray *found);

G_END_DECLS
