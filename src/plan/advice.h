/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan/runcard.h"

G_BEGIN_DECLS

/* What keeps a team from being sent, or kept it from being chosen. Texts are made in the model. */
typedef enum
{
  HT_WHY_NONE,
  HT_WHY_BUSY, /* at work on HtCandidate.incident */
  HT_WHY_OUT_OF_SERVICE,
  HT_WHY_CREW_ZERO,
  HT_WHY_POSITION_UNKNOWN,
  HT_WHY_UNREACHABLE,      /* no way by road, closures counted */
  HT_WHY_LACKS_CAPABILITY, /* can do nothing that is needed */
  HT_WHY_NOT_NEEDED,       /* what it can do is filled by teams that are there no later */
} HtWhy;

/* A team as it stands now. */
typedef struct
{
  guint32 team; /* the caller's index; ties go to the lower one */
  HtCapabilities capabilities;
  guint crew;
  gboolean busy, out_of_service, position_known, reachable;
  guint32 incident;           /* the caller's index, where busy */
  double travel_s, turnout_s; /* where reachable; turnout 0 for a team on the move */
  double position_age_s;
} HtCandidate;

typedef struct
{
  guint32 team;
  HtCapability capability; /* the slot it fills */
  double arrival_s;        /* travel and turnout */
  gboolean late;           /* after the run card's deadline */
  gboolean stale;          /* its position is older than HT_ADVICE_STALE_S: the arrival is a guess */
} HtChoice;

typedef struct
{
  guint32 team;
  HtWhy why;
  gboolean has_arrival;
  double arrival_s; /* if it could go, NaN without has_arrival */
  guint32 incident; /* where busy */
} HtPassedOver;

typedef struct
{
  HtCapability capability;
  guint needed, filled;
  gboolean has_next; /* the soonest team not sent that has the capability */
  HtPassedOver next;
} HtShortfall;

#define HT_ADVICE_STALE_S 300.0

typedef struct
{
  GArray *choices;        /* HtChoice, by arrival */
  GArray *passed_over;    /* HtPassedOver: every team nearer than the last one chosen, by arrival; then those
                             without an    arrival that have a needed capability. Where something is short: all
                             with    that capability */
  GArray *shortfalls;     /* HtShortfall, in the run card's order */
  double first_s, last_s; /* arrivals; NaN where nobody is sent */
} HtAdvice;

/*
 * The best teams for @card. A team fills one slot with any one of its capabilities. Among all ways to fill as
 * many slots as can be filled, this one has the earliest last arrival and the least sum of arrivals at once:
 * the sets of teams that can be matched to slots are the independent sets of a matroid (Edmonds and Fulkerson
 * 1965), in which taking teams by arrival whenever they still fit is optimal (Rado 1957). Slots that stay
 * empty are the least important ones.
 */
HtAdvice *ht_advice_new (const HtRunCard *card, const HtCandidate *candidates, guint n);
void ht_advice_free (HtAdvice *advice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtAdvice, ht_advice_free)

/* What keeps this team from being sent at all, whatever else is there. */
HtWhy ht_candidate_get_obstacle (const HtCandidate *candidate, HtCapabilities needed);

G_END_DECLS
