/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"
#include "draw/scene.h"
#include "model/assignment.h"
#include "model/city-private.h"
#include "model/closure.h"
#include "model/map-content.h"
#include "model/map-things.h"
#include "model/printer-private.h"
#include "model/routing.h"
#include "model/way.h"

/* How far around a lone incident to look, in degrees: about two kilometres. */
#define AROUND_DEG 0.02

static HtSymbolKind
symbol_of_state (HtTeamState state)
{
  static const HtSymbolKind kinds[] = {
    [HT_TEAM_AT_STATION] = HT_SYMBOL_TEAM_AT_STATION,
    [HT_TEAM_STANDBY] = HT_SYMBOL_TEAM_STANDBY,
    [HT_TEAM_RETURNING] = HT_SYMBOL_TEAM_RETURNING,
    [HT_TEAM_OUT_OF_SERVICE] = HT_SYMBOL_TEAM_OUT_OF_SERVICE,
    [HT_TEAM_ASSIGNED] = HT_SYMBOL_TEAM_ASSIGNED,
    [HT_TEAM_ACKNOWLEDGED] = HT_SYMBOL_TEAM_ASSIGNED,
    [HT_TEAM_EN_ROUTE] = HT_SYMBOL_TEAM_EN_ROUTE,
    [HT_TEAM_ON_SCENE] = HT_SYMBOL_TEAM_ON_SCENE,
  };
  return kinds[state];
}

static void
add_mark (HtMapPicture *picture, const HtViewMark *mark, const char *label)
{
  HtViewMark copy = *mark;
  copy.label = NULL;
  if (label != NULL)
    {
      char *kept = g_strdup (label);
      g_ptr_array_add (picture->labels, kept);
      copy.label = kept;
    }
  g_array_append_val (picture->marks, copy);
}

static void
add_teams (HtMapPicture *picture, HtCity *city)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (city->team_list)); i++)
    {
      g_autoptr (HtTeam) team = g_list_model_get_item (G_LIST_MODEL (city->team_list), i);
      HtViewMark mark = { .symbol = { .kind = symbol_of_state (ht_team_get_state (team)) } };
      gboolean away = ht_team_get_state (team) != HT_TEAM_AT_STATION;
      /* At its station the station's own mark says enough. */
      if (away && ht_team_get_position (team, &mark.at))
        add_mark (picture, &mark, ht_team_get_name (team));
    }
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (city->station_list)); i++)
    {
      g_autoptr (HtStation) station = g_list_model_get_item (G_LIST_MODEL (city->station_list), i);
      HtViewMark mark
          = { .symbol = { .kind = ht_symbol_kind_for_table ("station", ht_station_get_kind (station)) } };
      ht_station_get_position (station, &mark.at);
      add_mark (picture, &mark, ht_station_get_name (station));
    }
}

static void
add_incidents (HtMapPicture *picture, HtCity *city, HtIncident *selected)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (city->incident_list)); i++)
    {
      g_autoptr (HtIncident) incident = g_list_model_get_item (G_LIST_MODEL (city->incident_list), i);
      HtViewMark mark = { 0 };
      if (ht_incident_get_status (incident) == HT_INCIDENT_CLOSED && incident != selected)
        continue;
      if (!ht_incident_get_position (incident, &mark.at))
        continue;
      mark.symbol.kind = HT_SYMBOL_INCIDENT;
      mark.symbol.level = ht_incident_get_level (incident);
      mark.symbol.unverified = ht_incident_get_status (incident) == HT_INCIDENT_UNVERIFIED;
      mark.symbol.selected = incident == selected;
      g_autofree char *label
          = g_strdup_printf ("%s %s", ht_incident_get_code (incident), ht_incident_get_title (incident));
      add_mark (picture, &mark, label);
    }
}

static void
add_line (HtMapPicture *picture, HtViewLineKind kind, HtGeometry *geometry)
{
  HtViewLine line = { .kind = kind, .geometry = geometry };
  g_ptr_array_add (picture->shapes, ht_geometry_ref (geometry));
  g_array_append_val (picture->lines, line);
}

static void
add_closures (HtMapPicture *picture, HtCity *city)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (city->closure_list)); i++)
    {
      g_autoptr (HtClosure) closure = g_list_model_get_item (G_LIST_MODEL (city->closure_list), i);
      HtGeometry *geometry = ht_closure_get_geometry (closure);
      if (geometry != NULL && ht_closure_is_closed (closure))
        add_line (picture, HT_VIEW_CLOSED, geometry);
    }
}

/* Who is there already drives nowhere. */
static void
add_drives (HtMapPicture *picture, HtIncident *incident)
{
  HtPoint ends[2];
  if (incident == NULL || !ht_incident_get_position (incident, &ends[1]))
    return;
  GListModel *assignments = ht_incident_get_assignments (incident);
  for (guint i = 0; i < g_list_model_get_n_items (assignments); i++)
    {
      g_autoptr (HtAssignment) assignment = g_list_model_get_item (assignments, i);
      HtTeam *team = ht_assignment_get_team (assignment);
      gboolean comes = team != NULL && ht_assignment_is_active (assignment)
                       && ht_assignment_get_state (assignment) != HT_ASSIGNMENT_ON_SCENE;
      if (comes && ht_team_get_position (team, &ends[0]))
        g_array_append_vals (picture->drives, ends, 2);
    }
}

HtMapPicture *
ht_map_picture_new (HtCity *city, HtIncident *incident)
{
  HtMapPicture *picture = g_new0 (HtMapPicture, 1);
  HtScene *scene = ht_map_content_get_scene (city->map_content);
  picture->scene = scene != NULL ? ht_scene_ref (scene) : NULL;
  picture->things = ht_map_things_dup_shown (ht_city_get_map_things (city));
  picture->marks = g_array_new (FALSE, TRUE, sizeof (HtViewMark));
  picture->labels = g_ptr_array_new_with_free_func (g_free);
  picture->lines = g_array_new (FALSE, TRUE, sizeof (HtViewLine));
  picture->shapes = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_geometry_unref);
  HtRoads *roads = ht_routing_get_roads (city->routing);
  picture->roads = roads != NULL ? ht_roads_ref (roads) : NULL;
  picture->drives = g_array_new (FALSE, FALSE, sizeof (HtPoint));
  add_drives (picture, incident);
  add_closures (picture, city);
  add_teams (picture, city);
  add_incidents (picture, city, incident);
  return picture;
}

void
ht_map_picture_free (HtMapPicture *picture)
{
  if (picture == NULL)
    return;
  g_clear_pointer (&picture->scene, ht_scene_unref);
  g_ptr_array_unref (picture->things);
  g_array_unref (picture->marks);
  g_ptr_array_unref (picture->labels);
  g_array_unref (picture->lines);
  g_ptr_array_unref (picture->shapes);
  g_clear_pointer (&picture->roads, ht_roads_unref);
  g_array_unref (picture->drives);
  g_free (picture);
}

static void
find_ways (HtMapPicture *picture)
{
  for (guint i = 0; picture->roads != NULL && i + 1 < picture->drives->len; i += 2)
    {
      g_autoptr (HtWay) way = ht_way_find (picture->roads, &g_array_index (picture->drives, HtPoint, i),
                                           &g_array_index (picture->drives, HtPoint, i + 1));
      if (way->geometry != NULL)
        add_line (picture, HT_VIEW_ROUTE, way->geometry);
    }
  g_array_set_size (picture->drives, 0);
}

void
ht_map_picture_fill (HtMapPicture *picture, HtMapView *view)
{
  find_ways (picture);
  view->scene = picture->scene;
  view->things = (HtThings *const *) picture->things->pdata;
  view->n_things = picture->things->len;
  view->marks = (const HtViewMark *) picture->marks->data;
  view->n_marks = picture->marks->len;
  view->lines = (const HtViewLine *) picture->lines->data;
  view->n_lines = picture->lines->len;
}

gboolean
ht_map_picture_get_box (HtCity *city, HtIncident *incident, HtBox *box)
{
  HtPoint at;
  if (incident == NULL || !ht_incident_get_position (incident, &at))
    return ht_city_get_box (city, box);
  *box = ht_box_empty ();
  for (int sign = -1; sign <= 1; sign += 2)
    ht_box_add (box, &(HtPoint){ at.lon + sign * AROUND_DEG, at.lat + sign * AROUND_DEG });
  GListModel *assignments = ht_incident_get_assignments (incident);
  for (guint i = 0; i < g_list_model_get_n_items (assignments); i++)
    {
      g_autoptr (HtAssignment) assignment = g_list_model_get_item (assignments, i);
      HtTeam *team = ht_assignment_get_team (assignment);
      if (team != NULL && ht_assignment_is_active (assignment) && ht_team_get_position (team, &at))
        ht_box_add (box, &at);
    }
  return TRUE;
}
