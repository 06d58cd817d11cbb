/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "model/demo-private.h"

/* West to east, north to south; the river runs between the third and fourth column. */
static const char uses[HT_DEMO_ROWS][HT_DEMO_COLUMNS + 1]
    = { "IIRRVV", "RTCTRC", "ROCCTR", "ROPRRP", "SSRTRV", "VRPRIV" };

HtDemoUse
ht_demo_get_use (guint column, guint row)
{
  switch (uses[row][column])
    {
    case 'R':
      return HT_DEMO_ESTATE;
    case 'T':
      return HT_DEMO_TOWERS;
    case 'O':
      return HT_DEMO_OLD;
    case 'C':
      return HT_DEMO_CENTRE;
    case 'I':
      return HT_DEMO_INDUSTRY;
    case 'V':
      return HT_DEMO_VILLAGE;
    case 'S':
      return HT_DEMO_CAMPUS;
    default:
      return HT_DEMO_PARK;
    }
}

/* Between the main roads, whose middle lines are its edges. */
HtDemoRect
ht_demo_get_cell (const HtDemo *demo, guint column, guint row)
{
  guint west = column < 3 ? column : column + 1;
  return (HtDemoRect){ demo->verticals[west], demo->horizontals[row + 1], demo->verticals[west + 1],
                       demo->horizontals[row] };
}

HtPoint
ht_demo_to_earth (const HtDemo *demo, HtDemoSpot spot)
{
  const double turn = 9 * G_PI / 180, *phase = demo->phase;
  double x = spot.u + 110 * sin (spot.v / 780 + phase[0]) + 35 * sin ((spot.u + spot.v) / 420 + phase[1]);
  double y = spot.v + 70 * sin (spot.u / 900 + phase[2]) + 25 * sin ((spot.u - spot.v) / 510 + phase[3]);
  double east_m = x * cos (turn) - y * sin (turn), north_m = x * sin (turn) + y * cos (turn);
  /* Metres of a degree at 31.05 N on WGS 84. */
  return (HtPoint){ ht_geo_quantise (HT_DEMO_LON + east_m / 95484.0),
                    ht_geo_quantise (HT_DEMO_LAT + north_m / 110861.0) };
}

/* The part of the segment inside the widened rectangle (Liang and Barsky 1984) is not empty. */
gboolean
ht_demo_segment_hits (HtDemoSpot a, HtDemoSpot b, HtDemoRect rect, double clearance_m)
{
  const double p[4] = { a.u - b.u, b.u - a.u, a.v - b.v, b.v - a.v };
  const double q[4] = { a.u - rect.u0 + clearance_m, rect.u1 + clearance_m - a.u, a.v - rect.v0 + clearance_m,
                        rect.v1 + clearance_m - a.v };
  double enter = 0, leave = 1;
  for (guint i = 0; i < 4; i++)
    {
      if (p[i] == 0 && q[i] < 0)
        return FALSE;
      if (p[i] < 0)
        enter = MAX (enter, q[i] / p[i]);
      else if (p[i] > 0)
        leave = MIN (leave, q[i] / p[i]);
    }
  return enter <= leave;
}

HtUuid
ht_demo_make_id (const HtDemo *demo, const char *table, guint number)
{
  g_autofree char *name = g_strdup_printf ("%s/%u", table, number);
  return ht_uuid_from_name (&demo->name_space, name);
}

char *
ht_demo_next_street_name (HtDemo *demo, const char *suffix)
{
  static const char *const first[] = { "云", "潮", "星", "鹭", "帆", "贝", "桐", "苇", "霞", "汐", "澜", "屿",
                                       "舟", "渔", "棠", "竹", "兰", "梅", "松", "桂", "荷", "鸥", "珊" };
  static const char *const second[]
      = { "安", "和", "平", "秀", "宁", "康", "瑞", "泰", "景", "华", "溪", "影", "音" };
  /* 23 and 13 have no common divisor, so stepping both at once meets every pair once. */
  guint n = demo->next_street++;
  return g_strconcat (first[n % G_N_ELEMENTS (first)], second[n % G_N_ELEMENTS (second)], suffix, NULL);
}

guint
ht_demo_add_node (HtDemo *demo, HtDemoSpot spot)
{
  HtRoadNode node = { demo->network->nodes->len + 1, ht_demo_to_earth (demo, spot) };
  g_array_append_val (demo->network->nodes, node);
  g_array_append_val (demo->spots, spot);
  return demo->network->nodes->len - 1;
}

guint32
ht_demo_add_name (HtDemo *demo, const char *name)
{
  GPtrArray *names = demo->network->names;
  for (guint i = names->len; i-- > 0;)
    if (g_strcmp0 (g_ptr_array_index (names, i), name) == 0)
      return i;
  g_ptr_array_add (names, g_strdup (name));
  return names->len - 1;
}

/* Points between @a and @b, the first included and the last not, no two over 80 m apart. */
static void
add_bent_line (const HtDemo *demo, HtDemoSpot a, HtDemoSpot b, GArray *points)
{
  guint n = MAX ((guint) ceil (hypot (b.u - a.u, b.v - a.v) / 80), 1);
  for (guint i = 0; i < n; i++)
    {
      double along = (double) i / n;
      HtPoint point
          = ht_demo_to_earth (demo, (HtDemoSpot){ a.u + along * (b.u - a.u), a.v + along * (b.v - a.v) });
      g_array_append_val (points, point);
    }
}

guint
ht_demo_add_section (HtDemo *demo, guint from, guint to, const HtSection *like)
{
  HtNetwork *network = demo->network;
  HtSection section = *like;
  HtDemoSpot ends[2]
      = { g_array_index (demo->spots, HtDemoSpot, from), g_array_index (demo->spots, HtDemoSpot, to) };
  HtPoint last = g_array_index (network->nodes, HtRoadNode, to).at;
  section.from = from;
  section.to = to;
  section.first_point = network->points->len;
  add_bent_line (demo, ends[0], ends[1], network->points);
  g_array_append_val (network->points, last);
  section.n_points = network->points->len - section.first_point;
  double length_m = 0;
  for (guint i = section.first_point + 1; i < network->points->len; i++)
    length_m += ht_geo_distance_m (&g_array_index (network->points, HtPoint, i - 1),
                                   &g_array_index (network->points, HtPoint, i));
  section.length_m = (float) length_m;
  g_array_append_val (network->sections, section);
  double clearance_m = section.road_class <= HT_ROAD_TERTIARY ? 20 : 8;
  HtDemoStroke stroke = { ends[0], ends[1], clearance_m };
  g_array_append_val (demo->strokes, stroke);
  return network->sections->len - 1;
}

void
ht_demo_add_feature (HtDemo *demo, const char *table, const char *name, HtValue *attributes,
                     HtGeometry *geometry)
{
  GPtrArray *there = ht_map_data_get_features (demo->town->map, table);
  HtUuid id = ht_demo_make_id (demo, table, there != NULL ? there->len : 0);
  if (attributes == NULL)
    attributes = ht_value_new_map ();
  ht_value_set_bool (attributes, "synthetic", TRUE);
  ht_map_data_add (demo->town->map,
                   ht_feature_new (g_intern_string (table), &id, name, attributes, geometry));
}

HtGeometry *
ht_demo_make_polygon (const HtDemo *demo, const HtDemoSpot *corners, guint n)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (HtPoint));
  for (guint i = 0; i < n; i++)
    add_bent_line (demo, corners[i], corners[(i + 1) % n], points);
  HtPoint first = g_array_index (points, HtPoint, 0);
  g_array_append_val (points, first);
  const guint part_start[2] = { 0, points->len };
  const guint8 outer = 1;
  return ht_geometry_new_parts (HT_GEOMETRY_POLYGON, (const HtPoint *) points->data, part_start, &outer, 1);
}

HtGeometry *
ht_demo_make_rect (const HtDemo *demo, HtDemoRect rect)
{
  const HtDemoSpot corners[4]
      = { { rect.u0, rect.v0 }, { rect.u1, rect.v0 }, { rect.u1, rect.v1 }, { rect.u0, rect.v1 } };
  return ht_demo_make_polygon (demo, corners, 4);
}
