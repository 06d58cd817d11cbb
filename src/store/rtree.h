/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/geometry.h"
#include "store/db.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 key; /* rowid in the indexed table */
  HtBox box;
} HtRtreeEntry;

/*
 * Makes the R-tree @index (a two-dimensional SQLite rtree table) new with just these entries, packed along a
 * Hilbert curve (Kamel and Faloutsos 1993). The nodes are written as SQLite keeps them in the tables
 * INDEX_node, _rowid and _parent (its documentation of the R*Tree module, section 5), which takes a tenth of
 * the time of an INSERT for each entry and makes a better tree. Sorts @entries. Inside the caller's
 * transaction.
 */
gboolean ht_rtree_fill (HtDb *db, const char *index, HtRtreeEntry *entries, guint n, GError **error);

G_END_DECLS
