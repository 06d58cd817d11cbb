/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/value.h"
#include "geo/geometry.h"

G_BEGIN_DECLS

/*
 * The geometry of a GeoJSON geometry object (RFC 7946, section 3.1). NULL with *@problem set to a literal
 * marked with N_(). Heights are let go. *@closed tells that a ring did not repeat its first point and was
 * closed.
 */
HtGeometry *ht_geojson_geometry_new (const HtValue *object, gboolean *closed, const char **problem);

/* Exactly one of the seven names, case and all. */
gboolean ht_geojson_is_geometry_type (const char *name);

G_END_DECLS
