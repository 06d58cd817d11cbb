/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/db.h"
#include "store/record.h"

G_BEGIN_DECLS

/* From head and op, sorted by kind and id. @kind, then @id, may be NULL for all. */
GPtrArray *ht_record_load (HtDb *db, const char *kind, const HtUuid *id, GError **error);

G_END_DECLS
