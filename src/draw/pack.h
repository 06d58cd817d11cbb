/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/index.h"
#include "geo/geometry.h"

G_BEGIN_DECLS

/* One drawable: parts [first_part, first_part + n_parts) of its pack. */
typedef struct
{
  HtFixedBox box;
  guint32 first_part, n_parts;
  guint32 style; /* what it means is the layer's affair */
  guint32 name;  /* index into the scene's names; 0: none */
} HtItem;

/*
 * HtPack: the items of one layer at one level of detail, in Hilbert order, with their points in one array and
 * an R-tree. Filled once, then immutable.
 */
typedef struct
{
  GArray *points; /* HtFixed */
  GArray *parts;  /* guint32 offsets into points; one more than there are parts */
  GArray *items;  /* HtItem */
  HtIndex *index; /* NULL until finished */
} HtPack;

HtPack *ht_pack_new (void);
void ht_pack_free (HtPack *pack);

/* Room for what is coming, each item of one part: large arrays are not copied while they grow. Before
 * anything is added. */
void ht_pack_reserve (HtPack *pack, guint n_items, guint n_points);
/* Begin, add parts, end. An item that got no part is dropped and _end returns FALSE. */
void ht_pack_begin (HtPack *pack, guint32 style, guint32 name);
void ht_pack_add_part (HtPack *pack, const HtFixed *points, guint n);
gboolean ht_pack_end (HtPack *pack);
/* Sorts and indexes; nothing may be added afterwards. */
void ht_pack_finish (HtPack *pack);

static inline const HtItem *
ht_pack_item (const HtPack *pack, guint i)
{
  return &g_array_index (pack->items, HtItem, i);
}
/* Points of part @part (an absolute part number). */
const HtFixed *ht_pack_part (const HtPack *pack, guint part, guint *n);
gsize ht_pack_size_bytes (const HtPack *pack);

/* Decides whether an item is kept at a level of detail. */
typedef gboolean (*HtPackFilter) (const HtItem *item, gpointer user_data);
/*
 * A finished copy simplified by Douglas and Peucker (1973) with @tolerance in fixed units. Ends of lines
 * stay. Rings that fall below four points vanish when @rings.
 */
HtPack *ht_pack_simplify (const HtPack *full, double tolerance, gboolean rings, HtPackFilter filter,
                          gpointer user_data);

HtFixed ht_fixed_from_point (const HtPoint *point);

G_END_DECLS
