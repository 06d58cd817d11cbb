/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/secret.h"

#include <string.h>

#include "base/error.h"

static void
test_verify (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *verifier = ht_secret_new_verifier ("482913", &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (verifier, "$argon2id$"));
  g_assert_null (strstr (verifier, "482913"));
  g_assert_true (ht_secret_verify (verifier, "482913"));
  g_assert_false (ht_secret_verify (verifier, "482914"));
  g_assert_false (ht_secret_verify (verifier, ""));
}

static void
test_salted (void)
{
  g_autofree char *first = ht_secret_new_verifier ("1234", NULL);
  g_autofree char *second = ht_secret_new_verifier ("1234", NULL);
  g_assert_cmpstr (first, !=, second);
}

static void
test_damaged_verifier (void)
{
  g_assert_false (ht_secret_verify ("", "1234"));
  g_assert_false (ht_secret_verify ("$argon2id$v=19$m=65536,t=2,p=1$", "1234"));
  g_assert_false (ht_secret_verify ("1234", "1234"));
}

static void
test_pins (void)
{
  static const char *const good[] = { "0000", "123456", "123456789012" };
  static const char *const bad[]
      = { "", "123", "1234567890123", "12a4", "12 4", " 1234", "１２３４", "1234\n", NULL };
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (ht_secret_check_pin (good[i], NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_false (ht_secret_check_pin (bad[i], &error));
      g_assert_error (error, HT_BASE_ERROR, HT_BASE_ERROR_INVALID);
      g_assert_null (ht_secret_new_verifier (bad[i], NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/secret/verify", test_verify);
  g_test_add_func ("/base/secret/salted", test_salted);
  g_test_add_func ("/base/secret/damaged-verifier", test_damaged_verifier);
  g_test_add_func ("/base/secret/pins", test_pins);
  return g_test_run ();
}
