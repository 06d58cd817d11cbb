/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/uuid.h"
#include "geo/feature-kind.h"
#include "geo/feature.h"

G_BEGIN_DECLS

/*
 * HtThings: all features of one kind of the catalogue that lie over the basemap (hydrants, pipes, old
 * quarters …), packed for drawing and for asking what is under the pointer. Immutable, reference counted,
 * used from any thread. Built once on a worker; nothing of @features is kept.
 */
typedef struct _HtThings HtThings;
HtThings *ht_things_new (const HtFeatureKind *kind, const GPtrArray *features);
HtThings *ht_things_ref (HtThings *things);
void ht_things_unref (HtThings *things);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtThings, ht_things_unref)

const HtFeatureKind *ht_things_get_kind (const HtThings *things);
/* Features with a place on the map. */
guint ht_things_get_count (const HtThings *things);
gsize ht_things_get_size_bytes (const HtThings *things);

/*
 * The thing nearest to @at (inside an area: at distance 0) no farther than @reach_px logical pixels at @zoom;
 * of equally near ones the smaller id. FALSE where there is none.
 */
gboolean ht_things_hit (const HtThings *things, const HtPoint *at, double zoom, double reach_px, HtUuid *id);

/* The lowest zoom at which something of this kind is drawn at all. */
double ht_things_get_min_zoom (const HtFeatureKind *kind);

G_END_DECLS
