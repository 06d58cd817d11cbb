/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cbor.h"

#include <math.h>
#include <string.h>

#include "base/error.h"

#define MAX_DEPTH 64

/* --- writing --- */

static void
append_head (GByteArray *out, guint major, guint64 argument)
{
  guint8 head[9] = { (guint8) (major << 5) };
  guint bytes = argument < 24             ? 0
                : argument <= G_MAXUINT8  ? 1
                : argument <= G_MAXUINT16 ? 2
                : argument <= G_MAXUINT32 ? 4
                                          : 8;
  if (bytes == 0)
    head[0] |= (guint8) argument;
  else
    head[0] |= (guint8) (bytes == 1 ? 24 : bytes == 2 ? 25 : bytes == 4 ? 26 : 27);
  for (guint i = 0; i < bytes; i++)
    head[1 + i] = (guint8) (argument >> (8 * (bytes - 1 - i)));
  g_byte_array_append (out, head, bytes + 1);
}

/* IEEE 754 binary16 to double (RFC 8949 appendix D). */
static double
half_to_double (guint16 half)
{
  int exponent = (half >> 10) & 0x1f, mantissa = half & 0x3ff;
  double value = exponent == 0 ? ldexp (mantissa, -24) : ldexp (mantissa + 1024, exponent - 25);
  if (exponent == 31)
    value = mantissa == 0 ? INFINITY : NAN;
  return half & 0x8000 ? -value : value;
}

/* TRUE if @value is exactly a binary16 number. */
static gboolean
double_to_half (double value, guint16 *half)
{
  int exponent;
  guint16 sign = signbit (value) ? 0x8000 : 0;
  double fraction = frexp (fabs (value), &exponent); /* value = fraction * 2^exponent, fraction in [0.5, 1) */
  if (value == 0)
    *half = sign;
  else if (exponent > 16 || exponent < -23)
    return FALSE;
  else if (exponent >= -13)
    *half = sign | (guint16) ((exponent + 14) << 10) | ((guint16) ldexp (fraction, 11) & 0x3ff);
  else
    *half = sign | (guint16) ldexp (fraction, exponent + 24);
  return half_to_double (*half) == value;
}

static void
append_real (GByteArray *out, double value)
{
  guint16 half;
  float single = fabs (value) <= (double) G_MAXFLOAT ? (float) value : 0;
  if (double_to_half (value, &half))
    {
      guint8 bytes[3] = { 0xf9, (guint8) (half >> 8), (guint8) half };
      g_byte_array_append (out, bytes, sizeof bytes);
    }
  else if ((double) single == value)
    {
      guint32 bits;
      memcpy (&bits, &single, sizeof bits);
      bits = GUINT32_TO_BE (bits);
      g_byte_array_append (out, (const guint8 *) "\xfa", 1);
      g_byte_array_append (out, (const guint8 *) &bits, sizeof bits);
    }
  else
    {
      guint64 bits;
      memcpy (&bits, &value, sizeof bits);
      bits = GUINT64_TO_BE (bits);
      g_byte_array_append (out, (const guint8 *) "\xfb", 1);
      g_byte_array_append (out, (const guint8 *) &bits, sizeof bits);
    }
}

static int
compare_encoded_keys (gconstpointer a, gconstpointer b)
{
  /* For text keys the bytewise order of the encodings is: shorter first, then by bytes. */
  const char *x = *(const char *const *) a, *y = *(const char *const *) b;
  gsize nx = strlen (x), ny = strlen (y);
  return nx != ny ? (nx < ny ? -1 : 1) : memcmp (x, y, nx);
}

static void
append_text (GByteArray *out, const char *text)
{
  gsize size = strlen (text);
  append_head (out, 3, size);
  g_byte_array_append (out, (const guint8 *) text, (guint) size);
}

static void
append_map (GByteArray *out, const HtValue *map)
{
  guint n = ht_value_get_length (map);
  g_autofree const char **keys = g_new (const char *, n + 1);
  for (guint i = 0; i < n; i++)
    keys[i] = ht_value_get_key (map, i, NULL);
  qsort (keys, n, sizeof *keys, compare_encoded_keys);
  append_head (out, 5, n);
  for (guint i = 0; i < n; i++)
    {
      append_text (out, keys[i]);
      ht_cbor_append (out, ht_value_get_member (map, keys[i]));
    }
}

void
ht_cbor_append (GByteArray *out, const HtValue *value)
{
  gsize size;
  const guint8 *bytes;
  gint64 integer;
  switch (ht_value_get_kind (value))
    {
    case HT_VALUE_NULL:
      g_byte_array_append (out, (const guint8 *) "\xf6", 1);
      break;
    case HT_VALUE_BOOL:
      g_byte_array_append (out, (const guint8 *) (ht_value_get_bool (value, FALSE) ? "\xf5" : "\xf4"), 1);
      break;
    case HT_VALUE_INT:
      integer = ht_value_get_int (value, 0);
      append_head (out, integer < 0 ? 1 : 0, integer < 0 ? (guint64) (-1 - integer) : (guint64) integer);
      break;
    case HT_VALUE_REAL:
      append_real (out, ht_value_get_real (value, 0));
      break;
    case HT_VALUE_TEXT:
      append_text (out, ht_value_get_text (value, ""));
      break;
    case HT_VALUE_BYTES:
      bytes = ht_value_get_bytes (value, &size);
      append_head (out, 2, size);
      g_byte_array_append (out, bytes, (guint) size);
      break;
    case HT_VALUE_ARRAY:
      append_head (out, 4, ht_value_get_length (value));
      for (guint i = 0; i < ht_value_get_length (value); i++)
        ht_cbor_append (out, ht_value_get_item (value, i));
      break;
    case HT_VALUE_MAP:
      append_map (out, value);
      break;
    default:
      g_return_if_reached ();
    }
}

GBytes *
ht_cbor_encode (const HtValue *value)
{
  GByteArray *out = g_byte_array_new ();
  ht_cbor_append (out, value);
  return g_byte_array_free_to_bytes (out);
}

/* --- reading --- */

typedef struct
{
  const guint8 *data;
  gsize size, at;
  GError **error;
} Reader;

static HtValue *read_value (Reader *reader, guint depth);

static gboolean
refuse (Reader *reader, const char *why)
{
  if (reader->error != NULL && *reader->error == NULL)
    g_set_error (reader->error, HT_BASE_ERROR, HT_BASE_ERROR_INVALID, "CBOR byte %" G_GSIZE_FORMAT ": %s",
                 reader->at, why);
  return FALSE;
}

/* Reads the head: major type, argument and additional information. Non-shortest arguments are refused. */
static gboolean
read_head (Reader *reader, guint *major, guint *info, guint64 *argument)
{
  static const guint64 least[] = { 24, G_MAXUINT8 + 1u, G_MAXUINT16 + 1u, (guint64) G_MAXUINT32 + 1 };
  if (reader->at >= reader->size)
    return refuse (reader, "the bytes end early");
  guint8 head = reader->data[reader->at++];
  *major = head >> 5;
  *info = head & 31;
  *argument = *info;
  if (*info < 24)
    return TRUE;
  if (*info > 27)
    return refuse (reader, "indefinite lengths and reserved forms are not allowed");
  guint bytes = 1u << (*info - 24);
  if (reader->size - reader->at < bytes)
    return refuse (reader, "the bytes end early");
  *argument = 0;
  for (guint i = 0; i < bytes; i++)
    *argument = *argument << 8 | reader->data[reader->at++];
  if (*major != 7 && *argument < least[*info - 24])
    return refuse (reader, "a number is not in its shortest form");
  return TRUE;
}

static HtValue *
read_real (Reader *reader, guint info, guint64 bits)
{
  double value;
  if (info == 25)
    value = half_to_double ((guint16) bits);
  else if (info == 26)
    {
      guint32 low = (guint32) bits;
      float single;
      memcpy (&single, &low, sizeof single);
      value = (double) single;
    }
  else
    memcpy (&value, &bits, sizeof value);
  if (!isfinite (value) || (value == 0 && signbit (value)))
    {
      refuse (reader, "NaN, infinity and negative zero are not allowed");
      return NULL;
    }
  guint16 half;
  gboolean single_fits = fabs (value) <= (double) G_MAXFLOAT && (double) (float) value == value;
  if ((info > 25 && double_to_half (value, &half)) || (info > 26 && single_fits))
    {
      refuse (reader, "a real is not in its shortest form");
      return NULL;
    }
  return ht_value_new_real (value);
}

static HtValue *
read_simple (Reader *reader, guint info, guint64 argument)
{
  if (info == 20 || info == 21)
    return ht_value_new_bool (info == 21);
  if (info == 22)
    return ht_value_new_null ();
  if (info >= 25)
    return read_real (reader, info, argument);
  refuse (reader, "an undefined simple value");
  return NULL;
}

/* Borrowed bytes of a string of @length, or NULL. */
static const guint8 *
read_string (Reader *reader, guint64 length)
{
  if (length > reader->size - reader->at)
    {
      refuse (reader, "a string is longer than the bytes left");
      return NULL;
    }
  const guint8 *bytes = reader->data + reader->at;
  reader->at += length;
  return bytes;
}

static char *
read_text (Reader *reader, guint64 length)
{
  const guint8 *bytes = read_string (reader, length);
  if (bytes == NULL)
    return NULL;
  if (!g_utf8_validate_len ((const char *) bytes, length, NULL))
    {
      refuse (reader, "a text is not UTF-8 or holds a zero byte");
      return NULL;
    }
  return g_strndup ((const char *) bytes, length);
}

static HtValue *
read_array (Reader *reader, guint64 length, guint depth)
{
  if (length > reader->size - reader->at)
    {
      refuse (reader, "an array is longer than the bytes left");
      return NULL;
    }
  g_autoptr (HtValue) array = ht_value_new_array ();
  for (guint64 i = 0; i < length; i++)
    {
      HtValue *item = read_value (reader, depth + 1);
      if (item == NULL)
        return NULL;
      ht_value_add (array, item);
    }
  return g_steal_pointer (&array);
}

static HtValue *
read_map (Reader *reader, guint64 length, guint depth)
{
  if (length > (reader->size - reader->at) / 2)
    {
      refuse (reader, "a map is longer than the bytes left");
      return NULL;
    }
  g_autoptr (HtValue) map = ht_value_new_map ();
  g_autofree char *last = NULL;
  for (guint64 i = 0; i < length; i++)
    {
      guint major, info;
      guint64 size;
      if (!read_head (reader, &major, &info, &size))
        return NULL;
      g_autofree char *key = major == 3 ? read_text (reader, size) : NULL;
      if (key == NULL || (last != NULL && compare_encoded_keys (&last, &key) >= 0))
        {
          refuse (reader, "map keys are not distinct texts in order");
          return NULL;
        }
      HtValue *item = read_value (reader, depth + 1);
      if (item == NULL)
        return NULL;
      ht_value_set (map, key, item);
      g_free (last);
      last = g_steal_pointer (&key);
    }
  return g_steal_pointer (&map);
}

static HtValue *
read_integer (Reader *reader, guint major, guint64 argument)
{
  if (argument > G_MAXINT64)
    {
      refuse (reader, "an integer does not fit 64 bits with sign");
      return NULL;
    }
  return ht_value_new_int (major == 1 ? -1 - (gint64) argument : (gint64) argument);
}

static HtValue *
read_value (Reader *reader, guint depth)
{
  guint major, info;
  guint64 argument;
  if (depth > MAX_DEPTH)
    {
      g_set_error (reader->error, HT_BASE_ERROR, HT_BASE_ERROR_TOO_LARGE,
                   "CBOR byte %" G_GSIZE_FORMAT ": nested deeper than %d", reader->at, MAX_DEPTH);
      return NULL;
    }
  if (!read_head (reader, &major, &info, &argument))
    return NULL;
  g_autofree char *text = NULL;
  const guint8 *bytes;
  switch (major)
    {
    case 0:
    case 1:
      return read_integer (reader, major, argument);
    case 2:
      bytes = read_string (reader, argument);
      return bytes == NULL ? NULL : ht_value_new_bytes (bytes, argument);
    case 3:
      text = read_text (reader, argument);
      return text == NULL ? NULL : ht_value_new_text (text);
    case 4:
      return read_array (reader, argument, depth);
    case 5:
      return read_map (reader, argument, depth);
    case 7:
      return read_simple (reader, info, argument);
    default:
      refuse (reader, "tags are not allowed");
      return NULL;
    }
}

HtValue *
ht_cbor_decode (gconstpointer data, gsize size, GError **error)
{
  g_autoptr (GError) local = NULL;
  Reader reader = { data, size, 0, &local };
  g_autoptr (HtValue) value = read_value (&reader, 0);
  if (value != NULL && reader.at != size)
    {
      refuse (&reader, "bytes are left over");
      g_clear_pointer (&value, ht_value_unref);
    }
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return g_steal_pointer (&value);
}
