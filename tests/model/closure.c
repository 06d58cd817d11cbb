/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/closure.h"

#include "model/entity-private.h"
#include "model/proposal.h"
#include "town.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
/* 2027-01-15 08:00 UTC. */
#define NOW_US (1800000000 * SECOND)

static const HtPoint south_west = { TOWN_LON, TOWN_LAT }, south_east = { TOWN_LON + 0.0052, TOWN_LAT };
static const HtPoint south_middle = { TOWN_LON + 0.0013, TOWN_LAT };

static guint
count_closed (Town *town)
{
  return ht_routing_count_closed (ht_city_get_routing (town->city));
}

static HtClosure *
close_until (Town *town, HtPoint at, gint64 until_us)
{
  g_autoptr (GError) error = NULL;
  HtClosure *closure = town_close_road (town, at, FALSE, "爆管", until_us, &error);
  g_assert_no_error (error);
  return closure;
}

static void
open_road (Town *town, HtClosure *closure)
{
  g_autoptr (GError) error = NULL;
  HtRouting *routing = ht_city_get_routing (town->city);
  town_begin ();
  ht_routing_open_road_async (routing, closure, NULL, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  g_assert_true (ht_routing_open_road_finish (routing, result, &error));
  g_assert_no_error (error);
}

static void
tick_at (Town *town, gint64 now_us)
{
  town_set_clock (now_us);
  ht_city_tick (town->city, now_us);
}

static void
count (GObject *object, guint *n)
{
  (*n)++;
}

/* Shut until the very moment, open from it on, by itself: no operation, but everybody who shows it is told.
 */
static void
test_ends_by_itself (Town *town, gconstpointer unused)
{
  guint routing_changed = 0, city_changed = 0;
  town_set_clock (NOW_US);
  g_autoptr (HtWay) direct = town_route (town, south_west, south_east);
  HtClosure *closure = close_until (town, south_middle, NOW_US + 600 * SECOND);
  g_autofree char *before = town_dump (town);
  g_signal_connect (ht_city_get_routing (town->city), "changed", G_CALLBACK (count), &routing_changed);
  g_signal_connect (town->city, "changed", G_CALLBACK (count), &city_changed);
  tick_at (town, NOW_US + 600 * SECOND - 1);
  g_assert_true (ht_closure_is_closed (closure));
  g_assert_cmpuint (count_closed (town), ==, 1);
  g_autoptr (HtWay) around = town_route (town, south_west, south_east);
  g_assert_cmpint (around->seconds, >, direct->seconds);
  g_assert_cmpuint (routing_changed, ==, 0);
  tick_at (town, NOW_US + 600 * SECOND);
  g_assert_false (ht_closure_is_closed (closure));
  g_assert_cmpuint (count_closed (town), ==, 0);
  g_autoptr (HtWay) again = town_route (town, south_west, south_east);
  g_assert_cmpint (again->seconds, ==, direct->seconds);
  g_assert_cmpuint (routing_changed, ==, 1);
  g_assert_cmpuint (city_changed, ==, 1);
  tick_at (town, NOW_US + 601 * SECOND);
  g_assert_cmpuint (routing_changed, ==, 1);
  g_autofree char *after = town_dump (town);
  g_assert_cmpstr (before, ==, after);
}

/* Advice was given for the roads of then. */
static void
test_advice_grows_old (Town *town, gconstpointer unused)
{
  town_set_clock (NOW_US);
  HtIncident *incident = town_create (town, "fire_residential", 4);
  close_until (town, (HtPoint){ TOWN_LON + 0.0052, TOWN_LAT + 0.004 }, NOW_US + 60 * SECOND);
  g_autoptr (HtProposal) during = town_advise (town, incident);
  town_assert_says (ht_proposal_get_basis (during), "1 closure counted");
  g_assert_false (ht_proposal_is_stale (during));
  tick_at (town, NOW_US + 60 * SECOND);
  g_assert_true (ht_proposal_is_stale (during));
  g_autoptr (HtProposal) after = town_advise (town, incident);
  g_assert_null (strstr (ht_proposal_get_basis (after), "closure"));
}

/* One after the other, each at its own time; the one without a time stays. */
static void
test_several (Town *town, gconstpointer unused)
{
  town_set_clock (NOW_US);
  HtClosure *late = close_until (town, south_middle, NOW_US + 120 * SECOND);
  HtClosure *early = close_until (town, (HtPoint){ TOWN_LON + 0.0039, TOWN_LAT }, NOW_US + 60 * SECOND);
  HtClosure *lasting = close_until (town, (HtPoint){ TOWN_LON, TOWN_LAT + 0.001 }, 0);
  g_assert_cmpuint (count_closed (town), ==, 3);
  tick_at (town, NOW_US + 61 * SECOND);
  g_assert_cmpuint (count_closed (town), ==, 2);
  g_assert_false (ht_closure_is_closed (early));
  g_assert_true (ht_closure_is_closed (late));
  tick_at (town, NOW_US + 121 * SECOND);
  g_assert_cmpuint (count_closed (town), ==, 1);
  g_assert_false (ht_closure_is_closed (late));
  g_assert_true (ht_closure_is_closed (lasting));
  tick_at (town, NOW_US + 31536000 * SECOND);
  g_assert_true (ht_closure_is_closed (lasting));
  open_road (town, lasting);
  g_assert_false (ht_closure_is_closed (lasting));
  g_assert_cmpuint (count_closed (town), ==, 0);
}

/* What ended while the desk was closed is open when it comes back. */
static void
test_ended_meanwhile (Town *town, gconstpointer unused)
{
  town_set_clock (NOW_US);
  close_until (town, south_middle, NOW_US + 60 * SECOND);
  town_set_clock (NOW_US + 59 * SECOND);
  town_reopen (town);
  g_assert_cmpuint (count_closed (town), ==, 1);
  town_set_clock (NOW_US + 60 * SECOND);
  town_reopen (town);
  g_assert_cmpuint (count_closed (town), ==, 0);
  g_autoptr (HtClosure) closure = g_list_model_get_item (ht_city_get_closures (town->city), 0);
  g_assert_false (ht_closure_is_closed (closure));
  g_assert_cmpstr (ht_closure_get_street (closure), ==, "四平路");
}

static void
assert_no_closure (Town *town, HtPoint at, const char *reason, gint64 until_us, HtModelError code)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (town_close_road (town, at, FALSE, reason, until_us, &error));
  g_assert_error (error, HT_MODEL_ERROR, (int) code);
}

/* A time that is over would close nothing while its author believes the road shut. 50 m: both sides; a degree
 * of latitude is 110.87 km here. */
static void
test_refused (Town *town, gconstpointer unused)
{
  town_set_clock (NOW_US);
  assert_no_closure (town, south_middle, "爆管", NOW_US, HT_MODEL_ERROR_INVALID);
  assert_no_closure (town, south_middle, "爆管", NOW_US - 1, HT_MODEL_ERROR_INVALID);
  assert_no_closure (town, south_middle, NULL, 0, HT_MODEL_ERROR_NEEDS_REASON);
  assert_no_closure (town, south_middle, "", 0, HT_MODEL_ERROR_NEEDS_REASON);
  HtPoint beyond = { south_middle.lon, south_middle.lat - 50.5 / 110870 };
  assert_no_closure (town, beyond, "爆管", 0, HT_MODEL_ERROR_INVALID);
  g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_closures (town->city)), ==, 0);
  HtPoint within = { south_middle.lon, south_middle.lat - 49.5 / 110870 };
  g_assert_true (ht_closure_is_closed (close_until (town, within, NOW_US + 1)));
}

static void
test_roles (Town *town, gconstpointer unused)
{
  static const struct
  {
    const char *role;
    gboolean may;
  } cases[] = { { HT_ROLE_VIEWER, FALSE },
                { HT_ROLE_PLANNER, FALSE },
                { HT_ROLE_DISPATCHER, TRUE },
                { HT_ROLE_COMMANDER, TRUE },
                { HT_ROLE_ADMINISTRATOR, TRUE } };
  HtClosure *closure = close_until (town, south_middle, 0);
  HtRouting *routing = ht_city_get_routing (town->city);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      ht_session_act_as_service (ht_city_get_session (town->city), cases[i].role);
      if (!cases[i].may)
        assert_no_closure (town, south_middle, "爆管", 0, HT_MODEL_ERROR_DENIED);
      town_begin ();
      ht_routing_open_road_async (routing, closure, NULL, town_done, NULL);
      g_autoptr (GAsyncResult) result = town_end ();
      g_assert_cmpint (ht_routing_open_road_finish (routing, result, &error), ==, cases[i].may);
      g_assert_cmpint (ht_closure_is_closed (closure), ==, !cases[i].may);
      if (cases[i].may)
        closure = close_until (town, south_middle, 0);
    }
}

/* Only the street asked for, in both its sections; cross streets stay open. */
static void
test_whole_street (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  HtClosure *closure = town_close_road (town, south_middle, TRUE, "马拉松", 0, &error);
  g_assert_no_error (error);
  HtGeometry *geometry = ht_closure_get_geometry (closure);
  g_assert_cmpuint (geometry->n_parts, ==, 2);
  for (guint i = 0; i < geometry->n_points; i++)
    g_assert_cmpfloat_with_epsilon (geometry->points[i].lat, TOWN_LAT, 1e-7);
  /* Its west end is reached over 曲阳路 alone, so from the middle of that the way is as it was. */
  g_autoptr (HtWay) way
      = town_route (town, (HtPoint){ TOWN_LON, TOWN_LAT + 0.001 }, (HtPoint){ TOWN_LON, TOWN_LAT + 0.002 });
  g_assert_cmpint (way->seconds, >, 0);
  g_assert_cmpfloat_with_epsilon (way->length_m, 111, 2);
}

/* A closure of sections that a newer map no longer has closes nothing and is not counted as if it did. */
static void
test_unknown_sections (Town *town, gconstpointer unused)
{
  static const char *const names[]
      = { "999:1:2:0", "101:1:2", "101:1:2:0:0", "", "a:b:c:d", "101:2:1:0", "99999999999999999999:1:2:0" };
  HtValue *sections = ht_value_new_array ();
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (*names[i] != '\0')
      ht_value_add (sections, ht_value_new_text (names[i]));
  HtUuid id = ht_uuid_random ();
  HtValue *fields = ht_value_new_map ();
  ht_value_set (fields, "sections", sections);
  ht_value_set_text (fields, "state", "closed");
  ht_value_set_text (fields, "reason", "旧地图");
  town_append_apart (town, ht_op_draft_create ("closure", &id, fields));
  town_settle (20);
  g_autoptr (HtClosure) closure = g_list_model_get_item (ht_city_get_closures (town->city), 0);
  g_assert_true (ht_closure_is_closed (closure));
  g_assert_cmpstr (ht_closure_get_street (closure), ==, "");
  g_assert_null (ht_closure_get_geometry (closure));
  g_assert_cmpuint (count_closed (town), ==, 0);
}

/* Anything but "open" keeps a road shut: a mistake that way costs a detour, the other way a stuck engine. */
static void
test_odd_records (void)
{
  static const struct
  {
    const char *state;
    gboolean closed;
  } cases[] = { { "closed", TRUE }, { "open", FALSE }, { "half", TRUE }, { "", TRUE } };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HtUuid id = ht_uuid_random ();
      g_autoptr (HtRecord) record = ht_record_new ("closure", &id);
      town_put (record, "state", ht_value_new_text (cases[i].state), SECOND);
      town_put (record, "until_us", ht_value_new_int (-5), SECOND);
      g_autoptr (HtClosure) closure = HT_CLOSURE (ht_entity_new (HT_TYPE_CLOSURE, record));
      g_assert_cmpint (ht_closure_is_closed (closure), ==, cases[i].closed);
      g_assert_cmpint (ht_closure_get_until_us (closure), ==, 0);
      g_assert_cmpstr (ht_closure_get_reason (closure), ==, "");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/closure/odd", test_odd_records);
  static const TownTest tests[] = {
    { "/closure/ends", test_ends_by_itself }, { "/closure/advice", test_advice_grows_old },
    { "/closure/several", test_several },     { "/closure/meanwhile", test_ended_meanwhile },
    { "/closure/refused", test_refused },     { "/closure/roles", test_roles },
    { "/closure/street", test_whole_street }, { "/closure/unknown", test_unknown_sections },
  };
  town_add_tests (tests, G_N_ELEMENTS (tests));
  return g_test_run ();
}
