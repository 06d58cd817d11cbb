/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/map-table.h"

#include <string.h>

static HtMapTable *
make_tables (void)
{
  static const HtSpatialType types[]
      = { HT_SPATIAL_POINT, HT_SPATIAL_MULTI_LINE, HT_SPATIAL_MULTI_POLYGON, HT_SPATIAL_ANY };
  guint n;
  const HtFeatureKind *kinds = ht_feature_kind_list (&n);
  HtMapTable *tables = g_new0 (HtMapTable, n + 1);
  for (guint i = 0; i < n; i++)
    tables[i] = (HtMapTable){ kinds[i].table, types[kinds[i].shape], kinds[i].columns };
  return tables;
}

const HtMapTable *
ht_map_table_list (void)
{
  static gsize once;
  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) make_tables ());
  return (const HtMapTable *) once;
}

const HtMapTable *
ht_map_table_find (const char *name)
{
  const HtFeatureKind *kind = ht_feature_kind_find (name);
  guint n;
  return kind != NULL ? ht_map_table_list () + (kind - ht_feature_kind_list (&n)) : NULL;
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
  for (const HtFeatureColumn *column = table->columns; column->name != NULL; column++)
    g_string_append_printf (sql, ", %s", column->name);
  g_string_append_printf (sql, " FROM \"%s\"", table->name);
  return g_string_free (sql, FALSE);
}
