/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "route/search.h"

/* Small networks for tests, by hand or at random, and the slowest correct answer to every question. */
typedef struct
{
  GArray *nodes, *points; /* HtRoutePoint */
  GArray *sections;       /* HtRouteSection */
  GArray *turns;          /* HtRouteTurn */
  GArray *paths;          /* HtRoutePath */
  GArray *path_sections;  /* guint32 */
} TestNet;

TestNet *test_net_new (void);
void test_net_free (TestNet *net);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestNet, test_net_free)

/* East and north in metres from 31.2 N 121.5 E. */
guint32 test_net_add_node (TestNet *net, double east_m, double north_m);
/* A straight two-way residential street of 36 km/h, 10 m/s; its length is that of the line. Change what the
 * test needs through the pointer, which lives until the next section. */
HtRouteSection *test_net_add (TestNet *net, guint32 from, guint32 to);
void test_net_add_turn (TestNet *net, guint32 from, guint32 via, guint32 to, gboolean only);
/* Over @n sections; see HtRoutePath. */
void test_net_add_path (TestNet *net, guint32 from, guint32 via, const guint32 *sections, guint n,
                        gboolean only);
HtGraphInput test_net_get_input (const TestNet *net);
HtGraph *test_net_build (const TestNet *net, HtVehicleKind kind);

/* Up to @most nodes; loops, parallel sections, one-ways, bends, every class, restrictions. */
TestNet *test_net_random (GRand *rand, guint most);
HtSnap test_net_random_snap (const HtGraph *graph, GRand *rand);
HtArcMask *test_net_random_mask (const HtGraph *graph, GRand *rand);

/* Seconds from place to place by trying every walk that is not slower than a known one with the same last
 * arcs, with restrictions read from @net; NaN: no way. */
double test_net_brute_force_s (const TestNet *net, const HtGraph *graph, const HtArcMask *mask,
                               const HtSnap *from, const HtSnap *to);
/* Whether one may drive from the last of @arcs (driven in that order, @n of them) into @next. */
gboolean test_net_may_go_on (const TestNet *net, const HtGraph *graph, const guint32 *arcs, guint n,
                             guint32 next);
/* The same times to the millisecond, or both unreachable. */
void test_assert_same (HtReach got, double expected_s);
