/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "city.h"

#include <stdlib.h>
#include <string.h>

/*
 * Random histories of two to four posts: creates, sets, entries, counters, deletes, restores, resolutions,
 * with bases as seen, stale, empty or invented, clocks far apart, partial exchanges. Whatever the order, the
 * batches and the doubles in which all of it arrives, every post must dump the same bytes, and so must
 * folding from nothing. A failing run names its seed: test-store-history SEED runs that one alone.
 */
#define N_ENTITIES 3
#define MAX_POSTS 4

typedef struct
{
  GRand *random;
  TestCity *posts[MAX_POSTS];
  guint n_posts;
  GPtrArray *seen; /* HtUuid *: all operations so far, for invented bases */
} World;

static guint
pick (World *world, guint n)
{
  return (guint) g_rand_int_range (world->random, 0, (gint32) n);
}

static HtUuid
pick_id (World *world, guint8 kind)
{
  return test_uuid (kind, (guint8) (1 + pick (world, N_ENTITIES)));
}

static HtValue *
word (World *world, const char *const *words)
{
  return ht_value_new_text (words[pick (world, g_strv_length ((char **) words))]);
}

/* --- drafts --- */

static const char *const statuses[] = { "unverified", "open", "closed", NULL };
static const char *const team_statuses[] = { "at_station", "standby", "out_of_service", NULL };
static const char *const states[] = { "assigned", "en_route", "released", NULL };
static const char *const zone_states[] = { "active", "lifted", NULL };
static const char *const orders[] = { "ordered", "cancelled", NULL };
static const char *const types[] = { "fire", "flood", NULL };

static HtOpDraft *
draft_incident (World *world)
{
  HtUuid id = pick_id (world, 0x10), person = pick_id (world, 0x70);
  HtValue *fields;
  switch (pick (world, 7))
    {
    case 0:
      fields = ht_value_new_map ();
      ht_value_set (fields, "type", word (world, types));
      ht_value_set (fields, "status", word (world, statuses));
      ht_value_set (fields, "position", test_point (121.5 + pick (world, 3) * .001, 31.25));
      ht_value_set_int (fields, "reported_us", 1764000000000000 + pick (world, 3) * 600000000);
      return ht_op_draft_create ("incident", &id, fields);
    case 1:
      return ht_op_draft_set ("incident", &id, "level", ht_value_new_int (pick (world, 5)));
    case 2:
      return ht_op_draft_set ("incident", &id, "status", word (world, statuses));
    case 3:
      return ht_op_draft_add ("incident", &id, "casualties", ht_value_new_int (pick (world, 4)));
    case 4:
      return ht_op_draft_set ("incident", &id, "commander", ht_value_new_uuid (&person));
    case 5:
      return ht_op_draft_set ("incident", &id, "position",
                              test_point (121.5 + pick (world, 3) * .001, 31.25));
    default:
      return ht_op_draft_set ("incident", &id, "notes", word (world, types));
    }
}

static HtOpDraft *
draft_assignment (World *world)
{
  HtUuid id = pick_id (world, 0x30), incident = pick_id (world, 0x10), team = pick_id (world, 0x20);
  if (pick (world, 3) == 0)
    return ht_op_draft_set ("assignment", &id, "state", word (world, states));
  if (pick (world, 4) == 0)
    return ht_op_draft_set ("assignment", &id, "team", ht_value_new_uuid (&team));
  HtValue *fields = ht_value_new_map ();
  ht_value_set_uuid (fields, "incident", &incident);
  ht_value_set_uuid (fields, "team", &team);
  ht_value_set (fields, "state", word (world, states));
  return ht_op_draft_create ("assignment", &id, fields);
}

static HtOpDraft *
draft_zone (World *world)
{
  HtUuid id = pick_id (world, 0x40);
  double west = 121.4 + pick (world, 4) * .05;
  HtValue *area = test_area (west, 31.2, west + .08, 31.3);
  if (pick (world, 3) == 0)
    return ht_op_draft_set ("zone", &id, "area", area);
  HtValue *fields = ht_value_new_map ();
  ht_value_set_bool (fields, "exclusive", pick (world, 4) > 0);
  ht_value_set (fields, "area", area);
  ht_value_set (fields, "state", word (world, zone_states));
  return ht_op_draft_create ("zone", &id, fields);
}

static HtOpDraft *
draft_plan (World *world)
{
  HtUuid id = pick_id (world, 0x50), incident = pick_id (world, 0x10);
  HtValue *fields = ht_value_new_map ();
  ht_value_set (fields, "plan", word (world, types));
  ht_value_set_uuid (fields, "incident", &incident);
  ht_value_set_text (fields, "state", pick (world, 3) > 0 ? "active" : "ended");
  return ht_op_draft_create ("plan_activation", &id, fields);
}

/* A decision on an open conflict of this post, if it has one. */
static HtOpDraft *
draft_resolution (World *world, TestCity *post)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) open = ht_ops_load_conflicts (post->db, &error);
  g_assert_no_error (error);
  if (open->len == 0)
    return NULL;
  return ht_conflict_resolve (open->pdata[pick (world, open->len)], word (world, orders));
}

static HtOpDraft *
draft_removal (World *world)
{
  static const struct
  {
    const char *kind;
    guint8 id;
  } kinds[] = { { "incident", 0x10 }, { "team", 0x20 }, { "assignment", 0x30 }, { "zone", 0x40 } };
  guint which = pick (world, G_N_ELEMENTS (kinds));
  HtUuid id = pick_id (world, kinds[which].id);
  return pick (world, 2) ? ht_op_draft_delete (kinds[which].kind, &id)
                         : ht_op_draft_restore (kinds[which].kind, &id);
}

static HtOpDraft *
draft_other (World *world)
{
  HtUuid team = pick_id (world, 0x20), stock = pick_id (world, 0x60), evacuation = pick_id (world, 0x61),
         barge = pick_id (world, 0x62);
  switch (pick (world, 5))
    {
    case 0:
      return ht_op_draft_add ("stock", &stock, "quantity", ht_value_new_int ((gint64) pick (world, 20) - 10));
    case 1:
      return ht_op_draft_set ("evacuation", &evacuation, "state", word (world, orders));
    case 2:
      return ht_op_draft_set ("barge", &barge, "rope", ht_value_new_int (pick (world, 9)));
    case 3:
      return ht_op_draft_new ("barge", &barge, "tow", "rope", ht_value_new_int (pick (world, 9)));
    default:
      return ht_op_draft_set ("team", &team, "status", word (world, team_statuses));
    }
}

static HtOpDraft *
draft_any (World *world, TestCity *post)
{
  HtOpDraft *draft = NULL;
  switch (pick (world, 12))
    {
    case 0:
    case 1:
    case 2:
      return draft_incident (world);
    case 3:
    case 4:
    case 5:
      return draft_assignment (world);
    case 6:
      return draft_zone (world);
    case 7:
      return draft_plan (world);
    case 8:
      return draft_removal (world);
    case 9:
    case 10:
      draft = draft_resolution (world, post);
      return draft != NULL ? draft : draft_incident (world);
    default:
      return draft_other (world);
    }
}

/* Mostly what is there; else a stale or invented base. */
static void
give_base (World *world, HtOpDraft *draft)
{
  if (pick (world, 4) > 0 || strcmp (draft->verb, "resolve") == 0)
    return;
  draft->base = g_array_new (FALSE, FALSE, sizeof (HtUuid));
  for (guint i = pick (world, 4); i > 0 && world->seen->len > 0; i--)
    ht_op_draft_saw (draft, world->seen->pdata[pick (world, world->seen->len)]);
}

/* --- worlds --- */

static void
world_init (World *world, guint seed)
{
  test_world_seed (seed);
  world->random = g_rand_new_with_seed (seed);
  world->n_posts = 2 + pick (world, MAX_POSTS - 1);
  world->seen = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < world->n_posts; i++)
    world->posts[i] = test_city_new ((guint8) (i + 1));
}

static void
world_clear (World *world)
{
  for (guint i = 0; i < world->n_posts; i++)
    test_city_free (world->posts[i]);
  g_ptr_array_unref (world->seen);
  g_rand_free (world->random);
}

static void
shuffle (World *world, GPtrArray *items)
{
  for (guint i = items->len; i > 1; i--)
    {
      guint j = pick (world, i);
      gpointer kept = items->pdata[i - 1];
      items->pdata[i - 1] = items->pdata[j];
      items->pdata[j] = kept;
    }
}

/* Some of what @from has, shuffled, some of it twice, to @to in batches. */
static void
deliver (World *world, TestCity *from, TestCity *to, gboolean all)
{
  g_autoptr (GPtrArray) wires = test_wires (from);
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();
  for (guint i = 0; i < wires->len; i++)
    {
      for (guint copies = all ? 1 + (pick (world, 4) == 0) : pick (world, 2); copies > 0; copies--)
        g_ptr_array_add (chosen, wires->pdata[i]);
    }
  shuffle (world, chosen);
  for (guint at = 0; at < chosen->len;)
    {
      guint wanted = 1 + pick (world, 12), n = MIN (wanted, chosen->len - at);
      g_autoptr (GPtrArray) batch = g_ptr_array_new ();
      for (guint i = 0; i < n; i++)
        g_ptr_array_add (batch, chosen->pdata[at + i]);
      g_autoptr (GArray) received = test_receive (to, batch);
      for (guint i = 0; i < received->len; i++)
        g_assert_cmpint (g_array_index (received, HtReceived, i).kind, <=, HT_RECEIVED_DUPLICATE);
      at += n;
    }
}

/* Clocks of posts differ by up to ten years; most of the time by little. */
static void
turn_clock (World *world)
{
  static const gint64 steps_us[]
      = { 0, 0, 0, 1000000, -1000000, 120000000, -315360000000000, 315360000000000 };
  test_world_us = G_GINT64_CONSTANT (1764000000000000) + steps_us[pick (world, G_N_ELEMENTS (steps_us))]
                  + world->seen->len * 2000;
}

static void
live (World *world, guint n_steps)
{
  for (guint i = 0; i < n_steps; i++)
    {
      TestCity *post = world->posts[pick (world, world->n_posts)];
      if (pick (world, 6) == 0)
        {
          deliver (world, world->posts[pick (world, world->n_posts)], post, pick (world, 2));
          continue;
        }
      turn_clock (world);
      HtOpDraft *draft = draft_any (world, post);
      give_base (world, draft);
      HtUuid op = test_append (post, "administrator", draft, NULL);
      g_ptr_array_add (world->seen, ht_uuid_copy (&op));
    }
}

static void
check_refold (TestCity *post, const char *before)
{
  g_autoptr (GError) error = NULL;
  ht_db_begin (post->db, &error);
  ht_ops_refold (post->db, &error);
  ht_db_commit (post->db, &error);
  g_assert_no_error (error);
  g_autofree char *after = test_dump (post);
  g_assert_cmpstr (before, ==, after);
}

/* Shown tables as text, without rowids. */
static char *
projections (TestCity *post)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  static const char *const tables[] = {
    ("SELECT group_concat (id || deleted || coalesce (type, '') || coalesce (status, '') || coalesce (level, "
     "'') "
     "|| coalesce (casualties, '') || coalesce (AsText (geom), '')) FROM (SELECT * FROM incident ORDER BY "
     "id)"),
    "SELECT group_concat (id || deleted || coalesce (status, '')) FROM (SELECT * FROM team ORDER BY id)",
    ("SELECT group_concat (id || deleted || coalesce (team, '') || coalesce (state, '') || coalesce (AsText "
     "(geom), '')) FROM (SELECT * FROM assignment ORDER BY id)"),
    "SELECT group_concat (hex (id) || resolved) FROM (SELECT * FROM conflict ORDER BY id)"
  };
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (HtStatement) row = ht_db_prepare (post->db, tables[i], &error);
      g_assert_no_error (error);
      g_assert_cmpint (ht_statement_step (row, &error), ==, HT_STEP_ROW);
      g_string_append_printf (text, "%s\n", ht_statement_get_text (row, 0));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static guint n_conflicts;

static void
run (guint seed)
{
  World world = { 0 };
  g_test_message ("seed %u", seed);
  world_init (&world, seed);
  live (&world, 60);
  /* Twice round, so that everything is everywhere. */
  for (guint i = 0; i < 2 * world.n_posts; i++)
    deliver (&world, world.posts[i % world.n_posts], world.posts[(i + 1) % world.n_posts], TRUE);
  g_autofree char *first = test_dump (world.posts[0]);
  g_autofree char *shown = projections (world.posts[0]);
  for (guint i = 1; i < world.n_posts; i++)
    {
      g_autofree char *other = test_dump (world.posts[i]);
      g_autofree char *other_shown = projections (world.posts[i]);
      if (strcmp (first, other) != 0 || strcmp (shown, other_shown) != 0)
        g_printerr ("seed %u: posts 1 and %u differ\n", seed, i + 1);
      g_assert_cmpstr (first, ==, other);
      g_assert_cmpstr (shown, ==, other_shown);
    }
  n_conflicts += test_count (world.posts[0], NULL);
  test_audit_whole (world.posts[0]);
  check_refold (world.posts[0], first);
  g_autofree char *shown_again = projections (world.posts[0]);
  g_assert_cmpstr (shown, ==, shown_again);
  world_clear (&world);
}

static void
test_histories (void)
{
  guint n = g_test_slow () ? 500 : 25;
  n_conflicts = 0;
  for (guint seed = 1; seed <= n; seed++)
    run (seed);
  /* The histories are worth something: they quarrel. */
  g_assert_cmpuint (n_conflicts, >, n * 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (argc > 1)
    {
      run ((guint) strtoul (argv[1], NULL, 10));
      return 0;
    }
  g_test_add_func ("/store/history/histories", test_histories);
  return g_test_run ();
}
