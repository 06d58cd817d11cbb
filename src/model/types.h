/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The objects of this room; each has its own header. */
typedef struct _HtProposal HtProposal;
typedef struct _HtProposalItem HtProposalItem;
typedef struct _HtAssignment HtAssignment;
typedef struct _HtCity HtCity;
typedef struct _HtClosure HtClosure;
typedef struct _HtMatter HtMatter;
typedef struct _HtIncident HtIncident;
typedef struct _HtLayer HtLayer;
typedef struct _HtPerson HtPerson;
typedef struct _HtStation HtStation;
typedef struct _HtTeam HtTeam;

/*
 * Words that operations carry. _get_name gives the word in operations and JSON ("on_scene"), _get_label the
 * translated one for people ("On scene"), _parse reads the name and is FALSE for an unknown one. All static.
 */
typedef enum
{
  HT_INCIDENT_UNVERIFIED,
  HT_INCIDENT_OPEN,
  HT_INCIDENT_CLOSED,
} HtIncidentStatus;

/* Level 1 (gravest) to 4; 0 = not graded yet. Numeral is "I".."IV", "–" for 0. */
#define HT_LEVEL_UNGRADED 0
const char *ht_level_get_numeral (int level);
const char *ht_level_get_label (int level);

const char *ht_incident_status_get_name (HtIncidentStatus status);
const char *ht_incident_status_get_label (HtIncidentStatus status);
gboolean ht_incident_status_parse (const char *name, HtIncidentStatus *status);

/* State of an assignment, in the order they follow each other; the first four are active. */
typedef enum
{
  HT_ASSIGNMENT_ASSIGNED,
  HT_ASSIGNMENT_ACKNOWLEDGED,
  HT_ASSIGNMENT_EN_ROUTE,
  HT_ASSIGNMENT_ON_SCENE,
  HT_ASSIGNMENT_RELEASED,
  HT_ASSIGNMENT_CANCELLED,
} HtAssignmentState;

const char *ht_assignment_state_get_name (HtAssignmentState state);
const char *ht_assignment_state_get_label (HtAssignmentState state);
gboolean ht_assignment_state_parse (const char *name, HtAssignmentState *state);
gboolean ht_assignment_state_is_active (HtAssignmentState state);

/* What a team does: the state of its active assignment, or else its own status. */
typedef enum
{
  HT_TEAM_AT_STATION,
  HT_TEAM_STANDBY,
  HT_TEAM_RETURNING,
  HT_TEAM_OUT_OF_SERVICE,
  HT_TEAM_ASSIGNED,
  HT_TEAM_ACKNOWLEDGED,
  HT_TEAM_EN_ROUTE,
  HT_TEAM_ON_SCENE,
} HtTeamState;

const char *ht_team_state_get_name (HtTeamState state);
const char *ht_team_state_get_label (HtTeamState state);
gboolean ht_team_state_parse (const char *name, HtTeamState *state);
/* The first four can be set as a status; the others come from assignments. */
gboolean ht_team_state_is_status (HtTeamState state);

/* Translated words of team kinds ("engine"), capabilities ("water"), station kinds and roles; an unknown word
 * is returned as it is. */
const char *ht_words_get_team_kind (const char *kind);
const char *ht_words_get_capability (const char *capability);
/* TRUE for the kinds that fire and rescue run (ordinary, special, logistics): those count for coverage.
 * _has_crews: these and ambulance stations. Others (police) are on the map only. */
gboolean ht_station_kind_is_fire (const char *kind);
gboolean ht_station_kind_has_crews (const char *kind);
const char *ht_words_get_station_kind (const char *kind);
const char *ht_words_get_role (const char *role);
/* A contested field in words; one of a newer version as it is. */
const char *ht_words_get_field (const char *field);
const char *ht_words_get_rule (const char *rule);

/* A running clock against the limit of its state (data/clocks.json): plain, framed, inverted. */
typedef enum
{
  HT_DUE_NONE, /* no limit for this state */
  HT_DUE_IN_TIME,
  HT_DUE_SOON, /* from the warning share of the limit on */
  HT_DUE_OVER,
} HtDue;

typedef struct
{
  gint64 seconds; /* since the state began */
  gint64 limit_s; /* 0: none */
  gint64 over_s;  /* seconds beyond the limit, 0 while in time */
  HtDue due;
  const char
      *phase; /* what is being waited for, translated, static: "grading", "assigning", "turning out" … */
} HtElapsed;

G_END_DECLS
