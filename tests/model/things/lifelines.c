/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nodes of power, gas, water and communication; pipes; hydrants. */
#include <math.h>
#include <string.h>

#include "city.h"

/* Higher voltages are fewer and larger. */
static void
test_power (void)
{
  static const struct
  {
    double kv;
    guint n;
  } levels[] = { { 1000, 1 }, { 500, 14 }, { 220, 160 }, { 110, 420 }, { 35, 560 } };
  const GPtrArray *nodes = things_of (things_full (), "power_node");
  double above = INFINITY;
  for (guint l = 0; l < G_N_ELEMENTS (levels); l++)
    {
      double sum = 0;
      guint n = 0;
      for (guint i = 0; i < nodes->len; i++)
        if (thing_real (nodes->pdata[i], "voltage_kv") == levels[l].kv
            && thing_is (nodes->pdata[i], "kind", "substation"))
          {
            sum += thing_real (nodes->pdata[i], "capacity_mva");
            n++;
          }
      g_assert_cmpuint (n, ==, levels[l].n);
      g_assert_cmpfloat (sum / n, <, above);
      above = sum / n;
    }
  g_assert_cmpuint (things_count (nodes, "kind", "plant"), ==, 14);
}

static void
test_gas (void)
{
  static const struct
  {
    const char *kind;
    guint n;
    double mpa;
  } kinds[]
      = { { "gate", 13, 6 }, { "lng", 2, 6 }, { "high_regulator", 110, 1.6 }, { "regulator", 2400, 0.4 } };
  const GPtrArray *nodes = things_of (things_full (), "gas_node");
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      g_assert_cmpuint (things_count (nodes, "kind", kinds[k].kind), ==, kinds[k].n);
      for (guint i = 0; i < nodes->len; i++)
        if (thing_is (nodes->pdata[i], "kind", kinds[k].kind))
          g_assert_cmpfloat (thing_real (nodes->pdata[i], "pressure_mpa"), ==, kinds[k].mpa);
    }
}

/* The four sources are entered, and their water is what all the works can clean, about. */
static void
test_water (void)
{
  const GPtrArray *nodes = things_of (things_full (), "water_node");
  double sources = 0, works = 0;
  for (guint i = 0; i < nodes->len; i++)
    {
      const HtFeature *node = nodes->pdata[i];
      gboolean source = thing_is (node, "kind", "source");
      g_assert_true (source == ht_value_member_bool (node->attributes, "sketched", FALSE));
      sources += source ? thing_real (node, "capacity_m3d") : 0;
      works += thing_is (node, "kind", "works") ? thing_real (node, "capacity_m3d") : 0;
    }
  g_assert_cmpuint (things_count (nodes, "kind", "source"), ==, 4);
  g_assert_cmpfloat (sources, ==, 7190000 + 2060000 + 400000 + 3510000);
  g_assert_cmpfloat_with_epsilon (works, 12.2e6, 1.5e6);
}

/* Hospitals, metro stations and larger chemical sites are critical users, each once. */
static void
test_critical (void)
{
  const GPtrArray *users = things_of (things_full (), "critical_user"),
                  *firms = things_of (things_full (), "chemical_site");
  guint large = 0;
  for (guint i = 0; i < firms->len; i++)
    {
      gint64 grade = thing_int (firms->pdata[i], "grade");
      large += grade == 1 || grade == 2;
    }
  g_assert_cmpuint (things_count (users, "kind", "hospital"), ==, 430);
  g_assert_cmpuint (things_count (users, "kind", "metro"), ==, 408);
  g_assert_cmpuint (things_count (users, "kind", "chemical"), ==, large);
  g_assert_cmpuint (things_count (users, "kind", "data_centre"), ==, 120);
  for (guint i = 0; i < users->len; i++)
    if (thing_is (users->pdata[i], "kind", "hospital"))
      g_assert_true (thing_real (users->pdata[i], "backup_h") == 24
                     || thing_real (users->pdata[i], "backup_h") == 8);
}

/* --- pipes --- */

/* 118,600 km in 7 classes and 23 kinds, at the ground's scale; the classes as they are assumed. */
static void
test_pipe_lengths (void)
{
  static const struct
  {
    const char *class;
    double km;
  } classes[] = { { "water", 38900 },   { "drain", 24500 }, { "gas", 31800 },    { "power", 11200 },
                  { "telecom", 10600 }, { "heat", 300 },    { "industry", 1300 } };
  const GPtrArray *pipes = things_of (things_full (), "pipe");
  double sums[G_N_ELEMENTS (classes)] = { 0 };
  for (guint i = 0; i < pipes->len; i++)
    for (guint c = 0; c < G_N_ELEMENTS (classes); c++)
      if (thing_is (pipes->pdata[i], "class", classes[c].class))
        sums[c] += thing_real (pipes->pdata[i], "length_m");
  for (guint c = 0; c < G_N_ELEMENTS (classes); c++)
    g_assert_cmpfloat_with_epsilon (sums[c] / 1000, classes[c].km, 0.001 * classes[c].km + 1);
  g_assert_cmpfloat_with_epsilon (things_total (pipes, "length_m"), 118600e3, 2e3);
  g_assert_cmpfloat_with_epsilon (things_total (things_of (things_small (), "pipe"), "length_m"),
                                  118600e3 * THINGS_SCALE, 1e3);
}

/* A kind belongs to one class, and no class lies where another does: each has its own side of the street. */
static void
test_pipe_kinds (void)
{
  const GPtrArray *pipes = things_of (things_small (), "pipe");
  g_autoptr (GHashTable) class_of = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < pipes->len; i++)
    {
      const HtFeature *pipe = pipes->pdata[i];
      const char *class = thing_text (pipe, "class"), *kind = thing_text (pipe, "kind");
      const char *before = g_hash_table_lookup (class_of, kind);
      g_assert_true (before == NULL || g_str_equal (before, class));
      g_hash_table_insert (class_of, (gpointer) kind, (gpointer) class);
      g_assert_cmpint (thing_int (pipe, "year"), <=, 2021);
      if (thing_is (pipe, "material", "灰口铸铁"))
        g_assert_cmpint (thing_int (pipe, "year"), <, 1990);
      if (g_str_equal (class, "gas"))
        g_assert_cmpstr (thing_text (pipe, "material"), !=, "砖砌");
    }
  g_assert_cmpuint (g_hash_table_size (class_of), ==, 23);
}

/* Metres from the nearer end of a part to the nearest end of another. */
static double
gap_of_part (const HtGeometry *line, guint part)
{
  double nearest = INFINITY;
  const HtPoint *ends = line->points + 2 * part;
  for (guint k = 0; k < line->n_points; k++)
    if (k / 2 != part)
      nearest = MIN (nearest, MIN (ht_kit_distance (ends[0], line->points[k]),
                                   ht_kit_distance (ends[1], line->points[k])));
  return nearest;
}

/* A pipe keeps beside its street: every end of its parts is near a node of a road, and parts that meet at a
 * node leave no gap wider than the two sides. */
static void
test_pipes_follow_streets (void)
{
  const GPtrArray *pipes = things_of (things_small (), "pipe");
  guint parts = 0, met = 0;
  for (guint i = 0; i < pipes->len; i += 5)
    {
      const HtGeometry *line = ((HtFeature *) pipes->pdata[i])->geometry;
      g_assert_cmpuint (line->n_points, ==, 2 * line->n_parts);
      for (guint k = 0; k < line->n_points; k++)
        g_assert_cmpfloat (things_to_road_m (line->points[k]), <, 13);
      for (guint part = 0; line->n_parts > 1 && part < line->n_parts; part++, parts++)
        met += gap_of_part (line, part) < 26;
    }
  g_assert_cmpuint (parts, >, 500);
  g_assert_cmpuint (met, >, 0.9 * parts);
}

/* --- hydrants --- */

static void
test_hydrants (void)
{
  const GPtrArray *hydrants = things_of (things_small (), "hydrant");
  guint working = 0, large = 0, above = things_count (hydrants, "kind", "above_ground");
  for (guint i = 0; i < hydrants->len; i++)
    {
      const HtFeature *hydrant = hydrants->pdata[i];
      gboolean wide = thing_real (hydrant, "diameter_mm") == 150;
      working += thing_bool (hydrant, "working");
      large += wide;
      g_assert_cmpfloat (thing_real (hydrant, "flow_ls"), ==, wide ? 15 : 10);
      g_assert_null (hydrant->name);
    }
  g_assert_cmpfloat_with_epsilon (working, 0.975 * hydrants->len, 0.015 * hydrants->len);
  g_assert_cmpfloat_with_epsilon (above, 0.94 * hydrants->len, 0.02 * hydrants->len);
  g_assert_true (large > 50 && large < hydrants->len - 50);
}

/* Where people are many they stand closer: half of them in the tenth of the land with most people. */
static void
test_hydrants_where_people_are (void)
{
  const GPtrArray *hydrants = things_of (things_full (), "hydrant");
  const HtPoint middle = { 121.4737, 31.2304 };
  guint inner = 0, outer = 0;
  for (guint i = 0; i < hydrants->len; i++)
    {
      double away = ht_kit_distance (((HtFeature *) hydrants->pdata[i])->geometry->points[0], middle);
      inner += away < 10000;
      outer += away > 20000 && away < 20000 * 1.118;
    }
  /* The two have the same area: a disk of 10 km and the ring from 20 to 22.4 km. */
  g_assert_cmpuint (inner, >, 2 * outer);
}

void
things_add_lifeline_tests (void)
{
  g_test_add_func ("/model/things/lifelines/power", test_power);
  g_test_add_func ("/model/things/lifelines/gas", test_gas);
  g_test_add_func ("/model/things/lifelines/water", test_water);
  g_test_add_func ("/model/things/lifelines/critical", test_critical);
  g_test_add_func ("/model/things/lifelines/hydrants", test_hydrants);
  g_test_add_func ("/model/things/lifelines/hydrants-where-people-are", test_hydrants_where_people_are);
}

void
things_add_pipe_tests (void)
{
  g_test_add_func ("/model/things/pipes/lengths", test_pipe_lengths);
  g_test_add_func ("/model/things/pipes/kinds", test_pipe_kinds);
  g_test_add_func ("/model/things/pipes/follow-streets", test_pipes_follow_streets);
}
