/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/value.h"
#include "store/db.h"

G_BEGIN_DECLS

/*
 * Do the insides of two areas (EWKB values) have a point in common? Touching borders do not overlap. An area
 * SpatiaLite cannot judge (crossing itself) counts as its bounding box.
 */
gboolean ht_overlap_areas (HtDb *db, const HtValue *a, const HtValue *b, gboolean *overlap, GError **error);

G_END_DECLS
