/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "draw/scene.h"
#include "model/printer-private.h"
#include "town.h"

static HtMapView
fill (HtMapPicture *picture)
{
  HtMapView view = { 0 };
  ht_map_picture_fill (picture, &view);
  return view;
}

static const HtViewMark *
find_mark (const HtMapView *view, const char *label)
{
  for (guint i = 0; i < view->n_marks; i++)
    if (strstr (view->marks[i].label, label) != NULL)
      return &view->marks[i];
  return NULL;
}

static guint
count_lines (const HtMapView *view, HtViewLineKind kind)
{
  guint n = 0;
  for (guint i = 0; i < view->n_lines; i++)
    n += view->lines[i].kind == kind;
  return n;
}

static HtAssignment *
send (Town *town, HtIncident *incident, const char *team)
{
  g_autoptr (GPtrArray) teams = g_ptr_array_new ();
  g_ptr_array_add (teams, town_find_team (town, team));
  town_assign (town, incident, NULL, teams, "测试");
  return ht_team_get_assignment (teams->pdata[0]);
}

/* At its station a team is not marked; away from it, by what it does. */
static void
test_marks_of_teams (Town *town, gconstpointer unused)
{
  static const struct
  {
    HtAssignmentState state;
    HtSymbolKind kind;
  } cases[] = { { HT_ASSIGNMENT_ACKNOWLEDGED, HT_SYMBOL_TEAM_ASSIGNED },
                { HT_ASSIGNMENT_EN_ROUTE, HT_SYMBOL_TEAM_EN_ROUTE },
                { HT_ASSIGNMENT_ON_SCENE, HT_SYMBOL_TEAM_ON_SCENE },
                { HT_ASSIGNMENT_RELEASED, HT_SYMBOL_TEAM_RETURNING } };
  HtIncident *incident = town_create (town, "fire_residential", 2);
  g_autoptr (HtMapPicture) before = ht_map_picture_new (town->city, NULL);
  HtMapView view = fill (before);
  g_assert_null (find_mark (&view, "Pumper"));
  g_assert_nonnull (find_mark (&view, "曲阳站"));
  g_assert_cmpuint (view.n_lines, ==, 0);
  HtAssignment *assignment = send (town, incident, "曲阳站 Pumper");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      town_set_state (town, assignment, cases[i].state);
      g_autoptr (HtMapPicture) picture = ht_map_picture_new (town->city, NULL);
      HtMapView now = fill (picture);
      const HtViewMark *mark = find_mark (&now, "曲阳站 Pumper");
      g_assert_cmpint (mark->symbol.kind, ==, cases[i].kind);
    }
}

/* Open incidents by level; a closed one only on its own sheet. */
static void
test_marks_of_incidents (Town *town, gconstpointer unused)
{
  HtIncident *grave = town_create (town, "fire_residential", 1);
  HtIncident *doubtful = town_create (town, "fire_residential", 0);
  HtIncident *done = town_create (town, "fire_residential", 4);
  town_edit (town, doubtful, "status", ht_value_new_text ("unverified"));
  town_begin ();
  ht_dispatch_close_async (ht_city_get_dispatch (town->city), done, NULL, "误报", FALSE, town_done, NULL);
  town_assert_done (town);
  g_autoptr (HtMapPicture) all = ht_map_picture_new (town->city, grave);
  HtMapView view = fill (all);
  g_assert_cmpint (find_mark (&view, "0001")->symbol.level, ==, 1);
  g_assert_true (find_mark (&view, "0001")->symbol.selected);
  g_assert_false (find_mark (&view, "0001")->symbol.unverified);
  g_assert_cmpint (find_mark (&view, "0002")->symbol.level, ==, 0);
  g_assert_true (find_mark (&view, "0002")->symbol.unverified);
  g_assert_false (find_mark (&view, "0002")->symbol.selected);
  g_assert_null (find_mark (&view, "0003"));
  g_autoptr (HtMapPicture) own = ht_map_picture_new (town->city, done);
  HtMapView sheet = fill (own);
  g_assert_nonnull (find_mark (&sheet, "0003"));
}

/* The ways of the teams that are coming, along the roads of now; who is there drives nowhere. */
static void
test_ways (Town *town, gconstpointer unused)
{
  HtIncident *incident = town_create (town, "fire_residential", 2);
  HtIncident *another = town_create (town, "fire_residential", 2);
  HtAssignment *first = send (town, incident, "曲阳站 Pumper");
  send (town, incident, "江湾路站 Pumper");
  send (town, another, "江湾路站 Rescue");
  g_autoptr (HtMapPicture) picture = ht_map_picture_new (town->city, incident);
  HtMapView view = fill (picture);
  g_assert_cmpuint (count_lines (&view, HT_VIEW_ROUTE), ==, 2);
  HtPoint from, to;
  ht_team_get_position (ht_assignment_get_team (first), &from);
  ht_incident_get_position (incident, &to);
  g_autoptr (HtWay) way = town_route (town, from, to);
  gboolean found = FALSE;
  for (guint i = 0; i < view.n_lines; i++)
    found |= ABS (ht_geometry_length_m (view.lines[i].geometry) - way->length_m) < 1;
  g_assert_true (found);
  /* Filled again it is the same picture. */
  HtMapView again = fill (picture);
  g_assert_cmpuint (again.n_lines, ==, view.n_lines);
  town_set_state (town, first, HT_ASSIGNMENT_ON_SCENE);
  g_autoptr (HtMapPicture) later = ht_map_picture_new (town->city, incident);
  HtMapView rest = fill (later);
  g_assert_cmpuint (count_lines (&rest, HT_VIEW_ROUTE), ==, 1);
  g_autoptr (HtMapPicture) overview = ht_map_picture_new (town->city, NULL);
  HtMapView none = fill (overview);
  g_assert_cmpuint (count_lines (&none, HT_VIEW_ROUTE), ==, 0);
}

/* What is shut now; what has been opened, or whose time is over, is a road like any other. */
static void
test_closures (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  const gint64 now_us = 1800000000 * (gint64) G_USEC_PER_SEC;
  town_set_clock (now_us);
  town_close_road (town, (HtPoint){ TOWN_LON + 0.001, TOWN_LAT }, FALSE, "爆管", now_us + 1000, &error);
  town_close_road (town, (HtPoint){ TOWN_LON, TOWN_LAT + 0.001 }, FALSE, "塌陷", 0, &error);
  g_assert_no_error (error);
  g_autoptr (HtMapPicture) during = ht_map_picture_new (town->city, NULL);
  HtMapView view = fill (during);
  g_assert_cmpuint (count_lines (&view, HT_VIEW_CLOSED), ==, 2);
  town_set_clock (now_us + 1000);
  ht_city_tick (town->city, now_us + 1000);
  g_autoptr (HtMapPicture) after = ht_map_picture_new (town->city, NULL);
  HtMapView later = fill (after);
  g_assert_cmpuint (count_lines (&later, HT_VIEW_CLOSED), ==, 1);
}

/* A picture is of its moment: what comes after does not show in it. */
static void
test_is_of_its_moment (Town *town, gconstpointer unused)
{
  town_create (town, "fire_residential", 2);
  g_autoptr (HtMapPicture) picture = ht_map_picture_new (town->city, NULL);
  town_create (town, "fire_residential", 2);
  town_reopen (town);
  HtMapView view = fill (picture);
  g_assert_nonnull (find_mark (&view, "0001"));
  g_assert_null (find_mark (&view, "0002"));
}

/* Two kilometres around, and as far as the teams that come; else the city. */
static void
test_box (Town *town, gconstpointer unused)
{
  HtBox box, city;
  HtIncident *incident = town_create (town, "fire_residential", 2);
  HtPoint at;
  ht_incident_get_position (incident, &at);
  g_assert_true (ht_map_picture_get_box (town->city, incident, &box));
  g_assert_cmpfloat_with_epsilon (box.max_lat - at.lat, 0.02, 1e-6);
  g_assert_cmpfloat_with_epsilon (at.lon - box.min_lon, 0.02, 1e-6);
  HtTeam *team = town_find_team (town, "曲阳站 Pumper");
  send (town, incident, "曲阳站 Pumper");
  town_set_state (town, ht_team_get_assignment (team), HT_ASSIGNMENT_EN_ROUTE);
  const HtPoint far = { TOWN_LON, TOWN_LAT + 0.1 };
  town_begin ();
  ht_dispatch_move_team_async (ht_city_get_dispatch (town->city), team, NULL, &far, town_done, NULL);
  town_assert_done (town);
  g_assert_true (ht_map_picture_get_box (town->city, incident, &box));
  g_assert_cmpfloat_with_epsilon (box.max_lat, far.lat, 1e-6);
  g_assert_true (ht_map_picture_get_box (town->city, NULL, &box));
  g_assert_true (ht_city_get_box (town->city, &city));
  g_assert_cmpmem (&box, sizeof box, &city, sizeof city);
}

static void
wait_for_scene (Town *town)
{
  g_autoptr (GError) error = NULL;
  HtMapContent *content = ht_city_get_map_content (town->city);
  town_begin ();
  ht_map_content_wait_async (content, NULL, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  g_assert_true (ht_map_content_wait_finish (content, result, &error));
  g_assert_no_error (error);
}

/* What was imported is drawn: the six streets, the sites; a later layer makes a new scene and the old one
 * lasts as long as somebody draws from it. */
static void
test_content (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  HtMapContent *content = ht_city_get_map_content (town->city);
  wait_for_scene (town);
  g_autoptr (HtScene) first = ht_scene_ref (ht_map_content_get_scene (content));
  guint version = ht_map_content_get_version (content);
  g_assert_cmpuint (ht_scene_get_n_sections (first), ==, 12);
  g_assert_cmpuint (ht_scene_count (first, HT_MAP_SITE), ==, 1); /* the hospital */
  g_assert_cmpuint (ht_scene_count (first, HT_MAP_BUILDING), ==, 0);
  HtBox box;
  g_assert_true (ht_scene_get_box (first, &box));
  g_assert_cmpfloat_with_epsilon (box.max_lat, TOWN_LAT + 0.005, 1e-4);
  g_autofree char *path = town_write_file (
      town, "homes.geojson",
      "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{},\"geometry\":"
      "{\"type\":\"Polygon\",\"coordinates\":[[[121.486,31.276],[121.487,31.276],[121.487,31.277],"
      "[121.486,31.276]]]}}]}");
  HtImportRequest request = { .path = path, .layer = "buildings" };
  g_autoptr (HtImported) imported = ht_importer_import (ht_city_get_importer (town->city), &request, &error);
  g_assert_no_error (error);
  town_settle (20);
  wait_for_scene (town);
  g_assert_cmpuint (ht_map_content_get_version (content), ==, version + 1);
  g_assert_cmpuint (ht_scene_count (ht_map_content_get_scene (content), HT_MAP_BUILDING), ==, 1);
  g_assert_cmpuint (ht_scene_count (first, HT_MAP_BUILDING), ==, 0);
  /* Decisions of the day draw nothing anew. */
  town_create (town, "fire_residential", 2);
  town_settle (20);
  g_assert_cmpuint (ht_map_content_get_version (content), ==, version + 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  static const TownTest tests[] = {
    { "/map-picture/teams", test_marks_of_teams },
    { "/map-picture/incidents", test_marks_of_incidents },
    { "/map-picture/ways", test_ways },
    { "/map-picture/closures", test_closures },
    { "/map-picture/moment", test_is_of_its_moment },
    { "/map-picture/box", test_box },
    { "/map-picture/content", test_content },
  };
  town_add_tests (tests, G_N_ELEMENTS (tests));
  return g_test_run ();
}
