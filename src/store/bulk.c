/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/bulk.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <stdlib.h>

#include "store/error.h"
#include "store/spatial.h"

struct _HtBulk
{
  HtDb *db;
  char *table, *key;
  GPtrArray *triggers; /* their SQL */
};

void
ht_bulk_free (HtBulk *bulk)
{
  if (bulk == NULL)
    return;
  g_free (bulk->table);
  g_free (bulk->key);
  g_ptr_array_unref (bulk->triggers);
  g_free (bulk);
}

static gboolean
exec_format (HtDb *db, GError **error, const char *format, const char *name)
{
  g_auto (GStrv) pieces = g_strsplit (format, "@", -1);
  g_autofree char *sql = g_strjoinv (name, pieces);
  return ht_db_exec (db, sql, error);
}

static gboolean
collect_triggers (HtBulk *bulk, GPtrArray *names, GError **error)
{
  g_autoptr (HtStatement) find = ht_db_prepare (
      bulk->db, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?1 ORDER BY name",
      error);
  if (find == NULL)
    return FALSE;
  ht_statement_bind_text (find, 1, bulk->table);
  HtStep step;
  while ((step = ht_statement_step (find, error)) == HT_STEP_ROW)
    {
      g_ptr_array_add (names, g_strdup (ht_statement_get_text (find, 0)));
      g_ptr_array_add (bulk->triggers, g_strdup (ht_statement_get_text (find, 1)));
    }
  return step == HT_STEP_DONE;
}

HtBulk *
ht_bulk_begin (HtDb *db, const char *table, const char *key, GError **error)
{
  g_return_val_if_fail (ht_db_in_transaction (db), NULL);
  g_autoptr (HtBulk) bulk = g_new0 (HtBulk, 1);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  *bulk = (HtBulk){ .db = db,
                    .table = g_strdup (table),
                    .key = g_strdup (key),
                    .triggers = g_ptr_array_new_with_free_func (g_free) };
  if (!collect_triggers (bulk, names, error))
    return NULL;
  for (guint i = 0; i < names->len; i++)
    if (!exec_format (db, error, "DROP TRIGGER \"@\"", g_ptr_array_index (names, i)))
      return NULL;
  return g_steal_pointer (&bulk);
}

/* --- filling the R-tree --- */

typedef struct
{
  guint64 place; /* on the curve */
  gint64 key;
  HtBox box;
} Leaf;

/* Distance along a Hilbert curve of order 16 (Hamilton, "Compact Hilbert Indices", 2006, the usual loop). */
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

static int
compare_leaves (gconstpointer a, gconstpointer b)
{
  const Leaf *x = a, *y = b;
  if (x->place != y->place)
    return x->place < y->place ? -1 : 1;
  return x->key < y->key ? -1 : x->key > y->key;
}

static gboolean
collect_leaves (HtBulk *bulk, GArray *leaves, GError **error)
{
  g_autofree char *sql
      = g_strdup_printf ("SELECT %s, geom FROM \"%s\" WHERE geom IS NOT NULL", bulk->key, bulk->table);
  g_autoptr (HtStatement) rows = ht_db_prepare (bulk->db, sql, error);
  if (rows == NULL)
    return FALSE;
  HtStep step;
  while ((step = ht_statement_step (rows, error)) == HT_STEP_ROW)
    {
      gsize size;
      const guint8 *geom = ht_statement_get_bytes (rows, 1, &size);
      Leaf leaf = { .key = ht_statement_get_int (rows, 0) };
      if (!ht_spatial_read_box (geom, size, &leaf.box))
        {
          g_set_error (error, HT_STORE_ERROR, HT_STORE_ERROR_CORRUPT,
                       _ ("%s: %s, row %ld: the geometry is damaged: restore a backup"),
                       ht_db_get_path (bulk->db), bulk->table, (long) leaf.key);
          return FALSE;
        }
      g_array_append_val (leaves, leaf);
    }
  return step == HT_STEP_DONE;
}

static void
sort_leaves (GArray *leaves)
{
  HtBox all = ht_box_empty ();
  for (guint i = 0; i < leaves->len; i++)
    {
      const HtBox *box = &g_array_index (leaves, Leaf, i).box;
      ht_box_add (&all, &(HtPoint){ box->min_lon, box->min_lat });
      ht_box_add (&all, &(HtPoint){ box->max_lon, box->max_lat });
    }
  for (guint i = 0; i < leaves->len; i++)
    {
      Leaf *leaf = &g_array_index (leaves, Leaf, i);
      leaf->place = hilbert (scale ((leaf->box.min_lon + leaf->box.max_lon) / 2, all.min_lon, all.max_lon),
                             scale ((leaf->box.min_lat + leaf->box.max_lat) / 2, all.min_lat, all.max_lat));
    }
  g_array_sort (leaves, compare_leaves);
}

static gboolean
insert_leaves (HtBulk *bulk, GArray *leaves, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO \"idx_%s_geom\" (pkid, xmin, xmax, ymin, ymax) VALUES (?1, ?2, ?3, ?4, ?5)", bulk->table);
  g_autoptr (HtStatement) insert = ht_db_prepare (bulk->db, sql, error);
  if (insert == NULL)
    return FALSE;
  for (guint i = 0; i < leaves->len; i++)
    {
      const Leaf *leaf = &g_array_index (leaves, Leaf, i);
      ht_statement_bind_int (insert, 1, leaf->key);
      ht_statement_bind_real (insert, 2, leaf->box.min_lon);
      ht_statement_bind_real (insert, 3, leaf->box.max_lon);
      ht_statement_bind_real (insert, 4, leaf->box.min_lat);
      ht_statement_bind_real (insert, 5, leaf->box.max_lat);
      if (!ht_statement_run (insert, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
ht_bulk_end (HtBulk *bulk, GError **error)
{
  HtDb *db = bulk->db;
  g_autoptr (GArray) leaves = g_array_new (FALSE, FALSE, sizeof (Leaf));
  if (!exec_format (db, error, "DROP TABLE \"idx_@_geom\"", bulk->table)
      || !exec_format (db, error,
                       "CREATE VIRTUAL TABLE \"idx_@_geom\" USING rtree (pkid, xmin, xmax, ymin, ymax)",
                       bulk->table)
      || !collect_leaves (bulk, leaves, error))
    return FALSE;
  sort_leaves (leaves);
  if (!insert_leaves (bulk, leaves, error))
    return FALSE;
  for (guint i = 0; i < bulk->triggers->len; i++)
    if (!ht_db_exec (db, g_ptr_array_index (bulk->triggers, i), error))
      return FALSE;
  /* What SpatiaLite's statement triggers would have done for each row. */
  return exec_format (db, error,
                      "UPDATE geometry_columns_time SET last_insert = strftime ('%Y-%m-%dT%H:%M:%fZ', 'now') "
                      "WHERE f_table_name = '@' AND f_geometry_column = 'geom'",
                      bulk->table);
}
