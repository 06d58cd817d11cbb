/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/cover.h"

#include <math.h>

#include "model/cover-private.h"
#include "model/error.h"
#include "random-roads.h"
#include "town.h"

static HtCover *
compute (Town *town, HtRoads *roads, GArray *stations, gint64 limit_s)
{
  g_autoptr (GError) error = NULL;
  HtCoverRequest *request = ht_cover_request_new (ht_city_get_store (town->city), roads, limit_s);
  g_array_append_vals (request->stations, stations->data, stations->len);
  HtCover *cover = ht_cover_compute (request, NULL, &error);
  ht_cover_request_free (request);
  g_assert_no_error (error);
  return cover;
}

/* Stations in the middle of some sections, each with its own turnout. */
static GArray *
place_stations (const RandomRoads *it, guint *sections, guint n)
{
  GArray *stations = g_array_new (FALSE, FALSE, sizeof (HtCoverStation));
  for (guint i = 0; i < n; i++)
    {
      sections[i] = (guint) g_test_rand_int_range (0, (gint32) it->network->sections->len);
      HtCoverStation station
          = { .at = random_roads_middle (it, sections[i]), .turnout_s = g_test_rand_int_range (0, 91) };
      g_array_append_val (stations, station);
    }
  return stations;
}

static double
seconds_to_node (const RandomRoads *it, const guint *sections, GArray *stations, guint node)
{
  double best = G_MAXDOUBLE;
  for (guint i = 0; i < stations->len; i++)
    {
      const HtSection *road = random_roads_get (it, sections[i]);
      double half_s = random_roads_drive_s (it, sections[i]) / 2;
      double way_s = MIN (it->seconds[road->from][node], it->seconds[road->to][node]);
      best = MIN (best, g_array_index (stations, HtCoverStation, i).turnout_s + half_s + way_s);
    }
  return best;
}

/* The nearest engine at both ends of every road, worked out the slow way; and the length within the limit as
 * the sum of small pieces. */
static void
test_against_brute_force (Town *town, gconstpointer unused)
{
  for (guint round = 0; round < 15; round++)
    {
      RandomRoads it;
      guint at[3];
      random_roads_set_up (&it, 0);
      g_autoptr (GArray) stations = place_stations (&it, at, G_N_ELEMENTS (at));
      g_autoptr (HtCover) cover = compute (town, it.roads, stations, 150);
      double all_m = 0;
      g_assert_cmpuint (ht_cover_get_sections (cover)->len, ==, it.network->sections->len);
      for (guint i = 0; i < it.network->sections->len; i++)
        {
          HtCoveredSection *got = &g_array_index (ht_cover_get_sections (cover), HtCoveredSection, i);
          const HtSection *road = random_roads_get (&it, got->section);
          g_assert_cmpfloat_with_epsilon (got->from_s, seconds_to_node (&it, at, stations, road->from), 0.1);
          g_assert_cmpfloat_with_epsilon (got->to_s, seconds_to_node (&it, at, stations, road->to), 0.1);
          all_m += road->length_m;
        }
      g_assert_cmpfloat_with_epsilon (ht_cover_get_length_m (cover), all_m, 1);
      g_assert_cmpfloat (ht_cover_get_length_in_m (cover), <=, all_m + 1);
      g_assert_cmpuint (ht_cover_get_n_stations (cover), ==, 3);
      random_roads_clear (&it);
    }
}

/* More time covers more, more closures cover less, and nothing covers less than nothing. */
static void
test_monotone (Town *town, gconstpointer unused)
{
  for (guint round = 0; round < 10; round++)
    {
      RandomRoads it;
      guint at[2];
      double before_m = 0;
      random_roads_set_up (&it, 0);
      g_autoptr (GArray) stations = place_stations (&it, at, G_N_ELEMENTS (at));
      for (gint64 limit_s = 30; limit_s <= 600; limit_s += 30)
        {
          g_autoptr (HtCover) cover = compute (town, it.roads, stations, limit_s);
          g_assert_cmpfloat (ht_cover_get_length_in_m (cover), >=, before_m - 0.1);
          before_m = ht_cover_get_length_in_m (cover);
        }
      g_assert_cmpfloat (before_m, >, 0);
      g_autoptr (HtCover) open = compute (town, it.roads, stations, 120);
      /* The stations' own roads stay open, or they would start elsewhere. */
      g_autoptr (GArray) closed = g_array_new (FALSE, FALSE, sizeof (guint32));
      for (guint32 i = 0; i < it.network->sections->len; i++)
        if (i != at[0] && i != at[1] && g_test_rand_double () < 0.3)
          g_array_append_val (closed, i);
      g_autoptr (HtRoads) fewer = ht_roads_with_closures (it.roads, closed, closed->len);
      g_autoptr (HtCover) less = compute (town, fewer, stations, 120);
      g_assert_cmpfloat (ht_cover_get_length_in_m (less), <=, ht_cover_get_length_in_m (open) + 0.1);
      random_roads_clear (&it);
    }
}

static HtFeature *
new_place (const char *name, double people, HtPoint at)
{
  HtUuid id = ht_uuid_random ();
  HtValue *attributes = ht_value_new_map ();
  ht_value_set_real (attributes, "population", people);
  return ht_feature_new ("place", &id, name, attributes, ht_geometry_new_point (at.lon, at.lat));
}

static HtCover *
ask (Town *town, GPtrArray *stations, gint64 limit_s, GError **error)
{
  HtRouting *routing = ht_city_get_routing (town->city);
  town_begin ();
  ht_routing_coverage_async (routing, stations, limit_s, NULL, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  return ht_routing_coverage_finish (routing, result, error);
}

/* People count where their place's label stands; who lives a kilometre from any road is beyond. */
static void
test_people (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  HtAuthor author = { .role = "system" };
  HtLayerInfo info = { .table = "place", .name = "place", .source = "census.csv", .licence = "" };
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_feature_unref);
  g_ptr_array_add (places, new_place ("近", 1200, (HtPoint){ TOWN_LON + 0.0003, TOWN_LAT }));
  g_ptr_array_add (places, new_place ("远", 34, (HtPoint){ TOWN_LON + 0.0052, TOWN_LAT }));
  g_ptr_array_add (places, new_place ("岛", 5, (HtPoint){ TOWN_LON + 0.5, TOWN_LAT }));
  g_ptr_array_add (places, new_place ("空", 0, (HtPoint){ TOWN_LON, TOWN_LAT }));
  g_assert_true (ht_store_put_layer (ht_city_get_store (town->city), &author, &info, places, NULL, &error));
  g_assert_no_error (error);
  town_settle (20);
  town_wait_ready (town);
  double in, out;
  g_autoptr (HtCover) wide = ask (town, NULL, 600, &error);
  g_assert_true (ht_cover_get_people (wide, &in, &out));
  g_assert_cmpfloat_with_epsilon (in, 1234, 1e-6);
  g_assert_cmpfloat_with_epsilon (out, 5, 1e-6);
  town_assert_says (ht_cover_get_sentence (wide), "1,234 people within, 5 beyond");
  town_assert_says (ht_cover_get_sentence (wide), "100.0 % of roads within 10 min of 2 stations");
  /* One minute to turn out and a few seconds from its door: only who lives at the station. */
  g_autoptr (HtCover) narrow = ask (town, NULL, 68, &error);
  g_assert_true (ht_cover_get_people (narrow, &in, &out));
  g_assert_cmpfloat_with_epsilon (in, 1200, 1e-6);
  g_assert_cmpfloat_with_epsilon (out, 39, 1e-6);
}

/* A station the caller names counts though nobody stands ready there; asked in general it does not. */
static void
test_named_stations (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HtStation) station = g_list_model_get_item (ht_city_get_stations (town->city), 0);
  GListModel *teams = ht_station_get_teams (station);
  for (guint i = 0; i < g_list_model_get_n_items (teams); i++)
    {
      g_autoptr (HtTeam) team = g_list_model_get_item (teams, i);
      town_set_status (town, team, HT_TEAM_STANDBY);
    }
  g_assert_false (ht_station_is_staffed (station));
  g_autoptr (HtCover) ready = ask (town, NULL, 300, &error);
  g_assert_cmpuint (ht_cover_get_n_stations (ready), ==, 1);
  town_assert_says (ht_cover_get_sentence (ready), "of 1 station;");
  g_autoptr (GPtrArray) named = g_ptr_array_new ();
  g_ptr_array_add (named, station);
  g_autoptr (HtCover) what_if = ask (town, named, 30, &error);
  g_assert_no_error (error);
  /* Nobody has to turn out there in that question. */
  g_assert_cmpfloat (ht_cover_get_length_in_m (what_if), >, 0);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_assert_null (ask (town, none, 300, &error));
  g_assert_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  static const TownTest tests[] = {
    { "/cover/brute-force", test_against_brute_force },
    { "/cover/monotone", test_monotone },
    { "/cover/people", test_people },
    { "/cover/named", test_named_stations },
  };
  town_add_tests (tests, G_N_ELEMENTS (tests));
  return g_test_run ();
}
