/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/geometry.h"
#include "model/entity.h"

G_BEGIN_DECLS

/* For this room only: making entities and reading records. */
HtEntity *ht_entity_new (GType type, HtRecord *record);
void ht_entity_set_in_conflict (HtEntity *self, gboolean in_conflict);

/* Greatest hybrid clock stamp among all heads. */
guint64 ht_record_get_stamp (const HtRecord *record);
/* FALSE where the field holds no point. */
/* FALSE where @value (may be NULL) is no point. */
gboolean ht_value_read_point (HtValue *value, HtPoint *point);
gboolean ht_record_get_point (const HtRecord *record, const char *field, HtPoint *point);
gboolean ht_record_get_bool (const HtRecord *record, const char *field, gboolean fallback);
/* A point as operations hold it: EWKB, quantised. */
HtValue *ht_value_new_point (const HtPoint *point);

/* Read-only properties, the same three lines everywhere. */
#define HT_PARAM_READ (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS)

G_END_DECLS
