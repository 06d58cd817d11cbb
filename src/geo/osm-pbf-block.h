/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/osm-arena.h"
#include "geo/osm-element.h"

G_BEGIN_DECLS

/* Kinds of elements a block holds. */
enum
{
  HT_OSM_BLOCK_NODES = 1 << 0,
  HT_OSM_BLOCK_WAYS = 1 << 1,
  HT_OSM_BLOCK_RELATIONS = 1 << 2,
};

/* Hands the elements of an unpacked PrimitiveBlock to the scan's visitor. Returns NULL, or what is wrong with
 * the block; *@kinds tells what it holds. */
const char *ht_osm_pbf_block_visit (HtOsmArena *arena, const guint8 *data, gsize size, const HtOsmScan *scan,
                                    guint8 *kinds);

G_END_DECLS
