/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The packed R-tree against brute force; simplification against its promise. */
#include "draw/pack.h"

#include <math.h>

static guint32
random_fixed (void)
{
  return (guint32) g_test_rand_int ();
}

/* A square of up to @size at a random place. */
static HtFixedBox
random_box (guint32 size)
{
  guint32 x = random_fixed (), y = random_fixed ();
  guint32 w = size > 0 ? random_fixed () % size : 0, h = size > 0 ? random_fixed () % size : 0;
  return (HtFixedBox){ x, y, x > G_MAXUINT32 - w ? G_MAXUINT32 : x + w,
                       y > G_MAXUINT32 - h ? G_MAXUINT32 : y + h };
}

static void
check_queries (const HtFixedBox *boxes, guint n, const HtIndex *index)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (int q = 0; q < 60; q++)
    {
      HtFixedBox query = random_box (q % 3 == 0 ? 1u << 31 : 1u << 25);
      guint next = 0;
      g_array_set_size (found, 0);
      ht_index_query (index, &query, found);
      for (guint32 i = 0; i < n; i++)
        if (ht_fixed_box_meets (&boxes[i], &query))
          {
            g_assert_cmpuint (next, <, found->len);
            g_assert_cmpuint (g_array_index (found, guint32, next++), ==, i);
          }
      g_assert_cmpuint (next, ==, found->len);
    }
}

static void
test_index (void)
{
  static const guint sizes[] = { 0, 1, 2, 15, 16, 17, 255, 256, 257, 5000 };
  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    {
      g_autofree HtFixedBox *boxes = g_new (HtFixedBox, sizes[s] + 1);
      for (guint i = 0; i < sizes[s]; i++)
        boxes[i] = random_box (1u << 26);
      HtIndex *index = ht_index_new (boxes, sizes[s]);
      check_queries (boxes, sizes[s], index);
      ht_index_free (index);
    }
}

/* Neighbours on the curve are neighbours on the ground, and the curve visits every cell once. */
static void
test_hilbert (void)
{
  g_autofree guint32 *at = g_new0 (guint32, 256);
  for (guint32 x = 0; x < 16; x++)
    for (guint32 y = 0; y < 16; y++)
      {
        /* The upper four bits of 16 used: order 4 of the same curve. */
        guint32 d = ht_hilbert (x << 28, y << 28) >> 24;
        g_assert_cmpuint (d, <, 256);
        g_assert_cmpuint (at[d], ==, 0);
        at[d] = x << 8 | y | 1u << 31;
      }
  for (guint d = 1; d < 256; d++)
    {
      int dx = (int) (at[d] >> 8 & 15) - (int) (at[d - 1] >> 8 & 15);
      int dy = (int) (at[d] & 15) - (int) (at[d - 1] & 15);
      g_assert_cmpint (ABS (dx) + ABS (dy), ==, 1);
    }
}

static HtPack *
random_lines (guint n_items, guint n_points)
{
  HtPack *pack = ht_pack_new ();
  for (guint i = 0; i < n_items; i++)
    {
      g_autofree HtFixed *points = g_new (HtFixed, n_points);
      HtFixed at = { random_fixed () / 2 + (1u << 30), random_fixed () / 2 + (1u << 30) };
      for (guint k = 0; k < n_points; k++)
        {
          at.x += (guint32) g_test_rand_int_range (-5000, 9000);
          at.y += (guint32) g_test_rand_int_range (-7000, 7000);
          points[k] = at;
        }
      ht_pack_begin (pack, i, i * 2);
      ht_pack_add_part (pack, points, n_points);
      g_assert_true (ht_pack_end (pack));
    }
  return pack;
}

static void
test_pack_keeps (void)
{
  HtPack *pack = random_lines (500, 7);
  guint n;
  g_autofree guint8 *seen = g_new0 (guint8, 500);
  HtFixed first[500];
  for (guint i = 0; i < 500; i++)
    first[i] = *ht_pack_part (pack, i, &n);
  ht_pack_finish (pack);
  g_assert_cmpuint (pack->items->len, ==, 500);
  for (guint i = 0; i < 500; i++)
    {
      const HtItem *item = ht_pack_item (pack, i);
      const HtFixed *points = ht_pack_part (pack, item->first_part, &n);
      g_assert_cmpuint (n, ==, 7);
      g_assert_cmpuint (item->name, ==, item->style * 2);
      g_assert_cmpuint (points[0].x, ==, first[item->style].x);
      g_assert_cmpuint (seen[item->style]++, ==, 0);
      for (guint k = 0; k < n; k++)
        g_assert_true (points[k].x >= item->box.min_x && points[k].x <= item->box.max_x
                       && points[k].y >= item->box.min_y && points[k].y <= item->box.max_y);
    }
  g_assert_cmpuint (ht_pack_size_bytes (pack), >, 500 * 7 * sizeof (HtFixed));
  ht_pack_free (pack);
}

static void
test_empty_item (void)
{
  HtPack *pack = ht_pack_new ();
  ht_pack_begin (pack, 1, 1);
  ht_pack_add_part (pack, NULL, 0);
  g_assert_false (ht_pack_end (pack));
  ht_pack_finish (pack);
  g_assert_cmpuint (pack->items->len, ==, 0);
  ht_pack_free (pack);
}

static double
distance_to_segment (const HtFixed *p, const HtFixed *a, const HtFixed *b)
{
  double dx = (double) b->x - a->x, dy = (double) b->y - a->y;
  double px = (double) p->x - a->x, py = (double) p->y - a->y, l2 = dx * dx + dy * dy;
  double t = l2 > 0 ? CLAMP ((px * dx + py * dy) / l2, 0, 1) : 0;
  return hypot (px - t * dx, py - t * dy);
}

/* Every point left out lies within the tolerance of what is left, between the kept points round it. */
static void
check_simplified (const HtFixed *full, guint n, const HtFixed *few, guint m, double tolerance)
{
  guint k = 0;
  g_assert_true (few[0].x == full[0].x && few[0].y == full[0].y);
  g_assert_true (few[m - 1].x == full[n - 1].x && few[m - 1].y == full[n - 1].y);
  for (guint i = 0; i < n; i++)
    {
      if (k + 1 < m && full[i].x == few[k + 1].x && full[i].y == few[k + 1].y)
        k++;
      double d = distance_to_segment (&full[i], &few[k], &few[MIN (k + 1, m - 1)]);
      if (k > 0)
        d = MIN (d, distance_to_segment (&full[i], &few[k - 1], &few[k]));
      g_assert_cmpfloat (d, <=, tolerance);
    }
}

/* The item of @pack that has @style. */
static const HtFixed *
points_of_style (const HtPack *pack, guint32 style, guint *n)
{
  for (guint i = 0; i < pack->items->len; i++)
    if (ht_pack_item (pack, i)->style == style)
      return ht_pack_part (pack, ht_pack_item (pack, i)->first_part, n);
  g_assert_not_reached ();
}

static void
check_simplified_pack (const HtPack *full, double tolerance)
{
  HtPack *few = ht_pack_simplify (full, tolerance, FALSE, NULL, NULL);
  g_assert_cmpuint (few->items->len, ==, full->items->len);
  g_assert_cmpuint (few->points->len, <=, full->points->len);
  for (guint32 style = 0; style < full->items->len; style++)
    {
      guint n, m;
      const HtFixed *a = points_of_style (full, style, &n), *b = points_of_style (few, style, &m);
      check_simplified (a, n, b, m, tolerance + 1e-6);
    }
  ht_pack_free (few);
}

static void
test_simplify (void)
{
  static const double tolerances[] = { 0, 3000, 20000, 1e6 };
  HtPack *full = random_lines (40, 120);
  ht_pack_finish (full);
  for (guint t = 0; t < G_N_ELEMENTS (tolerances); t++)
    check_simplified_pack (full, tolerances[t]);
  ht_pack_free (full);
}

static gboolean
keep_even (const HtItem *item, gpointer user_data)
{
  (*(guint *) user_data)++;
  return item->style % 2 == 0;
}

static void
test_filter (void)
{
  guint asked = 0;
  HtPack *full = random_lines (31, 5);
  ht_pack_finish (full);
  HtPack *few = ht_pack_simplify (full, 1, FALSE, keep_even, &asked);
  g_assert_cmpuint (asked, ==, 31);
  g_assert_cmpuint (few->items->len, ==, 16);
  for (guint i = 0; i < few->items->len; i++)
    g_assert_cmpuint (ht_pack_item (few, i)->style % 2, ==, 0);
  ht_pack_free (few);
  ht_pack_free (full);
}

/* A ring that becomes a line or a point is gone; a big one keeps four points or more and stays closed. */
static void
test_rings (void)
{
  const HtFixed small[5] = { { 1000, 1000 }, { 1010, 1000 }, { 1010, 1010 }, { 1000, 1010 }, { 1000, 1000 } };
  HtFixed large[101];
  for (int i = 0; i <= 100; i++)
    large[i] = (HtFixed){ (guint32) (1e6 + 1e5 * cos (i % 100 * G_PI / 50)),
                          (guint32) (1e6 + 1e5 * sin (i % 100 * G_PI / 50)) };
  HtPack *full = ht_pack_new ();
  ht_pack_begin (full, 0, 0);
  ht_pack_add_part (full, small, 5);
  ht_pack_end (full);
  ht_pack_begin (full, 1, 0);
  ht_pack_add_part (full, large, 101);
  ht_pack_add_part (full, small, 5);
  ht_pack_end (full);
  ht_pack_finish (full);
  HtPack *few = ht_pack_simplify (full, 1000, TRUE, NULL, NULL);
  guint n;
  g_assert_cmpuint (few->items->len, ==, 1);
  const HtItem *item = ht_pack_item (few, 0);
  g_assert_cmpuint (item->style, ==, 1);
  g_assert_cmpuint (item->n_parts, ==, 1);
  const HtFixed *points = ht_pack_part (few, item->first_part, &n);
  g_assert_cmpuint (n, >=, 8);
  g_assert_cmpuint (n, <, 60);
  g_assert_true (points[0].x == points[n - 1].x && points[0].y == points[n - 1].y);
  ht_pack_free (few);
  ht_pack_free (full);
}

/* A line of a hundred thousand points all on one side would go that deep with recursion. */
static void
test_deep (void)
{
  guint n = 100000;
  g_autofree HtFixed *points = g_new (HtFixed, n);
  for (guint i = 0; i < n; i++)
    points[i] = (HtFixed){ i * 100, (guint32) (1e9 + 1e8 * sqrt (i)) };
  HtPack *full = ht_pack_new ();
  ht_pack_begin (full, 0, 0);
  ht_pack_add_part (full, points, n);
  ht_pack_end (full);
  ht_pack_finish (full);
  HtPack *few = ht_pack_simplify (full, 1, FALSE, NULL, NULL);
  g_assert_cmpuint (few->points->len, >, 1000);
  ht_pack_free (few);
  ht_pack_free (full);
}

static void
test_fixed (void)
{
  HtPoint corners[] = { { -180, 85.0511287798066 }, { 180, -85.0511287798066 }, { 0, 0 }, { 500, 90 } };
  HtFixed a = ht_fixed_from_point (&corners[0]), b = ht_fixed_from_point (&corners[1]);
  HtFixed c = ht_fixed_from_point (&corners[2]), d = ht_fixed_from_point (&corners[3]);
  g_assert_cmpuint (a.x, ==, 0);
  g_assert_cmpuint (a.y, ==, 0);
  g_assert_cmpuint (b.x, ==, G_MAXUINT32);
  g_assert_cmpuint (b.y, >=, G_MAXUINT32 - 1);
  g_assert_cmpuint (c.x, ==, G_MAXUINT32 / 2);
  g_assert_cmpuint (d.x, ==, G_MAXUINT32);
  g_assert_cmpuint (d.y, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/draw/pack/index", test_index);
  g_test_add_func ("/draw/pack/hilbert", test_hilbert);
  g_test_add_func ("/draw/pack/keeps", test_pack_keeps);
  g_test_add_func ("/draw/pack/empty-item", test_empty_item);
  g_test_add_func ("/draw/pack/simplify", test_simplify);
  g_test_add_func ("/draw/pack/filter", test_filter);
  g_test_add_func ("/draw/pack/rings", test_rings);
  g_test_add_func ("/draw/pack/deep", test_deep);
  g_test_add_func ("/draw/pack/fixed", test_fixed);
  return g_test_run ();
}
