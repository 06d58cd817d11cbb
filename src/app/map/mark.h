/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "draw/symbol.h"
#include "geo/geometry.h"

G_BEGIN_DECLS

/* One thing drawn on the map. Made anew whenever its object changes. */
typedef struct
{
  GObject *object; /* HtIncident, HtTeam or HtStation; owned */
  double x, y;     /* unit square of Web Mercator */
  HtPoint at;
  HtSymbol symbol;
  double size_px;
  gint64 order_s;     /* among the members of a group: seconds to its arrival, 0 where not asked */
  int rank;           /* greater is drawn later and hit first */
  gboolean clusters;  /* may be gathered with its neighbours */
  gboolean pinned;    /* its chip always shows */
  char *label;        /* text of its chip, shown when hovered, selected or pinned; owned */
  GPtrArray *members; /* HtMark of teams that stand together here, listed when looked at; NULL; owned */
  char *note; /* right part of the chip, such as a travel time; NULL: the object's clock, if any; owned */
} HtMark;

/* Takes a reference on @object and ownership of @label. */
HtMark *ht_mark_new (GObject *object, const HtPoint *at, const HtSymbol *symbol, char *label);
void ht_mark_free (HtMark *mark);

/* A mark or a cluster where it stands now. */
typedef struct
{
  const HtMark *mark; /* the first one of a cluster */
  double x, y;        /* widget pixels */
  guint count;        /* 1: a single mark */
} HtPlaced;

/*
 * HtMarkIndex: marks gathered for one zoom on a grid of world pixels, so that panning only shifts them.
 * Clustering depends on the zoom alone: nothing changes its group while the map is moved.
 */
typedef struct _HtMarkIndex HtMarkIndex;
/* @marks: of HtMark, borrowed, must outlive the index; @world_px: side of the unit square in pixels. */
HtMarkIndex *ht_mark_index_new (GPtrArray *marks, double world_px);
void ht_mark_index_free (HtMarkIndex *index);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtMarkIndex, ht_mark_index_free)

double ht_mark_index_get_world_px (HtMarkIndex *index);
/* Fills @placed (of HtPlaced) with what lies in @window (world pixels) and @margin around it, in drawing
 * order. */
void ht_mark_index_place (HtMarkIndex *index, const cairo_rectangle_t *window, double margin, GArray *placed);
/* The topmost of @placed within reach of @x, @y; NULL where there is none. */
const HtPlaced *ht_mark_index_hit (const GArray *placed, double x, double y);

G_END_DECLS
