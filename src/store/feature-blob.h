/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/feature.h"
#include "store/map-table.h"

G_BEGIN_DECLS

/*
 * Features of one table as blobs. Each is the CBOR array ["features", 1, table, [feature, …]], at most 8 MiB,
 * a feature [id bytes16, name text or null, attributes map, geometry bytes (EWKB)]; ascending by id over all.
 */

/* Validates everything: HT_STORE_ERROR_INVALID naming the feature and what is wrong with it. */
GPtrArray *ht_feature_blobs_encode (const HtMapTable *table, GPtrArray *features, GError **error);

/* Calls @take with each feature of a blob's decoded content; HT_STORE_ERROR_CORRUPT. Stops where @take
 * returns FALSE. */
typedef gboolean (*HtFeatureTake) (HtFeature *feature, gpointer data, GError **error);
gboolean ht_feature_blobs_read (const HtMapTable *table, HtValue *content, HtFeatureTake take, gpointer data,
                                GError **error);

G_END_DECLS
