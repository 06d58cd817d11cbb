/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/uuid.h"
#include "model/types.h"

G_BEGIN_DECLS

/*
 * One line of the log: an operation told as a sentence in the language of the screen ("席位 1: 定级 II").
 * Immutable. Properties (read only): at-us (int64), who, text, kind.
 */
#define HT_TYPE_LOG_ENTRY (ht_log_entry_get_type ())
G_DECLARE_FINAL_TYPE (HtLogEntry, ht_log_entry, HT, LOG_ENTRY, GObject)

gint64 ht_log_entry_get_at_us (HtLogEntry *self);
/* Person's name, or the post's where nobody was signed in (imports, services). */
const char *ht_log_entry_get_who (HtLogEntry *self);
const char *ht_log_entry_get_role (HtLogEntry *self);
const char *ht_log_entry_get_text (HtLogEntry *self);
/* "note", "incident", "assignment", "team", "layer", "conflict", "person", "closure", "other". */
const char *ht_log_entry_get_kind (HtLogEntry *self);
const HtUuid *ht_log_entry_get_op_id (HtLogEntry *self);
/* Nil where it concerns no incident. */
const HtUuid *ht_log_entry_get_incident_id (HtLogEntry *self);
const HtUuid *ht_log_entry_get_entity_id (HtLogEntry *self);
gboolean ht_log_entry_is_drill (HtLogEntry *self);

G_END_DECLS
