/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/label-cache.h"

#include <math.h>

/* Blocks kept before all are forgotten: some hundred screens. */
#define MAX_BLOCKS 4000

enum
{
  STATE_OPEN,
  STATE_KEPT,
  STATE_DROPPED,
};

typedef struct
{
  double world_px;
  gint64 x, y;
} BlockKey;

struct _HtLabelCache
{
  GMutex lock;
  GHashTable *blocks; /* BlockKey → GPtrArray of HtLabel, sorted */
};

/* One call under the lock. */
typedef struct
{
  HtLabelCache *cache;
  const HtScene *scene;
  double world_px;
} Placement;

static guint
key_hash (gconstpointer data)
{
  const BlockKey *key = data;
  return g_double_hash (&key->world_px) ^ (guint) key->x * 0x9e3779b1u ^ (guint) key->y * 0x85ebca77u;
}

static gboolean
key_equal (gconstpointer a, gconstpointer b)
{
  const BlockKey *p = a, *q = b;
  return p->world_px == q->world_px && p->x == q->x && p->y == q->y;
}

HtLabelCache *
ht_label_cache_new (void)
{
  HtLabelCache *self = g_new0 (HtLabelCache, 1);
  g_mutex_init (&self->lock);
  self->blocks = g_hash_table_new_full (key_hash, key_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  return self;
}

void
ht_label_cache_free (HtLabelCache *self)
{
  g_hash_table_unref (self->blocks);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static int
compare_labels (gconstpointer a, gconstpointer b)
{
  return ht_label_compare (*(const HtLabel *const *) a, *(const HtLabel *const *) b);
}

static GPtrArray *
make_block (const Placement *self, gint64 x, gint64 y)
{
  double side = HT_LABEL_BLOCK_PX;
  HtLabelMaker maker = {
    .scene = self->scene,
    .zoom = log2 (self->world_px / 256),
    .px_per_unit = self->world_px * exp2 (-32),
    .block = { (double) x * side, (double) y * side, (double) (x + 1) * side, (double) (y + 1) * side },
    .labels = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_label_unref),
  };
  ht_label_maker_add_spots (&maker);
  ht_label_maker_add_lines (&maker);
  g_ptr_array_sort (maker.labels, compare_labels);
  return maker.labels;
}

static GPtrArray *
get_block (const Placement *self, gint64 x, gint64 y)
{
  BlockKey key = { self->world_px, x, y };
  GPtrArray *block = g_hash_table_lookup (self->cache->blocks, &key);
  if (block == NULL)
    {
      block = make_block (self, x, y);
      g_hash_table_insert (self->cache->blocks, g_memdup2 (&key, sizeof key), block);
    }
  return block;
}

static gint64
block_of (double px)
{
  return (gint64) floor (px / HT_LABEL_BLOCK_PX);
}

static gboolean is_kept (const Placement *self, HtLabel *label);

/* Whether a kept label of @block that comes before @label stands in its way. */
static gboolean
is_blocked_in (const Placement *self, const GPtrArray *block, const HtLabel *label)
{
  for (guint i = 0; i < block->len; i++)
    {
      HtLabel *other = g_ptr_array_index (block, i);
      if (ht_label_compare (other, label) >= 0)
        return FALSE;
      if (other->state != STATE_DROPPED && ht_label_conflicts (other, label) && is_kept (self, other))
        return TRUE;
    }
  return FALSE;
}

/* The recursion goes to ever smaller ranks, which are spread by hash: it stays shallow and ends. */
static gboolean
is_kept (const Placement *self, HtLabel *label)
{
  gint64 x = block_of (label->x), y = block_of (label->y);
  gboolean blocked = label->mark != NULL && !is_kept (self, label->mark);
  if (label->state != STATE_OPEN)
    return label->state == STATE_KEPT;
  for (int i = 0; i < 9 && !blocked; i++)
    blocked = is_blocked_in (self, get_block (self, x + i % 3 - 1, y + i / 3 - 1), label);
  label->state = blocked ? STATE_DROPPED : STATE_KEPT;
  return !blocked;
}

static void
take_from_block (const Placement *self, GPtrArray *block, const HtRect *window, GPtrArray *out)
{
  for (guint i = 0; i < block->len; i++)
    {
      HtLabel *label = g_ptr_array_index (block, i);
      const HtRect *b = &label->bounds;
      if (b->x0 < window->x1 && b->x1 > window->x0 && b->y0 < window->y1 && b->y1 > window->y0
          && is_kept (self, label))
        g_ptr_array_add (out, ht_label_ref (label));
    }
}

GPtrArray *
ht_label_cache_place (HtLabelCache *cache, const HtScene *scene, double world_px, const HtRect *window)
{
  Placement self = { cache, scene, world_px };
  GPtrArray *out = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_label_unref);
  gint64 last_x = block_of (window->x1 + HT_LABEL_REACH_PX),
         last_y = block_of (window->y1 + HT_LABEL_REACH_PX);
  g_mutex_lock (&cache->lock);
  if (g_hash_table_size (cache->blocks) > MAX_BLOCKS)
    g_hash_table_remove_all (cache->blocks);
  for (gint64 y = block_of (window->y0 - HT_LABEL_REACH_PX); y <= last_y; y++)
    for (gint64 x = block_of (window->x0 - HT_LABEL_REACH_PX); x <= last_x; x++)
      take_from_block (&self, get_block (&self, x, y), window, out);
  g_mutex_unlock (&cache->lock);
  g_ptr_array_sort (out, compare_labels);
  return out;
}
