/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "town.h"

#include <math.h>
#include <string.h>

#include "base/clock.h"
#include "model/entity.h"
#include "model/proposal.h"

static const HtPoint south_west = { TOWN_LON, TOWN_LAT }, south_east = { TOWN_LON + 0.0052, TOWN_LAT };
static const HtPoint south_middle = { TOWN_LON + 0.0013, TOWN_LAT };

static void
test_route_and_detour (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HtWay) direct = town_route (town, south_west, south_east);
  g_assert_cmpint (direct->seconds, >, 0);
  g_assert_cmpfloat_with_epsilon (direct->length_m, 496, 15);
  g_assert_nonnull (direct->geometry);
  HtClosure *closure = town_close_road (town, south_middle, FALSE, "爆管", 0, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ht_closure_get_street (closure), ==, "四平路");
  g_assert_nonnull (ht_closure_get_geometry (closure));
  g_assert_cmpuint (ht_routing_count_closed (ht_city_get_routing (town->city)), ==, 1);
  g_autoptr (HtWay) around = town_route (town, south_west, south_east);
  g_assert_cmpint (around->seconds, >, direct->seconds);
  g_assert_cmpfloat (around->length_m, >, direct->length_m + 200);
  town_reopen (town);
  g_assert_cmpuint (ht_routing_count_closed (ht_city_get_routing (town->city)), ==, 1);
  ht_session_act_as_service (ht_city_get_session (town->city), HT_ROLE_DISPATCHER);
  g_autoptr (HtClosure) kept = g_list_model_get_item (ht_city_get_closures (town->city), 0);
  HtRouting *routing = ht_city_get_routing (town->city);
  town_begin ();
  ht_routing_open_road_async (routing, kept, NULL, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  g_assert_true (ht_routing_open_road_finish (routing, result, &error));
  g_assert_no_error (error);
  g_autoptr (HtWay) again = town_route (town, south_west, south_east);
  g_assert_cmpint (again->seconds, ==, direct->seconds);
}

static void
test_refusals (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (town_close_road (town, south_middle, FALSE, "", 0, &error));
  g_assert_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_NEEDS_REASON);
  g_clear_error (&error);
  g_assert_null (town_close_road (town, (HtPoint){ TOWN_LON + 0.1, TOWN_LAT }, FALSE, "爆管", 0, &error));
  g_assert_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID);
  g_autoptr (HtWay) none = town_route (town, south_west, (HtPoint){ 100, 10 });
  g_assert_cmpint (none->seconds, ==, -1);
  g_assert_null (none->geometry);
  g_assert_nonnull (none->reason);
}

/* All of a street, and until a time: then it opens by itself and nothing is written. */
static void
test_street_until (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  HtRouting *routing = ht_city_get_routing (town->city);
  gint64 until_us = ht_clock_now_us () + (gint64) 3600 * G_USEC_PER_SEC;
  HtClosure *closure = town_close_road (town, south_middle, TRUE, "演练", until_us, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ht_closure_get_until_us (closure), ==, until_us);
  HtValue *sections = ht_record_get (ht_entity_get_record (HT_ENTITY (closure)), "sections");
  g_assert_cmpuint (ht_value_get_length (sections), ==, 2);
  ht_city_tick (town->city, until_us - 1);
  g_assert_cmpuint (ht_routing_count_closed (routing), ==, 1);
}

static void
test_describe (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  HtRouting *routing = ht_city_get_routing (town->city);
  HtPoint at = { TOWN_LON + 0.0003, TOWN_LAT - 0.0001 };
  town_begin ();
  ht_routing_describe_async (routing, &at, NULL, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  g_autofree char *words = ht_routing_describe_finish (routing, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (words, ==, "四平路 near 曲阳路");
}

static HtCover *
cover (Town *town, gint64 limit_s, GError **error)
{
  HtRouting *routing = ht_city_get_routing (town->city);
  town_begin ();
  ht_routing_coverage_async (routing, NULL, limit_s, NULL, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  return ht_routing_coverage_finish (routing, result, error);
}

static void
test_coverage (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HtCover) wide = cover (town, 300, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ht_cover_get_n_stations (wide), ==, 2);
  g_assert_cmpfloat_with_epsilon (ht_cover_get_length_in_m (wide), ht_cover_get_length_m (wide), 1);
  double in, out;
  g_assert_false (ht_cover_get_people (wide, &in, &out));
  g_assert_nonnull (strstr (ht_cover_get_sentence (wide), "no population data"));
  g_assert_cmpuint (ht_cover_get_sections (wide)->len, ==, 12);
  g_assert_nonnull (ht_cover_get_drawing (wide));
  /* Turnout takes 60 s: within 75 s only what is near a station. */
  g_autoptr (HtCover) narrow = cover (town, 75, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (ht_cover_get_length_in_m (narrow), <, ht_cover_get_length_in_m (wide));
  g_assert_cmpfloat (ht_cover_get_length_in_m (narrow), >, 0);
  /* A station whose teams are all away covers nothing. */
  for (guint i = 0; i < g_list_model_get_n_items (ht_city_get_teams (town->city)); i++)
    {
      g_autoptr (HtTeam) team = g_list_model_get_item (ht_city_get_teams (town->city), i);
      town_begin ();
      ht_dispatch_set_team_status_async (ht_city_get_dispatch (town->city), team, NULL,
                                         HT_TEAM_OUT_OF_SERVICE, town_done, NULL);
      town_assert_done (town);
    }
  g_assert_null (cover (town, 300, &error));
  g_assert_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID);
}

/* Without roads there is advice by straight line, and it says so. */
static void
test_no_roads (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  town_add_person (town, "王敏", HT_ROLE_ADMINISTRATOR);
  town_wait_ready (town);
  g_assert_false (ht_routing_is_ready (ht_city_get_routing (town->city), &error));
  g_assert_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_UNAVAILABLE);
  HtIncident *incident = town_create (town, "fire_residential", 4);
  g_autoptr (HtProposal) proposal = town_advise (town, incident);
  g_assert_nonnull (strstr (ht_proposal_get_basis (proposal), "straight line"));
  g_assert_cmpuint (g_list_model_get_n_items (ht_proposal_get_items (proposal)), ==, 0);
  g_assert_cmpuint (g_strv_length ((char **) ht_proposal_get_shortfalls (proposal)), >, 0);
  town_begin ();
  ht_dispatch_assign_async (ht_city_get_dispatch (town->city), incident, proposal, NULL, NULL, town_done,
                            NULL);
  town_assert_refused (town, HT_MODEL_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/routing/detour", Town, NULL, town_set_up, test_route_and_detour, town_tear_down);
  g_test_add ("/routing/refusals", Town, NULL, town_set_up, test_refusals, town_tear_down);
  g_test_add ("/routing/street-until", Town, NULL, town_set_up, test_street_until, town_tear_down);
  g_test_add ("/routing/describe", Town, NULL, town_set_up, test_describe, town_tear_down);
  g_test_add ("/routing/coverage", Town, NULL, town_set_up, test_coverage, town_tear_down);
  g_test_add ("/routing/no-roads", Town, NULL, town_set_up_empty, test_no_roads, town_tear_down);
  return g_test_run ();
}
