/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "geo/map-data.h"
#include "model/demo/dice.h"

G_BEGIN_DECLS

/*
 * The ground of the demo city: Shanghai's districts, sub-districts and main lines by their real names,
 * entered by hand (data/city), and between them generated areas, streets, blocks and buildings. What else the
 * demo city has is placed on it. Immutable once built; any thread.
 */

/* People's Square. */
#define HT_GROUND_CENTRE_LON 121.4708
#define HT_GROUND_CENTRE_LAT 31.2325

/* Four levels of command; the city itself is not in the arrays. */
typedef enum
{
  HT_GROUND_DISTRICT,
  HT_GROUND_SUBDISTRICT,
  HT_GROUND_NEIGHBOURHOOD,
  HT_GROUND_N_LEVELS,
} HtGroundLevel;

typedef struct
{
  HtUuid id;
  char code[13];        /* 6, 9 or 12 digits */
  char *name, *name_en; /* name_en is NULL for generated areas */
  guint parent;         /* index one level up; of a district 0 */
  guint first, n;       /* children: a run one level down; of a neighbourhood: a run of blocks */
  gint64 people_night, people_day;
  HtPoint centre; /* on its land */
  double land_m2;
  HtGeometry *geometry;
} HtGroundArea;

/* What stands in a block. */
typedef enum
{
  HT_USE_ESTATE, /* blocks of flats in rows */
  HT_USE_TOWERS, /* high-rise flats */
  HT_USE_OLD,    /* old quarter: low houses and lanes */
  HT_USE_CENTRE, /* shops and offices */
  HT_USE_INDUSTRY,
  HT_USE_CAMPUS,  /* schools, hospitals, offices of the state */
  HT_USE_VILLAGE, /* houses among fields */
  HT_USE_FIELD,
  HT_USE_PARK,
  HT_USE_PORT, /* quays, airfields, rail yards */
  HT_N_USES,
} HtGroundUse;

const char *ht_ground_use_get_name (HtGroundUse use); /* "estate" … */

/* A piece of land with streets on its edges and none inside. */
typedef struct
{
  HtPoint at; /* inside */
  float area_m2;
  float radius_m; /* from @at to the nearest edge */
  guint8 use;     /* HtGroundUse */
  guint32 neighbourhood;
  guint32 node; /* index of a road node at one of its corners, by which it is reached */
  guint32 people_night, people_day;
} HtGroundBlock;

typedef struct
{
  guint64 seed;
  double scale;
  HtUuid name_space;
  GArray *areas[HT_GROUND_N_LEVELS]; /* HtGroundArea, sorted by code */
  GArray *blocks;                    /* HtGroundBlock, by neighbourhood */
  double *sums[2][HT_N_USES];        /* for ht_ground_draw_spot */
  HtMapData *map; /* network, and features of district, subdistrict, neighbourhood, water, green, building,
                     place, line, point */
} HtGround;

/*
 * The same @seed and @scale make the same ground, bit for bit. @scale (0, 1] thins out what is generated
 * (neighbourhoods, streets, buildings); entered facts and the number of people stay. Some seconds: on a
 * worker.
 */
HtGround *ht_ground_build (guint64 seed, double scale, GCancellable *cancellable, GError **error);
/* One with nothing on it yet. */
HtGround *ht_ground_new (guint64 seed, double scale);
void ht_ground_free (HtGround *ground);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtGround, ht_ground_free)

HtGroundArea *ht_ground_get_area (const HtGround *ground, HtGroundLevel level, guint index);
/* The area with this code, or NULL. */
HtGroundArea *ht_ground_find_area (const HtGround *ground, const char *code);
HtUuid ht_ground_make_id (const HtGround *ground, const char *table, guint64 number);

/* Where a thing can stand. */
typedef struct
{
  HtPoint at;
  guint block;
} HtGroundSpot;

/*
 * A spot in a block of one of @uses (bit set, 1 << HtGroundUse) in the area (NULL: the city); the chance of a
 * block grows with its area, or, where @by_people, with its people by night. FALSE where there is no such
 * block.
 */
gboolean ht_ground_draw_spot (const HtGround *ground, const HtGroundArea *area, guint uses,
                              gboolean by_people, HtDemoDice *dice, HtGroundSpot *spot);

G_END_DECLS
