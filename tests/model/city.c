/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/city.h"

#include <glib/gstdio.h>
#include <string.h>

#include "model/entity-private.h"
#include "model/error.h"
#include "model/proposal.h"
#include "store/error.h"
#include "town.h"

/* The file is closed; what is in it stays for the test to spoil. */
static void
shut (Town *town)
{
  ht_city_close (town->city);
  g_clear_object (&town->city);
  town_settle (5);
}

static HtCity *
open_as (Town *town, HtCityFlags flags, GError **error)
{
  town_begin ();
  ht_city_open_async (town->path, flags, NULL, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  return ht_city_open_finish (result, error);
}

static void
assert_does_not_open (const char *path, HtCityFlags flags, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HtCity) city = ht_city_open (path, flags, &error);
  g_assert_null (city);
  g_assert_error (error, HT_STORE_ERROR, code);
  g_autofree char *base = g_path_get_basename (path);
  town_assert_says (error->message, base);
}

static void
test_missing (Town *town, gconstpointer unused)
{
  g_autofree char *path = town_dup_path (town, "nowhere.haitang");
  assert_does_not_open (path, HT_CITY_NONE, HT_STORE_ERROR_UNAVAILABLE);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_autofree char *deep = town_dup_path (town, "no/such/folder/x.haitang");
  assert_does_not_open (deep, HT_CITY_CREATE, HT_STORE_ERROR_UNAVAILABLE);
}

/* What is no city is refused and left byte for byte as it was. */
static void
test_no_city (Town *town, gconstpointer unused)
{
  static const char *const contents[]
      = { "hello", "SQLite format 3", "<?xml version='1.0'?><osm version='0.6'></osm>" };
  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autofree char *path = town_write_file (town, "odd.haitang", contents[i]);
      g_autofree char *kept = NULL;
      assert_does_not_open (path, HT_CITY_CREATE, HT_STORE_ERROR_CORRUPT);
      g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
      g_assert_cmpstr (kept, ==, contents[i]);
    }
}

/* The first page of a real file is overwritten, then its tail is cut off. */
static void
test_damaged (Town *town, gconstpointer unused)
{
  g_autofree char *bytes = NULL;
  gsize size;
  shut (town);
  g_assert_true (g_file_get_contents (town->path, &bytes, &size, NULL));
  g_autofree char *path = town_dup_path (town, "cut.haitang");
  g_assert_true (g_file_set_contents (path, bytes, (gssize) size / 3, NULL));
  assert_does_not_open (path, HT_CITY_NONE, HT_STORE_ERROR_CORRUPT);
  memset (bytes + 100, 0xA5, 3000);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));
  assert_does_not_open (path, HT_CITY_NONE, HT_STORE_ERROR_CORRUPT);
}

/* A file of a later schema (bytes 60 to 63 of SQLite's header) opens for looking at, and says why. */
static void
test_newer (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize size;
  town_create (town, "fire_residential", 4);
  shut (town);
  g_assert_true (g_file_get_contents (town->path, &bytes, &size, NULL));
  bytes[62] = 0x03;
  g_assert_true (g_file_set_contents (town->path, bytes, (gssize) size, NULL));
  town->city = open_as (town, HT_CITY_NONE, &error);
  g_assert_no_error (error);
  town_assert_says (ht_city_get_read_only_reason (town->city), "newer Haitang");
  g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_incidents (town->city)), ==, 1);
  ht_session_act_as_service (ht_city_get_session (town->city), HT_ROLE_DISPATCHER);
  town_begin ();
  ht_dispatch_note_async (ht_city_get_dispatch (town->city), NULL, "写不进", town_done, NULL);
  town_assert_refused (town, HT_MODEL_ERROR_DENIED);
}

/* For looking only: every decision is refused with the reason, advice and searching go on, and closing leaves
 * the file as it was. */
static void
test_read_only (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id
      = g_strdup (ht_entity_get_id_text (HT_ENTITY (town_create (town, "fire_residential", 4))));
  shut (town);
  g_autofree char *before = NULL, *after = NULL;
  gsize size_before, size_after;
  g_assert_true (g_file_get_contents (town->path, &before, &size_before, NULL));
  town->city = open_as (town, HT_CITY_READ_ONLY, &error);
  g_assert_no_error (error);
  town_wait_ready (town);
  gboolean read_only = FALSE;
  g_object_get (town->city, "read-only", &read_only, NULL);
  g_assert_true (read_only);
  g_assert_cmpstr (ht_city_get_read_only_reason (town->city), ==, "The city was opened for reading only.");
  ht_session_act_as_service (ht_city_get_session (town->city), HT_ROLE_ADMINISTRATOR);
  HtIncident *incident = HT_INCIDENT (ht_city_find (town->city, id));
  town_begin ();
  ht_dispatch_close_async (ht_city_get_dispatch (town->city), incident, NULL, "扑灭", TRUE, town_done, NULL);
  town_assert_refused (town, HT_MODEL_ERROR_DENIED);
  g_assert_null (town_close_road (town, (HtPoint){ TOWN_LON, TOWN_LAT }, FALSE, "爆管", 0, &error));
  g_assert_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_DENIED);
  g_clear_error (&error);
  g_autofree char *undone = town_undo (town, &error);
  g_assert_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_DENIED);
  g_clear_error (&error);
  g_autofree char *map = town_dup_path (town, "town.osm");
  HtImportRequest request = { .path = map, .layer = "osm" };
  g_assert_null (ht_importer_import (ht_city_get_importer (town->city), &request, &error));
  g_assert_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_DENIED);
  g_autoptr (HtProposal) proposal = town_advise (town, incident);
  g_assert_cmpuint (g_list_model_get_n_items (ht_proposal_get_items (proposal)), >, 0);
  ht_desk_state_set_text (ht_city_get_desk_state (town->city), "draft.note", "x");
  shut (town);
  g_assert_true (g_file_get_contents (town->path, &after, &size_after, NULL));
  g_assert_cmpmem (before, size_before, after, size_after);
}

/* The city bears its file's name until somebody says better; a second opening with "create" only opens. */
static void
test_names (Town *town, gconstpointer unused)
{
  static const struct
  {
    const char *file, *name;
  } cases[] = {
    { "浦东.haitang", "浦东" }, { "a.b.haitang", "a.b" }, { "bare", "bare" }, { ".hidden", ".hidden" }
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *path = town_dup_path (town, cases[i].file);
      for (guint round = 0; round < 2; round++)
        {
          HtCity *city = ht_city_open (path, HT_CITY_CREATE, &error);
          g_assert_no_error (error);
          g_assert_cmpstr (ht_city_get_name (city), ==, cases[i].name);
          g_assert_cmpstr (ht_city_get_post_name (city), ==, "Post 1");
          g_assert_cmpstr (ht_city_get_path (city), ==, path);
          /* City and post, said once. */
          g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_log (city)), ==, 2);
          ht_city_close (city);
          g_object_unref (city);
        }
    }
}

static void
test_empty (Town *town, gconstpointer unused)
{
  HtPoint centre;
  HtBox box;
  town_wait_ready (town);
  g_assert_false (ht_city_get_centre (town->city, &centre));
  g_assert_false (ht_city_get_box (town->city, &box));
  g_assert_false (ht_city_is_synthetic (town->city));
  g_assert_false (ht_city_is_drill (town->city));
  g_assert_null (ht_city_get_read_only_reason (town->city));
  g_assert_cmpuint (ht_city_get_waiting (town->city), ==, 0);
  g_assert_null (ht_routing_get_network (ht_city_get_routing (town->city)));
}

static void
test_finding (Town *town, gconstpointer unused)
{
  static const char *const odd[] = { NULL, "", "0001", "not-a-uuid", "00000000-0000-0000-0000-000000000000" };
  HtIncident *incident = town_create (town, "fire_residential", 4);
  const HtUuid *id = ht_entity_get_id (HT_ENTITY (incident));
  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    g_assert_null (ht_city_find (town->city, odd[i]));
  g_assert_true (ht_city_find_incident (town->city, id) == incident);
  /* An id of another kind is no answer. */
  g_assert_null (ht_city_find_team (town->city, id));
  g_assert_null (ht_city_find_station (town->city, id));
  g_assert_null (ht_city_find_assignment (town->city, id));
  g_assert_null (ht_city_find_person (town->city, id));
  g_assert_null (ht_city_find_incident (town->city, NULL));
  g_autoptr (HtStation) station = g_list_model_get_item (ht_city_get_stations (town->city), 0);
  g_assert_true (ht_city_find (town->city, ht_station_get_id_text (station)) == G_OBJECT (station));
  HtPoint centre;
  g_assert_true (ht_city_get_centre (town->city, &centre));
  g_assert_cmpfloat_with_epsilon (centre.lon, TOWN_LON + 0.0026, 0.003);
}

static void
count (GObject *object, guint *n)
{
  (*n)++;
}

static void
on_saving (HtCity *city, GParamSpec *spec, GString *seen)
{
  gboolean saving;
  g_object_get (city, "saving", &saving, NULL);
  g_string_append (seen, saving ? "1" : "0");
}

/* Views are told once a transaction, however much it touched, and "saved" only when it is. */
static void
test_signals (Town *town, gconstpointer unused)
{
  guint changed = 0;
  g_autoptr (GString) saving = g_string_new (NULL);
  HtIncident *incident = town_create (town, "fire_residential", 4);
  town_assign (town, incident, NULL, NULL, NULL);
  town_settle (20);
  gint64 saved_us = ht_city_get_saved_us (town->city);
  g_signal_connect (town->city, "changed", G_CALLBACK (count), &changed);
  g_signal_connect (town->city, "notify::saving", G_CALLBACK (on_saving), saving);
  town_begin ();
  ht_dispatch_close_async (ht_city_get_dispatch (town->city), incident, NULL, "扑灭", TRUE, town_done, NULL);
  g_assert_cmpint (ht_city_get_saved_us (town->city), ==, saved_us);
  town_assert_done (town);
  town_settle (30);
  g_assert_cmpuint (changed, ==, 1);
  g_assert_cmpstr (saving->str, ==, "10");
  g_assert_cmpint (ht_city_get_saved_us (town->city), >, saved_us);
}

/* Everything of an exercise says so, for ever. */
static void
test_drill (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  shut (town);
  town->city = open_as (town, HT_CITY_DRILL, &error);
  g_assert_no_error (error);
  g_assert_true (ht_city_is_drill (town->city));
  ht_session_act_as_service (ht_city_get_session (town->city), HT_ROLE_DISPATCHER);
  town_wait_ready (town);
  town_create (town, "fire_residential", 4);
  town_reopen (town);
  g_assert_false (ht_city_is_drill (town->city));
  g_autoptr (HtLogEntry) newest = g_list_model_get_item (ht_city_get_log (town->city), 0);
  g_assert_true (ht_log_entry_is_drill (newest));
  guint n = g_list_model_get_n_items (ht_city_get_log (town->city));
  g_autoptr (HtLogEntry) oldest = g_list_model_get_item (ht_city_get_log (town->city), n - 1);
  g_assert_false (ht_log_entry_is_drill (oldest));
}

/* A closed city keeps its lists and answers every call with the same sentence. */
static void
test_after_closing (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  HtIncident *incident = town_create (town, "fire_residential", 4);
  HtDispatch *dispatch = ht_city_get_dispatch (town->city);
  ht_city_close (town->city);
  ht_city_close (town->city);
  g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_incidents (town->city)), ==, 1);
  town_begin ();
  ht_dispatch_close_async (dispatch, incident, NULL, "扑灭", TRUE, town_done, NULL);
  town_assert_refused (town, HT_MODEL_ERROR_UNAVAILABLE);
  town_begin ();
  ht_dispatch_advise_async (dispatch, incident, NULL, town_done, NULL);
  g_autoptr (GAsyncResult) advice = town_end ();
  g_assert_null (ht_dispatch_advise_finish (dispatch, advice, &error));
  town_assert_says (error->message, "The city is closed; open it again.");
  g_clear_error (&error);
  HtFinder *finder = ht_city_get_finder (town->city);
  town_begin ();
  ht_finder_query_async (finder, "四平", NULL, 5, NULL, town_done, NULL);
  g_autoptr (GAsyncResult) found = town_end ();
  g_assert_null (ht_finder_query_finish (finder, found, &error));
  town_assert_says (error->message, "The city is closed; open it again.");
  ht_city_tick (town->city, g_get_real_time ());
}

/* Closed while a decision is on its way: it is either durable or told as failed, never both. */
static void
test_closed_while_writing (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  HtDispatch *dispatch = ht_city_get_dispatch (town->city);
  town_begin ();
  ht_dispatch_note_async (dispatch, NULL, "最后一句", town_done, NULL);
  ht_city_close (town->city);
  g_autoptr (GAsyncResult) result = town_end ();
  gboolean written = ht_dispatch_finish (dispatch, result, &error);
  town_reopen (town);
  g_assert_cmpint (town_log_has (ht_city_get_log (town->city), "最后一句"), ==, written);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  static const TownTest tests[] = {
    { "/city/missing", test_missing },
    { "/city/no-city", test_no_city },
    { "/city/damaged", test_damaged },
    { "/city/newer", test_newer },
    { "/city/read-only", test_read_only },
    { "/city/names", test_names },
    { "/city/finding", test_finding },
    { "/city/signals", test_signals },
    { "/city/drill", test_drill },
    { "/city/after-closing", test_after_closing },
    { "/city/writing", test_closed_while_writing },
  };
  town_add_tests (tests, G_N_ELEMENTS (tests));
  g_test_add ("/city/empty", Town, NULL, town_set_up_empty, test_empty, town_tear_down);
  return g_test_run ();
}
