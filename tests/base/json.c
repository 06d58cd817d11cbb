/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/json.h"

#include <string.h>
#include <gio/gio.h>
#include <glib/gstdio.h>

#include "base/error.h"

static HtValue *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  HtValue *value = ht_json_parse ("a.json", text, strlen (text), &error);
  g_assert_no_error (error);
  g_assert_nonnull (value);
  return value;
}

static void
test_kinds (void)
{
  g_autoptr (HtValue) value = parse ("{\"n\":null,\"t\":true,\"i\":-9223372036854775808,\"r\":1.5e2,"
                                     "\"s\":\"海塘 \\u6d77\",\"a\":[1,[],{}]}");
  g_assert_cmpint (ht_value_get_kind (ht_value_get_member (value, "n")), ==, HT_VALUE_NULL);
  g_assert_true (ht_value_member_bool (value, "t", FALSE));
  g_assert_cmpint (ht_value_member_int (value, "i", 0), ==, G_MININT64);
  g_assert_cmpfloat (ht_value_member_real (value, "r", 0), ==, 150.0);
  g_assert_cmpstr (ht_value_member_text (value, "s", NULL), ==, "海塘 海");
  g_assert_cmpuint (ht_value_get_length (ht_value_get_member (value, "a")), ==, 3);
  g_autoptr (HtValue) scalar = parse (" 7 ");
  g_assert_cmpint (ht_value_get_int (scalar, 0), ==, 7);
}

static void
test_refusals (void)
{
  static const struct
  {
    const char *why, *text;
  } bad[] = {
    { "a key twice", "{\"a\":1,\"a\":2}" },
    { "a key twice, spelt otherwise", "{\"a\":1,\"\\u0061\":2}" },
    { "not a number", "[NaN]" },
    { "infinity", "[Infinity]" },
    { "minus infinity", "[-Infinity]" },
    { "beyond double", "[1e999]" },
    { "beyond 64 bits", "[9223372036854775808]" },
    { "leading zero", "[012]" },
    { "leading plus", "[+1]" },
    { "no digits after the point", "[1.]" },
    { "hexadecimal", "[0x10]" },
    { "trailing bytes", "{} x" },
    { "two values", "1 2" },
    { "trailing comma", "[1,]" },
    { "comment", "[1] // one" },
    { "single quotes", "['a']" },
    { "unquoted key", "{a:1}" },
    { "not UTF-8", "[\"\xff\"]" },
    { "overlong UTF-8", "[\"\xc0\xaf\"]" },
    { "half a surrogate", "[\"\\ud800\"]" },
    { "a zero character", "[\"\\u0000\"]" },
    { "control character in a text", "[\"a\nb\"]" },
    { "byte order mark", "\xef\xbb\xbf{}" },
    { "ends early", "{\"a\":[1," },
    { "nothing", "" },
    { "blank", "  \n" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_test_message ("%s", bad[i].why);
      g_assert_null (ht_json_parse ("a.json", bad[i].text, strlen (bad[i].text), &error));
      g_assert_error (error, HT_BASE_ERROR, HT_BASE_ERROR_INVALID);
      g_assert_true (g_str_has_prefix (error->message, "a.json:"));
    }
}

static void
test_place (void)
{
  static const char text[] = "{\n  \"a\": 1,\n  \"b\": nope\n}";
  g_autoptr (GError) error = NULL;
  g_assert_null (ht_json_parse ("card.json", text, strlen (text), &error));
  g_assert_true (g_str_has_prefix (error->message, "card.json:3:"));
}

/* The size given counts, not a terminator. */
static void
test_size (void)
{
  g_autoptr (HtValue) value = ht_json_parse ("a", "[1]garbage", 3, NULL);
  g_assert_nonnull (value);
  g_assert_null (ht_json_parse ("a", "[1]\0[2]", 7, NULL));
}

/* Depth that would exhaust the stack of a careless reader is refused, not followed. */
static void
test_deep (void)
{
  const gsize depth = 1000000;
  g_autofree char *text = g_malloc (depth);
  memset (text, '[', depth);
  g_autoptr (GError) error = NULL;
  g_assert_null (ht_json_parse ("deep", text, depth, &error));
  g_assert_error (error, HT_BASE_ERROR, HT_BASE_ERROR_INVALID);
  for (gsize i = 0; i < depth; i++)
    text[i] = i < 1000 ? '[' : ']';
  g_autoptr (HtValue) fine = ht_json_parse ("deep", text, 2000, NULL);
  g_assert_nonnull (fine);
}

static void
test_writing (void)
{
  g_autoptr (HtValue) value = ht_value_new_map ();
  ht_value_set_text (value, "z", "\"\\\n海");
  ht_value_set_int (value, "b", -5);
  ht_value_set_real (value, "a", 0.1);
  ht_value_set (value, "raw", ht_value_new_bytes ("\x00\xff", 2));
  ht_value_set (value, "none", ht_value_new_null ());
  g_autofree char *text = ht_json_dup_text (value);
  g_assert_cmpstr (
      text, ==,
      "{\"a\":0.10000000000000001,\"b\":-5,\"none\":null,\"raw\":\"00ff\",\"z\":\"\\\"\\\\\\n海\"}");
  g_autofree char *pretty = ht_json_dup_pretty (value);
  g_assert_true (g_str_has_prefix (pretty, "{\n  \"a\": "));
  g_assert_true (g_str_has_suffix (pretty, "}\n"));
  g_autoptr (HtValue) back = parse (pretty);
  g_assert_cmpfloat (ht_value_member_real (back, "a", 0), ==, 0.1);
}

/* A value of random shape survives being written and read. */
static HtValue *
random_value (guint depth)
{
  HtValue *value;
  switch (g_test_rand_int_range (0, depth > 3 ? 5 : 7))
    {
    case 0:
      return ht_value_new_null ();
    case 1:
      return ht_value_new_bool (g_test_rand_bit ());
    case 2:
      return ht_value_new_int ((gint64) (guint32) g_test_rand_int () << g_test_rand_int_range (0, 32));
    case 3:
      return ht_value_new_real (g_test_rand_double_range (-1e9, 1e9) + 0.5e-3);
    case 4:
      return ht_value_new_text (g_test_rand_bit () ? "tab\t quote\" 水 🚒" : "");
    case 5:
      value = ht_value_new_array ();
      for (int n = g_test_rand_int_range (0, 5); n > 0; n--)
        ht_value_add (value, random_value (depth + 1));
      return value;
    default:
      value = ht_value_new_map ();
      for (int n = g_test_rand_int_range (0, 5); n > 0; n--)
        {
          g_autofree char *key = g_strdup_printf ("键%d", n);
          ht_value_set (value, key, random_value (depth + 1));
        }
      return value;
    }
}

static void
test_round_trip (void)
{
  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr (HtValue) value = random_value (0);
      g_autofree char *text = ht_json_dup_text (value);
      g_autoptr (HtValue) back = parse (text);
      g_autofree char *again = ht_json_dup_text (back);
      g_assert_true (ht_value_equal (value, back));
      g_assert_cmpstr (text, ==, again);
    }
}

static void
test_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("haitang-json-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.json", NULL);
  g_autoptr (GError) error = NULL;
  g_assert_null (ht_json_load_file (path, &error));
  g_assert_error (error, HT_BASE_ERROR, HT_BASE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, path));
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (path, "[1]", -1, NULL));
  g_autoptr (HtValue) value = ht_json_load_file (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ht_value_get_length (value), ==, 1);

  /* A sparse file costs nothing to make and is refused before it is read. */
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileIOStream) stream = g_file_open_readwrite (file, NULL, NULL);
  g_assert_true (g_seekable_truncate (G_SEEKABLE (stream), HT_JSON_FILE_LIMIT + 1, NULL, NULL));
  g_assert_null (ht_json_load_file (path, &error));
  g_assert_error (error, HT_BASE_ERROR, HT_BASE_ERROR_TOO_LARGE);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/json/kinds", test_kinds);
  g_test_add_func ("/base/json/refusals", test_refusals);
  g_test_add_func ("/base/json/place", test_place);
  g_test_add_func ("/base/json/size", test_size);
  g_test_add_func ("/base/json/deep", test_deep);
  g_test_add_func ("/base/json/writing", test_writing);
  g_test_add_func ("/base/json/round-trip", test_round_trip);
  g_test_add_func ("/base/json/files", test_files);
  return g_test_run ();
}
