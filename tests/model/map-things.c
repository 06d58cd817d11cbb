/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Layers over the basemap: loaded when switched on, kept switched on, found under the pointer, read as facts.
 */
#include "model/map-things.h"

#include "base/i18n.h"
#include "model/layer.h"
#include "model/printer-private.h"
#include "town.h"

/* Written as an import or the demo would: by nobody, with the layer. */
static HtUuid
put_pumps (Town *town, double capacity)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HtStore) store = ht_store_open (town->path, HT_STORE_OPEN, &error);
  g_assert_no_error (error);
  g_autoptr (GPtrArray) features = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_feature_unref);
  HtUuid id = ht_uuid_nil ();
  id.bytes[0] = 7;
  HtValue *attributes = ht_value_new_map ();
  ht_value_set_text (attributes, "kind", "storm");
  ht_value_set_real (attributes, "capacity_m3s", capacity);
  g_ptr_array_add (features, ht_feature_new ("pump", &id, "曲阳泵站", attributes,
                                             ht_geometry_new_point (TOWN_LON, TOWN_LAT)));
  HtLayerInfo info = { .table = "pump",
                       .name = "pumps",
                       .source = "pumps.geojson",
                       .date = "2026-11-01",
                       .licence = "",
                       .synthetic = TRUE,
                       .read = 1 };
  HtAuthor author = { .role = "system" };
  gboolean written;
  g_assert_true (ht_store_put_layer (store, &author, &info, features, &written, &error));
  g_assert_no_error (error);
  g_assert_true (written);
  return id;
}

static HtLayer *
find_layer (Town *town, const char *table)
{
  GListModel *layers = ht_city_get_layers (town->city);
  for (guint i = 0; i < g_list_model_get_n_items (layers); i++)
    {
      g_autoptr (HtLayer) layer = g_list_model_get_item (layers, i);
      if (g_str_equal (ht_layer_get_table (layer), table))
        return layer;
    }
  g_error ("no layer %s", table);
}

static void
count_change (HtMapThings *things, guint *n)
{
  (*n)++;
}

static void
wait_loaded (HtMapThings *things)
{
  while (ht_map_things_count_loading (things) > 0)
    g_main_context_iteration (NULL, TRUE);
}

static guint
count_shown (HtMapThings *things)
{
  g_autoptr (GPtrArray) shown = ht_map_things_dup_shown (things);
  return shown->len;
}

static void
test_may_show (void)
{
  g_assert_true (ht_map_things_may_show ("pump"));
  g_assert_true (ht_map_things_may_show ("pipe"));
  g_assert_true (ht_map_things_may_show ("old_quarter"));
  g_assert_false (ht_map_things_may_show ("building"));    /* the basemap's */
  g_assert_false (ht_map_things_may_show ("observation")); /* in bulk */
  g_assert_false (ht_map_things_may_show ("roster"));      /* a list */
  g_assert_false (ht_map_things_may_show ("road_arc"));
  g_assert_false (ht_map_things_may_show ("no such"));
}

/* A pump is not shown until its layer is switched on; then it is found where it is, and off again not. */
static void
test_switch (Town *town, gconstpointer unused)
{
  HtUuid id, found = ht_uuid_nil ();
  const char *table = NULL;
  guint n_changes = 0;
  id = put_pumps (town, 12.5);
  town_reopen (town);
  HtMapThings *things = ht_city_get_map_things (town->city);
  HtLayer *layer = find_layer (town, "pump");
  HtPoint at = { TOWN_LON, TOWN_LAT }, far = { TOWN_LON + 0.01, TOWN_LAT };
  g_signal_connect (things, "changed", G_CALLBACK (count_change), &n_changes);
  g_assert_false (ht_layer_get_visible (layer));
  g_assert_true (ht_layer_get_visible (find_layer (town, "road_arc")));
  g_assert_cmpuint (count_shown (things), ==, 0);
  g_assert_false (ht_map_things_hit (things, &at, 16, 10, &table, &found));

  ht_layer_set_visible (layer, TRUE);
  wait_loaded (things);
  g_assert_cmpuint (count_shown (things), ==, 1);
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_true (ht_map_things_hit (things, &at, 16, 10, &table, &found));
  g_assert_cmpstr (table, ==, "pump");
  g_assert_true (ht_uuid_equal (&found, &id));
  g_assert_false (ht_map_things_hit (things, &far, 16, 10, &table, &found));

  ht_layer_set_visible (layer, FALSE);
  g_assert_cmpuint (n_changes, ==, 2);
  g_assert_cmpuint (count_shown (things), ==, 0);
  ht_layer_set_visible (layer, TRUE); /* kept: at once */
  g_assert_cmpuint (count_shown (things), ==, 1);
}

/* What is switched on is on paper too, and in the legend's words; what is off is not. */
static void
test_on_paper (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  put_pumps (town, 12.5);
  town_reopen (town);
  HtLayer *layer = find_layer (town, "pump");
  HtMapView view = { 0 };
  g_autoptr (HtMapPicture) without = ht_map_picture_new (town->city, NULL);
  ht_map_picture_fill (without, &view);
  g_assert_cmpuint (view.n_things, ==, 0);
  ht_layer_set_visible (layer, TRUE);
  wait_loaded (ht_city_get_map_things (town->city));
  g_autoptr (HtMapPicture) with = ht_map_picture_new (town->city, NULL);
  /* It keeps what it was made of. */
  ht_layer_set_visible (layer, FALSE);
  ht_map_picture_fill (with, &view);
  g_assert_cmpuint (view.n_things, ==, 1);
  g_assert_cmpstr (ht_things_get_kind (view.things[0])->table, ==, "pump");
}

/* What a desk has switched on is on when it is opened again. */
static void
test_remembered (Town *town, gconstpointer unused)
{
  put_pumps (town, 12.5);
  town_reopen (town);
  ht_layer_set_visible (find_layer (town, "pump"), TRUE);
  ht_layer_set_visible (find_layer (town, "road_arc"), FALSE);
  town_settle (50);
  town_reopen (town);
  g_assert_true (ht_layer_get_visible (find_layer (town, "pump")));
  g_assert_false (ht_layer_get_visible (find_layer (town, "road_arc")));
  wait_loaded (ht_city_get_map_things (town->city));
  g_assert_cmpuint (count_shown (ht_city_get_map_things (town->city)), ==, 1);
}

static HtThing *
load (Town *town, const char *table, const HtUuid *id, GError **error)
{
  HtMapThings *things = ht_city_get_map_things (town->city);
  town_begin ();
  ht_map_things_load_async (things, table, id, NULL, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  return ht_map_things_load_finish (things, result, error);
}

static const char *
find_fact (GPtrArray *facts, const char *label)
{
  for (guint i = 0; i < facts->len; i++)
    {
      const HtThingFact *fact = facts->pdata[i];
      if (g_str_equal (fact->label, label))
        return fact->text;
    }
  return NULL;
}

static void
test_facts (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  HtUuid id = put_pumps (town, 12.5), other = ht_uuid_nil ();
  town_reopen (town);
  ht_i18n_set_language ("en");
  g_autoptr (HtThing) thing = load (town, "pump", &id, &error);
  g_assert_no_error (error);
  g_autoptr (GPtrArray) facts = ht_thing_dup_facts (thing);
  g_assert_cmpstr (ht_thing_get_name (thing), ==, "曲阳泵站");
  g_assert_cmpstr (find_fact (facts, "Discharge"), ==, NULL);
  g_assert_cmpstr (find_fact (facts, "Capacity"), ==, "12.5 m³/s");
  g_assert_cmpstr (find_fact (facts, "Kind"), ==, "storm");
  g_assert_cmpstr (find_fact (facts, "Source"), ==, "synthetic · pumps.geojson · 2026-11-01");
  /* A column without a value has no row. */
  g_assert_cmpuint (facts->len, ==, 3);

  ht_i18n_set_language ("zh_CN");
  g_autoptr (GPtrArray) chinese = ht_thing_dup_facts (thing);
  g_assert_cmpstr (find_fact (chinese, "流量"), ==, "12.5 m³/s");
  ht_i18n_set_language ("en");

  other.bytes[0] = 9;
  g_assert_null (load (town, "pump", &other, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  town_assert_says (error->message, "pumping station");
}

int
main (int argc, char **argv)
{
  static const TownTest tests[] = {
    { "/map-things/switch", test_switch },
    { "/map-things/remembered", test_remembered },
    { "/map-things/paper", test_on_paper },
    { "/map-things/facts", test_facts },
  };
  ht_i18n_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map-things/may-show", test_may_show);
  town_add_tests (tests, G_N_ELEMENTS (tests));
  return g_test_run ();
}
