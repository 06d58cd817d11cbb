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

/* Which order of the selected conflict is about @incident; NULL: none. */
static const char *
get_order_name (Context *context, HtIncident *incident)
{
  if (!HT_IS_MATTER (context->selected))
    return NULL;
  for (guint side = 0; side < 2; side++)
    if (ht_uuid_equal (&ht_matter_get_side (HT_MATTER (context->selected), side)->incident_id,
                       ht_entity_get_id (HT_ENTITY (incident))))
      return side == 0 ? _ ("Order A") : _ ("Order B");
  return NULL;
}

static void
add_incidents (Context *context, GListModel *incidents)
{
  guint n = g_list_model_get_n_items (incidents);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HtIncident) incident = g_list_model_get_item (incidents, i);
      const char *order = get_order_name (context, incident);
      gboolean selected = G_OBJECT (incident) == context->selected || order != NULL;
      if (ht_incident_get_status (incident) == HT_INCIDENT_CLOSED && !selected)
        continue;
      int level = ht_incident_get_level (incident);
      HtMark *mark = add (context, G_OBJECT (incident), RANK_INCIDENT + (level == 0 ? 0 : 5 - level));
      if (mark == NULL)
        continue;
      mark->size_px = selected ? 26 : 20;
      if (order == NULL)
        continue;
      g_autofree char *label = g_steal_pointer (&mark->label);
      mark->label = g_strdup_printf ("%s · %s", order, label);
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
                      .proposal = look->proposal };
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
  return context.marks;
}
