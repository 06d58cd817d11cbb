/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sensors with their day of observations, and cameras. */
#include <math.h>

#include "city.h"

#define HOUR_US G_GINT64_CONSTANT (3600000000)

static void
test_sensors (void)
{
  const GPtrArray *sensors = things_of (things_full (), "sensor");
  g_autoptr (GHashTable) units = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < sensors->len; i++)
    {
      const HtFeature *sensor = sensors->pdata[i];
      double warn = thing_real (sensor, "warn"), alarm = thing_real (sensor, "alarm");
      /* An alarm is worse than a warning, whichever way is worse. */
      g_assert_true (thing_bool (sensor, "rising") ? alarm > warn : alarm < warn);
      const char *unit = thing_text (sensor, "unit"),
                 *before = g_hash_table_lookup (units, thing_text (sensor, "kind"));
      g_assert_true (before == NULL || g_str_equal (before, unit));
      g_hash_table_insert (units, (gpointer) thing_text (sensor, "kind"), (gpointer) unit);
    }
  g_assert_cmpuint (g_hash_table_size (units), ==, 13);
  g_assert_cmpuint (things_count (sensors, "kind", "tide"), ==, 13);
  g_assert_cmpuint (things_count (sensors, "kind", "bridge_strain"), ==, 11);
  g_assert_cmpuint (things_count (sensors, "kind", "visibility"), ==,
                    things_of (things_full (), "road_weather")->len);
}

/* Each sensor has 24 values an hour apart, from midnight of the city's day, at its own place. */
static void
test_day (void)
{
  const GPtrArray *observations = things_of (things_full (), "observation"),
                  *sensors = things_of (things_full (), "sensor");
  for (guint i = 0; i < sensors->len; i++)
    for (guint hour = 0; hour < 24; hour++)
      {
        const HtFeature *observation = things_get (observations, 24 * i + hour), *sensor = sensors->pdata[i];
        HtUuid id;
        g_assert_true (ht_uuid_parse (thing_text (observation, "sensor"), &id, NULL));
        g_assert_true (ht_uuid_equal (&id, &sensor->id));
        g_assert_cmpint (thing_int (observation, "at_us"), ==, HT_KIT_DAY_US + hour * HOUR_US);
        g_assert_cmpfloat (ht_kit_distance (observation->geometry->points[0], sensor->geometry->points[0]),
                           ==, 0);
      }
}

typedef struct
{
  double sum, least, most;
  guint n, over;
} Seen;

/* Values of all sensors of a kind in one hour. */
static Seen
see (const char *kind, guint hour)
{
  Seen seen = { 0, INFINITY, -INFINITY, 0, 0 };
  const GPtrArray *observations = things_of (things_full (), "observation"),
                  *sensors = things_of (things_full (), "sensor");
  for (guint i = 0; i < sensors->len; i++)
    {
      const HtFeature *sensor = sensors->pdata[i];
      if (!thing_is (sensor, "kind", kind))
        continue;
      double value = thing_real (things_get (observations, 24 * i + hour), "value");
      seen.sum += value;
      seen.n++;
      seen.least = MIN (seen.least, value);
      seen.most = MAX (seen.most, value);
      seen.over += thing_bool (sensor, "rising") ? value >= thing_real (sensor, "warn")
                                                 : value <= thing_real (sensor, "warn");
    }
  g_assert_cmpuint (seen.n, >, 0);
  return seen;
}

/* It rains in the afternoon and not before noon; then water stands and rises, sight is short, wind is high.
 */
static void
test_storm (void)
{
  static const char *const rising[] = { "rain", "waterlogging", "water_level", "wind", "pump_level" };
  for (guint i = 0; i < G_N_ELEMENTS (rising); i++)
    {
      Seen before = see (rising[i], 9), at_three = see (rising[i], 15);
      g_assert_cmpfloat (at_three.sum / at_three.n, >, before.sum / before.n);
    }
  g_assert_cmpfloat (see ("rain", 9).most, <, 5);
  g_assert_cmpfloat (see ("rain", 15).most, >, 40);
  g_assert_cmpfloat (see ("visibility", 15).sum, <, 0.8 * see ("visibility", 11).sum);
  /* Some pass their limits, not all. */
  Seen rain = see ("rain", 15), water = see ("waterlogging", 15);
  g_assert_true (rain.over > 0 && rain.over < rain.n);
  g_assert_true (water.over > 0 && water.over < water.n);
  g_assert_cmpuint (see ("rain", 3).over, ==, 0);
  g_assert_cmpuint (see ("waterlogging", 3).over, ==, 0);
}

/* The tide comes twice: high, low and high again twelve hours later. */
static void
test_tide (void)
{
  Seen high = see ("tide", 2), low = see ("tide", 8), again = see ("tide", 14);
  g_assert_cmpfloat (high.sum / high.n, >, low.sum / low.n + 1.5);
  g_assert_cmpfloat (again.sum / again.n, >, low.sum / low.n + 1.5);
}

/* What counts or measures a length is never below nothing; a fire panel is still or rings. */
static void
test_values (void)
{
  const GPtrArray *observations = things_of (things_full (), "observation"),
                  *sensors = things_of (things_full (), "sensor");
  guint rings = 0, panels = 0;
  for (guint i = 0; i < observations->len; i++)
    {
      const HtFeature *sensor = things_get (sensors, i / 24);
      double value = thing_real (observations->pdata[i], "value");
      if (!thing_is (sensor, "kind", "tide") && !thing_is (sensor, "unit", "°C"))
        g_assert_cmpfloat (value, >=, 0);
      if (!thing_is (sensor, "kind", "fire_iot"))
        continue;
      g_assert_true (value == 0 || value == 1);
      panels++;
      rings += value == 1;
    }
  g_assert_cmpuint (rings, >, 0);
  g_assert_cmpuint (rings, <, panels / 100);
}

/* Beside what they watch: panels at complexes, detectors at chemical sites. */
static void
test_beside (void)
{
  static const char *const pairs[][2]
      = { { "fire_iot", "complex" }, { "toxic_gas", "chemical_site" }, { "pump_level", "pump" } };
  const GPtrArray *sensors = things_of (things_full (), "sensor");
  for (guint p = 0; p < G_N_ELEMENTS (pairs); p++)
    {
      const GPtrArray *watched = things_of (things_full (), pairs[p][1]);
      guint turn = 0;
      for (guint i = 0; i < sensors->len; i++)
        {
          const HtFeature *sensor = sensors->pdata[i];
          if (!thing_is (sensor, "kind", pairs[p][0]))
            continue;
          const HtFeature *thing = things_get (watched, turn++ % watched->len);
          g_assert_cmpfloat (ht_kit_distance (thing->geometry->points[0], sensor->geometry->points[0]), <,
                             22);
        }
      g_assert_cmpuint (turn, >, 100);
    }
}

static void
test_cameras (void)
{
  const GPtrArray *cameras = things_of (things_full (), "camera");
  guint quarters[4] = { 0 };
  for (guint i = 0; i < cameras->len; i++)
    {
      const HtFeature *camera = cameras->pdata[i];
      quarters[(int) (thing_real (camera, "direction_deg") / 90)]++;
      if (thing_is (camera, "kind", "crossing"))
        g_assert_cmpfloat (things_to_road_m (camera->geometry->points[0]), <, 22);
    }
  for (guint q = 0; q < 4; q++)
    g_assert_cmpfloat_with_epsilon (quarters[q], cameras->len / 4.0, 0.03 * cameras->len);
  g_assert_cmpuint (things_count (cameras, "kind", "crossing"), >, 0.7 * cameras->len);
}

void
things_add_watch_tests (void)
{
  g_test_add_func ("/model/things/watch/sensors", test_sensors);
  g_test_add_func ("/model/things/watch/day", test_day);
  g_test_add_func ("/model/things/watch/storm", test_storm);
  g_test_add_func ("/model/things/watch/tide", test_tide);
  g_test_add_func ("/model/things/watch/values", test_values);
  g_test_add_func ("/model/things/watch/beside", test_beside);
  g_test_add_func ("/model/things/watch/cameras", test_cameras);
}
