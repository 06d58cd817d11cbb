/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "town.h"

#include <string.h>

/* The first suggestion of @text is @action, and its printed target holds @target. */
typedef struct
{
  const char *text, *action, *target;
} Case;

static void
check_case (Town *town, const Case *it)
{
  g_autoptr (GListModel) list = town_suggest (town, it->text);
  g_autoptr (HtSuggestion) first = g_list_model_get_item (list, 0);
  if (first == NULL)
    g_error ("nothing suggested for “%s”", it->text);
  GVariant *target = ht_suggestion_get_target (first);
  g_autofree char *printed = target != NULL ? g_variant_print (target, FALSE) : g_strdup ("");
  g_test_message ("%s → %s [%s] %s %s", it->text, ht_suggestion_get_title (first),
                  ht_suggestion_get_key (first), ht_suggestion_get_action (first), printed);
  g_assert_cmpstr (ht_suggestion_get_action (first), ==, it->action);
  g_assert_nonnull (strstr (printed, it->target));
  g_assert_true (ht_suggestion_is_possible (first));
  g_assert_cmpstr (ht_suggestion_get_key (first), !=, "");
  g_assert_cmpuint (g_list_model_get_n_items (list), <=, 12);
}

static void
test_grammar (Town *town, gconstpointer unused)
{
  HtIncident *incident = town_create (town, "fire_residential", 3);
  HtPoint centre = { TOWN_LON, TOWN_LAT };
  ht_command_set_context (ht_city_get_command (town->city), incident, NULL, &centre);
  static const Case cases[] = {
    { "四平路", "win.go-to", "四平路" },
    { "岳阳医院", "win.go-to-thing", "hospital" },
    { "/四平路", "win.go-to", "四平路" },
    { "sipinglu", "win.go-to", "四平路" },
    { "去四平路", "win.go-to", "四平路" },
    { "qu siping", "win.go-to", "四平路" },
    { "go spl", "win.go-to", "四平路" },
    { "31.276 121.486", "win.go-to", "121.486" },
    { "0001", "win.select", "incident" },
    { "曲阳站", "win.select", "station" },
    { "派", "win.assign-advised", "" },
    { "派 全部", "win.assign-advised", "" },
    { "pai quanbu", "win.assign-advised", "" },
    { "assign all", "win.assign-advised", "" },
    { "派 曲阳站", "win.assign", "" },
    { "派曲阳", "win.assign", "" },
    { "pai quyang", "win.assign", "" },
    { "send quyang -> 0001", "win.assign", "" },
    { "派曲阳→0001", "win.assign", "" },
    { "派 quy 到 1", "win.assign", "" },
    { "停用 曲阳站", "win.set-team-status", "out_of_service" },
    { "tingyong quyang", "win.set-team-status", "out_of_service" },
    { "standby quyang", "win.set-team-status", "standby" },
    { "定级2", "win.set-level", ", 2)" },
    { "定级 II", "win.set-level", ", 2)" },
    { "level 1 0001", "win.set-level", ", 1)" },
    { "dj 四", "win.set-level", ", 4)" },
    { "关闭", "win.close-incident", "" },
    { "close 0001", "win.close-incident", "" },
    { "guanbi 1", "win.close-incident", "" },
    { "记 已到现场", "win.note", "已到现场" },
    { "note water is on", "win.note", "water is on" },
    { "新警情", "win.new-incident", "121.486" },
    { "new 四平路", "win.new-incident", "四平路" },
    { "新 高层", "win.new-incident", "fire_high_rise" },
    { "xin gaoceng", "win.new-incident", "fire_high_rise" },
    { "封路", "win.close-road", "121.486" },
    { "图层 医院", "win.toggle-layer", "" },
    { "layer roads", "win.toggle-layer", "" },
    { "覆盖", "win.toggle-coverage", "" },
    { "coverage", "win.toggle-coverage", "" },
    { "打印", "win.print-map", "" },
    { "print report", "win.print-report", "" },
    { "撤销", "win.undo", "" },
    { "undo", "win.undo", "" },
    { "登录 王敏", "win.sign-in", "" },
    { "signin wangmin", "win.sign-in", "" },
    { "退出", "win.sign-out", "" },
    { "锁", "win.lock", "" },
    { "语言 English", "app.language", "en" },
    { "language 中文", "app.language", "zh_CN" },
    { "主题 深色", "app.theme", "dark" },
    { "theme light", "app.theme", "light" },
    { "导入", "win.import", "" },
    { "impo", "win.import", "" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check_case (town, &cases[i]);
}

static void
test_states (Town *town, gconstpointer unused)
{
  HtIncident *incident = town_create (town, "fire_residential", 4);
  town_assign (town, incident, NULL, NULL, NULL);
  g_autoptr (HtAssignment) assignment = g_list_model_get_item (ht_incident_get_assignments (incident), 0);
  HtTeam *team = ht_assignment_get_team (assignment);
  ht_command_set_context (ht_city_get_command (town->city), incident, team, NULL);
  static const Case cases[] = {
    { "到场", "win.set-assignment-state", "on_scene" },
    { "daochang", "win.set-assignment-state", "on_scene" },
    { "出动", "win.set-assignment-state", "en_route" },
    { "ack", "win.set-assignment-state", "acknowledged" },
    { "release", "win.set-assignment-state", "released" },
    { "撤回", "win.set-assignment-state", "cancelled" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check_case (town, &cases[i]);
}

/* What is not possible now is still answered, with the reason. */
static void
test_impossible (Town *town, gconstpointer unused)
{
  ht_command_set_context (ht_city_get_command (town->city), NULL, NULL, NULL);
  static const char *const texts[] = { "派", "关闭", "定级 2", "到场", "撤销", "开路", "记" };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GListModel) list = town_suggest (town, texts[i]);
      g_autoptr (HtSuggestion) first = g_list_model_get_item (list, 0);
      g_assert_nonnull (first);
      g_assert_false (ht_suggestion_is_possible (first));
      g_assert_cmpstr (ht_suggestion_get_detail (first), !=, "");
    }
}

static void
test_later_call_cancels (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  HtCommand *command = ht_city_get_command (town->city);
  GAsyncResult *early = NULL;
  town_begin ();
  ht_command_suggest_async (command, "四", NULL, town_done, NULL);
  g_autoptr (GListModel) late = NULL;
  /* The second is asked before the first is answered; town_end gives the first answer to come. */
  ht_command_suggest_async (command, "四平", NULL, NULL, NULL);
  early = town_end ();
  late = ht_command_suggest_finish (command, early, &error);
  g_assert_null (late);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_object_unref (early);
  town_settle (50);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/command/grammar", Town, NULL, town_set_up, test_grammar, town_tear_down);
  g_test_add ("/command/states", Town, NULL, town_set_up, test_states, town_tear_down);
  g_test_add ("/command/impossible", Town, NULL, town_set_up, test_impossible, town_tear_down);
  g_test_add ("/command/cancels", Town, NULL, town_set_up, test_later_call_cancels, town_tear_down);
  return g_test_run ();
}
