/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/demo.h"
#include "model/demo/dice.h"

G_BEGIN_DECLS

/*
 * The town is drawn on a plan of straight lines, metres east (u) and north (v) of its middle, and bent and
 * turned when it is put on the earth: so lines meet exactly and no street is straight.
 */
typedef struct
{
  double u, v;
} HtDemoSpot;

typedef struct
{
  double u0, v0, u1, v1; /* west, south, east, north */
} HtDemoRect;

#define HT_DEMO_COLUMNS 6
#define HT_DEMO_ROWS 6
#define HT_DEMO_VERTICALS 8
#define HT_DEMO_HORIZONTALS 7
/* Half the width of the river, which runs along u = 0, and of the ground between it and its streets. */
#define HT_DEMO_RIVER_M 75.0
#define HT_DEMO_BANK_M 130.0
/* The edge of the town. */
#define HT_DEMO_EDGE_U 2050.0
#define HT_DEMO_EDGE_V 1980.0

/* What stands in a cell between main roads. */
typedef enum
{
  HT_DEMO_ESTATE, /* blocks of flats in rows */
  HT_DEMO_TOWERS, /* high-rise flats */
  HT_DEMO_OLD,    /* old quarter: low houses, lanes */
  HT_DEMO_CENTRE, /* shops and offices */
  HT_DEMO_INDUSTRY,
  HT_DEMO_VILLAGE,
  HT_DEMO_CAMPUS, /* schools */
  HT_DEMO_PARK,
  HT_DEMO_N_USES,
} HtDemoUse;

/* A main road. Nodes on it, stops, are collected first; sections run from stop to stop. */
typedef struct
{
  gboolean vertical;
  double at, from, to; /* its coordinate, and its extent in the other one */
  HtRoadClass road_class;
  const char *name;
  GArray *stops; /* guint, nodes */
} HtDemoLine;

/* A road on the plan, which buildings avoid. */
typedef struct
{
  HtDemoSpot a, b;
  double clearance_m;
} HtDemoStroke;

#define HT_DEMO_NO_NODE G_MAXUINT
/* Neighbourhoods: four strips from west to east, each in three parts from north to south. */
#define HT_DEMO_STRIPS 4
#define HT_DEMO_PARTS 3
#define HT_DEMO_AREAS (HT_DEMO_STRIPS * HT_DEMO_PARTS)

typedef struct
{
  HtDemoDice dice;
  double phase[4];                                                       /* of the bends */
  double verticals[HT_DEMO_VERTICALS], horizontals[HT_DEMO_HORIZONTALS]; /* horizontals from north to south */
  GArray *lines;                                                         /* HtDemoLine */
  GArray *spots;                                                         /* HtDemoSpot of each network node */
  GArray *keep_out; /* HtDemoRect: sites, which roads and buildings avoid */
  GArray *strokes;  /* HtDemoStroke */
  guint crossings[HT_DEMO_VERTICALS][HT_DEMO_HORIZONTALS]; /* nodes where main roads meet; HT_DEMO_NO_NODE */
  double people_day[HT_DEMO_AREAS], people_night[HT_DEMO_AREAS]; /* of the neighbourhoods */
  gint64 next_way;
  guint next_street; /* into the invented street names */
  HtUuid name_space;
  HtNetwork *network;
  HtDemoTown *town;
} HtDemo;

HtDemoUse ht_demo_get_use (guint column, guint row);
HtDemoRect ht_demo_get_cell (const HtDemo *demo, guint column, guint row);
HtPoint ht_demo_to_earth (const HtDemo *demo, HtDemoSpot spot);
gboolean ht_demo_segment_hits (HtDemoSpot a, HtDemoSpot b, HtDemoRect rect, double clearance_m);
HtUuid ht_demo_make_id (const HtDemo *demo, const char *table, guint number);
/* An invented street name, never twice in a town; @suffix "路", "街", "弄". */
char *ht_demo_next_street_name (HtDemo *demo, const char *suffix);

/* Steps of the build, in this order. */
void ht_demo_place_sites (HtDemo *demo);
void ht_demo_build_roads (HtDemo *demo);
void ht_demo_build_ground (HtDemo *demo);
void ht_demo_build_buildings (HtDemo *demo);
void ht_demo_build_people (HtDemo *demo);
void ht_demo_build_teams (HtDemo *demo);

/* demo-blocks.c: the streets inside the cells. */
void ht_demo_build_blocks (HtDemo *demo);
/* The node on the main road at @at of its other coordinate; one that lies within 14 m is taken again. */
guint ht_demo_add_stop (HtDemo *demo, HtDemoLine *line, double at);
/* The main road along an edge that covers @at, or NULL. */
HtDemoLine *ht_demo_find_line (HtDemo *demo, gboolean vertical, double edge, double at);
/* From @from over @via no turn (or @only this) into @to; sections by the index ht_demo_add_section gave. */
void ht_demo_add_turn (HtDemo *demo, guint from, guint to, guint via, gboolean only);
/* The drivable section at @node that leads most nearly towards (du, dv). */
guint ht_demo_section_towards (const HtDemo *demo, guint node, double du, double dv);
gboolean ht_demo_is_kept_out (const HtDemo *demo, HtDemoSpot a, HtDemoSpot b, double clearance_m);

/* Used by several steps. */
guint ht_demo_add_node (HtDemo *demo, HtDemoSpot spot);
/* Two-way unless @flags say HT_SECTION_FORWARD or BACKWARD alone; 0 for drawn only. Returns its index. */
guint ht_demo_add_section (HtDemo *demo, guint from, guint to, const HtSection *like);
guint32 ht_demo_add_name (HtDemo *demo, const char *name);
/* Takes ownership of @attributes and @geometry. */
void ht_demo_add_feature (HtDemo *demo, const char *table, const char *name, HtValue *attributes,
                          HtGeometry *geometry);
/* A closed ring of the plan on the earth, with a point at least every 80 m. */
HtGeometry *ht_demo_make_polygon (const HtDemo *demo, const HtDemoSpot *corners, guint n);
HtGeometry *ht_demo_make_rect (const HtDemo *demo, HtDemoRect rect);

G_END_DECLS
