/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/demo/net.h"

#include <math.h>

float
ht_net_speed_kmh (HtRoadClass road_class)
{
  static const float speeds[HT_N_ROAD_CLASSES] = { 100, 80, 60, 50, 45, 35, 25, 15, 20, 20, 5, 15 };
  return speeds[road_class];
}

guint32
ht_net_add_node (HtNet *net, HtSpot spot)
{
  guint8 rank = HT_N_ROAD_CLASSES, degree = 0;
  g_array_append_val (net->nodes, spot);
  g_array_append_val (net->ranks, rank);
  g_array_append_val (net->degrees, degree);
  return net->nodes->len - 1;
}

HtSpot
ht_net_spot (const HtNet *net, guint32 node)
{
  return g_array_index (net->nodes, HtSpot, node);
}

void
ht_net_add_section (HtNet *net, guint32 from, guint32 to, const HtSection *like, const GArray *points)
{
  HtSection section = *like;
  section.from = from;
  section.to = to;
  section.first_point = net->points->len;
  section.n_points = points->len;
  section.length_m = 0;
  for (guint i = 1; i < points->len; i++)
    section.length_m += (float) ht_geo_distance_m (&g_array_index (points, HtPoint, i - 1),
                                                   &g_array_index (points, HtPoint, i));
  g_array_append_vals (net->points, points->data, points->len);
  g_array_append_val (net->sections, section);
}

guint32
ht_net_find_junction (const HtNet *net, HtSpot spot, HtRoadClass worst, double reach_m)
{
  guint32 best = HT_NO_AREA;
  double nearest = reach_m;
  const HtSpot *spots = (const HtSpot *) net->nodes->data;
  for (guint k = 0; k < net->junctions->len; k++)
    {
      guint32 i = g_array_index (net->junctions, guint32, k);
      if (fabs (spots[i].x - spot.x) > nearest || fabs (spots[i].y - spot.y) > nearest
          || g_array_index (net->ranks, guint8, i) > worst)
        continue;
      double d = ht_spot_distance (spots[i], spot);
      if (d >= nearest)
        continue;
      nearest = d;
      best = i;
    }
  return best;
}

/* --- the surface --- */

typedef struct
{
  HtNet *net;
  guint32 *nodes; /* of each corner of the mesh; HT_NO_AREA */
  gboolean *seen; /* of each edge */
  GArray *points;
} Surface;

static gboolean
is_road (const HtMesh *mesh, guint32 half)
{
  return (ht_mesh_edge (mesh, half)->flags & HT_EDGE_ROAD) != 0;
}

static gboolean
is_same_road (const HtEdge *a, const HtEdge *b)
{
  return a->line == b->line && a->name == b->name && a->road_class == b->road_class && a->flags == b->flags;
}

/* Roads at a corner; *@kept: exactly two, and the same road. */
static guint
count_roads (const HtMesh *mesh, guint32 corner, guint8 *rank, gboolean *kept)
{
  guint n = 0;
  guint32 first = g_array_index (mesh->corners, HtCorner, corner).half, at = first, roads[2] = { 0, 0 };
  *rank = HT_N_ROAD_CLASSES;
  do
    {
      if (is_road (mesh, at))
        {
          if (n < 2)
            roads[n] = at;
          n++;
          *rank = MIN (*rank, ht_mesh_edge (mesh, at)->road_class);
        }
      at = ht_mesh_half (mesh, at ^ 1)->next;
    }
  while (at != first);
  *kept = n == 2 && is_same_road (ht_mesh_edge (mesh, roads[0]), ht_mesh_edge (mesh, roads[1]));
  return n;
}

static guint32
make_node (Surface *surface, guint32 corner, guint degree, guint8 rank)
{
  HtNet *net = surface->net;
  guint32 node = ht_net_add_node (net, g_array_index (net->survey->mesh->corners, HtCorner, corner).at);
  g_array_index (net->ranks, guint8, node) = rank;
  g_array_index (net->degrees, guint8, node) = (guint8) MIN (degree, 255);
  surface->nodes[corner] = node;
  return node;
}

static void
make_nodes (Surface *surface)
{
  const HtMesh *mesh = surface->net->survey->mesh;
  for (guint32 corner = 0; corner < mesh->corners->len; corner++)
    {
      guint8 rank;
      gboolean kept;
      guint n = count_roads (mesh, corner, &rank, &kept);
      surface->nodes[corner] = HT_NO_AREA;
      if (n > 0 && !kept)
        make_node (surface, corner, n, rank);
    }
}

/* The road half-edge that goes on from the end of @half, at a corner where two meet. */
static guint32
go_on (const HtMesh *mesh, guint32 half)
{
  guint32 at = ht_mesh_half (mesh, half)->next;
  while (!is_road (mesh, at))
    at = ht_mesh_half (mesh, at ^ 1)->next;
  return at;
}

static void
lay_section (Surface *surface, guint32 half)
{
  HtNet *net = surface->net;
  const HtMesh *mesh = net->survey->mesh;
  HtEdge edge = *ht_mesh_edge (mesh, half);
  guint32 from = surface->nodes[ht_mesh_half (mesh, half)->origin], at = half, to;
  g_array_set_size (surface->points, 0);
  for (;;)
    {
      surface->seen[at / 2] = TRUE;
      ht_survey_trace (net->survey, at, surface->points);
      to = surface->nodes[ht_mesh_half (mesh, at ^ 1)->origin];
      if (to != HT_NO_AREA)
        break;
      at = go_on (mesh, at);
    }
  HtPoint last = ht_plane_to_earth (ht_mesh_end (mesh, at));
  g_array_append_val (surface->points, last);
  gboolean driven = edge.road_class != HT_ROAD_PATH, one_way = (edge.flags & HT_EDGE_FORWARD_ONLY) != 0;
  guint32 flags = driven ? HT_SECTION_FORWARD | HT_SECTION_BACKWARD : 0;
  if (driven && one_way)
    flags = half & 1 ? HT_SECTION_BACKWARD : HT_SECTION_FORWARD;
  if (edge.flags & HT_EDGE_GATED)
    flags |= HT_SECTION_PRIVATE;
  if (edge.flags & HT_EDGE_BRIDGE)
    flags |= HT_SECTION_BRIDGE;
  const HtSection like = { .way_id = edge.line,
                           .flags = flags,
                           .road_class = edge.road_class,
                           .layer = (edge.flags & HT_EDGE_BRIDGE) != 0,
                           .speed_kmh = ht_net_speed_kmh (edge.road_class),
                           .name = edge.name };
  ht_net_add_section (net, from, to, &like, surface->points);
}

static void
lay_surface (HtNet *net, guint32 *corner_nodes)
{
  const HtMesh *mesh = net->survey->mesh;
  g_autofree gboolean *seen = g_new0 (gboolean, mesh->edges->len);
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (HtPoint));
  Surface surface = { net, corner_nodes, seen, points };
  make_nodes (&surface);
  for (guint32 h = 0; h < mesh->halves->len; h++)
    if (is_road (mesh, h) && !seen[h / 2] && corner_nodes[ht_mesh_half (mesh, h)->origin] != HT_NO_AREA)
      lay_section (&surface, h);
  /* What is left are rings without a junction. */
  for (guint32 h = 0; h < mesh->halves->len; h++)
    if (is_road (mesh, h) && !seen[h / 2])
      {
        make_node (&surface, ht_mesh_half (mesh, h)->origin, 2, ht_mesh_edge (mesh, h)->road_class);
        lay_section (&surface, h);
      }
  for (guint32 i = 0; i < net->nodes->len; i++)
    if (g_array_index (net->ranks, guint8, i) <= HT_ROAD_UNCLASSIFIED
        && g_array_index (net->degrees, guint8, i) > 2)
      g_array_append_val (net->junctions, i);
}

/* --- into a network --- */

static guint32
find_root (guint32 *roots, guint32 at)
{
  while (roots[at] != at)
    at = roots[at] = roots[roots[at]];
  return at;
}

/* Roots of what hangs together; returns the root of the greatest part. */
static guint32
join_parts (const HtNet *net, guint32 *roots)
{
  guint32 n = net->nodes->len, best = 0;
  g_autofree guint32 *sizes = g_new0 (guint32, n);
  for (guint32 i = 0; i < n; i++)
    roots[i] = i;
  for (guint i = 0; i < net->sections->len; i++)
    {
      const HtSection *section = &g_array_index (net->sections, HtSection, i);
      roots[find_root (roots, section->from)] = find_root (roots, section->to);
    }
  for (guint32 i = 0; i < n; i++)
    {
      guint32 root = find_root (roots, i);
      if (++sizes[root] > sizes[best])
        best = root;
    }
  return best;
}

static void
write_network (const HtNet *net, guint32 *numbers)
{
  HtNetwork *network = net->survey->ground->map->network;
  guint32 n = net->nodes->len;
  g_autofree guint32 *roots = g_new (guint32, n);
  guint32 kept = join_parts (net, roots);
  for (guint32 i = 0; i < n; i++)
    {
      numbers[i] = HT_NO_AREA;
      if (find_root (roots, i) != kept)
        continue;
      numbers[i] = network->nodes->len;
      HtRoadNode node = { network->nodes->len + 1, ht_plane_to_earth (ht_net_spot (net, i)) };
      g_array_append_val (network->nodes, node);
    }
  g_array_append_vals (network->points, net->points->data, net->points->len);
  for (guint i = 0; i < net->sections->len; i++)
    {
      HtSection section = g_array_index (net->sections, HtSection, i);
      if (numbers[section.from] == HT_NO_AREA)
        continue;
      section.from = numbers[section.from];
      section.to = numbers[section.to];
      g_array_append_val (network->sections, section);
    }
  ht_network_sort (network);
}

void
ht_survey_make_network (HtSurvey *survey)
{
  guint32 n_corners = survey->mesh->corners->len;
  survey->corner_nodes = g_new (guint32, n_corners);
  HtNet net = { .survey = survey,
                .nodes = g_array_new (FALSE, FALSE, sizeof (HtSpot)),
                .sections = g_array_new (FALSE, FALSE, sizeof (HtSection)),
                .points = g_array_new (FALSE, FALSE, sizeof (HtPoint)),
                .ranks = g_array_new (FALSE, FALSE, sizeof (guint8)),
                .degrees = g_array_new (FALSE, FALSE, sizeof (guint8)),
                .junctions = g_array_new (FALSE, FALSE, sizeof (guint32)) };
  lay_surface (&net, survey->corner_nodes);
  ht_net_lay_expressways (&net);
  ht_net_lay_crossings (&net);
  g_autofree guint32 *numbers = g_new (guint32, net.nodes->len);
  write_network (&net, numbers);
  for (guint32 corner = 0; corner < n_corners; corner++)
    if (survey->corner_nodes[corner] != HT_NO_AREA)
      survey->corner_nodes[corner] = numbers[survey->corner_nodes[corner]];
  g_array_unref (net.nodes);
  g_array_unref (net.sections);
  g_array_unref (net.points);
  g_array_unref (net.ranks);
  g_array_unref (net.degrees);
  g_array_unref (net.junctions);
}
