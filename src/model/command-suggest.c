/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/command-private.h"

#include "base/i18n.h"
#include "base/pinyin.h"
#include "model/assignment.h"
#include "model/city-private.h"
#include "model/closure.h"
#include "model/layer.h"
#include "model/run-cards.h"
#include "model/undo.h"

#define ALL_KEY "Ctrl+Enter"
#define MOST_TEAMS 6

static void
add (GListStore *out, const char *title, const char *detail, const char *action, GVariant *target)
{
  g_autoptr (HtSuggestion) suggestion = ht_suggestion_new (title, detail, action, target);
  g_list_store_append (out, suggestion);
}

static void
add_impossible (GListStore *out, const char *title, const char *why)
{
  g_autoptr (HtSuggestion) suggestion = ht_suggestion_new (title, NULL, "", NULL);
  ht_suggestion_set_impossible (suggestion, why);
  g_list_store_append (out, suggestion);
}

/* The incident meant: by code, else the selected one. */
static HtIncident *
incident_meant (const HtCommandContext *context, const char *code)
{
  if (code == NULL || *code == '\0')
    return context->incident;
  GListModel *all = ht_city_get_incidents (context->city);
  HtIncident *found = NULL;
  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (HtIncident) incident = g_list_model_get_item (all, i);
      const char *own = ht_incident_get_code (incident);
      /* "398" means 0398: the end of a code is enough where it is unique enough, later ones first. */
      if (g_ascii_strcasecmp (own, code) == 0)
        return incident;
      if (g_str_has_suffix (own, code))
        found = incident;
    }
  return found;
}

static gboolean
is_all (const char *object)
{
  static const char *const names[] = { "", "全部", "全部建议", "all", "quanbu", "qb", "advised", NULL };
  g_autofree char *folded = ht_pinyin_fold (object);
  return g_strv_contains (names, folded);
}

static void
add_assign_all (const HtCommandContext *context, HtIncident *incident, GListStore *out)
{
  g_autofree char *title
      = g_strdup_printf (_ ("Send all advised teams → %s"), ht_incident_get_code (incident));
  g_autoptr (HtSuggestion) all
      = ht_suggestion_new (title, _ ("by the run card"), "win.assign-advised",
                           g_variant_new_string (ht_entity_get_id_text (HT_ENTITY (incident))));
  ht_suggestion_set_key (all, ALL_KEY);
  g_list_store_append (out, all);
}

static void
add_assign (HtTeam *team, HtIncident *incident, GListStore *out)
{
  g_autofree char *title
      = g_strdup_printf (_ ("Send %s → %s"), ht_team_get_name (team), ht_incident_get_code (incident));
  g_autofree char *detail = g_strdup_printf ("%s · %s%s", ht_team_get_equipment (team),
                                             ht_team_state_get_label (ht_team_get_state (team)),
                                             ht_team_is_free (team) ? "" : _ (" · needs a reason"));
  add (out, title, detail, "win.assign",
       g_variant_new ("(sss)", ht_entity_get_id_text (HT_ENTITY (incident)),
                      ht_entity_get_id_text (HT_ENTITY (team)), ""));
}

/* Teams among the answers; the selected one where nothing was typed. */
static GPtrArray *
teams_meant (const HtCommandContext *context, const HtPhrase *phrase, GListModel *found)
{
  GPtrArray *teams = g_ptr_array_new ();
  if (*phrase->object == '\0' && context->team != NULL)
    g_ptr_array_add (teams, context->team);
  for (guint i = 0; i < g_list_model_get_n_items (found) && teams->len < MOST_TEAMS; i++)
    {
      g_autoptr (HtFound) item = g_list_model_get_item (found, i);
      GObject *object = ht_city_find (context->city, ht_found_get_id_text (item));
      if (HT_IS_TEAM (object) && !g_ptr_array_find (teams, object, NULL))
        g_ptr_array_add (teams, object);
      /* A station stands for its teams. */
      GListModel *of_station = HT_IS_STATION (object) ? ht_station_get_teams (HT_STATION (object)) : NULL;
      for (guint k = 0; of_station != NULL && k < g_list_model_get_n_items (of_station); k++)
        {
          g_autoptr (HtTeam) team = g_list_model_get_item (of_station, k);
          if (teams->len < MOST_TEAMS && !g_ptr_array_find (teams, team, NULL))
            g_ptr_array_add (teams, team);
        }
    }
  return teams;
}

static void
append_assign (const HtCommandContext *context, const HtPhrase *phrase, GListModel *found, GListStore *out)
{
  HtIncident *incident = incident_meant (context, phrase->code);
  if (incident == NULL)
    {
      add_impossible (out, _ ("Send teams"), _ ("select an incident or name its code after →"));
      return;
    }
  if (!is_all (phrase->object))
    {
      g_autoptr (GPtrArray) teams = teams_meant (context, phrase, found);
      for (guint i = 0; i < teams->len; i++)
        add_assign (teams->pdata[i], incident, out);
    }
  add_assign_all (context, incident, out);
}

static void
append_state (const HtCommandContext *context, const HtPhrase *phrase, GListModel *found, GListStore *out)
{
  HtAssignmentState state = HT_ASSIGNMENT_ASSIGNED;
  ht_assignment_state_parse (phrase->word, &state);
  const char *label = ht_assignment_state_get_label (state);
  g_autoptr (GPtrArray) teams = teams_meant (context, phrase, found);
  if (teams->len == 0)
    add_impossible (out, label, _ ("name a team or select one"));
  for (guint i = 0; i < teams->len; i++)
    {
      HtAssignment *assignment = ht_team_get_assignment (teams->pdata[i]);
      HtIncident *incident = ht_team_get_incident (teams->pdata[i]);
      g_autofree char *title = g_strdup_printf (_ ("%s: %s"), ht_team_get_name (teams->pdata[i]), label);
      if (assignment == NULL)
        add_impossible (out, title, _ ("it is not assigned to any incident"));
      else
        add (out, title, incident != NULL ? ht_incident_get_code (incident) : "", "win.set-assignment-state",
             g_variant_new ("(ss)", ht_entity_get_id_text (HT_ENTITY (assignment)), phrase->word));
    }
}

static void
append_status (const HtCommandContext *context, const HtPhrase *phrase, GListModel *found, GListStore *out)
{
  HtTeamState status = HT_TEAM_AT_STATION;
  ht_team_state_parse (phrase->word, &status);
  const char *label = ht_team_state_get_label (status);
  g_autoptr (GPtrArray) teams = teams_meant (context, phrase, found);
  if (teams->len == 0)
    add_impossible (out, label, _ ("name a team or select one"));
  for (guint i = 0; i < teams->len; i++)
    {
      g_autofree char *title = g_strdup_printf (_ ("%s: %s"), ht_team_get_name (teams->pdata[i]), label);
      if (ht_team_get_assignment (teams->pdata[i]) != NULL)
        add_impossible (out, title, _ ("it is at work; release it first"));
      else
        add (out, title, ht_team_state_get_label (ht_team_get_state (teams->pdata[i])), "win.set-team-status",
             g_variant_new ("(ss)", ht_entity_get_id_text (HT_ENTITY (teams->pdata[i])), phrase->word));
    }
}

static void
append_level (const HtCommandContext *context, const HtPhrase *phrase, GListModel *found, GListStore *out)
{
  g_auto (GStrv) parts = g_strsplit_set (phrase->object, " ", 2);
  int typed = parts[0] != NULL ? ht_phrase_parse_level (parts[0]) : 0;
  HtIncident *incident = incident_meant (context, parts[0] != NULL && parts[1] != NULL ? parts[1] : NULL);
  if (incident == NULL)
    {
      add_impossible (out, _ ("Grade an incident"), _ ("select an incident or name its code"));
      return;
    }
  for (int level = 1; level <= 4; level++)
    {
      if (typed != 0 && typed != level)
        continue;
      g_autofree char *title
          = g_strdup_printf (_ ("Grade %s: %s"), ht_incident_get_code (incident), ht_level_get_label (level));
      add (out, title, ht_incident_get_title (incident), "win.set-level",
           g_variant_new ("(si)", ht_entity_get_id_text (HT_ENTITY (incident)), level));
    }
}

static void
append_incident_verb (const HtCommandContext *context, const HtPhrase *phrase, GListStore *out)
{
  HtIncident *incident = incident_meant (context, phrase->object);
  gboolean closes = phrase->what == HT_DO_CLOSE;
  if (incident == NULL)
    {
      add_impossible (out, closes ? _ ("Close an incident") : _ ("Open an incident again"),
                      _ ("select an incident or name its code"));
      return;
    }
  g_autofree char *title
      = g_strdup_printf (closes ? _ ("Close %s…") : _ ("Open %s again…"), ht_incident_get_code (incident));
  gboolean is_closed = ht_incident_get_status (incident) == HT_INCIDENT_CLOSED;
  if (is_closed == closes)
    add_impossible (out, title, closes ? _ ("it is closed already") : _ ("it is open already"));
  else
    add (out, title, ht_incident_get_title (incident), closes ? "win.close-incident" : "win.reopen-incident",
         g_variant_new_string (ht_entity_get_id_text (HT_ENTITY (incident))));
}

/* --- places --- */

static const char *
kind_name (HtFoundKind kind)
{
  static const char *const names[] = {
    [HT_FOUND_INCIDENT] = "incident",
    [HT_FOUND_TEAM] = "team",
    [HT_FOUND_STATION] = "station",
    [HT_FOUND_ADDRESS] = NULL,
  };
  return names[kind];
}

static void
append_go (const HtCommandContext *context, const HtPhrase *phrase, GListModel *found, GListStore *out)
{
  for (guint i = 0; i < g_list_model_get_n_items (found); i++)
    {
      g_autoptr (HtFound) item = g_list_model_get_item (found, i);
      HtPoint at;
      ht_found_get_position (item, &at);
      const char *title = ht_found_get_title (item);
      if (ht_found_get_id_text (item) != NULL)
        add (out, title, ht_found_get_detail (item), "win.select",
             g_variant_new ("(ss)", kind_name (ht_found_get_kind (item)), ht_found_get_id_text (item)));
      else
        {
          g_autofree char *go = g_strdup_printf (_ ("Go to %s"), title);
          HtUuid thing;
          const char *table = ht_found_get_thing (item, &thing);
          g_autofree char *id = ht_uuid_dup_text (&thing);
          if (table != NULL)
            add (out, go, ht_found_get_detail (item), "win.go-to-thing",
                 g_variant_new ("(ddss)", at.lon, at.lat, table, id));
          else
            add (out, go, ht_found_get_detail (item), "win.go-to",
                 g_variant_new ("(dds)", at.lon, at.lat, title));
        }
      GObject *object = ht_city_find (context->city, ht_found_get_id_text (item));
      if (i == 0 && HT_IS_TEAM (object) && context->incident != NULL)
        add_assign (HT_TEAM (object), context->incident, out);
      if (i == 0 && ht_found_get_id_text (item) == NULL)
        {
          g_autofree char *here = g_strdup_printf (_ ("New incident at %s"), title);
          add (out, here, ht_found_get_detail (item), "win.new-incident",
               g_variant_new ("(sdds)", "", at.lon, at.lat, title));
        }
    }
}

static gboolean
matches_type (HtIncidentType *type, const char *folded)
{
  const char *names[] = { ht_incident_type_get_label_in (type, "zh_CN"),
                          ht_incident_type_get_label_in (type, "en"), ht_incident_type_get_name (type) };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (HtPinyin) key = ht_pinyin_new (names[i]);
      if (ht_pinyin_match (key, folded) > 0)
        return TRUE;
    }
  return FALSE;
}

static void
append_new (const HtCommandContext *context, const HtPhrase *phrase, GListModel *found, GListStore *out)
{
  GListModel *types = ht_run_cards_get_types (context->city->run_cards);
  g_autofree char *folded = ht_pinyin_fold (phrase->object);
  for (guint i = 0; *folded != '\0' && context->has_centre && i < g_list_model_get_n_items (types); i++)
    {
      g_autoptr (HtIncidentType) type = g_list_model_get_item (types, i);
      if (!matches_type (type, folded))
        continue;
      g_autofree char *title = g_strdup_printf (_ ("New incident: %s"), ht_incident_type_get_label (type));
      add (out, title, _ ("at the middle of the map"), "win.new-incident",
           g_variant_new ("(sdds)", ht_incident_type_get_name (type), context->centre.lon,
                          context->centre.lat, ""));
    }
  for (guint i = 0; i < g_list_model_get_n_items (found) && i < MOST_TEAMS; i++)
    {
      g_autoptr (HtFound) item = g_list_model_get_item (found, i);
      HtPoint at;
      ht_found_get_position (item, &at);
      g_autofree char *title = g_strdup_printf (_ ("New incident at %s"), ht_found_get_title (item));
      add (out, title, ht_found_get_detail (item), "win.new-incident",
           g_variant_new ("(sdds)", "", at.lon, at.lat, ht_found_get_title (item)));
    }
  if (*folded == '\0' && context->has_centre)
    add (out, _ ("New incident"), _ ("at the middle of the map"), "win.new-incident",
         g_variant_new ("(sdds)", "", context->centre.lon, context->centre.lat, ""));
}

static void
append_note (const HtCommandContext *context, const HtPhrase *phrase, GListStore *out)
{
  const char *code = context->incident != NULL ? ht_incident_get_code (context->incident) : _ ("shift log");
  const char *id = context->incident != NULL ? ht_entity_get_id_text (HT_ENTITY (context->incident)) : "";
  g_autofree char *title = g_strdup_printf (_ ("Note for %s"), code);
  if (*phrase->object == '\0')
    add_impossible (out, title, _ ("write the note after the word"));
  else
    add (out, title, phrase->object, "win.note", g_variant_new ("(ss)", id, phrase->object));
}

/* --- roads, layers, desk --- */

static void
append_roads (const HtCommandContext *context, const HtPhrase *phrase, GListStore *out)
{
  if (phrase->what == HT_DO_CLOSE_ROAD)
    {
      if (context->has_centre)
        add (out, _ ("Close the road…"), _ ("at the middle of the map"), "win.close-road",
             g_variant_new ("(dd)", context->centre.lon, context->centre.lat));
      else
        add_impossible (out, _ ("Close the road…"), _ ("there is no map yet"));
      return;
    }
  GListModel *closures = ht_city_get_closures (context->city);
  guint before = g_list_model_get_n_items (G_LIST_MODEL (out));
  for (guint i = 0; i < g_list_model_get_n_items (closures); i++)
    {
      g_autoptr (HtClosure) closure = g_list_model_get_item (closures, i);
      if (!ht_closure_is_closed (closure))
        continue;
      const char *street = ht_closure_get_street (closure);
      g_autofree char *title = g_strdup_printf (_ ("Open %s"), *street != '\0' ? street : _ ("unnamed road"));
      add (out, title, ht_closure_get_reason (closure), "win.open-road",
           g_variant_new_string (ht_entity_get_id_text (HT_ENTITY (closure))));
    }
  if (g_list_model_get_n_items (G_LIST_MODEL (out)) == before)
    add_impossible (out, _ ("Open a road"), _ ("no road is closed"));
}

static gboolean
matches_name (const char *name, const char *typed)
{
  g_autofree char *folded = ht_pinyin_fold (typed);
  g_autoptr (HtPinyin) key = ht_pinyin_new (name);
  return *folded == '\0' || ht_pinyin_match (key, folded) > 0;
}

static void
append_layers (const HtCommandContext *context, const HtPhrase *phrase, GListStore *out)
{
  GListModel *layers = ht_city_get_layers (context->city);
  for (guint i = 0; i < g_list_model_get_n_items (layers); i++)
    {
      g_autoptr (HtLayer) layer = g_list_model_get_item (layers, i);
      if (!matches_name (ht_layer_get_name (layer), phrase->object)
          && !matches_name (ht_layer_get_chinese_name (layer), phrase->object)
          && !matches_name (ht_layer_get_table (layer), phrase->object))
        continue;
      g_autofree char *title = g_strdup_printf (ht_layer_get_visible (layer) ? _ ("Hide %s") : _ ("Show %s"),
                                                ht_layer_get_name (layer));
      add (out, title, ht_layer_get_source (layer), "win.toggle-layer",
           g_variant_new_string (ht_entity_get_id_text (HT_ENTITY (layer))));
    }
}

static void
append_people (const HtCommandContext *context, const HtPhrase *phrase, GListStore *out)
{
  GListModel *people = ht_city_get_people (context->city);
  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (HtPerson) person = g_list_model_get_item (people, i);
      if (!ht_session_can_sign_in (context->city->session, person)
          || !matches_name (ht_person_get_name (person), phrase->object))
        continue;
      g_autofree char *title = g_strdup_printf (_ ("Sign in as %s…"), ht_person_get_name (person));
      add (out, title, ht_person_get_role_label (person), "win.sign-in",
           g_variant_new_string (ht_entity_get_id_text (HT_ENTITY (person))));
    }
}

static void
append_choices (const HtPhrase *phrase, const char *const choices[][3], const char *action, GListStore *out)
{
  for (guint i = 0; choices[i][0] != NULL; i++)
    if (matches_name (_ (choices[i][1]), phrase->object) || matches_name (choices[i][0], phrase->object)
        || matches_name (choices[i][2], phrase->object))
      add (out, _ (choices[i][1]), NULL, action, g_variant_new_string (choices[i][0]));
}

static void
append_print (const HtCommandContext *context, const HtPhrase *phrase, GListStore *out)
{
  const char *code
      = context->incident != NULL ? ht_incident_get_code (context->incident) : _ ("everything open");
  const char *id = context->incident != NULL ? ht_entity_get_id_text (HT_ENTITY (context->incident)) : "";
  if (matches_name ("map", phrase->object) || matches_name ("地图", phrase->object))
    add (out, _ ("Print the map…"), NULL, "win.print-map", NULL);
  if (matches_name ("report", phrase->object) || matches_name ("快报", phrase->object))
    add (out, _ ("Print the situation report…"), code, "win.print-report", g_variant_new_string (id));
}

static void
append_desk (const HtCommandContext *context, const HtPhrase *phrase, GListStore *out)
{
  static const char *const languages[][3] = { { "zh_CN", N_ ("Language: Chinese"), "中文" },
                                              { "en", N_ ("Language: English"), "English" },
                                              { NULL } };
  static const char *const themes[][3] = { { "dark", N_ ("Theme: dark"), "深色" },
                                           { "light", N_ ("Theme: light"), "浅色" },
                                           { "system", N_ ("Theme: as the system"), "系统" },
                                           { NULL } };
  HtUndo *undo = context->city->undo;
  switch (phrase->what)
    {
    case HT_DO_COVERAGE:
      add (out, _ ("Five-minute coverage on or off"), NULL, "win.toggle-coverage", NULL);
      break;
    case HT_DO_UNDO:
      if (ht_undo_can_undo (undo))
        add (out, _ ("Undo"), ht_undo_get_label (undo), "win.undo", NULL);
      else
        add_impossible (out, _ ("Undo"), _ ("there is nothing of yours to take back"));
      break;
    case HT_DO_REDO:
      if (ht_undo_can_redo (undo))
        add (out, _ ("Redo"), ht_undo_get_redo_label (undo), "win.redo", NULL);
      else
        add_impossible (out, _ ("Redo"), _ ("there is nothing to do again"));
      break;
    case HT_DO_REMOVE:
      add (out, _ ("Remove what is selected"), _ ("a team, or a station placed by hand"), "win.remove", NULL);
      break;
    case HT_DO_SIGN_OUT:
      add (out, _ ("Sign out"), NULL, "win.sign-out", NULL);
      break;
    case HT_DO_LOCK:
      add (out, _ ("Lock the desk"), NULL, "win.lock", NULL);
      break;
    case HT_DO_IMPORT:
      add (out, _ ("Import a map file…"), NULL, "win.import", NULL);
      break;
    case HT_DO_NEW_STATION:
      add (out, _ ("New station at the middle of the map…"), NULL, "win.new-station", NULL);
      break;
    case HT_DO_NEW_TEAM:
      add (out, _ ("New team…"), NULL, "win.new-team", g_variant_new_string (""));
      break;
    case HT_DO_LANGUAGE:
      append_choices (phrase, languages, "app.language", out);
      break;
    case HT_DO_THEME:
      append_choices (phrase, themes, "app.theme", out);
      break;
    default:
      break;
    }
}

void
ht_command_append (const HtCommandContext *context, const HtPhrase *phrase, GListModel *found,
                   GListStore *out)
{
  switch (phrase->what)
    {
    case HT_DO_GO:
    case HT_DO_GO_TO:
      append_go (context, phrase, found, out);
      break;
    case HT_DO_NEW:
      append_new (context, phrase, found, out);
      break;
    case HT_DO_ASSIGN:
      append_assign (context, phrase, found, out);
      break;
    case HT_DO_STATE:
      append_state (context, phrase, found, out);
      break;
    case HT_DO_STATUS:
      append_status (context, phrase, found, out);
      break;
    case HT_DO_LEVEL:
      append_level (context, phrase, found, out);
      break;
    case HT_DO_CLOSE:
    case HT_DO_REOPEN:
      append_incident_verb (context, phrase, out);
      break;
    case HT_DO_NOTE:
      append_note (context, phrase, out);
      break;
    case HT_DO_CLOSE_ROAD:
    case HT_DO_OPEN_ROAD:
      append_roads (context, phrase, out);
      break;
    case HT_DO_LAYER:
      append_layers (context, phrase, out);
      break;
    case HT_DO_PRINT:
      append_print (context, phrase, out);
      break;
    case HT_DO_SIGN_IN:
      append_people (context, phrase, out);
      break;
    default:
      append_desk (context, phrase, out);
    }
}
