/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/city.h"
#include "store/op.h"

G_BEGIN_DECLS

/* HtTimeline: log entries of one incident, newest first; loaded by a worker, then kept live by the city. A
 * GListModel of HtLogEntry. */
#define HT_TYPE_TIMELINE (ht_timeline_get_type ())
G_DECLARE_FINAL_TYPE (HtTimeline, ht_timeline, HT, TIMELINE, GObject)

HtTimeline *ht_timeline_new (HtCity *city, HtIncident *incident);
/* New operations, oldest first. */
void ht_timeline_take (HtTimeline *self, HtCity *city, GPtrArray *ops);

/* For the whole log: @ops newest first into an empty list; one change's ops, oldest first, on top of it. */
void ht_timeline_fill (HtCity *city, GListStore *log, GPtrArray *ops);
void ht_timeline_prepend (HtCity *city, GListStore *log, GPtrArray *ops);

G_END_DECLS
