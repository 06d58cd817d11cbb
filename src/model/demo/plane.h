/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/value.h"
#include "geo/geometry.h"

G_BEGIN_DECLS

/*
 * The plan: metres east and north of People's Square, bent by a smooth map. Generated streets are straight on
 * the plan and gently curved on the earth; entered lines are bent back first, so they lie where they were
 * entered. As the map is one-to-one, what meets or does not cross on the plan does so on the earth.
 */
typedef struct
{
  double x, y;
} HtSpot;

HtPoint ht_plane_to_earth (HtSpot spot);
HtSpot ht_plane_from_earth (HtPoint point);

static inline double
ht_spot_distance (HtSpot a, HtSpot b)
{
  return __builtin_hypot (a.x - b.x, a.y - b.y);
}

static inline HtSpot
ht_spot_between (HtSpot a, HtSpot b, double t)
{
  return (HtSpot){ a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t };
}

/* Twice the signed area of a, b, c: positive where they turn left. */
static inline double
ht_spot_turn (HtSpot a, HtSpot b, HtSpot c)
{
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/* Arrays of HtSpot. */
/* [[lon, lat], …] as entered → points of the earth (HtPoint). */
GArray *ht_plane_read_points (const HtValue *points);
/* A smooth line through @points (HtPoint; centripetal Catmull-Rom), a point at least every @step_m, on the
 * plan. */
GArray *ht_plane_smooth (const GArray *points, double step_m);
double ht_plane_length (const GArray *line);
/* The point @at metres along the line, and its direction as a unit vector. */
HtSpot ht_plane_along (const GArray *line, double at, HtSpot *direction);
/* Metres along the line to the point of it nearest to @spot, and that distance. */
double ht_plane_nearest (const GArray *line, HtSpot spot, double *distance);
/* Where two lines cross, the crossing nearest to @near; FALSE where they do not. */
gboolean ht_plane_meet (const GArray *a, const GArray *b, HtSpot near, HtSpot *meeting);
/* Even-odd; @ring closed or not. */
gboolean ht_plane_inside (const GArray *ring, HtSpot spot);
/* Metres from @spot to the nearest edge of @ring, inside or out. */
double ht_plane_clearance (const GArray *ring, HtSpot spot);
/* Signed: positive where counter-clockwise. */
double ht_plane_area (const GArray *ring);

G_END_DECLS
