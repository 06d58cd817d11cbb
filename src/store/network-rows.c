/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/network-rows.h"

#include "store/bulk.h"
#include "store/spatial.h"

/* --- writing --- */

static gboolean
run_for_layer (HtDb *db, const char *sql, gint64 layer, GError **error)
{
  g_autoptr (HtStatement) statement = ht_db_prepare (db, sql, error);
  if (statement == NULL)
    return FALSE;
  ht_statement_bind_int (statement, 1, layer);
  return ht_statement_run (statement, error);
}

static gboolean
delete_rows (HtDb *db, gint64 layer, GError **error)
{
  return run_for_layer (db, "DELETE FROM road_turn WHERE layer = ?1", layer, error)
         && run_for_layer (db, "DELETE FROM road_arc WHERE layer = ?1", layer, error)
         && run_for_layer (db,
                           "DELETE FROM road_node WHERE layer = ?1 AND id NOT IN "
                           "(SELECT from_node FROM road_arc UNION SELECT to_node FROM road_arc)",
                           layer, error);
}

static gboolean
insert_nodes (HtDb *db, gint64 layer, const HtNetwork *network, GError **error)
{
  g_autoptr (HtStatement) insert
      = ht_db_prepare (db,
                       "INSERT INTO road_node (id, layer, geom) VALUES (?1, ?2, ?3) "
                       "ON CONFLICT (id) DO UPDATE SET layer = excluded.layer, geom = excluded.geom",
                       error);
  if (insert == NULL)
    return FALSE;
  g_autoptr (GByteArray) geom = g_byte_array_new ();
  ht_statement_bind_int (insert, 2, layer);
  for (guint i = 0; i < network->nodes->len; i++)
    {
      const HtRoadNode *node = &g_array_index (network->nodes, HtRoadNode, i);
      ht_spatial_write_point (geom, &node->at);
      ht_statement_bind_int (insert, 1, node->ref);
      ht_statement_bind_bytes (insert, 3, geom->data, geom->len);
      if (!ht_statement_run (insert, error))
        return FALSE;
    }
  return TRUE;
}

static void
bind_section (HtStatement *insert, const HtNetwork *network, const HtSection *section, GByteArray *geom)
{
  const char *name = g_ptr_array_index (network->names, section->name);
  const HtRoadNode *nodes = (const HtRoadNode *) network->nodes->data;
  ht_spatial_write_line (geom, &g_array_index (network->points, HtPoint, section->first_point),
                         section->n_points);
  ht_statement_bind_int (insert, 2, section->way_id);
  ht_statement_bind_int (insert, 3, nodes[section->from].ref);
  ht_statement_bind_int (insert, 4, nodes[section->to].ref);
  ht_statement_bind_int (insert, 5, section->part);
  ht_statement_bind_text (insert, 6, ht_road_class_get_name (section->road_class));
  ht_statement_bind_text (insert, 7, *name != '\0' ? name : NULL);
  ht_statement_bind_int (insert, 8, section->flags);
  ht_statement_bind_real (insert, 9, (double) section->length_m);
  ht_statement_bind_real (insert, 10, (double) section->speed_kmh);
  ht_statement_bind_real (insert, 11, (double) section->max_height_m);
  ht_statement_bind_real (insert, 12, (double) section->max_weight_t);
  ht_statement_bind_int (insert, 13, section->layer);
  ht_statement_bind_bytes (insert, 14, geom->data, geom->len);
}

/* @ids receives the rowid of each section where turns will want it. */
static gboolean
insert_sections (HtDb *db, gint64 layer, const HtNetwork *network, gint64 *ids, GError **error)
{
  g_autoptr (HtStatement) insert
      = ht_db_prepare (db,
                       "INSERT INTO road_arc (layer, way_id, from_node, to_node, part, class, name, flags, "
                       "length_m, speed_kmh, max_height_m, max_weight_t, z, geom) "
                       "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
                       error);
  if (insert == NULL)
    return FALSE;
  g_autoptr (GByteArray) geom = g_byte_array_new ();
  ht_statement_bind_int (insert, 1, layer);
  for (guint i = 0; i < network->sections->len; i++)
    {
      bind_section (insert, network, &g_array_index (network->sections, HtSection, i), geom);
      if (!ht_statement_run (insert, error))
        return FALSE;
      ids[i] = ht_db_get_last_rowid (db);
    }
  return TRUE;
}

static HtStatement *
prepare_turn (HtDb *db, gint64 layer, GError **error)
{
  HtStatement *insert
      = ht_db_prepare (db,
                       "INSERT INTO road_turn (layer, from_arc, via_node, to_arc, only_this, via_arcs) "
                       "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                       error);
  if (insert != NULL)
    ht_statement_bind_int (insert, 1, layer);
  return insert;
}

static gboolean
insert_turns (HtDb *db, gint64 layer, const HtNetwork *network, const gint64 *ids, GError **error)
{
  g_autoptr (HtStatement) insert = prepare_turn (db, layer, error);
  if (insert == NULL)
    return FALSE;
  for (guint i = 0; i < network->turns->len; i++)
    {
      const HtTurn *turn = &g_array_index (network->turns, HtTurn, i);
      ht_statement_bind_int (insert, 2, ids[turn->from]);
      ht_statement_bind_int (insert, 3, g_array_index (network->nodes, HtRoadNode, turn->via).ref);
      ht_statement_bind_int (insert, 4, ids[turn->to]);
      ht_statement_bind_int (insert, 5, turn->only != FALSE);
      if (!ht_statement_run (insert, error))
        return FALSE;
    }
  return TRUE;
}

/* The sections between, as a JSON list of their rows. */
static char *
dup_via_arcs (const HtNetwork *network, const HtTurnPath *path, const gint64 *ids)
{
  GString *list = g_string_new ("[");
  for (guint k = 0; k + 1 < path->n; k++)
    g_string_append_printf (list, "%s%" G_GINT64_FORMAT, k > 0 ? "," : "",
                            ids[g_array_index (network->path_sections, guint32, path->first + k)]);
  g_string_append_c (list, ']');
  return g_string_free (list, FALSE);
}

static gboolean
insert_paths (HtDb *db, gint64 layer, const HtNetwork *network, const gint64 *ids, GError **error)
{
  g_autoptr (HtStatement) insert = prepare_turn (db, layer, error);
  if (insert == NULL)
    return FALSE;
  for (guint i = 0; i < network->turn_paths->len; i++)
    {
      const HtTurnPath *path = &g_array_index (network->turn_paths, HtTurnPath, i);
      guint32 to = g_array_index (network->path_sections, guint32, path->first + path->n - 1);
      g_autofree char *via_arcs = dup_via_arcs (network, path, ids);
      ht_statement_bind_int (insert, 2, ids[path->from]);
      ht_statement_bind_int (insert, 3, g_array_index (network->nodes, HtRoadNode, path->via).ref);
      ht_statement_bind_int (insert, 4, ids[to]);
      ht_statement_bind_int (insert, 5, path->only != FALSE);
      ht_statement_bind_text (insert, 6, via_arcs);
      if (!ht_statement_run (insert, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
ht_network_rows_replace (HtDb *db, gint64 layer, const HtNetwork *network, GError **error)
{
  g_autofree gint64 *ids = g_new (gint64, network->sections->len + 1);
  g_autoptr (HtBulk) nodes = ht_bulk_begin (db, "road_node", "id", error);
  g_autoptr (HtBulk) arcs = nodes != NULL ? ht_bulk_begin (db, "road_arc", "id", error) : NULL;
  return arcs != NULL && delete_rows (db, layer, error) && insert_nodes (db, layer, network, error)
         && insert_sections (db, layer, network, ids, error) && insert_turns (db, layer, network, ids, error)
         && insert_paths (db, layer, network, ids, error) && ht_bulk_end (nodes, error)
         && ht_bulk_end (arcs, error);
}
