/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/osm-arena.h"

#define SLAB_SIZE ((gsize) 1 << 20)

typedef struct
{
  guint8 *data;
  gsize size;
} Slab;

struct _HtOsmArena
{
  ProtobufCAllocator allocator;
  GArray *slabs;    /* Slab */
  guint current;    /* the slab handed out from */
  gsize used;       /* of the current slab */
  gsize handed_out; /* since the last reset */
};

static void *
on_alloc (void *data, size_t size)
{
  return ht_osm_arena_alloc (data, size);
}

static void
on_free (void *data, void *memory)
{
  /* Given back with the whole arena. */
}

static void
clear_slab (gpointer data)
{
  g_free (((Slab *) data)->data);
}

HtOsmArena *
ht_osm_arena_new (void)
{
  HtOsmArena *arena = g_new0 (HtOsmArena, 1);
  arena->allocator = (ProtobufCAllocator){ on_alloc, on_free, arena };
  arena->slabs = g_array_new (FALSE, FALSE, sizeof (Slab));
  g_array_set_clear_func (arena->slabs, clear_slab);
  return arena;
}

void
ht_osm_arena_free (HtOsmArena *arena)
{
  g_array_unref (arena->slabs);
  g_free (arena);
}

void
ht_osm_arena_reset (HtOsmArena *arena)
{
  arena->current = 0;
  arena->used = 0;
  arena->handed_out = 0;
}

ProtobufCAllocator *
ht_osm_arena_get_allocator (HtOsmArena *arena)
{
  return &arena->allocator;
}

gpointer
ht_osm_arena_alloc (HtOsmArena *arena, gsize size)
{
  if (size > HT_OSM_ARENA_LIMIT - arena->handed_out)
    return NULL;
  size = (size + 15) & ~(gsize) 15;
  /* Slabs that are too small for this piece are passed over until the next reset. */
  while (arena->current < arena->slabs->len
         && g_array_index (arena->slabs, Slab, arena->current).size - arena->used < size)
    {
      arena->current++;
      arena->used = 0;
    }
  if (arena->current == arena->slabs->len)
    {
      Slab slab = { NULL, MAX (size, SLAB_SIZE) };
      slab.data = g_try_malloc (slab.size);
      if (slab.data == NULL)
        return NULL;
      g_array_append_val (arena->slabs, slab);
    }
  gpointer piece = g_array_index (arena->slabs, Slab, arena->current).data + arena->used;
  arena->used += size;
  arena->handed_out = MIN (arena->handed_out + size, HT_OSM_ARENA_LIMIT);
  return piece;
}
