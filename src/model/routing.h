/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/network.h"
#include "model/closure.h"
#include "model/cover.h"
#include "model/session.h"
#include "model/way.h"

G_BEGIN_DECLS

/*
 * HtRouting: the roads as they are now. Holds an immutable graph, rebuilt on a worker when roads are imported
 * or closed. Property ready (boolean). Signal changed: times by road may differ from now on.
 */
#define HT_TYPE_ROUTING (ht_routing_get_type ())
G_DECLARE_FINAL_TYPE (HtRouting, ht_routing, HT, ROUTING, GObject)

/* FALSE while loading or where the city has no roads: @error says which. */
gboolean ht_routing_is_ready (HtRouting *self, GError **error);
/* Calls back at once where nothing is loading. */
void ht_routing_wait_async (HtRouting *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean ht_routing_wait_finish (HtRouting *self, GAsyncResult *result, GError **error);
/* The network behind the graph; NULL until ready. Borrowed; reference to keep. */
HtNetwork *ht_routing_get_network (HtRouting *self);
guint ht_routing_count_closed (HtRouting *self);
/* The roads of now for workers; NULL until ready. Borrowed; reference to keep. */
HtRoads *ht_routing_get_roads (HtRouting *self);

void ht_routing_route_async (HtRouting *self, const HtPoint *from, const HtPoint *to,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
HtWay *ht_routing_route_finish (HtRouting *self, GAsyncResult *result, GError **error);

/* Minutes from the nearest staffed station (turnout included) along every road, and people in and out.
 * @stations: GPtrArray of HtStation, NULL for all staffed ones. @limit_s: 300 is the rule. */
void ht_routing_coverage_async (HtRouting *self, GPtrArray *stations, gint64 limit_s,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
HtCover *ht_routing_coverage_finish (HtRouting *self, GAsyncResult *result, GError **error);

/* Words for a place: "曲阳路近四平路", the nearest named street and the next one that crosses it; "" far from
 * any. */
void ht_routing_describe_async (HtRouting *self, const HtPoint *at, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
char *ht_routing_describe_finish (HtRouting *self, GAsyncResult *result, GError **error);

/* Closes the section nearest to @at (with @whole_street: all of its street within 500 m). @until_us 0: until
 * opened. Errors: HT_MODEL_ERROR_INVALID where no road is within 50 m or @until_us is past. */
void ht_routing_close_road_async (HtRouting *self, const HtPoint *at, gboolean whole_street,
                                  const char *reason, gint64 until_us, GAsyncReadyCallback callback,
                                  gpointer user_data);
/* Borrowed from the city. */
HtClosure *ht_routing_close_road_finish (HtRouting *self, GAsyncResult *result, GError **error);
void ht_routing_open_road_async (HtRouting *self, HtClosure *closure, HtRecord *seen,
                                 GAsyncReadyCallback callback, gpointer user_data);
gboolean ht_routing_open_road_finish (HtRouting *self, GAsyncResult *result, GError **error);

G_END_DECLS
