/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/map-things.h"

#include <string.h>

#include "town.h"

static GListModel *
query (Town *town, const char *text)
{
  g_autoptr (GError) error = NULL;
  HtFinder *finder = ht_city_get_finder (town->city);
  town_begin ();
  ht_finder_query_async (finder, text, NULL, 20, NULL, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  GListModel *found = ht_finder_query_finish (finder, result, &error);
  g_assert_no_error (error);
  return found;
}

static void
assert_first (Town *town, const char *text, HtFoundKind kind, const char *title)
{
  g_autoptr (GListModel) found = query (town, text);
  g_autoptr (HtFound) first = g_list_model_get_item (found, 0);
  if (first == NULL)
    g_error ("nothing found for %s", text);
  g_test_message ("%s: %s (%s)", text, ht_found_get_title (first), ht_found_get_detail (first));
  g_assert_cmpint (ht_found_get_kind (first), ==, kind);
  g_assert_nonnull (strstr (ht_found_get_title (first), title));
  g_assert_cmpstr (ht_found_get_detail (first), !=, "");
}

static void
test_names (Town *town, gconstpointer unused)
{
  town_create (town, "fire_residential", 2);
  static const struct
  {
    const char *text;
    HtFoundKind kind;
    const char *title;
  } cases[] = {
    { "四平路", HT_FOUND_STREET, "四平路" },
    { "四平", HT_FOUND_STREET, "四平路" },
    { "sipinglu", HT_FOUND_STREET, "四平路" },
    { "siping", HT_FOUND_STREET, "四平路" },
    { "SPL", HT_FOUND_STREET, "四平路" },
    { "中山北二路", HT_FOUND_STREET, "中山北二路" },
    { "zsbel", HT_FOUND_STREET, "中山北二路" },
    { "曲阳站", HT_FOUND_STATION, "曲阳站" },
    { "quyangzhan", HT_FOUND_STATION, "曲阳站" },
    { "岳阳医院", HT_FOUND_PLACE, "岳阳医院" },
    { "yueyang", HT_FOUND_PLACE, "岳阳医院" },
    { "0001", HT_FOUND_INCIDENT, "0001" },
    { "商厦", HT_FOUND_INCIDENT, "商厦四层起火" },
    { "shangsha", HT_FOUND_INCIDENT, "商厦四层起火" },
    { "曲阳站 Pumper", HT_FOUND_TEAM, "曲阳站" },
    { "31.276, 121.486", HT_FOUND_POSITION, "31.27600" },
    { "北纬31°16′33.6″ 东经121°29′9.6″", HT_FOUND_POSITION, "31.27600" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_first (town, cases[i].text, cases[i].kind, cases[i].title);
}

/* What a layer holds is found as the thing it is; streets and objects of the day are none. */
static void
test_things (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  HtUuid id;
  g_autoptr (GListModel) found = query (town, "岳阳医院");
  g_autoptr (HtFound) hospital = g_list_model_get_item (found, 0);
  const char *table = ht_found_get_thing (hospital, &id);
  g_assert_cmpstr (table, ==, "hospital");
  HtMapThings *things = ht_city_get_map_things (town->city);
  town_begin ();
  ht_map_things_load_async (things, table, &id, NULL, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  g_autoptr (HtThing) thing = ht_map_things_load_finish (things, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ht_thing_get_name (thing), ==, ht_found_get_title (hospital));
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GListModel) others = query (town, i == 0 ? "四平路" : "曲阳站 Pumper");
      g_autoptr (HtFound) other = g_list_model_get_item (others, 0);
      g_assert_null (ht_found_get_thing (other, &id));
    }
}

static void
test_nothing (Town *town, gconstpointer unused)
{
  static const char *const texts[] = { "", "   ", "没有这样的地方", "zzqqxx", "\xff\xfe broken" };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GListModel) found = query (town, texts[i]);
      g_assert_cmpuint (g_list_model_get_n_items (found), ==, 0);
    }
}

/* A team that came in a moment ago is found without a new index; the limit holds. */
static void
test_live_and_limit (Town *town, gconstpointer unused)
{
  for (guint i = 0; i < 5; i++)
    town_create (town, "fire_residential", 4);
  g_autoptr (GError) error = NULL;
  HtFinder *finder = ht_city_get_finder (town->city);
  town_begin ();
  ht_finder_query_async (finder, "商厦", NULL, 3, NULL, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  g_autoptr (GListModel) found = ht_finder_query_finish (finder, result, &error);
  g_assert_cmpuint (g_list_model_get_n_items (found), ==, 3);
  for (guint i = 1; i < 3; i++)
    {
      g_autoptr (HtFound) before = g_list_model_get_item (found, i - 1);
      g_autoptr (HtFound) after = g_list_model_get_item (found, i);
      g_assert_cmpint (ht_found_get_score (before), >=, ht_found_get_score (after));
    }
}

static void
test_cancelled (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_cancellable_cancel (cancellable);
  HtFinder *finder = ht_city_get_finder (town->city);
  town_begin ();
  ht_finder_query_async (finder, "四平路", NULL, 3, cancellable, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  g_autoptr (GListModel) found = ht_finder_query_finish (finder, result, &error);
  g_assert_null (found);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/finder/names", Town, NULL, town_set_up, test_names, town_tear_down);
  g_test_add ("/finder/things", Town, NULL, town_set_up, test_things, town_tear_down);
  g_test_add ("/finder/nothing", Town, NULL, town_set_up, test_nothing, town_tear_down);
  g_test_add ("/finder/live", Town, NULL, town_set_up, test_live_and_limit, town_tear_down);
  g_test_add ("/finder/cancelled", Town, NULL, town_set_up, test_cancelled, town_tear_down);
  return g_test_run ();
}
