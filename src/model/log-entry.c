/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/log-entry-private.h"

#include "model/entity-private.h"

struct _HtLogEntry
{
  GObject parent_instance;
  gint64 at_us;
  char *who, *role, *text;
  const char *kind;
  HtUuid op_id, incident_id, entity_id;
  gboolean drill;
};

enum
{
  PROP_AT_US = 1,
  PROP_WHO,
  PROP_TEXT,
  PROP_KIND,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];
G_DEFINE_TYPE (HtLogEntry, ht_log_entry, G_TYPE_OBJECT)

static void
ht_log_entry_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  HtLogEntry *self = HT_LOG_ENTRY (object);
  if (id == PROP_AT_US)
    g_value_set_int64 (value, self->at_us);
  else if (id == PROP_WHO)
    g_value_set_string (value, self->who);
  else
    g_value_set_string (value, id == PROP_TEXT ? self->text : self->kind);
}

static void
ht_log_entry_finalize (GObject *object)
{
  HtLogEntry *self = HT_LOG_ENTRY (object);
  g_free (self->who);
  g_free (self->role);
  g_free (self->text);
  G_OBJECT_CLASS (ht_log_entry_parent_class)->finalize (object);
}

static void
ht_log_entry_class_init (HtLogEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ht_log_entry_finalize;
  G_OBJECT_CLASS (klass)->get_property = ht_log_entry_get_property;
  properties[PROP_AT_US] = g_param_spec_int64 ("at-us", NULL, NULL, G_MININT64, G_MAXINT64, 0, HT_PARAM_READ);
  properties[PROP_WHO] = g_param_spec_string ("who", NULL, NULL, "", HT_PARAM_READ);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "", HT_PARAM_READ);
  properties[PROP_KIND] = g_param_spec_string ("kind", NULL, NULL, "", HT_PARAM_READ);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);
}

static void
ht_log_entry_init (HtLogEntry *self)
{
}

HtLogEntry *
ht_log_entry_new (const HtOp *op, const HtLogLine *line)
{
  HtLogEntry *self = g_object_new (HT_TYPE_LOG_ENTRY, NULL);
  self->at_us = op->wall_us;
  self->op_id = op->op_id;
  self->entity_id = op->id;
  self->drill = op->drill;
  self->role = g_strdup (op->role);
  self->who = g_strdup (line->who);
  self->text = g_strdup (line->text);
  self->kind = line->kind;
  self->incident_id = line->incident_id;
  return self;
}

gint64
ht_log_entry_get_at_us (HtLogEntry *self)
{
  g_return_val_if_fail (HT_IS_LOG_ENTRY (self), 0);
  return self->at_us;
}

const char *
ht_log_entry_get_who (HtLogEntry *self)
{
  g_return_val_if_fail (HT_IS_LOG_ENTRY (self), NULL);
  return self->who;
}

const char *
ht_log_entry_get_role (HtLogEntry *self)
{
  g_return_val_if_fail (HT_IS_LOG_ENTRY (self), NULL);
  return self->role;
}

const char *
ht_log_entry_get_text (HtLogEntry *self)
{
  g_return_val_if_fail (HT_IS_LOG_ENTRY (self), NULL);
  return self->text;
}

const char *
ht_log_entry_get_kind (HtLogEntry *self)
{
  g_return_val_if_fail (HT_IS_LOG_ENTRY (self), NULL);
  return self->kind;
}

const HtUuid *
ht_log_entry_get_op_id (HtLogEntry *self)
{
  g_return_val_if_fail (HT_IS_LOG_ENTRY (self), NULL);
  return &self->op_id;
}

const HtUuid *
ht_log_entry_get_incident_id (HtLogEntry *self)
{
  g_return_val_if_fail (HT_IS_LOG_ENTRY (self), NULL);
  return &self->incident_id;
}

const HtUuid *
ht_log_entry_get_entity_id (HtLogEntry *self)
{
  g_return_val_if_fail (HT_IS_LOG_ENTRY (self), NULL);
  return &self->entity_id;
}

gboolean
ht_log_entry_is_drill (HtLogEntry *self)
{
  g_return_val_if_fail (HT_IS_LOG_ENTRY (self), FALSE);
  return self->drill;
}
