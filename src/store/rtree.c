/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/rtree.h"

#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

/* A node: depth of the tree (in the root, else 0) u16, number of cells u16, cells; big-endian. A cell: rowid
 * or node number i64, then min x, max x, min y, max y as f32, rounded outwards. */
#define CELL_SIZE 24
#define HEAD_SIZE 4
#define ROOT 1
/* Nodes are packed this full, to leave room for later rows. */
#define FILL(capacity) ((capacity) *9 / 10)

/* --- order --- */

/* Distance along a Hilbert curve of order 16 (Warren, Hacker's Delight, 16-3, the usual loop). */
static guint64
hilbert (guint32 x, guint32 y)
{
  guint64 distance = 0;
  for (guint32 side = 1u << 15; side > 0; side >>= 1)
    {
      guint32 right = (x & side) != 0, up = (y & side) != 0;
      distance += (guint64) side * side * ((3 * right) ^ up);
      if (up)
        continue;
      if (right)
        {
          x = 0xffff - x;
          y = 0xffff - y;
        }
      guint32 swap = x;
      x = y;
      y = swap;
    }
  return distance;
}

static guint32
scale (double value, double from, double to)
{
  return to > from ? (guint32) (65535 * CLAMP ((value - from) / (to - from), 0, 1)) : 0;
}

typedef struct
{
  guint64 place;
  HtRtreeEntry entry;
} Placed;

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Placed *x = a, *y = b;
  if (x->place != y->place)
    return x->place < y->place ? -1 : 1;
  return x->entry.key < y->entry.key ? -1 : x->entry.key > y->entry.key;
}

static void
sort_entries (HtRtreeEntry *entries, guint n)
{
  HtBox all = ht_box_empty ();
  g_autofree Placed *placed = g_new (Placed, n + 1);
  for (guint i = 0; i < n; i++)
    {
      ht_box_add (&all, &(HtPoint){ entries[i].box.min_lon, entries[i].box.min_lat });
      ht_box_add (&all, &(HtPoint){ entries[i].box.max_lon, entries[i].box.max_lat });
    }
  for (guint i = 0; i < n; i++)
    {
      const HtBox *box = &entries[i].box;
      placed[i].entry = entries[i];
      placed[i].place = hilbert (scale ((box->min_lon + box->max_lon) / 2, all.min_lon, all.max_lon),
                                 scale ((box->min_lat + box->max_lat) / 2, all.min_lat, all.max_lat));
    }
  qsort (placed, n, sizeof *placed, compare_places);
  for (guint i = 0; i < n; i++)
    entries[i] = placed[i].entry;
}

/* --- nodes --- */

typedef struct
{
  HtDb *db;
  HtStatement *node, *parent; /* writers of the two tables */
  guint8 *data;               /* of one node */
  gsize size;
  guint capacity;
} Tree;

static void
put_be (guint8 *out, guint64 value, guint n_bytes)
{
  for (guint i = 0; i < n_bytes; i++)
    out[i] = (guint8) (value >> (8 * (n_bytes - 1 - i)));
}

static void
put_bound (guint8 *out, double value, gboolean up)
{
  float single = (float) value;
  guint32 bits;
  if (up ? (double) single < value : (double) single > value)
    single = nextafterf (single, up ? INFINITY : -INFINITY);
  memcpy (&bits, &single, sizeof bits);
  put_be (out, bits, sizeof bits);
}

static void
put_cell (guint8 *cell, const HtRtreeEntry *entry)
{
  put_be (cell, (guint64) entry->key, 8);
  put_bound (cell + 8, entry->box.min_lon, FALSE);
  put_bound (cell + 12, entry->box.max_lon, TRUE);
  put_bound (cell + 16, entry->box.min_lat, FALSE);
  put_bound (cell + 20, entry->box.max_lat, TRUE);
}

/* Writes @n cells as node @number. */
static gboolean
write_node (Tree *tree, gint64 number, guint depth, const HtRtreeEntry *cells, guint n, GError **error)
{
  memset (tree->data, 0, tree->size);
  put_be (tree->data, depth, 2);
  put_be (tree->data + 2, n, 2);
  for (guint i = 0; i < n; i++)
    put_cell (tree->data + HEAD_SIZE + CELL_SIZE * i, &cells[i]);
  ht_statement_bind_int (tree->node, 1, number);
  ht_statement_bind_bytes (tree->node, 2, tree->data, tree->size);
  return ht_statement_run (tree->node, error);
}

static gboolean
write_parents (Tree *tree, const HtRtreeEntry *cells, guint n, gint64 parent, GError **error)
{
  ht_statement_bind_int (tree->parent, 2, parent);
  for (guint i = 0; i < n; i++)
    {
      ht_statement_bind_int (tree->parent, 1, cells[i].key);
      if (!ht_statement_run (tree->parent, error))
        return FALSE;
    }
  return TRUE;
}

static HtBox
box_of (const HtRtreeEntry *cells, guint n)
{
  HtBox box = ht_box_empty ();
  for (guint i = 0; i < n; i++)
    {
      ht_box_add (&box, &(HtPoint){ cells[i].box.min_lon, cells[i].box.min_lat });
      ht_box_add (&box, &(HtPoint){ cells[i].box.max_lon, cells[i].box.max_lat });
    }
  return box;
}

/* Packs a level into nodes numbered from *@next, and gives the cells of the level above. @owners (for leaves)
 * receives the node of each cell. */
static GArray *
pack_level (Tree *tree, const HtRtreeEntry *cells, guint n, gint64 *next, gint64 *owners, GError **error)
{
  g_autoptr (GArray) above = g_array_new (FALSE, FALSE, sizeof (HtRtreeEntry));
  guint full = FILL (tree->capacity);
  for (guint first = 0; first < n; first += full)
    {
      guint count = MIN (full, n - first);
      HtRtreeEntry node = { .key = (*next)++, .box = box_of (cells + first, count) };
      if (!write_node (tree, node.key, 0, cells + first, count, error)
          || (owners == NULL && !write_parents (tree, cells + first, count, node.key, error)))
        return NULL;
      for (guint i = 0; owners != NULL && i < count; i++)
        owners[first + i] = node.key;
      g_array_append_val (above, node);
    }
  return g_steal_pointer (&above);
}

typedef struct
{
  gint64 key, node;
} Owner;

static int
compare_owners (gconstpointer a, gconstpointer b)
{
  const Owner *x = a, *y = b;
  return x->key < y->key ? -1 : x->key > y->key;
}

/* The table of which leaf an entry is in, in order of its key, so that it grows at its end only. */
static gboolean
write_owners (HtDb *db, const char *index, const HtRtreeEntry *entries, const gint64 *nodes, guint n,
              GError **error)
{
  g_autofree char *sql = g_strdup_printf ("INSERT INTO \"%s_rowid\" (rowid, nodeno) VALUES (?1, ?2)", index);
  g_autoptr (HtStatement) insert = ht_db_prepare (db, sql, error);
  g_autofree Owner *owners = g_new (Owner, n + 1);
  if (insert == NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    owners[i] = (Owner){ entries[i].key, nodes[i] };
  qsort (owners, n, sizeof *owners, compare_owners);
  for (guint i = 0; i < n; i++)
    {
      ht_statement_bind_int (insert, 1, owners[i].key);
      ht_statement_bind_int (insert, 2, owners[i].node);
      if (!ht_statement_run (insert, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_tree (Tree *tree, const char *index, HtRtreeEntry *entries, guint n, GError **error)
{
  g_autofree gint64 *nodes = g_new (gint64, n + 1);
  g_autoptr (GArray) level = g_array_sized_new (FALSE, FALSE, sizeof (HtRtreeEntry), n);
  gint64 next = ROOT + 1;
  guint depth = 0;
  g_array_append_vals (level, entries, n);
  for (; level->len > tree->capacity; depth++)
    {
      GArray *above = pack_level (tree, (const HtRtreeEntry *) level->data, level->len, &next,
                                  depth == 0 ? nodes : NULL, error);
      if (above == NULL)
        return FALSE;
      g_array_unref (level);
      level = above;
    }
  for (guint i = 0; depth == 0 && i < n; i++)
    nodes[i] = ROOT;
  const HtRtreeEntry *cells = (const HtRtreeEntry *) level->data;
  return write_node (tree, ROOT, depth, cells, level->len, error)
         && (depth == 0 || write_parents (tree, cells, level->len, ROOT, error))
         && write_owners (tree->db, index, entries, nodes, n, error);
}

static gboolean
make_empty (HtDb *db, const char *index, gint64 *node_size, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "DROP TABLE \"%s\"; CREATE VIRTUAL TABLE \"%s\" USING rtree (pkid, xmin, xmax, ymin, ymax)", index,
      index);
  g_autofree char *size = g_strdup_printf ("SELECT length (data) FROM \"%s_node\" WHERE nodeno = 1", index);
  return ht_db_exec (db, sql, error) && ht_db_query_int (db, size, node_size, error);
}

static gboolean
fill (HtDb *db, const char *index, HtRtreeEntry *entries, guint n, GError **error)
{
  gint64 size;
  if (!make_empty (db, index, &size, error))
    return FALSE;
  g_autofree char *node = g_strdup_printf ("INSERT INTO \"%s_node\" (nodeno, data) VALUES (?1, ?2) "
                                           "ON CONFLICT (nodeno) DO UPDATE SET data = excluded.data",
                                           index);
  g_autofree char *parent
      = g_strdup_printf ("INSERT INTO \"%s_parent\" (nodeno, parentnode) VALUES (?1, ?2)", index);
  g_autofree guint8 *data = g_malloc ((gsize) size);
  g_autoptr (HtStatement) write_nodes = ht_db_prepare (db, node, error);
  g_autoptr (HtStatement) write_parent = write_nodes != NULL ? ht_db_prepare (db, parent, error) : NULL;
  if (write_parent == NULL)
    return FALSE;
  Tree tree = { .db = db,
                .node = write_nodes,
                .parent = write_parent,
                .data = data,
                .size = (gsize) size,
                .capacity = ((guint) size - HEAD_SIZE) / CELL_SIZE };
  sort_entries (entries, n);
  return write_tree (&tree, index, entries, n, error);
}

gboolean
ht_rtree_fill (HtDb *db, const char *index, HtRtreeEntry *entries, guint n, GError **error)
{
  /* The tables of an R-tree are closed to SQL on our connections, but for this. */
  sqlite3_db_config (ht_db_get_handle (db), SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
  gboolean done = fill (db, index, entries, n, error);
  sqlite3_db_config (ht_db_get_handle (db), SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  return done;
}
