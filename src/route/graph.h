/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "route/error.h"
#include "route/vehicle.h"

G_BEGIN_DECLS

/* WGS 84 degrees. Laid out like geo's HtPoint, which this room must not know. */
typedef struct
{
  double lon, lat;
} HtRoutePoint;

/* Bits of HtRouteSection.flags. The first four have the values of geo's HT_SECTION_*; other bits are ignored.
 */
enum
{
  HT_ROUTE_FORWARD = 1 << 0,
  HT_ROUTE_BACKWARD = 1 << 1,
  HT_ROUTE_PRIVATE = 1 << 2,
  HT_ROUTE_LINK = 1 << 3,
  HT_ROUTE_ROUNDABOUT = 1 << 6,
};

/* Road classes as geo numbers them, from fast to slow: 0 motorway, 1 trunk, 2 primary, 3 secondary, 4
 * tertiary, 5 unclassified … The graph only asks whether a road is a main road. */
#define HT_ROUTE_CLASS_MOTORWAY 0
#define HT_ROUTE_CLASS_LAST_MAIN 4

/* A stretch of road between two nodes. */
typedef struct
{
  guint32 from, to, flags, name;    /* name: the caller's index, handed back in turn lists */
  guint32 first_point, n_points;    /* into points, both ends included, at least 2 */
  float length_m, speed_kmh;        /* speed above 0 */
  float max_height_m, max_weight_t; /* 0: no limit known */
  guint8 road_class;
} HtRouteSection;

/* No turn from section @from over node @via into section @to, or, with @only, no other turn from @from there.
 */
typedef struct
{
  guint32 from, via, to;
  gboolean only;
} HtRouteTurn;

/* The same over sections between: from section @from over node @via along path_sections[first] to
 * path_sections[first + n - 1]; @n is at least 2, each section meets the one before. With @only, whoever
 * comes to @via on @from must follow all of it. */
typedef struct
{
  guint32 from, via, first, n;
  gboolean only;
} HtRoutePath;

/* Plain arrays, borrowed for the call only. */
typedef struct
{
  const HtRoutePoint *nodes, *points;
  const HtRouteSection *sections;
  const HtRouteTurn *turns;
  guint n_nodes, n_points, n_sections, n_turns;
  const HtRoutePath *paths;
  const guint32 *path_sections;
  guint n_paths, n_path_sections;
} HtGraphInput;

/*
 * An arc is a direction of a section: arc 2 s is section s along its points, arc 2 s + 1 against them. Not
 * every arc is drivable. A state is where a vehicle can be between two arcs: usually a node; where it matters
 * how the node was reached (a turn restriction, or turns that cost time at a main road) the node has one
 * state for each arc that ends there, and where a restriction looks further back (HtRoutePath) one more for
 * each way of coming that it tells apart. On states the network is a plain graph, so every textbook search is
 * exact. Times inside are whole milliseconds: sums are exact, and the same on every machine.
 */
typedef struct
{
  guint32 arc,
      state;  /* out: the arc driven and the state it ends in; in: the arc and the state it starts from */
  guint32 ms; /* the turn into the arc and the whole arc */
} HtGraphEdge;

typedef struct
{
  gatomicrefcount refs;
  HtVehicleKind vehicle;
  guint n_nodes, n_sections, n_states, n_edges, n_points;
  HtRoutePoint *nodes, *points;
  HtRouteSection *sections;
  guint8 *node_class;  /* [n_nodes] the most important drivable road there */
  guint8 *node_ends;   /* [n_nodes] drivable section ends there, at most 255: a junction has 3 or more */
  guint32 *arc_ms;     /* [2 n_sections]; at least 1; HT_GRAPH_NO_ARC where undrivable */
  guint32 *arc_state;  /* [2 n_sections] the state at the arc's end for who began on it; undefined for
                          undrivable arcs */
  guint32 *state_node; /* [n_states] */
  guint32 *node_state; /* [n_nodes + 1] node v has states node_state[v] to node_state[v + 1] - 1 */
  guint32 *out_start, *in_start; /* [n_states + 1] */
  HtGraphEdge *out, *in;         /* [n_edges]; in is sorted by arc inside a state */
  GHashTable *entries; /* arcs that end in several states, to all their edges of in (GArray of HtGraphEdge) */
  guint8 *main_part;   /* [n_sections] 1: in the largest strongly connected part of the network */
} HtGraph;

#define HT_GRAPH_NO_ARC G_MAXUINT32

/* Sections are copied; what @kind cannot drive stays as undrivable. Errors: HT_ROUTE_ERROR. */
HtGraph *ht_graph_new (const HtGraphInput *input, HtVehicleKind kind, GError **error);
HtGraph *ht_graph_ref (HtGraph *graph);
void ht_graph_unref (HtGraph *graph);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtGraph, ht_graph_unref)

guint32 ht_graph_arc_tail (const HtGraph *graph, guint32 arc);
guint32 ht_graph_arc_head (const HtGraph *graph, guint32 arc);
gboolean ht_graph_arc_is_drivable (const HtGraph *graph, guint32 arc);

/* Time lost turning from @arc into @next, which must meet. Above 0 only at a junction with a main road,
 * between roads that are neither motorway, ramp nor roundabout; restrictions are another matter. Figures:
 * vehicle.c. */
guint32 ht_graph_turn_ms (const HtGraph *graph, guint32 arc, guint32 next);
/* Straight is within 45 degrees; only the same section driven back is a U-turn. */
HtManoeuvre ht_graph_get_manoeuvre (const HtGraph *graph, guint32 arc, guint32 next);

/* Closures: a set of arcs nobody may drive now. Immutable once shared between threads. */
typedef struct
{
  guint n_arcs;
  guint8 *closed; /* [n_arcs] */
} HtArcMask;

HtArcMask *ht_arc_mask_new (const HtGraph *graph);
void ht_arc_mask_free (HtArcMask *mask);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtArcMask, ht_arc_mask_free)
/* Both directions. */
void ht_arc_mask_close_section (HtArcMask *mask, guint32 section);
void ht_arc_mask_close_arc (HtArcMask *mask, guint32 arc);
/* @mask may be NULL: nothing is closed. */
gboolean ht_arc_mask_is_closed (const HtArcMask *mask, guint32 arc);

G_END_DECLS
