/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/map/marks.h"

#include "app/symbols.h"
#include "base/format.h"
#include "base/i18n.h"
#include "model/assignment.h"
#include "model/incident.h"
#include "model/matter.h"
#include "model/station.h"
#include "model/team.h"

#define RANK_STATION 1
#define RANK_TEAM 5
#define RANK_ADVISED 6
#define RANK_INCIDENT 10
#define RANK_SELECTED 20

typedef struct
{
  GPtrArray *marks;
  GObject *selected;
  HtIncident *incident; /* selected */
  HtProposal *proposal;
  HtCity *city;
  HtMatter *matter; /* selected */
  int side;         /* of it that is looked at; -1: none */
} Context;

static HtMark *
add (Context *context, GObject *object, int rank)
{
  HtPoint at;
  HtSymbol symbol;
  if (!ht_symbols_get_position (object, &at) || !ht_symbols_describe (object, &symbol))
    return NULL;
  symbol.selected = object == context->selected;
  HtMark *mark = ht_mark_new (object, &at, &symbol, ht_symbols_dup_name (object));
  mark->rank = symbol.selected ? RANK_SELECTED : rank;
  g_ptr_array_add (context->marks, mark);
  return mark;
}

static void
add_stations (Context *context, GListModel *stations)
{
  guint n = g_list_model_get_n_items (stations);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) station = g_list_model_get_item (stations, i);
      HtMark *mark = add (context, station, RANK_STATION);
      if (mark == NULL)
        continue;
      mark->size_px = 14;
      mark->clusters = TRUE;
    }
}

/* The advised item of @team, so that the chip can tell its minutes; NULL where it is not advised. */
static HtProposalItem *
find_advised (Context *context, HtTeam *team)
{
  if (context->proposal == NULL)
    return NULL;
  GListModel *items = ht_proposal_get_items (context->proposal);
  guint n = g_list_model_get_n_items (items);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HtProposalItem) item = g_list_model_get_item (items, i);
      if (ht_proposal_item_get_team (item) == team)
        return item; /* the list holds it */
    }
  return NULL;
}

static void
add_team (Context *context, HtTeam *team)
{
  HtProposalItem *advised = find_advised (context, team);
  HtTeamState state = ht_team_get_state (team);
  gboolean selected = G_OBJECT (team) == context->selected;
  /* At its station the station's own mark stands for it. */
  gboolean rests = state == HT_TEAM_AT_STATION || state == HT_TEAM_OUT_OF_SERVICE;
  if (rests && advised == NULL && !selected)
    return;
  HtMark *mark = add (context, G_OBJECT (team), advised != NULL ? RANK_ADVISED : RANK_TEAM);
  if (mark == NULL)
    return;
  mark->size_px = 12;
  mark->clusters = advised == NULL && !selected && state != HT_TEAM_EN_ROUTE;
  HtAssignment *assignment = ht_team_get_assignment (team);
  if (advised != NULL)
    {
      mark->pinned = TRUE;
      mark->note = ht_format_duration (ht_proposal_item_get_seconds (advised));
      mark->order_s = ht_proposal_item_get_seconds (advised);
    }
  else if (assignment != NULL && context->incident != NULL
           && ht_assignment_get_incident (assignment) == context->incident)
    {
      mark->pinned = TRUE;
      mark->clusters = FALSE;
      mark->note = g_strdup (ht_assignment_state_get_label (ht_assignment_get_state (assignment)));
    }
}

/* --- a conflict that is looked at --- */

static const char *
get_order_name (guint side)
{
  return side == 0 ? _ ("Order A") : _ ("Order B");
}

/* What deciding for the side looked at means for @incident; NULL: nothing. */
static const char *
get_outcome_word (Context *context, HtIncident *incident)
{
  HtMatterOutcome outcome;
  if (context->matter == NULL || context->side < 0)
    return NULL;
  ht_matter_get_outcome (context->matter, context->city, (guint) context->side, &outcome);
  if (incident == outcome.goes_on)
    return _ ("goes on");
  if (incident != outcome.is_left)
    return NULL;
  return outcome.team != NULL ? _ ("is left") : _ ("ends");
}

static gboolean
is_going_on (Context *context, HtIncident *incident)
{
  HtMatterOutcome outcome;
  if (context->side < 0)
    return FALSE;
  ht_matter_get_outcome (context->matter, context->city, (guint) context->side, &outcome);
  return incident == outcome.goes_on;
}

/* "Order A · goes on"; NULL where the conflict is not about @incident. Owned by the caller. */
static char *
dup_part (Context *context, HtIncident *incident)
{
  const char *word = get_outcome_word (context, incident);
  for (guint side = 0; context->matter != NULL && side < 2; side++)
    {
      const HtUuid *id = &ht_matter_get_side (context->matter, side)->incident_id;
      if (!ht_uuid_equal (id, ht_entity_get_id (HT_ENTITY (incident))))
        continue;
      /* Both orders about one incident: it is neither's. */
      if (ht_uuid_equal (id, &ht_matter_get_side (context->matter, 1 - side)->incident_id))
        return g_strdup (word != NULL ? word : "");
      return word != NULL ? g_strdup_printf ("%s · %s", get_order_name (side), word)
                          : g_strdup (get_order_name (side));
    }
  return word != NULL ? g_strdup (word) : NULL;
}

/* The contested team, wherever it rests, and the two places one thing is put at. */
static void
add_matter (Context *context)
{
  for (guint side = 0; context->matter != NULL && side < 2; side++)
    {
      HtMatterOutcome outcome;
      ht_matter_get_outcome (context->matter, context->city, side, &outcome);
      HtMark *mark = NULL;
      if (outcome.team != NULL && side == 0)
        mark = add (context, G_OBJECT (outcome.team), RANK_SELECTED);
      if (outcome.has_place)
        {
          HtSymbol symbol = { .kind = HT_SYMBOL_PLACE, .selected = context->side == (int) side };
          mark = ht_mark_new (G_OBJECT (context->matter), &outcome.place, &symbol,
                              g_strdup (get_order_name (side)));
          mark->rank = RANK_SELECTED;
          g_ptr_array_add (context->marks, mark);
        }
      if (mark == NULL)
        continue;
      mark->size_px = 16;
      mark->pinned = TRUE;
    }
}

static void
add_incidents (Context *context, GListModel *incidents)
{
  guint n = g_list_model_get_n_items (incidents);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HtIncident) incident = g_list_model_get_item (incidents, i);
      g_autofree char *part = dup_part (context, incident);
      gboolean selected = G_OBJECT (incident) == context->selected || part != NULL;
      if (ht_incident_get_status (incident) == HT_INCIDENT_CLOSED && !selected)
        continue;
      int level = ht_incident_get_level (incident);
      HtMark *mark = add (context, G_OBJECT (incident), RANK_INCIDENT + (level == 0 ? 0 : 5 - level));
      if (mark == NULL)
        continue;
      mark->size_px = selected ? 26 : 20;
      if (part == NULL)
        continue;
      g_autofree char *label = g_steal_pointer (&mark->label);
      mark->label = *part != '\0' ? g_strdup_printf ("%s · %s", part, label) : g_strdup (label);
      mark->symbol.selected = is_going_on (context, incident);
      mark->pinned = TRUE;
    }
}

GPtrArray *
ht_marks_of_city (HtCity *city, const HtMarksLook *look)
{
  GObject *selected = look->selected;
  Context context = { .marks = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_mark_free),
                      .selected = selected,
                      .incident = HT_IS_INCIDENT (selected) ? HT_INCIDENT (selected) : NULL,
                      .proposal = look->proposal,
                      .city = city,
                      .matter = HT_IS_MATTER (selected) ? HT_MATTER (selected) : NULL,
                      .side = look->side };
  if (!look->no_stations)
    add_stations (&context, ht_city_get_stations (city));
  GListModel *teams = ht_city_get_teams (city);
  guint n = g_list_model_get_n_items (teams);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HtTeam) team = g_list_model_get_item (teams, i);
      add_team (&context, team);
    }
  ht_marks_gather (context.marks);
  add_incidents (&context, ht_city_get_incidents (city));
  add_matter (&context);
  return context.marks;
}
