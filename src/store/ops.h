/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "store/change.h"
#include "store/conflict.h"
#include "store/db.h"

G_BEGIN_DECLS

/*
 * The operations core over one connection. Everything here that writes runs inside a transaction the caller
 * opened, and on an error the caller rolls it back. Layer rows and blobs are not touched: whoever applies a
 * change with records of kind "layer" rebuilds those rows (HtStore does).
 */
typedef struct
{
  HtUuid origin; /* this post */
  guint64 epoch; /* new after a restore or on a cloned disk */
} HtPost;

/*
 * Appends drafts (HtOpDraft) of @author: validates all first, then gives each its clock, sequence, previous
 * hash and, where the draft has none, base; stores and folds it. @change receives ops, records, conflicts;
 * NULL: nobody listens (bulk), which saves loading the records.
 */
gboolean ht_ops_append (HtDb *db, const HtPost *post, const HtAuthor *author, GPtrArray *drafts,
                        HtChange *change, GError **error);

typedef enum
{
  HT_RECEIVED_STORED,      /* new, folded */
  HT_RECEIVED_DUPLICATE,   /* we had it: a success */
  HT_RECEIVED_QUARANTINED, /* kept apart with a reason, not folded: not readable or not acceptable */
  HT_RECEIVED_FORK,        /* kept apart: another operation has its place in the chain, a cloned post */
} HtReceivedKind;

typedef struct
{
  HtReceivedKind kind;
  gint64 rowid; /* of the op, or of the quarantine row */
  char *reason; /* quarantined and fork: a sentence */
} HtReceived;

void ht_received_clear (HtReceived *received);
/*
 * Applies operations from elsewhere (GBytes in wire form), in any order, gaps allowed. @received gets one
 * HtReceived for each. A refused operation never blocks the others; an error means the database failed and
 * the whole batch must be rolled back.
 */
gboolean ht_ops_receive (HtDb *db, const HtPost *post, GPtrArray *wires, GArray *received, HtChange *change,
                         GError **error);

/* Tries again what was refused, as after an update of the program; what is taken leaves the quarantine. */
gboolean ht_ops_retry (HtDb *db, const HtPost *post, HtChange *change, guint *n_taken, GError **error);

/* Derived tables (head, edge, conflict, projections) emptied and folded again from the op table. */
gboolean ht_ops_refold (HtDb *db, GError **error);

/* HtOp, newest arrival first: those before @before_rowid (0: from the newest), at most @limit; @entity NULL:
 * all. */
GPtrArray *ht_ops_load (HtDb *db, const HtUuid *entity, gint64 before_rowid, guint limit, GError **error);
/* HtRecord sorted by id, deleted ones included; @kind NULL: all kinds. */
GPtrArray *ht_ops_load_records (HtDb *db, const char *kind, GError **error);
/* NULL without error: nothing is known of it. */
HtRecord *ht_ops_load_record (HtDb *db, const char *kind, const HtUuid *id, GError **error);
/* HtConflict not resolved, sorted by id. */
GPtrArray *ht_ops_load_conflicts (HtDb *db, GError **error);

/* The canonical dump (dump.c says its lines). */
gboolean ht_ops_dump (HtDb *db, GOutputStream *out, GCancellable *cancellable, GError **error);

typedef struct
{
  gboolean whole;
  HtUuid origin; /* the first break in the order of (origin, epoch, seq) … */
  guint64 epoch, seq;
  char *what; /* … and what is wrong there; NULL where whole */
  guint64 n_ops, n_chains, n_quarantined, n_forks;
} HtAudit;

void ht_audit_clear (HtAudit *audit);
/*
 * Reads everything, writes only temporary tables; best on a connection of its own. Checks every chain
 * (dense, hashes, columns against bytes), and that the derived tables equal a fold from nothing. Blobs are
 * the caller's to check through @check_blob (NULL: not checked): FALSE with *@what set to a new sentence
 * where the blob a layer names is missing or different.
 */
typedef gboolean (*HtBlobCheck) (const char *hex_digest, gpointer user_data, char **what);
gboolean ht_ops_audit (HtDb *db, HtBlobCheck check_blob, gpointer user_data, HtAudit *audit, GError **error);

G_END_DECLS
