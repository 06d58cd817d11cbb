/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Streets of a network drawn by hand, and the lines made of them. */
#include <math.h>

#include "city.h"
#include "model/demo/things/streets.h"

static const HtPoint origin = { 121.4, 31.2 };

/* A section of @n points, each so many metres east of the one before. */
static void
add_section (HtNetwork *network, guint32 name, guint8 road_class, guint32 flags, double step_m)
{
  static const guint n = 3;
  double from = 100.0 * network->sections->len;
  HtSection section = { .way_id = (gint64) network->sections->len + 1,
                        .name = name,
                        .road_class = road_class,
                        .flags = flags,
                        .first_point = network->points->len,
                        .n_points = n };
  for (guint i = 0; i < n; i++)
    {
      HtPoint at = ht_kit_shift (origin, from + step_m * i, 0);
      g_array_append_val (network->points, at);
    }
  section.length_m = (float) (step_m * (n - 1));
  g_array_append_val (network->sections, section);
}

static HtNetwork *
draw_network (void)
{
  HtNetwork *network = ht_network_new ();
  static const char *const names[] = { "乙路", "甲路", "无路" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_ptr_array_add (network->names, g_strdup (names[i]));
  add_section (network, 2, HT_ROAD_PRIMARY, HT_SECTION_FORWARD, 50);
  add_section (network, 1, HT_ROAD_RESIDENTIAL, HT_SECTION_FORWARD, 20);
  add_section (network, 2, HT_ROAD_SECONDARY, HT_SECTION_FORWARD, 30);
  add_section (network, 0, HT_ROAD_PRIMARY, HT_SECTION_FORWARD, 10);
  add_section (network, 2, HT_ROAD_PRIMARY, HT_SECTION_LINK, 10);
  add_section (network, 2, HT_ROAD_FERRY, HT_SECTION_FERRY, 10);
  add_section (network, 2, HT_ROAD_PATH, 0, 10);
  return network;
}

/* Two streets, in the order of names; ramps, ferries, paths and the unnamed are in none, 无路 has nothing. */
static void
test_streets (void)
{
  g_autoptr (HtNetwork) network = draw_network ();
  g_autoptr (HtStreets) streets = ht_streets_new (network);
  g_assert_cmpuint (streets->streets->len, ==, 2);
  g_assert_cmpuint (streets->order->len, ==, 3);
  const HtStreet *second = ht_streets_get (streets, 0), *first = ht_streets_get (streets, 1);
  g_assert_cmpstr (second->name, ==, "乙路");
  g_assert_cmpuint (second->n, ==, 1);
  g_assert_cmpstr (first->name, ==, "甲路");
  g_assert_cmpuint (first->n, ==, 2);
  g_assert_cmpfloat_with_epsilon (first->length_m, 160, 0.01);
  g_assert_cmpint (first->road_class, ==, HT_ROAD_PRIMARY);
  g_assert_cmpint (ht_streets_section (streets, first->first)->way_id, ==, 1);
  g_assert_cmpint (ht_streets_section (streets, first->first + 1)->way_id, ==, 3);
}

static void
test_no_streets (void)
{
  g_autoptr (HtNetwork) network = ht_network_new ();
  g_autoptr (HtStreets) streets = ht_streets_new (network);
  g_assert_cmpuint (streets->streets->len, ==, 0);
  add_section (network, 0, HT_ROAD_PRIMARY, 0, 10);
  g_autoptr (HtStreets) unnamed = ht_streets_new (network);
  g_assert_cmpuint (unnamed->streets->len, ==, 0);
}

static void
test_lines (void)
{
  g_autoptr (HtNetwork) network = draw_network ();
  g_autoptr (HtStreets) streets = ht_streets_new (network);
  const HtStreet *street = ht_streets_get (streets, 1);
  const HtRun all = { 0, 2 }, beyond = { 1, 99 };
  g_autoptr (HtGeometry) whole = ht_streets_line (streets, street, &all, 0, TRUE);
  g_autoptr (HtGeometry) ends = ht_streets_line (streets, street, &all, 0, FALSE);
  g_autoptr (HtGeometry) last = ht_streets_line (streets, street, &beyond, 0, TRUE);
  g_assert_cmpuint (whole->n_parts, ==, 2);
  g_assert_cmpuint (whole->n_points, ==, 6);
  g_assert_cmpuint (ends->n_points, ==, 4);
  g_assert_cmpuint (last->n_parts, ==, 1);
  g_assert_cmpfloat_with_epsilon (ht_geometry_length_m (whole), 160, 1);
  /* Eastwards, so the right hand is south. */
  g_autoptr (HtGeometry) right = ht_streets_line (streets, street, &all, 6, TRUE);
  g_autoptr (HtGeometry) left = ht_streets_line (streets, street, &all, -6, TRUE);
  for (guint i = 0; i < whole->n_points; i++)
    {
      g_assert_cmpfloat (right->points[i].lat, <, whole->points[i].lat);
      g_assert_cmpfloat (left->points[i].lat, >, whole->points[i].lat);
      g_assert_cmpfloat_with_epsilon (ht_kit_distance (right->points[i], left->points[i]), 12, 0.1);
    }
}

static void
test_along (void)
{
  static const struct
  {
    double share, metres;
  } rows[] = { { 0, 0 }, { 0.25, 25 }, { 0.5, 50 }, { 0.8, 80 }, { 1, 100 }, { -3, 0 }, { 7, 100 } };
  g_autoptr (HtNetwork) network = draw_network ();
  const HtSection *section = &g_array_index (network->sections, HtSection, 0);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      HtPoint at = ht_section_along (network, section, rows[i].share);
      g_assert_cmpfloat_with_epsilon (ht_kit_distance (origin, at), rows[i].metres, 0.5);
    }
}

/* Around a place on the section, and never a line of no length, whatever is asked. */
static void
test_piece (void)
{
  g_autoptr (HtNetwork) network = draw_network ();
  const HtSection *section = &g_array_index (network->sections, HtSection, 0);
  g_autoptr (HtGeometry) middle = ht_section_piece (network, section, 0.5, 30);
  g_autoptr (HtGeometry) end = ht_section_piece (network, section, 1, 30);
  g_autoptr (HtGeometry) longer = ht_section_piece (network, section, 0.5, 5000);
  g_assert_cmpfloat_with_epsilon (ht_geometry_length_m (middle), 30, 0.5);
  g_assert_cmpfloat_with_epsilon (ht_geometry_length_m (end), 15, 0.5);
  g_assert_cmpfloat_with_epsilon (ht_geometry_length_m (longer), 100, 1);
  HtSection point = *section;
  point.n_points = 1;
  point.length_m = 0;
  g_autoptr (HtGeometry) nothing = ht_section_piece (network, &point, 0.5, 12);
  g_assert_cmpfloat_with_epsilon (ht_geometry_length_m (nothing), 12, 0.2);
}

/* On the ground: every named section is in just one street, and lengths add up. */
static void
test_ground (void)
{
  const HtNetwork *network = things_ground ()->map->network;
  g_autoptr (HtStreets) streets = ht_streets_new (network);
  g_autofree guint8 *seen = g_new0 (guint8, network->sections->len);
  double length = 0, in_streets = 0;
  for (guint i = 0; i < streets->streets->len; i++)
    {
      const HtStreet *street = ht_streets_get (streets, i);
      in_streets += street->length_m;
      for (guint k = 0; k < street->n; k++)
        {
          guint32 section = g_array_index (streets->order, guint32, street->first + k);
          g_assert_cmpuint (seen[section]++, ==, 0);
          g_assert_cmpstr (network->names->pdata[g_array_index (network->sections, HtSection, section).name],
                           ==, street->name);
        }
    }
  for (guint i = 0; i < network->sections->len; i++)
    if (seen[i])
      length += g_array_index (network->sections, HtSection, i).length_m;
  g_assert_cmpfloat_with_epsilon (in_streets / length, 1, 1e-6);
  g_assert_cmpuint (streets->streets->len, >, 200);
}

void
things_add_street_tests (void)
{
  g_test_add_func ("/model/things/streets/streets", test_streets);
  g_test_add_func ("/model/things/streets/no-streets", test_no_streets);
  g_test_add_func ("/model/things/streets/lines", test_lines);
  g_test_add_func ("/model/things/streets/along", test_along);
  g_test_add_func ("/model/things/streets/piece", test_piece);
  g_test_add_func ("/model/things/streets/ground", test_ground);
}
