/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "city.h"

#include <string.h>

#include "base/clock.h"
#include "store/error.h"

/* What operations of one post do to registers, projections and the change that is handed out. */

static const HtUuid incident = { { 1 } }, team = { { 2 } }, assignment = { { 3 } };

static HtOpDraft *
create_incident (void)
{
  HtValue *fields = ht_value_new_map ();
  ht_value_set_text (fields, "type", "fire");
  ht_value_set_text (fields, "status", "open");
  ht_value_set_text (fields, "title", "住宅火警");
  ht_value_set_int (fields, "level", 2);
  ht_value_set (fields, "position", test_point (121.5, 31.25));
  return ht_op_draft_create ("incident", &incident, fields);
}

static HtOpDraft *
create_team (void)
{
  HtValue *fields = ht_value_new_map (), *skills = ht_value_new_array ();
  ht_value_add (skills, ht_value_new_text ("water"));
  ht_value_set_text (fields, "name", "一号车");
  ht_value_set_text (fields, "status", "at_station");
  ht_value_set_bool (fields, "assumed", TRUE);
  ht_value_set (fields, "capabilities", skills);
  ht_value_set (fields, "position", test_point (121.4, 31.2));
  return ht_op_draft_create ("team", &team, fields);
}

static HtOpDraft *
create_assignment (void)
{
  HtValue *fields = ht_value_new_map ();
  ht_value_set_uuid (fields, "incident", &incident);
  ht_value_set_uuid (fields, "team", &team);
  ht_value_set_text (fields, "state", "assigned");
  return ht_op_draft_create ("assignment", &assignment, fields);
}

static HtRecord *
load (TestCity *city, const char *kind, const HtUuid *id)
{
  g_autoptr (GError) error = NULL;
  HtRecord *record = ht_ops_load_record (city->db, kind, id, &error);
  g_assert_no_error (error);
  g_assert_nonnull (record);
  return record;
}

/* The last operation, as stored. */
static HtOp *
last_op (TestCity *city)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ops = ht_ops_load (city->db, NULL, 0, 1, &error);
  g_assert_no_error (error);
  return ht_op_ref (ops->pdata[0]);
}

static gboolean
names (const HtOp *op, const HtUuid *seen)
{
  for (guint i = 0; i < op->base->len; i++)
    if (ht_uuid_equal (&g_array_index (op->base, HtUuid, i), seen))
      return TRUE;
  return FALSE;
}

/* --- registers --- */

static void
test_set_and_show (void)
{
  g_autoptr (TestCity) city = test_city_new (1);
  test_append (city, "dispatcher", create_incident (), NULL);
  HtUuid second = test_append (city, "dispatcher",
                               ht_op_draft_set ("incident", &incident, "level", ht_value_new_int (3)), NULL);
  g_autoptr (HtRecord) record = load (city, "incident", &incident);
  const HtRegister *level = ht_record_get_register (record, "level");
  g_assert_cmpuint (level->heads->len, ==, 1);
  g_assert_true (ht_uuid_equal (&((HtHead *) level->heads->pdata[0])->op_id, &second));
  g_assert_cmpint (ht_record_get_int (record, "level", 0), ==, 3);
  g_assert_cmpstr (ht_record_get_text (record, "title", ""), ==, "住宅火警");
  g_assert_null (ht_record_get (record, "notes"));
  g_assert_null (ht_record_get_register (record, "notes"));
  g_assert_cmpstr (ht_record_get_text (record, "notes", "none"), ==, "none");
  g_assert_cmpint (ht_record_get_wall_us (record, "level"), >, ht_record_get_wall_us (record, "title"));
  g_assert_cmpint (ht_record_get_wall_us (record, "notes"), ==, 0);
  g_assert_false (record->deleted);
  g_assert_cmpstr (record->kind, ==, "incident");
  for (guint i = 1; i < record->registers->len; i++)
    g_assert_cmpstr (((HtRegister *) record->registers->pdata[i - 1])->field, <,
                     ((HtRegister *) record->registers->pdata[i])->field);
}

/* The form said what it saw: an older head. Both stay, the later is shown. */
static void
test_stale_base (void)
{
  g_autoptr (TestCity) city = test_city_new (1);
  HtUuid first = test_append (city, "dispatcher", create_incident (), NULL);
  test_append (city, "dispatcher", ht_op_draft_set ("incident", &incident, "level", ht_value_new_int (3)),
               NULL);
  HtOpDraft *stale = ht_op_draft_set ("incident", &incident, "level", ht_value_new_int (4));
  ht_op_draft_saw (stale, &first);
  test_append (city, "dispatcher", stale, NULL);
  g_autoptr (HtRecord) record = load (city, "incident", &incident);
  g_assert_cmpuint (ht_record_get_register (record, "level")->heads->len, ==, 2);
  g_assert_cmpint (ht_record_get_int (record, "level", 0), ==, 4);
  g_assert_cmpuint (test_count (city, "register_heads"), ==, 1);
  test_append (city, "dispatcher", ht_op_draft_set ("incident", &incident, "level", ht_value_new_int (1)),
               NULL);
  g_clear_pointer (&record, ht_record_unref);
  record = load (city, "incident", &incident);
  g_assert_cmpuint (ht_record_get_register (record, "level")->heads->len, ==, 1);
  g_assert_cmpuint (test_count (city, NULL), ==, 0);
  test_audit_whole (city);
}

static void
test_entries (void)
{
  g_autoptr (TestCity) city = test_city_new (1);
  HtUuid stock = test_uuid (9, 1);
  test_append (city, "commander", create_incident (),
               ht_op_draft_add ("incident", &incident, "casualties", ht_value_new_int (2)),
               ht_op_draft_add ("incident", &incident, "casualties", ht_value_new_int (1)),
               ht_op_draft_add ("stock", &stock, "quantity", ht_value_new_int (50)),
               ht_op_draft_add ("stock", &stock, "quantity", ht_value_new_int (-20)), NULL);
  g_autoptr (HtRecord) record = load (city, "incident", &incident);
  g_autoptr (HtRecord) goods = load (city, "stock", &stock);
  g_assert_cmpuint (ht_record_get_register (record, "casualties")->heads->len, ==, 2);
  g_assert_cmpuint (ht_record_get_register (goods, "quantity")->heads->len, ==, 2);
  g_assert_cmpint (test_int (city, "SELECT casualties FROM incident"), ==, 3);
  /* Even a base that names an entry leaves it standing. */
  g_autoptr (HtOp) entry = last_op (city);
  HtOpDraft *after = ht_op_draft_add ("stock", &stock, "quantity", ht_value_new_int (-5));
  ht_op_draft_saw (after, &entry->op_id);
  test_append (city, "commander", after, NULL);
  g_clear_pointer (&goods, ht_record_unref);
  goods = load (city, "stock", &stock);
  g_assert_cmpuint (ht_record_get_register (goods, "quantity")->heads->len, ==, 3);
}

static void
test_delete_and_restore (void)
{
  g_autoptr (TestCity) city = test_city_new (1);
  test_append (city, "dispatcher", create_incident (), ht_op_draft_delete ("incident", &incident), NULL);
  g_autoptr (HtRecord) gone = load (city, "incident", &incident);
  g_assert_true (gone->deleted);
  g_assert_cmpint (test_int (city, "SELECT deleted FROM incident"), ==, 1);
  test_append (city, "dispatcher", ht_op_draft_restore ("incident", &incident), NULL);
  g_autoptr (HtRecord) back = load (city, "incident", &incident);
  g_assert_false (back->deleted);
  g_assert_cmpint (test_int (city, "SELECT deleted FROM incident"), ==, 0);
  g_assert_cmpstr (ht_record_get_text (back, "title", ""), ==, "住宅火警");
  g_assert_cmpuint (test_count (city, NULL), ==, 0);
}

/* Of a later version: kept, folded where the verb is known, told in the dump where it is not. */
static void
test_unknown (void)
{
  g_autoptr (TestCity) city = test_city_new (1);
  HtUuid barge = test_uuid (9, 9);
  test_append (city, "dispatcher", ht_op_draft_set ("barge", &barge, "rope", ht_value_new_real (1.5)),
               ht_op_draft_set ("barge", &barge, "rope", ht_value_new_real (2.5)),
               ht_op_draft_new ("barge", &barge, "tow", "rope", ht_value_new_int (7)), NULL);
  g_autoptr (HtRecord) record = load (city, "barge", &barge);
  g_assert_cmpfloat (ht_value_get_real (ht_record_get (record, "rope"), 0), ==, 2.5);
  g_assert_cmpuint (ht_record_get_register (record, "rope")->heads->len, ==, 1);
  g_autofree char *dump = test_dump (city);
  g_assert_nonnull (strstr (dump, "\"t\":\"unknown\",\"verb\":\"tow\""));
  test_audit_whole (city);
}

/* --- what is seen without being said --- */

static void
test_default_base (void)
{
  g_autoptr (TestCity) city = test_city_new (1);
  HtUuid reported = test_append (city, "dispatcher", create_incident (), NULL);
  HtUuid built = test_append (city, "dispatcher", create_team (), NULL);
  HtUuid sent = test_append (city, "dispatcher", create_assignment (), NULL);
  g_autoptr (HtOp) create = last_op (city);
  g_assert_true (names (create, &reported) && names (create, &built));
  HtUuid moving
      = test_append (city, "dispatcher",
                     ht_op_draft_set ("assignment", &assignment, "state", ht_value_new_text ("en_route")),
                     NULL);
  g_autoptr (HtOp) state = last_op (city);
  g_assert_true (names (state, &sent));
  test_append (city, "dispatcher",
               ht_op_draft_set ("team", &team, "status", ht_value_new_text ("out_of_service")), NULL);
  g_autoptr (HtOp) broken = last_op (city);
  g_assert_true (names (broken, &built) && names (broken, &sent) && names (broken, &moving));
  test_append (city, "dispatcher",
               ht_op_draft_set ("incident", &incident, "status", ht_value_new_text ("closed")), NULL);
  g_autoptr (HtOp) closed = last_op (city);
  g_assert_true (names (closed, &reported) && names (closed, &sent) && names (closed, &moving));
  HtUuid deleted = test_append (city, "dispatcher", ht_op_draft_delete ("incident", &incident), NULL);
  g_autoptr (HtOp) delete = last_op (city);
  g_assert_true (names (delete, &reported) && names (delete, &closed->op_id));
  test_append (city, "dispatcher", ht_op_draft_set ("incident", &incident, "notes", ht_value_new_text ("x")),
               NULL);
  g_autoptr (HtOp) late = last_op (city);
  g_assert_true (names (late, &deleted));
  /* All of it was decided by one post that knew. */
  g_assert_cmpuint (test_count (city, NULL), ==, 0);
}

/* --- chain and clock --- */

static void
test_chain (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TestCity) city = test_city_new (1);
  test_append (city, "dispatcher", create_incident (), create_team (), create_assignment (), NULL);
  test_append (city, "system", ht_op_draft_set ("incident", &incident, "notes", ht_value_new_text ("x")),
               NULL);
  g_autoptr (GPtrArray) ops = ht_ops_load (city->db, NULL, 0, 10, &error);
  g_assert_cmpuint (ops->len, ==, 4);
  for (guint i = 0; i < ops->len; i++)
    {
      const HtOp *op = ops->pdata[ops->len - 1 - i], *before = i > 0 ? ops->pdata[ops->len - i] : NULL;
      HtDigest zero = { { 0 } };
      g_assert_cmpuint (op->seq, ==, i + 1);
      g_assert_cmpuint (op->epoch, ==, 1);
      g_assert_true (ht_digest_equal (&op->prev_hash, before != NULL ? &before->hash : &zero));
      g_assert_true (before == NULL || op->hlc > before->hlc);
    }
  g_assert_true (ht_uuid_is_nil (&((HtOp *) ops->pdata[0])->actor));
  g_autoptr (GPtrArray) about = ht_ops_load (city->db, &incident, 0, 10, &error);
  g_assert_cmpuint (about->len, ==, 2);
  g_autoptr (GPtrArray) page = ht_ops_load (city->db, NULL, ((HtOp *) ops->pdata[1])->rowid, 1, &error);
  g_assert_cmpuint (page->len, ==, 1);
  g_assert_cmpuint (((HtOp *) page->pdata[0])->seq, ==, 2);
  g_assert_cmpint (test_int (city, "SELECT count (*) FROM outbox WHERE state = 'waiting'"), ==, 4);
}

/* The wall clock goes back ten years; stamps do not. */
static void
test_clock_back (void)
{
  g_autoptr (TestCity) city = test_city_new (1);
  test_append (city, "dispatcher", create_incident (), NULL);
  g_autoptr (HtOp) before = last_op (city);
  test_world_us -= G_GINT64_CONSTANT (315360000000000);
  test_append (city, "dispatcher", ht_op_draft_set ("incident", &incident, "level", ht_value_new_int (4)),
               NULL);
  g_autoptr (HtOp) after = last_op (city);
  test_world_seed (7);
  g_assert_cmpuint (after->hlc, >, before->hlc);
  g_assert_cmpint (after->wall_us, <, before->wall_us);
  g_autoptr (HtRecord) record = load (city, "incident", &incident);
  g_assert_cmpint (ht_record_get_int (record, "level", 0), ==, 4);
}

/* --- all or none --- */

static void
test_refused_batch (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TestCity) city = test_city_new (1);
  g_autoptr (GPtrArray) drafts = ht_op_new_drafts ();
  HtAuthor author = test_author ("dispatcher");
  g_autofree char *before = test_dump (city);
  g_ptr_array_add (drafts, create_incident ());
  g_ptr_array_add (drafts, ht_op_draft_set ("incident", &incident, "level", ht_value_new_int (9)));
  ht_db_begin (city->db, &error);
  g_assert_false (ht_ops_append (city->db, &city->post, &author, drafts, NULL, &error));
  g_assert_error (error, HT_STORE_ERROR, HT_STORE_ERROR_INVALID);
  ht_db_rollback (city->db);
  g_autofree char *after = test_dump (city);
  g_assert_cmpstr (before, ==, after);
  /* Too large a content is found when it is sealed, after others were written: the transaction undoes them.
   */
  g_clear_error (&error);
  g_autofree char *text = g_strnfill (60000, 'x');
  HtValue *many = ht_value_new_map ();
  static const char *const fields[] = { "field_a", "field_b", "field_c", "field_d", "field_e" };
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    ht_value_set_text (many, fields[i], text);
  g_ptr_array_remove_index (drafts, 1);
  g_ptr_array_add (drafts, ht_op_draft_create ("barge", &team, many));
  ht_db_begin (city->db, &error);
  g_assert_false (ht_ops_append (city->db, &city->post, &author, drafts, NULL, &error));
  g_assert_error (error, HT_STORE_ERROR, HT_STORE_ERROR_INVALID);
  ht_db_rollback (city->db);
  g_assert_cmpint (test_int (city, "SELECT count (*) FROM op"), ==, 0);
  g_assert_cmpint (test_int (city, "SELECT count (*) FROM head"), ==, 0);
}

static void
test_change (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TestCity) city = test_city_new (1);
  g_autoptr (GPtrArray) drafts = ht_op_new_drafts ();
  g_autoptr (HtChange) change
      = ht_change_new ((GDestroyNotify) ht_op_unref, (GDestroyNotify) ht_conflict_unref);
  HtAuthor author = test_author ("dispatcher");
  g_ptr_array_add (drafts, create_incident ());
  g_ptr_array_add (drafts, create_team ());
  g_ptr_array_add (drafts, ht_op_draft_set ("incident", &incident, "level", ht_value_new_int (1)));
  ht_db_begin (city->db, &error);
  ht_ops_append (city->db, &city->post, &author, drafts, change, &error);
  ht_db_commit (city->db, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (change->ops->len, ==, 3);
  g_assert_cmpuint (change->records->len, ==, 2);
  g_assert_false (change->conflicts_changed);
  for (guint i = 0; i < 2; i++)
    {
      const HtRecord *record = change->records->pdata[i];
      if (strcmp (record->kind, "incident") == 0)
        g_assert_cmpint (ht_record_get_int (record, "level", 0), ==, 1);
    }
}

/* --- tables for maps --- */

static void
test_projections (void)
{
  g_autoptr (TestCity) city = test_city_new (1);
  test_append (city, "dispatcher", create_incident (), create_team (), create_assignment (), NULL);
  g_assert_cmpint (
      test_int (city, "SELECT count (*) FROM incident WHERE code IS NULL AND type = 'fire' AND level = 2 "
                      "AND X (geom) = 121.5 AND SRID (geom) = 4326"),
      ==, 1);
  g_assert_cmpint (test_int (city,
                             "SELECT count (*) FROM team WHERE capabilities = '[\"water\"]' AND assumed = 1 "
                             "AND crew IS NULL AND Y (geom) = 31.2"),
                   ==, 1);
  g_assert_cmpint (test_int (city, "SELECT count (*) FROM assignment WHERE team = "
                                   "'02000000-0000-0000-0000-000000000000' AND X (geom) = 121.5"),
                   ==, 1);
  g_assert_cmpint (test_int (city, "SELECT count (*) FROM op WHERE geom IS NOT NULL"), ==, 2);
  /* The incident turns out to be elsewhere: its assignments move with it, the R-trees stay right. */
  test_append (city, "dispatcher",
               ht_op_draft_set ("incident", &incident, "position", test_point (121.7, 31.1)), NULL);
  g_assert_cmpint (test_int (city, "SELECT count (*) FROM assignment WHERE X (geom) = 121.7"), ==, 1);
  test_append (city, "dispatcher", ht_op_draft_set ("team", &team, "position", ht_value_new_null ()), NULL);
  g_assert_cmpint (test_int (city, "SELECT count (*) FROM team WHERE geom IS NULL"), ==, 1);
  static const char *const checks[]
      = { "SELECT CheckSpatialIndex ('incident', 'geom')", "SELECT CheckSpatialIndex ('team', 'geom')",
          "SELECT CheckSpatialIndex ('assignment', 'geom')" };
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    g_assert_cmpint (test_int (city, checks[i]), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  test_world_seed (1);
  g_test_add_func ("/store/fold/set-and-show", test_set_and_show);
  g_test_add_func ("/store/fold/stale-base", test_stale_base);
  g_test_add_func ("/store/fold/entries", test_entries);
  g_test_add_func ("/store/fold/delete-and-restore", test_delete_and_restore);
  g_test_add_func ("/store/fold/unknown", test_unknown);
  g_test_add_func ("/store/fold/default-base", test_default_base);
  g_test_add_func ("/store/fold/chain", test_chain);
  g_test_add_func ("/store/fold/clock-back", test_clock_back);
  g_test_add_func ("/store/fold/refused-batch", test_refused_batch);
  g_test_add_func ("/store/fold/change", test_change);
  g_test_add_func ("/store/fold/projections", test_projections);
  return g_test_run ();
}
