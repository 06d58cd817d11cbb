/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/geometry.h"
#include "model/entity.h"

G_BEGIN_DECLS

/*
 * An incident. Properties (read only): code, title, type, level (int), status (int, HtIncidentStatus),
 * address, summary (text). Texts are borrowed until the record changes and never NULL unless said.
 */
#define HT_TYPE_INCIDENT (ht_incident_get_type ())
G_DECLARE_FINAL_TYPE (HtIncident, ht_incident, HT, INCIDENT, HtEntity)

/* An incident that is in no city: for asking what would be advised. Open, now, at @position. @type: a name
 * that run cards know. */
HtIncident *ht_incident_new_imagined (const char *type, int level, const HtPoint *position);

const char *ht_incident_get_code (HtIncident *self);
/* Never empty: the type's label stands in where nobody wrote a title. */
const char *ht_incident_get_title (HtIncident *self);
const char *ht_incident_get_type_name (HtIncident *self);
const char *ht_incident_get_type_label (HtIncident *self);
int ht_incident_get_level (HtIncident *self);
HtIncidentStatus ht_incident_get_status (HtIncident *self);
const char *ht_incident_get_address (HtIncident *self);
gboolean ht_incident_get_position (HtIncident *self, HtPoint *position);
const char *ht_incident_get_source (HtIncident *self);
const char *ht_incident_get_notes (HtIncident *self);
const char *ht_incident_get_run_card (HtIncident *self);
/* NULL while not closed. */
const char *ht_incident_get_close_reason (HtIncident *self);
/* People trapped; -1 where not known. */
int ht_incident_get_trapped (HtIncident *self);
gint64 ht_incident_get_reported_us (HtIncident *self);
/* 0 while not closed. */
gint64 ht_incident_get_closed_us (HtIncident *self);

/* Assignments to it, newest last (HtAssignment, live; past ones too). Borrowed. */
GListModel *ht_incident_get_assignments (HtIncident *self);
guint ht_incident_count_active (HtIncident *self);
guint ht_incident_count_in_state (HtIncident *self, HtAssignmentState state);
/* What is happening, in a few words: "waiting for teams", "2 teams on scene". Borrowed, translated. */
const char *ht_incident_get_summary (HtIncident *self);

/* Seconds since it was reported (until closed), for the big clock. */
gint64 ht_incident_get_elapsed_s (HtIncident *self, gint64 now_us);
/* The clock of its present phase against that phase's limit. */
void ht_incident_get_clock (HtIncident *self, gint64 now_us, HtElapsed *elapsed);
/* Order of the queue: graver level first, then overdue, then unassigned, then the longer waiting; total. */
int ht_incident_compare_urgency (HtIncident *a, HtIncident *b, gint64 now_us);

G_END_DECLS
