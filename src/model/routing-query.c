/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/routing-private.h"

#include "base/i18n.h"
#include "model/city-private.h"
#include "model/cover-private.h"
#include "model/error.h"

/* What a worker gets: one moment's roads and the places asked about. */
typedef struct
{
  HtRoads *roads;
  HtPoint from, to;
} Query;

static void
query_free (gpointer data)
{
  Query *query = data;
  ht_roads_unref (query->roads);
  g_free (query);
}

/* A task with its query; NULL where the roads are not there, and then the task has its error. */
static GTask *
begin (HtRouting *self, GTask *task, gpointer tag, const HtPoint *from, const HtPoint *to)
{
  GError *error = NULL;
  g_task_set_source_tag (task, tag);
  if (!ht_routing_is_ready (self, &error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return NULL;
    }
  Query *query = g_new0 (Query, 1);
  query->roads = ht_roads_ref (ht_routing_get_roads (self));
  query->from = *from;
  query->to = to != NULL ? *to : *from;
  g_task_set_task_data (task, query, query_free);
  return task;
}

static void
route_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Query *query = data;
  g_task_return_pointer (task, ht_way_find (query->roads, &query->from, &query->to),
                         (GDestroyNotify) ht_way_free);
}

void
ht_routing_route_async (HtRouting *self, const HtPoint *from, const HtPoint *to, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HT_IS_ROUTING (self));
  g_return_if_fail (from != NULL && to != NULL);
  g_autoptr (GTask) task
      = begin (self, g_task_new (self, cancellable, callback, user_data), ht_routing_route_async, from, to);
  if (task != NULL)
    g_task_run_in_thread (task, route_thread);
}

HtWay *
ht_routing_route_finish (HtRouting *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, ht_routing_route_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
describe_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Query *query = data;
  g_task_return_pointer (task, ht_roads_describe (query->roads, &query->from), g_free);
}

void
ht_routing_describe_async (HtRouting *self, const HtPoint *at, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HT_IS_ROUTING (self));
  g_return_if_fail (at != NULL);
  g_autoptr (GTask) task = begin (self, g_task_new (self, cancellable, callback, user_data),
                                  ht_routing_describe_async, at, NULL);
  if (task != NULL)
    g_task_run_in_thread (task, describe_thread);
}

char *
ht_routing_describe_finish (HtRouting *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, ht_routing_describe_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- coverage --- */

static void
cover_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  HtCover *cover = ht_cover_compute (data, cancellable, &error);
  if (cover == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, cover, g_object_unref);
}

/* The soonest of the teams that stand ready there; -1 where none does. */
static double
turnout_of (HtStation *station)
{
  double best = -1;
  GListModel *teams = ht_station_get_teams (station);
  for (guint i = 0; i < g_list_model_get_n_items (teams); i++)
    {
      g_autoptr (HtTeam) team = g_list_model_get_item (teams, i);
      double turnout_s = (double) ht_team_get_turnout_s (team);
      if (ht_team_get_state (team) != HT_TEAM_AT_STATION || ht_team_get_crew (team) == 0)
        continue;
      if (best < 0 || turnout_s < best)
        best = turnout_s;
    }
  return best;
}

static void
add_station (HtCoverRequest *request, HtStation *station, gboolean must_count)
{
  HtCoverStation item = { .turnout_s = turnout_of (station) };
  ht_station_get_position (station, &item.at);
  /* A station the caller names counts though nobody stands ready: that is the question "what if". */
  if (item.turnout_s < 0 && !must_count)
    return;
  item.turnout_s = MAX (item.turnout_s, 0);
  g_array_append_val (request->stations, item);
}

void
ht_routing_coverage_async (HtRouting *self, GPtrArray *stations, gint64 limit_s, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HT_IS_ROUTING (self));
  g_return_if_fail (limit_s > 0);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  HtCity *city = ht_routing_get_city (self);
  g_task_set_source_tag (task, ht_routing_coverage_async);
  if (!ht_routing_is_ready (self, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  HtCoverRequest *request = ht_cover_request_new (city->store, ht_routing_get_roads (self), limit_s);
  g_task_set_task_data (task, request, (GDestroyNotify) ht_cover_request_free);
  GListModel *all = ht_city_get_stations (city);
  for (guint i = 0; stations == NULL && i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (HtStation) station = g_list_model_get_item (all, i);
      if (ht_station_kind_is_fire (ht_station_get_kind (station)))
        add_station (request, station, FALSE);
    }
  for (guint i = 0; stations != NULL && i < stations->len; i++)
    add_station (request, stations->pdata[i], TRUE);
  if (request->stations->len == 0)
    {
      g_task_return_new_error (
          task, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID, "%s",
          _ ("No station has a team that stands ready, so nothing is covered; set a team's "
             "status or import stations."));
      return;
    }
  g_task_run_in_thread (task, cover_thread);
}

HtCover *
ht_routing_coverage_finish (HtRouting *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, ht_routing_coverage_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
