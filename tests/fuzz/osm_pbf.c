/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as the unpacked data block of a PBF, behind a good header, give a sound map or one sentence.
 * Inputs are the block itself: a fuzzer would seldom get through the compression. */
#include "fuzz.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "geo/error.h"
#include "geo/osm.h"

/* A path that names a file of these bytes, kept in memory, until the next call. */
static const char *
fuzz_file (const uint8_t *data, size_t size)
{
  static char path[64];
  static int fd = -1;
  if (fd < 0)
    {
      fd = memfd_create ("fuzz", 0);
      g_assert_cmpint (fd, >=, 0);
      g_snprintf (path, sizeof path, "/proc/self/fd/%d", fd);
    }
  g_assert_cmpint (ftruncate (fd, 0), ==, 0);
  g_assert_cmpint (pwrite (fd, data, size, 0), ==, (gssize) size);
  return path;
}

/* One of the geo room's errors, in one line of valid text. */
static void
check_refusal (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_true (error->domain == HT_GEO_ERROR);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_null (strchr (error->message, '\n'));
}

/* A number in protobuf's base-128 form. */
static void
put_varint (GByteArray *out, guint64 value)
{
  do
    {
      guint8 byte = (guint8) ((value & 127) | (value > 127 ? 128 : 0));
      g_byte_array_append (out, &byte, 1);
      value >>= 7;
    }
  while (value > 0);
}

/* A blob with its header; the content is not compressed. */
static void
put_blob (GByteArray *out, const char *type, const uint8_t *data, size_t size)
{
  g_autoptr (GByteArray) header = g_byte_array_new ();
  g_autoptr (GByteArray) blob = g_byte_array_new ();
  put_varint (blob, 1 << 3 | 2);
  put_varint (blob, size);
  g_byte_array_append (blob, data, (guint) size);
  put_varint (header, 1 << 3 | 2);
  put_varint (header, strlen (type));
  g_byte_array_append (header, (const guint8 *) type, (guint) strlen (type));
  put_varint (header, 3 << 3);
  put_varint (header, blob->len);
  guint32 length = GUINT32_TO_BE (header->len);
  g_byte_array_append (out, (const guint8 *) &length, sizeof length);
  g_byte_array_append (out, header->data, header->len);
  g_byte_array_append (out, blob->data, blob->len);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const uint8_t header[] = "\x22\x0eOsmSchema-V0.6";
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  put_blob (file, "OSMHeader", header, sizeof header - 1);
  put_blob (file, "OSMData", data, size);
  g_autoptr (HtMapData) map = ht_osm_read (fuzz_file (file->data, file->len), HT_OSM_ALL, NULL, &error);
  if (map == NULL)
    check_refusal (error);
  else
    g_assert_no_error (error);
  return 0;
}
