/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model/types.h"

G_BEGIN_DECLS

/*
 * What is selected at this desk: one HtIncident, HtTeam, HtStation or HtThing, or nothing. Queue, map, tables
 * and cards share it. Property object.
 */
#define HT_TYPE_SELECTION (ht_selection_get_type ())
G_DECLARE_FINAL_TYPE (HtSelection, ht_selection, HT, SELECTION, GObject)

HtSelection *ht_selection_new (void);
void ht_selection_set (HtSelection *self, GObject *object);
/* Borrowed; NULL for nothing. */
GObject *ht_selection_get (HtSelection *self);
/* The incident that is selected, or the one the selected team is assigned to; NULL for none. */
HtIncident *ht_selection_get_incident (HtSelection *self);
HtTeam *ht_selection_get_team (HtSelection *self);

G_END_DECLS
