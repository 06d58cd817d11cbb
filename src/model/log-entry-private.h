/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/log-entry.h"
#include "store/op.h"

G_BEGIN_DECLS

/* What a log line is made of; texts are copied. */
typedef struct
{
  const char *who, *text, *kind; /* kind: static */
  HtUuid incident_id;
} HtLogLine;

HtLogEntry *ht_log_entry_new (const HtOp *op, const HtLogLine *line);

G_END_DECLS
