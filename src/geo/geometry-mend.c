/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/geometry-mend.h"

#include <geos_c.h>

/* A ring of up to this many points is checked here; GEOS's set-up would cost more than the check. */
#define SMALL_RING 40

/* GEOS handles belong to one thread each. */
static void
free_context (gpointer context)
{
  GEOS_finish_r (context);
}
static GPrivate context_key = G_PRIVATE_INIT (free_context);

static GEOSContextHandle_t
get_context (void)
{
  GEOSContextHandle_t context = g_private_get (&context_key);
  if (context == NULL)
    {
      context = GEOS_init_r ();
      g_private_set (&context_key, context);
    }
  return context;
}

static double
side (const HtPoint *a, const HtPoint *b, const HtPoint *c)
{
  return (b->lon - a->lon) * (c->lat - a->lat) - (b->lat - a->lat) * (c->lon - a->lon);
}

/* Whether segments ab and cd touch; near ones count as touching, as GEOS then decides. */
static gboolean
touch (const HtPoint *a, const HtPoint *b, const HtPoint *c, const HtPoint *d)
{
  if (MAX (a->lon, b->lon) < MIN (c->lon, d->lon) || MAX (c->lon, d->lon) < MIN (a->lon, b->lon)
      || MAX (a->lat, b->lat) < MIN (c->lat, d->lat) || MAX (c->lat, d->lat) < MIN (a->lat, b->lat))
    return FALSE;
  return side (a, b, c) * side (a, b, d) <= 0.0 && side (c, d, a) * side (c, d, b) <= 0.0;
}

/* TRUE where a single small ring surely is simple; FALSE leaves the question open. */
static gboolean
is_plainly_simple (const HtGeometry *polygon)
{
  const HtPoint *p = polygon->points;
  guint n = polygon->n_points - 1;
  if (polygon->n_parts != 1 || n < 3 || n > SMALL_RING)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      /* A spike goes back the way it came. */
      if (side (&p[i], &p[i + 1], &p[(i + 2) % n]) == 0.0)
        return FALSE;
      for (guint k = i + 2; k < n; k++)
        if (!(i == 0 && k == n - 1) && touch (&p[i], &p[i + 1], &p[k], &p[k + 1]))
          return FALSE;
    }
  return TRUE;
}

static GEOSGeometry *
to_ring (GEOSContextHandle_t context, const HtGeometry *polygon, guint part)
{
  guint n = polygon->part_start[part + 1] - polygon->part_start[part];
  GEOSCoordSequence *sequence = GEOSCoordSeq_create_r (context, n, 2);
  for (guint i = 0; i < n; i++)
    {
      const HtPoint *point = &polygon->points[polygon->part_start[part] + i];
      GEOSCoordSeq_setXY_r (context, sequence, i, point->lon, point->lat);
    }
  return GEOSGeom_createLinearRing_r (context, sequence);
}

/* The polygon that begins at @part; *@part becomes the next one's beginning. */
static GEOSGeometry *
to_polygon (GEOSContextHandle_t context, const HtGeometry *polygon, guint *part)
{
  g_autoptr (GPtrArray) holes = g_ptr_array_new ();
  GEOSGeometry *shell = to_ring (context, polygon, (*part)++);
  for (; *part < polygon->n_parts && !polygon->outer[*part]; (*part)++)
    g_ptr_array_add (holes, to_ring (context, polygon, *part));
  return GEOSGeom_createPolygon_r (context, shell, (GEOSGeometry **) holes->pdata, holes->len);
}

static GEOSGeometry *
to_geos (GEOSContextHandle_t context, const HtGeometry *polygon)
{
  g_autoptr (GPtrArray) polygons = g_ptr_array_new ();
  for (guint part = 0; part < polygon->n_parts;)
    g_ptr_array_add (polygons, to_polygon (context, polygon, &part));
  return GEOSGeom_createCollection_r (context, GEOS_MULTIPOLYGON, (GEOSGeometry **) polygons->pdata,
                                      polygons->len);
}

typedef struct
{
  GEOSContextHandle_t context;
  GArray *points, *starts, *outer;
} Collector;

static void
collect_ring (Collector *collector, const GEOSGeometry *ring, gboolean is_outer)
{
  unsigned n = 0;
  const guint8 flag = (guint8) is_outer;
  const GEOSCoordSequence *sequence = GEOSGeom_getCoordSeq_r (collector->context, ring);
  GEOSCoordSeq_getSize_r (collector->context, sequence, &n);
  for (unsigned i = 0; i < n; i++)
    {
      HtPoint point;
      GEOSCoordSeq_getXY_r (collector->context, sequence, i, &point.lon, &point.lat);
      g_array_append_val (collector->points, point);
    }
  g_array_append_val (collector->starts, collector->points->len);
  g_array_append_val (collector->outer, flag);
}

/* Rings of the polygons in @geometry; make_valid may also leave lines and points, which are let go. */
static void
collect (Collector *collector, const GEOSGeometry *geometry)
{
  int type = GEOSGeomTypeId_r (collector->context, geometry);
  if (type == GEOS_POLYGON && GEOSisEmpty_r (collector->context, geometry) == 0)
    {
      collect_ring (collector, GEOSGetExteriorRing_r (collector->context, geometry), TRUE);
      int n_holes = GEOSGetNumInteriorRings_r (collector->context, geometry);
      for (int i = 0; i < n_holes; i++)
        collect_ring (collector, GEOSGetInteriorRingN_r (collector->context, geometry, i), FALSE);
    }
  else if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION)
    {
      int n = GEOSGetNumGeometries_r (collector->context, geometry);
      for (int i = 0; i < n; i++)
        collect (collector, GEOSGetGeometryN_r (collector->context, geometry, i));
    }
}

static HtGeometry *
from_geos (GEOSContextHandle_t context, const GEOSGeometry *geometry)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (HtPoint));
  g_autoptr (GArray) starts = g_array_new (FALSE, TRUE, sizeof (guint));
  g_autoptr (GArray) outer = g_array_new (FALSE, FALSE, sizeof (guint8));
  Collector collector = { context, points, starts, outer };
  g_array_set_size (starts, 1);
  collect (&collector, geometry);
  if (outer->len == 0)
    return NULL;
  return ht_geometry_new_parts (HT_GEOMETRY_POLYGON, (const HtPoint *) points->data,
                                (const guint *) starts->data, (const guint8 *) outer->data, outer->len);
}

HtGeometry *
ht_geometry_mend (HtGeometry *polygon, gboolean *mended)
{
  g_return_val_if_fail (polygon != NULL && polygon->kind == HT_GEOMETRY_POLYGON, NULL);
  *mended = FALSE;
  if (is_plainly_simple (polygon))
    return polygon;
  GEOSContextHandle_t context = get_context ();
  GEOSGeometry *geometry = to_geos (context, polygon);
  if (geometry == NULL || GEOSisValid_r (context, geometry) == 1)
    {
      GEOSGeom_destroy_r (context, geometry);
      return polygon;
    }
  *mended = TRUE;
  GEOSGeometry *valid = GEOSMakeValid_r (context, geometry);
  HtGeometry *result = valid != NULL ? from_geos (context, valid) : NULL;
  GEOSGeom_destroy_r (context, valid);
  GEOSGeom_destroy_r (context, geometry);
  ht_geometry_unref (polygon);
  return result;
}
