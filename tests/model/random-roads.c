/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "random-roads.h"

#include "route/vehicle.h"

static const HtPoint corner = { 121.40, 31.20 };

const HtSection *
random_roads_get (const RandomRoads *it, guint section)
{
  return &g_array_index (it->network->sections, HtSection, section);
}

static HtPoint
node_at (const RandomRoads *it, guint node)
{
  return g_array_index (it->network->nodes, HtRoadNode, node).at;
}

static void
add_section (RandomRoads *it, guint from, guint to, double one_way)
{
  HtSection section = {
    .from = from,
    .to = to,
    .way_id = 100 + it->network->sections->len,
    .flags = HT_SECTION_FORWARD | HT_SECTION_BACKWARD,
    .road_class = HT_ROAD_RESIDENTIAL,
    .speed_kmh = (float) g_test_rand_int_range (20, 41),
    .name = (guint32) g_test_rand_int_range (0, 4),
    .first_point = it->network->points->len,
    .n_points = 2,
  };
  if (g_test_rand_double () < one_way)
    section.flags = g_test_rand_bit () ? HT_SECTION_FORWARD : HT_SECTION_BACKWARD;
  HtPoint ends[2] = { node_at (it, from), node_at (it, to) };
  section.length_m = (float) ht_geo_distance_m (&ends[0], &ends[1]);
  g_array_append_vals (it->network->points, ends, 2);
  g_array_append_val (it->network->sections, section);
}

static gboolean
are_joined (const RandomRoads *it, guint a, guint b)
{
  for (guint i = 0; i < it->network->sections->len; i++)
    {
      const HtSection *road = random_roads_get (it, i);
      if ((road->from == a && road->to == b) || (road->from == b && road->to == a))
        return TRUE;
    }
  return a == b;
}

double
random_roads_drive_s (const RandomRoads *it, guint section)
{
  const HtVehicle *engine = ht_vehicle_get (HT_VEHICLE_ENGINE);
  const HtSection *road = random_roads_get (it, section);
  return road->length_m / (MIN (road->speed_kmh * engine->speed_factor, engine->max_speed_kmh) / 3.6);
}

gboolean
random_roads_leads (const RandomRoads *it, guint section, gboolean forward)
{
  guint flag = forward ? HT_SECTION_FORWARD : HT_SECTION_BACKWARD;
  return !it->closed[section] && (random_roads_get (it, section)->flags & flag) != 0;
}

static void
work_out (RandomRoads *it)
{
  for (guint i = 0; i < RANDOM_NODES; i++)
    for (guint j = 0; j < RANDOM_NODES; j++)
      it->seconds[i][j] = i == j ? 0 : G_MAXDOUBLE;
  for (guint s = 0; s < it->network->sections->len; s++)
    {
      const HtSection *road = random_roads_get (it, s);
      double drive_s = random_roads_drive_s (it, s);
      if (random_roads_leads (it, s, TRUE))
        it->seconds[road->from][road->to] = MIN (it->seconds[road->from][road->to], drive_s);
      if (random_roads_leads (it, s, FALSE))
        it->seconds[road->to][road->from] = MIN (it->seconds[road->to][road->from], drive_s);
    }
  for (guint k = 0; k < RANDOM_NODES; k++)
    for (guint i = 0; i < RANDOM_NODES; i++)
      for (guint j = 0; j < RANDOM_NODES; j++)
        it->seconds[i][j] = MIN (it->seconds[i][j], it->seconds[i][k] + it->seconds[k][j]);
}

void
random_roads_set_up (RandomRoads *it, double one_way)
{
  static const char *const names[] = { "海棠路", "玉兰路", "丁香路" };
  g_autoptr (GError) error = NULL;
  *it = (RandomRoads){ .network = ht_network_new () };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_ptr_array_add (it->network->names, g_strdup (names[i]));
  for (guint i = 0; i < RANDOM_NODES; i++)
    {
      HtRoadNode node = { .ref = 1 + i,
                          .at = { corner.lon + 0.004 * (i % 4) + 0.002 * g_test_rand_double (),
                                  corner.lat + 0.004 * (double) (i / 4) + 0.002 * g_test_rand_double () } };
      g_array_append_val (it->network->nodes, node);
    }
  /* A ring keeps most of it together; the rest is chance. */
  for (guint i = 0; i < RANDOM_NODES; i++)
    add_section (it, i, (i + 1) % RANDOM_NODES, one_way / 2);
  for (guint i = 0; i < RANDOM_NODES; i++)
    {
      /* Never two between the same nodes: a place half way would lie on both. */
      guint to = (guint) g_test_rand_int_range (0, RANDOM_NODES);
      if (!are_joined (it, i, to))
        add_section (it, i, to, one_way);
    }
  it->roads = ht_roads_new (it->network, &error);
  g_assert_no_error (error);
  work_out (it);
}

void
random_roads_clear (RandomRoads *it)
{
  g_clear_pointer (&it->roads, ht_roads_unref);
  g_clear_pointer (&it->network, ht_network_unref);
}

void
random_roads_close (RandomRoads *it, double share)
{
  g_autoptr (GArray) closed = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint32 i = 0; i < it->network->sections->len; i++)
    {
      it->closed[i] = g_test_rand_double () < share;
      if (it->closed[i])
        g_array_append_val (closed, i);
    }
  HtRoads *open = it->roads;
  it->roads = ht_roads_with_closures (open, closed, closed->len);
  ht_roads_unref (open);
  work_out (it);
}

HtPoint
random_roads_middle (const RandomRoads *it, guint section)
{
  HtPoint a = node_at (it, random_roads_get (it, section)->from);
  HtPoint b = node_at (it, random_roads_get (it, section)->to);
  return (HtPoint){ (a.lon + b.lon) / 2, (a.lat + b.lat) / 2 };
}

double
random_roads_between (const RandomRoads *it, guint from, guint to)
{
  double best = G_MAXDOUBLE;
  const HtSection *a = random_roads_get (it, from), *b = random_roads_get (it, to);
  double halves_s = (random_roads_drive_s (it, from) + random_roads_drive_s (it, to)) / 2;
  for (guint out = 0; out < 2; out++)
    for (guint in = 0; in < 2; in++)
      {
        guint leave = out == 0 ? a->to : a->from, enter = in == 0 ? b->from : b->to;
        if (random_roads_leads (it, from, out == 0) && random_roads_leads (it, to, in == 0)
            && it->seconds[leave][enter] < G_MAXDOUBLE)
          best = MIN (best, halves_s + it->seconds[leave][enter]);
      }
  return best;
}
