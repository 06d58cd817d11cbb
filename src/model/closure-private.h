/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/closure.h"

G_BEGIN_DECLS

/* For routing only: where its sections lie; takes references. */
void ht_closure_set_place (HtClosure *self, const char *street, HtGeometry *geometry);
/* Whether its time is over at @now_us; touches it where that has changed. */
void ht_closure_expire (HtClosure *self, gint64 now_us);

G_END_DECLS
