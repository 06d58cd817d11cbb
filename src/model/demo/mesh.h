/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/demo/plane.h"

G_BEGIN_DECLS

/*
 * A division of the plan into faces, as half-edges (Müller and Preparata 1978): border, street and river meet
 * in shared corners, so areas and blocks cut from it fit without gap or overlap. Half-edge h and its twin h ^
 * 1 are edge h / 2; a face lies left of its half-edges. Face 0 is the outside.
 */
enum
{
  HT_EDGE_ROAD = 1 << 0,
  HT_EDGE_BORDER = 1 << 1, /* of a district, or of the city on land */
  HT_EDGE_COAST = 1 << 2,
  HT_EDGE_BANK = 1 << 3,     /* with the street along a river */
  HT_EDGE_CROSSING = 1 << 4, /* a road that may cross water */
  HT_EDGE_WALL = 1 << 5,     /* between two blocks without a street */
  HT_EDGE_FORWARD_ONLY = 1 << 6,
  HT_EDGE_BRIDGE = 1 << 7,
  HT_EDGE_GATED = 1 << 8, /* private */
};

/* What an edge is. Forward is the direction of its even half-edge, kept when it is split. */
typedef struct
{
  guint16 flags;     /* HT_EDGE_* */
  guint8 road_class; /* HtRoadClass */
  guint8 level;      /* 0 entered, 1 main roads, 2 streets inside */
  guint32 name;      /* of the network's names */
  guint32 line;      /* edges of one line share it: the way */
} HtEdge;

typedef struct
{
  HtSpot at;
  guint32 half; /* one that starts here */
} HtCorner;

typedef struct
{
  guint32 origin, next, prev, face;
} HtHalf;

#define HT_MESH_NONE G_MAXUINT32
#define HT_MESH_OUTSIDE 0

typedef struct
{
  GArray *corners; /* HtCorner */
  GArray *halves;  /* HtHalf */
  GArray *edges;   /* HtEdge */
  GArray *faces;   /* guint32: a half-edge of each */
} HtMesh;

/* A piece of an entered line. */
typedef struct
{
  HtSpot a, b;
  HtEdge like;
} HtStroke;

/* Where strokes (HtStroke) cross, touch or lie within @snap_m of an end, they share a corner. What hangs on
 * nothing is left out: parts not joined to a stroke that is coast or border, and dead ends outside. */
HtMesh *ht_mesh_build (const GArray *strokes, double snap_m);
void ht_mesh_free (HtMesh *mesh);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtMesh, ht_mesh_free)

static inline HtHalf *
ht_mesh_half (const HtMesh *mesh, guint32 half)
{
  return &((HtHalf *) mesh->halves->data)[half];
}

static inline HtEdge *
ht_mesh_edge (const HtMesh *mesh, guint32 half)
{
  return &((HtEdge *) mesh->edges->data)[half / 2];
}

static inline HtSpot
ht_mesh_origin (const HtMesh *mesh, guint32 half)
{
  return ((HtCorner *) mesh->corners->data)[ht_mesh_half (mesh, half)->origin].at;
}

static inline HtSpot
ht_mesh_end (const HtMesh *mesh, guint32 half)
{
  return ht_mesh_origin (mesh, half ^ 1);
}

/* Puts a corner on the edge of @half; @half ends there, the new half-edge that is returned goes on. */
guint32 ht_mesh_split_edge (HtMesh *mesh, guint32 half, HtSpot at);
/* Joins the origins of two half-edges of one face. Returns the new half-edge from @from's origin to @to's;
 * the face keeps the part on its left, its twin has the new face, the last. */
guint32 ht_mesh_split_face (HtMesh *mesh, guint32 from, guint32 to, const HtEdge *like);

double ht_mesh_face_area (const HtMesh *mesh, guint32 face);
/* A point well inside. */
HtSpot ht_mesh_face_middle (const HtMesh *mesh, guint32 face);
/* The corners of a face in order. */
void ht_mesh_face_ring (const HtMesh *mesh, guint32 face, GArray *ring);

/* Cuts a face in two across its longer axis. */
typedef struct
{
  HtEdge like;
  double snap_m;    /* ends are moved to corners this near */
  double low, high; /* where along the axis, shares */
  double tilt;      /* off the right angle, at most, as a slope */
} HtCut;

/* Returns the half-edge of the cut, or HT_MESH_NONE where no fair cut was found. @lots: four numbers in
 * [0, 1). */
guint32 ht_mesh_cut_face (HtMesh *mesh, guint32 face, const HtCut *cut, const double lots[4]);
/* Leads every dead end inside on to what lies ahead. */
void ht_mesh_close_dead_ends (HtMesh *mesh);

G_END_DECLS
