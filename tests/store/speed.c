/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "city.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/*
 * How fast operations are appended and folded in one transaction. Not a test: `meson test --benchmark`.
 * Prints name, value, unit, tab-separated. The mix: 1 in 10 creates a log entry, the rest move teams and
 * change their status.
 */
#define N_TEAMS 500

static HtOpDraft *
new_team (guint number)
{
  HtUuid id = test_uuid (2, 0);
  HtValue *fields = ht_value_new_map ();
  memcpy (id.bytes + 12, &number, sizeof number);
  ht_value_set_text (fields, "name", "team");
  ht_value_set_text (fields, "kind", "engine");
  ht_value_set_text (fields, "status", "at_station");
  ht_value_set (fields, "position", test_point (121.4 + number * 1e-4, 31.2));
  return ht_op_draft_create ("team", &id, fields);
}

static HtOpDraft *
new_draft (GRand *random, guint i)
{
  HtUuid team = test_uuid (2, 0), entry;
  guint number = g_rand_int_range (random, 0, N_TEAMS);
  memcpy (team.bytes + 12, &number, sizeof number);
  if (i % 10 == 0)
    {
      HtValue *fields = ht_value_new_map ();
      entry = ht_uuid_random ();
      ht_value_set_text (fields, "kind", "note");
      ht_value_set_text (fields, "text", "二层有明火，一人被困");
      return ht_op_draft_create ("log", &entry, fields);
    }
  if (i % 10 < 3)
    return ht_op_draft_set ("team", &team, "status", ht_value_new_text (i % 2 ? "standby" : "returning"));
  return ht_op_draft_set ("team", &team, "position",
                          test_point (121.4 + g_rand_double (random) * .2,
                                      31.1 + g_rand_double (random) * .2));
}

/* Wall time since @since, and processor time since the line before: on a busy machine only that compares. */
static void
say (const char *name, gint64 since, guint n)
{
  static clock_t last;
  double seconds = (double) (g_get_monotonic_time () - since) / G_USEC_PER_SEC;
  clock_t now = clock ();
  g_print ("%s\t%.2f\tcpu s\n", name, (double) (now - last) / CLOCKS_PER_SEC);
  last = now;
  g_print ("%s\t%.2f\ts\n%s\t%.0f\tops/s\n", name, seconds, name, n / seconds);
}

int
main (int argc, char **argv)
{
  guint n = argc > 1 ? (guint) strtoul (argv[1], NULL, 10) : 100000;
  g_autoptr (GError) error = NULL;
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (TestCity) city = test_city_new (1);
  g_autoptr (TestCity) other = test_city_new (2);
  g_autoptr (GPtrArray) teams = ht_op_new_drafts ();
  g_autoptr (GPtrArray) drafts = ht_op_new_drafts ();
  HtAuthor author = test_author ("dispatcher");
  ht_db_exec (city->db, "PRAGMA synchronous = FULL", &error);
  for (guint i = 0; i < N_TEAMS; i++)
    g_ptr_array_add (teams, new_team (i));
  test_append_all (city, "dispatcher", teams);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (drafts, new_draft (random, i));
  gint64 start = g_get_monotonic_time ();
  ht_db_begin (city->db, &error);
  ht_ops_append (city->db, &city->post, &author, drafts, NULL, &error);
  ht_db_commit (city->db, &error);
  g_assert_no_error (error);
  say ("append", start, n);
  start = g_get_monotonic_time ();
  ht_db_begin (city->db, &error);
  ht_ops_refold (city->db, &error);
  ht_db_commit (city->db, &error);
  g_assert_no_error (error);
  say ("refold", start, n);
  g_autoptr (GPtrArray) wires = test_wires (city);
  start = g_get_monotonic_time ();
  g_array_unref (test_receive (other, wires));
  say ("receive", start, n);
  start = g_get_monotonic_time ();
  g_autoptr (GPtrArray) records = ht_ops_load_records (city->db, NULL, &error);
  say ("load records", start, records->len);
  start = g_get_monotonic_time ();
  test_audit_whole (city);
  say ("audit", start, n);
  start = g_get_monotonic_time ();
  for (guint i = 0; i < 200; i++)
    test_append (city, "dispatcher", new_draft (random, i), NULL);
  say ("one by one", start, 200);
  g_print ("size\t%.1f\tMB\n",
           (double) test_int (city,
                              "SELECT page_count * page_size FROM pragma_page_count (), pragma_page_size ()")
               / 1e6);
  return 0;
}
