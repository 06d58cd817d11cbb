/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/city.h"

G_BEGIN_DECLS

/*
 * HtUndo: takes back this session's own decisions, last first, by new operations that restore what was shown
 * before, and does again what was taken back, until something new is decided. Refuses with
 * HT_MODEL_ERROR_CHANGED where somebody else changed the same thing meanwhile; the step is dropped then.
 * Properties (read only): can-undo, can-redo (boolean), label, redo-label (text: what would be taken back or
 * done again, translated; "" for none).
 */
#define HT_TYPE_UNDO (ht_undo_get_type ())
G_DECLARE_FINAL_TYPE (HtUndo, ht_undo, HT, UNDO, GObject)

gboolean ht_undo_can_undo (HtUndo *self);
const char *ht_undo_get_label (HtUndo *self);
void ht_undo_undo_async (HtUndo *self, GAsyncReadyCallback callback, gpointer user_data);
/* What was taken back, as a sentence; owned by the caller. */
char *ht_undo_undo_finish (HtUndo *self, GAsyncResult *result, GError **error);

gboolean ht_undo_can_redo (HtUndo *self);
const char *ht_undo_get_redo_label (HtUndo *self);
void ht_undo_redo_async (HtUndo *self, GAsyncReadyCallback callback, gpointer user_data);
/* What was done again, as a sentence; owned by the caller. */
char *ht_undo_redo_finish (HtUndo *self, GAsyncResult *result, GError **error);

/* A new person sits down: nothing of the former one's is undone or done again. */
void ht_undo_clear (HtUndo *self);

G_END_DECLS
