/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/osm.h"

G_BEGIN_DECLS

/*
 * Small maps for tests, one element a line:
 *
 *   n 1 0 0 amenity=fire_station      node 1, 0 m east and 0 m north of 31° N 121° E (steps of 1e-5 degree)
 *   w 10 1 2 3 highway=primary        way 10 over nodes 1, 2, 3
 *   r 5 w10:from n2:via w11:to type=restriction
 *
 * In values "~" stands for a blank. A "#" begins a comment line.
 */
char *test_sketch_to_xml (const char *sketch);

/* How a PBF is to be packed; zero is the usual form. */
typedef struct
{
  gboolean raw;         /* blobs not compressed */
  gboolean plain_nodes; /* nodes one by one instead of dense */
  gint32 granularity;   /* 0: the default of 100 */
  gint64 lon_offset, lat_offset;
  const char *feature; /* one more required feature */
  guint n_per_block;   /* 0: all in one */
} TestPbf;

GBytes *test_sketch_to_pbf (const char *sketch, const TestPbf *how);
/* One blob with its header in front: for files that are wrong on purpose. */
void test_pbf_append_blob (GByteArray *out, const char *type, gconstpointer data, gsize size, gboolean raw);

/* Writes a file that is removed when the program ends; the path is new. */
char *test_write (const char *name, gconstpointer data, gsize size);

/* Reads the sketch as XML and as PBF, checks that both give the same, and returns it. */
HtMapData *test_sketch_read (const char *sketch, HtOsmLayers layers);
void test_network_assert_equal (const HtNetwork *a, const HtNetwork *b);
void test_map_assert_equal (const HtMapData *a, const HtMapData *b);

/* The section of @way between two nodes in that order, or NULL; the only one, else a failure. */
const HtSection *test_find_section (const HtNetwork *network, gint64 way, gint64 from, gint64 to);
gint64 test_node_ref (const HtNetwork *network, guint32 index);
/* Counts under a reason in the report's lists. */
guint64 test_dropped (const HtMapData *data, const char *why);
guint64 test_repaired (const HtMapData *data, const char *why);
guint64 test_noted (const HtMapData *data, const char *why);
/* Features of the table whose kind is @kind; all where it is NULL. */
guint test_count (const HtMapData *data, const char *table, const char *kind);
/* The path of a file of the real data, or NULL (and the test skipped) where there is none. */
char *test_shared (const char *relative);

G_END_DECLS
