/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/bytes.h"

#include <math.h>
#include <string.h>

/* What stands in the bytes, by the definitions of little-endian order and IEEE 754 (2019, section 3.4). */
static void
test_order (void)
{
  static const guint8 wanted[]
      = { 0xfe, 0x04, 0x03, 0x02, 0x81, 0x08, 0x07, 0x06, 0x05, 0x04, 0x03, 0x02, 0x81,
          0x00, 0x00, 0x20, 0xc0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xf8, 0x3f };
  g_autoptr (GByteArray) out = g_byte_array_new ();
  ht_bytes_put_u8 (out, 0xfe);
  ht_bytes_put_u32 (out, 0x81020304u);
  ht_bytes_put_u64 (out, G_GUINT64_CONSTANT (0x8102030405060708));
  ht_bytes_put_f32 (out, -2.5f);
  ht_bytes_put_f64 (out, 1.5);
  g_assert_cmpmem (out->data, out->len, wanted, sizeof wanted);
}

static void
test_back (void)
{
  static const double reals[] = { 0., -0., 1e-300, -1e300, 121.4737021, INFINITY };
  static const guint64 whole[] = { 0, 1, G_MAXUINT32, G_MAXINT64, G_MAXUINT64 };
  for (guint shift = 0; shift < 8; shift++)
    {
      g_autoptr (GByteArray) out = g_byte_array_new ();
      for (guint i = 0; i < shift; i++)
        ht_bytes_put_u8 (out, 0xaa);
      for (guint i = 0; i < G_N_ELEMENTS (reals); i++)
        ht_bytes_put_f64 (out, reals[i]);
      for (guint i = 0; i < G_N_ELEMENTS (whole); i++)
        ht_bytes_put_u64 (out, whole[i]);
      ht_bytes_put_u32 (out, 0xdeadbeefu);
      ht_bytes_put_f32 (out, 0.1f);
      const guint8 *at = out->data + shift;
      for (guint i = 0; i < G_N_ELEMENTS (reals); i++, at += 8)
        {
          double real = ht_bytes_get_f64 (at);
          g_assert_cmpmem (&real, sizeof real, &reals[i], sizeof real);
        }
      for (guint i = 0; i < G_N_ELEMENTS (whole); i++, at += 8)
        g_assert_cmpuint (ht_bytes_get_u64 (at), ==, whole[i]);
      g_assert_cmphex (ht_bytes_get_u32 (at), ==, 0xdeadbeefu);
      g_assert_true (ht_bytes_get_f32 (at + 4) == 0.1f);
    }
}

/* A NaN keeps its payload: nothing passes through arithmetic. */
static void
test_nan (void)
{
  static const guint8 quiet[] = { 0x39, 0x30, 0, 0, 0, 0, 0xf8, 0x7f };
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_assert_true (isnan (ht_bytes_get_f64 (quiet)));
  ht_bytes_put_f64 (out, ht_bytes_get_f64 (quiet));
  g_assert_cmpmem (out->data, out->len, quiet, sizeof quiet);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/bytes/order", test_order);
  g_test_add_func ("/base/bytes/back", test_back);
  g_test_add_func ("/base/bytes/nan", test_nan);
  return g_test_run ();
}
