/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All layers together: which there are and how many features, that columns have values of their types, that
 * names are texts for people, that nothing lies outside the city, and that the same seed gives the same. */
#include <string.h>

#include "city.h"

/* The numbers of the city's plan and those that the subjects assume. */
static void
test_counts (void)
{
  static const struct
  {
    const char *table;
    guint n;
  } exact[] = { { "station", 174 + 30 },
                { "hospital", 430 },
                { "shelter", 117 },
                { "hall", 300 },
                { "school", 1690 + 690 + 920 + 63 },
                { "complex", 306 },
                { "old_quarter", 3500 },
                { "building_site", 8000 },
                { "underground_space", 8000 },
                { "chemical_site", 17000 },
                { "sensor", 5000 },
                { "observation", 5000 * 24 },
                { "camera", 12000 },
                { "hydrant", 60000 },
                { "expert", 600 },
                { "power_node", 1 + 14 + 14 + 160 + 420 + 560 },
                { "gas_node", 13 + 2 + 110 + 2400 },
                { "water_node", 4 + 37 + 220 },
                { "comms_site", 120 + 160 + 4 + 2200 },
                { "pump", 520 + 430 + 110 + 260 + 180 },
                { "drain_area", 215 },
                { "tide_station", 13 },
                { "vessel", 8 + 6 + 24 + 14 + 6 + 20 },
                { "aircraft", 6 + 4 + 4 + 12 },
                { "helipad", 35 + 20 + 65 + 30 },
                { "delivery_point", 9 + 36 + 2 + 48 + 32 },
                { "hidden_danger", 6000 },
                { "roster", 7 * 2 * (16 + 3) } };
  for (guint i = 0; i < G_N_ELEMENTS (exact); i++)
    {
      guint n = things_of (things_full (), exact[i].table)->len;
      if (n != exact[i].n)
        g_error ("%u of %s, not %u", n, exact[i].table, exact[i].n);
    }
}

/* At a twentieth of the size there is a twentieth of what is generated. */
static void
test_thinned (void)
{
  static const char *const tables[] = { "hospital", "school",  "complex", "old_quarter",   "building_site",
                                        "sensor",   "hydrant", "camera",  "chemical_site", "hidden_danger",
                                        "expert",   "station", "shelter", "gas_node",      "comms_site" };
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      double whole = things_of (things_full (), tables[i])->len * THINGS_SCALE;
      guint n = things_of (things_small (), tables[i])->len;
      if (ABS (n - whole) > 3)
        g_error ("%u of %s where %.1f are wanted", n, tables[i], whole);
    }
  /* What is drawn from memory stays. */
  g_assert_cmpuint (things_of (things_small (), "tide_station")->len, ==, 13);
  g_assert_cmpuint (things_of (things_small (), "aid_team")->len, ==,
                    things_of (things_full (), "aid_team")->len);
}

/* Every kind of the catalogue is made, but those of the ground and of imports. */
static void
test_every_kind (void)
{
  static const char *const elsewhere[]
      = { "area",   "line",       "point",         "land",     "land_use",    "railway",
          "tunnel", "metro_line", "metro_station", "district", "subdistrict", "neighbourhood",
          "place",  "water",      "green",         "building", NULL };
  guint n, made = 0;
  const HtFeatureKind *kinds = ht_feature_kind_list (&n);
  for (guint i = 0; i < n; i++)
    {
      gboolean here = g_hash_table_contains (things_full ()->tables, kinds[i].table);
      if (here == g_strv_contains (elsewhere, kinds[i].table))
        g_error ("%s is %s", kinds[i].table, here ? "made twice" : "not made");
      made += here;
    }
  g_assert_cmpuint (made, ==, g_hash_table_size (things_full ()->tables));
}

/* --- each feature --- */

static gboolean
fits_column (const HtFeatureColumn *column, const HtValue *value)
{
  HtValueKind kind = ht_value_get_kind (value);
  switch (column->kind)
    {
    case HT_COLUMN_TEXT:
      return kind == HT_VALUE_TEXT && ht_value_get_text (value, "")[0] != '\0';
    case HT_COLUMN_INT:
      return kind == HT_VALUE_INT;
    case HT_COLUMN_REAL:
      return kind == HT_VALUE_REAL || kind == HT_VALUE_INT;
    case HT_COLUMN_BOOL:
      return kind == HT_VALUE_BOOL;
    case HT_COLUMN_BYTES:
    default:
      return kind == HT_VALUE_BYTES;
    }
}

/* Attributes that are no column are for machines: few, and known here. */
static gboolean
is_extra (const char *key)
{
  static const char *const extras[]
      = { "synthetic", "sketched", "name_en", "subdistrict", "substance_en", "source", NULL };
  return g_strv_contains (extras, key);
}

static void
assert_attributes (const HtFeature *feature, const HtFeatureKind *kind)
{
  for (guint i = 0; i < ht_value_get_length (feature->attributes); i++)
    {
      HtValue *value;
      const char *key = ht_value_get_key (feature->attributes, i, &value);
      const HtFeatureColumn *column = ht_feature_kind_get_column (kind, key);
      if (column == NULL ? !is_extra (key) : !fits_column (column, value))
        g_error ("%s.%s of “%s” does not fit", kind->table, key, feature->name);
    }
  gboolean synthetic = ht_value_member_bool (feature->attributes, "synthetic", FALSE);
  g_assert_true (synthetic != ht_value_member_bool (feature->attributes, "sketched", FALSE));
}

static void
for_each (void (*look) (const HtFeature *feature, const HtFeatureKind *kind))
{
  guint n;
  const HtFeatureKind *kinds = ht_feature_kind_list (&n);
  for (guint k = 0; k < n; k++)
    {
      const GPtrArray *features = g_hash_table_lookup (things_small ()->tables, kinds[k].table);
      for (guint i = 0; features != NULL && i < features->len; i++)
        look (features->pdata[i], &kinds[k]);
    }
}

static void
test_attributes (void)
{
  for_each (assert_attributes);
}

/* UTF-8, not empty, no control characters, no space at the ends, no word of C for a missing one. */
static void
assert_text (const char *text)
{
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpuint (strlen (text), >, 0);
  g_assert_cmpuint (strlen (text), <, 200);
  g_assert_null (strstr (text, "(null)"));
  g_assert_null (strstr (text, "  "));
  g_assert_false (g_ascii_isspace (text[0]) || g_ascii_isspace (text[strlen (text) - 1]));
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    g_assert_false (g_unichar_iscntrl (g_utf8_get_char (c)));
}

/* What people look for by its name has one; Chinese names have Chinese in them and English ones have none. */
static void
assert_names (const HtFeature *feature, const HtFeatureKind *kind)
{
  const char *english = ht_value_member_text (feature->attributes, "name_en", NULL);
  if (feature->name == NULL)
    {
      if (kind->search && !g_str_equal (kind->table, "bridge"))
        g_error ("one of %s has no name", kind->table);
      g_assert_null (english);
      return;
    }
  assert_text (feature->name);
  gboolean chinese = FALSE;
  for (const char *c = feature->name; *c != '\0'; c = g_utf8_next_char (c))
    chinese |= g_unichar_get_script (g_utf8_get_char (c)) == G_UNICODE_SCRIPT_HAN;
  g_assert_true (chinese);
  if (english == NULL)
    return;
  assert_text (english);
  g_assert_true (g_str_is_ascii (english));
}

static void
test_names (void)
{
  for_each (assert_names);
}

static void
assert_shape (const HtFeature *feature, const HtFeatureKind *kind)
{
  static const HtGeometryKind shapes[] = { HT_GEOMETRY_POINT, HT_GEOMETRY_LINE, HT_GEOMETRY_POLYGON };
  const HtGeometry *geometry = feature->geometry;
  g_assert_cmpint (geometry->kind, ==, shapes[kind->shape]);
  for (guint i = 0; i < geometry->n_points; i++)
    g_assert_true (ht_point_is_valid (&geometry->points[i]));
  if (geometry->kind == HT_GEOMETRY_LINE)
    g_assert_cmpfloat (ht_geometry_length_m (geometry), >, 0.5);
  if (geometry->kind == HT_GEOMETRY_POLYGON)
    g_assert_cmpfloat (ht_geometry_area_m2 (geometry), >, 1);
  /* Teams of the neighbours are at home; tiles of heights reach beyond the shore. */
  if (g_str_equal (kind->table, "aid_team") || g_str_equal (kind->table, "elevation"))
    return;
  const HtBox *box = &geometry->box;
  if (box->min_lon < 120.8 || box->max_lon > 122.1 || box->min_lat < 30.6 || box->max_lat > 31.95)
    g_error ("%s “%s” is outside the city", kind->table, feature->name);
}

static void
test_shapes (void)
{
  for_each (assert_shape);
}

static void
test_same_again (void)
{
  g_autofree char *first = things_sum (1, THINGS_SCALE), *second = things_sum (1, THINGS_SCALE),
                  *other = things_sum (2, THINGS_SCALE);
  g_assert_cmpstr (first, ==, second);
  g_assert_cmpstr (first, !=, other);
}

void
things_add_layer_tests (void)
{
  g_test_add_func ("/model/things/layers/counts", test_counts);
  g_test_add_func ("/model/things/layers/thinned", test_thinned);
  g_test_add_func ("/model/things/layers/every-kind", test_every_kind);
  g_test_add_func ("/model/things/layers/attributes", test_attributes);
  g_test_add_func ("/model/things/layers/names", test_names);
  g_test_add_func ("/model/things/layers/shapes", test_shapes);
  g_test_add_func ("/model/things/layers/same-again", test_same_again);
}
