/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/command-private.h"

#include <string.h>

#include "base/pinyin.h"

/* Words of a verb, folded: Chinese ones need no space after them, Latin ones do. Longer ones before their
 * beginnings. */
static const struct
{
  HtDo what;
  const char *word;
  const char *names[10];
} verbs[] = {
  { HT_DO_GO_TO, NULL, { "去", "转到", "qu", "go", "goto" } },
  { HT_DO_NEW_STATION, NULL, { "新建站", "设站", "xinjianzhan", "shezhan", "newstation", "station" } },
  { HT_DO_NEW_TEAM, NULL, { "新建队", "建队", "xinjiandui", "jiandui", "newteam", "team" } },
  { HT_DO_NEW, NULL, { "新警情", "新建", "新", "xinjingqing", "xjq", "xin", "new", "incident" } },
  { HT_DO_ASSIGN, NULL, { "派出", "调派", "派", "paichu", "pai", "p", "assign", "send" } },
  { HT_DO_STATE, "acknowledged", { "确认", "queren", "qr", "ack", "acknowledge" } },
  { HT_DO_STATE, "en_route", { "出动", "在途", "chudong", "cd", "enroute", "rolling" } },
  { HT_DO_STATE, "on_scene", { "到场", "daochang", "dc", "onscene", "arrived" } },
  { HT_DO_STATE, "released", { "释放", "撤出", "shifang", "sf", "release" } },
  { HT_DO_STATE, "cancelled", { "撤回", "取消派出", "chehui", "ch", "cancel", "recall" } },
  { HT_DO_STATUS, "at_station", { "在站", "归队", "zaizhan", "zz", "atstation" } },
  { HT_DO_STATUS, "standby", { "待命", "daiming", "dm", "standby" } },
  { HT_DO_STATUS, "returning", { "返回", "fanhui", "fh", "returning" } },
  { HT_DO_STATUS, "out_of_service", { "停用", "tingyong", "ty", "outofservice", "oos" } },
  { HT_DO_LEVEL, NULL, { "定级", "级别", "dingji", "dj", "level", "grade" } },
  { HT_DO_CLOSE_ROAD, NULL, { "封路", "fenglu", "fl", "closeroad" } },
  { HT_DO_OPEN_ROAD, NULL, { "开路", "解封", "kailu", "kl", "openroad" } },
  { HT_DO_CLOSE, NULL, { "关闭", "结案", "guanbi", "gb", "guan", "close" } },
  { HT_DO_REOPEN, NULL, { "重开", "重新打开", "chongkai", "ck", "reopen" } },
  { HT_DO_NOTE, NULL, { "备注", "记", "beizhu", "bz", "ji", "note" } },
  { HT_DO_LAYER, NULL, { "图层", "tuceng", "tc", "layer" } },
  { HT_DO_COVERAGE, NULL, { "覆盖", "fugai", "fg", "coverage" } },
  { HT_DO_PRINT, NULL, { "打印", "dayin", "dy", "print" } },
  { HT_DO_UNDO, NULL, { "撤销", "chexiao", "cx", "undo" } },
  { HT_DO_REMOVE, NULL, { "移除", "yichu", "remove" } },
  { HT_DO_REDO, NULL, { "重做", "chongzuo", "cz", "redo" } },
  { HT_DO_SIGN_IN, NULL, { "登录", "denglu", "dl", "signin", "login" } },
  { HT_DO_SIGN_OUT, NULL, { "退出登录", "退出", "tuichu", "tc", "signout", "logout" } },
  { HT_DO_LOCK, NULL, { "锁定", "锁", "suo", "lock" } },
  { HT_DO_LANGUAGE, NULL, { "语言", "yuyan", "yy", "language" } },
  { HT_DO_THEME, NULL, { "主题", "zhuti", "zt", "theme" } },
  { HT_DO_IMPORT, NULL, { "导入", "daoru", "dr", "import" } },
};

/* As they are after NFKC, which makes a full-width "＞" a ">". */
static const char *const arrows[] = { "→", "->", ">", " to ", " 到 ", "到", " dao " };

void
ht_phrase_free (gpointer data)
{
  HtPhrase *phrase = data;
  g_free (phrase->object);
  g_free (phrase->code);
  g_free (phrase);
}

static gboolean
is_latin (const char *word)
{
  return g_ascii_isalpha (*word);
}

/* Where @text goes on after the verb @name; NULL where it does not begin with it. */
static const char *
after_verb (const char *text, const char *name)
{
  if (!is_latin (name))
    return g_str_has_prefix (text, name) ? text + strlen (name) : NULL;
  gsize length = strlen (name);
  if (g_ascii_strncasecmp (text, name, length) != 0)
    return NULL;
  return text[length] == '\0' || text[length] == ' ' ? text + length : NULL;
}

/* "assi": the verb is still being typed. Two letters at least, or everything would match. */
static gboolean
is_beginning (const char *text, const char *name)
{
  gsize length = strlen (text);
  return is_latin (name) && length >= 2 && length < strlen (name)
         && g_ascii_strncasecmp (text, name, length) == 0;
}

static char *
trim (const char *text, gsize length)
{
  g_autofree char *copy = g_strndup (text, length);
  return g_strdup (g_strstrip (copy));
}

/* Only team verbs name an incident after an arrow; "到" is part of many place names. */
static void
split_object (HtPhrase *phrase, const char *rest)
{
  for (guint i = 0; phrase->what == HT_DO_ASSIGN && i < G_N_ELEMENTS (arrows); i++)
    {
      const char *arrow = strstr (rest, arrows[i]);
      if (arrow == NULL)
        continue;
      phrase->object = trim (rest, (gsize) (arrow - rest));
      phrase->code = trim (arrow + strlen (arrows[i]), strlen (arrow + strlen (arrows[i])));
      return;
    }
  phrase->object = trim (rest, strlen (rest));
}

static void
add_verb (GPtrArray *phrases, guint verb, const char *rest, gboolean unfinished)
{
  HtPhrase *phrase = g_new0 (HtPhrase, 1);
  phrase->what = verbs[verb].what;
  phrase->word = verbs[verb].word;
  phrase->unfinished = unfinished;
  split_object (phrase, rest);
  g_ptr_array_add (phrases, phrase);
}

static gboolean
add_if_typed (GPtrArray *phrases, guint verb, const char *text)
{
  for (guint k = 0; k < G_N_ELEMENTS (verbs[verb].names) && verbs[verb].names[k] != NULL; k++)
    {
      const char *rest = after_verb (text, verbs[verb].names[k]);
      if (rest == NULL)
        continue;
      add_verb (phrases, verb, rest, FALSE);
      return TRUE;
    }
  return FALSE;
}

static void
add_if_beginning (GPtrArray *phrases, guint verb, const char *text)
{
  for (guint k = 0; k < G_N_ELEMENTS (verbs[verb].names) && verbs[verb].names[k] != NULL; k++)
    if (is_beginning (text, verbs[verb].names[k]))
      {
        add_verb (phrases, verb, "", TRUE);
        return;
      }
}

GPtrArray *
ht_phrase_parse (const char *text)
{
  GPtrArray *phrases = g_ptr_array_new_with_free_func (ht_phrase_free);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *normal = g_utf8_normalize (valid, -1, G_NORMALIZE_NFKC);
  char *typed = g_strstrip (normal);
  if (*typed == '/')
    typed = g_strstrip (typed + 1);
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    add_if_typed (phrases, i, typed);
  if (phrases->len == 0)
    for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
      add_if_beginning (phrases, i, typed);
  HtPhrase *bare = g_new0 (HtPhrase, 1);
  bare->what = HT_DO_GO;
  bare->object = g_strdup (typed);
  g_ptr_array_add (phrases, bare);
  return phrases;
}

int
ht_phrase_parse_level (const char *text)
{
  static const char *const names[4][6] = {
    { "1", "i", "一", "一级", "特大", "ⅰ" },
    { "2", "ii", "二", "二级", "重大", "ⅱ" },
    { "3", "iii", "三", "三级", "较大", "ⅲ" },
    { "4", "iv", "四", "四级", "一般", "ⅳ" },
  };
  g_autofree char *folded = ht_pinyin_fold (text);
  for (int level = 0; level < 4; level++)
    for (guint k = 0; k < G_N_ELEMENTS (names[level]); k++)
      if (g_str_equal (folded, names[level][k]))
        return level + 1;
  return 0;
}
