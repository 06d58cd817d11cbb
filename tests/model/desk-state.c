/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "model/layer.h"
#include "town.h"

static void
test_comes_back (Town *town, gconstpointer unused)
{
  HtDeskState *state = ht_city_get_desk_state (town->city);
  g_assert_null (ht_desk_state_get (state, "window"));
  g_assert_cmpstr (ht_desk_state_get_text (state, "draft.note", "nothing"), ==, "nothing");
  HtValue *window = ht_value_new_map ();
  ht_value_set_int (window, "width", 1600);
  ht_value_set_bool (window, "maximised", TRUE);
  ht_desk_state_set (state, "window", window);
  ht_desk_state_set_text (state, "draft.note", "现场已");
  ht_desk_state_set_text (state, "gone", "soon");
  ht_desk_state_set_text (state, "gone", NULL);
  town_reopen (town);
  state = ht_city_get_desk_state (town->city);
  g_assert_cmpstr (ht_desk_state_get_text (state, "draft.note", ""), ==, "现场已");
  g_assert_cmpint (ht_value_member_int (ht_desk_state_get (state, "window"), "width", 0), ==, 1600);
  g_assert_true (ht_value_member_bool (ht_desk_state_get (state, "window"), "maximised", FALSE));
  g_assert_null (ht_desk_state_get (state, "gone"));
}

/* State is no operation: what is logged and dumped does not know it. */
static void
test_is_no_operation (Town *town, gconstpointer unused)
{
  guint before = g_list_model_get_n_items (ht_city_get_log (town->city));
  ht_desk_state_set_text (ht_city_get_desk_state (town->city), "draft.note", "x");
  g_autoptr (GError) error = NULL;
  g_assert_true (ht_desk_state_flush (ht_city_get_desk_state (town->city), &error));
  g_assert_no_error (error);
  town_settle (20);
  g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_log (town->city)), ==, before);
}

/* A hidden layer stays hidden, and nobody else hears of it. */
static void
test_layers (Town *town, gconstpointer unused)
{
  g_autoptr (HtLayer) layer = g_list_model_get_item (ht_city_get_layers (town->city), 0);
  g_autofree char *id = g_strdup (ht_entity_get_id_text (HT_ENTITY (layer)));
  guint n_log = g_list_model_get_n_items (ht_city_get_log (town->city));
  g_assert_true (ht_layer_get_visible (layer));
  ht_layer_set_visible (layer, FALSE);
  town_reopen (town);
  GObject *again = ht_city_find (town->city, id);
  g_assert_true (HT_IS_LAYER (again));
  g_assert_false (ht_layer_get_visible (HT_LAYER (again)));
  g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_log (town->city)), ==, n_log);
  ht_layer_set_visible (HT_LAYER (again), TRUE);
  town_reopen (town);
  g_assert_true (ht_layer_get_visible (HT_LAYER (ht_city_find (town->city, id))));
}

/* Runs in a child that is killed: writes, lets half a second pass, says so, and waits for its end. */
G_GNUC_NORETURN static void
be_the_desk (const char *path, int ready)
{
  g_autoptr (GError) error = NULL;
  HtCity *city = ht_city_open (path, HT_CITY_NONE, &error);
  g_assert_no_error (error);
  ht_desk_state_set_text (ht_city_get_desk_state (city), "draft.incident", "四平路上有");
  town_settle (600);
  ht_desk_state_set_text (ht_city_get_desk_state (city), "selection", "0398");
  town_settle (600);
  g_assert_cmpint (write (ready, "x", 1), ==, 1);
  for (;;)
    town_settle (1000);
}

static void
test_killed (Town *town, gconstpointer unused)
{
  if (!g_test_subprocess ())
    {
      int fds[2];
      g_assert_cmpint (pipe (fds), ==, 0);
      g_autofree char *path = g_strdup (town->path);
      ht_city_close (town->city);
      g_clear_object (&town->city);
      town_settle (20);
      g_autofree char *fd = g_strdup_printf ("%d", fds[1]);
      g_setenv ("HT_TEST_DESK", path, TRUE);
      g_setenv ("HT_TEST_READY", fd, TRUE);
      const char *argv[] = { "/proc/self/exe", NULL };
      g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
      argv[0] = self;
      GPid pid;
      g_autoptr (GError) error = NULL;
      g_assert_true (g_spawn_async_with_fds (NULL, (char **) argv, NULL,
                                             G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_LEAVE_DESCRIPTORS_OPEN, NULL,
                                             NULL, &pid, -1, -1, -1, &error));
      g_assert_no_error (error);
      g_unsetenv ("HT_TEST_DESK");
      char byte;
      g_assert_cmpint (read (fds[0], &byte, 1), ==, 1);
      g_assert_cmpint (kill (pid, SIGKILL), ==, 0);
      g_assert_cmpint (waitpid (pid, NULL, 0), ==, pid);
      close (fds[0]);
      close (fds[1]);
      gint64 began_us = g_get_monotonic_time ();
      town->city = ht_city_open (path, HT_CITY_NONE, &error);
      g_assert_no_error (error);
      gint64 took_us = g_get_monotonic_time () - began_us;
      g_test_message ("back after %.0f ms", took_us / 1000.0);
      g_assert_cmpint (took_us, <, 5 * G_USEC_PER_SEC);
      HtDeskState *state = ht_city_get_desk_state (town->city);
      g_assert_cmpstr (ht_desk_state_get_text (state, "draft.incident", ""), ==, "四平路上有");
      g_assert_cmpstr (ht_desk_state_get_text (state, "selection", ""), ==, "0398");
    }
}

int
main (int argc, char **argv)
{
  const char *desk = g_getenv ("HT_TEST_DESK");
  if (desk != NULL)
    be_the_desk (desk, (int) g_ascii_strtoll (g_getenv ("HT_TEST_READY"), NULL, 10));
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/desk-state/back", Town, NULL, town_set_up_empty, test_comes_back, town_tear_down);
  g_test_add ("/desk-state/no-operation", Town, NULL, town_set_up_empty, test_is_no_operation,
              town_tear_down);
  g_test_add ("/desk-state/layers", Town, NULL, town_set_up, test_layers, town_tear_down);
  g_test_add ("/desk-state/killed", Town, NULL, town_set_up_empty, test_killed, town_tear_down);
  return g_test_run ();
}
