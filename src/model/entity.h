/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model/types.h"
#include "store/record.h"

G_BEGIN_DECLS

/*
 * HtEntity: an object that shows one folded record of the store. Its properties follow the record; nothing
 * can be set. The record itself is what forms keep (with a reference) as "what the author saw" and hand back
 * to the services with the change. Properties: id (text), record-version (uint, grows with every change: bind
 * it to refresh anything derived).
 */
#define HT_TYPE_ENTITY (ht_entity_get_type ())
G_DECLARE_DERIVABLE_TYPE (HtEntity, ht_entity, HT, ENTITY, GObject)

struct _HtEntityClass
{
  GObjectClass parent_class;
  /* The record was replaced: update caches and notify. */
  void (*record_changed) (HtEntity *self);
};

const HtUuid *ht_entity_get_id (HtEntity *self);
/* Canonical text of the id; borrowed. */
const char *ht_entity_get_id_text (HtEntity *self);
/* Borrowed; never NULL. */
HtRecord *ht_entity_get_record (HtEntity *self);
/* TRUE where a field that people must agree on has several heads (written apart), or an open conflict names
 * it. */
gboolean ht_entity_is_contested (HtEntity *self);
/* For the city only: shows @record (same id) from now on. */
void ht_entity_set_record (HtEntity *self, HtRecord *record);
/* For the city only: something derived changed; notifies record-version. */
void ht_entity_touch (HtEntity *self);

G_END_DECLS
