/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "town.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"

static GAsyncResult *answer;
static gboolean begun;

static GMutex clock_lock;
static gint64 clock_us;

static gint64
read_clock (gpointer unused)
{
  g_mutex_lock (&clock_lock);
  gint64 now_us = clock_us;
  g_mutex_unlock (&clock_lock);
  return now_us;
}

void
town_set_clock (gint64 now_us)
{
  g_mutex_lock (&clock_lock);
  clock_us = now_us;
  g_mutex_unlock (&clock_lock);
  ht_clock_set_source (now_us != 0 ? read_clock : NULL, NULL);
}

void
town_begin (void)
{
  g_assert_false (begun);
  begun = TRUE;
  g_clear_object (&answer);
}

void
town_done (GObject *source, GAsyncResult *result, gpointer unused)
{
  g_assert_null (answer);
  answer = g_object_ref (result);
}

GAsyncResult *
town_end (void)
{
  gint64 until = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
  while (answer == NULL)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, until);
      g_main_context_iteration (NULL, TRUE);
    }
  begun = FALSE;
  return g_steal_pointer (&answer);
}

void
town_settle (guint milliseconds)
{
  gint64 until = g_get_monotonic_time () + milliseconds * 1000;
  while (g_get_monotonic_time () < until)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

/* Streets a kilometre long in a grid of 250 m; ids run on. */
void
town_write_map (const char *path)
{
  static const char *const across[] = { "曲阳路", "玉田路", "密云路" };
  static const char *const along[] = { "四平路", "中山北二路", "大连西路" };
  g_autoptr (GString) text = g_string_new ("<?xml version='1.0' encoding='UTF-8'?>\n<osm version='0.6'>\n");
  for (int row = 0; row < 3; row++)
    for (int column = 0; column < 3; column++)
      g_string_append_printf (text, "<node id='%d' version='1' lat='%.7f' lon='%.7f'/>\n",
                              1 + row * 3 + column, TOWN_LAT + 0.0025 * row, TOWN_LON + 0.0026 * column);
  g_string_append_printf (
      text,
      "<node id='21' version='1' lat='%.7f' lon='%.7f'><tag k='amenity' v='fire_station'/>"
      "<tag k='name' v='曲阳站'/></node>\n",
      TOWN_LAT + 0.0003, TOWN_LON + 0.0002);
  g_string_append_printf (
      text,
      "<node id='22' version='1' lat='%.7f' lon='%.7f'><tag k='amenity' v='fire_station'/>"
      "<tag k='name' v='江湾路站'/></node>\n",
      TOWN_LAT + 0.0048, TOWN_LON + 0.0050);
  g_string_append_printf (text,
                          "<node id='23' version='1' lat='%.7f' lon='%.7f'><tag k='amenity' v='hospital'/>"
                          "<tag k='name' v='岳阳医院'/></node>\n",
                          TOWN_LAT + 0.0026, TOWN_LON + 0.0030);
  for (int i = 0; i < 3; i++)
    {
      g_string_append_printf (text,
                              "<way id='%d' version='1'><nd ref='%d'/><nd ref='%d'/><nd ref='%d'/>"
                              "<tag k='highway' v='secondary'/><tag k='name' v='%s'/></way>\n",
                              101 + i, 1 + i * 3, 2 + i * 3, 3 + i * 3, along[i]);
      g_string_append_printf (text,
                              "<way id='%d' version='1'><nd ref='%d'/><nd ref='%d'/><nd ref='%d'/>"
                              "<tag k='highway' v='residential'/><tag k='name' v='%s'/></way>\n",
                              111 + i, 1 + i, 4 + i, 7 + i, across[i]);
    }
  g_string_append (text, "</osm>\n");
  g_autoptr (GError) error = NULL;
  g_file_set_contents (path, text->str, (gssize) text->len, &error);
  g_assert_no_error (error);
}

char *
town_dup_path (Town *town, const char *name)
{
  return g_build_filename (town->folder, name, NULL);
}

static void
open_city (Town *town, HtCityFlags flags)
{
  g_autoptr (GError) error = NULL;
  town_begin ();
  ht_city_open_async (town->path, flags, NULL, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  town->city = ht_city_open_finish (result, &error);
  g_assert_no_error (error);
}

static void
start (Town *town)
{
  g_autoptr (GError) error = NULL;
  ht_i18n_set_language ("en");
  town->folder = g_dir_make_tmp ("haitang-model-XXXXXX", &error);
  g_assert_no_error (error);
  town->path = town_dup_path (town, "town.haitang");
}

void
town_wait_ready (Town *town)
{
  gint64 until = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
  while (!ht_city_is_ready (town->city))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, until);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
}

HtPerson *
town_add_person (Town *town, const char *name, const char *role)
{
  g_autoptr (GError) error = NULL;
  HtSession *session = ht_city_get_session (town->city);
  town_begin ();
  ht_session_add_person_async (session, name, role, "2468", NULL, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  HtPerson *person = ht_session_add_person_finish (session, result, &error);
  g_assert_no_error (error);
  return person;
}

/* Makes a town the long way: file, officer, map. */
static void
found (Town *town)
{
  g_autoptr (GError) error = NULL;
  start (town);
  open_city (town, HT_CITY_CREATE);
  town_add_person (town, "王敏", HT_ROLE_ADMINISTRATOR);
  g_autofree char *map = town_dup_path (town, "town.osm");
  town_write_map (map);
  HtImporter *importer = ht_city_get_importer (town->city);
  HtImportRequest request = { .path = map, .layer = "osm", .assume_teams = TRUE };
  town_begin ();
  ht_importer_import_async (importer, &request, NULL, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  g_autoptr (HtImported) imported = ht_importer_import_finish (importer, result, &error);
  g_assert_no_error (error);
  g_assert_true (imported->changed);
  town_settle (20);
  town_wait_ready (town);
}

/* The first town of a process is founded; the others are copies of it as it was then. */
static Town pattern;

static void
remove_pattern (void)
{
  town_tear_down (&pattern, NULL);
}

static void
copy_pattern (Town *town)
{
  static const char *const names[] = { "town.haitang", "town.osm" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *from_path = town_dup_path (&pattern, names[i]);
      g_autofree char *to_path = town_dup_path (town, names[i]);
      g_autoptr (GFile) from = g_file_new_for_path (from_path);
      g_autoptr (GFile) to = g_file_new_for_path (to_path);
      g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
    }
}

void
town_set_up (Town *town, gconstpointer unused)
{
  if (pattern.folder == NULL)
    {
      found (&pattern);
      ht_city_close (pattern.city);
      g_clear_object (&pattern.city);
      atexit (remove_pattern);
    }
  start (town);
  copy_pattern (town);
  open_city (town, HT_CITY_NONE);
  town_wait_ready (town);
  g_autoptr (HtPerson) officer = g_list_model_get_item (ht_city_get_people (town->city), 0);
  town_sign_in (town, officer);
}

void
town_set_up_empty (Town *town, gconstpointer unused)
{
  start (town);
  open_city (town, HT_CITY_CREATE);
}

void
town_reopen (Town *town)
{
  ht_city_close (town->city);
  g_clear_object (&town->city);
  open_city (town, HT_CITY_NONE);
  town_wait_ready (town);
}

void
town_tear_down (Town *town, gconstpointer unused)
{
  town_set_clock (0);
  if (town->city != NULL)
    ht_city_close (town->city);
  g_clear_object (&town->city);
  town_settle (5);
  g_autoptr (GDir) dir = g_dir_open (town->folder, 0, NULL);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *path = town_dup_path (town, name);
      g_remove (path);
    }
  g_rmdir (town->folder);
  g_free (town->folder);
  g_free (town->path);
}

HtIncident *
town_create (Town *town, const char *type, int level)
{
  g_autoptr (GError) error = NULL;
  HtIncidentDraft draft;
  ht_incident_draft_init (&draft);
  draft.type = type;
  draft.level = level;
  draft.position = (HtPoint){ TOWN_LON + 0.0030, TOWN_LAT + 0.0001 };
  draft.title = "商厦四层起火";
  draft.address = "四平路近玉田路";
  draft.source = "119";
  town_begin ();
  ht_dispatch_create_async (ht_city_get_dispatch (town->city), &draft, NULL, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  HtIncident *incident = ht_dispatch_create_finish (ht_city_get_dispatch (town->city), result, &error);
  g_assert_no_error (error);
  g_assert_true (HT_IS_INCIDENT (incident));
  return incident;
}

HtProposal *
town_advise (Town *town, HtIncident *incident)
{
  g_autoptr (GError) error = NULL;
  town_begin ();
  ht_dispatch_advise_async (ht_city_get_dispatch (town->city), incident, NULL, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  HtProposal *proposal = ht_dispatch_advise_finish (ht_city_get_dispatch (town->city), result, &error);
  g_assert_no_error (error);
  return proposal;
}

void
town_assert_done (Town *town)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = town_end ();
  ht_dispatch_finish (ht_city_get_dispatch (town->city), result, &error);
  g_assert_no_error (error);
}

void
town_assert_refused (Town *town, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = town_end ();
  g_assert_false (ht_dispatch_finish (ht_city_get_dispatch (town->city), result, &error));
  g_assert_error (error, HT_MODEL_ERROR, code);
  /* One sentence for people. */
  g_assert_cmpuint (strlen (error->message), >, 10);
}

void
town_assign (Town *town, HtIncident *incident, HtProposal *proposal, GPtrArray *teams, const char *reason)
{
  town_begin ();
  ht_dispatch_assign_async (ht_city_get_dispatch (town->city), incident, proposal, teams, reason, town_done,
                            NULL);
  town_assert_done (town);
}

void
town_set_state (Town *town, HtAssignment *assignment, HtAssignmentState state)
{
  town_begin ();
  ht_dispatch_set_assignment_state_async (ht_city_get_dispatch (town->city), assignment, NULL, state,
                                          town_done, NULL);
  town_assert_done (town);
  g_assert_cmpint (ht_assignment_get_state (assignment), ==, state);
}

gboolean
town_log_has (GListModel *log, const char *needle)
{
  for (guint i = 0; i < g_list_model_get_n_items (log); i++)
    {
      g_autoptr (HtLogEntry) entry = g_list_model_get_item (log, i);
      if (strstr (ht_log_entry_get_text (entry), needle) != NULL)
        return TRUE;
    }
  return FALSE;
}

HtTeam *
town_find_team (Town *town, const char *part_of_name)
{
  GListModel *teams = ht_city_get_teams (town->city);
  for (guint i = 0; i < g_list_model_get_n_items (teams); i++)
    {
      g_autoptr (HtTeam) team = g_list_model_get_item (teams, i);
      if (strstr (ht_team_get_name (team), part_of_name) != NULL)
        return team; /* the city keeps it */
    }
  g_assert_not_reached ();
}

void
town_edit (Town *town, HtIncident *incident, const char *field, HtValue *value)
{
  g_autoptr (HtValue) changes = ht_value_new_map ();
  ht_value_set (changes, field, value);
  town_begin ();
  ht_dispatch_edit_async (ht_city_get_dispatch (town->city), incident, NULL, changes, town_done, NULL);
  town_assert_done (town);
}

void
town_set_status (Town *town, HtTeam *team, HtTeamState status)
{
  town_begin ();
  ht_dispatch_set_team_status_async (ht_city_get_dispatch (town->city), team, NULL, status, town_done, NULL);
  town_assert_done (town);
}

HtClosure *
town_close_road (Town *town, HtPoint at, gboolean whole_street, const char *reason, gint64 until_us,
                 GError **error)
{
  HtRouting *routing = ht_city_get_routing (town->city);
  town_begin ();
  ht_routing_close_road_async (routing, &at, whole_street, reason, until_us, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  return ht_routing_close_road_finish (routing, result, error);
}

HtWay *
town_route (Town *town, HtPoint from, HtPoint to)
{
  g_autoptr (GError) error = NULL;
  HtRouting *routing = ht_city_get_routing (town->city);
  town_begin ();
  ht_routing_route_async (routing, &from, &to, NULL, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  HtWay *way = ht_routing_route_finish (routing, result, &error);
  g_assert_no_error (error);
  return way;
}

char *
town_undo (Town *town, GError **error)
{
  HtUndo *service = ht_city_get_undo (town->city);
  town_begin ();
  ht_undo_undo_async (service, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  return ht_undo_undo_finish (service, result, error);
}

char *
town_redo (Town *town, GError **error)
{
  HtUndo *service = ht_city_get_undo (town->city);
  town_begin ();
  ht_undo_redo_async (service, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  return ht_undo_redo_finish (service, result, error);
}

void
town_sign_in (Town *town, HtPerson *person)
{
  g_autoptr (GError) error = NULL;
  HtSession *session = ht_city_get_session (town->city);
  town_begin ();
  ht_session_sign_in_async (session, person, "2468", NULL, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  g_assert_true (ht_session_sign_in_finish (session, result, &error));
  g_assert_no_error (error);
}

void
town_append_apart (Town *town, HtOpDraft *draft)
{
  g_autoptr (GError) error = NULL;
  HtPerson *person = ht_session_get_person (ht_city_get_session (town->city));
  HtAuthor author = { .actor = *ht_entity_get_id (HT_ENTITY (person)), .role = ht_person_get_role (person) };
  g_autoptr (GPtrArray) drafts = ht_op_new_drafts ();
  g_clear_pointer (&draft->base, g_array_unref);
  draft->base = g_array_new (FALSE, FALSE, sizeof (HtUuid));
  g_ptr_array_add (drafts, draft);
  g_assert_true (ht_store_append (ht_city_get_store (town->city), &author, drafts, NULL, &error));
  g_assert_no_error (error);
}

HtUuid
town_send_apart (Town *town, HtIncident *incident, HtTeam *team)
{
  HtUuid id = ht_uuid_random ();
  HtValue *fields = ht_value_new_map ();
  ht_value_set_uuid (fields, "incident", ht_entity_get_id (HT_ENTITY (incident)));
  ht_value_set_uuid (fields, "team", ht_entity_get_id (HT_ENTITY (team)));
  ht_value_set_text (fields, "state", "assigned");
  town_append_apart (town, ht_op_draft_create ("assignment", &id, fields));
  return id;
}

HtMatter *
town_wait_for_matter (Town *town)
{
  GListModel *matters = ht_city_get_matters (town->city);
  for (guint i = 0; i < 200 && g_list_model_get_n_items (matters) == 0; i++)
    town_settle (10);
  g_assert_cmpuint (g_list_model_get_n_items (matters), ==, 1);
  return g_list_model_get_item (matters, 0);
}

char *
town_dump (Town *town)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_assert_true (ht_store_dump (ht_city_get_store (town->city), out, NULL, &error));
  g_assert_no_error (error);
  g_output_stream_close (out, NULL, NULL);
  gsize size = g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (out));
  return g_strndup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (out)), size);
}

char *
town_write_file (Town *town, const char *name, const char *text)
{
  g_autoptr (GError) error = NULL;
  char *path = town_dup_path (town, name);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

void
town_assert_says (const char *text, const char *needle)
{
  if (text == NULL || strstr (text, needle) == NULL)
    g_error ("“%s” does not say “%s”", text != NULL ? text : "(nothing)", needle);
}

void
town_add_tests (const TownTest *tests, guint n)
{
  for (guint i = 0; i < n; i++)
    g_test_add (tests[i].name, Town, NULL, town_set_up, tests[i].test, town_tear_down);
}

void
town_put (HtRecord *record, const char *field, HtValue *value, gint64 wall_us)
{
  HtHead *head = g_new0 (HtHead, 1);
  head->value = value;
  head->wall_us = wall_us;
  ht_record_add_head (record, field, head);
}

GListModel *
town_suggest (Town *town, const char *text)
{
  g_autoptr (GError) error = NULL;
  HtCommand *command = ht_city_get_command (town->city);
  town_begin ();
  ht_command_suggest_async (command, text, NULL, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  GListModel *list = ht_command_suggest_finish (command, result, &error);
  g_assert_no_error (error);
  return list;
}
