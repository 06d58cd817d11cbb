/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/json.h"
#include "store/heads.h"
#include "store/op.h"
#include "store/ops.h"

/*
 * The canonical dump: two posts agree when these bytes are equal. UTF-8, one JSON object a line, keys sorted,
 * bytes and hashes as lower-case hexadecimal, identifiers as UUID text. In this order:
 *
 *   {"schema","t":"dump","v":1}
 *   {"count","epoch","hash","origin","outlines","seq","t":"chain"}   a chain: operations held, outlines among
 *                                                   them, number and hash of the last; by origin, epoch
 *   {"field","heads":[{"epoch","hlc","op","origin","seq","value"}],"id","kind","t":"register"}
 *                                                   heads as shown, greatest first; by kind, id, field
 *   {"epoch","origin","seq","t":"unknown","verb"}   an operation whose verb is of a later version
 *   {"digest","id","t":"layer","table"}             a layer and the SHA-256 of its content; by id
 *   {"id","kind","ops":[a,b],"rule","subject","t":"conflict"}        an open conflict; by id
 *
 * Nothing of this file only: no rowids, credentials, quarantine, outbox or local values.
 */
#define DUMP_VERSION 1

typedef struct
{
  HtDb *db;
  GOutputStream *out;
  GCancellable *cancellable;
} Dump;

static gboolean
write_line (Dump *dump, HtValue *line, GError **error)
{
  g_autofree char *text = ht_json_dup_text (line);
  g_autofree char *ended = g_strconcat (text, "\n", NULL);
  return g_output_stream_write_all (dump->out, ended, strlen (ended), NULL, dump->cancellable, error);
}

static void
set_uuid_text (HtValue *map, const char *key, HtStatement *row, int column)
{
  HtUuid uuid;
  char text[HT_UUID_TEXT_SIZE];
  ht_statement_get_uuid (row, column, &uuid);
  ht_value_set_text (map, key, ht_uuid_write (&uuid, text));
}

static HtValue *
new_line (const char *type)
{
  HtValue *line = ht_value_new_map ();
  ht_value_set_text (line, "t", type);
  return line;
}

/* One line for each row of @sql, made by @make. */
static gboolean
write_rows (Dump *dump, const char *sql, HtValue *(*make) (Dump *dump, HtStatement *row, GError **error),
            GError **error)
{
  g_autoptr (HtStatement) rows = ht_db_prepare (dump->db, sql, error);
  if (rows == NULL)
    return FALSE;
  HtStep step;
  while ((step = ht_statement_step (rows, error)) == HT_STEP_ROW)
    {
      g_autoptr (HtValue) line = make (dump, rows, error);
      if (line == NULL || !write_line (dump, line, error))
        return FALSE;
    }
  return step != HT_STEP_ERROR;
}

/* --- kinds of line --- */

static gboolean
write_start (Dump *dump, GError **error)
{
  g_autoptr (HtValue) line = new_line ("dump");
  ht_value_set_int (line, "v", DUMP_VERSION);
  ht_value_set_int (line, "schema", HT_OP_SCHEMA);
  return write_line (dump, line, error);
}

static HtValue *
make_chain (Dump *dump, HtStatement *row, GError **error)
{
  HtDigest hash;
  HtValue *line = new_line ("chain");
  set_uuid_text (line, "origin", row, 0);
  ht_value_set_int (line, "epoch", ht_statement_get_int (row, 1));
  ht_value_set_int (line, "seq", ht_statement_get_int (row, 2));
  ht_value_set_int (line, "count", ht_statement_get_int (row, 3));
  ht_value_set_int (line, "outlines", ht_statement_get_int (row, 4));
  ht_statement_get_digest (row, 5, &hash);
  ht_value_set (line, "hash", ht_value_new_bytes (hash.bytes, sizeof hash.bytes));
  return line;
}

static HtValue *
make_unknown (Dump *dump, HtStatement *row, GError **error)
{
  HtValue *line = new_line ("unknown");
  set_uuid_text (line, "origin", row, 0);
  ht_value_set_int (line, "epoch", ht_statement_get_int (row, 1));
  ht_value_set_int (line, "seq", ht_statement_get_int (row, 2));
  ht_value_set_text (line, "verb", ht_statement_get_text (row, 3));
  return line;
}

static HtValue *
make_layer (Dump *dump, HtStatement *row, GError **error)
{
  HtUuid id;
  g_autoptr (HtValue) table = NULL;
  g_autoptr (HtValue) digest = NULL;
  ht_statement_get_uuid (row, 0, &id);
  if (!ht_heads_shown (dump->db, "layer", &id, "table_name", &table, error)
      || !ht_heads_shown (dump->db, "layer", &id, "digest", &digest, error))
    return NULL;
  HtValue *line = new_line ("layer");
  set_uuid_text (line, "id", row, 0);
  ht_value_set_text (line, "table", ht_value_get_text (table, NULL));
  ht_value_set_text (line, "digest", ht_value_get_text (digest, NULL));
  return line;
}

static HtValue *
make_conflict (Dump *dump, HtStatement *row, GError **error)
{
  HtValue *line = new_line ("conflict"), *ops = ht_value_new_array ();
  set_uuid_text (line, "id", row, 0);
  ht_value_set_text (line, "rule", ht_statement_get_text (row, 1));
  ht_value_set_text (line, "kind", ht_statement_get_text (row, 2));
  set_uuid_text (line, "subject", row, 3);
  for (int column = 4; column <= 5; column++)
    {
      HtUuid op;
      char text[HT_UUID_TEXT_SIZE];
      ht_statement_get_uuid (row, column, &op);
      ht_value_add (ops, ht_value_new_text (ht_uuid_write (&op, text)));
    }
  ht_value_set (line, "ops", ops);
  return line;
}

/* --- registers: one line over several rows --- */

static HtValue *
make_head (Dump *dump, HtStatement *row, GError **error)
{
  gsize size;
  const guint8 *bytes = ht_statement_get_bytes (row, 3, &size);
  HtValue *value = ht_heads_decode_value (dump->db, bytes, size, error);
  if (value == NULL)
    return NULL;
  HtValue *head = ht_value_new_map ();
  ht_value_set (head, "value", value);
  set_uuid_text (head, "op", row, 4);
  set_uuid_text (head, "origin", row, 5);
  ht_value_set_int (head, "epoch", ht_statement_get_int (row, 6));
  ht_value_set_int (head, "seq", ht_statement_get_int (row, 7));
  ht_value_set_int (head, "hlc", ht_statement_get_int (row, 8));
  return head;
}

static HtValue *
new_register (HtStatement *row)
{
  HtValue *line = new_line ("register");
  ht_value_set_text (line, "kind", ht_statement_get_text (row, 0));
  set_uuid_text (line, "id", row, 1);
  ht_value_set_text (line, "field", ht_statement_get_text (row, 2));
  ht_value_set (line, "heads", ht_value_new_array ());
  return line;
}

static gboolean
is_of_register (const HtValue *line, HtStatement *row)
{
  HtUuid id;
  char text[HT_UUID_TEXT_SIZE];
  ht_statement_get_uuid (row, 1, &id);
  return g_strcmp0 (ht_value_member_text (line, "kind", NULL), ht_statement_get_text (row, 0)) == 0
         && g_strcmp0 (ht_value_member_text (line, "id", NULL), ht_uuid_write (&id, text)) == 0
         && g_strcmp0 (ht_value_member_text (line, "field", NULL), ht_statement_get_text (row, 2)) == 0;
}

static gboolean
write_registers (Dump *dump, GError **error)
{
  g_autoptr (HtValue) line = NULL;
  g_autoptr (HtStatement) rows = ht_db_prepare (
      dump->db,
      "SELECT h.kind, h.entity, h.field, h.value, o.op_id, o.origin, o.epoch, o.seq, o.hlc "
      "FROM head h JOIN op o ON o.id = h.op "
      "ORDER BY h.kind, h.entity, h.field, o.hlc DESC, o.origin DESC, o.epoch DESC, o.seq DESC",
      error);
  if (rows == NULL)
    return FALSE;
  HtStep step;
  while ((step = ht_statement_step (rows, error)) == HT_STEP_ROW)
    {
      if (line != NULL && !is_of_register (line, rows))
        {
          if (!write_line (dump, line, error))
            return FALSE;
          g_clear_pointer (&line, ht_value_unref);
        }
      if (line == NULL)
        line = new_register (rows);
      HtValue *head = make_head (dump, rows, error);
      if (head == NULL)
        return FALSE;
      ht_value_add (ht_value_get_member (line, "heads"), head);
    }
  return step != HT_STEP_ERROR && (line == NULL || write_line (dump, line, error));
}

gboolean
ht_ops_dump (HtDb *db, GOutputStream *out, GCancellable *cancellable, GError **error)
{
  Dump dump = { db, out, cancellable };
  return write_start (&dump, error)
         && write_rows (
             &dump,
             "SELECT c.origin, c.epoch, c.seq, c.count, c.outlines, o.hash FROM (SELECT origin, epoch, "
             "max (seq) AS seq, count (*) AS count, sum (body IS NULL) AS outlines FROM op "
             "GROUP BY origin, epoch) c JOIN op o USING (origin, epoch, seq) ORDER BY c.origin, c.epoch",
             make_chain, error)
         && write_registers (&dump, error)
         && write_rows (&dump,
                        "SELECT origin, epoch, seq, verb FROM op WHERE verb NOT IN ('create', 'set', 'add', "
                        "'delete', 'restore', 'resolve') ORDER BY origin, epoch, seq",
                        make_unknown, error)
         && write_rows (&dump, "SELECT DISTINCT entity FROM head WHERE kind = 'layer' ORDER BY entity",
                        make_layer, error)
         && write_rows (
             &dump, "SELECT id, rule, kind, subject, op_a, op_b FROM conflict WHERE NOT resolved ORDER BY id",
             make_conflict, error);
}
