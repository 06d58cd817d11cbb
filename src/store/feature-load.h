/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "geo/feature.h"
#include "store/map-table.h"

G_BEGIN_DECLS

/* HtFeature sorted by id, each once (of several layers the one with the least id), optionally those whose
 * boxes meet @box (to the 32-bit precision of the R-tree, outwards). */
GPtrArray *ht_features_load (HtDb *db, const HtMapTable *table, const HtBox *box, GCancellable *cancellable,
                             GError **error);
/* The feature with this id as ht_features_load would give it; NULL without error where there is none. */
HtFeature *ht_features_load_one (HtDb *db, const HtMapTable *table, const HtUuid *id, GError **error);

G_END_DECLS
