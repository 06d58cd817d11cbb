/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One store and many callers: the writer's queue, readers beside it, the signal, local values, PINs. */
#include "base/clock.h"
#include "store/conflict.h"
#include "store/error.h"
#include "store/local.h"
#include "store/post.h"
#include "store/store-private.h"

#include "town.h"

typedef struct
{
  Folder folder;
  char *path;
  HtStore *store;
  GPtrArray *changes; /* HtChange as delivered */
  GMainLoop *loop;
} Desk;

static void
on_changed (HtStore *store, HtChange *change, Desk *desk)
{
  g_assert_true (g_main_context_is_owner (g_main_context_default ()));
  g_ptr_array_add (desk->changes, ht_change_ref (change));
}

static void
desk_set_up (Desk *desk, gconstpointer unused)
{
  folder_set_up (&desk->folder, NULL);
  desk->path = folder_dup (&desk->folder, "town.haitang");
  desk->store = town_open (desk->path, HT_STORE_CREATE);
  desk->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_change_unref);
  desk->loop = g_main_loop_new (NULL, FALSE);
  g_signal_connect (desk->store, "changed", G_CALLBACK (on_changed), desk);
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
desk_tear_down (Desk *desk, gconstpointer unused)
{
  g_clear_object (&desk->store);
  settle ();
  g_ptr_array_unref (desk->changes);
  g_main_loop_unref (desk->loop);
  g_free (desk->path);
  folder_tear_down (&desk->folder, NULL);
}

static GPtrArray *
log_drafts (const char *text)
{
  GPtrArray *drafts = ht_op_new_drafts ();
  HtUuid id = ht_uuid_random ();
  HtValue *fields = ht_value_new_map ();
  ht_value_set_text (fields, "text", text);
  ht_value_set_text (fields, "kind", "system");
  g_ptr_array_add (drafts, ht_op_draft_create ("log", &id, fields));
  return drafts;
}

static gint64
count_ops (HtStore *store)
{
  return town_count (store, "op");
}

/* --- writer and readers --- */

static gpointer
append_many (gpointer data)
{
  Desk *desk = data;
  HtAuthor author = town_author ();
  for (guint i = 0; i < 40; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) drafts = log_drafts ("many");
      g_autoptr (HtChange) change = NULL;
      g_assert_true (ht_store_append (desk->store, &author, drafts, &change, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (change->ops->len, ==, 1);
      g_assert_cmpuint (change->records->len, ==, 1);
    }
  return NULL;
}

static gpointer
read_many (gpointer data)
{
  Desk *desk = data;
  gint64 before = 0;
  for (guint i = 0; i < 60; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) records = ht_store_load_records (desk->store, "log", NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (records->len, >=, before);
      before = records->len;
    }
  return NULL;
}

static void
test_threads (Desk *desk, gconstpointer unused)
{
  GThread *threads[8];
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("test", i % 2 == 0 ? append_many : read_many, desk);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpint (count_ops (desk->store), ==, 160);
  settle ();
  g_assert_cmpuint (desk->changes->len, ==, 160);
  town_audit (desk->store);
}

typedef struct
{
  GMutex lock;
  GCond cond;
  gboolean inside, let_go;
} Gate;

/* Holds the write transaction open, with a row in it, until let go. */
static gboolean
work_at_gate (HtDb *db, gpointer data, HtChange *change, GError **error)
{
  Gate *gate = data;
  g_autoptr (HtValue) value = ht_value_new_text ("uncommitted");
  if (!ht_local_set (db, "desk/gate", value, error))
    return FALSE;
  g_mutex_lock (&gate->lock);
  gate->inside = TRUE;
  g_cond_broadcast (&gate->cond);
  while (!gate->let_go)
    g_cond_wait (&gate->cond, &gate->lock);
  g_mutex_unlock (&gate->lock);
  return TRUE;
}

typedef struct
{
  Desk *desk;
  Gate *gate;
} GateThread;

static gpointer
write_at_gate (gpointer data)
{
  GateThread *thread = data;
  g_autoptr (GError) error = NULL;
  g_assert_true (ht_store_write (thread->desk->store, work_at_gate, thread->gate, NULL, &error));
  g_assert_no_error (error);
  return NULL;
}

/* If readers waited for the writer this would never end: the writer is let go only after they have read. */
static void
test_readers_do_not_wait (Desk *desk, gconstpointer unused)
{
  Gate gate = { 0 };
  GateThread thread = { desk, &gate };
  HtLayerInfo info = town_info ("building", "town.osm");
  g_autoptr (GPtrArray) houses = town_buildings (30, 0);
  g_autoptr (GError) error = NULL;
  town_put (desk->store, &info, houses, TRUE);
  GThread *writer = g_thread_new ("test", write_at_gate, &thread);
  g_mutex_lock (&gate.lock);
  while (!gate.inside)
    g_cond_wait (&gate.cond, &gate.lock);
  g_mutex_unlock (&gate.lock);
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (GPtrArray) found = ht_store_load_features (desk->store, "building", NULL, NULL, &error);
      g_assert_cmpuint (found->len, ==, 30);
      g_assert_cmpint (count_ops (desk->store), ==, 1);
      /* And see nothing that is not committed. */
      g_assert_null (ht_store_load_local (desk->store, "desk/gate", &error));
      g_assert_no_error (error);
    }
  g_mutex_lock (&gate.lock);
  gate.let_go = TRUE;
  g_cond_broadcast (&gate.cond);
  g_mutex_unlock (&gate.lock);
  g_thread_join (writer);
  g_autoptr (HtValue) value = ht_store_load_local (desk->store, "desk/gate", &error);
  g_assert_cmpstr (ht_value_get_text (value, NULL), ==, "uncommitted");
}

/* All drafts or none; the next in the queue is not held up. */
static void
test_all_or_none (Desk *desk, gconstpointer unused)
{
  HtAuthor author = town_author ();
  HtUuid id = ht_uuid_random ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) mixed = log_drafts ("good");
  g_autoptr (GPtrArray) good = log_drafts ("good");
  g_ptr_array_add (mixed, ht_op_draft_set ("incident", &id, "level", ht_value_new_text ("nine")));
  g_assert_false (ht_store_append (desk->store, &author, mixed, NULL, &error));
  g_assert_error (error, HT_STORE_ERROR, HT_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpint (count_ops (desk->store), ==, 0);
  g_assert_true (ht_store_append (desk->store, &author, good, NULL, &error));
  g_assert_cmpint (count_ops (desk->store), ==, 1);
  settle ();
  g_assert_cmpuint (desk->changes->len, ==, 1);
}

static void
on_appended (GObject *source, GAsyncResult *result, gpointer data)
{
  Desk *desk = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HtChange) change = ht_store_append_finish (HT_STORE (source), result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (change->ops->len, ==, 1);
  /* The model has heard of it before whoever asked. */
  g_assert_cmpuint (desk->changes->len, ==, 1);
  g_assert_true (g_ptr_array_index (desk->changes, 0) == change);
  /* The last reference goes in the callback. */
  g_clear_object (&desk->store);
  g_main_loop_quit (desk->loop);
}

/* The writer thread hands its own reference to this context a moment after the answer. */
static void
wait_until_gone (GWeakRef *weak)
{
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
  for (;;)
    {
      settle ();
      g_autoptr (GObject) alive = g_weak_ref_get (weak);
      if (alive == NULL)
        return;
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_usleep (1000);
    }
}

static void
test_async (Desk *desk, gconstpointer unused)
{
  HtAuthor author = town_author ();
  g_autoptr (GPtrArray) drafts = log_drafts ("later");
  GWeakRef weak;
  g_weak_ref_init (&weak, desk->store);
  ht_store_append_async (desk->store, &author, drafts, NULL, on_appended, desk);
  g_main_loop_run (desk->loop);
  wait_until_gone (&weak);
  g_weak_ref_clear (&weak);
}

static void
on_refused (GObject *source, GAsyncResult *result, gpointer data)
{
  Desk *desk = data;
  g_autoptr (GError) error = NULL;
  g_assert_null (ht_store_append_finish (HT_STORE (source), result, &error));
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_main_loop_quit (desk->loop);
}

static void
test_async_refused (Desk *desk, gconstpointer unused)
{
  HtAuthor author = town_author ();
  g_autoptr (GPtrArray) drafts = log_drafts ("never");
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_cancellable_cancel (cancelled);
  ht_store_append_async (desk->store, &author, drafts, cancelled, on_refused, desk);
  g_main_loop_run (desk->loop);
  g_assert_cmpint (count_ops (desk->store), ==, 0);
  ht_store_close (desk->store);
  ht_store_append_async (desk->store, &author, drafts, NULL, on_refused, desk);
  g_main_loop_run (desk->loop);
}

static void
test_closed (Desk *desk, gconstpointer unused)
{
  HtAuthor author = town_author ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) drafts = log_drafts ("x");
  g_autoptr (HtValue) value = ht_value_new_text ("last words");
  ht_store_save_local_soon (desk->store, "desk/words", value);
  ht_store_close (desk->store);
  ht_store_close (desk->store);
  g_assert_false (ht_store_append (desk->store, &author, drafts, NULL, &error));
  g_assert_error (error, HT_STORE_ERROR, HT_STORE_ERROR_UNAVAILABLE);
  g_clear_error (&error);
  g_assert_null (ht_store_load_records (desk->store, NULL, NULL, &error));
  g_assert_error (error, HT_STORE_ERROR, HT_STORE_ERROR_UNAVAILABLE);
  g_clear_error (&error);
  /* The queue was finished first, and nothing is left beside the file. */
  g_autofree char *names = folder_dup_names (&desk->folder);
  g_assert_cmpstr (names, ==, "town.haitang");
  g_autoptr (HtStore) again = town_open (desk->path, 0);
  g_autoptr (HtValue) words = ht_store_load_local (again, "desk/words", &error);
  g_assert_cmpstr (ht_value_get_text (words, NULL), ==, "last words");
}

static void
test_cancelled_reads (Desk *desk, gconstpointer unused)
{
  HtLayerInfo info = town_info ("building", "town.osm"), roads_info = town_info ("road_arc", "town.osm");
  g_autoptr (GPtrArray) houses = town_buildings (30, 0);
  g_autoptr (HtNetwork) roads = town_network (70, 70, 1);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  town_put (desk->store, &info, houses, TRUE);
  town_put_network (desk->store, &roads_info, roads, TRUE);
  g_cancellable_cancel (cancelled);
  g_assert_null (ht_store_load_features (desk->store, "building", NULL, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (ht_store_load_network (desk->store, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (ht_store_load_records (desk->store, "log", cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* The change says what a layer replaced; blobs are found by their names. */
static void
test_layer_change (Desk *desk, gconstpointer unused)
{
  HtLayerInfo info = town_info ("building", "town.osm");
  g_autoptr (GPtrArray) houses = town_buildings (30, 0);
  g_autoptr (GError) error = NULL;
  town_put (desk->store, &info, houses, TRUE);
  town_put (desk->store, &info, houses, FALSE);
  settle ();
  g_assert_cmpuint (desk->changes->len, ==, 1);
  const HtChange *change = g_ptr_array_index (desk->changes, 0);
  g_assert_cmpuint (change->tables->len, ==, 1);
  g_assert_true (g_ptr_array_index (change->tables, 0) == g_intern_string ("building"));
  const HtRecord *layer = g_ptr_array_index (change->records, 0);
  g_assert_cmpstr (layer->kind, ==, "layer");
  g_assert_cmpint (ht_record_get_int (layer, "count", 0), ==, 30);
  g_assert_cmpint (ht_record_get_int (layer, "repaired", 0), ==, 1);
  HtDigest digest;
  HtValue *blobs = ht_record_get (layer, "blobs");
  g_assert_cmpuint (ht_value_get_length (blobs), ==, 1);
  g_assert_true (ht_digest_parse (ht_value_get_text (ht_value_get_item (blobs, 0), NULL), &digest, &error));
  g_autoptr (GBytes) raw = ht_store_load_blob (desk->store, &digest, &error);
  g_assert_no_error (error);
  HtDigest found = ht_digest_of_bytes (raw);
  g_assert_true (ht_digest_equal (&found, &digest));
  digest.bytes[0] ^= 1;
  g_assert_null (ht_store_load_blob (desk->store, &digest, &error));
  g_assert_error (error, HT_STORE_ERROR, HT_STORE_ERROR_UNAVAILABLE);
}

/* --- local --- */

static void
test_local (Desk *desk, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HtValue) state = ht_value_new_map ();
  ht_value_set_text (state, "half-written", "曲阳路 5");
  ht_value_set_real (state, "zoom", 14.5);
  g_assert_null (ht_store_load_local (desk->store, "desk/A/window", &error));
  g_assert_no_error (error);
  g_assert_true (ht_store_save_local (desk->store, "desk/A/window", state, &error));
  g_assert_true (ht_store_save_local (desk->store, "desk/A/window", state, &error));
  g_autoptr (HtValue) back = ht_store_load_local (desk->store, "desk/A/window", &error);
  g_assert_true (ht_value_equal (state, back));
  g_assert_true (ht_store_save_local (desk->store, "desk/A/window", NULL, &error));
  g_assert_null (ht_store_load_local (desk->store, "desk/A/window", &error));
  g_assert_no_error (error);
  /* No operation, no signal, nothing in the dump. */
  settle ();
  g_assert_cmpuint (desk->changes->len, ==, 0);
  g_assert_true (ht_store_save_local (desk->store, "desk/A/window", state, &error));
  g_autofree char *dump = town_dump (desk->store);
  g_assert_null (strstr (dump, "half-written"));
}

static void
test_post (Desk *desk, gconstpointer unused)
{
  HtUuid origin, origin_again;
  guint64 epoch, epoch_again;
  ht_store_get_post (desk->store, &origin, &epoch);
  g_assert_false (ht_uuid_is_nil (&origin));
  g_assert_cmpuint (epoch, ==, 1);
  ht_store_close (desk->store);
  g_autoptr (HtStore) again = town_open (desk->path, 0);
  ht_store_get_post (again, &origin_again, &epoch_again);
  g_assert_true (ht_uuid_equal (&origin, &origin_again));
  g_assert_cmpuint (epoch, ==, epoch_again);
}

/* --- PINs --- */

static gint64 clock_us = G_GINT64_CONSTANT (1780000000000000);

static gint64
tell_clock (gpointer unused)
{
  return clock_us;
}

static gboolean
try (Desk *desk, const HtUuid *person, const char *pin, gboolean denied)
{
  g_autoptr (GError) error = NULL;
  gboolean right = ht_store_check_pin (desk->store, person, pin, &error);
  if (denied)
    g_assert_error (error, HT_STORE_ERROR, HT_STORE_ERROR_DENIED);
  else
    g_assert_no_error (error);
  if (error != NULL)
    g_test_message ("%s", error->message);
  return right;
}

static void
test_pin (Desk *desk, gconstpointer unused)
{
  HtUuid person = ht_uuid_random (), other = ht_uuid_random ();
  g_autoptr (GError) error = NULL;
  gboolean has = TRUE;
  g_assert_true (ht_store_has_pin (desk->store, &person, &has, &error));
  g_assert_false (has);
  g_assert_false (try (desk, &person, "1234", TRUE));
  g_assert_false (ht_store_set_pin (desk->store, &person, "12", &error));
  g_assert_error (error, HT_STORE_ERROR, HT_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (ht_store_set_pin (desk->store, &person, "4711", &error));
  g_assert_true (ht_store_has_pin (desk->store, &person, &has, &error));
  g_assert_true (has);
  g_assert_true (try (desk, &person, "4711", FALSE));
  g_assert_false (try (desk, &person, "4712", FALSE));
  g_assert_false (try (desk, &other, "4711", TRUE));
  g_assert_true (ht_store_set_pin (desk->store, &person, "8888", &error));
  g_assert_false (try (desk, &person, "4711", FALSE));
  g_assert_true (try (desk, &person, "8888", FALSE));
  g_autofree char *dump = town_dump (desk->store);
  g_assert_null (strstr (dump, "argon2"));
  g_assert_true (ht_store_set_pin (desk->store, &person, NULL, &error));
  g_assert_false (try (desk, &person, "8888", TRUE));
}

static void
test_pin_delay (Desk *desk, gconstpointer unused)
{
  static const gint64 waits_s[] = { 30, 60, 120, 240, 480, 900, 900 };
  HtUuid person = ht_uuid_random ();
  g_autoptr (GError) error = NULL;
  ht_clock_set_source (tell_clock, NULL);
  g_assert_true (ht_store_set_pin (desk->store, &person, "4711", &error));
  g_assert_false (try (desk, &person, "0000", FALSE));
  g_assert_false (try (desk, &person, "0000", FALSE));
  g_assert_false (try (desk, &person, "0000", FALSE));
  for (guint i = 0; i < G_N_ELEMENTS (waits_s); i++)
    {
      /* Even the right one must wait, and asking does not make it longer. */
      g_assert_false (try (desk, &person, "4711", TRUE));
      clock_us += (waits_s[i] - 1) * G_USEC_PER_SEC;
      g_assert_false (try (desk, &person, "4711", TRUE));
      clock_us += G_USEC_PER_SEC;
      g_assert_false (try (desk, &person, "0000", FALSE));
    }
  /* Closing and opening is no way round. */
  g_clear_object (&desk->store);
  desk->store = town_open (desk->path, 0);
  g_assert_false (try (desk, &person, "4711", TRUE));
  clock_us += 900 * G_USEC_PER_SEC;
  g_assert_true (try (desk, &person, "4711", FALSE));
  g_assert_false (try (desk, &person, "0000", FALSE));
  g_assert_true (try (desk, &person, "4711", FALSE));
  /* Nor does a clock that was a year ahead lock anybody out for a year. */
  for (guint i = 0; i < 3; i++)
    g_assert_false (try (desk, &person, "0000", FALSE));
  g_assert_false (try (desk, &person, "4711", TRUE));
  clock_us -= G_GINT64_CONSTANT (31536000) * G_USEC_PER_SEC;
  g_assert_true (try (desk, &person, "4711", FALSE));
  ht_clock_set_source (NULL, NULL);
}

#define add(path, function) g_test_add (path, Desk, NULL, desk_set_up, function, desk_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/store/desk/threads", test_threads);
  add ("/store/desk/readers-do-not-wait", test_readers_do_not_wait);
  add ("/store/desk/all-or-none", test_all_or_none);
  add ("/store/desk/async", test_async);
  add ("/store/desk/async-refused", test_async_refused);
  add ("/store/desk/closed", test_closed);
  add ("/store/desk/cancelled-reads", test_cancelled_reads);
  add ("/store/desk/layer-change", test_layer_change);
  add ("/store/desk/local", test_local);
  add ("/store/desk/post", test_post);
  add ("/store/desk/pin", test_pin);
  add ("/store/desk/pin-delay", test_pin_delay);
  return g_test_run ();
}
