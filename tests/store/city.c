/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "city.h"

#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#include "base/clock.h"
#include "base/paths.h"
#include "geo/geometry.h"

/* --- files --- */

/* Making the tables takes a tenth of a second, so it is done once and copied. */
static GBytes *template(void)
{
  static GBytes *bytes;
  if (bytes != NULL)
    return bytes;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("haitang-test-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "template.city", NULL);
  g_auto (GStrv) files = ht_paths_list_data ("sql", ".sql", &error);
  g_autoptr (HtDb) db = ht_db_open (path, HT_DB_CREATE, &error);
  g_assert_no_error (error);
  ht_db_exec (db, "PRAGMA synchronous = OFF; PRAGMA journal_mode = DELETE; BEGIN", &error);
  for (guint i = 0; files[i] != NULL; i++)
    {
      g_autofree char *sql = NULL;
      g_file_get_contents (files[i], &sql, NULL, &error);
      g_assert_no_error (error);
      ht_db_exec (db, sql, &error);
      g_assert_no_error (error);
    }
  ht_db_exec (db, "COMMIT", &error);
  g_clear_pointer (&db, ht_db_free);
  char *data;
  gsize size;
  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);
  g_remove (path);
  g_rmdir (folder);
  bytes = g_bytes_new_take (data, size);
  return bytes;
}

static TestCity *
open_city (GBytes *content)
{
  g_autoptr (GError) error = NULL;
  TestCity *city = g_new0 (TestCity, 1);
  int file = g_file_open_tmp ("haitang-XXXXXX.city", &city->path, &error);
  g_assert_no_error (error);
  g_close (file, NULL);
  g_file_set_contents (city->path, g_bytes_get_data (content, NULL), (gssize) g_bytes_get_size (content),
                       &error);
  g_assert_no_error (error);
  city->db = ht_db_open (city->path, HT_DB_WRITE, &error);
  g_assert_no_error (error);
  ht_db_exec (city->db, "PRAGMA synchronous = OFF", &error);
  g_assert_no_error (error);
  return city;
}

TestCity *
test_city_new (guint8 origin)
{
  TestCity *city = open_city (template());
  city->post = (HtPost){ test_uuid (0xaa, origin), 1 };
  return city;
}

TestCity *
test_city_clone (TestCity *city)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL;
  gsize size;
  ht_db_exec (city->db, "PRAGMA wal_checkpoint (TRUNCATE)", &error);
  g_file_get_contents (city->path, &data, &size, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) content = g_bytes_new (data, size);
  TestCity *clone = open_city (content);
  clone->post = city->post;
  return clone;
}

void
test_city_free (TestCity *city)
{
  if (city == NULL)
    return;
  ht_db_free (city->db);
  g_remove (city->path);
  static const char *const logs[] = { "-wal", "-shm" };
  for (guint i = 0; i < G_N_ELEMENTS (logs); i++)
    {
      g_autofree char *log = g_strconcat (city->path, logs[i], NULL);
      g_remove (log);
    }
  g_free (city->path);
  g_free (city);
}

/* --- a world that repeats --- */

gint64 test_world_us;
static GRand *world;

static gint64
world_now (gpointer user_data)
{
  test_world_us += 1000;
  return test_world_us;
}

static const char *
world_name (void)
{
  return "seeded";
}

static uint32_t
world_word (void)
{
  return g_rand_int (world);
}

static void
world_fill (void *buffer, const size_t size)
{
  guint8 *bytes = buffer;
  for (gsize i = 0; i < size; i++)
    bytes[i] = (guint8) g_rand_int (world);
}

void
test_world_seed (guint32 seed)
{
  static randombytes_implementation source
      = { .implementation_name = world_name, .random = world_word, .buf = world_fill };
  if (world == NULL)
    world = g_rand_new_with_seed (seed);
  else
    g_rand_set_seed (world, seed);
  randombytes_set_implementation (&source);
  test_world_us = G_GINT64_CONSTANT (1764000000000000);
  ht_clock_set_source (world_now, NULL);
}

/* --- values --- */

HtUuid
test_uuid (guint8 kind, guint8 number)
{
  HtUuid uuid = { { kind } };
  uuid.bytes[15] = number;
  return uuid;
}

HtAuthor
test_author (const char *role)
{
  gboolean nobody = strcmp (role, "system") == 0;
  return (HtAuthor){ .actor = nobody ? ht_uuid_nil () : test_uuid (0xbb, 1), .role = role };
}

static HtValue *
geometry_value (HtGeometry *geometry)
{
  g_autoptr (GBytes) bytes = ht_geometry_to_ewkb (geometry);
  ht_geometry_unref (geometry);
  return ht_value_new_bytes (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

HtValue *
test_point (double lon, double lat)
{
  return geometry_value (ht_geometry_new_point (lon, lat));
}

HtValue *
test_area (double west, double south, double east, double north)
{
  const HtPoint ring[]
      = { { west, south }, { east, south }, { east, north }, { west, north }, { west, south } };
  const guint starts[] = { 0, 5 };
  const guint8 outer[] = { 1 };
  return geometry_value (ht_geometry_new_parts (HT_GEOMETRY_POLYGON, ring, starts, outer, 1));
}

/* --- operations --- */

HtUuid
test_append_all (TestCity *city, const char *role, GPtrArray *drafts)
{
  g_autoptr (GError) error = NULL;
  HtAuthor author = test_author (role);
  g_autoptr (HtChange) change
      = ht_change_new ((GDestroyNotify) ht_op_unref, (GDestroyNotify) ht_conflict_unref);
  ht_db_begin (city->db, &error);
  g_assert_no_error (error);
  ht_ops_append (city->db, &city->post, &author, drafts, change, &error);
  g_assert_no_error (error);
  ht_db_commit (city->db, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (change->ops->len, ==, drafts->len);
  return ((HtOp *) change->ops->pdata[change->ops->len - 1])->op_id;
}

HtUuid
test_append (TestCity *city, const char *role, HtOpDraft *first, ...)
{
  g_autoptr (GPtrArray) drafts = ht_op_new_drafts ();
  va_list more;
  va_start (more, first);
  for (HtOpDraft *draft = first; draft != NULL; draft = va_arg (more, HtOpDraft *))
    g_ptr_array_add (drafts, draft);
  va_end (more);
  return test_append_all (city, role, drafts);
}

GPtrArray *
test_wires (TestCity *city)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *wires = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GPtrArray) ops = ht_ops_load (city->db, NULL, 0, G_MAXINT32, &error);
  g_assert_no_error (error);
  for (guint i = ops->len; i > 0; i--)
    g_ptr_array_add (wires, ht_op_encode (ops->pdata[i - 1], FALSE));
  return wires;
}

GArray *
test_receive (TestCity *city, GPtrArray *wires)
{
  g_autoptr (GError) error = NULL;
  GArray *received = g_array_new (FALSE, FALSE, sizeof (HtReceived));
  g_array_set_clear_func (received, (GDestroyNotify) ht_received_clear);
  ht_db_begin (city->db, &error);
  g_assert_no_error (error);
  ht_ops_receive (city->db, &city->post, wires, received, NULL, &error);
  g_assert_no_error (error);
  ht_db_commit (city->db, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (received->len, ==, wires->len);
  return received;
}

void
test_exchange (TestCity *a, TestCity *b)
{
  g_autoptr (GPtrArray) from_a = test_wires (a);
  g_autoptr (GPtrArray) from_b = test_wires (b);
  g_array_unref (test_receive (b, from_a));
  g_array_unref (test_receive (a, from_b));
}

/* --- looking --- */

char *
test_dump (TestCity *city)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  ht_ops_dump (city->db, out, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (out, "", 1, NULL, NULL, &error);
  g_output_stream_close (out, NULL, &error);
  g_assert_no_error (error);
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (out));
}

gint64
test_int (TestCity *city, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value;
  ht_db_query_int (city->db, sql, &value, &error);
  g_assert_no_error (error);
  return value;
}

guint
test_count (TestCity *city, const char *rule)
{
  g_autoptr (GError) error = NULL;
  guint count = 0;
  g_autoptr (GPtrArray) conflicts = ht_ops_load_conflicts (city->db, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < conflicts->len; i++)
    count += rule == NULL || strcmp (((HtConflict *) conflicts->pdata[i])->rule, rule) == 0;
  return count;
}

HtConflict *
test_conflict (TestCity *city, const char *rule)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conflicts = ht_ops_load_conflicts (city->db, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < conflicts->len; i++)
    if (strcmp (((HtConflict *) conflicts->pdata[i])->rule, rule) == 0)
      return ht_conflict_ref (conflicts->pdata[i]);
  g_error ("no open conflict %s", rule);
}

void
test_audit_whole (TestCity *city)
{
  g_autoptr (GError) error = NULL;
  HtAudit audit;
  ht_ops_audit (city->db, NULL, NULL, &audit, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (audit.what, ==, NULL);
  g_assert_true (audit.whole);
  ht_audit_clear (&audit);
}
