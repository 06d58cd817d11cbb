/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/roster.h"

#include "base/i18n.h"
#include "model/city-private.h"
#include "model/drafts.h"
#include "model/entity-private.h"
#include "model/error.h"
#include "model/incident.h"
#include "model/layer.h"
#include "store/store.h"

#define MAX_CREW 100
#define MAX_TURNOUT_S 3600

/* One station on its way to the file. */
typedef struct
{
  HtStore *store;
  HtAuthor author;
  char *role, *source;
  HtFeature *feature;
} Placing;

static void
placing_free (gpointer data)
{
  Placing *placing = data;
  g_object_unref (placing->store);
  g_free (placing->role);
  g_free (placing->source);
  ht_feature_unref (placing->feature);
  g_free (placing);
}

static char *
dup_source (const HtUuid *station)
{
  g_autofree char *text = ht_uuid_dup_text (station);
  return g_strconcat (HT_SOURCE_BY_HAND, text, NULL);
}

static HtRecord *
find_layer_record (HtCity *city, HtStation *station)
{
  g_autofree char *source = dup_source (ht_station_get_id (station));
  HtUuid layer = ht_layer_make_id ("station", source);
  HtRecord *record = ht_city_find_record (city, &layer);
  return record != NULL && !record->deleted ? record : NULL;
}

gboolean
ht_roster_is_by_hand (HtCity *city, HtStation *station)
{
  g_return_val_if_fail (HT_IS_CITY (city) && HT_IS_STATION (station), FALSE);
  return find_layer_record (city, station) != NULL;
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID, sentence);
  return FALSE;
}

static gboolean
check_name (const char *name, GError **error)
{
  g_autofree char *bare = g_strstrip (g_strdup (name != NULL ? name : ""));
  return *bare != '\0' || refuse (error, _ ("It needs a name; write one."));
}

static HtFeature *
new_feature (const HtStationDraft *draft)
{
  HtUuid id = ht_uuid_is_nil (&draft->id) ? ht_uuid_random () : draft->id;
  HtValue *attributes = ht_value_new_map ();
  ht_value_set_text (attributes, "kind", draft->kind);
  g_autofree char *name = g_strstrip (g_strdup (draft->name));
  return ht_feature_new ("station", &id, name, attributes,
                         ht_geometry_new_point (draft->at.lon, draft->at.lat));
}

static void
put_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Placing *placing = data;
  GError *error = NULL;
  g_autoptr (GPtrArray) features = g_ptr_array_new ();
  g_ptr_array_add (features, placing->feature);
  HtLayerInfo info = {
    .table = "station", .name = placing->feature->name, .source = placing->source, .licence = "", .read = 1
  };
  if (ht_store_put_layer (placing->store, &placing->author, &info, features, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gboolean
check_station (HtCity *city, const HtStationDraft *draft, GError **error)
{
  HtStation *known = ht_uuid_is_nil (&draft->id) ? NULL : ht_city_find_station (city, &draft->id);
  if (!check_name (draft->name, error))
    return FALSE;
  if (known != NULL && !ht_roster_is_by_hand (city, known))
    return refuse (error, _ ("This station comes from a map file; mend it there and import the file again."));
  return ht_station_kind_has_crews (draft->kind)
         || refuse (error, _ ("Stations of this kind have no teams; choose another kind."));
}

void
ht_roster_put_station_async (HtCity *city, const HtStationDraft *draft, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (HT_IS_CITY (city) && draft != NULL);
  g_autoptr (GTask) task = g_task_new (city, NULL, callback, user_data);
  g_task_set_source_tag (task, ht_roster_put_station_async);
  GError *error = NULL;
  HtAuthor author;
  if (!ht_city_check_writable (city, &error) || !ht_session_may (city->session, HT_RIGHT_IMPORT, &error)
      || !check_station (city, draft, &error) || !ht_city_fill_author (city, FALSE, &author, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  Placing *placing = g_new0 (Placing, 1);
  placing->store = g_object_ref (city->store);
  placing->role = g_strdup (author.role);
  placing->author = author;
  placing->author.role = placing->role;
  placing->feature = new_feature (draft);
  placing->source = dup_source (&placing->feature->id);
  g_task_set_task_data (task, placing, placing_free);
  g_task_run_in_thread (task, put_thread);
}

gboolean
ht_roster_put_station_finish (HtCity *city, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, ht_roster_put_station_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- teams --- */

static HtValue *
new_words (const char *const *words)
{
  HtValue *list = ht_value_new_array ();
  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    ht_value_add (list, ht_value_new_text (words[i]));
  return list;
}

static HtValue *
new_fields (const HtTeamDraft *draft)
{
  HtValue *fields = ht_value_new_map ();
  g_autofree char *name = g_strstrip (g_strdup (draft->name));
  ht_value_set_text (fields, "name", name);
  ht_value_set_text (fields, "kind", draft->kind);
  ht_value_set (fields, "capabilities", new_words (draft->capabilities));
  ht_value_set_int (fields, "crew", draft->crew);
  ht_value_set_uuid (fields, "station", &draft->station);
  ht_value_set_int (fields, "turnout_s", draft->turnout_s);
  ht_value_set_bool (fields, "assumed", FALSE);
  return fields;
}

static gboolean
check_team (HtCity *city, const HtTeamDraft *draft, GError **error)
{
  if (!check_name (draft->name, error))
    return FALSE;
  if (ht_city_find_station (city, &draft->station) == NULL)
    return refuse (error, _ ("A team needs a station it starts from; place the station first."));
  return (draft->crew >= 0 && draft->crew <= MAX_CREW && draft->turnout_s >= 0
          && draft->turnout_s <= MAX_TURNOUT_S)
         || refuse (error, _ ("A crew has 0 to 100 people, a turnout 0 to 3600 seconds."));
}

/* Only what is different is written. */
static void
draft_changes (HtRecord *record, HtValue *fields, GPtrArray *drafts)
{
  for (guint i = 0; i < ht_value_get_length (fields); i++)
    {
      HtValue *value = NULL;
      const char *field = ht_value_get_key (fields, i, &value);
      HtValue *before = ht_record_get (record, field);
      if (before == NULL || !ht_value_equal (before, value))
        ht_drafts_set (drafts, record, field, ht_value_ref (value));
    }
}

void
ht_roster_put_team_async (HtCity *city, const HtTeamDraft *draft, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (HT_IS_CITY (city) && draft != NULL);
  g_autoptr (GTask) task = g_task_new (city, NULL, callback, user_data);
  g_task_set_source_tag (task, ht_roster_put_team_async);
  GError *error = NULL;
  if (!ht_city_check_writable (city, &error) || !ht_session_may (city->session, HT_RIGHT_TEAMS, &error)
      || !check_team (city, draft, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  HtTeam *team = ht_uuid_is_nil (&draft->id) ? NULL : ht_city_find_team (city, &draft->id);
  g_autofree char *label
      = g_strdup_printf (team != NULL ? _ ("%s changed") : _ ("Team %s added"), draft->name);
  HtWrite write = { .drafts = ht_op_new_drafts (), .undo = label };
  HtValue *fields = new_fields (draft);
  if (team != NULL)
    {
      draft_changes (ht_entity_get_record (HT_ENTITY (team)), fields, write.drafts);
      ht_value_unref (fields);
    }
  else
    {
      HtUuid id = ht_uuid_random ();
      ht_value_set_text (fields, "status", ht_team_state_get_name (HT_TEAM_AT_STATION));
      ht_drafts_create (write.drafts, "team", &id, fields);
    }
  if (write.drafts->len == 0)
    {
      g_ptr_array_unref (write.drafts);
      g_task_return_boolean (task, TRUE);
      return;
    }
  ht_city_write (city, &write, g_steal_pointer (&task));
}

gboolean
ht_roster_put_team_finish (HtCity *city, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, ht_roster_put_team_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- removing --- */

static gboolean
check_station_removable (HtCity *city, HtStation *station, GError **error)
{
  GListModel *teams = ht_station_get_teams (station);
  guint n = g_list_model_get_n_items (teams);
  if (find_layer_record (city, station) == NULL)
    return refuse (error, _ ("Only stations placed by hand can be removed; this one comes from a map file."));
  if (n == 0)
    return TRUE;
  g_autoptr (HtTeam) first = g_list_model_get_item (teams, 0);
  g_set_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID,
               ngettext ("%u team starts from %s (%s): give it another station or remove it first.",
                         "%u teams start from %s (%s, …): give them another station or remove them first.",
                         n),
               n, ht_station_get_name (station), ht_team_get_name (first));
  return FALSE;
}

static gboolean
check_team_removable (HtTeam *team, GError **error)
{
  HtIncident *incident = ht_team_get_incident (team);
  if (ht_team_get_assignment (team) == NULL)
    return TRUE;
  g_set_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID, _ ("%s is on an order (%s): release it first."),
               ht_team_get_name (team), incident != NULL ? ht_incident_get_code (incident) : "—");
  return FALSE;
}

/* @task is taken. */
static void
remove_record (HtCity *city, HtRecord *record, const char *name, GTask *task)
{
  g_autofree char *label = g_strdup_printf (_ ("%s removed"), name);
  HtWrite write = { .drafts = ht_op_new_drafts (), .undo = label };
  ht_drafts_delete (write.drafts, record);
  ht_city_write (city, &write, task);
}

void
ht_roster_remove_station_async (HtCity *city, HtStation *station, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail (HT_IS_CITY (city) && HT_IS_STATION (station));
  g_autoptr (GTask) task = g_task_new (city, NULL, callback, user_data);
  g_task_set_source_tag (task, ht_roster_remove_finish);
  GError *error = NULL;
  if (!ht_city_check_writable (city, &error) || !ht_session_may (city->session, HT_RIGHT_IMPORT, &error)
      || !check_station_removable (city, station, &error))
    g_task_return_error (task, error);
  else
    remove_record (city, find_layer_record (city, station), ht_station_get_name (station),
                   g_steal_pointer (&task));
}

void
ht_roster_remove_team_async (HtCity *city, HtTeam *team, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HT_IS_CITY (city) && HT_IS_TEAM (team));
  g_autoptr (GTask) task = g_task_new (city, NULL, callback, user_data);
  g_task_set_source_tag (task, ht_roster_remove_finish);
  GError *error = NULL;
  if (!ht_city_check_writable (city, &error) || !ht_session_may (city->session, HT_RIGHT_TEAMS, &error)
      || !check_team_removable (team, &error))
    g_task_return_error (task, error);
  else
    remove_record (city, ht_entity_get_record (HT_ENTITY (team)), ht_team_get_name (team),
                   g_steal_pointer (&task));
}

gboolean
ht_roster_remove_finish (HtCity *city, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, ht_roster_remove_finish), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
