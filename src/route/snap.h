/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "route/graph.h"

G_BEGIN_DECLS

typedef enum
{
  HT_SIDE_ON, /* within 0.5 m of the line */
  HT_SIDE_LEFT,
  HT_SIDE_RIGHT, /* of the section's own direction */
} HtSide;

/* A place on the network. */
typedef struct
{
  guint32 section;
  double offset_m;   /* from the section's first point, along it, in the section's own length */
  double fraction;   /* offset_m / length, 0 to 1 */
  double distance_m; /* from the place asked for to the road, straight */
  HtSide side;
  HtRoutePoint at; /* the point on the road */
} HtSnap;

enum
{
  HT_SNAP_ANY = 0,
  HT_SNAP_MAIN_PART = 1 << 0, /* skip islands of road that cannot be left or reached */
};

/* Grid index over the drivable sections of a graph (about four segments a cell). Immutable; any thread. Holds
 * a reference to the graph. */
typedef struct _HtSnapper HtSnapper;

HtSnapper *ht_snapper_new (HtGraph *graph);
void ht_snapper_free (HtSnapper *snapper);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtSnapper, ht_snapper_free)

/* The nearest place on a drivable section, not wholly closed by @mask (may be NULL), within @max_m metres.
 * FALSE: there is no road within @max_m. Equal distances go to the lower section index. */
gboolean ht_snapper_find (const HtSnapper *snapper, HtRoutePoint at, double max_m, const HtArcMask *mask,
                          guint flags, HtSnap *snap);
/* A place given by section and offset in metres (clamped to the section). */
HtSnap ht_snap_at (const HtGraph *graph, guint32 section, double offset_m);

/* Local distance in metres, WGS 84 radii of curvature at the middle latitude; error below 0.1 % under 100 km.
 */
double ht_route_distance_m (HtRoutePoint a, HtRoutePoint b);

G_END_DECLS
