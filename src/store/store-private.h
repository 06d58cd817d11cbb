/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/network-cache.h"
#include "store/store.h"
#include "store/writer.h"

G_BEGIN_DECLS

/*
 * For the files of this room that add functions to HtStore. Work on the writer thread runs in a transaction;
 * what it puts into the change is delivered after the commit. Work that reads gets a connection in a
 * transaction of its own.
 */

/* Waits its turn; returns when the commit is on the disk. @change (optional) is new. */
gboolean ht_store_write (HtStore *store, HtWriterWork work, gpointer data, HtChange **change, GError **error);
/* Without waiting: @task (taken) returns the HtChange; its task data is what @work gets. */
void ht_store_write_async (HtStore *store, HtWriterWork work, GTask *task);

HtDb *ht_store_borrow_reader (HtStore *store, GError **error);
/* NULL @db is allowed. */
void ht_store_return_reader (HtStore *store, HtDb *db);

HtNetworkCache *ht_store_get_network_cache (HtStore *store);

/* Keeps schema, post and mode; set when opened. */
HtDbMode ht_store_get_mode (HtStore *store);

G_END_DECLS
