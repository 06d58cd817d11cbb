/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/layer.h"

#include "draw/scene.h"
#include "geo/feature-kind.h"
#include "model/entity-private.h"

struct _HtLayer
{
  HtEntity parent_instance;
  gboolean visible;
};

enum
{
  PROP_NAME = 1,
  PROP_TABLE,
  PROP_COUNT,
  PROP_VISIBLE,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];
G_DEFINE_TYPE (HtLayer, ht_layer, HT_TYPE_ENTITY)

/* Roads are a network, not features, so the catalogue has no row for them. */
static const HtWords road_words = { "Roads", "道路" };

static const HtWords *
words_of (const char *table)
{
  const HtFeatureKind *kind = ht_feature_kind_find (table);
  if (kind != NULL)
    return &kind->many;
  return g_str_equal (table, "road_arc") ? &road_words : NULL;
}

static HtRecord *
record_of (HtLayer *self)
{
  return ht_entity_get_record (HT_ENTITY (self));
}

static void
ht_layer_record_changed (HtEntity *entity)
{
  for (guint i = PROP_NAME; i <= PROP_COUNT; i++)
    g_object_notify_by_pspec (G_OBJECT (entity), properties[i]);
}

static void
ht_layer_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  HtLayer *self = HT_LAYER (object);
  switch (id)
    {
    case PROP_NAME:
      g_value_set_string (value, ht_layer_get_name (self));
      break;
    case PROP_TABLE:
      g_value_set_string (value, ht_layer_get_table (self));
      break;
    case PROP_COUNT:
      g_value_set_int64 (value, ht_layer_get_count (self));
      break;
    case PROP_VISIBLE:
      g_value_set_boolean (value, self->visible);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
ht_layer_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  ht_layer_set_visible (HT_LAYER (object), g_value_get_boolean (value));
}

static void
ht_layer_class_init (HtLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = ht_layer_get_property;
  G_OBJECT_CLASS (klass)->set_property = ht_layer_set_property;
  HT_ENTITY_CLASS (klass)->record_changed = ht_layer_record_changed;
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", HT_PARAM_READ);
  properties[PROP_TABLE] = g_param_spec_string ("table", NULL, NULL, "", HT_PARAM_READ);
  properties[PROP_COUNT] = g_param_spec_int64 ("count", NULL, NULL, 0, G_MAXINT64, 0, HT_PARAM_READ);
  properties[PROP_VISIBLE]
      = g_param_spec_boolean ("visible", NULL, NULL, TRUE,
                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);
}

static void
ht_layer_init (HtLayer *self)
{
  self->visible = TRUE;
}

const char *
ht_layer_get_name (HtLayer *self)
{
  g_return_val_if_fail (HT_IS_LAYER (self), NULL);
  const HtWords *words = words_of (ht_layer_get_table (self));
  return words != NULL ? ht_words_get (words) : ht_record_get_text (record_of (self), "name", "");
}

const char *
ht_layer_get_chinese_name (HtLayer *self)
{
  g_return_val_if_fail (HT_IS_LAYER (self), NULL);
  const HtWords *words = words_of (ht_layer_get_table (self));
  return words != NULL ? words->zh : "";
}

const char *
ht_layer_get_table (HtLayer *self)
{
  g_return_val_if_fail (HT_IS_LAYER (self), NULL);
  return ht_record_get_text (record_of (self), "table_name", "");
}

const char *
ht_layer_get_source (HtLayer *self)
{
  g_return_val_if_fail (HT_IS_LAYER (self), NULL);
  return ht_record_get_text (record_of (self), "source", "");
}

const char *
ht_layer_get_date (HtLayer *self)
{
  g_return_val_if_fail (HT_IS_LAYER (self), NULL);
  return ht_record_get_text (record_of (self), "date", "");
}

const char *
ht_layer_get_licence (HtLayer *self)
{
  g_return_val_if_fail (HT_IS_LAYER (self), NULL);
  return ht_record_get_text (record_of (self), "licence", "");
}

gboolean
ht_layer_is_by_hand (HtLayer *self)
{
  return g_str_has_prefix (ht_layer_get_source (self), HT_SOURCE_BY_HAND);
}

gboolean
ht_layer_is_synthetic (HtLayer *self)
{
  g_return_val_if_fail (HT_IS_LAYER (self), FALSE);
  return ht_record_get_bool (record_of (self), "synthetic", FALSE);
}

gint64
ht_layer_get_count (HtLayer *self)
{
  g_return_val_if_fail (HT_IS_LAYER (self), 0);
  return MAX (ht_record_get_int (record_of (self), "count", 0), 0);
}

gint64
ht_layer_get_read (HtLayer *self)
{
  g_return_val_if_fail (HT_IS_LAYER (self), 0);
  return ht_record_get_int (record_of (self), "read", 0);
}

gint64
ht_layer_get_repaired (HtLayer *self)
{
  g_return_val_if_fail (HT_IS_LAYER (self), 0);
  return ht_record_get_int (record_of (self), "repaired", 0);
}

gint64
ht_layer_get_dropped (HtLayer *self)
{
  g_return_val_if_fail (HT_IS_LAYER (self), 0);
  return ht_record_get_int (record_of (self), "dropped", 0);
}

gboolean
ht_layer_get_visible (HtLayer *self)
{
  g_return_val_if_fail (HT_IS_LAYER (self), FALSE);
  return self->visible;
}

gboolean
ht_layer_is_visible_at_first (HtLayer *self)
{
  g_return_val_if_fail (HT_IS_LAYER (self), FALSE);
  const char *table = ht_layer_get_table (self);
  const HtFeatureKind *kind = ht_feature_kind_find (table);
  return kind == NULL || ht_scene_takes (table) || g_str_equal (kind->group, "other");
}

void
ht_layer_set_visible (HtLayer *self, gboolean visible)
{
  g_return_if_fail (HT_IS_LAYER (self));
  if (self->visible == !!visible)
    return;
  self->visible = !!visible;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VISIBLE]);
}
