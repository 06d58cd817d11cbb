/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/osm-scan.h"

#include <string.h>

#include "geo/error.h"
#include "geo/osm-element.h"
#include "geo/osm.h"

#define HEAD_SIZE 512

struct _HtOsmFile
{
  HtOsmBytes *bytes;
  gboolean is_pbf;
  GByteArray *block_kinds;
};

typedef enum
{
  FORMAT_OTHER,
  FORMAT_XML,
  FORMAT_PBF,
} Format;

/* XML may begin with a byte order mark and blanks; UTF-16 has its own marks. */
static gboolean
is_xml_head (const guint8 *head, gsize size)
{
  if (size >= 2 && ((head[0] == 0xff && head[1] == 0xfe) || (head[0] == 0xfe && head[1] == 0xff)))
    return TRUE;
  gsize i = size >= 3 && memcmp (head, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  while (i < size && g_ascii_isspace (head[i]))
    i++;
  return i < size && head[i] == '<';
}

static gboolean
find_format (HtOsmBytes *bytes, Format *format, guint8 *head, gssize *n, GError **error)
{
  *n = ht_osm_bytes_read (bytes, head, HEAD_SIZE, error);
  if (*n < 0 || !ht_osm_bytes_rewind (bytes, error))
    return FALSE;
  *format = ht_osm_pbf_is_head (head, (gsize) *n) ? FORMAT_PBF
            : is_xml_head (head, (gsize) *n)      ? FORMAT_XML
                                                  : FORMAT_OTHER;
  return TRUE;
}

HtOsmFile *
ht_osm_file_open (const char *path, GError **error)
{
  Format format;
  guint8 head[HEAD_SIZE];
  gssize n;
  g_autoptr (HtOsmBytes) bytes = ht_osm_bytes_open (path, error);
  if (bytes == NULL || !find_format (bytes, &format, head, &n, error))
    return NULL;
  if (format == FORMAT_OTHER)
    {
      g_set_error (error, HT_GEO_ERROR, HT_GEO_ERROR_UNSUPPORTED,
                   n == 0 ? "%s:0: is empty; fetch the file again"
                          : "%s:0: is not an OpenStreetMap file (.osm, .osm.gz, .osm.bz2 or .osm.pbf)",
                   path);
      return NULL;
    }
  HtOsmFile *file = g_new0 (HtOsmFile, 1);
  file->bytes = g_steal_pointer (&bytes);
  file->is_pbf = format == FORMAT_PBF;
  file->block_kinds = g_byte_array_new ();
  return file;
}

void
ht_osm_file_free (HtOsmFile *file)
{
  ht_osm_bytes_free (file->bytes);
  g_byte_array_unref (file->block_kinds);
  g_free (file);
}

gboolean
ht_osm_file_scan (HtOsmFile *file, const HtOsmVisitor *visitor, HtOsmCounts *counts,
                  GCancellable *cancellable, GError **error)
{
  HtOsmCounts local = { 0 };
  const HtOsmScan scan = { file->bytes, visitor, &local, cancellable };
  if (!ht_osm_bytes_rewind (file->bytes, error))
    return FALSE;
  gboolean good
      = file->is_pbf ? ht_osm_pbf_scan (&scan, file->block_kinds, error) : ht_osm_xml_scan (&scan, error);
  if (good && counts != NULL)
    *counts = local;
  return good;
}

/* "<osm" somewhere in the first bytes tells OSM's XML from KML, GPX and GML. */
static gboolean
mentions_osm (const guint8 *head, gsize size)
{
  return g_strstr_len ((const char *) head, (gssize) size, "<osm") != NULL;
}

gboolean
ht_osm_is_osm_file (const char *path, GError **error)
{
  Format format;
  guint8 head[HEAD_SIZE];
  gssize n;
  g_return_val_if_fail (path != NULL, FALSE);
  g_autoptr (HtOsmBytes) bytes = ht_osm_bytes_open (path, error);
  if (bytes == NULL || !find_format (bytes, &format, head, &n, error))
    return FALSE;
  return format == FORMAT_PBF || (format == FORMAT_XML && mentions_osm (head, (gsize) n));
}
