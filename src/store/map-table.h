/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/feature-kind.h"
#include "store/db.h"
#include "store/spatial.h"

G_BEGIN_DECLS

/* The tables of data/sql that hold features of layers, and their typed columns: the catalogue of
 * geo/feature-kind.h as the city file has it. */
typedef struct
{
  const char *name;
  HtSpatialType type;
  const HtFeatureColumn *columns; /* ends with a NULL name */
} HtMapTable;

#define HT_MAP_TABLE_MAX_COLUMNS 16

/* NULL where there is no such table. */
const HtMapTable *ht_map_table_find (const char *name);
/* All, ending with a NULL name. */
const HtMapTable *ht_map_table_list (void);
/* Interned; the table of road layers. */
#define HT_ROAD_TABLE "road_arc"

/* "INSERT INTO … (id, layer, name, attrs, geom, its columns) VALUES (?1, …)". */
char *ht_map_table_dup_insert (const HtMapTable *table);
/* "SELECT id, layer, name, attrs, geom, its columns FROM …" */
char *ht_map_table_dup_select (const HtMapTable *table);

G_END_DECLS
