/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/paths.h"

#include <string.h>
#include <glib/gstdio.h>

#include "base/digest.h"
#include "base/error.h"

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("haitang-paths-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
  g_setenv ("HT_DATA_DIR", fixture->folder, TRUE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "b.json", "a.json", "a.txt", "whole", NULL };
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);
      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_unsetenv ("HT_DATA_DIR");
}

static void
test_data (Fixture *fixture, gconstpointer data)
{
  g_autofree char *set = ht_paths_dup_data ("runcards/fire.json");
  g_autofree char *wanted = g_build_filename (fixture->folder, "runcards/fire.json", NULL);
  g_assert_cmpstr (set, ==, wanted);
  g_setenv ("HT_DATA_DIR", "", TRUE);
  g_autofree char *unset = ht_paths_dup_data ("x");
  g_assert_true (g_path_is_absolute (unset));
  g_assert_true (g_str_has_suffix (unset, "/x"));
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "b.json", "a.json", "a.txt" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);
      g_assert_true (g_file_set_contents (path, "x", -1, NULL));
    }
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) found = ht_paths_list_data ("", ".json", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (found), ==, 2);
  g_assert_true (g_str_has_suffix (found[0], "a.json"));
  g_assert_true (g_str_has_suffix (found[1], "b.json"));
  g_assert_null (ht_paths_list_data ("no-such-folder", ".json", &error));
  g_assert_error (error, HT_BASE_ERROR, HT_BASE_ERROR_FAILED);
}

static void
test_write_whole (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "whole", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_assert_true (ht_paths_write_whole (path, "first", 5, &error));
  g_assert_true (ht_paths_write_whole (path, "second", 6, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "second");
  g_assert_false (ht_paths_write_whole ("/proc/nowhere/x", "a", 1, &error));
  g_assert_error (error, HT_BASE_ERROR, HT_BASE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "/proc/nowhere/x"));
}

/* FIPS 180-4 examples, and the way digests are written and read. */
static void
test_digest (Fixture *fixture, gconstpointer data)
{
  HtDigest abc = ht_digest_of ("abc", 3), empty = ht_digest_of (NULL, 0), back;
  g_autofree char *text = ht_digest_dup_text (&abc);
  g_autofree char *none = ht_digest_dup_text (&empty);
  g_assert_cmpstr (text, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  g_assert_cmpstr (none, ==, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  g_assert_true (ht_digest_parse (text, &back, NULL));
  g_assert_true (ht_digest_equal (&abc, &back));
  g_assert_false (ht_digest_equal (&abc, &empty));
  text[3] = 'g';
  g_assert_false (ht_digest_parse (text, &back, NULL));
  text[3] = '\0';
  g_autoptr (GError) error = NULL;
  g_assert_false (ht_digest_parse (text, &back, &error));
  g_assert_error (error, HT_BASE_ERROR, HT_BASE_ERROR_INVALID);
  g_assert_false (ht_digest_parse (NULL, &back, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/base/paths/data", Fixture, NULL, set_up, test_data, tear_down);
  g_test_add ("/base/paths/list", Fixture, NULL, set_up, test_list, tear_down);
  g_test_add ("/base/paths/write-whole", Fixture, NULL, set_up, test_write_whole, tear_down);
  g_test_add ("/base/paths/digest", Fixture, NULL, set_up, test_digest, tear_down);
  return g_test_run ();
}
