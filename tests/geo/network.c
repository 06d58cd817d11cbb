/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting components and arcs, the order of sections, and reports. */
#include "geo/network.h"

#include <string.h>

#include "base/json.h"
#include "geo/components.h"
#include "geo/map-data.h"
#include "geo/osm-ids.h"

#define MOST_NODES 24

/* Reachability by squaring the matrix: slow and obviously right. */
static guint
count_by_matrix (gboolean reach[MOST_NODES][MOST_NODES], guint n)
{
  for (guint k = 0; k < n; k++)
    for (guint i = 0; i < n; i++)
      for (guint j = 0; j < n && reach[i][k]; j++)
        reach[i][j] |= reach[k][j];
  guint largest = 0;
  for (guint i = 0; i < n; i++)
    {
      guint size = 0;
      for (guint j = 0; j < n; j++)
        size += i == j || (reach[i][j] && reach[j][i]);
      largest = MAX (largest, size);
    }
  return largest;
}

static void
test_components_at_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1972);
  for (guint round = 0; round < 3000; round++)
    {
      gboolean reach[MOST_NODES][MOST_NODES] = { { FALSE } };
      guint n = (guint) g_rand_int_range (rand, 1, MOST_NODES + 1);
      guint n_arcs = (guint) g_rand_int_range (rand, 0, 2 * (gint32) n + 1);
      g_autoptr (HtArcList) arcs = ht_arc_list_new ();
      for (guint i = 0; i < n_arcs; i++)
        {
          guint32 from = (guint32) g_rand_int_range (rand, 0, (gint32) n);
          guint32 to = (guint32) g_rand_int_range (rand, 0, (gint32) n);
          reach[from][to] = TRUE;
          ht_arc_list_add (arcs, from, to);
        }
      g_assert_cmpuint (ht_arc_list_count_largest_scc (arcs, n), ==, count_by_matrix (reach, n));
    }
}

static void
test_components_by_hand (void)
{
  g_autoptr (HtArcList) arcs = ht_arc_list_new ();
  g_assert_cmpuint (ht_arc_list_count_largest_scc (arcs, 0), ==, 0);
  g_assert_cmpuint (ht_arc_list_count_largest_scc (arcs, 5), ==, 1);
  ht_arc_list_add (arcs, 0, 1);
  ht_arc_list_add (arcs, 1, 2);
  g_assert_cmpuint (ht_arc_list_count_largest_scc (arcs, 5), ==, 1);
  ht_arc_list_add (arcs, 2, 0);
  g_assert_cmpuint (ht_arc_list_count_largest_scc (arcs, 5), ==, 3);
  ht_arc_list_add (arcs, 4, 4);
  g_assert_cmpuint (ht_arc_list_count_largest_scc (arcs, 5), ==, 3);
}

static void
test_long_chain (void)
{
  /* A million nodes in a row and back: a recursive search would need as much stack. */
  const guint n = 1000000;
  g_autoptr (HtArcList) arcs = ht_arc_list_new ();
  for (guint i = 0; i + 1 < n; i++)
    ht_arc_list_add (arcs, i, i + 1);
  g_assert_cmpuint (ht_arc_list_count_largest_scc (arcs, n), ==, 1);
  ht_arc_list_add (arcs, n - 1, 0);
  g_assert_cmpuint (ht_arc_list_count_largest_scc (arcs, n), ==, n);
}

static void
test_class_names (void)
{
  for (guint i = 0; i < HT_N_ROAD_CLASSES; i++)
    {
      HtRoadClass back;
      g_assert_true (ht_road_class_parse (ht_road_class_get_name ((HtRoadClass) i), &back));
      g_assert_cmpint (back, ==, i);
    }
  HtRoadClass road_class;
  g_assert_cmpstr (ht_road_class_get_name (HT_ROAD_LIVING_STREET), ==, "living_street");
  g_assert_false (ht_road_class_parse ("motorway_link", &road_class));
  g_assert_false (ht_road_class_parse ("", &road_class));
}

static void
add (HtNetwork *network, gint64 way, guint32 from, guint32 to, guint32 flags)
{
  const HtSection section = {
    .way_id = way, .from = from, .to = to, .flags = flags, .part = 99, .first_point = network->sections->len
  };
  g_array_append_val (network->sections, section);
}

static HtNetwork *
four_nodes (void)
{
  HtNetwork *network = ht_network_new ();
  for (gint64 i = 0; i < 4; i++)
    {
      const HtRoadNode node = { .ref = i * 10 };
      g_array_append_val (network->nodes, node);
    }
  return network;
}

static void
test_sort (void)
{
  g_autoptr (HtNetwork) network = four_nodes ();
  add (network, 7, 0, 1, 0);
  add (network, 5, 2, 3, 0);
  add (network, 5, 0, 1, 0);
  add (network, 5, 2, 3, 0);
  add (network, 5, 2, 1, 0);
  ht_network_sort (network);
  static const struct
  {
    gint64 way;
    guint32 from, to, part, first_point;
  } order[]
      = { { 5, 0, 1, 0, 2 }, { 5, 2, 1, 0, 4 }, { 5, 2, 3, 0, 1 }, { 5, 2, 3, 1, 3 }, { 7, 0, 1, 0, 0 } };
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      const HtSection *section = &g_array_index (network->sections, HtSection, i);
      g_assert_cmpint (section->way_id, ==, order[i].way);
      g_assert_cmpuint (section->from, ==, order[i].from);
      g_assert_cmpuint (section->to, ==, order[i].to);
      g_assert_cmpuint (section->part, ==, order[i].part);
      g_assert_cmpuint (section->first_point, ==, order[i].first_point);
    }
}

static void
test_counts (void)
{
  g_autoptr (HtNetwork) network = four_nodes ();
  g_assert_cmpuint (ht_network_count_arcs (network), ==, 0);
  g_assert_cmpuint (ht_network_count_drive_nodes (network), ==, 0);
  g_assert_cmpuint (ht_network_count_largest_scc (network), ==, 1);
  add (network, 1, 0, 1, HT_SECTION_FORWARD | HT_SECTION_BACKWARD | HT_SECTION_PRIVATE);
  add (network, 2, 1, 2, HT_SECTION_BACKWARD);
  add (network, 3, 2, 3, HT_SECTION_BRIDGE);
  g_assert_cmpuint (ht_network_count_arcs (network), ==, 3);
  g_assert_cmpuint (ht_network_count_drive_nodes (network), ==, 3);
  g_assert_cmpuint (ht_network_count_largest_scc (network), ==, 2);
  add (network, 4, 1, 2, HT_SECTION_FORWARD);
  g_assert_cmpuint (ht_network_count_largest_scc (network), ==, 3);
  HtNetwork *again = ht_network_ref (network);
  g_assert_true (again == network);
  ht_network_unref (again);
  g_assert_cmpstr (g_ptr_array_index (network->names, 0), ==, "");
}

static void
test_report (void)
{
  g_autoptr (HtImportReport) report = ht_import_report_new ();
  ht_import_report_drop (report, "broken", 2);
  ht_import_report_drop (report, "lost", 0);
  ht_import_report_drop (report, "broken", 3);
  ht_import_report_drop (report, "lost", 1);
  ht_import_report_repair (report, "closed", 4);
  ht_import_report_note (report, "ignored", 5);
  report->read = 20;
  g_assert_cmpuint (ht_reasons_get (report->dropped, "broken"), ==, 5);
  g_assert_cmpuint (ht_reasons_get (report->dropped, "closed"), ==, 0);
  g_assert_cmpuint (ht_reasons_sum (report->dropped), ==, 6);
  g_autoptr (HtValue) value = ht_import_report_to_value (report);
  g_autofree char *text = ht_json_dup_text (value);
  g_assert_cmpstr (
      text, ==,
      "{\"arcs\":null,\"datum\":\"wgs84\",\"drive_largest_scc\":null,\"drive_nodes\":null,"
      "\"dropped\":[{\"count\":5,\"why\":\"broken\"},{\"count\":1,\"why\":\"lost\"}],"
      "\"largest_scc\":null,\"nodes\":null,\"noted\":[{\"count\":5,\"why\":\"ignored\"}],"
      "\"read\":20,\"repaired\":4,\"repaired_why\":[{\"count\":4,\"why\":\"closed\"}],\"taken\":{}}");
}

static void
test_map_data (void)
{
  g_autoptr (HtMapData) data = ht_map_data_new ();
  static const char *const tables[] = { "water", "building", "water" };
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      const HtUuid id = ht_uuid_random ();
      ht_map_data_add (data, ht_feature_new (tables[i], &id, "x", NULL, ht_geometry_new_point (i, 0)));
    }
  data->network = four_nodes ();
  add (data->network, 1, 0, 1, HT_SECTION_FORWARD);
  ht_map_data_count (data);
  g_autofree const char **names = ht_map_data_list_tables (data);
  g_assert_cmpstr (names[0], ==, "building");
  g_assert_cmpstr (names[1], ==, "water");
  g_assert_null (names[2]);
  g_assert_null (ht_map_data_get_features (data, "green"));
  g_assert_cmpuint (ht_map_data_get_features (data, "water")->len, ==, 2);
  g_assert_cmpint (ht_value_member_int (data->report->taken, "water", 0), ==, 2);
  g_assert_cmpint (ht_value_member_int (data->report->taken, "road_section", 0), ==, 1);
  g_assert_true (data->report->has_network);
  g_assert_cmpuint (data->report->arcs, ==, 1);
  g_assert_cmpuint (data->report->nodes, ==, 2);
  g_autoptr (HtValue) value = ht_import_report_to_value (data->report);
  g_assert_cmpint (ht_value_member_int (value, "arcs", -1), ==, 1);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;
  return (x > y) - (x < y);
}

static void
test_ids (void)
{
  /* Against the library's sort: few and many, dense and spread, negative, and all the same. */
  static const gint64 spreads[] = { 1, 2, 300, 70000, G_GINT64_CONSTANT (20000000000), G_MAXINT64 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (1993);
  for (guint round = 0; round < 300; round++)
    {
      gint64 spread = spreads[round % G_N_ELEMENTS (spreads)];
      guint n = (guint) g_rand_int_range (rand, 0, round % 10 == 0 ? 20000 : 200);
      g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      for (guint i = 0; i < n; i++)
        {
          gint64 id = (gint64) ((guint64) g_rand_int (rand) << 32 | g_rand_int (rand)) % spread;
          g_array_append_val (ids, id);
        }
      g_autoptr (GArray) slow = g_array_copy (ids);
      g_array_sort (slow, compare_numbers);
      ht_osm_ids_settle (ids);
      for (guint i = 0, k = 0; i < slow->len; i++)
        {
          if (i > 0 && g_array_index (slow, gint64, i) == g_array_index (slow, gint64, i - 1))
            continue;
          g_assert_cmpint (g_array_index (ids, gint64, k++), ==, g_array_index (slow, gint64, i));
          g_assert_cmpuint (k, <=, ids->len);
        }
      g_assert_true (ids->len <= n && (ids->len > 0) == (n > 0));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geo/network/components-at-random", test_components_at_random);
  g_test_add_func ("/geo/network/components-by-hand", test_components_by_hand);
  g_test_add_func ("/geo/network/long-chain", test_long_chain);
  g_test_add_func ("/geo/network/class-names", test_class_names);
  g_test_add_func ("/geo/network/ids", test_ids);
  g_test_add_func ("/geo/network/sort", test_sort);
  g_test_add_func ("/geo/network/counts", test_counts);
  g_test_add_func ("/geo/network/report", test_report);
  g_test_add_func ("/geo/network/map-data", test_map_data);
  return g_test_run ();
}
