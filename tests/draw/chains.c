/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/chains.h"

#include <math.h>
#include <string.h>

#include "town.h"

/* A network from nodes on a plane (hundredths of a degree at the equator) and straight sections. */
typedef struct
{
  HtNetwork *network;
} Plane;

static void
add_node (Plane *plane, double x, double y)
{
  HtRoadNode node = { plane->network->nodes->len, { x / 100, y / 100 } };
  g_array_append_val (plane->network->nodes, node);
}

static void
add_section (Plane *plane, guint from, guint to)
{
  HtSection section = { .from = from, .to = to, .n_points = 2, .first_point = plane->network->points->len };
  g_array_append_val (plane->network->points, g_array_index (plane->network->nodes, HtRoadNode, from).at);
  g_array_append_val (plane->network->points, g_array_index (plane->network->nodes, HtRoadNode, to).at);
  g_array_append_val (plane->network->sections, section);
}

static void
take_chain (const HtLink *links, guint n, gpointer user_data)
{
  GString *text = user_data;
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%u", links[i].reversed ? "-" : "+", links[i].section);
  g_string_append_c (text, ' ');
}

static char *
chains_of (const Plane *plane, const guint32 *keys)
{
  GString *text = g_string_new (NULL);
  ht_chains_each (plane->network, keys, take_chain, text);
  return g_string_free (text, FALSE);
}

static void
test_straight (void)
{
  Plane plane = { ht_network_new () };
  const guint32 keys[] = { 1, 1, 1 };
  for (int i = 0; i < 4; i++)
    add_node (&plane, i, 0);
  add_section (&plane, 0, 1);
  add_section (&plane, 2, 1); /* against the others */
  add_section (&plane, 2, 3);
  g_autofree char *text = chains_of (&plane, keys);
  g_assert_cmpstr (text, ==, "+0-1+2 ");
  ht_network_unref (plane.network);
}

static void
test_keys_part (void)
{
  Plane plane = { ht_network_new () };
  const guint32 keys[] = { 1, 2, 2, 0 };
  for (int i = 0; i < 5; i++)
    add_node (&plane, i, 0);
  for (guint i = 0; i < 4; i++)
    add_section (&plane, i, i + 1);
  g_autofree char *text = chains_of (&plane, keys);
  g_assert_cmpstr (text, ==, "+0 +1+2 ");
  ht_network_unref (plane.network);
}

/* At a crossing the straight ways go on and the turns do not. */
static void
test_crossing (void)
{
  Plane plane = { ht_network_new () };
  const guint32 keys[] = { 1, 1, 1, 1 };
  add_node (&plane, 0, 0);
  add_node (&plane, -1, 0.1);
  add_node (&plane, 1, -0.1);
  add_node (&plane, 0.1, 1);
  add_node (&plane, 0, -1);
  for (guint i = 1; i <= 4; i++)
    add_section (&plane, i, 0);
  g_autofree char *text = chains_of (&plane, keys);
  g_assert_cmpstr (text, ==, "+0-1 +2-3 ");
  ht_network_unref (plane.network);
}

static void
test_sharp_bend_parts (void)
{
  Plane plane = { ht_network_new () };
  const guint32 keys[] = { 1, 1 };
  add_node (&plane, 0, 0);
  add_node (&plane, 1, 0);
  add_node (&plane, 1.2, 1);
  add_section (&plane, 0, 1);
  add_section (&plane, 1, 2);
  g_autofree char *text = chains_of (&plane, keys);
  g_assert_cmpstr (text, ==, "+0 +1 ");
  ht_network_unref (plane.network);
}

static void
test_ring (void)
{
  Plane plane = { ht_network_new () };
  guint32 keys[12];
  for (guint i = 0; i < 12; i++)
    {
      keys[i] = 7;
      add_node (&plane, cos (i * G_PI / 6), sin (i * G_PI / 6));
    }
  for (guint i = 0; i < 12; i++)
    add_section (&plane, i, (i + 1) % 12);
  g_autofree char *text = chains_of (&plane, keys);
  g_assert_cmpstr (text, ==, "+0+1+2+3+4+5+6+7+8+9+10+11 ");
  ht_network_unref (plane.network);
}

/* A section from a node to itself, and two nodes at one place: no direction to go by. */
static void
test_degenerate (void)
{
  Plane plane = { ht_network_new () };
  const guint32 keys[] = { 1, 1, 1 };
  add_node (&plane, 0, 0);
  add_node (&plane, 0, 0);
  add_section (&plane, 0, 0);
  add_section (&plane, 0, 1);
  add_section (&plane, 1, 1);
  g_autofree char *text = chains_of (&plane, keys);
  g_assert_nonnull (strstr (text, "0"));
  g_assert_nonnull (strstr (text, "1"));
  g_assert_nonnull (strstr (text, "2"));
  ht_network_unref (plane.network);
}

typedef struct
{
  const HtNetwork *network;
  const guint32 *keys;
  guint8 *seen;
  guint chains, links;
} Check;

static const HtSection *
section_at (const Check *check, guint i)
{
  return &g_array_index (check->network->sections, HtSection, i);
}

static void
check_chain (const HtLink *links, guint n, gpointer user_data)
{
  Check *check = user_data;
  g_assert_cmpuint (n, >, 0);
  check->chains++;
  for (guint i = 0; i < n; i++)
    {
      const HtSection *s = section_at (check, links[i].section);
      g_assert_cmpuint (check->seen[links[i].section]++, ==, 0);
      g_assert_cmpuint (check->keys[links[i].section], ==, check->keys[links[0].section]);
      check->links++;
      if (i == 0)
        continue;
      const HtSection *before = section_at (check, links[i - 1].section);
      g_assert_cmpuint (links[i - 1].reversed ? before->from : before->to, ==,
                        links[i].reversed ? s->to : s->from);
    }
}

/* On a whole town: each keyed section once, ends meet, and streets come out nearly whole. */
static void
test_town (void)
{
  const TownOptions options = { .streets = 15, .bend = 0.1, .rich = TRUE };
  HtNetwork *network = town_new_network (&options);
  guint n = network->sections->len;
  g_autofree guint32 *keys = g_new (guint32, n);
  g_autofree guint8 *seen = g_new0 (guint8, n);
  for (guint i = 0; i < n; i++)
    keys[i] = g_array_index (network->sections, HtSection, i).name;
  Check check = { network, keys, seen, 0, 0 };
  ht_chains_each (network, keys, check_chain, &check);
  g_assert_cmpuint (check.links, ==, n);
  g_assert_cmpuint (check.chains, ==, 30);
  ht_network_unref (network);
}

static void
test_nothing (void)
{
  Plane plane = { ht_network_new () };
  const guint32 none = 0;
  g_autofree char *text = chains_of (&plane, &none);
  g_assert_cmpstr (text, ==, "");
  ht_network_unref (plane.network);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/draw/chains/straight", test_straight);
  g_test_add_func ("/draw/chains/keys-part", test_keys_part);
  g_test_add_func ("/draw/chains/crossing", test_crossing);
  g_test_add_func ("/draw/chains/sharp-bend-parts", test_sharp_bend_parts);
  g_test_add_func ("/draw/chains/ring", test_ring);
  g_test_add_func ("/draw/chains/degenerate", test_degenerate);
  g_test_add_func ("/draw/chains/town", test_town);
  g_test_add_func ("/draw/chains/nothing", test_nothing);
  return g_test_run ();
}
