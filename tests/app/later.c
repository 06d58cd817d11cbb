/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/later.h"

#include <gio/gio.h>

#include "app/drip.h"

static GString *heard;

static void
first (gpointer object)
{
  g_string_append (heard, "1");
}

static void
second (gpointer object)
{
  g_string_append (heard, "2");
}

static void
third (gpointer object)
{
  g_string_append (heard, "3");
}

static void
calls_second_and_third (gpointer object)
{
  static const HtPiece pieces[] = { second, third, NULL };
  ht_later_all (object, pieces);
  g_string_append (heard, "(");
}

/* Turns of the main loop until nothing is left to do. */
static guint
run_out (void)
{
  guint n = 0;
  while (g_main_context_iteration (NULL, FALSE))
    n++;
  return n;
}

static void
test_order (void)
{
  g_autoptr (GObject) object = g_object_new (G_TYPE_OBJECT, NULL);
  heard = g_string_new (NULL);
  ht_later (object, calls_second_and_third);
  ht_later (object, first);
  g_assert_cmpstr (heard->str, ==, "");
  g_assert_cmpuint (run_out (), ==, 4);
  g_assert_cmpstr (heard->str, ==, "(231");
  g_string_free (heard, TRUE);
}

static void
test_once (void)
{
  g_autoptr (GObject) object = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (GObject) other = g_object_new (G_TYPE_OBJECT, NULL);
  heard = g_string_new (NULL);
  ht_later (object, first);
  ht_later (object, first);
  ht_later (other, first);
  ht_later (object, second);
  run_out ();
  g_assert_cmpstr (heard->str, ==, "112");
  ht_later (object, first);
  run_out ();
  g_assert_cmpstr (heard->str, ==, "1121");
  g_string_free (heard, TRUE);
}

/* Not kept alive, and what is gone is not called. */
static void
test_gone (void)
{
  GObject *object = g_object_new (G_TYPE_OBJECT, NULL);
  heard = g_string_new (NULL);
  ht_later (object, first);
  g_object_add_weak_pointer (object, (gpointer *) &object);
  g_object_unref (object);
  g_assert_null (object);
  run_out ();
  g_assert_cmpstr (heard->str, ==, "");
  g_string_free (heard, TRUE);
}

/* --- drip --- */

typedef struct
{
  guint most, n;
} Steps;

static void
on_changed (GListModel *list, guint position, guint removed, guint added, Steps *steps)
{
  steps->most = MAX (steps->most, MAX (removed, added));
  steps->n++;
}

static void
append (GListStore *store, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) item = g_object_new (G_TYPE_OBJECT, NULL);
      g_list_store_append (store, item);
    }
}

static void
assert_same (GListModel *list, GListStore *store)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (store));
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) here = g_list_model_get_item (list, i);
      g_autoptr (GObject) there = g_list_model_get_item (G_LIST_MODEL (store), i);
      g_assert_true (here == there);
    }
  g_assert_null (g_list_model_get_item (list, n));
}

static void
test_drip (void)
{
  GListStore *store = g_list_store_new (G_TYPE_OBJECT);
  append (store, 7);
  g_autoptr (GListModel) list = ht_drip_new (G_LIST_MODEL (g_object_ref (store)), 2, 100);
  Steps steps = { 0 };
  g_signal_connect (list, "items-changed", G_CALLBACK (on_changed), &steps);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 0);
  run_out ();
  assert_same (list, store);
  g_assert_cmpuint (steps.most, ==, 2);
  g_assert_cmpuint (steps.n, ==, 4);
  g_object_unref (store);
}

/* Changes that come before the earlier ones are through: at random, as a thousand orders would. */
static void
test_drip_random (void)
{
  GListStore *store = g_list_store_new (G_TYPE_OBJECT);
  g_autoptr (GListModel) list = ht_drip_new (G_LIST_MODEL (g_object_ref (store)), 3, 1000);
  Steps steps = { 0 };
  g_signal_connect (list, "items-changed", G_CALLBACK (on_changed), &steps);
  for (int i = 0; i < 1000; i++)
    {
      guint n = g_list_model_get_n_items (G_LIST_MODEL (store));
      guint position = (guint) g_test_rand_int_range (0, (int) n + 1);
      guint removed = (guint) g_test_rand_int_range (0, (int) MIN (n - position, 9) + 1);
      guint added = (guint) g_test_rand_int_range (0, 10);
      g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
      for (guint j = 0; j < added; j++)
        g_ptr_array_add (items, g_object_new (G_TYPE_OBJECT, NULL));
      g_list_store_splice (store, position, removed, items->pdata, added);
      for (int turns = g_test_rand_int_range (0, 4); turns > 0; turns--)
        g_main_context_iteration (NULL, FALSE);
    }
  run_out ();
  assert_same (list, store);
  g_assert_cmpuint (steps.most, ==, 3);
  g_object_unref (store);
}

/* Past what a list view makes rows for, the rest comes at once. */
static void
test_drip_rest (void)
{
  GListStore *store = g_list_store_new (G_TYPE_OBJECT);
  append (store, 5000);
  g_autoptr (GListModel) list = ht_drip_new (G_LIST_MODEL (g_object_ref (store)), 2, 10);
  g_assert_cmpuint (run_out (), ==, 6);
  assert_same (list, store);
  g_object_unref (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/later/order", test_order);
  g_test_add_func ("/app/later/once", test_once);
  g_test_add_func ("/app/later/gone", test_gone);
  g_test_add_func ("/app/drip/all", test_drip);
  g_test_add_func ("/app/drip/random", test_drip_random);
  g_test_add_func ("/app/drip/rest", test_drip_rest);
  return g_test_run ();
}
