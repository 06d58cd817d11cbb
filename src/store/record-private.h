/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/db.h"
#include "store/record.h"

G_BEGIN_DECLS

/* Building records inside the store. */
HtRecord *ht_record_new (const char *kind, const HtUuid *id);
/* Takes @head. Heads of a field may come in any order, fields in ascending order. */
void ht_record_add_head (HtRecord *record, const char *field, HtHead *head);

/* From head and op, sorted by kind and id. @kind, then @id, may be NULL for all. */
GPtrArray *ht_record_load (HtDb *db, const char *kind, const HtUuid *id, GError **error);

G_END_DECLS
