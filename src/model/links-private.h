/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/assignment.h"
#include "model/incident.h"
#include "model/person.h"
#include "model/station.h"
#include "model/team.h"

G_BEGIN_DECLS

/*
 * For the city only: joins the objects of one city. An incident, a station and a team hold what belongs to
 * them; links upwards are weak, so that a widget that outlives the city for a moment finds NULL.
 */
void ht_assignment_set_links (HtAssignment *self, HtIncident *incident, HtTeam *team);
/* Adds (once) or removes, keeps the order of creation, refreshes what is derived. */
void ht_incident_add_assignment (HtIncident *self, HtAssignment *assignment);
void ht_incident_remove_assignment (HtIncident *self, HtAssignment *assignment);
void ht_incident_refresh (HtIncident *self);
/* The label of its type in the language of the screen. */
void ht_incident_set_type_label (HtIncident *self, const char *label);
void ht_team_add_assignment (HtTeam *self, HtAssignment *assignment);
void ht_team_remove_assignment (HtTeam *self, HtAssignment *assignment);
void ht_team_set_station (HtTeam *self, HtStation *station);
void ht_team_refresh (HtTeam *self);

/* Its own name, or what it is, numbered where several of the @stations (HtFeature; NULL: alone) have none. */
char *ht_station_dup_name_of (const HtFeature *feature, GPtrArray *stations);
HtStation *ht_station_new (HtFeature *feature, GPtrArray *stations);
/* The same station from a newer layer. */
void ht_station_set_feature (HtStation *self, HtFeature *feature, GPtrArray *stations);
gboolean ht_station_is_planned (HtStation *self);
void ht_station_add_team (HtStation *self, HtTeam *team);
void ht_station_remove_team (HtStation *self, HtTeam *team);

void ht_station_set_by_hand (HtStation *self, gboolean by_hand);

G_END_DECLS
