/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/value.h"
#include "geo/osm-tags.h"
#include "geo/osm.h"

G_BEGIN_DECLS

typedef enum
{
  HT_OSM_FORM_POINT, /* any object; an area by a point on it */
  HT_OSM_FORM_LINE,  /* ways */
  HT_OSM_FORM_AREA,  /* closed ways and multipolygon relations */
} HtOsmForm;

/* A feature before it has its geometry. Owns @name and @attributes. */
typedef struct
{
  const char *table; /* interned */
  const char *key;   /* what ht_osm_feature_id takes: the table, or a facet of it ("place/address") */
  HtOsmForm form;
  char *name;
  HtValue *attributes;
} HtOsmDraft;

/* An array of drafts that clears its elements. */
GArray *ht_osm_drafts_new (void);

/*
 * Appends to @drafts what an object with these tags is to the city: none, one or several features ("a school
 * building with an address" is three). @type is 'n', 'w' or 'r'; @is_area says that a way closes or a
 * relation is a multipolygon. Returns how many. Counts in @report what is known but not taken.
 */
guint ht_osm_classify (const HtOsmTags *tags, char type, gboolean is_area, HtOsmLayers layers, GArray *drafts,
                       HtImportReport *report);

/* The name to show: name, else Chinese, else English; NULL where there is none. New string. */
char *ht_osm_dup_name (const HtOsmTags *tags);

G_END_DECLS
