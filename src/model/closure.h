/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/geometry.h"
#include "model/entity.h"

G_BEGIN_DECLS

/* A closed piece of road. Its record-version tells of every change, also of its time being over. */
#define HT_TYPE_CLOSURE (ht_closure_get_type ())
G_DECLARE_FINAL_TYPE (HtClosure, ht_closure, HT, CLOSURE, HtEntity)

/* FALSE where somebody opened it or, as of the last ht_city_tick, its time is over. */
gboolean ht_closure_is_closed (HtClosure *self);
const char *ht_closure_get_reason (HtClosure *self);
/* 0: until somebody opens it. */
gint64 ht_closure_get_until_us (HtClosure *self);
/* Street name of its first section; "" where unnamed. */
const char *ht_closure_get_street (HtClosure *self);
/* Lines of its sections; NULL while the roads are not loaded. Borrowed. */
HtGeometry *ht_closure_get_geometry (HtClosure *self);

G_END_DECLS
