/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/station.h"
#include "model/team.h"

G_BEGIN_DECLS

/*
 * Stations and teams placed by hand, where no map knows them. A station so placed is a layer of one feature
 * ("by-hand:ID"), so that two posts that place stations lose neither. Both calls check the role, write one
 * transaction and finish when it is durable; HT_MODEL_ERROR, HT_STORE_ERROR.
 */

/* Nil id: a new one. */
typedef struct
{
  HtUuid id;
  const char *name; /* required */
  const char *kind; /* "ordinary", "special", "logistics", "ambulance" */
  HtPoint at;
} HtStationDraft;

typedef struct
{
  HtUuid id;
  const char *name; /* required */
  const char *kind; /* "engine", … */
  const char *const *capabilities;
  HtUuid station;
  int crew;
  int turnout_s;
} HtTeamDraft;

/* TRUE for stations that were placed so, which alone can be edited; others come from a map file. */
gboolean ht_roster_is_by_hand (HtCity *city, HtStation *station);

void ht_roster_put_station_async (HtCity *city, const HtStationDraft *draft, GAsyncReadyCallback callback,
                                  gpointer user_data);
/* The station follows in the city's list when the layer has been read anew. */
gboolean ht_roster_put_station_finish (HtCity *city, GAsyncResult *result, GError **error);

void ht_roster_put_team_async (HtCity *city, const HtTeamDraft *draft, GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean ht_roster_put_team_finish (HtCity *city, GAsyncResult *result, GError **error);

/* Removes a station placed by hand, or a team; both are operations that undo takes back, and both refuse with
 * HT_MODEL_ERROR_INVALID while somebody relies on the thing: a station while teams start from it, a team
 * while it is on an order. The station leaves the city's list when its layer has been read anew. */
void ht_roster_remove_station_async (HtCity *city, HtStation *station, GAsyncReadyCallback callback,
                                     gpointer user_data);
void ht_roster_remove_team_async (HtCity *city, HtTeam *team, GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean ht_roster_remove_finish (HtCity *city, GAsyncResult *result, GError **error);

G_END_DECLS
