/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/geometry.h"

G_BEGIN_DECLS

/*
 * A polygon that is valid in the sense of the Simple Features standard: @polygon itself where it is, else
 * what GEOS makes of it (make_valid, areas only). NULL where nothing with an area remains. Takes ownership of
 * @polygon.
 * *@mended tells whether something was done.
 */
HtGeometry *ht_geometry_mend (HtGeometry *polygon, gboolean *mended);

G_END_DECLS
