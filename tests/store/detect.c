/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "city.h"

#include <string.h>

/*
 * Every detector with decisions made apart (found) and the same decisions made knowingly (not found). Two
 * posts share a start, decide apart, then exchange everything.
 */
static const HtUuid fire = { { 1 } }, flood = { { 1, 1 } }, engine = { { 2 } }, first = { { 3 } },
                    second = { { 3, 1 } };

typedef struct
{
  TestCity *a, *b;
} Posts;

static HtValue *
map_text (const char *key, const char *text)
{
  HtValue *map = ht_value_new_map ();
  ht_value_set_text (map, key, text);
  return map;
}

static HtOpDraft *
set_text (const char *kind, const HtUuid *id, const char *field, const char *text)
{
  return ht_op_draft_set (kind, id, field, ht_value_new_text (text));
}

static HtOpDraft *
report (const HtUuid *id, double lon, gint64 reported_us)
{
  HtValue *fields = map_text ("status", "open");
  ht_value_set_text (fields, "type", "fire");
  ht_value_set_int (fields, "reported_us", reported_us);
  ht_value_set (fields, "position", test_point (lon, 31.25));
  return ht_op_draft_create ("incident", id, fields);
}

static HtOpDraft *
send (const HtUuid *id, const HtUuid *incident)
{
  HtValue *fields = map_text ("state", "assigned");
  ht_value_set_uuid (fields, "incident", incident);
  ht_value_set_uuid (fields, "team", &engine);
  return ht_op_draft_create ("assignment", id, fields);
}

/* Two posts that know of two incidents far apart and one team. */
static Posts
start (void)
{
  Posts posts = { test_city_new (1), test_city_new (2) };
  test_append (posts.a, "dispatcher", report (&fire, 121.4, test_world_us),
               report (&flood, 121.6, test_world_us),
               ht_op_draft_create ("team", &engine, map_text ("status", "at_station")), NULL);
  test_exchange (posts.a, posts.b);
  return posts;
}

/* One order at each post: @b's is given APART from @a's, or KNOWINGLY after it has arrived. */
typedef enum
{
  APART,
  KNOWINGLY,
} Knowing;

static Posts
decide (const char *role, Knowing knowing, HtOpDraft *a, HtOpDraft *b)
{
  Posts posts = start ();
  test_append (posts.a, role, a, NULL);
  if (knowing == KNOWINGLY)
    test_exchange (posts.a, posts.b);
  test_append (posts.b, role, b, NULL);
  return posts;
}

/* Exchanges, and wants both posts to agree to the byte with @n open conflicts of @rule and no other. */
static void
expect (Posts *posts, const char *rule, guint n)
{
  test_exchange (posts->a, posts->b);
  g_autofree char *a = test_dump (posts->a);
  g_autofree char *b = test_dump (posts->b);
  g_assert_cmpstr (a, ==, b);
  g_assert_cmpuint (test_count (posts->a, rule), ==, n);
  g_assert_cmpuint (test_count (posts->a, NULL), ==, n);
}

static void
finish (Posts *posts)
{
  test_audit_whole (posts->a);
  test_audit_whole (posts->b);
  test_city_free (posts->a);
  test_city_free (posts->b);
}

/* --- teams --- */

static void
test_two_assignments (void)
{
  Posts posts = decide ("dispatcher", APART, send (&first, &fire), send (&second, &flood));
  expect (&posts, "team_two_assignments", 1);
  g_autoptr (HtConflict) conflict = test_conflict (posts.a, "team_two_assignments");
  g_assert_cmpstr (conflict->kind, ==, "team");
  g_assert_true (ht_uuid_equal (&conflict->subject, &engine));
  /* Going on with one does not settle it; letting the other go does. */
  test_append (posts.a, "dispatcher", set_text ("assignment", &first, "state", "en_route"), NULL);
  expect (&posts, "team_two_assignments", 1);
  test_append (posts.b, "dispatcher", set_text ("assignment", &second, "state", "cancelled"), NULL);
  expect (&posts, "team_two_assignments", 0);
  finish (&posts);
}

static void
test_two_assignments_knowingly (void)
{
  Posts posts = decide ("dispatcher", KNOWINGLY, send (&first, &fire), send (&second, &flood));
  expect (&posts, "team_two_assignments", 0);
  finish (&posts);
}

/* Post 1's clock is ten years ahead, so what post 2 decides after seeing it bears an earlier stamp. */
static void
test_fast_clock_knowingly (void)
{
  Posts posts = start ();
  gint64 now = test_world_us;
  test_world_us += G_GINT64_CONSTANT (315360000000000);
  test_append (posts.a, "dispatcher", send (&first, &fire), NULL);
  test_world_us = now;
  test_exchange (posts.a, posts.b);
  test_append (posts.b, "dispatcher", send (&second, &flood), NULL);
  g_assert_cmpint (test_int (posts.b, "SELECT count (*) FROM irregular"), ==, 1);
  expect (&posts, "team_two_assignments", 0);
  finish (&posts);
}

static void
test_assignment_given_away (void)
{
  Posts posts = start ();
  HtUuid other = test_uuid (2, 9);
  test_append (posts.a, "dispatcher", send (&first, &fire), NULL);
  test_append (posts.b, "dispatcher", send (&second, &flood), NULL);
  expect (&posts, "team_two_assignments", 1);
  test_append (posts.a, "dispatcher",
               ht_op_draft_set ("assignment", &first, "team", ht_value_new_uuid (&other)), NULL);
  expect (&posts, "team_two_assignments", 0);
  finish (&posts);
}

static void
test_out_of_service (void)
{
  Posts posts = decide ("dispatcher", APART, send (&first, &fire),
                        set_text ("team", &engine, "status", "out_of_service"));
  expect (&posts, "assigned_out_of_service", 1);
  test_append (posts.a, "dispatcher", set_text ("assignment", &first, "state", "released"), NULL);
  expect (&posts, "assigned_out_of_service", 0);
  finish (&posts);
}

/* The engine breaks down on the way, and whoever says so knows it is on the way. */
static void
test_out_of_service_knowingly (void)
{
  Posts posts = decide ("dispatcher", KNOWINGLY, send (&first, &fire),
                        set_text ("team", &engine, "status", "out_of_service"));
  expect (&posts, "assigned_out_of_service", 0);
  finish (&posts);
}

/* --- incidents --- */

static void
test_closed_assigned (void)
{
  Posts posts
      = decide ("dispatcher", APART, send (&first, &fire), set_text ("incident", &fire, "status", "closed"));
  expect (&posts, "incident_closed_assigned", 1);
  test_append (posts.b, "dispatcher", set_text ("incident", &fire, "status", "open"), NULL);
  expect (&posts, "incident_closed_assigned", 0);
  finish (&posts);
}

static void
test_closed_assigned_knowingly (void)
{
  Posts posts = decide ("dispatcher", KNOWINGLY, send (&first, &fire),
                        set_text ("incident", &fire, "status", "closed"));
  expect (&posts, "incident_closed_assigned", 0);
  finish (&posts);
}

static void
test_closed_casualty (void)
{
  Posts posts = start ();
  test_append (posts.a, "dispatcher", ht_op_draft_add ("incident", &fire, "casualties", ht_value_new_int (1)),
               NULL);
  test_append (posts.b, "dispatcher", set_text ("incident", &fire, "status", "closed"), NULL);
  expect (&posts, "incident_closed_assigned", 1);
  /* One more, by someone who knows it was closed. */
  test_append (posts.a, "dispatcher", ht_op_draft_add ("incident", &fire, "casualties", ht_value_new_int (1)),
               NULL);
  expect (&posts, "incident_closed_assigned", 1);
  finish (&posts);
}

typedef struct
{
  const char *what;
  double lon;
  gint64 later_us;
  guint n;
} Again;

static void
check_again (const Again *again)
{
  Posts posts = { test_city_new (1), test_city_new (2) };
  gint64 now = test_world_us;
  test_append (posts.a, "dispatcher", report (&fire, 121.5, now), NULL);
  test_append (posts.b, "dispatcher", report (&flood, again->lon, now + again->later_us), NULL);
  g_test_message ("%s", again->what);
  expect (&posts, "incident_twice", again->n);
  finish (&posts);
}

static void
test_incident_twice (void)
{
  /* 0.0015 degree of longitude are 143 m at 31.25 north, 0.0017 are 162 m. */
  static const Again table[] = { { "next door, at once", 121.5015, 0, 1 },
                                 { "too far", 121.5017, 0, 0 },
                                 { "a quarter of an hour later", 121.5, 900000000, 1 },
                                 { "a little more", 121.5, 900000001, 0 },
                                 { "earlier", 121.5, -900000000, 1 } };
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    check_again (&table[i]);
}

static void
test_incident_twice_settled (void)
{
  Posts posts = { test_city_new (1), test_city_new (2) };
  gint64 now = test_world_us;
  test_append (posts.a, "dispatcher", report (&fire, 121.5, now), NULL);
  test_append (posts.b, "dispatcher", report (&flood, 121.5, now), NULL);
  expect (&posts, "incident_twice", 1);
  g_autoptr (HtConflict) conflict = test_conflict (posts.a, "incident_twice");
  g_assert_true (ht_uuid_equal (&conflict->subject, &fire) && ht_uuid_equal (&conflict->other, &flood));
  test_append (posts.b, "dispatcher", set_text ("incident", &flood, "status", "closed"), NULL);
  expect (&posts, "incident_twice", 0);
  test_append (posts.b, "dispatcher", set_text ("incident", &flood, "status", "open"), NULL);
  expect (&posts, "incident_twice", 1);
  test_append (posts.b, "dispatcher", set_text ("incident", &flood, "type", "rescue"), NULL);
  expect (&posts, "incident_twice", 0);
  test_append (posts.b, "dispatcher", set_text ("incident", &flood, "type", "fire"), NULL);
  expect (&posts, "incident_twice", 1);
  test_append (posts.b, "dispatcher", ht_op_draft_delete ("incident", &flood), NULL);
  expect (&posts, "incident_twice", 0);
  finish (&posts);
}

/* One post takes two reports, or takes the second knowing the first of the other post. */
static void
test_incident_twice_knowingly (void)
{
  Posts posts = { test_city_new (1), test_city_new (2) };
  gint64 now = test_world_us;
  HtUuid third = test_uuid (1, 9);
  test_append (posts.a, "dispatcher", report (&fire, 121.5, now), report (&third, 121.5, now), NULL);
  expect (&posts, "incident_twice", 0);
  test_append (posts.b, "dispatcher", report (&flood, 121.5, now), NULL);
  expect (&posts, "incident_twice", 0);
  finish (&posts);
}

static void
test_two_commanders (void)
{
  Posts posts = start ();
  HtUuid one = test_uuid (0xbb, 1), other = test_uuid (0xbb, 2);
  test_append (posts.a, "commander",
               ht_op_draft_set ("incident", &fire, "commander", ht_value_new_uuid (&one)), NULL);
  test_append (posts.b, "commander",
               ht_op_draft_set ("incident", &fire, "commander", ht_value_new_uuid (&other)), NULL);
  expect (&posts, "two_commanders", 1);
  /* A third person is named by someone who saw both. */
  test_append (posts.b, "commander",
               ht_op_draft_set ("incident", &fire, "commander", ht_value_new_uuid (&one)), NULL);
  expect (&posts, "two_commanders", 0);
  finish (&posts);
}

/* --- zones, stock, evacuation, plans --- */

static HtOpDraft *
zone (const HtUuid *id, double west, gboolean exclusive)
{
  HtValue *fields = map_text ("state", "active");
  ht_value_set_text (fields, "kind", "exclusion");
  ht_value_set_bool (fields, "exclusive", exclusive);
  ht_value_set (fields, "area", test_area (west, 31.2, west + .1, 31.3));
  return ht_op_draft_create ("zone", id, fields);
}

static void
check_zones (double west, gboolean exclusive, guint n)
{
  Posts posts = { test_city_new (1), test_city_new (2) };
  test_append (posts.a, "commander", zone (&first, 121.4, TRUE), NULL);
  test_append (posts.b, "commander", zone (&second, west, exclusive), NULL);
  expect (&posts, "zones_overlap", n);
  finish (&posts);
}

static void
test_zones (void)
{
  check_zones (121.45, TRUE, 1);
  check_zones (121.4, TRUE, 1); /* the very same */
  check_zones (121.5, TRUE, 0); /* a common border */
  check_zones (121.6, TRUE, 0);
  check_zones (121.45, FALSE, 0); /* others may be there */
}

static void
test_zones_grow (void)
{
  Posts posts = { test_city_new (1), test_city_new (2) };
  test_append (posts.a, "commander", zone (&first, 121.4, TRUE), zone (&second, 121.6, TRUE), NULL);
  expect (&posts, "zones_overlap", 0);
  test_append (posts.a, "commander",
               ht_op_draft_set ("zone", &first, "area", test_area (121.4, 31.2, 121.56, 31.3)), NULL);
  test_append (posts.b, "commander",
               ht_op_draft_set ("zone", &second, "area", test_area (121.54, 31.2, 121.7, 31.3)), NULL);
  expect (&posts, "zones_overlap", 1);
  test_append (posts.b, "commander", set_text ("zone", &second, "state", "lifted"), NULL);
  expect (&posts, "zones_overlap", 0);
  finish (&posts);
}

static void
test_stock (void)
{
  Posts posts = { test_city_new (1), test_city_new (2) };
  HtUuid stock = test_uuid (9, 1);
  test_append (posts.a, "commander", ht_op_draft_add ("stock", &stock, "quantity", ht_value_new_int (50)),
               NULL);
  test_exchange (posts.a, posts.b);
  test_append (posts.a, "commander", ht_op_draft_add ("stock", &stock, "quantity", ht_value_new_int (-30)),
               NULL);
  test_append (posts.b, "commander", ht_op_draft_add ("stock", &stock, "quantity", ht_value_new_int (-20)),
               NULL);
  expect (&posts, "stock_below_zero", 0);
  test_append (posts.b, "commander", ht_op_draft_add ("stock", &stock, "quantity", ht_value_new_int (-1)),
               NULL);
  expect (&posts, "stock_below_zero", 1);
  test_append (posts.a, "commander", ht_op_draft_add ("stock", &stock, "quantity", ht_value_new_int (1)),
               NULL);
  expect (&posts, "stock_below_zero", 0);
  finish (&posts);
}

/* One withdrawal alone can be too much; it answers for itself. */
static void
test_stock_alone (void)
{
  Posts posts = { test_city_new (1), test_city_new (2) };
  HtUuid stock = test_uuid (9, 2);
  HtUuid op = test_append (posts.a, "commander",
                           ht_op_draft_add ("stock", &stock, "quantity", ht_value_new_int (-1)), NULL);
  expect (&posts, "stock_below_zero", 1);
  g_autoptr (HtConflict) conflict = test_conflict (posts.b, "stock_below_zero");
  g_assert_true (ht_uuid_equal (&conflict->op_a, &op) && ht_uuid_equal (&conflict->op_b, &op));
  test_append (posts.b, "commander", ht_conflict_resolve (conflict, ht_value_new_text ("borrowed")), NULL);
  expect (&posts, "stock_below_zero", 0);
  finish (&posts);
}

static void
test_evacuation (void)
{
  Posts posts = { test_city_new (1), test_city_new (2) };
  HtUuid area = test_uuid (9, 3);
  test_append (posts.a, "commander", ht_op_draft_create ("evacuation", &area, map_text ("state", "ordered")),
               NULL);
  expect (&posts, "evacuation_contradicted", 0);
  test_append (posts.a, "commander", set_text ("evacuation", &area, "state", "ordered"), NULL);
  test_append (posts.b, "commander", set_text ("evacuation", &area, "state", "cancelled"), NULL);
  expect (&posts, "evacuation_contradicted", 1);
  test_append (posts.b, "commander", set_text ("evacuation", &area, "state", "ordered"), NULL);
  expect (&posts, "evacuation_contradicted", 0);
  test_append (posts.a, "commander", set_text ("evacuation", &area, "state", "cancelled"), NULL);
  test_append (posts.b, "commander", set_text ("evacuation", &area, "state", "cancelled"), NULL);
  expect (&posts, "evacuation_contradicted", 0);
  finish (&posts);
}

static HtOpDraft *
activate (const HtUuid *id, const char *plan, const HtUuid *incident)
{
  HtValue *fields = map_text ("plan", plan);
  ht_value_set_text (fields, "state", "active");
  ht_value_set_uuid (fields, "incident", incident);
  return ht_op_draft_create ("plan_activation", id, fields);
}

static void
test_plan (void)
{
  Posts posts = start ();
  HtUuid third = test_uuid (3, 9), fourth = test_uuid (3, 8);
  test_append (posts.a, "commander", activate (&first, "flood-3", &fire), NULL);
  test_append (posts.b, "commander", activate (&second, "flood-3", &fire), NULL);
  expect (&posts, "plan_twice", 1);
  test_append (posts.a, "commander", set_text ("plan_activation", &first, "state", "ended"), NULL);
  expect (&posts, "plan_twice", 0);
  test_append (posts.a, "commander", activate (&third, "flood-3", &flood), NULL);
  test_append (posts.b, "commander", activate (&fourth, "typhoon-1", &fire), NULL);
  expect (&posts, "plan_twice", 0);
  finish (&posts);
}

static void
test_plan_knowingly (void)
{
  Posts posts = decide ("commander", KNOWINGLY, activate (&first, "flood-3", &fire),
                        activate (&second, "flood-3", &fire));
  expect (&posts, "plan_twice", 0);
  finish (&posts);
}

/* --- heads --- */

static gboolean
is_deleted (TestCity *city)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HtRecord) record = ht_ops_load_record (city->db, "incident", &fire, &error);
  g_assert_no_error (error);
  g_assert_cmpint (test_int (city, "SELECT deleted FROM incident WHERE id LIKE '0100%'"), ==,
                   record->deleted);
  return record->deleted;
}

static void
test_edit_of_deleted (void)
{
  Posts posts = start ();
  test_append (posts.a, "dispatcher", ht_op_draft_delete ("incident", &fire), NULL);
  g_assert_true (is_deleted (posts.a));
  test_append (posts.b, "dispatcher", set_text ("incident", &fire, "notes", "smoke from the roof"), NULL);
  expect (&posts, "edit_of_deleted", 1);
  /* It stays visible until a person decides. */
  g_assert_false (is_deleted (posts.a));
  g_assert_false (is_deleted (posts.b));
  g_autoptr (HtConflict) conflict = test_conflict (posts.a, "edit_of_deleted");
  test_append (posts.b, "commander", ht_conflict_resolve (conflict, ht_value_new_text ("delete")), NULL);
  g_assert_true (is_deleted (posts.b));
  expect (&posts, "edit_of_deleted", 0);
  g_assert_true (is_deleted (posts.a));
  finish (&posts);
}

static void
test_edit_of_deleted_restored (void)
{
  Posts posts = decide ("dispatcher", APART, ht_op_draft_delete ("incident", &fire),
                        set_text ("incident", &fire, "notes", "smoke from the roof"));
  expect (&posts, "edit_of_deleted", 1);
  test_append (posts.a, "dispatcher", ht_op_draft_restore ("incident", &fire), NULL);
  expect (&posts, "edit_of_deleted", 0);
  g_assert_false (is_deleted (posts.b));
  finish (&posts);
}

static void
test_edit_of_deleted_knowingly (void)
{
  Posts posts = decide ("dispatcher", KNOWINGLY, ht_op_draft_delete ("incident", &fire),
                        set_text ("incident", &fire, "notes", "for the file"));
  expect (&posts, "edit_of_deleted", 0);
  g_assert_true (is_deleted (posts.a));
  finish (&posts);
}

static void
test_register_heads (void)
{
  Posts posts = start ();
  test_append (posts.a, "dispatcher", ht_op_draft_set ("incident", &fire, "level", ht_value_new_int (1)),
               NULL);
  test_append (posts.b, "dispatcher", ht_op_draft_set ("incident", &fire, "level", ht_value_new_int (2)),
               NULL);
  expect (&posts, "register_heads", 1);
  /* Notes are no such field: the later is shown and that is that. */
  test_append (posts.a, "dispatcher", set_text ("incident", &fire, "notes", "a"), NULL);
  test_append (posts.b, "dispatcher", set_text ("incident", &fire, "notes", "b"), NULL);
  expect (&posts, "register_heads", 1);
  /* Both close it: nothing to decide. */
  test_append (posts.a, "dispatcher", set_text ("incident", &fire, "status", "closed"), NULL);
  test_append (posts.b, "dispatcher", set_text ("incident", &fire, "status", "closed"), NULL);
  expect (&posts, "register_heads", 1);
  test_append (posts.b, "dispatcher", ht_op_draft_set ("incident", &fire, "level", ht_value_new_int (2)),
               NULL);
  expect (&posts, "register_heads", 0);
  finish (&posts);
}

/* --- deciding --- */

static void
test_resolve (void)
{
  Posts posts = decide ("dispatcher", APART, send (&first, &fire), send (&second, &flood));
  expect (&posts, "team_two_assignments", 1);
  g_autoptr (HtConflict) conflict = test_conflict (posts.a, "team_two_assignments");
  test_append (posts.a, "commander",
               ht_conflict_resolve (conflict, ht_value_new_text ("both, they are neighbours")), NULL);
  expect (&posts, "team_two_assignments", 0);
  /* Decided is decided: going on does not raise it again. */
  test_append (posts.b, "dispatcher", set_text ("assignment", &second, "state", "on_scene"), NULL);
  expect (&posts, "team_two_assignments", 0);
  g_assert_cmpint (test_int (posts.b, "SELECT count (*) FROM conflict WHERE resolved"), ==, 1);
  finish (&posts);
}

/* Two people decide the same conflict apart: a conflict again, and deciding that ends it. */
static void
test_two_resolutions (void)
{
  Posts posts = start ();
  test_append (posts.a, "dispatcher", ht_op_draft_set ("incident", &fire, "level", ht_value_new_int (1)),
               NULL);
  test_append (posts.b, "dispatcher", ht_op_draft_set ("incident", &fire, "level", ht_value_new_int (2)),
               NULL);
  expect (&posts, "register_heads", 1);
  g_autoptr (HtConflict) conflict = test_conflict (posts.a, "register_heads");
  test_append (posts.a, "commander", ht_conflict_resolve (conflict, ht_value_new_int (1)), NULL);
  test_append (posts.b, "commander", ht_conflict_resolve (conflict, ht_value_new_int (2)), NULL);
  expect (&posts, "register_heads", 1);
  g_autoptr (HtConflict) again = test_conflict (posts.b, "register_heads");
  g_assert_false (ht_uuid_equal (&conflict->id, &again->id));
  g_assert_cmpstr (again->kind, ==, "conflict");
  g_assert_true (ht_uuid_equal (&again->subject, &conflict->id));
  /* Again apart, and again. Each round is one conflict; one decision alone is the end. */
  test_append (posts.a, "commander", ht_conflict_resolve (again, ht_value_new_int (1)), NULL);
  test_append (posts.b, "commander", ht_conflict_resolve (again, ht_value_new_int (2)), NULL);
  expect (&posts, "register_heads", 1);
  g_autoptr (HtConflict) third = test_conflict (posts.b, "register_heads");
  test_append (posts.b, "commander", ht_conflict_resolve (third, ht_value_new_int (2)), NULL);
  expect (&posts, "register_heads", 0);
  finish (&posts);
}

/* The conflict's name follows from the rule and the pair alone. */
static void
test_conflict_id (void)
{
  HtUuid a = { { 0xff } }, b = { { 1 } };
  g_autoptr (HtConflict) one = ht_conflict_new ("plan_twice", &a, &b);
  g_autoptr (HtConflict) same = ht_conflict_new ("plan_twice", &b, &a);
  g_autoptr (HtConflict) other = ht_conflict_new ("incident_twice", &a, &b);
  g_autofree char *text = ht_uuid_dup_text (&one->id);
  g_assert_true (ht_uuid_equal (&one->id, &same->id));
  g_assert_false (ht_uuid_equal (&one->id, &other->id));
  /* echo -n plan_twice; 01 and 15 zero bytes; ff and 15 zero bytes | sha256sum */
  g_assert_cmpstr (text, ==, "6eccacf5-b98e-a6f2-1470-0d5411983e9e");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  test_world_seed (2);
  g_test_add_func ("/store/detect/two-assignments", test_two_assignments);
  g_test_add_func ("/store/detect/two-assignments-knowingly", test_two_assignments_knowingly);
  g_test_add_func ("/store/detect/fast-clock-knowingly", test_fast_clock_knowingly);
  g_test_add_func ("/store/detect/assignment-given-away", test_assignment_given_away);
  g_test_add_func ("/store/detect/out-of-service", test_out_of_service);
  g_test_add_func ("/store/detect/out-of-service-knowingly", test_out_of_service_knowingly);
  g_test_add_func ("/store/detect/closed-assigned", test_closed_assigned);
  g_test_add_func ("/store/detect/closed-assigned-knowingly", test_closed_assigned_knowingly);
  g_test_add_func ("/store/detect/closed-casualty", test_closed_casualty);
  g_test_add_func ("/store/detect/incident-twice", test_incident_twice);
  g_test_add_func ("/store/detect/incident-twice-settled", test_incident_twice_settled);
  g_test_add_func ("/store/detect/incident-twice-knowingly", test_incident_twice_knowingly);
  g_test_add_func ("/store/detect/two-commanders", test_two_commanders);
  g_test_add_func ("/store/detect/zones", test_zones);
  g_test_add_func ("/store/detect/zones-grow", test_zones_grow);
  g_test_add_func ("/store/detect/stock", test_stock);
  g_test_add_func ("/store/detect/stock-alone", test_stock_alone);
  g_test_add_func ("/store/detect/evacuation", test_evacuation);
  g_test_add_func ("/store/detect/plan", test_plan);
  g_test_add_func ("/store/detect/plan-knowingly", test_plan_knowingly);
  g_test_add_func ("/store/detect/edit-of-deleted", test_edit_of_deleted);
  g_test_add_func ("/store/detect/edit-of-deleted-restored", test_edit_of_deleted_restored);
  g_test_add_func ("/store/detect/edit-of-deleted-knowingly", test_edit_of_deleted_knowingly);
  g_test_add_func ("/store/detect/register-heads", test_register_heads);
  g_test_add_func ("/store/detect/resolve", test_resolve);
  g_test_add_func ("/store/detect/two-resolutions", test_two_resolutions);
  g_test_add_func ("/store/detect/conflict-id", test_conflict_id);
  return g_test_run ();
}
