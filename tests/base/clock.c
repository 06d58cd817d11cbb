/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/clock.h"

static gint64
fixed (gpointer user_data)
{
  return *(gint64 *) user_data;
}

static void
test_source (void)
{
  gint64 at = 1234567890123456;
  ht_clock_set_source (fixed, &at);
  g_assert_cmpint (ht_clock_now_us (), ==, at);
  at++;
  g_assert_cmpint (ht_clock_now_us (), ==, 1234567890123457);

  ht_clock_set_source (NULL, NULL);
  gint64 before = g_get_real_time (), now = ht_clock_now_us ();
  g_assert_cmpint (now, >=, before);
  g_assert_cmpint (now, <=, g_get_real_time ());
}

static void
test_hlc_layout (void)
{
  /* 1 s after the epoch: 1000 ms above 16 bits of counter. */
  g_assert_cmpuint (ht_hlc_next (0, G_USEC_PER_SEC), ==, (guint64) 1000 << 16);
  g_assert_cmpint (ht_hlc_get_ms (((guint64) 1000 << 16) + 7), ==, 1000);
}

/* Whatever the wall clock does, stamps only grow, and by as little as possible when it does not. */
static void
test_hlc_grows (void)
{
  guint64 last = 0;
  gint64 now = (gint64) 1700000000 * G_USEC_PER_SEC;
  for (guint i = 0; i < 100000; i++)
    {
      now += g_test_rand_int_range (-5000, 5000);
      guint64 next = ht_hlc_next (last, now);
      g_assert_cmpuint (next, >, last);
      g_assert_true (ht_hlc_get_ms (next) >= now / 1000);
      last = next;
    }
  /* Clock set back ten years: the counter goes on. */
  g_assert_cmpuint (ht_hlc_next (last, now - (gint64) 10 * 365 * 86400 * G_USEC_PER_SEC), ==, last + 1);
  /* A clock before 1970 counts as 1970. */
  g_assert_cmpuint (ht_hlc_next (0, -5), ==, 1);
}

static void
test_hlc_full_counter_carries (void)
{
  guint64 full = ((guint64) 1000 << 16) + 0xffff;
  guint64 next = ht_hlc_next (full, G_USEC_PER_SEC);
  g_assert_cmpuint (next, ==, (guint64) 1001 << 16);
}

static void
test_hlc_merge (void)
{
  gint64 now = (gint64) 1700000000 * G_USEC_PER_SEC;
  guint64 mine = ht_hlc_next (0, now);
  guint64 ahead = ht_hlc_next (0, now + 59 * G_USEC_PER_SEC);
  guint64 at_limit = ht_hlc_next (0, now + (gint64) HT_HLC_MAX_AHEAD_MS * 1000);
  guint64 too_far = ht_hlc_next (0, now + (gint64) (HT_HLC_MAX_AHEAD_MS + 1) * 1000);
  g_assert_cmpuint (ht_hlc_merge (mine, ahead, now), ==, ahead);
  g_assert_cmpuint (ht_hlc_merge (mine, at_limit, now), ==, at_limit);
  g_assert_cmpuint (ht_hlc_merge (mine, too_far, now), ==, mine);
  g_assert_cmpuint (ht_hlc_merge (mine, 5, now), ==, mine);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/clock/source", test_source);
  g_test_add_func ("/base/clock/hlc-layout", test_hlc_layout);
  g_test_add_func ("/base/clock/hlc-grows", test_hlc_grows);
  g_test_add_func ("/base/clock/hlc-full-counter-carries", test_hlc_full_counter_carries);
  g_test_add_func ("/base/clock/hlc-merge", test_hlc_merge);
  return g_test_run ();
}
