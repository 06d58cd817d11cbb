/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "store/heads.h"
#include "store/op.h"
#include "store/ops-private.h"
#include "store/vocabulary.h"

/*
 * What the author of a draft sees at the moment of deciding: the heads of the registers the verb writes,
 * those of _deleted, and for guarded decisions the heads of what the decision weighs. These become the base,
 * and with it a decision made knowingly is never taken for one made apart.
 */
typedef struct
{
  HtDb *db;
  const HtOpDraft *draft;
  GArray *base; /* HtUuid */
} Seen;

static gboolean
see (Seen *seen, const char *kind, const HtUuid *id, const char *field, GError **error)
{
  g_autoptr (HtStatement) rows = ht_db_prepare (
      seen->db,
      "SELECT o.op_id FROM head h JOIN op o ON o.id = h.op WHERE h.kind = ? AND h.entity = ? AND h.field = ?",
      error);
  if (rows == NULL)
    return FALSE;
  ht_statement_bind_text (rows, 1, kind);
  ht_statement_bind_uuid (rows, 2, id);
  ht_statement_bind_text (rows, 3, field);
  HtStep step;
  HtUuid op;
  while ((step = ht_statement_step (rows, error)) == HT_STEP_ROW)
    if (ht_statement_get_uuid (rows, 0, &op))
      g_array_append_val (seen->base, op);
  return step != HT_STEP_ERROR;
}

/* Every head of the draft's entity; for a create only those of the fields it sets. */
static gboolean
see_entity (Seen *seen, gboolean all, GError **error)
{
  g_autoptr (HtStatement) rows = ht_db_prepare (
      seen->db,
      "SELECT o.op_id, h.field FROM head h JOIN op o ON o.id = h.op WHERE h.kind = ? AND h.entity = ?",
      error);
  if (rows == NULL)
    return FALSE;
  ht_statement_bind_text (rows, 1, seen->draft->kind);
  ht_statement_bind_uuid (rows, 2, &seen->draft->id);
  HtStep step;
  HtUuid op;
  while ((step = ht_statement_step (rows, error)) == HT_STEP_ROW)
    {
      const char *field = ht_statement_get_text (rows, 1);
      gboolean wanted = all || strcmp (field, HT_FIELD_DELETED) == 0
                        || ht_value_get_member (seen->draft->value, field) != NULL;
      if (wanted && ht_statement_get_uuid (rows, 0, &op))
        g_array_append_val (seen->base, op);
    }
  return step != HT_STEP_ERROR;
}

/* --- what guarded decisions weigh --- */

/* Active assignments of @target through @field ("team", "incident"): what gave them there, and their state.
 */
static gboolean
see_assignments (Seen *seen, const char *field, const HtUuid *target, GError **error)
{
  g_autoptr (GArray) ids = ht_heads_active_assignments (seen->db, field, target, error);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      const HtUuid *id = &g_array_index (ids, HtUuid, i);
      if (!see (seen, "assignment", id, field, error) || !see (seen, "assignment", id, "state", error))
        return FALSE;
    }
  return ids != NULL;
}

/* The value the draft writes to @field; NULL: it does not. */
static const HtValue *
written (const HtOpDraft *draft, const char *field)
{
  if (ht_verb_parse (draft->verb) == HT_VERB_CREATE)
    return ht_value_get_member (draft->value, field);
  return g_strcmp0 (draft->field, field) == 0 ? draft->value : NULL;
}

static gboolean
weigh_assignment (Seen *seen, GError **error)
{
  HtUuid team, incident;
  if (ht_value_get_uuid (written (seen->draft, "team"), &team)
      && (!see (seen, "team", &team, "status", error) || !see_assignments (seen, "team", &team, error)))
    return FALSE;
  return !ht_value_get_uuid (written (seen->draft, "incident"), &incident)
         || see (seen, "incident", &incident, "status", error);
}

static gboolean
weigh_team (Seen *seen, GError **error)
{
  const char *status = ht_value_get_text (written (seen->draft, "status"), NULL);
  return g_strcmp0 (status, "out_of_service") != 0 || see_assignments (seen, "team", &seen->draft->id, error);
}

/* A new report beside others of the kind: its author knows of them. */
static gboolean
weigh_report (Seen *seen, GError **error)
{
  const HtValue *fields = seen->draft->value;
  g_autoptr (GArray) same
      = ht_heads_same_incident (seen->db, &seen->draft->id, ht_value_get_member (fields, "type"),
                                ht_value_get_member (fields, "position"),
                                ht_value_member_int (fields, "reported_us", 0), error);
  for (guint i = 0; same != NULL && i < same->len; i++)
    g_array_append_val (seen->base, g_array_index (same, HtSighting, i).create_op);
  return same != NULL;
}

static gboolean
weigh_incident (Seen *seen, GError **error)
{
  const HtOpDraft *draft = seen->draft;
  HtVerb verb = ht_verb_parse (draft->verb);
  if (verb == HT_VERB_CREATE)
    return weigh_report (seen, error);
  if (verb == HT_VERB_ADD)
    return see (seen, "incident", &draft->id, "status", error);
  if (g_strcmp0 (ht_value_get_text (written (draft, "status"), NULL), "closed") != 0)
    return TRUE;
  return see_assignments (seen, "incident", &draft->id, error)
         && see (seen, "incident", &draft->id, "casualties", error);
}

/* The other active ones of the kind, by @field. */
static gboolean
weigh_active (Seen *seen, const char *field, GError **error)
{
  if (written (seen->draft, field) == NULL && written (seen->draft, "state") == NULL)
    return TRUE;
  g_autoptr (GArray) ids = ht_heads_find (seen->db, seen->draft->kind, "state", "active", error);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (!see (seen, seen->draft->kind, &g_array_index (ids, HtUuid, i), field, error))
      return FALSE;
  return ids != NULL;
}

static gboolean
weigh (Seen *seen, GError **error)
{
  const char *kind = seen->draft->kind;
  if (strcmp (kind, "assignment") == 0)
    return weigh_assignment (seen, error);
  if (strcmp (kind, "team") == 0)
    return weigh_team (seen, error);
  if (strcmp (kind, "incident") == 0)
    return weigh_incident (seen, error);
  if (strcmp (kind, "zone") == 0)
    return weigh_active (seen, "area", error);
  if (strcmp (kind, "plan_activation") == 0)
    return weigh_active (seen, "plan", error);
  return TRUE;
}

/* --- all of it --- */

static gboolean
see_own (Seen *seen, GError **error)
{
  const HtOpDraft *draft = seen->draft;
  switch (ht_verb_parse (draft->verb))
    {
    case HT_VERB_CREATE:
      return see_entity (seen, FALSE, error);
    case HT_VERB_DELETE:
      return see_entity (seen, TRUE, error);
    case HT_VERB_SET:
    case HT_VERB_RESOLVE:
      return see (seen, draft->kind, &draft->id, draft->field, error)
             && see (seen, draft->kind, &draft->id, HT_FIELD_DELETED, error);
    case HT_VERB_ADD:
    case HT_VERB_RESTORE:
    case HT_VERB_UNKNOWN:
    default:
      return see (seen, draft->kind, &draft->id, HT_FIELD_DELETED, error);
    }
}

GArray *
ht_seen_by (HtDb *db, const HtOpDraft *draft, GError **error)
{
  g_autoptr (GArray) base = g_array_new (FALSE, FALSE, sizeof (HtUuid));
  Seen seen = { db, draft, base };
  HtVerb verb = ht_verb_parse (draft->verb);
  if (!see_own (&seen, error))
    return NULL;
  if (verb != HT_VERB_DELETE && verb != HT_VERB_RESTORE && !weigh (&seen, error))
    return NULL;
  return g_steal_pointer (&base);
}
