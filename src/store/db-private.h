/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "store/db.h"

G_BEGIN_DECLS

/* Shared by db.c and statement.c only. */
struct _HtDb
{
  char *path;
  sqlite3 *handle;
  gpointer spatialite;    /* SpatiaLite's per-connection cache */
  GHashTable *statements; /* SQL text → HtStatement, idle ones */
  GHashTable *busy;       /* set of HtStatement handed out */
};

void ht_db_set_error (HtDb *db, int result, const char *doing, GError **error);
void ht_db_drop_statements (HtDb *db);

G_END_DECLS
