/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/map/mark.h"

#include <math.h>

#include "draw/projection.h"

#define CLUSTER_PX 40.0
#define CELL_PX 256.0
#define MIN_REACH_PX 14.0

HtMark *
ht_mark_new (GObject *object, const HtPoint *at, const HtSymbol *symbol, char *label)
{
  HtMark *mark = g_new0 (HtMark, 1);
  mark->object = g_object_ref (object);
  mark->at = *at;
  mark->x = ht_mercator_x (at->lon);
  mark->y = ht_mercator_y (at->lat);
  mark->symbol = *symbol;
  mark->size_px = 16;
  mark->label = label;
  return mark;
}

void
ht_mark_free (HtMark *mark)
{
  g_object_unref (mark->object);
  g_free (mark->label);
  g_free (mark->note);
  g_clear_pointer (&mark->members, g_ptr_array_unref);
  g_free (mark);
}

/* One mark or group in world pixels. */
typedef struct
{
  const HtMark *mark;
  double x, y;
  guint count;
} Entry;

struct _HtMarkIndex
{
  double world_px;
  GArray *entries;   /* Entry, in drawing order */
  GHashTable *cells; /* gint64 cell → GArray of guint, indices into entries */
};

/* The margin around a window reaches past the world's edges, so cells may have negative numbers. */
static gint64
cell_key (double x, double y, double side)
{
  return (gint64) floor (x / side) * ((gint64) 1 << 32) + (gint64) floor (y / side);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *first = a, *second = b;
  if (first->mark->rank != second->mark->rank)
    return first->mark->rank < second->mark->rank ? -1 : 1;
  return first->y < second->y ? -1 : first->y > second->y;
}

/* Adds @mark to the group of its cell, or as one of its own. */
static void
add_mark (HtMarkIndex *index, GHashTable *groups, const HtMark *mark)
{
  Entry entry = { mark, mark->x * index->world_px, mark->y * index->world_px, 1 };
  if (!mark->clusters || mark->symbol.selected)
    {
      g_array_append_val (index->entries, entry);
      return;
    }
  gint64 key = cell_key (entry.x, entry.y, CLUSTER_PX);
  gpointer found = NULL;
  if (!g_hash_table_lookup_extended (groups, &key, NULL, &found))
    {
      g_hash_table_insert (groups, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (index->entries->len));
      g_array_append_val (index->entries, entry);
      return;
    }
  Entry *group = &g_array_index (index->entries, Entry, GPOINTER_TO_UINT (found));
  group->count++;
  group->x += (entry.x - group->x) / group->count;
  group->y += (entry.y - group->y) / group->count;
}

static void
build_cells (HtMarkIndex *index)
{
  for (guint i = 0; i < index->entries->len; i++)
    {
      const Entry *entry = &g_array_index (index->entries, Entry, i);
      gint64 key = cell_key (entry->x, entry->y, CELL_PX);
      GArray *cell = g_hash_table_lookup (index->cells, &key);
      if (cell == NULL)
        {
          cell = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (index->cells, g_memdup2 (&key, sizeof key), cell);
        }
      g_array_append_val (cell, i);
    }
}

HtMarkIndex *
ht_mark_index_new (GPtrArray *marks, double world_px)
{
  HtMarkIndex *index = g_new0 (HtMarkIndex, 1);
  index->world_px = world_px;
  index->entries = g_array_sized_new (FALSE, FALSE, sizeof (Entry), marks->len);
  index->cells = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_array_unref);
  g_autoptr (GHashTable) groups = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < marks->len; i++)
    add_mark (index, groups, marks->pdata[i]);
  g_array_sort (index->entries, compare_entries);
  build_cells (index);
  return index;
}

void
ht_mark_index_free (HtMarkIndex *index)
{
  g_array_unref (index->entries);
  g_hash_table_unref (index->cells);
  g_free (index);
}

double
ht_mark_index_get_world_px (HtMarkIndex *index)
{
  return index->world_px;
}

static int
compare_guints (gconstpointer a, gconstpointer b)
{
  guint first = *(const guint *) a, second = *(const guint *) b;
  return first < second ? -1 : first > second;
}

void
ht_mark_index_place (HtMarkIndex *index, const cairo_rectangle_t *window, double margin, GArray *placed)
{
  double left = window->x, top = window->y;
  double right = left + window->width, bottom = top + window->height;
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));
  for (double x = floor ((left - margin) / CELL_PX) * CELL_PX; x <= right + margin; x += CELL_PX)
    for (double y = floor ((top - margin) / CELL_PX) * CELL_PX; y <= bottom + margin; y += CELL_PX)
      {
        gint64 key = cell_key (x, y, CELL_PX);
        GArray *cell = g_hash_table_lookup (index->cells, &key);
        if (cell != NULL)
          g_array_append_vals (found, cell->data, cell->len);
      }
  /* Entries are kept in drawing order, so their numbers are it. */
  g_array_sort (found, compare_guints);
  g_array_set_size (placed, 0);
  for (guint i = 0; i < found->len; i++)
    {
      const Entry *entry = &g_array_index (index->entries, Entry, g_array_index (found, guint, i));
      HtPlaced place = { entry->mark, entry->x - left, entry->y - top, entry->count };
      g_array_append_val (placed, place);
    }
}

const HtPlaced *
ht_mark_index_hit (const GArray *placed, double x, double y)
{
  for (guint i = placed->len; i-- > 0;)
    {
      const HtPlaced *place = &g_array_index (placed, HtPlaced, i);
      double reach = MAX (place->mark->size_px / 2 + 3, MIN_REACH_PX);
      if (hypot (place->x - x, place->y - y) <= reach)
        return place;
    }
  return NULL;
}
