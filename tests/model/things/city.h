/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/feature-kind.h"
#include "model/demo/things/subjects.h"

G_BEGIN_DECLS

/* What the tests of the things of the demo city share: one small ground, and two cities on it. */

/* Everything the subjects made, kept. */
typedef struct
{
  GHashTable *tables; /* interned name → GPtrArray of HtFeature */
  GHashTable *by_id;  /* HtUuid in a feature → that HtFeature */
} Things;

#define THINGS_SCALE 0.05

/* Its blocks are a twentieth of the city's; entered facts are all there. Its buildings are furnished. */
HtGround *things_ground (void);
/* As many things as a twentieth of the city has. */
const Things *things_small (void);
/* As many as the whole city has, crowded on the small ground: counts do not depend on it. */
const Things *things_full (void);
/* SHA-256 over all features of a city of its own; free it. */
char *things_sum (guint64 seed, double scale);
void things_end (void);

/* The features of a table; a test fails where there are none. */
const GPtrArray *things_of (const Things *things, const char *table);
const HtFeature *things_get (const GPtrArray *features, guint index);
/* Of the city or of its ground; NULL: there is none. */
const HtFeature *things_find (const Things *things, const char *table, const char *id);

/* Attributes that must be there. */
const char *thing_text (const HtFeature *feature, const char *key);
gint64 thing_int (const HtFeature *feature, const char *key);
double thing_real (const HtFeature *feature, const char *key);
gboolean thing_bool (const HtFeature *feature, const char *key);
gboolean thing_has (const HtFeature *feature, const char *key);
gboolean thing_is (const HtFeature *feature, const char *key, const char *value);

guint things_count (const GPtrArray *features, const char *key, const char *value);
double things_total (const GPtrArray *features, const char *key);
/* Of numbers that must be there. */
double things_median (const GPtrArray *features, const char *key);
/* key's text → how many have it. */
GHashTable *things_tally (const GPtrArray *features, const char *key);
guint things_tallied (GHashTable *tally, const char *text);

/* Metres to the nearest node of a road; INFINITY beyond 5 km. */
double things_to_road_m (HtPoint at);
/* Index of the district that has the place, or G_MAXUINT: in the sea. */
guint things_district (HtPoint at);
/* On no river, lake or sea of the ground. */
gboolean things_dry (HtPoint at);

/* A ground laid by hand: two districts, three sub-districts, four neighbourhoods, blocks in a row 1 km apart
 * from 121.4° E on 31.2° N, of the uses and people given; one street. A neighbourhood may have no block. */
HtGround *things_hand_ground (const HtGroundBlock *blocks, guint n);

void things_add_kit_tests (void);
void things_add_place_tests (void);
void things_add_spread_tests (void);
void things_add_street_tests (void);
void things_add_river_tests (void);
void things_add_layer_tests (void);
void things_add_range_tests (void);
void things_add_word_tests (void);
void things_add_link_tests (void);
void things_add_care_tests (void);
void things_add_force_tests (void);
void things_add_supply_tests (void);
void things_add_exposure_tests (void);
void things_add_chemical_tests (void);
void things_add_lifeline_tests (void);
void things_add_pipe_tests (void);
void things_add_traffic_tests (void);
void things_add_flood_tests (void);
void things_add_watch_tests (void);
void things_add_record_tests (void);
void things_add_reach_tests (void);
void things_add_elevation_tests (void);
void things_add_writing_tests (void);
void things_add_bare_tests (void);

G_END_DECLS
