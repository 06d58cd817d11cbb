/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <stdlib.h>

#include "store/error.h"
#include "store/network-rows.h"
#include "store/spatial.h"

#define CHECK_EVERY 4096 /* rows between looks at the cancellable */

typedef struct
{
  HtSection section;
  gint64 id;  /* road_arc.id */
  guint rank; /* of its layer */
} Row;

typedef struct
{
  HtDb *db;
  GCancellable *cancellable;
  HtNetwork *network;
  GArray *rows;      /* Row */
  GHashTable *ranks; /* layer.fid → rank by layer id */
  GHashTable *names; /* text → index */
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
read_section (Loader *loader, HtStatement *rows, Row *row)
{
  HtNetwork *network = loader->network;
  HtSection *section = &row->section;
  HtRoadClass road_class;
  gsize size;
  const char *class_name = ht_statement_get_text (rows, 6);
  const guint8 *geom = ht_statement_get_bytes (rows, 14, &size);
  *row = (Row){ .id = ht_statement_get_int (rows, 0) };
  row->rank = GPOINTER_TO_UINT (
      g_hash_table_lookup (loader->ranks, GSIZE_TO_POINTER ((gsize) ht_statement_get_int (rows, 1))));
  section->way_id = ht_statement_get_int (rows, 2);
  section->part = (guint32) ht_statement_get_int (rows, 5);
  section->flags = (guint32) ht_statement_get_int (rows, 8);
  section->length_m = (float) ht_statement_get_real (rows, 9);
  section->speed_kmh = (float) ht_statement_get_real (rows, 10);
  section->max_height_m = (float) ht_statement_get_real (rows, 11);
  section->max_weight_t = (float) ht_statement_get_real (rows, 12);
  section->layer = (gint8) ht_statement_get_int (rows, 13);
  section->name = intern_name (loader, ht_statement_get_text (rows, 7));
  section->first_point = network->points->len;
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
      Row row;
      if (!read_section (loader, rows, &row))
        return refuse_row (loader, "road_arc", row.id, error);
      g_array_append_val (loader->rows, row);
    }
  return step == HT_STEP_DONE;
}

/* --- merging --- */

static int
compare_keys (const Row *a, const Row *b)
{
  const HtSection *x = &a->section, *y = &b->section;
  if (x->way_id != y->way_id)
    return x->way_id < y->way_id ? -1 : 1;
  if (x->from != y->from)
    return x->from < y->from ? -1 : 1;
  if (x->to != y->to)
    return x->to < y->to ? -1 : 1;
  return x->part < y->part ? -1 : x->part > y->part;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const Row *x = a, *y = b;
  int order = compare_keys (x, y);
  return order != 0 ? order : x->rank < y->rank ? -1 : x->rank > y->rank;
}

typedef struct
{
  gint64 id;
  guint32 index;
} Arc;

static int
compare_arcs (gconstpointer a, gconstpointer b)
{
  const Arc *x = a, *y = b;
  return x->id < y->id ? -1 : x->id > y->id;
}

static gboolean
is_sorted (GArray *rows)
{
  for (guint i = 1; i < rows->len; i++)
    if (compare_rows (&g_array_index (rows, Row, i - 1), &g_array_index (rows, Row, i)) >= 0)
      return FALSE;
  return TRUE;
}

/* Sections in order, each once; @arcs gets the index of each row, those merged away included. Points keep the
 * order of the rows. */
static void
merge (Loader *loader, GArray *arcs)
{
  /* One layer's rows are in order as they are. */
  if (!is_sorted (loader->rows))
    g_array_sort (loader->rows, compare_rows);
  GArray *sections = loader->network->sections;
  for (guint i = 0; i < loader->rows->len; i++)
    {
      const Row *row = &g_array_index (loader->rows, Row, i);
      if (i == 0 || compare_keys (row - 1, row) != 0)
        g_array_append_val (sections, row->section);
      Arc arc = { .id = row->id, .index = sections->len - 1 };
      g_array_append_val (arcs, arc);
    }
  g_array_sort (arcs, compare_arcs);
}

static gboolean
find_arc (GArray *arcs, gint64 id, guint32 *index)
{
  Arc wanted = { .id = id };
  const Arc *found = bsearch (&wanted, arcs->data, arcs->len, sizeof wanted, compare_arcs);
  if (found != NULL)
    *index = found->index;
  return found != NULL;
}

static gboolean
load_turns (Loader *loader, GArray *arcs, GError **error)
{
  g_autoptr (HtStatement) rows
      = ht_db_prepare (loader->db,
                       "SELECT id, from_arc, via_node, to_arc, only_this FROM road_turn ORDER BY id", error);
  g_autoptr (GHashTable) seen
      = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  if (rows == NULL)
    return FALSE;
  guint n = 0;
  HtStep step;
  while (next_row (loader, rows, &n, &step, error))
    {
      HtTurn turn = { .only = ht_statement_get_int (rows, 4) != 0 };
      if (!find_arc (arcs, ht_statement_get_int (rows, 1), &turn.from)
          || !find_node (loader->network, ht_statement_get_int (rows, 2), &turn.via)
          || !find_arc (arcs, ht_statement_get_int (rows, 3), &turn.to))
        return refuse_row (loader, "road_turn", ht_statement_get_int (rows, 0), error);
      if (g_hash_table_add (seen, g_bytes_new (&turn, sizeof turn)))
        g_array_append_val (loader->network->turns, turn);
    }
  return step == HT_STEP_DONE;
}

static gboolean
load_all (Loader *loader, GError **error)
{
  g_autoptr (GArray) arcs = g_array_new (FALSE, FALSE, sizeof (Arc));
  if (!load_ranks (loader, error) || !load_nodes (loader, error) || !load_sections (loader, error))
    return FALSE;
  merge (loader, arcs);
  return load_turns (loader, arcs, error);
}

HtNetwork *
ht_network_rows_load (HtDb *db, GCancellable *cancellable, GError **error)
{
  g_autoptr (HtNetwork) network = ht_network_new ();
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_autoptr (GHashTable) ranks = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  Loader loader = {
    .db = db, .cancellable = cancellable, .network = network, .rows = rows, .ranks = ranks, .names = names
  };
  return load_all (&loader, error) ? g_steal_pointer (&network) : NULL;
}
