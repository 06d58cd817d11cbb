/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/geometry.h"

G_BEGIN_DECLS

/* Road classes from fast to slow; the text form (ht_road_class_get_name) is the OSM highway value. */
typedef enum
{
  HT_ROAD_MOTORWAY,
  HT_ROAD_TRUNK,
  HT_ROAD_PRIMARY,
  HT_ROAD_SECONDARY,
  HT_ROAD_TERTIARY,
  HT_ROAD_UNCLASSIFIED,
  HT_ROAD_RESIDENTIAL,
  HT_ROAD_LIVING_STREET,
  HT_ROAD_SERVICE,
  HT_ROAD_TRACK,
  HT_ROAD_PATH, /* footway, cycleway, steps, pedestrian: drawn, not driven */
  HT_ROAD_FERRY,
  HT_N_ROAD_CLASSES,
} HtRoadClass;

const char *ht_road_class_get_name (HtRoadClass road_class);
gboolean ht_road_class_parse (const char *name, HtRoadClass *road_class);

enum
{
  HT_SECTION_FORWARD = 1 << 0,  /* drivable along its points */
  HT_SECTION_BACKWARD = 1 << 1, /* drivable against them */
  HT_SECTION_PRIVATE = 1 << 2,  /* access=private, no, destination …: emergency vehicles only */
  HT_SECTION_LINK = 1 << 3,     /* ramp */
  HT_SECTION_BRIDGE = 1 << 4,
  HT_SECTION_TUNNEL = 1 << 5,
  HT_SECTION_ROUNDABOUT = 1 << 6,
  HT_SECTION_FERRY = 1 << 7,
  HT_SECTION_SPEED_TAGGED = 1 << 8, /* speed is from the source, not from the class */
};

/* A section of road between two routing nodes. A drivable direction is an arc, so a section has 0, 1 or 2
 * arcs. */
typedef struct
{
  guint32 from, to;  /* indices into nodes */
  gint64 way_id;     /* the source's id; with the two node refs the section's lasting name */
  guint32 part;      /* 0, 1, … where one way has several sections between the same two nodes */
  guint32 flags;     /* HT_SECTION_* */
  guint8 road_class; /* HtRoadClass */
  gint8 layer;       /* drawing order of crossings */
  float length_m;
  float speed_kmh;                  /* free speed */
  float max_height_m, max_weight_t; /* 0: no limit known */
  guint32 name;                     /* index into names; 0 is "" */
  guint32 first_point, n_points;    /* into points, both ends included */
} HtSection;

typedef struct
{
  gint64 ref; /* the source's id, unique in a city */
  HtPoint at;
} HtRoadNode;

/* No turn (or only this turn) from section @from over node @via into section @to; indices. */
typedef struct
{
  guint32 from, via, to;
  gboolean only;
} HtTurn;

/* The same over sections between: from section @from over node @via along path_sections[first] to
 * path_sections[first + n - 1], the last of which is where the manoeuvre leads. @n is at least 2. With @only
 * a vehicle that is on @from must follow all of it. */
typedef struct
{
  guint32 from, via, first, n;
  gboolean only;
} HtTurnPath;

/* A routable network in flat arrays. GArray element types as named. Reference counted; immutable once shared.
 */
typedef struct
{
  gatomicrefcount refs;
  GArray *nodes;         /* HtRoadNode, sorted by ref */
  GArray *sections;      /* HtSection, sorted by (way_id, from ref, to ref, part) */
  GArray *points;        /* HtPoint */
  GArray *turns;         /* HtTurn */
  GArray *turn_paths;    /* HtTurnPath */
  GArray *path_sections; /* guint32: indices of sections, each meeting the one before */
  GPtrArray *names;      /* char *, [0] = "" */
} HtNetwork;

HtNetwork *ht_network_new (void);
HtNetwork *ht_network_ref (HtNetwork *network);
void ht_network_unref (HtNetwork *network);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtNetwork, ht_network_unref)

/* Puts sections, whose nodes are sorted already, in their lasting order and numbers their parts. Before turns
 * are added. */
void ht_network_sort (HtNetwork *network);
/* The lasting order of sections: by way, from node, to node and part (nodes are sorted, so their indices
 * compare as their refs). */
int ht_section_compare (const HtSection *a, const HtSection *b);
/* Adds a restriction over @n sections (@n - 1 between, then the last); see HtTurnPath. */
void ht_network_add_path (HtNetwork *network, const HtTurnPath *path, const guint32 *sections);
/* Whether a path's sections meet one after the other, from @via on: its indices must be in range. */
gboolean ht_network_path_meets (const HtNetwork *network, const HtTurnPath *path);
/* Directed arcs (drivable directions of sections). */
guint ht_network_count_arcs (const HtNetwork *network);
/* Nodes at an end of an arc; ends of foot paths only are left out. */
guint ht_network_count_drive_nodes (const HtNetwork *network);
/* Nodes in the largest strongly connected component over arcs (Tarjan 1972, without recursion). */
guint ht_network_count_largest_scc (const HtNetwork *network);

G_END_DECLS
