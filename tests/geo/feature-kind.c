/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The catalogue of what layers hold: whole, in both languages, and never two of a name. */
#include "geo/feature-kind.h"

#include "base/i18n.h"

#include <string.h>

#define MOST_COLUMNS 16

/* Names other programs use (interfaces.md), with their shape. */
static const struct
{
  const char *table;
  HtFeatureShape shape;
} promised[] = {
  { "district", HT_SHAPE_AREA },  { "subdistrict", HT_SHAPE_AREA },    { "neighbourhood", HT_SHAPE_AREA },
  { "station", HT_SHAPE_POINT },  { "depot", HT_SHAPE_POINT },         { "shelter", HT_SHAPE_POINT },
  { "hospital", HT_SHAPE_POINT }, { "sensor", HT_SHAPE_POINT },        { "observation", HT_SHAPE_POINT },
  { "building", HT_SHAPE_AREA },  { "chemical_site", HT_SHAPE_POINT },
};

static void
assert_words (const HtWords *words)
{
  g_assert_nonnull (words->en);
  g_assert_nonnull (words->zh);
  g_assert_cmpuint (strlen (words->en), >, 0);
  g_assert_cmpuint (strlen (words->zh), >, 0);
}

/* Names that SQL takes without quotes: a letter, then letters, digits and lines. */
static void
assert_name (const char *name)
{
  g_assert_true (g_ascii_islower (*name));
  for (const char *c = name; *c != '\0'; c++)
    g_assert_true (g_ascii_islower (*c) || g_ascii_isdigit (*c) || *c == '_');
}

static void
assert_columns (const HtFeatureKind *kind, GHashTable *names)
{
  static const char *const taken[] = { "fid", "id", "layer", "name", "attrs", "geom" };
  guint n = 0;
  g_hash_table_remove_all (names);
  for (guint i = 0; i < G_N_ELEMENTS (taken); i++)
    g_hash_table_add (names, (gpointer) taken[i]);
  for (const HtFeatureColumn *column = kind->columns; column->name != NULL; column++, n++)
    {
      assert_name (column->name);
      assert_words (&column->label);
      g_assert_true (g_hash_table_add (names, (gpointer) column->name));
      g_assert_true (ht_feature_kind_get_column (kind, column->name) == column);
    }
  g_assert_cmpuint (n, <=, MOST_COLUMNS);
  g_assert_null (ht_feature_kind_get_column (kind, "no such"));
}

static void
test_whole (void)
{
  guint n;
  const HtFeatureKind *kinds = ht_feature_kind_list (&n);
  g_autoptr (GHashTable) tables = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < n; i++)
    {
      g_test_message ("%s", kinds[i].table);
      assert_name (kinds[i].table);
      g_assert_true (g_hash_table_add (tables, (gpointer) kinds[i].table));
      assert_words (&kinds[i].many);
      assert_words (&kinds[i].one);
      g_assert_true (kinds[i].zoom >= 0 && kinds[i].zoom <= 20);
      g_assert_true (g_strv_contains (ht_feature_group_list (NULL), kinds[i].group));
      g_assert_true (ht_feature_kind_find (kinds[i].table) == &kinds[i]);
      assert_columns (&kinds[i], names);
    }
  g_assert_null (ht_feature_kind_find ("road_arc"));
  g_assert_null (ht_feature_kind_find (NULL));
}

static void
test_promised (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (promised); i++)
    {
      const HtFeatureKind *kind = ht_feature_kind_find (promised[i].table);
      g_test_message ("%s", promised[i].table);
      g_assert_nonnull (kind);
      g_assert_cmpint (kind->shape, ==, promised[i].shape);
    }
}

/* A mark is a letter or two, and no two kinds have the same. */
static void
test_glyphs (void)
{
  guint n;
  const HtFeatureKind *kinds = ht_feature_kind_list (&n);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < n; i++)
    {
      const HtWords *glyph = &kinds[i].glyph;
      if (glyph->en == NULL)
        continue;
      g_test_message ("%s", kinds[i].table);
      g_assert_cmpint (g_utf8_strlen (glyph->en, -1), <=, 2);
      g_assert_cmpint (g_utf8_strlen (glyph->zh, -1), ==, 1);
      g_assert_true (g_hash_table_add (seen, (gpointer) glyph->en));
      g_assert_true (g_hash_table_add (seen, (gpointer) glyph->zh));
    }
}

static void
test_languages (void)
{
  const HtFeatureKind *station = ht_feature_kind_find ("station");
  ht_i18n_set_language ("zh_CN");
  g_assert_cmpstr (ht_words_get (&station->one), ==, "消防站");
  g_assert_cmpstr (ht_feature_kind_get_value_word (station, "kind", "special"), ==, "特勤");
  g_assert_cmpstr (ht_feature_group_get_word ("flood"), ==, "防汛");
  ht_i18n_set_language ("en");
  g_assert_cmpstr (ht_words_get (&station->many), ==, "Fire stations");
  g_assert_cmpstr (ht_feature_kind_get_value_word (station, "kind", "special"), ==, "special");
  /* What has no other name is said as it is. */
  g_assert_cmpstr (ht_feature_kind_get_value_word (station, "kind", "odd"), ==, "odd");
  g_assert_cmpstr (ht_feature_kind_get_value_word (station, "planned", "1"), ==, "1");
  g_assert_cmpstr (ht_feature_group_get_word ("odd"), ==, "odd");
}

int
main (int argc, char **argv)
{
  ht_i18n_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feature-kind/whole", test_whole);
  g_test_add_func ("/feature-kind/promised", test_promised);
  g_test_add_func ("/feature-kind/glyphs", test_glyphs);
  g_test_add_func ("/feature-kind/languages", test_languages);
  return g_test_run ();
}
