/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/osm-class.h"
#include "geo/osm-road.h"
#include "geo/osm-scan.h"

G_BEGIN_DECLS

/*
 * What three passes over a file gather before anything is built: relations first, as they tell which ways
 * matter, then ways, then the positions of the nodes those need. Private to osm*.c.
 */

/* A way that is a road, a feature, or a member of a wanted relation. Points are indices into node_ids. */
typedef struct
{
  gint64 id;
  guint32 first_ref, n_refs;
  guint32 road, name; /* road: 1 + index into roads, 0 none; name: index into names */
  guint32 first_draft, n_drafts;
  gboolean is_coast;
} HtOsmWay;

typedef struct
{
  gint64 id;
  guint32 first_member, n_members; /* into members: ways only, in order */
  guint32 first_draft, n_drafts;   /* none: the old style, where the outer way has the tags */
} HtOsmRelation;

typedef struct
{
  gint64 way;
  gboolean is_inner; /* by its role, which may be wrong */
} HtOsmRingMember;

/* A turn restriction in the file's own ids: over a node, or over ways between. */
typedef struct
{
  gint64 from_way, via_node, to_way;
  guint32 first_via, n_via_ways; /* into ban_ways; none: over via_node */
  gboolean only;
} HtOsmBan;

/* A feature of a node, or a finished one of a way or relation, and where it came from. */
typedef struct
{
  char type;
  gint64 id;
  HtFeature *feature;
} HtOsmMade;

typedef struct
{
  HtOsmLayers layers;
  HtImportReport *report; /* borrowed */
  GArray *ways;           /* HtOsmWay, sorted by id after the second pass */
  GArray *refs;           /* gint64 ids; freed when point_of replaces them */
  guint32 *point_of;      /* for each ref its index into node_ids */
  GArray *roads;          /* HtOsmRoad */
  GArray *drafts;         /* HtOsmDraft of ways and relations */
  GArray *relations;      /* HtOsmRelation, sorted by id */
  GArray *members;        /* HtOsmRingMember */
  GArray *bans;           /* HtOsmBan, in the order of their relations */
  GArray *ban_ways;       /* gint64: the ways between of bans */
  HtBox bounds, extent;   /* what the file says it covers, empty where it does not; of its nodes */
  GArray *wanted_ways;    /* gint64, sorted: members of relations */
  GArray *node_ids;       /* gint64, sorted, unique */
  HtOsmPlace *places;     /* of each of node_ids */
  GPtrArray *names;       /* char *, [0] = "" */
  GHashTable *name_index; /* borrowed char * → index */
  GHashTable *plain; /* kind ("" for none) → HtValue map with just that, shared by all who have no more */
  GArray *made;      /* HtOsmMade */
} HtOsmStock;

HtOsmStock *ht_osm_stock_new (HtOsmLayers layers, HtImportReport *report);
void ht_osm_stock_free (HtOsmStock *stock);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtOsmStock, ht_osm_stock_free)

/* The three passes. Errors: HT_GEO_ERROR, G_IO_ERROR_CANCELLED. */
gboolean ht_osm_stock_gather (HtOsmStock *stock, HtOsmFile *file, GCancellable *cancellable, GError **error);

/* Ways and their refs are complete: sorts them, and numbers the nodes, whose places are then to be filled in.
 */
void ht_osm_stock_settle (HtOsmStock *stock);
/* Index of @name (taken, may be NULL) in names. */
guint32 ht_osm_stock_intern_name (HtOsmStock *stock, char *name);
/* Nodes need no more ids: called between building the network and the features, to have their memory back. */
void ht_osm_stock_forget_ids (HtOsmStock *stock);
/* Compares gint64, also the leading member of a struct. */
int ht_osm_compare_ids (gconstpointer a, gconstpointer b);
/* The way of that id, or NULL. */
const HtOsmWay *ht_osm_stock_find_way (const HtOsmStock *stock, gint64 id);
/* FALSE for a node that was not in the file. @index as in HtOsmStock.point_of. */
gboolean ht_osm_stock_get_point (const HtOsmStock *stock, guint32 index, HtPoint *point);

/* One relation's restriction, added to bans or counted with the reason it is not (osm-turns.c). */
void ht_osm_stock_add_ban (HtOsmStock *stock, const HtOsmMember *members, guint n_members,
                           const HtOsmTags *tags);
/* The network of the gathered roads (osm-network.c); fills the report's drive figures. */
HtNetwork *ht_osm_stock_build_network (HtOsmStock *stock);
/* Adds the turns of @stock->bans to a finished @network (osm-turns.c). */
void ht_osm_stock_add_turns (const HtOsmStock *stock, HtNetwork *network);
/* The sections of @way that a vehicle can be on when it comes to (@arriving) or leaves node @via. Returns how
 * many there are; *@index is the last. */
guint ht_osm_find_sections (const HtNetwork *network, gint64 way, guint32 via, gboolean arriving,
                            guint32 *index);
/* Adds the path of a ban over ways to @network; returns why not, or NULL (osm-turn-paths.c). */
const char *ht_osm_stock_add_turn_path (const HtOsmStock *stock, const HtOsmBan *ban, HtNetwork *network);
/* Adds the sea between the gathered coastlines to @stock->made (osm-sea.c). @network (may be NULL) tells
 * whether it would flood the roads. */
void ht_osm_stock_build_sea (HtOsmStock *stock, const HtNetwork *network);
/* Adds the features of ways and relations to @stock->made (osm-shapes.c). */
void ht_osm_stock_build_features (HtOsmStock *stock);

G_END_DECLS
