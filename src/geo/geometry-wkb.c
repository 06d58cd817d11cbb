/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/geometry.h"

#include <string.h>

#include "base/bytes.h"
#include "geo/error.h"

/* Well-known binary (OGC 06-103r4, section 8) with PostGIS's flags for dimensions and SRID. */
enum
{
  WKB_POINT = 1,
  WKB_LINE,
  WKB_POLYGON,
  WKB_MULTI_POINT,
  WKB_MULTI_LINE,
  WKB_MULTI_POLYGON,
};
#define FLAG_Z 0x80000000u
#define FLAG_M 0x40000000u
#define FLAG_SRID 0x20000000u
#define SRID 4326

static void
put_head (GByteArray *out, guint32 type, gboolean outermost)
{
  ht_bytes_put_u8 (out, 1);
  ht_bytes_put_u32 (out, outermost ? type | FLAG_SRID : type);
  if (outermost)
    ht_bytes_put_u32 (out, SRID);
}

static void
put_points (GByteArray *out, const HtGeometry *geometry, guint part)
{
  for (guint i = geometry->part_start[part]; i < geometry->part_start[part + 1]; i++)
    {
      ht_bytes_put_f64 (out, ht_geo_quantise (geometry->points[i].lon));
      ht_bytes_put_f64 (out, ht_geo_quantise (geometry->points[i].lat));
    }
}

static void
put_run (GByteArray *out, const HtGeometry *geometry, guint part)
{
  ht_bytes_put_u32 (out, geometry->part_start[part + 1] - geometry->part_start[part]);
  put_points (out, geometry, part);
}

static void
put_lines (GByteArray *out, const HtGeometry *geometry)
{
  if (geometry->n_parts == 1)
    {
      put_head (out, WKB_LINE, TRUE);
      put_run (out, geometry, 0);
      return;
    }
  put_head (out, WKB_MULTI_LINE, TRUE);
  ht_bytes_put_u32 (out, geometry->n_parts);
  for (guint part = 0; part < geometry->n_parts; part++)
    {
      put_head (out, WKB_LINE, FALSE);
      put_run (out, geometry, part);
    }
}

/* First ring after @part that begins another polygon. */
static guint
next_outer (const HtGeometry *geometry, guint part)
{
  do
    part++;
  while (part < geometry->n_parts && !geometry->outer[part]);
  return part;
}

static void
put_polygons (GByteArray *out, const HtGeometry *geometry)
{
  gboolean single = next_outer (geometry, 0) == geometry->n_parts;
  guint n_polygons = 0;
  for (guint part = 0; part < geometry->n_parts; part = next_outer (geometry, part))
    n_polygons++;
  if (!single)
    {
      put_head (out, WKB_MULTI_POLYGON, TRUE);
      ht_bytes_put_u32 (out, n_polygons);
    }
  for (guint part = 0; part < geometry->n_parts; part = next_outer (geometry, part))
    {
      guint end = next_outer (geometry, part);
      put_head (out, WKB_POLYGON, single);
      ht_bytes_put_u32 (out, end - part);
      for (guint ring = part; ring < end; ring++)
        put_run (out, geometry, ring);
    }
}

GBytes *
ht_geometry_to_ewkb (const HtGeometry *geometry)
{
  g_return_val_if_fail (geometry != NULL, NULL);
  GByteArray *out = g_byte_array_sized_new (32 + geometry->n_points * 16 + geometry->n_parts * 9);
  switch (geometry->kind)
    {
    case HT_GEOMETRY_POINT:
      put_head (out, WKB_POINT, TRUE);
      put_points (out, geometry, 0);
      break;
    case HT_GEOMETRY_LINE:
      put_lines (out, geometry);
      break;
    case HT_GEOMETRY_POLYGON:
      put_polygons (out, geometry);
      break;
    }
  return g_byte_array_free_to_bytes (out);
}

typedef struct
{
  const guint8 *data;
  gsize size, at;
  gboolean big_endian;
  guint32 type, n_dimensions;
  GArray *points, *starts, *outer;
  GError **error;
} Reader;

static gboolean
refuse (Reader *reader, HtGeoError code, const char *what)
{
  g_set_error (reader->error, HT_GEO_ERROR, code, "geometry, byte %" G_GSIZE_FORMAT ": %s", reader->at, what);
  return FALSE;
}

static gboolean
take (Reader *reader, gpointer into, gsize n)
{
  if (reader->size - reader->at < n)
    return refuse (reader, HT_GEO_ERROR_INVALID, "ends too early");
  memcpy (into, reader->data + reader->at, n);
  reader->at += n;
  return TRUE;
}

static gboolean
take_u32 (Reader *reader, guint32 *value)
{
  if (!take (reader, value, sizeof *value))
    return FALSE;
  *value = reader->big_endian ? GUINT32_FROM_BE (*value) : GUINT32_FROM_LE (*value);
  return TRUE;
}

static gboolean
take_real (Reader *reader, double *value)
{
  guint64 bits;
  if (!take (reader, &bits, sizeof bits))
    return FALSE;
  bits = reader->big_endian ? GUINT64_FROM_BE (bits) : GUINT64_FROM_LE (bits);
  memcpy (value, &bits, sizeof bits);
  return TRUE;
}

/* Byte order, type, dimensions and SRID. ISO writes Z and M as thousands, PostGIS as flags: both are taken.
 */
static gboolean
take_head (Reader *reader)
{
  guint8 order;
  guint32 raw, srid;
  if (!take (reader, &order, 1))
    return FALSE;
  if (order > 1)
    return refuse (reader, HT_GEO_ERROR_INVALID, "not well-known binary");
  reader->big_endian = order == 0;
  if (!take_u32 (reader, &raw))
    return FALSE;
  if ((raw & FLAG_SRID) && !take_u32 (reader, &srid))
    return FALSE;
  if ((raw & FLAG_SRID) && srid != SRID)
    return refuse (reader, HT_GEO_ERROR_UNSUPPORTED, "another SRID than 4326; reproject to WGS 84");
  guint32 iso = (raw & 0x1fffffffu) / 1000;
  reader->type = (raw & 0x1fffffffu) % 1000;
  if (iso > 3)
    return refuse (reader, HT_GEO_ERROR_INVALID, "unknown geometry type");
  reader->n_dimensions
      = 2 + ((raw & FLAG_Z) || iso == 1 || iso == 3) + ((raw & FLAG_M) || iso == 2 || iso == 3);
  return TRUE;
}

static gboolean
take_count (Reader *reader, gsize least_bytes, guint32 *n)
{
  if (!take_u32 (reader, n))
    return FALSE;
  if (*n == 0)
    return refuse (reader, HT_GEO_ERROR_INVALID, "is empty");
  if (*n > (reader->size - reader->at) / least_bytes)
    return refuse (reader, HT_GEO_ERROR_INVALID, "counts more than its bytes hold");
  return TRUE;
}

static gboolean
take_points (Reader *reader, guint32 n)
{
  guint start = reader->points->len;
  g_array_append_val (reader->starts, start);
  for (guint32 i = 0; i < n; i++)
    {
      HtPoint point;
      double spare;
      if (!take_real (reader, &point.lon) || !take_real (reader, &point.lat))
        return FALSE;
      for (guint32 k = 2; k < reader->n_dimensions; k++)
        if (!take_real (reader, &spare))
          return FALSE;
      if (!ht_point_is_valid (&point))
        return refuse (reader, HT_GEO_ERROR_INVALID, "a coordinate is not a number within ±180, ±90 degrees");
      g_array_append_val (reader->points, point);
    }
  return TRUE;
}

static gboolean
take_line (Reader *reader)
{
  guint32 n;
  const guint8 outer = TRUE;
  if (!take_count (reader, reader->n_dimensions * sizeof (double), &n))
    return FALSE;
  if (n < 2)
    return refuse (reader, HT_GEO_ERROR_INVALID, "a line has fewer than two points");
  g_array_append_val (reader->outer, outer);
  return take_points (reader, n);
}

static gboolean
take_ring (Reader *reader, guint8 outer)
{
  guint32 n;
  guint start = reader->points->len;
  if (!take_count (reader, reader->n_dimensions * sizeof (double), &n) || !take_points (reader, n))
    return FALSE;
  const HtPoint *first = &g_array_index (reader->points, HtPoint, start);
  if (n < 4 || first[0].lon != first[n - 1].lon || first[0].lat != first[n - 1].lat)
    return refuse (reader, HT_GEO_ERROR_INVALID, "a ring is not closed or has fewer than four points");
  g_array_append_val (reader->outer, outer);
  return TRUE;
}

static gboolean
take_polygon (Reader *reader)
{
  guint32 n;
  if (!take_count (reader, 4, &n))
    return FALSE;
  for (guint32 i = 0; i < n; i++)
    if (!take_ring (reader, i == 0))
      return FALSE;
  return TRUE;
}

static gboolean
take_single (Reader *reader, guint32 type)
{
  const guint8 outer = TRUE;
  switch (type)
    {
    case WKB_POINT:
      g_array_append_val (reader->outer, outer);
      return take_points (reader, 1);
    case WKB_LINE:
      return take_line (reader);
    case WKB_POLYGON:
      return take_polygon (reader);
    default:
      return refuse (reader, HT_GEO_ERROR_UNSUPPORTED, "not a point, line or polygon");
    }
}

static gboolean
take_geometry (Reader *reader, HtGeometryKind *kind)
{
  guint32 n;
  if (!take_head (reader))
    return FALSE;
  guint32 type = reader->type;
  guint32 single = type >= WKB_MULTI_POINT && type <= WKB_MULTI_POLYGON ? type - 3 : type;
  *kind = single == WKB_POINT  ? HT_GEOMETRY_POINT
          : single == WKB_LINE ? HT_GEOMETRY_LINE
                               : HT_GEOMETRY_POLYGON;
  if (single == type)
    return take_single (reader, type);
  if (!take_count (reader, 9, &n))
    return FALSE;
  if (single == WKB_POINT && n != 1)
    return refuse (reader, HT_GEO_ERROR_UNSUPPORTED, "several points in one geometry");
  for (guint32 i = 0; i < n; i++)
    {
      if (!take_head (reader))
        return FALSE;
      if (reader->type != single)
        return refuse (reader, HT_GEO_ERROR_INVALID, "a part is of another type than the whole");
      if (!take_single (reader, single))
        return FALSE;
    }
  return TRUE;
}

HtGeometry *
ht_geometry_from_ewkb (gconstpointer data, gsize size, GError **error)
{
  g_return_val_if_fail (data != NULL || size == 0, NULL);
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (HtPoint));
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) outer = g_array_new (FALSE, FALSE, sizeof (guint8));
  Reader reader
      = { .data = data, .size = size, .points = points, .starts = starts, .outer = outer, .error = error };
  HtGeometryKind kind;
  if (!take_geometry (&reader, &kind))
    return NULL;
  if (reader.at != size)
    {
      refuse (&reader, HT_GEO_ERROR_INVALID, "bytes follow the geometry");
      return NULL;
    }
  g_array_append_val (starts, points->len);
  return ht_geometry_new_parts (kind, (const HtPoint *) points->data, (const guint *) starts->data,
                                (const guint8 *) outer->data, outer->len);
}
