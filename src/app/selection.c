/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/selection.h"

#include "model/incident.h"
#include "model/team.h"

struct _HtSelection
{
  GObject parent_instance;
  GObject *object;
};

G_DEFINE_TYPE (HtSelection, ht_selection, G_TYPE_OBJECT)

enum
{
  PROP_OBJECT = 1,
  N_PROPS
};
static GParamSpec *props[N_PROPS];

static void
ht_selection_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ht_selection_set (HT_SELECTION (object), g_value_get_object (value));
}

static void
ht_selection_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_object (value, HT_SELECTION (object)->object);
}

static void
ht_selection_finalize (GObject *object)
{
  g_clear_object (&HT_SELECTION (object)->object);
  G_OBJECT_CLASS (ht_selection_parent_class)->finalize (object);
}

static void
ht_selection_class_init (HtSelectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->set_property = ht_selection_set_property;
  object_class->get_property = ht_selection_get_property;
  object_class->finalize = ht_selection_finalize;
  props[PROP_OBJECT]
      = g_param_spec_object ("object", NULL, NULL, G_TYPE_OBJECT,
                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
ht_selection_init (HtSelection *self)
{
}

HtSelection *
ht_selection_new (void)
{
  return g_object_new (HT_TYPE_SELECTION, NULL);
}

void
ht_selection_set (HtSelection *self, GObject *object)
{
  g_return_if_fail (HT_IS_SELECTION (self));
  if (g_set_object (&self->object, object))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_OBJECT]);
}

GObject *
ht_selection_get (HtSelection *self)
{
  g_return_val_if_fail (HT_IS_SELECTION (self), NULL);
  return self->object;
}

HtIncident *
ht_selection_get_incident (HtSelection *self)
{
  g_return_val_if_fail (HT_IS_SELECTION (self), NULL);
  if (HT_IS_INCIDENT (self->object))
    return HT_INCIDENT (self->object);
  return HT_IS_TEAM (self->object) ? ht_team_get_incident (HT_TEAM (self->object)) : NULL;
}

HtTeam *
ht_selection_get_team (HtSelection *self)
{
  g_return_val_if_fail (HT_IS_SELECTION (self), NULL);
  return HT_IS_TEAM (self->object) ? HT_TEAM (self->object) : NULL;
}
