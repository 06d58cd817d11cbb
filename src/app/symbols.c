/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/symbols.h"

#include "base/i18n.h"
#include "model/incident.h"
#include "model/station.h"
#include "model/team.h"
#include "model/thing.h"

HtSymbolKind
ht_symbols_of_team_state (HtTeamState state)
{
  switch (state)
    {
    case HT_TEAM_STANDBY:
      return HT_SYMBOL_TEAM_STANDBY;
    case HT_TEAM_RETURNING:
      return HT_SYMBOL_TEAM_RETURNING;
    case HT_TEAM_OUT_OF_SERVICE:
      return HT_SYMBOL_TEAM_OUT_OF_SERVICE;
    case HT_TEAM_ASSIGNED:
    case HT_TEAM_ACKNOWLEDGED:
      return HT_SYMBOL_TEAM_ASSIGNED;
    case HT_TEAM_EN_ROUTE:
      return HT_SYMBOL_TEAM_EN_ROUTE;
    case HT_TEAM_ON_SCENE:
      return HT_SYMBOL_TEAM_ON_SCENE;
    case HT_TEAM_AT_STATION:
    default:
      return HT_SYMBOL_TEAM_AT_STATION;
    }
}

static void
describe_team (HtTeam *team, HtSymbol *symbol)
{
  symbol->kind = ht_symbols_of_team_state (ht_team_get_state (team));
  HtPoint at, goal;
  HtIncident *incident = ht_team_get_incident (team);
  if (!ht_team_get_position (team, &at))
    return;
  if (incident != NULL && ht_incident_get_position (incident, &goal))
    symbol->heading_deg = ht_geo_bearing_deg (&at, &goal);
  else if (ht_team_get_state (team) == HT_TEAM_RETURNING && ht_team_get_station (team) != NULL)
    {
      ht_station_get_position (ht_team_get_station (team), &goal);
      symbol->heading_deg = ht_geo_bearing_deg (&at, &goal);
    }
}

gboolean
ht_symbols_describe (GObject *object, HtSymbol *symbol)
{
  *symbol = (HtSymbol){ 0 };
  if (HT_IS_INCIDENT (object))
    {
      symbol->kind = HT_SYMBOL_INCIDENT;
      symbol->level = ht_incident_get_level (HT_INCIDENT (object));
      symbol->unverified = ht_incident_get_status (HT_INCIDENT (object)) == HT_INCIDENT_UNVERIFIED;
    }
  else if (HT_IS_TEAM (object))
    describe_team (HT_TEAM (object), symbol);
  else if (HT_IS_THING (object))
    {
      HtSymbolKind kind = ht_symbol_kind_for_table (ht_thing_get_table (HT_THING (object)), NULL);
      symbol->kind = kind != HT_N_SYMBOLS ? kind : HT_SYMBOL_PLACE;
    }
  else if (HT_IS_STATION (object))
    symbol->kind = ht_symbol_kind_for_table ("station", ht_station_get_kind (HT_STATION (object)));
  else
    return FALSE;
  return TRUE;
}

gboolean
ht_symbols_get_position (GObject *object, HtPoint *at)
{
  if (HT_IS_INCIDENT (object))
    return ht_incident_get_position (HT_INCIDENT (object), at);
  if (HT_IS_TEAM (object))
    return ht_team_get_position (HT_TEAM (object), at);
  if (HT_IS_THING (object))
    {
      ht_thing_get_position (HT_THING (object), at);
      return TRUE;
    }
  if (!HT_IS_STATION (object))
    return FALSE;
  ht_station_get_position (HT_STATION (object), at);
  return TRUE;
}

char *
ht_symbols_dup_name (GObject *object)
{
  if (HT_IS_INCIDENT (object))
    return g_strdup_printf ("%s %s", ht_incident_get_code (HT_INCIDENT (object)),
                            ht_incident_get_title (HT_INCIDENT (object)));
  if (HT_IS_TEAM (object))
    return g_strdup (ht_team_get_name (HT_TEAM (object)));
  if (HT_IS_STATION (object))
    return g_strdup (ht_station_get_name (HT_STATION (object)));
  if (HT_IS_THING (object))
    return g_strdup (ht_thing_get_name (HT_THING (object)));
  return g_strdup ("");
}

char *
ht_symbols_dup_detail (GObject *object)
{
  if (HT_IS_INCIDENT (object))
    return g_strdup_printf ("%s · %s", ht_level_get_label (ht_incident_get_level (HT_INCIDENT (object))),
                            ht_incident_get_address (HT_INCIDENT (object)));
  if (HT_IS_TEAM (object))
    return g_strdup_printf ("%s · %s", ht_team_state_get_label (ht_team_get_state (HT_TEAM (object))),
                            ht_team_get_equipment (HT_TEAM (object)));
  if (HT_IS_THING (object))
    return g_strdup (ht_words_get (&ht_thing_get_feature_kind (HT_THING (object))->one));
  if (HT_IS_STATION (object))
    {
      guint n_teams = g_list_model_get_n_items (ht_station_get_teams (HT_STATION (object)));
      return g_strdup_printf (ngettext ("%u team", "%u teams", n_teams), n_teams);
    }
  return g_strdup ("");
}

const char *
ht_symbols_get_kind (GObject *object)
{
  if (HT_IS_INCIDENT (object))
    return "incident";
  if (HT_IS_TEAM (object))
    return "team";
  if (HT_IS_THING (object))
    return "thing";
  return HT_IS_STATION (object) ? "station" : "";
}

const char *
ht_symbols_get_id (GObject *object)
{
  if (HT_IS_ENTITY (object))
    return ht_entity_get_id_text (HT_ENTITY (object));
  if (HT_IS_THING (object))
    return ht_thing_get_id_text (HT_THING (object));
  return HT_IS_STATION (object) ? ht_station_get_id_text (HT_STATION (object)) : "";
}
