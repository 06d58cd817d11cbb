/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/session.h"

#include "store/error.h"
#include "town.h"

#define SECOND ((gint64) G_USEC_PER_SEC)

static HtSession *
session_of (Town *town)
{
  return ht_city_get_session (town->city);
}

static HtPerson *
add_person (Town *town, const char *name, const char *role, const char *pin, GError **error)
{
  town_begin ();
  ht_session_add_person_async (session_of (town), name, role, pin, NULL, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  return ht_session_add_person_finish (session_of (town), result, error);
}

static gboolean
sign_in (Town *town, HtPerson *person, const char *pin, GError **error)
{
  town_begin ();
  ht_session_sign_in_async (session_of (town), person, pin, NULL, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  return ht_session_sign_in_finish (session_of (town), result, error);
}

static void
assert_sign_in (Town *town, HtPerson *person, const char *pin)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (sign_in (town, person, pin, &error));
  g_assert_no_error (error);
  g_assert_true (ht_session_get_person (session_of (town)) == person);
}

static void
assert_wrong (Town *town, HtPerson *person, const char *pin)
{
  g_autoptr (GError) error = NULL;
  g_assert_false (sign_in (town, person, pin, &error));
  g_assert_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_DENIED);
  g_assert_cmpstr (error->message, ==, "Wrong PIN; try again.");
}

static void
assert_waits (Town *town, HtPerson *person, const char *says)
{
  g_autoptr (GError) error = NULL;
  /* Even the right one has to wait, or waiting would tell which is right. */
  g_assert_false (sign_in (town, person, "2468", &error));
  g_assert_error (error, HT_STORE_ERROR, HT_STORE_ERROR_DENIED);
  town_assert_says (error->message, says);
}

static void
count (GObject *object, guint *n)
{
  (*n)++;
}

/* Whoever is first is administrator whatever was asked, and sits down at once. */
static void
test_first_officer (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  guint changed = 0;
  HtSession *session = session_of (town);
  g_signal_connect (session, "changed", G_CALLBACK (count), &changed);
  g_assert_true (ht_session_needs_first_officer (session));
  g_assert_cmpstr (ht_session_get_role (session), ==, "");
  g_assert_false (ht_session_may (session, HT_RIGHT_DISPATCH, &error));
  g_assert_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_DENIED);
  town_assert_says (error->message, "sign in first");
  g_clear_error (&error);
  HtPerson *first = add_person (town, "  李强 ", HT_ROLE_VIEWER, "1357", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ht_person_get_name (first), ==, "李强");
  g_assert_cmpstr (ht_person_get_role (first), ==, HT_ROLE_ADMINISTRATOR);
  g_assert_true (ht_session_get_person (session) == first);
  g_assert_cmpuint (changed, ==, 1);
  g_assert_false (ht_session_needs_first_officer (session));
  g_assert_true (ht_session_may (session, HT_RIGHT_PEOPLE, NULL));
  HtPerson *second = add_person (town, "周航", HT_ROLE_VIEWER, "2468", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ht_person_get_role (second), ==, HT_ROLE_VIEWER);
  g_assert_true (ht_session_get_person (session) == first);
  town_reopen (town);
  session = session_of (town);
  g_assert_false (ht_session_needs_first_officer (session));
  g_assert_null (ht_session_get_person (session));
  g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_people (town->city)), ==, 2);
}

/* 4 to 12 digits (base/secret.h), a name that is one, a role that there is; nothing is written otherwise. */
static void
test_refused_people (Town *town, gconstpointer unused)
{
  static const struct
  {
    const char *name, *role, *pin;
  } cases[] = {
    { "李强", HT_ROLE_DISPATCHER, "" },
    { "李强", HT_ROLE_DISPATCHER, "123" },
    { "李强", HT_ROLE_DISPATCHER, "1234567890123" },
    { "李强", HT_ROLE_DISPATCHER, "12a4" },
    { "李强", HT_ROLE_DISPATCHER, "12 34" },
    { "李强", HT_ROLE_DISPATCHER, "１２３４" },
    { "李强", HT_ROLE_DISPATCHER, NULL },
    { "", HT_ROLE_DISPATCHER, "1234" },
    { "  \t ", HT_ROLE_DISPATCHER, "1234" },
    { NULL, HT_ROLE_DISPATCHER, "1234" },
    { "李强", "emperor", "1234" },
    { "李强", "", "1234" },
  };
  g_autofree char *before = town_dump (town);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (add_person (town, cases[i].name, cases[i].role, cases[i].pin, &error));
      g_assert_nonnull (error);
      g_test_message ("%s", error->message);
      g_assert_cmpstr (error->message, !=, "");
    }
  g_autofree char *after = town_dump (town);
  g_assert_cmpstr (before, ==, after);
  const char *const good[] = { "1234", "123456789012" };
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      HtPerson *person = add_person (town, "李强", HT_ROLE_DISPATCHER, good[i], &error);
      g_assert_no_error (error);
      assert_sign_in (town, person, good[i]);
      ht_session_act_as_service (session_of (town), HT_ROLE_ADMINISTRATOR);
    }
}

/* After three wrong ones 30 s, then 60 s; both sides of the moment (store/local.h). */
static void
test_lock_out (Town *town, gconstpointer unused)
{
  HtPerson *person = ht_session_get_person (session_of (town));
  ht_session_sign_out (session_of (town));
  const gint64 began_us = 1800000000 * SECOND;
  town_set_clock (began_us);
  for (guint i = 0; i < 3; i++)
    assert_wrong (town, person, "0000");
  assert_waits (town, person, "30 s");
  town_set_clock (began_us + 29 * SECOND);
  assert_waits (town, person, "1 s");
  town_set_clock (began_us + 30 * SECOND);
  assert_wrong (town, person, "0000");
  assert_waits (town, person, "60 s");
  town_set_clock (began_us + 89 * SECOND);
  assert_waits (town, person, "1 s");
  /* The desk's clock set back by a year: the distance counts. */
  town_set_clock (began_us - 31536000 * SECOND);
  assert_sign_in (town, person, "2468");
  /* The right one begins a new count. */
  for (guint i = 0; i < 2; i++)
    assert_wrong (town, person, "0000");
  assert_sign_in (town, person, "2468");
}

/* Somebody who waits does not make others wait, and a closed desk does not forget. */
static void
test_lock_out_is_personal (Town *town, gconstpointer unused)
{
  HtPerson *person = ht_session_get_person (session_of (town));
  HtPerson *other = town_add_person (town, "周航", HT_ROLE_DISPATCHER);
  g_autofree char *id = g_strdup (ht_entity_get_id_text (HT_ENTITY (person)));
  town_set_clock (1800000000 * SECOND);
  for (guint i = 0; i < 3; i++)
    assert_wrong (town, person, "0000");
  assert_sign_in (town, other, "2468");
  town_reopen (town);
  assert_waits (town, HT_PERSON (ht_city_find (town->city, id)), "30 s");
}

static void
test_lock (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  HtSession *session = session_of (town);
  HtPerson *officer = ht_session_get_person (session);
  HtPerson *other = town_add_person (town, "周航", HT_ROLE_DISPATCHER);
  town_create (town, "fire_residential", 4);
  ht_session_lock (session);
  g_assert_true (ht_session_is_locked (session));
  g_assert_true (ht_session_get_person (session) == officer);
  g_assert_false (ht_session_may (session, HT_RIGHT_DISPATCH, &error));
  town_assert_says (error->message, "locked");
  assert_wrong (town, officer, "1111");
  g_assert_true (ht_session_is_locked (session));
  assert_sign_in (town, officer, "2468");
  g_assert_false (ht_session_is_locked (session));
  /* The same person goes on where it was; another one does not inherit what may be taken back. */
  g_assert_true (ht_undo_can_undo (ht_city_get_undo (town->city)));
  ht_session_lock (session);
  assert_sign_in (town, other, "2468");
  g_assert_false (ht_undo_can_undo (ht_city_get_undo (town->city)));
  ht_session_sign_out (session);
  ht_session_lock (session);
  g_assert_false (ht_session_is_locked (session));
}

/* The table of store/validate.h, as the screen asks it. */
static void
test_rights (Town *town, gconstpointer unused)
{
  static const struct
  {
    const char *role;
    gboolean may[6]; /* dispatch, roads, resolve, import, teams, people */
    const char *label;
  } rows[] = { { HT_ROLE_VIEWER, { 0, 0, 0, 0, 0, 0 }, "Viewer" },
               { HT_ROLE_DISPATCHER, { 1, 1, 0, 0, 1, 0 }, "Dispatcher" },
               { HT_ROLE_COMMANDER, { 1, 1, 1, 0, 1, 0 }, "Commander" },
               { HT_ROLE_PLANNER, { 0, 0, 0, 1, 0, 0 }, "Planner" },
               { HT_ROLE_ADMINISTRATOR, { 1, 1, 1, 1, 1, 1 }, "Administrator" } };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      ht_session_act_as_service (session_of (town), rows[i].role);
      g_assert_cmpstr (ht_session_get_role (session_of (town)), ==, rows[i].role);
      for (guint right = 0; right < 6; right++)
        {
          g_autoptr (GError) error = NULL;
          gboolean may = ht_session_may (session_of (town), right, &error);
          g_assert_cmpint (may, ==, rows[i].may[right]);
          if (!may)
            town_assert_says (error->message, rows[i].label);
        }
    }
}

static void
set_active (Town *town, HtPerson *person, gboolean active)
{
  g_autoptr (GError) error = NULL;
  HtAuthor author = { .role = "system" };
  g_autoptr (GPtrArray) drafts = ht_op_new_drafts ();
  g_ptr_array_add (drafts, ht_op_draft_set ("person", ht_entity_get_id (HT_ENTITY (person)), "active",
                                            ht_value_new_bool (active)));
  g_assert_true (ht_store_append (ht_city_get_store (town->city), &author, drafts, NULL, &error));
  g_assert_no_error (error);
  town_settle (20);
}

/* Who has left the service decides nothing more, not even at the desk it still sits at. */
static void
test_no_longer_active (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  HtPerson *person = ht_session_get_person (session_of (town));
  g_assert_true (ht_session_can_sign_in (session_of (town), person));
  set_active (town, person, FALSE);
  g_assert_false (ht_session_can_sign_in (session_of (town), person));
  town_begin ();
  ht_dispatch_note_async (ht_city_get_dispatch (town->city), NULL, "还在", town_done, NULL);
  town_assert_refused (town, HT_MODEL_ERROR_DENIED);
  ht_session_sign_out (session_of (town));
  g_assert_false (sign_in (town, person, "2468", &error));
  g_assert_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_DENIED);
  town_assert_says (error->message, "no longer active");
  set_active (town, person, TRUE);
  assert_sign_in (town, person, "2468");
}

/* A program's own person: known to the city from its first decision on, never in a list of people to sign in.
 */
static void
test_service (Town *town, gconstpointer unused)
{
  HtSession *session = session_of (town);
  guint before = g_list_model_get_n_items (ht_city_get_people (town->city));
  ht_session_act_as_service (session, HT_ROLE_DISPATCHER);
  HtPerson *service = ht_session_get_person (session);
  g_assert_cmpstr (ht_person_get_name (service), ==, "Service (Dispatcher)");
  g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_people (town->city)), ==, before);
  town_create (town, "fire_residential", 4);
  g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_people (town->city)), ==, before + 1);
  service = ht_session_get_person (session);
  g_assert_false (ht_session_can_sign_in (session, service));
  g_autofree char *id = g_strdup (ht_entity_get_id_text (HT_ENTITY (service)));
  /* The same one at every post: no second person the next time. */
  town_reopen (town);
  ht_session_act_as_service (session_of (town), HT_ROLE_DISPATCHER);
  g_assert_cmpstr (ht_entity_get_id_text (HT_ENTITY (ht_session_get_person (session_of (town)))), ==, id);
  town_create (town, "fire_residential", 4);
  g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_people (town->city)), ==, before + 1);
  ht_session_act_as_service (session_of (town), "system");
  g_assert_null (ht_session_get_person (session_of (town)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/session/first-officer", Town, NULL, town_set_up_empty, test_first_officer, town_tear_down);
  static const TownTest tests[] = {
    { "/session/refused", test_refused_people },
    { "/session/lock-out", test_lock_out },
    { "/session/personal", test_lock_out_is_personal },
    { "/session/lock", test_lock },
    { "/session/rights", test_rights },
    { "/session/inactive", test_no_longer_active },
    { "/session/service", test_service },
  };
  town_add_tests (tests, G_N_ELEMENTS (tests));
  return g_test_run ();
}
