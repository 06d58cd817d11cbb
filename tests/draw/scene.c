/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/scene.h"

#include <math.h>

#include "draw/projection.h"
#include "draw/scene-private.h"
#include "draw/style.h"
#include "town.h"

static gboolean
add (HtSceneBuilder *builder, const char *table, const char *kind, const char *name, HtGeometry *geometry)
{
  HtFeature *feature = town_feature (table, kind, name, geometry);
  gboolean taken = ht_scene_builder_add (builder, feature);
  ht_feature_unref (feature);
  return taken;
}

static void
test_tables (void)
{
  static const char *areas[]
      = { "building", "water", "green", "land", "district", "subdistrict", "neighbourhood" };
  static const char *points[] = { "station", "hospital", "shelter", "depot", "school", "chemical_site" };
  HtSceneBuilder *builder = ht_scene_builder_new ();
  for (guint i = 0; i < G_N_ELEMENTS (areas); i++)
    g_assert_true (add (builder, areas[i], NULL, NULL, town_rectangle (121, 31, 0.01, 0.01)));
  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    g_assert_true (add (builder, points[i], NULL, NULL, ht_geometry_new_point (121, 31)));
  g_assert_true (add (builder, "place", "city", "上海", ht_geometry_new_point (121, 31)));
  /* A place without a name says nothing; a building is no point; a team is not of the map. */
  g_assert_false (add (builder, "place", "city", NULL, ht_geometry_new_point (121, 31)));
  g_assert_false (add (builder, "building", NULL, NULL, ht_geometry_new_point (121, 31)));
  g_assert_false (add (builder, "team", NULL, "一车", ht_geometry_new_point (121, 31)));
  g_autoptr (HtScene) scene = ht_scene_builder_finish (builder);
  g_assert_cmpuint (ht_scene_count (scene, HT_MAP_BUILDING), ==, 1);
  g_assert_cmpuint (ht_scene_count (scene, HT_MAP_WATER), ==, 1);
  g_assert_cmpuint (ht_scene_count (scene, HT_MAP_GREEN), ==, 1);
  g_assert_cmpuint (ht_scene_count (scene, HT_MAP_SITE), ==, 5);
  g_assert_cmpuint (ht_scene_count (scene, HT_MAP_STATION), ==, 1);
  g_assert_cmpuint (ht_scene_count (scene, HT_MAP_LABEL), ==, 1);
  g_assert_cmpuint (ht_scene_count (scene, HT_MAP_ROAD), ==, 0);
  g_assert_cmpuint (ht_scene_get_n_sections (scene), ==, 0);
}

static void
test_useless_geometry (void)
{
  HtSceneBuilder *builder = ht_scene_builder_new ();
  const HtPoint nowhere[4] = { { NAN, NAN }, { INFINITY, 3 }, { 4, -INFINITY }, { NAN, 1 } };
  const HtPoint same[2] = { { 121, 31 }, { 121, 31 } };
  const HtPoint sliver[3] = { { 121, 31 }, { 122, 31 }, { 121, 31 } };
  const guint starts[2] = { 0, 3 };
  const guint8 outer = 1;
  HtBox box;
  g_assert_false (add (builder, "water", "river", NULL, town_line (nowhere, 4)));
  g_assert_false (add (builder, "water", "river", NULL, town_line (same, 2)));
  g_assert_false (add (builder, "green", NULL, NULL,
                       ht_geometry_new_parts (HT_GEOMETRY_POLYGON, sliver, starts, &outer, 1)));
  g_autoptr (HtScene) scene = ht_scene_builder_finish (builder);
  g_assert_cmpuint (ht_scene_count (scene, HT_MAP_WATER), ==, 0);
  g_assert_cmpuint (ht_scene_count (scene, HT_MAP_GREEN), ==, 0);
  g_assert_true (!ht_scene_get_box (scene, &box) || box.min_lon >= 121);
}

static void
test_add_all (void)
{
  g_autoptr (GPtrArray) features = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_feature_unref);
  for (int i = 0; i < 10; i++)
    g_ptr_array_add (features, town_feature (i % 2 == 0 ? "building" : "nothing", NULL, NULL,
                                             town_rectangle (121 + i * 0.1, 31, 0.01, 0.01)));
  HtSceneBuilder *builder = ht_scene_builder_new ();
  HtBox box;
  g_assert_cmpuint (ht_scene_builder_add_all (builder, features), ==, 5);
  g_autoptr (HtScene) scene = ht_scene_builder_finish (builder);
  g_assert_true (ht_scene_get_box (scene, &box));
  g_assert_cmpfloat_with_epsilon (box.min_lon, 120.995, 1e-9);
  g_assert_cmpfloat_with_epsilon (box.max_lon, 121.805, 1e-9);
  g_assert_cmpfloat_with_epsilon (box.max_lat, 31.005, 1e-9);
}

static double
boundary_px (const HtScene *scene, guint rank)
{
  const HtPack *pack = scene->packs[HT_PACK_BOUNDARY][HT_N_DETAILS - 1];
  double sum = 0;
  for (guint i = 0; i < pack->items->len; i++)
    {
      guint n;
      const HtItem *item = ht_pack_item (pack, i);
      const HtFixed *p = ht_pack_part (pack, item->first_part, &n);
      for (guint k = 1; k < n && item->style == rank; k++)
        sum += hypot ((double) p[k].x - p[k - 1].x, (double) p[k].y - p[k - 1].y);
    }
  return sum;
}

/* The edge that two districts share is there once, and a sub-district does not draw it a third time. */
static void
test_shared_edges (void)
{
  HtSceneBuilder *builder = ht_scene_builder_new ();
  add (builder, "subdistrict", NULL, NULL, town_rectangle (121.05, 31, 0.1, 0.1));
  add (builder, "district", NULL, NULL, town_rectangle (121.05, 31, 0.1, 0.1));
  add (builder, "district", NULL, NULL, town_rectangle (121.15, 31, 0.1, 0.1));
  g_autoptr (HtScene) scene = ht_scene_builder_finish (builder);
  HtPoint corners[3] = { { 121, 31.05 }, { 121.1, 31.05 }, { 121.1, 30.95 } };
  HtFixed a = ht_fixed_from_point (&corners[0]), b = ht_fixed_from_point (&corners[1]);
  HtFixed c = ht_fixed_from_point (&corners[2]);
  double wide = (double) b.x - a.x, high = (double) c.y - b.y;
  g_assert_cmpfloat_with_epsilon (boundary_px (scene, 0), 4 * wide + 3 * high, 8);
  g_assert_cmpfloat (boundary_px (scene, 1), ==, 0);
}

static void
test_details (void)
{
  const TownOptions options = { .streets = 33, .buildings = 1, .bend = 0.1 };
  g_autoptr (HtScene) scene = town_new_scene (&options);
  guint before = 0;
  for (guint d = 0; d < HT_N_DETAILS; d++)
    {
      const HtPack *roads = scene->packs[HT_PACK_ROAD][d];
      g_assert_cmpuint (roads->items->len, >=, before);
      before = roads->items->len;
      for (guint i = 0; i < roads->items->len; i++)
        g_assert_cmpfloat (ht_road_min_zoom (ht_pack_item (roads, i)->style), <=, ht_detail_zoom[d]);
    }
  g_assert_cmpuint (scene->packs[HT_PACK_ROAD][0]->items->len, <, before / 4);
  /* Buildings only where they are drawn. */
  g_assert_null (ht_scene_get_pack (scene, HT_PACK_BUILDING, 12));
  g_assert_nonnull (ht_scene_get_pack (scene, HT_PACK_BUILDING, 15));
  g_assert_true (ht_scene_get_pack (scene, HT_PACK_ROAD, 9) == scene->packs[HT_PACK_ROAD][0]);
  g_assert_true (ht_scene_get_pack (scene, HT_PACK_ROAD, 9.1) == scene->packs[HT_PACK_ROAD][1]);
  g_assert_true (ht_scene_get_pack (scene, HT_PACK_ROAD, 99) == scene->packs[HT_PACK_ROAD][HT_N_DETAILS - 1]);
}

/* Streets are joined: as many named lines as streets; sections stay for the coverage. */
static void
test_roads (void)
{
  const TownOptions options = { .streets = 12, .bend = 0.1 };
  g_autoptr (HtScene) scene = town_new_scene (&options);
  g_assert_cmpuint (ht_scene_get_n_sections (scene), ==, 2 * 12 * 11);
  g_assert_cmpuint (ht_scene_count (scene, HT_MAP_LABEL), ==, 24);
  g_assert_cmpuint (ht_scene_count (scene, HT_MAP_ROAD), <=, 60);
  const HtPack *sections = scene->packs[HT_PACK_SECTION][HT_N_DETAILS - 1];
  g_autofree guint8 *seen = g_new0 (guint8, ht_scene_get_n_sections (scene));
  g_assert_cmpuint (sections->items->len, ==, ht_scene_get_n_sections (scene));
  for (guint i = 0; i < sections->items->len; i++)
    g_assert_cmpuint (seen[ht_pack_item (sections, i)->name]++, ==, 0);
  g_assert_cmpuint (ht_scene_get_size_bytes (scene), >, 10000);
}

/* Sections that point outside their arrays, or at nothing, are left out and the rest is drawn. */
static void
test_broken_network (void)
{
  const TownOptions options = { .streets = 3 };
  HtNetwork *network = town_new_network (&options);
  HtSection bad[5] = { { .n_points = 2, .first_point = G_MAXUINT32 - 1 },
                       { .n_points = G_MAXUINT32, .first_point = 1 },
                       { .n_points = 1 },
                       { .n_points = 2, .from = 99 },
                       { .n_points = 2, .name = 12345, .road_class = 200, .layer = -128 } };
  g_array_append_vals (network->sections, bad, 5);
  HtSceneBuilder *builder = ht_scene_builder_new ();
  ht_scene_builder_set_network (builder, network);
  g_autoptr (HtScene) scene = ht_scene_builder_finish (builder);
  g_assert_cmpuint (ht_scene_get_n_sections (scene), ==, 12 + 5);
  g_assert_cmpuint (scene->packs[HT_PACK_SECTION][HT_N_DETAILS - 1]->items->len, ==, 12 + 1);
  ht_network_unref (network);
}

/* Rings are turned: outer one way, holes the other, whatever the file had. */
static double
ring_area (const HtFixed *p, guint n)
{
  double sum = 0;
  for (guint i = 0; i + 1 < n; i++)
    sum += ((double) p[i].x - p[0].x) * ((double) p[i + 1].y - p[0].y)
           - ((double) p[i + 1].x - p[0].x) * ((double) p[i].y - p[0].y);
  return sum;
}

static void
test_orientation (void)
{
  const HtPoint points[10] = { { 0, 0 }, { 4, 0 }, { 4, 4 }, { 0, 4 }, { 0, 0 },
                               { 1, 1 }, { 2, 1 }, { 2, 2 }, { 1, 2 }, { 1, 1 } };
  HtPoint turned[10];
  const guint starts[3] = { 0, 5, 10 };
  const guint8 outer[2] = { 1, 0 };
  for (int i = 0; i < 10; i++)
    turned[i] = points[i < 5 ? 4 - i : 14 - i];
  for (int pass = 0; pass < 2; pass++)
    {
      HtSceneBuilder *builder = ht_scene_builder_new ();
      add (builder, "water", NULL, NULL,
           ht_geometry_new_parts (HT_GEOMETRY_POLYGON, pass == 0 ? points : turned, starts, outer, 2));
      g_autoptr (HtScene) scene = ht_scene_builder_finish (builder);
      guint n;
      const HtPack *pack = scene->packs[HT_PACK_WATER][HT_N_DETAILS - 1];
      const HtFixed *ring = ht_pack_part (pack, 0, &n);
      g_assert_cmpfloat (ring_area (ring, n), >, 0);
      const HtFixed *hole = ht_pack_part (pack, 1, &n);
      g_assert_cmpfloat (ring_area (hole, n), <, 0);
    }
}

static void
test_names (void)
{
  HtSceneBuilder *builder = ht_scene_builder_new ();
  g_assert_cmpuint (ht_scene_builder_intern (builder, NULL), ==, 0);
  g_assert_cmpuint (ht_scene_builder_intern (builder, ""), ==, 0);
  guint32 one = ht_scene_builder_intern (builder, "虹口");
  g_assert_cmpuint (one, !=, 0);
  g_assert_cmpuint (ht_scene_builder_intern (builder, "虹口"), ==, one);
  g_assert_cmpuint (ht_scene_builder_intern (builder, "杨浦"), !=, one);
  /* Bytes that are not text would stop Pango. */
  g_assert_cmpuint (ht_scene_builder_intern (builder, "\xff\xfe"), ==, 0);
  ht_scene_builder_free (builder);
}

static void
test_spots (void)
{
  static const struct
  {
    const char *table, *kind;
    HtSpotKind spot;
  } cases[] = {
    { "place", "city", HT_SPOT_CITY },
    { "place", "hamlet", HT_SPOT_VILLAGE },
    { "place", "whatever", HT_SPOT_QUARTER },
    { "place", NULL, HT_SPOT_QUARTER },
    { "station", "special", HT_SPOT_STATION_SPECIAL },
    { "station", NULL, HT_SPOT_STATION },
    { "station", "police", HT_SPOT_POLICE },
    { "place", "poi", HT_SPOT_THING },
    { "place", "address", HT_SPOT_ADDRESS },
    { "district", NULL, HT_SPOT_DISTRICT },
    { "hospital", "general", HT_SPOT_HOSPITAL },
  };
  HtSpotKind spot;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_true (ht_spot_kind_for (cases[i].table, cases[i].kind, &spot));
      g_assert_cmpint (spot, ==, cases[i].spot);
    }
  g_assert_false (ht_spot_kind_for ("team", NULL, &spot));
  for (guint kind = 0; kind < HT_N_SPOTS; kind++)
    {
      const HtSpotLook *look = ht_spot_get_look (kind);
      guint32 style = ht_spot_style (kind, 0), later = ht_spot_style (kind, 20.5);
      g_assert_cmpfloat (look->min_zoom, <, look->max_zoom);
      g_assert_cmpfloat (look->size_px, >=, 11);
      g_assert_cmpint (ht_spot_style_get_kind (style), ==, kind);
      g_assert_cmpfloat_with_epsilon (ht_spot_style_get_min_zoom (style), look->min_zoom, 0.125);
      g_assert_cmpfloat (ht_spot_style_get_min_zoom (later), ==, 20.5);
    }
  g_assert_true (ht_spot_is_site (HT_SPOT_HOSPITAL));
  g_assert_false (ht_spot_is_site (HT_SPOT_CITY));
}

static void
test_road_styles (void)
{
  for (guint8 c = 0; c < HT_N_ROAD_CLASSES; c++)
    {
      guint32 style = ht_road_style (c, HT_SECTION_BRIDGE | HT_SECTION_FORWARD, -3);
      guint32 ramp = ht_road_style (c, HT_SECTION_LINK, 0);
      g_assert_cmpuint (ht_road_style_get_class (style), ==, c);
      g_assert_cmpint (ht_road_style_get_layer (style), ==, -3);
      g_assert_cmpuint (ht_road_style_get_flags (style), ==, HT_SECTION_BRIDGE);
      g_assert_cmpfloat (ht_road_min_zoom (ramp), >, ht_road_min_zoom (style));
      for (double zoom = 1; zoom < 24; zoom += 0.25)
        {
          g_assert_cmpfloat (ht_road_width_px (style, zoom), <=, ht_road_width_px (style, zoom + 0.25));
          g_assert_cmpfloat (ht_road_width_px (style, zoom), <=, 120);
          if (zoom >= ht_road_min_zoom (style))
            g_assert_cmpfloat (ht_road_width_px (style, zoom), >, 0.2);
        }
      if (c > 0 && c < HT_ROAD_FERRY)
        {
          guint32 better = ht_road_style ((guint8) (c - 1), 0, 0), own = ht_road_style (c, 0, 0);
          g_assert_cmpint (ht_road_rank (better), >, ht_road_rank (own));
          g_assert_cmpfloat (ht_road_min_zoom (better), <=, ht_road_min_zoom (own));
        }
    }
  g_assert_cmpuint (ht_road_style_get_class (ht_road_style (250, 0, 0)), ==, HT_N_ROAD_CLASSES - 1);
  g_assert_cmpuint (ht_road_style_get_class (ht_road_style (HT_ROAD_PATH, HT_SECTION_FERRY, 0)), ==,
                    HT_ROAD_FERRY);
  g_assert_cmpint (ht_road_style_get_layer (ht_road_style (0, 0, 127)), ==, 9);
  g_assert_cmpint (ht_road_style_get_layer (ht_road_style (0, 0, -128)), ==, -9);
}

static void
test_references (void)
{
  HtScene *scene = ht_scene_builder_finish (ht_scene_builder_new ());
  g_assert_true (ht_scene_ref (scene) == scene);
  ht_scene_unref (scene);
  g_assert_cmpuint (ht_scene_count (scene, HT_MAP_ROAD), ==, 0);
  ht_scene_unref (scene);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/draw/scene/tables", test_tables);
  g_test_add_func ("/draw/scene/useless-geometry", test_useless_geometry);
  g_test_add_func ("/draw/scene/add-all", test_add_all);
  g_test_add_func ("/draw/scene/shared-edges", test_shared_edges);
  g_test_add_func ("/draw/scene/details", test_details);
  g_test_add_func ("/draw/scene/roads", test_roads);
  g_test_add_func ("/draw/scene/broken-network", test_broken_network);
  g_test_add_func ("/draw/scene/orientation", test_orientation);
  g_test_add_func ("/draw/scene/names", test_names);
  g_test_add_func ("/draw/scene/spots", test_spots);
  g_test_add_func ("/draw/scene/road-styles", test_road_styles);
  g_test_add_func ("/draw/scene/references", test_references);
  return g_test_run ();
}
