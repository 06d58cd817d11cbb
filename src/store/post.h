/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ops.h"

G_BEGIN_DECLS

/*
 * The identity under which this desk writes operations, kept in the table `local` as "post/origin" (16 bytes)
 * and "post/epoch". Made at the first opening that may write; nil where there is none and @make is FALSE.
 */
gboolean ht_post_load (HtDb *db, gboolean make, HtPost *post, GError **error);

/* Rows of `local`: CBOR values by key. NULL without error: none. A NULL value deletes. */
HtValue *ht_local_get (HtDb *db, const char *key, GError **error);
gboolean ht_local_set (HtDb *db, const char *key, const HtValue *value, GError **error);

G_END_DECLS
