/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

/* An operation from elsewhere that is kept apart and not folded, or a layer whose content is not what it
 * says. */
typedef struct
{
  gint64 received_us;
  gboolean fork; /* another one has its place in the chain: a cloned post */
  char *reason;  /* the sentence written when it was refused */
} HtRefused;

void ht_refused_free (HtRefused *refused);

/* HtRefused, newest first, at most @limit; NULL with @error where the file cannot be read. Any thread. */
GPtrArray *ht_store_load_refused (HtStore *store, guint limit, GError **error);

G_END_DECLS
