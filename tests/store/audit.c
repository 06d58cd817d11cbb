/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "city.h"

#include <string.h>

/* A changed byte anywhere in the log is found, at its place. */

static const HtUuid fire = { { 1 } };

static TestCity *
make_log (void)
{
  TestCity *city = test_city_new (1);
  HtValue *fields = ht_value_new_map ();
  ht_value_set_text (fields, "status", "open");
  ht_value_set (fields, "position", test_point (121.5, 31.25));
  test_append (city, "dispatcher", ht_op_draft_create ("incident", &fire, fields), NULL);
  test_append (city, "dispatcher", ht_op_draft_set ("incident", &fire, "level", ht_value_new_int (2)), NULL);
  test_append (city, "dispatcher", ht_op_draft_set ("incident", &fire, "notes", ht_value_new_text ("烟")),
               NULL);
  test_append (city, "dispatcher", ht_op_draft_delete ("incident", &fire), NULL);
  return city;
}

static void
run_sql (TestCity *city, const char *sql)
{
  g_autoptr (GError) error = NULL;
  ht_db_exec (city->db, sql, &error);
  g_assert_no_error (error);
}

/* Audits and wants a break at @seq of post 1. */
static void
expect_break (TestCity *city, guint64 seq, const char *why)
{
  g_autoptr (GError) error = NULL;
  HtAudit audit;
  ht_ops_audit (city->db, NULL, NULL, &audit, &error);
  g_assert_no_error (error);
  g_assert_false (audit.whole);
  g_assert_nonnull (audit.what);
  if (why != NULL)
    {
      g_test_message ("%s", audit.what);
      g_assert_nonnull (strstr (audit.what, why));
    }
  g_assert_true (ht_uuid_equal (&audit.origin, &city->post.origin));
  g_assert_cmpuint (audit.epoch, ==, 1);
  g_assert_cmpuint (audit.seq, ==, seq);
  ht_audit_clear (&audit);
}

static GBytes *
read_blob (TestCity *city, const char *column, gint64 row)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM op WHERE id = ?", column);
  g_autoptr (HtStatement) statement = ht_db_prepare (city->db, sql, &error);
  g_assert_no_error (error);
  ht_statement_bind_int (statement, 1, row);
  g_assert_cmpint (ht_statement_step (statement, &error), ==, HT_STEP_ROW);
  gsize size;
  const guint8 *bytes = ht_statement_get_bytes (statement, 0, &size);
  return g_bytes_new (bytes, size);
}

static void
write_blob (TestCity *city, const char *column, gint64 row, const guint8 *bytes, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = g_strdup_printf ("UPDATE op SET %s = ? WHERE id = ?", column);
  g_autoptr (HtStatement) statement = ht_db_prepare (city->db, sql, &error);
  g_assert_no_error (error);
  ht_statement_bind_bytes (statement, 1, bytes, size);
  ht_statement_bind_int (statement, 2, row);
  g_assert_true (ht_statement_run (statement, &error));
}

/* Every byte of one column of one operation, one bit of it at a time. */
static void
flip_column (TestCity *city, const char *column, gint64 row)
{
  g_autoptr (GBytes) good = read_blob (city, column, row);
  gsize size;
  const guint8 *bytes = g_bytes_get_data (good, &size);
  g_autofree guint8 *changed = g_memdup2 (bytes, size);
  for (gsize at = 0; at < size; at++)
    {
      changed[at] ^= (guint8) (1 << at % 8);
      g_test_message ("%s of %d, byte %d", column, (int) row, (int) at);
      write_blob (city, column, row, changed, size);
      expect_break (city, (guint64) row, NULL);
      changed[at] = bytes[at];
    }
  write_blob (city, column, row, bytes, size);
}

static void
test_flips (void)
{
  static const char *const columns[] = { "header", "body", "prev_hash", "body_hash", "hash" };
  g_autoptr (TestCity) city = make_log ();
  test_audit_whole (city);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    for (gint64 row = 1; row <= 4; row++)
      flip_column (city, columns[i], row);
  test_audit_whole (city);
}

/* Columns that only repeat what the bytes say. */
static void
test_columns (void)
{
  static const struct
  {
    const char *change, *back;
  } table[]
      = { { "UPDATE op SET hlc = hlc + 1 WHERE id = 2", "UPDATE op SET hlc = hlc - 1 WHERE id = 2" },
          { "UPDATE op SET wall_us = wall_us + 1 WHERE id = 2",
            "UPDATE op SET wall_us = wall_us - 1 WHERE id = 2" },
          { "UPDATE op SET kind = 'team' WHERE id = 2", "UPDATE op SET kind = 'incident' WHERE id = 2" },
          { "UPDATE op SET verb = 'add' WHERE id = 2", "UPDATE op SET verb = 'set' WHERE id = 2" },
          { "UPDATE op SET field = NULL WHERE id = 2", "UPDATE op SET field = 'level' WHERE id = 2" },
          { "UPDATE op SET entity = x'02000000000000000000000000000000' WHERE id = 2",
            "UPDATE op SET entity = x'01000000000000000000000000000000' WHERE id = 2" },
          { "UPDATE op SET actor = x'bb000000000000000000000000000002' WHERE id = 2",
            "UPDATE op SET actor = x'bb000000000000000000000000000001' WHERE id = 2" },
          { "UPDATE op SET geom = MakePoint (1, 1, 4326) WHERE id = 2",
            "UPDATE op SET geom = NULL WHERE id = 2" } };
  g_autoptr (TestCity) city = make_log ();
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      run_sql (city, table[i].change);
      expect_break (city, 2, "columns");
      run_sql (city, table[i].back);
      test_audit_whole (city);
    }
  run_sql (city, "UPDATE op SET geom = MakePoint (121.5, 31.26, 4326) WHERE id = 1");
  expect_break (city, 1, "columns");
}

static void
test_missing (void)
{
  g_autoptr (TestCity) city = make_log ();
  run_sql (city, "DELETE FROM outbox WHERE op = 2; DELETE FROM op WHERE id = 2");
  expect_break (city, 2, "missing");
  g_autoptr (TestCity) first = make_log ();
  run_sql (first, "DELETE FROM outbox WHERE op = 1; DELETE FROM op WHERE id = 1");
  expect_break (first, 1, "missing");
  g_autoptr (TestCity) renamed = make_log ();
  run_sql (renamed, "UPDATE op SET seq = 5 WHERE id = 4");
  expect_break (renamed, 4, "missing");
}

/* A body taken away leaves an outline, whose row must not still say what it was about. */
static void
test_body_gone (void)
{
  g_autoptr (TestCity) city = make_log ();
  run_sql (city, "UPDATE op SET body = NULL WHERE id = 3");
  expect_break (city, 3, "columns");
}

static void
test_derived (void)
{
  static const struct
  {
    const char *sql, *why;
    guint64 seq;
  } table[]
      = { { "UPDATE head SET value = x'03' WHERE field = 'level'", "head", 2 },
          { "DELETE FROM head WHERE field = 'notes'", "head", 3 },
          { "INSERT INTO head VALUES ('incident', x'01', 'level', 1, x'01', NULL)", "head", 1 },
          { "DELETE FROM edge WHERE op = 4", "edge", 4 },
          { "INSERT INTO irregular VALUES (3)", "irregular", 3 },
          { "INSERT INTO conflict VALUES (x'00', 'plan_twice', x'00', x'01', 'incident', x'01', NULL, 0)",
            "conflict", 4 } };
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TestCity) city = make_log ();
      run_sql (city, table[i].sql);
      expect_break (city, table[i].seq, table[i].why);
      ht_db_begin (city->db, &error);
      ht_ops_refold (city->db, &error);
      ht_db_commit (city->db, &error);
      g_assert_no_error (error);
      test_audit_whole (city);
    }
}

/* --- blobs --- */

static gboolean
check_blob (const char *digest, gpointer user_data, char **what)
{
  if (strcmp (digest, user_data) != 0)
    return TRUE;
  *what = g_strdup ("the blob is missing");
  return FALSE;
}

static void
test_blobs (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TestCity) city = make_log ();
  HtUuid layer = test_uuid (5, 1);
  g_autofree char *good = g_strnfill (64, 'a');
  g_autofree char *bad = g_strnfill (64, 'b');
  HtValue *fields = ht_value_new_map (), *blobs = ht_value_new_array ();
  ht_value_add (blobs, ht_value_new_text (good));
  ht_value_set (fields, "blobs", blobs);
  ht_value_set_text (fields, "digest", good);
  ht_value_set_text (fields, "table_name", "building");
  test_append (city, "planner", ht_op_draft_create ("layer", &layer, fields), NULL);
  HtAudit audit;
  ht_ops_audit (city->db, check_blob, bad, &audit, &error);
  g_assert_no_error (error);
  g_assert_true (audit.whole);
  g_assert_cmpuint (audit.n_ops, ==, 5);
  g_assert_cmpuint (audit.n_chains, ==, 1);
  ht_audit_clear (&audit);
  ht_ops_audit (city->db, check_blob, good, &audit, &error);
  g_assert_no_error (error);
  g_assert_false (audit.whole);
  g_assert_cmpuint (audit.seq, ==, 5);
  g_assert_cmpstr (audit.what, ==, "the blob is missing");
  ht_audit_clear (&audit);
  g_autofree char *dump = test_dump (city);
  g_assert_nonnull (strstr (dump, "\"t\":\"layer\",\"table\":\"building\""));
}

/* On a connection that only reads, as for a file one may not write. */
static void
test_read_only (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TestCity) city = make_log ();
  g_autoptr (HtDb) reader = ht_db_open (city->path, HT_DB_READ, &error);
  g_assert_no_error (error);
  g_assert_true (ht_db_exec (reader, "PRAGMA query_only = ON", &error));
  HtAudit audit;
  g_assert_true (ht_ops_audit (reader, NULL, NULL, &audit, &error));
  g_assert_no_error (error);
  g_assert_true (audit.whole);
  ht_audit_clear (&audit);
  /* Once more on the same connection: nothing is left behind. */
  g_assert_true (ht_ops_audit (reader, NULL, NULL, &audit, &error));
  g_assert_true (audit.whole);
  ht_audit_clear (&audit);
  gint64 query_only, temporary;
  ht_db_query_int (reader, "PRAGMA query_only", &query_only, &error);
  ht_db_query_int (reader, "SELECT count (*) FROM sqlite_temp_schema", &temporary, &error);
  g_assert_no_error (error);
  g_assert_cmpint (query_only, ==, 1);
  g_assert_cmpint (temporary, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  test_world_seed (4);
  g_test_add_func ("/store/audit/flips", test_flips);
  g_test_add_func ("/store/audit/columns", test_columns);
  g_test_add_func ("/store/audit/missing", test_missing);
  g_test_add_func ("/store/audit/body-gone", test_body_gone);
  g_test_add_func ("/store/audit/derived", test_derived);
  g_test_add_func ("/store/audit/blobs", test_blobs);
  g_test_add_func ("/store/audit/read-only", test_read_only);
  return g_test_run ();
}
