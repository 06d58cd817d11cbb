/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Old quarters, complexes, building sites, underground space, and what buildings are furnished with. */
#include <math.h>
#include <stdlib.h>

#include "city.h"
#include "model/demo/things/rivers.h"

/* The middle of none lies in one of the @before that were made before it. */
static void
assert_apart (const GPtrArray *quarters, guint before)
{
  for (guint i = 0; i < quarters->len; i++)
    for (guint k = i - MIN (i, before); k < i; k++)
      {
        const HtFeature *one = quarters->pdata[i], *other = quarters->pdata[k];
        HtPoint at = ht_geometry_label_point (other->geometry);
        if (ht_geometry_contains (one->geometry, &at))
          g_error ("“%s” lies in “%s”", other->name, one->name);
      }
}

/* Quarters do not lie on each other, also where a block has four, and hold about two and a half people to a
 * household. */
static void
test_old_quarters (void)
{
  const GPtrArray *quarters = things_of (things_full (), "old_quarter");
  assert_apart (things_of (things_small (), "old_quarter"), G_MAXUINT);
  assert_apart (quarters, 3);
  for (guint i = 0; i < quarters->len; i++)
    {
      double people = thing_real (quarters->pdata[i], "population");
      g_assert_cmpfloat (thing_real (quarters->pdata[i], "households"), ==, ceil (people / 2.5));
    }
}

/* At the size of the ground there are old blocks enough: no quarter is anywhere else. */
static void
test_in_old_blocks (void)
{
  g_autoptr (HtKit) kit = ht_kit_new (things_ground ());
  const GPtrArray *quarters = things_of (things_small (), "old_quarter");
  guint old = 0, n_old = 0;
  for (guint i = 0; i < kit->ground->blocks->len; i++)
    n_old += ht_kit_block (kit, i)->use == HT_USE_OLD;
  for (guint i = 0; i < quarters->len; i++)
    {
      HtPoint at = ht_geometry_label_point (((HtFeature *) quarters->pdata[i])->geometry);
      old += ht_kit_block (kit, ht_kit_block_near (kit, at))->use == HT_USE_OLD;
    }
  g_test_message ("%u old blocks, %u of %u quarters in one", n_old, old, quarters->len);
  g_assert_cmpuint (old, >=, 0.8 * MIN (quarters->len, 4 * n_old));
}

/* Pareto: half of the complexes are below 50,000 m2, a few above 200,000; people by 8 m2 of floor. */
static void
test_complexes (void)
{
  const GPtrArray *complexes = things_of (things_full (), "complex");
  guint large = 0;
  for (guint i = 0; i < complexes->len; i++)
    {
      const HtFeature *complex = complexes->pdata[i];
      double floor_m2 = thing_real (complex, "floor_m2");
      large += floor_m2 > 200000;
      g_assert_cmpfloat_with_epsilon ((double) thing_int (complex, "people"), floor_m2 / 8, 2);
    }
  g_assert_cmpfloat (things_median (complexes, "floor_m2"), <, 50000);
  g_assert_true (large >= 3 && large <= 30);
}

/* The larger a site, the more cranes; not all have a pit. */
static void
test_building_sites (void)
{
  const GPtrArray *sites = things_of (things_full (), "building_site");
  guint deep = 0;
  for (guint i = 0; i < sites->len; i++)
    {
      const HtFeature *site = sites->pdata[i];
      g_assert_cmpint (thing_int (site, "cranes"), ==, thing_int (site, "workers") / 45);
      deep += thing_real (site, "deep_pit_m") >= 5;
      g_assert_true (thing_real (site, "deep_pit_m") == 0 || thing_real (site, "deep_pit_m") >= 5);
    }
  g_assert_cmpfloat_with_epsilon (deep, 0.3 * sites->len, 0.03 * sites->len);
  g_assert_cmpfloat_with_epsilon (things_count (sites, "kind", "housing"), 0.45 * sites->len,
                                  0.03 * sites->len);
}

static void
test_underground (void)
{
  const GPtrArray *spaces = things_of (things_full (), "underground_space");
  for (guint i = 0; i < spaces->len; i++)
    {
      const HtFeature *space = spaces->pdata[i];
      gboolean shops = thing_is (space, "kind", "shops");
      double each = thing_real (space, "area_m2") / (double) thing_int (space, "people");
      g_assert_true (shops ? each >= 9 && each < 9.2 : each >= 220 && each < 290);
      g_assert_cmpint (thing_int (space, "levels"), <=, shops ? 2 : 3);
    }
  g_assert_cmpfloat_with_epsilon (things_count (spaces, "kind", "garage"), 0.62 * spaces->len,
                                  0.03 * spaces->len);
}

/* --- furnished buildings --- */

/* 275,000 lifts at the ground's scale, none in a house without levels; everybody sleeps somewhere. */
static void
test_buildings (void)
{
  const GPtrArray *buildings = ht_map_data_get_features (things_ground ()->map, "building");
  gint64 lifts = 0, sleepers = 0, night = 0;
  guint sprinkled = 0;
  for (guint i = 0; i < buildings->len; i++)
    {
      const HtFeature *building = buildings->pdata[i];
      gint64 levels = thing_int (building, "levels"), year = thing_int (building, "year");
      const char *kind = thing_text (building, "kind");
      gboolean dwelling = g_str_equal (kind, "house") || g_str_equal (kind, "apartments");
      lifts += thing_int (building, "lifts");
      g_assert_true (year >= 1925 && year <= 2021);
      g_assert_cmpint (thing_int (building, "people"), >=, 0);
      if (levels < 4)
        g_assert_cmpint (thing_int (building, "lifts"), ==, 0);
      if (thing_bool (building, "sprinklers"))
        {
          g_assert_cmpint (year, >=, 1995);
          sprinkled++;
        }
      sleepers += dwelling ? thing_int (building, "people") : 0;
    }
  for (guint i = 0; i < things_ground ()->blocks->len; i++)
    night += g_array_index (things_ground ()->blocks, HtGroundBlock, i).people_night;
  g_assert_cmpfloat_with_epsilon ((double) lifts, 275000 * THINGS_SCALE, 1);
  g_assert_cmpfloat_with_epsilon ((double) sleepers / (double) night, 1, 0.02);
  g_assert_cmpuint (sprinkled, >, 20);
}

static int
compare_ints (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;
  return (x > y) - (x < y);
}

/* Years are spread: the middling building is of the years of growth. */
static void
test_years (void)
{
  const GPtrArray *buildings = ht_map_data_get_features (things_ground ()->map, "building");
  g_autofree gint64 *years = g_new (gint64, buildings->len);
  for (guint i = 0; i < buildings->len; i++)
    years[i] = thing_int (buildings->pdata[i], "year");
  qsort (years, buildings->len, sizeof *years, compare_ints);
  gint64 middle = years[buildings->len / 2];
  g_assert_true (middle > 1955 && middle < 2010);
  g_assert_cmpint (years[0], <, 1935);
  g_assert_cmpint (years[buildings->len - 1], >, 2015);
}

void
things_add_exposure_tests (void)
{
  g_test_add_func ("/model/things/exposure/old-quarters", test_old_quarters);
  g_test_add_func ("/model/things/exposure/in-old-blocks", test_in_old_blocks);
  g_test_add_func ("/model/things/exposure/complexes", test_complexes);
  g_test_add_func ("/model/things/exposure/building-sites", test_building_sites);
  g_test_add_func ("/model/things/exposure/underground", test_underground);
  g_test_add_func ("/model/things/exposure/buildings", test_buildings);
  g_test_add_func ("/model/things/exposure/years", test_years);
}
