/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hospitals, halls, shelters and schools. */
#include <math.h>

#include "city.h"

static void
test_beds (void)
{
  const GPtrArray *hospitals = things_of (things_full (), "hospital");
  double third = 0;
  g_assert_cmpfloat (things_total (hospitals, "beds"), ==, 160000);
  g_assert_cmpuint (things_count (hospitals, "grade", "三级"), ==, 70);
  for (guint i = 0; i < hospitals->len; i++)
    {
      const HtFeature *hospital = hospitals->pdata[i];
      gint64 beds = thing_int (hospital, "beds");
      gboolean grade_three = thing_is (hospital, "grade", "三级");
      third += grade_three ? (double) beds : 0;
      g_assert_cmpint (thing_int (hospital, "icu_beds"), ==,
                       (gint64) round ((double) beds * (grade_three ? 0.08 : 0.02)));
      if (!grade_three)
        g_assert_cmpstr (thing_text (hospital, "grade"), ==, beds >= 180 ? "二级" : "一级");
      /* Trauma centres are of grade three. */
      g_assert_true (grade_three || !thing_bool (hospital, "trauma"));
    }
  /* Half of the beds are in grade three. */
  g_assert_cmpfloat_with_epsilon (third, 80000, 8000);
}

/* The sub-district that a hospital or a station names is the one whose name it bears. */
static void
test_sub_districts (void)
{
  static const char *const tables[] = { "hospital", "station" };
  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    {
      const GPtrArray *features = things_of (things_full (), tables[t]);
      for (guint i = 0; i < features->len; i++)
        {
          const HtFeature *feature = features->pdata[i];
          const HtGroundArea *area
              = ht_ground_find_area (things_ground (), thing_text (feature, "subdistrict"));
          g_assert_nonnull (area);
          g_autofree char *first = g_utf8_substring (area->name, 0, 2);
          g_assert_true (g_str_has_prefix (feature->name, first));
        }
    }
}

/* No two of one name, so that a person on the telephone can tell them apart. */
static void
test_names_differ (void)
{
  static const char *const tables[] = { "hospital", "station", "shelter", "school", "complex", "hall" };
  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    {
      const GPtrArray *features = things_of (things_full (), tables[t]);
      g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
      for (guint i = 0; i < features->len; i++)
        if (!g_hash_table_add (names, ((HtFeature *) features->pdata[i])->name))
          g_error ("two of %s are called “%s”", tables[t], ((HtFeature *) features->pdata[i])->name);
    }
}

/* People have a hospital near by: half of them within 3 km of one. */
static void
test_hospitals_near (void)
{
  const GPtrArray *hospitals = things_of (things_full (), "hospital");
  const GArray *areas = things_ground ()->areas[HT_GROUND_NEIGHBOURHOOD];
  double near = 0, people = 0;
  for (guint i = 0; i < areas->len; i++)
    {
      const HtGroundArea *area = &g_array_index (areas, HtGroundArea, i);
      double best = INFINITY;
      for (guint k = 0; k < hospitals->len; k++)
        best = MIN (best,
                    ht_kit_distance (((HtFeature *) hospitals->pdata[k])->geometry->points[0], area->centre));
      near += best < 3000 ? (double) area->people_night : 0;
      people += (double) area->people_night;
    }
  g_assert_cmpfloat (near, >, 0.5 * people);
}

static void
test_shelters (void)
{
  static const double low[] = { 60000, 15000, 3000 }, high[] = { 200000, 60000, 15000 }, each[] = { 4, 2, 2 };
  const GPtrArray *shelters = things_of (things_full (), "shelter");
  guint grades[3] = { 0 };
  g_autofree guint *districts = g_new0 (guint, 17);
  for (guint i = 0; i < shelters->len; i++)
    {
      const HtFeature *shelter = shelters->pdata[i];
      guint grade = (guint) thing_int (shelter, "grade") - 1;
      double area_m2 = thing_real (shelter, "area_m2");
      g_assert_cmpuint (grade, <, 3);
      grades[grade]++;
      g_assert_true (area_m2 >= low[grade] && area_m2 <= high[grade]);
      g_assert_cmpint (thing_int (shelter, "capacity"), ==, (gint64) (area_m2 / each[grade]));
      guint district = things_district (shelter->geometry->points[0]);
      districts[district == G_MAXUINT ? 16 : district]++;
    }
  g_assert_true (grades[0] == 12 && grades[1] == 35 && grades[2] == 70);
  for (guint d = 0; d < 16; d++)
    g_assert_cmpuint (districts[d], >, 2);
  g_assert_cmpuint (districts[16], <, 4);
}

/* A shelter in a park is open, in a school has a roof. */
static void
test_indoor (void)
{
  const GPtrArray *shelters = things_of (things_full (), "shelter");
  guint indoor = 0;
  for (guint i = 0; i < shelters->len; i++)
    {
      const HtFeature *shelter = shelters->pdata[i];
      gboolean school = g_strrstr (shelter->name, "学校应急避难场所") != NULL;
      g_assert_true (school == thing_bool (shelter, "indoor"));
      indoor += school;
    }
  g_assert_true (indoor > 5 && indoor < shelters->len - 5);
}

static void
test_schools (void)
{
  static const struct
  {
    const char *kind;
    guint n;
    double people;
  } kinds[] = { { "kindergarten", 1690, 560000 },
                { "primary", 690, 860000 },
                { "secondary", 920, 780000 },
                { "university", 63, 730000 } };
  const GPtrArray *schools = things_of (things_full (), "school");
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      double people = 0;
      guint n = 0;
      for (guint i = 0; i < schools->len; i++)
        if (thing_is (schools->pdata[i], "kind", kinds[k].kind))
          {
            people += thing_real (schools->pdata[i], "people");
            n++;
          }
      g_assert_cmpuint (n, ==, kinds[k].n);
      g_assert_cmpfloat (people, ==, kinds[k].people);
    }
}

static void
test_halls (void)
{
  const GPtrArray *halls = things_of (things_full (), "hall");
  for (guint i = 0; i < halls->len; i++)
    {
      const HtFeature *hall = halls->pdata[i];
      g_assert_cmpint (thing_int (hall, "beds"), ==, (gint64) (thing_real (hall, "area_m2") / 12));
      g_assert_cmpfloat (fmod (thing_real (hall, "ready_h"), 6), ==, 0);
    }
  g_assert_cmpuint (things_count (halls, "kind", "gymnasium"), >, things_count (halls, "kind", "warehouse"));
}

/* On dry land of the city and by a road: what people must reach. */
static void
test_reached (void)
{
  static const char *const tables[] = { "station", "hospital", "shelter", "depot", "hall", "complex" };
  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    {
      const GPtrArray *features = things_of (things_small (), tables[t]);
      guint wet = 0, far = 0, abroad = 0, n = MIN (features->len, 300);
      for (guint i = 0; i < n; i++)
        {
          HtPoint at = things_get (features, i)->geometry->points[0];
          wet += !things_dry (at);
          far += things_to_road_m (at) > 2500;
          abroad += things_district (at) == G_MAXUINT;
        }
      g_test_message ("%s: of %u %u wet, %u far from a road, %u outside", tables[t], n, wet, far, abroad);
      g_assert_cmpuint (wet, <=, n / 50);
      g_assert_cmpuint (far, <=, n / 50);
      g_assert_cmpuint (abroad, <=, n / 50);
    }
  /* The tests themselves know the sea and the middle of the Huangpu. */
  g_assert_cmpuint (things_district ((HtPoint){ 122.05, 31.0 }), ==, G_MAXUINT);
  g_assert_false (things_dry ((HtPoint){ 122.05, 31.0 }));
  g_assert_true (isinf (things_to_road_m ((HtPoint){ 122.1, 30.9 })));
}

void
things_add_care_tests (void)
{
  g_test_add_func ("/model/things/care/beds", test_beds);
  g_test_add_func ("/model/things/care/sub-districts", test_sub_districts);
  g_test_add_func ("/model/things/care/names-differ", test_names_differ);
  g_test_add_func ("/model/things/care/hospitals-near", test_hospitals_near);
  g_test_add_func ("/model/things/care/shelters", test_shelters);
  g_test_add_func ("/model/things/care/indoor", test_indoor);
  g_test_add_func ("/model/things/care/schools", test_schools);
  g_test_add_func ("/model/things/care/halls", test_halls);
  g_test_add_func ("/model/things/care/reached", test_reached);
}
