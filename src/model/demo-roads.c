/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "model/demo-private.h"

#define SAME_STOP_M 14.0

/* Main roads by their place in the grid of main roads: at, from, to are indices of verticals and horizontals.
 */
static const struct
{
  gboolean vertical;
  guint8 at, from, to;
  HtRoadClass road_class;
  const char *name;
} main_roads[] = {
  { TRUE, 0, 6, 0, HT_ROAD_SECONDARY, "西环路" },   { TRUE, 1, 6, 0, HT_ROAD_TERTIARY, "白鹭路" },
  { TRUE, 2, 6, 0, HT_ROAD_SECONDARY, "听涛路" },   { TRUE, 3, 6, 0, HT_ROAD_SECONDARY, "滨江西路" },
  { TRUE, 4, 6, 0, HT_ROAD_SECONDARY, "滨江东路" }, { TRUE, 5, 5, 0, HT_ROAD_TERTIARY, "灯塔路" },
  { TRUE, 6, 6, 1, HT_ROAD_SECONDARY, "渔歌路" },   { TRUE, 7, 5, 1, HT_ROAD_TERTIARY, "东环路" },
  { FALSE, 0, 0, 3, HT_ROAD_SECONDARY, "北环路" },  { FALSE, 0, 4, 5, HT_ROAD_TERTIARY, "北滩路" },
  { FALSE, 1, 1, 3, HT_ROAD_TERTIARY, "海桐路" },   { FALSE, 1, 4, 7, HT_ROAD_TERTIARY, "云帆路" },
  { FALSE, 2, 0, 7, HT_ROAD_PRIMARY, "海棠大道" },  { FALSE, 3, 0, 3, HT_ROAD_TERTIARY, "芦苇路" },
  { FALSE, 3, 4, 6, HT_ROAD_TERTIARY, "贝壳路" },   { FALSE, 4, 0, 7, HT_ROAD_PRIMARY, "望江路" },
  { FALSE, 5, 1, 3, HT_ROAD_TERTIARY, "星光路" },   { FALSE, 5, 4, 7, HT_ROAD_TERTIARY, "锚地路" },
  { FALSE, 6, 0, 3, HT_ROAD_SECONDARY, "南环路" },  { FALSE, 6, 4, 6, HT_ROAD_SECONDARY, "南滩路" },
};

static double
free_speed_kmh (HtRoadClass road_class)
{
  static const double speeds[HT_N_ROAD_CLASSES] = { 100, 80, 60, 50, 40, 35, 25, 15, 20, 15, 5, 10 };
  return speeds[road_class];
}

static void
place_main_roads (HtDemo *demo)
{
  for (guint i = 0; i < G_N_ELEMENTS (main_roads); i++)
    {
      const double *own = main_roads[i].vertical ? demo->verticals : demo->horizontals;
      const double *other = main_roads[i].vertical ? demo->horizontals : demo->verticals;
      HtDemoLine line = { .vertical = main_roads[i].vertical,
                          .at = own[main_roads[i].at],
                          .from = other[main_roads[i].from],
                          .to = other[main_roads[i].to],
                          .road_class = main_roads[i].road_class,
                          .name = main_roads[i].name,
                          .stops = g_array_new (FALSE, FALSE, sizeof (guint)) };
      g_array_append_val (demo->lines, line);
    }
}

static double
along_line (const HtDemo *demo, const HtDemoLine *line, guint node)
{
  HtDemoSpot spot = g_array_index (demo->spots, HtDemoSpot, node);
  return line->vertical ? spot.v : spot.u;
}

guint
ht_demo_add_stop (HtDemo *demo, HtDemoLine *line, double at)
{
  for (guint i = 0; i < line->stops->len; i++)
    {
      guint node = g_array_index (line->stops, guint, i);
      if (fabs (along_line (demo, line, node) - at) < SAME_STOP_M)
        return node;
    }
  HtDemoSpot spot = line->vertical ? (HtDemoSpot){ line->at, at } : (HtDemoSpot){ at, line->at };
  guint node = ht_demo_add_node (demo, spot);
  g_array_append_val (line->stops, node);
  return node;
}

HtDemoLine *
ht_demo_find_line (HtDemo *demo, gboolean vertical, double edge, double at)
{
  for (guint i = 0; i < demo->lines->len; i++)
    {
      HtDemoLine *line = &g_array_index (demo->lines, HtDemoLine, i);
      if (line->vertical == vertical && fabs (line->at - edge) < 1 && at >= line->from - 1
          && at <= line->to + 1)
        return line;
    }
  return NULL;
}

static void
cross_main_roads (HtDemo *demo)
{
  for (guint v = 0; v < HT_DEMO_VERTICALS; v++)
    for (guint h = 0; h < HT_DEMO_HORIZONTALS; h++)
      {
        HtDemoLine *down = ht_demo_find_line (demo, TRUE, demo->verticals[v], demo->horizontals[h]);
        HtDemoLine *across = ht_demo_find_line (demo, FALSE, demo->horizontals[h], demo->verticals[v]);
        demo->crossings[v][h] = HT_DEMO_NO_NODE;
        if (down == NULL || across == NULL)
          continue;
        guint node = ht_demo_add_stop (demo, down, demo->horizontals[h]);
        g_array_append_val (across->stops, node);
        demo->crossings[v][h] = node;
      }
}

typedef struct
{
  const HtDemo *demo;
  const HtDemoLine *line;
} StopOrder;

static int
compare_stops (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const StopOrder *order = user_data;
  double x = along_line (order->demo, order->line, *(const guint *) a);
  double y = along_line (order->demo, order->line, *(const guint *) b);
  return (x > y) - (x < y);
}

/* Sections from stop to stop. What lies between the river's two streets is a bridge. */
static void
lay_main_road (HtDemo *demo, HtDemoLine *line)
{
  StopOrder order = { demo, line };
  g_array_sort_with_data (line->stops, compare_stops, &order);
  HtSection like = { .way_id = demo->next_way++,
                     .road_class = (guint8) line->road_class,
                     .speed_kmh = (float) free_speed_kmh (line->road_class),
                     .name = ht_demo_add_name (demo, line->name) };
  for (guint i = 0; i + 1 < line->stops->len; i++)
    {
      guint from = g_array_index (line->stops, guint, i), to = g_array_index (line->stops, guint, i + 1);
      gboolean bridge
          = !line->vertical && along_line (demo, line, from) < 0 && along_line (demo, line, to) > 0;
      like.flags = HT_SECTION_FORWARD | HT_SECTION_BACKWARD | (bridge ? HT_SECTION_BRIDGE : 0);
      like.layer = bridge;
      ht_demo_add_section (demo, from, to, &like);
    }
}

/* One carriageway of the elevated road, in driving order. */
typedef struct
{
  double u, ramp_u;      /* where it runs, where its ramps reach the streets below */
  const double leave[2]; /* v of the diverging and merging ends, first and second interchange */
  const double join[2];
  const guint8 street[2];   /* horizontals of the two interchanges */
  const guint8 first, last; /* horizontals where it begins and ends at street level */
} Carriageway;

static void
lay_ramp (HtDemo *demo, guint from, guint to)
{
  HtSection like = { .way_id = demo->next_way++,
                     .road_class = HT_ROAD_TRUNK,
                     .flags = HT_SECTION_FORWARD | HT_SECTION_LINK | HT_SECTION_BRIDGE,
                     .layer = 1,
                     .speed_kmh = 40,
                     .name = ht_demo_add_name (demo, "海棠高架路匝道") };
  ht_demo_add_section (demo, from, to, &like);
}

static guint
street_stop (HtDemo *demo, guint8 horizontal, double u)
{
  return ht_demo_add_stop (demo, ht_demo_find_line (demo, FALSE, demo->horizontals[horizontal], u), u);
}

static void
lay_carriageway (HtDemo *demo, const Carriageway *way)
{
  HtSection like = { .way_id = demo->next_way++,
                     .road_class = HT_ROAD_TRUNK,
                     .flags = HT_SECTION_FORWARD | HT_SECTION_BRIDGE,
                     .layer = 1,
                     .speed_kmh = (float) free_speed_kmh (HT_ROAD_TRUNK),
                     .name = ht_demo_add_name (demo, "海棠高架路") };
  guint before = street_stop (demo, way->first, way->u);
  for (guint i = 0; i < 2; i++)
    {
      guint leave = ht_demo_add_node (demo, (HtDemoSpot){ way->u, way->leave[i] });
      guint join = ht_demo_add_node (demo, (HtDemoSpot){ way->u, way->join[i] });
      guint street = street_stop (demo, way->street[i], way->ramp_u);
      ht_demo_add_section (demo, before, leave, &like);
      ht_demo_add_section (demo, leave, join, &like);
      lay_ramp (demo, leave, street);
      lay_ramp (demo, street, join);
      before = join;
    }
  ht_demo_add_section (demo, before, street_stop (demo, way->last, way->u), &like);
}

/* Two carriageways one above the western half, with ramps to the two streets that lead to the bridges. */
static void
lay_elevated_road (HtDemo *demo)
{
  const double *h = demo->horizontals, middle_u = (demo->verticals[1] + demo->verticals[2]) / 2;
  const Carriageway south = {
    middle_u - 14, middle_u - 60, { h[2] + 320, h[4] + 300 }, { h[2] - 320, h[4] - 300 }, { 2, 4 }, 0, 6
  };
  const Carriageway north = {
    middle_u + 14, middle_u + 60, { h[4] - 300, h[2] - 320 }, { h[4] + 300, h[2] + 320 }, { 4, 2 }, 6, 0
  };
  lay_carriageway (demo, &south);
  lay_carriageway (demo, &north);
}

void
ht_demo_add_turn (HtDemo *demo, guint from, guint to, guint via, gboolean only)
{
  HtTurn turn = { from, via, to, only };
  g_array_append_val (demo->network->turns, turn);
}

guint
ht_demo_section_towards (const HtDemo *demo, guint node, double du, double dv)
{
  HtDemoSpot at = g_array_index (demo->spots, HtDemoSpot, node);
  guint best = 0;
  double best_cosine = -2;
  for (guint i = 0; i < demo->network->sections->len; i++)
    {
      const HtSection *section = &g_array_index (demo->network->sections, HtSection, i);
      if ((section->from != node && section->to != node)
          || (section->flags & (HT_SECTION_FORWARD | HT_SECTION_BACKWARD)) == 0)
        continue;
      HtDemoSpot end
          = g_array_index (demo->spots, HtDemoSpot, section->from == node ? section->to : section->from);
      double length = hypot (end.u - at.u, end.v - at.v);
      double cosine = length > 0 ? ((end.u - at.u) * du + (end.v - at.v) * dv) / length : -2;
      if (cosine <= best_cosine)
        continue;
      best_cosine = cosine;
      best = i;
    }
  return best;
}

/* At the heads of the bridges nobody turns left into the bank street or turns round. */
static void
restrict_bridge_heads (HtDemo *demo)
{
  const guint8 streets[2] = { 2, 4 };
  for (guint i = 0; i < 2; i++)
    {
      guint west = demo->crossings[3][streets[i]], east = demo->crossings[4][streets[i]];
      guint bridge = ht_demo_section_towards (demo, west, 1, 0);
      ht_demo_add_turn (demo, ht_demo_section_towards (demo, west, 0, -1),
                        ht_demo_section_towards (demo, west, -1, 0), west, FALSE);
      ht_demo_add_turn (demo, ht_demo_section_towards (demo, east, 0, 1),
                        ht_demo_section_towards (demo, east, 1, 0), east, FALSE);
      ht_demo_add_turn (demo, bridge, bridge, west, FALSE);
      ht_demo_add_turn (demo, bridge, bridge, east, FALSE);
    }
}

/* A ramp down to a street may only be left to the right. */
static void
restrict_ramps (HtDemo *demo)
{
  for (guint i = 0; i < demo->network->sections->len; i++)
    {
      const HtSection *section = &g_array_index (demo->network->sections, HtSection, i);
      HtDemoSpot from = g_array_index (demo->spots, HtDemoSpot, section->from);
      HtDemoSpot to = g_array_index (demo->spots, HtDemoSpot, section->to);
      gboolean at_street = fabs (to.v - demo->horizontals[2]) < 1 || fabs (to.v - demo->horizontals[4]) < 1;
      if ((section->flags & HT_SECTION_LINK) == 0 || !at_street)
        continue;
      guint via = section->to;
      ht_demo_add_turn (demo, i, ht_demo_section_towards (demo, via, from.v > to.v ? -1 : 1, 0), via, TRUE);
    }
}

static int
compare_sections (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const GArray *sections = user_data;
  const HtSection *x = &g_array_index (sections, HtSection, *(const guint *) a);
  const HtSection *y = &g_array_index (sections, HtSection, *(const guint *) b);
  if (x->way_id != y->way_id)
    return x->way_id < y->way_id ? -1 : 1;
  if (x->from != y->from)
    return x->from < y->from ? -1 : 1;
  return (x->to > y->to) - (x->to < y->to);
}

/* Brings the sections into the order a network promises. */
static void
sort_sections (HtNetwork *network)
{
  guint n = network->sections->len;
  g_autofree guint *order = g_new (guint, n), *place = g_new (guint, n);
  GArray *sorted = g_array_sized_new (FALSE, FALSE, sizeof (HtSection), n);
  for (guint i = 0; i < n; i++)
    order[i] = i;
  g_qsort_with_data (order, (gint) n, sizeof *order, compare_sections, network->sections);
  for (guint i = 0; i < n; i++)
    {
      g_array_append_val (sorted, g_array_index (network->sections, HtSection, order[i]));
      place[order[i]] = i;
    }
  for (guint i = 0; i < network->turns->len; i++)
    {
      HtTurn *turn = &g_array_index (network->turns, HtTurn, i);
      turn->from = place[turn->from];
      turn->to = place[turn->to];
    }
  g_array_unref (network->sections);
  network->sections = sorted;
}

void
ht_demo_build_roads (HtDemo *demo)
{
  place_main_roads (demo);
  cross_main_roads (demo);
  lay_elevated_road (demo);
  ht_demo_build_blocks (demo);
  for (guint i = 0; i < demo->lines->len; i++)
    lay_main_road (demo, &g_array_index (demo->lines, HtDemoLine, i));
  restrict_bridge_heads (demo);
  restrict_ramps (demo);
  sort_sections (demo->network);
}
