/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/db.h"

G_BEGIN_DECLS

/* Bulk is kept in blobs of at most this many raw bytes, named by their SHA-256. */
#define HT_BLOB_LIMIT (8u << 20)

/* Stores @raw unless it is there already; @digest receives its name. Inside the caller's transaction. */
gboolean ht_blob_put (HtDb *db, GBytes *raw, HtDigest *digest, GError **error);
/* Raw bytes, checked against their name. HT_STORE_ERROR_UNAVAILABLE where the blob has not arrived. */
GBytes *ht_blob_get (HtDb *db, const HtDigest *digest, GError **error);

G_END_DECLS
