/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/value.h"
#include "geo/network.h"

G_BEGIN_DECLS

/*
 * A road network as blobs. Each is the CBOR array ["network", 1, part, content], parts in this order, each in
 * as many blobs as 8 MiB want:
 *   "names"    array of text, ascending, [0] = ""
 *   "nodes"    bytes: ref i64, lon i32, lat i32
 *   "sections" bytes: from u32, to u32, way i64, part u32, flags u32, class u8, drawing layer i8, length_m
 * f32, speed_kmh f32, max_height_m f32, max_weight_t f32, name u32, n u32, then n times lon i32, lat i32
 *   "turns"    bytes: from u32, via u32, to u32, only u8
 *   "paths"    bytes: from u32, via u32, only u8, n u32, then n times section u32 (HtTurnPath; only where
 * there are any, so that networks without them keep their digests) Little-endian; degrees are in units of
 * 1e-7; class is HtRoadClass; indices count over all blobs of a part.
 */

/* Nodes sorted by ref and sections by (way, from ref, to ref, part), no doubles, as HtNetwork demands: else
 * HT_STORE_ERROR_INVALID naming the first that is not, as for numbers that are no numbers and bad indices. */
GPtrArray *ht_network_blobs_encode (const HtNetwork *network, GError **error);

/* Adds a blob's content (decoded CBOR) to @network; HT_STORE_ERROR_CORRUPT. Call for all, then _check. */
gboolean ht_network_blobs_add (HtNetwork *network, HtValue *content, GError **error);
/* The order and indices of a whole network, as above. */
gboolean ht_network_check (const HtNetwork *network, GError **error);

G_END_DECLS
