/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/i18n.h"
#include "model/command-private.h"
#include "model/error.h"
#include "model/layer.h"
#include "town.h"

#define SECOND ((gint64) G_USEC_PER_SEC)

static void
set_context (Town *town, HtIncident *incident, HtTeam *team)
{
  HtPoint centre = { TOWN_LON, TOWN_LAT };
  ht_command_set_context (ht_city_get_command (town->city), incident, team, &centre);
}

static HtSuggestion *
first_of (GListModel *list)
{
  g_autoptr (HtSuggestion) first = g_list_model_get_item (list, 0);
  g_assert_nonnull (first);
  return first; /* the list keeps it */
}

/* The first answer is impossible now and says why. */
static void
assert_impossible (Town *town, const char *text, const char *why)
{
  g_autoptr (GListModel) list = town_suggest (town, text);
  HtSuggestion *first = first_of (list);
  g_test_message ("%s: %s", ht_suggestion_get_title (first), ht_suggestion_get_detail (first));
  g_assert_false (ht_suggestion_is_possible (first));
  g_assert_cmpstr (ht_suggestion_get_detail (first), ==, why);
  g_assert_cmpstr (ht_suggestion_get_key (first), ==, "");
}

static void
assert_first (Town *town, const char *text, const char *action, const char *title, const char *detail)
{
  g_autoptr (GListModel) list = town_suggest (town, text);
  HtSuggestion *first = first_of (list);
  g_assert_true (ht_suggestion_is_possible (first));
  g_assert_cmpstr (ht_suggestion_get_action (first), ==, action);
  g_assert_cmpstr (ht_suggestion_get_title (first), ==, title);
  if (detail != NULL)
    town_assert_says (ht_suggestion_get_detail (first), detail);
}

/* What the window's actions take: the list of model/command.h. */
static const struct
{
  const char *action, *type;
} signatures[] = {
  { "win.go-to", "(dds)" },
  { "win.go-to-thing", "(ddss)" },
  { "win.select", "(ss)" },
  { "win.new-incident", "(sdds)" },
  { "win.assign-advised", "s" },
  { "win.assign", "(sss)" },
  { "win.set-assignment-state", "(ss)" },
  { "win.set-team-status", "(ss)" },
  { "win.set-level", "(si)" },
  { "win.close-incident", "s" },
  { "win.reopen-incident", "s" },
  { "win.note", "(ss)" },
  { "win.close-road", "(dd)" },
  { "win.open-road", "s" },
  { "win.toggle-layer", "s" },
  { "win.toggle-coverage", NULL },
  { "win.print-map", NULL },
  { "win.print-report", "s" },
  { "win.undo", NULL },
  { "win.sign-in", "s" },
  { "win.sign-out", NULL },
  { "win.lock", NULL },
  { "app.language", "s" },
  { "app.theme", "s" },
  { "win.import", NULL },
};

static void
assert_signature (HtSuggestion *suggestion, GHashTable *met)
{
  const char *action = ht_suggestion_get_action (suggestion);
  GVariant *target = ht_suggestion_get_target (suggestion);
  for (guint i = 0; i < G_N_ELEMENTS (signatures); i++)
    if (g_str_equal (signatures[i].action, action))
      {
        g_assert_cmpstr (target != NULL ? g_variant_get_type_string (target) : NULL, ==, signatures[i].type);
        g_hash_table_add (met, (gpointer) signatures[i].action);
        return;
      }
  g_error ("“%s” is no action of the list", action);
}

/* Every action there is can be reached by typing, with the target it takes. */
static void
test_signatures (Town *town, gconstpointer unused)
{
  static const char *const texts[]
      = { "岳阳医院", "四平路",    "0001",      "新",        "派",   "派 曲阳", "到场 曲阳", "停用 江湾路",
          "定级",     "关闭 0001", "重开 0002", "记 水到了", "封路", "开路",    "图层",      "覆盖",
          "打印",     "撤销",      "登录",      "退出",      "锁",   "语言",    "主题",      "导入" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) met = g_hash_table_new (g_str_hash, g_str_equal);
  HtIncident *incident = town_create (town, "fire_residential", 4), *done = town_create (town, "other", 4);
  town_begin ();
  ht_dispatch_close_async (ht_city_get_dispatch (town->city), done, NULL, "误报", FALSE, town_done, NULL);
  town_assert_done (town);
  g_autoptr (GPtrArray) teams = g_ptr_array_new ();
  g_ptr_array_add (teams, town_find_team (town, "曲阳站 Pumper"));
  town_assign (town, incident, NULL, teams, NULL);
  town_close_road (town, (HtPoint){ TOWN_LON + 0.001, TOWN_LAT }, FALSE, "爆管", 0, &error);
  g_assert_no_error (error);
  set_context (town, incident, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GListModel) list = town_suggest (town, texts[i]);
      g_assert_cmpuint (g_list_model_get_n_items (list), >, 0);
      g_assert_cmpuint (g_list_model_get_n_items (list), <=, 12);
      for (guint k = 0; k < g_list_model_get_n_items (list); k++)
        {
          g_autoptr (HtSuggestion) suggestion = g_list_model_get_item (list, k);
          if (ht_suggestion_is_possible (suggestion))
            assert_signature (suggestion, met);
          g_assert_cmpstr (ht_suggestion_get_title (suggestion), !=, "");
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (signatures); i++)
    if (!g_hash_table_contains (met, signatures[i].action))
      g_error ("nothing typed led to “%s”", signatures[i].action);
}

static void
test_words_of_incidents (Town *town, gconstpointer unused)
{
  HtIncident *incident = town_create (town, "fire_residential", 4);
  set_context (town, incident, NULL);
  assert_first (town, "定级 1", "win.set-level", "Grade 0001: I, extremely serious", "商厦四层起火");
  assert_first (town, "关闭", "win.close-incident", "Close 0001…", "商厦四层起火");
  assert_impossible (town, "重开", "it is open already");
  assert_first (town, "记 水到了", "win.note", "Note for 0001", "水到了");
  assert_impossible (town, "记", "write the note after the word");
  town_begin ();
  ht_dispatch_close_async (ht_city_get_dispatch (town->city), incident, NULL, "误报", FALSE, town_done, NULL);
  town_assert_done (town);
  assert_impossible (town, "关闭", "it is closed already");
  assert_first (town, "重开", "win.reopen-incident", "Open 0001 again…", NULL);
  set_context (town, NULL, NULL);
  assert_first (town, "记 交接班", "win.note", "Note for shift log", "交接班");
  assert_impossible (town, "关闭", "select an incident or name its code");
  assert_impossible (town, "定级 2", "select an incident or name its code");
  assert_impossible (town, "派", "select an incident or name its code after →");
  assert_impossible (town, "关闭 9999", "select an incident or name its code");
  /* The selected one is not meant where another is named. */
  town_create (town, "fire_residential", 4);
  set_context (town, incident, NULL);
  assert_first (town, "关闭 0002", "win.close-incident", "Close 0002…", NULL);
  assert_first (town, "定级 3 2", "win.set-level", "Grade 0002: III, major", NULL);
}

static void
test_words_of_teams (Town *town, gconstpointer unused)
{
  HtIncident *incident = town_create (town, "fire_residential", 4);
  HtTeam *team = town_find_team (town, "曲阳站 Pumper");
  set_context (town, incident, team);
  assert_impossible (town, "到场", "it is not assigned to any incident");
  g_autofree char *standby = g_strdup_printf ("%s: Standby", ht_team_get_name (team));
  assert_first (town, "待命", "win.set-team-status", standby, "At station");
  g_autofree char *typed = g_strdup_printf ("派 %s", ht_team_get_name (team));
  g_autofree char *send = g_strdup_printf ("Send %s → 0001", ht_team_get_name (team));
  assert_first (town, typed, "win.assign", send, "Pumper · water tank · At station");
  g_autoptr (GPtrArray) teams = g_ptr_array_new ();
  g_ptr_array_add (teams, team);
  town_assign (town, incident, NULL, teams, NULL);
  assert_first (town, typed, "win.assign", send, "needs a reason");
  assert_impossible (town, "待命", "it is at work; release it first");
  g_autofree char *arrived = g_strdup_printf ("%s: On scene", ht_team_get_name (team));
  assert_first (town, "到场", "win.set-assignment-state", arrived, "0001");
  set_context (town, incident, NULL);
  assert_impossible (town, "到场", "name a team or select one");
  assert_impossible (town, "停用", "name a team or select one");
  /* A station stands for its teams. */
  g_autoptr (GListModel) list = town_suggest (town, "派 曲阳站");
  guint n = 0;
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (HtSuggestion) suggestion = g_list_model_get_item (list, i);
      n += g_str_equal (ht_suggestion_get_action (suggestion), "win.assign");
    }
  g_assert_cmpuint (n, ==, 2);
  g_autoptr (HtSuggestion) all = g_list_model_get_item (list, n);
  g_assert_cmpstr (ht_suggestion_get_action (all), ==, "win.assign-advised");
  g_assert_cmpstr (ht_suggestion_get_key (all), ==, "Ctrl+Enter");
}

/* What is shut can be opened; what opened by itself is not offered. */
static void
test_words_of_roads (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  const gint64 now_us = 1800000000 * SECOND;
  town_set_clock (now_us);
  set_context (town, NULL, NULL);
  assert_impossible (town, "开路", "no road is closed");
  town_close_road (town, (HtPoint){ TOWN_LON + 0.001, TOWN_LAT }, FALSE, "爆管", now_us + 60 * SECOND,
                   &error);
  g_assert_no_error (error);
  assert_first (town, "开路", "win.open-road", "Open 四平路", "爆管");
  town_set_clock (now_us + 60 * SECOND);
  ht_city_tick (town->city, now_us + 60 * SECOND);
  assert_impossible (town, "开路", "no road is closed");
}

static void
test_words_of_the_desk (Town *town, gconstpointer unused)
{
  HtPerson *officer = ht_session_get_person (ht_city_get_session (town->city));
  town_add_person (town, "周航", HT_ROLE_DISPATCHER);
  set_context (town, NULL, NULL);
  assert_impossible (town, "撤销", "there is nothing of yours to take back");
  town_create (town, "fire_residential", 4);
  assert_first (town, "撤销", "win.undo", "Undo", "new incident");
  assert_first (town, "登录 zhouhang", "win.sign-in", "Sign in as 周航…", "Dispatcher");
  g_autoptr (GListModel) people = town_suggest (town, "登录");
  g_assert_cmpuint (g_list_model_get_n_items (people), >=, 2);
  g_assert_nonnull (officer);
  assert_first (town, "语言 zhongwen", "app.language", "Language: Chinese", NULL);
  assert_first (town, "主题 light", "app.theme", "Theme: light", NULL);
  assert_first (town, "图层 道路", "win.toggle-layer", "Hide Roads", "town.osm");
  for (guint i = 0; i < g_list_model_get_n_items (ht_city_get_layers (town->city)); i++)
    {
      g_autoptr (HtLayer) layer = g_list_model_get_item (ht_city_get_layers (town->city), i);
      ht_layer_set_visible (layer, FALSE);
    }
  assert_first (town, "图层 roads", "win.toggle-layer", "Show Roads", "town.osm");
  assert_first (town, "打印 快报", "win.print-report", "Print the situation report…", "everything open");
}

static void
test_chinese_screen (Town *town, gconstpointer unused)
{
  ht_i18n_set_language ("zh_CN");
  HtIncident *incident = town_create (town, "fire_residential", 4);
  set_context (town, incident, NULL);
  static const char *const texts[]
      = { "派", "定级 2", "关闭", "记 水到了", "封路", "覆盖", "打印", "锁", "导入" };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GListModel) list = town_suggest (town, texts[i]);
      gunichar first = g_utf8_get_char (ht_suggestion_get_title (first_of (list)));
      g_assert_cmpint (g_unichar_get_script (first), ==, G_UNICODE_SCRIPT_HAN);
    }
}

/* Twelve lines fit; a street of many names does not push the rest of the screen away. */
static void
test_at_most_twelve (Town *town, gconstpointer unused)
{
  for (guint i = 0; i < 14; i++)
    town_create (town, "fire_residential", 4);
  set_context (town, NULL, NULL);
  g_autoptr (GListModel) list = town_suggest (town, "商厦");
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 12);
  g_assert_cmpstr (ht_suggestion_get_key (first_of (list)), ==, "Enter");
}

static void
test_closed_city (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  HtCommand *command = ht_city_get_command (town->city);
  ht_city_close (town->city);
  town_begin ();
  ht_command_suggest_async (command, "派", NULL, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  g_assert_null (ht_command_suggest_finish (command, result, &error));
  g_assert_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_UNAVAILABLE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ht_i18n_init ();
  static const TownTest tests[] = {
    { "/command-suggest/signatures", test_signatures },
    { "/command-suggest/incidents", test_words_of_incidents },
    { "/command-suggest/teams", test_words_of_teams },
    { "/command-suggest/roads", test_words_of_roads },
    { "/command-suggest/desk", test_words_of_the_desk },
    { "/command-suggest/chinese", test_chinese_screen },
    { "/command-suggest/twelve", test_at_most_twelve },
    { "/command-suggest/closed", test_closed_city },
  };
  town_add_tests (tests, G_N_ELEMENTS (tests));
  return g_test_run ();
}
