/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/db.h"
#include "store/op.h"

G_BEGIN_DECLS

/* Reading and writing rows of the op table inside the store. */
#define HT_OPS_SELECT "SELECT id, header, body, prev_hash, body_hash, hash FROM op"
/* An operation from the columns of HT_OPS_SELECT. */
HtOp *ht_ops_read_row (HtDb *db, HtStatement *row, GError **error);
/* Inserts the sealed @op and sets its rowid. */
gboolean ht_ops_insert (HtDb *db, HtOp *op, GError **error);

/* The last stamp of this file's clock. */
gboolean ht_ops_load_clock (HtDb *db, guint64 *hlc, GError **error);
gboolean ht_ops_save_clock (HtDb *db, guint64 hlc, GError **error);

/* Every operation of the op table, in order of arrival, into the derived tables, which are empty. */
gboolean ht_ops_fold_all (HtDb *db, gboolean bare, GError **error);

/* seen.c: what the author of a draft sees now and its verb concerns, as a base. */
GArray *ht_seen_by (HtDb *db, const HtOpDraft *draft, GError **error);

G_END_DECLS
