/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/types.h"

#include "base/i18n.h"

/* A word of the operations and the English text that is translated for people. */
typedef struct
{
  const char *name, *label;
} Word;

static const Word incident_statuses[] = {
  { "unverified", N_ ("Unverified") },
  { "open", N_ ("Open") },
  { "closed", N_ ("Closed") },
};

static const Word assignment_states[] = {
  { "assigned", N_ ("Assigned") }, { "acknowledged", N_ ("Acknowledged") }, { "en_route", N_ ("En route") },
  { "on_scene", N_ ("On scene") }, { "released", N_ ("Released") },         { "cancelled", N_ ("Cancelled") },
};

static const Word team_states[] = {
  { "at_station", N_ ("At station") }, { "standby", N_ ("Standby") },
  { "returning", N_ ("Returning") },   { "out_of_service", N_ ("Out of service") },
  { "assigned", N_ ("Assigned") },     { "acknowledged", N_ ("Acknowledged") },
  { "en_route", N_ ("En route") },     { "on_scene", N_ ("On scene") },
};

static const Word team_kinds[] = {
  { "engine", N_ ("Pumper") },   { "ladder", N_ ("Ladder") },       { "rescue", N_ ("Rescue") },
  { "medical", N_ ("Medical") }, { "chemical", N_ ("Chemical") },   { "foam", N_ ("Foam") },
  { "boat", N_ ("Boat") },       { "logistics", N_ ("Logistics") },
};

static const Word capabilities[] = {
  { "pumper", N_ ("water tank") },
  { "ladder", N_ ("ladder") },
  { "rescue", N_ ("rescue tools") },
  { "foam", N_ ("foam") },
  { "chemical", N_ ("chemical protection") },
  { "water_rescue", N_ ("water rescue") },
  { "medical", N_ ("stretchers") },
  { "smoke_exhaust", N_ ("smoke exhaust") },
  { "breathing_air", N_ ("breathing air") },
  { "lighting", N_ ("lighting") },
  { "command", N_ ("command vehicle") },
};

static const Word station_kinds[] = {
  { "ordinary", N_ ("Fire station") },
  { "special", N_ ("Special-service station") },
  { "logistics", N_ ("Logistics station") },
  { "ambulance", N_ ("Ambulance station") },
};

static const Word roles[] = {
  { "viewer", N_ ("Viewer") },   { "dispatcher", N_ ("Dispatcher") },       { "commander", N_ ("Commander") },
  { "planner", N_ ("Planner") }, { "administrator", N_ ("Administrator") },
};

static const Word rules[] = {
  { "team_two_assignments", N_ ("One team has two active assignments") },
  { "assigned_out_of_service", N_ ("A team was assigned while another post took it out of service") },
  { "incident_closed_assigned", N_ ("An incident was closed while another post was still working on it") },
  { "incident_twice", N_ ("One incident seems to have been reported twice") },
  { "two_commanders", N_ ("One incident has two commanders") },
  { "zones_overlap", N_ ("Two exclusive zones overlap") },
  { "stock_below_zero", N_ ("More was promised than is in stock") },
  { "evacuation_contradicted", N_ ("An evacuation is both ordered and cancelled") },
  { "plan_twice", N_ ("A plan was activated twice") },
  { "edit_of_deleted", N_ ("Something was edited that another post deleted") },
  { "register_heads", N_ ("Two posts set the same thing differently") },
};

/* Fields that people must agree on. */
static const Word fields[] = {
  { "type", N_ ("type") },      { "level", N_ ("level") },        { "status", N_ ("status") },
  { "position", N_ ("place") }, { "commander", N_ ("command") },  { "state", N_ ("state") },
  { "role", N_ ("role") },      { "active", N_ ("may sign in") }, { "area", N_ ("area") },
};

/* A table and its length. */
#define WORDS(table) (table), G_N_ELEMENTS (table)

static const char *
find_label (const Word *words, guint n, const char *name)
{
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (words[i].name, name) == 0)
      return _ (words[i].label);
  return name != NULL ? g_intern_string (name) : "";
}

static gboolean
find_index (const Word *words, guint n, const char *name, guint *index)
{
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (words[i].name, name) == 0)
      {
        *index = i;
        return TRUE;
      }
  return FALSE;
}

/* The three functions of an enumeration whose values index a table of words. */
#define WORD_FUNCTIONS(Type, prefix, table)                                                                  \
  const char *prefix##_get_name (Type value)                                                                 \
  {                                                                                                          \
    g_return_val_if_fail ((guint) value < G_N_ELEMENTS (table), table[0].name);                              \
    return table[value].name;                                                                                \
  }                                                                                                          \
  const char *prefix##_get_label (Type value)                                                                \
  {                                                                                                          \
    g_return_val_if_fail ((guint) value < G_N_ELEMENTS (table), "");                                         \
    return _ (table[value].label);                                                                           \
  }                                                                                                          \
  gboolean prefix##_parse (const char *name, Type *value)                                                    \
  {                                                                                                          \
    guint index;                                                                                             \
    if (!find_index (WORDS (table), name, &index))                                                           \
      return FALSE;                                                                                          \
    *value = (Type) index;                                                                                   \
    return TRUE;                                                                                             \
  }

WORD_FUNCTIONS (HtIncidentStatus, ht_incident_status, incident_statuses)
WORD_FUNCTIONS (HtAssignmentState, ht_assignment_state, assignment_states)
WORD_FUNCTIONS (HtTeamState, ht_team_state, team_states)

const char *
ht_level_get_numeral (int level)
{
  static const char *const numerals[] = { "–", "I", "II", "III", "IV" };
  return level >= 1 && level <= 4 ? numerals[level] : numerals[0];
}

const char *
ht_level_get_label (int level)
{
  static const char *const labels[] = { N_ ("not graded"), N_ ("I, extremely serious"), N_ ("II, serious"),
                                        N_ ("III, major"), N_ ("IV, ordinary") };
  return _ (labels[level >= 1 && level <= 4 ? level : 0]);
}

gboolean
ht_assignment_state_is_active (HtAssignmentState state)
{
  return state <= HT_ASSIGNMENT_ON_SCENE;
}

gboolean
ht_team_state_is_status (HtTeamState state)
{
  return state <= HT_TEAM_OUT_OF_SERVICE;
}

const char *
ht_words_get_team_kind (const char *kind)
{
  return find_label (WORDS (team_kinds), kind);
}

const char *
ht_words_get_capability (const char *capability)
{
  return find_label (WORDS (capabilities), capability);
}

gboolean
ht_station_kind_has_crews (const char *kind)
{
  guint index;
  return find_index (WORDS (station_kinds), kind, &index);
}

gboolean
ht_station_kind_is_fire (const char *kind)
{
  return ht_station_kind_has_crews (kind) && !g_str_equal (kind, "ambulance");
}

const char *
ht_words_get_station_kind (const char *kind)
{
  return find_label (WORDS (station_kinds), kind);
}

const char *
ht_words_get_role (const char *role)
{
  return find_label (WORDS (roles), role);
}

const char *
ht_words_get_field (const char *field)
{
  return find_label (WORDS (fields), field);
}

const char *
ht_words_get_rule (const char *rule)
{
  return find_label (WORDS (rules), rule);
}
