/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/demo/survey.h"
#include "route/dissection.h"

#define PEOPLE 24870895 /* census of 2020 */
#define SMALL 0.1

static HtGround *
build (guint64 seed, double scale)
{
  g_autoptr (GError) error = NULL;
  HtGround *ground = ht_ground_build (seed, scale, NULL, &error);
  g_assert_no_error (error);
  return ground;
}

/* Built once for all tests that only look. */
static const HtGround *
small_ground (void)
{
  static HtGround *ground;
  if (ground == NULL)
    ground = build (1, SMALL);
  return ground;
}

static void
test_counts (void)
{
  const HtGround *ground = small_ground ();
  g_assert_cmpuint (ground->areas[HT_GROUND_DISTRICT]->len, ==, 16);
  g_assert_cmpuint (ground->areas[HT_GROUND_SUBDISTRICT]->len, ==, 215);
  g_assert_cmpuint (ht_map_data_get_features (ground->map, "metro_station")->len, ==, 408);
  g_assert_cmpuint (ht_map_data_get_features (ground->map, "tunnel")->len, ==,
                    16 + 1); /* and the Yangtze's */
  guint major = 0;
  const GPtrArray *bridges = ht_map_data_get_features (ground->map, "bridge");
  for (guint i = 0; i < bridges->len; i++)
    major += ht_value_member_bool (((HtFeature *) bridges->pdata[i])->attributes, "major", FALSE);
  g_assert_cmpuint (major, ==, 11);
  const HtGroundArea *bund = ht_ground_find_area (ground, "310101013");
  g_assert_cmpstr (bund->name, ==, "外滩街道");
  g_assert_cmpstr (ht_ground_get_area (ground, HT_GROUND_DISTRICT, bund->parent)->name, ==, "黄浦区");
  g_assert_null (ht_ground_find_area (ground, "310199"));
  g_assert_null (ht_ground_find_area (ground, "31"));
}

static void
test_people (void)
{
  const HtGround *ground = small_ground ();
  for (guint level = 0; level < HT_GROUND_N_LEVELS; level++)
    {
      gint64 night = 0, day = 0;
      for (guint i = 0; i < ground->areas[level]->len; i++)
        {
          night += ht_ground_get_area (ground, level, i)->people_night;
          day += ht_ground_get_area (ground, level, i)->people_day;
        }
      g_assert_cmpint (night, ==, PEOPLE);
      g_assert_cmpint (day, ==, PEOPLE);
    }
  const HtGroundArea *huangpu = ht_ground_find_area (ground, "310101");
  const HtGroundArea *songjiang = ht_ground_find_area (ground, "310117");
  g_assert_cmpint (huangpu->people_night, ==, 662030); /* census */
  g_assert_cmpint (huangpu->people_day, >, huangpu->people_night);
  g_assert_cmpint (songjiang->people_day, <, songjiang->people_night);
}

/* --- areas fit --- */

typedef struct
{
  HtPoint a, b;
} Side;

static guint
side_hash (gconstpointer data)
{
  guint64 words[4], hash = 0;
  memcpy (words, data, sizeof words);
  for (guint i = 0; i < 4; i++)
    hash = (hash ^ words[i]) * 0x9e3779b97f4a7c15u;
  return (guint) (hash >> 32);
}

static gboolean
side_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (Side)) == 0;
}

/* Every side of every area; none may come twice in one direction: that would be an overlap. */
static GHashTable *
list_sides (const HtGround *ground, HtGroundLevel level)
{
  GHashTable *sides = g_hash_table_new_full (side_hash, side_equal, g_free, NULL);
  for (guint i = 0; i < ground->areas[level]->len; i++)
    {
      const HtGeometry *geometry = ht_ground_get_area (ground, level, i)->geometry;
      g_assert_nonnull (geometry);
      for (guint part = 0; part < geometry->n_parts; part++)
        for (guint k = geometry->part_start[part]; k + 1 < geometry->part_start[part + 1]; k++)
          {
            const Side side = { geometry->points[k], geometry->points[k + 1] };
            g_assert_true (g_hash_table_add (sides, g_memdup2 (&side, sizeof side)));
          }
    }
  return sides;
}

/* Sides with no other area beyond. */
static guint
count_open (GHashTable *sides, GHashTable *allowed)
{
  guint n = 0;
  GHashTableIter iter;
  gpointer key;
  g_hash_table_iter_init (&iter, sides);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const Side back = { ((Side *) key)->b, ((Side *) key)->a };
      if (g_hash_table_contains (sides, &back))
        continue;
      n++;
      if (allowed != NULL)
        g_assert_true (g_hash_table_contains (allowed, key));
    }
  return n;
}

/* The outer edge of the sub-districts and of the neighbourhoods is that of the districts, side by side, and
 * inside every side has one area on each hand: no gap, no overlap. */
static void
test_partition (void)
{
  const HtGround *ground = small_ground ();
  g_autoptr (GHashTable) districts = list_sides (ground, HT_GROUND_DISTRICT);
  guint outer = count_open (districts, NULL);
  g_assert_cmpuint (outer, >, 1000);
  g_assert_cmpuint (outer, <, g_hash_table_size (districts) / 2);
  for (guint level = HT_GROUND_SUBDISTRICT; level < HT_GROUND_N_LEVELS; level++)
    {
      g_autoptr (GHashTable) sides = list_sides (ground, level);
      g_assert_cmpuint (count_open (sides, districts), ==, outer);
    }
  double whole = 0;
  for (guint d = 0; d < 16; d++)
    {
      const HtGroundArea *district = ht_ground_get_area (ground, HT_GROUND_DISTRICT, d);
      double area = ht_geometry_area_m2 (district->geometry), sum = 0;
      for (guint i = district->first; i < district->first + district->n; i++)
        sum += ht_geometry_area_m2 (ht_ground_get_area (ground, HT_GROUND_SUBDISTRICT, i)->geometry);
      g_assert_cmpfloat (fabs (sum / area - 1), <, 1e-6);
      whole += area;
    }
  g_assert_cmpfloat (fabs (whole / 6.9e9 - 1), <, 0.05); /* as drawn, tidal flats and water among it */
}

/* --- the network --- */

static const char *
name_of (const HtNetwork *network, const HtSection *section)
{
  return g_ptr_array_index (network->names, section->name);
}

static gboolean
cross (HtSpot a, HtSpot b, HtSpot c, HtSpot d)
{
  return (ht_spot_turn (a, b, c) > 0) != (ht_spot_turn (a, b, d) > 0)
         && (ht_spot_turn (c, d, a) > 0) != (ht_spot_turn (c, d, b) > 0);
}

static gboolean
crosses_line (const HtNetwork *network, const HtSection *section, const GArray *line)
{
  for (guint k = 1; k < section->n_points; k++)
    {
      HtSpot a = ht_plane_from_earth (g_array_index (network->points, HtPoint, section->first_point + k - 1));
      HtSpot b = ht_plane_from_earth (g_array_index (network->points, HtPoint, section->first_point + k));
      for (guint i = 1; i < line->len; i++)
        if (cross (a, b, g_array_index (line, HtSpot, i - 1), g_array_index (line, HtSpot, i)))
          return TRUE;
    }
  return FALSE;
}

static gboolean
is_listed (const HtSurvey *survey, const char *name)
{
  for (guint i = 0; i < survey->crossings->len; i++)
    if (g_str_equal (g_array_index (survey->crossings, HtCrossing, i).name, name))
      return TRUE;
  return FALSE;
}

/* Nothing crosses the Huangpu but bridges and tunnels entered by name, and each of those does, or is of the
 * Yangtze or Suzhou Creek. */
static void
test_crossings (void)
{
  const HtGround *ground = small_ground ();
  const HtNetwork *network = ground->map->network;
  g_autoptr (HtGround) empty = build (1, 0.01);
  g_autoptr (HtSurvey) facts = ht_survey_new (empty);
  g_autoptr (GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);
  const HtRiver *huangpu = &g_array_index (facts->rivers, HtRiver, 0);
  g_assert_cmpstr (huangpu->id, ==, "huangpu");
  for (guint i = 0; i < network->sections->len; i++)
    {
      const HtSection *section = &g_array_index (network->sections, HtSection, i);
      HtPoint at = g_array_index (network->points, HtPoint, section->first_point);
      if (at.lon < 121.15 || at.lat < 30.9 || at.lat > 31.42
          || !crosses_line (network, section, huangpu->line))
        continue;
      const char *name = name_of (network, section);
      if (!is_listed (facts, name))
        g_error ("%s (%s) crosses the Huangpu at %.5f %.5f", name,
                 ht_road_class_get_name (section->road_class), at.lon, at.lat);
      g_assert_true (section->flags & (HT_SECTION_BRIDGE | HT_SECTION_TUNNEL));
      g_hash_table_add (used, (gpointer) name);
    }
  g_assert_cmpuint (g_hash_table_size (used), >=, 26);
}

static void
test_network (void)
{
  const HtGround *ground = small_ground ();
  const HtNetwork *network = ground->map->network;
  guint nodes = ht_network_count_drive_nodes (network);
  g_assert_cmpuint (nodes, >, 20000);
  g_assert_cmpfloat ((double) ht_network_count_largest_scc (network) / nodes, >, 0.95);
  guint one_way = 0, gated = 0, ramps = 0, tunnels = 0, limited = 0;
  for (guint i = 0; i < network->sections->len; i++)
    {
      const HtSection *section = &g_array_index (network->sections, HtSection, i);
      guint ways = section->flags & (HT_SECTION_FORWARD | HT_SECTION_BACKWARD);
      one_way += section->road_class > HT_ROAD_TRUNK
                 && (ways == HT_SECTION_FORWARD || ways == HT_SECTION_BACKWARD);
      gated += (section->flags & HT_SECTION_PRIVATE) != 0;
      ramps += (section->flags & HT_SECTION_LINK) != 0;
      tunnels += (section->flags & HT_SECTION_TUNNEL) != 0;
      limited += section->max_height_m > 0;
      g_assert_cmpuint (section->n_points, >=, 2);
      g_assert_cmpfloat (section->length_m, >, 0);
    }
  g_assert_cmpuint (one_way, >, 100);
  g_assert_cmpuint (gated, >, 500);
  g_assert_cmpuint (ramps, >, 400);
  g_assert_cmpuint (tunnels, >, 20);
  g_assert_cmpuint (limited, >, 20);
}

/* Carriageways of expressways meet streets only by ramps, and run one way. */
static void
test_ramps (void)
{
  const HtNetwork *network = small_ground ()->map->network;
  g_autofree guint8 *kinds = g_new0 (guint8, network->nodes->len);
  for (guint i = 0; i < network->sections->len; i++)
    {
      const HtSection *section = &g_array_index (network->sections, HtSection, i);
      gboolean high = section->road_class <= HT_ROAD_TRUNK, ramp = (section->flags & HT_SECTION_LINK) != 0;
      guint ways = section->flags & (HT_SECTION_FORWARD | HT_SECTION_BACKWARD);
      if (high)
        g_assert_cmpuint (ways, ==, HT_SECTION_FORWARD);
      guint8 kind = !high ? 1 : ramp ? 0 : 2;
      kinds[section->from] |= kind;
      kinds[section->to] |= kind;
    }
  for (guint i = 0; i < network->nodes->len; i++)
    g_assert_cmpuint (kinds[i], !=, 3);
}

static void
digest_network (GChecksum *sum, const HtNetwork *network)
{
  g_checksum_update (sum, (const guchar *) network->points->data, network->points->len * sizeof (HtPoint));
  for (guint i = 0; i < network->sections->len; i++)
    {
      const HtSection *section = &g_array_index (network->sections, HtSection, i);
      const gint64 facts[] = { section->from,  section->to,         section->way_id, section->part,
                               section->flags, section->road_class, section->name };
      g_checksum_update (sum, (const guchar *) facts, sizeof facts);
    }
}

static char *
digest_ground (const HtGround *ground)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree const char **tables = ht_map_data_list_tables (ground->map);
  digest_network (sum, ground->map->network);
  for (guint t = 0; tables[t] != NULL; t++)
    {
      const GPtrArray *features = ht_map_data_get_features (ground->map, tables[t]);
      for (guint i = 0; i < features->len; i++)
        {
          const HtFeature *feature = features->pdata[i];
          g_autoptr (GBytes) wkb = ht_geometry_to_ewkb (feature->geometry);
          gsize size;
          gconstpointer data = g_bytes_get_data (wkb, &size);
          g_checksum_update (sum, data, (gssize) size);
          g_checksum_update (sum, feature->id.bytes, sizeof feature->id.bytes);
        }
    }
  return g_strdup (g_checksum_get_string (sum));
}

static void
test_same_seed (void)
{
  g_autoptr (HtGround) a = build (7, 0.03), b = build (7, 0.03), c = build (8, 0.03);
  g_autofree char *first = digest_ground (a), *second = digest_ground (b), *third = digest_ground (c);
  g_assert_cmpstr (first, ==, second);
  g_assert_cmpstr (first, !=, third);
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_cancellable_cancel (cancellable);
  g_assert_null (ht_ground_build (1, SMALL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_spots (void)
{
  const HtGround *ground = small_ground ();
  HtDemoDice dice = ht_demo_dice_for (1, "test");
  const HtGroundArea *pudong = ht_ground_find_area (ground, "310115");
  guint uses = 1u << HT_USE_ESTATE | 1u << HT_USE_TOWERS;
  for (guint i = 0; i < 400; i++)
    {
      HtGroundSpot spot;
      g_assert_true (ht_ground_draw_spot (ground, pudong, uses, i % 2 == 0, &dice, &spot));
      const HtGroundBlock *block = &g_array_index (ground->blocks, HtGroundBlock, spot.block);
      g_assert_true (uses & 1u << block->use);
      g_assert_cmpfloat (ht_geo_distance_m (&spot.at, &block->at), <=, block->radius_m);
      g_assert_true (ht_geometry_contains (pudong->geometry, &spot.at));
      const HtRoadNode *node = &g_array_index (ground->map->network->nodes, HtRoadNode, block->node);
      g_assert_cmpfloat (ht_geo_distance_m (&spot.at, &node->at), <, 12000);
    }
  HtGroundSpot spot;
  g_assert_false (ht_ground_draw_spot (ground, NULL, 0, FALSE, &dice, &spot));
  g_assert_true (ht_ground_draw_spot (ground, NULL, 1u << HT_USE_PORT, FALSE, &dice, &spot));
}

static void
test_buildings (void)
{
  const GPtrArray *buildings = ht_map_data_get_features (small_ground ()->map, "building");
  guint tall = 0;
  for (guint i = 0; i < buildings->len; i++)
    tall += ht_value_member_real (((HtFeature *) buildings->pdata[i])->attributes, "height_m", 0) > 100;
  g_assert_cmpuint (tall, ==, 1000);
}

/* Work of contraction (route/dissection.h). */
static double
triangles_a_node (const HtNetwork *network)
{
  guint n = network->nodes->len, m = network->sections->len;
  g_autofree guint32 *tails = g_new (guint32, m), *heads = g_new (guint32, m), *rank = g_new (guint32, n);
  g_autofree double *x = g_new (double, n), *y = g_new (double, n);
  for (guint i = 0; i < n; i++)
    {
      HtSpot spot = ht_plane_from_earth (g_array_index (network->nodes, HtRoadNode, i).at);
      x[i] = spot.x;
      y[i] = spot.y;
    }
  for (guint i = 0; i < m; i++)
    {
      tails[i] = g_array_index (network->sections, HtSection, i).from;
      heads[i] = g_array_index (network->sections, HtSection, i).to;
    }
  const HtDissectionInput input = { n, m, tails, heads, x, y };
  ht_dissection_order (&input, rank);
  return (double) ht_dissection_count_triangles (&input, rank) / n;
}

static void
test_triangles (void)
{
  double triangles = triangles_a_node (small_ground ()->map->network);
  g_test_message ("%.1f triangles a node", triangles);
  g_assert_cmpfloat (triangles, >, 10);
  g_assert_cmpfloat (triangles, <, 60);
}

/* The whole size, against the figures of the city's plan. */
static void
test_whole (void)
{
  if (g_getenv ("HT_LONG") == NULL)
    {
      g_test_skip ("takes half a minute: set HT_LONG=1");
      return;
    }
  g_autoptr (HtGround) ground = build (1, 1);
  const HtNetwork *network = ground->map->network;
  guint nodes = ht_network_count_drive_nodes (network), tall = 0, high = 0;
  g_assert_cmpuint (nodes, >, 300000);
  g_assert_cmpfloat ((double) ht_network_count_largest_scc (network) / nodes, >, 0.95);
  g_assert_cmpuint (ABS ((int) ground->areas[HT_GROUND_NEIGHBOURHOOD]->len - 6000), <=, 120);
  const GPtrArray *buildings = ht_map_data_get_features (ground->map, "building");
  for (guint i = 0; i < buildings->len; i++)
    {
      double height_m = ht_value_member_real (((HtFeature *) buildings->pdata[i])->attributes, "height_m", 0);
      tall += height_m > 100;
      high += height_m > 24;
    }
  g_assert_cmpuint (tall, ==, 1000);
  g_assert_cmpuint (high, >, 60000);
  g_assert_cmpuint (high, <, 66000);
  double triangles = triangles_a_node (network);
  g_test_message ("%u nodes, %.1f triangles a node", nodes, triangles);
  g_assert_cmpfloat (triangles, >, 20);
  g_assert_cmpfloat (triangles, <, 60);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/demo-city/counts", test_counts);
  g_test_add_func ("/model/demo-city/people", test_people);
  g_test_add_func ("/model/demo-city/partition", test_partition);
  g_test_add_func ("/model/demo-city/network", test_network);
  g_test_add_func ("/model/demo-city/ramps", test_ramps);
  g_test_add_func ("/model/demo-city/crossings", test_crossings);
  g_test_add_func ("/model/demo-city/spots", test_spots);
  g_test_add_func ("/model/demo-city/buildings", test_buildings);
  g_test_add_func ("/model/demo-city/triangles", test_triangles);
  g_test_add_func ("/model/demo-city/same-seed", test_same_seed);
  g_test_add_func ("/model/demo-city/cancelled", test_cancelled);
  g_test_add_func ("/model/demo-city/whole", test_whole);
  return g_test_run ();
}
