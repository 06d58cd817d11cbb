/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/paths.h"
#include "model/clocks.h"
#include "model/establishment.h"
#include "town.h"

#define CARD                                                                                                 \
  "{\"version\": 1, \"type\": \"fire\", \"name\": {\"en\": \"Fire\", \"zh_CN\": \"火灾\"}, \"levels\": ["
#define LEVEL "{\"level\": 4, \"needs\": [{\"capability\": \"pumper\", \"count\": 1}]}"

static void
test_run_cards (Town *town, gconstpointer unused)
{
  static const struct
  {
    const char *text, *place;
  } cases[] = {
    { "{\"version\": 3}", "version" },
    { "[]", "version" },
    { CARD "]}", "levels" },
    { CARD "{\"level\": 9, \"needs\": []}]}", "levels[0].level" },
    { CARD LEVEL ", {\"level\": 1}]}", "levels[1].needs" },
    { CARD "{\"level\": 1, \"needs\": [{\"capability\": \"dragon\", \"count\": 1}]}]}",
      "needs[0].capability" },
    { CARD "{\"level\": 1, \"needs\": [{\"capability\": \"pumper\", \"count\": 0}]}]}", "needs[0].count" },
    { CARD "{\"level\": 1, \"needs\": [], \"mood\": 1}]}", "mood" },
    { CARD "{\"level\": 1, \"needs\": [], \"deadline_s\": -3}]}", "deadline_s" },
    { CARD "{\"level\": 1, \"needs\": [], \"notify\": [{\"en\": \"a\"}]}]}", "notify[0]" },
    { "{\"version\": 1, \"type\": \"Fire\", \"name\": {\"en\": \"a\", \"zh_CN\": \"b\"}, \"levels\": []}",
      "type" },
    { "{\"version\": 1, \"type\": \"fire\", \"name\": {\"en\": \"a\"}, \"levels\": []}", "name" },
    { "{", "card.json" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *path = town_write_file (town, "card.json", cases[i].text);
      const char *paths[] = { path, NULL };
      g_autoptr (HtRunCards) cards = ht_run_cards_load (paths, &error);
      g_assert_null (cards);
      if (strstr (error->message, "card.json") == NULL || strstr (error->message, cases[i].place) == NULL)
        g_error ("case %u: %s", i, error->message);
    }
}

/* Every shipped card holds; a level without a card takes the nearest graver one. */
static void
test_shipped_cards (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  HtRunCards *cards = ht_city_get_run_cards (town->city);
  GListModel *types = ht_run_cards_get_types (cards);
  g_assert_cmpuint (g_list_model_get_n_items (types), >=, 10);
  for (guint i = 0; i < g_list_model_get_n_items (types); i++)
    {
      g_autoptr (HtIncidentType) type = g_list_model_get_item (types, i);
      const char *name = ht_incident_type_get_name (type);
      g_assert_cmpstr (ht_incident_type_get_label_in (type, "zh_CN"), !=,
                       ht_incident_type_get_label_in (type, "en"));
      for (int level = 0; level <= 4; level++)
        g_assert_nonnull (ht_run_cards_find (cards, name, level));
      guint grave = ht_run_card_count_slots (ht_run_cards_find (cards, name, 1));
      guint slight = ht_run_card_count_slots (ht_run_cards_find (cards, name, 4));
      g_assert_cmpuint (grave, >=, slight);
      g_assert_true (ht_run_cards_find (cards, name, 0) == ht_run_cards_find (cards, name, 4));
    }
  g_assert_null (ht_run_cards_find (cards, "dragon", 1));
  g_autofree char *path = town_write_file (town, "card.json", CARD LEVEL "]}");
  const char *twice[] = { path, path, NULL };
  g_autoptr (HtRunCards) doubled = ht_run_cards_load (twice, &error);
  g_assert_null (doubled);
  g_assert_nonnull (error);
  twice[1] = NULL;
  g_clear_error (&error);
  g_autoptr (HtRunCards) one = ht_run_cards_load (twice, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ht_run_cards_find (one, "fire", 1)->level, ==, 4);
}

static void
test_clocks (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  HtElapsed elapsed;
  const gint64 second = G_USEC_PER_SEC;
  g_assert_true (ht_clocks_load (NULL, &error));
  ht_clocks_fill (HT_PHASE_WORKING, 100 * second, 100 * second, 100, &elapsed);
  g_assert_cmpint (elapsed.due, ==, HT_DUE_IN_TIME);
  g_assert_cmpint (elapsed.seconds, ==, 0);
  ht_clocks_fill (HT_PHASE_WORKING, 100 * second, 180 * second, 100, &elapsed);
  g_assert_cmpint (elapsed.due, ==, HT_DUE_SOON);
  ht_clocks_fill (HT_PHASE_WORKING, 100 * second, 200 * second, 100, &elapsed);
  g_assert_cmpint (elapsed.due, ==, HT_DUE_SOON);
  ht_clocks_fill (HT_PHASE_WORKING, 100 * second, 205 * second, 100, &elapsed);
  g_assert_cmpint (elapsed.due, ==, HT_DUE_OVER);
  g_assert_cmpint (elapsed.over_s, ==, 5);
  ht_clocks_fill (HT_PHASE_OVER, 100 * second, 100000 * second, 0, &elapsed);
  g_assert_cmpint (elapsed.due, ==, HT_DUE_NONE);
  /* A clock that was set back shows nothing, rather than less than nothing. */
  ht_clocks_fill (HT_PHASE_WORKING, 100 * second, 50 * second, 100, &elapsed);
  g_assert_cmpint (elapsed.seconds, ==, 0);
  static const char *const broken[] = {
    "{\"warn_share\": 0.8, \"phases\": []}",
    "{\"warn_share\": 0.8, \"phases\": [{\"name\": \"sleeping\", \"limit_s\": 1}]}",
    "{\"warn_share\": 0.8, \"phases\": [{\"name\": \"working\", \"limit_s\": -1}]}",
    "5",
  };
  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autofree char *path = town_write_file (town, "clocks.json", broken[i]);
      g_assert_false (ht_clocks_load (path, &error));
      g_assert_nonnull (strstr (error->message, "clocks.json:phases"));
      g_clear_error (&error);
    }
}

static void
test_establishment (Town *town, gconstpointer unused)
{
  static const struct
  {
    const char *text, *place;
  } cases[] = {
    { "{\"stations\": {}}", "stations.ordinary" },
    { "{\"stations\": {\"ordinary\": [{}]}}", "stations.ordinary[0]" },
    { "{\"stations\": {\"ordinary\": [{\"name\": {\"en\": \"a\", \"zh_CN\": \"b\"}, \"kind\": \"dragon\"}]}}",
      "kind" },
    { "{\"stations\": {\"ordinary\": [{\"name\": {\"en\": \"a\", \"zh_CN\": \"b\"}, \"kind\": \"engine\", "
      "\"capabilities\": [\"x\"]}]}}",
      "capabilities" },
    { "{\"stations\": {\"ordinary\": [{\"name\": {\"en\": \"a\", \"zh_CN\": \"b\"}, \"kind\": \"engine\", "
      "\"capabilities\": [\"pumper\"], \"crew\": 900}]}}",
      "crew" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *path = town_write_file (town, "establishment.json", cases[i].text);
      g_autoptr (HtEstablishment) establishment = ht_establishment_load (path, &error);
      g_assert_null (establishment);
      if (strstr (error->message, "establishment.json") == NULL
          || strstr (error->message, cases[i].place) == NULL)
        g_error ("case %u: %s", i, error->message);
    }
}

/* Grave before slight, overdue before in time, unassigned before served, and every order is total. */
static void
test_queue (Town *town, gconstpointer unused)
{
  static const int levels[] = { 4, 2, 0, 1, 3, 4 };
  static const int expected[] = { 1, 2, 0, 3, 4, 4 };
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    town_create (town, "fire_residential", levels[i]);
  GListModel *queue = ht_city_get_queue (town->city);
  g_assert_cmpuint (g_list_model_get_n_items (queue), ==, G_N_ELEMENTS (levels));
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      g_autoptr (HtIncident) incident = g_list_model_get_item (queue, i);
      g_assert_cmpint (ht_incident_get_level (incident), ==, expected[i]);
    }
  g_autoptr (HtIncident) first = g_list_model_get_item (queue, 4);
  g_autoptr (HtIncident) second = g_list_model_get_item (queue, 5);
  g_assert_cmpstr (ht_incident_get_code (first), <, ht_incident_get_code (second));
  gint64 now_us = ht_incident_get_reported_us (second);
  town_assign (town, first, NULL, NULL, NULL);
  ht_city_tick (town->city, now_us);
  g_autoptr (HtIncident) waiting = g_list_model_get_item (queue, 4);
  g_assert_true (waiting == second);
  HtElapsed elapsed;
  ht_incident_get_clock (second, now_us + 1000 * G_USEC_PER_SEC, &elapsed);
  g_assert_cmpint (elapsed.due, ==, HT_DUE_OVER);
  g_assert_cmpstr (elapsed.phase, ==, "waiting for teams");
  g_assert_cmpint (ht_incident_get_elapsed_s (second, now_us + 90 * G_USEC_PER_SEC), ==, 90);
  g_assert_cmpstr (ht_incident_get_summary (second), ==, "waiting for teams");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/data/run-cards", Town, NULL, town_set_up_empty, test_run_cards, town_tear_down);
  g_test_add ("/data/shipped", Town, NULL, town_set_up_empty, test_shipped_cards, town_tear_down);
  g_test_add ("/data/clocks", Town, NULL, town_set_up_empty, test_clocks, town_tear_down);
  g_test_add ("/data/establishment", Town, NULL, town_set_up_empty, test_establishment, town_tear_down);
  g_test_add ("/data/queue", Town, NULL, town_set_up, test_queue, town_tear_down);
  return g_test_run ();
}
