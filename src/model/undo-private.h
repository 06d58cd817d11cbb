/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/undo.h"
#include "store/change.h"

G_BEGIN_DECLS

/* A decision of this session is durable: @change holds its operations, @before (HtRecord) what the entities
 * were; entities not in it are new. */
void ht_undo_push (HtUndo *self, const char *label, HtChange *change, GPtrArray *before);

G_END_DECLS
