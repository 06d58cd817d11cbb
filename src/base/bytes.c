/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/bytes.h"

#include <string.h>

G_STATIC_ASSERT (sizeof (float) == sizeof (guint32) && sizeof (double) == sizeof (guint64));

void
ht_bytes_put_u8 (GByteArray *out, guint8 value)
{
  g_byte_array_append (out, &value, sizeof value);
}

void
ht_bytes_put_u32 (GByteArray *out, guint32 value)
{
  guint32 bytes = GUINT32_TO_LE (value);
  g_byte_array_append (out, (const guint8 *) &bytes, sizeof bytes);
}

void
ht_bytes_put_u64 (GByteArray *out, guint64 value)
{
  guint64 bytes = GUINT64_TO_LE (value);
  g_byte_array_append (out, (const guint8 *) &bytes, sizeof bytes);
}

void
ht_bytes_put_f32 (GByteArray *out, float value)
{
  guint32 bits;
  memcpy (&bits, &value, sizeof bits);
  ht_bytes_put_u32 (out, bits);
}

void
ht_bytes_put_f64 (GByteArray *out, double value)
{
  guint64 bits;
  memcpy (&bits, &value, sizeof bits);
  ht_bytes_put_u64 (out, bits);
}

guint32
ht_bytes_get_u32 (const guint8 *data)
{
  guint32 bytes;
  memcpy (&bytes, data, sizeof bytes);
  return GUINT32_FROM_LE (bytes);
}

guint64
ht_bytes_get_u64 (const guint8 *data)
{
  guint64 bytes;
  memcpy (&bytes, data, sizeof bytes);
  return GUINT64_FROM_LE (bytes);
}

float
ht_bytes_get_f32 (const guint8 *data)
{
  guint32 bits = ht_bytes_get_u32 (data);
  float value;
  memcpy (&value, &bits, sizeof value);
  return value;
}

double
ht_bytes_get_f64 (const guint8 *data)
{
  guint64 bits = ht_bytes_get_u64 (data);
  double value;
  memcpy (&value, &bits, sizeof value);
  return value;
}
