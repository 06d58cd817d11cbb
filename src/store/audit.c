/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <string.h>

#include "store/error.h"
#include "store/heads.h"
#include "store/ops.h"
#include "store/ops-private.h"
#include "store/spatial.h"

/* Reads chains in the order of (origin, epoch, seq) and stops at the first operation that is not as it was
 * written. */
typedef struct
{
  HtDb *db;
  HtAudit *audit;
  gboolean begun; /* inside a chain */
  HtDigest hash;  /* of the operation before */
} Auditor;

void
ht_audit_clear (HtAudit *audit)
{
  g_clear_pointer (&audit->what, g_free);
}

static void
report (HtAudit *audit, const char *what)
{
  audit->whole = FALSE;
  g_free (audit->what);
  audit->what = g_strdup (what);
}

/* --- chains --- */

#define AUDIT_SELECT                                                                                         \
  "SELECT id, header, body, prev_hash, body_hash, hash, origin, epoch, seq, op_id, hlc, wall_us, actor, "    \
  "kind, "                                                                                                   \
  "entity, verb, field, geom FROM op ORDER BY origin, epoch, seq"
enum
{
  COLUMN_ORIGIN = 6,
  COLUMN_EPOCH,
  COLUMN_SEQ,
  COLUMN_OP_ID,
  COLUMN_HLC,
  COLUMN_WALL,
  COLUMN_ACTOR,
  COLUMN_KIND,
  COLUMN_ENTITY,
  COLUMN_VERB,
  COLUMN_FIELD,
  COLUMN_GEOM,
};

static gboolean
same_uuid (HtStatement *row, int column, const HtUuid *wanted)
{
  HtUuid uuid;
  return ht_statement_get_uuid (row, column, &uuid) && ht_uuid_equal (&uuid, wanted);
}

static gboolean
same_text (HtStatement *row, int column, const char *wanted)
{
  return g_strcmp0 (ht_statement_get_text (row, column), wanted) == 0;
}

static gboolean
same_point (HtStatement *row, const HtOp *op)
{
  HtPoint point;
  gboolean placed = op->kind != NULL && ht_op_get_point (op, &point);
  if (!placed)
    return ht_statement_is_null (row, COLUMN_GEOM);
  HtPoint shown;
  gsize size;
  const guint8 *geom = ht_statement_get_bytes (row, COLUMN_GEOM, &size);
  return geom != NULL && ht_spatial_read_point (geom, size, &shown) && shown.lon == point.lon
         && shown.lat == point.lat;
}

/* The columns repeat what the bytes say, for queries: they must not say something else. */
static gboolean
columns_agree (HtStatement *row, const HtOp *op)
{
  gboolean entity = op->kind != NULL ? same_uuid (row, COLUMN_ENTITY, &op->id)
                                     : ht_statement_is_null (row, COLUMN_ENTITY);
  return entity && same_point (row, op) && same_uuid (row, COLUMN_ORIGIN, &op->origin)
         && same_uuid (row, COLUMN_OP_ID, &op->op_id) && same_uuid (row, COLUMN_ACTOR, &op->actor)
         && (guint64) ht_statement_get_int (row, COLUMN_EPOCH) == op->epoch
         && (guint64) ht_statement_get_int (row, COLUMN_SEQ) == op->seq
         && (guint64) ht_statement_get_int (row, COLUMN_HLC) == op->hlc
         && ht_statement_get_int (row, COLUMN_WALL) == op->wall_us && same_text (row, COLUMN_KIND, op->kind)
         && same_text (row, COLUMN_VERB, op->verb) && same_text (row, COLUMN_FIELD, op->field);
}

/* Moves the place of the audit to the row's; says whether it follows the one before without a gap. */
static gboolean
follows (Auditor *auditor, HtStatement *row)
{
  HtAudit *audit = auditor->audit;
  HtUuid origin;
  ht_statement_get_uuid (row, COLUMN_ORIGIN, &origin);
  guint64 epoch = (guint64) ht_statement_get_int (row, COLUMN_EPOCH);
  guint64 seq = (guint64) ht_statement_get_int (row, COLUMN_SEQ);
  if (!auditor->begun || !ht_uuid_equal (&origin, &audit->origin) || epoch != audit->epoch)
    {
      auditor->begun = TRUE;
      auditor->hash = (HtDigest){ { 0 } };
      audit->origin = origin;
      audit->epoch = epoch;
      audit->seq = 0;
      audit->n_chains++;
    }
  audit->seq++;
  audit->n_ops++;
  return seq == audit->seq;
}

static gboolean
check_row (Auditor *auditor, HtStatement *row)
{
  g_autoptr (GError) local = NULL;
  if (!follows (auditor, row))
    {
      report (auditor->audit, _ ("the operation with this number is missing"));
      return FALSE;
    }
  g_autoptr (HtOp) op = ht_ops_read_row (auditor->db, row, &local);
  if (op == NULL)
    report (auditor->audit, local->message);
  else if (!columns_agree (row, op))
    report (auditor->audit, _ ("the row’s columns say something else than the operation"));
  else if (!ht_digest_equal (&op->prev_hash, &auditor->hash))
    report (auditor->audit, _ ("it does not follow the operation before it"));
  else
    auditor->hash = op->hash;
  return auditor->audit->what == NULL;
}

/* FALSE: the database failed. */
static gboolean
check_chains (Auditor *auditor, GError **error)
{
  g_autoptr (HtStatement) rows = ht_db_prepare (auditor->db, AUDIT_SELECT, error);
  if (rows == NULL)
    return FALSE;
  HtStep step;
  while ((step = ht_statement_step (rows, error)) == HT_STEP_ROW)
    if (!check_row (auditor, rows))
      return TRUE;
  return step != HT_STEP_ERROR;
}

/* --- derived tables --- */

/* Named like the real ones and found before them, so that folding writes here and reads `op` there. */
static const char fold_tables[]
    = "CREATE TEMP TABLE head (kind TEXT NOT NULL, entity BLOB NOT NULL, field TEXT NOT NULL, op INTEGER NOT "
      "NULL, "
      "value BLOB NOT NULL, target BLOB, PRIMARY KEY (kind, entity, field, op)) WITHOUT ROWID;"
      "CREATE INDEX temp.head_target ON head (target, kind, field) WHERE target IS NOT NULL;"
      "CREATE INDEX temp.head_reported ON head (value) WHERE kind = 'incident' AND field = 'reported_us';"
      "CREATE TEMP TABLE edge (base BLOB NOT NULL, op INTEGER NOT NULL, PRIMARY KEY (base, op)) WITHOUT "
      "ROWID;"
      "CREATE TEMP TABLE conflict (id BLOB PRIMARY KEY, rule TEXT NOT NULL, op_a BLOB NOT NULL, op_b BLOB "
      "NOT NULL, "
      "kind TEXT NOT NULL, subject BLOB NOT NULL, other BLOB, resolved INTEGER NOT NULL) WITHOUT ROWID;"
      "CREATE INDEX temp.conflict_subject ON conflict (subject);"
      "CREATE INDEX temp.conflict_op_a ON conflict (op_a);"
      "CREATE TEMP TABLE irregular (op INTEGER PRIMARY KEY);";

static const char drop_tables[] = "DROP TABLE IF EXISTS temp.head; DROP TABLE IF EXISTS temp.edge;"
                                  "DROP TABLE IF EXISTS temp.conflict; DROP TABLE IF EXISTS temp.irregular;";

/* The operation a difference points to, the earliest; 0 for none. */
#define DIFFERENCE(columns, table)                                                                           \
  "(SELECT " columns " FROM main." table " EXCEPT SELECT " columns " FROM temp." table ")"
#define MISSING(columns, table)                                                                              \
  "(SELECT " columns " FROM temp." table " EXCEPT SELECT " columns " FROM main." table ")"

#define CONFLICT_COLUMNS "id, rule, op_a, op_b, kind, subject, other, resolved"

static gboolean
compare_table (Auditor *auditor, const char *what, const char *sql, GError **error)
{
  gint64 row;
  if (!ht_db_query_int (auditor->db, sql, &row, error))
    return FALSE;
  if (row == 0)
    return TRUE;
  g_autoptr (HtStatement) op
      = ht_db_prepare (auditor->db, "SELECT origin, epoch, seq FROM op WHERE id = ?", error);
  if (op == NULL)
    return FALSE;
  ht_statement_bind_int (op, 1, row);
  HtAudit *audit = auditor->audit;
  if (ht_statement_step (op, error) == HT_STEP_ROW)
    {
      ht_statement_get_uuid (op, 0, &audit->origin);
      audit->epoch = (guint64) ht_statement_get_int (op, 1);
      audit->seq = (guint64) ht_statement_get_int (op, 2);
    }
  report (audit, what);
  return TRUE;
}

static gboolean
compare_tables (Auditor *auditor, GError **error)
{
  static const struct
  {
    const char *what, *sql;
  } tables[] = {
    { N_ ("the table head is not what its operations fold to: fold the city again"),
      "SELECT min (op) FROM (SELECT op FROM " DIFFERENCE (
          "kind, entity, field, op, value, target",
          "head") " UNION ALL SELECT op FROM " MISSING ("kind, entity, field, op, value, target",
                                                        "head") ")" },
    { N_ ("the table edge is not what its operations fold to: fold the city again"),
      "SELECT min (op) FROM (SELECT op FROM " DIFFERENCE (
          "base, op", "edge") " UNION ALL SELECT op FROM " MISSING ("base, op", "edge") ")" },
    { N_ ("the table irregular is not what its operations fold to: fold the city again"),
      "SELECT min (op) FROM (SELECT op FROM " DIFFERENCE (
          "op", "irregular") " UNION ALL SELECT op FROM " MISSING ("op", "irregular") ")" },
    { N_ ("the table conflict is not what its operations fold to: fold the city again"),
      "SELECT CASE WHEN count (*) = 0 THEN 0 ELSE coalesce (min (o.id), (SELECT max (id) FROM op)) END FROM "
      "(SELECT op_a FROM " DIFFERENCE (CONFLICT_COLUMNS, "conflict") " UNION ALL SELECT op_a FROM " MISSING (
          CONFLICT_COLUMNS, "conflict") ") d LEFT JOIN op o ON o.op_id = d.op_a" },
  };
  for (guint i = 0; auditor->audit->what == NULL && i < G_N_ELEMENTS (tables); i++)
    if (!compare_table (auditor, _ (tables[i].what), tables[i].sql, error))
      return FALSE;
  return TRUE;
}

static gboolean
fold_apart (Auditor *auditor, GError **error)
{
  /* Temporary tables count as writing for query_only, but nothing of the file is touched. */
  gint64 query_only;
  if (!ht_db_query_int (auditor->db, "PRAGMA query_only", &query_only, error)
      || !ht_db_exec (auditor->db, "PRAGMA query_only = OFF", error))
    return FALSE;
  gboolean good = ht_db_exec (auditor->db, drop_tables, error) && ht_db_exec (auditor->db, fold_tables, error)
                  && ht_ops_fold_all (auditor->db, TRUE, error) && compare_tables (auditor, error);
  if (!ht_db_exec (auditor->db, drop_tables, good ? error : NULL))
    good = FALSE;
  if (query_only && !ht_db_exec (auditor->db, "PRAGMA query_only = ON", good ? error : NULL))
    good = FALSE;
  return good;
}

/* --- blobs --- */

/* The last operation on a layer that names the blob is the place of the break. */
static gboolean
report_blob (Auditor *auditor, const HtUuid *layer, const char *what, GError **error)
{
  g_autoptr (HtStatement) row
      = ht_db_prepare (auditor->db,
                       "SELECT o.origin, o.epoch, o.seq FROM head h JOIN op o ON o.id = h.op "
                       "WHERE h.kind = 'layer' AND h.entity = ? AND h.field = 'blobs' "
                       "ORDER BY o.hlc DESC LIMIT 1",
                       error);
  if (row == NULL)
    return FALSE;
  ht_statement_bind_uuid (row, 1, layer);
  HtAudit *audit = auditor->audit;
  if (ht_statement_step (row, error) == HT_STEP_ROW)
    {
      ht_statement_get_uuid (row, 0, &audit->origin);
      audit->epoch = (guint64) ht_statement_get_int (row, 1);
      audit->seq = (guint64) ht_statement_get_int (row, 2);
    }
  report (audit, what);
  return TRUE;
}

static gboolean
check_layer (Auditor *auditor, const HtUuid *layer, HtBlobCheck check, gpointer user_data, GError **error)
{
  g_autoptr (HtValue) blobs = NULL;
  if (!ht_heads_shown (auditor->db, "layer", layer, "blobs", &blobs, error))
    return FALSE;
  for (guint i = 0; i < ht_value_get_length (blobs); i++)
    {
      g_autofree char *what = NULL;
      const char *digest = ht_value_get_text (ht_value_get_item (blobs, i), "");
      if (!check (digest, user_data, &what))
        return report_blob (auditor, layer, what, error);
    }
  return TRUE;
}

static gboolean
check_blobs (Auditor *auditor, HtBlobCheck check, gpointer user_data, GError **error)
{
  g_autoptr (HtStatement) rows
      = ht_db_prepare (auditor->db, "SELECT DISTINCT entity FROM head WHERE kind = 'layer' ORDER BY entity",
                       error);
  if (rows == NULL)
    return FALSE;
  HtStep step = HT_STEP_DONE;
  while (auditor->audit->what == NULL && (step = ht_statement_step (rows, error)) == HT_STEP_ROW)
    {
      HtUuid layer;
      ht_statement_get_uuid (rows, 0, &layer);
      if (!check_layer (auditor, &layer, check, user_data, error))
        return FALSE;
    }
  return step != HT_STEP_ERROR;
}

/* --- all of it --- */

gboolean
ht_ops_audit (HtDb *db, HtBlobCheck check_blob, gpointer user_data, HtAudit *audit, GError **error)
{
  gint64 quarantined, forks;
  *audit = (HtAudit){ .whole = TRUE };
  Auditor auditor = { .db = db, .audit = audit };
  if (!ht_db_query_int (db, "SELECT count (*) FROM quarantine WHERE NOT fork", &quarantined, error)
      || !ht_db_query_int (db, "SELECT count (*) FROM quarantine WHERE fork", &forks, error)
      || !check_chains (&auditor, error))
    return FALSE;
  audit->n_quarantined = (guint64) quarantined;
  audit->n_forks = (guint64) forks;
  if (audit->whole && check_blob != NULL && !check_blobs (&auditor, check_blob, user_data, error))
    return FALSE;
  return !audit->whole || fold_apart (&auditor, error);
}
