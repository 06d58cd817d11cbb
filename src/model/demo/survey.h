/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/demo/ground.h"
#include "model/demo/mesh.h"

G_BEGIN_DECLS

/* What the steps of ht_ground_build hand on to each other. Entered facts first. */

typedef struct
{
  const char *name, *id;       /* borrowed from the facts */
  GArray *line;                /* HtSpot, downstream or up */
  double half_width_m, bank_m; /* bank_m: from the middle to the street along it */
  gboolean strict;             /* crossed at named crossings only */
} HtRiver;

typedef struct
{
  const HtValue *fact;
  const char *id, *name, *river, *carried_by;
  HtPoint at, to; /* to: lon NAN where it is one point */
  gboolean tunnel;
  double max_height_m, max_weight_t; /* 0: none known */
} HtCrossing;

typedef struct
{
  const char *id, *name;
  GArray *line; /* HtSpot */
  gboolean elevated;
  double speed_kmh, ramps_every_m;
} HtExpressway;

typedef struct
{
  const char *name, *name_en;
  HtSpot at;
  double radius_m;
  HtGroundUse use;
} HtPlace;

#define HT_NO_AREA G_MAXUINT32

/* What is known of a face of the mesh. */
typedef struct
{
  guint32 district, subdistrict, neighbourhood; /* indices; HT_NO_AREA */
  guint32 river; /* index + 1 of the river it is water of; lakes follow the rivers; 0: land */
  guint8 use;    /* HtGroundUse */
  guint8 done;   /* no street is to be cut through it any more */
} HtFace;

typedef struct
{
  guint64 seed;
  double scale;
  HtValue *districts, *subdistricts, *roads, *water, *metro, *places;
  GHashTable *arcs;                        /* id → GArray of HtSpot */
  GArray *rings;                           /* GArray * of HtSpot, of all districts */
  GArray *ring_district;                   /* guint32 for each */
  GArray *rivers, *lakes;                  /* HtRiver; GArray * of HtSpot */
  GArray *crossings, *expressways, *spots; /* HtCrossing, HtExpressway, HtPlace */
  HtMesh *mesh;
  guint32 *corner_nodes; /* index of the network node at each corner of the mesh, or HT_NO_AREA */
  GArray *faces;         /* HtFace, as long as mesh->faces */
  GArray *centres;       /* HtSpot of each sub-district */
  GArray *block_faces;   /* guint32: the face of each of the ground's blocks */
  guint32 n_lines;       /* numbers given to lines of edges */
  GHashTable *invented;  /* ending (static) → how many names have it */
  GHashTable *names;     /* const char * → index into the network's names */
  HtGround *ground;
} HtSurvey;

/* Reads data/city, compiled in. */
HtSurvey *ht_survey_new (HtGround *ground);
void ht_survey_free (HtSurvey *survey);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtSurvey, ht_survey_free)

/* Index of @name in the network's names; NULL or "" is 0. */
guint32 ht_survey_name (HtSurvey *survey, const char *name);
/* A name that nothing else has, ending in @suffix; as text, and among the network's names. */
char *ht_survey_invent (HtSurvey *survey, const char *suffix);
guint32 ht_survey_invent_name (HtSurvey *survey, const char *suffix);
HtFace *ht_survey_face (const HtSurvey *survey, guint32 face);
/* Density of the city around a spot: 0 in the fields, above 1 in the inner city. */
double ht_survey_urbanity (const HtSurvey *survey, HtSpot spot);
const char *ht_survey_text (const HtValue *fact, const char *key, const char *fallback);

/* The steps, in their order. */
void ht_survey_lay_entered_lines (HtSurvey *survey);
void ht_survey_lay_main_roads (HtSurvey *survey);
void ht_survey_choose_uses (HtSurvey *survey);
void ht_survey_divide_areas (HtSurvey *survey);
/* Outlines of the areas of one level; before streets put more corners on them. */
void ht_survey_outline_areas (HtSurvey *survey, HtGroundLevel level);
void ht_survey_lay_streets (HtSurvey *survey);
void ht_survey_list_blocks (HtSurvey *survey);
void ht_survey_make_network (HtSurvey *survey);
void ht_survey_make_areas (HtSurvey *survey);
void ht_survey_make_water (HtSurvey *survey);
void ht_survey_make_spans (HtSurvey *survey);
void ht_survey_make_rails (HtSurvey *survey);
void ht_survey_make_buildings (HtSurvey *survey);

/* Cuts a face and hands what is known of it on to the new one. */
guint32 ht_survey_cut (HtSurvey *survey, guint32 face, const HtCut *cut, HtDemoDice *dice);
void ht_survey_add_feature (HtSurvey *survey, const char *table, const char *name, HtValue *attributes,
                            HtGeometry *geometry);
/* Appends the edge of @half on the earth without its last point; both directions give the same points. */
void ht_survey_trace (const HtSurvey *survey, guint32 half, GArray *points);

G_END_DECLS
