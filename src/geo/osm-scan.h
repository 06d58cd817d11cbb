/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "geo/geometry.h"
#include "geo/osm-tags.h"

G_BEGIN_DECLS

/* A position of OSM in 1e-7 degree, the unit it is stored in. HT_OSM_NOWHERE marks an unknown one. */
typedef struct
{
  gint32 lon, lat;
} HtOsmPlace;
#define HT_OSM_NOWHERE G_MININT32

typedef struct
{
  gint64 ref;
  char type; /* 'n', 'w' or 'r' */
  const char *role;
} HtOsmMember;

/* Called for each element of the kinds that are not NULL; arguments live until the call returns. A node whose
   position is not on the earth comes with HT_OSM_NOWHERE. */
typedef struct
{
  void (*node) (gint64 id, HtOsmPlace at, const HtOsmTags *tags, gpointer user_data);
  void (*way) (gint64 id, const gint64 *refs, guint n_refs, const HtOsmTags *tags, gpointer user_data);
  /* What the file says it covers, where it does and it is on the earth. */
  void (*bounds) (const HtBox *bounds, gpointer user_data);
  void (*relation) (gint64 id, const HtOsmMember *members, guint n_members, const HtOsmTags *tags,
                    gpointer user_data);
  gpointer user_data;
} HtOsmVisitor;

/* Elements seen by the last scan. Deleted ones (visible="false") are not handed on. */
typedef struct
{
  guint64 nodes, ways, relations, deleted;
} HtOsmCounts;

/* An open OpenStreetMap file that can be scanned several times. */
typedef struct _HtOsmFile HtOsmFile;

HtOsmFile *ht_osm_file_open (const char *path, GError **error);
void ht_osm_file_free (HtOsmFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtOsmFile, ht_osm_file_free)

/* Errors: HT_GEO_ERROR with file and place, G_IO_ERROR_CANCELLED. The first scan checks the whole file; later
   ones may skip what holds no wanted kind, so @counts (may be NULL) is complete for the first only. */
gboolean ht_osm_file_scan (HtOsmFile *file, const HtOsmVisitor *visitor, HtOsmCounts *counts,
                           GCancellable *cancellable, GError **error);

G_END_DECLS
