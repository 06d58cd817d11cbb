/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Roads and houses of a large city in and out again. HT_LONG=1 takes the full size and holds it to the limits
 * (seconds of processor time); otherwise a tenth, only printed. */
#include <time.h>

#include "town.h"

/* Processor time of this process: a wall clock would measure what else the machine does. */
static gint64
now_us (void)
{
  return (gint64) clock () * (G_USEC_PER_SEC / CLOCKS_PER_SEC);
}

static double
since (gint64 *start)
{
  gint64 now = now_us ();
  double seconds = (double) (now - *start) / G_USEC_PER_SEC;
  *start = now;
  return seconds;
}

static gboolean
is_long (void)
{
  return g_strcmp0 (g_getenv ("HT_LONG"), "1") == 0;
}

static void
test_roads (Folder *folder, gconstpointer unused)
{
  g_autofree char *path = folder_dup (folder, "big.haitang");
  g_autoptr (HtStore) store = town_open (path, HT_STORE_CREATE);
  g_autoptr (HtNetwork) network = is_long () ? town_network (600, 500, 1) : town_network (200, 150, 1);
  g_autoptr (GError) error = NULL;
  HtLayerInfo info = town_info ("road_arc", "big.osm.pbf");
  gint64 start = now_us ();
  town_put_network (store, &info, network, TRUE);
  double put_s = since (&start);
  g_autoptr (HtNetwork) back = ht_store_load_network (store, NULL, &error);
  double load_s = since (&start);
  g_assert_no_error (error);
  town_put_network (store, &info, network, FALSE);
  double again_s = since (&start);
  g_test_message ("%u nodes, %u sections: in %.2f s, out %.2f s, the same again %.2f s", network->nodes->len,
                  network->sections->len, put_s, load_s, again_s);
  g_assert_cmpuint (back->sections->len, ==, network->sections->len);
  if (!is_long ())
    return;
  g_assert_cmpfloat (put_s, <, 15);
  g_assert_cmpfloat (load_s, <, 1.5);
}

static void
test_houses (Folder *folder, gconstpointer unused)
{
  g_autofree char *path = folder_dup (folder, "big.haitang");
  g_autoptr (HtStore) store = town_open (path, HT_STORE_CREATE);
  g_autoptr (GPtrArray) houses = town_buildings (is_long () ? 300000 : 20000, 0);
  g_autoptr (GError) error = NULL;
  HtLayerInfo info = town_info ("building", "big.osm.pbf");
  gint64 start = now_us ();
  town_put (store, &info, houses, TRUE);
  double put_s = since (&start);
  g_autoptr (GPtrArray) back = ht_store_load_features (store, "building", NULL, NULL, &error);
  double load_s = since (&start);
  g_assert_no_error (error);
  g_test_message ("%u houses: in %.2f s, out %.2f s", houses->len, put_s, load_s);
  g_assert_cmpuint (back->len, ==, houses->len);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_folder_test ("/store/bulk/roads", test_roads);
  add_folder_test ("/store/bulk/houses", test_houses);
  return g_test_run ();
}
