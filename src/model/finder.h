/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/city.h"

G_BEGIN_DECLS

typedef enum
{
  HT_FOUND_POSITION, /* coordinates in any notation of geo/notation.h */
  HT_FOUND_INCIDENT,
  HT_FOUND_TEAM,
  HT_FOUND_STATION,
  HT_FOUND_STREET,
  HT_FOUND_PLACE,   /* place, hospital, school, shelter, water */
  HT_FOUND_ADDRESS, /* named building or house number */
} HtFoundKind;

/* One answer. Immutable. Properties (read only): title, detail. */
#define HT_TYPE_FOUND (ht_found_get_type ())
G_DECLARE_FINAL_TYPE (HtFound, ht_found, HT, FOUND, GObject)

HtFoundKind ht_found_get_kind (HtFound *self);
const char *ht_found_get_title (HtFound *self);
/* What it is and where: "street · 1.2 km north-east". */
const char *ht_found_get_detail (HtFound *self);
void ht_found_get_position (HtFound *self, HtPoint *position);
/* Canonical id text of incidents, teams and stations; NULL for the rest. */
const char *ht_found_get_id_text (HtFound *self);
/* The table (interned) and @id of the feature of a layer that it is: see HtMapThings; NULL where it is none.
 */
const char *ht_found_get_thing (HtFound *self, HtUuid *id);
int ht_found_get_score (HtFound *self);

/*
 * HtFinder: finds by Chinese, full pinyin, initials, English, codes ("0398"), coordinates. The index is built
 * on a worker after opening and after imports; objects of the day are always current.
 */
#define HT_TYPE_FINDER (ht_finder_get_type ())
G_DECLARE_FINAL_TYPE (HtFinder, ht_finder, HT, FINDER, GObject)

/* @near: what is nearer to it ranks first among equals; NULL: the city's centre. @limit: most answers, 1 to
 * 200. */
void ht_finder_query_async (HtFinder *self, const char *text, const HtPoint *near, guint limit,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* HtFound, best first; owned by the caller. An empty list is an answer. */
GListModel *ht_finder_query_finish (HtFinder *self, GAsyncResult *result, GError **error);
gboolean ht_finder_is_ready (HtFinder *self);

G_END_DECLS
