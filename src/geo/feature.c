/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/feature.h"

HtFeature *
ht_feature_new (const char *table, const HtUuid *id, const char *name, HtValue *attributes,
                HtGeometry *geometry)
{
  g_return_val_if_fail (table != NULL && id != NULL && geometry != NULL, NULL);
  HtFeature *feature = g_new0 (HtFeature, 1);
  g_atomic_ref_count_init (&feature->refs);
  feature->id = *id;
  feature->table = g_intern_string (table);
  feature->name = g_strdup (name);
  feature->attributes = attributes != NULL ? attributes : ht_value_new_map ();
  feature->geometry = geometry;
  return feature;
}

HtFeature *
ht_feature_ref (HtFeature *feature)
{
  g_return_val_if_fail (feature != NULL, NULL);
  g_atomic_ref_count_inc (&feature->refs);
  return feature;
}

void
ht_feature_unref (HtFeature *feature)
{
  g_return_if_fail (feature != NULL);
  if (!g_atomic_ref_count_dec (&feature->refs))
    return;
  g_free (feature->name);
  ht_value_unref (feature->attributes);
  ht_geometry_unref (feature->geometry);
  g_free (feature);
}
