/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/station.h"

#include "base/i18n.h"
#include "model/entity-private.h"
#include "model/links-private.h"

struct _HtStation
{
  GObject parent_instance;
  HtFeature *feature;
  char *name;
  char id_text[HT_UUID_TEXT_SIZE];
  GListStore *teams;
  gboolean by_hand;
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
  g_free (self->name);
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

static gboolean
has_name (const HtFeature *feature)
{
  return feature->name != NULL && *feature->name != '\0';
}

static const char *
kind_of (const HtFeature *feature)
{
  return ht_value_member_text (feature->attributes, "kind", "ordinary");
}

char *
ht_station_dup_name_of (const HtFeature *feature, GPtrArray *stations)
{
  if (has_name (feature))
    return g_strdup (feature->name);
  guint before = 0, all = 0;
  for (guint i = 0; stations != NULL && i < stations->len; i++)
    {
      const HtFeature *other = stations->pdata[i];
      if (has_name (other) || !g_str_equal (kind_of (other), kind_of (feature)))
        continue;
      all++;
      before += ht_uuid_compare (&other->id, &feature->id) < 0;
    }
  const char *label = ht_words_get_station_kind (kind_of (feature));
  return all > 1 ? g_strdup_printf ("%s %u", label, before + 1) : g_strdup (label);
}

HtStation *
ht_station_new (HtFeature *feature, GPtrArray *stations)
{
  HtStation *self = g_object_new (HT_TYPE_STATION, NULL);
  ht_station_set_feature (self, feature, stations);
  return self;
}

void
ht_station_set_feature (HtStation *self, HtFeature *feature, GPtrArray *stations)
{
  g_return_if_fail (HT_IS_STATION (self));
  g_free (self->name);
  self->name = ht_station_dup_name_of (feature, stations);
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

gboolean
ht_station_is_by_hand (HtStation *self)
{
  g_return_val_if_fail (HT_IS_STATION (self), FALSE);
  return self->by_hand;
}

void
ht_station_set_by_hand (HtStation *self, gboolean by_hand)
{
  self->by_hand = by_hand;
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
  return self->name;
}

const char *
ht_station_get_kind (HtStation *self)
{
  g_return_val_if_fail (HT_IS_STATION (self), NULL);
  return kind_of (self->feature);
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
