/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Things in a city file; grounds that have hardly anything on them; builds that end early. */
#include <glib/gstdio.h>

#include "city.h"

static void
remove_city (const char *folder, const char *path)
{
  static const char *const ends[] = { "", "-wal", "-shm", "-lock" };
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *file = g_strconcat (path, ends[i], NULL);
      g_remove (file);
    }
  g_rmdir (folder);
}

/* Stock counters and teams as records, layers as rows: as many as were made. */
static void
test_written (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("haitang-things-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "city.haitang", NULL);
  g_autoptr (HtStore) store = ht_store_open (path, HT_STORE_CREATE, &error);
  g_assert_no_error (error);
  g_assert_true (ht_demo_things_write (store, things_ground (), NULL, &error));
  g_assert_no_error (error);
  g_autoptr (GPtrArray) teams = ht_store_load_records (store, "team", NULL, &error);
  g_autoptr (GPtrArray) stock = ht_store_load_records (store, "stock", NULL, &error);
  g_autoptr (HtValue) counts = ht_store_load_counts (store, &error);
  g_assert_cmpuint (teams->len, ==, 600 * THINGS_SCALE);
  g_assert_cmpuint (stock->len, >, 60);
  for (guint i = 0; i < teams->len; i++)
    {
      g_assert_nonnull (ht_record_get_text (teams->pdata[i], "name", NULL));
      g_assert_cmpint (ht_record_get_int (teams->pdata[i], "crew", 0), >, 2);
    }
  for (guint i = 0; i < stock->len; i++)
    g_assert_cmpint (ht_record_get_int (stock->pdata[i], "quantity", 0), >, 0);
  /* Planned stations are counted apart. */
  ht_value_set_int (counts, "station",
                    ht_value_member_int (counts, "station", 0)
                        + ht_value_member_int (counts, "station_planned", 0));
  GHashTableIter iter;
  gpointer table, features;
  g_hash_table_iter_init (&iter, things_small ()->tables);
  while (g_hash_table_iter_next (&iter, &table, &features))
    if (ht_value_member_int (counts, table, -1) != ((GPtrArray *) features)->len)
      g_error ("%u of %s were made, and %d written", ((GPtrArray *) features)->len, (const char *) table,
               (int) ht_value_member_int (counts, table, -1));
  ht_store_close (store);
  remove_city (folder, path);
}

void
things_add_writing_tests (void)
{
  g_test_add_func ("/model/things/writing/written", test_written);
}

/* --- bare grounds --- */

typedef struct
{
  guint layers, refuse_after; /* 0: takes all */
  GHashTable *counts;
} Taker;

static gboolean
take (const HtLayerContent *content, gpointer data, GError **error)
{
  Taker *taker = data;
  g_hash_table_insert (taker->counts, (gpointer) content->info.table,
                       GUINT_TO_POINTER (content->features->len));
  for (guint i = 0; i < content->features->len; i++)
    {
      const HtGeometry *geometry = ((HtFeature *) content->features->pdata[i])->geometry;
      g_assert_nonnull (geometry);
      for (guint k = 0; k < geometry->n_points; k++)
        g_assert_true (ht_point_is_valid (&geometry->points[k]));
    }
  taker->layers++;
  if (taker->refuse_after == taker->layers)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, content->info.table);
      return FALSE;
    }
  return TRUE;
}

static guint
count (const Taker *taker, const char *table)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (taker->counts, g_intern_string (table)));
}

/* One block, no river, no metro, no landmark: everything that must be somewhere is in that block. */
static void
build_bare (HtGroundUse use, guint people)
{
  const HtGroundBlock block = { .use = use, .people_night = people, .people_day = people };
  HtGround *ground = things_hand_ground (&block, 1);
  g_autoptr (GError) error = NULL;
  Taker taker = { .counts = g_hash_table_new (NULL, NULL) };
  ground->scale = 0.01;
  ht_demo_things_build (ground, take, &taker, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (&taker, "station"), ==, 2 + 1);
  g_assert_cmpuint (count (&taker, "hospital"), ==, 4);
  g_assert_cmpuint (count (&taker, "shelter"), >=, 1);
  g_assert_cmpuint (count (&taker, "drain_area"), ==, 1);
  g_assert_cmpuint (count (&taker, "river_section"), ==, 0);
  g_assert_cmpuint (count (&taker, "sensor"), ==, 50);
  g_assert_cmpuint (count (&taker, "observation"), ==, 50 * 24);
  g_assert_cmpuint (count (&taker, "tide_station"), ==, 13);
  g_hash_table_unref (taker.counts);
  ht_ground_free (ground);
}

static void
test_bare (void)
{
  build_bare (HT_USE_ESTATE, 5000);
  build_bare (HT_USE_VILLAGE, 1);
  build_bare (HT_USE_INDUSTRY, 0);
  build_bare (HT_USE_FIELD, 3);
}

/* Four neighbourhoods, two of them with no block: nothing is put into those. */
static void
test_empty_areas (void)
{
  const HtGroundBlock blocks[] = { { .use = HT_USE_OLD, .neighbourhood = 0, .people_night = 900 },
                                   { .use = HT_USE_VILLAGE, .neighbourhood = 3, .people_night = 90 } };
  HtGround *ground = things_hand_ground (blocks, 2);
  g_autoptr (GError) error = NULL;
  Taker taker = { .counts = g_hash_table_new (NULL, NULL) };
  ground->scale = 0.02;
  ht_demo_things_build (ground, take, &taker, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (&taker, "drain_area"), ==, 2);
  g_assert_cmpuint (count (&taker, "roster"), ==, 7 * 2 * (2 + 3));
  g_hash_table_unref (taker.counts);
  ht_ground_free (ground);
}

/* Whichever layer is refused, the build ends there with that error. */
static void
test_ends_early (void)
{
  const HtGroundBlock block = { .use = HT_USE_ESTATE, .people_night = 500, .people_day = 500 };
  HtGround *ground = things_hand_ground (&block, 1);
  ground->scale = 0.001;
  for (guint n = 1;; n++)
    {
      g_autoptr (GError) error = NULL;
      Taker taker = { .refuse_after = n, .counts = g_hash_table_new (NULL, NULL) };
      gboolean done = ht_demo_things_build (ground, take, &taker, NULL, &error);
      g_hash_table_unref (taker.counts);
      if (done)
        {
          g_assert_cmpuint (n, ==, g_hash_table_size (things_small ()->tables) + 1);
          break;
        }
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
      g_assert_cmpuint (taker.layers, ==, n);
    }
  ht_ground_free (ground);
}

static gboolean
take_and_cancel (const HtLayerContent *content, gpointer data, GError **error)
{
  g_cancellable_cancel (data);
  return TRUE;
}

static void
test_cancelled (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const HtGroundBlock block = { .use = HT_USE_ESTATE, .people_night = 500 };
  HtGround *ground = things_hand_ground (&block, 1);
  ground->scale = 0.001;
  g_assert_false (ht_demo_things_build (ground, take_and_cancel, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  ht_ground_free (ground);
}

void
things_add_bare_tests (void)
{
  g_test_add_func ("/model/things/bare/bare", test_bare);
  g_test_add_func ("/model/things/bare/empty-areas", test_empty_areas);
  g_test_add_func ("/model/things/bare/ends-early", test_ends_early);
  g_test_add_func ("/model/things/bare/cancelled", test_cancelled);
}
