/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/entity.h"

G_BEGIN_DECLS

/* One team sent to one incident. Properties (read only): state (int, HtAssignmentState), state-label. */
#define HT_TYPE_ASSIGNMENT (ht_assignment_get_type ())
G_DECLARE_FINAL_TYPE (HtAssignment, ht_assignment, HT, ASSIGNMENT, HtEntity)

/* Borrowed; NULL only while its operation has not arrived. */
HtIncident *ht_assignment_get_incident (HtAssignment *self);
HtTeam *ht_assignment_get_team (HtAssignment *self);
HtAssignmentState ht_assignment_get_state (HtAssignment *self);
gboolean ht_assignment_is_active (HtAssignment *self);
gint64 ht_assignment_get_created_us (HtAssignment *self);
gint64 ht_assignment_get_state_since_us (HtAssignment *self);
/* Expected seconds from the order to arrival (turnout and road); -1 where no road time was known. */
gint64 ht_assignment_get_expected_s (HtAssignment *self);
gboolean ht_assignment_is_advised (HtAssignment *self);
/* Why it departs from the advice; NULL where it does not. */
const char *ht_assignment_get_reason (HtAssignment *self);
void ht_assignment_get_clock (HtAssignment *self, gint64 now_us, HtElapsed *elapsed);
/* The state that usually follows, for a one-key "next"; FALSE at the end. */
gboolean ht_assignment_get_next_state (HtAssignment *self, HtAssignmentState *state);

G_END_DECLS
