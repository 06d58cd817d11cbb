/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/uuid.h"

#include <string.h>
#include <sodium.h>

#include "base/error.h"

HtUuid
ht_uuid_random (void)
{
  HtUuid uuid;
  randombytes_buf (uuid.bytes, sizeof uuid.bytes);
  uuid.bytes[6] = (uuid.bytes[6] & 0x0f) | 0x40;
  uuid.bytes[8] = (uuid.bytes[8] & 0x3f) | 0x80;
  return uuid;
}

HtUuid
ht_uuid_from_name (const HtUuid *name_space, const char *name)
{
  HtUuid uuid = { 0 };
  guint8 digest[20];
  gsize size = sizeof digest;
  g_return_val_if_fail (name_space != NULL && name != NULL, uuid);

  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA1);
  g_checksum_update (sum, name_space->bytes, sizeof name_space->bytes);
  g_checksum_update (sum, (const guchar *) name, -1);
  g_checksum_get_digest (sum, digest, &size);
  memcpy (uuid.bytes, digest, sizeof uuid.bytes);
  uuid.bytes[6] = (uuid.bytes[6] & 0x0f) | 0x50;
  uuid.bytes[8] = (uuid.bytes[8] & 0x3f) | 0x80;
  return uuid;
}

HtUuid
ht_uuid_nil (void)
{
  return (HtUuid){ { 0 } };
}

gboolean
ht_uuid_is_nil (const HtUuid *uuid)
{
  static const HtUuid nil;
  return memcmp (uuid, &nil, sizeof nil) == 0;
}

gboolean
ht_uuid_parse (const char *text, HtUuid *uuid, GError **error)
{
  g_return_val_if_fail (text != NULL && uuid != NULL, FALSE);
  if (!g_uuid_string_is_valid (text))
    {
      g_set_error (error, HT_BASE_ERROR, HT_BASE_ERROR_INVALID, "“%.60s” is not a UUID", text);
      return FALSE;
    }
  gsize n = 0;
  for (const char *p = text; *p != '\0' && n < 32; p++)
    {
      if (*p == '-')
        continue;
      guint8 digit = (guint8) g_ascii_xdigit_value (*p);
      uuid->bytes[n / 2] = n % 2 == 0 ? (guint8) (digit << 4) : uuid->bytes[n / 2] | digit;
      n++;
    }
  return TRUE;
}

char *
ht_uuid_write (const HtUuid *uuid, char *text)
{
  static const char hex[] = "0123456789abcdef";
  char *p = text;
  for (guint i = 0; i < sizeof uuid->bytes; i++)
    {
      if (i == 4 || i == 6 || i == 8 || i == 10)
        *p++ = '-';
      *p++ = hex[uuid->bytes[i] >> 4];
      *p++ = hex[uuid->bytes[i] & 15];
    }
  *p = '\0';
  return text;
}

char *
ht_uuid_dup_text (const HtUuid *uuid)
{
  return ht_uuid_write (uuid, g_malloc (HT_UUID_TEXT_SIZE));
}

int
ht_uuid_compare (const HtUuid *a, const HtUuid *b)
{
  return memcmp (a->bytes, b->bytes, sizeof a->bytes);
}

gboolean
ht_uuid_equal (gconstpointer a, gconstpointer b)
{
  return ht_uuid_compare (a, b) == 0;
}

guint
ht_uuid_hash (gconstpointer uuid)
{
  guint hash;
  /* The last bytes are random in every version used here. */
  memcpy (&hash, ((const HtUuid *) uuid)->bytes + 12, sizeof hash);
  return hash;
}

HtUuid *
ht_uuid_copy (const HtUuid *uuid)
{
  return g_memdup2 (uuid, sizeof *uuid);
}
