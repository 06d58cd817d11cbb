/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net.h"

#include <math.h>

#define NO_TIME G_MAXUINT64

TestNet *
test_net_new (void)
{
  TestNet *net = g_new (TestNet, 1);
  net->nodes = g_array_new (FALSE, FALSE, sizeof (HtRoutePoint));
  net->points = g_array_new (FALSE, FALSE, sizeof (HtRoutePoint));
  net->sections = g_array_new (FALSE, FALSE, sizeof (HtRouteSection));
  net->turns = g_array_new (FALSE, FALSE, sizeof (HtRouteTurn));
  return net;
}

void
test_net_free (TestNet *net)
{
  g_array_unref (net->nodes);
  g_array_unref (net->points);
  g_array_unref (net->sections);
  g_array_unref (net->turns);
  g_free (net);
}

guint32
test_net_add_node (TestNet *net, double east_m, double north_m)
{
  HtRoutePoint at = { 121.5 + east_m / 95333.0, 31.2 + north_m / 110865.0 };
  g_array_append_val (net->nodes, at);
  return net->nodes->len - 1;
}

HtRouteSection *
test_net_add (TestNet *net, guint32 from, guint32 to)
{
  HtRoutePoint ends[2]
      = { g_array_index (net->nodes, HtRoutePoint, from), g_array_index (net->nodes, HtRoutePoint, to) };
  HtRouteSection section = { .from = from,
                             .to = to,
                             .flags = HT_ROUTE_FORWARD | HT_ROUTE_BACKWARD,
                             .first_point = net->points->len,
                             .n_points = 2,
                             .length_m = (float) ht_route_distance_m (ends[0], ends[1]),
                             .speed_kmh = 36,
                             .road_class = 6 };
  g_array_append_vals (net->points, ends, 2);
  g_array_append_val (net->sections, section);
  return &g_array_index (net->sections, HtRouteSection, net->sections->len - 1);
}

void
test_net_add_turn (TestNet *net, guint32 from, guint32 via, guint32 to, gboolean only)
{
  HtRouteTurn turn = { from, via, to, only };
  g_array_append_val (net->turns, turn);
}

static HtGraphInput
net_input (const TestNet *net)
{
  return (HtGraphInput){ (const HtRoutePoint *) net->nodes->data,
                         (const HtRoutePoint *) net->points->data,
                         (const HtRouteSection *) net->sections->data,
                         (const HtRouteTurn *) net->turns->data,
                         net->nodes->len,
                         net->points->len,
                         net->sections->len,
                         net->turns->len };
}

HtGraph *
test_net_build (const TestNet *net, HtVehicleKind kind)
{
  HtGraphInput input = net_input (net);
  g_autoptr (GError) error = NULL;
  HtGraph *graph = ht_graph_new (&input, kind, &error);
  g_assert_no_error (error);
  return graph;
}

static void
add_bend (TestNet *net, GRand *rand)
{
  HtRouteSection *section = &g_array_index (net->sections, HtRouteSection, net->sections->len - 1);
  HtRoutePoint end = g_array_index (net->points, HtRoutePoint, net->points->len - 1);
  HtRoutePoint bend
      = { 121.5 + g_rand_double_range (rand, 0, 0.01), 31.2 + g_rand_double_range (rand, 0, 0.01) };
  g_array_index (net->points, HtRoutePoint, net->points->len - 1) = bend;
  g_array_append_val (net->points, end);
  section->n_points++;
}

static void
add_random_turn (TestNet *net, GRand *rand)
{
  guint32 from = (guint32) g_rand_int_range (rand, 0, (gint32) net->sections->len);
  const HtRouteSection *section = &g_array_index (net->sections, HtRouteSection, from);
  guint32 via = g_rand_boolean (rand) ? section->from : section->to;
  guint32 start = (guint32) g_rand_int_range (rand, 0, (gint32) net->sections->len);
  for (guint i = 0; i < net->sections->len; i++)
    {
      guint32 to = (start + i) % net->sections->len;
      const HtRouteSection *out = &g_array_index (net->sections, HtRouteSection, to);
      if (out->from != via && out->to != via)
        continue;
      test_net_add_turn (net, from, via, to, g_rand_int_range (rand, 0, 3) == 0);
      return;
    }
}

TestNet *
test_net_random (GRand *rand, guint most)
{
  TestNet *net = test_net_new ();
  guint n = (guint) g_rand_int_range (rand, 2, (gint32) most + 1);
  for (guint i = 0; i < n; i++)
    test_net_add_node (net, g_rand_double_range (rand, 0, 900), g_rand_double_range (rand, 0, 900));
  guint m = (guint) g_rand_int_range (rand, 1, (gint32) (3 * n));
  for (guint i = 0; i < m; i++)
    {
      guint32 from = (guint32) g_rand_int_range (rand, 0, (gint32) n);
      HtRouteSection *section = test_net_add (net, from, (guint32) g_rand_int_range (rand, 0, (gint32) n));
      section->flags = (guint32) g_rand_int_range (rand, 1, 4)
                       | (g_rand_int_range (rand, 0, 8) == 0 ? HT_ROUTE_LINK : 0);
      section->length_m = (float) g_rand_int_range (rand, 0, 60) * 10;
      section->speed_kmh = (float) g_rand_int_range (rand, 1, 9) * 10;
      section->road_class = (guint8) g_rand_int_range (rand, 0, 8);
      section->name = (guint32) g_rand_int_range (rand, 0, 4);
      for (gint32 bends = g_rand_int_range (rand, from == section->to ? 1 : 0, 3); bends > 0; bends--)
        add_bend (net, rand);
    }
  for (gint32 turns = g_rand_int_range (rand, 0, (gint32) n); turns > 0; turns--)
    add_random_turn (net, rand);
  return net;
}

HtSnap
test_net_random_snap (const HtGraph *graph, GRand *rand)
{
  guint32 section = (guint32) g_rand_int_range (rand, 0, (gint32) graph->n_sections);
  double fraction = g_rand_int_range (rand, 0, 5) / 4.0;
  return ht_snap_at (graph, section, fraction * graph->sections[section].length_m);
}

HtArcMask *
test_net_random_mask (const HtGraph *graph, GRand *rand)
{
  if (g_rand_boolean (rand))
    return NULL;
  HtArcMask *mask = ht_arc_mask_new (graph);
  for (gint32 closures = g_rand_int_range (rand, 0, 4); closures > 0; closures--)
    {
      guint32 arc = (guint32) g_rand_int_range (rand, 0, (gint32) (2 * graph->n_sections));
      if (g_rand_boolean (rand))
        ht_arc_mask_close_section (mask, arc / 2);
      else
        ht_arc_mask_close_arc (mask, arc);
    }
  return mask;
}

gboolean
test_net_turn_is_allowed (const TestNet *net, const HtGraph *graph, guint32 arc, guint32 next)
{
  guint32 via = ht_graph_arc_head (graph, arc);
  guint n_only = 0, n_only_this = 0, n_no = 0;
  for (guint i = 0; i < net->turns->len; i++)
    {
      const HtRouteTurn *turn = &g_array_index (net->turns, HtRouteTurn, i);
      if (turn->via != via || turn->from != arc / 2)
        continue;
      n_only += turn->only;
      n_only_this += turn->only && turn->to == next / 2;
      n_no += !turn->only && turn->to == next / 2;
    }
  return n_no == 0 && (n_only == 0 || n_only_this > 0);
}

static gboolean
is_usable (const HtGraph *graph, const HtArcMask *mask, guint32 arc)
{
  return graph->arc_ms[arc] != HT_GRAPH_NO_ARC && (mask == NULL || !mask->closed[arc]);
}

static guint64
part_ms (const HtGraph *graph, guint32 arc, const HtSnap *place)
{
  double fraction = arc % 2 == 0 ? place->fraction : 1 - place->fraction;
  return (guint64) llround (fraction * graph->arc_ms[arc]);
}

/* One round: every usable arc that may follow every reached arc. */
static gboolean
improve (const TestNet *net, const HtGraph *graph, const HtArcMask *mask, guint64 *end_ms)
{
  gboolean improved = FALSE;
  for (guint32 arc = 0; arc < 2 * graph->n_sections; arc++)
    for (guint32 next = 0; end_ms[arc] != NO_TIME && next < 2 * graph->n_sections; next++)
      {
        if (!is_usable (graph, mask, next)
            || ht_graph_arc_head (graph, arc) != ht_graph_arc_tail (graph, next)
            || !test_net_turn_is_allowed (net, graph, arc, next))
          continue;
        guint64 ms = end_ms[arc] + ht_graph_turn_ms (graph, arc, next) + graph->arc_ms[next];
        improved |= ms < end_ms[next];
        end_ms[next] = MIN (end_ms[next], ms);
      }
  return improved;
}

static guint64
best_arrival_ms (const TestNet *net, const HtGraph *graph, const guint64 *end_ms, guint32 last,
                 const HtSnap *to)
{
  guint64 best = NO_TIME;
  for (guint32 arc = 0; arc < 2 * graph->n_sections; arc++)
    {
      if (end_ms[arc] == NO_TIME || ht_graph_arc_head (graph, arc) != ht_graph_arc_tail (graph, last)
          || !test_net_turn_is_allowed (net, graph, arc, last))
        continue;
      best = MIN (best, end_ms[arc] + ht_graph_turn_ms (graph, arc, last) + part_ms (graph, last, to));
    }
  return best;
}

double
test_net_brute_force_s (const TestNet *net, const HtGraph *graph, const HtArcMask *mask, const HtSnap *from,
                        const HtSnap *to)
{
  g_autofree guint64 *end_ms = g_new (guint64, 2 * graph->n_sections);
  for (guint32 arc = 0; arc < 2 * graph->n_sections; arc++)
    end_ms[arc] = arc / 2 == from->section && is_usable (graph, mask, arc)
                      ? graph->arc_ms[arc] - part_ms (graph, arc, from)
                      : NO_TIME;
  while (improve (net, graph, mask, end_ms))
    ;
  guint64 best = NO_TIME;
  for (guint32 last = 2 * to->section; last <= 2 * to->section + 1; last++)
    {
      if (!is_usable (graph, mask, last))
        continue;
      best = MIN (best, best_arrival_ms (net, graph, end_ms, last, to));
      guint64 from_ms = part_ms (graph, last, from), to_ms = part_ms (graph, last, to);
      gboolean ahead = last % 2 == 0 ? from->fraction <= to->fraction : from->fraction >= to->fraction;
      if (from->section == to->section && ahead)
        best = MIN (best, to_ms - from_ms);
    }
  return best == NO_TIME ? NAN : best / 1000.0;
}

void
test_assert_same (HtReach got, double expected_s)
{
  g_assert_cmpint (got.reached, ==, !isnan (expected_s));
  if (got.reached)
    g_assert_cmpfloat_with_epsilon (got.seconds, expected_s, 1e-9);
  else
    g_assert_true (isnan (got.seconds));
}
