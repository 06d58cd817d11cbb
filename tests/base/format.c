/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/format.h"

#include <math.h>

#include "base/i18n.h"

static void
take (char *got, const char *wanted)
{
  g_autofree char *text = got;
  g_assert_cmpstr (text, ==, wanted);
}

static void
test_clock (void)
{
  take (ht_format_clock (0), "00:00");
  take (ht_format_clock (-7), "00:00");
  take (ht_format_clock (761), "12:41");
  take (ht_format_clock (3599), "59:59");
  take (ht_format_clock (3600), "1:00:00");
  take (ht_format_clock (3738), "1:02:18");
  take (ht_format_clock (360000), "100:00:00");
}

static void
test_duration (void)
{
  take (ht_format_duration (0), "0 s");
  take (ht_format_duration (-3), "0 s");
  take (ht_format_duration (59), "59 s");
  take (ht_format_duration (60), "1 min");
  take (ht_format_duration (252), "4 min 10 s");
  take (ht_format_duration (253), "4 min 15 s");
  take (ht_format_duration (299), "5 min");
  take (ht_format_duration (3598), "1 h 0 min");
  take (ht_format_duration (8040), "2 h 14 min");
  g_autofree char *longest = ht_format_duration (G_MAXINT64);
  g_assert_true (g_str_has_prefix (longest, "596523 h"));
}

static void
test_distance (void)
{
  take (ht_format_distance (0), "0 m");
  take (ht_format_distance (849.6), "850 m");
  take (ht_format_distance (2440), "2.4 km");
  take (ht_format_distance (99949), "99.9 km");
  take (ht_format_distance (99950), "100 km");
  take (ht_format_distance (1234567), "1235 km");
  take (ht_format_distance (NAN), "—");
  take (ht_format_distance (INFINITY), "—");
}

static void
test_count (void)
{
  take (ht_format_count (0), "0");
  take (ht_format_count (999), "999");
  take (ht_format_count (1000), "1,000");
  take (ht_format_count (13983), "13,983");
  take (ht_format_count (24900000), "24,900,000");
  take (ht_format_count (-1234), "−1,234");
  take (ht_format_count (G_MININT64), "−9,223,372,036,854,775,808");
}

static void
test_times (void)
{
  /* 2026-11-24 06:03:22 UTC is 14:03:22 in Shanghai: the zone of this test. */
  gint64 at = (gint64) 1795500202 * G_USEC_PER_SEC + 999999;
  take (ht_format_time (at), "14:03:22");
  take (ht_format_date (at), "2026-11-24");
  take (ht_format_date_time (at), "2026-11-24 14:03:22");
  take (ht_format_time (G_MAXINT64), "—");
}

static void
test_position (void)
{
  take (ht_format_position (31.2752, 121.4885), "31.27520° N 121.48850° E");
  take (ht_format_position (-33.9, -70.5), "33.90000° S 70.50000° W");
}

static void
test_chinese (void)
{
  if (!g_file_test (HT_BUILD_LOCALE_DIR "/zh_CN/LC_MESSAGES/haitang.mo", G_FILE_TEST_EXISTS))
    {
      g_test_skip ("the Chinese catalogue is not built (needs msgfmt)");
      return;
    }
  ht_i18n_init ();
  /* A first look-up while the language has no catalogue must not switch GLib's own look-ups off for good. */
  g_assert_cmpstr (g_dgettext (GETTEXT_PACKAGE, "%d min"), ==, "%d min");
  ht_i18n_set_language ("zh_CN");
  g_assert_cmpstr (ht_i18n_get_language (), ==, "zh_CN");
  g_assert_cmpstr (g_dgettext (GETTEXT_PACKAGE, "%d min"), ==, "%d 分");
  take (ht_format_duration (255), "4 分 15 秒");
  take (ht_format_distance (850), "850 米");
  take (ht_format_distance (2400), "2.4 公里");
  ht_i18n_set_language ("en");
  g_assert_cmpstr (ht_i18n_get_language (), ==, "en");
  take (ht_format_duration (255), "4 min 15 s");
  ht_i18n_set_language (NULL);
  g_assert_cmpstr (ht_i18n_get_language (), ==, "en");
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "Asia/Shanghai", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/format/clock", test_clock);
  g_test_add_func ("/base/format/duration", test_duration);
  g_test_add_func ("/base/format/distance", test_distance);
  g_test_add_func ("/base/format/count", test_count);
  g_test_add_func ("/base/format/times", test_times);
  g_test_add_func ("/base/format/position", test_position);
  g_test_add_func ("/base/format/chinese", test_chinese);
  return g_test_run ();
}
