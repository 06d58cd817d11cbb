/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/layer.h"

#include "base/i18n.h"
#include "model/entity-private.h"
#include "town.h"

/* A layer that is in no city. */
static HtLayer *
imagine (const char *table, gint64 count)
{
  HtUuid id = ht_uuid_random ();
  g_autoptr (HtRecord) record = ht_record_new ("layer", &id);
  town_put (record, "count", ht_value_new_int (count), 1);
  town_put (record, "name", ht_value_new_text ("something else"), 1);
  town_put (record, "synthetic", ht_value_new_bool (TRUE), 1);
  town_put (record, "table_name", ht_value_new_text (table), 1);
  return HT_LAYER (ht_entity_new (HT_TYPE_LAYER, record));
}

/* Whatever an import can bring in has a name in both languages, and the Chinese one is known on an English
 * screen too: commands are typed in Chinese there. */
static void
test_names (void)
{
  static const char *const tables[]
      = { "road_arc", "building", "water",    "green", "station",     "hospital",      "shelter",
          "school",   "place",    "district", "depot", "subdistrict", "neighbourhood", "chemical_site",
          "complex",  "sensor",   "area",     "line",  "point" };
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (HtLayer) layer = imagine (tables[i], 1);
      ht_i18n_set_language ("en");
      g_autofree char *english = g_strdup (ht_layer_get_name (layer));
      g_assert_true (g_ascii_isupper (*english));
      gunichar first = g_utf8_get_char (ht_layer_get_chinese_name (layer));
      g_assert_cmpint (g_unichar_get_script (first), ==, G_UNICODE_SCRIPT_HAN);
      ht_i18n_set_language ("zh_CN");
      g_assert_cmpstr (ht_layer_get_name (layer), !=, english);
      ht_i18n_set_language ("en");
    }
  /* A later version's table is shown by the name it brought. */
  g_autoptr (HtLayer) later = imagine ("pipeline", 1);
  g_assert_cmpstr (ht_layer_get_name (later), ==, "something else");
  g_assert_cmpstr (ht_layer_get_chinese_name (later), ==, "");
}

static void
count_notify (GObject *object, GParamSpec *spec, guint *count)
{
  (*count)++;
}

/* Shown until somebody hides it; who watches is told of a change only. */
static void
test_visible (void)
{
  guint count = 0;
  gboolean visible = FALSE;
  g_autoptr (HtLayer) layer = imagine ("water", 3);
  g_signal_connect (layer, "notify::visible", G_CALLBACK (count_notify), &count);
  g_assert_true (ht_layer_get_visible (layer));
  ht_layer_set_visible (layer, TRUE);
  g_assert_cmpuint (count, ==, 0);
  g_object_set (layer, "visible", FALSE, NULL);
  g_assert_false (ht_layer_get_visible (layer));
  g_assert_cmpuint (count, ==, 1);
  ht_layer_set_visible (layer, 7);
  g_object_get (layer, "visible", &visible, NULL);
  g_assert_cmpint (visible, ==, TRUE);
  g_assert_cmpuint (count, ==, 2);
}

static void
test_facts (void)
{
  g_autoptr (HtLayer) layer = imagine ("water", 3);
  g_assert_true (ht_layer_is_synthetic (layer));
  g_assert_cmpint (ht_layer_get_count (layer), ==, 3);
  g_assert_cmpint (ht_layer_get_read (layer), ==, 0);
  g_assert_cmpstr (ht_layer_get_source (layer), ==, "");
  g_assert_cmpstr (ht_layer_get_date (layer), ==, "");
  g_autoptr (HtLayer) odd = imagine ("water", -5);
  g_assert_cmpint (ht_layer_get_count (odd), ==, 0);
}

/* What is hidden is this desk's own affair: nothing of it is in the city's dump. */
static void
test_hiding_is_local (Town *town, gconstpointer unused)
{
  g_autofree char *before = town_dump (town);
  g_autoptr (HtLayer) layer = g_list_model_get_item (ht_city_get_layers (town->city), 0);
  ht_layer_set_visible (layer, FALSE);
  town_settle (400);
  g_autofree char *after = town_dump (town);
  g_assert_cmpstr (before, ==, after);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ht_i18n_init ();
  ht_i18n_set_language ("en");
  g_test_add_func ("/layer/names", test_names);
  g_test_add_func ("/layer/visible", test_visible);
  g_test_add_func ("/layer/facts", test_facts);
  static const TownTest tests[] = { { "/layer/local", test_hiding_is_local } };
  town_add_tests (tests, G_N_ELEMENTS (tests));
  return g_test_run ();
}
