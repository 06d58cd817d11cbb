/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/network.h"
#include "model/demo/things/places.h"

G_BEGIN_DECLS

/* Sections of the ground's network that bear one name. */
typedef struct
{
  const char *name;
  guint first, n;         /* into HtStreets.order */
  HtRoadClass road_class; /* the best of its sections */
  double length_m;        /* of its sections, each once */
} HtStreet;

typedef struct
{
  const HtNetwork *network;
  GArray *order;   /* guint32: sections, those of a street together */
  GArray *streets; /* HtStreet, in the order of the network's names; unnamed sections are in none */
} HtStreets;

/* Ramps, ferries and paths are left out. */
HtStreets *ht_streets_new (const HtNetwork *network);
void ht_streets_free (HtStreets *streets);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtStreets, ht_streets_free)

const HtSection *ht_streets_section (const HtStreets *streets, guint index);
const HtStreet *ht_streets_get (const HtStreets *streets, guint index);
/*
 * The line of sections @first to @first + @n of a street, moved @offset_m to its right. @all_points FALSE:
 * from node to node only.
 */
HtGeometry *ht_streets_line (const HtStreets *streets, const HtStreet *street, const HtRun *sections,
                             double offset_m, gboolean all_points);
/* A point @share of the length along a section, 0 to 1, and a short line of @length_m around it. */
HtPoint ht_section_along (const HtNetwork *network, const HtSection *section, double share);
HtGeometry *ht_section_piece (const HtNetwork *network, const HtSection *section, double share,
                              double length_m);

G_END_DECLS
