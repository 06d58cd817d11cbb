/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/value.h"
#include "geo/geometry.h"

G_BEGIN_DECLS

/*
 * One thing on the map as it goes in and out of the city file. @table is a spatial table ("station",
 * "building", …),
 * @attributes a map of its columns (see data/sql). Reference counted; immutable once shared.
 */
typedef struct
{
  gatomicrefcount refs;
  HtUuid id;         /* stable: made from the source's own id */
  const char *table; /* interned */
  char *name;        /* may be NULL */
  HtValue *attributes;
  HtGeometry *geometry;
} HtFeature;

/* Takes ownership of @attributes (may be NULL) and @geometry. */
HtFeature *ht_feature_new (const char *table, const HtUuid *id, const char *name, HtValue *attributes,
                           HtGeometry *geometry);
HtFeature *ht_feature_ref (HtFeature *feature);
void ht_feature_unref (HtFeature *feature);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtFeature, ht_feature_unref)

G_END_DECLS
