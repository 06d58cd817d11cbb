/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/digest.h"
#include "base/uuid.h"
#include "geo/feature.h"
#include "geo/network.h"
#include "store/change.h"

G_BEGIN_DECLS

typedef struct _HtOp HtOp;           /* store/op.h */
typedef struct _HtOpDraft HtOpDraft; /* store/op.h */
typedef struct _HtAuthor HtAuthor;   /* store/op.h */

/*
 * HtStore: one open city file. Every function may be called from any thread and blocks until done, except the
 * _async ones; writes go one after another through one writer thread, reads never wait for them. Errors are
 * HT_STORE_ERROR, or G_IO_ERROR_CANCELLED.
 *
 * Signal "changed" (HtChange): after every durable write, in the main context the store was opened in.
 */
#define HT_TYPE_STORE (ht_store_get_type ())
G_DECLARE_FINAL_TYPE (HtStore, ht_store, HT, STORE, GObject)

typedef enum
{
  HT_STORE_OPEN = 0,
  HT_STORE_CREATE = 1 << 0,    /* make the file if there is none */
  HT_STORE_READ_ONLY = 1 << 1, /* never write, not even a migration */
} HtStoreFlags;

HtStore *ht_store_open (const char *path, HtStoreFlags flags, GError **error);
/* Ends the writer after its queue and closes all connections; later calls fail. Also done by finalize. */
void ht_store_close (HtStore *store);
const char *ht_store_get_path (HtStore *store);
gboolean ht_store_is_read_only (HtStore *store);
/* Why the file opened read-only, a sentence for people; NULL where it did not. */
const char *ht_store_get_notice (HtStore *store);
/* Schema version of the file. */
int ht_store_get_schema (HtStore *store);
/* The post of this desk: origin of its operations, and the epoch. */
void ht_store_get_post (HtStore *store, HtUuid *origin, guint64 *epoch);

/*
 * Appends the operations of @drafts (HtOpDraft) by @author in one transaction and returns when they are on
 * the disk; all or none. @change (optional) receives what changed, to be unreffed by the caller.
 */
gboolean ht_store_append (HtStore *store, const HtAuthor *author, GPtrArray *drafts, HtChange **change,
                          GError **error);
void ht_store_append_async (HtStore *store, const HtAuthor *author, GPtrArray *drafts,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
HtChange *ht_store_append_finish (HtStore *store, GAsyncResult *result, GError **error);

/*
 * Imported layers. @layer says what and from where; its id is made from the table and the base name of the
 * source. One transaction: blobs, one `layer` operation, rows replaced. Nothing is written where the digest
 * is the current one (@written FALSE).
 */
typedef struct
{
  const char *table;  /* "building", …; "road_arc" for a network */
  const char *name;   /* for people */
  const char *source; /* file name or address it came from */
  const char *date;   /* ISO date of the data, or NULL */
  const char *licence;
  gboolean synthetic;
  guint64 read, repaired, dropped;
} HtLayerInfo;

HtUuid ht_layer_make_id (const char *table, const char *source);
/* @features: HtFeature of that table; every geometry is validated before the first write. */
gboolean ht_store_put_layer (HtStore *store, const HtAuthor *author, const HtLayerInfo *info,
                             GPtrArray *features, gboolean *written, GError **error);
gboolean ht_store_put_network (HtStore *store, const HtAuthor *author, const HtLayerInfo *info,
                               HtNetwork *network, gboolean *written, GError **error);
/* Several layers of one file in one transaction: all or none. Each has features or, for roads, a network.
 * @n_written (optional): how many were not there already. */
typedef struct
{
  HtLayerInfo info;
  GPtrArray *features;
  HtNetwork *network;
} HtLayerContent;
gboolean ht_store_put_layers (HtStore *store, const HtAuthor *author, const HtLayerContent *contents, guint n,
                              guint *n_written, GError **error);

/* Reads, each a consistent view. Arrays own their elements. */
/* HtRecord of a kind, deleted ones included, sorted by id; NULL kind: all. */
GPtrArray *ht_store_load_records (HtStore *store, const char *kind, GCancellable *cancellable,
                                  GError **error);
/* HtFeature of a spatial table that touch @box (NULL: all), sorted by id; the same thing in several layers
 * comes once. Attributes hold the typed columns, attrs and `layer`. */
GPtrArray *ht_store_load_features (HtStore *store, const char *table, const HtBox *box,
                                   GCancellable *cancellable, GError **error);
/* One of them by its id; NULL without error where there is none. */
HtFeature *ht_store_load_feature (HtStore *store, const char *table, const HtUuid *id, GError **error);
/* All road layers merged; loaded once and shared, so never to be changed. */
HtNetwork *ht_store_load_network (HtStore *store, GCancellable *cancellable, GError **error);
/* Counts by table, and the keys of `haitangctl city info` that the store knows, as a map. */
HtValue *ht_store_load_counts (HtStore *store, GError **error);
/* HtOp, newest first: those before @before_rowid (0: from the newest), at most @limit; @entity optional. */
GPtrArray *ht_store_load_ops (HtStore *store, const HtUuid *entity, gint64 before_rowid, guint limit,
                              GError **error);
/* Open conflicts (HtConflict). */
GPtrArray *ht_store_load_conflicts (HtStore *store, GError **error);
/* Bytes of a blob by the SHA-256 of its content. */
GBytes *ht_store_load_blob (HtStore *store, const HtDigest *digest, GError **error);

/* Whole-file services. */
gboolean ht_store_dump (HtStore *store, GOutputStream *out, GCancellable *cancellable, GError **error);
/* FALSE without error: chains are not whole, @first_break is "origin epoch seq". */
gboolean ht_store_audit (HtStore *store, char **first_break, GError **error);
/* Folds registers, projections and layers again from operations and blobs. */
gboolean ht_store_refold (HtStore *store, GError **error);

G_END_DECLS
