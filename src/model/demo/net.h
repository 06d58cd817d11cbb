/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/demo/survey.h"

G_BEGIN_DECLS

/* The network while it is made: nodes in any order, sections with their points. */
typedef struct
{
  HtSurvey *survey;
  GArray *nodes;     /* HtSpot */
  GArray *sections;  /* HtSection; from and to are indices into nodes */
  GArray *points;    /* HtPoint */
  GArray *ranks;     /* guint8 of each node: best class of a surface road there; HT_N_ROAD_CLASSES for none */
  GArray *degrees;   /* guint8 of each node: surface roads that meet */
  GArray *junctions; /* guint32: surface nodes where three or more roads meet, one of them no mere lane */
} HtNet;

guint32 ht_net_add_node (HtNet *net, HtSpot spot);
/* @points: HtPoint, both ends included. @like has class, flags, speed, name and way. */
void ht_net_add_section (HtNet *net, guint32 from, guint32 to, const HtSection *like, const GArray *points);
/* The surface node of a main road (@worst class or better, a junction) nearest to @spot within @reach_m, or
 * HT_NO_AREA. */
guint32 ht_net_find_junction (const HtNet *net, HtSpot spot, HtRoadClass worst, double reach_m);
HtSpot ht_net_spot (const HtNet *net, guint32 node);
float ht_net_speed_kmh (HtRoadClass road_class);

/* overpass.c: expressways with their ramps and interchanges, and named crossings between surface roads. */
void ht_net_lay_expressways (HtNet *net);
void ht_net_lay_crossings (HtNet *net);

G_END_DECLS
