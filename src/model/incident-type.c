/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/incident-type-private.h"

#include "base/i18n.h"
#include "model/entity-private.h"

struct _HtIncidentType
{
  GObject parent_instance;
  char *name;
  HtValue *labels; /* map: language → text */
};

enum
{
  PROP_NAME = 1,
  PROP_LABEL,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];
G_DEFINE_TYPE (HtIncidentType, ht_incident_type, G_TYPE_OBJECT)

static void
ht_incident_type_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  HtIncidentType *self = HT_INCIDENT_TYPE (object);
  g_value_set_string (value, id == PROP_NAME ? self->name : ht_incident_type_get_label (self));
}

static void
ht_incident_type_finalize (GObject *object)
{
  HtIncidentType *self = HT_INCIDENT_TYPE (object);
  g_free (self->name);
  g_clear_pointer (&self->labels, ht_value_unref);
  G_OBJECT_CLASS (ht_incident_type_parent_class)->finalize (object);
}

static void
ht_incident_type_class_init (HtIncidentTypeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ht_incident_type_finalize;
  G_OBJECT_CLASS (klass)->get_property = ht_incident_type_get_property;
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", HT_PARAM_READ);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, "", HT_PARAM_READ);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);
}

static void
ht_incident_type_init (HtIncidentType *self)
{
}

HtIncidentType *
ht_incident_type_new (const char *name, HtValue *labels)
{
  HtIncidentType *self = g_object_new (HT_TYPE_INCIDENT_TYPE, NULL);
  self->name = g_strdup (name);
  self->labels = ht_value_ref (labels);
  return self;
}

const char *
ht_incident_type_get_name (HtIncidentType *self)
{
  g_return_val_if_fail (HT_IS_INCIDENT_TYPE (self), NULL);
  return self->name;
}

const char *
ht_incident_type_get_label_in (HtIncidentType *self, const char *language)
{
  g_return_val_if_fail (HT_IS_INCIDENT_TYPE (self), NULL);
  return ht_value_member_text (self->labels, language, self->name);
}

const char *
ht_incident_type_get_label (HtIncidentType *self)
{
  return ht_incident_type_get_label_in (self, ht_i18n_get_language ());
}
