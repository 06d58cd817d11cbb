/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "town.h"

#include <glib/gstdio.h>
#include <string.h>

#include "model/layer.h"
#include "model/proposal.h"

static HtImported *
import (Town *town, const char *path, const char *layer, GError **error)
{
  HtImporter *importer = ht_city_get_importer (town->city);
  HtImportRequest request = { .path = path, .layer = layer, .assume_teams = TRUE };
  town_begin ();
  ht_importer_import_async (importer, &request, NULL, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  HtImported *imported = ht_importer_import_finish (importer, result, error);
  town_settle (20);
  return imported;
}

static void
test_taken (Town *town, gconstpointer unused)
{
  GListModel *layers = ht_city_get_layers (town->city);
  g_assert_cmpuint (g_list_model_get_n_items (layers), >=, 3);
  for (guint i = 0; i < g_list_model_get_n_items (layers); i++)
    {
      g_autoptr (HtLayer) layer = g_list_model_get_item (layers, i);
      g_assert_cmpint (ht_layer_get_count (layer), >, 0);
      g_assert_cmpstr (ht_layer_get_source (layer), ==, "town.osm");
      g_assert_nonnull (strstr (ht_layer_get_licence (layer), "OpenStreetMap"));
      g_assert_cmpstr (ht_layer_get_name (layer), !=, "");
      g_assert_false (ht_layer_is_synthetic (layer));
    }
  for (guint i = 0; i < g_list_model_get_n_items (ht_city_get_stations (town->city)); i++)
    {
      g_autoptr (HtStation) station = g_list_model_get_item (ht_city_get_stations (town->city), i);
      g_assert_true (ht_station_is_staffed (station));
    }
  for (guint i = 0; i < g_list_model_get_n_items (ht_city_get_teams (town->city)); i++)
    {
      g_autoptr (HtTeam) team = g_list_model_get_item (ht_city_get_teams (town->city), i);
      g_assert_true (ht_team_is_assumed (team));
      g_assert_nonnull (ht_team_get_station (team));
    }
  g_assert_true (town_log_has (ht_city_get_log (town->city), "assumed from the standard establishment"));
}

/* The same file again: not one operation more. */
static void
test_twice_changes_nothing (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *map = town_dup_path (town, "town.osm");
  g_autofree char *before = town_dump (town);
  g_autoptr (HtImported) again = import (town, map, "osm", &error);
  g_assert_no_error (error);
  g_assert_false (again->changed);
  g_assert_cmpuint (again->assumed_teams, ==, 0);
  g_assert_cmpuint (again->report->read, >, 0);
  g_autofree char *after = town_dump (town);
  g_assert_cmpstr (before, ==, after);
}

/* A confirmed or removed team is not assumed again. */
static void
test_confirmed_stays (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  HtTeam *team = town_find_team (town, "曲阳站");
  town_begin ();
  ht_dispatch_confirm_team_async (ht_city_get_dispatch (town->city), team, NULL, town_done, NULL);
  town_assert_done (town);
  g_assert_false (ht_team_is_assumed (team));
  g_autofree char *map = town_dup_path (town, "town.osm");
  g_autoptr (HtImported) again = import (town, map, "osm", &error);
  g_assert_no_error (error);
  g_assert_false (ht_team_is_assumed (team));
}

static void
test_failure_changes_nothing (Town *town, gconstpointer unused)
{
  static const struct
  {
    const char *name, *text, *layer;
  } cases[] = {
    { "cut.osm", "<?xml version='1.0'?><osm version='0.6'><node id='1' version='1' lat='31' lon='121'/>",
      "osm" },
    { "empty.osm", "<?xml version='1.0'?><osm version='0.6'></osm>", "osm" },
    { "none.osm",
      "<?xml version='1.0'?><osm version='0.6'><node id='1' version='1' lat='31' lon='121'/></osm>",
      "roads" },
    { "bomb.osm", "<?xml version='1.0'?><!DOCTYPE osm [<!ENTITY a 'aaaa'>]><osm version='0.6'>&a;</osm>",
      "osm" },
    { "noise.osm.pbf", "this is no protocol buffer at all", "osm" },
    { "sensors.osm",
      "<?xml version='1.0'?><osm version='0.6'><node id='1' version='1' lat='31' lon='121'/></osm>",
      "sensors" },
    { "town.txt", "hello", "osm" },
    { "town2.osm", "<?xml version='1.0'?><osm version='0.6'></osm>", "dragons" },
  };
  g_autofree char *before = town_dump (town);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *path = town_dup_path (town, cases[i].name);
      g_assert_true (g_file_set_contents (path, cases[i].text, -1, NULL));
      g_autoptr (HtImported) imported = import (town, path, cases[i].layer, &error);
      g_assert_null (imported);
      g_assert_nonnull (error);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].name));
    }
  g_autoptr (GError) error = NULL;
  g_autoptr (HtImported) missing = import (town, "/nowhere/at/all.osm", "osm", &error);
  g_assert_null (missing);
  g_assert_nonnull (error);
  g_autofree char *after = town_dump (town);
  g_assert_cmpstr (before, ==, after);
}

static void
test_needs_the_right (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  ht_session_sign_out (ht_city_get_session (town->city));
  g_autofree char *map = town_dup_path (town, "town.osm");
  g_autoptr (HtImported) imported = import (town, map, "osm", &error);
  g_assert_null (imported);
  g_assert_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_DENIED);
}

/* A real country: six stations, teams assumed, advice within seconds. */
static void
test_liechtenstein (Town *town, gconstpointer unused)
{
  const char *shared = g_getenv ("HT_SHARED");
  g_autofree char *path
      = g_build_filename (shared != NULL ? shared : "", "data", "osm", "liechtenstein.osm.pbf", NULL);
  if (shared == NULL || !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("the map of Liechtenstein is not on this machine");
      return;
    }
  g_autoptr (GError) error = NULL;
  town_add_person (town, "值班员", HT_ROLE_ADMINISTRATOR);
  gint64 began_us = g_get_monotonic_time ();
  g_autoptr (HtImported) imported = import (town, path, "osm", &error);
  g_assert_no_error (error);
  gint64 imported_us = g_get_monotonic_time ();
  for (guint i = 0; i < g_list_model_get_n_items (ht_city_get_stations (town->city)); i++)
    {
      g_autoptr (HtStation) station = g_list_model_get_item (ht_city_get_stations (town->city), i);
      HtPoint at;
      ht_station_get_position (station, &at);
      g_test_message ("%s %f %f %s", ht_station_get_name (station), at.lon, at.lat,
                      ht_station_get_kind (station));
    }
  g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_stations (town->city)), ==, 6);
  g_assert_cmpuint (imported->assumed_teams, >=, 12);
  town_settle (20);
  town_wait_ready (town);
  gint64 ready_us = g_get_monotonic_time ();
  HtIncidentDraft draft;
  ht_incident_draft_init (&draft);
  draft.type = "fire_residential";
  draft.level = 3;
  draft.position = (HtPoint){ 9.5215, 47.1410 }; /* Vaduz */
  town_begin ();
  ht_dispatch_create_async (ht_city_get_dispatch (town->city), &draft, NULL, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  HtIncident *incident = ht_dispatch_create_finish (ht_city_get_dispatch (town->city), result, &error);
  g_assert_no_error (error);
  gint64 asked_us = g_get_monotonic_time ();
  g_autoptr (HtProposal) proposal = town_advise (town, incident);
  gint64 advised_us = g_get_monotonic_time ();
  g_assert_cmpuint (g_list_model_get_n_items (ht_proposal_get_items (proposal)), >, 0);
  for (guint i = 0; i < g_list_model_get_n_items (ht_proposal_get_items (proposal)); i++)
    {
      g_autoptr (HtProposalItem) item = g_list_model_get_item (ht_proposal_get_items (proposal), i);
      g_test_message ("%s %" G_GINT64_FORMAT " s: %s", ht_team_get_name (ht_proposal_item_get_team (item)),
                      ht_proposal_item_get_seconds (item), ht_proposal_item_get_reason (item));
      g_assert_cmpint (ht_proposal_item_get_seconds (item), <, 1800);
    }
  g_test_message ("import %.2f s, roads and names %.2f s, advice %.3f s", (imported_us - began_us) / 1e6,
                  (ready_us - imported_us) / 1e6, (advised_us - asked_us) / 1e6);
  g_assert_cmpint (advised_us - asked_us, <, 10 * G_USEC_PER_SEC);
  town_assign (town, incident, proposal, NULL, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/importer/taken", Town, NULL, town_set_up, test_taken, town_tear_down);
  g_test_add ("/importer/twice", Town, NULL, town_set_up, test_twice_changes_nothing, town_tear_down);
  g_test_add ("/importer/confirmed", Town, NULL, town_set_up, test_confirmed_stays, town_tear_down);
  g_test_add ("/importer/failure", Town, NULL, town_set_up, test_failure_changes_nothing, town_tear_down);
  g_test_add ("/importer/right", Town, NULL, town_set_up, test_needs_the_right, town_tear_down);
  g_test_add ("/importer/liechtenstein", Town, NULL, town_set_up_empty, test_liechtenstein, town_tear_down);
  return g_test_run ();
}
