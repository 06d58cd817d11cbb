/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/network.h"

#include "geo/components.h"

static const char *const class_names[HT_N_ROAD_CLASSES]
    = { "motorway",    "trunk",         "primary", "secondary", "tertiary", "unclassified",
        "residential", "living_street", "service", "track",     "path",     "ferry" };

const char *
ht_road_class_get_name (HtRoadClass road_class)
{
  g_return_val_if_fail (road_class >= 0 && road_class < HT_N_ROAD_CLASSES, NULL);
  return class_names[road_class];
}

gboolean
ht_road_class_parse (const char *name, HtRoadClass *road_class)
{
  g_return_val_if_fail (name != NULL && road_class != NULL, FALSE);
  for (guint i = 0; i < HT_N_ROAD_CLASSES; i++)
    if (g_str_equal (name, class_names[i]))
      {
        *road_class = (HtRoadClass) i;
        return TRUE;
      }
  return FALSE;
}

HtNetwork *
ht_network_new (void)
{
  HtNetwork *network = g_new0 (HtNetwork, 1);
  g_atomic_ref_count_init (&network->refs);
  network->nodes = g_array_new (FALSE, FALSE, sizeof (HtRoadNode));
  network->sections = g_array_new (FALSE, FALSE, sizeof (HtSection));
  network->points = g_array_new (FALSE, FALSE, sizeof (HtPoint));
  network->turns = g_array_new (FALSE, FALSE, sizeof (HtTurn));
  network->turn_paths = g_array_new (FALSE, FALSE, sizeof (HtTurnPath));
  network->path_sections = g_array_new (FALSE, FALSE, sizeof (guint32));
  network->names = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (network->names, g_strdup (""));
  return network;
}

HtNetwork *
ht_network_ref (HtNetwork *network)
{
  g_return_val_if_fail (network != NULL, NULL);
  g_atomic_ref_count_inc (&network->refs);
  return network;
}

void
ht_network_unref (HtNetwork *network)
{
  g_return_if_fail (network != NULL);
  if (!g_atomic_ref_count_dec (&network->refs))
    return;
  g_array_unref (network->nodes);
  g_array_unref (network->sections);
  g_array_unref (network->points);
  g_array_unref (network->turns);
  g_array_unref (network->turn_paths);
  g_array_unref (network->path_sections);
  g_ptr_array_unref (network->names);
  g_free (network);
}

int
ht_section_compare (const HtSection *a, const HtSection *b)
{
  if (a->way_id != b->way_id)
    return a->way_id < b->way_id ? -1 : 1;
  if (a->from != b->from)
    return a->from < b->from ? -1 : 1;
  if (a->to != b->to)
    return a->to < b->to ? -1 : 1;
  return (a->part > b->part) - (a->part < b->part);
}

void
ht_network_add_path (HtNetwork *network, const HtTurnPath *path, const guint32 *sections)
{
  g_return_if_fail (network != NULL && path != NULL && sections != NULL);
  HtTurnPath added = *path;
  added.first = network->path_sections->len;
  g_array_append_vals (network->path_sections, sections, path->n);
  g_array_append_val (network->turn_paths, added);
}

gboolean
ht_network_path_meets (const HtNetwork *network, const HtTurnPath *path)
{
  g_return_val_if_fail (network != NULL && path != NULL, FALSE);
  const HtSection *sections = (const HtSection *) network->sections->data;
  guint32 node = path->via;
  if (sections[path->from].from != node && sections[path->from].to != node)
    return FALSE;
  for (guint32 i = 0; i < path->n; i++)
    {
      const HtSection *next = &sections[g_array_index (network->path_sections, guint32, path->first + i)];
      if (next->from != node && next->to != node)
        return FALSE;
      node = next->from == node ? next->to : next->from;
    }
  return TRUE;
}

static guint
arcs_of (const HtSection *section)
{
  return ((section->flags & HT_SECTION_FORWARD) != 0) + ((section->flags & HT_SECTION_BACKWARD) != 0);
}

guint
ht_network_count_arcs (const HtNetwork *network)
{
  g_return_val_if_fail (network != NULL, 0);
  guint n_arcs = 0;
  for (guint i = 0; i < network->sections->len; i++)
    n_arcs += arcs_of (&g_array_index (network->sections, HtSection, i));
  return n_arcs;
}

guint
ht_network_count_drive_nodes (const HtNetwork *network)
{
  g_return_val_if_fail (network != NULL, 0);
  guint n_nodes = 0;
  g_autofree guint8 *is_met = g_new0 (guint8, (gsize) network->nodes->len + 1);
  for (guint i = 0; i < network->sections->len; i++)
    {
      const HtSection *section = &g_array_index (network->sections, HtSection, i);
      if (arcs_of (section) == 0)
        continue;
      is_met[section->from] = TRUE;
      is_met[section->to] = TRUE;
    }
  for (guint i = 0; i < network->nodes->len; i++)
    n_nodes += is_met[i];
  return n_nodes;
}

guint
ht_network_count_largest_scc (const HtNetwork *network)
{
  g_return_val_if_fail (network != NULL, 0);
  g_autoptr (HtArcList) arcs = ht_arc_list_new ();
  for (guint i = 0; i < network->sections->len; i++)
    {
      const HtSection *section = &g_array_index (network->sections, HtSection, i);
      if (section->flags & HT_SECTION_FORWARD)
        ht_arc_list_add (arcs, section->from, section->to);
      if (section->flags & HT_SECTION_BACKWARD)
        ht_arc_list_add (arcs, section->to, section->from);
    }
  return ht_arc_list_count_largest_scc (arcs, network->nodes->len);
}
