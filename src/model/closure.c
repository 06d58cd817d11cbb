/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/closure-private.h"

#include "model/entity-private.h"

struct _HtClosure
{
  HtEntity parent_instance;
  HtGeometry *geometry;
  char *street;
  gboolean over; /* its time is */
};

G_DEFINE_TYPE (HtClosure, ht_closure, HT_TYPE_ENTITY)

static void
ht_closure_finalize (GObject *object)
{
  HtClosure *self = HT_CLOSURE (object);
  g_clear_pointer (&self->geometry, ht_geometry_unref);
  g_free (self->street);
  G_OBJECT_CLASS (ht_closure_parent_class)->finalize (object);
}

static void
ht_closure_class_init (HtClosureClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ht_closure_finalize;
}

static void
ht_closure_init (HtClosure *self)
{
}

void
ht_closure_set_place (HtClosure *self, const char *street, HtGeometry *geometry)
{
  g_return_if_fail (HT_IS_CLOSURE (self));
  g_clear_pointer (&self->geometry, ht_geometry_unref);
  self->geometry = geometry != NULL ? ht_geometry_ref (geometry) : NULL;
  g_free (self->street);
  self->street = g_strdup (street);
  ht_entity_touch (HT_ENTITY (self));
}

void
ht_closure_expire (HtClosure *self, gint64 now_us)
{
  g_return_if_fail (HT_IS_CLOSURE (self));
  gint64 until_us = ht_closure_get_until_us (self);
  gboolean over = until_us != 0 && until_us <= now_us;
  if (over == self->over)
    return;
  self->over = over;
  ht_entity_touch (HT_ENTITY (self));
}

gboolean
ht_closure_is_closed (HtClosure *self)
{
  g_return_val_if_fail (HT_IS_CLOSURE (self), FALSE);
  HtRecord *record = ht_entity_get_record (HT_ENTITY (self));
  /* Anything but "open" keeps the road shut: a mistake that way costs a detour, the other way a stuck engine.
   */
  return !self->over && !record->deleted
         && !g_str_equal (ht_record_get_text (record, "state", "closed"), "open");
}

const char *
ht_closure_get_reason (HtClosure *self)
{
  g_return_val_if_fail (HT_IS_CLOSURE (self), NULL);
  return ht_record_get_text (ht_entity_get_record (HT_ENTITY (self)), "reason", "");
}

gint64
ht_closure_get_until_us (HtClosure *self)
{
  g_return_val_if_fail (HT_IS_CLOSURE (self), 0);
  return MAX (ht_record_get_int (ht_entity_get_record (HT_ENTITY (self)), "until_us", 0), 0);
}

const char *
ht_closure_get_street (HtClosure *self)
{
  g_return_val_if_fail (HT_IS_CLOSURE (self), NULL);
  return self->street != NULL ? self->street : "";
}

HtGeometry *
ht_closure_get_geometry (HtClosure *self)
{
  g_return_val_if_fail (HT_IS_CLOSURE (self), NULL);
  return self->geometry;
}
