/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "geo/geometry.h"
#include "model/error.h"
#include "model/scenario-private.h"
#include "model/types.h"

#define MAX_AT_S 31536000.0
#define MAX_TEXT 4000
#define MAX_NAME 64

/* What a key's value must be. */
typedef enum
{
  KEY_TEXT,
  KEY_NAME,     /* names an incident or road of this file */
  KEY_NEW_NAME, /* brings that name in */
  KEY_LEVEL,    /* 0 to 4 */
  KEY_COUNT,
  KEY_BOOL,
  KEY_POSITION,
  KEY_TEAMS,        /* list of names */
  KEY_TEAMS_OR_ALL, /* or "all" */
  KEY_STATE,
  KEY_STATUS,
} KeyKind;

typedef struct
{
  const char *name;
  KeyKind kind;
  gboolean required;
} Key;

typedef struct
{
  const char *what;
  Key keys[12];
} StepKind;

static const StepKind kinds[] = {
  { "report",
    { { "incident", KEY_NEW_NAME, TRUE },
      { "type", KEY_TEXT, TRUE },
      { "position", KEY_POSITION, TRUE },
      { "level", KEY_LEVEL },
      { "title", KEY_TEXT },
      { "address", KEY_TEXT },
      { "source", KEY_TEXT },
      { "source_id", KEY_TEXT },
      { "notes", KEY_TEXT },
      { "trapped", KEY_COUNT },
      { "unverified", KEY_BOOL } } },
  { "level", { { "incident", KEY_NAME, TRUE }, { "level", KEY_LEVEL, TRUE }, { "reason", KEY_TEXT } } },
  { "verify", { { "incident", KEY_NAME, TRUE } } },
  { "assign_advice", { { "incident", KEY_NAME, TRUE } } },
  { "assign",
    { { "incident", KEY_NAME, TRUE }, { "teams", KEY_TEAMS, TRUE }, { "reason", KEY_TEXT, TRUE } } },
  { "state",
    { { "incident", KEY_NAME, TRUE }, { "teams", KEY_TEAMS_OR_ALL, TRUE }, { "state", KEY_STATE, TRUE } } },
  { "status", { { "teams", KEY_TEAMS, TRUE }, { "status", KEY_STATUS, TRUE } } },
  { "move", { { "teams", KEY_TEAMS, TRUE }, { "position", KEY_POSITION, TRUE } } },
  { "close", { { "incident", KEY_NAME, TRUE }, { "reason", KEY_TEXT, TRUE } } },
  { "log", { { "text", KEY_TEXT, TRUE }, { "incident", KEY_NAME } } },
  { "close_road",
    { { "road", KEY_NEW_NAME, TRUE },
      { "position", KEY_POSITION, TRUE },
      { "reason", KEY_TEXT, TRUE },
      { "whole_street", KEY_BOOL } } },
  { "open_road", { { "road", KEY_NAME, TRUE } } },
};

static gboolean
is_text (HtValue *value)
{
  const char *text = ht_value_get_text (value, "");
  return *text != '\0' && g_utf8_strlen (text, -1) <= MAX_TEXT;
}

static gboolean
is_name (HtValue *value)
{
  const char *text = ht_value_get_text (value, "");
  return *text != '\0' && *text != '-' && strlen (text) <= MAX_NAME
         && strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen (text);
}

static gboolean
is_position (HtValue *value)
{
  HtPoint at = { ht_value_get_real (ht_value_get_item (value, 0), NAN),
                 ht_value_get_real (ht_value_get_item (value, 1), NAN) };
  return ht_value_get_kind (value) == HT_VALUE_ARRAY && ht_value_get_length (value) == 2
         && ht_point_is_valid (&at);
}

static gboolean
is_teams (HtValue *value)
{
  for (guint i = 0; i < ht_value_get_length (value); i++)
    if (!is_text (ht_value_get_item (value, i)))
      return FALSE;
  return ht_value_get_kind (value) == HT_VALUE_ARRAY && ht_value_get_length (value) > 0;
}

static gboolean
is_int_between (HtValue *value, gint64 low, gint64 high)
{
  gint64 number = ht_value_get_int (value, low - 1);
  return ht_value_get_kind (value) == HT_VALUE_INT && number >= low && number <= high;
}

/* NULL where @value is what @kind asks for, else what it should be. */
static const char *
find_fault (KeyKind kind, HtValue *value)
{
  HtAssignmentState state;
  HtTeamState status;
  const char *text = ht_value_get_text (value, "");
  switch (kind)
    {
    case KEY_TEXT:
      return is_text (value) ? NULL : _ ("must be a text of 1 to 4000 characters");
    case KEY_NAME:
    case KEY_NEW_NAME:
      return is_name (value) ? NULL : _ ("must be a name of a-z, 0-9 and dashes");
    case KEY_LEVEL:
      return is_int_between (value, 0, 4) ? NULL : _ ("must be a level, 1 to 4, or 0 for not graded");
    case KEY_COUNT:
      return is_int_between (value, 0, 1000000) ? NULL : _ ("must be a whole number from 0");
    case KEY_BOOL:
      return ht_value_get_kind (value) == HT_VALUE_BOOL ? NULL : _ ("must be true or false");
    case KEY_POSITION:
      return is_position (value) ? NULL : _ ("must be [longitude, latitude] in degrees");
    case KEY_TEAMS:
      return is_teams (value) ? NULL : _ ("must be a list of names of teams");
    case KEY_TEAMS_OR_ALL:
      return g_str_equal (text, "all") || is_teams (value)
                 ? NULL
                 : _ ("must be \"all\" or a list of names of teams");
    case KEY_STATE:
      return ht_assignment_state_parse (text, &state) ? NULL : _ ("must be a state of assignments");
    case KEY_STATUS:
      return ht_team_state_parse (text, &status) && ht_team_state_is_status (status)
                 ? NULL
                 : _ ("must be a status of teams");
    }
  return NULL;
}

/* Where we are, and the names brought in so far. */
typedef struct
{
  const char *file;
  guint index;
  double at;
  GHashTable *names; /* "incident/x", "road/y" */
} Check;

static gboolean
refuse (const Check *check, const char *key, const char *what, GError **error)
{
  g_set_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID, _ ("%s:steps[%u].%s: %s; correct it"),
               check->file, check->index, key, what);
  return FALSE;
}

static gboolean
check_name (Check *check, const Key *key, HtValue *value, GError **error)
{
  g_autofree char *full = g_strdup_printf ("%s/%s", key->name, ht_value_get_text (value, ""));
  gboolean known = g_hash_table_contains (check->names, full);
  if (key->kind == KEY_NAME && !known)
    return refuse (check, key->name, _ ("no earlier step brought this name in"), error);
  if (key->kind == KEY_NEW_NAME && known)
    return refuse (check, key->name, _ ("an earlier step has this name already"), error);
  if (key->kind == KEY_NEW_NAME)
    g_hash_table_add (check->names, g_steal_pointer (&full));
  return TRUE;
}

static gboolean
check_keys (Check *check, const StepKind *kind, HtValue *step, GError **error)
{
  for (guint k = 0; k < G_N_ELEMENTS (kind->keys) && kind->keys[k].name != NULL; k++)
    {
      const Key *key = &kind->keys[k];
      HtValue *value = ht_value_get_member (step, key->name);
      if (value == NULL && key->required)
        return refuse (check, key->name, _ ("is missing"), error);
      if (value == NULL)
        continue;
      const char *fault = find_fault (key->kind, value);
      if (fault != NULL)
        return refuse (check, key->name, fault, error);
      gboolean is_name_key = key->kind == KEY_NAME || key->kind == KEY_NEW_NAME;
      if (is_name_key && !check_name (check, key, value, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_unknown (Check *check, const StepKind *kind, HtValue *step, GError **error)
{
  for (guint i = 0; i < ht_value_get_length (step); i++)
    {
      HtValue *value = NULL;
      const char *name = ht_value_get_key (step, i, &value);
      gboolean known = g_str_equal (name, "at") || g_str_equal (name, "do");
      for (guint k = 0; !known && k < G_N_ELEMENTS (kind->keys) && kind->keys[k].name != NULL; k++)
        known = g_str_equal (kind->keys[k].name, name);
      if (!known)
        return refuse (check, name, _ ("is not known here"), error);
    }
  return TRUE;
}

static gboolean
check_step (Check *check, HtValue *step, GError **error)
{
  const char *what = ht_value_member_text (step, "do", "");
  double at = ht_value_member_real (step, "at", NAN);
  if (ht_value_get_kind (step) != HT_VALUE_MAP)
    return refuse (check, "do", _ ("a step must be an object"), error);
  if (!(at >= 0 && at <= MAX_AT_S))
    return refuse (check, "at", _ ("must be seconds from the start, 0 to a year"), error);
  if (at < check->at)
    return refuse (check, "at", _ ("lies before the step above it"), error);
  check->at = at;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].what, what))
      return check_unknown (check, &kinds[i], step, error) && check_keys (check, &kinds[i], step, error);
  return refuse (check, "do", _ ("is none of the known steps"), error);
}

gboolean
ht_scenario_check_steps (const char *file, HtValue *steps, GError **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Check check = { .file = file, .names = names };
  for (guint i = 0; i < ht_value_get_length (steps); i++)
    {
      check.index = i;
      if (!check_step (&check, ht_value_get_item (steps, i), error))
        return FALSE;
    }
  return TRUE;
}
