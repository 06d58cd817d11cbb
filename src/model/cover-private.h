/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/cover.h"
#include "model/roads.h"
#include "store/store.h"

G_BEGIN_DECLS

typedef struct
{
  HtPoint at;
  double turnout_s;
} HtCoverStation;

/* What a worker needs to compute coverage. */
typedef struct
{
  HtStore *store;
  HtRoads *roads;
  gint64 limit_s;
  GArray *stations; /* HtCoverStation */
} HtCoverRequest;

HtCoverRequest *ht_cover_request_new (HtStore *store, HtRoads *roads, gint64 limit_s);
void ht_cover_request_free (HtCoverRequest *request);
/* On a worker. */
HtCover *ht_cover_compute (HtCoverRequest *request, GCancellable *cancellable, GError **error);

G_END_DECLS
