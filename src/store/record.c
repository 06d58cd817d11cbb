/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/record.h"

#include <string.h>

#include "base/cbor.h"
#include "store/error.h"
#include "store/heads.h"
#include "store/op.h"
#include "store/record-private.h"

/* --- life --- */

static void
head_free (gpointer data)
{
  HtHead *head = data;
  ht_value_unref (head->value);
  g_free (head);
}

static void
register_free (gpointer data)
{
  HtRegister *reg = data;
  g_free (reg->field);
  g_ptr_array_unref (reg->heads);
  g_free (reg);
}

HtRecord *
ht_record_new (const char *kind, const HtUuid *id)
{
  HtRecord *record = g_new0 (HtRecord, 1);
  g_atomic_ref_count_init (&record->refs);
  record->kind = g_intern_string (kind);
  record->id = *id;
  record->registers = g_ptr_array_new_with_free_func (register_free);
  return record;
}

HtRecord *
ht_record_ref (HtRecord *record)
{
  g_return_val_if_fail (record != NULL, NULL);
  g_atomic_ref_count_inc (&record->refs);
  return record;
}

void
ht_record_unref (HtRecord *record)
{
  if (record == NULL || !g_atomic_ref_count_dec (&record->refs))
    return;
  g_ptr_array_unref (record->registers);
  g_free (record);
}

/* Greater than any other is shown. */
static int
compare_heads (const HtHead *a, const HtHead *b)
{
  if (a->hlc != b->hlc)
    return a->hlc < b->hlc ? -1 : 1;
  int order = ht_uuid_compare (&a->origin, &b->origin);
  if (order != 0)
    return order;
  if (a->epoch != b->epoch)
    return a->epoch < b->epoch ? -1 : 1;
  return a->origin_seq < b->origin_seq ? -1 : a->origin_seq > b->origin_seq;
}

void
ht_record_add_head (HtRecord *record, const char *field, HtHead *head)
{
  GPtrArray *registers = record->registers;
  HtRegister *reg = registers->len > 0 ? registers->pdata[registers->len - 1] : NULL;
  if (reg == NULL || strcmp (reg->field, field) != 0)
    {
      reg = g_new0 (HtRegister, 1);
      reg->field = g_strdup (field);
      reg->heads = g_ptr_array_new_with_free_func (head_free);
      g_ptr_array_add (registers, reg);
    }
  guint at = 0;
  while (at < reg->heads->len && compare_heads (reg->heads->pdata[at], head) > 0)
    at++;
  g_ptr_array_insert (reg->heads, (int) at, head);
}

/* --- asking --- */

const HtRegister *
ht_record_get_register (const HtRecord *record, const char *field)
{
  g_return_val_if_fail (record != NULL && field != NULL, NULL);
  guint low = 0, high = record->registers->len;
  while (low < high)
    {
      guint middle = (low + high) / 2;
      const HtRegister *reg = record->registers->pdata[middle];
      int order = strcmp (reg->field, field);
      if (order == 0)
        return reg;
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return NULL;
}

static const HtHead *
shown (const HtRecord *record, const char *field)
{
  const HtRegister *reg = ht_record_get_register (record, field);
  return reg != NULL ? reg->heads->pdata[0] : NULL;
}

HtValue *
ht_record_get (const HtRecord *record, const char *field)
{
  const HtHead *head = shown (record, field);
  return head != NULL ? head->value : NULL;
}

const char *
ht_record_get_text (const HtRecord *record, const char *field, const char *fallback)
{
  return ht_value_get_text (ht_record_get (record, field), fallback);
}

gint64
ht_record_get_int (const HtRecord *record, const char *field, gint64 fallback)
{
  return ht_value_get_int (ht_record_get (record, field), fallback);
}

gboolean
ht_record_get_uuid (const HtRecord *record, const char *field, HtUuid *uuid)
{
  return ht_value_get_uuid (ht_record_get (record, field), uuid);
}

gint64
ht_record_get_wall_us (const HtRecord *record, const char *field)
{
  const HtHead *head = shown (record, field);
  return head != NULL ? head->wall_us : 0;
}

/* --- loading --- */

#define COLUMNS                                                                                              \
  "SELECT h.kind, h.entity, h.field, h.value, o.op_id, o.origin, o.epoch, o.seq, o.hlc, o.wall_us, o.actor " \
  "FROM head h JOIN op o ON o.id = h.op "
#define ORDER "ORDER BY h.kind, h.entity, h.field"

static HtHead *
read_head (HtDb *db, HtStatement *row, GError **error)
{
  gsize size;
  const guint8 *bytes = ht_statement_get_bytes (row, 3, &size);
  HtValue *value = ht_heads_decode_value (db, bytes, size, error);
  if (value == NULL)
    return NULL;
  HtHead *head = g_new0 (HtHead, 1);
  head->value = value;
  ht_statement_get_uuid (row, 4, &head->op_id);
  ht_statement_get_uuid (row, 5, &head->origin);
  head->epoch = (guint64) ht_statement_get_int (row, 6);
  head->origin_seq = (guint64) ht_statement_get_int (row, 7);
  head->hlc = (guint64) ht_statement_get_int (row, 8);
  head->wall_us = ht_statement_get_int (row, 9);
  ht_statement_get_uuid (row, 10, &head->actor);
  return head;
}

static gboolean
read_row (HtDb *db, HtStatement *row, GPtrArray *records, GError **error)
{
  HtUuid id;
  const char *kind = ht_statement_get_text (row, 0);
  HtRecord *last = records->len > 0 ? records->pdata[records->len - 1] : NULL;
  HtHead *head = read_head (db, row, error);
  if (head == NULL)
    return FALSE;
  ht_statement_get_uuid (row, 1, &id);
  if (last == NULL || !ht_uuid_equal (&last->id, &id) || strcmp (last->kind, kind) != 0)
    {
      last = ht_record_new (kind, &id);
      g_ptr_array_add (records, last);
    }
  ht_record_add_head (last, ht_statement_get_text (row, 2), head);
  return TRUE;
}

static gboolean
mark_deleted (HtDb *db, GPtrArray *records, GError **error)
{
  for (guint i = 0; i < records->len; i++)
    {
      HtRecord *record = records->pdata[i];
      if (ht_record_get_register (record, HT_FIELD_DELETED) != NULL
          && !ht_heads_is_deleted (db, record->kind, &record->id, &record->deleted, error))
        return FALSE;
    }
  return TRUE;
}

GPtrArray *
ht_record_load (HtDb *db, const char *kind, const HtUuid *id, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_record_unref);
  g_autoptr (HtStatement) rows
      = ht_db_prepare (db,
                       kind == NULL ? COLUMNS ORDER
                       : id == NULL ? COLUMNS "WHERE h.kind = ? " ORDER
                                    : COLUMNS "WHERE h.kind = ? AND h.entity = ? " ORDER,
                       error);
  if (rows == NULL)
    return NULL;
  if (kind != NULL)
    ht_statement_bind_text (rows, 1, kind);
  if (kind != NULL && id != NULL)
    ht_statement_bind_uuid (rows, 2, id);
  HtStep step;
  while ((step = ht_statement_step (rows, error)) == HT_STEP_ROW)
    if (!read_row (db, rows, records, error))
      return NULL;
  if (step == HT_STEP_ERROR || !mark_deleted (db, records, error))
    return NULL;
  return g_steal_pointer (&records);
}
