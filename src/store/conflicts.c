/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "store/conflict.h"
#include "store/fold.h"
#include "store/heads.h"
#include "store/op.h"
#include "store/overlap.h"
#include "store/vocabulary.h"

/*
 * The detectors. Each is a pure function of the set of operations: it looks at heads, never at the order of
 * arrival, so that every post raises the same conflicts. A pair is raised only where neither operation saw
 * the other, for what was decided knowingly is no contradiction; stock below zero is one either way.
 */

/* More heads than this on one register are paired only among the greatest: the rest follow when those are
 * decided. */
#define MAX_HEADS 32

typedef struct
{
  HtDb *db;
  const HtEntity *entity;
  gboolean between;  /* rules between entities, else rules about the heads of one */
  GPtrArray *found;  /* HtConflict */
  gboolean any_rows; /* the table is not empty */
  gboolean changed;
} Finder;

static gboolean
is_between (const char *rule)
{
  static const char *const own[]
      = { "register_heads", "two_commanders", "evacuation_contradicted", "edit_of_deleted", NULL };
  return !g_strv_contains (own, rule);
}

/* --- raising --- */

static gboolean
is_resolved (HtDb *db, const HtConflict *conflict, gboolean *resolved, GError **error)
{
  g_autoptr (HtStatement) row = ht_db_prepare (
      db,
      "SELECT 1 FROM edge x JOIN edge y ON y.base = ? AND y.op = x.op JOIN op o ON o.id = x.op "
      "WHERE x.base = ? AND o.verb = 'resolve' LIMIT 1",
      error);
  if (row == NULL)
    return FALSE;
  ht_statement_bind_uuid (row, 1, &conflict->op_b);
  ht_statement_bind_uuid (row, 2, &conflict->op_a);
  HtStep step = ht_statement_step (row, error);
  *resolved = step == HT_STEP_ROW;
  return step != HT_STEP_ERROR;
}

static gboolean
already_found (const Finder *finder, const HtConflict *conflict)
{
  for (guint i = 0; i < finder->found->len; i++)
    if (ht_uuid_equal (&((HtConflict *) finder->found->pdata[i])->id, &conflict->id))
      return TRUE;
  return FALSE;
}

/* @other: the second entity of the same kind, or NULL. */
static gboolean
raise_pair (Finder *finder, const char *rule, const HtUuid *a, const HtUuid *b, const HtUuid *other,
            GError **error)
{
  g_autoptr (HtConflict) conflict = ht_conflict_new (rule, a, b);
  const HtUuid *mine = &finder->entity->id;
  gboolean swap = other != NULL && ht_uuid_compare (other, mine) < 0;
  conflict->kind = finder->entity->kind;
  conflict->subject = swap ? *other : *mine;
  conflict->other = other == NULL ? ht_uuid_nil () : swap ? *mine : *other;
  if (already_found (finder, conflict))
    return TRUE;
  if (!is_resolved (finder->db, conflict, &conflict->resolved, error))
    return FALSE;
  g_ptr_array_add (finder->found, g_steal_pointer (&conflict));
  return TRUE;
}

static gboolean
raise_if_apart (Finder *finder, const char *rule, const HtUuid *a, const HtUuid *b, const HtUuid *other,
                GError **error)
{
  gboolean apart;
  if (!ht_heads_concurrent (finder->db, a, b, &apart, error))
    return FALSE;
  return !apart || raise_pair (finder, rule, a, b, other, error);
}

/* All of @mine against all of @theirs (HtUuid). */
static gboolean
raise_pairs (Finder *finder, const char *rule, const GArray *mine, const GArray *theirs, GError **error)
{
  for (guint i = 0; i < mine->len; i++)
    for (guint j = 0; j < theirs->len; j++)
      if (!raise_if_apart (finder, rule, &g_array_index (mine, HtUuid, i), &g_array_index (theirs, HtUuid, j),
                           NULL, error))
        return FALSE;
  return TRUE;
}

/* Operations (HtUuid) of the heads of a register that hold @wanted; NULL: all heads. */
static GArray *
ops_with (Finder *finder, const HtEntity *entity, const char *field, const HtValue *wanted, GError **error)
{
  g_autoptr (GArray) heads = ht_heads_load (finder->db, entity->kind, &entity->id, field, error);
  if (heads == NULL)
    return NULL;
  GArray *ops = g_array_new (FALSE, FALSE, sizeof (HtUuid));
  for (guint i = 0; i < heads->len; i++)
    {
      const HtHeadRow *head = &g_array_index (heads, HtHeadRow, i);
      if (wanted == NULL || ht_value_equal (head->value, wanted))
        g_array_append_val (ops, head->op_id);
    }
  return ops;
}

static GArray *
ops_with_text (Finder *finder, const HtEntity *entity, const char *field, const char *text, GError **error)
{
  g_autoptr (HtValue) wanted = ht_value_new_text (text);
  return ops_with (finder, entity, field, wanted, error);
}

/* --- heads of one entity --- */

static const char *
rule_of_heads (const char *kind, const char *field)
{
  if (strcmp (kind, "incident") == 0 && strcmp (field, "commander") == 0)
    return "two_commanders";
  if (strcmp (kind, "evacuation") == 0 && strcmp (field, "state") == 0)
    return "evacuation_contradicted";
  return "register_heads";
}

/* Heads that say the same leave nothing to decide. */
static gboolean
find_heads (Finder *finder, const char *field, GError **error)
{
  HtFieldClass field_class = ht_vocabulary_get_class (finder->entity->kind, field);
  if (field_class != HT_CLASS_MV && field_class != HT_CLASS_GUARDED)
    return TRUE;
  g_autoptr (GArray) heads
      = ht_heads_load (finder->db, finder->entity->kind, &finder->entity->id, field, error);
  if (heads == NULL)
    return FALSE;
  const char *rule = rule_of_heads (finder->entity->kind, field);
  for (guint i = 0; i < MIN (heads->len, MAX_HEADS); i++)
    for (guint j = i + 1; j < MIN (heads->len, MAX_HEADS); j++)
      {
        const HtHeadRow *a = &g_array_index (heads, HtHeadRow, i), *b = &g_array_index (heads, HtHeadRow, j);
        if (!ht_value_equal (a->value, b->value)
            && !raise_if_apart (finder, rule, &a->op_id, &b->op_id, NULL, error))
          return FALSE;
      }
  return TRUE;
}

/* Operations of all heads but those of _deleted. */
static GArray *
ops_of_edits (Finder *finder, GError **error)
{
  g_autoptr (HtStatement) rows
      = ht_db_prepare (finder->db,
                       "SELECT DISTINCT o.op_id FROM head h JOIN op o ON o.id = h.op "
                       "WHERE h.kind = ? AND h.entity = ? AND h.field <> '" HT_FIELD_DELETED "'",
                       error);
  if (rows == NULL)
    return NULL;
  ht_statement_bind_text (rows, 1, finder->entity->kind);
  ht_statement_bind_uuid (rows, 2, &finder->entity->id);
  g_autoptr (GArray) ops = g_array_new (FALSE, FALSE, sizeof (HtUuid));
  HtStep step;
  HtUuid op;
  while ((step = ht_statement_step (rows, error)) == HT_STEP_ROW)
    if (ht_statement_get_uuid (rows, 0, &op))
      g_array_append_val (ops, op);
  return step == HT_STEP_ERROR ? NULL : g_steal_pointer (&ops);
}

static gboolean
find_edits_of_deleted (Finder *finder, GError **error)
{
  g_autoptr (HtValue) deleted = ht_value_new_bool (TRUE);
  g_autoptr (GArray) deletes = ops_with (finder, finder->entity, HT_FIELD_DELETED, deleted, error);
  g_autoptr (GArray) edits = deletes != NULL ? ops_of_edits (finder, error) : NULL;
  return edits != NULL && raise_pairs (finder, "edit_of_deleted", deletes, edits, error);
}

static gboolean
find_own (Finder *finder, GError **error)
{
  g_autoptr (HtStatement) rows
      = ht_db_prepare (finder->db,
                       "SELECT field, count (*) FROM head WHERE kind = ? AND entity = ? GROUP BY field "
                       "HAVING count (*) > 1 OR field = '" HT_FIELD_DELETED "'",
                       error);
  if (rows == NULL)
    return FALSE;
  ht_statement_bind_text (rows, 1, finder->entity->kind);
  ht_statement_bind_uuid (rows, 2, &finder->entity->id);
  HtStep step;
  while ((step = ht_statement_step (rows, error)) == HT_STEP_ROW)
    {
      const char *field = ht_statement_get_text (rows, 0);
      if (ht_statement_get_int (rows, 1) > 1 && !find_heads (finder, field, error))
        return FALSE;
      if (strcmp (field, HT_FIELD_DELETED) == 0 && !find_edits_of_deleted (finder, error))
        return FALSE;
    }
  return step != HT_STEP_ERROR;
}

/* --- teams and incidents --- */

/* For each active assignment of the entity through @field ("team", "incident"): the operations that gave it
 * there (GArray of HtUuid). */
static GPtrArray *
assigning_ops (Finder *finder, const char *field, GError **error)
{
  g_autoptr (HtValue) target = ht_value_new_uuid (&finder->entity->id);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr (GArray) ids = ht_heads_active_assignments (finder->db, field, &finder->entity->id, error);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      HtEntity assignment = { g_intern_static_string ("assignment"), g_array_index (ids, HtUuid, i) };
      GArray *ops = ops_with (finder, &assignment, field, target, error);
      if (ops == NULL)
        return NULL;
      g_ptr_array_add (all, ops);
    }
  return ids != NULL ? g_steal_pointer (&all) : NULL;
}

static gboolean
find_team (Finder *finder, GError **error)
{
  g_autoptr (GPtrArray) assigned = assigning_ops (finder, "team", error);
  if (assigned == NULL)
    return FALSE;
  for (guint i = 0; i < MIN (assigned->len, MAX_HEADS); i++)
    for (guint j = i + 1; j < MIN (assigned->len, MAX_HEADS); j++)
      if (!raise_pairs (finder, "team_two_assignments", assigned->pdata[i], assigned->pdata[j], error))
        return FALSE;
  if (assigned->len == 0)
    return TRUE;
  g_autoptr (GArray) out = ops_with_text (finder, finder->entity, "status", "out_of_service", error);
  for (guint i = 0; out != NULL && i < assigned->len; i++)
    if (!raise_pairs (finder, "assigned_out_of_service", out, assigned->pdata[i], error))
      return FALSE;
  return out != NULL;
}

static gboolean
find_closed (Finder *finder, GError **error)
{
  g_autoptr (GArray) closed = ops_with_text (finder, finder->entity, "status", "closed", error);
  if (closed == NULL || closed->len == 0)
    return closed != NULL;
  g_autoptr (GPtrArray) assigned = assigning_ops (finder, "incident", error);
  for (guint i = 0; assigned != NULL && i < assigned->len; i++)
    if (!raise_pairs (finder, "incident_closed_assigned", closed, assigned->pdata[i], error))
      return FALSE;
  g_autoptr (GArray) casualties
      = assigned != NULL ? ops_with (finder, finder->entity, "casualties", NULL, error) : NULL;
  return casualties != NULL && raise_pairs (finder, "incident_closed_assigned", closed, casualties, error);
}

static gboolean
find_same (Finder *finder, GError **error)
{
  const HtUuid *id = &finder->entity->id;
  g_autoptr (HtValue) type = NULL;
  g_autoptr (HtValue) position = NULL;
  g_autoptr (HtValue) status = NULL;
  g_autoptr (HtValue) reported = NULL;
  if (!ht_heads_shown (finder->db, "incident", id, "status", &status, error)
      || !ht_heads_shown (finder->db, "incident", id, "reported_us", &reported, error)
      || !ht_heads_shown (finder->db, "incident", id, "type", &type, error)
      || !ht_heads_shown (finder->db, "incident", id, "position", &position, error))
    return FALSE;
  if (g_strcmp0 (ht_value_get_text (status, "closed"), "closed") == 0)
    return TRUE;
  g_autoptr (GArray) same
      = ht_heads_same_incident (finder->db, id, type, position, ht_value_get_int (reported, 0), error);
  if (same == NULL || same->len == 0)
    return same != NULL;
  g_autoptr (GError) local = NULL;
  HtSighting mine;
  if (!ht_heads_find_create (finder->db, id, &mine, &local))
    {
      if (local == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  for (guint i = 0; i < same->len; i++)
    {
      const HtSighting *other = &g_array_index (same, HtSighting, i);
      if (!ht_uuid_equal (&mine.create_origin, &other->create_origin)
          && !raise_if_apart (finder, "incident_twice", &mine.create_op, &other->create_op, &other->id,
                              error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
find_incident (Finder *finder, GError **error)
{
  return find_closed (finder, error) && find_same (finder, error);
}

/* --- zones, plans, stock --- */

typedef struct
{
  HtUuid op_id;
  HtValue *value;
} Shown;

static void
shown_clear (Shown *shown)
{
  ht_value_unref (shown->value);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Shown, shown_clear)

/* The shown head of a register; value NULL where it was never set. */
static gboolean
load_shown (Finder *finder, const HtUuid *id, const char *field, Shown *shown, GError **error)
{
  g_autoptr (GArray) heads = ht_heads_load (finder->db, finder->entity->kind, id, field, error);
  if (heads != NULL && heads->len > 0)
    {
      shown->op_id = g_array_index (heads, HtHeadRow, 0).op_id;
      shown->value = ht_value_ref (g_array_index (heads, HtHeadRow, 0).value);
    }
  return heads != NULL;
}

/* Other entities of the same kind that are active, and whether this one is. */
static GArray *
others_active (Finder *finder, gboolean *active, GError **error)
{
  GArray *ids = ht_heads_find (finder->db, finder->entity->kind, "state", "active", error);
  *active = FALSE;
  for (guint i = 0; ids != NULL && i < ids->len && !*active; i++)
    if (ht_uuid_equal (&g_array_index (ids, HtUuid, i), &finder->entity->id))
      {
        *active = TRUE;
        g_array_remove_index (ids, i);
      }
  return ids;
}

static gboolean
compare_zone (Finder *finder, const Shown *area, const HtUuid *other, GError **error)
{
  g_auto (Shown) exclusive = { 0 };
  g_auto (Shown) theirs = { 0 };
  gboolean overlap;
  if (!load_shown (finder, other, "exclusive", &exclusive, error)
      || !load_shown (finder, other, "area", &theirs, error))
    return FALSE;
  if (!ht_value_get_bool (exclusive.value, FALSE) || theirs.value == NULL)
    return TRUE;
  if (!ht_overlap_areas (finder->db, area->value, theirs.value, &overlap, error))
    return FALSE;
  return !overlap || raise_if_apart (finder, "zones_overlap", &area->op_id, &theirs.op_id, other, error);
}

static gboolean
find_zone (Finder *finder, GError **error)
{
  gboolean active;
  g_auto (Shown) exclusive = { 0 };
  g_auto (Shown) area = { 0 };
  g_autoptr (GArray) others = others_active (finder, &active, error);
  if (others == NULL || !load_shown (finder, &finder->entity->id, "exclusive", &exclusive, error)
      || !load_shown (finder, &finder->entity->id, "area", &area, error))
    return FALSE;
  if (!active || !ht_value_get_bool (exclusive.value, FALSE) || area.value == NULL)
    return TRUE;
  for (guint i = 0; i < others->len; i++)
    if (!compare_zone (finder, &area, &g_array_index (others, HtUuid, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
compare_plan (Finder *finder, const Shown *plan, const Shown *incident, const HtUuid *other, GError **error)
{
  g_auto (Shown) their_plan = { 0 };
  g_auto (Shown) their_incident = { 0 };
  if (!load_shown (finder, other, "plan", &their_plan, error)
      || !load_shown (finder, other, "incident", &their_incident, error))
    return FALSE;
  if (!ht_value_equal (plan->value, their_plan.value)
      || !ht_value_equal (incident->value, their_incident.value))
    return TRUE;
  return raise_if_apart (finder, "plan_twice", &plan->op_id, &their_plan.op_id, other, error);
}

static gboolean
find_plan (Finder *finder, GError **error)
{
  gboolean active;
  g_auto (Shown) plan = { 0 };
  g_auto (Shown) incident = { 0 };
  g_autoptr (GArray) others = others_active (finder, &active, error);
  if (others == NULL || !load_shown (finder, &finder->entity->id, "plan", &plan, error)
      || !load_shown (finder, &finder->entity->id, "incident", &incident, error))
    return FALSE;
  for (guint i = 0; active && plan.value != NULL && i < others->len; i++)
    if (!compare_plan (finder, &plan, &incident, &g_array_index (others, HtUuid, i), error))
      return FALSE;
  return TRUE;
}

/* The two latest withdrawals answer for a stock below zero, or the only one for itself. */
static gboolean
find_stock (Finder *finder, GError **error)
{
  g_autoptr (GArray) moves
      = ht_heads_load (finder->db, finder->entity->kind, &finder->entity->id, "quantity", error);
  if (moves == NULL)
    return FALSE;
  const HtUuid *last[2] = { NULL, NULL };
  __int128 sum = 0;
  for (guint i = 0; i < moves->len; i++)
    {
      const HtHeadRow *move = &g_array_index (moves, HtHeadRow, i);
      gint64 amount = ht_value_get_int (move->value, 0);
      sum += amount;
      if (amount < 0 && last[1] == NULL)
        last[last[0] != NULL] = &move->op_id;
    }
  if (sum >= 0)
    return TRUE;
  return raise_pair (finder, "stock_below_zero", last[0], last[1] != NULL ? last[1] : last[0], NULL, error);
}

static gboolean
find_between (Finder *finder, GError **error)
{
  static const struct
  {
    const char *kind;
    gboolean (*find) (Finder *finder, GError **error);
  } rules[] = { { "team", find_team },
                { "incident", find_incident },
                { "zone", find_zone },
                { "plan_activation", find_plan },
                { "stock", find_stock } };
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      gboolean deleted;
      if (strcmp (rules[i].kind, finder->entity->kind) != 0)
        continue;
      if (!ht_heads_is_deleted (finder->db, finder->entity->kind, &finder->entity->id, &deleted, error))
        return FALSE;
      return deleted || rules[i].find (finder, error);
    }
  return TRUE;
}

/* --- rows --- */

static gboolean
write_row (Finder *finder, const HtConflict *conflict, GError **error)
{
  g_autoptr (HtStatement) statement
      = ht_db_prepare (finder->db,
                       "INSERT INTO conflict (id, rule, op_a, op_b, kind, subject, other, resolved) VALUES "
                       "(?, ?, ?, ?, ?, ?, ?, ?) "
                       "ON CONFLICT (id) DO UPDATE SET resolved = excluded.resolved",
                       error);
  if (statement == NULL)
    return FALSE;
  ht_statement_bind_uuid (statement, 1, &conflict->id);
  ht_statement_bind_text (statement, 2, conflict->rule);
  ht_statement_bind_uuid (statement, 3, &conflict->op_a);
  ht_statement_bind_uuid (statement, 4, &conflict->op_b);
  ht_statement_bind_text (statement, 5, conflict->kind);
  ht_statement_bind_uuid (statement, 6, &conflict->subject);
  ht_statement_bind_uuid (statement, 7, ht_uuid_is_nil (&conflict->other) ? NULL : &conflict->other);
  ht_statement_bind_int (statement, 8, conflict->resolved);
  finder->changed = finder->any_rows = TRUE;
  return ht_statement_run (statement, error);
}

static gboolean
delete_row (Finder *finder, const HtUuid *id, GError **error)
{
  g_autoptr (HtStatement) statement = ht_db_prepare (finder->db, "DELETE FROM conflict WHERE id = ?", error);
  if (statement == NULL)
    return FALSE;
  ht_statement_bind_uuid (statement, 1, id);
  finder->changed = TRUE;
  return ht_statement_run (statement, error);
}

/* Rows about the entity of this stage: id → resolved (as pointer). */
static GHashTable *
load_rows (Finder *finder, GError **error)
{
  g_autoptr (GHashTable) rows = g_hash_table_new_full (ht_uuid_hash, ht_uuid_equal, g_free, NULL);
  if (!finder->any_rows)
    return g_steal_pointer (&rows);
  g_autoptr (HtStatement) statement
      = ht_db_prepare (finder->db,
                       "SELECT id, rule, resolved FROM conflict WHERE subject = ?1 AND kind = ?2 UNION ALL "
                       "SELECT id, rule, resolved FROM conflict WHERE other = ?1 AND kind = ?2",
                       error);
  if (statement == NULL)
    return NULL;
  ht_statement_bind_uuid (statement, 1, &finder->entity->id);
  ht_statement_bind_text (statement, 2, finder->entity->kind);
  HtStep step;
  HtUuid id;
  while ((step = ht_statement_step (statement, error)) == HT_STEP_ROW)
    if (is_between (ht_statement_get_text (statement, 1)) == finder->between
        && ht_statement_get_uuid (statement, 0, &id))
      g_hash_table_insert (rows, ht_uuid_copy (&id), GINT_TO_POINTER (ht_statement_get_int (statement, 2)));
  return step == HT_STEP_ERROR ? NULL : g_steal_pointer (&rows);
}

static gboolean
bring_up_to_date (Finder *finder, GError **error)
{
  g_autoptr (GHashTable) rows = load_rows (finder, error);
  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < finder->found->len; i++)
    {
      const HtConflict *conflict = finder->found->pdata[i];
      gpointer resolved;
      gboolean known = g_hash_table_lookup_extended (rows, &conflict->id, NULL, &resolved);
      if ((!known || GPOINTER_TO_INT (resolved) != conflict->resolved)
          && !write_row (finder, conflict, error))
        return FALSE;
      g_hash_table_remove (rows, &conflict->id);
    }
  GHashTableIter iter;
  gpointer id;
  g_hash_table_iter_init (&iter, rows);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!delete_row (finder, id, error))
      return FALSE;
  return TRUE;
}

static gboolean
run_stage (Finder *finder, GHashTable *entities, GError **error)
{
  GHashTableIter iter;
  gpointer entity;
  g_hash_table_iter_init (&iter, entities);
  while (g_hash_table_iter_next (&iter, &entity, NULL))
    {
      finder->entity = entity;
      g_ptr_array_set_size (finder->found, 0);
      if (!(finder->between ? find_between (finder, error) : find_own (finder, error))
          || !bring_up_to_date (finder, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
ht_conflicts_update (HtDb *db, GHashTable *entities, gboolean *changed, GError **error)
{
  gint64 any;
  if (!ht_db_query_int (db, "SELECT EXISTS (SELECT 1 FROM conflict)", &any, error))
    return FALSE;
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_conflict_unref);
  Finder finder = { .db = db, .found = found, .any_rows = any != 0 };
  /* Whether a thing counts as deleted follows from the first stage, and the second asks it. */
  gboolean good = run_stage (&finder, entities, error);
  finder.between = TRUE;
  good = good && run_stage (&finder, entities, error);
  *changed = finder.changed;
  return good;
}
