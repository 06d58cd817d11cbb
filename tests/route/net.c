/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net.h"

#include <math.h>

#define NO_TIME G_MAXUINT64
#define MAX_PATH 3 /* sections of a path; a walk's last arcs that matter */

TestNet *
test_net_new (void)
{
  TestNet *net = g_new (TestNet, 1);
  net->nodes = g_array_new (FALSE, FALSE, sizeof (HtRoutePoint));
  net->points = g_array_new (FALSE, FALSE, sizeof (HtRoutePoint));
  net->sections = g_array_new (FALSE, FALSE, sizeof (HtRouteSection));
  net->turns = g_array_new (FALSE, FALSE, sizeof (HtRouteTurn));
  net->paths = g_array_new (FALSE, FALSE, sizeof (HtRoutePath));
  net->path_sections = g_array_new (FALSE, FALSE, sizeof (guint32));
  return net;
}

void
test_net_free (TestNet *net)
{
  g_array_unref (net->nodes);
  g_array_unref (net->points);
  g_array_unref (net->sections);
  g_array_unref (net->turns);
  g_array_unref (net->paths);
  g_array_unref (net->path_sections);
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

void
test_net_add_path (TestNet *net, guint32 from, guint32 via, const guint32 *sections, guint n, gboolean only)
{
  HtRoutePath path = { from, via, net->path_sections->len, n, only };
  g_assert_cmpuint (n, <=, MAX_PATH);
  g_array_append_vals (net->path_sections, sections, n);
  g_array_append_val (net->paths, path);
}

HtGraphInput
test_net_get_input (const TestNet *net)
{
  return (HtGraphInput){ .nodes = (const HtRoutePoint *) net->nodes->data,
                         .points = (const HtRoutePoint *) net->points->data,
                         .sections = (const HtRouteSection *) net->sections->data,
                         .turns = (const HtRouteTurn *) net->turns->data,
                         .n_nodes = net->nodes->len,
                         .n_points = net->points->len,
                         .n_sections = net->sections->len,
                         .n_turns = net->turns->len,
                         .paths = (const HtRoutePath *) net->paths->data,
                         .path_sections = (const guint32 *) net->path_sections->data,
                         .n_paths = net->paths->len,
                         .n_path_sections = net->path_sections->len };
}

HtGraph *
test_net_build (const TestNet *net, HtVehicleKind kind)
{
  HtGraphInput input = test_net_get_input (net);
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

/* Another section that meets @node, no loop; G_MAXUINT32 where there is none. */
static guint32
section_at_random (const TestNet *net, GRand *rand, guint32 node)
{
  guint32 start = (guint32) g_rand_int_range (rand, 0, (gint32) net->sections->len);
  for (guint i = 0; i < net->sections->len; i++)
    {
      guint32 index = (start + i) % net->sections->len;
      const HtRouteSection *section = &g_array_index (net->sections, HtRouteSection, index);
      if (section->from != section->to && (section->from == node || section->to == node))
        return index;
    }
  return G_MAXUINT32;
}

/* A walk of sections; often a beginning of it is in another path as well, as the same nodes come up again. */
static void
add_random_path (TestNet *net, GRand *rand)
{
  guint32 node = (guint32) g_rand_int_range (rand, 0, (gint32) MIN (net->nodes->len, 4)), via = node;
  guint32 from = section_at_random (net, rand, node), sections[MAX_PATH];
  guint n = (guint) g_rand_int_range (rand, 2, MAX_PATH + 1);
  for (guint i = 0; i < n; i++)
    {
      sections[i] = section_at_random (net, rand, node);
      if (from == G_MAXUINT32 || sections[i] == G_MAXUINT32)
        return;
      const HtRouteSection *section = &g_array_index (net->sections, HtRouteSection, sections[i]);
      node = section->from == node ? section->to : section->from;
    }
  test_net_add_path (net, from, via, sections, n, g_rand_int_range (rand, 0, 4) == 0);
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
  for (gint32 paths = g_rand_int_range (rand, 0, (gint32) n); paths > 0; paths--)
    add_random_path (net, rand);
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

typedef struct
{
  guint n_only, n_only_this, n_no;
} Verdict;

static void
judge_turns (const TestNet *net, const HtGraph *graph, guint32 arc, guint32 next, Verdict *verdict)
{
  guint32 via = ht_graph_arc_head (graph, arc);
  for (guint i = 0; i < net->turns->len; i++)
    {
      const HtRouteTurn *turn = &g_array_index (net->turns, HtRouteTurn, i);
      if (turn->via != via || turn->from != arc / 2)
        continue;
      verdict->n_only += turn->only;
      verdict->n_only_this += turn->only && turn->to == next / 2;
      verdict->n_no += !turn->only && turn->to == next / 2;
    }
}

/* The last @depth arcs began a path: is @next what it says? */
static void
judge_paths (const TestNet *net, const HtGraph *graph, const guint32 *arcs, guint depth, guint32 next,
             Verdict *verdict)
{
  for (guint i = 0; i < net->paths->len; i++)
    {
      const HtRoutePath *path = &g_array_index (net->paths, HtRoutePath, i);
      const guint32 *sections = &g_array_index (net->path_sections, guint32, path->first);
      gboolean begun
          = path->n >= depth && path->from == arcs[0] / 2 && ht_graph_arc_head (graph, arcs[0]) == path->via;
      for (guint k = 1; k < depth && begun; k++)
        begun = sections[k - 1] == arcs[k] / 2;
      if (!begun)
        continue;
      verdict->n_only += path->only;
      verdict->n_only_this += path->only && sections[depth - 1] == next / 2;
      verdict->n_no += !path->only && path->n == depth && sections[depth - 1] == next / 2;
    }
}

gboolean
test_net_may_go_on (const TestNet *net, const HtGraph *graph, const guint32 *arcs, guint n, guint32 next)
{
  if (ht_graph_arc_head (graph, arcs[n - 1]) != ht_graph_arc_tail (graph, next))
    return FALSE;
  for (guint depth = 1; depth <= MIN (n, MAX_PATH); depth++)
    {
      Verdict verdict = { 0, 0, 0 };
      if (depth == 1)
        judge_turns (net, graph, arcs[n - 1], next, &verdict);
      judge_paths (net, graph, arcs + n - depth, depth, next, &verdict);
      if (verdict.n_no > 0 || (verdict.n_only > 0 && verdict.n_only_this == 0))
        return FALSE;
    }
  return TRUE;
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

/* The last arcs of a walk, oldest first, and when it can be at their end. */
typedef struct
{
  guint32 arcs[MAX_PATH];
  guint n;
  guint64 ms;
} Walk;

typedef struct
{
  const TestNet *net;
  const HtGraph *graph;
  const HtArcMask *mask;
  GQueue *queue;      /* Walk */
  GHashTable *walked; /* GBytes of the last arcs → the best Walk */
} Walker;

static void
walker_offer (Walker *walker, const Walk *walk)
{
  g_autoptr (GBytes) key = g_bytes_new (walk->arcs, walk->n * sizeof walk->arcs[0]);
  const Walk *known = g_hash_table_lookup (walker->walked, key);
  if (known != NULL && known->ms <= walk->ms)
    return;
  g_hash_table_insert (walker->walked, g_bytes_ref (key), g_memdup2 (walk, sizeof *walk));
  g_queue_push_tail (walker->queue, g_memdup2 (walk, sizeof *walk));
}

static void
walker_go_on (Walker *walker, const Walk *walk)
{
  const HtGraph *graph = walker->graph;
  for (guint32 next = 0; next < 2 * graph->n_sections; next++)
    {
      if (!is_usable (graph, walker->mask, next)
          || !test_net_may_go_on (walker->net, graph, walk->arcs, walk->n, next))
        continue;
      guint keep = MIN (walk->n, MAX_PATH - 1);
      Walk on = { .n = keep + 1,
                  .ms = walk->ms + ht_graph_turn_ms (graph, walk->arcs[walk->n - 1], next)
                        + graph->arc_ms[next] };
      for (guint i = 0; i < keep; i++)
        on.arcs[i] = walk->arcs[walk->n - keep + i];
      on.arcs[keep] = next;
      walker_offer (walker, &on);
    }
}

static guint64
best_arrival_ms (const Walker *walker, guint32 last, const HtSnap *to)
{
  guint64 best = NO_TIME;
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, walker->walked);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Walk *walk = value;
      if (test_net_may_go_on (walker->net, walker->graph, walk->arcs, walk->n, last))
        best = MIN (best, walk->ms + ht_graph_turn_ms (walker->graph, walk->arcs[walk->n - 1], last)
                              + part_ms (walker->graph, last, to));
    }
  return best;
}

static void
walker_walk_from (Walker *walker, const HtSnap *from)
{
  const HtGraph *graph = walker->graph;
  for (guint32 arc = 2 * from->section; arc <= 2 * from->section + 1; arc++)
    if (is_usable (graph, walker->mask, arc))
      {
        Walk walk = { { arc }, 1, graph->arc_ms[arc] - part_ms (graph, arc, from) };
        walker_offer (walker, &walk);
      }
  for (Walk *walk; (walk = g_queue_pop_head (walker->queue)) != NULL; g_free (walk))
    walker_go_on (walker, walk);
}

double
test_net_brute_force_s (const TestNet *net, const HtGraph *graph, const HtArcMask *mask, const HtSnap *from,
                        const HtSnap *to)
{
  g_autoptr (GQueue) queue = g_queue_new ();
  g_autoptr (GHashTable) walked
      = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, g_free);
  Walker walker = { net, graph, mask, queue, walked };
  walker_walk_from (&walker, from);
  guint64 best = NO_TIME;
  for (guint32 last = 2 * to->section; last <= 2 * to->section + 1; last++)
    {
      if (!is_usable (graph, mask, last))
        continue;
      best = MIN (best, best_arrival_ms (&walker, last, to));
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
