/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kill -9 at random moments: what was acknowledged is there, chains and folded tables are whole, R-trees are
 * sound, a half-made city has no name. 40 rounds; HT_LONG=1 makes it 200. HT_SEED repeats a run.
 */
#include <signal.h>
#include <unistd.h>

#include "store/migrate.h"

#include "town.h"

static GRand *moments;
static char *template_of[2]; /* city files of schema 1 and of today, made once */

static guint
rounds (void)
{
  return g_strcmp0 (g_getenv ("HT_LONG"), "1") == 0 ? 200 : 40;
}

static char *
copy_template (Folder *folder, guint which)
{
  char *path = folder_dup (folder, "town.haitang");
  gsize size;
  g_autofree char *data = read_whole (template_of[which], &size);
  write_whole (path, data, size);
  return path;
}

/* Everything up to the end of the pipe. */
static void
read_rest (GDataInputStream *out, GPtrArray *lines)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  for (char *line = g_data_input_stream_read_line (out, &length, NULL, &error); line != NULL;
       line = g_data_input_stream_read_line (out, &length, NULL, &error))
    g_ptr_array_add (lines, line);
  g_assert_no_error (error);
}

/*
 * Runs the appender, kills it at a random moment within @longest_ms and gives what it acknowledged. Every
 * other time the wait begins when it has the city open (it says so first), else when it is started. Its lines
 * are written whole, as they are shorter than a pipe's atomic size.
 */
static GPtrArray *
run_and_kill (const char *verb, const char *path, gint32 longest_ms)
{
  static guint turn;
  g_autoptr (GError) error = NULL;
  g_autofree char *self = g_file_read_link ("/proc/self/exe", &error);
  g_autofree char *folder = g_path_get_dirname (self);
  g_autofree char *program = g_build_filename (folder, "store-appender", NULL);
  g_autoptr (GSubprocess) child
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, verb, path, NULL);
  g_assert_no_error (error);
  g_autoptr (GDataInputStream) out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  if (turn++ % 2 == 0)
    g_ptr_array_add (lines, g_data_input_stream_read_line (out, NULL, NULL, &error));
  g_assert_no_error (error);
  g_usleep ((gulong) g_rand_int_range (moments, 0, longest_ms * 1000));
  g_subprocess_send_signal (child, SIGKILL);
  read_rest (out, lines);
  g_assert_true (g_subprocess_wait (child, NULL, &error));
  /* It ended by our hand (or, asked only to open, by itself), not by a failed check of its own. */
  g_assert_true (g_subprocess_get_if_signaled (child) ? g_subprocess_get_term_sig (child) == SIGKILL
                                                      : g_subprocess_get_exit_status (child) == 0);
  if (lines->len > 0)
    {
      g_assert_cmpstr (g_ptr_array_index (lines, 0), ==, "open");
      g_ptr_array_remove_index (lines, 0);
    }
  return g_steal_pointer (&lines);
}

static void
remove_all (Folder *folder)
{
  g_autofree char *names = folder_dup_names (folder);
  g_auto (GStrv) each = g_strsplit (names, " ", -1);
  for (guint i = 0; each[i] != NULL && *each[i] != '\0'; i++)
    {
      g_autofree char *path = folder_dup (folder, each[i]);
      g_assert_cmpint (g_remove (path), ==, 0);
    }
}

static GHashTable *
load_op_ids (HtStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ops = ht_store_load_ops (store, NULL, 0, G_MAXINT, &error);
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_assert_no_error (error);
  for (guint i = 0; i < ops->len; i++)
    g_hash_table_add (ids, ht_uuid_dup_text (&((HtOp *) g_ptr_array_index (ops, i))->op_id));
  return ids;
}

static void
test_append (Folder *folder, gconstpointer unused)
{
  guint n_acknowledged = 0, n_found = 0;
  for (guint round = 0; round < rounds (); round++)
    {
      g_autofree char *path = copy_template (folder, 1);
      g_autoptr (GPtrArray) lines = run_and_kill ("append", path, 100);
      g_autoptr (HtStore) store = town_open (path, 0);
      g_autoptr (GHashTable) ids = load_op_ids (store);
      for (guint i = 0; i < lines->len; i++)
        if (!g_hash_table_contains (ids, lines->pdata[i]))
          g_error ("round %u: operation %s was acknowledged and is lost", round, (char *) lines->pdata[i]);
      town_audit (store);
      n_acknowledged += lines->len;
      n_found += g_hash_table_size (ids);
      g_clear_object (&store);
      remove_all (folder);
    }
  g_test_message ("%u rounds, %u operations acknowledged, %u found", rounds (), n_acknowledged, n_found);
  g_assert_cmpuint (n_acknowledged, >, rounds ());
  g_assert_cmpuint (n_found, >=, n_acknowledged);
}

static void
test_import (Folder *folder, gconstpointer unused)
{
  guint n_acknowledged = 0;
  for (guint round = 0; round < rounds () / 8; round++)
    {
      g_autofree char *path = copy_template (folder, 1);
      g_autoptr (GPtrArray) lines = run_and_kill ("import", path, 500);
      guint n = lines->len;
      g_autoptr (HtStore) store = town_open (path, 0);
      gint64 n_ops = town_count (store, "op"), houses = town_count (store, "building");
      /* The last that is in the log is what the rows show; it may have been committed but not acknowledged.
       */
      g_assert_cmpint (n_ops, >=, n);
      g_assert_cmpint (n_ops, <=, n + 1);
      g_assert_cmpint (houses, ==, n_ops == 0 ? 0 : 600 + (n_ops - 1) % 2 * 100);
      town_audit (store);
      g_clear_object (&store);
      town_check_indices (path);
      n_acknowledged += n;
      remove_all (folder);
    }
  g_test_message ("%u rounds, %u imports acknowledged", rounds () / 8, n_acknowledged);
}

/* No name before it is whole. */
static void
test_create (Folder *folder, gconstpointer unused)
{
  guint whole = 0;
  for (guint round = 0; round < rounds () / 8; round++)
    {
      g_autofree char *path = folder_dup (folder, "town.haitang");
      g_autoptr (GPtrArray) lines = run_and_kill ("create", path, 150);
      if (lines->len > 0)
        g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
      whole += g_file_test (path, G_FILE_TEST_IS_REGULAR);
      g_autoptr (HtStore) store = town_open (path, HT_STORE_CREATE);
      town_audit (store);
      g_clear_object (&store);
      town_check_indices (path);
      remove_all (folder);
    }
  g_test_message ("%u rounds, %u made", rounds () / 8, whole);
}

static void
test_migrate (Folder *folder, gconstpointer unused)
{
  for (guint round = 0; round < rounds () / 8; round++)
    {
      g_autofree char *path = copy_template (folder, 0);
      g_autoptr (GPtrArray) lines = run_and_kill ("migrate", path, 100);
      g_autoptr (HtStore) store = town_open (path, 0);
      g_assert_cmpint (ht_store_get_schema (store), ==, ht_migrate_get_steps ()->len);
      town_audit (store);
      g_clear_object (&store);
      town_check_indices (path);
      remove_all (folder);
    }
}

static void
make_templates (Folder *folder)
{
  g_autoptr (GPtrArray) first = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_ptr_array_add (first, g_ptr_array_index (ht_migrate_get_steps (), 0));
  template_of[0] = folder_dup (folder, "first.haitang");
  template_of[1] = folder_dup (folder, "today.haitang");
  ht_migrate_create (template_of[0], first, &error);
  g_assert_no_error (error);
  g_autoptr (HtStore) store = town_open (template_of[1], HT_STORE_CREATE);
}

int
main (int argc, char **argv)
{
  Folder templates = { 0 };
  const char *set = g_getenv ("HT_SEED");
  guint32 seed = set != NULL ? (guint32) g_ascii_strtoull (set, NULL, 10) : g_random_int ();
  g_test_init (&argc, &argv, NULL);
  g_test_message ("HT_SEED=%u", seed);
  moments = g_rand_new_with_seed (seed);
  folder_set_up (&templates, NULL);
  make_templates (&templates);
  add_folder_test ("/store/kill/append", test_append);
  add_folder_test ("/store/kill/import", test_import);
  add_folder_test ("/store/kill/create", test_create);
  add_folder_test ("/store/kill/migrate", test_migrate);
  int result = g_test_run ();
  folder_tear_down (&templates, NULL);
  g_free (template_of[0]);
  g_free (template_of[1]);
  g_rand_free (moments);
  return result;
}
