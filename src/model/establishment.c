/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/establishment.h"

#include "base/i18n.h"
#include "base/json.h"
#include "base/paths.h"
#include "model/error.h"
#include "model/links-private.h"
#include "model/types.h"
#include "plan/capability.h"
#include "store/op.h"
#include "store/record.h"

#define STAND_IN "ordinary"
#define MAX_CREW 100
#define MAX_TURNOUT_S 86400

struct _HtEstablishment
{
  HtValue *stations; /* map: station kind → array of teams, checked */
};

void
ht_establishment_free (HtEstablishment *establishment)
{
  ht_value_unref (establishment->stations);
  g_free (establishment);
}

static gboolean
check_capabilities (HtValue *list)
{
  HtCapability capability;
  for (guint i = 0; i < ht_value_get_length (list); i++)
    if (!ht_capability_parse (ht_value_get_text (ht_value_get_item (list, i), ""), &capability))
      return FALSE;
  return ht_value_get_kind (list) == HT_VALUE_ARRAY && ht_value_get_length (list) > 0;
}

static const char *
find_fault (HtValue *team)
{
  static const char *const kinds[]
      = { "engine", "ladder", "rescue", "medical", "chemical", "foam", "boat", "logistics", NULL };
  HtValue *name = ht_value_get_member (team, "name");
  gint64 crew = ht_value_member_int (team, "crew", -1),
         turnout_s = ht_value_member_int (team, "turnout_s", -1);
  if (*ht_value_member_text (name, "en", "") == '\0' || *ht_value_member_text (name, "zh_CN", "") == '\0')
    return _ ("name needs “en” and “zh_CN”");
  if (!g_strv_contains (kinds, ht_value_member_text (team, "kind", "")))
    return _ ("kind is not a known kind of team");
  if (!check_capabilities (ht_value_get_member (team, "capabilities")))
    return _ ("capabilities must be a list of known ones");
  if (crew < 0 || crew > MAX_CREW)
    return _ ("crew must be 0 to 100");
  return turnout_s < 0 || turnout_s > MAX_TURNOUT_S ? _ ("turnout_s must be 0 to 86400") : NULL;
}

static gboolean
check_stations (const char *path, HtValue *stations, GError **error)
{
  if (ht_value_get_length (ht_value_get_member (stations, STAND_IN)) == 0)
    {
      g_set_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID,
                   _ ("%s:stations.%s: is missing; list the teams of an ordinary station"), path, STAND_IN);
      return FALSE;
    }
  for (guint i = 0; i < ht_value_get_length (stations); i++)
    {
      HtValue *teams = NULL;
      const char *kind = ht_value_get_key (stations, i, &teams);
      for (guint k = 0; k < ht_value_get_length (teams); k++)
        {
          const char *fault = find_fault (ht_value_get_item (teams, k));
          if (fault == NULL)
            continue;
          g_set_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID,
                       _ ("%s:stations.%s[%u]: %s; correct it"), path, kind, k, fault);
          return FALSE;
        }
    }
  return TRUE;
}

HtEstablishment *
ht_establishment_load (const char *path, GError **error)
{
  g_autofree char *found = path != NULL ? g_strdup (path) : ht_paths_dup_data ("establishment.json");
  g_autoptr (HtValue) root = ht_json_load_file (found, error);
  if (root == NULL)
    return NULL;
  HtValue *stations = ht_value_get_member (root, "stations");
  if (!check_stations (found, stations, error))
    return NULL;
  HtEstablishment *establishment = g_new0 (HtEstablishment, 1);
  establishment->stations = ht_value_ref (stations);
  return establishment;
}

static HtOpDraft *
draft_team (const HtFeature *station, const char *station_name, HtValue *team, guint index)
{
  g_autofree char *key = g_strdup_printf ("assumed team %u", index);
  HtUuid id = ht_uuid_from_name (&station->id, key);
  g_autofree char *name = g_strdup_printf ("%s %s", station_name,
                                           ht_value_member_text (ht_value_get_member (team, "name"),
                                                                 ht_i18n_get_language (), ""));
  HtValue *fields = ht_value_new_map ();
  ht_value_set_text (fields, "name", name);
  ht_value_set_text (fields, "kind", ht_value_member_text (team, "kind", ""));
  ht_value_set (fields, "capabilities", ht_value_ref (ht_value_get_member (team, "capabilities")));
  ht_value_set_int (fields, "crew", ht_value_member_int (team, "crew", 0));
  ht_value_set_int (fields, "turnout_s", ht_value_member_int (team, "turnout_s", 0));
  ht_value_set_uuid (fields, "station", &station->id);
  ht_value_set_text (fields, "status", "at_station");
  ht_value_set_bool (fields, "assumed", TRUE);
  return ht_op_draft_create ("team", &id, fields);
}

HtValue *
ht_establishment_get_usual (HtEstablishment *establishment, const char *kind)
{
  for (guint i = 0; i < ht_value_get_length (establishment->stations); i++)
    {
      HtValue *teams = NULL;
      ht_value_get_key (establishment->stations, i, &teams);
      for (guint k = 0; k < ht_value_get_length (teams); k++)
        {
          HtValue *team = ht_value_get_item (teams, k);
          if (g_str_equal (ht_value_member_text (team, "kind", ""), kind))
            return ht_value_get_member (team, "capabilities");
        }
    }
  return NULL;
}

static gboolean
is_planned (const HtFeature *station)
{
  HtValue *planned = ht_value_get_member (station->attributes, "planned");
  return ht_value_get_bool (planned, FALSE) || ht_value_get_int (planned, 0) != 0;
}

guint
ht_establishment_draft_teams (HtEstablishment *establishment, GPtrArray *stations, GPtrArray *teams,
                              GPtrArray *drafts)
{
  g_autoptr (GHashTable) manned = g_hash_table_new_full (ht_uuid_hash, ht_uuid_equal, g_free, NULL);
  guint n = 0;
  /* Teams that somebody removed count too: an import must not bring them back. */
  for (guint i = 0; i < teams->len; i++)
    {
      HtUuid station;
      if (ht_record_get_uuid (teams->pdata[i], "station", &station))
        g_hash_table_add (manned, ht_uuid_copy (&station));
    }
  for (guint i = 0; i < stations->len; i++)
    {
      const HtFeature *station = stations->pdata[i];
      const char *kind = ht_value_member_text (station->attributes, "kind", STAND_IN);
      if (is_planned (station) || !ht_station_kind_has_crews (kind)
          || g_hash_table_contains (manned, &station->id))
        continue;
      HtValue *list = ht_value_get_member (establishment->stations, kind);
      if (list == NULL)
        list = ht_value_get_member (establishment->stations, STAND_IN);
      g_autofree char *name = ht_station_dup_name_of (station, stations);
      for (guint k = 0; k < ht_value_get_length (list); k++, n++)
        g_ptr_array_add (drafts, draft_team (station, name, ht_value_get_item (list, k), k));
    }
  return n;
}
