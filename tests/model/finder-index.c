/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/finder-index.h"

#include "base/i18n.h"
#include "town.h"

static const HtPoint here = { TOWN_LON, TOWN_LAT };

/* Names on a map: the list owns them. */
static GPtrArray *
new_list (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ht_finder_entry_free);
}

static HtFinderEntry *
add (GPtrArray *list, HtFoundKind kind, const char *what, const char *title, double north_m)
{
  HtPoint at = { here.lon, here.lat + north_m / 110900 };
  HtFinderEntry *entry = ht_finder_entry_new (kind, what, title, &at);
  g_ptr_array_add (list, entry);
  return entry;
}

static GListModel *
ask (GPtrArray *list, const char *text, guint limit)
{
  GPtrArray *lists[] = { list, NULL };
  HtFinderQuery query = { .text = text, .near = here, .has_near = TRUE, .limit = limit };
  return G_LIST_MODEL (ht_finder_index_query (lists, &query));
}

static char *
titles_of (GListModel *found)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < g_list_model_get_n_items (found); i++)
    {
      g_autoptr (HtFound) item = g_list_model_get_item (found, i);
      g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", ht_found_get_title (item));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_finds (GPtrArray *list, const char *text, const char *titles)
{
  g_autoptr (GListModel) found = ask (list, text, 20);
  g_autofree char *got = titles_of (found);
  g_test_message ("%s", text);
  g_assert_cmpstr (got, ==, titles);
}

/* The whole name, then its beginning, then what has it inside; Chinese before sound, sound before initials.
 */
static void
test_ranking (void)
{
  g_autoptr (GPtrArray) list = new_list ();
  add (list, HT_FOUND_STREET, "street", "北四平路", 10);
  add (list, HT_FOUND_STREET, "street", "四平路", 900);
  add (list, HT_FOUND_STREET, "street", "四平路桥", 20);
  assert_finds (list, "四平路", "四平路|四平路桥|北四平路");
  assert_finds (list, "sipinglu", "四平路|四平路桥|北四平路");
  assert_finds (list, "SiPingLu", "四平路|四平路桥|北四平路");
  assert_finds (list, "四平路桥", "四平路桥");
  /* Initials inside a name would find half the map. */
  assert_finds (list, "spl", "四平路|四平路桥");
  assert_finds (list, "ｓｐｌ", "四平路|四平路桥");
  assert_finds (list, "四 平 路", "四平路|四平路桥|北四平路");
  assert_finds (list, "五角场", "");
}

/* Of equal names the one an operator means, then the nearer one. */
static void
test_ties (void)
{
  g_autoptr (GPtrArray) list = new_list ();
  add (list, HT_FOUND_ADDRESS, "building", "海棠", 1);
  add (list, HT_FOUND_PLACE, "place", "海棠", 2);
  add (list, HT_FOUND_STREET, "street", "海棠", 3);
  add (list, HT_FOUND_STATION, "station", "海棠", 4);
  add (list, HT_FOUND_TEAM, "team", "海棠", 5);
  add (list, HT_FOUND_INCIDENT, "incident", "海棠", 6);
  g_autoptr (GListModel) kinds = ask (list, "海棠", 20);
  static const HtFoundKind order[] = { HT_FOUND_INCIDENT, HT_FOUND_TEAM,  HT_FOUND_STATION,
                                       HT_FOUND_STREET,   HT_FOUND_PLACE, HT_FOUND_ADDRESS };
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      g_autoptr (HtFound) item = g_list_model_get_item (kinds, i);
      g_assert_cmpint (ht_found_get_kind (item), ==, order[i]);
    }
  g_autoptr (GPtrArray) same = new_list ();
  add (same, HT_FOUND_PLACE, "school", "实验小学", 2400);
  add (same, HT_FOUND_PLACE, "school", "实验小学", 850);
  add (same, HT_FOUND_PLACE, "school", "实验小学", -1600);
  g_autoptr (GListModel) near = ask (same, "实验小学", 20);
  static const char *const details[] = { "school · 850 m", "school · 1.6 km", "school · 2.4 km" };
  for (guint i = 0; i < G_N_ELEMENTS (details); i++)
    {
      g_autoptr (HtFound) item = g_list_model_get_item (near, i);
      g_assert_cmpstr (ht_found_get_detail (item), ==, details[i]);
    }
}

/* The answer does not depend on the order in which the map was read. */
static void
test_order_of_reading (void)
{
  static const char *const titles[]
      = { "四平路", "四川北路", "四平路桥", "西四平", "思平路", "山阴路", "四平" };
  g_autofree char *first = NULL;
  for (guint round = 0; round < 20; round++)
    {
      g_autoptr (GPtrArray) list = new_list ();
      guint order[G_N_ELEMENTS (titles)];
      for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
        order[i] = i;
      for (guint i = G_N_ELEMENTS (titles) - 1; i > 0; i--)
        {
          guint k = (guint) g_test_rand_int_range (0, (gint32) i + 1), kept = order[i];
          order[i] = order[k];
          order[k] = kept;
        }
      for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
        add (list, HT_FOUND_STREET, "street", titles[order[i]], 100);
      g_autoptr (GListModel) found = ask (list, "siping", 20);
      g_autofree char *got = titles_of (found);
      if (first == NULL)
        first = g_strdup (got);
      g_assert_cmpstr (got, ==, first);
    }
  town_assert_says (first, "四平路");
  town_assert_says (first, "思平路");
}

/* Other names find it; a hint (an incident's address) comes after everything that bears the name. */
static void
test_names_and_hints (void)
{
  g_autoptr (GPtrArray) list = new_list ();
  HtFinderEntry *incident = add (list, HT_FOUND_INCIDENT, "incident", "0398 商厦起火", 5);
  ht_finder_entry_add_name (incident, "0398");
  ht_finder_entry_add_hint (incident, "四平路");
  ht_finder_entry_add_hint (incident, NULL);
  ht_finder_entry_add_name (incident, "");
  HtFinderEntry *street = add (list, HT_FOUND_STREET, "street", "四平路", 5000);
  ht_finder_entry_add_name (street, "Siping Road");
  assert_finds (list, "四平路", "四平路|0398 商厦起火");
  assert_finds (list, "Siping Road", "四平路");
  assert_finds (list, "siping road", "四平路");
  assert_finds (list, "0398", "0398 商厦起火");
  assert_finds (list, "398", "0398 商厦起火");
}

/* Every word must fit, in any order; one that fits nothing finds nothing. */
static void
test_words (void)
{
  g_autoptr (GPtrArray) list = new_list ();
  HtFinderEntry *house = add (list, HT_FOUND_ADDRESS, "building", "四川北路 100 号", 5);
  ht_finder_entry_add_name (house, "邮政大楼");
  add (list, HT_FOUND_STREET, "street", "四川北路", 5);
  assert_finds (list, "四川北路 100", "四川北路 100 号");
  assert_finds (list, "100 四川北路", "四川北路 100 号");
  assert_finds (list, "邮政 四川", "四川北路 100 号");
  assert_finds (list, "四川北路, 100", "四川北路 100 号");
  assert_finds (list, "四川北路 999", "");
}

/* Coordinates come before every name; without a place to look from no distance is made up. */
static void
test_positions (void)
{
  g_autoptr (GPtrArray) list = new_list ();
  add (list, HT_FOUND_PLACE, "place", "31.2760 121.4860", 10);
  g_autoptr (GListModel) found = ask (list, "31.2760 121.4860", 20);
  g_autoptr (HtFound) first = g_list_model_get_item (found, 0);
  HtPoint at;
  ht_found_get_position (first, &at);
  g_assert_cmpint (ht_found_get_kind (first), ==, HT_FOUND_POSITION);
  g_assert_cmpfloat_with_epsilon (at.lat, 31.2760, 1e-9);
  g_assert_cmpfloat_with_epsilon (at.lon, 121.4860, 1e-9);
  g_assert_null (ht_found_get_id_text (first));
  guint n = g_list_model_get_n_items (found);
  g_autoptr (HtFound) last = g_list_model_get_item (found, n - 1);
  g_assert_cmpint (ht_found_get_kind (last), ==, HT_FOUND_PLACE);
  g_assert_cmpint (ht_found_get_score (first), >, ht_found_get_score (last));
  GPtrArray *lists[] = { list, NULL };
  HtFinderQuery query = { .text = "121", .limit = 20 };
  g_autoptr (GListModel) nowhere = G_LIST_MODEL (ht_finder_index_query (lists, &query));
  g_autoptr (HtFound) plain = g_list_model_get_item (nowhere, 0);
  g_assert_cmpstr (ht_found_get_detail (plain), ==, "place");
}

static void
test_limit (void)
{
  g_autoptr (GPtrArray) list = new_list ();
  for (guint i = 0; i < 30; i++)
    add (list, HT_FOUND_STREET, "street", "海棠路", 10 * i);
  static const guint limits[] = { 1, 2, 29, 30, 31, 200 };
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      g_autoptr (GListModel) found = ask (list, "海棠路", limits[i]);
      g_assert_cmpuint (g_list_model_get_n_items (found), ==, MIN (limits[i], 30));
    }
  g_autoptr (GListModel) one = ask (list, "31.2760 121.4860", 1);
  g_assert_cmpuint (g_list_model_get_n_items (one), ==, 1);
}

static void
test_kinds_have_words (void)
{
  static const char *const kinds[]
      = { "street", "address",  "incident", "team",     "station",     "hospital",
          "school", "shelter",  "depot",    "building", "water",       "green",
          "place",  "district", "village",  "suburb",   "station_rail" };
  ht_i18n_set_language ("zh_CN");
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_assert_false (g_ascii_isalpha (*ht_finder_get_word (kinds[i])));
  ht_i18n_set_language ("en");
  g_assert_cmpstr (ht_finder_get_word ("station"), ==, "fire station");
  g_assert_cmpstr (ht_finder_get_word ("lighthouse"), ==, "lighthouse");
}

/* --- in a city --- */

static guint
count_found (Town *town, const char *text, guint limit)
{
  g_autoptr (GError) error = NULL;
  HtFinder *finder = ht_city_get_finder (town->city);
  town_begin ();
  ht_finder_query_async (finder, text, &here, limit, NULL, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  g_autoptr (GListModel) found = ht_finder_query_finish (finder, result, &error);
  g_assert_no_error (error);
  return g_list_model_get_n_items (found);
}

/* 1 to 200, whatever is asked. */
static void
test_limit_is_clamped (Town *town, gconstpointer unused)
{
  g_assert_cmpuint (count_found (town, "站", 0), ==, 1);
  g_assert_cmpuint (count_found (town, "站", 100000), >, 1);
}

/* A removed incident is not found, nor one without a place; a closed one is. */
static void
test_objects_of_the_day (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  HtIncident *incident = town_create (town, "fire_residential", 4);
  g_assert_cmpuint (count_found (town, "0001", 20), ==, 1);
  town_begin ();
  ht_dispatch_close_async (ht_city_get_dispatch (town->city), incident, NULL, "误报", FALSE, town_done, NULL);
  town_assert_done (town);
  g_assert_cmpuint (count_found (town, "0001", 20), ==, 1);
  town_create (town, "fire_residential", 4);
  g_assert_cmpuint (count_found (town, "0002", 20), ==, 1);
  g_autofree char *undone = town_undo (town, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_found (town, "0002", 20), ==, 0);
}

/* Names of a later import are found without opening the city again. */
static void
test_grows_with_imports (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_assert_cmpuint (count_found (town, "海棠小区", 20), ==, 0);
  g_autofree char *path = town_write_file (
      town, "homes.geojson",
      "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"name\":"
      "\"海棠小区\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[121.486,31.276],[121.487,31.276],"
      "[121.487,31.277],[121.486,31.276]]]}}]}");
  HtImportRequest request = { .path = path, .layer = "buildings" };
  g_autoptr (HtImported) imported = ht_importer_import (ht_city_get_importer (town->city), &request, &error);
  g_assert_no_error (error);
  town_settle (20);
  town_wait_ready (town);
  g_assert_cmpuint (count_found (town, "海棠小区", 20), ==, 1);
  g_assert_cmpuint (count_found (town, "htxq", 20), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ht_i18n_init ();
  ht_i18n_set_language ("en");
  g_test_add_func ("/finder-index/ranking", test_ranking);
  g_test_add_func ("/finder-index/ties", test_ties);
  g_test_add_func ("/finder-index/order", test_order_of_reading);
  g_test_add_func ("/finder-index/hints", test_names_and_hints);
  g_test_add_func ("/finder-index/words", test_words);
  g_test_add_func ("/finder-index/positions", test_positions);
  g_test_add_func ("/finder-index/limit", test_limit);
  g_test_add_func ("/finder-index/kinds", test_kinds_have_words);
  static const TownTest tests[] = {
    { "/finder-index/clamped", test_limit_is_clamped },
    { "/finder-index/day", test_objects_of_the_day },
    { "/finder-index/imports", test_grows_with_imports },
  };
  town_add_tests (tests, G_N_ELEMENTS (tests));
  return g_test_run ();
}
