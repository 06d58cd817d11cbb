/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "model/demo-write.h"
#include "model/demo.h"
#include "store/local.h"
#include "store/record.h"
#include "store/store.h"

typedef struct
{
  char *folder, *path;
  HtStore *store;
} Fixture;

static HtStore *
make_city (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (ht_demo_write (path, 1, NULL, &error));
  g_assert_no_error (error);
  HtStore *store = ht_store_open (path, HT_STORE_OPEN, &error);
  g_assert_no_error (error);
  return store;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  fixture->folder = g_dir_make_tmp ("haitang-demo-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "demo.city", NULL);
  gint64 began_us = g_get_monotonic_time ();
  fixture->store = make_city (fixture->path);
  g_test_message ("made in %.0f ms", (g_get_monotonic_time () - began_us) / 1000.0);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  ht_store_close (fixture->store);
  g_clear_object (&fixture->store);
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  for (const char *name = g_dir_read_name (folder); name != NULL; name = g_dir_read_name (folder))
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

/* What was built comes back from the file. */
static void
test_round_trip (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HtDemoTown) town = ht_demo_town_build (1);
  g_autofree const char **tables = ht_map_data_list_tables (town->map);
  for (guint i = 0; tables[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) features = ht_store_load_features (fixture->store, tables[i], NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (features->len, ==, ht_map_data_get_features (town->map, tables[i])->len);
    }
  g_autoptr (HtNetwork) network = ht_store_load_network (fixture->store, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (network->sections->len, ==, town->map->network->sections->len);
  g_assert_cmpuint (network->turns->len, ==, town->map->network->turns->len);
  g_assert_cmpuint (ht_network_count_arcs (network), ==, ht_network_count_arcs (town->map->network));
}

static void
test_records (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HtDemoTown) town = ht_demo_town_build (1);
  g_autoptr (GPtrArray) cities = ht_store_load_records (fixture->store, "city", NULL, &error);
  g_assert_cmpuint (cities->len, ==, 1);
  g_assert_cmpstr (ht_record_get_text (cities->pdata[0], "name", ""), ==, "海棠演示镇");
  g_assert_true (ht_value_get_bool (ht_record_get (cities->pdata[0], "synthetic"), FALSE));
  g_autoptr (GPtrArray) teams = ht_store_load_records (fixture->store, "team", NULL, &error);
  g_assert_cmpuint (teams->len, ==, town->teams->len);
  g_autoptr (GPtrArray) layers = ht_store_load_records (fixture->store, "layer", NULL, &error);
  g_assert_cmpuint (layers->len, ==, 15);
  for (guint i = 0; i < layers->len; i++)
    g_assert_true (ht_value_get_bool (ht_record_get (layers->pdata[i], "synthetic"), FALSE));
  g_autoptr (GPtrArray) people = ht_store_load_records (fixture->store, "person", NULL, &error);
  g_assert_cmpuint (people->len, ==, town->persons->len);
  const HtDemoPerson *person = g_ptr_array_index (town->persons, 0);
  g_assert_true (ht_store_check_pin (fixture->store, &person->id, person->pin, &error));
  g_assert_false (ht_store_check_pin (fixture->store, &person->id, "9999", &error));
  g_assert_no_error (error);
  g_assert_cmpstr (ht_demo_find_pin (person->name), ==, person->pin);
  g_assert_null (ht_demo_find_pin ("王五"));
}

/* Two files of one seed hold the same layers, and their chains are whole. */
static void
test_same_layers (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "again.city", NULL);
  g_autoptr (HtStore) again = make_city (path);
  g_autoptr (GPtrArray) ours = ht_store_load_records (fixture->store, "layer", NULL, &error);
  g_autoptr (GPtrArray) theirs = ht_store_load_records (again, "layer", NULL, &error);
  g_assert_cmpuint (ours->len, ==, theirs->len);
  for (guint i = 0; i < ours->len; i++)
    {
      const HtRecord *a = ours->pdata[i], *b = theirs->pdata[i];
      g_assert_true (ht_uuid_equal (&a->id, &b->id));
      g_assert_cmpstr (ht_record_get_text (a, "digest", ""), ==, ht_record_get_text (b, "digest", "-"));
    }
  g_autofree char *first_break = NULL;
  gboolean whole = ht_store_audit (fixture->store, &first_break, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (first_break, ==, NULL);
  g_assert_true (whole);
  ht_store_close (again);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/model/demo-write/round-trip", Fixture, NULL, set_up, test_round_trip, tear_down);
  g_test_add ("/model/demo-write/records", Fixture, NULL, set_up, test_records, tear_down);
  g_test_add ("/model/demo-write/same-layers", Fixture, NULL, set_up, test_same_layers, tear_down);
  return g_test_run ();
}
