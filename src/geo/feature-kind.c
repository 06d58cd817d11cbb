/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/feature-kind.h"

#include <gio/gio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "ht-geo-data.h"

#define CATALOGUE "/haitang/geo/feature-kinds.json"

typedef struct
{
  HtValue *root; /* owns every text of the rest */
  HtFeatureKind *kinds;
  HtValue **values; /* per kind: column → value → words, or NULL */
  guint n;
  const char **groups;
  HtWords *group_words;
  guint n_groups;
  GHashTable *by_table; /* interned name → its number + 1 */
} Catalogue;

/* A word of a fixed list; anything else is a fault of the built-in file, which a test reads. */
static int
read_word (const HtValue *map, const char *key, const char *const *list)
{
  const char *text = ht_value_member_text (map, key, "");
  for (int i = 0; list[i] != NULL; i++)
    if (g_str_equal (list[i], text))
      return i;
  g_error ("feature-kinds.json: “%s” is no %s", text, key);
}

static HtWords
read_words (const HtValue *words)
{
  return (HtWords){ ht_value_member_text (words, "en", NULL), ht_value_member_text (words, "zh_CN", NULL) };
}

static HtFeatureColumn *
read_columns (const HtValue *columns)
{
  static const char *const kinds[] = { "text", "int", "real", "bool", "blob", NULL };
  guint n = ht_value_get_length (columns);
  HtFeatureColumn *list = g_new0 (HtFeatureColumn, n + 1);
  for (guint i = 0; i < n; i++)
    {
      const HtValue *column = ht_value_get_item (columns, i);
      list[i].name = ht_value_member_text (column, "name", NULL);
      list[i].kind = (HtColumnKind) read_word (column, "type", kinds);
      list[i].unit = ht_value_member_text (column, "unit", NULL);
      list[i].label = read_words (ht_value_get_member (column, "label"));
    }
  return list;
}

static void
read_kind (const HtValue *row, HtFeatureKind *kind)
{
  static const char *const shapes[] = { "point", "line", "area", "any", NULL };
  static const char *const roles[] = { "base", "site", "line", "area", "list", "bulk", "raster", NULL };
  kind->table = g_intern_string (ht_value_member_text (row, "table", NULL));
  kind->shape = (HtFeatureShape) read_word (row, "shape", shapes);
  kind->role = (HtFeatureRole) read_word (row, "role", roles);
  kind->group = ht_value_member_text (row, "group", NULL);
  kind->zoom = ht_value_member_real (row, "zoom", 0);
  kind->search = ht_value_member_bool (row, "search", FALSE);
  kind->many = read_words (ht_value_get_member (row, "many"));
  kind->one = read_words (ht_value_get_member (row, "one"));
  kind->glyph = read_words (ht_value_get_member (row, "glyph"));
  kind->columns = read_columns (ht_value_get_member (row, "columns"));
}

static void
read_groups (Catalogue *catalogue, const HtValue *groups)
{
  catalogue->n_groups = ht_value_get_length (groups);
  catalogue->groups = g_new0 (const char *, catalogue->n_groups + 1);
  catalogue->group_words = g_new0 (HtWords, catalogue->n_groups);
  for (guint i = 0; i < catalogue->n_groups; i++)
    {
      const HtValue *group = ht_value_get_item (groups, i);
      catalogue->groups[i] = ht_value_member_text (group, "group", NULL);
      catalogue->group_words[i] = read_words (ht_value_get_member (group, "words"));
    }
}

static Catalogue *
load (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes
      = g_resource_lookup_data (ht_geo_data_get_resource (), CATALOGUE, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  g_assert_no_error (error);
  Catalogue *catalogue = g_new0 (Catalogue, 1);
  catalogue->root = ht_json_parse ("feature-kinds.json", g_bytes_get_data (bytes, NULL),
                                   g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
  const HtValue *rows = ht_value_get_member (catalogue->root, "kinds");
  catalogue->n = ht_value_get_length (rows);
  catalogue->kinds = g_new0 (HtFeatureKind, catalogue->n);
  catalogue->values = g_new0 (HtValue *, catalogue->n);
  catalogue->by_table = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < catalogue->n; i++)
    {
      const HtValue *row = ht_value_get_item (rows, i);
      read_kind (row, &catalogue->kinds[i]);
      catalogue->values[i] = ht_value_get_member (row, "values");
      g_hash_table_insert (catalogue->by_table, (gpointer) catalogue->kinds[i].table,
                           GUINT_TO_POINTER (i + 1));
    }
  read_groups (catalogue, ht_value_get_member (catalogue->root, "groups"));
  return catalogue;
}

static const Catalogue *
get_catalogue (void)
{
  static gsize once;
  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) load ());
  return (const Catalogue *) once;
}

const char *
ht_words_get (const HtWords *words)
{
  return g_str_equal (ht_i18n_get_language (), "zh_CN") ? words->zh : words->en;
}

const HtFeatureKind *
ht_feature_kind_list (guint *n)
{
  const Catalogue *catalogue = get_catalogue ();
  *n = catalogue->n;
  return catalogue->kinds;
}

const HtFeatureKind *
ht_feature_kind_find (const char *table)
{
  const Catalogue *catalogue = get_catalogue ();
  guint at = table != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (catalogue->by_table, table)) : 0;
  return at > 0 ? &catalogue->kinds[at - 1] : NULL;
}

const HtFeatureColumn *
ht_feature_kind_get_column (const HtFeatureKind *kind, const char *name)
{
  g_return_val_if_fail (kind != NULL && name != NULL, NULL);
  for (const HtFeatureColumn *column = kind->columns; column->name != NULL; column++)
    if (g_str_equal (column->name, name))
      return column;
  return NULL;
}

const char *
ht_feature_kind_get_value_word (const HtFeatureKind *kind, const char *column, const char *value)
{
  g_return_val_if_fail (kind != NULL && column != NULL && value != NULL, value);
  const Catalogue *catalogue = get_catalogue ();
  const HtValue *values = catalogue->values[kind - catalogue->kinds];
  HtWords words = read_words (ht_value_get_member (ht_value_get_member (values, column), value));
  return words.en != NULL ? ht_words_get (&words) : value;
}

const char *const *
ht_feature_group_list (guint *n)
{
  const Catalogue *catalogue = get_catalogue ();
  if (n != NULL)
    *n = catalogue->n_groups;
  return catalogue->groups;
}

const char *
ht_feature_group_get_word (const char *group)
{
  const Catalogue *catalogue = get_catalogue ();
  for (guint i = 0; i < catalogue->n_groups; i++)
    if (g_strcmp0 (catalogue->groups[i], group) == 0)
      return ht_words_get (&catalogue->group_words[i]);
  return group;
}
