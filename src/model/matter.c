/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/matter-private.h"

#include "base/i18n.h"
#include "model/entity-private.h"
#include "model/matter-rules.h"
#include "model/telling.h"

typedef struct
{
  HtOp *op;
  char *who, *post, *text, *choice;
  HtMatterSide shown;
} Side;

struct _HtMatter
{
  GObject parent_instance;
  HtConflict *conflict;
  char id_text[HT_UUID_TEXT_SIZE];
  char *sentence;
  Side sides[2];
};

enum
{
  PROP_ID = 1,
  PROP_SENTENCE,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];
G_DEFINE_TYPE (HtMatter, ht_matter, G_TYPE_OBJECT)

static void
ht_matter_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  HtMatter *self = HT_MATTER (object);
  g_value_set_string (value, id == PROP_ID ? self->id_text : self->sentence);
}

static void
ht_matter_finalize (GObject *object)
{
  HtMatter *self = HT_MATTER (object);
  g_clear_pointer (&self->conflict, ht_conflict_unref);
  g_free (self->sentence);
  for (guint i = 0; i < 2; i++)
    {
      g_clear_pointer (&self->sides[i].op, ht_op_unref);
      g_free (self->sides[i].who);
      g_free (self->sides[i].post);
      g_free (self->sides[i].text);
      g_free (self->sides[i].choice);
    }
  G_OBJECT_CLASS (ht_matter_parent_class)->finalize (object);
}

static void
ht_matter_class_init (HtMatterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ht_matter_finalize;
  G_OBJECT_CLASS (klass)->get_property = ht_matter_get_property;
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, "", HT_PARAM_READ);
  properties[PROP_SENTENCE] = g_param_spec_string ("sentence", NULL, NULL, "", HT_PARAM_READ);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);
}

static void
ht_matter_init (HtMatter *self)
{
}

static void
fill_side (HtCity *city, HtMatter *self, guint index)
{
  Side *side = &self->sides[index];
  side->who = g_strdup (ht_telling_get_who (city, side->op));
  side->post = g_strdup (ht_telling_get_post (city, side->op));
  side->text = ht_matter_rules_dup_told (city, self, index);
  if (side->text == NULL)
    side->text = g_strdup_printf ("%s = %s", side->op->field, ht_value_get_text (side->op->value, "…"));
  side->choice = ht_matter_rules_dup_choice (city, self, index);
  side->shown = (HtMatterSide){
    .op_id = side->op->op_id,
    .incident_id = ht_telling_get_incident (city, side->op),
    .at_us = side->op->wall_us,
    .who = side->who,
    .post = side->post,
    .text = side->text,
    .choice = side->choice,
  };
}

HtMatter *
ht_matter_new (HtCity *city, HtConflict *conflict, const HtOp *a, const HtOp *b)
{
  HtMatter *self = g_object_new (HT_TYPE_MATTER, NULL);
  self->conflict = ht_conflict_ref (conflict);
  ht_uuid_write (&conflict->id, self->id_text);
  self->sides[0].op = ht_op_ref ((HtOp *) a);
  self->sides[1].op = ht_op_ref ((HtOp *) b);
  self->sentence = ht_matter_rules_dup_sentence (city, self);
  fill_side (city, self, 0);
  fill_side (city, self, 1);
  return self;
}

HtConflict *
ht_matter_get_conflict (HtMatter *self)
{
  g_return_val_if_fail (HT_IS_MATTER (self), NULL);
  return self->conflict;
}

const HtOp *
ht_matter_get_op (HtMatter *self, guint index)
{
  g_return_val_if_fail (HT_IS_MATTER (self), NULL);
  g_return_val_if_fail (index < 2, NULL);
  return self->sides[index].op;
}

const char *
ht_matter_get_id_text (HtMatter *self)
{
  g_return_val_if_fail (HT_IS_MATTER (self), NULL);
  return self->id_text;
}

const char *
ht_matter_get_rule (HtMatter *self)
{
  g_return_val_if_fail (HT_IS_MATTER (self), NULL);
  return self->conflict->rule;
}

const char *
ht_matter_get_rule_text (HtMatter *self)
{
  return ht_words_get_rule (ht_matter_get_rule (self));
}

const char *
ht_matter_get_sentence (HtMatter *self)
{
  g_return_val_if_fail (HT_IS_MATTER (self), NULL);
  return self->sentence;
}

const HtMatterSide *
ht_matter_get_side (HtMatter *self, guint index)
{
  g_return_val_if_fail (HT_IS_MATTER (self), NULL);
  g_return_val_if_fail (index < 2, NULL);
  return &self->sides[index].shown;
}
