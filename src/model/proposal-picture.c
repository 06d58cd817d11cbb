/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/proposal-private.h"

#include "base/clock.h"
#include "base/i18n.h"
#include "model/assignment.h"
#include "model/city-private.h"
#include "model/error.h"
#include "model/routing.h"
#include "model/run-cards.h"

/* Without roads a way is guessed: the straight line, longer by the usual share of a street grid, at a fire
 * engine's mean speed in town. The advice says that it is a guess. */
#define DETOUR 1.4
#define GUESS_SPEED_MPS (30 / 3.6)

void
ht_proposal_picture_free (HtProposalPicture *picture)
{
  if (picture == NULL)
    return;
  g_clear_object (&picture->incident);
  g_clear_pointer (&picture->card, ht_run_card_unref);
  g_clear_pointer (&picture->roads, ht_roads_unref);
  for (guint i = 0; i < picture->teams->len; i++)
    g_object_unref (g_array_index (picture->teams, HtProposalTeam, i).team);
  g_array_unref (picture->teams);
  g_array_unref (picture->candidates);
  g_ptr_array_unref (picture->incidents);
  g_clear_pointer (&picture->advice, ht_advice_free);
  g_clear_pointer (&picture->routes, g_ptr_array_unref);
  g_free (picture);
}

static HtCapabilities
capabilities_of (HtTeam *team)
{
  HtCapabilities bits = 0;
  const char *const *words = ht_team_get_capabilities (team);
  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    {
      HtCapability capability;
      if (ht_capability_parse (words[i], &capability))
        bits |= 1u << capability;
    }
  return bits;
}

static guint32
remember_incident (HtProposalPicture *picture, HtIncident *incident)
{
  guint index;
  if (g_ptr_array_find (picture->incidents, incident, &index))
    return index;
  g_ptr_array_add (picture->incidents, g_object_ref (incident));
  return picture->incidents->len - 1;
}

static void
add_team (HtProposalPicture *picture, HtTeam *team, gint64 now_us)
{
  HtTeamState state = ht_team_get_state (team);
  HtIncident *at_work_on = ht_team_get_incident (team);
  HtProposalTeam item = { .team = g_object_ref (team), .here = at_work_on == picture->incident };
  HtCandidate candidate = {
    .team = picture->teams->len,
    .capabilities = capabilities_of (team),
    .crew = (guint) ht_team_get_crew (team),
    .busy = ht_team_get_assignment (team) != NULL && !item.here,
    .out_of_service = state == HT_TEAM_OUT_OF_SERVICE,
    .position_known = ht_team_get_position (team, &item.at),
  };
  if (candidate.busy && at_work_on != NULL)
    candidate.incident = remember_incident (picture, at_work_on);
  gboolean waits = state == HT_TEAM_AT_STATION || state == HT_TEAM_STANDBY || state == HT_TEAM_OUT_OF_SERVICE;
  candidate.turnout_s = waits ? (double) ht_team_get_turnout_s (team) : 0;
  gint64 reported_us = ht_team_get_position_us (team);
  candidate.position_age_s = reported_us != 0 ? (double) MAX (now_us - reported_us, 0) / G_USEC_PER_SEC : 0;
  if (item.here)
    /* It fills its place on the card before anybody else is asked. */
    candidate.crew = MAX (candidate.crew, 1);
  g_array_append_val (picture->teams, item);
  g_array_append_val (picture->candidates, candidate);
}

HtProposalPicture *
ht_proposal_picture_new (HtCity *city, HtIncident *incident, GError **error)
{
  const HtRunCard *card = ht_run_cards_find (city->run_cards, ht_incident_get_type_name (incident),
                                             ht_incident_get_level (incident));
  HtPoint at;
  if (card == NULL)
    {
      g_set_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID,
                   _ ("There is no run card for “%s”; correct the type or choose teams by hand."),
                   ht_incident_get_type_label (incident));
      return NULL;
    }
  if (!ht_incident_get_position (incident, &at))
    {
      g_set_error_literal (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID,
                           _ ("The incident has no place yet; put it on the map."));
      return NULL;
    }
  HtProposalPicture *picture = g_new0 (HtProposalPicture, 1);
  picture->incident = g_object_ref (incident);
  picture->at = at;
  picture->card = ht_run_card_ref ((HtRunCard *) card);
  HtRoads *roads = ht_routing_get_roads (city->routing);
  picture->roads = roads != NULL ? ht_roads_ref (roads) : NULL;
  picture->teams = g_array_new (FALSE, TRUE, sizeof (HtProposalTeam));
  picture->candidates = g_array_new (FALSE, TRUE, sizeof (HtCandidate));
  picture->incidents = g_ptr_array_new_with_free_func (g_object_unref);
  picture->version = city->dispatch_version;
  picture->at_us = ht_clock_now_us ();
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (city->team_list)); i++)
    {
      g_autoptr (HtTeam) team = g_list_model_get_item (G_LIST_MODEL (city->team_list), i);
      add_team (picture, team, picture->at_us);
    }
  return picture;
}

static void
guess_times (HtProposalPicture *picture)
{
  for (guint i = 0; i < picture->candidates->len; i++)
    {
      HtCandidate *candidate = &g_array_index (picture->candidates, HtCandidate, i);
      candidate->reachable = candidate->position_known;
      candidate->travel_s
          = g_array_index (picture->teams, HtProposalTeam, i).distance_m * DETOUR / GUESS_SPEED_MPS;
    }
}

static void
times_by_road (HtProposalPicture *picture, HtSearch *search, const HtSnap *goal, GArray *snaps)
{
  guint n = picture->teams->len;
  g_autofree HtReach *reaches = g_new0 (HtReach, n + 1);
  g_autoptr (GArray) from = g_array_new (FALSE, FALSE, sizeof (HtSnap));
  for (guint i = 0; i < n; i++)
    {
      HtProposalTeam *team = &g_array_index (picture->teams, HtProposalTeam, i);
      HtSnap *snap = &g_array_index (snaps, HtSnap, i);
      team->snapped = g_array_index (picture->candidates, HtCandidate, i).position_known
                      && ht_roads_snap (picture->roads, &team->at, snap);
      if (team->snapped)
        g_array_append_val (from, *snap);
    }
  ht_search_many_to_one (search, picture->roads->mask, (const HtSnap *) from->data, from->len, goal, reaches);
  guint next = 0;
  for (guint i = 0; i < n; i++)
    {
      HtCandidate *candidate = &g_array_index (picture->candidates, HtCandidate, i);
      if (!g_array_index (picture->teams, HtProposalTeam, i).snapped)
        continue;
      candidate->reachable = reaches[next].reached;
      candidate->travel_s = reaches[next].reached ? reaches[next].seconds : 0;
      next++;
    }
}

static void
draw_routes (HtProposalPicture *picture, HtSearch *search, const HtSnap *goal, GArray *snaps)
{
  for (guint i = 0; i < picture->advice->choices->len; i++)
    {
      guint32 team = g_array_index (picture->advice->choices, HtChoice, i).team;
      HtProposalTeam *from = &g_array_index (picture->teams, HtProposalTeam, team);
      HtGeometry *line = NULL;
      g_autoptr (HtRoute) route = NULL;
      if (from->snapped && !from->here)
        route = ht_search_route (search, picture->roads->mask, &g_array_index (snaps, HtSnap, team), goal);
      if (route != NULL && route->points->len >= 2)
        line = ht_geometry_new_line ((const HtPoint *) route->points->data, route->points->len);
      g_ptr_array_add (picture->routes, line);
    }
}

/* Teams that are there already arrive at once: the best filling of the card then counts them first. */
static void
settle_present (HtProposalPicture *picture)
{
  for (guint i = 0; i < picture->candidates->len; i++)
    {
      HtCandidate *candidate = &g_array_index (picture->candidates, HtCandidate, i);
      if (!g_array_index (picture->teams, HtProposalTeam, i).here)
        continue;
      candidate->reachable = candidate->position_known = TRUE;
      candidate->travel_s = candidate->turnout_s = candidate->position_age_s = 0;
    }
}

static void
free_geometry (gpointer geometry)
{
  if (geometry != NULL)
    ht_geometry_unref (geometry);
}

void
ht_proposal_picture_compute (HtProposalPicture *picture)
{
  guint n = picture->teams->len;
  HtSnap goal;
  picture->routes = g_ptr_array_new_with_free_func (free_geometry);
  for (guint i = 0; i < n; i++)
    {
      HtProposalTeam *team = &g_array_index (picture->teams, HtProposalTeam, i);
      team->distance_m = ht_geo_distance_m (&team->at, &picture->at);
    }
  g_autoptr (HtSearch) search = NULL;
  g_autoptr (GArray) snaps = g_array_set_size (g_array_new (FALSE, TRUE, sizeof (HtSnap)), n);
  gboolean by_road = picture->roads != NULL && ht_roads_snap (picture->roads, &picture->at, &goal);
  if (by_road)
    {
      search = ht_search_new (picture->roads->graph);
      times_by_road (picture, search, &goal, snaps);
    }
  else if (picture->roads == NULL)
    guess_times (picture);
  settle_present (picture);
  picture->advice = ht_advice_new (picture->card, (const HtCandidate *) picture->candidates->data, n);
  if (by_road)
    draw_routes (picture, search, &goal, snaps);
}
