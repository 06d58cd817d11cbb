/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/geometry.h"

G_BEGIN_DECLS

/*
 * The datums coordinates of Chinese sources come in. GCJ-02 (AMap, Tencent) and BD-09 (Baidu) are displaced
 * on purpose by up to 700 m inside China and are no part of PROJ: they are undone where a file or text comes
 * in and are stored nowhere. CGCS2000 differs from WGS 84 by less than a metre and is taken as WGS 84.
 */
typedef enum
{
  HT_DATUM_WGS84,
  HT_DATUM_CGCS2000,
  HT_DATUM_GCJ02,
  HT_DATUM_BD09,
} HtDatum;

/* "wgs84", "cgcs2000", "gcj02", "bd09", any case, with or without a dash. */
gboolean ht_datum_parse (const char *name, HtDatum *datum);
const char *ht_datum_get_name (HtDatum datum);

/* Formula as published in open implementations (eviltransform, 2013); outside 72.004-137.8347 E,
 * 0.8293-55.8271 N nothing is shifted. */
HtPoint ht_datum_from_wgs84 (HtDatum datum, HtPoint wgs84);
/* The inverse, by iteration to 1e-9 degree: no known closed form. */
HtPoint ht_datum_to_wgs84 (HtDatum datum, HtPoint point);

G_END_DECLS
