/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/osm-pbf-block.h"

#include <string.h>

#include "geo/osmpbf.pb-c.h"

typedef struct
{
  HtOsmArena *arena;
  const HtOsmVisitor *visitor;
  HtOsmCounts *counts;
  const HtPbf__PrimitiveBlock *block;
  const char **strings; /* made on first use, so names of users are never looked at */
  GArray *tags;         /* HtOsmTag */
  GArray *members;      /* HtOsmMember */
} Block;

/* The string of the block's table, valid UTF-8; NULL for an index outside of it or without memory. */
static const char *
get_string (Block *block, guint64 index)
{
  const HtPbf__StringTable *table = block->block->stringtable;
  if (index >= table->n_s)
    return NULL;
  if (block->strings[index] != NULL)
    return block->strings[index];
  const ProtobufCBinaryData *raw = &table->s[index];
  g_autofree char *mended = NULL;
  const char *text = (const char *) raw->data;
  gsize size = raw->len;
  if (size > 0 && !g_utf8_validate_len (text, size, NULL))
    {
      mended = g_utf8_make_valid (text, (gssize) size);
      text = mended;
      size = strlen (mended);
    }
  char *copy = ht_osm_arena_alloc (block->arena, size + 1);
  if (copy == NULL)
    return NULL;
  if (size > 0)
    memcpy (copy, text, size);
  copy[size] = '\0';
  block->strings[index] = copy;
  return copy;
}

static gboolean
add_tag (Block *block, guint64 key, guint64 value)
{
  const HtOsmTag tag = { get_string (block, key), get_string (block, value) };
  if (tag.key == NULL || tag.value == NULL || block->tags->len >= HT_OSM_MAX_TAGS)
    return FALSE;
  g_array_append_val (block->tags, tag);
  return TRUE;
}

static gboolean
set_tags (Block *block, const uint32_t *keys, gsize n_keys, const uint32_t *values, gsize n_values)
{
  g_array_set_size (block->tags, 0);
  if (n_keys != n_values)
    return FALSE;
  for (gsize i = 0; i < n_keys; i++)
    if (!add_tag (block, keys[i], values[i]))
      return FALSE;
  return TRUE;
}

static HtOsmTags
tags_of (const Block *block)
{
  return (HtOsmTags){ (const HtOsmTag *) block->tags->data, block->tags->len };
}

/* Nanodegrees are offset + granularity × value; beyond the earth or the integers is HT_OSM_NOWHERE. */
static gint32
to_degrees (gint64 offset, gint64 granularity, gint64 value, gint64 limit_degrees)
{
  gint64 nano;
  if (__builtin_mul_overflow (granularity, value, &nano) || __builtin_add_overflow (offset, nano, &nano)
      || nano > limit_degrees * 1000000000 || nano < -limit_degrees * 1000000000)
    return HT_OSM_NOWHERE;
  return (gint32) ((nano + (nano < 0 ? -50 : 50)) / 100);
}

static HtOsmPlace
place_of (const Block *block, gint64 lon, gint64 lat)
{
  const HtPbf__PrimitiveBlock *raw = block->block;
  return (HtOsmPlace){ to_degrees (raw->lon_offset, raw->granularity, lon, 180),
                       to_degrees (raw->lat_offset, raw->granularity, lat, 90) };
}

static gint64
add_delta (gint64 sum, gint64 delta)
{
  return (gint64) ((guint64) sum + (guint64) delta);
}

static const char *
visit_node (Block *block, const HtPbf__Node *node)
{
  if (!set_tags (block, node->keys, node->n_keys, node->vals, node->n_vals))
    return "the tags of a node are damaged";
  const HtOsmTags tags = tags_of (block);
  block->visitor->node (node->id, place_of (block, node->lon, node->lat), &tags, block->visitor->user_data);
  return NULL;
}

/* Reads key and value numbers up to the 0 that ends a node's list; FALSE where the list is cut. */
static gboolean
take_dense_tags (Block *block, const HtPbf__DenseNodes *dense, gsize *at)
{
  g_array_set_size (block->tags, 0);
  if (dense->n_keys_vals == 0)
    return TRUE;
  while (*at < dense->n_keys_vals && dense->keys_vals[*at] != 0)
    {
      if (*at + 1 >= dense->n_keys_vals || dense->keys_vals[*at] < 0 || dense->keys_vals[*at + 1] < 0
          || !add_tag (block, (guint64) dense->keys_vals[*at], (guint64) dense->keys_vals[*at + 1]))
        return FALSE;
      *at += 2;
    }
  return (*at)++ < dense->n_keys_vals;
}

static const char *
visit_dense (Block *block, const HtPbf__DenseNodes *dense)
{
  gint64 id = 0, lon = 0, lat = 0;
  gsize at = 0;
  for (gsize i = 0; i < dense->n_id; i++)
    {
      id = add_delta (id, dense->id[i]);
      lon = add_delta (lon, dense->lon[i]);
      lat = add_delta (lat, dense->lat[i]);
      if (!take_dense_tags (block, dense, &at))
        return "the tags of a node are damaged";
      const HtOsmTags tags = tags_of (block);
      block->visitor->node (id, place_of (block, lon, lat), &tags, block->visitor->user_data);
    }
  return NULL;
}

static const char *
visit_way (Block *block, HtPbf__Way *way)
{
  gint64 ref = 0;
  if (way->n_refs > HT_OSM_MAX_REFS)
    return "a way has more than 200,000 points";
  if (!set_tags (block, way->keys, way->n_keys, way->vals, way->n_vals))
    return "the tags of a way are damaged";
  for (gsize i = 0; i < way->n_refs; i++)
    way->refs[i] = ref = add_delta (ref, way->refs[i]);
  const HtOsmTags tags = tags_of (block);
  block->visitor->way (way->id, way->refs, (guint) way->n_refs, &tags, block->visitor->user_data);
  return NULL;
}

static const char *
visit_relation (Block *block, const HtPbf__Relation *relation)
{
  static const char types[] = { 'n', 'w', 'r' };
  gint64 ref = 0;
  if (relation->n_memids > HT_OSM_MAX_MEMBERS)
    return "a relation has more than 200,000 members";
  if (relation->n_memids != relation->n_types || relation->n_memids != relation->n_roles_sid)
    return "the members of a relation are damaged";
  if (!set_tags (block, relation->keys, relation->n_keys, relation->vals, relation->n_vals))
    return "the tags of a relation are damaged";
  g_array_set_size (block->members, 0);
  for (gsize i = 0; i < relation->n_memids; i++)
    {
      ref = add_delta (ref, relation->memids[i]);
      guint type = (guint) relation->types[i];
      const char *role
          = relation->roles_sid[i] >= 0 ? get_string (block, (guint64) relation->roles_sid[i]) : NULL;
      if (type >= sizeof types || role == NULL)
        return "the members of a relation are damaged";
      const HtOsmMember member = { ref, types[type], role };
      g_array_append_val (block->members, member);
    }
  const HtOsmTags tags = tags_of (block);
  block->visitor->relation (relation->id, (const HtOsmMember *) block->members->data, block->members->len,
                            &tags, block->visitor->user_data);
  return NULL;
}

static const char *
visit_nodes (Block *block, const HtPbf__PrimitiveGroup *group)
{
  const HtPbf__DenseNodes *dense = group->dense;
  const char *problem = NULL;
  block->counts->nodes += group->n_nodes + (dense != NULL ? dense->n_id : 0);
  if (dense != NULL && (dense->n_id != dense->n_lat || dense->n_id != dense->n_lon))
    return "the positions of nodes are damaged";
  if (block->visitor->node == NULL)
    return NULL;
  for (gsize i = 0; i < group->n_nodes && problem == NULL; i++)
    problem = visit_node (block, group->nodes[i]);
  if (problem == NULL && dense != NULL)
    problem = visit_dense (block, dense);
  return problem;
}

static const char *
visit_group (Block *block, const HtPbf__PrimitiveGroup *group, guint8 *kinds)
{
  if (group->n_nodes > 0 || group->dense != NULL)
    *kinds |= HT_OSM_BLOCK_NODES;
  if (group->n_ways > 0)
    *kinds |= HT_OSM_BLOCK_WAYS;
  if (group->n_relations > 0)
    *kinds |= HT_OSM_BLOCK_RELATIONS;
  block->counts->ways += group->n_ways;
  block->counts->relations += group->n_relations;
  const char *problem = visit_nodes (block, group);
  for (gsize i = 0; i < group->n_ways && problem == NULL && block->visitor->way != NULL; i++)
    problem = visit_way (block, group->ways[i]);
  for (gsize i = 0; i < group->n_relations && problem == NULL && block->visitor->relation != NULL; i++)
    problem = visit_relation (block, group->relations[i]);
  return problem;
}

const char *
ht_osm_pbf_block_visit (HtOsmArena *arena, const guint8 *data, gsize size, const HtOsmScan *scan,
                        guint8 *kinds)
{
  Block block = { .arena = arena, .visitor = scan->visitor, .counts = scan->counts };
  block.block = ht_pbf__primitive_block__unpack (ht_osm_arena_get_allocator (arena), size, data);
  if (block.block == NULL)
    return "a block is damaged or unfolds to more than 512 MiB; fetch the file again";
  if (block.block->granularity <= 0)
    return "the granularity of a block is not positive";
  gsize table_size = (block.block->stringtable->n_s + 1) * sizeof *block.strings;
  block.strings = ht_osm_arena_alloc (arena, table_size);
  if (block.strings == NULL)
    return "a block unfolds to more than 512 MiB";
  memset (block.strings, 0, table_size);
  G_GNUC_UNUSED g_autoptr (GArray) tags = block.tags = g_array_new (FALSE, FALSE, sizeof (HtOsmTag));
  G_GNUC_UNUSED g_autoptr (GArray) members = block.members = g_array_new (FALSE, FALSE, sizeof (HtOsmMember));
  const char *problem = NULL;
  for (gsize i = 0; i < block.block->n_primitivegroup && problem == NULL; i++)
    problem = visit_group (&block, block.block->primitivegroup[i], kinds);
  return problem;
}
