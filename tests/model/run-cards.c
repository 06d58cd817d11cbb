/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/run-cards.h"

#include "base/i18n.h"
#include "model/error.h"
#include "model/establishment.h"
#include "town.h"

#define NAME "\"name\": {\"en\": \"Fire\", \"zh_CN\": \"火灾\"}"
#define NEEDS "\"needs\": [{\"capability\": \"pumper\", \"count\": 2}]"

static HtRunCards *
load (Town *town, const char *text, GError **error)
{
  g_autofree char *path = town_write_file (town, "card.json", text);
  const char *paths[] = { path, NULL };
  return ht_run_cards_load (paths, error);
}

static HtRunCards *
load_levels (Town *town, const char *levels, GError **error)
{
  g_autofree char *text
      = g_strdup_printf ("{\"version\": 1, \"type\": \"fire\", " NAME ", \"levels\": [%s]}", levels);
  return load (town, text, error);
}

/* Both sides of each limit: 1 to 64 of a kind, a deadline of a day, levels 1 to 4. */
static void
test_limits (Town *town, gconstpointer unused)
{
  static const struct
  {
    const char *level;
    gboolean good;
  } cases[] = {
    { "{\"level\": 1, " NEEDS "}", TRUE },
    { "{\"level\": 4, \"needs\": []}", TRUE },
    { "{\"level\": 0, " NEEDS "}", FALSE },
    { "{\"level\": 5, " NEEDS "}", FALSE },
    { "{\"level\": 1, \"deadline_s\": 86400, " NEEDS "}", TRUE },
    { "{\"level\": 1, \"deadline_s\": 86401, " NEEDS "}", FALSE },
    { "{\"level\": 1, \"deadline_s\": 0, " NEEDS "}", TRUE },
    { "{\"level\": 1, \"needs\": [{\"capability\": \"pumper\", \"count\": 64}]}", TRUE },
    { "{\"level\": 1, \"needs\": [{\"capability\": \"pumper\", \"count\": 65}]}", FALSE },
    { "{\"level\": 1, \"needs\": [{\"capability\": \"Pumper\", \"count\": 1}]}", FALSE },
    { "{\"level\": 1, \"needs\": [5]}", FALSE },
    { "{\"level\": 1, \"needs\": {}}", FALSE },
    { "{\"level\": 1, " NEEDS ", \"checklist\": [{\"en\": \"\", \"zh_CN\": \"查\"}]}", FALSE },
    { "7", FALSE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HtRunCards) cards = load_levels (town, cases[i].level, &error);
      g_test_message ("%s: %s", cases[i].level, error != NULL ? error->message : "good");
      g_assert_cmpint (cards != NULL, ==, cases[i].good);
      if (!cases[i].good)
        g_assert_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID);
    }
}

/* The level asked for; else the nearest graver one; else the nearest lesser: too much is the lesser mistake.
 */
static void
test_choice_of_level (Town *town, gconstpointer unused)
{
  static const struct
  {
    const char *levels;
    int asked;
    guint got;
  } cases[] = {
    { "{\"level\": 2, " NEEDS "}, {\"level\": 4, " NEEDS "}", 2, 2 },
    { "{\"level\": 2, " NEEDS "}, {\"level\": 4, " NEEDS "}", 3, 2 },
    { "{\"level\": 2, " NEEDS "}, {\"level\": 4, " NEEDS "}", 1, 2 },
    { "{\"level\": 2, " NEEDS "}, {\"level\": 4, " NEEDS "}", 0, 4 },
    { "{\"level\": 1, " NEEDS "}, {\"level\": 3, " NEEDS "}", 4, 3 },
    { "{\"level\": 3, " NEEDS "}, {\"level\": 4, " NEEDS "}", 1, 3 },
    { "{\"level\": 1, " NEEDS "}, {\"level\": 4, " NEEDS "}", 3, 1 },
    { "{\"level\": 3, " NEEDS "}", 99, 3 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HtRunCards) cards = load_levels (town, cases[i].levels, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (ht_run_cards_find (cards, "fire", cases[i].asked)->level, ==, cases[i].got);
      g_assert_null (ht_run_cards_find (cards, "flood", cases[i].asked));
      g_assert_null (ht_run_cards_find (cards, NULL, cases[i].asked));
    }
}

/* What is to be told and checked comes in the language of the screen. */
static void
test_languages (Town *town, gconstpointer unused)
{
  static const char level[]
      = "{\"level\": 2, " NEEDS ", \"notify\": [{\"en\": \"Duty desk\", \"zh_CN\": \"值守\"}]}";
  static const char *const languages[][3] = { { "en", "Duty desk", "Fire" }, { "zh_CN", "值守", "火灾" } };
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autoptr (GError) error = NULL;
      ht_i18n_set_language (languages[i][0]);
      g_autoptr (HtRunCards) cards = load_levels (town, level, &error);
      g_assert_no_error (error);
      const HtRunCard *card = ht_run_cards_find (cards, "fire", 2);
      g_assert_cmpuint (card->notify->len, ==, 1);
      g_assert_cmpstr (card->notify->pdata[0], ==, languages[i][1]);
      g_assert_cmpstr (ht_incident_type_get_label (ht_run_cards_find_type (cards, "fire")), ==,
                       languages[i][2]);
    }
}

/* --- the standard establishment --- */

static HtFeature *
new_station (const char *name, const char *kind, HtValue *planned)
{
  HtUuid id = ht_uuid_random ();
  HtValue *attributes = ht_value_new_map ();
  if (kind != NULL)
    ht_value_set_text (attributes, "kind", kind);
  if (planned != NULL)
    ht_value_set (attributes, "planned", planned);
  return ht_feature_new ("station", &id, name, attributes, ht_geometry_new_point (121.5, 31.2));
}

static guint
count_drafts (HtFeature *station, GPtrArray *teams, GPtrArray *drafts)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HtEstablishment) establishment = ht_establishment_load (NULL, &error);
  g_assert_no_error (error);
  g_autoptr (GPtrArray) stations = g_ptr_array_new ();
  g_ptr_array_add (stations, station);
  guint n = ht_establishment_draft_teams (establishment, stations, teams, drafts);
  g_assert_cmpuint (n, ==, drafts->len);
  return n;
}

/* Every station with crews gets some, a planned or a police one none; whoever removed them all meant it. */
static void
test_who_gets_teams (Town *town, gconstpointer unused)
{
  const struct
  {
    const char *kind;
    HtValue *planned;
    gboolean gets;
  } cases[] = {
    { "ordinary", NULL, TRUE },
    { NULL, NULL, TRUE },
    { "special", NULL, TRUE },
    { "ambulance", NULL, TRUE },
    { "police", NULL, FALSE },
    { "ordinary", ht_value_new_bool (TRUE), FALSE },
    { "ordinary", ht_value_new_int (1), FALSE }, /* as SQL keeps it */
    { "ordinary", ht_value_new_int (0), TRUE },
  };
  g_autoptr (GPtrArray) nobody = g_ptr_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HtFeature) station = new_station ("一站", cases[i].kind, cases[i].planned);
      g_autoptr (GPtrArray) drafts = ht_op_new_drafts ();
      g_assert_cmpint (count_drafts (station, nobody, drafts) > 0, ==, cases[i].gets);
    }
  g_autoptr (HtFeature) manned = new_station ("二站", "ordinary", NULL);
  HtUuid id = ht_uuid_random ();
  g_autoptr (HtRecord) removed = ht_record_new ("team", &id);
  town_put (removed, "station", ht_value_new_uuid (&manned->id), 1);
  removed->deleted = TRUE;
  g_autoptr (GPtrArray) teams = g_ptr_array_new ();
  g_ptr_array_add (teams, removed);
  g_autoptr (GPtrArray) drafts = ht_op_new_drafts ();
  g_assert_cmpuint (count_drafts (manned, teams, drafts), ==, 0);
}

/* The same team has the same id at every post, whatever language that post's screen has; and it says that it
 * is assumed. */
static void
test_same_ids (Town *town, gconstpointer unused)
{
  g_autoptr (HtFeature) station = new_station (NULL, "special", NULL);
  g_autoptr (GPtrArray) nobody = g_ptr_array_new ();
  g_autoptr (GPtrArray) here = ht_op_new_drafts ();
  g_autoptr (GPtrArray) there = ht_op_new_drafts ();
  ht_i18n_set_language ("en");
  guint n = count_drafts (station, nobody, here);
  ht_i18n_set_language ("zh_CN");
  g_assert_cmpuint (count_drafts (station, nobody, there), ==, n);
  for (guint i = 0; i < n; i++)
    {
      HtOpDraft *a = here->pdata[i], *b = there->pdata[i];
      g_assert_true (ht_uuid_equal (&a->id, &b->id));
      for (guint k = 0; k < i; k++)
        g_assert_false (ht_uuid_equal (&a->id, &((HtOpDraft *) here->pdata[k])->id));
      g_assert_true (ht_value_member_bool (a->value, "assumed", FALSE));
      g_assert_cmpint (ht_value_member_int (a->value, "crew", 0), >, 0);
      town_assert_says (ht_value_member_text (a->value, "name", ""), "Special-service station ");
      town_assert_says (ht_value_member_text (b->value, "name", ""), "特勤站");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ht_i18n_init ();
  static const TownTest tests[] = {
    { "/run-cards/limits", test_limits },       { "/run-cards/choice", test_choice_of_level },
    { "/run-cards/languages", test_languages }, { "/run-cards/who", test_who_gets_teams },
    { "/run-cards/ids", test_same_ids },
  };
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Town, NULL, town_set_up_empty, tests[i].test, town_tear_down);
  return g_test_run ();
}
