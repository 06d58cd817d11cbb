/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/assignment.h"
#include "model/command-private.h"

/* The first reading of @text; borrowed from @phrases. */
static const HtPhrase *
read_first (const char *text, GPtrArray **phrases)
{
  *phrases = ht_phrase_parse (text);
  g_assert_cmpuint ((*phrases)->len, >=, 1);
  return (*phrases)->pdata[0];
}

typedef struct
{
  const char *text;
  HtDo what;
  const char *word, *object, *code;
} Case;

static void
check (const Case *it)
{
  g_autoptr (GPtrArray) phrases = NULL;
  const HtPhrase *phrase = read_first (it->text, &phrases);
  g_test_message ("“%s”", it->text);
  g_assert_cmpint (phrase->what, ==, it->what);
  g_assert_cmpstr (phrase->word, ==, it->word);
  g_assert_cmpstr (phrase->object, ==, it->object);
  g_assert_cmpstr (phrase->code, ==, it->code);
  g_assert_false (phrase->unfinished);
  /* What was typed may always be a name as well. */
  const HtPhrase *last = phrases->pdata[phrases->len - 1];
  g_assert_cmpint (last->what, ==, HT_DO_GO);
}

/* Every verb in Chinese, pinyin, initials and English, as command.h promises them. */
static void
test_verbs (void)
{
  static const Case cases[] = {
    { "去 四平路", HT_DO_GO_TO, NULL, "四平路", NULL },
    { "QU siping", HT_DO_GO_TO, NULL, "siping", NULL },
    { "go there", HT_DO_GO_TO, NULL, "there", NULL },
    { "新警情 高层", HT_DO_NEW, NULL, "高层", NULL },
    { "xjq", HT_DO_NEW, NULL, "", NULL },
    { "new", HT_DO_NEW, NULL, "", NULL },
    { "派出曲阳", HT_DO_ASSIGN, NULL, "曲阳", NULL },
    { "p quyang", HT_DO_ASSIGN, NULL, "quyang", NULL },
    { "send all", HT_DO_ASSIGN, NULL, "all", NULL },
    { "确认 曲阳", HT_DO_STATE, "acknowledged", "曲阳", NULL },
    { "qr", HT_DO_STATE, "acknowledged", "", NULL },
    { "出动", HT_DO_STATE, "en_route", "", NULL },
    { "rolling quyang", HT_DO_STATE, "en_route", "quyang", NULL },
    { "dc 曲阳", HT_DO_STATE, "on_scene", "曲阳", NULL },
    { "arrived", HT_DO_STATE, "on_scene", "", NULL },
    { "释放曲阳", HT_DO_STATE, "released", "曲阳", NULL },
    { "撤出", HT_DO_STATE, "released", "", NULL },
    { "撤回", HT_DO_STATE, "cancelled", "", NULL },
    { "recall quyang", HT_DO_STATE, "cancelled", "quyang", NULL },
    { "归队 曲阳", HT_DO_STATUS, "at_station", "曲阳", NULL },
    { "zz", HT_DO_STATUS, "at_station", "", NULL },
    { "待命", HT_DO_STATUS, "standby", "", NULL },
    { "fh", HT_DO_STATUS, "returning", "", NULL },
    { "oos quyang", HT_DO_STATUS, "out_of_service", "quyang", NULL },
    { "定级2", HT_DO_LEVEL, NULL, "2", NULL },
    { "grade II 0398", HT_DO_LEVEL, NULL, "II 0398", NULL },
    { "结案", HT_DO_CLOSE, NULL, "", NULL },
    { "gb 398", HT_DO_CLOSE, NULL, "398", NULL },
    { "重新打开 398", HT_DO_REOPEN, NULL, "398", NULL },
    { "ck", HT_DO_REOPEN, NULL, "", NULL },
    { "备注 有人被困", HT_DO_NOTE, NULL, "有人被困", NULL },
    { "记到场后起火", HT_DO_NOTE, NULL, "到场后起火", NULL },
    { "封路", HT_DO_CLOSE_ROAD, NULL, "", NULL },
    { "解封", HT_DO_OPEN_ROAD, NULL, "", NULL },
    { "kl", HT_DO_OPEN_ROAD, NULL, "", NULL },
    { "图层 医院", HT_DO_LAYER, NULL, "医院", NULL },
    { "fg", HT_DO_COVERAGE, NULL, "", NULL },
    { "dayin report", HT_DO_PRINT, NULL, "report", NULL },
    { "cx", HT_DO_UNDO, NULL, "", NULL },
    { "cz", HT_DO_REDO, NULL, "", NULL },
    { "移除", HT_DO_REMOVE, NULL, "", NULL },
    { "login 王敏", HT_DO_SIGN_IN, NULL, "王敏", NULL },
    { "退出登录", HT_DO_SIGN_OUT, NULL, "", NULL },
    { "锁定", HT_DO_LOCK, NULL, "", NULL },
    { "yy en", HT_DO_LANGUAGE, NULL, "en", NULL },
    { "zt dark", HT_DO_THEME, NULL, "dark", NULL },
    { "dr", HT_DO_IMPORT, NULL, "", NULL },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check (&cases[i]);
}

/* The incident of an order stands after an arrow of any of the promised kinds. */
static void
test_arrows (void)
{
  static const Case cases[] = {
    { "派 曲阳→0398", HT_DO_ASSIGN, NULL, "曲阳", "0398" },
    { "派 曲阳 -> 0398", HT_DO_ASSIGN, NULL, "曲阳", "0398" },
    { "派 曲阳＞0398", HT_DO_ASSIGN, NULL, "曲阳", "0398" },
    { "send quyang to 0398", HT_DO_ASSIGN, NULL, "quyang", "0398" },
    { "派曲阳到398", HT_DO_ASSIGN, NULL, "曲阳", "398" },
    { "pai quyang dao 398", HT_DO_ASSIGN, NULL, "quyang", "398" },
    { "派→0398", HT_DO_ASSIGN, NULL, "", "0398" },
    { "派 曲阳→", HT_DO_ASSIGN, NULL, "曲阳", "" },
    /* "到" is part of many names: elsewhere it is no arrow. */
    { "去 到达口", HT_DO_GO_TO, NULL, "到达口", NULL },
    { "到场 曲阳", HT_DO_STATE, "on_scene", "曲阳", NULL },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check (&cases[i]);
}

/* Latin verbs end at a space, or "note" would be in "notebook shop"; Chinese ones need none. */
static void
test_where_verbs_end (void)
{
  static const char *const names[] = { "newport", "goto1", "ponte", "layers", "guangming", "undoing" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GPtrArray) phrases = NULL;
      const HtPhrase *phrase = read_first (names[i], &phrases);
      g_assert_cmpint (phrase->what, ==, HT_DO_GO);
      g_assert_cmpstr (phrase->object, ==, names[i]);
    }
}

/* Half a verb is understood from two letters on, and says that it is half. */
static void
test_unfinished (void)
{
  g_autoptr (GPtrArray) phrases = NULL;
  const HtPhrase *phrase = read_first ("assi", &phrases);
  g_assert_cmpint (phrase->what, ==, HT_DO_ASSIGN);
  g_assert_true (phrase->unfinished);
  g_assert_cmpstr (phrase->object, ==, "");
  g_autoptr (GPtrArray) one = ht_phrase_parse ("a");
  g_assert_cmpuint (one->len, ==, 1);
  /* A whole word is no beginning of another. */
  g_autoptr (GPtrArray) whole = ht_phrase_parse ("go");
  for (guint i = 0; i < whole->len; i++)
    g_assert_false (((HtPhrase *) whole->pdata[i])->unfinished);
  /* Two verbs that begin alike are both offered. */
  g_autoptr (GPtrArray) both = ht_phrase_parse ("chu");
  g_assert_cmpint (((HtPhrase *) both->pdata[0])->what, ==, HT_DO_STATE);
  g_assert_cmpuint (both->len, >=, 2);
}

/* "tc" is 图层 and 退出 alike: both readings are there. */
static void
test_two_readings (void)
{
  g_autoptr (GPtrArray) phrases = ht_phrase_parse ("tc");
  g_assert_cmpuint (phrases->len, ==, 3);
  g_assert_cmpint (((HtPhrase *) phrases->pdata[0])->what, ==, HT_DO_LAYER);
  g_assert_cmpint (((HtPhrase *) phrases->pdata[1])->what, ==, HT_DO_SIGN_OUT);
}

/* Full width as a Chinese input method types it, spaces around, the slash that opens the box. */
static void
test_normal_forms (void)
{
  static const char *const texts[]
      = { "/level 2", " / level 2 ", "ｌｅｖｅｌ　２", "LEVEL 2", "  level   2" };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GPtrArray) phrases = NULL;
      const HtPhrase *phrase = read_first (texts[i], &phrases);
      g_assert_cmpint (phrase->what, ==, HT_DO_LEVEL);
      g_assert_cmpstr (phrase->object, ==, "2");
    }
}

static void
test_levels (void)
{
  static const struct
  {
    const char *text;
    int level;
  } cases[] = { { "1", 1 },    { "I", 1 },    { "i", 1 },    { "Ⅰ", 1 },      { "一", 1 },   { "一级", 1 },
                { "特大", 1 }, { "2", 2 },    { "II", 2 },   { "Ⅱ", 2 },      { "重大", 2 }, { "３", 3 },
                { "iii", 3 },  { "较大", 3 }, { "4", 4 },    { "IV", 4 },     { "一般", 4 }, { "0", 0 },
                { "5", 0 },    { "", 0 },     { "II级", 0 }, { "dragon", 0 }, { "12", 0 } };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (ht_phrase_parse_level (cases[i].text), ==, cases[i].level);
    }
}

/* Whatever a cat on the keyboard types is read as something, and its states and statuses are ones there are.
 */
static void
test_anything (void)
{
  static const char *const pieces[]
      = { "派", "到", "→",  "->",        " ", "0398", "/",  "level", "\xff", "曲阳",
          "to", "\t", "记", "e\xcc\x81", "😀", "II",   "tc", "撤",    "-",    "＞" };
  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      for (int n = g_test_rand_int_range (0, 8); n > 0; n--)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      g_autoptr (GPtrArray) phrases = ht_phrase_parse (text->str);
      for (guint i = 0; i < phrases->len; i++)
        {
          const HtPhrase *phrase = phrases->pdata[i];
          HtAssignmentState state;
          HtTeamState status;
          g_assert_true (g_utf8_validate (phrase->object, -1, NULL));
          g_assert_true (phrase->code == NULL || phrase->what == HT_DO_ASSIGN);
          g_assert_true (phrase->what != HT_DO_STATE || ht_assignment_state_parse (phrase->word, &state));
          g_assert_true (phrase->what != HT_DO_STATUS || ht_team_state_parse (phrase->word, &status));
          g_assert_cmpint (phrase->what == HT_DO_GO, ==, i + 1 == phrases->len);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/command-words/verbs", test_verbs);
  g_test_add_func ("/command-words/arrows", test_arrows);
  g_test_add_func ("/command-words/ends", test_where_verbs_end);
  g_test_add_func ("/command-words/unfinished", test_unfinished);
  g_test_add_func ("/command-words/two-readings", test_two_readings);
  g_test_add_func ("/command-words/forms", test_normal_forms);
  g_test_add_func ("/command-words/levels", test_levels);
  g_test_add_func ("/command-words/anything", test_anything);
  return g_test_run ();
}
