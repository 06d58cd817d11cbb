/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/value.h"

#include <math.h>

static void
test_scalars (void)
{
  g_autoptr (HtValue) integer = ht_value_new_int (-5);
  g_autoptr (HtValue) real = ht_value_new_real (2.5);
  g_autoptr (HtValue) text = ht_value_new_text ("水");
  g_autoptr (HtValue) yes = ht_value_new_bool (TRUE);
  g_assert_cmpint (ht_value_get_int (integer, 7), ==, -5);
  g_assert_cmpfloat (ht_value_get_real (integer, 7), ==, -5.0);
  g_assert_cmpfloat (ht_value_get_real (real, 7), ==, 2.5);
  g_assert_cmpint (ht_value_get_int (real, 7), ==, 7);
  g_assert_cmpstr (ht_value_get_text (text, "?"), ==, "水");
  g_assert_cmpstr (ht_value_get_text (integer, "?"), ==, "?");
  g_assert_true (ht_value_get_bool (yes, FALSE));
  g_assert_true (ht_value_get_bool (integer, TRUE));
  g_assert_cmpint (ht_value_get_int (NULL, 9), ==, 9);
  g_assert_cmpstr (ht_value_get_text (NULL, NULL), ==, NULL);
}

static void
test_not_finite (void)
{
  const double odd[] = { NAN, INFINITY, -INFINITY };
  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autoptr (HtValue) value = ht_value_new_real (odd[i]);
      g_assert_cmpint (ht_value_get_kind (value), ==, HT_VALUE_NULL);
    }
}

static void
test_bytes (void)
{
  gsize size = 99;
  HtUuid uuid = ht_uuid_random (), back;
  g_autoptr (HtValue) bytes = ht_value_new_bytes ("a\0b", 3);
  g_autoptr (HtValue) id = ht_value_new_uuid (&uuid);
  g_assert_cmpmem (ht_value_get_bytes (bytes, &size), 3, "a\0b", size);
  g_assert_true (ht_value_get_uuid (id, &back));
  g_assert_true (ht_uuid_equal (&uuid, &back));
  g_assert_false (ht_value_get_uuid (bytes, &back));
  g_autoptr (HtValue) none = ht_value_new_null ();
  g_assert_null (ht_value_get_bytes (none, &size));
}

static void
test_array (void)
{
  g_autoptr (HtValue) array = ht_value_new_array ();
  g_assert_cmpuint (ht_value_get_length (array), ==, 0);
  for (int i = 0; i < 1000; i++)
    ht_value_add (array, ht_value_new_int (i));
  g_assert_cmpuint (ht_value_get_length (array), ==, 1000);
  g_assert_cmpint (ht_value_get_int (ht_value_get_item (array, 999), -1), ==, 999);
  g_assert_null (ht_value_get_item (array, 1000));
}

static void
test_map (void)
{
  HtValue *member;
  g_autoptr (HtValue) map = ht_value_new_map ();
  ht_value_set_int (map, "a", 1);
  ht_value_set_text (map, "b", NULL);
  ht_value_set_int (map, "a", 2);
  g_assert_cmpuint (ht_value_get_length (map), ==, 2);
  g_assert_cmpint (ht_value_member_int (map, "a", 0), ==, 2);
  g_assert_cmpint (ht_value_get_kind (ht_value_get_member (map, "b")), ==, HT_VALUE_NULL);
  g_assert_null (ht_value_get_member (map, "c"));
  g_assert_cmpint (ht_value_member_int (map, "c", 7), ==, 7);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_nonnull (ht_value_get_key (map, i, &member));
      g_assert_nonnull (member);
    }
}

/* Equality is of content; the order in which a map was filled does not count, kind does. */
static void
test_equal (void)
{
  g_autoptr (HtValue) a = ht_value_new_map ();
  g_autoptr (HtValue) b = ht_value_new_map ();
  ht_value_set_int (a, "x", 1);
  ht_value_set_int (a, "y", 2);
  ht_value_set_int (b, "y", 2);
  ht_value_set_int (b, "x", 1);
  g_assert_true (ht_value_equal (a, b));
  ht_value_set_int (b, "x", 3);
  g_assert_false (ht_value_equal (a, b));
  g_autoptr (HtValue) one = ht_value_new_int (1);
  g_autoptr (HtValue) real_one = ht_value_new_real (1);
  g_assert_false (ht_value_equal (one, real_one));
  g_assert_false (ht_value_equal (one, a));
}

static void
test_references (void)
{
  HtValue *inner = ht_value_new_text ("kept");
  HtValue *map = ht_value_new_map ();
  ht_value_set (map, "inner", ht_value_ref (inner));
  ht_value_unref (map);
  g_assert_cmpstr (ht_value_get_text (inner, NULL), ==, "kept");
  ht_value_unref (inner);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/value/scalars", test_scalars);
  g_test_add_func ("/base/value/not-finite", test_not_finite);
  g_test_add_func ("/base/value/bytes", test_bytes);
  g_test_add_func ("/base/value/array", test_array);
  g_test_add_func ("/base/value/map", test_map);
  g_test_add_func ("/base/value/equal", test_equal);
  g_test_add_func ("/base/value/references", test_references);
  return g_test_run ();
}
