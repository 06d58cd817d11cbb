/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/roads.h"

#include "base/clock.h"
#include "base/i18n.h"

#define SNAP_MAX_M 2000.0
/* Beyond this a place is not "at" a street. */
#define DESCRIBE_MAX_M 300.0
#define CROSSING_MAX_M 400.0

struct _HtRoadBase
{
  gatomicrefcount refs;
  HtNetwork *network;
  HtGraph *graph;
  HtSnapper *snapper;
};

static void
base_unref (HtRoadBase *base)
{
  if (!g_atomic_ref_count_dec (&base->refs))
    return;
  g_clear_pointer (&base->snapper, ht_snapper_free);
  g_clear_pointer (&base->graph, ht_graph_unref);
  ht_network_unref (base->network);
  g_free (base);
}

G_STATIC_ASSERT (sizeof (HtPoint) == sizeof (HtRoutePoint));

static HtGraph *
make_graph (HtNetwork *network, GError **error)
{
  g_autofree HtRoutePoint *nodes = g_new (HtRoutePoint, network->nodes->len + 1);
  for (guint i = 0; i < network->nodes->len; i++)
    {
      HtPoint at = g_array_index (network->nodes, HtRoadNode, i).at;
      nodes[i] = (HtRoutePoint){ at.lon, at.lat };
    }
  g_autofree HtRouteSection *sections = g_new0 (HtRouteSection, network->sections->len + 1);
  for (guint i = 0; i < network->sections->len; i++)
    {
      const HtSection *from = &g_array_index (network->sections, HtSection, i);
      sections[i] = (HtRouteSection){
        .from = from->from,
        .to = from->to,
        .flags = from->flags,
        .name = from->name,
        .first_point = from->first_point,
        .n_points = from->n_points,
        .length_m = from->length_m,
        .speed_kmh = from->speed_kmh,
        .max_height_m = from->max_height_m,
        .max_weight_t = from->max_weight_t,
        .road_class = from->road_class,
      };
    }
  g_autofree HtRouteTurn *turns = g_new (HtRouteTurn, network->turns->len + 1);
  for (guint i = 0; i < network->turns->len; i++)
    {
      const HtTurn *from = &g_array_index (network->turns, HtTurn, i);
      turns[i] = (HtRouteTurn){ from->from, from->via, from->to, from->only };
    }
  g_autofree HtRoutePath *paths = g_new (HtRoutePath, network->turn_paths->len + 1);
  for (guint i = 0; i < network->turn_paths->len; i++)
    {
      const HtTurnPath *from = &g_array_index (network->turn_paths, HtTurnPath, i);
      paths[i] = (HtRoutePath){ from->from, from->via, from->first, from->n, from->only };
    }
  HtGraphInput input = {
    .nodes = nodes,
    .points = (const HtRoutePoint *) network->points->data,
    .sections = sections,
    .turns = turns,
    .n_nodes = network->nodes->len,
    .n_points = network->points->len,
    .n_sections = network->sections->len,
    .n_turns = network->turns->len,
    .paths = paths,
    .path_sections = (const guint32 *) network->path_sections->data,
    .n_paths = network->turn_paths->len,
    .n_path_sections = network->path_sections->len,
  };
  return ht_graph_new (&input, HT_VEHICLE_ENGINE, error);
}

static HtRoads *
roads_from_base (HtRoadBase *base)
{
  HtRoads *roads = g_new0 (HtRoads, 1);
  g_atomic_ref_count_init (&roads->refs);
  roads->base = base;
  roads->network = base->network;
  roads->graph = base->graph;
  roads->snapper = base->snapper;
  roads->at_us = ht_clock_now_us ();
  return roads;
}

HtRoads *
ht_roads_new (HtNetwork *network, GError **error)
{
  HtGraph *graph = make_graph (network, error);
  if (graph == NULL)
    return NULL;
  HtRoadBase *base = g_new0 (HtRoadBase, 1);
  g_atomic_ref_count_init (&base->refs);
  base->network = ht_network_ref (network);
  base->graph = graph;
  base->snapper = ht_snapper_new (graph);
  return roads_from_base (base);
}

HtRoads *
ht_roads_with_closures (HtRoads *roads, GArray *sections, guint n_closures)
{
  g_atomic_ref_count_inc (&roads->base->refs);
  HtRoads *closed = roads_from_base (roads->base);
  closed->n_closures = n_closures;
  if (sections->len == 0)
    return closed;
  closed->mask = ht_arc_mask_new (closed->graph);
  for (guint i = 0; i < sections->len; i++)
    ht_arc_mask_close_section (closed->mask, g_array_index (sections, guint32, i));
  return closed;
}

HtRoads *
ht_roads_ref (HtRoads *roads)
{
  g_atomic_ref_count_inc (&roads->refs);
  return roads;
}

void
ht_roads_unref (HtRoads *roads)
{
  if (roads == NULL || !g_atomic_ref_count_dec (&roads->refs))
    return;
  g_clear_pointer (&roads->mask, ht_arc_mask_free);
  base_unref (roads->base);
  g_free (roads);
}

static const HtSection *
section_at (HtRoads *roads, guint32 index)
{
  return &g_array_index (roads->network->sections, HtSection, index);
}

static gint64
node_ref (HtRoads *roads, guint32 node)
{
  return g_array_index (roads->network->nodes, HtRoadNode, node).ref;
}

char *
ht_roads_dup_section_name (HtRoads *roads, guint32 section)
{
  const HtSection *it = section_at (roads, section);
  return g_strdup_printf ("%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT ":%u", it->way_id,
                          node_ref (roads, it->from), node_ref (roads, it->to), it->part);
}

static int
compare_key (HtRoads *roads, guint32 index, const gint64 key[4])
{
  const HtSection *it = section_at (roads, index);
  const gint64 own[4] = { it->way_id, node_ref (roads, it->from), node_ref (roads, it->to), it->part };
  for (guint i = 0; i < 4; i++)
    if (own[i] != key[i])
      return own[i] < key[i] ? -1 : 1;
  return 0;
}

guint32
ht_roads_find_section (HtRoads *roads, const char *name)
{
  gint64 key[4];
  g_auto (GStrv) parts = g_strsplit (name != NULL ? name : "", ":", 5);
  if (g_strv_length (parts) != G_N_ELEMENTS (key))
    return G_MAXUINT32;
  for (guint i = 0; i < G_N_ELEMENTS (key); i++)
    if (!g_ascii_string_to_signed (parts[i], 10, G_MININT64, G_MAXINT64, &key[i], NULL))
      return G_MAXUINT32;
  /* Sections are sorted by exactly this key (geo/network.h). */
  guint32 low = 0, high = roads->network->sections->len;
  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      int order = compare_key (roads, middle, key);
      if (order == 0)
        return middle;
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return G_MAXUINT32;
}

const char *
ht_roads_get_street (HtRoads *roads, guint32 section)
{
  return roads->network->names->pdata[section_at (roads, section)->name];
}

gboolean
ht_roads_snap (HtRoads *roads, const HtPoint *at, HtSnap *snap)
{
  HtRoutePoint place = { at->lon, at->lat };
  return ht_snapper_find (roads->snapper, place, SNAP_MAX_M, roads->mask, HT_SNAP_MAIN_PART, snap)
         || ht_snapper_find (roads->snapper, place, SNAP_MAX_M, roads->mask, HT_SNAP_ANY, snap);
}

HtGeometry *
ht_roads_get_geometry (HtRoads *roads, GArray *sections)
{
  if (sections->len == 0)
    return NULL;
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (HtPoint));
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree guint8 *outer = g_malloc (sections->len);
  for (guint i = 0; i < sections->len; i++)
    {
      const HtSection *it = section_at (roads, g_array_index (sections, guint32, i));
      guint start = points->len;
      outer[i] = 1;
      g_array_append_val (starts, start);
      g_array_append_vals (points, &g_array_index (roads->network->points, HtPoint, it->first_point),
                           it->n_points);
    }
  guint end = points->len;
  g_array_append_val (starts, end);
  return ht_geometry_new_parts (HT_GEOMETRY_LINE, (const HtPoint *) points->data,
                                (const guint *) starts->data, outer, sections->len);
}

static double
distance_to_section (HtRoads *roads, guint32 index, const HtPoint *at)
{
  const HtSection *it = section_at (roads, index);
  double best = G_MAXDOUBLE;
  for (guint i = 0; i < it->n_points; i++)
    best
        = MIN (best,
               ht_geo_distance_m (at, &g_array_index (roads->network->points, HtPoint, it->first_point + i)));
  return best;
}

static gboolean
is_drivable (const HtSection *section)
{
  return (section->flags & (HT_SECTION_FORWARD | HT_SECTION_BACKWARD)) != 0;
}

GArray *
ht_roads_list_street (HtRoads *roads, guint32 section, const HtPoint *at, double radius_m)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 name = section_at (roads, section)->name;
  for (guint32 i = 0; name != 0 && i < roads->network->sections->len; i++)
    {
      const HtSection *it = section_at (roads, i);
      if (it->name == name && is_drivable (it) && distance_to_section (roads, i, at) <= radius_m)
        g_array_append_val (found, i);
    }
  if (found->len == 0)
    g_array_append_val (found, section);
  return found;
}

/* The nearest named section; where @not_name is a name, one with another name. */
static guint32
nearest_named (HtRoads *roads, const HtPoint *at, guint32 not_name, double max_m)
{
  guint32 best = G_MAXUINT32;
  double best_m = max_m;
  /* A degree of latitude is 110.6 to 111.7 km anywhere, one of longitude less. */
  double reach = max_m / 110000.0;
  for (guint32 i = 0; i < roads->network->sections->len; i++)
    {
      const HtSection *it = section_at (roads, i);
      const HtPoint *first = &g_array_index (roads->network->points, HtPoint, it->first_point);
      /* Sections longer than a degree do not occur in a city: a coarse test spares most of the work. */
      if (it->name == 0 || it->name == not_name
          || ABS (first->lat - at->lat) > reach + it->length_m / 100000.0)
        continue;
      double distance = distance_to_section (roads, i, at);
      if (distance >= best_m)
        continue;
      best_m = distance;
      best = i;
    }
  return best;
}

char *
ht_roads_describe (HtRoads *roads, const HtPoint *at)
{
  HtSnap snap;
  HtRoutePoint place = { at->lon, at->lat };
  guint32 street = G_MAXUINT32;
  if (ht_snapper_find (roads->snapper, place, DESCRIBE_MAX_M, NULL, HT_SNAP_ANY, &snap)
      && section_at (roads, snap.section)->name != 0)
    street = snap.section;
  if (street == G_MAXUINT32)
    street = nearest_named (roads, at, 0, DESCRIBE_MAX_M);
  if (street == G_MAXUINT32)
    return g_strdup ("");
  const char *name = ht_roads_get_street (roads, street);
  guint32 crossing = nearest_named (roads, at, section_at (roads, street)->name, CROSSING_MAX_M);
  if (crossing == G_MAXUINT32)
    return g_strdup (name);
  return g_strdup_printf (_ ("%s near %s"), name, ht_roads_get_street (roads, crossing));
}
