/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The catalogue of everything a layer can hold: one row a spatial table of the city file, from
 * data/feature-kinds.json, which is built in. Tables, columns, words for people and the way a thing is shown
 * all come from here. Static for the life of the program; any thread.
 */
typedef enum
{
  HT_SHAPE_POINT,
  HT_SHAPE_LINE, /* multi-line */
  HT_SHAPE_AREA, /* multi-polygon */
  HT_SHAPE_ANY,
} HtFeatureShape;

typedef enum
{
  HT_ROLE_BASE,   /* part of the basemap, which knows how to draw it */
  HT_ROLE_SITE,   /* a mark with a name, from `zoom` on */
  HT_ROLE_LINE,   /* lines over the basemap, from `zoom` on */
  HT_ROLE_AREA,   /* outlined areas over the basemap, from `zoom` on */
  HT_ROLE_LIST,   /* in lists and searches only */
  HT_ROLE_BULK,   /* many rows that only their owner (a sensor) leads to */
  HT_ROLE_RASTER, /* a tile of a grid in a column */
} HtFeatureRole;

typedef enum
{
  HT_COLUMN_TEXT,
  HT_COLUMN_INT,
  HT_COLUMN_REAL,
  HT_COLUMN_BOOL,
  HT_COLUMN_BYTES,
} HtColumnKind;

/* The same words in the two languages. */
typedef struct
{
  const char *en, *zh;
} HtWords;
/* In the language this process speaks. */
const char *ht_words_get (const HtWords *words);

typedef struct
{
  const char *name; /* NULL ends a list */
  HtColumnKind kind;
  const char *unit; /* "m", or NULL */
  HtWords label;
} HtFeatureColumn;

typedef struct
{
  const char *table; /* interned */
  HtFeatureShape shape;
  HtFeatureRole role;
  const char *group; /* "forces": see ht_feature_group_list */
  double zoom;       /* shown from this zoom on */
  gboolean search;   /* found by name */
  HtWords many, one; /* "Fire stations", "fire station" */
  HtWords glyph;     /* one or two letters of its mark; NULL where it has a symbol of its own or none */
  const HtFeatureColumn *columns;
} HtFeatureKind;

/* All, in the order of the catalogue. */
const HtFeatureKind *ht_feature_kind_list (guint *n);
/* NULL where there is no such table. */
const HtFeatureKind *ht_feature_kind_find (const char *table);
/* NULL where it has no such column. */
const HtFeatureColumn *ht_feature_kind_get_column (const HtFeatureKind *kind, const char *name);
/* What the values of a column are called ("special" → "特勤"); @value itself where it has no other name. */
const char *ht_feature_kind_get_value_word (const HtFeatureKind *kind, const char *column, const char *value);

/* Groups of the catalogue in their order; @names (optional) gets what they are called. */
const char *const *ht_feature_group_list (guint *n);
const char *ht_feature_group_get_word (const char *group);

G_END_DECLS
