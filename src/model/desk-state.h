/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/value.h"
#include "model/city.h"

G_BEGIN_DECLS

/*
 * HtDeskState: what makes a killed desk come back as it was: window, panes, map view, selection, half-written
 * text. Local to this file's copy; no operations. Written by a worker 300 ms after the last change, and on
 * close.
 */
#define HT_TYPE_DESK_STATE (ht_desk_state_get_type ())
G_DECLARE_FINAL_TYPE (HtDeskState, ht_desk_state, HT, DESK_STATE, GObject)

/* Keys are the front end's own ("window", "draft.incident"). Borrowed; NULL where never set. */
HtValue *ht_desk_state_get (HtDeskState *self, const char *key);
/* Takes ownership of @value; NULL forgets the key. Setting an equal value does nothing. */
void ht_desk_state_set (HtDeskState *self, const char *key, HtValue *value);
const char *ht_desk_state_get_text (HtDeskState *self, const char *key, const char *fallback);
void ht_desk_state_set_text (HtDeskState *self, const char *key, const char *text);
/* Waits until everything set so far is durable. */
gboolean ht_desk_state_flush (HtDeskState *self, GError **error);

G_END_DECLS
