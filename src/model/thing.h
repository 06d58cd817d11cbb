/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/feature-kind.h"
#include "geo/feature.h"
#include "model/city.h"

G_BEGIN_DECLS

/*
 * HtThing: one feature of a map layer as people read it: a hydrant, an old quarter, a bridge. Immutable.
 * Properties (read only): id, name, kind (what it is, in the language of the screen).
 */
#define HT_TYPE_THING (ht_thing_get_type ())
G_DECLARE_FINAL_TYPE (HtThing, ht_thing, HT, THING, GObject)

/* @feature is of a table of the catalogue. @layer (the HtLayer it came from) may be NULL. */
HtThing *ht_thing_new (HtFeature *feature, HtLayer *layer);

const HtUuid *ht_thing_get_id (HtThing *self);
const char *ht_thing_get_id_text (HtThing *self);
const char *ht_thing_get_table (HtThing *self);
const HtFeatureKind *ht_thing_get_feature_kind (HtThing *self);
/* Its name; what it is where it has none. */
const char *ht_thing_get_name (HtThing *self);
/* A point on it, for the map. */
void ht_thing_get_position (HtThing *self, HtPoint *position);
const HtGeometry *ht_thing_get_geometry (HtThing *self);

/*
 * What is known of it, row by row: the catalogue's columns in their order, then where it is from. Each row is
 * a label and a text ("Diameter", "300 mm"), translated; columns without a value are left out.
 */
typedef struct
{
  char *label, *text;
} HtThingFact;
/* HtThingFact; the caller owns the array. */
GPtrArray *ht_thing_dup_facts (HtThing *self);

G_END_DECLS
