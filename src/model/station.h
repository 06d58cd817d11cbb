/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/feature.h"
#include "model/entity.h"

G_BEGIN_DECLS

/* A station with crews, of a map layer. Properties (read only): id, name, kind, n-teams (uint). */
#define HT_TYPE_STATION (ht_station_get_type ())
G_DECLARE_FINAL_TYPE (HtStation, ht_station, HT, STATION, GObject)

const HtUuid *ht_station_get_id (HtStation *self);
const char *ht_station_get_id_text (HtStation *self);
const char *ht_station_get_name (HtStation *self);
/* "ordinary", "special", "logistics", "ambulance". */
const char *ht_station_get_kind (HtStation *self);
void ht_station_get_position (HtStation *self, HtPoint *position);
/* TRUE where somebody placed it (roster.h); others come from a map file. */
gboolean ht_station_is_by_hand (HtStation *self);
/* Its teams (HtTeam, live). Borrowed. */
GListModel *ht_station_get_teams (HtStation *self);
/* TRUE where at least one of its teams stands ready at it: only such stations count for coverage. */
gboolean ht_station_is_staffed (HtStation *self);

G_END_DECLS
