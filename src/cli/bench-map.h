/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/osm.h"

G_BEGIN_DECLS

/* The extract that is measured with: $HT_BENCH_OSM, else Liechtenstein of $HT_SHARED; NULL, and noted, where
 * there is none. */
char *ht_bench_dup_extract (void);

G_END_DECLS
