/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every id that one thing has of another leads to it, and to the nearest where it says so. */
#include <math.h>
#include <string.h>

#include "city.h"

static void
test_resolve (void)
{
  static const struct
  {
    const char *table, *column, *to;
    gboolean may_lack;
  } links[]
      = { { "critical_user", "supply", "power_node", FALSE }, { "aircraft", "pad", "helipad", FALSE },
          { "stock_lot", "depot", "depot", FALSE },           { "pump", "power", "power_node", FALSE },
          { "pump", "drain_area", "drain_area", TRUE },       { "road_weather", "sensor", "sensor", FALSE },
          { "observation", "sensor", "sensor", FALSE } };
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      const GPtrArray *features = things_of (things_full (), links[i].table);
      guint found = 0;
      for (guint k = 0; k < features->len; k++)
        {
          const HtFeature *feature = features->pdata[k];
          if (links[i].may_lack && !thing_has (feature, links[i].column))
            continue;
          if (things_find (things_full (), links[i].to, thing_text (feature, links[i].column)) == NULL)
            g_error ("%s “%s” names no %s", links[i].table, feature->name, links[i].to);
          found++;
        }
      g_assert_cmpuint (found, >, 0.9 * features->len);
    }
}

/* Both ends of a tie are things of the city or its metro, and its line runs from the one to the other. */
static void
test_ties (void)
{
  static const char *const tables[]
      = { "power_node", "gas_node", "water_node", "comms_site", "pump", "critical_user", NULL };
  const GPtrArray *ties = things_of (things_full (), "dependency");
  for (guint i = 0; i < ties->len; i++)
    {
      const HtFeature *tie = ties->pdata[i], *ends[2] = { NULL, NULL };
      for (guint end = 0; end < 2; end++)
        {
          const char *id = thing_text (tie, end == 0 ? "from_id" : "to_id");
          for (guint t = 0; tables[t] != NULL && ends[end] == NULL; t++)
            ends[end] = things_find (things_full (), tables[t], id);
          if (ends[end] == NULL)
            g_error ("a tie ends at %s, which is nothing", id);
          HtPoint at = ends[end]->geometry->points[0], on_line = tie->geometry->points[end];
          g_assert_cmpuint (tie->geometry->n_points, ==, 2);
          g_assert_cmpfloat (ht_kit_distance (at, on_line), <, 10);
        }
      g_assert_true (ends[0] != ends[1]);
      /* What feeds gives its kind: power comes from a power node. */
      g_autofree char *table = g_strconcat (thing_text (tie, "kind"), "_node", NULL);
      g_assert_cmpstr (ends[0]->table, ==, table);
    }
}

static double
nearest_m (const GPtrArray *features, HtPoint at)
{
  double best = INFINITY;
  for (guint i = 0; i < features->len; i++)
    best = MIN (best, ht_kit_distance (((HtFeature *) features->pdata[i])->geometry->points[0], at));
  return best;
}

/* A user hangs on the nearest substation of the voltage that it says it hangs on. */
static void
test_nearest_supply (void)
{
  const GPtrArray *users = things_of (things_full (), "critical_user"),
                  *nodes = things_of (things_full (), "power_node");
  g_autoptr (GPtrArray) high = g_ptr_array_new ();
  g_autoptr (GPtrArray) low = g_ptr_array_new ();
  for (guint i = 0; i < nodes->len; i++)
    {
      double voltage = thing_real (nodes->pdata[i], "voltage_kv");
      if (voltage <= 110)
        g_ptr_array_add (voltage < 100 ? low : high, nodes->pdata[i]);
    }
  for (guint i = 0; i < users->len; i += 7)
    {
      const HtFeature *user = users->pdata[i],
                      *supply = things_find (things_full (), "power_node", thing_text (user, "supply"));
      HtPoint at = user->geometry->points[0];
      double voltage = thing_real (supply, "voltage_kv");
      g_assert_true (voltage == 110 || voltage == 35);
      g_assert_cmpfloat_with_epsilon (ht_kit_distance (supply->geometry->points[0], at),
                                      nearest_m (voltage < 100 ? low : high, at), 0.01);
    }
}

/* A pump stands in the drainage area that it says it drains. */
static void
test_pumps_drain (void)
{
  const GPtrArray *pumps = things_of (things_full (), "pump");
  guint inside = 0, named = 0;
  for (guint i = 0; i < pumps->len; i++)
    {
      const HtFeature *pump = pumps->pdata[i];
      if (!thing_has (pump, "drain_area"))
        continue;
      named++;
      const HtFeature *area = things_find (things_full (), "drain_area", thing_text (pump, "drain_area"));
      inside += ht_geometry_contains (area->geometry, &pump->geometry->points[0]);
    }
  /* Those on a bank may be on the other side of the street along it. */
  g_assert_cmpuint (inside, >, 0.75 * named);
}

/* An aircraft is on its pad. */
static void
test_on_pads (void)
{
  const GPtrArray *aircraft = things_of (things_full (), "aircraft");
  for (guint i = 0; i < aircraft->len; i++)
    {
      const HtFeature *craft = aircraft->pdata[i],
                      *pad = things_find (things_full (), "helipad", thing_text (craft, "pad"));
      g_assert_cmpfloat (ht_kit_distance (pad->geometry->points[0], craft->geometry->points[0]), <, 1);
    }
}

/* The sensor of a road-weather section measures sight and stands on it. */
static void
test_weather_sensors (void)
{
  const GPtrArray *sections = things_of (things_full (), "road_weather");
  for (guint i = 0; i < sections->len; i++)
    {
      const HtFeature *section = sections->pdata[i],
                      *sensor = things_find (things_full (), "sensor", thing_text (section, "sensor"));
      HtPoint at = sensor->geometry->points[0];
      double best = INFINITY;
      g_assert_true (thing_is (sensor, "kind", "visibility"));
      for (guint k = 0; k < section->geometry->n_points; k++)
        best = MIN (best, ht_kit_distance (section->geometry->points[k], at));
      g_assert_cmpfloat (best, <, 1500);
      g_assert_cmpfloat (thing_real (sensor, "warn"), ==, thing_real (section, "visibility_warn_m"));
    }
}

/* --- as a graph --- */

typedef struct
{
  guint *from, *to, n_edges, n;
} Graph;

static guint
index_of (GHashTable *nodes, const char *id)
{
  gpointer index;
  if (g_hash_table_lookup_extended (nodes, id, NULL, &index))
    return GPOINTER_TO_UINT (index);
  guint n = g_hash_table_size (nodes);
  g_hash_table_insert (nodes, (gpointer) id, GUINT_TO_POINTER (n));
  return n;
}

static Graph
read_graph (const GPtrArray *ties)
{
  g_autoptr (GHashTable) nodes = g_hash_table_new (g_str_hash, g_str_equal);
  Graph graph = { g_new (guint, ties->len), g_new (guint, ties->len), ties->len, 0 };
  for (guint i = 0; i < ties->len; i++)
    {
      graph.from[i] = index_of (nodes, thing_text (ties->pdata[i], "from_id"));
      graph.to[i] = index_of (nodes, thing_text (ties->pdata[i], "to_id"));
    }
  graph.n = g_hash_table_size (nodes);
  return graph;
}

/* How many nodes can be put in an order in which feeders come first (Kahn 1962). */
static guint
count_ordered (const Graph *graph)
{
  g_autofree guint *waiting = g_new0 (guint, graph->n), *queue = g_new (guint, graph->n);
  guint n_queue = 0, done = 0;
  for (guint i = 0; i < graph->n_edges; i++)
    waiting[graph->to[i]]++;
  for (guint i = 0; i < graph->n; i++)
    if (waiting[i] == 0)
      queue[n_queue++] = i;
  for (; done < n_queue; done++)
    for (guint i = 0; i < graph->n_edges; i++)
      if (graph->from[i] == queue[done] && --waiting[graph->to[i]] == 0)
        queue[n_queue++] = graph->to[i];
  return done;
}

static guint
find_root (guint *parents, guint i)
{
  while (parents[i] != i)
    i = parents[i] = parents[parents[i]];
  return i;
}

static guint
count_pieces (const Graph *graph)
{
  g_autofree guint *parents = g_new (guint, graph->n);
  guint pieces = graph->n;
  for (guint i = 0; i < graph->n; i++)
    parents[i] = i;
  for (guint i = 0; i < graph->n_edges; i++)
    {
      guint a = find_root (parents, graph->from[i]), b = find_root (parents, graph->to[i]);
      pieces -= a != b;
      parents[a] = b;
    }
  return pieces;
}

/* Nothing feeds itself by a way around, and all of it hangs together. */
static void
test_graph (void)
{
  const Things *cities[] = { things_small (), things_full () };
  for (guint i = 0; i < G_N_ELEMENTS (cities); i++)
    {
      Graph graph = read_graph (things_of (cities[i], "dependency"));
      g_assert_cmpuint (graph.n, >, 300);
      g_assert_cmpuint (count_ordered (&graph), ==, graph.n);
      g_assert_cmpuint (count_pieces (&graph), ==, 1);
      /* The test itself sees a circle: the last of the first edge feeds its first. */
      graph.from[1] = graph.to[0];
      graph.to[1] = graph.from[0];
      g_assert_cmpuint (count_ordered (&graph), <, graph.n);
      g_free (graph.from);
      g_free (graph.to);
    }
}

/* Every user, pump and mast has somebody that feeds it. */
static void
test_all_fed (void)
{
  static const char *const tables[] = { "critical_user", "pump", "comms_site", "gas_node" };
  const GPtrArray *ties = things_of (things_full (), "dependency");
  g_autoptr (GHashTable) fed = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < ties->len; i++)
    g_hash_table_add (fed, (gpointer) thing_text (ties->pdata[i], "to_id"));
  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    {
      const GPtrArray *users = things_of (things_full (), tables[t]);
      for (guint i = 0; i < users->len; i++)
        {
          char id[HT_UUID_TEXT_SIZE];
          ht_uuid_write (&((HtFeature *) users->pdata[i])->id, id);
          if (!g_hash_table_contains (fed, id))
            g_error ("nobody feeds %s “%s”", tables[t], ((HtFeature *) users->pdata[i])->name);
        }
    }
}

void
things_add_link_tests (void)
{
  g_test_add_func ("/model/things/links/resolve", test_resolve);
  g_test_add_func ("/model/things/links/ties", test_ties);
  g_test_add_func ("/model/things/links/nearest-supply", test_nearest_supply);
  g_test_add_func ("/model/things/links/pumps-drain", test_pumps_drain);
  g_test_add_func ("/model/things/links/on-pads", test_on_pads);
  g_test_add_func ("/model/things/links/weather-sensors", test_weather_sensors);
  g_test_add_func ("/model/things/links/graph", test_graph);
  g_test_add_func ("/model/things/links/all-fed", test_all_fed);
}
