/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "model/demo/dice.h"
#include "model/demo/mesh.h"

static void
add_stroke (GArray *strokes, double x0, double y0, double x1, double y1, guint flags)
{
  HtStroke stroke = { { x0, y0 }, { x1, y1 }, { .flags = (guint16) flags } };
  g_array_append_val (strokes, stroke);
}

static GArray *
square (double side)
{
  GArray *strokes = g_array_new (FALSE, FALSE, sizeof (HtStroke));
  add_stroke (strokes, 0, 0, side, 0, HT_EDGE_COAST);
  add_stroke (strokes, side, 0, side, side, HT_EDGE_COAST);
  add_stroke (strokes, side, side, 0, side, HT_EDGE_COAST);
  add_stroke (strokes, 0, side, 0, 0, HT_EDGE_COAST);
  return strokes;
}

/* Every half-edge is its successor's predecessor, shares its end with its twin's origin, and lies on the
 * cycle of its face; Euler's formula holds. */
static void
check (const HtMesh *mesh, guint parts)
{
  double area = 0;
  for (guint32 h = 0; h < mesh->halves->len; h++)
    {
      const HtHalf *half = ht_mesh_half (mesh, h);
      g_assert_cmpuint (ht_mesh_half (mesh, half->next)->prev, ==, h);
      g_assert_cmpuint (ht_mesh_half (mesh, half->next)->origin, ==, ht_mesh_half (mesh, h ^ 1)->origin);
      g_assert_cmpuint (ht_mesh_half (mesh, half->next)->face, ==, half->face);
    }
  for (guint32 c = 0; c < mesh->corners->len; c++)
    {
      guint32 half = g_array_index (mesh->corners, HtCorner, c).half;
      g_assert_cmpuint (ht_mesh_half (mesh, half)->origin, ==, c);
    }
  for (guint32 face = 1; face < mesh->faces->len; face++)
    {
      g_assert_cmpuint (ht_mesh_half (mesh, g_array_index (mesh->faces, guint32, face))->face, ==, face);
      area += ht_mesh_face_area (mesh, face);
    }
  g_assert_cmpfloat (area, >, 0);
  g_assert_cmpint ((int) mesh->corners->len - (int) mesh->edges->len + (int) mesh->faces->len, ==,
                   (int) parts + 1);
}

static double
sum_areas (const HtMesh *mesh)
{
  double area = 0;
  for (guint32 face = 1; face < mesh->faces->len; face++)
    area += ht_mesh_face_area (mesh, face);
  return area;
}

static void
test_crossing (void)
{
  g_autoptr (GArray) strokes = square (1000);
  add_stroke (strokes, -200, 500, 1200, 510, HT_EDGE_ROAD); /* sticks out at both ends */
  add_stroke (strokes, 400, 3, 600, 999, HT_EDGE_ROAD);     /* nearly reaches both sides */
  add_stroke (strokes, 200, 100, 300, 200, HT_EDGE_ROAD);   /* touches nothing */
  add_stroke (strokes, 700, 505, 700, 800, HT_EDGE_ROAD);   /* a dead end */
  g_autoptr (HtMesh) mesh = ht_mesh_build (strokes, 5);
  check (mesh, 1);
  g_assert_cmpuint (mesh->faces->len, ==, 1 + 4);
  g_assert_cmpfloat (fabs (sum_areas (mesh) - 1e6), <, 5000);
  ht_mesh_close_dead_ends (mesh);
  check (mesh, 1);
  g_assert_cmpuint (mesh->faces->len, ==, 1 + 5);
}

/* Two islands, and a line that lies on another. */
static void
test_parts (void)
{
  g_autoptr (GArray) strokes = square (1000);
  add_stroke (strokes, 3000, 0, 4000, 0, HT_EDGE_COAST);
  add_stroke (strokes, 4000, 0, 3500, 800, HT_EDGE_COAST);
  add_stroke (strokes, 3500, 800, 3000, 0, HT_EDGE_COAST);
  add_stroke (strokes, 0, 0, 1000, 0, HT_EDGE_ROAD);
  g_autoptr (HtMesh) mesh = ht_mesh_build (strokes, 5);
  check (mesh, 2);
  g_assert_cmpuint (mesh->edges->len, ==, 7);
  g_assert_cmpuint (ht_mesh_edge (mesh, 0)->flags, ==, HT_EDGE_COAST | HT_EDGE_ROAD);
}

/* Random lines, then many cuts: the whole stays the whole. */
static void
test_cuts (void)
{
  HtDemoDice dice = { (guint64) g_test_rand_int_range (1, 1000000) };
  g_autoptr (GArray) strokes = square (10000);
  for (guint i = 0; i < 30; i++)
    add_stroke (strokes, ht_demo_dice_between (&dice, -100, 10100), ht_demo_dice_between (&dice, -100, 10100),
                ht_demo_dice_between (&dice, -100, 10100), ht_demo_dice_between (&dice, -100, 10100),
                HT_EDGE_ROAD);
  g_autoptr (HtMesh) mesh = ht_mesh_build (strokes, 20);
  ht_mesh_close_dead_ends (mesh);
  double whole = sum_areas (mesh);
  g_assert_cmpfloat (fabs (whole - 1e8), <, 1e6);
  const HtCut cut
      = { .like = { .flags = HT_EDGE_ROAD }, .snap_m = 40, .low = 0.35, .high = 0.65, .tilt = 0.2 };
  guint made = 0;
  for (guint32 face = 1; face < mesh->faces->len && made < 4000; face++)
    while (ht_mesh_face_area (mesh, face) > 30000)
      {
        const double lots[4]
            = { ht_demo_dice_between (&dice, 0, 1), ht_demo_dice_between (&dice, 0, 1), 0, 0 };
        if (ht_mesh_cut_face (mesh, face, &cut, lots) == HT_MESH_NONE)
          break;
        made++;
      }
  check (mesh, 1);
  g_assert_cmpuint (made, >, 1500);
  g_assert_cmpfloat (fabs (sum_areas (mesh) - whole), <, 1);
  for (guint32 face = 1; face < mesh->faces->len; face++)
    g_assert_cmpfloat (ht_mesh_face_area (mesh, face), >, 0);
}

static void
test_middle (void)
{
  g_autoptr (GArray) strokes = g_array_new (FALSE, FALSE, sizeof (HtStroke));
  const double u_shape[][2] = { { 0, 0 },     { 900, 0 },   { 900, 900 }, { 700, 900 },
                                { 700, 200 }, { 200, 200 }, { 200, 900 }, { 0, 900 } };
  for (guint i = 0; i < 8; i++)
    add_stroke (strokes, u_shape[i][0], u_shape[i][1], u_shape[(i + 1) % 8][0], u_shape[(i + 1) % 8][1],
                HT_EDGE_COAST);
  g_autoptr (HtMesh) mesh = ht_mesh_build (strokes, 5);
  g_autoptr (GArray) ring = g_array_new (FALSE, FALSE, sizeof (HtSpot));
  ht_mesh_face_ring (mesh, 1, ring);
  g_assert_true (ht_plane_inside (ring, ht_mesh_face_middle (mesh, 1)));
}

/* The bend is undone to the millimetre everywhere in the city. */
static void
test_plane (void)
{
  for (double lon = 120.8; lon < 122.1; lon += 0.037)
    for (double lat = 30.6; lat < 31.9; lat += 0.041)
      {
        HtPoint point = { ht_geo_quantise (lon), ht_geo_quantise (lat) };
        HtPoint back = ht_plane_to_earth (ht_plane_from_earth (point));
        g_assert_cmpfloat (fabs (back.lon - point.lon), <, 1.5e-7);
        g_assert_cmpfloat (fabs (back.lat - point.lat), <, 1.5e-7);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/demo-mesh/crossing", test_crossing);
  g_test_add_func ("/model/demo-mesh/parts", test_parts);
  g_test_add_func ("/model/demo-mesh/cuts", test_cuts);
  g_test_add_func ("/model/demo-mesh/middle", test_middle);
  g_test_add_func ("/model/demo-mesh/plane", test_plane);
  return g_test_run ();
}
