/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/telling.h"

#include <string.h>

#include "base/i18n.h"
#include "model/layer.h"
#include "town.h"

#define SECOND ((gint64) G_USEC_PER_SEC)

/* --- one operation, told --- */

static HtOp *
op_new (const char *kind, gpointer entity, const char *verb, const char *field, HtValue *value)
{
  HtOp *op = ht_op_new ();
  op->kind = g_strdup (kind);
  op->id = entity != NULL ? *ht_entity_get_id (HT_ENTITY (entity)) : ht_uuid_random ();
  op->verb = g_strdup (verb);
  op->field = g_strdup (field);
  op->value = value;
  return op;
}

/* Takes @op. */
static void
assert_told (Town *town, HtOp *op, const char *english, const char *chinese)
{
  ht_i18n_set_language ("en");
  g_autofree char *told = ht_telling_dup_text (town->city, op);
  g_assert_cmpstr (told, ==, english);
  ht_i18n_set_language ("zh_CN");
  g_autofree char *other = ht_telling_dup_text (town->city, op);
  if (chinese != NULL)
    g_assert_cmpstr (other, ==, chinese);
  else if (english != NULL)
    g_assert_cmpstr (other, !=, english);
  ht_i18n_set_language ("en");
  ht_op_unref (op);
}

static HtOp *
op_set (const char *kind, gpointer entity, const char *field, HtValue *value)
{
  return op_new (kind, entity, "set", field, value);
}

static void
test_incident (Town *town, gconstpointer unused)
{
  HtIncident *it = town_create (town, "fire_residential", 2);
  HtValue *fields = ht_value_new_map ();
  ht_value_set_text (fields, "code", "0398");
  ht_value_set_text (fields, "type", "fire_residential");
  assert_told (town, op_new ("incident", NULL, "create", "", ht_value_ref (fields)),
               "Incident 0398: Fire, dwelling · not graded", NULL);
  ht_value_set_text (fields, "title", "厨房起火");
  ht_value_set_text (fields, "address", "四平路 1 号");
  ht_value_set_int (fields, "level", 3);
  ht_value_set_text (fields, "source", "119");
  assert_told (town, op_new ("incident", NULL, "create", "", fields),
               "Incident 0398: Fire, dwelling · 厨房起火 · 四平路 1 号 · III · from 119", NULL);
  assert_told (town, op_set ("incident", it, "level", ht_value_new_int (1)), "Graded I, extremely serious",
               NULL);
  assert_told (town, op_set ("incident", it, "level", ht_value_new_int (0)), "Grade taken back", NULL);
  assert_told (town, op_set ("incident", it, "status", ht_value_new_text ("closed")), "Closed", NULL);
  assert_told (town, op_set ("incident", it, "status", ht_value_new_text ("open")),
               "Open: verified or opened again", NULL);
  assert_told (town, op_set ("incident", it, "status", ht_value_new_text ("unverified")),
               "Marked as unverified", NULL);
  assert_told (town, op_set ("incident", it, "close_reason", ht_value_new_text ("扑灭")), "Reason: 扑灭",
               NULL);
  assert_told (town, op_set ("incident", it, "close_reason", ht_value_new_null ()), NULL, NULL);
  assert_told (town, op_set ("incident", it, "type", ht_value_new_text ("fire_residential")),
               "Type: Fire, dwelling", NULL);
  assert_told (town, op_set ("incident", it, "type", ht_value_new_text ("dragon")), "Type: dragon", NULL);
  assert_told (town, op_set ("incident", it, "title", ht_value_new_text ("甲")), "Title: 甲", NULL);
  assert_told (town, op_set ("incident", it, "address", ht_value_new_text ("乙")), "Address: 乙", NULL);
  assert_told (town, op_set ("incident", it, "notes", ht_value_new_text ("丙")), "Facts: 丙", NULL);
  assert_told (town, op_set ("incident", it, "position", ht_value_new_null ()), "Place corrected on the map",
               NULL);
  assert_told (town, op_set ("incident", it, "trapped", ht_value_new_int (12)), "People trapped: 12", NULL);
  assert_told (town, op_set ("incident", it, "trapped", ht_value_new_null ()), NULL, NULL);
  assert_told (town, op_set ("incident", it, "commander", ht_value_new_null ()), "Command handed over", NULL);
  /* Parts of another decision say nothing of their own. */
  assert_told (town, op_set ("incident", it, "run_card", ht_value_new_text ("fire/4")), NULL, NULL);
}

static void
test_assignment (Town *town, gconstpointer unused)
{
  HtIncident *incident = town_create (town, "fire_residential", 4);
  HtTeam *team = town_find_team (town, "曲阳站 Pumper");
  HtValue *fields = ht_value_new_map ();
  ht_value_set_uuid (fields, "incident", ht_entity_get_id (HT_ENTITY (incident)));
  ht_value_set_uuid (fields, "team", ht_entity_get_id (HT_ENTITY (team)));
  ht_value_set_int (fields, "expected_s", 255);
  ht_value_set_bool (fields, "advised", TRUE);
  assert_told (town, op_new ("assignment", NULL, "create", "", ht_value_ref (fields)),
               "曲阳站 Pumper 1 sent to 0001, expected in 4 min 15 s, as advised", NULL);
  ht_value_unref (fields);
  g_autoptr (HtValue) bare = ht_value_new_map ();
  ht_value_set_text (bare, "reason", "有人被困");
  assert_told (town, op_new ("assignment", NULL, "create", "", ht_value_ref (bare)),
               "unknown team sent to unknown incident, chosen by the operator. Reason: 有人被困", NULL);
  g_autoptr (GPtrArray) teams = g_ptr_array_new ();
  g_ptr_array_add (teams, team);
  town_assign (town, incident, NULL, teams, NULL);
  HtAssignment *assignment = ht_team_get_assignment (team);
  assert_told (town, op_set ("assignment", assignment, "state", ht_value_new_text ("on_scene")),
               "曲阳站 Pumper 1: On scene", "曲阳站 Pumper 1：到场");
  assert_told (town, op_set ("assignment", NULL, "state", ht_value_new_text ("en_route")),
               "unknown team: En route", NULL);
  assert_told (town, op_set ("assignment", assignment, "state", ht_value_new_text ("teleporting")), NULL,
               NULL);
  assert_told (town, op_set ("assignment", assignment, "expected_s", ht_value_new_int (3)), NULL, NULL);
}

static void
test_team (Town *town, gconstpointer unused)
{
  HtTeam *team = town_find_team (town, "曲阳站 Pumper");
  HtValue *fields = ht_value_new_map ();
  ht_value_set_text (fields, "name", "三号车");
  assert_told (town, op_new ("team", NULL, "create", "", ht_value_ref (fields)), "Team 三号车 added", NULL);
  ht_value_set_bool (fields, "assumed", TRUE);
  assert_told (town, op_new ("team", NULL, "create", "", fields),
               "Team 三号车 assumed from the standard establishment", NULL);
  assert_told (town, op_set ("team", team, "status", ht_value_new_text ("out_of_service")),
               "曲阳站 Pumper 1: Out of service", "曲阳站 Pumper 1：停用");
  assert_told (town, op_set ("team", team, "position", ht_value_new_null ()),
               "曲阳站 Pumper 1 reported its position", NULL);
  assert_told (town, op_set ("team", team, "assumed", ht_value_new_bool (FALSE)),
               "曲阳站 Pumper 1 confirmed as a real team", NULL);
  assert_told (town, op_set ("team", team, "crew", ht_value_new_int (4)), "曲阳站 Pumper 1: facts changed",
               NULL);
}

static void
test_the_rest (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  HtClosure *closure
      = town_close_road (town, (HtPoint){ TOWN_LON + 0.001, TOWN_LAT }, FALSE, "爆管", 0, &error);
  HtPerson *officer = ht_session_get_person (ht_city_get_session (town->city));
  HtValue *road = ht_value_new_map (), *sections = ht_value_new_array ();
  ht_value_add (sections, ht_value_new_text ("1:2:3:0"));
  ht_value_set (road, "sections", sections);
  ht_value_set_text (road, "reason", "内涝");
  assert_told (town, op_new ("closure", NULL, "create", "", ht_value_ref (road)),
               "Road closed (1 section): 内涝", NULL);
  ht_value_add (sections, ht_value_new_text ("1:3:4:0"));
  assert_told (town, op_new ("closure", NULL, "create", "", road), "Road closed (2 sections): 内涝", NULL);
  assert_told (town, op_set ("closure", closure, "state", ht_value_new_text ("open")), "Road opened", NULL);
  assert_told (town, op_set ("closure", closure, "state", ht_value_new_text ("closed")), "Road closed again",
               NULL);
  assert_told (town, op_set ("closure", closure, "until_us", ht_value_new_int (1)), NULL, NULL);
  HtValue *person = ht_value_new_map ();
  ht_value_set_text (person, "name", "周航");
  ht_value_set_text (person, "role", "planner");
  assert_told (town, op_new ("person", NULL, "create", "", person), "周航 added as Planner", NULL);
  assert_told (town, op_set ("person", officer, "role", ht_value_new_text ("viewer")), "王敏: facts changed",
               NULL);
  assert_told (town, op_set ("person", NULL, "role", ht_value_new_text ("viewer")), NULL, NULL);
  g_autoptr (HtLayer) layer = g_list_model_get_item (ht_city_get_layers (town->city), 0);
  g_autofree char *count = g_strdup_printf ("%" G_GINT64_FORMAT " things", ht_layer_get_count (layer));
  g_autoptr (HtOp) taken = op_new ("layer", layer, "create", "", ht_value_new_map ());
  g_autofree char *told = ht_telling_dup_text (town->city, taken);
  town_assert_says (told, "taken from town.osm");
  town_assert_says (told, count);
  HtValue *text = ht_value_new_map ();
  ht_value_set_text (text, "text", "水压不足");
  assert_told (town, op_new ("log", NULL, "create", "", text), "水压不足", "水压不足");
  assert_told (town, op_set ("log", NULL, "kind", ht_value_new_text ("note")), NULL, NULL);
}

/* Another version's, another district's and the removed. */
static void
test_strange (Town *town, gconstpointer unused)
{
  HtIncident *incident = town_create (town, "fire_residential", 4);
  HtOp *outline = ht_op_new ();
  assert_told (town, outline, "An operation outside this post’s area", NULL);
  assert_told (town, op_set ("drone", NULL, "height", ht_value_new_int (3)),
               "Unknown kind of operation from a newer version (drone)", NULL);
  assert_told (town, op_new ("incident", incident, "delete", "_deleted", ht_value_new_bool (TRUE)),
               "0001 removed", NULL);
  assert_told (town, op_new ("incident", incident, "restore", "_deleted", ht_value_new_bool (FALSE)),
               "0001 is there again", NULL);
  HtValue *decision = ht_value_new_map ();
  ht_value_set_text (decision, "reason", "以现场为准");
  assert_told (town, op_new ("conflict", NULL, "resolve", "decision", decision),
               "Contradiction decided: 以现场为准", NULL);
}

/* A person where one decided, else the post, else that nobody is known. */
static void
test_who (Town *town, gconstpointer unused)
{
  HtPerson *officer = ht_session_get_person (ht_city_get_session (town->city));
  g_autoptr (HtOp) op = op_set ("team", NULL, "status", ht_value_new_text ("standby"));
  g_assert_cmpstr (ht_telling_get_who (town->city, op), ==, "unknown post");
  guint64 epoch;
  ht_store_get_post (ht_city_get_store (town->city), &op->origin, &epoch);
  g_assert_cmpstr (ht_telling_get_who (town->city, op), ==, "Post 1");
  op->actor = *ht_entity_get_id (HT_ENTITY (officer));
  g_assert_cmpstr (ht_telling_get_who (town->city, op), ==, "王敏");
}

/* --- the log and an incident's own --- */

static void
note (Town *town, HtIncident *incident, const char *text)
{
  town_begin ();
  ht_dispatch_note_async (ht_city_get_dispatch (town->city), incident, text, town_done, NULL);
  town_assert_done (town);
}

static char *
texts_of (GListModel *log, const HtUuid *incident)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < g_list_model_get_n_items (log); i++)
    {
      g_autoptr (HtLogEntry) entry = g_list_model_get_item (log, i);
      if (incident == NULL || ht_uuid_equal (ht_log_entry_get_incident_id (entry), incident))
        g_string_append_printf (text, "%s %s: %s\n", ht_log_entry_get_who (entry),
                                ht_log_entry_get_kind (entry), ht_log_entry_get_text (entry));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Newest first, the same lines in the same order as the whole log has of it: live, and read from the file. */
static void
test_timeline (Town *town, gconstpointer unused)
{
  HtIncident *incident = town_create (town, "fire_residential", 4);
  HtIncident *another = town_create (town, "fire_residential", 4);
  g_autoptr (GListModel) live = ht_city_dup_timeline (town->city, incident);
  town_settle (50);
  note (town, incident, "一");
  note (town, another, "别处的");
  note (town, NULL, "本班的");
  town_assign (town, incident, NULL, NULL, NULL);
  town_begin ();
  ht_dispatch_close_async (ht_city_get_dispatch (town->city), incident, NULL, "扑灭", TRUE, town_done, NULL);
  town_assert_done (town);
  note (town, incident, "二");
  g_autofree char *whole = texts_of (ht_city_get_log (town->city), ht_entity_get_id (HT_ENTITY (incident)));
  g_autofree char *of_it = texts_of (live, NULL);
  g_assert_cmpstr (of_it, ==, whole);
  g_assert_null (strstr (of_it, "别处的"));
  g_assert_null (strstr (of_it, "本班的"));
  g_assert_true (g_str_has_prefix (of_it, "王敏 note: 二\n"));
  g_autoptr (GListModel) read = ht_city_dup_timeline (town->city, incident);
  town_settle (100);
  g_autofree char *again = texts_of (read, NULL);
  g_assert_cmpstr (again, ==, whole);
}

/* What comes in while the file is still being read is there once. */
static void
test_timeline_while_loading (Town *town, gconstpointer unused)
{
  HtIncident *incident = town_create (town, "fire_residential", 4);
  g_autoptr (GListModel) timeline = ht_city_dup_timeline (town->city, incident);
  note (town, incident, "正在读");
  town_settle (100);
  guint n = 0;
  for (guint i = 0; i < g_list_model_get_n_items (timeline); i++)
    {
      g_autoptr (HtLogEntry) entry = g_list_model_get_item (timeline, i);
      n += g_str_equal (ht_log_entry_get_text (entry), "正在读");
    }
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (timeline), ==, 2);
  /* It outlives its city as it is. */
  ht_city_close (town->city);
  g_clear_object (&town->city);
  g_assert_cmpuint (g_list_model_get_n_items (timeline), ==, 2);
}

static void
test_entry (Town *town, gconstpointer unused)
{
  town_set_clock (1800000000 * SECOND);
  HtIncident *incident = town_create (town, "fire_residential", 4);
  note (town, incident, "第一条");
  g_autoptr (HtLogEntry) entry = g_list_model_get_item (ht_city_get_log (town->city), 0);
  g_assert_cmpstr (ht_log_entry_get_text (entry), ==, "第一条");
  g_assert_cmpstr (ht_log_entry_get_role (entry), ==, "administrator");
  g_assert_cmpint (ht_log_entry_get_at_us (entry), ==, 1800000000 * SECOND);
  g_assert_false (ht_log_entry_is_drill (entry));
  g_assert_true (
      ht_uuid_equal (ht_log_entry_get_incident_id (entry), ht_entity_get_id (HT_ENTITY (incident))));
  note (town, NULL, "  两边的空格  ");
  g_autoptr (HtLogEntry) shift = g_list_model_get_item (ht_city_get_log (town->city), 0);
  g_assert_cmpstr (ht_log_entry_get_text (shift), ==, "两边的空格");
  g_assert_true (ht_uuid_is_nil (ht_log_entry_get_incident_id (shift)));
  static const char *const empty[] = { "", "  ", "\t\n", NULL };
  for (guint i = 0; i < G_N_ELEMENTS (empty); i++)
    {
      town_begin ();
      ht_dispatch_note_async (ht_city_get_dispatch (town->city), NULL, empty[i], town_done, NULL);
      town_assert_refused (town, HT_MODEL_ERROR_INVALID);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ht_i18n_init ();
  static const TownTest tests[] = {
    { "/telling/incident", test_incident }, { "/telling/assignment", test_assignment },
    { "/telling/team", test_team },         { "/telling/rest", test_the_rest },
    { "/telling/strange", test_strange },   { "/telling/who", test_who },
    { "/telling/timeline", test_timeline }, { "/telling/loading", test_timeline_while_loading },
    { "/telling/entry", test_entry },
  };
  town_add_tests (tests, G_N_ELEMENTS (tests));
  return g_test_run ();
}
