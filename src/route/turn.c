/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "route/graph.h"

#define STRAIGHT_WITHIN_DEG 45.0

static const HtRoutePoint *
arc_point (const HtGraph *graph, guint32 arc, guint from_start)
{
  const HtRouteSection *section = &graph->sections[arc / 2];
  guint index = arc % 2 == 0 ? from_start : section->n_points - 1 - from_start;
  return &graph->points[section->first_point + index];
}

/* Degrees clockwise from north, on the plane that touches the earth at @a. */
static double
bearing_deg (const HtRoutePoint *a, const HtRoutePoint *b)
{
  double east = (b->lon - a->lon) * cos (a->lat * G_PI / 180);
  return atan2 (east, b->lat - a->lat) * 180 / G_PI;
}

HtManoeuvre
ht_graph_get_manoeuvre (const HtGraph *graph, guint32 arc, guint32 next)
{
  if (next == (arc ^ 1))
    return HT_MANOEUVRE_U_TURN;
  guint last = graph->sections[arc / 2].n_points - 1;
  double in = bearing_deg (arc_point (graph, arc, last - 1), arc_point (graph, arc, last));
  double out = bearing_deg (arc_point (graph, next, 0), arc_point (graph, next, 1));
  double right_deg = remainder (out - in, 360);
  if (fabs (right_deg) <= STRAIGHT_WITHIN_DEG)
    return HT_MANOEUVRE_STRAIGHT;
  return right_deg > 0 ? HT_MANOEUVRE_RIGHT : HT_MANOEUVRE_LEFT;
}

/* Merging, diverging and going round cost nothing beyond the roads themselves. */
static gboolean
flows_freely (const HtRouteSection *section)
{
  return section->road_class == HT_ROUTE_CLASS_MOTORWAY
         || (section->flags & (HT_ROUTE_LINK | HT_ROUTE_ROUNDABOUT)) != 0;
}

guint32
ht_graph_turn_ms (const HtGraph *graph, guint32 arc, guint32 next)
{
  guint32 node = ht_graph_arc_head (graph, arc);
  g_return_val_if_fail (node == ht_graph_arc_tail (graph, next), 0);
  const HtRouteSection *from = &graph->sections[arc / 2], *to = &graph->sections[next / 2];
  if (graph->node_ends[node] < 3 || graph->node_class[node] > HT_ROUTE_CLASS_LAST_MAIN || flows_freely (from)
      || flows_freely (to))
    return 0;
  const HtVehicle *vehicle = ht_vehicle_get (graph->vehicle);
  HtManoeuvre manoeuvre = ht_graph_get_manoeuvre (graph, arc, next);
  gboolean from_lesser = from->road_class > graph->node_class[node];
  double seconds = vehicle->turn_s[manoeuvre];
  if (from_lesser && manoeuvre != HT_MANOEUVRE_U_TURN)
    seconds += vehicle->cross_s;
  return (guint32) lround (seconds * 1000);
}
