/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "route/nearest.h"

#include <math.h>
#include <string.h>

#include "route/place.h"

/* An offer that waits: @facility can be in @state after @ms. */
typedef struct
{
  guint32 ms, facility, state;
} Offer;

typedef struct
{
  HtNearest *nearest;
  const HtArcMask *mask;
  GArray
      *heap; /* Offer; a 4-ary heap. Offers that have been beaten stay and are dropped when they come up. */
} Sweep;

static gboolean
is_before (const Offer *a, const Offer *b)
{
  return a->ms != b->ms ? a->ms < b->ms : a->facility < b->facility;
}

static gboolean
wants (const HtNearest *nearest, guint32 state, guint32 facility)
{
  return nearest->first[state].facility != facility && nearest->second[state].facility == HT_NO_FACILITY;
}

static void
sweep_push (Sweep *sweep, Offer offer)
{
  if (!wants (sweep->nearest, offer.state, offer.facility))
    return;
  g_array_append_val (sweep->heap, offer);
  Offer *heap = (Offer *) sweep->heap->data;
  guint at = sweep->heap->len - 1;
  while (at > 0 && is_before (&offer, &heap[(at - 1) / 4]))
    {
      heap[at] = heap[(at - 1) / 4];
      at = (at - 1) / 4;
    }
  heap[at] = offer;
}

static guint
first_child (const Offer *heap, guint at, guint n)
{
  guint best = 4 * at + 1;
  for (guint child = best + 1; child < MIN (4 * at + 5, n); child++)
    if (is_before (&heap[child], &heap[best]))
      best = child;
  return best;
}

static Offer
sweep_pop (Sweep *sweep)
{
  Offer *heap = (Offer *) sweep->heap->data, top = heap[0];
  guint n = sweep->heap->len - 1, at = 0;
  Offer last = heap[n];
  while (4 * at + 1 < n)
    {
      guint child = first_child (heap, at, n);
      if (!is_before (&heap[child], &last))
        break;
      heap[at] = heap[child];
      at = child;
    }
  heap[at] = last;
  g_array_set_size (sweep->heap, n);
  return top;
}

static void
sweep_start_at (Sweep *sweep, guint32 facility)
{
  const HtGraph *graph = sweep->nearest->graph;
  const HtFacility *from = &sweep->nearest->facilities[facility];
  guint32 turnout_ms = (guint32) lround (CLAMP (from->turnout_s, 0, 86400) * 1000);
  for (guint32 arc = 2 * from->at.section; arc <= 2 * from->at.section + 1; arc++)
    if (ht_place_arc_is_usable (graph, sweep->mask, arc))
      sweep_push (sweep, (Offer){ turnout_ms + ht_place_left_ms (graph, arc, &from->at), facility,
                                  graph->arc_state[arc] });
}

static void
sweep_settle (Sweep *sweep, const Offer *offer)
{
  HtNearest *nearest = sweep->nearest;
  const HtGraph *graph = nearest->graph;
  if (!wants (nearest, offer->state, offer->facility))
    return;
  HtArrival *slot = nearest->first[offer->state].facility == HT_NO_FACILITY ? &nearest->first[offer->state]
                                                                            : &nearest->second[offer->state];
  *slot = (HtArrival){ offer->facility, offer->ms };
  for (guint32 i = graph->out_start[offer->state]; i < graph->out_start[offer->state + 1]; i++)
    {
      const HtGraphEdge *edge = &graph->out[i];
      if (!ht_arc_mask_is_closed (sweep->mask, edge->arc) && edge->ms <= G_MAXUINT32 / 2 - offer->ms)
        sweep_push (sweep, (Offer){ offer->ms + edge->ms, offer->facility, edge->state });
    }
}

HtNearest *
ht_nearest_new (HtGraph *graph, const HtArcMask *mask, const HtFacility *facilities, guint n)
{
  g_return_val_if_fail (graph != NULL && (n == 0 || facilities != NULL), NULL);
  HtNearest *nearest = g_new0 (HtNearest, 1);
  nearest->graph = ht_graph_ref (graph);
  nearest->facilities = g_memdup2 (facilities, n * sizeof *facilities);
  nearest->n_facilities = n;
  nearest->first = g_new (HtArrival, (gsize) graph->n_states + 1);
  nearest->second = g_new (HtArrival, (gsize) graph->n_states + 1);
  memset (nearest->first, 0xff, graph->n_states * sizeof (HtArrival)); /* HT_NO_FACILITY everywhere */
  memset (nearest->second, 0xff, graph->n_states * sizeof (HtArrival));
  Sweep sweep = { nearest, mask, g_array_new (FALSE, FALSE, sizeof (Offer)) };
  for (guint32 i = 0; i < n; i++)
    sweep_start_at (&sweep, i);
  while (sweep.heap->len > 0)
    {
      Offer offer = sweep_pop (&sweep);
      sweep_settle (&sweep, &offer);
    }
  g_array_unref (sweep.heap);
  return nearest;
}

void
ht_nearest_free (HtNearest *nearest)
{
  if (nearest == NULL)
    return;
  ht_graph_unref (nearest->graph);
  g_free (nearest->facilities);
  g_free (nearest->first);
  g_free (nearest->second);
  g_free (nearest);
}

static gboolean
is_sooner (const HtArrival *a, const HtArrival *b)
{
  if (a->facility == HT_NO_FACILITY || b->facility == HT_NO_FACILITY)
    return a->facility != HT_NO_FACILITY;
  return a->ms != b->ms ? a->ms < b->ms : a->facility < b->facility;
}

/* Puts @arrival into the two best of different facilities. */
static void
take_in (HtArrival best[2], const HtArrival *arrival)
{
  if (arrival->facility == best[0].facility)
    best[0].ms = MIN (best[0].ms, arrival->ms);
  else if (is_sooner (arrival, &best[0]))
    {
      best[1] = best[0];
      best[0] = *arrival;
    }
  else if (is_sooner (arrival, &best[1]))
    best[1] = *arrival;
}

HtReach
ht_nearest_at_node (const HtNearest *nearest, guint32 node, guint rank, guint32 *facility)
{
  g_return_val_if_fail (nearest != NULL && node < nearest->graph->n_nodes && rank < 2,
                        ((HtReach){ FALSE, NAN }));
  HtArrival best[2] = { { HT_NO_FACILITY, G_MAXUINT32 }, { HT_NO_FACILITY, G_MAXUINT32 } };
  for (guint32 state = nearest->graph->node_state[node]; state < nearest->graph->node_state[node + 1];
       state++)
    {
      take_in (best, &nearest->first[state]);
      take_in (best, &nearest->second[state]);
    }
  if (facility != NULL)
    *facility = best[rank].facility;
  gboolean reached = best[rank].facility != HT_NO_FACILITY;
  return (HtReach){ reached, reached ? best[rank].ms / 1000.0 : NAN };
}
