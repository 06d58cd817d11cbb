/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/team.h"

#include "base/i18n.h"
#include "model/clocks.h"
#include "model/entity-private.h"
#include "model/links-private.h"

#define DEFAULT_TURNOUT_S 60

struct _HtTeam
{
  HtEntity parent_instance;
  HtStation *station;       /* weak, see links-private.h */
  GPtrArray *assignments;   /* HtAssignment, all of it ever */
  HtAssignment *assignment; /* the newest active one */
  HtTeamState state;
  gint64 state_since_us;
  GStrv capabilities;
  char *equipment;
};

enum
{
  PROP_NAME = 1,
  PROP_KIND,
  PROP_STATE,
  PROP_STATE_LABEL,
  PROP_STATION_NAME,
  PROP_ASSUMED,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];
G_DEFINE_TYPE (HtTeam, ht_team, HT_TYPE_ENTITY)

static HtRecord *
record_of (HtTeam *self)
{
  return ht_entity_get_record (HT_ENTITY (self));
}

static void
read_capabilities (HtTeam *self)
{
  HtValue *list = ht_record_get (record_of (self), "capabilities");
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_autoptr (GString) line = g_string_new (ht_team_get_kind_label (self));
  for (guint i = 0; i < ht_value_get_length (list); i++)
    {
      const char *word = ht_value_get_text (ht_value_get_item (list, i), NULL);
      if (word == NULL)
        continue;
      g_strv_builder_add (words, word);
      g_string_append_printf (line, " · %s", ht_words_get_capability (word));
    }
  g_strfreev (self->capabilities);
  self->capabilities = g_strv_builder_end (words);
  g_free (self->equipment);
  self->equipment = g_string_free (g_steal_pointer (&line), FALSE);
}

static void
ht_team_record_changed (HtEntity *entity)
{
  HtTeam *self = HT_TEAM (entity);
  read_capabilities (self);
  ht_team_refresh (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ASSUMED]);
}

static void
ht_team_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  HtTeam *self = HT_TEAM (object);
  switch (id)
    {
    case PROP_NAME:
      g_value_set_string (value, ht_team_get_name (self));
      break;
    case PROP_KIND:
      g_value_set_string (value, ht_team_get_kind (self));
      break;
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_STATE_LABEL:
      g_value_set_string (value, ht_team_state_get_label (self->state));
      break;
    case PROP_STATION_NAME:
      g_value_set_string (value, self->station != NULL ? ht_station_get_name (self->station) : "");
      break;
    case PROP_ASSUMED:
      g_value_set_boolean (value, ht_team_is_assumed (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
ht_team_finalize (GObject *object)
{
  HtTeam *self = HT_TEAM (object);
  g_clear_weak_pointer (&self->station);
  g_ptr_array_unref (self->assignments);
  g_strfreev (self->capabilities);
  g_free (self->equipment);
  G_OBJECT_CLASS (ht_team_parent_class)->finalize (object);
}

static void
ht_team_class_init (HtTeamClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->finalize = ht_team_finalize;
  object_class->get_property = ht_team_get_property;
  HT_ENTITY_CLASS (klass)->record_changed = ht_team_record_changed;
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", HT_PARAM_READ);
  properties[PROP_KIND] = g_param_spec_string ("kind", NULL, NULL, "", HT_PARAM_READ);
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, G_MAXINT, 0, HT_PARAM_READ);
  properties[PROP_STATE_LABEL] = g_param_spec_string ("state-label", NULL, NULL, "", HT_PARAM_READ);
  properties[PROP_STATION_NAME] = g_param_spec_string ("station-name", NULL, NULL, "", HT_PARAM_READ);
  properties[PROP_ASSUMED] = g_param_spec_boolean ("assumed", NULL, NULL, FALSE, HT_PARAM_READ);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
ht_team_init (HtTeam *self)
{
  self->assignments = g_ptr_array_new_with_free_func (g_object_unref);
}

static HtTeamState
state_of_assignment (HtAssignment *assignment)
{
  static const HtTeamState states[] = {
    [HT_ASSIGNMENT_ASSIGNED] = HT_TEAM_ASSIGNED,
    [HT_ASSIGNMENT_ACKNOWLEDGED] = HT_TEAM_ACKNOWLEDGED,
    [HT_ASSIGNMENT_EN_ROUTE] = HT_TEAM_EN_ROUTE,
    [HT_ASSIGNMENT_ON_SCENE] = HT_TEAM_ON_SCENE,
  };
  return states[ht_assignment_get_state (assignment)];
}

static HtAssignment *
newest_active (HtTeam *self)
{
  HtAssignment *found = NULL;
  for (guint i = 0; i < self->assignments->len; i++)
    {
      HtAssignment *assignment = self->assignments->pdata[i];
      if (!ht_assignment_is_active (assignment))
        continue;
      if (found == NULL || ht_assignment_get_created_us (assignment) >= ht_assignment_get_created_us (found))
        found = assignment;
    }
  return found;
}

void
ht_team_refresh (HtTeam *self)
{
  g_return_if_fail (HT_IS_TEAM (self));
  HtTeamState before = self->state;
  self->assignment = newest_active (self);
  if (self->assignment != NULL)
    {
      self->state = state_of_assignment (self->assignment);
      self->state_since_us = ht_assignment_get_state_since_us (self->assignment);
    }
  else
    {
      HtTeamState status;
      gboolean known
          = ht_team_state_parse (ht_record_get_text (record_of (self), "status", "at_station"), &status);
      self->state = known && ht_team_state_is_status (status) ? status : HT_TEAM_OUT_OF_SERVICE;
      self->state_since_us = ht_record_get_wall_us (record_of (self), "status");
    }
  if (before != self->state)
    {
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE_LABEL]);
    }
}

void
ht_team_add_assignment (HtTeam *self, HtAssignment *assignment)
{
  g_return_if_fail (HT_IS_TEAM (self));
  if (!g_ptr_array_find (self->assignments, assignment, NULL))
    g_ptr_array_add (self->assignments, g_object_ref (assignment));
  ht_team_refresh (self);
  ht_entity_touch (HT_ENTITY (self));
}

void
ht_team_remove_assignment (HtTeam *self, HtAssignment *assignment)
{
  g_return_if_fail (HT_IS_TEAM (self));
  g_ptr_array_remove (self->assignments, assignment);
  ht_team_refresh (self);
  ht_entity_touch (HT_ENTITY (self));
}

void
ht_team_set_station (HtTeam *self, HtStation *station)
{
  g_return_if_fail (HT_IS_TEAM (self));
  if (self->station == station)
    return;
  g_set_weak_pointer (&self->station, station);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATION_NAME]);
  ht_entity_touch (HT_ENTITY (self));
}

const char *
ht_team_get_name (HtTeam *self)
{
  g_return_val_if_fail (HT_IS_TEAM (self), NULL);
  return ht_record_get_text (record_of (self), "name", "");
}

const char *
ht_team_get_kind (HtTeam *self)
{
  g_return_val_if_fail (HT_IS_TEAM (self), NULL);
  return ht_record_get_text (record_of (self), "kind", "");
}

const char *
ht_team_get_kind_label (HtTeam *self)
{
  return ht_words_get_team_kind (ht_team_get_kind (self));
}

const char *const *
ht_team_get_capabilities (HtTeam *self)
{
  g_return_val_if_fail (HT_IS_TEAM (self), NULL);
  return (const char *const *) self->capabilities;
}

const char *
ht_team_get_equipment (HtTeam *self)
{
  g_return_val_if_fail (HT_IS_TEAM (self), NULL);
  return self->equipment;
}

int
ht_team_get_crew (HtTeam *self)
{
  g_return_val_if_fail (HT_IS_TEAM (self), 0);
  return (int) CLAMP (ht_record_get_int (record_of (self), "crew", 0), 0, G_MAXINT);
}

gint64
ht_team_get_turnout_s (HtTeam *self)
{
  g_return_val_if_fail (HT_IS_TEAM (self), 0);
  return MAX (ht_record_get_int (record_of (self), "turnout_s", DEFAULT_TURNOUT_S), 0);
}

gboolean
ht_team_is_assumed (HtTeam *self)
{
  g_return_val_if_fail (HT_IS_TEAM (self), FALSE);
  return ht_record_get_bool (record_of (self), "assumed", FALSE);
}

const char *
ht_team_get_note (HtTeam *self)
{
  g_return_val_if_fail (HT_IS_TEAM (self), NULL);
  return ht_record_get_text (record_of (self), "note", "");
}

HtTeamState
ht_team_get_state (HtTeam *self)
{
  g_return_val_if_fail (HT_IS_TEAM (self), HT_TEAM_OUT_OF_SERVICE);
  return self->state;
}

gint64
ht_team_get_state_since_us (HtTeam *self)
{
  g_return_val_if_fail (HT_IS_TEAM (self), 0);
  return self->state_since_us;
}

void
ht_team_get_clock (HtTeam *self, gint64 now_us, HtElapsed *elapsed)
{
  g_return_if_fail (HT_IS_TEAM (self));
  static const HtPhase phases[] = {
    [HT_TEAM_AT_STATION] = HT_PHASE_READY,
    [HT_TEAM_STANDBY] = HT_PHASE_STANDING_BY,
    [HT_TEAM_RETURNING] = HT_PHASE_RETURNING,
    [HT_TEAM_OUT_OF_SERVICE] = HT_PHASE_OUT_OF_SERVICE,
  };
  if (self->assignment != NULL)
    ht_assignment_get_clock (self->assignment, now_us, elapsed);
  else
    ht_clocks_fill (phases[self->state], self->state_since_us, now_us, 0, elapsed);
}

gboolean
ht_team_is_free (HtTeam *self)
{
  g_return_val_if_fail (HT_IS_TEAM (self), FALSE);
  return self->assignment == NULL && self->state != HT_TEAM_OUT_OF_SERVICE;
}

HtAssignment *
ht_team_get_assignment (HtTeam *self)
{
  g_return_val_if_fail (HT_IS_TEAM (self), NULL);
  return self->assignment;
}

HtIncident *
ht_team_get_incident (HtTeam *self)
{
  g_return_val_if_fail (HT_IS_TEAM (self), NULL);
  return self->assignment != NULL ? ht_assignment_get_incident (self->assignment) : NULL;
}

HtStation *
ht_team_get_station (HtTeam *self)
{
  g_return_val_if_fail (HT_IS_TEAM (self), NULL);
  return self->station;
}

/* A team that stands at its station, or has not yet moved from it, is there whatever it last reported. */
static gboolean
is_at_station (HtTeam *self)
{
  if (self->station == NULL)
    return FALSE;
  if (self->state == HT_TEAM_AT_STATION)
    return TRUE;
  gboolean waiting = self->state == HT_TEAM_ASSIGNED || self->state == HT_TEAM_ACKNOWLEDGED;
  return waiting && g_str_equal (ht_record_get_text (record_of (self), "status", "at_station"), "at_station");
}

gboolean
ht_team_get_position (HtTeam *self, HtPoint *position)
{
  g_return_val_if_fail (HT_IS_TEAM (self), FALSE);
  if (is_at_station (self))
    {
      ht_station_get_position (self->station, position);
      return TRUE;
    }
  if (ht_record_get_point (record_of (self), "position", position))
    return TRUE;
  /* On scene without a report: it is where it was sent. */
  HtIncident *incident = ht_team_get_incident (self);
  if (self->state == HT_TEAM_ON_SCENE && incident != NULL && ht_incident_get_position (incident, position))
    return TRUE;
  if (self->station == NULL)
    return FALSE;
  ht_station_get_position (self->station, position);
  return TRUE;
}

gint64
ht_team_get_position_us (HtTeam *self)
{
  g_return_val_if_fail (HT_IS_TEAM (self), 0);
  return is_at_station (self) ? 0 : ht_record_get_wall_us (record_of (self), "position");
}
