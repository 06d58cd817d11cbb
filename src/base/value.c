/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/value.h"

#include <math.h>
#include <string.h>

typedef struct
{
  char *key;
  HtValue *value;
} Member;

struct _HtValue
{
  gatomicrefcount refs;
  HtValueKind kind;
  union
  {
    gboolean boolean;
    gint64 integer;
    double real;
    char *text;
    GBytes *bytes;
    GPtrArray *items;
    GArray *members; /* of Member, sorted by key: lookups halve, dumps are stable */
  };
};

static HtValue *
value_new (HtValueKind kind)
{
  HtValue *value = g_new0 (HtValue, 1);
  g_atomic_ref_count_init (&value->refs);
  value->kind = kind;
  return value;
}

HtValue *
ht_value_new_null (void)
{
  return value_new (HT_VALUE_NULL);
}

HtValue *
ht_value_new_bool (gboolean boolean)
{
  HtValue *value = value_new (HT_VALUE_BOOL);
  value->boolean = boolean != FALSE;
  return value;
}

HtValue *
ht_value_new_int (gint64 integer)
{
  HtValue *value = value_new (HT_VALUE_INT);
  value->integer = integer;
  return value;
}

HtValue *
ht_value_new_real (double real)
{
  if (!isfinite (real))
    return ht_value_new_null ();
  HtValue *value = value_new (HT_VALUE_REAL);
  value->real = real == 0 ? 0.0 : real; /* no negative zero: two encodings of one number would hash apart */
  return value;
}

HtValue *
ht_value_new_text (const char *text)
{
  if (text == NULL)
    return ht_value_new_null ();
  HtValue *value = value_new (HT_VALUE_TEXT);
  value->text = g_utf8_make_valid (text, -1);
  return value;
}

HtValue *
ht_value_new_bytes (gconstpointer data, gsize size)
{
  HtValue *value = value_new (HT_VALUE_BYTES);
  value->bytes = g_bytes_new (data, size);
  return value;
}

HtValue *
ht_value_new_uuid (const HtUuid *uuid)
{
  return ht_value_new_bytes (uuid->bytes, sizeof uuid->bytes);
}

HtValue *
ht_value_new_array (void)
{
  HtValue *value = value_new (HT_VALUE_ARRAY);
  value->items = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_value_unref);
  return value;
}

static void
member_clear (gpointer data)
{
  Member *member = data;
  g_free (member->key);
  ht_value_unref (member->value);
}

HtValue *
ht_value_new_map (void)
{
  HtValue *value = value_new (HT_VALUE_MAP);
  value->members = g_array_new (FALSE, FALSE, sizeof (Member));
  g_array_set_clear_func (value->members, member_clear);
  return value;
}

HtValue *
ht_value_ref (HtValue *value)
{
  g_return_val_if_fail (value != NULL, NULL);
  g_atomic_ref_count_inc (&value->refs);
  return value;
}

void
ht_value_unref (HtValue *value)
{
  if (value == NULL || !g_atomic_ref_count_dec (&value->refs))
    return;
  switch (value->kind)
    {
    case HT_VALUE_TEXT:
      g_free (value->text);
      break;
    case HT_VALUE_BYTES:
      g_bytes_unref (value->bytes);
      break;
    case HT_VALUE_ARRAY:
      g_ptr_array_unref (value->items);
      break;
    case HT_VALUE_MAP:
      g_array_unref (value->members);
      break;
    case HT_VALUE_NULL:
    case HT_VALUE_BOOL:
    case HT_VALUE_INT:
    case HT_VALUE_REAL:
    default:
      break;
    }
  g_free (value);
}

HtValueKind
ht_value_get_kind (const HtValue *value)
{
  return value == NULL ? HT_VALUE_NULL : value->kind;
}

static gboolean
array_equal (const HtValue *a, const HtValue *b)
{
  if (a->items->len != b->items->len)
    return FALSE;
  for (guint i = 0; i < a->items->len; i++)
    if (!ht_value_equal (a->items->pdata[i], b->items->pdata[i]))
      return FALSE;
  return TRUE;
}

static gboolean
map_equal (const HtValue *a, const HtValue *b)
{
  if (a->members->len != b->members->len)
    return FALSE;
  for (guint i = 0; i < a->members->len; i++)
    {
      const Member *x = &g_array_index (a->members, Member, i), *y = &g_array_index (b->members, Member, i);
      if (strcmp (x->key, y->key) != 0 || !ht_value_equal (x->value, y->value))
        return FALSE;
    }
  return TRUE;
}

gboolean
ht_value_equal (const HtValue *a, const HtValue *b)
{
  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL || a->kind != b->kind)
    return FALSE;
  switch (a->kind)
    {
    case HT_VALUE_NULL:
      return TRUE;
    case HT_VALUE_BOOL:
      return a->boolean == b->boolean;
    case HT_VALUE_INT:
      return a->integer == b->integer;
    case HT_VALUE_REAL:
      return memcmp (&a->real, &b->real, sizeof a->real) == 0;
    case HT_VALUE_TEXT:
      return strcmp (a->text, b->text) == 0;
    case HT_VALUE_BYTES:
      return g_bytes_equal (a->bytes, b->bytes);
    case HT_VALUE_ARRAY:
      return array_equal (a, b);
    case HT_VALUE_MAP:
      return map_equal (a, b);
    default:
      g_return_val_if_reached (FALSE);
    }
}

gboolean
ht_value_get_bool (const HtValue *value, gboolean fallback)
{
  return value != NULL && value->kind == HT_VALUE_BOOL ? value->boolean : fallback;
}

gint64
ht_value_get_int (const HtValue *value, gint64 fallback)
{
  return value != NULL && value->kind == HT_VALUE_INT ? value->integer : fallback;
}

double
ht_value_get_real (const HtValue *value, double fallback)
{
  if (value != NULL && value->kind == HT_VALUE_INT)
    return (double) value->integer;
  return value != NULL && value->kind == HT_VALUE_REAL ? value->real : fallback;
}

const char *
ht_value_get_text (const HtValue *value, const char *fallback)
{
  return value != NULL && value->kind == HT_VALUE_TEXT ? value->text : fallback;
}

const guint8 *
ht_value_get_bytes (const HtValue *value, gsize *size)
{
  if (size != NULL)
    *size = 0;
  if (value == NULL || value->kind != HT_VALUE_BYTES)
    return NULL;
  /* An empty GBytes has no data; callers tell "empty bytes" from "not bytes" by the pointer. */
  const guint8 *data = g_bytes_get_data (value->bytes, size);
  return data != NULL ? data : (const guint8 *) "";
}

gboolean
ht_value_get_uuid (const HtValue *value, HtUuid *uuid)
{
  gsize size;
  const guint8 *data = ht_value_get_bytes (value, &size);
  if (data == NULL || size != sizeof uuid->bytes)
    return FALSE;
  memcpy (uuid->bytes, data, size);
  return TRUE;
}

guint
ht_value_get_length (const HtValue *value)
{
  if (value != NULL && value->kind == HT_VALUE_ARRAY)
    return value->items->len;
  return value != NULL && value->kind == HT_VALUE_MAP ? value->members->len : 0;
}

HtValue *
ht_value_get_item (const HtValue *array, guint index)
{
  if (array == NULL || array->kind != HT_VALUE_ARRAY || index >= array->items->len)
    return NULL;
  return array->items->pdata[index];
}

void
ht_value_add (HtValue *array, HtValue *item)
{
  g_return_if_fail (array != NULL && array->kind == HT_VALUE_ARRAY && item != NULL);
  g_ptr_array_add (array->items, item);
}

/* Where @key stands, or should stand; TRUE if it is there. */
static gboolean
member_find (const HtValue *map, const char *key, guint *index)
{
  guint low = 0, high = map->members->len;
  while (low < high)
    {
      guint middle = (low + high) / 2;
      int order = strcmp (g_array_index (map->members, Member, middle).key, key);
      if (order == 0)
        {
          *index = middle;
          return TRUE;
        }
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  *index = low;
  return FALSE;
}

HtValue *
ht_value_get_member (const HtValue *map, const char *key)
{
  guint index;
  if (map == NULL || map->kind != HT_VALUE_MAP || !member_find (map, key, &index))
    return NULL;
  return g_array_index (map->members, Member, index).value;
}

const char *
ht_value_get_key (const HtValue *map, guint index, HtValue **member)
{
  if (map == NULL || map->kind != HT_VALUE_MAP || index >= map->members->len)
    return NULL;
  const Member *found = &g_array_index (map->members, Member, index);
  if (member != NULL)
    *member = found->value;
  return found->key;
}

void
ht_value_set (HtValue *map, const char *key, HtValue *item)
{
  guint index;
  g_return_if_fail (map != NULL && map->kind == HT_VALUE_MAP && key != NULL && item != NULL);
  if (member_find (map, key, &index))
    {
      Member *found = &g_array_index (map->members, Member, index);
      ht_value_unref (found->value);
      found->value = item;
      return;
    }
  Member member = { g_strdup (key), item };
  g_array_insert_val (map->members, index, member);
}

void
ht_value_set_text (HtValue *map, const char *key, const char *text)
{
  ht_value_set (map, key, ht_value_new_text (text));
}

void
ht_value_set_int (HtValue *map, const char *key, gint64 value)
{
  ht_value_set (map, key, ht_value_new_int (value));
}

void
ht_value_set_real (HtValue *map, const char *key, double value)
{
  ht_value_set (map, key, ht_value_new_real (value));
}

void
ht_value_set_bool (HtValue *map, const char *key, gboolean value)
{
  ht_value_set (map, key, ht_value_new_bool (value));
}

void
ht_value_set_uuid (HtValue *map, const char *key, const HtUuid *uuid)
{
  ht_value_set (map, key, ht_value_new_uuid (uuid));
}

const char *
ht_value_member_text (const HtValue *map, const char *key, const char *fallback)
{
  return ht_value_get_text (ht_value_get_member (map, key), fallback);
}

gint64
ht_value_member_int (const HtValue *map, const char *key, gint64 fallback)
{
  return ht_value_get_int (ht_value_get_member (map, key), fallback);
}

double
ht_value_member_real (const HtValue *map, const char *key, double fallback)
{
  return ht_value_get_real (ht_value_get_member (map, key), fallback);
}

gboolean
ht_value_member_bool (const HtValue *map, const char *key, gboolean fallback)
{
  return ht_value_get_bool (ht_value_get_member (map, key), fallback);
}
