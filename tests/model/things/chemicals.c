/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Firms with dangerous chemicals. */
#include <math.h>
#include <string.h>

#include "city.h"

static const char *const parks[] = { "上海化学工业区", "金山石化", "高桥石化", "吴泾化工区" };

static int
park_of (const HtFeature *firm)
{
  for (guint i = 0; i < G_N_ELEMENTS (parks); i++)
    if (g_str_has_prefix (firm->name, parks[i]))
      return (int) i;
  return -1;
}

/* 30 million tonnes, four fifths of them in the four areas, which have 450 of the 17,000 firms. */
static void
test_tonnes (void)
{
  const GPtrArray *firms = things_of (things_full (), "chemical_site");
  double tonnes = 0;
  guint n = 0;
  for (guint i = 0; i < firms->len; i++)
    if (park_of (firms->pdata[i]) >= 0)
      {
        tonnes += thing_real (firms->pdata[i], "storage_t");
        n++;
      }
  g_assert_cmpfloat (things_total (firms, "storage_t"), ==, 30e6);
  g_assert_cmpfloat_with_epsilon (tonnes, 24e6, 1000);
  /* On the small ground one or two of the four may have no block of industry. */
  g_assert_true (n >= 300 && n <= 460);
}

/* Firms of an area lie around its landmark. */
static void
test_parks (void)
{
  static const double reach_m[] = { 2600, 1700, 1300, 1300 };
  const GPtrArray *firms = things_of (things_full (), "chemical_site"),
                  *places = ht_map_data_get_features (things_ground ()->map, "place");
  guint counts[4] = { 0 };
  for (guint i = 0; i < firms->len; i++)
    {
      const HtFeature *firm = firms->pdata[i];
      int park = park_of (firm);
      if (park < 0)
        continue;
      counts[park]++;
      g_assert_true (thing_is (firm, "kind", "production") || thing_is (firm, "kind", "storage"));
      for (guint k = 0; k < places->len; k++)
        if (g_strcmp0 (((HtFeature *) places->pdata[k])->name, parks[park]) == 0)
          g_assert_cmpfloat (ht_kit_distance (((HtFeature *) places->pdata[k])->geometry->points[0],
                                              firm->geometry->points[0]),
                             <, reach_m[park] + 400);
    }
  static const double wanted[] = { 202.5, 112.5, 81, 54 };
  guint parks_found = 0;
  for (guint park = 0; park < 4; park++)
    {
      g_assert_true (counts[park] == 0 || fabs (counts[park] - wanted[park]) <= 1);
      parks_found += counts[park] > 0;
    }
  g_assert_cmpuint (parks_found, >=, 2);
}

static void
test_grades (void)
{
  static const double least_t[] = { 0, 20000, 4000, 800, 150 };
  const GPtrArray *firms = things_of (things_full (), "chemical_site");
  guint counts[5] = { 0 };
  for (guint i = 0; i < firms->len; i++)
    {
      gint64 grade = thing_int (firms->pdata[i], "grade");
      double tonnes = thing_real (firms->pdata[i], "storage_t");
      g_assert_true (grade >= 0 && grade <= 4);
      counts[grade]++;
      g_assert_cmpfloat (tonnes, >=, least_t[grade]);
      if (grade != 1)
        g_assert_cmpfloat (tonnes, <, grade == 0 ? 150 : least_t[grade - 1]);
    }
  /* Most are no major source; of those that are there are more of the lower grades. */
  g_assert_cmpuint (counts[0], >, firms->len / 2);
  g_assert_true (counts[1] > 0 && counts[4] > counts[1]);
}

/* A filling station has fuel, a laboratory no crude oil, and each substance one English word. */
static void
test_substances (void)
{
  const GPtrArray *firms = things_of (things_full (), "chemical_site");
  g_autoptr (GHashTable) english = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < firms->len; i++)
    {
      const HtFeature *firm = firms->pdata[i];
      const char *substance = thing_text (firm, "substance"), *word = thing_text (firm, "substance_en");
      const char *before = g_hash_table_lookup (english, substance);
      g_assert_true (before == NULL || g_str_equal (before, word));
      g_hash_table_insert (english, (gpointer) substance, (gpointer) word);
      if (thing_is (firm, "kind", "fuel"))
        g_assert_true (g_str_equal (word, "petrol") || g_str_equal (word, "diesel"));
      if (thing_is (firm, "kind", "laboratory"))
        g_assert_cmpstr (word, !=, "crude oil");
      if (g_str_equal (word, "crude oil"))
        g_assert_cmpint (park_of (firm), >=, 0);
    }
  g_assert_cmpuint (g_hash_table_size (english), ==, 22);
}

static void
test_kinds (void)
{
  const GPtrArray *firms = things_of (things_full (), "chemical_site");
  g_autoptr (GHashTable) tally = things_tally (firms, "kind");
  /* Users and traders are four in five. */
  guint most = things_tallied (tally, "use") + things_tallied (tally, "trade");
  g_assert_cmpfloat_with_epsilon (most, 0.8 * (firms->len - 450), 0.02 * firms->len);
  g_assert_cmpuint (things_tallied (tally, "laboratory"), >, 200);
}

void
things_add_chemical_tests (void)
{
  g_test_add_func ("/model/things/chemicals/tonnes", test_tonnes);
  g_test_add_func ("/model/things/chemicals/parks", test_parks);
  g_test_add_func ("/model/things/chemicals/grades", test_grades);
  g_test_add_func ("/model/things/chemicals/substances", test_substances);
  g_test_add_func ("/model/things/chemicals/kinds", test_kinds);
}
