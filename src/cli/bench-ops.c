/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "cli/bench.h"
#include "geo/geometry.h"
#include "store/db.h"
#include "store/op.h"
#include "store/store.h"

#define N_TEAMS 500
#define N_OPS 20000
#define BATCH 200

/* A position of one of the teams: what comes in most on a busy shift. */
static HtOpDraft *
draft_position (const HtUuid *teams, guint i)
{
  g_autoptr (HtGeometry) at = ht_geometry_new_point (121.4 + (i % 977) * 1e-4, 31.2 + (i % 613) * 1e-4);
  g_autoptr (GBytes) ewkb = ht_geometry_to_ewkb (at);
  return ht_op_draft_set ("team", &teams[i % N_TEAMS], "position",
                          ht_value_new_bytes (g_bytes_get_data (ewkb, NULL), g_bytes_get_size (ewkb)));
}

static HtOpDraft *
draft_team (const HtUuid *teams, guint i)
{
  HtValue *fields = ht_value_new_map ();
  g_autofree char *name = g_strdup_printf ("队 %u", i);
  ht_value_set_text (fields, "name", name);
  ht_value_set_text (fields, "kind", "engine");
  ht_value_set_text (fields, "status", "at_station");
  return ht_op_draft_create ("team", &teams[i], fields);
}

static gboolean
append_all (HtStore *store, const HtUuid *teams, HtOpDraft *(*draft) (const HtUuid *teams, guint i), guint n,
            GError **error)
{
  const HtAuthor author = { .role = "system" };
  for (guint i = 0; i < n; i += BATCH)
    {
      g_autoptr (GPtrArray) drafts = ht_op_new_drafts ();
      for (guint k = i; k < MIN (i + BATCH, n); k++)
        g_ptr_array_add (drafts, draft (teams, k));
      if (!ht_store_append (store, &author, drafts, NULL, error))
        return FALSE;
    }
  return TRUE;
}

/* Seconds for N_OPS operations in transactions of BATCH, on the disk after each; NaN on error. */
static double
measure_ours (const char *path, GPtrArray **ops, GError **error)
{
  HtUuid teams[N_TEAMS];
  for (guint i = 0; i < N_TEAMS; i++)
    teams[i] = ht_uuid_random ();
  g_autoptr (HtStore) store = ht_store_open (path, HT_STORE_CREATE, error);
  if (store == NULL || !append_all (store, teams, draft_team, N_TEAMS, error))
    return NAN;
  double began = ht_bench_now ();
  if (!append_all (store, teams, draft_position, N_OPS, error))
    return NAN;
  double seconds = ht_bench_now () - began;
  *ops = ht_store_load_ops (store, NULL, 0, N_OPS, error);
  ht_store_close (store);
  return *ops != NULL ? seconds : NAN;
}

static void
bind_row (HtStatement *statement, const HtOp *op)
{
  ht_statement_bind_uuid (statement, 1, &op->op_id);
  ht_statement_bind_int (statement, 2, (gint64) op->seq);
  ht_statement_bind_bytes (statement, 3, g_bytes_get_data (op->header_bytes, NULL),
                           g_bytes_get_size (op->header_bytes));
  ht_statement_bind_bytes (statement, 4, g_bytes_get_data (op->body_bytes, NULL),
                           g_bytes_get_size (op->body_bytes));
  ht_statement_bind_digest (statement, 5, &op->hash);
}

static gboolean
insert_batch (HtDb *db, GPtrArray *ops, guint first, GError **error)
{
  g_autoptr (HtStatement) log = ht_db_prepare (db, "INSERT INTO log VALUES (?, ?, ?, ?, ?)", error);
  g_autoptr (HtStatement) now = ht_db_prepare (
      db, "INSERT INTO now VALUES (?, ?) ON CONFLICT (entity) DO UPDATE SET value = excluded.value", error);
  if (log == NULL || now == NULL || !ht_db_begin (db, error))
    return FALSE;
  for (guint i = first; i < MIN (first + BATCH, ops->len); i++)
    {
      const HtOp *op = ops->pdata[i];
      bind_row (log, op);
      ht_statement_bind_uuid (now, 1, &op->id);
      ht_statement_bind_bytes (now, 2, g_bytes_get_data (op->body_bytes, NULL),
                               g_bytes_get_size (op->body_bytes));
      if (!ht_statement_run (log, error) || !ht_statement_run (now, error))
        return FALSE;
    }
  return ht_db_commit (db, error);
}

/* The same bytes by plain inserts and upserts, same batches, same durability; @rows counts what is there. */
static double
measure_bare (const char *path, GPtrArray *ops, gint64 *rows, GError **error)
{
  g_autoptr (HtDb) db = ht_db_open (path, HT_DB_CREATE, error);
  if (db == NULL
      || !ht_db_exec (
          db,
          "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
          "CREATE TABLE log (op BLOB PRIMARY KEY, seq INTEGER, header BLOB, body BLOB, hash BLOB);"
          "CREATE TABLE now (entity BLOB PRIMARY KEY, value BLOB);",
          error))
    return NAN;
  double began = ht_bench_now ();
  for (guint i = 0; i < ops->len; i += BATCH)
    if (!insert_batch (db, ops, i, error))
      return NAN;
  double seconds = ht_bench_now () - began;
  return ht_db_query_int (db, "SELECT count (*) FROM log", rows, error) ? seconds : NAN;
}

gboolean
ht_bench_ops (HtBench *bench, GError **error)
{
  g_autofree char *city = g_build_filename (bench->folder, "bench.city", NULL);
  g_autofree char *bare = g_build_filename (bench->folder, "bare.sqlite", NULL);
  g_autoptr (GPtrArray) ops = NULL;
  gint64 rows = 0;
  double ours = measure_ours (city, &ops, error);
  if (!isfinite (ours))
    return FALSE;
  double theirs = measure_bare (bare, ops, &rows, error);
  if (!isfinite (theirs))
    return FALSE;
  ht_bench_note ("%d operations on %d teams, %d a transaction, synchronous=FULL", N_OPS, N_TEAMS, BATCH);
  ht_bench_row ("ops_append_fold", N_OPS / ours, "ops/s", theirs / ours, "sqlite_bare_insert");
  ht_bench_row ("sqlite_bare_insert", N_OPS / theirs, "rows/s", NAN, NULL);
  if (rows != N_OPS || ops->len != N_OPS)
    ht_bench_differs (bench, "number of rows", ops->len, (double) rows);
  return TRUE;
}
