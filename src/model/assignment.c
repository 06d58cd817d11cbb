/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/assignment.h"

#include "model/clocks.h"
#include "model/entity-private.h"
#include "model/links-private.h"

struct _HtAssignment
{
  HtEntity parent_instance;
  HtIncident *incident; /* weak, see links-private.h */
  HtTeam *team;
  HtAssignmentState state;
};

enum
{
  PROP_STATE = 1,
  PROP_STATE_LABEL,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];
G_DEFINE_TYPE (HtAssignment, ht_assignment, HT_TYPE_ENTITY)

static void
ht_assignment_record_changed (HtEntity *entity)
{
  HtAssignment *self = HT_ASSIGNMENT (entity);
  const char *name = ht_record_get_text (ht_entity_get_record (entity), "state", "assigned");
  HtAssignmentState state;
  /* A state from a newer version counts as assigned: a team must never look free by mistake. */
  if (!ht_assignment_state_parse (name, &state))
    state = HT_ASSIGNMENT_ASSIGNED;
  if (state == self->state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE_LABEL]);
}

static void
ht_assignment_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  HtAssignment *self = HT_ASSIGNMENT (object);
  if (id == PROP_STATE)
    g_value_set_int (value, self->state);
  else
    g_value_set_string (value, ht_assignment_state_get_label (self->state));
}

static void
ht_assignment_dispose (GObject *object)
{
  HtAssignment *self = HT_ASSIGNMENT (object);
  g_clear_weak_pointer (&self->incident);
  g_clear_weak_pointer (&self->team);
  G_OBJECT_CLASS (ht_assignment_parent_class)->dispose (object);
}

static void
ht_assignment_class_init (HtAssignmentClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ht_assignment_dispose;
  G_OBJECT_CLASS (klass)->get_property = ht_assignment_get_property;
  HT_ENTITY_CLASS (klass)->record_changed = ht_assignment_record_changed;
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, G_MAXINT, 0, HT_PARAM_READ);
  properties[PROP_STATE_LABEL] = g_param_spec_string ("state-label", NULL, NULL, "", HT_PARAM_READ);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);
}

static void
ht_assignment_init (HtAssignment *self)
{
}

static HtRecord *
record_of (HtAssignment *self)
{
  return ht_entity_get_record (HT_ENTITY (self));
}

void
ht_assignment_set_links (HtAssignment *self, HtIncident *incident, HtTeam *team)
{
  g_return_if_fail (HT_IS_ASSIGNMENT (self));
  g_set_weak_pointer (&self->incident, incident);
  g_set_weak_pointer (&self->team, team);
}

HtIncident *
ht_assignment_get_incident (HtAssignment *self)
{
  g_return_val_if_fail (HT_IS_ASSIGNMENT (self), NULL);
  return self->incident;
}

HtTeam *
ht_assignment_get_team (HtAssignment *self)
{
  g_return_val_if_fail (HT_IS_ASSIGNMENT (self), NULL);
  return self->team;
}

HtAssignmentState
ht_assignment_get_state (HtAssignment *self)
{
  g_return_val_if_fail (HT_IS_ASSIGNMENT (self), HT_ASSIGNMENT_CANCELLED);
  return self->state;
}

gboolean
ht_assignment_is_active (HtAssignment *self)
{
  g_return_val_if_fail (HT_IS_ASSIGNMENT (self), FALSE);
  return !record_of (self)->deleted && ht_assignment_state_is_active (self->state);
}

gint64
ht_assignment_get_created_us (HtAssignment *self)
{
  g_return_val_if_fail (HT_IS_ASSIGNMENT (self), 0);
  /* The team of an assignment is set once, by its creation. */
  return ht_record_get_wall_us (record_of (self), "team");
}

gint64
ht_assignment_get_state_since_us (HtAssignment *self)
{
  g_return_val_if_fail (HT_IS_ASSIGNMENT (self), 0);
  return ht_record_get_wall_us (record_of (self), "state");
}

gint64
ht_assignment_get_expected_s (HtAssignment *self)
{
  g_return_val_if_fail (HT_IS_ASSIGNMENT (self), -1);
  return ht_record_get_int (record_of (self), "expected_s", -1);
}

gboolean
ht_assignment_is_advised (HtAssignment *self)
{
  g_return_val_if_fail (HT_IS_ASSIGNMENT (self), FALSE);
  return ht_record_get_bool (record_of (self), "advised", FALSE);
}

const char *
ht_assignment_get_reason (HtAssignment *self)
{
  g_return_val_if_fail (HT_IS_ASSIGNMENT (self), NULL);
  return ht_record_get_text (record_of (self), "reason", NULL);
}

void
ht_assignment_get_clock (HtAssignment *self, gint64 now_us, HtElapsed *elapsed)
{
  g_return_if_fail (HT_IS_ASSIGNMENT (self));
  gint64 since = ht_assignment_get_state_since_us (self);
  switch (self->state)
    {
    case HT_ASSIGNMENT_ASSIGNED:
      ht_clocks_fill (HT_PHASE_ACKNOWLEDGING, since, now_us, 0, elapsed);
      break;
    case HT_ASSIGNMENT_ACKNOWLEDGED:
      ht_clocks_fill (HT_PHASE_TURNING_OUT, since, now_us, 0, elapsed);
      break;
    case HT_ASSIGNMENT_EN_ROUTE:
      {
        /* The expected arrival counts from the order; this clock began later. */
        gint64 expected = ht_assignment_get_expected_s (self);
        gint64 spent = MAX (since - ht_assignment_get_created_us (self), 0) / G_USEC_PER_SEC;
        ht_clocks_fill (HT_PHASE_ARRIVING, since, now_us, expected > 0 ? MAX (expected - spent, 1) : 0,
                        elapsed);
        break;
      }
    case HT_ASSIGNMENT_ON_SCENE:
      ht_clocks_fill (HT_PHASE_WORKING, since, now_us, 0, elapsed);
      break;
    case HT_ASSIGNMENT_RELEASED:
    case HT_ASSIGNMENT_CANCELLED:
      ht_clocks_fill (HT_PHASE_OVER, since, now_us, 0, elapsed);
      break;
    }
}

gboolean
ht_assignment_get_next_state (HtAssignment *self, HtAssignmentState *state)
{
  g_return_val_if_fail (HT_IS_ASSIGNMENT (self), FALSE);
  if (self->state >= HT_ASSIGNMENT_RELEASED)
    return FALSE;
  *state = self->state + 1;
  return TRUE;
}
