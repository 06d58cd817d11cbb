/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Depots of five tiers and what is in them. */
#include <math.h>
#include <string.h>

#include "city.h"
#include "store/op.h"

static void
test_depots (void)
{
  static const struct
  {
    const char *kind, *tier;
    guint n;
  } kinds[] = { { "joint", "city", 5 },
                { "industry", "city", 8 },
                { "district", "district", 11 },
                { "point", "subdistrict", 400 },
                { "household", "household", 215 } };
  const GPtrArray *depots = things_of (things_full (), "depot");
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      g_assert_cmpuint (things_count (depots, "kind", kinds[k].kind), ==, kinds[k].n);
      for (guint i = 0; i < depots->len; i++)
        if (thing_is (depots->pdata[i], "kind", kinds[k].kind))
          g_assert_cmpstr (thing_text (depots->pdata[i], "tier"), ==, kinds[k].tier);
    }
  g_assert_cmpuint (things_count (depots, "tier", "neighbourhood"), ==,
                    things_ground ()->areas[HT_GROUND_NEIGHBOURHOOD]->len);
}

/* The code is a district's, and the depot is in that district. */
static void
test_districts (void)
{
  const GPtrArray *depots = things_of (things_full (), "depot");
  guint inside = 0;
  for (guint i = 0; i < depots->len; i++)
    {
      const HtFeature *depot = depots->pdata[i];
      const HtGroundArea *area = ht_ground_find_area (things_ground (), thing_text (depot, "district"));
      g_assert_nonnull (area);
      g_assert_cmpuint (strlen (area->code), ==, 6);
      inside += ht_geometry_contains (area->geometry, &depot->geometry->points[0]);
    }
  g_assert_cmpuint (inside, >=, 0.98 * depots->len);
}

/* --- lots --- */

static const HtFeature *
depot_of (const HtFeature *lot)
{
  const HtFeature *depot = things_find (things_full (), "depot", thing_text (lot, "depot"));
  g_assert_nonnull (depot);
  return depot;
}

/* Every depot has something, at its own place; the lower the tier, the less of a thing there is. */
static void
test_tiers (void)
{
  static const char *const tiers[] = { "city", "district", "subdistrict", "neighbourhood" };
  const GPtrArray *lots = things_of (things_full (), "stock_lot");
  g_autoptr (GHashTable) filled = g_hash_table_new (NULL, NULL);
  double sums[4] = { 0 };
  guint counts[4] = { 0 };
  for (guint i = 0; i < lots->len; i++)
    {
      const HtFeature *lot = lots->pdata[i], *depot = depot_of (lot);
      g_hash_table_add (filled, (gpointer) depot);
      g_assert_cmpfloat (ht_kit_distance (lot->geometry->points[0], depot->geometry->points[0]), ==, 0);
      for (guint t = 0; t < 4; t++)
        if (thing_is (lot, "item", "瓶装水（550 ml）") && thing_is (depot, "tier", tiers[t]))
          {
            sums[t] += thing_real (lot, "quantity");
            counts[t]++;
          }
    }
  g_assert_cmpuint (g_hash_table_size (filled), ==, things_of (things_full (), "depot")->len);
  for (guint t = 1; t < 4; t++)
    {
      g_assert_cmpuint (counts[t], >, 0);
      g_assert_cmpfloat (sums[t] / counts[t], <, 0.6 * sums[t - 1] / counts[t - 1]);
    }
}

/* What only the city holds is nowhere below; lime goes down to the districts. */
static void
test_only_above (void)
{
  const GPtrArray *lots = things_of (things_full (), "stock_lot");
  guint detectors = 0, lime = 0;
  for (guint i = 0; i < lots->len; i++)
    {
      const char *tier = thing_text (depot_of (lots->pdata[i]), "tier");
      if (thing_is (lots->pdata[i], "item", "生命探测仪"))
        {
          g_assert_cmpstr (tier, ==, "city");
          detectors++;
        }
      if (thing_is (lots->pdata[i], "item", "消石灰"))
        {
          g_assert_true (g_str_equal (tier, "city") || g_str_equal (tier, "district"));
          lime += g_str_equal (tier, "district");
        }
    }
  g_assert_cmpuint (detectors, >=, 13);
  g_assert_cmpuint (lime, >=, 11);
}

/* A lot's number has the month in which it was made: before today, and before it expires. No depot has two
 * lots of one number, and an item is counted in one measure. */
static void
test_lots (void)
{
  const GPtrArray *lots = things_of (things_full (), "stock_lot");
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) measures = g_hash_table_new (g_str_hash, g_str_equal);
  guint dated = 0;
  for (guint i = 0; i < lots->len; i++)
    {
      const HtFeature *lot = lots->pdata[i];
      const char *number = thing_text (lot, "lot"), *item = thing_text (lot, "item"),
                 *measure = thing_text (lot, "measure");
      g_assert_true (g_regex_match_simple ("^L20[12][0-9](0[1-9]|1[0-2])-0[0-4][0-9]-[12]$", number, 0, 0));
      g_assert_true (strncmp (number + 1, "202607", 6) <= 0);
      g_assert_true (
          g_hash_table_add (numbers, g_strjoin ("/", thing_text (lot, "depot"), item, number + 8, NULL)));
      const char *before = g_hash_table_lookup (measures, item);
      g_assert_true (before == NULL || g_str_equal (before, measure));
      g_hash_table_insert (measures, (gpointer) item, (gpointer) measure);
      if (!thing_has (lot, "expires"))
        continue;
      dated++;
      g_autofree char *month = g_strndup (thing_text (lot, "expires"), 4);
      g_assert_true (strncmp (month, number + 1, 4) >= 0);
    }
  g_assert_cmpuint (dated, >, lots->len / 2);
  g_assert_cmpuint (dated, <, lots->len);
}

static gboolean
drop (const HtLayerContent *content, gpointer data, GError **error)
{
  return TRUE;
}

/* The counters of the 24 depots of city and districts begin with what their lots hold together. */
static void
test_counters (void)
{
  HtGround whole = *things_ground ();
  g_autoptr (GPtrArray) drafts = ht_op_new_drafts ();
  whole.scale = 1;
  g_autoptr (HtKit) kit = ht_kit_new (&whole);
  kit->take = drop;
  g_assert_true (ht_kit_make_supplies (kit, NULL));
  g_autoptr (GHashTable) sums = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const GPtrArray *lots = things_of (things_full (), "stock_lot");
  for (guint i = 0; i < lots->len; i++)
    {
      char *key
          = g_strconcat (thing_text (lots->pdata[i], "depot"), thing_text (lots->pdata[i], "item"), NULL);
      double *sum = g_hash_table_lookup (sums, key), before = sum != NULL ? *sum : 0;
      double after = before + thing_real (lots->pdata[i], "quantity");
      g_hash_table_insert (sums, key, g_memdup2 (&after, sizeof after));
    }
  ht_kit_draft_stock (kit, drafts);
  g_autoptr (GHashTable) depots = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i + 1 < drafts->len; i += 2)
    {
      const HtOpDraft *create = drafts->pdata[i], *add = drafts->pdata[i + 1];
      HtUuid depot;
      char text[HT_UUID_TEXT_SIZE];
      g_assert_true (ht_value_get_uuid (ht_value_get_member (create->value, "depot"), &depot));
      ht_uuid_write (&depot, text);
      g_hash_table_add (depots, g_strdup (text));
      g_autofree char *key = g_strconcat (text, ht_value_member_text (create->value, "item", ""), NULL);
      const double *sum = g_hash_table_lookup (sums, key);
      g_assert_nonnull (sum);
      g_assert_cmpfloat ((double) ht_value_get_int (add->value, -1), ==, *sum);
      g_assert_true (ht_uuid_equal (&create->id, &add->id));
    }
  g_assert_cmpuint (g_hash_table_size (depots), ==, 24);
}

void
things_add_supply_tests (void)
{
  g_test_add_func ("/model/things/supplies/depots", test_depots);
  g_test_add_func ("/model/things/supplies/districts", test_districts);
  g_test_add_func ("/model/things/supplies/tiers", test_tiers);
  g_test_add_func ("/model/things/supplies/only-above", test_only_above);
  g_test_add_func ("/model/things/supplies/lots", test_lots);
  g_test_add_func ("/model/things/supplies/counters", test_counters);
}
