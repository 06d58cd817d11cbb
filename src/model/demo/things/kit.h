/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/demo/things.h"

G_BEGIN_DECLS

/* What the subjects share: a layer in the making, and what later ones need of earlier ones. */

/* A thing another subject refers to. */
typedef struct
{
  HtUuid id;
  HtPoint at;
  guint block;     /* index, or G_MAXUINT */
  guint8 kind;     /* as its subject says */
  gint64 capacity; /* beds, places … */
  char *name;
} HtKitThing;

typedef enum
{
  HT_KIT_STATION,  /* kind: HtStationKind */
  HT_KIT_HOSPITAL, /* kind 1: grade three */
  HT_KIT_DEPOT,    /* kind: tier */
  HT_KIT_CHEMICAL,
  HT_KIT_COMPLEX,
  HT_KIT_METRO,
  HT_KIT_PUMP,
  HT_KIT_POWER, /* kind: level, 0 the highest voltage */
  HT_KIT_GAS,   /* kind: level, 0 where it enters */
  HT_KIT_WATER, /* kind: level, 0 the sources */
  HT_KIT_COMMS,
  HT_KIT_CRITICAL,
  HT_KIT_TIDE,
  HT_KIT_HELIPAD,
  HT_KIT_DELIVERY,
  HT_KIT_BRIDGE, /* major ones only */
  HT_KIT_WEATHER_SECTION,
  HT_KIT_DRAIN_AREA,
  HT_KIT_N_LISTS,
} HtKitList;

/* A run of blocks. */
typedef struct
{
  guint first, n;
} HtRun;

/* A sub-district by its short name ("南京东路"), by its whole one where two have the same short one. */
typedef struct
{
  const char *name, *name_en; /* interned; name_en may be NULL */
} HtKitTown;

typedef struct
{
  const HtGround *ground;
  GArray *lists[HT_KIT_N_LISTS];    /* HtKitThing */
  GArray *runs[HT_GROUND_N_LEVELS]; /* HtRun of the blocks of each area */
  GArray *town_names;               /* HtKitTown of each sub-district */
  GArray *rivers;                   /* HtRiverSpot; see rivers.h */
  /* the layer in the making */
  const char *table;
  GPtrArray *features;
  HtDemoDice dice; /* its own stream */
  HtDemoTake take;
  gpointer take_data;
} HtKit;

HtKit *ht_kit_new (const HtGround *ground);
void ht_kit_free (HtKit *kit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtKit, ht_kit_free)

/* So many at the city's scale, at least one. */
guint ht_kit_scaled (const HtKit *kit, double at_full_size);

void ht_kit_begin (HtKit *kit, const char *table);
/* Hands the layer over. */
gboolean ht_kit_end (HtKit *kit, GError **error);

/* What it is called: a place's name and a word in both languages; @number 0: none. NULL place: the word
 * alone.
 */
typedef struct
{
  const char *place, *place_en, *word, *word_en;
  guint number;
} HtKitName;
/* The sub-district of a block; @word as in HtKitName. */
HtKitName ht_kit_name (const HtKit *kit, guint block, const char *word, const char *word_en, guint number);

/* A feature of the layer in the making, `synthetic`; @name NULL: it has none. Takes @geometry. Returns its
 * attributes to be filled, which it keeps. */
HtValue *ht_kit_add (HtKit *kit, const HtKitName *name, HtGeometry *geometry);
HtValue *ht_kit_add_point (HtKit *kit, const HtKitName *name, HtPoint at);
/* The latest feature is drawn from memory and not generated. */
void ht_kit_sketched (HtKit *kit);
const HtUuid *ht_kit_last_id (const HtKit *kit);
/* What the @number th feature of a table has or will have. */
HtUuid ht_kit_make_id (const HtKit *kit, const char *table, guint number);
/* Notes the latest feature in a list. */
HtKitThing *ht_kit_note (HtKit *kit, HtKitList list, guint block, guint kind);
guint ht_kit_n (const HtKit *kit, HtKitList list);
const HtKitThing *ht_kit_get (const HtKit *kit, HtKitList list, guint index);
/* The nearest one of @kind (G_MAXUINT: any), or NULL. */
const HtKitThing *ht_kit_nearest (const HtKit *kit, HtKitList list, guint kind, HtPoint at);
void ht_kit_set_id (HtValue *attributes, const char *key, const HtUuid *id);
void ht_kit_set_place (HtValue *attributes, const HtKit *kit, guint block);

/* "2026-07-01" and so many days on. The city's records end on that day. */
char *ht_kit_date (int days);
/* To the nearest multiple of @step. */
double ht_kit_round (double value, double step);
#define HT_KIT_DAY_US G_GINT64_CONSTANT (1782835200000000) /* 2026-07-01 00:00 +08:00 */

G_END_DECLS
