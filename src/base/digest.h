/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HT_DIGEST_SIZE 32

/* SHA-256 (FIPS 180-4). A plain value. */
typedef struct
{
  guint8 bytes[HT_DIGEST_SIZE];
} HtDigest;

HtDigest ht_digest_of (gconstpointer data, gsize size);
HtDigest ht_digest_of_bytes (GBytes *bytes);
gboolean ht_digest_equal (const HtDigest *a, const HtDigest *b);
/* 64 lower-case hexadecimal digits. */
char *ht_digest_dup_text (const HtDigest *digest);
gboolean ht_digest_parse (const char *text, HtDigest *digest, GError **error);
/* Lower-case hexadecimal of any bytes. */
char *ht_hex_dup (gconstpointer data, gsize size);

G_END_DECLS
