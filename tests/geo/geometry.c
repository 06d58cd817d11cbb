/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Boxes, distances, areas, points on areas, and the bytes of geometries. */
#include "geo/geometry.h"

#include <math.h>
#include <string.h>

#include "base/digest.h"
#include "geo/error.h"
#include "geo/feature.h"
#include "geo/geometry-mend.h"
#include "geo/osm-rings.h"

/* Reads "1 2,3 4;5 6": points by commas, parts by semicolons. */
static HtGeometry *
shape (HtGeometryKind kind, const char *text, const char *outer)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (HtPoint));
  g_autoptr (GArray) starts = g_array_new (FALSE, TRUE, sizeof (guint));
  g_autoptr (GArray) flags = g_array_new (FALSE, FALSE, 1);
  g_auto (GStrv) parts = g_strsplit (text, ";", -1);
  g_array_set_size (starts, 1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto (GStrv) pairs = g_strsplit (parts[i], ",", -1);
      const guint8 flag = outer == NULL || outer[i] == 'o';
      for (guint k = 0; pairs[k] != NULL; k++)
        {
          char *end;
          HtPoint point = { .lon = g_ascii_strtod (pairs[k], &end) };
          point.lat = g_ascii_strtod (end, NULL);
          g_array_append_val (points, point);
        }
      g_array_append_val (starts, points->len);
      g_array_append_val (flags, flag);
    }
  return ht_geometry_new_parts (kind, (const HtPoint *) points->data, (const guint *) starts->data,
                                (const guint8 *) flags->data, flags->len);
}

#define SQUARE "0 0,1 0,1 1,0 1,0 0"
#define HOLE "0.25 0.25,0.75 0.25,0.75 0.75,0.25 0.75,0.25 0.25"

static void
test_points (void)
{
  static const struct
  {
    HtPoint point;
    gboolean valid;
  } rows[] = { { { 0, 0 }, TRUE },      { { 180, 90 }, TRUE },      { { -180, -90 }, TRUE },
               { { 180.1, 0 }, FALSE }, { { 0, 90.1 }, FALSE },     { { NAN, 0 }, FALSE },
               { { 0, NAN }, FALSE },   { { INFINITY, 0 }, FALSE }, { { 0, -INFINITY }, FALSE } };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (ht_point_is_valid (&rows[i].point), ==, rows[i].valid);
  g_assert_cmpfloat (ht_geo_quantise (121.48850004), ==, 121.4885);
  g_assert_cmpfloat (ht_geo_quantise (121.48850006), ==, 121.4885001);
  g_assert_cmpfloat (ht_geo_quantise (-0.00000004), ==, 0.0);
}

static void
test_boxes (void)
{
  HtBox box = ht_box_empty (), other = ht_box_empty ();
  g_assert_true (ht_box_is_empty (&box));
  g_assert_false (ht_box_intersects (&box, &box));
  ht_box_add (&box, &(HtPoint){ 1, 2 });
  g_assert_false (ht_box_is_empty (&box));
  g_assert_false (ht_box_intersects (&box, &other));
  ht_box_add (&box, &(HtPoint){ -1, 5 });
  g_assert_cmpfloat (box.min_lon, ==, -1);
  g_assert_cmpfloat (box.max_lat, ==, 5);
  ht_box_add (&other, &(HtPoint){ 1, 5 });
  g_assert_true (ht_box_intersects (&box, &other));
  const HtBox beside = { 1.1, 0, 2, 9 };
  g_assert_false (ht_box_intersects (&box, &beside));
}

/* Geodesics on WGS 84: the equator's degree and the meridian's are 111,319.491 m and, at the equator,
   110,574.389 m; London to Sydney is Karney's own example of GeodSolve. */
static void
test_distances (void)
{
  static const struct
  {
    HtPoint a, b;
    double metres, tolerance;
  } rows[] = { { { 0, 0 }, { 1, 0 }, 111319.491, 0.01 },
               { { 0, 0 }, { 0, 1 }, 110574.389, 0.01 },
               { { 0, 0 }, { 0.1, 0 }, 11131.949, 0.01 },
               { { 0, 0 }, { 0, 0.1 }, 11057.428, 0.02 },
               { { 121.4885, 31.2752 }, { 121.4885, 31.2752 }, 0.0, 1e-9 },
               { { 0, 90 }, { 180, 90 }, 0.0, 1e-6 },
               { { 179.95, 0 }, { -179.95, 0 }, 11131.949, 0.02 },
               { { 0, 0 }, { 180, 0 }, 20003931.459, 0.01 } };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_cmpfloat_with_epsilon (ht_geo_distance_m (&rows[i].a, &rows[i].b), rows[i].metres,
                                      rows[i].tolerance);
      g_assert_cmpfloat_with_epsilon (ht_geo_distance_m (&rows[i].b, &rows[i].a), rows[i].metres,
                                      rows[i].tolerance);
    }
}

static void
test_local_formula (void)
{
  /* Near and far meet: the plane is within a ten-thousandth of the geodesic at its limit of a fifth of a
   * degree. */
  for (double lat = -79.0; lat < 80.0; lat += 7.0)
    {
      const HtPoint a = { 0.0, lat }, inside = { 0.1999, lat + 0.1999 }, outside = { 0.2001, lat + 0.2001 };
      double near = ht_geo_distance_m (&a, &inside), far = ht_geo_distance_m (&a, &outside);
      g_assert_cmpfloat_with_epsilon (near / far, 0.1999 / 0.2001, 1e-4);
    }
}

static void
test_bearings (void)
{
  const HtPoint here = { 121.5, 31.2 };
  static const struct
  {
    double east, north, degrees;
  } rows[] = { { 0, 0.1, 0 }, { 0.1, 0, 90 }, { 0, -0.1, 180 }, { -0.1, 0, 270 } };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const HtPoint there = { here.lon + rows[i].east, here.lat + rows[i].north };
      g_assert_cmpfloat_with_epsilon (ht_geo_bearing_deg (&here, &there), rows[i].degrees, 0.05);
    }
}

static void
test_lengths_and_areas (void)
{
  g_autoptr (HtGeometry) line = shape (HT_GEOMETRY_LINE, "0 0,1 0,1 1;5 0,6 0", NULL);
  g_assert_cmpfloat_with_epsilon (ht_geometry_length_m (line), 2 * 111319.491 + 110574.389, 20.0);
  g_assert_cmpfloat (ht_geometry_area_m2 (line), ==, 0.0);
  /* The square degree at the equator: 12,308.778 km² (Karney's Planimeter). */
  g_autoptr (HtGeometry) square = shape (HT_GEOMETRY_POLYGON, SQUARE, NULL);
  g_assert_cmpfloat_with_epsilon (ht_geometry_area_m2 (square) / 1e6, 12308.778, 0.01);
  g_autoptr (HtGeometry) ring = shape (HT_GEOMETRY_POLYGON, SQUARE ";" HOLE, "oi");
  g_assert_cmpfloat_with_epsilon (ht_geometry_area_m2 (ring) / 1e6, 12308.778 * 0.75, 0.1);
  /* The direction of rings does not matter. */
  g_autoptr (HtGeometry) turned = shape (HT_GEOMETRY_POLYGON, "0 0,0 1,1 1,1 0,0 0;" HOLE, "oi");
  g_assert_cmpfloat_with_epsilon (ht_geometry_area_m2 (turned), ht_geometry_area_m2 (ring), 1.0);
  g_autoptr (HtGeometry) two = shape (HT_GEOMETRY_POLYGON, SQUARE ";5 0,6 0,6 1,5 1,5 0", "oo");
  g_assert_cmpfloat_with_epsilon (ht_geometry_area_m2 (two), 2 * ht_geometry_area_m2 (square), 1.0);
}

static void
test_contains (void)
{
  g_autoptr (HtGeometry) ring = shape (HT_GEOMETRY_POLYGON, SQUARE ";" HOLE ";5 0,6 0,6 1,5 1,5 0", "oio");
  static const struct
  {
    HtPoint point;
    gboolean inside;
  } rows[]
      = { { { 0.1, 0.1 }, TRUE }, { { 0.5, 0.5 }, FALSE },  { { 0.5, 0.1 }, TRUE }, { { 5.5, 0.5 }, TRUE },
          { { 3, 0.5 }, FALSE },  { { -0.1, 0.5 }, FALSE }, { { 0.5, 2 }, FALSE },  { { 0.5, 0.9 }, TRUE } };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (ht_geometry_contains (ring, &rows[i].point), ==, rows[i].inside);
  g_autoptr (HtGeometry) line = shape (HT_GEOMETRY_LINE, SQUARE, NULL);
  g_assert_false (ht_geometry_contains (line, &rows[0].point));
}

static void
test_label_points (void)
{
  /* A point on the area, even where its middle is a hole or lies outside. */
  static const struct
  {
    const char *text, *outer;
  } rows[] = { { SQUARE, "o" },
               { SQUARE ";" HOLE, "oi" },
               { "0 0,3 0,3 3,2.9 3,2.9 0.1,0 0.1,0 0", "o" },
               { "0 0,3 0,3 0.1,0.1 0.1,0.1 2.9,3 2.9,3 3,0 3,0 0", "o" },
               { SQUARE ";5 0,9 0,9 4,5 4,5 0", "oo" },
               { "0 0,1 0,0.5 1,0 0", "o" } };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HtGeometry) area = shape (HT_GEOMETRY_POLYGON, rows[i].text, rows[i].outer);
      const HtPoint at = ht_geometry_label_point (area);
      g_test_message ("%s: %g %g", rows[i].text, at.lon, at.lat);
      g_assert_true (ht_geometry_contains (area, &at));
    }
  g_autoptr (HtGeometry) line = shape (HT_GEOMETRY_LINE, "0 0,0 1,0 4", NULL);
  const HtPoint middle = ht_geometry_label_point (line);
  g_assert_cmpfloat_with_epsilon (middle.lat, 2.0, 0.01);
  g_autoptr (HtGeometry) point = ht_geometry_new_point (3, 4);
  g_assert_cmpfloat (ht_geometry_label_point (point).lat, ==, 4.0);
  g_autoptr (HtGeometry) dot = shape (HT_GEOMETRY_LINE, "7 8,7 8", NULL);
  g_assert_cmpfloat (ht_geometry_label_point (dot).lon, ==, 7.0);
}

static char *
to_hex (const HtGeometry *geometry)
{
  g_autoptr (GBytes) bytes = ht_geometry_to_ewkb (geometry);
  return ht_hex_dup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static HtGeometry *
from_hex (const char *hex, GError **error)
{
  gsize n = strlen (hex) / 2;
  g_autofree guint8 *bytes = g_malloc (n + 1);
  for (gsize i = 0; i < n; i++)
    bytes[i] = (guint8) (g_ascii_xdigit_value (hex[2 * i]) * 16 + g_ascii_xdigit_value (hex[2 * i + 1]));
  return ht_geometry_from_ewkb (bytes, n, error);
}

/* What PostGIS's ST_AsEWKB gives for SRID=4326;POINT(1 2), LINESTRING(1 2,3 4) and POLYGON((0 0,1 0,1 1,0
 * 0)). */
static const struct
{
  HtGeometryKind kind;
  const char *text, *hex;
} published[] = {
  { HT_GEOMETRY_POINT, "1 2", "0101000020e6100000000000000000f03f0000000000000040" },
  { HT_GEOMETRY_LINE, "1 2,3 4",
    "0102000020e610000002000000000000000000f03f000000000000004000000000000008400000000000001040" },
  { HT_GEOMETRY_POLYGON, "0 0,1 0,1 1,0 0",
    "0103000020e6100000010000000400000000000000000000000000000000000000000000000000f03f0000000000000000000000"
    "000000f03f"
    "000000000000f03f00000000000000000000000000000000" },
};

static void
test_published_bytes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (published); i++)
    {
      g_autoptr (HtGeometry) geometry = shape (published[i].kind, published[i].text, NULL);
      g_autofree char *hex = to_hex (geometry);
      g_assert_cmpstr (hex, ==, published[i].hex);
    }
}

static void
test_bytes_there_and_back (void)
{
  static const struct
  {
    HtGeometryKind kind;
    const char *text, *outer;
  } rows[] = { { HT_GEOMETRY_POINT, "121.4885 31.2752", NULL },
               { HT_GEOMETRY_LINE, "1 2,3 4,5 6", NULL },
               { HT_GEOMETRY_LINE, "1 2,3 4;5 6,7 8,9 10", NULL },
               { HT_GEOMETRY_POLYGON, SQUARE, "o" },
               { HT_GEOMETRY_POLYGON, SQUARE ";" HOLE, "oi" },
               { HT_GEOMETRY_POLYGON, SQUARE ";" HOLE ";5 0,6 0,6 1,5 1,5 0", "oio" },
               { HT_GEOMETRY_POLYGON, SQUARE ";5 0,6 0,6 1,5 1,5 0", "oo" } };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HtGeometry) geometry = shape (rows[i].kind, rows[i].text, rows[i].outer);
      g_autofree char *hex = to_hex (geometry);
      g_autoptr (HtGeometry) back = from_hex (hex, &error);
      g_assert_no_error (error);
      g_assert_cmpint (back->kind, ==, geometry->kind);
      g_assert_cmpmem (back->part_start, (back->n_parts + 1) * sizeof (guint), geometry->part_start,
                       (geometry->n_parts + 1) * sizeof (guint));
      g_assert_cmpmem (back->outer, back->n_parts, geometry->outer, geometry->n_parts);
      g_assert_cmpmem (back->points, back->n_points * sizeof (HtPoint), geometry->points,
                       geometry->n_points * sizeof (HtPoint));
    }
}

static void
test_other_forms_of_bytes (void)
{
  /* Without SRID, big-endian, with heights as ISO and as PostGIS write them, a multipoint of one. */
  static const char *const points[]
      = { "0101000000000000000000f03f0000000000000040",
          "00000000013ff00000000000004000000000000000",
          "01e9030000000000000000f03f00000000000000400000000000000840",
          "0101000080000000000000f03f00000000000000400000000000000840",
          "01b90b0000000000000000f03f000000000000004000000000000008400000000000001040",
          "01010000a0e6100000000000000000f03f00000000000000400000000000000840",
          "0104000000010000000101000000000000000000f03f0000000000000040" };
  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    {
      g_autoptr (GError) error = NULL;
      g_test_message ("%s", points[i]);
      g_autoptr (HtGeometry) point = from_hex (points[i], &error);
      g_assert_no_error (error);
      g_assert_cmpint (point->kind, ==, HT_GEOMETRY_POINT);
      g_assert_cmpfloat (point->points[0].lon, ==, 1.0);
      g_assert_cmpfloat (point->points[0].lat, ==, 2.0);
    }
}

static const struct
{
  const char *hex;
  int code;
} refused[] = {
  { "", HT_GEO_ERROR_INVALID },
  { "01", HT_GEO_ERROR_INVALID },
  { "0201000000000000000000f03f0000000000000040", HT_GEO_ERROR_INVALID },             /* byte order 2 */
  { "0101000000000000000000f03f00000000000000", HT_GEO_ERROR_INVALID },               /* cut */
  { "0101000000000000000000f03f000000000000004000", HT_GEO_ERROR_INVALID },           /* a byte more */
  { "0101000020110f0000000000000000f03f0000000000000040", HT_GEO_ERROR_UNSUPPORTED }, /* SRID 3857 */
  { "0101000000000000000000f87f0000000000000040", HT_GEO_ERROR_INVALID },             /* NaN */
  { "0101000000000000000000f07f0000000000000040", HT_GEO_ERROR_INVALID },             /* infinity */
  { "01010000000000000000e0664000000000000000c0", HT_GEO_ERROR_INVALID },             /* 183 degrees east */
  { "0107000000000000000", HT_GEO_ERROR_UNSUPPORTED },                                /* a collection */
  { "0108000000", HT_GEO_ERROR_UNSUPPORTED },                                         /* a curve */
  { "01a10f0000", HT_GEO_ERROR_INVALID },                                             /* type 4001 */
  { "010200000000000000", HT_GEO_ERROR_INVALID },                                     /* no point */
  { "010200000001000000000000000000f03f0000000000000040", HT_GEO_ERROR_INVALID },     /* one point */
  { "0102000000ffffffff000000000000f03f0000000000000040", HT_GEO_ERROR_INVALID },     /* 4 billion points */
  { "010300000000000000", HT_GEO_ERROR_INVALID },                                     /* no ring */
  { "01030000000100000003000000000000000000000000000000000000000000000000000000000000000000f03f"
    "00000000000000000000000000000000",
    HT_GEO_ERROR_INVALID }, /* three points */
  { "01030000000100000004000000000000000000000000000000000000000000000000000f03f0000000000000000000000000000f"
    "03f"
    "000000000000f03f00000000000000000000000000000840",
    HT_GEO_ERROR_INVALID }, /* not closed */
  { "010400000002000000"
    "0101000000000000000000f03f0000000000000040"
    "0101000000000000000000f03f0000000000000040",
    HT_GEO_ERROR_UNSUPPORTED }, /* two points */
  { "010500000001000000"
    "0101000000000000000000f03f0000000000000040",
    HT_GEO_ERROR_INVALID }, /* a point among lines */
};

static void
test_refused_bytes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;
      g_test_message ("%s", refused[i].hex);
      g_assert_null (from_hex (refused[i].hex, &error));
      g_assert_error (error, HT_GEO_ERROR, refused[i].code);
    }
}

static void
test_quantised_bytes (void)
{
  /* Two positions a tenth of a millimetre apart have the same bytes. */
  g_autoptr (HtGeometry) a = ht_geometry_new_point (121.488500001, 31.2752);
  g_autoptr (HtGeometry) b = ht_geometry_new_point (121.488499999, 31.2752);
  g_autofree char *a_hex = to_hex (a);
  g_autofree char *b_hex = to_hex (b);
  g_assert_cmpstr (a_hex, ==, b_hex);
}

static void
test_mend (void)
{
  static const struct
  {
    const char *text, *outer;
    gboolean mended;
    double share; /* of the square degree */
  } rows[] = { { SQUARE, "o", FALSE, 1.0 },
               { SQUARE ";" HOLE, "oi", FALSE, 0.75 },
               { "0 0,1 0,0 1,1 1,0 0", "o", TRUE, 0.5 },
               { "0 0,1 0,1 1,1 2,1 1,0 1,0 0", "o", TRUE, 1.0 },
               { "0 0,1 0,1 1,0 1,0 0;0.5 0.5,2 0.5,2 0.6,0.5 0.6,0.5 0.5", "oi", TRUE, 1.05 },
               { "0 0,1 0,1 0,1 1,0 1,0 0", "o", FALSE, 1.0 } };
  g_autoptr (HtGeometry) square = shape (HT_GEOMETRY_POLYGON, SQUARE, "o");
  double unit = ht_geometry_area_m2 (square);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gboolean mended;
      g_test_message ("%s", rows[i].text);
      HtGeometry *area = ht_geometry_mend (shape (HT_GEOMETRY_POLYGON, rows[i].text, rows[i].outer), &mended);
      g_assert_nonnull (area);
      g_assert_cmpint (mended, ==, rows[i].mended);
      g_assert_cmpfloat_with_epsilon (ht_geometry_area_m2 (area) / unit, rows[i].share, 0.002);
      ht_geometry_unref (area);
    }
  /* A polygon that is only a line. */
  gboolean mended;
  g_assert_null (ht_geometry_mend (shape (HT_GEOMETRY_POLYGON, "0 0,1 0,2 0,0 0", "o"), &mended));
}

static void
test_mend_large (void)
{
  /* A star of 200 points is simple; with two of them swapped it is not. */
  HtPoint points[201];
  for (guint i = 0; i < 200; i++)
    {
      double radius = i % 2 == 0 ? 1.0 : 0.5;
      points[i] = (HtPoint){ radius * cos (i * G_PI / 100.0), radius * sin (i * G_PI / 100.0) };
    }
  points[200] = points[0];
  const guint starts[] = { 0, 201 };
  gboolean mended;
  HtGeometry *star
      = ht_geometry_mend (ht_geometry_new_parts (HT_GEOMETRY_POLYGON, points, starts, NULL, 1), &mended);
  g_assert_false (mended);
  g_assert_cmpuint (star->n_points, ==, 201);
  ht_geometry_unref (star);
  const HtPoint swapped = points[50];
  points[50] = points[150];
  points[150] = swapped;
  star = ht_geometry_mend (ht_geometry_new_parts (HT_GEOMETRY_POLYGON, points, starts, NULL, 1), &mended);
  g_assert_true (mended);
  ht_geometry_unref (star);
}

static void
test_rings (void)
{
  /* A ring in four pieces in any order and direction, and one that stays open. */
  static const guint32 a[] = { 1, 2, 3 }, b[] = { 5, 4, 3 }, c[] = { 5, 6 }, d[] = { 1, 7, 6 },
                       open[] = { 8, 9, 10 };
  const HtRingWay ways[]
      = { { a, 3, FALSE }, { open, 3, TRUE }, { d, 3, FALSE }, { b, 3, FALSE }, { c, 2, FALSE } };
  g_autoptr (HtRings) rings = ht_rings_join (ways, G_N_ELEMENTS (ways));
  g_assert_cmpuint (rings->start->len, ==, 2);
  g_assert_cmpuint (rings->nodes->len, ==, 8);
  g_assert_cmpuint (g_array_index (rings->nodes, guint32, 0), ==, g_array_index (rings->nodes, guint32, 7));
  g_assert_cmpuint (rings->n_open_inner, ==, 1);
  g_assert_cmpuint (rings->n_open_outer, ==, 0);
  g_autoptr (HtRings) none = ht_rings_join (NULL, 0);
  g_assert_cmpuint (none->start->len, ==, 1);
}

static void
test_rings_of_one_or_two (void)
{
  static const guint32 closed[] = { 1, 2, 3, 1 }, there[] = { 1, 2 }, back[] = { 2, 1 }, lone[] = { 5 };
  const HtRingWay ways[]
      = { { closed, 4, FALSE }, { there, 2, FALSE }, { back, 2, FALSE }, { lone, 1, FALSE } };
  g_autoptr (HtRings) rings = ht_rings_join (ways, G_N_ELEMENTS (ways));
  g_assert_cmpuint (rings->start->len, ==, 2);
  /* There and back encloses nothing. */
  g_assert_cmpuint (rings->n_open_outer, ==, 1);
}

static void
test_features (void)
{
  const HtUuid id = ht_uuid_random ();
  HtGeometry *point = ht_geometry_new_point (1, 2);
  HtFeature *feature = ht_feature_new ("station", &id, NULL, NULL, point);
  g_assert_true (feature->table == g_intern_string ("station"));
  g_assert_cmpuint (ht_value_get_length (feature->attributes), ==, 0);
  g_assert_true (ht_feature_ref (feature) == feature);
  ht_feature_unref (feature);
  g_assert_cmpfloat (feature->geometry->points[0].lat, ==, 2.0);
  ht_feature_unref (feature);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geo/geometry/points", test_points);
  g_test_add_func ("/geo/geometry/boxes", test_boxes);
  g_test_add_func ("/geo/geometry/distances", test_distances);
  g_test_add_func ("/geo/geometry/local-formula", test_local_formula);
  g_test_add_func ("/geo/geometry/bearings", test_bearings);
  g_test_add_func ("/geo/geometry/lengths-and-areas", test_lengths_and_areas);
  g_test_add_func ("/geo/geometry/contains", test_contains);
  g_test_add_func ("/geo/geometry/label-points", test_label_points);
  g_test_add_func ("/geo/geometry/published-bytes", test_published_bytes);
  g_test_add_func ("/geo/geometry/bytes-there-and-back", test_bytes_there_and_back);
  g_test_add_func ("/geo/geometry/other-forms-of-bytes", test_other_forms_of_bytes);
  g_test_add_func ("/geo/geometry/refused-bytes", test_refused_bytes);
  g_test_add_func ("/geo/geometry/quantised-bytes", test_quantised_bytes);
  g_test_add_func ("/geo/geometry/mend", test_mend);
  g_test_add_func ("/geo/geometry/mend-large", test_mend_large);
  g_test_add_func ("/geo/geometry/rings", test_rings);
  g_test_add_func ("/geo/geometry/rings-of-one-or-two", test_rings_of_one_or_two);
  g_test_add_func ("/geo/geometry/features", test_features);
  return g_test_run ();
}
