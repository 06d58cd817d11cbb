/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/found-private.h"

#include "model/entity-private.h"

struct _HtFound
{
  GObject parent_instance;
  HtFoundKind kind;
  char *title, *detail, *id_text;
  const char *table;
  HtUuid thing;
  HtPoint at;
  int score;
};

enum
{
  PROP_TITLE = 1,
  PROP_DETAIL,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];
G_DEFINE_TYPE (HtFound, ht_found, G_TYPE_OBJECT)

static void
ht_found_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  HtFound *self = HT_FOUND (object);
  g_value_set_string (value, id == PROP_TITLE ? self->title : self->detail);
}

static void
ht_found_finalize (GObject *object)
{
  HtFound *self = HT_FOUND (object);
  g_free (self->title);
  g_free (self->detail);
  g_free (self->id_text);
  G_OBJECT_CLASS (ht_found_parent_class)->finalize (object);
}

static void
ht_found_class_init (HtFoundClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ht_found_finalize;
  G_OBJECT_CLASS (klass)->get_property = ht_found_get_property;
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", HT_PARAM_READ);
  properties[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, "", HT_PARAM_READ);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);
}

static void
ht_found_init (HtFound *self)
{
}

HtFound *
ht_found_new (const HtFoundFacts *facts)
{
  HtFound *self = g_object_new (HT_TYPE_FOUND, NULL);
  self->kind = facts->kind;
  self->title = g_strdup (facts->title);
  self->detail = g_strdup (facts->detail);
  self->id_text = g_strdup (facts->id_text);
  self->table = facts->table;
  self->thing = facts->thing;
  self->at = facts->at;
  self->score = facts->score;
  return self;
}

HtFoundKind
ht_found_get_kind (HtFound *self)
{
  g_return_val_if_fail (HT_IS_FOUND (self), HT_FOUND_POSITION);
  return self->kind;
}

const char *
ht_found_get_title (HtFound *self)
{
  g_return_val_if_fail (HT_IS_FOUND (self), NULL);
  return self->title;
}

const char *
ht_found_get_detail (HtFound *self)
{
  g_return_val_if_fail (HT_IS_FOUND (self), NULL);
  return self->detail;
}

void
ht_found_get_position (HtFound *self, HtPoint *position)
{
  g_return_if_fail (HT_IS_FOUND (self));
  *position = self->at;
}

const char *
ht_found_get_id_text (HtFound *self)
{
  g_return_val_if_fail (HT_IS_FOUND (self), NULL);
  return self->id_text;
}

const char *
ht_found_get_thing (HtFound *self, HtUuid *id)
{
  g_return_val_if_fail (HT_IS_FOUND (self), NULL);
  *id = self->thing;
  return self->table;
}

int
ht_found_get_score (HtFound *self)
{
  g_return_val_if_fail (HT_IS_FOUND (self), 0);
  return self->score;
}
