/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/geojson-geometry.h"

#include <string.h>

#include "base/i18n.h"

typedef struct
{
  GArray *points, *starts, *outer;
  gboolean *closed;
  const char **problem;
} Builder;

static gboolean
refuse (Builder *builder, const char *problem)
{
  *builder->problem = problem;
  return FALSE;
}

static gboolean
is_array (const HtValue *value)
{
  return value != NULL && ht_value_get_kind (value) == HT_VALUE_ARRAY;
}

static gboolean
is_number (const HtValue *value)
{
  return ht_value_get_kind (value) == HT_VALUE_INT || ht_value_get_kind (value) == HT_VALUE_REAL;
}

static gboolean
add_position (Builder *builder, const HtValue *position)
{
  if (!is_array (position) || ht_value_get_length (position) < 2)
    return refuse (builder, N_ ("position that is no list of two numbers or more"));
  const HtValue *lon = ht_value_get_item (position, 0), *lat = ht_value_get_item (position, 1);
  if (!is_number (lon) || !is_number (lat))
    return refuse (builder, N_ ("position that is no list of two numbers or more"));
  const HtPoint point = { ht_value_get_real (lon, 0.0), ht_value_get_real (lat, 0.0) };
  if (!ht_point_is_valid (&point))
    return refuse (builder, N_ ("coordinate that is no number within ±180, ±90 degrees"));
  g_array_append_val (builder->points, point);
  return TRUE;
}

static gboolean
add_part (Builder *builder, const HtValue *positions, guint least, gboolean is_outer)
{
  const guint8 flag = (guint8) is_outer;
  if (!is_array (positions))
    return refuse (builder, N_ ("coordinates that are no list"));
  if (ht_value_get_length (positions) < least)
    return refuse (builder, N_ ("line or ring with too few positions"));
  for (guint i = 0; i < ht_value_get_length (positions); i++)
    if (!add_position (builder, ht_value_get_item (positions, i)))
      return FALSE;
  g_array_append_val (builder->starts, builder->points->len);
  g_array_append_val (builder->outer, flag);
  return TRUE;
}

static gboolean
add_ring (Builder *builder, const HtValue *positions, gboolean is_outer)
{
  guint start = builder->points->len;
  /* Three positions may be a triangle that is not closed. */
  if (!add_part (builder, positions, 3, is_outer))
    return FALSE;
  const HtPoint first = g_array_index (builder->points, HtPoint, start);
  const HtPoint last = g_array_index (builder->points, HtPoint, builder->points->len - 1);
  if (first.lon != last.lon || first.lat != last.lat)
    {
      g_array_append_val (builder->points, first);
      g_array_index (builder->starts, guint, builder->starts->len - 1)++;
      *builder->closed = TRUE;
    }
  if (builder->points->len - start < 4)
    return refuse (builder, N_ ("line or ring with too few positions"));
  return TRUE;
}

static gboolean
add_polygon (Builder *builder, const HtValue *rings)
{
  if (!is_array (rings) || ht_value_get_length (rings) == 0)
    return refuse (builder, N_ ("coordinates that are no list"));
  for (guint i = 0; i < ht_value_get_length (rings); i++)
    if (!add_ring (builder, ht_value_get_item (rings, i), i == 0))
      return FALSE;
  return TRUE;
}

static gboolean
add_point (Builder *builder, const HtValue *position)
{
  const guint8 flag = TRUE;
  if (!add_position (builder, position))
    return FALSE;
  g_array_append_val (builder->starts, builder->points->len);
  g_array_append_val (builder->outer, flag);
  return TRUE;
}

static gboolean
add_line (Builder *builder, const HtValue *positions)
{
  return add_part (builder, positions, 2, TRUE);
}

static const struct
{
  const char *name;
  HtGeometryKind kind;
  gboolean (*add) (Builder *builder, const HtValue *coordinates);
  gboolean is_multi;
} types[] = { { "Point", HT_GEOMETRY_POINT, add_point, FALSE },
              { "LineString", HT_GEOMETRY_LINE, add_line, FALSE },
              { "Polygon", HT_GEOMETRY_POLYGON, add_polygon, FALSE },
              { "MultiPoint", HT_GEOMETRY_POINT, add_point, TRUE },
              { "MultiLineString", HT_GEOMETRY_LINE, add_line, TRUE },
              { "MultiPolygon", HT_GEOMETRY_POLYGON, add_polygon, TRUE } };

gboolean
ht_geojson_is_geometry_type (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (name, types[i].name) == 0)
      return TRUE;
  return strcmp (name, "GeometryCollection") == 0;
}

static gboolean
add_all (Builder *builder, guint type, const HtValue *coordinates)
{
  if (!types[type].is_multi)
    return types[type].add (builder, coordinates);
  if (!is_array (coordinates) || ht_value_get_length (coordinates) == 0)
    return refuse (builder, N_ ("coordinates that are no list"));
  if (types[type].kind == HT_GEOMETRY_POINT && ht_value_get_length (coordinates) > 1)
    return refuse (builder, N_ ("several points in one feature"));
  for (guint i = 0; i < ht_value_get_length (coordinates); i++)
    if (!types[type].add (builder, ht_value_get_item (coordinates, i)))
      return FALSE;
  return TRUE;
}

HtGeometry *
ht_geojson_geometry_new (const HtValue *object, gboolean *closed, const char **problem)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (HtPoint));
  g_autoptr (GArray) starts = g_array_new (FALSE, TRUE, sizeof (guint));
  g_autoptr (GArray) outer = g_array_new (FALSE, FALSE, sizeof (guint8));
  Builder builder = { points, starts, outer, closed, problem };
  const char *name = object != NULL ? ht_value_member_text (object, "type", "") : "";
  guint type = 0;
  *closed = FALSE;
  if (object == NULL || ht_value_get_kind (object) != HT_VALUE_MAP)
    {
      *problem = N_ ("feature without a geometry");
      return NULL;
    }
  while (type < G_N_ELEMENTS (types) && strcmp (types[type].name, name) != 0)
    type++;
  if (type == G_N_ELEMENTS (types))
    {
      *problem = strcmp (name, "GeometryCollection") == 0 ? N_ ("collection of geometries")
                                                          : N_ ("geometry of an unknown type");
      return NULL;
    }
  g_array_set_size (starts, 1);
  if (!add_all (&builder, type, ht_value_get_member (object, "coordinates")))
    return NULL;
  return ht_geometry_new_parts (types[type].kind, (const HtPoint *) points->data,
                                (const guint *) starts->data, (const guint8 *) outer->data, outer->len);
}
