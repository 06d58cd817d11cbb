/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every number of every column lies within what is plausible for such a thing. */
#include <math.h>

#include "city.h"

typedef struct
{
  const char *table, *column;
  double low, high;
  gboolean may_lack;
  const char *why;
} Range;

static const Range ranges[] = {
  { "station", "planned", 0, 1, FALSE, "built or not" },
  { "station", "area_km2", 0, 15, FALSE, "GB 51080-2015: at most 15 km2, suburban" },
  { "station", "turnout_s", 30, 120, FALSE, "GB 51080-2015: a minute to leave" },
  { "station", "engines", 1, 10, FALSE, "GB 51080-2015: two to ten vehicles" },
  { "micro_station", "members", 4, 14, FALSE, "rules of 2015: six for a firm, fewer for a small one" },
  { "volunteer", "members", 4, 160, FALSE, "a platoon has thirty and more" },
  { "vessel", "speed_kn", 8, 35, FALSE, "harbour craft" },
  { "vessel", "crew", 2, 40, FALSE, "harbour craft" },
  { "vessel", "places", 1, 1000, FALSE, "a ferry has hundreds" },
  { "aircraft", "speed_kmh", 60, 350, FALSE, "helicopters and drones" },
  { "aircraft", "range_km", 30, 1000, FALSE, "helicopters and drones" },
  { "aircraft", "places", 0, 20, FALSE, "a drone has none" },
  { "helipad", "d_value_m", 12, 25, FALSE, "overall length of medium helicopters" },
  { "aid_team", "members", 20, 120, FALSE, "a company" },
  { "aid_team", "arrival_h", 2, 10, FALSE, "600 km of road at 75 km/h, two hours to gather" },
  { "depot", "area_m2", 0, 20000, FALSE, "households have none" },
  { "stock_lot", "quantity", 1, 5e6, FALSE, "masks by the million" },
  { "delivery_point", "tonnes_day", 10, 10000, FALSE, "a rail yard" },
  { "hospital", "beds", 10, 3500, FALSE, "the largest of the country have several thousand" },
  { "hospital", "icu_beds", 0, 300, FALSE, "2 to 8 % of beds" },
  { "hall", "beds", 80, 1300, FALSE, "cabin hospitals of 2020: up to a thousand and more" },
  { "hall", "area_m2", 1200, 15000, FALSE, "gymnasium to exhibition hall" },
  { "hall", "ready_h", 12, 96, FALSE, "half a day to four days" },
  { "shelter", "grade", 1, 3, FALSE, "GB 21734-2008: three" },
  { "shelter", "capacity", 1500, 100000, FALSE, "2 to 4 m2 a person" },
  { "shelter", "area_m2", 2000, 200000, FALSE, "GB 21734-2008: 2,000 m2 at least" },
  { "school", "people", 50, 40000, FALSE, "the largest universities" },
  { "complex", "floor_m2", 30000, 480000, FALSE, "a large complex begins at 30,000 m2" },
  { "complex", "levels", 2, 12, FALSE, "shopping floors" },
  { "complex", "basement_levels", 1, 5, FALSE, "shops and garages" },
  { "complex", "people", 3000, 60000, FALSE, "8 m2 a person" },
  { "old_quarter", "year", 1900, 1990, FALSE, "before housing reform" },
  { "old_quarter", "population", 1, 20000, FALSE, "a block's people" },
  { "old_quarter", "households", 1, 8000, FALSE, "2.5 to a household" },
  { "building_site", "workers", 5, 400, FALSE, "a tower has hundreds" },
  { "building_site", "cranes", 0, 10, FALSE, "one to 45 workers" },
  { "building_site", "deep_pit_m", 0, 30, FALSE, "four levels of basement" },
  { "underground_space", "area_m2", 500, 30000, FALSE, "the larger ones" },
  { "underground_space", "levels", 1, 5, FALSE, "below ground" },
  { "underground_space", "people", 1, 4000, FALSE, "shops are fullest" },
  { "chemical_site", "storage_t", 0, 3e6, FALSE, "an oil depot" },
  { "chemical_site", "grade", 0, 4, FALSE, "GB 18218: I to IV, 0 none" },
  { "chemical_route", "trips_day", 40, 2000, FALSE, "trucks a day" },
  { "critical_user", "demand_kw", 50, 20000, FALSE, "a data centre has megawatts" },
  { "critical_user", "backup_h", 1, 72, FALSE, "batteries to a day of fuel" },
  { "pipe", "diameter_mm", 40, 3000, FALSE, "duct to trunk sewer" },
  { "pipe", "year", 1930, 2021, FALSE, "the plan's year" },
  { "pipe", "length_m", 1, 400000, FALSE, "a street's and its branches'" },
  { "power_node", "voltage_kv", 35, 1000, FALSE, "35 kV to the ultra-high" },
  { "power_node", "capacity_mva", 20, 9000, FALSE, "transformers of a substation" },
  { "gas_node", "pressure_mpa", 0.4, 6, FALSE, "GB 50028: at most 6.3 in pipelines" },
  { "gas_node", "capacity_m3h", 1000, 1500000, FALSE, "regulator to LNG terminal" },
  { "water_node", "capacity_m3d", 30000, 8000000, FALSE, "booster to reservoir" },
  { "comms_site", "backup_h", 2, 72, FALSE, "YD/T 1970: hours of battery" },
  { "dependency", "backup_h", 0, 24, FALSE, "hours without the feeder" },
  { "hydrant", "diameter_mm", 100, 150, FALSE, "GB 50974: DN100 or DN150" },
  { "hydrant", "flow_ls", 10, 15, FALSE, "GB 50974: 10 to 15 l/s" },
  { "bridge", "length_m", 5, 5000, FALSE, "canal to viaduct" },
  { "bridge", "max_weight_t", 5, 100, FALSE, "signs on streets" },
  { "bridge", "max_height_m", 2, 6, TRUE, "signs on streets" },
  { "bridge", "year", 1950, 2021, FALSE, "the plan's year" },
  { "road_weather", "visibility_warn_m", 50, 500, FALSE, "steps of the traffic law" },
  { "corridor", "width_m", 4, 60, FALSE, "carriageways" },
  { "pump", "capacity_m3s", 0.1, 70, FALSE, "underpass to river lock" },
  { "drain_area", "return_y", 1, 5, FALSE, "GB 50014: one to five years" },
  { "drain_area", "capacity_mmh", 36, 56, FALSE, "the city's rain formula" },
  { "river_section", "bed_m", -15, 3, FALSE, "above the Wusong zero" },
  { "river_section", "width_m", 3, 1500, FALSE, "canal to the mouth of the Huangpu" },
  { "tide_station", "warn_m", 3.5, 6, FALSE, "published warning levels" },
  { "tide_station", "mean_high_m", 2, 4.5, FALSE, "tide tables" },
  { "tide_station", "mean_low_m", 0, 2, FALSE, "tide tables" },
  { "sea_wall", "crest_m", 4.5, 10, FALSE, "the city's flood plan" },
  { "sea_wall", "return_y", 50, 1000, FALSE, "the city's flood plan" },
  { "sensor", "warn", 0, 1000, FALSE, "of its unit" },
  { "sensor", "alarm", 0, 1000, FALSE, "of its unit" },
  { "observation", "value", -20, 12000, FALSE, "metres of sight are the greatest" },
  { "camera", "direction_deg", 0, 359.999, FALSE, "a bearing" },
  { "past_disaster", "deaths", 0, 70, TRUE, "the entered ones" },
  { "past_disaster", "injured", 0, 300, TRUE, "the entered ones" },
  { "past_disaster", "loss_cny", 0, 2e9, TRUE, "the entered ones" },
  { "incident_rate", "per_year", 0, 800, FALSE, "of 500 m; the small ground is crowded" },
};

static guint
count_outside (const GPtrArray *features, const Range *range)
{
  guint outside = 0;
  for (guint i = 0; i < features->len; i++)
    {
      const HtFeature *feature = features->pdata[i];
      if (range->may_lack && !thing_has (feature, range->column))
        continue;
      double value = thing_real (feature, range->column);
      if (value >= range->low && value <= range->high)
        continue;
      outside++;
      g_test_message ("%s “%s”: %s %g is not within %g to %g (%s)", range->table, feature->name,
                      range->column, value, range->low, range->high, range->why);
    }
  return outside;
}

static void
test_plausible (void)
{
  guint outside = 0;
  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      /* The few streets of the small ground have all the pipes of the whole city. */
      const Things *things = g_str_equal (ranges[i].table, "pipe") ? things_small () : things_full ();
      outside += count_outside (things_of (things, ranges[i].table), &ranges[i]);
    }
  g_assert_cmpuint (outside, ==, 0);
}

/* No column of numbers is left out above, and none is always the same where things differ. */
static void
test_all_columns (void)
{
  guint n;
  const HtFeatureKind *kinds = ht_feature_kind_list (&n);
  for (guint k = 0; k < n; k++)
    for (const HtFeatureColumn *column = kinds[k].columns; column->name != NULL; column++)
      {
        gboolean listed = FALSE;
        if ((column->kind != HT_COLUMN_INT && column->kind != HT_COLUMN_REAL)
            || !g_hash_table_contains (things_full ()->tables, kinds[k].table)
            || g_str_equal (kinds[k].table, "elevation") || g_str_equal (column->name, "at_us"))
          continue;
        for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
          listed |= g_str_equal (ranges[i].table, kinds[k].table)
                    && g_str_equal (ranges[i].column, column->name);
        if (!listed)
          g_error ("%s.%s has no range", kinds[k].table, column->name);
      }
}

static void
test_vary (void)
{
  static const char *const same[] = { "station.turnout_s", "road_weather.visibility_warn_m", NULL };
  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      const GPtrArray *features = things_of (things_full (), ranges[i].table);
      g_autofree char *key = g_strdup_printf ("%s.%s", ranges[i].table, ranges[i].column);
      double least = INFINITY, most = -INFINITY;
      for (guint k = 0; k < features->len; k++)
        {
          const HtFeature *feature = features->pdata[k];
          if (ranges[i].may_lack && !thing_has (feature, ranges[i].column))
            continue;
          least = MIN (least, thing_real (feature, ranges[i].column));
          most = MAX (most, thing_real (feature, ranges[i].column));
        }
      /* No bridge of the network has a height limit but the entered ones. */
      if (g_str_equal (key, "bridge.max_height_m"))
        continue;
      if ((least < most) == g_strv_contains (same, key))
        g_error ("%s is from %g to %g", key, least, most);
    }
}

void
things_add_range_tests (void)
{
  g_test_add_func ("/model/things/ranges/plausible", test_plausible);
  g_test_add_func ("/model/things/ranges/all-columns", test_all_columns);
  g_test_add_func ("/model/things/ranges/vary", test_vary);
}
