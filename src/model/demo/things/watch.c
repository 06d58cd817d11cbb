/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "model/demo/things/rivers.h"
#include "model/demo/things/subjects.h"

/*
 * 5,000 sensors, each beside what it watches, with a day of hourly observations: a day of early summer with a
 * rainstorm in the afternoon, so that some pass their limits.
 */
#define SENSORS 5000
#define HOURS 24

typedef enum
{
  AT_WEATHER_SECTION,
  AT_RIVER,
  AT_TIDE,
  AT_PUMP,
  AT_CHEMICAL,
  AT_COMPLEX,
  AT_METRO,
  AT_BRIDGE,
  AT_GAS,
  AT_PEOPLE,
  AT_FIELDS,
} Where;

/* @share of the sensors that are left after those that stand at each of few things. */
typedef struct
{
  const char *kind, *word, *word_en, *unit;
  Where where;
  double share;
  double base, swing, storm,
      noise; /* value = base + swing × daily wave + storm × storm of the hour ± noise */
  double warn, alarm;
  gboolean rising;
} SensorKind;

static const SensorKind kinds[] = {
  { "visibility", "能见度站", "Visibility Station", "m", AT_WEATHER_SECTION, 0, 6000, 2500, -5200, 500, 200,
    50, FALSE },
  { "tide", "潮位计", "Tide Gauge", "m", AT_TIDE, 0, 2.2, 1.2, 0.4, 0.05, 4.5, 5.0, TRUE },
  { "bridge_strain", "桥梁健康监测", "Bridge Strain Gauge", "µε", AT_BRIDGE, 0, 180, 60, 20, 15, 450, 600,
    TRUE },
  { "water_level", "水位站", "Water Level Gauge", "m", AT_RIVER, 8, 2.6, 0.4, 0.9, 0.08, 3.5, 4.0, TRUE },
  { "waterlogging", "积水监测点", "Waterlogging Gauge", "cm", AT_PEOPLE, 18, 0, 0, 22, 3, 15, 30, TRUE },
  { "rain", "雨量站", "Rain Gauge", "mm/h", AT_FIELDS, 12, 0, 0, 48, 4, 30, 50, TRUE },
  { "wind", "风速站", "Anemometer", "m/s", AT_FIELDS, 6, 4, 2, 11, 1.5, 17.2, 24.5, TRUE },
  { "pump_level", "泵站前池水位", "Pump Sump Level", "m", AT_PUMP, 10, 1.1, 0.2, 1.4, 0.15, 2.4, 2.9, TRUE },
  { "toxic_gas", "有毒气体探测器", "Toxic Gas Detector", "ppm", AT_CHEMICAL, 10, 0.4, 0.2, 0, 0.3, 5, 15,
    TRUE },
  { "gas_leak", "燃气泄漏探测器", "Gas Leak Detector", "%LEL", AT_GAS, 12, 1.5, 0.5, 0, 0.8, 10, 25, TRUE },
  { "fire_iot", "消防物联网主机", "Fire Alarm Panel", "1", AT_COMPLEX, 14, 0, 0, 0, 0, 1, 2, TRUE },
  { "metro_crowd", "车站客流计", "Station Crowd Counter", "人/min", AT_METRO, 8, 90, 70, -10, 20, 320, 420,
    TRUE },
  { "road_ice", "路面状况站", "Road Surface Station", "°C", AT_RIVER, 2, 30, 7, -6, 1, 2, 0, FALSE },
};

/* Hours of the storm: nothing before noon, the peak at three. */
static double
storm_at (guint hour)
{
  static const double storm[HOURS]
      = { [12] = 0.1, [13] = 0.35, [14] = 0.8, [15] = 1, [16] = 0.7, [17] = 0.4, [18] = 0.2, [19] = 0.1 };
  return storm[hour];
}

typedef struct
{
  const SensorKind *kind;
  HtUuid id;
  HtPoint at;
  double local; /* how hard the storm comes here */
} Sensor;

static void
add_sensor (HtKit *kit, GArray *sensors, const SensorKind *kind, HtPoint at, guint number)
{
  static const char *const feeds[] = { "sensorthings", "mqtt", "sensorthings", "http" };
  HtKitName name = { NULL, NULL, kind->word, kind->word_en, number };
  HtValue *attributes = ht_kit_add_point (kit, &name, at);
  ht_value_set_text (attributes, "kind", kind->kind);
  ht_value_set_text (attributes, "unit", kind->unit);
  ht_value_set_real (attributes, "warn", kind->warn);
  ht_value_set_real (attributes, "alarm", kind->alarm);
  ht_value_set_bool (attributes, "rising", kind->rising);
  ht_value_set_text (attributes, "feed", feeds[ht_demo_dice_below (&kit->dice, G_N_ELEMENTS (feeds))]);
  Sensor sensor = { kind, *ht_kit_last_id (kit), at, pow (ht_demo_dice_between (&kit->dice, 0, 1), 0.7) };
  g_array_append_val (sensors, sensor);
}

static HtPoint
beside (HtPoint at, HtDemoDice *dice)
{
  return ht_kit_shift (at, ht_demo_dice_between (dice, -15, 15), ht_demo_dice_between (dice, -15, 15));
}

/* A thing of the list in turn; where there are none, a place among people. */
static HtPoint
place_sensor (HtKit *kit, Where where, guint turn, HtPick *const picks[2])
{
  static const struct
  {
    Where where;
    HtKitList list;
  } lists[] = { { AT_PUMP, HT_KIT_PUMP },
                { AT_CHEMICAL, HT_KIT_CHEMICAL },
                { AT_COMPLEX, HT_KIT_COMPLEX },
                { AT_METRO, HT_KIT_METRO },
                { AT_GAS, HT_KIT_GAS } };
  const HtRiverSpot *river = where == AT_RIVER ? ht_kit_draw_river (kit, &kit->dice) : NULL;
  if (river != NULL)
    return turn % 2 == 0 ? river->left : river->right;
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (lists[i].where == where && ht_kit_n (kit, lists[i].list) > 0)
      {
        const HtKitThing *thing = ht_kit_get (kit, lists[i].list, turn % ht_kit_n (kit, lists[i].list));
        return beside (thing->at, &kit->dice);
      }
  return ht_pick_draw_or_city (picks[where == AT_FIELDS], NULL, &kit->dice).at;
}

static void
add_few (HtKit *kit, GArray *sensors, guint most)
{
  static const HtKitList lists[] = { HT_KIT_WEATHER_SECTION, HT_KIT_TIDE, HT_KIT_BRIDGE };
  for (guint k = 0; k < G_N_ELEMENTS (lists); k++)
    for (guint i = 0; i < ht_kit_n (kit, lists[k]) && sensors->len < most; i++)
      add_sensor (kit, sensors, &kinds[k], ht_kit_get (kit, lists[k], i)->at, i + 1);
}

static gboolean
make_sensors (HtKit *kit, GArray *sensors, GError **error)
{
  static const HtPickRule fields = { HT_BY_AREA,
                                     0.7,
                                     { { HT_USE_FIELD, 1 },
                                       { HT_USE_VILLAGE, 1 },
                                       { HT_USE_CAMPUS, 2 },
                                       { HT_USE_ESTATE, 1 },
                                       { HT_USE_PARK, 1 },
                                       { HT_USE_INDUSTRY, 1 } } };
  g_autoptr (HtPick) people = ht_pick_new (kit, &ht_pick_anywhere_by_people);
  g_autoptr (HtPick) land = ht_pick_new (kit, &fields);
  HtPick *const picks[2] = { people, land };
  double shares[G_N_ELEMENTS (kinds)];
  guint n = ht_kit_scaled (kit, SENSORS);
  ht_kit_begin (kit, "sensor");
  add_few (kit, sensors, n);
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    shares[k] = kinds[k].share;
  g_autofree guint *counts = ht_kit_share (shares, G_N_ELEMENTS (kinds), n - sensors->len);
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (guint i = 0; i < counts[k]; i++)
      add_sensor (kit, sensors, &kinds[k], place_sensor (kit, kinds[k].where, i, picks), i + 1);
  return ht_kit_end (kit, error);
}

static double
observe (const Sensor *sensor, guint hour, HtDemoDice *dice)
{
  const SensorKind *kind = sensor->kind;
  /* Tides come twice a day, the rest of the waves once, at their height in the afternoon. */
  double period = kind->where == AT_TIDE ? 12.4 : 24, wave = cos (2 * G_PI * (hour - 14.0) / period);
  double value = kind->base + kind->swing * wave + kind->storm * storm_at (hour) * sensor->local
                 + ht_demo_dice_between (dice, -kind->noise, kind->noise);
  if (kind->where == AT_COMPLEX)
    value = ht_demo_dice_happens (dice, 0.002) ? 1 : 0;
  gboolean may_be_negative = kind->where == AT_TIDE || g_str_equal (kind->unit, "°C");
  return ht_kit_round (may_be_negative ? value : MAX (value, 0), 0.01);
}

static gboolean
make_observations (HtKit *kit, const GArray *sensors, GError **error)
{
  ht_kit_begin (kit, "observation");
  for (guint i = 0; i < sensors->len; i++)
    for (guint hour = 0; hour < HOURS; hour++)
      {
        const Sensor *sensor = &g_array_index (sensors, Sensor, i);
        HtValue *attributes = ht_kit_add_point (kit, NULL, sensor->at);
        ht_kit_set_id (attributes, "sensor", &sensor->id);
        ht_value_set_int (attributes, "at_us", HT_KIT_DAY_US + hour * G_GINT64_CONSTANT (3600000000));
        ht_value_set_real (attributes, "value", observe (sensor, hour, &kit->dice));
      }
  return ht_kit_end (kit, error);
}

/* Those that are shared with the command centre: at crossings, metro stations and complexes. The city has
 * some hundred times as many. */
static gboolean
make_cameras (HtKit *kit, GError **error)
{
  const HtNetwork *network = kit->ground->map->network;
  static const HtPickRule rule = { HT_BY_BOTH,
                                   0.5,
                                   { { HT_USE_CENTRE, 3 },
                                     { HT_USE_ESTATE, 1 },
                                     { HT_USE_TOWERS, 1 },
                                     { HT_USE_OLD, 1 },
                                     { HT_USE_CAMPUS, 1 },
                                     { HT_USE_INDUSTRY, 0.5 } } };
  g_autoptr (HtPick) pick = ht_pick_new (kit, &rule);
  ht_kit_begin (kit, "camera");
  for (guint i = 0, n = ht_kit_scaled (kit, 12000); i < n; i++)
    {
      HtGroundSpot spot = ht_pick_draw_or_city (pick, NULL, &kit->dice);
      guint32 node = ht_kit_block (kit, spot.block)->node;
      gboolean crossing = i % 4 != 0 && node < network->nodes->len;
      HtPoint at
          = crossing ? beside (g_array_index (network->nodes, HtRoadNode, node).at, &kit->dice) : spot.at;
      HtValue *attributes = ht_kit_add_point (kit, NULL, at);
      ht_value_set_text (attributes, "kind", crossing ? "crossing" : "public_place");
      ht_value_set_real (attributes, "direction_deg", ht_demo_dice_below (&kit->dice, 360));
    }
  return ht_kit_end (kit, error);
}

gboolean
ht_kit_make_watch (HtKit *kit, GError **error)
{
  g_autoptr (GArray) sensors = g_array_new (FALSE, FALSE, sizeof (Sensor));
  return make_sensors (kit, sensors, error) && make_observations (kit, sensors, error)
         && make_cameras (kit, error);
}
