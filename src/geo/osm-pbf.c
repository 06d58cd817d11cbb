/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/osm-element.h"

#include <string.h>
#include <zlib.h>

#include "geo/error.h"
#include "geo/osm-arena.h"
#include "geo/osm-pbf-block.h"
#include "geo/osmpbf.pb-c.h"

/* Limits of the format description. */
#define MAX_HEADER_SIZE (64u << 10)
#define MAX_BLOB_SIZE (32u << 20)

typedef struct
{
  const HtOsmScan *scan;
  HtOsmArena *arena;
  guint8 *packed, *unpacked; /* MAX_BLOB_SIZE each, grown as needed */
  gsize packed_size, unpacked_size;
  GError **error;
} Reader;

static gboolean
refuse (const Reader *reader, HtGeoError code, const char *what)
{
  g_set_error (reader->error, HT_GEO_ERROR, code, "%s:%" G_GUINT64_FORMAT ": %s",
               ht_osm_bytes_get_path (reader->scan->bytes), ht_osm_bytes_tell (reader->scan->bytes), what);
  return FALSE;
}

gboolean
ht_osm_pbf_is_head (const guint8 *head, gsize size)
{
  /* Length of the blob header, then its first field: the type "OSMHeader". */
  return size >= 15 && head[0] == 0 && head[1] == 0 && memcmp (head + 4, "\x0a\x09OSMHeader", 11) == 0;
}

static gboolean
read_exactly (const Reader *reader, gpointer buffer, gsize size)
{
  gssize n = ht_osm_bytes_read (reader->scan->bytes, buffer, size, reader->error);
  if (n < 0)
    return FALSE;
  if ((gsize) n < size)
    return refuse (reader, HT_GEO_ERROR_INVALID, "ends too early; fetch the file again");
  return TRUE;
}

static guint8 *
make_room (guint8 **buffer, gsize *have, gsize size)
{
  if (*have < size)
    {
      g_free (*buffer);
      *buffer = g_malloc (size);
      *have = size;
    }
  return *buffer;
}

/* The next blob's header, in the arena; *@header is NULL at the end of the file. */
static gboolean
read_header (Reader *reader, HtPbf__BlobHeader **header)
{
  guint32 size;
  guint8 bytes[4];
  *header = NULL;
  gssize n = ht_osm_bytes_read (reader->scan->bytes, bytes, sizeof bytes, reader->error);
  if (n <= 0)
    return n == 0;
  memcpy (&size, bytes, sizeof size);
  size = GUINT32_FROM_BE (size);
  if (n < 4 || size == 0 || size > MAX_HEADER_SIZE)
    return refuse (reader, HT_GEO_ERROR_INVALID, "no blob header of the PBF format begins here");
  ht_osm_arena_reset (reader->arena);
  guint8 *raw = ht_osm_arena_alloc (reader->arena, size);
  if (!read_exactly (reader, raw, size))
    return FALSE;
  *header = ht_pbf__blob_header__unpack (ht_osm_arena_get_allocator (reader->arena), size, raw);
  if (*header == NULL)
    return refuse (reader, HT_GEO_ERROR_INVALID, "a blob header is damaged");
  if ((*header)->datasize < 0 || (*header)->datasize > (gint32) MAX_BLOB_SIZE)
    return refuse (reader, HT_GEO_ERROR_TOO_LARGE, "a blob is larger than the 32 MiB the format allows");
  return TRUE;
}

static gboolean
inflate_blob (Reader *reader, const HtPbf__Blob *blob, gsize *size)
{
  if (!blob->has_raw_size || blob->raw_size < 0 || blob->raw_size > (gint32) MAX_BLOB_SIZE)
    return refuse (reader, HT_GEO_ERROR_TOO_LARGE,
                   "a blob unpacks to more than the 32 MiB the format allows");
  make_room (&reader->unpacked, &reader->unpacked_size, (gsize) blob->raw_size + 1);
  uLongf n = (uLongf) blob->raw_size + 1;
  int result = uncompress (reader->unpacked, &n, blob->zlib_data.data, blob->zlib_data.len);
  if (result != Z_OK || n != (uLongf) blob->raw_size)
    return refuse (reader, HT_GEO_ERROR_INVALID, "a blob's zlib data is damaged; fetch the file again");
  *size = n;
  return TRUE;
}

/* Reads a blob of @size packed bytes and points *@data at its content, valid until the next call. */
static gboolean
read_blob (Reader *reader, gsize size, const guint8 **data, gsize *data_size)
{
  guint8 *packed = make_room (&reader->packed, &reader->packed_size, MAX (size, 1));
  if (!read_exactly (reader, packed, size))
    return FALSE;
  HtPbf__Blob *blob = ht_pbf__blob__unpack (ht_osm_arena_get_allocator (reader->arena), size, packed);
  if (blob == NULL)
    return refuse (reader, HT_GEO_ERROR_INVALID, "a blob is damaged; fetch the file again");
  if (blob->has_zlib_data)
    {
      *data = NULL;
      if (!inflate_blob (reader, blob, data_size))
        return FALSE;
      *data = reader->unpacked;
      ht_osm_arena_reset (reader->arena);
      return TRUE;
    }
  if (!blob->has_raw)
    return refuse (reader, HT_GEO_ERROR_UNSUPPORTED,
                   "a blob is packed by another method than zlib; convert the file with “osmium cat”");
  make_room (&reader->unpacked, &reader->unpacked_size, MAX (blob->raw.len, 1));
  if (blob->raw.len > 0)
    memcpy (reader->unpacked, blob->raw.data, blob->raw.len);
  *data = reader->unpacked;
  *data_size = blob->raw.len;
  ht_osm_arena_reset (reader->arena);
  return TRUE;
}

static void
tell_bounds (Reader *reader, const HtPbf__HeaderBBox *bbox)
{
  const HtOsmVisitor *visitor = reader->scan->visitor;
  if (bbox == NULL || visitor->bounds == NULL)
    return;
  HtBox box = { bbox->left / 1e9, bbox->bottom / 1e9, bbox->right / 1e9, bbox->top / 1e9 };
  const HtPoint low = { box.min_lon, box.min_lat }, high = { box.max_lon, box.max_lat };
  if (ht_point_is_valid (&low) && ht_point_is_valid (&high))
    visitor->bounds (&box, visitor->user_data);
}

static gboolean
check_features (Reader *reader, const guint8 *data, gsize size)
{
  HtPbf__HeaderBlock *block
      = ht_pbf__header_block__unpack (ht_osm_arena_get_allocator (reader->arena), size, data);
  if (block == NULL)
    return refuse (reader, HT_GEO_ERROR_INVALID, "the file header is damaged");
  for (gsize i = 0; i < block->n_required_features; i++)
    {
      const char *feature = block->required_features[i];
      if (g_str_equal (feature, "OsmSchema-V0.6") || g_str_equal (feature, "DenseNodes"))
        continue;
      g_autofree char *shown = g_utf8_make_valid (feature, (gssize) strnlen (feature, 60));
      g_autofree char *what = g_strdup_printf ("needs the feature “%s”, which is not supported", shown);
      return refuse (reader, HT_GEO_ERROR_UNSUPPORTED, what);
    }
  tell_bounds (reader, block->bbox);
  return TRUE;
}

static guint8
kinds_of (const HtOsmVisitor *visitor)
{
  return (visitor->node != NULL ? HT_OSM_BLOCK_NODES : 0) | (visitor->way != NULL ? HT_OSM_BLOCK_WAYS : 0)
         | (visitor->relation != NULL ? HT_OSM_BLOCK_RELATIONS : 0);
}

static gboolean
read_data_blob (Reader *reader, gsize size, GByteArray *kinds, guint index)
{
  const guint8 *data;
  gsize data_size;
  guint8 held = 0;
  if (index < kinds->len && !(kinds->data[index] & kinds_of (reader->scan->visitor)))
    return ht_osm_bytes_skip (reader->scan->bytes, size, reader->error);
  if (!read_blob (reader, size, &data, &data_size))
    return FALSE;
  const char *problem = ht_osm_pbf_block_visit (reader->arena, data, data_size, reader->scan, &held);
  if (problem != NULL)
    return refuse (reader, HT_GEO_ERROR_INVALID, problem);
  if (index == kinds->len)
    g_byte_array_append (kinds, &held, 1);
  return TRUE;
}

static gboolean
read_file (Reader *reader, GByteArray *kinds)
{
  gboolean seen_header = FALSE;
  for (guint n_data = 0;;)
    {
      HtPbf__BlobHeader *header;
      const guint8 *data;
      gsize data_size;
      if (g_cancellable_set_error_if_cancelled (reader->scan->cancellable, reader->error)
          || !read_header (reader, &header))
        return FALSE;
      if (header == NULL)
        break;
      gsize size = (gsize) header->datasize;
      gboolean is_header = g_str_equal (header->type, "OSMHeader");
      gboolean is_data = g_str_equal (header->type, "OSMData");
      if (is_data && !seen_header)
        return refuse (reader, HT_GEO_ERROR_INVALID, "data comes before the file header");
      if (is_header
          && (!read_blob (reader, size, &data, &data_size) || !check_features (reader, data, data_size)))
        return FALSE;
      if (is_data && !read_data_blob (reader, size, kinds, n_data++))
        return FALSE;
      /* The format asks to pass over blobs of other types. */
      if (!is_header && !is_data && !ht_osm_bytes_skip (reader->scan->bytes, size, reader->error))
        return FALSE;
      seen_header |= is_header;
    }
  return TRUE;
}

gboolean
ht_osm_pbf_scan (const HtOsmScan *scan, GByteArray *kinds, GError **error)
{
  g_autoptr (HtOsmArena) arena = ht_osm_arena_new ();
  Reader reader = { .scan = scan, .arena = arena, .error = error };
  gboolean good = read_file (&reader, kinds);
  g_free (reader.packed);
  g_free (reader.unpacked);
  return good;
}
