/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/digest.h"

#include <string.h>

#include "base/error.h"

HtDigest
ht_digest_of (gconstpointer data, gsize size)
{
  HtDigest digest;
  gsize digest_size = sizeof digest.bytes;
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_checksum_update (sum, data != NULL ? data : (const guchar *) "", (gssize) size);
  g_checksum_get_digest (sum, digest.bytes, &digest_size);
  return digest;
}

HtDigest
ht_digest_of_bytes (GBytes *bytes)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  return ht_digest_of (data, size);
}

gboolean
ht_digest_equal (const HtDigest *a, const HtDigest *b)
{
  return memcmp (a->bytes, b->bytes, sizeof a->bytes) == 0;
}

char *
ht_hex_dup (gconstpointer data, gsize size)
{
  static const char digits[] = "0123456789abcdef";
  const guint8 *bytes = data;
  char *text = g_malloc (2 * size + 1);
  for (gsize i = 0; i < size; i++)
    {
      text[2 * i] = digits[bytes[i] >> 4];
      text[2 * i + 1] = digits[bytes[i] & 15];
    }
  text[2 * size] = '\0';
  return text;
}

char *
ht_digest_dup_text (const HtDigest *digest)
{
  return ht_hex_dup (digest->bytes, sizeof digest->bytes);
}

gboolean
ht_digest_parse (const char *text, HtDigest *digest, GError **error)
{
  gboolean good = text != NULL && strlen (text) == 2 * HT_DIGEST_SIZE;
  for (guint i = 0; good && i < HT_DIGEST_SIZE; i++)
    {
      int high = g_ascii_xdigit_value (text[2 * i]), low = g_ascii_xdigit_value (text[2 * i + 1]);
      good = high >= 0 && low >= 0;
      digest->bytes[i] = (guint8) (high << 4 | low);
    }
  if (!good)
    g_set_error (error, HT_BASE_ERROR, HT_BASE_ERROR_INVALID,
                 "“%.80s” is not a SHA-256 of 64 hexadecimal digits", text != NULL ? text : "");
  return good;
}
