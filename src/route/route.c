/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "route/route.h"

#include "route/place.h"

/* The part of an arc that is driven, as fractions from the arc's own start. */
typedef struct
{
  guint32 arc;
  double from, to;
} Stretch;

static HtRoutePoint
arc_point (const HtGraph *graph, guint32 arc, guint from_start)
{
  const HtRouteSection *section = &graph->sections[arc / 2];
  guint index = arc % 2 == 0 ? from_start : section->n_points - 1 - from_start;
  return graph->points[section->first_point + index];
}

static void
add_point (GArray *points, HtRoutePoint point)
{
  if (points->len > 0)
    {
      const HtRoutePoint *last = &g_array_index (points, HtRoutePoint, points->len - 1);
      if (last->lon == point.lon && last->lat == point.lat)
        return;
    }
  g_array_append_val (points, point);
}

/* The bends strictly inside the stretch. */
static void
add_bends (const HtGraph *graph, const Stretch *stretch, GArray *points)
{
  guint n = graph->sections[stretch->arc / 2].n_points;
  double whole_m = 0, at_m = 0;
  for (guint i = 1; i < n; i++)
    whole_m
        += ht_route_distance_m (arc_point (graph, stretch->arc, i - 1), arc_point (graph, stretch->arc, i));
  for (guint i = 1; i + 1 < n; i++)
    {
      HtRoutePoint point = arc_point (graph, stretch->arc, i);
      at_m += ht_route_distance_m (arc_point (graph, stretch->arc, i - 1), point);
      if (at_m > stretch->from * whole_m && at_m < stretch->to * whole_m)
        add_point (points, point);
    }
}

static gboolean
begins_step (const HtGraph *graph, guint32 before, guint32 arc, HtManoeuvre manoeuvre)
{
  guint32 name = graph->sections[arc / 2].name;
  if (name != graph->sections[before / 2].name || manoeuvre == HT_MANOEUVRE_U_TURN)
    return TRUE;
  gboolean junction = graph->node_ends[ht_graph_arc_tail (graph, arc)] >= 3;
  return name == 0 && junction && manoeuvre != HT_MANOEUVRE_STRAIGHT;
}

/* Opens a step where the arc needs one; returns the step the arc belongs to. */
static HtRouteStep *
route_enter_arc (HtRoute *route, const HtGraph *graph, guint index)
{
  guint32 arc = g_array_index (route->arcs, guint32, index);
  HtManoeuvre manoeuvre = HT_MANOEUVRE_STRAIGHT;
  gboolean begins = index == 0;
  if (index > 0)
    {
      guint32 before = g_array_index (route->arcs, guint32, index - 1);
      manoeuvre = ht_graph_get_manoeuvre (graph, before, arc);
      begins = begins_step (graph, before, arc, manoeuvre);
    }
  if (begins)
    {
      HtRouteStep step = { .manoeuvre = manoeuvre,
                           .name = graph->sections[arc / 2].name,
                           .section = arc / 2,
                           .first_point = route->points->len - 1 };
      g_array_append_val (route->steps, step);
    }
  return &g_array_index (route->steps, HtRouteStep, route->steps->len - 1);
}

static Stretch
stretch_of (const HtRoute *route, guint index, const HtSnap *from, const HtSnap *to)
{
  Stretch stretch = { g_array_index (route->arcs, guint32, index), 0, 1 };
  gboolean forward = stretch.arc % 2 == 0;
  if (index == 0)
    stretch.from = forward ? from->fraction : 1 - from->fraction;
  if (index == route->arcs->len - 1)
    stretch.to = forward ? to->fraction : 1 - to->fraction;
  return stretch;
}

/* Milliseconds of the arc at @index and of the turn into it. */
static guint32
stretch_ms (const HtRoute *route, const HtGraph *graph, guint index, const HtSnap *from, const HtSnap *to)
{
  guint32 arc = g_array_index (route->arcs, guint32, index), ms = graph->arc_ms[arc];
  if (index == route->arcs->len - 1)
    ms = ht_place_done_ms (graph, arc, to);
  if (index == 0)
    return ms - ht_place_done_ms (graph, arc, from);
  return ms + ht_graph_turn_ms (graph, g_array_index (route->arcs, guint32, index - 1), arc);
}

HtRoute *
ht_route_new (const HtGraph *graph, GArray *arcs, const HtSnap *from, const HtSnap *to)
{
  HtRoute *route = g_new0 (HtRoute, 1);
  route->arcs = arcs;
  route->points = g_array_new (FALSE, FALSE, sizeof (HtRoutePoint));
  route->steps = g_array_new (FALSE, FALSE, sizeof (HtRouteStep));
  guint64 sum_ms = 0;
  add_point (route->points, from->at);
  for (guint i = 0; i < arcs->len; i++)
    {
      Stretch stretch = stretch_of (route, i, from, to);
      HtRouteStep *step = route_enter_arc (route, graph, i);
      guint32 ms = stretch_ms (route, graph, i, from, to);
      double length_m = (stretch.to - stretch.from) * graph->sections[stretch.arc / 2].length_m;
      sum_ms += ms;
      step->seconds += ms / 1000.0;
      step->length_m += length_m;
      route->length_m += length_m;
      add_bends (graph, &stretch, route->points);
      if (i + 1 < arcs->len)
        add_point (route->points, graph->nodes[ht_graph_arc_head (graph, stretch.arc)]);
    }
  add_point (route->points, to->at);
  route->seconds = sum_ms / 1000.0;
  return route;
}

void
ht_route_free (HtRoute *route)
{
  if (route == NULL)
    return;
  g_array_unref (route->arcs);
  g_array_unref (route->points);
  g_array_unref (route->steps);
  g_free (route);
}
