/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/matter.h"
#include "store/conflict.h"

G_BEGIN_DECLS

/* @a and @b: the two operations; the sentences use the names @city knows now. */
HtMatter *ht_matter_new (HtCity *city, HtConflict *conflict, const HtOp *a, const HtOp *b);
HtConflict *ht_matter_get_conflict (HtMatter *self);
const HtOp *ht_matter_get_op (HtMatter *self, guint index);

G_END_DECLS
