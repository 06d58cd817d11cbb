/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening a city with a large city's roads: how long until the map, the routes and the search are there, and
 * in how much memory. HT_LONG=1 takes 300,000 nodes and holds it to the limits; otherwise a tenth, only
 * printed. */
#include <string.h>
#include <time.h>

#include "../store/town.h"
#include "model/city.h"
#include "model/finder.h"
#include "model/map-content.h"
#include "model/routing.h"

static gboolean
is_long (void)
{
  return g_strcmp0 (g_getenv ("HT_LONG"), "1") == 0;
}

/* "VmRSS" and "VmHWM" of /proc/self/status, in MiB. */
static double
memory_mib (const char *key)
{
  g_autofree char *text = NULL;
  g_assert_true (g_file_get_contents ("/proc/self/status", &text, NULL, NULL));
  const char *line = strstr (text, key);
  g_assert_nonnull (line);
  return (double) g_ascii_strtoull (line + strlen (key) + 1, NULL, 10) / 1024;
}

static void
make_city (const char *path)
{
  g_autoptr (HtStore) store = town_open (path, HT_STORE_CREATE);
  g_autoptr (HtNetwork) network = is_long () ? town_network (600, 500, 1) : town_network (200, 150, 1);
  HtLayerInfo info = town_info ("road_arc", "big.osm.pbf");
  town_put_network (store, &info, network, TRUE);
  ht_store_close (store);
}

static void
on_call (GObject *source, GAsyncResult *result, gpointer answer)
{
  *(GAsyncResult **) answer = g_object_ref (result);
}

static HtCity *
open_city (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  ht_city_open_async (path, 0, NULL, on_call, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  HtCity *city = ht_city_open_finish (result, &error);
  g_assert_no_error (error);
  return city;
}

typedef struct
{
  double map_s, roads_s, finder_s; /* on the clock */
  double map_cpu_s, all_cpu_s;     /* of this process: what the clock would say on an idle machine, at most */
} Times;

static double
cpu_s (void)
{
  return (double) clock () / CLOCKS_PER_SEC;
}

static Times
wait_for_all (HtCity *city, gint64 start_us)
{
  Times times = { 0 };
  while (times.map_s == 0 || times.roads_s == 0 || times.finder_s == 0)
    {
      g_main_context_iteration (NULL, TRUE);
      double now_s = (double) (g_get_monotonic_time () - start_us) / G_USEC_PER_SEC;
      if (times.map_s == 0 && ht_map_content_get_scene (ht_city_get_map_content (city)) != NULL)
        {
          times.map_s = now_s;
          times.map_cpu_s = cpu_s ();
        }
      if (times.roads_s == 0 && ht_routing_is_ready (ht_city_get_routing (city), NULL))
        times.roads_s = now_s;
      if (times.finder_s == 0 && ht_finder_is_ready (ht_city_get_finder (city)))
        times.finder_s = now_s;
    }
  times.all_cpu_s = cpu_s ();
  return times;
}

static void
test_open (Folder *folder, gconstpointer unused)
{
  g_autofree char *path = folder_dup (folder, "big.haitang");
  /* In a process of its own: making the city must not count. */
  if (g_test_subprocess ())
    {
      make_city (g_getenv ("HT_OPENING"));
      return;
    }
  g_setenv ("HT_OPENING", path, TRUE);
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
  gint64 start_us = g_get_monotonic_time ();
  HtCity *city = open_city (path);
  double open_s = (double) (g_get_monotonic_time () - start_us) / G_USEC_PER_SEC;
  Times times = wait_for_all (city, start_us);
  g_autoptr (GError) error = NULL;
  g_autoptr (HtNetwork) again = ht_store_load_network (ht_city_get_store (city), NULL, &error);
  g_assert_no_error (error);
  g_test_message ("%u nodes, %u sections: open %.2f s, map %.2f s, routes %.2f s, search %.2f s (processor "
                  "%.2f s until the "
                  "map, %.2f s in all); resident %.0f MiB (most %.0f)",
                  again->nodes->len, again->sections->len, open_s, times.map_s, times.roads_s, times.finder_s,
                  times.map_cpu_s, times.all_cpu_s, memory_mib ("VmRSS"), memory_mib ("VmHWM"));
  /* One network for all. */
  g_assert_true (again == ht_routing_get_network (ht_city_get_routing (city)));
  if (is_long ())
    g_assert_cmpfloat (memory_mib ("VmRSS"), <, 700);
  ht_city_close (city);
  g_object_unref (city);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_folder_test ("/model/opening/roads", test_open);
  return g_test_run ();
}
