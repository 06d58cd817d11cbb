/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every way a PBF may be packed gives the same map; every way it may be wrong gives one sentence. */
#include <string.h>
#include <zlib.h>

#include "geo/error.h"
#include "geo/osmpbf.pb-c.h"
#include "geo/osm-arena.h"
#include "sketch.h"

#define TOWN                                                                                                 \
  "n 1 0 0\nn 2 100 0\nn 3 200 -40 amenity=fire_station name=站\nn 4 100 100 place=square name=广场\n"    \
  "w 10 1 2 3 highway=primary name=路\nw 11 2 4 highway=service\nw 12 1 2 4 1 building=yes\n"               \
  "r 20 w10:from n2:via w11:to type=restriction restriction=no_left_turn\n"                                  \
  "r 21 w12:outer type=multipolygon landuse=forest\n"

static HtMapData *
read_bytes (gconstpointer data, gsize size, GError **error)
{
  g_autofree char *path = test_write ("test.osm.pbf", data, size);
  return ht_osm_read (path, HT_OSM_ALL, NULL, error);
}

static void
check_refused (const GByteArray *file, int code, const char *says)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (read_bytes (file->data, file->len, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, HT_GEO_ERROR, code);
  g_assert_nonnull (strstr (error->message, says));
}

static void
test_forms (void)
{
  static const TestPbf forms[] = { { .raw = TRUE },
                                   { .plain_nodes = TRUE },
                                   { .granularity = 1000 },
                                   { .granularity = 1 },
                                   { .lon_offset = 121000000000, .lat_offset = 31000000000 },
                                   { .granularity = 10000, .lon_offset = -50000, .lat_offset = 70000 },
                                   { .n_per_block = 1 },
                                   { .n_per_block = 4, .raw = TRUE, .plain_nodes = TRUE } };
  g_autoptr (HtMapData) usual = test_sketch_read (TOWN, HT_OSM_ALL);
  g_assert_cmpuint (test_count (usual, "station", NULL), ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr (GBytes) pbf = test_sketch_to_pbf (TOWN, &forms[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (HtMapData) map = read_bytes (g_bytes_get_data (pbf, NULL), g_bytes_get_size (pbf), &error);
      g_assert_no_error (error);
      test_map_assert_equal (usual, map);
    }
}

static void
test_required_features (void)
{
  static const char *const features[] = { "HistoricalInformation", "LocationsOnWays2", "Something\xff" };
  for (guint i = 0; i < G_N_ELEMENTS (features); i++)
    {
      const TestPbf how = { .feature = features[i] };
      g_autoptr (GBytes) pbf = test_sketch_to_pbf (TOWN, &how);
      g_autoptr (GError) error = NULL;
      g_assert_null (read_bytes (g_bytes_get_data (pbf, NULL), g_bytes_get_size (pbf), &error));
      g_assert_error (error, HT_GEO_ERROR, HT_GEO_ERROR_UNSUPPORTED);
      g_assert_nonnull (strstr (error->message, "which is not supported"));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

/* A file that begins well; more blobs are appended to it. */
static GByteArray *
begin_file (void)
{
  static const guint8 header[] = "\x22\x0eOsmSchema-V0.6\x22\x0a"
                                 "DenseNodes";
  GByteArray *file = g_byte_array_new ();
  test_pbf_append_blob (file, "OSMHeader", header, sizeof header - 1, FALSE);
  return file;
}

static void
test_cut (void)
{
  g_autoptr (GBytes) pbf = test_sketch_to_pbf (TOWN, NULL);
  const guint8 *data = g_bytes_get_data (pbf, NULL);
  g_autoptr (GByteArray) header = begin_file ();
  for (gsize size = 1; size < g_bytes_get_size (pbf); size++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (read_bytes (data, size, &error));
      g_assert_true (error->domain == HT_GEO_ERROR);
    }
  /* Nothing but a header is no map. */
  check_refused (header, HT_GEO_ERROR_INVALID, "no map element");
}

static void
test_order_of_blobs (void)
{
  g_autoptr (GBytes) pbf = test_sketch_to_pbf (TOWN, NULL);
  g_autoptr (GByteArray) header = begin_file ();
  /* A blob of a kind to come is passed over, wherever it stands. */
  g_autoptr (GByteArray) file = begin_file ();
  test_pbf_append_blob (file, "OSMFuture", "anything", 8, FALSE);
  g_byte_array_append (file, (const guint8 *) g_bytes_get_data (pbf, NULL) + header->len,
                       (guint) g_bytes_get_size (pbf) - header->len);
  g_autoptr (GError) error = NULL;
  g_autoptr (HtMapData) map = read_bytes (file->data, file->len, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (test_count (map, "station", NULL), ==, 1);
}

static void
test_bad_blobs (void)
{
  g_autoptr (GByteArray) garbage = begin_file ();
  test_pbf_append_blob (garbage, "OSMData", "\xff\xff\xff\xff", 4, FALSE);
  check_refused (garbage, HT_GEO_ERROR_INVALID, "damaged");
  g_autoptr (GByteArray) empty = begin_file ();
  test_pbf_append_blob (empty, "OSMData", "", 0, FALSE);
  check_refused (empty, HT_GEO_ERROR_INVALID, "damaged");
  g_autoptr (GByteArray) tail = begin_file ();
  g_byte_array_append (tail, (const guint8 *) "\x7f\xff\xff\xff", 4);
  check_refused (tail, HT_GEO_ERROR_INVALID, "no blob header");
  g_autoptr (GByteArray) zero = begin_file ();
  g_byte_array_append (zero, (const guint8 *) "\0\0\0\0", 4);
  check_refused (zero, HT_GEO_ERROR_INVALID, "no blob header");
}

/* A blob written by hand: what it holds and what it says about its size. */
static void
append_raw_blob (GByteArray *file, const HtPbf__Blob *blob, gint32 claimed)
{
  HtPbf__BlobHeader header = HT_PBF__BLOB_HEADER__INIT;
  guint8 packed_header[64], packed[512];
  gsize size = ht_pbf__blob__pack (blob, packed);
  header.type = (char *) "OSMData";
  header.datasize = claimed >= 0 ? claimed : (gint32) size;
  gsize header_size = ht_pbf__blob_header__pack (&header, packed_header);
  guint32 length = GUINT32_TO_BE ((guint32) header_size);
  g_byte_array_append (file, (const guint8 *) &length, 4);
  g_byte_array_append (file, packed_header, (guint) header_size);
  g_byte_array_append (file, packed, (guint) size);
}

static void
test_sizes_that_lie (void)
{
  guint8 zeros[64];
  uLongf n = sizeof zeros;
  guint8 plain[100] = { 0 };
  g_assert_cmpint (compress (zeros, &n, plain, sizeof plain), ==, Z_OK);
  HtPbf__Blob blob = HT_PBF__BLOB__INIT;
  blob.has_zlib_data = blob.has_raw_size = TRUE;
  blob.zlib_data = (ProtobufCBinaryData){ n, zeros };
  static const struct
  {
    gint32 raw_size, claimed;
    int code;
    const char *says;
  } rows[] = { { 50, -1, HT_GEO_ERROR_INVALID, "zlib data is damaged" },
               { 200, -1, HT_GEO_ERROR_INVALID, "zlib data is damaged" },
               { -1, -1, HT_GEO_ERROR_TOO_LARGE, "32 MiB" },
               { 1 << 30, -1, HT_GEO_ERROR_TOO_LARGE, "32 MiB" },
               { 100, 1 << 30, HT_GEO_ERROR_TOO_LARGE, "32 MiB" },
               { 100, 5000, HT_GEO_ERROR_INVALID, "ends too early" } };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GByteArray) file = begin_file ();
      blob.raw_size = rows[i].raw_size;
      append_raw_blob (file, &blob, rows[i].claimed);
      check_refused (file, rows[i].code, rows[i].says);
    }
  blob.has_raw_size = FALSE;
  g_autoptr (GByteArray) without = begin_file ();
  append_raw_blob (without, &blob, -1);
  check_refused (without, HT_GEO_ERROR_TOO_LARGE, "32 MiB");
}

static void
test_other_packing (void)
{
  /* lzma_data is field 4: neither raw nor zlib. */
  static const guint8 blob[] = { 0x10, 0x04, 0x22, 0x04, 1, 2, 3, 4 };
  static const guint8 header[] = "\x0a\x07OSMData\x18\x08";
  g_autoptr (GByteArray) file = begin_file ();
  g_byte_array_append (file, (const guint8 *) "\0\0\0\x0b", 4);
  g_byte_array_append (file, header, sizeof header - 1);
  g_byte_array_append (file, blob, sizeof blob);
  check_refused (file, HT_GEO_ERROR_UNSUPPORTED, "another method than zlib");
}

/* Fills a block with one group and hands it over as a file. */
static GByteArray *
file_of_group (HtPbf__PrimitiveGroup *group, gint32 granularity)
{
  static char *texts[] = { (char *) "", (char *) "name" };
  HtPbf__PrimitiveBlock block = HT_PBF__PRIMITIVE_BLOCK__INIT;
  HtPbf__StringTable table = HT_PBF__STRING_TABLE__INIT;
  ProtobufCBinaryData strings[] = { { 0, (guint8 *) texts[0] }, { 4, (guint8 *) texts[1] } };
  table.n_s = 2;
  table.s = strings;
  block.stringtable = &table;
  block.n_primitivegroup = 1;
  block.primitivegroup = &group;
  block.has_granularity = TRUE;
  block.granularity = granularity;
  GByteArray *file = begin_file ();
  gsize size = ht_pbf__primitive_block__get_packed_size (&block);
  g_autofree guint8 *packed = g_malloc (size);
  ht_pbf__primitive_block__pack (&block, packed);
  test_pbf_append_blob (file, "OSMData", packed, size, FALSE);
  return file;
}

static void
test_bad_nodes (void)
{
  gint64 numbers[] = { 1, 2, 3 };
  gint32 keys[] = { 1, 1, 0, 9, 1, 0, 0 };
  HtPbf__DenseNodes dense = HT_PBF__DENSE_NODES__INIT;
  HtPbf__PrimitiveGroup group = HT_PBF__PRIMITIVE_GROUP__INIT;
  group.dense = &dense;
  dense.id = dense.lat = dense.lon = numbers;
  dense.n_id = 3;
  dense.n_lat = dense.n_lon = 2;
  g_autoptr (GByteArray) lengths = file_of_group (&group, 100);
  check_refused (lengths, HT_GEO_ERROR_INVALID, "positions of nodes");
  dense.n_lat = dense.n_lon = 3;
  dense.keys_vals = keys;
  dense.n_keys_vals = 7;
  g_autoptr (GByteArray) strings = file_of_group (&group, 100);
  check_refused (strings, HT_GEO_ERROR_INVALID, "tags of a node");
  dense.n_keys_vals = 2;
  g_autoptr (GByteArray) unended = file_of_group (&group, 100);
  check_refused (unended, HT_GEO_ERROR_INVALID, "tags of a node");
  keys[3] = -1;
  dense.n_keys_vals = 7;
  g_autoptr (GByteArray) negative = file_of_group (&group, 100);
  check_refused (negative, HT_GEO_ERROR_INVALID, "tags of a node");
  dense.n_keys_vals = 0;
  g_autoptr (GByteArray) grain = file_of_group (&group, 0);
  check_refused (grain, HT_GEO_ERROR_INVALID, "granularity");
}

static void
test_far_nodes (void)
{
  /* Sums beyond 64 bits wrap, products beyond it are no position: neither may stop the reader. */
  gint64 ids[] = { 1, 1 }, lats[] = { G_MAXINT64, G_MAXINT64 }, lons[] = { G_MININT64, G_MININT64 };
  HtPbf__DenseNodes dense = HT_PBF__DENSE_NODES__INIT;
  HtPbf__PrimitiveGroup group = HT_PBF__PRIMITIVE_GROUP__INIT;
  group.dense = &dense;
  dense.n_id = dense.n_lat = dense.n_lon = 2;
  dense.id = ids;
  dense.lat = lats;
  dense.lon = lons;
  g_autoptr (GByteArray) file = file_of_group (&group, G_MAXINT32);
  g_autoptr (GError) error = NULL;
  g_autoptr (HtMapData) map = read_bytes (file->data, file->len, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (map->report->read, ==, 2);
  g_assert_cmpuint (test_dropped (map, "node whose position is not on the earth"), >=, 1);
}

static void
test_bad_ways_and_relations (void)
{
  guint32 keys[] = { 1, 7 };
  gint64 refs[] = { 1 };
  gint32 roles[] = { 0 };
  HtPbf__Relation__MemberType types[] = { 7 };
  HtPbf__Way way = HT_PBF__WAY__INIT, *ways[] = { &way };
  HtPbf__Relation relation = HT_PBF__RELATION__INIT, *relations[] = { &relation };
  HtPbf__PrimitiveGroup group = HT_PBF__PRIMITIVE_GROUP__INIT;
  group.n_ways = 1;
  group.ways = ways;
  way.keys = way.vals = keys;
  way.n_keys = 2;
  way.n_vals = 1;
  g_autoptr (GByteArray) lengths = file_of_group (&group, 100);
  check_refused (lengths, HT_GEO_ERROR_INVALID, "tags of a way");
  way.n_vals = 2;
  g_autoptr (GByteArray) strings = file_of_group (&group, 100);
  check_refused (strings, HT_GEO_ERROR_INVALID, "tags of a way");
  group.n_ways = 0;
  group.n_relations = 1;
  group.relations = relations;
  relation.memids = refs;
  relation.n_memids = 1;
  g_autoptr (GByteArray) members = file_of_group (&group, 100);
  check_refused (members, HT_GEO_ERROR_INVALID, "members of a relation");
  relation.n_types = relation.n_roles_sid = 1;
  relation.types = types;
  relation.roles_sid = roles;
  g_autoptr (GByteArray) kind = file_of_group (&group, 100);
  check_refused (kind, HT_GEO_ERROR_INVALID, "members of a relation");
  types[0] = 0;
  roles[0] = -3;
  g_autoptr (GByteArray) role = file_of_group (&group, 100);
  check_refused (role, HT_GEO_ERROR_INVALID, "members of a relation");
}

static void
test_block_bomb (void)
{
  /* 15 million empty ways of two bytes each would unfold to gigabytes: 0x12 = group, 0x1a 0x00 = a way. */
  const gsize n_ways = 7u << 20;
  g_autoptr (GByteArray) block = g_byte_array_new ();
  g_byte_array_append (block, (const guint8 *) "\x0a\x00\x12", 3);
  for (gsize size = 2 * n_ways; size > 0; size >>= 7)
    {
      guint8 byte = (guint8) ((size & 127) | (size > 127 ? 128 : 0));
      g_byte_array_append (block, &byte, 1);
    }
  guint start = block->len;
  g_byte_array_set_size (block, start + (guint) (2 * n_ways));
  for (gsize i = 0; i < n_ways; i++)
    memcpy (block->data + start + 2 * i, "\x1a\x00", 2);
  g_autoptr (GByteArray) file = begin_file ();
  test_pbf_append_blob (file, "OSMData", block->data, block->len, FALSE);
  check_refused (file, HT_GEO_ERROR_INVALID, "damaged or unfolds");
}

static void
test_invalid_text (void)
{
  /* Bytes that are no UTF-8 are mended, not passed on. */
  g_autoptr (GBytes) pbf = test_sketch_to_pbf ("n 1 0 0 amenity=school name=ab\xff"
                                               "cd\n",
                                               NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (HtMapData) map = read_bytes (g_bytes_get_data (pbf, NULL), g_bytes_get_size (pbf), &error);
  g_assert_no_error (error);
  const HtFeature *school = g_ptr_array_index (ht_map_data_get_features (map, "school"), 0);
  g_assert_true (g_utf8_validate (school->name, -1, NULL));
  g_assert_true (g_str_has_prefix (school->name, "ab"));
}

static void
test_arena (void)
{
  g_autoptr (HtOsmArena) arena = ht_osm_arena_new ();
  guint8 *first = ht_osm_arena_alloc (arena, 10);
  guint8 *second = ht_osm_arena_alloc (arena, 10);
  g_assert_true (second >= first + 10);
  g_assert_cmpuint ((gsize) second % 16, ==, 0);
  guint8 *large = ht_osm_arena_alloc (arena, 5u << 20);
  memset (large, 1, 5u << 20);
  g_assert_null (ht_osm_arena_alloc (arena, HT_OSM_ARENA_LIMIT));
  g_assert_null (ht_osm_arena_alloc (arena, G_MAXSIZE));
  ht_osm_arena_reset (arena);
  g_assert_true (ht_osm_arena_alloc (arena, 10) == first);
  gsize n = 0;
  while (ht_osm_arena_alloc (arena, 32u << 20) != NULL)
    n++;
  g_assert_cmpuint (n, ==, HT_OSM_ARENA_LIMIT / (32u << 20) - 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geo/osm-pbf/forms", test_forms);
  g_test_add_func ("/geo/osm-pbf/required-features", test_required_features);
  g_test_add_func ("/geo/osm-pbf/cut", test_cut);
  g_test_add_func ("/geo/osm-pbf/order-of-blobs", test_order_of_blobs);
  g_test_add_func ("/geo/osm-pbf/bad-blobs", test_bad_blobs);
  g_test_add_func ("/geo/osm-pbf/sizes-that-lie", test_sizes_that_lie);
  g_test_add_func ("/geo/osm-pbf/other-packing", test_other_packing);
  g_test_add_func ("/geo/osm-pbf/bad-nodes", test_bad_nodes);
  g_test_add_func ("/geo/osm-pbf/far-nodes", test_far_nodes);
  g_test_add_func ("/geo/osm-pbf/bad-ways-and-relations", test_bad_ways_and_relations);
  g_test_add_func ("/geo/osm-pbf/block-bomb", test_block_bomb);
  g_test_add_func ("/geo/osm-pbf/invalid-text", test_invalid_text);
  g_test_add_func ("/geo/osm-pbf/arena", test_arena);
  return g_test_run ();
}
