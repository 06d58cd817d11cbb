/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "base/uuid.h"

G_BEGIN_DECLS

/*
 * HtValue: an immutable-once-shared tree of the eight kinds of value that operations, JSON files and the wire
 * know. Reference counted, thread safe to read. Build with ht_value_new_* and the two _add/_set calls, then
 * share.
 */
typedef struct _HtValue HtValue;

typedef enum
{
  HT_VALUE_NULL,
  HT_VALUE_BOOL,
  HT_VALUE_INT,
  HT_VALUE_REAL,
  HT_VALUE_TEXT,
  HT_VALUE_BYTES,
  HT_VALUE_ARRAY,
  HT_VALUE_MAP,
} HtValueKind;

HtValue *ht_value_new_null (void);
HtValue *ht_value_new_bool (gboolean value);
HtValue *ht_value_new_int (gint64 value);
/* NaN and infinities are refused: they become null, as no field of an operation may hold one. */
HtValue *ht_value_new_real (double value);
HtValue *ht_value_new_text (const char *text);
HtValue *ht_value_new_bytes (gconstpointer data, gsize size);
HtValue *ht_value_new_uuid (const HtUuid *uuid);
HtValue *ht_value_new_array (void);
HtValue *ht_value_new_map (void);

HtValue *ht_value_ref (HtValue *value);
void ht_value_unref (HtValue *value);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtValue, ht_value_unref)

HtValueKind ht_value_get_kind (const HtValue *value);
gboolean ht_value_equal (const HtValue *a, const HtValue *b);

/* Scalars: the fallback is returned for another kind or NULL. INT is accepted where a real is asked. */
gboolean ht_value_get_bool (const HtValue *value, gboolean fallback);
gint64 ht_value_get_int (const HtValue *value, gint64 fallback);
double ht_value_get_real (const HtValue *value, double fallback);
const char *ht_value_get_text (const HtValue *value, const char *fallback);
const guint8 *ht_value_get_bytes (const HtValue *value, gsize *size);
gboolean ht_value_get_uuid (const HtValue *value, HtUuid *uuid);

/* Arrays and maps. Length is 0 for scalars. _add and _set take ownership of @item. Keys are kept unique. */
guint ht_value_get_length (const HtValue *value);
HtValue *ht_value_get_item (const HtValue *array, guint index);
void ht_value_add (HtValue *array, HtValue *item);
HtValue *ht_value_get_member (const HtValue *map, const char *key);
const char *ht_value_get_key (const HtValue *map, guint index, HtValue **member);
void ht_value_set (HtValue *map, const char *key, HtValue *item);

/* Short forms for maps: ht_value_set_text (m, "name", "…") and so on; a NULL text sets null. */
void ht_value_set_text (HtValue *map, const char *key, const char *text);
void ht_value_set_int (HtValue *map, const char *key, gint64 value);
void ht_value_set_real (HtValue *map, const char *key, double value);
void ht_value_set_bool (HtValue *map, const char *key, gboolean value);
void ht_value_set_uuid (HtValue *map, const char *key, const HtUuid *uuid);
const char *ht_value_member_text (const HtValue *map, const char *key, const char *fallback);
gint64 ht_value_member_int (const HtValue *map, const char *key, gint64 fallback);
double ht_value_member_real (const HtValue *map, const char *key, double fallback);
gboolean ht_value_member_bool (const HtValue *map, const char *key, gboolean fallback);

G_END_DECLS
