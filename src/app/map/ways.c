/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/map/ways.h"

#include "model/assignment.h"
#include "model/closure.h"
#include "model/incident.h"
#include "model/routing.h"
#include "model/team.h"

struct _HtWays
{
  HtCity *city;
  HtMarkLayer *layer;
  GHashTable *known; /* text of what it is the way of → HtGeometry, or NULL while asked */
  GCancellable *cancellable;
  HtIncident *incident;
  HtProposal *proposal;
  HtMatter *matter;
  int side; /* of it that is looked at; -1: both */
};

/* A question under way; survives the HtWays it was asked for. */
typedef struct
{
  HtWays *ways;
  GCancellable *cancellable;
  char *key;
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->cancellable);
  g_free (question->key);
  g_free (question);
}

static void
geometry_free (gpointer geometry)
{
  if (geometry != NULL)
    ht_geometry_unref (geometry);
}

static void
forget (HtWays *ways)
{
  g_hash_table_remove_all (ways->known);
}

HtWays *
ht_ways_new (HtCity *city, HtMarkLayer *layer)
{
  HtWays *ways = g_new0 (HtWays, 1);
  ways->city = city;
  ways->layer = layer;
  ways->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, geometry_free);
  ways->cancellable = g_cancellable_new ();
  g_signal_connect_swapped (ht_city_get_routing (city), "changed", G_CALLBACK (forget), ways);
  return ways;
}

void
ht_ways_free (HtWays *ways)
{
  g_signal_handlers_disconnect_by_data (ht_city_get_routing (ways->city), ways);
  g_cancellable_cancel (ways->cancellable);
  g_object_unref (ways->cancellable);
  g_hash_table_unref (ways->known);
  g_clear_object (&ways->incident);
  g_clear_object (&ways->proposal);
  g_clear_object (&ways->matter);
  g_free (ways);
}

static void show (HtWays *ways);

static void
on_route (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;
  g_autoptr (HtWay) route = ht_routing_route_finish (HT_ROUTING (source), result, NULL);
  if (!g_cancellable_is_cancelled (question->cancellable) && route != NULL && route->geometry != NULL)
    {
      HtWays *ways = question->ways;
      g_hash_table_insert (ways->known, g_strdup (question->key), ht_geometry_ref (route->geometry));
      show (ways);
    }
  question_free (question);
}

/* The way from @from to @to, as @kind, now or when it has been computed; the same @key, the same way. */
static void
show_way (HtWays *ways, const char *key, const HtPoint *from, const HtPoint *to, HtViewLineKind kind)
{
  gpointer known = NULL;
  if (g_hash_table_lookup_extended (ways->known, key, NULL, &known))
    {
      if (known != NULL)
        ht_mark_layer_add_line (ways->layer, kind, known);
      return;
    }
  g_hash_table_insert (ways->known, g_strdup (key), NULL);
  Question *question = g_new0 (Question, 1);
  question->ways = ways;
  question->cancellable = g_object_ref (ways->cancellable);
  question->key = g_strdup (key);
  ht_routing_route_async (ht_city_get_routing (ways->city), from, to, ways->cancellable, on_route, question);
}

static void
show_assignment (HtWays *ways, HtAssignment *assignment)
{
  HtTeam *team = ht_assignment_get_team (assignment);
  HtPoint from, to;
  if (ht_assignment_is_active (assignment) && team != NULL
      && ht_assignment_get_state (assignment) != HT_ASSIGNMENT_ON_SCENE && ht_team_get_position (team, &from)
      && ht_incident_get_position (ways->incident, &to))
    show_way (ways, ht_entity_get_id_text (HT_ENTITY (assignment)), &from, &to, HT_VIEW_ROUTE);
}

/* Of a team two orders want: the way each would send it, the one that is not looked at dashed. */
static void
show_matter (HtWays *ways)
{
  for (int side = 0; side < 2; side++)
    {
      HtMatterOutcome outcome;
      HtPoint from, to;
      ht_matter_get_outcome (ways->matter, ways->city, (guint) side, &outcome);
      if (!outcome.team_goes || outcome.team == NULL || outcome.goes_on == NULL
          || !ht_team_get_position (outcome.team, &from) || !ht_incident_get_position (outcome.goes_on, &to))
        continue;
      g_autofree char *key = g_strdup_printf ("%s %d", ht_matter_get_id_text (ways->matter), side);
      show_way (ways, key, &from, &to, ways->side < 0 || ways->side == side ? HT_VIEW_ROUTE : HT_VIEW_LEFT);
    }
}

static void
show_proposal (HtWays *ways)
{
  GListModel *items = ht_proposal_get_items (ways->proposal);
  guint n = g_list_model_get_n_items (items);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HtProposalItem) item = g_list_model_get_item (items, i);
      HtGeometry *route = ht_proposal_item_get_route (item);
      if (route != NULL)
        ht_mark_layer_add_line (ways->layer, HT_VIEW_ROUTE, route);
    }
}

static void
show_closures (HtWays *ways)
{
  GListModel *closures = ht_city_get_closures (ways->city);
  guint n = g_list_model_get_n_items (closures);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HtClosure) closure = g_list_model_get_item (closures, i);
      HtGeometry *geometry = ht_closure_get_geometry (closure);
      if (ht_closure_is_closed (closure) && geometry != NULL)
        ht_mark_layer_add_line (ways->layer, HT_VIEW_CLOSED, geometry);
    }
}

static void
show (HtWays *ways)
{
  ht_mark_layer_clear_lines (ways->layer);
  show_closures (ways);
  if (ways->proposal != NULL)
    show_proposal (ways);
  if (ways->matter != NULL)
    show_matter (ways);
  if (ways->incident == NULL)
    return;
  GListModel *assignments = ht_incident_get_assignments (ways->incident);
  guint n = g_list_model_get_n_items (assignments);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HtAssignment) assignment = g_list_model_get_item (assignments, i);
      show_assignment (ways, assignment);
    }
}

void
ht_ways_show (HtWays *ways, HtIncident *incident, HtProposal *proposal)
{
  g_set_object (&ways->incident, incident);
  g_set_object (&ways->proposal, proposal);
  show (ways);
}

void
ht_ways_set_matter (HtWays *ways, HtMatter *matter, int side)
{
  g_set_object (&ways->matter, matter);
  ways->side = side;
}
