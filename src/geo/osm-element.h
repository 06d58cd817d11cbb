/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/osm-bytes.h"
#include "geo/osm-scan.h"

G_BEGIN_DECLS

/* Private to the two readers (osm-xml.c, osm-pbf.c). Most that one element may have; OSM itself allows 2,000
   references and 32,000 members. */
#define HT_OSM_MAX_TAGS 5000
#define HT_OSM_MAX_REFS 200000
#define HT_OSM_MAX_MEMBERS 200000

/* What one reader needs to know to do one scan. */
typedef struct
{
  HtOsmBytes *bytes;
  const HtOsmVisitor *visitor;
  HtOsmCounts *counts; /* never NULL */
  GCancellable *cancellable;
} HtOsmScan;

gboolean ht_osm_xml_scan (const HtOsmScan *scan, GError **error);

/* @kinds remembers between scans which kinds each blob holds (guint8 a blob); empty for the first. */
gboolean ht_osm_pbf_scan (const HtOsmScan *scan, GByteArray *kinds, GError **error);
/* The first bytes of a file are a PBF header. */
gboolean ht_osm_pbf_is_head (const guint8 *head, gsize size);

G_END_DECLS
