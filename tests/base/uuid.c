/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/uuid.h"

#include "base/error.h"

static HtUuid
parsed (const char *text)
{
  HtUuid uuid;
  g_autoptr (GError) error = NULL;
  g_assert_true (ht_uuid_parse (text, &uuid, &error));
  g_assert_no_error (error);
  return uuid;
}

static void
test_text (void)
{
  char text[HT_UUID_TEXT_SIZE];
  HtUuid uuid = parsed ("6BA7B810-9dad-11d1-80b4-00c04fd430c8");
  g_assert_cmpstr (ht_uuid_write (&uuid, text), ==, "6ba7b810-9dad-11d1-80b4-00c04fd430c8");
  g_autofree char *again = ht_uuid_dup_text (&uuid);
  g_assert_cmpstr (again, ==, text);
}

/* RFC 9562 appendix A.4: version 5 of www.example.com in the DNS name space. */
static void
test_name_vector (void)
{
  HtUuid dns = parsed ("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
  HtUuid named = ht_uuid_from_name (&dns, "www.example.com");
  g_autofree char *text = ht_uuid_dup_text (&named);
  g_assert_cmpstr (text, ==, "2ed6657d-e927-568b-95e1-2665a8aea6a2");
}

static void
test_refusals (void)
{
  static const char *const bad[] = { "",
                                     "6ba7b810-9dad-11d1-80b4-00c04fd430c",
                                     "6ba7b810-9dad-11d1-80b4-00c04fd430c88",
                                     "6ba7b8109dad11d180b400c04fd430c8",
                                     "6ba7b810-9dad-11d1-80b4-00c04fd430cg",
                                     "{6ba7b810-9dad-11d1-80b4-00c04fd430c8}" };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      HtUuid uuid;
      g_autoptr (GError) error = NULL;
      g_assert_false (ht_uuid_parse (bad[i], &uuid, &error));
      g_assert_error (error, HT_BASE_ERROR, HT_BASE_ERROR_INVALID);
    }
}

static void
test_random (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (ht_uuid_hash, ht_uuid_equal, g_free, NULL);
  for (guint i = 0; i < 10000; i++)
    {
      HtUuid uuid = ht_uuid_random ();
      g_assert_cmpint (uuid.bytes[6] >> 4, ==, 4);
      g_assert_cmpint (uuid.bytes[8] >> 6, ==, 2);
      g_assert_true (g_hash_table_add (seen, ht_uuid_copy (&uuid)));
    }
}

static void
test_order (void)
{
  HtUuid nil = ht_uuid_nil ();
  HtUuid low = parsed ("00000000-0000-0000-0000-0000000000ff");
  HtUuid high = parsed ("ff000000-0000-0000-0000-000000000000");
  g_assert_true (ht_uuid_is_nil (&nil));
  g_assert_false (ht_uuid_is_nil (&low));
  g_assert_cmpint (ht_uuid_compare (&low, &high), <, 0);
  g_assert_cmpint (ht_uuid_compare (&high, &low), >, 0);
  g_assert_cmpint (ht_uuid_compare (&low, &low), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/uuid/text", test_text);
  g_test_add_func ("/base/uuid/name-vector", test_name_vector);
  g_test_add_func ("/base/uuid/refusals", test_refusals);
  g_test_add_func ("/base/uuid/random", test_random);
  g_test_add_func ("/base/uuid/order", test_order);
  return g_test_run ();
}
