/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cbor.h"

#include <string.h>

#include "base/digest.h"

/* RFC 8949 appendix A, the rows that fall in the deterministic subset used here. */
static const struct
{
  const char *json, *hex;
} integers[] = { { "0", "00" },
                 { "1", "01" },
                 { "10", "0a" },
                 { "23", "17" },
                 { "24", "1818" },
                 { "25", "1819" },
                 { "100", "1864" },
                 { "1000", "1903e8" },
                 { "1000000", "1a000f4240" },
                 { "1000000000000", "1b000000e8d4a51000" },
                 { "-1", "20" },
                 { "-10", "29" },
                 { "-100", "3863" },
                 { "-1000", "3903e7" } };

static const struct
{
  double value;
  const char *hex;
} reals[] = { { 0.0, "f90000" },
              { 1.0, "f93c00" },
              { 1.1, "fb3ff199999999999a" },
              { 1.5, "f93e00" },
              { 65504.0, "f97bff" },
              { 100000.0, "fa47c35000" },
              { 3.4028234663852886e+38, "fa7f7fffff" },
              { 1.0e+300, "fb7e37e43c8800759c" },
              { 5.960464477539063e-8, "f90001" },
              { 0.00006103515625, "f90400" },
              { -4.0, "f9c400" },
              { -4.1, "fbc010666666666666" } };

static void
check (HtValue *value, const char *hex)
{
  g_autoptr (GBytes) bytes = ht_cbor_encode (value);
  g_autofree char *got = ht_hex_dup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_cmpstr (got, ==, hex);
  g_autoptr (GError) error = NULL;
  g_autoptr (HtValue) back
      = ht_cbor_decode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
  g_assert_true (ht_value_equal (value, back));
}

static void
test_rfc_vectors (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (integers); i++)
    {
      g_autoptr (HtValue) value = ht_value_new_int (g_ascii_strtoll (integers[i].json, NULL, 10));
      check (value, integers[i].hex);
    }
  for (guint i = 0; i < G_N_ELEMENTS (reals); i++)
    {
      g_autoptr (HtValue) value = ht_value_new_real (reals[i].value);
      check (value, reals[i].hex);
    }
  g_autoptr (HtValue) text = ht_value_new_text ("水");
  check (text, "63e6b0b4");
  g_autoptr (HtValue) lowest = ht_value_new_int (G_MININT64);
  check (lowest, "3b7fffffffffffffff");
  g_autoptr (HtValue) bytes = ht_value_new_bytes ("\x01\x02\x03\x04", 4);
  check (bytes, "4401020304");
}

static void
test_map_order (void)
{
  /* Shorter keys first, then by bytes: "b" before "aa". */
  g_autoptr (HtValue) map = ht_value_new_map ();
  ht_value_set_int (map, "aa", 1);
  ht_value_set_int (map, "b", 2);
  ht_value_set_int (map, "a", 3);
  check (map, "a3616103616202626161"
              "01");
}

static void
test_refusals (void)
{
  static const char *const bad[] = {
    "1800",               /* 0 in two bytes */
    "190017",             /* 23 in three bytes */
    "fa3fc00000",         /* 1.5 as float32 */
    "fb3ff8000000000000", /* 1.5 as float64 */
    "f97e00",             /* NaN */
    "f97c00",             /* infinity */
    "f98000",             /* negative zero */
    "9fff",               /* indefinite array */
    "5f4100ff",           /* indefinite bytes */
    "c074",               /* a tag */
    "a2616201616102",     /* keys out of order */
    "a2616101616102",     /* a key twice */
    "a10102",             /* an integer key */
    "61ff",               /* not UTF-8 */
    "6100",               /* a zero byte in text */
    "0000",               /* bytes left over */
    "8201",               /* ends early */
    "9bffffffffffffffff", /* absurd length */
    "1bffffffffffffffff", /* does not fit int64 */
    "f7",                 /* undefined */
    "",
  };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      guint8 bytes[16];
      gsize n = strlen (bad[i]) / 2;
      for (gsize k = 0; k < n; k++)
        bytes[k]
            = (guint8) (g_ascii_xdigit_value (bad[i][2 * k]) << 4 | g_ascii_xdigit_value (bad[i][2 * k + 1]));
      g_autoptr (GError) error = NULL;
      g_autoptr (HtValue) value = ht_cbor_decode (bytes, n, &error);
      g_test_message ("%s", bad[i]);
      g_assert_null (value);
      g_assert_nonnull (error);
    }
}

static void
test_depth (void)
{
  guint8 deep[200];
  memset (deep, 0x81, sizeof deep);
  deep[199] = 0;
  g_autoptr (GError) error = NULL;
  g_assert_null (ht_cbor_decode (deep, sizeof deep, &error));
  g_assert_nonnull (error);
}

/* Any decodable bytes re-encode to themselves: one value, one encoding. */
static void
test_one_encoding (void)
{
  guint decoded = 0;
  for (guint i = 0; i < 300000; i++)
    {
      guint8 bytes[12];
      gsize n = (gsize) g_test_rand_int_range (1, sizeof bytes);
      for (gsize k = 0; k < n; k++)
        bytes[k] = (guint8) g_test_rand_int ();
      g_autoptr (HtValue) value = ht_cbor_decode (bytes, n, NULL);
      if (value == NULL)
        continue;
      g_autoptr (GBytes) again = ht_cbor_encode (value);
      g_assert_cmpmem (bytes, n, g_bytes_get_data (again, NULL), g_bytes_get_size (again));
      decoded++;
    }
  g_assert_cmpuint (decoded, >, 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/cbor/rfc-vectors", test_rfc_vectors);
  g_test_add_func ("/base/cbor/map-order", test_map_order);
  g_test_add_func ("/base/cbor/refusals", test_refusals);
  g_test_add_func ("/base/cbor/depth", test_depth);
  g_test_add_func ("/base/cbor/one-encoding", test_one_encoding);
  return g_test_run ();
}
