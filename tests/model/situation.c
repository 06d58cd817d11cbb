/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/i18n.h"
#include "model/printer-private.h"
#include "town.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
#define NOW_US (1800000000 * SECOND)

/* The words of the report of @incident (NULL: of everything) without line breaks; NULL where the machine
 * cannot read a PDF. */
static char *
words_of (Town *town, HtIncident *incident)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = town_dup_path (town, "report.pdf");
  HtSituation *situation = ht_situation_new (town->city, incident, path);
  g_assert_true (ht_situation_write (situation, &error));
  g_assert_no_error (error);
  ht_situation_free (situation);
  g_autofree char *tool = g_find_program_in_path ("pdftotext");
  if (tool == NULL)
    return NULL;
  const char *argv[] = { tool, "-enc", "UTF-8", "-raw", path, "-", NULL };
  g_autofree char *text = NULL;
  g_assert_true (
      g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &text, NULL, NULL, &error));
  g_assert_no_error (error);
  g_auto (GStrv) lines = g_strsplit_set (text, "\n\f", -1);
  return g_strjoinv (" ", lines);
}

static gboolean
cannot_read (const char *words)
{
  if (words == NULL)
    g_test_skip ("pdftotext is not installed, so the words of a report cannot be looked at");
  return words == NULL;
}

static void
close_incident (Town *town, HtIncident *incident)
{
  town_begin ();
  ht_dispatch_close_async (ht_city_get_dispatch (town->city), incident, NULL, "明火扑灭", TRUE, town_done,
                           NULL);
  town_assert_done (town);
}

/* What the officer on duty hands upwards: facts, teams with their state, the log, who wrote it. */
static void
test_one_incident (Town *town, gconstpointer unused)
{
  HtIncident *incident = town_create (town, "fire_residential", 2);
  town_edit (town, incident, "trapped", ht_value_new_int (3));
  g_autofree char *before = words_of (town, incident);
  if (cannot_read (before))
    return;
  town_assert_says (before, "Situation report: 商厦四层起火");
  town_assert_says (before, "II, serious");
  town_assert_says (before, "None so far.");
  town_assert_says (before, "王敏");
  g_assert_null (strstr (before, "Closed because"));
  g_assert_null (strstr (before, "DRILL"));
  town_assign (town, incident, NULL, NULL, NULL);
  g_autofree char *during = words_of (town, incident);
  town_assert_says (during, "曲阳站 Pumper 1");
  town_assert_says (during, "Assigned");
  g_assert_null (strstr (during, "None so far."));
  close_incident (town, incident);
  g_autofree char *after = words_of (town, incident);
  town_assert_says (after, "明火扑灭 Closed because");
}

/* Of everything: only what is open, the teams counted by state, the roads that are shut now. */
static void
test_overview (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  town_set_clock (NOW_US);
  g_autofree char *quiet = words_of (town, NULL);
  if (cannot_read (quiet))
    return;
  town_assert_says (quiet, "Open incidents None.");
  g_assert_null (strstr (quiet, "Closed roads"));
  HtIncident *done = town_create (town, "fire_residential", 4);
  town_edit (town, done, "title", ht_value_new_text ("垃圾桶冒烟"));
  close_incident (town, done);
  HtIncident *open = town_create (town, "fire_residential", 1);
  town_edit (town, open, "title", ht_value_new_text ("仓库起火"));
  town_set_status (town, town_find_team (town, "曲阳站 Pumper"), HT_TEAM_OUT_OF_SERVICE);
  town_close_road (town, (HtPoint){ TOWN_LON + 0.001, TOWN_LAT }, FALSE, "爆管", NOW_US + 60 * SECOND,
                   &error);
  g_assert_no_error (error);
  g_autofree char *busy = words_of (town, NULL);
  town_assert_says (busy, "0002 I 仓库起火");
  town_assert_says (busy, "1 Out of service");
  town_assert_says (busy, "Closed roads");
  town_assert_says (busy, "爆管");
  g_assert_null (strstr (busy, "0001 IV"));
  town_set_clock (NOW_US + 60 * SECOND);
  ht_city_tick (town->city, NOW_US + 60 * SECOND);
  g_autofree char *later = words_of (town, NULL);
  g_assert_null (strstr (later, "Closed roads"));
}

/* Forty lines of the log, the newest: more is for the file, not for paper. */
static void
test_log_is_cut (Town *town, gconstpointer unused)
{
  HtIncident *incident = town_create (town, "fire_residential", 4);
  for (guint i = 1; i <= 45; i++)
    {
      g_autofree char *text = g_strdup_printf ("note-%02u-", i);
      town_begin ();
      ht_dispatch_note_async (ht_city_get_dispatch (town->city), incident, text, town_done, NULL);
      town_assert_done (town);
    }
  g_autofree char *words = words_of (town, incident);
  if (cannot_read (words))
    return;
  town_assert_says (words, "note-45-");
  town_assert_says (words, "note-06-");
  g_assert_null (strstr (words, "note-05-"));
}

static void
test_chinese (Town *town, gconstpointer unused)
{
  ht_i18n_set_language ("zh_CN");
  HtIncident *incident = town_create (town, "fire_residential", 2);
  g_autofree char *words = words_of (town, incident);
  if (cannot_read (words))
    return;
  town_assert_says (words, "商厦四层起火");
  static const char *const english[] = { "Situation", "Teams sent", "Reported", "Level", "Log" };
  for (guint i = 0; i < G_N_ELEMENTS (english); i++)
    g_assert_null (strstr (words, english[i]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ht_i18n_init ();
  static const TownTest tests[] = {
    { "/situation/one", test_one_incident },
    { "/situation/overview", test_overview },
    { "/situation/log", test_log_is_cut },
    { "/situation/chinese", test_chinese },
  };
  town_add_tests (tests, G_N_ELEMENTS (tests));
  return g_test_run ();
}
