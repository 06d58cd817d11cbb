/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/refused.h"

#include <glib/gi18n.h>

#include "store/store-private.h"

void
ht_refused_free (HtRefused *refused)
{
  g_free (refused->reason);
  g_free (refused);
}

static GPtrArray *
load (HtDb *db, guint limit, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_refused_free);
  g_autoptr (HtStatement) rows
      = ht_db_prepare (db,
                       "SELECT received_us, fork, reason, NULL FROM quarantine UNION ALL "
                       "SELECT refused_us, 0, refused, name FROM layer WHERE refused IS NOT NULL "
                       "ORDER BY 1 DESC LIMIT ?",
                       error);
  if (rows == NULL)
    return NULL;
  ht_statement_bind_int (rows, 1, limit);
  HtStep step;
  while ((step = ht_statement_step (rows, error)) == HT_STEP_ROW)
    {
      HtRefused *refused = g_new0 (HtRefused, 1);
      refused->received_us = ht_statement_get_int (rows, 0);
      refused->fork = ht_statement_get_int (rows, 1) != 0;
      const char *layer = ht_statement_get_text (rows, 3), *reason = ht_statement_get_text (rows, 2);
      refused->reason = layer != NULL ? g_strdup_printf (_ ("Layer “%s” stays as it was: %s"), layer, reason)
                                      : g_strdup (reason);
      g_ptr_array_add (list, refused);
    }
  return step == HT_STEP_ERROR ? NULL : g_steal_pointer (&list);
}

GPtrArray *
ht_store_load_refused (HtStore *store, guint limit, GError **error)
{
  g_return_val_if_fail (HT_IS_STORE (store), NULL);
  HtDb *db = ht_store_borrow_reader (store, error);
  GPtrArray *list = db != NULL ? load (db, limit, error) : NULL;
  ht_store_return_reader (store, db);
  return list;
}
