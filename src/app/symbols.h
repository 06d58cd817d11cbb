/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "draw/symbol.h"
#include "geo/geometry.h"
#include "model/types.h"

G_BEGIN_DECLS

/* The map symbol of an HtIncident, HtTeam, HtStation or HtThing as it is now; FALSE for another object. */
gboolean ht_symbols_describe (GObject *object, HtSymbol *symbol);
/* Where it is; FALSE where that is not known. */
gboolean ht_symbols_get_position (GObject *object, HtPoint *at);
/* Names for lists and screen readers: "0398 Fire, Quyang Road", "Quyang 2". The caller frees. */
char *ht_symbols_dup_name (GObject *object);
char *ht_symbols_dup_detail (GObject *object);
/* "incident", "team", "station" or "thing"; the id's text. */
const char *ht_symbols_get_kind (GObject *object);
const char *ht_symbols_get_id (GObject *object);
HtSymbolKind ht_symbols_of_team_state (HtTeamState state);

G_END_DECLS
