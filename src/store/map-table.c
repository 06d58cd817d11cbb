/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/map-table.h"

#include <string.h>

static const HtMapTable tables[] = {
  { "area", HT_SPATIAL_MULTI_POLYGON, { { "kind", HT_COLUMN_TEXT } } },
  { "building",
    HT_SPATIAL_MULTI_POLYGON,
    { { "kind", HT_COLUMN_TEXT }, { "height_m", HT_COLUMN_REAL }, { "levels", HT_COLUMN_INT } } },
  { "chemical_site", HT_SPATIAL_POINT, { { "kind", HT_COLUMN_TEXT }, { "storage_t", HT_COLUMN_REAL } } },
  { "complex", HT_SPATIAL_POINT, { { "floor_m2", HT_COLUMN_REAL } } },
  { "depot", HT_SPATIAL_POINT, { { "kind", HT_COLUMN_TEXT } } },
  { "district", HT_SPATIAL_MULTI_POLYGON, { { "code", HT_COLUMN_TEXT }, { "population", HT_COLUMN_INT } } },
  { "green", HT_SPATIAL_MULTI_POLYGON, { { "kind", HT_COLUMN_TEXT } } },
  { "hospital", HT_SPATIAL_POINT, { { "beds", HT_COLUMN_INT } } },
  { "line", HT_SPATIAL_MULTI_LINE, { { "kind", HT_COLUMN_TEXT } } },
  { "neighbourhood",
    HT_SPATIAL_MULTI_POLYGON,
    { { "code", HT_COLUMN_TEXT }, { "subdistrict", HT_COLUMN_TEXT }, { "population", HT_COLUMN_INT } } },
  { "observation",
    HT_SPATIAL_POINT,
    { { "sensor", HT_COLUMN_TEXT }, { "at_us", HT_COLUMN_INT }, { "value", HT_COLUMN_REAL } } },
  { "place", HT_SPATIAL_POINT, { { "kind", HT_COLUMN_TEXT }, { "population", HT_COLUMN_INT } } },
  { "point", HT_SPATIAL_POINT, { { "kind", HT_COLUMN_TEXT } } },
  { "school", HT_SPATIAL_POINT, { { "kind", HT_COLUMN_TEXT } } },
  { "sensor", HT_SPATIAL_POINT, { { "kind", HT_COLUMN_TEXT }, { "unit", HT_COLUMN_TEXT } } },
  { "shelter", HT_SPATIAL_POINT, { { "grade", HT_COLUMN_INT }, { "capacity", HT_COLUMN_INT } } },
  { "station", HT_SPATIAL_POINT, { { "kind", HT_COLUMN_TEXT }, { "planned", HT_COLUMN_INT } } },
  { "subdistrict",
    HT_SPATIAL_MULTI_POLYGON,
    { { "code", HT_COLUMN_TEXT }, { "district", HT_COLUMN_TEXT }, { "population", HT_COLUMN_INT } } },
  { "water", HT_SPATIAL_ANY, { { "kind", HT_COLUMN_TEXT } } },
  { NULL }
};

const HtMapTable *
ht_map_table_list (void)
{
  return tables;
}

const HtMapTable *
ht_map_table_find (const char *name)
{
  for (const HtMapTable *table = tables; table->name != NULL; table++)
    if (g_strcmp0 (table->name, name) == 0)
      return table;
  return NULL;
}

char *
ht_map_table_dup_insert (const HtMapTable *table)
{
  GString *sql = g_string_new (NULL);
  g_string_printf (sql, "INSERT INTO \"%s\" (id, layer, name, attrs, geom", table->name);
  guint n = 5;
  for (; table->columns[n - 5].name != NULL; n++)
    g_string_append_printf (sql, ", %s", table->columns[n - 5].name);
  g_string_append (sql, ") VALUES (");
  for (guint i = 1; i <= n; i++)
    g_string_append_printf (sql, i == 1 ? "?%u" : ", ?%u", i);
  g_string_append_c (sql, ')');
  return g_string_free (sql, FALSE);
}

char *
ht_map_table_dup_select (const HtMapTable *table)
{
  GString *sql = g_string_new ("SELECT id, layer, name, attrs, geom");
  for (const HtColumn *column = table->columns; column->name != NULL; column++)
    g_string_append_printf (sql, ", %s", column->name);
  g_string_append_printf (sql, " FROM \"%s\"", table->name);
  return g_string_free (sql, FALSE);
}
