/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "geo/network.h"
#include "store/db.h"

G_BEGIN_DECLS

/*
 * The road network as it is now, loaded once and shared by all who ask: map, routes and search want it at the
 * same moment when a city opens. Any thread; the network is immutable.
 */
typedef struct _HtNetworkCache HtNetworkCache;

HtNetworkCache *ht_network_cache_new (void);
void ht_network_cache_free (HtNetworkCache *cache);

/* The network of @db, which is in a read transaction. Waits where another thread is loading the same; who
 * waits or loads can be cancelled alone. */
HtNetwork *ht_network_cache_get (HtNetworkCache *cache, HtDb *db, GCancellable *cancellable, GError **error);

/* Rows were made anew from the same content: the next who asks loads them. */
void ht_network_cache_clear (HtNetworkCache *cache);

G_END_DECLS
