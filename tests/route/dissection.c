/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "route/dissection.h"

static guint64
count (const HtDissectionInput *input)
{
  g_autofree guint32 *rank = g_new (guint32, MAX (input->n_nodes, 1));
  g_autofree gboolean *seen = g_new0 (gboolean, MAX (input->n_nodes, 1));
  ht_dissection_order (input, rank);
  for (guint i = 0; i < input->n_nodes; i++)
    {
      g_assert_cmpuint (rank[i], <, input->n_nodes);
      g_assert_false (seen[rank[i]]);
      seen[rank[i]] = TRUE;
    }
  return ht_dissection_count_triangles (input, rank);
}

/* Whatever the order, all triples of a complete graph are triangles, and a tree contracted from its leaves
 * has none. */
static void
test_complete (void)
{
  enum
  {
    N = 40
  };
  guint32 tails[N * N], heads[N * N];
  double x[N], y[N];
  guint m = 0;
  for (guint i = 0; i < N; i++)
    {
      x[i] = (i * 7) % 11;
      y[i] = (i * 5) % 13;
      for (guint k = 0; k < N; k++) /* both directions, and loops */
        {
          tails[m] = i;
          heads[m++] = k;
        }
    }
  const HtDissectionInput input = { N, m, tails, heads, x, y };
  g_assert_cmpuint (count (&input), ==, N * (N - 1) * (N - 2) / 6);
  const guint32 up[4] = { 0, 1, 2, 3 }, star_tails[3] = { 0, 1, 2 }, star_heads[3] = { 3, 3, 3 };
  const HtDissectionInput star = { 4, 3, star_tails, star_heads, x, y };
  g_assert_cmpuint (ht_dissection_count_triangles (&star, up), ==, 0);
  const guint32 down[4] = { 3, 2, 1, 0 }; /* the middle first: its neighbours become a triangle */
  g_assert_cmpuint (ht_dissection_count_triangles (&star, down), ==, 4);
}

/* @keep of 100 streets of a grid are there. */
static double
triangles_a_node (guint side, guint keep)
{
  guint n = side * side, m = 0;
  g_autofree guint32 *tails = g_new (guint32, 2 * n), *heads = g_new (guint32, 2 * n);
  g_autofree double *x = g_new (double, n), *y = g_new (double, n);
  for (guint i = 0; i < n; i++)
    {
      x[i] = i % side;
      y[i] = i / side;
      const gboolean there[2] = { i % side + 1 < side, i + side < n };
      for (guint k = 0; k < 2; k++)
        if (there[k] && (i * 2654435761u + k * 40503u) / 65536 % 100 < keep)
          {
            tails[m] = i;
            heads[m++] = i + (k == 0 ? 1 : side);
          }
    }
  const HtDissectionInput input = { n, m, tails, heads, x, y };
  return (double) count (&input) / n;
}

/* A grid costs more the larger it is (its cuts grow with its side); one with few streets costs little. */
static void
test_grid (void)
{
  double small = triangles_a_node (32, 100), large = triangles_a_node (128, 100);
  /* George (1973): about 9.9 n^1.5 for a square grid of n nodes, from its edges a good deal less. */
  g_assert_cmpfloat (small, >, 0.3 * 9.9 * 32);
  g_assert_cmpfloat (small, <, 9.9 * 32);
  g_assert_cmpfloat (large, >, 2.5 * small);
  g_assert_cmpfloat (large, <, 9.9 * 128);
  g_assert_cmpfloat (triangles_a_node (128, 60), <, large / 5);
}

static void
test_nothing (void)
{
  const double x[3] = { 0, 0, 0 }, y[3] = { 0, 0, 0 };
  const HtDissectionInput none = { 0, 0, NULL, NULL, NULL, NULL }, alone = { 3, 0, NULL, NULL, x, y };
  g_assert_cmpuint (count (&none), ==, 0);
  g_assert_cmpuint (count (&alone), ==, 0);
  g_assert_cmpfloat (triangles_a_node (40, 20), <, 1); /* many parts */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/route/dissection/complete", test_complete);
  g_test_add_func ("/route/dissection/grid", test_grid);
  g_test_add_func ("/route/dissection/nothing", test_nothing);
  return g_test_run ();
}
