/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/pinyin.h"

#include <string.h>

static void
test_keys (void)
{
  static const struct
  {
    const char *name, *full, *initials;
  } rows[] = {
    { "曲阳路", "quyanglu", "qyl" },
    { "四平路消防救援站", "sipingluxiaofangjiuyuanzhan", "splxfjyz" },
    { "Vaduz", "vaduz", "v" },
    { "Élysée Straße 12", "elyseestrasse12", "es12" },
    { "G1501 绕城高速", "g1501raochenggaosu", "g1501rcgs" },
    { "", "", "" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HtPinyin) pinyin = ht_pinyin_new (rows[i].name);
      g_test_message ("%s", rows[i].name);
      g_assert_cmpstr (pinyin->full, ==, rows[i].full);
      g_assert_cmpstr (pinyin->initials, ==, rows[i].initials);
    }
}

static void
test_fold (void)
{
  g_autofree char *wide = ht_pinyin_fold ("Ａ１ Ｂ　c");
  g_assert_cmpstr (wide, ==, "a1bc");
  g_autofree char *broken = ht_pinyin_fold ("\xff\xfe");
  g_assert_cmpstr (broken, ==, "");
}

static int
match (const char *name, const char *query)
{
  g_autoptr (HtPinyin) pinyin = ht_pinyin_new (name);
  g_autofree char *folded = ht_pinyin_fold (query);
  return ht_pinyin_match (pinyin, folded);
}

static void
test_ranking (void)
{
  /* Name before pinyin before initials; whole before beginning before inside. */
  g_assert_cmpint (match ("曲阳路", "曲阳路"), >, match ("曲阳路", "曲阳"));
  g_assert_cmpint (match ("曲阳路", "曲阳"), >, match ("曲阳路", "阳路"));
  g_assert_cmpint (match ("曲阳路", "阳路"), >, match ("曲阳路", "quyanglu"));
  g_assert_cmpint (match ("曲阳路", "Qu Yang Lu"), >, match ("曲阳路", "quy"));
  g_assert_cmpint (match ("曲阳路", "yanglu"), >, match ("曲阳路", "qyl"));
  g_assert_cmpint (match ("曲阳路", "qyl"), >, match ("曲阳路", "qy"));
  g_assert_cmpint (match ("曲阳路", "qy"), >, 0);
}

static void
test_misses (void)
{
  g_assert_cmpint (match ("曲阳路", "四平"), ==, 0);
  g_assert_cmpint (match ("曲阳路", "yl"), ==, 0);
  g_assert_cmpint (match ("曲阳路", ""), ==, 0);
  g_assert_cmpint (match ("", "a"), ==, 0);
}

static void
test_hostile (void)
{
  g_autoptr (HtPinyin) broken = ht_pinyin_new ("\xff\xfe路\x80");
  g_assert_true (g_utf8_validate (broken->folded, -1, NULL));
  g_assert_nonnull (strstr (broken->full, "lu"));
  g_autofree char *long_name = g_strnfill (200000, 'a');
  g_autoptr (HtPinyin) huge = ht_pinyin_new (long_name);
  g_assert_cmpuint (strlen (huge->full), ==, 200000);
}

static gpointer
romanise_often (gpointer user_data)
{
  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (HtPinyin) pinyin = ht_pinyin_new ("上海市消防救援总队");
      g_assert_cmpstr (pinyin->initials, ==, "shsxfjyzd");
    }
  return NULL;
}

static void
test_threads (void)
{
  GThread *threads[4];
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("pinyin", romanise_often, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/pinyin/keys", test_keys);
  g_test_add_func ("/base/pinyin/fold", test_fold);
  g_test_add_func ("/base/pinyin/ranking", test_ranking);
  g_test_add_func ("/base/pinyin/misses", test_misses);
  g_test_add_func ("/base/pinyin/hostile", test_hostile);
  g_test_add_func ("/base/pinyin/threads", test_threads);
  return g_test_run ();
}
