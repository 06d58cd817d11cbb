/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "route/place.h"

#include <math.h>

guint32
ht_place_done_ms (const HtGraph *graph, guint32 arc, const HtSnap *place)
{
  double fraction = arc % 2 == 0 ? place->fraction : 1 - place->fraction;
  return (guint32) lround (fraction * graph->arc_ms[arc]);
}

guint32
ht_place_left_ms (const HtGraph *graph, guint32 arc, const HtSnap *place)
{
  return graph->arc_ms[arc] - ht_place_done_ms (graph, arc, place);
}

gboolean
ht_place_arc_is_usable (const HtGraph *graph, const HtArcMask *mask, guint32 arc)
{
  return ht_graph_arc_is_drivable (graph, arc) && !ht_arc_mask_is_closed (mask, arc);
}

HtEntries
ht_place_get_entries (const HtGraph *graph, guint32 arc)
{
  const GArray *several = g_hash_table_lookup (graph->entries, GUINT_TO_POINTER (arc));
  if (several != NULL)
    return (HtEntries){ (const HtGraphEdge *) several->data, several->len };
  guint32 state = graph->arc_state[arc], i = graph->in_start[state], end = graph->in_start[state + 1];
  while (i < end && graph->in[i].arc < arc)
    i++;
  HtEntries entries = { &graph->in[i], 0 };
  while (i + entries.n < end && entries.edges[entries.n].arc == arc)
    entries.n++;
  return entries;
}
