/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/op.h"

G_BEGIN_DECLS

/*
 * Everything an operation must be before SQL sees it: shape of the verb, known fields of the right type,
 * geometry, sizes, who may decide it. Errors: HT_STORE_ERROR_INVALID, and HT_STORE_ERROR_DENIED for a role.
 *
 * Roles (a row holds what is above it, up to commander):
 *   viewer         nothing
 *   dispatcher     incident (but its commander), team, assignment, log, closure
 *   commander      incident.commander, conflict, zone, evacuation, plan_activation, stock
 *   planner        layer, log
 *   administrator  everything
 *   system         nobody, the program itself (nil actor): city, post, person, layer, team, stock, log,
 *                  incident but its commander: set-up and intake, none of people's decisions
 * Kinds of a later version: any role but viewer.
 */
gboolean ht_role_may (const char *role, const char *kind, const char *verb, const char *field);
/* Sorted as above. NULL-terminated. The roles a person can have (all but system). */
const char *const *ht_role_list (void);

/* A draft in the hands of @author. */
gboolean ht_validate_draft (const HtOpDraft *draft, const HtAuthor *author, GError **error);
/*
 * A sealed operation, own or foreign (hashes were checked by decoding). One of a schema later than
 * HT_OP_SCHEMA is only checked for shape: its choices and types may be wider than ours.
 */
gboolean ht_validate_op (const HtOp *op, GError **error);

G_END_DECLS
