/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/entity-private.h"

typedef struct
{
  HtRecord *record;
  char id_text[HT_UUID_TEXT_SIZE];
  guint version;
  gboolean in_conflict;
} HtEntityPrivate;

enum
{
  PROP_ID = 1,
  PROP_RECORD_VERSION,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];
G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (HtEntity, ht_entity, G_TYPE_OBJECT)

static void
ht_entity_init (HtEntity *self)
{
}

static void
ht_entity_finalize (GObject *object)
{
  HtEntityPrivate *priv = ht_entity_get_instance_private (HT_ENTITY (object));
  g_clear_pointer (&priv->record, ht_record_unref);
  G_OBJECT_CLASS (ht_entity_parent_class)->finalize (object);
}

static void
ht_entity_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  HtEntityPrivate *priv = ht_entity_get_instance_private (HT_ENTITY (object));
  if (id == PROP_ID)
    g_value_set_string (value, priv->id_text);
  else
    g_value_set_uint (value, priv->version);
}

static void
ht_entity_class_init (HtEntityClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->finalize = ht_entity_finalize;
  object_class->get_property = ht_entity_get_property;
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_RECORD_VERSION] = g_param_spec_uint ("record-version", NULL, NULL, 0, G_MAXUINT, 0,
                                                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

HtEntity *
ht_entity_new (GType type, HtRecord *record)
{
  g_return_val_if_fail (g_type_is_a (type, HT_TYPE_ENTITY), NULL);
  HtEntity *self = g_object_new (type, NULL);
  ht_entity_set_record (self, record);
  return self;
}

const HtUuid *
ht_entity_get_id (HtEntity *self)
{
  g_return_val_if_fail (HT_IS_ENTITY (self), NULL);
  HtEntityPrivate *priv = ht_entity_get_instance_private (self);
  return &priv->record->id;
}

const char *
ht_entity_get_id_text (HtEntity *self)
{
  g_return_val_if_fail (HT_IS_ENTITY (self), NULL);
  HtEntityPrivate *priv = ht_entity_get_instance_private (self);
  return priv->id_text;
}

HtRecord *
ht_entity_get_record (HtEntity *self)
{
  g_return_val_if_fail (HT_IS_ENTITY (self), NULL);
  HtEntityPrivate *priv = ht_entity_get_instance_private (self);
  return priv->record;
}

/* Several heads of a field where the last writer simply wins are no contest. */
static gboolean
is_classed (const char *field)
{
  static const char *const contested[]
      = { "type", "level", "status", "state", "position", "commander", "role", "active" };
  for (guint i = 0; i < G_N_ELEMENTS (contested); i++)
    if (g_str_equal (field, contested[i]))
      return TRUE;
  return FALSE;
}

gboolean
ht_entity_is_contested (HtEntity *self)
{
  g_return_val_if_fail (HT_IS_ENTITY (self), FALSE);
  HtEntityPrivate *priv = ht_entity_get_instance_private (self);
  for (guint i = 0; i < priv->record->registers->len; i++)
    {
      HtRegister *reg = priv->record->registers->pdata[i];
      if (reg->heads->len > 1 && is_classed (reg->field))
        return TRUE;
    }
  return priv->in_conflict;
}

/* The newest stamp among the heads: a record with an older one is an earlier picture of the same thing. */
guint64
ht_record_get_stamp (const HtRecord *record)
{
  guint64 stamp = 0;
  for (guint i = 0; i < record->registers->len; i++)
    {
      HtRegister *reg = record->registers->pdata[i];
      for (guint k = 0; k < reg->heads->len; k++)
        stamp = MAX (stamp, ((HtHead *) reg->heads->pdata[k])->hlc);
    }
  return stamp;
}

void
ht_entity_set_record (HtEntity *self, HtRecord *record)
{
  g_return_if_fail (HT_IS_ENTITY (self));
  g_return_if_fail (record != NULL);
  HtEntityPrivate *priv = ht_entity_get_instance_private (self);
  g_return_if_fail (priv->record == NULL || ht_uuid_equal (&priv->record->id, &record->id));
  ht_record_ref (record);
  g_clear_pointer (&priv->record, ht_record_unref);
  priv->record = record;
  ht_uuid_write (&record->id, priv->id_text);
  if (HT_ENTITY_GET_CLASS (self)->record_changed != NULL)
    HT_ENTITY_GET_CLASS (self)->record_changed (self);
  ht_entity_touch (self);
}

void
ht_entity_touch (HtEntity *self)
{
  g_return_if_fail (HT_IS_ENTITY (self));
  HtEntityPrivate *priv = ht_entity_get_instance_private (self);
  priv->version++;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORD_VERSION]);
}

void
ht_entity_set_in_conflict (HtEntity *self, gboolean in_conflict)
{
  g_return_if_fail (HT_IS_ENTITY (self));
  HtEntityPrivate *priv = ht_entity_get_instance_private (self);
  if (priv->in_conflict == !!in_conflict)
    return;
  priv->in_conflict = !!in_conflict;
  ht_entity_touch (self);
}

gboolean
ht_value_read_point (HtValue *value, HtPoint *point)
{
  gsize size;
  const guint8 *bytes = ht_value_get_bytes (value, &size);
  if (bytes == NULL)
    return FALSE;
  g_autoptr (HtGeometry) geometry = ht_geometry_from_ewkb (bytes, size, NULL);
  if (geometry == NULL || geometry->n_points == 0)
    return FALSE;
  *point = geometry->points[0];
  return TRUE;
}

gboolean
ht_record_get_point (const HtRecord *record, const char *field, HtPoint *point)
{
  return ht_value_read_point (ht_record_get (record, field), point);
}

gboolean
ht_record_get_bool (const HtRecord *record, const char *field, gboolean fallback)
{
  return ht_value_get_bool (ht_record_get (record, field), fallback);
}

HtValue *
ht_value_new_point (const HtPoint *point)
{
  g_autoptr (HtGeometry) geometry = ht_geometry_new_point (point->lon, point->lat);
  g_autoptr (GBytes) bytes = ht_geometry_to_ewkb (geometry);
  return ht_value_new_bytes (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}
