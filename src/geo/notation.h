/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/geometry.h"

G_BEGIN_DECLS

typedef enum
{
  HT_NOTATION_DECIMAL,       /* 31.275200 N 121.488500 E */
  HT_NOTATION_DEGREE_MINUTE, /* 31° 16.5120′ N 121° 29.3100′ E */
  HT_NOTATION_DMS,           /* 31° 16′ 30.72″ N 121° 29′ 18.60″ E */
  HT_NOTATION_MGRS,          /* 51R UQ 56103 61404 */
  HT_NOTATION_UTM,           /* 51R 356103 3461404: zone, band, east, north */
  HT_NOTATION_GAUSS_KRUGER,  /* 3461617.2 40641735.6: CGCS2000 3-degree zone, north, east with the zone before
                                it */
  HT_NOTATION_PLUS_CODE,     /* 8Q337F8Q+VC */
  HT_NOTATION_GEO_URI,       /* geo:31.275200,121.488500 (RFC 5870) */
  HT_N_NOTATIONS,
} HtNotation;

/* Name for people, translated; borrowed. */
const char *ht_notation_get_label (HtNotation notation);

/* One way to read a text. */
typedef struct
{
  HtNotation notation;
  HtPoint at;
  double size_m; /* how large the spot is that the digits leave open */
  char *label;   /* translated: the notation, and the order, zone or datum where the text left it open */
} HtReading;

/*
 * All plausible readings of @text as a position, the best first; an empty array where it is none. Takes every
 * notation above with the usual letters, symbols, full-width forms, 北纬/东经 and 度分秒, latitude and
 * longitude in both orders, short plus codes and grid metres without zone where @near (may be NULL) tells the
 * region, and a datum in front
 * ("gcj02 31.2 121.4", "百度 …"), which is undone. At most 200 bytes are looked at. Thread safe.
 *
 * Returns: (transfer full): GPtrArray of HtReading with its free function set.
 */
GPtrArray *ht_notation_parse (const char *text, const HtPoint *near);
void ht_reading_free (HtReading *reading);

/* NULL where the notation does not reach (UTM and MGRS near the poles, Gauss-Krüger outside 73.5-136.5° E).
 */
char *ht_notation_format (HtNotation notation, const HtPoint *at);

G_END_DECLS
