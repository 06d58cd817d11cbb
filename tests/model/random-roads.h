/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/roads.h"

G_BEGIN_DECLS

#define RANDOM_NODES 14

/* A small random network of lesser roads, where turns cost no time, and the times between its nodes worked
 * out the slow way (Floyd 1962, Warshall 1962). Sections are straight. */
typedef struct
{
  HtNetwork *network;
  HtRoads *roads;
  guint8 closed[4 * RANDOM_NODES];            /* by section */
  double seconds[RANDOM_NODES][RANDOM_NODES]; /* G_MAXDOUBLE where there is no way */
} RandomRoads;

/* @one_way: the share of sections that lead one way only. */
void random_roads_set_up (RandomRoads *it, double one_way);
void random_roads_clear (RandomRoads *it);
/* Closes each section with that probability; @seconds follows. */
void random_roads_close (RandomRoads *it, double share);
const HtSection *random_roads_get (const RandomRoads *it, guint section);
/* Half way along it. */
HtPoint random_roads_middle (const RandomRoads *it, guint section);
/* Seconds to drive all of it. */
double random_roads_drive_s (const RandomRoads *it, guint section);
gboolean random_roads_leads (const RandomRoads *it, guint section, gboolean forward);
/* From the middle of one section to the middle of another; G_MAXDOUBLE where there is no way. */
double random_roads_between (const RandomRoads *it, guint from, guint to);

G_END_DECLS
