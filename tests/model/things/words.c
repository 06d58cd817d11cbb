/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the city's things say of themselves has a word in both languages, and the catalogue has no word that
 * nothing says. */
#include <string.h>

#include "base/i18n.h"
#include "city.h"

/* Columns of text that are no word of a list: ids, codes, dates, numbers, names. */
static gboolean
is_free (const char *table, const char *column)
{
  static const char *const free_columns[] = { "critical_user.supply",
                                              "aircraft.pad",
                                              "roster.date",
                                              "roster.person",
                                              "depot.district",
                                              "stock_lot.depot",
                                              "stock_lot.lot",
                                              "stock_lot.expires",
                                              "dependency.from_id",
                                              "dependency.to_id",
                                              "road_weather.sensor",
                                              "pump.power",
                                              "pump.drain_area",
                                              "sensor.feed",
                                              "observation.sensor",
                                              "hidden_danger.found",
                                              "hidden_danger.due",
                                              "past_disaster.date",
                                              "incident_rate.hours",
                                              "metro_line.line",
                                              "metro_station.lines",
                                              "river_section.river",
                                              "district.code",
                                              "subdistrict.code",
                                              "subdistrict.district",
                                              "neighbourhood.code",
                                              "neighbourhood.subdistrict",
                                              NULL };
  g_autofree char *key = g_strdup_printf ("%s.%s", table, column);
  return g_strv_contains (free_columns, key);
}

/* Letters alone of the language: units and materials of plastic are the same in both. */
static gboolean
is_same_in_both (const char *value)
{
  static const char *const same[]
      = { "PE", "HDPE", "m", "cm", "1", "mm/h", "m/s", "ppm", "%LEL", "°C", "µε", NULL };
  return g_strv_contains (same, value);
}

static void
assert_word (const HtFeatureKind *kind, const char *column, const char *value)
{
  if (is_same_in_both (value))
    return;
  ht_i18n_set_language ("en");
  g_autofree char *english = g_strdup (ht_feature_kind_get_value_word (kind, column, value));
  ht_i18n_set_language ("zh_CN");
  g_autofree char *chinese = g_strdup (ht_feature_kind_get_value_word (kind, column, value));
  gboolean han = FALSE;
  for (const char *c = chinese; *c != '\0'; c = g_utf8_next_char (c))
    han |= g_unichar_get_script (g_utf8_get_char (c)) == G_UNICODE_SCRIPT_HAN;
  gboolean latin = TRUE;
  for (const char *c = english; *c != '\0'; c = g_utf8_next_char (c))
    latin &= g_unichar_get_script (g_utf8_get_char (c)) != G_UNICODE_SCRIPT_HAN;
  if (!han || !latin || strchr (english, '_') != NULL)
    g_error ("%s.%s “%s” is called “%s” and “%s”", kind->table, column, value, english, chinese);
}

/* How many different values the column has. */
static guint
look_at_column (const HtFeatureKind *kind, const HtFeatureColumn *column, const GPtrArray *features)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  if (column->kind != HT_COLUMN_TEXT || is_free (kind->table, column->name))
    return 0;
  for (guint i = 0; i < features->len; i++)
    {
      const HtFeature *feature = features->pdata[i];
      const char *value = ht_value_member_text (feature->attributes, column->name, NULL);
      if (value != NULL && g_hash_table_add (seen, (gpointer) value))
        assert_word (kind, column->name, value);
    }
  return g_hash_table_size (seen);
}

static void
test_every_value (void)
{
  guint n, words = 0;
  const HtFeatureKind *kinds = ht_feature_kind_list (&n);
  for (guint k = 0; k < n; k++)
    {
      const GPtrArray *features = g_hash_table_lookup (things_full ()->tables, kinds[k].table);
      if (features == NULL)
        features = ht_map_data_get_features (things_ground ()->map, kinds[k].table);
      for (const HtFeatureColumn *column = kinds[k].columns; features != NULL && column->name != NULL;
           column++)
        words += look_at_column (&kinds[k], column, features);
    }
  ht_i18n_set_language (NULL);
  g_assert_cmpuint (words, >, 250);
}

/* Each kind that a subject may draw is somewhere in the whole city. */
static void
test_every_kind_is_drawn (void)
{
  static const struct
  {
    const char *table, *column;
    guint n;
  } rows[] = { { "building_site", "kind", 5 },  { "underground_space", "kind", 5 },
               { "school", "kind", 4 },         { "critical_user", "kind", 8 },
               { "chemical_site", "kind", 7 },  { "chemical_site", "substance", 22 },
               { "station", "kind", 4 },        { "station", "class", 4 },
               { "micro_station", "kind", 3 },  { "volunteer", "kind", 3 },
               { "volunteer", "skill", 8 },     { "expert", "skill", 20 },
               { "expert", "title", 5 },        { "expert", "unit", 5 },
               { "vessel", "kind", 6 },         { "aircraft", "kind", 4 },
               { "helipad", "kind", 4 },        { "aid_team", "province", 3 },
               { "aid_team", "kind", 4 },       { "roster", "post", 3 },
               { "depot", "kind", 6 },          { "depot", "tier", 5 },
               { "depot", "district", 16 },     { "stock_lot", "item", 40 },
               { "stock_lot", "measure", 17 },  { "delivery_point", "kind", 5 },
               { "hospital", "grade", 3 },      { "hall", "kind", 4 },
               { "pipe", "class", 7 },          { "pipe", "kind", 23 },
               { "power_node", "kind", 2 },     { "gas_node", "kind", 4 },
               { "water_node", "kind", 3 },     { "comms_site", "kind", 4 },
               { "dependency", "kind", 3 },     { "hydrant", "kind", 2 },
               { "bridge", "kind", 2 },         { "road_weather", "kind", 2 },
               { "corridor", "kind", 2 },       { "pump", "kind", 5 },
               { "drain_area", "kind", 2 },     { "sea_wall", "kind", 2 },
               { "sensor", "kind", 13 },        { "sensor", "feed", 3 },
               { "camera", "kind", 2 },         { "hidden_danger", "kind", 9 },
               { "hidden_danger", "grade", 2 }, { "hidden_danger", "state", 3 },
               { "past_disaster", "kind", 15 }, { "river_section", "river", 9 } };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GHashTable) tally = things_tally (things_of (things_full (), rows[i].table), rows[i].column);
      if (g_hash_table_size (tally) != rows[i].n)
        g_error ("%s.%s has %u values, not %u", rows[i].table, rows[i].column, g_hash_table_size (tally),
                 rows[i].n);
    }
}

void
things_add_word_tests (void)
{
  g_test_add_func ("/model/things/words/every-value", test_every_value);
  g_test_add_func ("/model/things/words/every-kind-is-drawn", test_every_kind_is_drawn);
}
