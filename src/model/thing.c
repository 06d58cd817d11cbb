/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/thing.h"

#include "base/format.h"
#include "base/i18n.h"
#include "model/entity-private.h"
#include "model/layer.h"

struct _HtThing
{
  GObject parent_instance;
  HtFeature *feature;
  HtLayer *layer;
  const HtFeatureKind *kind;
  char id_text[HT_UUID_TEXT_SIZE];
};

enum
{
  PROP_ID = 1,
  PROP_NAME,
  PROP_KIND,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];
G_DEFINE_TYPE (HtThing, ht_thing, G_TYPE_OBJECT)

static void
ht_thing_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  HtThing *self = HT_THING (object);
  if (id == PROP_ID)
    g_value_set_string (value, self->id_text);
  else if (id == PROP_NAME)
    g_value_set_string (value, ht_thing_get_name (self));
  else
    g_value_set_string (value, ht_words_get (&self->kind->one));
}

static void
ht_thing_finalize (GObject *object)
{
  HtThing *self = HT_THING (object);
  g_clear_pointer (&self->feature, ht_feature_unref);
  g_clear_object (&self->layer);
  G_OBJECT_CLASS (ht_thing_parent_class)->finalize (object);
}

static void
ht_thing_class_init (HtThingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->get_property = ht_thing_get_property;
  object_class->finalize = ht_thing_finalize;
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, "", HT_PARAM_READ);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", HT_PARAM_READ);
  properties[PROP_KIND] = g_param_spec_string ("kind", NULL, NULL, "", HT_PARAM_READ);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
ht_thing_init (HtThing *self)
{
}

HtThing *
ht_thing_new (HtFeature *feature, HtLayer *layer)
{
  const HtFeatureKind *kind = feature != NULL ? ht_feature_kind_find (feature->table) : NULL;
  g_return_val_if_fail (kind != NULL, NULL);
  HtThing *self = g_object_new (HT_TYPE_THING, NULL);
  self->feature = ht_feature_ref (feature);
  self->layer = layer != NULL ? g_object_ref (layer) : NULL;
  self->kind = kind;
  ht_uuid_write (&feature->id, self->id_text);
  return self;
}

const HtUuid *
ht_thing_get_id (HtThing *self)
{
  g_return_val_if_fail (HT_IS_THING (self), NULL);
  return &self->feature->id;
}

const char *
ht_thing_get_id_text (HtThing *self)
{
  g_return_val_if_fail (HT_IS_THING (self), NULL);
  return self->id_text;
}

const char *
ht_thing_get_table (HtThing *self)
{
  g_return_val_if_fail (HT_IS_THING (self), NULL);
  return self->kind->table;
}

const HtFeatureKind *
ht_thing_get_feature_kind (HtThing *self)
{
  g_return_val_if_fail (HT_IS_THING (self), NULL);
  return self->kind;
}

const char *
ht_thing_get_name (HtThing *self)
{
  g_return_val_if_fail (HT_IS_THING (self), NULL);
  const char *name = self->feature->name;
  return name != NULL && *name != '\0' ? name : ht_words_get (&self->kind->one);
}

void
ht_thing_get_position (HtThing *self, HtPoint *position)
{
  g_return_if_fail (HT_IS_THING (self) && position != NULL);
  *position = ht_geometry_label_point (self->feature->geometry);
}

const HtGeometry *
ht_thing_get_geometry (HtThing *self)
{
  g_return_val_if_fail (HT_IS_THING (self), NULL);
  return self->feature->geometry;
}

/* --- facts --- */

static char *
dup_real (double value)
{
  /* Three significant digits where it matters, none where it would be noise. */
  if (value == (double) (gint64) value)
    return ht_format_count ((gint64) value);
  return g_strdup_printf (value >= 100 || value <= -100 ? "%.0f" : "%.3g", value);
}

static char *
dup_value (const HtThing *self, const HtFeatureColumn *column, const HtValue *value)
{
  g_autofree char *number = NULL;
  switch (column->kind)
    {
    case HT_COLUMN_BOOL:
      return g_strdup (ht_value_get_bool (value, FALSE) ? _ ("yes") : _ ("no"));
    case HT_COLUMN_INT:
      /* A year is no quantity: no thousands mark. */
      number = g_str_has_prefix (column->name, "year")
                   ? g_strdup_printf ("%" G_GINT64_FORMAT, ht_value_get_int (value, 0))
                   : ht_format_count (ht_value_get_int (value, 0));
      break;
    case HT_COLUMN_REAL:
      number = dup_real (ht_value_get_real (value, 0));
      break;
    case HT_COLUMN_TEXT:
      return g_strdup (
          ht_feature_kind_get_value_word (self->kind, column->name, ht_value_get_text (value, "")));
    case HT_COLUMN_BYTES:
    default:
      return NULL;
    }
  return column->unit != NULL ? g_strdup_printf ("%s %s", number, column->unit) : g_steal_pointer (&number);
}

static void
fact_free (gpointer data)
{
  HtThingFact *fact = data;
  g_free (fact->label);
  g_free (fact->text);
  g_free (fact);
}

static void
add_fact (GPtrArray *facts, const char *label, char *text)
{
  if (text == NULL || *text == '\0')
    {
      g_free (text);
      return;
    }
  HtThingFact *fact = g_new (HtThingFact, 1);
  fact->label = g_strdup (label);
  fact->text = text;
  g_ptr_array_add (facts, fact);
}

static void
add_origin (const HtThing *self, GPtrArray *facts)
{
  gboolean sketched = ht_value_member_bool (self->feature->attributes, "sketched", FALSE);
  gboolean synthetic = ht_value_member_bool (self->feature->attributes, "synthetic", FALSE)
                       || (self->layer != NULL && ht_layer_is_synthetic (self->layer));
  const char *mark = sketched ? _ ("sketched from memory") : synthetic ? _ ("synthetic") : NULL;
  const char *source = self->layer != NULL ? ht_layer_get_source (self->layer) : "";
  const char *date = self->layer != NULL ? ht_layer_get_date (self->layer) : "";
  g_autofree char *from = g_strdup_printf ("%s%s%s", source, *date != '\0' ? " · " : "", date);
  add_fact (facts, _ ("Source"),
            mark != NULL && *from != '\0' ? g_strdup_printf ("%s · %s", mark, from)
                                          : g_strdup (mark != NULL ? mark : from));
}

GPtrArray *
ht_thing_dup_facts (HtThing *self)
{
  g_return_val_if_fail (HT_IS_THING (self), NULL);
  GPtrArray *facts = g_ptr_array_new_with_free_func (fact_free);
  for (const HtFeatureColumn *column = self->kind->columns; column->name != NULL; column++)
    {
      const HtValue *value = ht_value_get_member (self->feature->attributes, column->name);
      if (value != NULL && ht_value_get_kind (value) != HT_VALUE_NULL)
        add_fact (facts, ht_words_get (&column->label), dup_value (self, column, value));
    }
  add_origin (self, facts);
  return facts;
}
