/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "route/graph.h"

#include <math.h>
#include <string.h>

#include "route/build.h"

/* A single arc over a day is a broken length or speed, not a road. */
#define LONGEST_ARC_MS (24.0 * 3600 * 1000)

static gboolean
check_section (const HtGraphInput *input, guint32 index, GError **error)
{
  const HtRouteSection *section = &input->sections[index];
  gboolean indices = section->from < input->n_nodes && section->to < input->n_nodes && section->n_points >= 2
                     && section->n_points <= input->n_points
                     && section->first_point <= input->n_points - section->n_points;
  gboolean numbers = isfinite (section->length_m) && section->length_m >= 0 && isfinite (section->speed_kmh)
                     && section->speed_kmh > 0;
  if (indices && numbers)
    return TRUE;
  g_set_error (error, HT_ROUTE_ERROR, HT_ROUTE_ERROR_INVALID,
               indices ? "section %u: length %g m or speed %g km/h is impossible"
                       : "section %u: a node or point index is out of range (%g m, %g km/h)",
               index, section->length_m, section->speed_kmh);
  return FALSE;
}

/* Indices in range, and each section meets the one before. */
static gboolean
path_is_sound (const HtGraphInput *input, const HtRoutePath *path)
{
  if (path->from >= input->n_sections || path->via >= input->n_nodes || path->n < 2
      || path->n > input->n_path_sections || path->first > input->n_path_sections - path->n)
    return FALSE;
  const HtRouteSection *from = &input->sections[path->from];
  guint32 node = path->via;
  gboolean meets = from->from == node || from->to == node;
  for (guint32 i = path->first; i < path->first + path->n && meets; i++)
    {
      guint32 section = input->path_sections[i];
      meets = section < input->n_sections
              && (input->sections[section].from == node || input->sections[section].to == node);
      if (meets)
        node = input->sections[section].from == node ? input->sections[section].to
                                                     : input->sections[section].from;
    }
  return meets;
}

static gboolean
check_paths (const HtGraphInput *input, GError **error)
{
  for (guint i = 0; i < input->n_paths; i++)
    if (!path_is_sound (input, &input->paths[i]))
      {
        g_set_error (error, HT_ROUTE_ERROR, HT_ROUTE_ERROR_INVALID,
                     "turn path %u: an index is out of range or the sections do not meet", i);
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_input (const HtGraphInput *input, GError **error)
{
  if (input->n_sections >= G_MAXINT32 / 2)
    {
      g_set_error (error, HT_ROUTE_ERROR, HT_ROUTE_ERROR_TOO_LARGE,
                   "%u sections are more than can be numbered", input->n_sections);
      return FALSE;
    }
  for (guint i = 0; i < input->n_sections; i++)
    if (!check_section (input, i, error))
      return FALSE;
  for (guint i = 0; i < input->n_turns; i++)
    {
      const HtRouteTurn *turn = &input->turns[i];
      if (turn->from < input->n_sections && turn->to < input->n_sections && turn->via < input->n_nodes)
        continue;
      g_set_error (error, HT_ROUTE_ERROR, HT_ROUTE_ERROR_INVALID, "turn %u: an index is out of range", i);
      return FALSE;
    }
  return check_paths (input, error);
}

static gboolean
vehicle_fits (const HtVehicle *vehicle, const HtRouteSection *section)
{
  if ((section->flags & HT_ROUTE_PRIVATE) != 0 && !vehicle->may_use_private)
    return FALSE;
  if (section->max_height_m > 0 && vehicle->height_m > section->max_height_m)
    return FALSE;
  return !(section->max_weight_t > 0 && vehicle->weight_t > section->max_weight_t);
}

static gboolean
set_arc_times (HtGraph *graph, GError **error)
{
  const HtVehicle *vehicle = ht_vehicle_get (graph->vehicle);
  for (guint i = 0; i < graph->n_sections; i++)
    {
      const HtRouteSection *section = &graph->sections[i];
      double speed_kmh = MIN (section->speed_kmh * vehicle->speed_factor, vehicle->max_speed_kmh);
      double ms = section->length_m / speed_kmh * 3600;
      gboolean fits = vehicle_fits (vehicle, section);
      if (ms > LONGEST_ARC_MS)
        {
          g_set_error (error, HT_ROUTE_ERROR, HT_ROUTE_ERROR_INVALID,
                       "section %u: %g m at %g km/h would take over a day", i, section->length_m, speed_kmh);
          return FALSE;
        }
      guint32 rounded = (guint32) MAX (lround (ms), 1);
      graph->arc_ms[2 * i] = fits && (section->flags & HT_ROUTE_FORWARD) ? rounded : HT_GRAPH_NO_ARC;
      graph->arc_ms[2 * i + 1] = fits && (section->flags & HT_ROUTE_BACKWARD) ? rounded : HT_GRAPH_NO_ARC;
    }
  return TRUE;
}

static void
describe_nodes (HtGraph *graph)
{
  graph->node_class = g_malloc ((gsize) graph->n_nodes + 1);
  graph->node_ends = g_new0 (guint8, graph->n_nodes);
  if (graph->n_nodes > 0)
    memset (graph->node_class, G_MAXUINT8, graph->n_nodes);
  for (guint32 arc = 0; arc < 2 * graph->n_sections; arc++)
    {
      if (!ht_graph_arc_is_drivable (graph, arc) && !ht_graph_arc_is_drivable (graph, arc ^ 1))
        continue;
      guint32 node = ht_graph_arc_tail (graph, arc);
      graph->node_class[node] = MIN (graph->node_class[node], graph->sections[arc / 2].road_class);
      graph->node_ends[node] += graph->node_ends[node] < G_MAXUINT8;
    }
}

HtGraph *
ht_graph_new (const HtGraphInput *input, HtVehicleKind kind, GError **error)
{
  g_return_val_if_fail (input != NULL && (guint) kind < HT_N_VEHICLES, NULL);
  if (!check_input (input, error))
    return NULL;
  g_autoptr (HtGraph) graph = g_new0 (HtGraph, 1);
  g_atomic_ref_count_init (&graph->refs);
  graph->vehicle = kind;
  graph->n_nodes = input->n_nodes;
  graph->n_sections = input->n_sections;
  graph->n_points = input->n_points;
  graph->nodes = g_memdup2 (input->nodes, input->n_nodes * sizeof *input->nodes);
  graph->points = g_memdup2 (input->points, input->n_points * sizeof *input->points);
  graph->sections = g_memdup2 (input->sections, input->n_sections * sizeof *input->sections);
  graph->arc_ms = g_new (guint32, 2 * (gsize) input->n_sections);
  graph->arc_state = g_new0 (guint32, 2 * (gsize) input->n_sections);
  graph->main_part = g_new0 (guint8, input->n_sections);
  if (!set_arc_times (graph, error))
    return NULL;
  describe_nodes (graph);
  if (!ht_graph_build_states (graph, input, error))
    return NULL;
  ht_graph_mark_main_part (graph);
  return g_steal_pointer (&graph);
}

HtGraph *
ht_graph_ref (HtGraph *graph)
{
  g_atomic_ref_count_inc (&graph->refs);
  return graph;
}

void
ht_graph_unref (HtGraph *graph)
{
  if (graph == NULL || !g_atomic_ref_count_dec (&graph->refs))
    return;
  g_free (graph->nodes);
  g_free (graph->points);
  g_free (graph->sections);
  g_free (graph->node_class);
  g_free (graph->node_ends);
  g_free (graph->arc_ms);
  g_free (graph->arc_state);
  g_free (graph->state_node);
  g_free (graph->node_state);
  g_free (graph->out_start);
  g_free (graph->in_start);
  g_free (graph->out);
  g_free (graph->in);
  g_free (graph->main_part);
  g_clear_pointer (&graph->entries, g_hash_table_unref);
  g_free (graph);
}

guint32
ht_graph_arc_tail (const HtGraph *graph, guint32 arc)
{
  const HtRouteSection *section = &graph->sections[arc / 2];
  return arc % 2 == 0 ? section->from : section->to;
}

guint32
ht_graph_arc_head (const HtGraph *graph, guint32 arc)
{
  return ht_graph_arc_tail (graph, arc ^ 1);
}

gboolean
ht_graph_arc_is_drivable (const HtGraph *graph, guint32 arc)
{
  return graph->arc_ms[arc] != HT_GRAPH_NO_ARC;
}

HtArcMask *
ht_arc_mask_new (const HtGraph *graph)
{
  HtArcMask *mask = g_new (HtArcMask, 1);
  mask->n_arcs = 2 * graph->n_sections;
  mask->closed = g_new0 (guint8, mask->n_arcs);
  return mask;
}

void
ht_arc_mask_free (HtArcMask *mask)
{
  if (mask == NULL)
    return;
  g_free (mask->closed);
  g_free (mask);
}

void
ht_arc_mask_close_arc (HtArcMask *mask, guint32 arc)
{
  g_return_if_fail (arc < mask->n_arcs);
  mask->closed[arc] = 1;
}

void
ht_arc_mask_close_section (HtArcMask *mask, guint32 section)
{
  ht_arc_mask_close_arc (mask, 2 * section);
  ht_arc_mask_close_arc (mask, 2 * section + 1);
}

gboolean
ht_arc_mask_is_closed (const HtArcMask *mask, guint32 arc)
{
  return mask != NULL && mask->closed[arc] != 0;
}
