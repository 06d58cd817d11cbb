/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Sorts an array of gint64 and leaves each once. In place: lists of ids are the largest thing in memory while
 * a map is read, and a merge sort would take as much again. */
void ht_osm_ids_settle (GArray *ids);

G_END_DECLS
