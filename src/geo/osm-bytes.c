/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/osm-bytes.h"

#include <bzlib.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "geo/error.h"

#define PACKED_SIZE (256u << 10)

typedef enum
{
  PACKING_NONE,
  PACKING_GZIP,
  PACKING_BZIP2,
} Packing;

struct _HtOsmBytes
{
  char *path;
  int fd;
  Packing packing;
  guint64 n_in, n_out;
  guint8 *packed; /* PACKED_SIZE bytes read ahead of the unpacker */
  gsize packed_at, packed_end;
  gboolean file_ended;
  gboolean in_member; /* the unpacker holds an unfinished member */
  gboolean is_open;   /* the unpacker is initialised */
  z_stream gzip;
  bz_stream bzip2;
};

static gboolean
refuse (const HtOsmBytes *bytes, HtGeoError code, const char *what, GError **error)
{
  g_set_error (error, HT_GEO_ERROR, code, "%s:%" G_GUINT64_FORMAT ": %s", bytes->path, bytes->n_in, what);
  return FALSE;
}

static void
close_unpacker (HtOsmBytes *bytes)
{
  if (bytes->is_open && bytes->packing == PACKING_GZIP)
    inflateEnd (&bytes->gzip);
  if (bytes->is_open && bytes->packing == PACKING_BZIP2)
    BZ2_bzDecompressEnd (&bytes->bzip2);
  bytes->is_open = FALSE;
}

static gboolean
open_unpacker (HtOsmBytes *bytes, GError **error)
{
  close_unpacker (bytes);
  memset (&bytes->gzip, 0, sizeof bytes->gzip);
  memset (&bytes->bzip2, 0, sizeof bytes->bzip2);
  /* 16 + 15: gzip framing only, largest window. */
  int result = bytes->packing == PACKING_GZIP    ? inflateInit2 (&bytes->gzip, 16 + 15)
               : bytes->packing == PACKING_BZIP2 ? BZ2_bzDecompressInit (&bytes->bzip2, 0, 0)
                                                 : 0;
  if (result != 0)
    return refuse (bytes, HT_GEO_ERROR_UNREADABLE, "cannot be unpacked: out of memory", error);
  bytes->is_open = TRUE;
  bytes->in_member = FALSE;
  return TRUE;
}

static gboolean
fill (HtOsmBytes *bytes, GError **error)
{
  if (bytes->packed_at < bytes->packed_end || bytes->file_ended)
    return TRUE;
  ssize_t n;
  do
    n = read (bytes->fd, bytes->packed, PACKED_SIZE);
  while (n < 0 && errno == EINTR);
  if (n < 0)
    return refuse (bytes, HT_GEO_ERROR_UNREADABLE, g_strerror (errno), error);
  bytes->packed_at = 0;
  bytes->packed_end = (gsize) n;
  bytes->n_in += (guint64) n;
  bytes->file_ended = n == 0;
  return TRUE;
}

static Packing
find_packing (const guint8 *head, gsize size)
{
  if (size >= 3 && head[0] == 0x1f && head[1] == 0x8b && head[2] == 8)
    return PACKING_GZIP;
  if (size >= 4 && memcmp (head, "BZh", 3) == 0 && head[3] >= '1' && head[3] <= '9')
    return PACKING_BZIP2;
  return PACKING_NONE;
}

static gboolean
start (HtOsmBytes *bytes, GError **error)
{
  bytes->n_in = bytes->n_out = 0;
  bytes->packed_at = bytes->packed_end = 0;
  bytes->file_ended = FALSE;
  if (!fill (bytes, error))
    return FALSE;
  close_unpacker (bytes);
  bytes->packing = find_packing (bytes->packed, bytes->packed_end);
  return open_unpacker (bytes, error);
}

HtOsmBytes *
ht_osm_bytes_open (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);
  g_autoptr (HtOsmBytes) bytes = g_new0 (HtOsmBytes, 1);
  struct stat info;
  bytes->path = g_strdup (path);
  bytes->fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (bytes->fd < 0 || fstat (bytes->fd, &info) != 0)
    {
      g_set_error (error, HT_GEO_ERROR, HT_GEO_ERROR_UNREADABLE, "%s: cannot be read: %s", path,
                   g_strerror (errno));
      return NULL;
    }
  if (!S_ISREG (info.st_mode))
    {
      g_set_error (error, HT_GEO_ERROR, HT_GEO_ERROR_UNREADABLE, "%s: is not an ordinary file", path);
      return NULL;
    }
  bytes->packed = g_malloc (PACKED_SIZE);
  if (!start (bytes, error))
    return NULL;
  return g_steal_pointer (&bytes);
}

void
ht_osm_bytes_free (HtOsmBytes *bytes)
{
  if (bytes == NULL)
    return;
  close_unpacker (bytes);
  if (bytes->fd >= 0)
    close (bytes->fd);
  g_free (bytes->packed);
  g_free (bytes->path);
  g_free (bytes);
}

const char *
ht_osm_bytes_get_path (const HtOsmBytes *bytes)
{
  return bytes->path;
}

guint64
ht_osm_bytes_tell (const HtOsmBytes *bytes)
{
  return bytes->n_out;
}

gboolean
ht_osm_bytes_rewind (HtOsmBytes *bytes, GError **error)
{
  if (lseek (bytes->fd, 0, SEEK_SET) != 0)
    return refuse (bytes, HT_GEO_ERROR_UNREADABLE, g_strerror (errno), error);
  return start (bytes, error);
}

static gsize
copy_plain (HtOsmBytes *bytes, guint8 *out, gsize size)
{
  gsize n = MIN (size, bytes->packed_end - bytes->packed_at);
  memcpy (out, bytes->packed + bytes->packed_at, n);
  bytes->packed_at += n;
  return n;
}

static gboolean
step_gzip (HtOsmBytes *bytes, guint8 *out, gsize size, gsize *n, GError **error)
{
  z_stream *stream = &bytes->gzip;
  stream->next_in = bytes->packed + bytes->packed_at;
  stream->avail_in = (uInt) (bytes->packed_end - bytes->packed_at);
  stream->next_out = out;
  stream->avail_out = (uInt) MIN (size, G_MAXUINT32 / 2);
  int result = inflate (stream, Z_NO_FLUSH);
  bytes->packed_at = bytes->packed_end - stream->avail_in;
  *n = (gsize) (stream->next_out - out);
  if (result == Z_STREAM_END)
    return open_unpacker (bytes, error);
  if (result != Z_OK && result != Z_BUF_ERROR)
    return refuse (bytes, HT_GEO_ERROR_INVALID, "the gzip data is damaged; fetch the file again", error);
  bytes->in_member = TRUE;
  return TRUE;
}

static gboolean
step_bzip2 (HtOsmBytes *bytes, guint8 *out, gsize size, gsize *n, GError **error)
{
  bz_stream *stream = &bytes->bzip2;
  stream->next_in = (char *) bytes->packed + bytes->packed_at;
  stream->avail_in = (unsigned) (bytes->packed_end - bytes->packed_at);
  stream->next_out = (char *) out;
  stream->avail_out = (unsigned) MIN (size, G_MAXUINT32 / 2);
  int result = BZ2_bzDecompress (stream);
  bytes->packed_at = bytes->packed_end - stream->avail_in;
  *n = (gsize) ((guint8 *) stream->next_out - out);
  if (result == BZ_STREAM_END)
    return open_unpacker (bytes, error);
  if (result != BZ_OK)
    return refuse (bytes, HT_GEO_ERROR_INVALID, "the bzip2 data is damaged; fetch the file again", error);
  bytes->in_member = TRUE;
  return TRUE;
}

static gboolean
check_caps (const HtOsmBytes *bytes, GError **error)
{
  if (bytes->n_out > HT_OSM_BYTES_LIMIT)
    return refuse (bytes, HT_GEO_ERROR_TOO_LARGE, "unpacks to more than the 16 GiB that are taken; cut it",
                   error);
  if (bytes->packing != PACKING_NONE && bytes->n_out > HT_OSM_RATIO_FREE
      && bytes->n_out / HT_OSM_RATIO_LIMIT > bytes->n_in)
    return refuse (bytes, HT_GEO_ERROR_TOO_LARGE, "unpacks to over 200 times its size, as no map does",
                   error);
  return TRUE;
}

/* Some bytes, or none at the end of the file. */
static gboolean
step (HtOsmBytes *bytes, guint8 *out, gsize size, gsize *n, GError **error)
{
  *n = 0;
  while (*n == 0)
    {
      if (!fill (bytes, error))
        return FALSE;
      if (bytes->file_ended && bytes->in_member)
        return refuse (bytes, HT_GEO_ERROR_INVALID, "the packed data ends too early; fetch the file again",
                       error);
      if (bytes->file_ended)
        return TRUE;
      if (bytes->packing == PACKING_NONE)
        *n = copy_plain (bytes, out, size);
      else if (!(bytes->packing == PACKING_GZIP ? step_gzip : step_bzip2) (bytes, out, size, n, error))
        return FALSE;
    }
  bytes->n_out += *n;
  return check_caps (bytes, error);
}

gssize
ht_osm_bytes_read (HtOsmBytes *bytes, gpointer buffer, gsize size, GError **error)
{
  guint8 *out = buffer;
  gsize done = 0;
  while (done < size)
    {
      gsize n;
      if (!step (bytes, out + done, size - done, &n, error))
        return -1;
      if (n == 0)
        break;
      done += n;
    }
  return (gssize) done;
}

gboolean
ht_osm_bytes_skip (HtOsmBytes *bytes, gsize size, GError **error)
{
  guint8 unused[16384];
  while (size > 0)
    {
      gssize n = ht_osm_bytes_read (bytes, unused, MIN (size, sizeof unused), error);
      if (n < 0)
        return FALSE;
      if (n == 0)
        return refuse (bytes, HT_GEO_ERROR_INVALID, "ends too early; fetch the file again", error);
      size -= (gsize) n;
    }
  return TRUE;
}
