/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sketch.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <zlib.h>

#include "base/json.h"
#include "geo/osmpbf.pb-c.h"

/* An element of a sketch. */
typedef struct
{
  char type;
  gint64 id;
  gint64 east, north; /* of a node, in 1e-5 degree */
  GArray *refs;       /* gint64 of a way */
  GPtrArray *keys, *values;
  GPtrArray *roles;     /* of a relation */
  GArray *member_types; /* char */
} Item;

static void
item_free (gpointer data)
{
  Item *item = data;
  g_array_unref (item->refs);
  g_ptr_array_unref (item->keys);
  g_ptr_array_unref (item->values);
  g_ptr_array_unref (item->roles);
  g_array_unref (item->member_types);
  g_free (item);
}

static Item *
item_new (char type, gint64 id)
{
  Item *item = g_new0 (Item, 1);
  item->type = type;
  item->id = id;
  item->refs = g_array_new (FALSE, FALSE, sizeof (gint64));
  item->keys = g_ptr_array_new_with_free_func (g_free);
  item->values = g_ptr_array_new_with_free_func (g_free);
  item->roles = g_ptr_array_new_with_free_func (g_free);
  item->member_types = g_array_new (FALSE, FALSE, 1);
  return item;
}

static void
add_tag (Item *item, const char *word)
{
  const char *equals = strchr (word, '=');
  char *value = g_strdup (equals + 1);
  g_strdelimit (value, "~", ' ');
  g_ptr_array_add (item->keys, g_strndup (word, (gsize) (equals - word)));
  g_ptr_array_add (item->values, value);
}

static void
add_member (Item *item, const char *word)
{
  char *colon;
  gint64 ref = g_ascii_strtoll (word + 1, &colon, 10);
  g_assert_cmpint (*colon, ==, ':');
  g_array_append_val (item->member_types, word[0]);
  g_array_append_val (item->refs, ref);
  g_ptr_array_add (item->roles, g_strdup (colon + 1));
}

static void
add_word (Item *item, const char *word)
{
  if (strchr (word, '=') != NULL)
    add_tag (item, word);
  else if (item->type == 'r')
    add_member (item, word);
  else
    {
      gint64 ref = g_ascii_strtoll (word, NULL, 10);
      g_array_append_val (item->refs, ref);
    }
}

static Item *
parse_line (const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  Item *item = item_new (words[0][0], g_ascii_strtoll (words[1], NULL, 10));
  guint i = 2;
  if (item->type == 'n')
    {
      item->east = g_ascii_strtoll (words[2], NULL, 10);
      item->north = g_ascii_strtoll (words[3], NULL, 10);
      i = 4;
    }
  for (; words[i] != NULL; i++)
    if (*words[i] != '\0')
      add_word (item, words[i]);
  return item;
}

static GPtrArray *
parse_sketch (const char *sketch)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (item_free);
  g_auto (GStrv) lines = g_strsplit (sketch, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0' && *lines[i] != '#')
      g_ptr_array_add (items, parse_line (lines[i]));
  return items;
}

static void
write_tags (GString *out, const Item *item)
{
  for (guint i = 0; i < item->keys->len; i++)
    {
      g_autofree char *key = g_markup_escape_text (g_ptr_array_index (item->keys, i), -1);
      g_autofree char *value = g_markup_escape_text (g_ptr_array_index (item->values, i), -1);
      g_string_append_printf (out, "<tag k=\"%s\" v=\"%s\"/>", key, value);
    }
}

static void
write_item (GString *out, const Item *item)
{
  if (item->type == 'n')
    g_string_append_printf (out,
                            "<node id=\"%" G_GINT64_FORMAT "\" user=\"someone\" lat=\"%.7f\" lon=\"%.7f\">",
                            item->id, 31.0 + (double) item->north * 1e-5, 121.0 + (double) item->east * 1e-5);
  else
    g_string_append_printf (out, "<%s id=\"%" G_GINT64_FORMAT "\" user=\"someone\">",
                            item->type == 'w' ? "way" : "relation", item->id);
  for (guint i = 0; i < item->refs->len; i++)
    {
      gint64 ref = g_array_index (item->refs, gint64, i);
      if (item->type == 'w')
        {
          g_string_append_printf (out, "<nd ref=\"%" G_GINT64_FORMAT "\"/>", ref);
          continue;
        }
      char type = g_array_index (item->member_types, char, i);
      g_string_append_printf (out, "<member type=\"%s\" ref=\"%" G_GINT64_FORMAT "\" role=\"%s\"/>",
                              type == 'n'   ? "node"
                              : type == 'w' ? "way"
                                            : "relation",
                              ref, (char *) g_ptr_array_index (item->roles, i));
    }
  write_tags (out, item);
  g_string_append_printf (out, "</%s>\n",
                          item->type == 'n'   ? "node"
                          : item->type == 'w' ? "way"
                                              : "relation");
}

char *
test_sketch_to_xml (const char *sketch)
{
  g_autoptr (GPtrArray) items = parse_sketch (sketch);
  GString *out = g_string_new ("<?xml version='1.0' encoding='UTF-8'?>\n<osm version=\"0.6\">\n");
  for (guint i = 0; i < items->len; i++)
    write_item (out, g_ptr_array_index (items, i));
  g_string_append (out, "</osm>\n");
  return g_string_free (out, FALSE);
}

void
test_pbf_append_blob (GByteArray *out, const char *type, gconstpointer data, gsize size, gboolean raw)
{
  HtPbf__Blob blob = HT_PBF__BLOB__INIT;
  HtPbf__BlobHeader header = HT_PBF__BLOB_HEADER__INIT;
  uLongf packed_size = compressBound (size);
  g_autofree guint8 *packed = g_malloc (packed_size);
  if (raw)
    {
      blob.has_raw = TRUE;
      blob.raw = (ProtobufCBinaryData){ size, (guint8 *) data };
    }
  else
    {
      g_assert_cmpint (compress (packed, &packed_size, data, size), ==, Z_OK);
      blob.has_raw_size = TRUE;
      blob.raw_size = (gint32) size;
      blob.has_zlib_data = TRUE;
      blob.zlib_data = (ProtobufCBinaryData){ packed_size, packed };
    }
  gsize blob_size = ht_pbf__blob__get_packed_size (&blob);
  header.type = (char *) type;
  header.datasize = (gint32) blob_size;
  gsize header_size = ht_pbf__blob_header__get_packed_size (&header);
  guint32 length = GUINT32_TO_BE ((guint32) header_size);
  g_byte_array_append (out, (const guint8 *) &length, sizeof length);
  guint start = out->len;
  g_byte_array_set_size (out, start + (guint) (header_size + blob_size));
  ht_pbf__blob_header__pack (&header, out->data + start);
  ht_pbf__blob__pack (&blob, out->data + start + header_size);
}

/* A block being filled; strings are numbered as they come, 0 is "". */
typedef struct
{
  const TestPbf *how;
  GPtrArray *strings;
  GPtrArray *nodes, *ways, *relations; /* messages */
  GArray *ids, *lats, *lons;           /* gint64 deltas of dense nodes */
  GArray *keys_vals;                   /* gint32 */
  gint64 last_id, last_lat, last_lon;
  GPtrArray *arrays; /* everything to be freed at the end */
} Block;

static guint32
number_string (Block *block, const char *text)
{
  for (guint i = 0; i < block->strings->len; i++)
    if (g_str_equal (g_ptr_array_index (block->strings, i), text))
      return i;
  g_ptr_array_add (block->strings, g_strdup (text));
  return block->strings->len - 1;
}

static gpointer
keep (Block *block, gsize size)
{
  gpointer memory = g_malloc0 (MAX (size, 1));
  g_ptr_array_add (block->arrays, memory);
  return memory;
}

static guint32 *
number_all (Block *block, const GPtrArray *texts)
{
  guint32 *numbers = keep (block, texts->len * sizeof *numbers);
  for (guint i = 0; i < texts->len; i++)
    numbers[i] = number_string (block, g_ptr_array_index (texts, i));
  return numbers;
}

static gint64 *
to_deltas (Block *block, const GArray *refs)
{
  gint64 *deltas = keep (block, refs->len * sizeof *deltas), before = 0;
  for (guint i = 0; i < refs->len; i++)
    {
      deltas[i] = g_array_index (refs, gint64, i) - before;
      before += deltas[i];
    }
  return deltas;
}

static void
add_dense_node (Block *block, const Item *item, gint64 lat, gint64 lon)
{
  const gint64 deltas[] = { item->id - block->last_id, lat - block->last_lat, lon - block->last_lon };
  const gint32 end = 0;
  g_array_append_val (block->ids, deltas[0]);
  g_array_append_val (block->lats, deltas[1]);
  g_array_append_val (block->lons, deltas[2]);
  block->last_id = item->id;
  block->last_lat = lat;
  block->last_lon = lon;
  for (guint i = 0; i < item->keys->len; i++)
    {
      const gint32 pair[] = { (gint32) number_string (block, g_ptr_array_index (item->keys, i)),
                              (gint32) number_string (block, g_ptr_array_index (item->values, i)) };
      g_array_append_vals (block->keys_vals, pair, 2);
    }
  g_array_append_val (block->keys_vals, end);
}

static void
add_node (Block *block, const Item *item)
{
  gint64 granularity = block->how->granularity > 0 ? block->how->granularity : 100;
  gint64 lat = ((G_GINT64_CONSTANT (3100000) + item->north) * 10000 - block->how->lat_offset) / granularity;
  gint64 lon = ((G_GINT64_CONSTANT (12100000) + item->east) * 10000 - block->how->lon_offset) / granularity;
  if (!block->how->plain_nodes)
    {
      add_dense_node (block, item, lat, lon);
      return;
    }
  HtPbf__Node *node = keep (block, sizeof *node);
  ht_pbf__node__init (node);
  node->id = item->id;
  node->lat = lat;
  node->lon = lon;
  node->n_keys = node->n_vals = item->keys->len;
  node->keys = number_all (block, item->keys);
  node->vals = number_all (block, item->values);
  g_ptr_array_add (block->nodes, node);
}

static void
add_way (Block *block, const Item *item)
{
  HtPbf__Way *way = keep (block, sizeof *way);
  ht_pbf__way__init (way);
  way->id = item->id;
  way->n_keys = way->n_vals = item->keys->len;
  way->keys = number_all (block, item->keys);
  way->vals = number_all (block, item->values);
  way->n_refs = item->refs->len;
  way->refs = to_deltas (block, item->refs);
  g_ptr_array_add (block->ways, way);
}

static void
add_relation (Block *block, const Item *item)
{
  HtPbf__Relation *relation = keep (block, sizeof *relation);
  ht_pbf__relation__init (relation);
  relation->id = item->id;
  relation->n_keys = relation->n_vals = item->keys->len;
  relation->keys = number_all (block, item->keys);
  relation->vals = number_all (block, item->values);
  relation->n_memids = relation->n_types = relation->n_roles_sid = item->refs->len;
  relation->memids = to_deltas (block, item->refs);
  relation->roles_sid = (gint32 *) number_all (block, item->roles);
  relation->types = keep (block, item->refs->len * sizeof *relation->types);
  for (guint i = 0; i < item->refs->len; i++)
    {
      char type = g_array_index (item->member_types, char, i);
      relation->types[i] = type == 'n' ? 0 : type == 'w' ? 1 : 2;
    }
  g_ptr_array_add (block->relations, relation);
}

static void
block_init (Block *block, const TestPbf *how)
{
  *block = (Block){ .how = how };
  block->strings = g_ptr_array_new_with_free_func (g_free);
  block->nodes = g_ptr_array_new ();
  block->ways = g_ptr_array_new ();
  block->relations = g_ptr_array_new ();
  block->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  block->lats = g_array_new (FALSE, FALSE, sizeof (gint64));
  block->lons = g_array_new (FALSE, FALSE, sizeof (gint64));
  block->keys_vals = g_array_new (FALSE, FALSE, sizeof (gint32));
  block->arrays = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (block->strings, g_strdup (""));
  /* A name that no reader may look at. */
  g_ptr_array_add (block->strings, g_strdup ("someone"));
}

static void
block_clear (Block *block)
{
  g_ptr_array_unref (block->strings);
  g_ptr_array_unref (block->nodes);
  g_ptr_array_unref (block->ways);
  g_ptr_array_unref (block->relations);
  g_array_unref (block->ids);
  g_array_unref (block->lats);
  g_array_unref (block->lons);
  g_array_unref (block->keys_vals);
  g_ptr_array_unref (block->arrays);
}

static void
pack_block (Block *block, GByteArray *out)
{
  HtPbf__PrimitiveBlock message = HT_PBF__PRIMITIVE_BLOCK__INIT;
  HtPbf__StringTable table = HT_PBF__STRING_TABLE__INIT;
  HtPbf__DenseNodes dense = HT_PBF__DENSE_NODES__INIT;
  HtPbf__PrimitiveGroup group = HT_PBF__PRIMITIVE_GROUP__INIT;
  HtPbf__PrimitiveGroup *groups[] = { &group };
  table.n_s = block->strings->len;
  table.s = keep (block, table.n_s * sizeof *table.s);
  for (guint i = 0; i < block->strings->len; i++)
    table.s[i] = (ProtobufCBinaryData){ strlen (g_ptr_array_index (block->strings, i)),
                                        g_ptr_array_index (block->strings, i) };
  dense.n_id = dense.n_lat = dense.n_lon = block->ids->len;
  dense.id = (gint64 *) block->ids->data;
  dense.lat = (gint64 *) block->lats->data;
  dense.lon = (gint64 *) block->lons->data;
  dense.n_keys_vals = block->keys_vals->len;
  dense.keys_vals = (gint32 *) block->keys_vals->data;
  group.dense = block->ids->len > 0 ? &dense : NULL;
  group.n_nodes = block->nodes->len;
  group.nodes = (HtPbf__Node **) block->nodes->pdata;
  group.n_ways = block->ways->len;
  group.ways = (HtPbf__Way **) block->ways->pdata;
  group.n_relations = block->relations->len;
  group.relations = (HtPbf__Relation **) block->relations->pdata;
  message.stringtable = &table;
  message.n_primitivegroup = 1;
  message.primitivegroup = groups;
  message.has_granularity = block->how->granularity > 0;
  message.granularity = block->how->granularity > 0 ? block->how->granularity : 100;
  message.has_lat_offset = block->how->lat_offset != 0;
  message.lat_offset = block->how->lat_offset;
  message.has_lon_offset = block->how->lon_offset != 0;
  message.lon_offset = block->how->lon_offset;
  gsize size = ht_pbf__primitive_block__get_packed_size (&message);
  g_autofree guint8 *packed = g_malloc (size);
  ht_pbf__primitive_block__pack (&message, packed);
  test_pbf_append_blob (out, "OSMData", packed, size, block->how->raw);
}

static void
append_header (GByteArray *out, const TestPbf *how)
{
  HtPbf__HeaderBlock header = HT_PBF__HEADER_BLOCK__INIT;
  char *features[] = { (char *) "OsmSchema-V0.6", (char *) "DenseNodes", (char *) how->feature };
  header.n_required_features = how->feature != NULL ? 3 : 2;
  header.required_features = features;
  guint8 packed[256];
  gsize size = ht_pbf__header_block__pack (&header, packed);
  test_pbf_append_blob (out, "OSMHeader", packed, size, how->raw);
}

GBytes *
test_sketch_to_pbf (const char *sketch, const TestPbf *how)
{
  static const TestPbf usual;
  g_autoptr (GPtrArray) items = parse_sketch (sketch);
  GByteArray *out = g_byte_array_new ();
  how = how != NULL ? how : &usual;
  guint n_per_block = how->n_per_block > 0 ? how->n_per_block : G_MAXUINT;
  append_header (out, how);
  for (guint i = 0; i < items->len;)
    {
      Block block;
      block_init (&block, how);
      for (guint n = 0; n < n_per_block && i < items->len; n++, i++)
        {
          const Item *item = g_ptr_array_index (items, i);
          (item->type == 'n' ? add_node : item->type == 'w' ? add_way : add_relation) (&block, item);
        }
      pack_block (&block, out);
      block_clear (&block);
    }
  return g_byte_array_free_to_bytes (out);
}
