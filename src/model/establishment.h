/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/feature.h"

G_BEGIN_DECLS

/*
 * HtEstablishment: which teams a station of each kind is assumed to have (data/establishment.json). Immutable
 * once loaded; may be read by any thread.
 */
typedef struct _HtEstablishment HtEstablishment;

/* @path NULL: the program's own. Errors: HT_MODEL_ERROR_INVALID with file and place. */
HtEstablishment *ht_establishment_load (const char *path, GError **error);
void ht_establishment_free (HtEstablishment *establishment);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtEstablishment, ht_establishment_free)

/*
 * Drafts (HtOpDraft, appended to @drafts) that create the assumed teams of those @stations (HtFeature) that
 * are built and have none among @teams (HtRecord). The same team has the same id at every post, so two posts
 * assume it once. Returns how many.
 */
guint ht_establishment_draft_teams (HtEstablishment *establishment, GPtrArray *stations, GPtrArray *teams,
                                    GPtrArray *drafts);

/* What a team of that @kind can do as a rule: an array of capabilities, borrowed; NULL where none is listed.
 */
HtValue *ht_establishment_get_usual (HtEstablishment *establishment, const char *kind);

G_END_DECLS
