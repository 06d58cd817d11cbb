/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/uuid.h"
#include "geo/geometry.h"
#include "model/city.h"
#include "model/types.h"

G_BEGIN_DECLS

/* Two decisions made apart that contradict each other. Open until a person decides; both stand till then. */
#define HT_TYPE_MATTER (ht_matter_get_type ())
G_DECLARE_FINAL_TYPE (HtMatter, ht_matter, HT, MATTER, GObject)

/* One side: who decided what, when, knowing what. All borrowed from the conflict. */
typedef struct
{
  HtUuid op_id;
  HtUuid incident_id; /* nil where it concerns none */
  gint64 at_us;
  const char *who;    /* person or post */
  const char *post;   /* the post it was decided at */
  const char *text;   /* the decision as a sentence */
  const char *choice; /* what deciding for this side means, for its button: "Keep 0398, release from 0395" */
} HtMatterSide;

const char *ht_matter_get_id_text (HtMatter *self);
/* Rule word ("team_two_assignments"), the rule in words, and what happened in one sentence. */
const char *ht_matter_get_rule (HtMatter *self);
const char *ht_matter_get_rule_text (HtMatter *self);
const char *ht_matter_get_sentence (HtMatter *self);
/* What deciding for a side leaves on the map. All borrowed; NULL where it concerns none. */
typedef struct
{
  HtIncident *goes_on; /* worked on further */
  HtIncident *is_left; /* closed, or left by the team */
  HtTeam *team;        /* the contested one */
  gboolean team_goes;  /* to @goes_on */
  gboolean has_place;
  HtPoint place; /* where the thing is put */
} HtMatterOutcome;
void ht_matter_get_outcome (HtMatter *self, HtCity *city, guint side, HtMatterOutcome *outcome);

/* @index 0 or 1. */
const HtMatterSide *ht_matter_get_side (HtMatter *self, guint index);

G_END_DECLS
