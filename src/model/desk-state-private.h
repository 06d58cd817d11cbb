/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/desk-state.h"
#include "store/store.h"

G_BEGIN_DECLS

/* Worker: char * → HtValue of everything kept; NULL with error where the file cannot be read. */
GHashTable *ht_desk_state_load (HtStore *store, GError **error);

G_END_DECLS
