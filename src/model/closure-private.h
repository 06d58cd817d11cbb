/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/closure.h"

G_BEGIN_DECLS

/* For routing only: where its sections lie; takes references. */
void ht_closure_set_place (HtClosure *self, const char *street, HtGeometry *geometry);

G_END_DECLS
