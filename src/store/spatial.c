/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/spatial.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "base/bytes.h"
#include "store/error.h"

#define START 0x00
#define LITTLE_ENDIAN_MARK 0x01
#define SRID 4326
#define BOX_END 0x7c
#define ENTITY 0x69
#define END 0xfe
#define HEAD_SIZE 43 /* up to and with the class */
#define TYPE_POLYGON 3

/* --- writing --- */

static void
put_points (GByteArray *out, const HtPoint *points, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      ht_bytes_put_f64 (out, ht_geo_quantise (points[i].lon));
      ht_bytes_put_f64 (out, ht_geo_quantise (points[i].lat));
    }
}

static void
put_run (GByteArray *out, const HtPoint *points, guint n)
{
  ht_bytes_put_u32 (out, n);
  put_points (out, points, n);
}

static void
put_head (GByteArray *out, const HtBox *box, guint32 type)
{
  g_byte_array_set_size (out, 0);
  ht_bytes_put_u8 (out, START);
  ht_bytes_put_u8 (out, LITTLE_ENDIAN_MARK);
  ht_bytes_put_u32 (out, SRID);
  ht_bytes_put_f64 (out, ht_geo_quantise (box->min_lon));
  ht_bytes_put_f64 (out, ht_geo_quantise (box->min_lat));
  ht_bytes_put_f64 (out, ht_geo_quantise (box->max_lon));
  ht_bytes_put_f64 (out, ht_geo_quantise (box->max_lat));
  ht_bytes_put_u8 (out, BOX_END);
  ht_bytes_put_u32 (out, type);
}

void
ht_spatial_write_point (GByteArray *out, const HtPoint *point)
{
  HtBox box = { point->lon, point->lat, point->lon, point->lat };
  put_head (out, &box, HT_SPATIAL_POINT);
  put_points (out, point, 1);
  ht_bytes_put_u8 (out, END);
}

void
ht_spatial_write_line (GByteArray *out, const HtPoint *points, guint n)
{
  HtBox box = ht_box_empty ();
  for (guint i = 0; i < n; i++)
    ht_box_add (&box, &points[i]);
  put_head (out, &box, HT_SPATIAL_LINE);
  put_run (out, points, n);
  ht_bytes_put_u8 (out, END);
}

static void
put_part (GByteArray *out, const HtGeometry *geometry, guint part)
{
  guint start = geometry->part_start[part];
  put_run (out, geometry->points + start, geometry->part_start[part + 1] - start);
}

static guint
end_of_polygon (const HtGeometry *geometry, guint part)
{
  do
    part++;
  while (part < geometry->n_parts && !geometry->outer[part]);
  return part;
}

static void
put_multi_line (GByteArray *out, const HtGeometry *geometry)
{
  put_head (out, &geometry->box, HT_SPATIAL_MULTI_LINE);
  ht_bytes_put_u32 (out, geometry->n_parts);
  for (guint part = 0; part < geometry->n_parts; part++)
    {
      ht_bytes_put_u8 (out, ENTITY);
      ht_bytes_put_u32 (out, HT_SPATIAL_LINE);
      put_part (out, geometry, part);
    }
  ht_bytes_put_u8 (out, END);
}

static void
put_multi_polygon (GByteArray *out, const HtGeometry *geometry)
{
  guint n = 0;
  for (guint part = 0; part < geometry->n_parts; part = end_of_polygon (geometry, part))
    n++;
  put_head (out, &geometry->box, HT_SPATIAL_MULTI_POLYGON);
  ht_bytes_put_u32 (out, n);
  for (guint part = 0; part < geometry->n_parts; part = end_of_polygon (geometry, part))
    {
      guint end = end_of_polygon (geometry, part);
      ht_bytes_put_u8 (out, ENTITY);
      ht_bytes_put_u32 (out, TYPE_POLYGON);
      ht_bytes_put_u32 (out, end - part);
      for (guint ring = part; ring < end; ring++)
        put_part (out, geometry, ring);
    }
  ht_bytes_put_u8 (out, END);
}

static HtSpatialType
natural_type (const HtGeometry *geometry)
{
  switch (geometry->kind)
    {
    case HT_GEOMETRY_POINT:
      return HT_SPATIAL_POINT;
    case HT_GEOMETRY_LINE:
      return geometry->n_parts == 1 ? HT_SPATIAL_LINE : HT_SPATIAL_MULTI_LINE;
    case HT_GEOMETRY_POLYGON:
    default:
      return HT_SPATIAL_MULTI_POLYGON;
    }
}

gboolean
ht_spatial_write (GByteArray *out, const HtGeometry *geometry, HtSpatialType type, GError **error)
{
  HtGeometryKind kind = geometry->kind;
  if (type == HT_SPATIAL_ANY)
    type = natural_type (geometry);
  if (type == HT_SPATIAL_POINT)
    {
      HtPoint point = ht_geometry_label_point (geometry);
      ht_spatial_write_point (out, &point);
    }
  else if (type == HT_SPATIAL_LINE && kind == HT_GEOMETRY_LINE && geometry->n_parts == 1)
    ht_spatial_write_line (out, geometry->points, geometry->n_points);
  else if (type == HT_SPATIAL_MULTI_LINE && kind == HT_GEOMETRY_LINE)
    put_multi_line (out, geometry);
  else if (type == HT_SPATIAL_MULTI_POLYGON && kind == HT_GEOMETRY_POLYGON)
    put_multi_polygon (out, geometry);
  else
    {
      static const char *const names[] = { N_ ("a point"), N_ ("a line"), N_ ("an area") };
      g_set_error (error, HT_STORE_ERROR, HT_STORE_ERROR_INVALID, _ ("%s cannot be kept in a table of %s"),
                   _ (names[kind]), type == HT_SPATIAL_MULTI_POLYGON ? _ ("areas") : _ ("lines"));
      return FALSE;
    }
  return TRUE;
}

/* --- reading --- */

typedef struct
{
  const guint8 *data;
  gsize size, at;
} Reader;

static gboolean
has_head (const guint8 *data, gsize size)
{
  return data != NULL && size > HEAD_SIZE && data[0] == START && data[1] == LITTLE_ENDIAN_MARK
         && ht_bytes_get_u32 (data + 2) == SRID && data[38] == BOX_END && data[size - 1] == END;
}

gboolean
ht_spatial_read_box (gconstpointer data, gsize size, HtBox *box)
{
  const guint8 *bytes = data;
  if (!has_head (bytes, size))
    return FALSE;
  *box = (HtBox){ ht_bytes_get_f64 (bytes + 6), ht_bytes_get_f64 (bytes + 14), ht_bytes_get_f64 (bytes + 22),
                  ht_bytes_get_f64 (bytes + 30) };
  return TRUE;
}

gboolean
ht_spatial_read_point (gconstpointer data, gsize size, HtPoint *point)
{
  const guint8 *bytes = data;
  if (!has_head (bytes, size) || size != HEAD_SIZE + 17 || ht_bytes_get_u32 (bytes + 39) != HT_SPATIAL_POINT)
    return FALSE;
  *point = (HtPoint){ ht_bytes_get_f64 (bytes + HEAD_SIZE), ht_bytes_get_f64 (bytes + HEAD_SIZE + 8) };
  return ht_point_is_valid (point);
}

/* A count and that many points at the reader's place. */
static gboolean
read_run (Reader *reader, guint least, GArray *points)
{
  if (reader->size - reader->at < 4)
    return FALSE;
  guint32 n = ht_bytes_get_u32 (reader->data + reader->at);
  reader->at += 4;
  if (n < least || n > (reader->size - reader->at) / 16)
    return FALSE;
  guint first = points->len;
  g_array_set_size (points, first + n);
  for (guint32 i = 0; i < n; i++)
    {
      HtPoint *point = &g_array_index (points, HtPoint, first + i);
      *point = (HtPoint){ ht_bytes_get_f64 (reader->data + reader->at),
                          ht_bytes_get_f64 (reader->data + reader->at + 8) };
      reader->at += 16;
      if (!ht_point_is_valid (point))
        return FALSE;
    }
  return TRUE;
}

gboolean
ht_spatial_read_line (gconstpointer data, gsize size, GArray *points)
{
  if (!has_head (data, size) || ht_bytes_get_u32 ((const guint8 *) data + 39) != HT_SPATIAL_LINE)
    return FALSE;
  Reader reader = { .data = data, .size = size - 1, .at = HEAD_SIZE };
  return read_run (&reader, 2, points) && reader.at == reader.size;
}

typedef struct
{
  GArray *points, *starts, *outer;
} Parts;

static gboolean
read_part (Reader *reader, guint least, guint8 outer, Parts *parts)
{
  guint start = parts->points->len;
  g_array_append_val (parts->starts, start);
  g_array_append_val (parts->outer, outer);
  return read_run (reader, least, parts->points);
}

static gboolean
read_simple (Reader *reader, guint32 type, Parts *parts)
{
  if (type == HT_SPATIAL_LINE)
    return read_part (reader, 2, TRUE, parts);
  if (type != TYPE_POLYGON || reader->size - reader->at < 4)
    return FALSE;
  guint32 n = ht_bytes_get_u32 (reader->data + reader->at);
  reader->at += 4;
  for (guint32 ring = 0; ring < n; ring++)
    if (!read_part (reader, 4, ring == 0, parts))
      return FALSE;
  return n > 0;
}

static gboolean
read_collection (Reader *reader, guint32 simple, Parts *parts)
{
  if (reader->size - reader->at < 4)
    return FALSE;
  guint32 n = ht_bytes_get_u32 (reader->data + reader->at);
  reader->at += 4;
  for (guint32 i = 0; i < n; i++)
    {
      if (reader->size - reader->at < 5 || reader->data[reader->at] != ENTITY
          || ht_bytes_get_u32 (reader->data + reader->at + 1) != simple)
        return FALSE;
      reader->at += 5;
      if (!read_simple (reader, simple, parts))
        return FALSE;
    }
  return n > 0;
}

static HtGeometry *
read_parts (const guint8 *data, gsize size)
{
  guint32 type = ht_bytes_get_u32 (data + 39);
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (HtPoint));
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) outer = g_array_new (FALSE, FALSE, sizeof (guint8));
  Parts parts = { .points = points, .starts = starts, .outer = outer };
  Reader reader = { .data = data, .size = size - 1, .at = HEAD_SIZE };
  gboolean multi = type == HT_SPATIAL_MULTI_LINE || type == HT_SPATIAL_MULTI_POLYGON;
  if (!(multi ? read_collection (&reader, type - 3, &parts) : read_simple (&reader, type, &parts))
      || reader.at != reader.size)
    return NULL;
  g_array_append_val (starts, points->len);
  gboolean lines = type == HT_SPATIAL_LINE || type == HT_SPATIAL_MULTI_LINE;
  return ht_geometry_new_parts (lines ? HT_GEOMETRY_LINE : HT_GEOMETRY_POLYGON,
                                (const HtPoint *) points->data, (const guint *) starts->data,
                                (const guint8 *) outer->data, outer->len);
}

HtGeometry *
ht_spatial_read (gconstpointer data, gsize size, GError **error)
{
  HtPoint point;
  HtGeometry *geometry = NULL;
  if (ht_spatial_read_point (data, size, &point))
    return ht_geometry_new_point (point.lon, point.lat);
  if (has_head (data, size))
    geometry = read_parts (data, size);
  if (geometry == NULL)
    g_set_error_literal (error, HT_STORE_ERROR, HT_STORE_ERROR_CORRUPT,
                         _ ("a geometry is damaged or not in WGS 84 (EPSG:4326)"));
  return geometry;
}
