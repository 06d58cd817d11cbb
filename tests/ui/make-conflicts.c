/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `make-conflicts CITY`: what a merge leaves behind. Two posts that did not see each other send the first
 * team to two incidents and grade one of them differently, and an operation nobody can read arrives.
 */
#include <string.h>

#include "base/clock.h"
#include "geo/geometry.h"
#include "store/db.h"
#include "store/op.h"
#include "store/ops.h"
#include "store/record.h"

static HtDb *db;
static const HtPost here = { { { 0xaa, 1 } }, 1 }, far_away = { { { 0xaa, 2 } }, 1 };
static const HtUuid fire = { { 0xf1 } }, flood = { { 0xf2 } };

static void
check (GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

static HtUuid person;

/* @unseen: its author had seen nothing of what is there. */
static void
append (const HtPost *post, HtOpDraft *draft, gboolean unseen)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) drafts = ht_op_new_drafts ();
  HtAuthor author = { .actor = person, .role = ht_uuid_is_nil (&person) ? "system" : "dispatcher" };
  if (unseen)
    draft->base = g_array_new (FALSE, FALSE, sizeof (HtUuid));
  g_ptr_array_add (drafts, draft);
  ht_ops_append (db, post, &author, drafts, NULL, &error);
  check (error);
}

static void
add_post (const HtPost *post, const char *name)
{
  HtValue *fields = ht_value_new_map ();
  ht_value_set_text (fields, "name", name);
  ht_value_set_text (fields, "tag", "");
  append (post, ht_op_draft_create ("post", &post->origin, fields), FALSE);
}

static void
add_incident (const HtUuid *id, const char *code, const char *title, double lon)
{
  HtValue *fields = ht_value_new_map ();
  g_autoptr (HtGeometry) point = ht_geometry_new_point (lon, 31.0437);
  g_autoptr (GBytes) place = ht_geometry_to_ewkb (point);
  ht_value_set_text (fields, "code", code);
  ht_value_set_text (fields, "type", "fire_residential");
  ht_value_set_text (fields, "status", "open");
  ht_value_set_text (fields, "title", title);
  ht_value_set_text (fields, "address", "海棠大道");
  ht_value_set_int (fields, "level", 4);
  ht_value_set_int (fields, "reported_us", ht_clock_now_us ());
  gsize size;
  gconstpointer data = g_bytes_get_data (place, &size);
  ht_value_set (fields, "position", ht_value_new_bytes (data, size));
  append (&here, ht_op_draft_create ("incident", id, fields), FALSE);
}

static void
send_team (const HtPost *post, const HtUuid *team, const HtUuid *incident, gboolean unseen)
{
  HtUuid id = ht_uuid_random ();
  HtValue *fields = ht_value_new_map ();
  ht_value_set_uuid (fields, "incident", incident);
  ht_value_set_uuid (fields, "team", team);
  ht_value_set_text (fields, "state", "assigned");
  append (post, ht_op_draft_create ("assignment", &id, fields), unseen);
}

static void
receive_garbage (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) received = g_array_new (FALSE, FALSE, sizeof (HtReceived));
  g_autoptr (GPtrArray) wires = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_array_set_clear_func (received, (GDestroyNotify) ht_received_clear);
  g_ptr_array_add (wires, g_bytes_new_static ("no operation", 12));
  ht_ops_receive (db, &here, wires, received, NULL, &error);
  check (error);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  if (argc != 2)
    g_error ("usage: make-conflicts CITY");
  db = ht_db_open (argv[1], HT_DB_WRITE, &error);
  check (error);
  g_autoptr (GPtrArray) teams = ht_ops_load_records (db, "team", &error);
  check (error);
  g_assert_cmpuint (teams->len, >, 0);
  const HtUuid *team = &((HtRecord *) teams->pdata[0])->id;
  ht_db_begin (db, &error);
  check (error);
  g_autoptr (GPtrArray) people = ht_ops_load_records (db, "person", &error);
  check (error);
  add_post (&here, "区指挥席");
  add_post (&far_away, "前方指挥车");
  g_assert_cmpuint (people->len, >, 0);
  person = ((HtRecord *) people->pdata[0])->id;
  add_incident (&fire, "0417", "商场地下一层烟雾", 122.2512);
  add_incident (&flood, "0421", "里弄火灾", 122.2604);
  send_team (&here, team, &fire, FALSE);
  send_team (&far_away, team, &flood, TRUE);
  append (&far_away, ht_op_draft_set ("incident", &fire, "level", ht_value_new_int (2)), TRUE);
  receive_garbage ();
  ht_db_commit (db, &error);
  check (error);
  ht_db_free (db);
  return 0;
}
