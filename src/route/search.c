/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "route/search.h"

#include <math.h>

#include "route/place.h"
#include "route/route.h"

#define NONE G_MAXUINT32
#define SETTLED (G_MAXUINT32 - 1)

/* What the running search knows of a state. Valid only where stamp is the number of the running search. */
typedef struct
{
  guint32 stamp, ms;
  guint32 heap_at; /* place in the heap, or SETTLED */
  guint32 from_state,
      arc; /* forward: the arc that was driven last, from from_state; NONE: the search began in it */
} Label;

struct _HtSearch
{
  HtGraph *graph;
  const HtArcMask *mask; /* of the running search */
  gboolean backward;
  guint32 stamp;
  Label *labels;         /* [n_states] */
  guint32 *heap, n_heap; /* states; a 4-ary heap by ms */
  guint32 *watch_stamp;  /* [n_states] the searches that wait for a state */
  guint32 n_watched;
  const HtSnap
      *only_target; /* where one place is asked for, the search may stop as soon as its time is sure */
};

HtSearch *
ht_search_new (HtGraph *graph)
{
  HtSearch *search = g_new0 (HtSearch, 1);
  search->graph = ht_graph_ref (graph);
  search->labels = g_new0 (Label, (gsize) graph->n_states + 1);
  search->heap = g_new (guint32, (gsize) graph->n_states + 1);
  search->watch_stamp = g_new0 (guint32, (gsize) graph->n_states + 1);
  return search;
}

void
ht_search_free (HtSearch *search)
{
  if (search == NULL)
    return;
  ht_graph_unref (search->graph);
  g_free (search->labels);
  g_free (search->heap);
  g_free (search->watch_stamp);
  g_free (search);
}

static void
heap_put (HtSearch *search, guint32 at, guint32 state)
{
  search->heap[at] = state;
  search->labels[state].heap_at = at;
}

static void
heap_rise (HtSearch *search, guint32 at, guint32 state)
{
  guint32 ms = search->labels[state].ms;
  while (at > 0)
    {
      guint32 parent = (at - 1) / 4;
      if (search->labels[search->heap[parent]].ms <= ms)
        break;
      heap_put (search, at, search->heap[parent]);
      at = parent;
    }
  heap_put (search, at, state);
}

static void
heap_sink (HtSearch *search, guint32 at, guint32 state)
{
  guint32 ms = search->labels[state].ms;
  for (;;)
    {
      guint32 first = 4 * at + 1, end = MIN (first + 4, search->n_heap);
      if (first >= search->n_heap)
        break;
      guint32 best = first;
      for (guint32 child = first + 1; child < end; child++)
        if (search->labels[search->heap[child]].ms < search->labels[search->heap[best]].ms)
          best = child;
      if (search->labels[search->heap[best]].ms >= ms)
        break;
      heap_put (search, at, search->heap[best]);
      at = best;
    }
  heap_put (search, at, state);
}

static guint32
heap_pop (HtSearch *search)
{
  guint32 state = search->heap[0];
  search->labels[state].heap_at = SETTLED;
  search->n_heap--;
  if (search->n_heap > 0)
    heap_sink (search, 0, search->heap[search->n_heap]);
  return state;
}

/* Lowers the label of @state to @ms if that is better. */
static void
search_offer (HtSearch *search, guint32 state, guint32 ms, guint32 from_state, guint32 arc)
{
  Label *label = &search->labels[state];
  gboolean known = label->stamp == search->stamp;
  if (known && (label->heap_at == SETTLED || label->ms <= ms))
    return;
  guint32 at = known ? label->heap_at : search->n_heap++;
  *label = (Label){ search->stamp, ms, at, from_state, arc };
  heap_rise (search, at, state);
}

static void
search_begin (HtSearch *search, const HtArcMask *mask, gboolean backward)
{
  g_assert (mask == NULL || mask->n_arcs == 2 * search->graph->n_sections);
  search->mask = mask;
  search->backward = backward;
  search->n_heap = search->n_watched = 0;
  search->only_target = NULL;
  search->stamp++;
  if (search->stamp != 0)
    return;
  /* After 2^32 searches the stamps come round: forget them all once. */
  for (guint32 state = 0; state < search->graph->n_states; state++)
    search->labels[state].stamp = search->watch_stamp[state] = 0;
  search->stamp = 1;
}

static gboolean
search_knows (const HtSearch *search, guint32 state)
{
  return search->labels[state].stamp == search->stamp;
}

static void
search_watch (HtSearch *search, guint32 state)
{
  if (search->watch_stamp[state] == search->stamp)
    return;
  search->watch_stamp[state] = search->stamp;
  search->n_watched++;
}

/* Begins at a place, or, backward, waits there: the states at the ends of its section's usable arcs. */
static void
search_use_ends (HtSearch *search, const HtSnap *place)
{
  for (guint32 arc = 2 * place->section; arc <= 2 * place->section + 1; arc++)
    {
      if (!ht_place_arc_is_usable (search->graph, search->mask, arc))
        continue;
      guint32 state = search->graph->arc_state[arc];
      if (search->backward)
        search_watch (search, state);
      else
        search_offer (search, state, ht_place_left_ms (search->graph, arc, place), NONE, arc);
    }
}

/* Waits at a place, or, backward, begins there: the states from which its section is entered. */
static void
search_use_entries (HtSearch *search, const HtSnap *place)
{
  const HtGraph *graph = search->graph;
  for (guint32 arc = 2 * place->section; arc <= 2 * place->section + 1; arc++)
    {
      if (!ht_place_arc_is_usable (graph, search->mask, arc))
        continue;
      HtEntries entries = ht_place_get_entries (graph, arc);
      guint32 done_ms = ht_place_done_ms (graph, arc, place);
      for (guint i = 0; i < entries.n; i++)
        if (search->backward)
          search_offer (search, entries.edges[i].state, entries.edges[i].ms - graph->arc_ms[arc] + done_ms,
                        NONE, arc);
        else
          search_watch (search, entries.edges[i].state);
    }
}

/* How a place is best reached. arc: the last one, NONE if there is no way; state: where it is entered from,
 * NONE if the search began on the same section before the place. */
typedef struct
{
  guint32 ms, arc, state;
} Arrival;

/* Without leaving the section. */
static Arrival
arrive_directly (const HtSearch *search, const HtSnap *from, const HtSnap *to)
{
  Arrival best = { 0, NONE, NONE };
  if (from->section != to->section)
    return best;
  for (guint32 arc = 2 * from->section; arc <= 2 * from->section + 1; arc++)
    {
      if (!ht_place_arc_is_usable (search->graph, search->mask, arc))
        continue;
      gboolean ahead = arc % 2 == 0 ? from->fraction <= to->fraction : from->fraction >= to->fraction;
      guint32 ms = ht_place_done_ms (search->graph, arc, to) - ht_place_done_ms (search->graph, arc, from);
      if (ahead && (best.arc == NONE || ms < best.ms))
        best = (Arrival){ ms, arc, NONE };
    }
  return best;
}

/* From the labels of a forward search. */
static Arrival
arrive_forward (const HtSearch *search, const HtSnap *from, const HtSnap *to)
{
  const HtGraph *graph = search->graph;
  Arrival best = arrive_directly (search, from, to);
  for (guint32 arc = 2 * to->section; arc <= 2 * to->section + 1; arc++)
    {
      if (!ht_place_arc_is_usable (graph, search->mask, arc))
        continue;
      HtEntries entries = ht_place_get_entries (graph, arc);
      guint32 done_ms = ht_place_done_ms (graph, arc, to);
      for (guint i = 0; i < entries.n; i++)
        {
          guint32 state = entries.edges[i].state;
          if (!search_knows (search, state))
            continue;
          guint32 ms = search->labels[state].ms + entries.edges[i].ms - graph->arc_ms[arc] + done_ms;
          if (best.arc == NONE || ms < best.ms)
            best = (Arrival){ ms, arc, state };
        }
    }
  return best;
}

/* From the labels of a backward search; state is where the way goes on. */
static Arrival
arrive_backward (const HtSearch *search, const HtSnap *from, const HtSnap *to)
{
  const HtGraph *graph = search->graph;
  Arrival best = arrive_directly (search, from, to);
  for (guint32 arc = 2 * from->section; arc <= 2 * from->section + 1; arc++)
    {
      if (!ht_place_arc_is_usable (graph, search->mask, arc) || !search_knows (search, graph->arc_state[arc]))
        continue;
      guint32 ms = search->labels[graph->arc_state[arc]].ms + ht_place_left_ms (graph, arc, from);
      if (best.arc == NONE || ms < best.ms)
        best = (Arrival){ ms, arc, graph->arc_state[arc] };
    }
  return best;
}

static void
search_relax (HtSearch *search, guint32 state)
{
  const HtGraph *graph = search->graph;
  const guint32 *start = search->backward ? graph->in_start : graph->out_start;
  const HtGraphEdge *edges = search->backward ? graph->in : graph->out;
  guint32 ms = search->labels[state].ms;
  for (guint32 i = start[state]; i < start[state + 1]; i++)
    {
      if (ht_arc_mask_is_closed (search->mask, edges[i].arc) || edges[i].ms > G_MAXUINT32 / 2 - ms)
        continue; /* half the range, 24 days, keeps every later sum from wrapping */
      search_offer (search, edges[i].state, ms + edges[i].ms, state, edges[i].arc);
    }
}

/* Settles states in order of time until all that are waited for are settled, or the only target's time is
 * sure. */
static void
search_run (HtSearch *search, const HtSnap *from)
{
  guint32 sure_ms = G_MAXUINT32;
  while (search->n_heap > 0 && search->n_watched > 0 && search->labels[search->heap[0]].ms < sure_ms)
    {
      guint32 state = heap_pop (search);
      if (search->watch_stamp[state] == search->stamp)
        {
          search->n_watched--;
          Arrival arrival = { 0, NONE, NONE };
          if (search->only_target != NULL)
            arrival = arrive_forward (search, from, search->only_target);
          if (arrival.arc != NONE)
            sure_ms = arrival.ms;
        }
      search_relax (search, state);
    }
}

static HtReach
reach_of (const Arrival *arrival)
{
  gboolean reached = arrival->arc != NONE;
  return (HtReach){ reached, reached ? arrival->ms / 1000.0 : NAN };
}

void
ht_search_one_to_many (HtSearch *search, const HtArcMask *mask, const HtSnap *from, const HtSnap *to, guint n,
                       HtReach *out)
{
  g_return_if_fail (search != NULL && from != NULL && (n == 0 || (to != NULL && out != NULL)));
  search_begin (search, mask, FALSE);
  search_use_ends (search, from);
  for (guint i = 0; i < n; i++)
    search_use_entries (search, &to[i]);
  search_run (search, from);
  for (guint i = 0; i < n; i++)
    {
      Arrival arrival = arrive_forward (search, from, &to[i]);
      out[i] = reach_of (&arrival);
    }
}

void
ht_search_many_to_one (HtSearch *search, const HtArcMask *mask, const HtSnap *from, guint n, const HtSnap *to,
                       HtReach *out)
{
  g_return_if_fail (search != NULL && to != NULL && (n == 0 || (from != NULL && out != NULL)));
  search_begin (search, mask, TRUE);
  search_use_entries (search, to);
  for (guint i = 0; i < n; i++)
    search_use_ends (search, &from[i]);
  search_run (search, NULL);
  for (guint i = 0; i < n; i++)
    {
      Arrival arrival = arrive_backward (search, &from[i], to);
      out[i] = reach_of (&arrival);
    }
}

/* The arcs to @arrival, first to last. */
static GArray *
search_trace (const HtSearch *search, const Arrival *arrival)
{
  GArray *arcs = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_append_val (arcs, arrival->arc);
  for (guint32 state = arrival->state; state != NONE; state = search->labels[state].from_state)
    g_array_append_val (arcs, search->labels[state].arc);
  for (guint i = 0, j = arcs->len - 1; i < j; i++, j--)
    {
      guint32 *a = &g_array_index (arcs, guint32, i), *b = &g_array_index (arcs, guint32, j), swap = *a;
      *a = *b;
      *b = swap;
    }
  return arcs;
}

HtRoute *
ht_search_route (HtSearch *search, const HtArcMask *mask, const HtSnap *from, const HtSnap *to)
{
  g_return_val_if_fail (search != NULL && from != NULL && to != NULL, NULL);
  search_begin (search, mask, FALSE);
  search_use_ends (search, from);
  search_use_entries (search, to);
  search->only_target = to;
  search_run (search, from);
  Arrival arrival = arrive_forward (search, from, to);
  if (arrival.arc == NONE)
    return NULL;
  return ht_route_new (search->graph, search_trace (search, &arrival), from, to);
}
