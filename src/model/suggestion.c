/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/command-private.h"

#include "model/entity-private.h"

struct _HtSuggestion
{
  GObject parent_instance;
  char *title, *detail, *key;
  const char *action;
  GVariant *target;
  gboolean possible;
};

enum
{
  PROP_TITLE = 1,
  PROP_DETAIL,
  PROP_KEY,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];
G_DEFINE_TYPE (HtSuggestion, ht_suggestion, G_TYPE_OBJECT)

static void
ht_suggestion_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  HtSuggestion *self = HT_SUGGESTION (object);
  if (id == PROP_TITLE)
    g_value_set_string (value, self->title);
  else
    g_value_set_string (value, id == PROP_DETAIL ? self->detail : self->key);
}

static void
ht_suggestion_finalize (GObject *object)
{
  HtSuggestion *self = HT_SUGGESTION (object);
  g_free (self->title);
  g_free (self->detail);
  g_free (self->key);
  g_clear_pointer (&self->target, g_variant_unref);
  G_OBJECT_CLASS (ht_suggestion_parent_class)->finalize (object);
}

static void
ht_suggestion_class_init (HtSuggestionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ht_suggestion_finalize;
  G_OBJECT_CLASS (klass)->get_property = ht_suggestion_get_property;
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", HT_PARAM_READ);
  properties[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, "", HT_PARAM_READ);
  properties[PROP_KEY] = g_param_spec_string ("key", NULL, NULL, "", HT_PARAM_READ);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);
}

static void
ht_suggestion_init (HtSuggestion *self)
{
}

HtSuggestion *
ht_suggestion_new (const char *title, const char *detail, const char *action, GVariant *target)
{
  HtSuggestion *self = g_object_new (HT_TYPE_SUGGESTION, NULL);
  self->title = g_strdup (title);
  self->detail = g_strdup (detail != NULL ? detail : "");
  self->key = g_strdup ("");
  self->action = g_intern_string (action);
  self->target = target != NULL ? g_variant_ref_sink (target) : NULL;
  self->possible = TRUE;
  return self;
}

void
ht_suggestion_set_key (HtSuggestion *self, const char *key)
{
  g_free (self->key);
  self->key = g_strdup (key);
}

void
ht_suggestion_set_impossible (HtSuggestion *self, const char *why)
{
  g_free (self->detail);
  self->detail = g_strdup (why);
  self->possible = FALSE;
}

const char *
ht_suggestion_get_title (HtSuggestion *self)
{
  g_return_val_if_fail (HT_IS_SUGGESTION (self), NULL);
  return self->title;
}

const char *
ht_suggestion_get_detail (HtSuggestion *self)
{
  g_return_val_if_fail (HT_IS_SUGGESTION (self), NULL);
  return self->detail;
}

const char *
ht_suggestion_get_key (HtSuggestion *self)
{
  g_return_val_if_fail (HT_IS_SUGGESTION (self), NULL);
  return self->key;
}

const char *
ht_suggestion_get_action (HtSuggestion *self)
{
  g_return_val_if_fail (HT_IS_SUGGESTION (self), NULL);
  return self->action;
}

GVariant *
ht_suggestion_get_target (HtSuggestion *self)
{
  g_return_val_if_fail (HT_IS_SUGGESTION (self), NULL);
  return self->target;
}

gboolean
ht_suggestion_is_possible (HtSuggestion *self)
{
  g_return_val_if_fail (HT_IS_SUGGESTION (self), FALSE);
  return self->possible;
}
