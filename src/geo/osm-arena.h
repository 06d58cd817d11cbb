/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <protobuf-c/protobuf-c.h>

G_BEGIN_DECLS

/*
 * Memory for one block of a PBF file: handed out by moving a pointer, given back all at once. A cap turns a
 * block that would unfold to gigabytes into a failed allocation, which protobuf-c reports.
 */
#define HT_OSM_ARENA_LIMIT ((gsize) 512 << 20)

typedef struct _HtOsmArena HtOsmArena;

HtOsmArena *ht_osm_arena_new (void);
void ht_osm_arena_free (HtOsmArena *arena);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtOsmArena, ht_osm_arena_free)

/* Everything handed out becomes invalid. */
void ht_osm_arena_reset (HtOsmArena *arena);
/* NULL beyond the cap. Aligned for any type, not zeroed. */
gpointer ht_osm_arena_alloc (HtOsmArena *arena, gsize size);
/* For the _unpack functions; their _free_unpacked is not needed. */
ProtobufCAllocator *ht_osm_arena_get_allocator (HtOsmArena *arena);

G_END_DECLS
