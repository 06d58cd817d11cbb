/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/feature.h"
#include "geo/network.h"
#include "geo/report.h"

G_BEGIN_DECLS

/* What a map file gave: a road network, features by table, and the report. Owned by its reader's caller. */
typedef struct
{
  HtNetwork *network; /* NULL when no roads were asked for */
  GHashTable
      *features; /* const char * table (interned) → GPtrArray of HtFeature in the order of their sources */
  HtImportReport *report;
} HtMapData;

HtMapData *ht_map_data_new (void);
void ht_map_data_free (HtMapData *data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtMapData, ht_map_data_free)

/* Borrowed; NULL where the table has no feature. */
GPtrArray *ht_map_data_get_features (const HtMapData *data, const char *table);
/* Takes ownership of @feature. */
void ht_map_data_add (HtMapData *data, HtFeature *feature);
/* Names of the tables that have features, sorted; free the array, not the names. */
const char **ht_map_data_list_tables (const HtMapData *data);
/* Fills the report's `taken` and network figures from what is there. */
void ht_map_data_count (HtMapData *data);

G_END_DECLS
