/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/bulk.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "store/error.h"
#include "store/rtree.h"
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
      HtRtreeEntry leaf = { .key = ht_statement_get_int (rows, 0) };
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

gboolean
ht_bulk_end (HtBulk *bulk, GError **error)
{
  HtDb *db = bulk->db;
  g_autoptr (GArray) leaves = g_array_new (FALSE, FALSE, sizeof (HtRtreeEntry));
  g_autofree char *index = g_strdup_printf ("idx_%s_geom", bulk->table);
  if (!collect_leaves (bulk, leaves, error)
      || !ht_rtree_fill (db, index, (HtRtreeEntry *) leaves->data, leaves->len, error))
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
