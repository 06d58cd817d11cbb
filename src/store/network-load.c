/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "store/error.h"
#include "store/network-rows.h"
#include "store/spatial.h"

#define CHECK_EVERY 4096 /* rows between looks at the cancellable */

typedef struct
{
  HtDb *db;
  GCancellable *cancellable;
  HtNetwork *network;
  GHashTable *ranks; /* layer.fid → rank by layer id */
  GHashTable *names; /* text → index */
  GArray *ids;       /* gint64: road_arc.id of each row, ascending */
  GArray *layers;    /* guint: rank of its layer */
  guint32 *merged;   /* section of each row; NULL: the row's number */
} Loader;

static gboolean
refuse_row (Loader *loader, const char *table, gint64 id, GError **error)
{
  g_set_error (error, HT_STORE_ERROR, HT_STORE_ERROR_CORRUPT,
               _ ("%s: %s, row %ld: damaged: restore a backup or import the roads again"),
               ht_db_get_path (loader->db), table, (long) id);
  return FALSE;
}

static gboolean
next_row (Loader *loader, HtStatement *rows, guint *n, HtStep *step, GError **error)
{
  *step = HT_STEP_ERROR;
  if (++*n % CHECK_EVERY != 0 || !g_cancellable_set_error_if_cancelled (loader->cancellable, error))
    *step = ht_statement_step (rows, error);
  return *step == HT_STEP_ROW;
}

static gboolean
load_ranks (Loader *loader, GError **error)
{
  g_autoptr (HtStatement) rows
      = ht_db_prepare (loader->db, "SELECT fid FROM layer WHERE table_name = 'road_arc' ORDER BY id", error);
  if (rows == NULL)
    return FALSE;
  guint n = 0, rank = 0;
  HtStep step;
  while (next_row (loader, rows, &n, &step, error))
    g_hash_table_insert (loader->ranks, GSIZE_TO_POINTER ((gsize) ht_statement_get_int (rows, 0)),
                         GUINT_TO_POINTER (rank++));
  return step == HT_STEP_DONE;
}

static gboolean
load_nodes (Loader *loader, GError **error)
{
  g_autoptr (HtStatement) rows
      = ht_db_prepare (loader->db, "SELECT id, geom FROM road_node ORDER BY id", error);
  if (rows == NULL)
    return FALSE;
  guint n = 0;
  HtStep step;
  while (next_row (loader, rows, &n, &step, error))
    {
      gsize size;
      const guint8 *geom = ht_statement_get_bytes (rows, 1, &size);
      HtRoadNode node = { .ref = ht_statement_get_int (rows, 0) };
      if (!ht_spatial_read_point (geom, size, &node.at))
        return refuse_row (loader, "road_node", node.ref, error);
      g_array_append_val (loader->network->nodes, node);
    }
  return step == HT_STEP_DONE;
}

static gboolean
find_node (const HtNetwork *network, gint64 ref, guint32 *index)
{
  const HtRoadNode *nodes = (const HtRoadNode *) network->nodes->data;
  guint low = 0, high = network->nodes->len;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if (nodes[middle].ref < ref)
        low = middle + 1;
      else
        high = middle;
    }
  *index = low;
  return low < network->nodes->len && nodes[low].ref == ref;
}

static guint32
intern_name (Loader *loader, const char *name)
{
  gpointer index;
  if (name == NULL || *name == '\0')
    return 0;
  if (g_hash_table_lookup_extended (loader->names, name, NULL, &index))
    return GPOINTER_TO_UINT (index);
  char *copy = g_strdup (name);
  guint32 fresh = loader->network->names->len;
  g_ptr_array_add (loader->network->names, copy);
  g_hash_table_insert (loader->names, copy, GUINT_TO_POINTER (fresh));
  return fresh;
}

/* Columns as load_sections selects them. */
static gboolean
read_section (Loader *loader, HtStatement *rows, HtSection *section)
{
  HtNetwork *network = loader->network;
  HtRoadClass road_class;
  gsize size;
  const char *class_name = ht_statement_get_text (rows, 6);
  const guint8 *geom = ht_statement_get_bytes (rows, 14, &size);
  *section = (HtSection){ .way_id = ht_statement_get_int (rows, 2),
                          .part = (guint32) ht_statement_get_int (rows, 5),
                          .flags = (guint32) ht_statement_get_int (rows, 8),
                          .length_m = (float) ht_statement_get_real (rows, 9),
                          .speed_kmh = (float) ht_statement_get_real (rows, 10),
                          .max_height_m = (float) ht_statement_get_real (rows, 11),
                          .max_weight_t = (float) ht_statement_get_real (rows, 12),
                          .layer = (gint8) ht_statement_get_int (rows, 13),
                          .name = intern_name (loader, ht_statement_get_text (rows, 7)),
                          .first_point = network->points->len };
  if (class_name == NULL || !ht_road_class_parse (class_name, &road_class)
      || !find_node (network, ht_statement_get_int (rows, 3), &section->from)
      || !find_node (network, ht_statement_get_int (rows, 4), &section->to)
      || !ht_spatial_read_line (geom, size, network->points))
    return FALSE;
  section->road_class = (guint8) road_class;
  section->n_points = network->points->len - section->first_point;
  return TRUE;
}

static gboolean
load_sections (Loader *loader, GError **error)
{
  g_autoptr (HtStatement) rows
      = ht_db_prepare (loader->db,
                       "SELECT id, layer, way_id, from_node, to_node, part, class, name, flags, length_m, "
                       "speed_kmh, max_height_m, max_weight_t, z, geom FROM road_arc ORDER BY id",
                       error);
  if (rows == NULL)
    return FALSE;
  guint n = 0;
  HtStep step;
  while (next_row (loader, rows, &n, &step, error))
    {
      HtSection section;
      gint64 id = ht_statement_get_int (rows, 0);
      gpointer layer = GSIZE_TO_POINTER ((gsize) ht_statement_get_int (rows, 1));
      guint rank = GPOINTER_TO_UINT (g_hash_table_lookup (loader->ranks, layer));
      if (!read_section (loader, rows, &section))
        return refuse_row (loader, "road_arc", id, error);
      g_array_append_val (loader->network->sections, section);
      g_array_append_val (loader->ids, id);
      g_array_append_val (loader->layers, rank);
    }
  return step == HT_STEP_DONE;
}

/* --- merging --- */

typedef struct
{
  HtSection section;
  guint row, rank;
} Row;

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const Row *x = a, *y = b;
  int order = ht_section_compare (&x->section, &y->section);
  return order != 0 ? order : x->rank < y->rank ? -1 : x->rank > y->rank;
}

static gboolean
is_sorted (const HtSection *sections, guint n)
{
  for (guint i = 1; i < n; i++)
    if (ht_section_compare (&sections[i - 1], &sections[i]) >= 0)
      return FALSE;
  return TRUE;
}

/* Sections in order, each once. One layer's rows are that as they come. Points keep the order of the rows. */
static void
merge (Loader *loader)
{
  GArray *sections = loader->network->sections;
  guint n = sections->len;
  if (is_sorted ((const HtSection *) sections->data, n))
    return;
  g_autofree Row *rows = g_new (Row, n);
  for (guint i = 0; i < n; i++)
    rows[i] = (Row){ g_array_index (sections, HtSection, i), i, g_array_index (loader->layers, guint, i) };
  qsort (rows, n, sizeof *rows, compare_rows);
  g_array_set_size (sections, 0);
  loader->merged = g_new (guint32, n);
  for (guint i = 0; i < n; i++)
    {
      if (i == 0 || ht_section_compare (&rows[i - 1].section, &rows[i].section) != 0)
        g_array_append_val (sections, rows[i].section);
      loader->merged[rows[i].row] = sections->len - 1;
    }
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;
  return x < y ? -1 : x > y;
}

static gboolean
find_section (Loader *loader, gint64 id, guint32 *index)
{
  const gint64 *ids = (const gint64 *) loader->ids->data;
  const gint64 *found = bsearch (&id, ids, loader->ids->len, sizeof id, compare_ids);
  if (found == NULL)
    return FALSE;
  *index = loader->merged != NULL ? loader->merged[found - ids] : (guint32) (found - ids);
  return TRUE;
}

/* Appends the sections of a via_arcs text and of the last arc; FALSE where one is not there. */
static gboolean
read_steps (Loader *loader, const char *via_arcs, gint64 to_arc, GArray *steps)
{
  g_autoptr (HtValue) list = ht_json_parse ("via_arcs", via_arcs, strlen (via_arcs), NULL);
  guint n = list != NULL ? ht_value_get_length (list) : 0;
  for (guint i = 0; i <= n; i++)
    {
      gint64 id = i < n ? ht_value_get_int (ht_value_get_item (list, i), -1) : to_arc;
      guint32 section;
      if (!find_section (loader, id, &section))
        return FALSE;
      g_array_append_val (steps, section);
    }
  return n > 0;
}

/* A turn over sections between; @seen as in load_turns. */
static gboolean
load_path (Loader *loader, HtStatement *rows, const HtTurn *turn, GHashTable *seen)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (guint32));
  HtTurnPath path = { .from = turn->from, .via = turn->via, .only = turn->only };
  if (!read_steps (loader, ht_statement_get_text (rows, 5), ht_statement_get_int (rows, 3), steps))
    return FALSE;
  path.n = steps->len;
  g_autoptr (GByteArray) key = g_byte_array_new ();
  g_byte_array_append (key, (const guint8 *) turn, sizeof *turn);
  g_byte_array_append (key, (const guint8 *) steps->data, steps->len * (guint) sizeof (guint32));
  if (g_hash_table_add (seen, g_byte_array_free_to_bytes (g_steal_pointer (&key))))
    ht_network_add_path (loader->network, &path, (const guint32 *) steps->data);
  return TRUE;
}

static gboolean
load_turn (Loader *loader, HtStatement *rows, GHashTable *seen)
{
  HtTurn turn = { .only = ht_statement_get_int (rows, 4) != 0 };
  if (!find_section (loader, ht_statement_get_int (rows, 1), &turn.from)
      || !find_node (loader->network, ht_statement_get_int (rows, 2), &turn.via)
      || !find_section (loader, ht_statement_get_int (rows, 3), &turn.to))
    return FALSE;
  if (ht_statement_get_text (rows, 5) != NULL)
    return load_path (loader, rows, &turn, seen);
  if (g_hash_table_add (seen, g_bytes_new (&turn, sizeof turn)))
    g_array_append_val (loader->network->turns, turn);
  return TRUE;
}

static gboolean
load_turns (Loader *loader, GError **error)
{
  g_autoptr (HtStatement) rows = ht_db_prepare (
      loader->db, "SELECT id, from_arc, via_node, to_arc, only_this, via_arcs FROM road_turn ORDER BY id",
      error);
  g_autoptr (GHashTable) seen
      = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  if (rows == NULL)
    return FALSE;
  guint n = 0;
  HtStep step;
  while (next_row (loader, rows, &n, &step, error))
    if (!load_turn (loader, rows, seen))
      return refuse_row (loader, "road_turn", ht_statement_get_int (rows, 0), error);
  return step == HT_STEP_DONE;
}

/* --- all of it --- */

/* Room for what is coming, so that large arrays are not copied while they grow. */
static void
reserve (GArray *array, gint64 n)
{
  g_array_set_size (array, (guint) CLAMP (n, 0, 1 << 24));
  g_array_set_size (array, 0);
}

static gboolean
make_room (Loader *loader, GError **error)
{
  gint64 n_nodes, n_sections;
  if (!ht_db_query_int (loader->db, "SELECT count(*) FROM road_node", &n_nodes, error)
      || !ht_db_query_int (loader->db, "SELECT count(*) FROM road_arc", &n_sections, error))
    return FALSE;
  reserve (loader->network->nodes, n_nodes);
  reserve (loader->network->sections, n_sections);
  reserve (loader->network->points, n_sections * 5);
  reserve (loader->ids, n_sections);
  reserve (loader->layers, n_sections);
  return TRUE;
}

static gboolean
load_all (Loader *loader, GError **error)
{
  if (!make_room (loader, error) || !load_ranks (loader, error) || !load_nodes (loader, error)
      || !load_sections (loader, error))
    return FALSE;
  merge (loader);
  return load_turns (loader, error);
}

HtNetwork *
ht_network_rows_load (HtDb *db, GCancellable *cancellable, GError **error)
{
  g_autoptr (HtNetwork) network = ht_network_new ();
  g_autoptr (GHashTable) ranks = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) layers = g_array_new (FALSE, FALSE, sizeof (guint));
  Loader loader = { .db = db,
                    .cancellable = cancellable,
                    .network = network,
                    .ranks = ranks,
                    .names = names,
                    .ids = ids,
                    .layers = layers };
  gboolean done = load_all (&loader, error);
  g_free (loader.merged);
  return done ? g_steal_pointer (&network) : NULL;
}
