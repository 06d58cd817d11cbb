/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/value.h"

G_BEGIN_DECLS

/*
 * Deterministic CBOR (RFC 8949 section 4.2.1): shortest integers and floats, definite lengths, map keys
 * sorted by their encoded bytes. Map keys are text, no tags, no undefined. Any other encoding of a value is
 * refused when read, because the hash of an operation must have exactly one preimage.
 */
GBytes *ht_cbor_encode (const HtValue *value);
void ht_cbor_append (GByteArray *out, const HtValue *value);

/* At most 64 levels deep. Errors: HT_BASE_ERROR_INVALID with the byte offset, HT_BASE_ERROR_TOO_LARGE. */
HtValue *ht_cbor_decode (gconstpointer data, gsize size, GError **error);

G_END_DECLS
