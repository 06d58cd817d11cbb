/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/routing.h"

G_BEGIN_DECLS

/* For the routing-*.c files and the city. The city may be gone: NULL. */
HtCity *ht_routing_get_city (HtRouting *self);
/* Closures that ended by themselves. */
void ht_routing_tick (HtRouting *self, gint64 now_us);

G_END_DECLS
