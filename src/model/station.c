/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/station.h"

#include "base/i18n.h"
#include "model/entity-private.h"
#include "model/links-private.h"

struct _HtStation
{
  GObject parent_instance;
  HtFeature *feature;
  char id_text[HT_UUID_TEXT_SIZE];
  GListStore *teams;
};

enum
{
  PROP_ID = 1,
  PROP_NAME,
  PROP_KIND,
  PROP_N_TEAMS,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];
G_DEFINE_TYPE (HtStation, ht_station, G_TYPE_OBJECT)

static void
ht_station_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  HtStation *self = HT_STATION (object);
  switch (id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id_text);
      break;
    case PROP_NAME:
      g_value_set_string (value, ht_station_get_name (self));
      break;
    case PROP_KIND:
      g_value_set_string (value, ht_station_get_kind (self));
      break;
    case PROP_N_TEAMS:
      g_value_set_uint (value, g_list_model_get_n_items (G_LIST_MODEL (self->teams)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
ht_station_finalize (GObject *object)
{
  HtStation *self = HT_STATION (object);
  g_clear_pointer (&self->feature, ht_feature_unref);
  g_object_unref (self->teams);
  G_OBJECT_CLASS (ht_station_parent_class)->finalize (object);
}

static void
ht_station_class_init (HtStationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->finalize = ht_station_finalize;
  object_class->get_property = ht_station_get_property;
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, "", HT_PARAM_READ);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", HT_PARAM_READ);
  properties[PROP_KIND] = g_param_spec_string ("kind", NULL, NULL, "", HT_PARAM_READ);
  properties[PROP_N_TEAMS] = g_param_spec_uint ("n-teams", NULL, NULL, 0, G_MAXUINT, 0, HT_PARAM_READ);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
ht_station_init (HtStation *self)
{
  self->teams = g_list_store_new (HT_TYPE_TEAM);
}

HtStation *
ht_station_new (HtFeature *feature)
{
  HtStation *self = g_object_new (HT_TYPE_STATION, NULL);
  ht_station_set_feature (self, feature);
  return self;
}

void
ht_station_set_feature (HtStation *self, HtFeature *feature)
{
  g_return_if_fail (HT_IS_STATION (self));
  ht_feature_ref (feature);
  g_clear_pointer (&self->feature, ht_feature_unref);
  self->feature = feature;
  ht_uuid_write (&feature->id, self->id_text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KIND]);
}

static int
compare_names (gconstpointer a, gconstpointer b, gpointer unused)
{
  int order
      = g_strcmp0 (ht_team_get_name (HT_TEAM ((gpointer) a)), ht_team_get_name (HT_TEAM ((gpointer) b)));
  if (order != 0)
    return order;
  return ht_uuid_compare (ht_entity_get_id (HT_ENTITY ((gpointer) a)),
                          ht_entity_get_id (HT_ENTITY ((gpointer) b)));
}

void
ht_station_add_team (HtStation *self, HtTeam *team)
{
  g_return_if_fail (HT_IS_STATION (self));
  if (g_list_store_find (self->teams, team, NULL))
    return;
  g_list_store_insert_sorted (self->teams, team, compare_names, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_TEAMS]);
}

void
ht_station_remove_team (HtStation *self, HtTeam *team)
{
  g_return_if_fail (HT_IS_STATION (self));
  guint position;
  if (!g_list_store_find (self->teams, team, &position))
    return;
  g_list_store_remove (self->teams, position);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_TEAMS]);
}

const HtUuid *
ht_station_get_id (HtStation *self)
{
  g_return_val_if_fail (HT_IS_STATION (self), NULL);
  return &self->feature->id;
}

const char *
ht_station_get_id_text (HtStation *self)
{
  g_return_val_if_fail (HT_IS_STATION (self), NULL);
  return self->id_text;
}

const char *
ht_station_get_name (HtStation *self)
{
  g_return_val_if_fail (HT_IS_STATION (self), NULL);
  if (self->feature->name != NULL && *self->feature->name != '\0')
    return self->feature->name;
  return ht_words_get_station_kind (ht_station_get_kind (self));
}

const char *
ht_station_get_kind (HtStation *self)
{
  g_return_val_if_fail (HT_IS_STATION (self), NULL);
  return ht_value_member_text (self->feature->attributes, "kind", "ordinary");
}

void
ht_station_get_position (HtStation *self, HtPoint *position)
{
  g_return_if_fail (HT_IS_STATION (self));
  *position = ht_geometry_label_point (self->feature->geometry);
}

gboolean
ht_station_is_planned (HtStation *self)
{
  g_return_val_if_fail (HT_IS_STATION (self), FALSE);
  /* SQL keeps booleans as integers, files as either. */
  HtValue *planned = ht_value_get_member (self->feature->attributes, "planned");
  return ht_value_get_bool (planned, FALSE) || ht_value_get_int (planned, 0) != 0;
}

GListModel *
ht_station_get_teams (HtStation *self)
{
  g_return_val_if_fail (HT_IS_STATION (self), NULL);
  return G_LIST_MODEL (self->teams);
}

gboolean
ht_station_is_staffed (HtStation *self)
{
  g_return_val_if_fail (HT_IS_STATION (self), FALSE);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->teams)); i++)
    {
      g_autoptr (HtTeam) team = g_list_model_get_item (G_LIST_MODEL (self->teams), i);
      if (ht_team_get_state (team) == HT_TEAM_AT_STATION && ht_team_get_crew (team) > 0)
        return TRUE;
    }
  return FALSE;
}
