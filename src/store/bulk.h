/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/db.h"

G_BEGIN_DECLS

/*
 * Many rows at once into a spatial table: its SpatiaLite triggers (type check, R-tree, time stamp: 10 µs a
 * row) are taken away for the time of the transaction, whoever writes checks types in C, and at the end the
 * R-tree is filled again in the order of a space-filling curve and the triggers come back as they were. A
 * rollback undoes all of it. @table is a name of ours, never one from outside.
 */
typedef struct _HtBulk HtBulk;

/* Begins; @key is the table's INTEGER PRIMARY KEY. */
HtBulk *ht_bulk_begin (HtDb *db, const char *table, const char *key, GError **error);
gboolean ht_bulk_end (HtBulk *bulk, GError **error);
/* Without _end the transaction must be rolled back. */
void ht_bulk_free (HtBulk *bulk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtBulk, ht_bulk_free)

G_END_DECLS
