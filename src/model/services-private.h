/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/city.h"

G_BEGIN_DECLS

/*
 * For the city only: making, starting and stopping its services. Each borrows the city (a weak pointer, NULL
 * once it is gone). Workers get references to immutable things and to the store, never to the city.
 */
HtSession *ht_session_new (HtCity *city, GHashTable *with_pin);
HtDeskState *ht_desk_state_new (HtCity *city, GHashTable *values);
HtUndo *ht_undo_new (HtCity *city);
HtRouting *ht_routing_new (HtCity *city);
HtDispatch *ht_dispatch_new (HtCity *city);
HtFinder *ht_finder_new (HtCity *city);
HtCommand *ht_command_new (HtCity *city);
HtImporter *ht_importer_new (HtCity *city);
HtMapContent *ht_map_content_new (HtCity *city);
HtMapThings *ht_map_things_new (HtCity *city);
HtPrinter *ht_printer_new (HtCity *city);

/* Before a service person's first decision is written: makes it known to the city. Blocks the once. */
gboolean ht_session_introduce (HtSession *self, GError **error);

/* Begins what loads by itself after opening; cancels it all on close. */
void ht_services_start (HtCity *city);
void ht_services_stop (HtCity *city);

/* Loading again after the map or the closures changed. */
gboolean ht_routing_is_loading (HtRouting *self);
void ht_routing_reload (HtRouting *self, gboolean network);
void ht_routing_stop (HtRouting *self);
/* Begins when the map, where it is being built, is there. */
void ht_finder_reload (HtFinder *self);
void ht_finder_map_is_built (HtFinder *self);
void ht_finder_stop (HtFinder *self);
void ht_map_content_reload (HtMapContent *self);
gboolean ht_map_content_is_building (HtMapContent *self);
void ht_map_content_stop (HtMapContent *self);
/* A layer was switched on or off, or came; loaded layers are read again after the map changed. */
void ht_map_things_refresh (HtMapThings *self);
void ht_map_things_reload (HtMapThings *self);
void ht_map_things_stop (HtMapThings *self);

/* City's own bookkeeping, called from city-*.c. */
void ht_city_count_write (HtCity *self, int change);
void ht_city_emit_changed (HtCity *self, gint64 saved_us, gboolean map_changed);

G_END_DECLS
