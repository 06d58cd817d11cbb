/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/view.h"
#include "model/printer.h"
#include "model/roads.h"

G_BEGIN_DECLS

/*
 * Pictures of one moment for paper: taken in on the main thread, written by a worker. All texts and shapes
 * are copies; the scene is shared and immutable.
 */
typedef struct
{
  HtScene *scene;    /* may be NULL: an empty city */
  GPtrArray *things; /* HtThings: layers over the basemap that are switched on */
  GArray *marks;     /* HtViewMark */
  GPtrArray *labels; /* char *, what the marks point to */
  GArray *lines;     /* HtViewLine */
  GPtrArray *shapes; /* HtGeometry, what the lines point to */
  HtRoads *roads;    /* NULL: no ways are drawn */
  GArray *drives;    /* two HtPoint each, from a team to its incident: ways to be found by the worker */
} HtMapPicture;

/* Everything open, teams and closures; @incident (may be NULL) is ringed and its teams' ways are drawn. */
HtMapPicture *ht_map_picture_new (HtCity *city, HtIncident *incident);
void ht_map_picture_free (HtMapPicture *picture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtMapPicture, ht_map_picture_free)
/* On a worker: finds the ways, then fills all of @view but theme, centre and zoom; it points into @picture.
 */
void ht_map_picture_fill (HtMapPicture *picture, HtMapView *view);
/* Where and how far around to look for @incident and its teams; the city's box where NULL. FALSE for an empty
 * city. */
gboolean ht_map_picture_get_box (HtCity *city, HtIncident *incident, HtBox *box);

typedef struct _HtMapPrint HtMapPrint;
HtMapPrint *ht_map_print_new (HtCity *city, const HtMapRequest *request, const char *path, GError **error);
gboolean ht_map_print_write (HtMapPrint *print, GError **error);
void ht_map_print_free (HtMapPrint *print);

typedef struct _HtSituation HtSituation;
HtSituation *ht_situation_new (HtCity *city, HtIncident *incident, const char *path);
gboolean ht_situation_write (HtSituation *situation, GError **error);
void ht_situation_free (HtSituation *situation);

G_END_DECLS
