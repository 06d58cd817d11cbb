/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/validate.h"

#include <math.h>
#include <string.h>

#include "city.h"
#include "store/error.h"
#include "store/vocabulary.h"

static HtUuid id = { { 7 } };

/* Frees the draft; the message must hold @why (NULL: it must be taken). */
static void
expect_as (HtOpDraft *draft, const HtAuthor *author, const char *why)
{
  g_autoptr (GError) error = NULL;
  gboolean good = ht_validate_draft (draft, author, &error);
  g_test_message ("%s.%s %s: %s", draft->kind, draft->field, draft->verb, good ? "taken" : error->message);
  g_assert_cmpint (good, ==, why == NULL);
  if (why != NULL)
    g_assert_nonnull (strstr (error->message, why));
  ht_op_draft_free (draft);
}

static void
expect (HtOpDraft *draft, const char *why)
{
  HtAuthor author = test_author ("administrator");
  expect_as (draft, &author, why);
}

static void
expect_value (const char *kind, const char *field, HtValue *value, const char *why)
{
  expect (ht_op_draft_set (kind, &id, field, value), why);
}

static HtValue *
list_of (const char *first, const char *second)
{
  HtValue *list = ht_value_new_array ();
  ht_value_add (list, ht_value_new_text (first));
  if (second != NULL)
    ht_value_add (list, ht_value_new_text (second));
  return list;
}

/* --- values --- */

static void
test_scalars (void)
{
  g_autofree char *long_name = g_strnfill (1001, 'x');
  expect_value ("incident", "title", ht_value_new_text ("火警"), NULL);
  expect_value ("incident", "title", ht_value_new_null (), NULL);
  expect_value ("incident", "title", ht_value_new_int (1), "text is needed");
  expect_value ("incident", "title", ht_value_new_text (long_name), "too long");
  expect_value ("incident", "level", ht_value_new_int (0), NULL);
  expect_value ("incident", "level", ht_value_new_int (4), NULL);
  expect_value ("incident", "level", ht_value_new_int (5), "out of range");
  expect_value ("incident", "level", ht_value_new_int (-1), "out of range");
  expect_value ("incident", "level", ht_value_new_real (2.5), "whole number");
  expect_value ("incident", "level", ht_value_new_null (), "value is needed");
  expect_value ("incident", "trapped", ht_value_new_null (), NULL);
  expect_value ("incident", "status", ht_value_new_text ("closed"), NULL);
  expect_value ("incident", "status", ht_value_new_text ("Closed"), "known words");
  expect_value ("incident", "status", ht_value_new_int (1), "known words");
  expect_value ("incident", "commander", ht_value_new_uuid (&id), NULL);
  expect_value ("incident", "commander", ht_value_new_bytes ("123456789012345", 15), "identifier of 16");
  expect_value ("incident", "commander", ht_value_new_uuid (&(HtUuid){ { 0 } }), "identifier of 16");
  expect_value ("assignment", "team", ht_value_new_null (), "value is needed");
  expect_value ("person", "active", ht_value_new_bool (TRUE), NULL);
  expect_value ("person", "active", ht_value_new_int (1), "yes or no");
}

static void
test_lists (void)
{
  g_autofree char *digest = g_strnfill (64, 'a');
  g_autofree char *capital = g_strnfill (64, 'A');
  g_autofree char *short_one = g_strnfill (63, 'a');
  expect_value ("team", "capabilities", list_of ("foam", "water"), NULL);
  expect_value ("team", "capabilities", ht_value_new_array (), NULL);
  expect_value ("team", "capabilities", list_of ("foam", "foam"), "same name twice");
  expect_value ("team", "capabilities", list_of ("", NULL), "not a name");
  expect_value ("team", "capabilities", ht_value_new_text ("foam"), "list");
  expect_value ("layer", "blobs", list_of (digest, digest), NULL);
  expect_value ("layer", "blobs", list_of (digest, short_one), "not a SHA-256");
  expect_value ("layer", "digest", ht_value_new_text (digest), NULL);
  expect_value ("layer", "digest", ht_value_new_text (capital), "SHA-256 in hexadecimal");
  HtValue *many = ht_value_new_array ();
  for (guint i = 0; i <= 10000; i++)
    ht_value_add (many, ht_value_new_text ("x"));
  expect_value ("closure", "sections", many, "10,000");
}

static void
test_entries (void)
{
  HtValue *entry = ht_value_new_map (), *nested = ht_value_new_map ();
  ht_value_set_text (entry, "kind", "injured");
  ht_value_set_int (entry, "count", 2);
  ht_value_set (nested, "list", ht_value_new_array ());
  expect (ht_op_draft_add ("incident", &id, "casualties", entry), NULL);
  expect (ht_op_draft_add ("incident", &id, "casualties", ht_value_new_int (3)), NULL);
  expect (ht_op_draft_add ("incident", &id, "casualties", nested), "inside an entry");
  expect (ht_op_draft_add ("incident", &id, "casualties", ht_value_new_map ()), "its particulars");
  expect (ht_op_draft_add ("incident", &id, "casualties", ht_value_new_text ("two")), "its particulars");
  expect (ht_op_draft_add ("stock", &id, "quantity", ht_value_new_int (-40)), NULL);
  expect (ht_op_draft_add ("stock", &id, "quantity", ht_value_new_real (1.5)), "whole number");
  expect (ht_op_draft_set ("stock", &id, "quantity", ht_value_new_int (3)), "use add");
  expect (ht_op_draft_add ("incident", &id, "title", ht_value_new_text ("x")), "use set");
}

/* --- geometry --- */

static void
expect_bytes (const char *field, const guint8 *bytes, gsize size, const char *why)
{
  expect_value (strcmp (field, "area") == 0 ? "zone" : "incident", field, ht_value_new_bytes (bytes, size),
                why);
}

static guint8 *
point_bytes (guint8 *into, double lon, double lat)
{
  static const guint8 head[9] = { 1, 1, 0, 0, 0x20, 0xe6, 0x10, 0, 0 };
  memcpy (into, head, sizeof head);
  memcpy (into + 9, &lon, 8);
  memcpy (into + 17, &lat, 8);
  return into;
}

static void
test_points (void)
{
  guint8 bytes[32] = { 0 };
  expect_bytes ("position", point_bytes (bytes, 121.5, 31.25), 25, NULL);
  expect_bytes ("position", bytes, 24, "ends too early");
  expect_bytes ("position", bytes, 26, "");
  expect_bytes ("position", point_bytes (bytes, NAN, 31.25), 25, "");
  expect_bytes ("position", point_bytes (bytes, 121.5, INFINITY), 25, "");
  expect_bytes ("position", point_bytes (bytes, 181, 31.25), 25, "");
  expect_bytes ("position", point_bytes (bytes, 121.5, -91), 25, "");
  expect_bytes ("position", point_bytes (bytes, 121.123456789, 31.25), 25, "1e-7");
  point_bytes (bytes, 121.5, 31.25);
  bytes[5] = 0xe7;
  expect_bytes ("position", bytes, 25, "SRID");
  const guint8 plain[21] = { 1, 1, 0, 0, 0 };
  expect_bytes ("position", plain, sizeof plain, "SRID 4326");
  const guint8 big[25] = { 0, 0x20, 0, 0, 1, 0, 0, 0x10, 0xe6 };
  expect_bytes ("position", big, sizeof big, "little-endian");
  expect_value ("incident", "position", ht_value_new_text ("POINT (1 1)"), "must be bytes");
  expect_value ("incident", "position", test_area (1, 1, 2, 2), "another type");
  expect_value ("zone", "area", test_point (1, 1), "another type");
  expect_value ("zone", "area", test_area (121, 31, 122, 32), NULL);
  expect_value ("team", "position", ht_value_new_null (), NULL);
}

/* A ring that is not closed: its last point is moved. */
static void
test_rings (void)
{
  g_autoptr (HtValue) area = test_area (121, 31, 122, 32);
  gsize size;
  const guint8 *good = ht_value_get_bytes (area, &size);
  g_autofree guint8 *bytes = g_memdup2 (good, size);
  double other = 31.5;
  memcpy (bytes + size - 8, &other, sizeof other);
  expect_bytes ("area", bytes, size, "clos");
  memcpy (bytes, good, size);
  bytes[13] = 200; /* points of the ring */
  expect_bytes ("area", bytes, size, "");
  memcpy (bytes, good, size);
  bytes[9] = 0; /* rings */
  expect_bytes ("area", bytes, size, "");
}

/* --- verbs --- */

static void
test_verbs (void)
{
  HtValue *fields = ht_value_new_map (), *reserved = ht_value_new_map (), *bad = ht_value_new_map ();
  ht_value_set_text (fields, "title", "x");
  ht_value_set_bool (reserved, HT_FIELD_DELETED, TRUE);
  ht_value_set_int (bad, "level", 9);
  expect (ht_op_draft_create ("incident", &id, fields), NULL);
  expect (ht_op_draft_create ("incident", &id, ht_value_new_map ()), "map of fields");
  expect (ht_op_draft_create ("incident", &id, ht_value_new_int (1)), "map of fields");
  expect (ht_op_draft_create ("incident", &id, reserved), "name of a field");
  expect (ht_op_draft_create ("incident", &id, bad), "out of range");
  expect (ht_op_draft_new ("incident", &id, "create", "title", ht_value_new_map ()), "map of fields");
  expect (ht_op_draft_set ("incident", &id, "", ht_value_new_int (1)), "name of a field");
  expect (ht_op_draft_set ("incident", &id, HT_FIELD_DELETED, ht_value_new_bool (TRUE)), "name of a field");
  expect (ht_op_draft_set ("incident", &id, "Title", ht_value_new_int (1)), "name of a field");
  expect (ht_op_draft_delete ("incident", &id), NULL);
  expect (ht_op_draft_restore ("incident", &id), NULL);
  expect (ht_op_draft_new ("incident", &id, "delete", HT_FIELD_DELETED, ht_value_new_bool (FALSE)),
          "_deleted");
  expect (ht_op_draft_new ("incident", &id, "restore", HT_FIELD_DELETED, ht_value_new_bool (TRUE)),
          "_deleted");
  expect (ht_op_draft_new ("incident", &id, "delete", "title", ht_value_new_bool (TRUE)), "_deleted");
  expect (ht_op_draft_new ("incident", &id, "delete", HT_FIELD_DELETED, NULL), "_deleted");
}

static void
test_resolve (void)
{
  g_autoptr (HtConflict) conflict = ht_conflict_new ("plan_twice", &(HtUuid){ { 2 } }, &(HtUuid){ { 1 } });
  expect (ht_conflict_resolve (conflict, ht_value_new_text ("the first stands")), NULL);
  expect (ht_conflict_resolve (conflict, ht_value_new_null ()), "decision");
  expect (ht_op_draft_new ("conflict", &id, "resolve", "decision", ht_value_new_int (1)), "decides between");
  expect (ht_op_draft_new ("incident", &id, "resolve", "decision", ht_value_new_int (1)),
          "decision of a conflict");
  expect (ht_op_draft_new ("conflict", &id, "resolve", "verdict", ht_value_new_int (1)),
          "decision of a conflict");
  expect (ht_op_draft_set ("conflict", &id, "decision", ht_value_new_int (1)), "only be resolved");
  expect (ht_op_draft_delete ("conflict", &id), "only be resolved");
  g_assert_cmpint (ht_uuid_compare (&conflict->op_a, &conflict->op_b), <, 0);
}

static void
test_later_versions (void)
{
  expect (ht_op_draft_set ("incident", &id, "weather", ht_value_new_real (1.5)), NULL);
  expect (ht_op_draft_set ("barge", &id, "rope", ht_value_new_array ()), NULL);
  expect (ht_op_draft_new ("incident", &id, "escalate", "", NULL), NULL);
  expect (ht_op_draft_add ("incident", &id, "sightings", ht_value_new_int (1)), NULL);
}

static void
test_names (void)
{
  g_autofree char *long_word = g_strnfill (65, 'x');
  expect (ht_op_draft_set ("Incident", &id, "title", ht_value_new_text ("x")), "plain word");
  expect (ht_op_draft_set ("", &id, "title", ht_value_new_text ("x")), "plain word");
  expect (ht_op_draft_set (long_word, &id, "title", ht_value_new_text ("x")), "plain word");
  expect (ht_op_draft_set ("incident", &id, long_word, ht_value_new_text ("x")), "plain word");
  expect (ht_op_draft_new ("incident", &id, "SET", "title", ht_value_new_text ("x")), "plain word");
  expect (ht_op_draft_set ("incident", &(HtUuid){ { 0 } }, "title", ht_value_new_text ("x")), "is zero");
  HtOpDraft *draft = ht_op_draft_set ("incident", &id, "title", ht_value_new_text ("x"));
  draft->scope = g_strdup (long_word);
  expect (draft, "district code");
}

/* --- people --- */

static void
test_roles (void)
{
  static const struct
  {
    const char *kind, *field;
    const char *may; /* first letters: viewer, dispatcher, commander, planner, administrator, system */
  } table[] = { { "incident", "title", "dcas" },  { "incident", "commander", "ca" },
                { "team", "status", "dcas" },     { "assignment", "state", "dca" },
                { "log", "text", "dcpas" },       { "closure", "state", "dca" },
                { "conflict", "decision", "ca" }, { "zone", "state", "ca" },
                { "evacuation", "state", "ca" },  { "plan_activation", "level", "ca" },
                { "stock", "quantity", "cas" },   { "layer", "digest", "pas" },
                { "city", "name", "as" },         { "post", "tag", "as" },
                { "person", "role", "as" },       { "barge", "rope", "dcpa" } };
  static const char *const roles[]
      = { "viewer", "dispatcher", "commander", "planner", "administrator", "system" };
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    for (guint j = 0; j < G_N_ELEMENTS (roles); j++)
      g_assert_cmpint (ht_role_may (roles[j], table[i].kind, "set", table[i].field), ==,
                       strchr (table[i].may, roles[j][0]) != NULL);
  g_assert_false (ht_role_may (NULL, "incident", "set", "title"));
  g_assert_false (ht_role_may ("general", "barge", "set", "rope"));
}

static void
expect_denied (const HtAuthor *author, const char *why)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HtOpDraft) draft = ht_op_draft_set ("incident", &id, "title", ht_value_new_text ("x"));
  g_assert_false (ht_validate_draft (draft, author, &error));
  g_assert_error (error, HT_STORE_ERROR, HT_STORE_ERROR_DENIED);
  g_assert_nonnull (strstr (error->message, why));
}

static void
test_authors (void)
{
  HtUuid person = test_uuid (0xbb, 1);
  expect_denied (&(HtAuthor){ .role = "dispatcher" }, "nobody is signed in");
  expect_denied (&(HtAuthor){ .role = NULL }, "nobody is signed in");
  expect_denied (&(HtAuthor){ .actor = person, .role = "system" }, "as the system");
  expect_denied (&(HtAuthor){ .actor = person, .role = "viewer" }, "may not");
  expect_denied (&(HtAuthor){ .actor = person, .role = "dispatcher", .actor2 = person }, "another person");
  HtAuthor dispatcher = test_author ("dispatcher");
  HtValue *fields = ht_value_new_map ();
  ht_value_set_text (fields, "title", "x");
  ht_value_set_uuid (fields, "commander", &person);
  expect_as (ht_op_draft_create ("incident", &id, fields), &dispatcher, "may not");
}

/* --- sealed operations --- */

static HtOp *
sealed (gint64 schema, const char *field, HtValue *value)
{
  HtDigest zero = { { 0 } };
  HtOp *op = ht_op_new ();
  op->op_id = test_uuid (1, 1);
  op->origin = test_uuid (2, 1);
  op->actor = test_uuid (3, 1);
  op->id = id;
  op->seq = 1;
  op->schema = schema;
  op->role = g_strdup ("dispatcher");
  op->scope = g_strdup ("");
  op->kind = g_strdup ("incident");
  op->verb = g_strdup ("set");
  op->field = g_strdup (field);
  op->value = value;
  g_assert_true (ht_op_seal (op, &zero, NULL));
  return op;
}

static void
expect_op (HtOp *op, const char *why)
{
  g_autoptr (GError) error = NULL;
  gboolean good = ht_validate_op (op, &error);
  g_assert_cmpint (good, ==, why == NULL);
  if (why != NULL)
    g_assert_nonnull (strstr (error->message, why));
  ht_op_unref (op);
}

static void
test_ops (void)
{
  HtOp *op;
  expect_op (sealed (1, "level", ht_value_new_int (3)), NULL);
  expect_op (sealed (1, "level", ht_value_new_text ("III")), "whole number");
  /* A later version may know more levels than we do. */
  expect_op (sealed (2, "level", ht_value_new_text ("III")), NULL);
  expect_op (sealed (2, "_level", ht_value_new_text ("III")), "name of a field");
  op = sealed (1, "level", ht_value_new_int (3));
  op->op_id = ht_uuid_nil ();
  expect_op (op, "no identifier");
  op = sealed (1, "level", ht_value_new_int (3));
  op->origin = ht_uuid_nil ();
  expect_op (op, "no identifier");
  op = sealed (1, "level", ht_value_new_int (3));
  op->seq = 2;
  expect_op (op, "predecessor");
  op = sealed (1, "level", ht_value_new_int (3));
  op->prev_hash.bytes[0] = 1;
  expect_op (op, "predecessor");
  op = sealed (1, "level", ht_value_new_int (3));
  g_array_append_val (op->base, op->op_id);
  expect_op (op, "names itself");
  op = sealed (1, "level", ht_value_new_int (3));
  g_free (op->role);
  op->role = g_strnfill (65, 'x');
  expect_op (op, "role or scope");
  op = sealed (1, "level", ht_value_new_int (3));
  op->actor = ht_uuid_nil ();
  expect_op (op, "nobody is signed in");
}

static void
test_vocabulary (void)
{
  guint n = 0;
  for (const HtKind *kind = ht_vocabulary_list (); kind->name != NULL; kind++)
    for (const HtField *field = kind->fields; field->name != NULL; field++, n++)
      {
        g_assert_true (ht_vocabulary_find_field (kind->name, field->name) == field);
        if (field->type == HT_TYPE_CHOICE)
          g_assert_nonnull (field->choices);
        if (field->target != NULL)
          g_assert_nonnull (ht_vocabulary_find_kind (field->target));
      }
  g_assert_cmpuint (n, >, 60);
  g_assert_cmpint (ht_vocabulary_get_class ("incident", "status"), ==, HT_CLASS_MV);
  g_assert_cmpint (ht_vocabulary_get_class ("incident", "commander"), ==, HT_CLASS_GUARDED);
  g_assert_cmpint (ht_vocabulary_get_class ("stock", "quantity"), ==, HT_CLASS_COUNTER);
  g_assert_cmpint (ht_vocabulary_get_class ("incident", "casualties"), ==, HT_CLASS_ADD_ONLY);
  g_assert_cmpint (ht_vocabulary_get_class ("barge", "rope"), ==, HT_CLASS_LWW);
  g_assert_cmpint (ht_vocabulary_get_class ("barge", HT_FIELD_DELETED), ==, HT_CLASS_MV);
  g_assert_true (ht_vocabulary_state_is_active ("on_scene"));
  g_assert_false (ht_vocabulary_state_is_active ("released"));
  g_assert_false (ht_vocabulary_state_is_active (NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/validate/scalars", test_scalars);
  g_test_add_func ("/store/validate/lists", test_lists);
  g_test_add_func ("/store/validate/entries", test_entries);
  g_test_add_func ("/store/validate/points", test_points);
  g_test_add_func ("/store/validate/rings", test_rings);
  g_test_add_func ("/store/validate/verbs", test_verbs);
  g_test_add_func ("/store/validate/resolve", test_resolve);
  g_test_add_func ("/store/validate/later-versions", test_later_versions);
  g_test_add_func ("/store/validate/names", test_names);
  g_test_add_func ("/store/validate/roles", test_roles);
  g_test_add_func ("/store/validate/authors", test_authors);
  g_test_add_func ("/store/validate/operations", test_ops);
  g_test_add_func ("/store/validate/vocabulary", test_vocabulary);
  return g_test_run ();
}
