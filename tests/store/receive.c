/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "city.h"

#include <string.h>

#include "base/clock.h"

/* Operations from elsewhere: what is stored, doubled, kept apart, and that nothing ever blocks. */

static const HtUuid fire = { { 1 } };

static HtOpDraft *
create_fire (void)
{
  HtValue *fields = ht_value_new_map ();
  ht_value_set_text (fields, "status", "open");
  ht_value_set (fields, "position", test_point (121.5, 31.25));
  return ht_op_draft_create ("incident", &fire, fields);
}

static HtOpDraft *
set_level (gint64 level)
{
  return ht_op_draft_set ("incident", &fire, "level", ht_value_new_int (level));
}

/* @n operations of one post. */
static TestCity *
post_with (guint8 origin, guint n)
{
  TestCity *city = test_city_new (origin);
  test_append (city, "dispatcher", create_fire (), NULL);
  for (guint i = 1; i < n; i++)
    test_append (city, "dispatcher", set_level (i % 5), NULL);
  return city;
}

static void
expect_one (TestCity *city, GBytes *wire, HtReceivedKind kind, const char *why)
{
  g_autoptr (GPtrArray) wires = g_ptr_array_new ();
  g_ptr_array_add (wires, wire);
  g_autoptr (GArray) received = test_receive (city, wires);
  const HtReceived *one = &g_array_index (received, HtReceived, 0);
  g_test_message ("%d %s", one->kind, one->reason != NULL ? one->reason : "");
  g_assert_cmpint (one->kind, ==, kind);
  g_assert_cmpint (one->rowid, >, 0);
  if (why == NULL)
    g_assert_null (one->reason);
  else
    g_assert_nonnull (strstr (one->reason, why));
}

static GBytes *
seal (HtOp *op, const HtDigest *prev)
{
  g_autoptr (GError) error = NULL;
  ht_op_seal (op, prev, &error);
  g_assert_no_error (error);
  GBytes *wire = ht_op_encode (op, FALSE);
  ht_op_unref (op);
  return wire;
}

/* A first operation of origin @number that sets the level of the fire. */
static HtOp *
foreign (guint8 number, HtValue *level)
{
  HtOp *op = ht_op_new ();
  op->op_id = ht_uuid_random ();
  op->origin = test_uuid (0xaa, number);
  op->epoch = 1;
  op->seq = 1;
  op->hlc = ht_hlc_next (0, ht_clock_now_us ());
  op->wall_us = ht_clock_now_us ();
  op->actor = test_uuid (0xbb, 7);
  op->role = g_strdup ("dispatcher");
  op->scope = g_strdup ("");
  op->kind = g_strdup ("incident");
  op->id = fire;
  op->verb = g_strdup ("set");
  op->field = g_strdup ("level");
  op->value = level;
  return op;
}

static const HtDigest zero;

/* --- order and doubles --- */

static void
test_backwards (void)
{
  g_autoptr (TestCity) a = post_with (1, 8);
  g_autoptr (TestCity) b = test_city_new (2);
  g_autoptr (GPtrArray) wires = test_wires (a);
  for (guint i = wires->len; i > 0; i--)
    expect_one (b, wires->pdata[i - 1], HT_RECEIVED_STORED, NULL);
  for (guint i = 0; i < wires->len; i++)
    expect_one (b, wires->pdata[i], HT_RECEIVED_DUPLICATE, NULL);
  g_autofree char *dump_a = test_dump (a);
  g_autofree char *dump_b = test_dump (b);
  g_assert_cmpstr (dump_a, ==, dump_b);
  g_assert_cmpint (test_int (b, "SELECT count (*) FROM outbox"), ==, 0);
  test_audit_whole (b);
}

/* Gaps are allowed to arrive; the audit says where they are. */
static void
test_gap (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TestCity) a = post_with (1, 5);
  g_autoptr (TestCity) b = test_city_new (2);
  g_autoptr (GPtrArray) wires = test_wires (a);
  HtAudit audit;
  for (guint i = 0; i < wires->len; i++)
    if (i != 2)
      expect_one (b, wires->pdata[i], HT_RECEIVED_STORED, NULL);
  ht_ops_audit (b->db, NULL, NULL, &audit, &error);
  g_assert_no_error (error);
  g_assert_false (audit.whole);
  g_assert_true (ht_uuid_equal (&audit.origin, &a->post.origin));
  g_assert_cmpuint (audit.epoch, ==, 1);
  g_assert_cmpuint (audit.seq, ==, 3);
  ht_audit_clear (&audit);
  expect_one (b, wires->pdata[2], HT_RECEIVED_STORED, NULL);
  test_audit_whole (b);
}

/* --- outlines --- */

static void
test_outline (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TestCity) a = post_with (1, 3);
  g_autoptr (TestCity) b = test_city_new (2);
  g_autoptr (GPtrArray) ops = ht_ops_load (a->db, NULL, 0, 10, &error);
  for (guint i = 0; i < ops->len; i++)
    {
      g_autoptr (GBytes) outline = ht_op_encode (ops->pdata[i], TRUE);
      expect_one (b, outline, HT_RECEIVED_STORED, NULL);
      expect_one (b, outline, HT_RECEIVED_DUPLICATE, NULL);
    }
  test_audit_whole (b);
  g_assert_cmpint (test_int (b, "SELECT count (*) FROM head"), ==, 0);
  g_autofree char *without = test_dump (b);
  g_assert_nonnull (strstr (without, "\"outlines\":3"));
  /* The bodies come later, when the post may read them. */
  g_autoptr (GPtrArray) wires = test_wires (a);
  for (guint i = 0; i < wires->len; i++)
    expect_one (b, wires->pdata[(i + 1) % wires->len], HT_RECEIVED_STORED, NULL);
  g_autofree char *dump_a = test_dump (a);
  g_autofree char *dump_b = test_dump (b);
  g_assert_cmpstr (dump_a, ==, dump_b);
  g_assert_cmpint (test_int (b, "SELECT count (*) FROM op WHERE geom IS NOT NULL"), ==, 1);
  test_audit_whole (b);
  /* An outline of what is here whole is nothing new. */
  g_autoptr (GBytes) late = ht_op_encode (ops->pdata[0], TRUE);
  expect_one (b, late, HT_RECEIVED_DUPLICATE, NULL);
}

/* --- refused, kept, never blocking --- */

static void
test_quarantine (void)
{
  g_autoptr (TestCity) a = post_with (1, 3);
  g_autoptr (TestCity) b = test_city_new (2);
  g_autoptr (GPtrArray) wires = test_wires (a);
  g_autoptr (GBytes) noise = g_bytes_new_static ("no operation", 12);
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);
  g_autoptr (GBytes) bad = seal (foreign (3, ht_value_new_int (9)), &zero);
  g_ptr_array_insert (wires, 1, g_bytes_ref (noise));
  g_ptr_array_insert (wires, 2, g_bytes_ref (bad));
  g_ptr_array_insert (wires, 3, g_bytes_ref (nothing));
  g_autoptr (GArray) received = test_receive (b, wires);
  static const HtReceivedKind kinds[]
      = { HT_RECEIVED_STORED,      HT_RECEIVED_QUARANTINED, HT_RECEIVED_QUARANTINED,
          HT_RECEIVED_QUARANTINED, HT_RECEIVED_STORED,      HT_RECEIVED_STORED };
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_assert_cmpint (g_array_index (received, HtReceived, i).kind, ==, kinds[i]);
  g_assert_nonnull (strstr (g_array_index (received, HtReceived, 2).reason, "out of range"));
  /* Sent again, it is the same refusal, kept once. */
  expect_one (b, bad, HT_RECEIVED_QUARANTINED, "out of range");
  g_assert_cmpint (test_int (b, "SELECT count (*) FROM quarantine"), ==, 3);
  g_assert_cmpint (test_int (b, "SELECT count (*) FROM op"), ==, 3);
  test_audit_whole (b);
}

static void
test_denied (void)
{
  g_autoptr (TestCity) b = test_city_new (2);
  HtOp *op = foreign (3, ht_value_new_int (2));
  g_free (op->role);
  op->role = g_strdup ("viewer");
  g_autoptr (GBytes) wire = seal (op, &zero);
  expect_one (b, wire, HT_RECEIVED_QUARANTINED, "may not");
}

/* After an update of the program the refused are tried again; here the refusal is lifted by hand. */
static void
test_retry (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TestCity) a = post_with (1, 2);
  g_autoptr (TestCity) b = test_city_new (2);
  g_autoptr (GPtrArray) wires = test_wires (a);
  g_autoptr (GBytes) bad = seal (foreign (3, ht_value_new_int (9)), &zero);
  expect_one (b, bad, HT_RECEIVED_QUARANTINED, "out of range");
  HtDigest digest = ht_digest_of_bytes (wires->pdata[0]);
  g_autoptr (HtStatement) put = ht_db_prepare (b->db,
                                               "INSERT INTO quarantine (digest, wire, fork, reason, "
                                               "received_us) VALUES (?, ?, 0, 'of a later version', 1)",
                                               &error);
  ht_statement_bind_digest (put, 1, &digest);
  gsize size;
  gconstpointer data = g_bytes_get_data (wires->pdata[0], &size);
  ht_statement_bind_bytes (put, 2, data, size);
  g_assert_true (ht_statement_run (put, &error));
  guint n_taken;
  ht_db_begin (b->db, &error);
  g_assert_true (ht_ops_retry (b->db, &b->post, NULL, &n_taken, &error));
  ht_db_commit (b->db, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_taken, ==, 1);
  g_assert_cmpint (test_int (b, "SELECT count (*) FROM op"), ==, 1);
  g_assert_cmpint (test_int (b, "SELECT count (*) FROM quarantine"), ==, 1);
}

/* --- forks --- */

/* A disk was cloned, and both copies go on under one name. */
static void
test_cloned (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TestCity) a = post_with (1, 3);
  g_autoptr (TestCity) clone = test_city_clone (a);
  g_autoptr (TestCity) server = test_city_new (9);
  test_append (a, "dispatcher", set_level (1), set_level (2), NULL);
  test_append (clone, "dispatcher", set_level (3), set_level (4), NULL);
  g_autoptr (GPtrArray) from_a = test_wires (a);
  g_autoptr (GPtrArray) from_clone = test_wires (clone);
  g_array_unref (test_receive (server, from_a));
  for (guint i = 0; i < 3; i++)
    expect_one (server, from_clone->pdata[i], HT_RECEIVED_DUPLICATE, NULL);
  expect_one (server, from_clone->pdata[3], HT_RECEIVED_FORK, "taken by another");
  expect_one (server, from_clone->pdata[4], HT_RECEIVED_FORK, "taken by another");
  /* Nothing of it is lost, and operators are told. */
  HtAudit audit;
  g_assert_true (ht_ops_audit (server->db, NULL, NULL, &audit, &error));
  g_assert_true (audit.whole);
  g_assert_cmpuint (audit.n_forks, ==, 2);
  g_assert_cmpuint (audit.n_quarantined, ==, 0);
  g_assert_cmpuint (audit.n_ops, ==, 5);
  ht_audit_clear (&audit);
  /* Each copy sees that it is not alone. */
  expect_one (a, from_clone->pdata[3], HT_RECEIVED_FORK, "taken by another");
  g_autoptr (TestCity) third = test_city_clone (clone);
  test_append (third, "dispatcher", set_level (0), NULL);
  g_autoptr (GPtrArray) from_third = test_wires (third);
  expect_one (clone, from_third->pdata[5], HT_RECEIVED_FORK, "under the name of this post");
}

/* The fork shows before the common number arrives: neighbours do not fit. */
static void
test_fork_by_neighbours (void)
{
  g_autoptr (TestCity) a = post_with (1, 2);
  g_autoptr (TestCity) clone = test_city_clone (a);
  g_autoptr (TestCity) server = test_city_new (9);
  test_append (a, "dispatcher", set_level (1), set_level (2), NULL);
  test_append (clone, "dispatcher", set_level (3), set_level (4), NULL);
  g_autoptr (GPtrArray) from_a = test_wires (a);
  g_autoptr (GPtrArray) from_clone = test_wires (clone);
  expect_one (server, from_a->pdata[2], HT_RECEIVED_STORED, NULL);
  expect_one (server, from_clone->pdata[3], HT_RECEIVED_FORK, "does not follow");
  g_autoptr (TestCity) other = test_city_new (8);
  expect_one (other, from_a->pdata[3], HT_RECEIVED_STORED, NULL);
  expect_one (other, from_clone->pdata[2], HT_RECEIVED_FORK, "does not follow");
}

static void
test_same_name (void)
{
  g_autoptr (TestCity) b = test_city_new (2);
  HtOp *one = foreign (3, ht_value_new_int (1)), *two = foreign (4, ht_value_new_int (2));
  two->op_id = one->op_id;
  g_autoptr (GBytes) first = seal (one, &zero);
  g_autoptr (GBytes) second = seal (two, &zero);
  expect_one (b, first, HT_RECEIVED_STORED, NULL);
  expect_one (b, second, HT_RECEIVED_FORK, "same identifier");
}

/* --- clocks --- */

static void
test_clocks (void)
{
  g_autoptr (TestCity) b = test_city_new (2);
  gint64 now_us = test_world_us;
  HtOp *near = foreign (3, ht_value_new_int (1)), *far = foreign (4, ht_value_new_int (2));
  near->hlc = ht_hlc_next (0, now_us + 30000000);
  far->hlc = ht_hlc_next (0, now_us + 600000000);
  g_autoptr (GBytes) first = seal (near, &zero);
  g_autoptr (GBytes) second = seal (far, &zero);
  expect_one (b, first, HT_RECEIVED_STORED, NULL);
  g_assert_cmpint (ht_hlc_get_ms ((guint64) test_int (b, "SELECT hlc FROM clock")), ==,
                   now_us / 1000 + 30000);
  /* Over a minute ahead is stored, never refused, and not believed. */
  expect_one (b, second, HT_RECEIVED_STORED, NULL);
  g_assert_cmpint (ht_hlc_get_ms ((guint64) test_int (b, "SELECT hlc FROM clock")), ==,
                   now_us / 1000 + 30000);
  /* Our next operation comes after the near one although our clock is behind it. */
  test_append (b, "dispatcher", set_level (3), NULL);
  g_assert_cmpint (
      test_int (
          b, "SELECT (SELECT hlc FROM op WHERE seq = 1 AND origin = x'aa000000000000000000000000000002') > "
             "(SELECT hlc FROM op WHERE origin = x'aa000000000000000000000000000003')"),
      ==, 1);
}

/* Two operations that name each other cannot be honest; neither may hang or hurt the fold. */
static void
test_circle (void)
{
  g_autoptr (TestCity) b = test_city_new (2);
  HtOp *one = foreign (3, ht_value_new_int (1)), *two = foreign (4, ht_value_new_int (2));
  one->base = g_array_new (FALSE, FALSE, sizeof (HtUuid));
  two->base = g_array_new (FALSE, FALSE, sizeof (HtUuid));
  g_array_append_val (one->base, two->op_id);
  g_array_append_val (two->base, one->op_id);
  g_autoptr (GBytes) first = seal (one, &zero);
  g_autoptr (GBytes) second = seal (two, &zero);
  expect_one (b, first, HT_RECEIVED_STORED, NULL);
  expect_one (b, second, HT_RECEIVED_STORED, NULL);
  g_assert_cmpint (test_int (b, "SELECT count (*) FROM head"), ==, 0);
  test_append (b, "dispatcher", set_level (3), NULL);
  g_assert_cmpint (test_int (b, "SELECT count (*) FROM head"), ==, 1);
  test_audit_whole (b);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  test_world_seed (3);
  g_test_add_func ("/store/receive/backwards", test_backwards);
  g_test_add_func ("/store/receive/gap", test_gap);
  g_test_add_func ("/store/receive/outline", test_outline);
  g_test_add_func ("/store/receive/quarantine", test_quarantine);
  g_test_add_func ("/store/receive/denied", test_denied);
  g_test_add_func ("/store/receive/retry", test_retry);
  g_test_add_func ("/store/receive/cloned", test_cloned);
  g_test_add_func ("/store/receive/fork-by-neighbours", test_fork_by_neighbours);
  g_test_add_func ("/store/receive/same-name", test_same_name);
  g_test_add_func ("/store/receive/clocks", test_clocks);
  g_test_add_func ("/store/receive/circle", test_circle);
  return g_test_run ();
}
