/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that are no city file, places that cannot be written, disks that are full: one sentence each, nothing
 * changed, nothing half-written. */
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/error.h"
#include "store/migrate.h"

#include "town.h"

static void
assert_sentence (const GError *error, const char *path)
{
  g_test_message ("%s", error->message);
  g_assert_true (error->domain == HT_STORE_ERROR);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_null (strchr (error->message, '\n'));
  g_assert_cmpuint (strlen (error->message), <, 400);
}

/* Opening fails with @code, and the folder is as it was. */
static void
assert_refused (Folder *folder, const char *path, HtStoreFlags flags, int code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = folder_dup_names (folder);
  g_autoptr (HtStore) store = ht_store_open (path, flags, &error);
  g_assert_null (store);
  assert_sentence (error, path);
  g_assert_cmpint (error->code, ==, code);
  g_autofree char *after = folder_dup_names (folder);
  g_assert_cmpstr (before, ==, after);
}

static void
assert_content_refused (Folder *folder, const char *name, const char *data, gsize size)
{
  g_autofree char *path = folder_dup (folder, name);
  gsize size_after;
  g_test_message ("%s: %" G_GSIZE_FORMAT " bytes", name, size);
  write_whole (path, data, size);
  assert_refused (folder, path, 0, HT_STORE_ERROR_CORRUPT);
  assert_refused (folder, path, HT_STORE_CREATE, HT_STORE_ERROR_CORRUPT);
  assert_refused (folder, path, HT_STORE_READ_ONLY, HT_STORE_ERROR_CORRUPT);
  g_autofree char *after = read_whole (path, &size_after);
  g_assert_cmpmem (data, size, after, size_after);
}

static void
test_other_kinds (Folder *folder, gconstpointer unused)
{
  static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0\x1f\x15\xc4\x89";
  static const char jpeg[] = "\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xdb\0\x43";
  static const char text[] = "This is a letter, and not a map at all.";
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  char garbage[20000];
  for (guint i = 0; i < sizeof garbage; i++)
    garbage[i] = (char) g_rand_int_range (random, 0, 256);
  assert_content_refused (folder, "empty", "", 0);
  assert_content_refused (folder, "picture.png", png, sizeof png - 1);
  assert_content_refused (folder, "photo.jpg", jpeg, sizeof jpeg - 1);
  assert_content_refused (folder, "letter.txt", text, sizeof text - 1);
  assert_content_refused (folder, "garbage", garbage, sizeof garbage);
  memcpy (garbage, "SQLite format 3", 16);
  assert_content_refused (folder, "garbage-with-a-head", garbage, sizeof garbage);
}

static void
test_other_database (Folder *folder, gconstpointer unused)
{
  g_autofree char *path = folder_dup (folder, "birds.sqlite");
  g_autoptr (GError) error = NULL;
  gsize size;
  HtDb *db = ht_db_open (path, HT_DB_CREATE, &error);
  g_assert_no_error (error);
  ht_db_exec (
      db, "PRAGMA journal_mode = DELETE; CREATE TABLE bird (name TEXT); INSERT INTO bird VALUES ('heron')",
      &error);
  g_assert_no_error (error);
  ht_db_free (db);
  g_autofree char *before = read_whole (path, &size);
  assert_content_refused (folder, "birds.sqlite", before, size);
  /* With our mark but none of our tables. */
  memcpy (before + 68, "HTCY", 4);
  assert_content_refused (folder, "birds.sqlite", before, size);
}

static void
test_no_file (Folder *folder, gconstpointer unused)
{
  g_autofree char *missing = folder_dup (folder, "missing");
  g_autofree char *deep = folder_dup (folder, "missing/town");
  g_autofree char *fifo = folder_dup (folder, "pipe");
  assert_refused (folder, missing, 0, HT_STORE_ERROR_UNAVAILABLE);
  assert_refused (folder, deep, 0, HT_STORE_ERROR_UNAVAILABLE);
  assert_refused (folder, deep, HT_STORE_CREATE, HT_STORE_ERROR_UNAVAILABLE);
  assert_refused (folder, folder->path, 0, HT_STORE_ERROR_CORRUPT);
  assert_refused (folder, folder->path, HT_STORE_CREATE, HT_STORE_ERROR_CORRUPT);
  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  assert_refused (folder, fifo, 0, HT_STORE_ERROR_CORRUPT);
}

/* A city file with something in it, closed. */
static char *
make_town (Folder *folder, gsize *size)
{
  g_autofree char *path = folder_dup (folder, "town.haitang");
  g_autoptr (HtStore) store = town_open (path, HT_STORE_CREATE);
  g_autoptr (GPtrArray) houses = town_buildings (400, 0);
  HtLayerInfo info = town_info ("building", "town.osm");
  town_put (store, &info, houses, TRUE);
  g_clear_object (&store);
  g_autofree char *names = folder_dup_names (folder);
  g_assert_cmpstr (names, ==, "town.haitang");
  return read_whole (path, size);
}

static void
test_truncated (Folder *folder, gconstpointer unused)
{
  static const gsize lengths[] = { 1, 15, 16, 17, 50, 99, 100, 101, 1000, 4095, 4096, 4097, 8192, 50000 };
  gsize size;
  g_autofree char *whole = make_town (folder, &size);
  g_autoptr (GRand) random = g_rand_new_with_seed (4);
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    assert_content_refused (folder, "cut", whole, lengths[i]);
  for (guint i = 0; i < 25; i++)
    assert_content_refused (folder, "cut", whole, (gsize) g_rand_int_range (random, 101, (gint32) size));
  assert_content_refused (folder, "cut", whole, size - 1);
  assert_content_refused (folder, "cut", whole, size - 4096);
}

/* Damage further in is met when that part is read: an error or the right answer, nothing else. */
static void
test_damaged_inside (Folder *folder, gconstpointer unused)
{
  gsize size;
  guint refused = 0;
  g_autofree char *whole = make_town (folder, &size);
  g_autofree char *path = folder_dup (folder, "damaged");
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  for (guint i = 0; i < 40; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *copy = g_memdup2 (whole, size);
      g_autofree char *broken = NULL;
      gsize at = (gsize) g_rand_int_range (random, 0, (gint32) (size / 4096)) * 4096;
      memset (copy + at + (at == 0 ? 100 : 0), 0x5a, 600);
      write_whole (path, copy, size);
      g_autoptr (HtStore) store = ht_store_open (path, HT_STORE_READ_ONLY, &error);
      g_autoptr (GPtrArray) houses
          = store != NULL ? ht_store_load_features (store, "building", NULL, NULL, &error) : NULL;
      gboolean whole_again = houses != NULL && ht_store_audit (store, &broken, &error);
      refused += !whole_again;
      if (houses != NULL && error == NULL)
        g_assert_cmpuint (houses->len, <=, 400);
      if (error != NULL)
        assert_sentence (error, path);
    }
  g_assert_cmpuint (refused, >, 0);
}

/* No permission. */
static void
test_unreadable (Folder *folder, gconstpointer unused)
{
  gsize size;
  g_autofree char *whole = make_town (folder, &size);
  g_autofree char *path = folder_dup (folder, "town.haitang");
  if (geteuid () == 0)
    {
      g_test_skip ("the super-user may read everything");
      return;
    }
  g_assert_cmpint (g_chmod (path, 0), ==, 0);
  assert_refused (folder, path, 0, HT_STORE_ERROR_UNAVAILABLE);
}

/* --- reading only --- */

static void
assert_reads_but_not_writes (HtStore *store, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) houses = ht_store_load_features (store, "building", NULL, NULL, &error);
  g_autoptr (GPtrArray) drafts = ht_op_new_drafts ();
  HtAuthor author = town_author ();
  HtUuid id = ht_uuid_random ();
  g_assert_no_error (error);
  g_assert_cmpuint (houses->len, ==, 400);
  g_assert_true (ht_store_is_read_only (store));
  town_audit (store);
  g_ptr_array_add (drafts, ht_op_draft_set ("city", &id, "name", ht_value_new_text ("x")));
  g_assert_false (ht_store_append (store, &author, drafts, NULL, &error));
  g_assert_error (error, HT_STORE_ERROR, HT_STORE_ERROR_READ_ONLY);
  assert_sentence (error, path);
}

static void
test_read_only_flag (Folder *folder, gconstpointer unused)
{
  gsize size, size_after;
  g_autofree char *whole = make_town (folder, &size);
  g_autofree char *path = folder_dup (folder, "town.haitang");
  g_autoptr (HtStore) store = town_open (path, HT_STORE_READ_ONLY);
  g_assert_null (ht_store_get_notice (store));
  assert_reads_but_not_writes (store, path);
  g_clear_object (&store);
  g_autofree char *after = read_whole (path, &size_after);
  g_assert_cmpmem (whole, size, after, size_after);
}

/* As in a folder on a disc: no log can be made beside the file. */
static void
test_immutable (Folder *folder, gconstpointer unused)
{
  gsize size;
  g_autofree char *whole = make_town (folder, &size);
  g_autofree char *path = folder_dup (folder, "town.haitang");
  g_autoptr (GError) error = NULL;
  gint64 n;
  g_autoptr (HtDb) db = ht_db_open (path, HT_DB_IMMUTABLE, &error);
  g_assert_no_error (error);
  g_assert_true (ht_db_query_int (db, "SELECT count(*) FROM building", &n, &error));
  g_assert_cmpint (n, ==, 400);
  g_assert_false (ht_db_exec (db, "DELETE FROM building", &error));
  g_assert_error (error, HT_STORE_ERROR, HT_STORE_ERROR_READ_ONLY);
  g_autofree char *names = folder_dup_names (folder);
  g_assert_cmpstr (names, ==, "town.haitang");
}

/* Mounts @source (NULL: memory of @size bytes) on @target; FALSE where this process may not. */
static gboolean
mount_on (const char *target, const char *source, const char *size)
{
  if (unshare (CLONE_NEWNS) != 0 || mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0)
    return FALSE;
  if (source == NULL)
    return mount ("haitang", target, "tmpfs", 0, size) == 0;
  return mount (source, target, NULL, MS_BIND, NULL) == 0
         && mount (NULL, target, NULL, MS_REMOUNT | MS_BIND | MS_RDONLY, NULL) == 0;
}

static void
test_read_only_folder (Folder *folder, gconstpointer unused)
{
  gsize size;
  g_autofree char *whole = make_town (folder, &size);
  g_autofree char *path = folder_dup (folder, "town.haitang");
  g_autofree char *fresh = folder_dup (folder, "new.haitang");
  if (!mount_on (folder->path, folder->path, NULL))
    {
      g_test_skip ("this process may not mount, so no folder can be made read-only for it");
      return;
    }
  g_autoptr (HtStore) store = town_open (path, 0);
  g_assert_nonnull (ht_store_get_notice (store));
  g_assert_nonnull (strstr (ht_store_get_notice (store), path));
  assert_reads_but_not_writes (store, path);
  g_clear_object (&store);
  assert_refused (folder, fresh, HT_STORE_CREATE, HT_STORE_ERROR_READ_ONLY);
  g_assert_cmpint (umount2 (folder->path, 0), ==, 0);
}

/* --- full disks --- */

/* Fills the memory file system or the limit: a layer too large for it. */
static void
fill_up (HtStore *store, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) many = town_buildings (30000, 0);
  HtAuthor author = town_author ();
  HtLayerInfo info = town_info ("building", "many.osm");
  gboolean written = TRUE;
  g_assert_false (ht_store_put_layer (store, &author, &info, many, &written, &error));
  g_assert_error (error, HT_STORE_ERROR, HT_STORE_ERROR_UNAVAILABLE);
  assert_sentence (error, path);
  g_assert_false (written);
}

static void
assert_full (const char *folder_path)
{
  g_autofree char *path = g_build_filename (folder_path, "town.haitang", NULL);
  g_autoptr (GPtrArray) houses = town_buildings (100, 0);
  HtLayerInfo info = town_info ("building", "town.osm");
  g_autoptr (HtStore) store = town_open (path, HT_STORE_CREATE);
  town_put (store, &info, houses, TRUE);
  g_autofree char *before = town_dump (store);
  fill_up (store, path);
  /* Nothing was lost, and there is room again for small things. */
  g_autofree char *after = town_dump (store);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (town_count (store, "building"), ==, 100);
  g_autoptr (GPtrArray) few = town_buildings (10, 3);
  HtLayerInfo small = town_info ("building", "few.osm");
  town_put (store, &small, few, TRUE);
  g_clear_object (&store);
  store = town_open (path, 0);
  town_audit (store);
  g_assert_cmpint (town_count (store, "op"), ==, 2);
}

/* A file system of 6 MB. */
static void
test_full_disk (Folder *folder, gconstpointer unused)
{
  g_autofree char *target = folder_dup (folder, "small");
  g_assert_cmpint (g_mkdir (target, 0700), ==, 0);
  if (!mount_on (target, NULL, "size=6m"))
    {
      g_test_skip ("this process may not mount a small disk; the file size limit below stands for it");
      return;
    }
  assert_full (target);
  g_assert_cmpint (umount2 (target, MNT_DETACH), ==, 0);
}

/* No room even for an empty city: no file, no remains. */
static void
test_no_room_for_a_new_city (Folder *folder, gconstpointer unused)
{
  g_autofree char *target = folder_dup (folder, "tiny");
  g_assert_cmpint (g_mkdir (target, 0700), ==, 0);
  if (!mount_on (target, NULL, "size=300k"))
    {
      g_test_skip ("this process may not mount a small disk");
      return;
    }
  Folder tiny = { .path = target };
  g_autofree char *path = folder_dup (&tiny, "town.haitang");
  assert_refused (&tiny, path, HT_STORE_CREATE, HT_STORE_ERROR_UNAVAILABLE);
  g_autofree char *names = folder_dup_names (&tiny);
  g_assert_cmpstr (names, ==, "");
  g_assert_cmpint (umount2 (target, MNT_DETACH), ==, 0);
}

/* The same without mounting: no file may grow over 5 MB. */
static void
test_file_size_limit (Folder *folder, gconstpointer unused)
{
  struct rlimit limit = { 5 << 20, RLIM_INFINITY };
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  assert_full (folder->path);
  limit.rlim_cur = RLIM_INFINITY;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* A name that exists is never taken over. */
static void
test_created_once (Folder *folder, gconstpointer unused)
{
  gsize size, size_after;
  g_autofree char *whole = make_town (folder, &size);
  g_autofree char *path = folder_dup (folder, "town.haitang");
  g_autoptr (GError) error = NULL;
  g_assert_false (ht_migrate_create (path, ht_migrate_get_steps (), &error));
  assert_sentence (error, path);
  g_autofree char *after = read_whole (path, &size_after);
  g_assert_cmpmem (whole, size, after, size_after);
  g_autoptr (HtStore) store = town_open (path, HT_STORE_CREATE);
  g_assert_cmpint (town_count (store, "building"), ==, 400);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_folder_test ("/store/files/other-kinds", test_other_kinds);
  add_folder_test ("/store/files/other-database", test_other_database);
  add_folder_test ("/store/files/no-file", test_no_file);
  add_folder_test ("/store/files/truncated", test_truncated);
  add_folder_test ("/store/files/damaged-inside", test_damaged_inside);
  add_folder_test ("/store/files/unreadable", test_unreadable);
  add_folder_test ("/store/files/read-only-flag", test_read_only_flag);
  add_folder_test ("/store/files/immutable", test_immutable);
  add_folder_test ("/store/files/read-only-folder", test_read_only_folder);
  add_folder_test ("/store/files/full-disk", test_full_disk);
  add_folder_test ("/store/files/no-room-for-a-new-city", test_no_room_for_a_new_city);
  add_folder_test ("/store/files/file-size-limit", test_file_size_limit);
  add_folder_test ("/store/files/created-once", test_created_once);
  return g_test_run ();
}
