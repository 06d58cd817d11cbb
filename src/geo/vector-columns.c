/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/vector-sink.h"

#include <math.h>
#include <string.h>

#define MOST_FIELDS 100
#define MOST_TEXT 4096

/* A column of a table, what it holds, and the field names it usually has, parted by spaces. */
static const struct
{
  const char *table; /* NULL: every table */
  const char *column;
  HtValueKind kind;
  const char *names;
} columns[] = {
  { NULL, "id", HT_VALUE_TEXT, "id fid objectid osm_id gid 编号" },
  { NULL, "name", HT_VALUE_TEXT, "name name_zh name_chn 名称 名字 地名 mc" },
  { NULL, "kind", HT_VALUE_TEXT, "kind type class fclass 类型 类别 lx" },
  { NULL, "code", HT_VALUE_TEXT, "code adcode xzqdm 代码 区划代码" },
  { "building", "height_m", HT_VALUE_REAL, "height_m height 高度 建筑高度" },
  { "building", "levels", HT_VALUE_INT, "levels building:levels building_l floors floor 层数 楼层" },
  { "hospital", "beds", HT_VALUE_INT, "beds 床位 床位数" },
  { "shelter", "capacity", HT_VALUE_INT, "capacity 容量 容纳人数" },
  { "shelter", "grade", HT_VALUE_INT, "grade 等级 级别" },
  { "station", "planned", HT_VALUE_BOOL, "planned 规划" },
  { "sensor", "unit", HT_VALUE_TEXT, "unit 单位" },
  /* What roads are read by; their values go through the rules for OSM's tags. */
  { "road", "highway", HT_VALUE_TEXT, "highway fclass class kind type road_class 道路等级" },
  { "road", "oneway", HT_VALUE_TEXT, "oneway one_way 单行" },
  { "road", "maxspeed", HT_VALUE_TEXT, "maxspeed max_speed speed 限速" },
  { "road", "junction", HT_VALUE_TEXT, "junction" },
  { "road", "access", HT_VALUE_TEXT, "access" },
  { "road", "bridge", HT_VALUE_TEXT, "bridge 桥" },
  { "road", "tunnel", HT_VALUE_TEXT, "tunnel 隧道" },
  { "road", "layer", HT_VALUE_TEXT, "layer" },
  { "road", "maxheight", HT_VALUE_TEXT, "maxheight 限高" },
  { "road", "maxweight", HT_VALUE_TEXT, "maxweight 限重" },
};

static const HtValue *
find_by_name (const HtValue *properties, const char *name, gsize size)
{
  HtValue *member;
  for (guint i = 0; i < ht_value_get_length (properties); i++)
    {
      const char *key = ht_value_get_key (properties, i, &member);
      if (strlen (key) == size && g_ascii_strncasecmp (key, name, size) == 0)
        return member;
    }
  return NULL;
}

/* The field the request names for @column, or NULL. */
static const char *
find_mapping (const HtVectorRequest *request, const char *column)
{
  gsize size = strlen (column);
  for (guint i = 0; request->columns != NULL && request->columns[i] != NULL; i++)
    if (strncmp (request->columns[i], column, size) == 0 && request->columns[i][size] == '=')
      return request->columns[i] + size + 1;
  return NULL;
}

static const HtValue *
find_by_usual_names (const HtValue *properties, const char *names)
{
  for (const char *name = names; *name != '\0';)
    {
      gsize size = strcspn (name, " ");
      const HtValue *field = find_by_name (properties, name, size);
      if (field != NULL && ht_value_get_kind (field) != HT_VALUE_NULL)
        return field;
      name += size + strspn (name + size, " ");
    }
  return NULL;
}

const HtValue *
ht_vector_find_field (const HtVectorRequest *request, const char *column, const HtValue *properties)
{
  const char *mapped = find_mapping (request, column);
  if (mapped != NULL)
    return find_by_name (properties, mapped, strlen (mapped));
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (g_str_equal (columns[i].column, column))
      return find_by_usual_names (properties, columns[i].names);
  return NULL;
}

/* Scalars as text, as people would write them; NULL for null, lists and maps. */
static char *
dup_scalar (const HtValue *value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  switch (ht_value_get_kind (value))
    {
    case HT_VALUE_TEXT:
      return g_strdup (ht_value_get_text (value, ""));
    case HT_VALUE_INT:
      return g_strdup_printf ("%" G_GINT64_FORMAT, ht_value_get_int (value, 0));
    case HT_VALUE_REAL:
      return g_strdup (g_ascii_dtostr (text, sizeof text, ht_value_get_real (value, 0.0)));
    case HT_VALUE_BOOL:
      return g_strdup (ht_value_get_bool (value, FALSE) ? "yes" : "no");
    case HT_VALUE_NULL:
    case HT_VALUE_BYTES:
    case HT_VALUE_ARRAY:
    case HT_VALUE_MAP:
    default:
      return NULL;
    }
}

static gboolean
says_yes (const char *text)
{
  return g_ascii_strcasecmp (text, "yes") == 0 || g_ascii_strcasecmp (text, "true") == 0
         || g_str_equal (text, "1") || g_str_equal (text, "是");
}

/* @field as the kind a column has; NULL where it is none. */
static HtValue *
convert (const HtValue *field, HtValueKind kind)
{
  char *end;
  g_autofree char *text = dup_scalar (field);
  if (text == NULL || *g_strstrip (text) == '\0')
    return NULL;
  if (kind == HT_VALUE_TEXT)
    return ht_value_new_text (text);
  if (kind == HT_VALUE_BOOL)
    return ht_value_new_bool (says_yes (text));
  double number = g_ascii_strtod (text, &end);
  if (end == text || !isfinite (number) || fabs (number) > 1e12)
    return NULL;
  return kind == HT_VALUE_INT ? ht_value_new_int ((gint64) round (number)) : ht_value_new_real (number);
}

static void
copy_fields (const HtValue *properties, HtValue *attributes)
{
  HtValue *member;
  guint n = MIN (ht_value_get_length (properties), MOST_FIELDS);
  for (guint i = 0; i < n; i++)
    {
      const char *key = ht_value_get_key (properties, i, &member);
      HtValueKind kind = ht_value_get_kind (member);
      gboolean is_long = kind == HT_VALUE_TEXT && strlen (ht_value_get_text (member, "")) > MOST_TEXT;
      if (kind != HT_VALUE_NULL && kind <= HT_VALUE_TEXT && !is_long)
        ht_value_set (attributes, key, ht_value_ref (member));
    }
}

HtValue *
ht_vector_map_columns (const HtVectorRequest *request, const char *table, const HtValue *properties,
                       char **name)
{
  HtValue *attributes = ht_value_new_map ();
  copy_fields (properties, attributes);
  *name = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      if (g_str_equal (columns[i].column, "id")
          || (columns[i].table != NULL && !g_str_equal (columns[i].table, table)))
        continue;
      const HtValue *field = ht_vector_find_field (request, columns[i].column, properties);
      HtValue *value = field != NULL ? convert (field, columns[i].kind) : NULL;
      if (value == NULL)
        continue;
      if (!g_str_equal (columns[i].column, "name"))
        {
          ht_value_set (attributes, columns[i].column, value);
          continue;
        }
      *name = g_strdup (ht_value_get_text (value, NULL));
      ht_value_unref (value);
    }
  return attributes;
}
