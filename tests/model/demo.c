/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/demo.h"

#include <math.h>
#include <string.h>

#include "base/cbor.h"
#include "base/digest.h"
#include "route/search.h"

static guint
count (const HtDemoTown *town, const char *table)
{
  GPtrArray *features = ht_map_data_get_features (town->map, table);
  return features != NULL ? features->len : 0;
}

/* Everything of the town as bytes. */
static HtDigest
digest_of (const HtDemoTown *town)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  const HtNetwork *network = town->map->network;
  for (guint i = 0; i < network->sections->len; i++)
    {
      const HtSection *s = &g_array_index (network->sections, HtSection, i);
      g_autofree char *text = g_strdup_printf ("%u %u %" G_GINT64_FORMAT " %x %u %g %g %s;", s->from, s->to,
                                               s->way_id, s->flags, s->road_class, s->length_m, s->speed_kmh,
                                               (char *) g_ptr_array_index (network->names, s->name));
      g_byte_array_append (bytes, (const guint8 *) text, (guint) strlen (text));
    }
  g_byte_array_append (bytes, (const guint8 *) network->points->data,
                       network->points->len * (guint) sizeof (HtPoint));
  g_byte_array_append (bytes, (const guint8 *) network->turns->data,
                       network->turns->len * (guint) sizeof (HtTurn));
  g_autofree const char **tables = ht_map_data_list_tables (town->map);
  for (guint i = 0; tables[i] != NULL; i++)
    {
      GPtrArray *features = ht_map_data_get_features (town->map, tables[i]);
      for (guint j = 0; j < features->len; j++)
        {
          const HtFeature *feature = g_ptr_array_index (features, j);
          g_autoptr (GBytes) ewkb = ht_geometry_to_ewkb (feature->geometry);
          g_autoptr (GBytes) attributes = ht_cbor_encode (feature->attributes);
          g_byte_array_append (bytes, feature->id.bytes, sizeof feature->id.bytes);
          g_byte_array_append (bytes, g_bytes_get_data (ewkb, NULL), (guint) g_bytes_get_size (ewkb));
          g_byte_array_append (bytes, g_bytes_get_data (attributes, NULL),
                               (guint) g_bytes_get_size (attributes));
        }
    }
  return ht_digest_of (bytes->data, bytes->len);
}

static void
test_same_seed (void)
{
  g_autoptr (HtDemoTown) a = ht_demo_town_build (1), b = ht_demo_town_build (1),
                         other = ht_demo_town_build (2);
  HtDigest digest_a = digest_of (a), digest_b = digest_of (b), digest_other = digest_of (other);
  g_assert_true (ht_digest_equal (&digest_a, &digest_b));
  g_assert_false (ht_digest_equal (&digest_a, &digest_other));
}

static void
test_contents (void)
{
  gint64 began_us = g_get_monotonic_time ();
  g_autoptr (HtDemoTown) town = ht_demo_town_build (1);
  g_test_message ("built in %.1f ms", (g_get_monotonic_time () - began_us) / 1000.0);
  g_autofree const char **tables = ht_map_data_list_tables (town->map);
  for (guint i = 0; tables[i] != NULL; i++)
    g_test_message ("%s %u", tables[i], count (town, tables[i]));
  g_assert_cmpuint (count (town, "district"), ==, 1);
  g_assert_cmpuint (count (town, "subdistrict"), ==, 2);
  g_assert_cmpuint (count (town, "neighbourhood"), ==, 12);
  g_assert_cmpuint (count (town, "station"), ==, 2);
  g_assert_cmpuint (count (town, "hospital"), ==, 1);
  g_assert_cmpuint (count (town, "depot"), ==, 2);
  g_assert_cmpuint (count (town, "shelter"), ==, 3);
  g_assert_cmpuint (count (town, "school"), ==, 4);
  g_assert_cmpuint (count (town, "water"), ==, 2);
  g_assert_cmpuint (count (town, "building"), >, 1200);
  g_assert_cmpuint (count (town, "building"), <, 1900);
  g_assert_cmpuint (town->teams->len, ==, 8);
  g_assert_cmpuint (town->persons->len, ==, 5);
}

/* Every feature is sound, lies in the district and says that it is synthetic. */
static void
test_features (void)
{
  g_autoptr (HtDemoTown) town = ht_demo_town_build (3);
  const HtFeature *district = g_ptr_array_index (ht_map_data_get_features (town->map, "district"), 0);
  g_autoptr (GHashTable) ids = g_hash_table_new (ht_uuid_hash, ht_uuid_equal);
  g_autofree const char **tables = ht_map_data_list_tables (town->map);
  for (guint i = 0; tables[i] != NULL; i++)
    {
      GPtrArray *features = ht_map_data_get_features (town->map, tables[i]);
      for (guint j = 0; j < features->len; j++)
        {
          const HtFeature *feature = g_ptr_array_index (features, j);
          g_assert_true (g_hash_table_add (ids, (gpointer) &feature->id));
          g_assert_true (ht_value_member_bool (feature->attributes, "synthetic", FALSE));
          HtPoint at = ht_geometry_label_point (feature->geometry);
          g_assert_true (ht_geometry_contains (district->geometry, &at));
          g_autoptr (GBytes) ewkb = ht_geometry_to_ewkb (feature->geometry);
          g_autoptr (GError) error = NULL;
          g_autoptr (HtGeometry) back
              = ht_geometry_from_ewkb (g_bytes_get_data (ewkb, NULL), g_bytes_get_size (ewkb), &error);
          g_assert_no_error (error);
        }
    }
  g_assert_cmpfloat (ht_geometry_area_m2 (district->geometry), >, 14e6);
  g_assert_cmpfloat (ht_geometry_area_m2 (district->geometry), <, 18e6);
}

/* Neighbourhoods tile the sub-districts and these the district; people add up. */
static void
test_areas_add_up (void)
{
  g_autoptr (HtDemoTown) town = ht_demo_town_build (1);
  const char *const tables[] = { "district", "subdistrict", "neighbourhood" };
  double area_m2[3] = { 0 };
  gint64 night[3] = { 0 }, day[3] = { 0 };
  for (guint i = 0; i < 3; i++)
    {
      GPtrArray *features = ht_map_data_get_features (town->map, tables[i]);
      for (guint j = 0; j < features->len; j++)
        {
          const HtFeature *feature = g_ptr_array_index (features, j);
          area_m2[i] += ht_geometry_area_m2 (feature->geometry);
          night[i] += ht_value_member_int (feature->attributes, "people_night", -1);
          day[i] += ht_value_member_int (feature->attributes, "people_day", -1);
        }
    }
  g_test_message ("%.2f km2, %d people by night, %d by day", area_m2[0] / 1e6, (int) night[0], (int) day[0]);
  for (guint i = 1; i < 3; i++)
    {
      g_assert_cmpfloat_with_epsilon (area_m2[i], area_m2[0], 10);
      g_assert_cmpint (night[i], ==, night[0]);
      g_assert_cmpint (day[i], ==, day[0]);
    }
  g_assert_cmpint (night[0], >, 30000);
  g_assert_cmpint (night[0], <, 200000);
}

static gboolean
is_drivable (const HtSection *section)
{
  return (section->flags & (HT_SECTION_FORWARD | HT_SECTION_BACKWARD)) != 0;
}

/* What a network promises: order, indices, ends that lie on their nodes, lengths that are those of the lines.
 */
static void
check_network (const HtNetwork *network)
{
  for (guint i = 0; i < network->sections->len; i++)
    {
      const HtSection *s = &g_array_index (network->sections, HtSection, i);
      if (i > 0)
        {
          const HtSection *p = s - 1;
          g_assert_true (
              p->way_id < s->way_id
              || (p->way_id == s->way_id && (p->from < s->from || (p->from == s->from && p->to < s->to))));
        }
      const HtPoint *points = &g_array_index (network->points, HtPoint, s->first_point);
      HtPoint from = g_array_index (network->nodes, HtRoadNode, s->from).at;
      HtPoint to = g_array_index (network->nodes, HtRoadNode, s->to).at;
      g_assert_true (memcmp (&points[0], &from, sizeof from) == 0);
      g_assert_true (memcmp (&points[s->n_points - 1], &to, sizeof to) == 0);
      double length_m = 0;
      for (guint j = 1; j < s->n_points; j++)
        length_m += ht_geo_distance_m (&points[j - 1], &points[j]);
      g_assert_cmpfloat_with_epsilon (s->length_m, length_m, 0.01);
      g_assert_cmpfloat (length_m, >, 5);
    }
  for (guint i = 0; i < network->turns->len; i++)
    {
      const HtTurn *turn = &g_array_index (network->turns, HtTurn, i);
      const HtSection *from = &g_array_index (network->sections, HtSection, turn->from);
      const HtSection *to = &g_array_index (network->sections, HtSection, turn->to);
      g_assert_true (from->from == turn->via || from->to == turn->via);
      g_assert_true (to->from == turn->via || to->to == turn->via);
    }
}

static void
test_network (void)
{
  for (guint64 seed = 1; seed <= 20; seed++)
    {
      g_autoptr (HtDemoTown) town = ht_demo_town_build (seed);
      const HtNetwork *network = town->map->network;
      check_network (network);
      g_autofree guint8 *used = g_malloc0 (network->nodes->len);
      guint n_used = 0, n_one_way = 0, n_bridges = 0, n_private = 0;
      for (guint i = 0; i < network->sections->len; i++)
        {
          const HtSection *s = &g_array_index (network->sections, HtSection, i);
          used[s->from] |= is_drivable (s);
          used[s->to] |= is_drivable (s);
          guint both = s->flags & (HT_SECTION_FORWARD | HT_SECTION_BACKWARD);
          n_one_way += both == HT_SECTION_FORWARD || both == HT_SECTION_BACKWARD;
          n_bridges += (s->flags & HT_SECTION_BRIDGE) != 0 && s->road_class == HT_ROAD_PRIMARY;
          n_private += (s->flags & HT_SECTION_PRIVATE) != 0;
        }
      for (guint i = 0; i < network->nodes->len; i++)
        n_used += used[i];
      guint largest = ht_network_count_largest_scc (network);
      if (seed == 1)
        g_test_message (
            "%u sections, %u arcs, %u drivable nodes, %u in the largest component, %u one-way, %u turns",
            network->sections->len, ht_network_count_arcs (network), n_used, largest, n_one_way,
            network->turns->len);
      g_assert_cmpfloat (largest, >=, 0.95 * n_used);
      g_assert_cmpuint (n_one_way, >, 20);
      g_assert_cmpuint (n_private, >, 0);
      g_assert_cmpuint (n_bridges, ==, 2);
    }
}

static HtGraph *
graph_of (const HtNetwork *network)
{
  g_autofree HtRouteSection *sections = g_new0 (HtRouteSection, network->sections->len);
  g_autofree HtRoutePoint *nodes = g_new (HtRoutePoint, network->nodes->len);
  g_autofree HtRouteTurn *turns = g_new (HtRouteTurn, network->turns->len);
  for (guint i = 0; i < network->sections->len; i++)
    {
      const HtSection *s = &g_array_index (network->sections, HtSection, i);
      sections[i] = (HtRouteSection){ .from = s->from,
                                      .to = s->to,
                                      .flags = s->flags,
                                      .name = s->name,
                                      .first_point = s->first_point,
                                      .n_points = s->n_points,
                                      .length_m = s->length_m,
                                      .speed_kmh = s->speed_kmh,
                                      .max_height_m = s->max_height_m,
                                      .max_weight_t = s->max_weight_t,
                                      .road_class = s->road_class };
    }
  for (guint i = 0; i < network->nodes->len; i++)
    {
      HtPoint at = g_array_index (network->nodes, HtRoadNode, i).at;
      nodes[i] = (HtRoutePoint){ at.lon, at.lat };
    }
  for (guint i = 0; i < network->turns->len; i++)
    {
      const HtTurn *turn = &g_array_index (network->turns, HtTurn, i);
      turns[i] = (HtRouteTurn){ turn->from, turn->via, turn->to, turn->only };
    }
  HtGraphInput input = { nodes,
                         (const HtRoutePoint *) network->points->data,
                         sections,
                         turns,
                         network->nodes->len,
                         network->points->len,
                         network->sections->len,
                         network->turns->len };
  g_autoptr (GError) error = NULL;
  HtGraph *graph = ht_graph_new (&input, HT_VEHICLE_ENGINE, &error);
  g_assert_no_error (error);
  return graph;
}

static HtSnap
snap_to (const HtSnapper *snapper, HtPoint at)
{
  HtSnap snap;
  g_assert_true (
      ht_snapper_find (snapper, (HtRoutePoint){ at.lon, at.lat }, 120, NULL, HT_SNAP_MAIN_PART, &snap));
  return snap;
}

/* Every team can leave, and reach every school; over the river only the two bridges lead. */
static void
test_reach (void)
{
  g_autoptr (HtDemoTown) town = ht_demo_town_build (1);
  g_autoptr (HtGraph) graph = graph_of (town->map->network);
  g_autoptr (HtSnapper) snapper = ht_snapper_new (graph);
  g_autoptr (HtSearch) search = ht_search_new (graph);
  g_autoptr (HtArcMask) no_bridges = ht_arc_mask_new (graph);
  for (guint i = 0; i < graph->n_sections; i++)
    if ((graph->sections[i].flags & HT_SECTION_BRIDGE) != 0
        && graph->sections[i].road_class == HT_ROAD_PRIMARY)
      ht_arc_mask_close_section (no_bridges, i);
  const HtDemoTeam *west = g_ptr_array_index (town->teams, 0), *east = g_ptr_array_index (town->teams, 4);
  HtSnap from_west = snap_to (snapper, west->position), from_east = snap_to (snapper, east->position);
  GPtrArray *schools = ht_map_data_get_features (town->map, "school");
  for (guint i = 0; i < schools->len; i++)
    {
      const HtFeature *school = g_ptr_array_index (schools, i);
      HtSnap to = snap_to (snapper, school->geometry->points[0]);
      g_autoptr (HtRoute) a = ht_search_route (search, NULL, &from_west, &to);
      g_autoptr (HtRoute) b = ht_search_route (search, NULL, &from_east, &to);
      g_assert_nonnull (a);
      g_assert_nonnull (b);
      g_test_message ("%s: %.0f s from the west, %.0f s from the east", school->name, a->seconds, b->seconds);
      g_autoptr (HtRoute) c = ht_search_route (search, no_bridges, &from_west, &to);
      g_autoptr (HtRoute) d = ht_search_route (search, no_bridges, &from_east, &to);
      g_assert_true ((c == NULL) != (d == NULL));
    }
  guint n_main = 0;
  for (guint i = 0; i < graph->n_sections; i++)
    n_main += graph->main_part[i];
  g_test_message ("%u of %u sections in the main part for engines", n_main, graph->n_sections);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/demo/same-seed", test_same_seed);
  g_test_add_func ("/model/demo/contents", test_contents);
  g_test_add_func ("/model/demo/features", test_features);
  g_test_add_func ("/model/demo/areas", test_areas_add_up);
  g_test_add_func ("/model/demo/network", test_network);
  g_test_add_func ("/model/demo/reach", test_reach);
  return g_test_run ();
}
