/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packed R-trees: SQLite's own check accepts them, searches find what they should, later changes work. */
#include "store/rtree.h"

#include "folder.h"

static HtDb *
open_table (Folder *folder, char **path)
{
  g_autoptr (GError) error = NULL;
  *path = folder_dup (folder, "r.db");
  HtDb *db = ht_db_open (*path, HT_DB_CREATE, &error);
  g_assert_no_error (error);
  ht_db_exec (db, "CREATE VIRTUAL TABLE tree USING rtree (pkid, xmin, xmax, ymin, ymax)", &error);
  g_assert_no_error (error);
  return db;
}

static void
assert_sound (HtDb *db)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HtStatement) check = ht_db_prepare (db, "SELECT rtreecheck ('tree')", &error);
  g_assert_no_error (error);
  g_assert_cmpint (ht_statement_step (check, &error), ==, HT_STEP_ROW);
  g_assert_cmpstr (ht_statement_get_text (check, 0), ==, "ok");
}

static guint
search (HtDb *db, const HtBox *box, gint64 *sum)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HtStatement) find
      = ht_db_prepare (db,
                       "SELECT pkid FROM tree WHERE xmin <= ?3 AND xmax >= ?1 AND ymin <= ?4 AND ymax >= ?2",
                       &error);
  guint n = 0;
  g_assert_no_error (error);
  ht_statement_bind_real (find, 1, box->min_lon);
  ht_statement_bind_real (find, 2, box->min_lat);
  ht_statement_bind_real (find, 3, box->max_lon);
  ht_statement_bind_real (find, 4, box->max_lat);
  for (*sum = 0; ht_statement_step (find, &error) == HT_STEP_ROW; n++)
    *sum += ht_statement_get_int (find, 0);
  g_assert_no_error (error);
  return n;
}

/* Coordinates are multiples of 1/64, which 32 bits hold exactly, so the brute force below is exact too. */
static HtRtreeEntry *
random_entries (GRand *random, guint n)
{
  HtRtreeEntry *entries = g_new (HtRtreeEntry, n + 1);
  for (guint i = 0; i < n; i++)
    {
      double x = g_rand_int_range (random, -180 * 64, 179 * 64) / 64.0;
      double y = g_rand_int_range (random, -90 * 64, 89 * 64) / 64.0;
      HtBox box = { x, y, x + g_rand_int_range (random, 0, 40) / 64.0,
                    y + g_rand_int_range (random, 0, 40) / 64.0 };
      entries[i] = (HtRtreeEntry){ .key = (gint64) i * 7 - 50, .box = box };
    }
  return entries;
}

static void
compare (HtDb *db, GRand *random, const HtRtreeEntry *entries, guint n)
{
  for (guint k = 0; k < 20; k++)
    {
      double x = g_rand_int_range (random, -180, 180), y = g_rand_int_range (random, -90, 90);
      HtBox box = { x, y, x + 25, y + 15 };
      gint64 sum, expected_sum = 0;
      guint expected = 0;
      for (guint i = 0; i < n; i++)
        if (ht_box_intersects (&entries[i].box, &box))
          {
            expected++;
            expected_sum += entries[i].key;
          }
      g_assert_cmpuint (search (db, &box, &sum), ==, expected);
      g_assert_cmpint (sum, ==, expected_sum);
    }
}

static void
fill (HtDb *db, HtRtreeEntry *entries, guint n)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (ht_db_begin (db, &error));
  ht_rtree_fill (db, "tree", entries, n, &error);
  g_assert_no_error (error);
  g_assert_true (ht_db_commit (db, &error));
}

/* Around every size at which another node or level begins: 51 cells a node, filled to 45. */
static void
test_sizes (Folder *folder, gconstpointer unused)
{
  static const guint sizes[] = { 0, 1, 45, 50, 51, 52, 90, 91, 2295, 2296, 2601, 2602, 20000 };
  g_autofree char *path = NULL;
  g_autoptr (HtDb) db = open_table (folder, &path);
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree HtRtreeEntry *entries = random_entries (random, sizes[i]);
      g_test_message ("%u", sizes[i]);
      fill (db, entries, sizes[i]);
      assert_sound (db);
      compare (db, random, entries, sizes[i]);
    }
}

/* Rows come and go after the packing, as the triggers of a table do it. */
static void
test_changed_later (Folder *folder, gconstpointer unused)
{
  enum
  {
    N = 5000
  };
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HtDb) db = open_table (folder, &path);
  g_autoptr (GRand) random = g_rand_new_with_seed (8);
  g_autofree HtRtreeEntry *entries = random_entries (random, N);
  fill (db, entries, N / 2);
  g_assert_true (ht_db_begin (db, &error));
  for (guint i = N / 2; i < N; i++)
    {
      g_autoptr (HtStatement) insert
          = ht_db_prepare (db, "INSERT INTO tree VALUES (?1, ?2, ?3, ?4, ?5)", &error);
      ht_statement_bind_int (insert, 1, entries[i].key);
      ht_statement_bind_real (insert, 2, entries[i].box.min_lon);
      ht_statement_bind_real (insert, 3, entries[i].box.max_lon);
      ht_statement_bind_real (insert, 4, entries[i].box.min_lat);
      ht_statement_bind_real (insert, 5, entries[i].box.max_lat);
      g_assert_true (ht_statement_run (insert, &error));
    }
  g_assert_true (ht_db_commit (db, &error));
  assert_sound (db);
  compare (db, random, entries, N);
  /* All but those of one key class leave, most nodes with them. */
  guint left = 0;
  for (guint i = 0; i < N; i++)
    if ((entries[i].key + 50) % 5 == 0)
      entries[left++] = entries[i];
  ht_db_exec (db, "DELETE FROM tree WHERE (pkid + 50) % 5 <> 0", &error);
  g_assert_no_error (error);
  assert_sound (db);
  compare (db, random, entries, left);
}

/* A rollback leaves the tree that was. */
static void
test_rolled_back (Folder *folder, gconstpointer unused)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HtDb) db = open_table (folder, &path);
  g_autoptr (GRand) random = g_rand_new_with_seed (9);
  g_autofree HtRtreeEntry *before = random_entries (random, 300);
  g_autofree HtRtreeEntry *after = random_entries (random, 4000);
  fill (db, before, 300);
  g_assert_true (ht_db_begin (db, &error));
  g_assert_true (ht_rtree_fill (db, "tree", after, 4000, &error));
  ht_db_rollback (db);
  assert_sound (db);
  compare (db, random, before, 300);
  /* And its tables are closed to SQL again. */
  g_assert_false (ht_db_exec (db, "DELETE FROM tree_node", &error));
  g_assert_nonnull (error);
}

/* What 32 bits cannot hold is rounded outwards: a search for the exact place finds it. */
static void
test_rounding (Folder *folder, gconstpointer unused)
{
  g_autofree char *path = NULL;
  g_autoptr (HtDb) db = open_table (folder, &path);
  g_autoptr (GRand) random = g_rand_new_with_seed (10);
  HtRtreeEntry entries[200];
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      double x = g_rand_double_range (random, -180, 180), y = g_rand_double_range (random, -90, 90);
      entries[i] = (HtRtreeEntry){ .key = i + 1, .box = { x, y, x, y } };
    }
  fill (db, entries, G_N_ELEMENTS (entries));
  assert_sound (db);
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      gint64 sum;
      g_assert_cmpuint (search (db, &entries[i].box, &sum), ==, 1);
      g_assert_cmpint (sum, ==, entries[i].key);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_folder_test ("/store/rtree/sizes", test_sizes);
  add_folder_test ("/store/rtree/changed-later", test_changed_later);
  add_folder_test ("/store/rtree/rolled-back", test_rolled_back);
  add_folder_test ("/store/rtree/rounding", test_rounding);
  return g_test_run ();
}
