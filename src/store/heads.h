/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/value.h"
#include "store/db.h"

G_BEGIN_DECLS

/*
 * Questions to the folded tables that appending and detecting share. All pure functions of the set of
 * operations, so that every post finds the same.
 */
typedef struct
{
  gint64 row; /* of the operation */
  HtUuid op_id;
  HtValue *value;
} HtHeadRow;

/* HtHeadRow of a register, the shown one first. */
GArray *ht_heads_load (HtDb *db, const char *kind, const HtUuid *id, const char *field, GError **error);
/* The shown value of a register; NULL without error: never set. */
gboolean ht_heads_shown (HtDb *db, const char *kind, const HtUuid *id, const char *field, HtValue **value,
                         GError **error);
/* A value of the head table. */
HtValue *ht_heads_decode_value (HtDb *db, gconstpointer data, gsize size, GError **error);

/* Deleted, not restored, and no edit made apart from the deletion waits for a decision. Reads the conflicts
 * of the entity's own registers, which fold.c brings up to date first. */
gboolean ht_heads_is_deleted (HtDb *db, const char *kind, const HtUuid *id, gboolean *deleted,
                              GError **error);

/* Ids (HtUuid) of assignments with a head of @field ("team", "incident") naming @target and a head of state
 * that binds the team, not deleted; ascending. */
GArray *ht_heads_active_assignments (HtDb *db, const char *field, const HtUuid *target, GError **error);
/* Ids of @kind with any head of @field equal to text @value, not deleted; ascending. */
GArray *ht_heads_find (HtDb *db, const char *kind, const char *field, const char *value, GError **error);

/* A report of an incident that may be the same as another's. */
typedef struct
{
  HtUuid id, create_op, create_origin;
} HtSighting;
/*
 * Open incidents (shown status not closed) other than @id of type @type within 150 m of @position (EWKB) and
 * 15 minutes of @reported_us. Ascending by id.
 */
GArray *ht_heads_same_incident (HtDb *db, const HtUuid *id, const HtValue *type, const HtValue *position,
                                gint64 reported_us, GError **error);
/* Its first create operation; FALSE without error where there is none. */
gboolean ht_heads_find_create (HtDb *db, const HtUuid *id, HtSighting *sighting, GError **error);

/* Is @cause in the causal past of @op (transitive closure of base)? */
gboolean ht_heads_in_past (HtDb *db, const HtUuid *cause, const HtUuid *op, gboolean *past, GError **error);
gboolean ht_heads_concurrent (HtDb *db, const HtUuid *a, const HtUuid *b, gboolean *concurrent,
                              GError **error);

G_END_DECLS
