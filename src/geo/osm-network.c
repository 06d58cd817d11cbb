/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/osm-stock.h"

#include <math.h>

#include "base/i18n.h"
#include "geo/components.h"

#define DIRECTIONS (HT_SECTION_FORWARD | HT_SECTION_BACKWARD)

/* A stretch of a way whose nodes are all in the file. */
typedef struct
{
  guint way;            /* index into stock->ways */
  guint32 first, count; /* into Builder.run_nodes */
} Run;

typedef struct
{
  HtOsmStock *stock;
  HtNetwork *network;
  GArray *runs;
  GArray *run_nodes;   /* guint32: indices into stock->node_ids */
  guint32 *same_as;    /* union-find of nodes at the same place that a way joins */
  guint8 *uses;        /* how often a node is met; from 2 on a section ends there */
  GArray *point_nodes; /* guint32: the node of each of network->points */
  GHashTable *courses; /* hash of a section's nodes → 1 + index of the section */
  guint n_duplicates, n_short;
} Builder;

static guint32
find_root (Builder *builder, guint32 node)
{
  while (builder->same_as[node] != node)
    {
      builder->same_as[node] = builder->same_as[builder->same_as[node]];
      node = builder->same_as[node];
    }
  return node;
}

static const HtOsmRoad *
road_of (const HtOsmStock *stock, const HtOsmWay *way)
{
  return &g_array_index (stock->roads, HtOsmRoad, way->road - 1);
}

static gboolean
is_known (const HtOsmStock *stock, guint32 node)
{
  return stock->places[node].lon != HT_OSM_NOWHERE;
}

static gboolean
same_place (const HtOsmStock *stock, guint32 a, guint32 b)
{
  return stock->places[a].lon == stock->places[b].lon && stock->places[a].lat == stock->places[b].lat;
}

/* Nodes that a road joins over no distance become one. */
static void
join_nodes (Builder *builder, const HtOsmWay *way)
{
  const guint32 *points = builder->stock->point_of + way->first_ref;
  for (guint i = 1; i < way->n_refs; i++)
    {
      guint32 a = points[i - 1], b = points[i];
      if (a == b || !is_known (builder->stock, a) || !same_place (builder->stock, a, b))
        continue;
      a = find_root (builder, a);
      b = find_root (builder, b);
      ht_import_report_repair (builder->stock->report, N_ ("stretch of road without length: its ends joined"),
                               a != b);
      builder->same_as[MAX (a, b)] = MIN (a, b);
    }
}

static void
end_run (Builder *builder, guint way, guint32 first)
{
  const Run run = { way, first, builder->run_nodes->len - first };
  if (run.count >= 2)
    g_array_append_val (builder->runs, run);
  else if (run.count == 1)
    builder->n_short++;
  if (run.count < 2)
    g_array_set_size (builder->run_nodes, first);
}

/* Cuts a way where nodes are missing and leaves out repeated ones. */
static void
add_runs (Builder *builder, guint index)
{
  const HtOsmStock *stock = builder->stock;
  const HtOsmWay *way = &g_array_index (stock->ways, HtOsmWay, index);
  guint32 first = builder->run_nodes->len;
  guint n_missing = 0, n_repeated = 0;
  for (guint i = 0; i < way->n_refs; i++)
    {
      guint32 node = stock->point_of[way->first_ref + i];
      if (!is_known (stock, node))
        {
          n_missing++;
          end_run (builder, index, first);
          first = builder->run_nodes->len;
          continue;
        }
      node = find_root (builder, node);
      if (builder->run_nodes->len > first
          && g_array_index (builder->run_nodes, guint32, builder->run_nodes->len - 1) == node)
        n_repeated++;
      else
        g_array_append_val (builder->run_nodes, node);
    }
  end_run (builder, index, first);
  ht_import_report_drop (stock->report, N_ ("road point that refers to a node not in the file"), n_missing);
  ht_import_report_repair (stock->report, N_ ("road point that repeats the one before"), n_repeated);
}

static void
use_node (Builder *builder, guint32 node, guint times)
{
  builder->uses[node] = (guint8) MIN (builder->uses[node] + times, 2u);
}

static void
count_uses (Builder *builder)
{
  HtOsmStock *stock = builder->stock;
  for (guint i = 0; i < builder->runs->len; i++)
    {
      const Run *run = &g_array_index (builder->runs, Run, i);
      const guint32 *nodes = &g_array_index (builder->run_nodes, guint32, run->first);
      if (road_of (stock, &g_array_index (stock->ways, HtOsmWay, run->way))->is_drawn_only)
        continue;
      for (guint k = 0; k < run->count; k++)
        use_node (builder, nodes[k], k == 0 || k + 1 == run->count ? 2 : 1);
    }
  for (guint i = 0; i < stock->bans->len; i++)
    {
      /* A forbidden turn at a place where no other road meets: a U-turn. */
      const HtOsmBan *ban = &g_array_index (stock->bans, HtOsmBan, i);
      guint index;
      if (ban->n_via_ways == 0
          && g_array_binary_search (stock->node_ids, &ban->via_node, ht_osm_compare_ids, &index))
        use_node (builder, find_root (builder, index), 2);
    }
}

/* Whether @nodes reads smaller backwards; a section and its reverse then have one form. */
static gboolean
is_reversed (const guint32 *nodes, guint n)
{
  for (guint i = 0; i < n; i++)
    if (nodes[i] != nodes[n - 1 - i])
      return nodes[i] > nodes[n - 1 - i];
  return FALSE;
}

static guint64
hash_course (const guint32 *nodes, guint n)
{
  gboolean reversed = is_reversed (nodes, n);
  guint64 hash = 14695981039346656037u; /* FNV-1a */
  for (guint i = 0; i < n; i++)
    hash = (hash ^ nodes[reversed ? n - 1 - i : i]) * 1099511628211u;
  return hash;
}

static gboolean
same_course (const guint32 *a, const guint32 *b, guint n, gboolean *opposite)
{
  gboolean a_reversed = is_reversed (a, n), b_reversed = is_reversed (b, n);
  for (guint i = 0; i < n; i++)
    if (a[a_reversed ? n - 1 - i : i] != b[b_reversed ? n - 1 - i : i])
      return FALSE;
  *opposite = a_reversed != b_reversed;
  return TRUE;
}

static guint32
turned_round (guint32 flags)
{
  return ((flags & HT_SECTION_FORWARD) ? HT_SECTION_BACKWARD : 0)
         | ((flags & HT_SECTION_BACKWARD) ? HT_SECTION_FORWARD : 0);
}

/* TRUE where an earlier section has the same nodes and class and lets at least as much through. */
static gboolean
is_duplicate (Builder *builder, const HtSection *section, const guint32 *nodes, guint n)
{
  gint64 hash = (gint64) hash_course (nodes, n);
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (builder->courses, &hash));
  gboolean opposite;
  if (found == 0)
    {
      g_hash_table_insert (builder->courses, g_memdup2 (&hash, sizeof hash),
                           GUINT_TO_POINTER (builder->network->sections->len + 1));
      return FALSE;
    }
  const HtSection *other = &g_array_index (builder->network->sections, HtSection, found - 1);
  const guint32 *other_nodes = &g_array_index (builder->point_nodes, guint32, other->first_point);
  if (other->n_points != n || other->road_class != section->road_class
      || !same_course (nodes, other_nodes, n, &opposite))
    return FALSE;
  guint32 directions = (opposite ? turned_round (section->flags) : section->flags) & DIRECTIONS;
  return (directions & ~other->flags) == 0;
}

static void
add_section (Builder *builder, guint way_index, const guint32 *nodes, guint n)
{
  const HtOsmStock *stock = builder->stock;
  const HtOsmWay *way = &g_array_index (stock->ways, HtOsmWay, way_index);
  const HtOsmRoad *road = road_of (stock, way);
  GArray *points = builder->network->points;
  double metres = 0.0;
  HtSection section = { .from = nodes[0],
                        .to = nodes[n - 1],
                        .way_id = way->id,
                        .flags = road->flags,
                        .road_class = road->road_class,
                        .layer = road->layer,
                        .speed_kmh = road->speed_kmh,
                        .max_height_m = road->max_height_m,
                        .max_weight_t = road->max_weight_t,
                        .name = way->name,
                        .first_point = points->len,
                        .n_points = n };
  if (is_duplicate (builder, &section, nodes, n))
    {
      builder->n_duplicates++;
      return;
    }
  for (guint i = 0; i < n; i++)
    {
      HtPoint point;
      ht_osm_stock_get_point (stock, nodes[i], &point);
      g_array_append_val (points, point);
      if (i > 0)
        metres += ht_geo_distance_m (&g_array_index (points, HtPoint, points->len - 2), &point);
    }
  g_array_append_vals (builder->point_nodes, nodes, n);
  section.length_m = (float) metres;
  g_array_append_val (builder->network->sections, section);
}

static void
cut_run (Builder *builder, const Run *run)
{
  const HtOsmStock *stock = builder->stock;
  const guint32 *nodes = &g_array_index (builder->run_nodes, guint32, run->first);
  gboolean whole = road_of (stock, &g_array_index (stock->ways, HtOsmWay, run->way))->is_drawn_only;
  guint start = 0;
  for (guint i = 1; i < run->count; i++)
    if (i + 1 == run->count || (!whole && builder->uses[nodes[i]] >= 2))
      {
        add_section (builder, run->way, nodes + start, i - start + 1);
        start = i;
      }
}

/* A ferry's speed follows from its time over the whole way, where that is believable. */
static void
set_ferry_speeds (Builder *builder)
{
  GArray *sections = builder->network->sections;
  for (guint i = 0, end; i < sections->len; i = end)
    {
      const HtSection *first = &g_array_index (sections, HtSection, i);
      const HtOsmWay *way = ht_osm_stock_find_way (builder->stock, first->way_id);
      double metres = 0.0, seconds = road_of (builder->stock, way)->duration_s;
      for (end = i; end < sections->len && g_array_index (sections, HtSection, end).way_id == way->id; end++)
        metres += g_array_index (sections, HtSection, end).length_m;
      double kmh = seconds > 0.0 ? metres / seconds * 3.6 : 0.0;
      if (!(first->flags & HT_SECTION_FERRY) || kmh < 1.0 || kmh > 80.0)
        continue;
      for (guint k = i; k < end; k++)
        {
          g_array_index (sections, HtSection, k).speed_kmh = (float) kmh;
          g_array_index (sections, HtSection, k).flags |= HT_SECTION_SPEED_TAGGED;
        }
    }
}

/* Replaces indices into the file's nodes by indices into the network's, which has only the ends of sections.
 */
static void
number_nodes (Builder *builder)
{
  const HtOsmStock *stock = builder->stock;
  GArray *sections = builder->network->sections;
  g_autofree guint32 *number = g_new0 (guint32, (gsize) stock->node_ids->len + 1);
  for (guint i = 0; i < sections->len; i++)
    {
      number[g_array_index (sections, HtSection, i).from] = 1;
      number[g_array_index (sections, HtSection, i).to] = 1;
    }
  for (guint i = 0; i < stock->node_ids->len; i++)
    if (number[i] != 0)
      {
        HtRoadNode node = { .ref = g_array_index (stock->node_ids, gint64, i) };
        ht_osm_stock_get_point (stock, i, &node.at);
        number[i] = builder->network->nodes->len;
        g_array_append_val (builder->network->nodes, node);
      }
  for (guint i = 0; i < sections->len; i++)
    {
      HtSection *section = &g_array_index (sections, HtSection, i);
      section->from = number[section->from];
      section->to = number[section->to];
    }
}

static void
count_drive_arcs (HtOsmStock *stock, const HtOsmWay *way, guint32 *number, guint *n_nodes, HtArcList *arcs)
{
  const HtOsmRoad *road = road_of (stock, way);
  guint32 before = 0;
  if (road->way_flags == 0)
    return;
  for (guint i = 0; i < way->n_refs; i++)
    {
      guint32 node = stock->point_of[way->first_ref + i];
      if (!is_known (stock, node))
        continue;
      if (number[node] == 0)
        number[node] = ++*n_nodes;
      if (before != 0 && (road->way_flags & HT_SECTION_FORWARD))
        ht_arc_list_add (arcs, before - 1, number[node] - 1);
      if (before != 0 && (road->way_flags & HT_SECTION_BACKWARD))
        ht_arc_list_add (arcs, number[node] - 1, before - 1);
      before = number[node];
    }
}

/* What other readers of the file count: every point of the ways a car may know, joined along each way. */
static void
count_drive (HtOsmStock *stock)
{
  guint n_nodes = 0;
  g_autofree guint32 *number = g_new0 (guint32, (gsize) stock->node_ids->len + 1);
  g_autoptr (HtArcList) arcs = ht_arc_list_new ();
  for (guint i = 0; i < stock->ways->len; i++)
    {
      const HtOsmWay *way = &g_array_index (stock->ways, HtOsmWay, i);
      if (way->road != 0)
        count_drive_arcs (stock, way, number, &n_nodes, arcs);
    }
  stock->report->drive_nodes = n_nodes;
  stock->report->drive_largest_scc = ht_arc_list_count_largest_scc (arcs, n_nodes);
}

static void
build (Builder *builder)
{
  HtOsmStock *stock = builder->stock;
  for (guint i = 0; i < stock->node_ids->len; i++)
    builder->same_as[i] = i;
  for (guint i = 0; i < stock->ways->len; i++)
    {
      const HtOsmWay *way = &g_array_index (stock->ways, HtOsmWay, i);
      if (way->road != 0)
        join_nodes (builder, way);
    }
  for (guint i = 0; i < stock->ways->len; i++)
    if (g_array_index (stock->ways, HtOsmWay, i).road != 0)
      add_runs (builder, i);
  count_uses (builder);
  for (guint i = 0; i < builder->runs->len; i++)
    cut_run (builder, &g_array_index (builder->runs, Run, i));
  set_ferry_speeds (builder);
  number_nodes (builder);
  ht_network_sort (builder->network);
  ht_import_report_drop (stock->report, N_ ("piece of road with a single point in the file"),
                         builder->n_short);
  ht_import_report_repair (stock->report, N_ ("section of road drawn twice: taken once"),
                           builder->n_duplicates);
}

HtNetwork *
ht_osm_stock_build_network (HtOsmStock *stock)
{
  gsize n = (gsize) stock->node_ids->len + 1;
  Builder builder = { .stock = stock,
                      .network = ht_network_new (),
                      .runs = g_array_new (FALSE, FALSE, sizeof (Run)),
                      .run_nodes = g_array_new (FALSE, FALSE, sizeof (guint32)),
                      .same_as = g_new (guint32, n),
                      .uses = g_new0 (guint8, n),
                      .point_nodes = g_array_new (FALSE, FALSE, sizeof (guint32)),
                      .courses = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL) };
  build (&builder);
  g_array_unref (builder.runs);
  g_array_unref (builder.run_nodes);
  g_free (builder.same_as);
  g_free (builder.uses);
  g_array_unref (builder.point_nodes);
  g_hash_table_unref (builder.courses);
  g_ptr_array_unref (builder.network->names);
  builder.network->names = g_ptr_array_ref (stock->names);
  count_drive (stock);
  ht_osm_stock_add_turns (stock, builder.network);
  return builder.network;
}
