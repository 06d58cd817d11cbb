/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/person.h"

#include "model/entity-private.h"

struct _HtPerson
{
  HtEntity parent_instance;
};

enum
{
  PROP_NAME = 1,
  PROP_ROLE,
  PROP_ACTIVE,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];
G_DEFINE_TYPE (HtPerson, ht_person, HT_TYPE_ENTITY)

static void
ht_person_record_changed (HtEntity *entity)
{
  for (guint i = PROP_NAME; i < N_PROPERTIES; i++)
    g_object_notify_by_pspec (G_OBJECT (entity), properties[i]);
}

static void
ht_person_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  HtPerson *self = HT_PERSON (object);
  if (id == PROP_NAME)
    g_value_set_string (value, ht_person_get_name (self));
  else if (id == PROP_ROLE)
    g_value_set_string (value, ht_person_get_role (self));
  else
    g_value_set_boolean (value, ht_person_is_active (self));
}

static void
ht_person_class_init (HtPersonClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = ht_person_get_property;
  HT_ENTITY_CLASS (klass)->record_changed = ht_person_record_changed;
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", HT_PARAM_READ);
  properties[PROP_ROLE] = g_param_spec_string ("role", NULL, NULL, "", HT_PARAM_READ);
  properties[PROP_ACTIVE] = g_param_spec_boolean ("active", NULL, NULL, TRUE, HT_PARAM_READ);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);
}

static void
ht_person_init (HtPerson *self)
{
}

const char *
ht_person_get_name (HtPerson *self)
{
  g_return_val_if_fail (HT_IS_PERSON (self), NULL);
  return ht_record_get_text (ht_entity_get_record (HT_ENTITY (self)), "name", "");
}

const char *
ht_person_get_role (HtPerson *self)
{
  g_return_val_if_fail (HT_IS_PERSON (self), NULL);
  return ht_record_get_text (ht_entity_get_record (HT_ENTITY (self)), "role", HT_ROLE_VIEWER);
}

const char *
ht_person_get_role_label (HtPerson *self)
{
  return ht_words_get_role (ht_person_get_role (self));
}

gboolean
ht_person_is_active (HtPerson *self)
{
  g_return_val_if_fail (HT_IS_PERSON (self), FALSE);
  HtRecord *record = ht_entity_get_record (HT_ENTITY (self));
  return !record->deleted && ht_record_get_bool (record, "active", TRUE);
}
