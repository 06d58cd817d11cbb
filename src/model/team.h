/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/geometry.h"
#include "model/entity.h"

G_BEGIN_DECLS

/*
 * A team: a crew with its vehicle. Properties (read only): name, kind, state (int, HtTeamState), state-label,
 * station-name, assumed (boolean: made up from the standard establishment until a person confirms it).
 */
#define HT_TYPE_TEAM (ht_team_get_type ())
G_DECLARE_FINAL_TYPE (HtTeam, ht_team, HT, TEAM, HtEntity)

const char *ht_team_get_name (HtTeam *self);
const char *ht_team_get_kind (HtTeam *self);
const char *ht_team_get_kind_label (HtTeam *self);
/* NULL-terminated words ("water", "ladder"). Borrowed. */
const char *const *ht_team_get_capabilities (HtTeam *self);
/* Vehicle and kit in one line, translated: "engine · water, breathing". Borrowed. */
const char *ht_team_get_equipment (HtTeam *self);
int ht_team_get_crew (HtTeam *self);
gint64 ht_team_get_turnout_s (HtTeam *self);
gboolean ht_team_is_assumed (HtTeam *self);
const char *ht_team_get_note (HtTeam *self);

HtTeamState ht_team_get_state (HtTeam *self);
/* Wall clock of the operation that brought the present state. */
gint64 ht_team_get_state_since_us (HtTeam *self);
void ht_team_get_clock (HtTeam *self, gint64 now_us, HtElapsed *elapsed);
/* TRUE where it can be sent now without taking it from another incident. */
gboolean ht_team_is_free (HtTeam *self);

/* NULL where there is none. Borrowed. With two active ones (a conflict) the newer. */
HtAssignment *ht_team_get_assignment (HtTeam *self);
HtIncident *ht_team_get_incident (HtTeam *self);
HtStation *ht_team_get_station (HtTeam *self);

/* Where it is: its station while it stands there; else the last reported position; else where it works; else
 * its station. FALSE where none of these is known. */
gboolean ht_team_get_position (HtTeam *self, HtPoint *position);
/* When that was reported; 0 where it was not reported but follows from its state. */
gint64 ht_team_get_position_us (HtTeam *self);

G_END_DECLS
