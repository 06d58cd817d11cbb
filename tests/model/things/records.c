/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hidden dangers, past disasters, how often the brigade is called; and who comes over water, through the air
 * and from the neighbours. */
#include <math.h>
#include <string.h>

#include "base/json.h"
#include "city.h"

#define TODAY "2026-07-01"

static gboolean
is_date (const char *text)
{
  return g_regex_match_simple ("^[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$", text, 0, 0);
}

/* A danger is overdue only after its day, and open only before. */
static void
test_dangers (void)
{
  const GPtrArray *dangers = things_of (things_full (), "hidden_danger");
  guint major = 0, closed = 0, past = 0;
  for (guint i = 0; i < dangers->len; i++)
    {
      const HtFeature *danger = dangers->pdata[i];
      const char *found = thing_text (danger, "found"), *due = thing_text (danger, "due"),
                 *state = thing_text (danger, "state");
      g_assert_true (is_date (found) && is_date (due));
      g_assert_cmpint (strcmp (found, due), <, 0);
      g_assert_cmpint (strcmp (found, TODAY), <=, 0);
      gboolean over = strcmp (due, TODAY) < 0;
      g_assert_true (over != g_str_equal (state, "open"));
      past += over;
      closed += g_str_equal (state, "closed");
      major += thing_is (danger, "grade", "major");
    }
  g_assert_cmpfloat_with_epsilon (closed, 0.85 * past, 0.03 * past);
  g_assert_cmpfloat_with_epsilon (major, 0.06 * dangers->len, 0.015 * dangers->len);
}

/* Twenty are entered with their sources; of the others over nine in ten are the weather's. */
static void
test_disasters (void)
{
  static const char *const weather[] = { "waterlogging", "wind", "thunderstorm", "fog", "snow_ice", NULL };
  const GPtrArray *disasters = things_of (things_full (), "past_disaster");
  guint entered = 0, by_weather = 0;
  for (guint i = 0; i < disasters->len; i++)
    {
      const HtFeature *disaster = disasters->pdata[i];
      const char *date = thing_text (disaster, "date");
      g_assert_true (is_date (date));
      g_assert_cmpint (strcmp (date, TODAY), <, 0);
      if (ht_value_member_bool (disaster->attributes, "sketched", FALSE))
        {
          g_assert_cmpstr (thing_text (disaster, "source"), ==, "as commonly reported; place from memory");
          entered++;
          continue;
        }
      g_assert_cmpint (strcmp (date, "2016-06-01"), >, 0);
      by_weather += g_strv_contains (weather, thing_text (disaster, "kind"));
    }
  g_assert_cmpuint (entered, ==, 20);
  g_assert_cmpfloat_with_epsilon (by_weather, 0.92 * 1200, 0.03 * 1200);
  g_assert_cmpuint (disasters->len, ==, 1220);
}

/* --- incident rates --- */

/* 92,000 calls a year in all cells together, each with its 24 hours that are one together. */
static void
test_rates (void)
{
  const GPtrArray *rates = things_of (things_full (), "incident_rate");
  g_assert_cmpfloat_with_epsilon (things_total (rates, "per_year"), 92000, 10);
  for (guint i = 0; i < rates->len; i += 3)
    {
      g_autoptr (GError) error = NULL;
      const char *text = thing_text (rates->pdata[i], "hours");
      g_autoptr (HtValue) hours = ht_json_parse ("hours", text, strlen (text), &error);
      double sum = 0;
      g_assert_no_error (error);
      g_assert_cmpuint (ht_value_get_length (hours), ==, 24);
      for (guint h = 0; h < 24; h++)
        {
          double share = ht_value_get_real (ht_value_get_item (hours, h), -1);
          g_assert_true (share > 0 && share < 0.09);
          sum += share;
        }
      g_assert_cmpfloat_with_epsilon (sum, 1, 0.002);
      /* Nobody calls at four as at six in the evening. */
      g_assert_cmpfloat (ht_value_get_real (ht_value_get_item (hours, 4), 1), <,
                         0.5 * ht_value_get_real (ht_value_get_item (hours, 17), 0));
    }
}

/* Cells are of 500 m and no cell is there twice; where people are many there are more calls. */
static void
test_cells (void)
{
  const GPtrArray *rates = things_of (things_full (), "incident_rate");
  const HtPoint middle = { 121.4737, 31.2304 };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  double inner = 0, outer = 0;
  guint n_inner = 0, n_outer = 0;
  for (guint i = 0; i < rates->len; i++)
    {
      const HtFeature *rate = rates->pdata[i];
      HtPoint at = rate->geometry->points[0];
      char *key = g_strdup_printf ("%.0f/%.0f", floor (at.lat / (500 / 111320.0)),
                                   floor (at.lon / (500 / 95250.0)));
      g_assert_true (g_hash_table_add (seen, key));
      if (ht_kit_distance (at, middle) < 8000)
        inner += thing_real (rate, "per_year"), n_inner++;
      else if (ht_kit_distance (at, middle) > 30000)
        outer += thing_real (rate, "per_year"), n_outer++;
    }
  g_assert_true (n_inner > 20 && n_outer > 20);
  g_assert_cmpfloat (inner / n_inner, >, 2 * outer / n_outer);
}

void
things_add_record_tests (void)
{
  g_test_add_func ("/model/things/records/dangers", test_dangers);
  g_test_add_func ("/model/things/records/disasters", test_disasters);
  g_test_add_func ("/model/things/records/rates", test_rates);
  g_test_add_func ("/model/things/records/cells", test_cells);
}

/* --- reach --- */

/* Craft that may be in a river are on water, or in a port. */
static void
test_vessels (void)
{
  const GPtrArray *vessels = things_of (things_full (), "vessel");
  guint afloat = 0;
  for (guint i = 0; i < vessels->len; i++)
    {
      const HtFeature *vessel = vessels->pdata[i];
      HtPoint at = vessel->geometry->points[0];
      afloat += !things_dry (at);
      g_assert_true (things_district (at) != G_MAXUINT || !things_dry (at));
    }
  g_assert_cmpuint (afloat, >, vessels->len / 5);
}

/* Every second large hospital, every special station, and roofs and grounds; those on the ground are widest.
 */
static void
test_helipads (void)
{
  const GPtrArray *pads = things_of (things_full (), "helipad");
  guint lit = 0;
  g_assert_cmpuint (things_count (pads, "kind", "hospital"), ==, 35);
  g_assert_cmpuint (things_count (pads, "kind", "station"), ==, 20);
  for (guint i = 0; i < pads->len; i++)
    {
      double d_value = thing_real (pads->pdata[i], "d_value_m");
      g_assert_true (thing_is (pads->pdata[i], "kind", "ground") == (d_value > 20));
      lit += thing_bool (pads->pdata[i], "lit");
    }
  g_assert_true (lit > pads->len / 3 && lit < pads->len);
}

/* Helicopters carry people farther and faster than drones. */
static void
test_aircraft (void)
{
  const GPtrArray *aircraft = things_of (things_full (), "aircraft");
  for (guint i = 0; i < aircraft->len; i++)
    {
      const HtFeature *craft = aircraft->pdata[i];
      gboolean drone = thing_is (craft, "kind", "cargo_drone");
      g_assert_true (drone == (thing_int (craft, "places") == 0));
      g_assert_true (drone == (thing_real (craft, "range_km") < 100));
      g_assert_true (drone == (thing_real (craft, "speed_kmh") < 100));
    }
}

/* Hours grow with the way: Suzhou's teams are here long before Hefei's, and nobody is at home in the city. */
static void
test_aid (void)
{
  const GPtrArray *teams = things_of (things_full (), "aid_team");
  const HtPoint middle = { 121.4737, 31.2304 };
  for (guint i = 0; i < teams->len; i++)
    {
      const HtFeature *team = teams->pdata[i];
      double away_km = ht_kit_distance (team->geometry->points[0], middle) / 1000;
      g_assert_cmpfloat (away_km, >, 60);
      g_assert_cmpuint (things_district (team->geometry->points[0]), ==, G_MAXUINT);
      g_assert_cmpfloat_with_epsilon (thing_real (team, "arrival_h"), 2 + away_km / 60, 0.15);
    }
  g_assert_cmpuint (things_count (teams, "province", "安徽"), >=, 8);
}

static void
test_delivery (void)
{
  const GPtrArray *points = things_of (things_full (), "delivery_point");
  double rail = 0, dropped = 0;
  for (guint i = 0; i < points->len; i++)
    {
      double tonnes = thing_real (points->pdata[i], "tonnes_day");
      g_assert_cmpfloat (fmod (tonnes, 10), ==, 0);
      rail += thing_is (points->pdata[i], "kind", "rail") ? tonnes / 9 : 0;
      dropped += thing_is (points->pdata[i], "kind", "airdrop") ? tonnes / 48 : 0;
    }
  g_assert_cmpfloat (rail, >, 30 * dropped);
}

void
things_add_reach_tests (void)
{
  g_test_add_func ("/model/things/reach/vessels", test_vessels);
  g_test_add_func ("/model/things/reach/helipads", test_helipads);
  g_test_add_func ("/model/things/reach/aircraft", test_aircraft);
  g_test_add_func ("/model/things/reach/aid", test_aid);
  g_test_add_func ("/model/things/reach/delivery", test_delivery);
}
