/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/value.h"

G_BEGIN_DECLS

/* One head of a register: an operation no other operation of that register has superseded. */
typedef struct
{
  HtUuid op_id;
  HtUuid origin;
  guint64 epoch, origin_seq, hlc;
  gint64 wall_us;
  HtUuid actor;
  HtValue *value;
} HtHead;

/* A register: its heads, the shown one first (greatest hlc, origin, epoch, origin_seq). */
typedef struct
{
  char *field;
  GPtrArray *heads; /* HtHead; at least one */
} HtRegister;

/*
 * The folded state of one entity: kind ("incident"), id, registers. Immutable, reference counted, thread
 * safe. It is what the store hands to the model after a commit, and what forms keep as "what its author saw".
 */
typedef struct
{
  gatomicrefcount refs;
  const char *kind; /* interned */
  HtUuid id;
  gboolean deleted;
  GPtrArray *registers; /* HtRegister, sorted by field */
} HtRecord;

HtRecord *ht_record_ref (HtRecord *record);
void ht_record_unref (HtRecord *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtRecord, ht_record_unref)

/* Building records: the store does, and whoever imagines an entity that is in no file. */
HtRecord *ht_record_new (const char *kind, const HtUuid *id);
/* Takes @head. Heads of a field may come in any order, fields in ascending order. */
void ht_record_add_head (HtRecord *record, const char *field, HtHead *head);

const HtRegister *ht_record_get_register (const HtRecord *record, const char *field);
/* The shown value; NULL where the field was never set. Borrowed. */
HtValue *ht_record_get (const HtRecord *record, const char *field);
const char *ht_record_get_text (const HtRecord *record, const char *field, const char *fallback);
gint64 ht_record_get_int (const HtRecord *record, const char *field, gint64 fallback);
gboolean ht_record_get_uuid (const HtRecord *record, const char *field, HtUuid *uuid);
/* Wall clock of the operation that set the shown value; 0 where never set. */
gint64 ht_record_get_wall_us (const HtRecord *record, const char *field);

G_END_DECLS
