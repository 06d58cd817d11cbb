/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/geometry.h"
#include "model/roads.h"

G_BEGIN_DECLS

/* A way by road. Owned by the caller; free with ht_way_free. */
typedef struct
{
  gint64 seconds; /* -1 where there is none */
  double length_m;
  HtGeometry *geometry; /* NULL where there is none */
  char *reason;         /* where there is none: why, translated */
} HtWay;

void ht_way_free (HtWay *way);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtWay, ht_way_free)

/* Quickest way of a fire engine; never NULL. On a worker. */
HtWay *ht_way_find (HtRoads *roads, const HtPoint *from, const HtPoint *to);

G_END_DECLS
