/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/network-blob.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/bytes.h"
#include "base/cbor.h"
#include "store/blob.h"
#include "store/error.h"

#define UNITS_PER_DEGREE 1e7
#define NODE_SIZE 16
#define SECTION_SIZE 50
#define TURN_SIZE 13
#define PATH_SIZE 13 /* and 4 a section */
/* Room for the CBOR around the content. */
#define CHUNK_SIZE (HT_BLOB_LIMIT - 64)
#define MAX_NAME 1024
#define MAX_PATH 1024

/* --- what a network must be --- */

static gboolean
refuse (GError **error, const char *what, guint index)
{
  g_set_error (error, HT_STORE_ERROR, HT_STORE_ERROR_INVALID,
               _ ("Road network, %s %u: out of order or not sound"), what, index);
  return FALSE;
}

static gboolean
is_sound_number (float value)
{
  return isfinite (value) && value >= 0;
}

static gboolean
section_is_sound (const HtNetwork *network, const HtSection *section)
{
  return section->from < network->nodes->len && section->to < network->nodes->len
         && section->name < network->names->len && section->road_class < HT_N_ROAD_CLASSES
         && section->n_points >= 2 && section->first_point <= network->points->len
         && section->n_points <= network->points->len - section->first_point
         && is_sound_number (section->length_m) && is_sound_number (section->speed_kmh)
         && is_sound_number (section->max_height_m) && is_sound_number (section->max_weight_t);
}

static gboolean
check_nodes (const HtNetwork *network, GError **error)
{
  const HtRoadNode *nodes = (const HtRoadNode *) network->nodes->data;
  for (guint i = 0; i < network->nodes->len; i++)
    if (!ht_point_is_valid (&nodes[i].at) || (i > 0 && nodes[i - 1].ref >= nodes[i].ref))
      return refuse (error, "node", i);
  for (guint i = 0; i < network->points->len; i++)
    if (!ht_point_is_valid (&g_array_index (network->points, HtPoint, i)))
      return refuse (error, "point", i);
  return TRUE;
}

static gboolean
path_is_sound (const HtNetwork *network, const HtTurnPath *path)
{
  guint n_sections = network->sections->len, n_steps = network->path_sections->len;
  if (path->from >= n_sections || path->via >= network->nodes->len || path->n < 2 || path->n > n_steps
      || path->n > MAX_PATH || path->first > n_steps - path->n)
    return FALSE;
  for (guint i = 0; i < path->n; i++)
    if (g_array_index (network->path_sections, guint32, path->first + i) >= n_sections)
      return FALSE;
  return ht_network_path_meets (network, path);
}

static gboolean
check_turns (const HtNetwork *network, GError **error)
{
  guint n_sections = network->sections->len;
  for (guint i = 0; i < network->turns->len; i++)
    {
      const HtTurn *turn = &g_array_index (network->turns, HtTurn, i);
      if (turn->from >= n_sections || turn->to >= n_sections || turn->via >= network->nodes->len)
        return refuse (error, "turn", i);
    }
  for (guint i = 0; i < network->turn_paths->len; i++)
    if (!path_is_sound (network, &g_array_index (network->turn_paths, HtTurnPath, i)))
      return refuse (error, "turn path", i);
  return TRUE;
}

gboolean
ht_network_check (const HtNetwork *network, GError **error)
{
  const HtSection *sections = (const HtSection *) network->sections->data;
  guint n_sections = network->sections->len;
  if (!check_nodes (network, error))
    return FALSE;
  for (guint i = 0; i < n_sections; i++)
    if (!section_is_sound (network, &sections[i])
        || (i > 0 && ht_section_compare (&sections[i - 1], &sections[i]) >= 0))
      return refuse (error, "section", i);
  if (!check_turns (network, error))
    return FALSE;
  for (guint i = 0; i < network->names->len; i++)
    {
      const char *name = g_ptr_array_index (network->names, i);
      if (strlen (name) > MAX_NAME || !g_utf8_validate (name, -1, NULL))
        return refuse (error, "name", i);
    }
  return (network->names->len > 0 && *(char *) g_ptr_array_index (network->names, 0) == '\0')
         || refuse (error, "name", 0);
}

/* --- writing --- */

static void
put_point (GByteArray *out, const HtPoint *point)
{
  ht_bytes_put_u32 (out, (guint32) (gint32) lround (point->lon * UNITS_PER_DEGREE));
  ht_bytes_put_u32 (out, (guint32) (gint32) lround (point->lat * UNITS_PER_DEGREE));
}

static void
add_blob (GPtrArray *blobs, const char *part, HtValue *content)
{
  g_autoptr (HtValue) whole = ht_value_new_array ();
  ht_value_add (whole, ht_value_new_text ("network"));
  ht_value_add (whole, ht_value_new_int (1));
  ht_value_add (whole, ht_value_new_text (part));
  ht_value_add (whole, content);
  g_ptr_array_add (blobs, ht_cbor_encode (whole));
}

/* Closes the chunk when @next more bytes would be too many; @next 0 closes what there is. */
static void
cut (GPtrArray *blobs, const char *part, GByteArray *chunk, gsize next)
{
  if (chunk->len == 0 || (next > 0 && chunk->len + next <= CHUNK_SIZE))
    return;
  add_blob (blobs, part, ht_value_new_bytes (chunk->data, chunk->len));
  g_byte_array_set_size (chunk, 0);
}

static int
compare_names (gconstpointer a, gconstpointer b, gpointer names)
{
  return strcmp (g_ptr_array_index ((GPtrArray *) names, *(const guint *) a),
                 g_ptr_array_index ((GPtrArray *) names, *(const guint *) b));
}

/* Writes the names in ascending order, each once; returns the new index of each old one. */
static guint32 *
encode_names (const HtNetwork *network, GPtrArray *blobs)
{
  guint n = network->names->len, n_written = 0;
  g_autofree guint *order = g_new (guint, n);
  guint32 *renumbered = g_new (guint32, n);
  g_autoptr (HtValue) names = ht_value_new_array ();
  gsize size = 0;
  for (guint i = 0; i < n; i++)
    order[i] = i;
  g_qsort_with_data (order, (gint) n, sizeof *order, compare_names, network->names);
  for (guint i = 0; i < n; i++)
    {
      const char *name = g_ptr_array_index (network->names, order[i]);
      if (i > 0 && strcmp (name, g_ptr_array_index (network->names, order[i - 1])) == 0)
        {
          renumbered[order[i]] = n_written - 1;
          continue;
        }
      if (size + strlen (name) + 5 > CHUNK_SIZE)
        {
          add_blob (blobs, "names", g_steal_pointer (&names));
          names = ht_value_new_array ();
          size = 0;
        }
      size += strlen (name) + 5;
      ht_value_add (names, ht_value_new_text (name));
      renumbered[order[i]] = n_written++;
    }
  add_blob (blobs, "names", g_steal_pointer (&names));
  return renumbered;
}

static void
encode_section (GByteArray *out, const HtNetwork *network, const HtSection *section, guint32 name)
{
  ht_bytes_put_u32 (out, section->from);
  ht_bytes_put_u32 (out, section->to);
  ht_bytes_put_u64 (out, section->way_id);
  ht_bytes_put_u32 (out, section->part);
  ht_bytes_put_u32 (out, section->flags);
  ht_bytes_put_u8 (out, section->road_class);
  ht_bytes_put_u8 (out, (guint8) section->layer);
  ht_bytes_put_f32 (out, section->length_m);
  ht_bytes_put_f32 (out, section->speed_kmh);
  ht_bytes_put_f32 (out, section->max_height_m);
  ht_bytes_put_f32 (out, section->max_weight_t);
  ht_bytes_put_u32 (out, name);
  ht_bytes_put_u32 (out, section->n_points);
  for (guint i = 0; i < section->n_points; i++)
    put_point (out, &g_array_index (network->points, HtPoint, section->first_point + i));
}

static gboolean
encode_sections (const HtNetwork *network, const guint32 *names, GPtrArray *blobs, GError **error)
{
  g_autoptr (GByteArray) chunk = g_byte_array_new ();
  for (guint i = 0; i < network->sections->len; i++)
    {
      const HtSection *section = &g_array_index (network->sections, HtSection, i);
      gsize size = SECTION_SIZE + 8 * (gsize) section->n_points;
      if (size > CHUNK_SIZE)
        return refuse (error, "section", i);
      cut (blobs, "sections", chunk, size);
      encode_section (chunk, network, section, names[section->name]);
    }
  cut (blobs, "sections", chunk, 0);
  return TRUE;
}

static int
compare_turns (gconstpointer a, gconstpointer b)
{
  const HtTurn *x = a, *y = b;
  if (x->from != y->from)
    return x->from < y->from ? -1 : 1;
  if (x->via != y->via)
    return x->via < y->via ? -1 : 1;
  if (x->to != y->to)
    return x->to < y->to ? -1 : 1;
  return (x->only != FALSE) - (y->only != FALSE);
}

static void
encode_turns (const HtNetwork *network, GPtrArray *blobs)
{
  g_autoptr (GArray) turns = g_array_copy (network->turns);
  g_autoptr (GByteArray) chunk = g_byte_array_new ();
  g_array_sort (turns, compare_turns);
  for (guint i = 0; i < turns->len; i++)
    {
      const HtTurn *turn = &g_array_index (turns, HtTurn, i);
      if (i > 0 && compare_turns (turn - 1, turn) == 0)
        continue;
      cut (blobs, "turns", chunk, TURN_SIZE);
      ht_bytes_put_u32 (chunk, turn->from);
      ht_bytes_put_u32 (chunk, turn->via);
      ht_bytes_put_u32 (chunk, turn->to);
      ht_bytes_put_u8 (chunk, turn->only != FALSE);
    }
  cut (blobs, "turns", chunk, 0);
}

static int
compare_paths (gconstpointer a, gconstpointer b, gpointer path_sections)
{
  const HtTurnPath *x = a, *y = b;
  const guint32 *steps = (const guint32 *) ((const GArray *) path_sections)->data;
  if (x->from != y->from || x->via != y->via)
    return x->from != y->from ? (x->from < y->from ? -1 : 1) : x->via < y->via ? -1 : 1;
  for (guint i = 0; i < x->n && i < y->n; i++)
    if (steps[x->first + i] != steps[y->first + i])
      return steps[x->first + i] < steps[y->first + i] ? -1 : 1;
  if (x->n != y->n)
    return x->n < y->n ? -1 : 1;
  return (x->only != FALSE) - (y->only != FALSE);
}

static void
encode_paths (const HtNetwork *network, GPtrArray *blobs)
{
  g_autoptr (GArray) paths = g_array_copy (network->turn_paths);
  g_autoptr (GByteArray) chunk = g_byte_array_new ();
  g_array_sort_with_data (paths, compare_paths, network->path_sections);
  for (guint i = 0; i < paths->len; i++)
    {
      const HtTurnPath *path = &g_array_index (paths, HtTurnPath, i);
      if (i > 0 && compare_paths (path - 1, path, network->path_sections) == 0)
        continue;
      cut (blobs, "paths", chunk, PATH_SIZE + 4 * (gsize) path->n);
      ht_bytes_put_u32 (chunk, path->from);
      ht_bytes_put_u32 (chunk, path->via);
      ht_bytes_put_u8 (chunk, path->only != FALSE);
      ht_bytes_put_u32 (chunk, path->n);
      for (guint k = 0; k < path->n; k++)
        ht_bytes_put_u32 (chunk, g_array_index (network->path_sections, guint32, path->first + k));
    }
  cut (blobs, "paths", chunk, 0);
}

GPtrArray *
ht_network_blobs_encode (const HtNetwork *network, GError **error)
{
  if (!ht_network_check (network, error))
    return NULL;
  g_autoptr (GPtrArray) blobs = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GByteArray) chunk = g_byte_array_new ();
  g_autofree guint32 *names = encode_names (network, blobs);
  for (guint i = 0; i < network->nodes->len; i++)
    {
      const HtRoadNode *node = &g_array_index (network->nodes, HtRoadNode, i);
      cut (blobs, "nodes", chunk, NODE_SIZE);
      ht_bytes_put_u64 (chunk, node->ref);
      put_point (chunk, &node->at);
    }
  cut (blobs, "nodes", chunk, 0);
  if (!encode_sections (network, names, blobs, error))
    return NULL;
  encode_turns (network, blobs);
  encode_paths (network, blobs);
  return g_steal_pointer (&blobs);
}

/* --- reading --- */

typedef struct
{
  const guint8 *data;
  gsize size, at;
} Reader;

static const guint8 *
take (Reader *reader, gsize n)
{
  const guint8 *at = reader->data + reader->at;
  reader->at += n;
  return at;
}

static guint32
take_u32 (Reader *reader)
{
  return ht_bytes_get_u32 (take (reader, sizeof (guint32)));
}

static gint64
take_i64 (Reader *reader)
{
  return (gint64) ht_bytes_get_u64 (take (reader, sizeof (gint64)));
}

static float
take_f32 (Reader *reader)
{
  return ht_bytes_get_f32 (take (reader, sizeof (float)));
}

static HtPoint
take_point (Reader *reader)
{
  double lon = (gint32) take_u32 (reader), lat = (gint32) take_u32 (reader);
  return (HtPoint){ lon / UNITS_PER_DEGREE, lat / UNITS_PER_DEGREE };
}

static gboolean
read_nodes (HtNetwork *network, Reader *reader)
{
  if (reader->size % NODE_SIZE != 0)
    return FALSE;
  while (reader->at < reader->size)
    {
      HtRoadNode node = { .ref = take_i64 (reader) };
      node.at = take_point (reader);
      g_array_append_val (network->nodes, node);
    }
  return TRUE;
}

static gboolean
read_sections (HtNetwork *network, Reader *reader)
{
  while (reader->at < reader->size)
    {
      if (reader->size - reader->at < SECTION_SIZE)
        return FALSE;
      HtSection section = { .from = take_u32 (reader), .first_point = network->points->len };
      section.to = take_u32 (reader);
      section.way_id = take_i64 (reader);
      section.part = take_u32 (reader);
      section.flags = take_u32 (reader);
      section.road_class = reader->data[reader->at++];
      section.layer = (gint8) reader->data[reader->at++];
      section.length_m = take_f32 (reader);
      section.speed_kmh = take_f32 (reader);
      section.max_height_m = take_f32 (reader);
      section.max_weight_t = take_f32 (reader);
      section.name = take_u32 (reader);
      section.n_points = take_u32 (reader);
      if (section.n_points > (reader->size - reader->at) / 8)
        return FALSE;
      for (guint i = 0; i < section.n_points; i++)
        {
          HtPoint point = take_point (reader);
          g_array_append_val (network->points, point);
        }
      g_array_append_val (network->sections, section);
    }
  return TRUE;
}

static gboolean
read_turns (HtNetwork *network, Reader *reader)
{
  if (reader->size % TURN_SIZE != 0)
    return FALSE;
  while (reader->at < reader->size)
    {
      HtTurn turn = { .from = take_u32 (reader) };
      turn.via = take_u32 (reader);
      turn.to = take_u32 (reader);
      turn.only = reader->data[reader->at++] != 0;
      g_array_append_val (network->turns, turn);
    }
  return TRUE;
}

static gboolean
read_paths (HtNetwork *network, Reader *reader)
{
  while (reader->at < reader->size)
    {
      if (reader->size - reader->at < PATH_SIZE)
        return FALSE;
      HtTurnPath path = { .from = take_u32 (reader), .first = network->path_sections->len };
      path.via = take_u32 (reader);
      path.only = reader->data[reader->at++] != 0;
      path.n = take_u32 (reader);
      if (path.n > (reader->size - reader->at) / 4)
        return FALSE;
      for (guint i = 0; i < path.n; i++)
        {
          guint32 section = take_u32 (reader);
          g_array_append_val (network->path_sections, section);
        }
      g_array_append_val (network->turn_paths, path);
    }
  return TRUE;
}

static gboolean
read_names (HtNetwork *network, HtValue *names)
{
  /* A new network already has the empty name; the first blob repeats it. */
  guint first = network->names->len == 1 ? 1 : 0;
  if (first == 1 && g_strcmp0 (ht_value_get_text (ht_value_get_item (names, 0), NULL), "") != 0)
    return FALSE;
  for (guint i = first; i < ht_value_get_length (names); i++)
    {
      const char *name = ht_value_get_text (ht_value_get_item (names, i), NULL);
      if (name == NULL)
        return FALSE;
      g_ptr_array_add (network->names, g_strdup (name));
    }
  return ht_value_get_kind (names) == HT_VALUE_ARRAY;
}

static gboolean
read_part (HtNetwork *network, const char *part, HtValue *content)
{
  Reader reader = { 0 };
  if (g_strcmp0 (part, "names") == 0)
    return read_names (network, content);
  reader.data = ht_value_get_bytes (content, &reader.size);
  if (reader.data == NULL)
    return FALSE;
  if (g_strcmp0 (part, "nodes") == 0)
    return read_nodes (network, &reader);
  if (g_strcmp0 (part, "sections") == 0)
    return read_sections (network, &reader);
  if (g_strcmp0 (part, "paths") == 0)
    return read_paths (network, &reader);
  return g_strcmp0 (part, "turns") == 0 && read_turns (network, &reader);
}

gboolean
ht_network_blobs_add (HtNetwork *network, HtValue *content, GError **error)
{
  if (ht_value_get_kind (content) == HT_VALUE_ARRAY && ht_value_get_length (content) == 4
      && g_strcmp0 (ht_value_get_text (ht_value_get_item (content, 0), NULL), "network") == 0
      && ht_value_get_int (ht_value_get_item (content, 1), 0) == 1
      && read_part (network, ht_value_get_text (ht_value_get_item (content, 2), NULL),
                    ht_value_get_item (content, 3)))
    return TRUE;
  g_set_error_literal (error, HT_STORE_ERROR, HT_STORE_ERROR_CORRUPT,
                       _ ("a blob is not a part of a road network: import the layer again"));
  return FALSE;
}
