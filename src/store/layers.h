/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/change.h"
#include "store/db.h"
#include "store/store.h"

G_BEGIN_DECLS

/*
 * Rows of layers. The truth about a layer is its `layer` entity, which names blobs; the table `layer` and the
 * rows of the map tables are made from them and can be made again. Everything runs in the caller's
 * transaction.
 */

/* The rows of one layer as @record says: nothing where the digest is the one the rows have; gone where it is
 * deleted; as before where a blob has not arrived. @change (optional) gets the table. Content that is no such
 * layer is no error: the operation stands, the rows stay, and the table `layer` says why. */
gboolean ht_layer_apply (HtDb *db, const HtRecord *record, HtChange *change, GError **error);
/* The same for all records of kind "layer" in @change. */
gboolean ht_layers_apply_change (HtDb *db, HtChange *change, GError **error);
/* Tries the refused ones again, as after an update of the program. */
gboolean ht_layers_retry (HtDb *db, GError **error);
/* Whether the content of this layer was refused. */
gboolean ht_layer_is_refused (HtDb *db, const HtUuid *id, char **why, GError **error);
/* All layers from their blobs again, whatever the rows say. */
gboolean ht_layers_rebuild (HtDb *db, GError **error);

/* SHA-256 of CBOR ([table, [blob digest bytes, …]]): the layer's content. */
HtDigest ht_layer_digest (const char *table, const HtDigest *blobs, guint n);

/* Blob names of a layer's record; NULL where the value is not such a list. Elements HtDigest. */
GArray *ht_layer_get_blobs (const HtRecord *record);

G_END_DECLS
