/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/assignment.h"
#include "model/incident.h"
#include "model/person.h"
#include "model/station.h"
#include "model/team.h"

G_BEGIN_DECLS

/*
 * For the city only: joins the objects of one city. All links are borrowed and live as long as the city; the
 * city clears them (NULL) before it lets an object go.
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

HtStation *ht_station_new (HtFeature *feature);
/* The same station from a newer layer. */
void ht_station_set_feature (HtStation *self, HtFeature *feature);
gboolean ht_station_is_planned (HtStation *self);
void ht_station_add_team (HtStation *self, HtTeam *team);
void ht_station_remove_team (HtStation *self, HtTeam *team);

G_END_DECLS
