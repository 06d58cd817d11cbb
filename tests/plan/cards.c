/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/json.h"
#include "plan/runcard.h"

/* The cards and the establishment that ship: whole, in both languages, in words the program knows. */

static HtValue *
load (const char *name)
{
  g_autofree char *path = g_build_filename (HT_SOURCE_DATA_DIR, name, NULL);
  g_autoptr (GError) error = NULL;
  HtValue *value = ht_json_load_file (path, &error);
  g_assert_no_error (error);
  return value;
}

static void
check_both_languages (HtValue *text)
{
  g_assert_cmpuint (strlen (ht_value_member_text (text, "en", "")), >, 0);
  g_assert_cmpuint (strlen (ht_value_member_text (text, "zh_CN", "")), >, 0);
}

static void
check_list (HtValue *list)
{
  g_assert_cmpint (ht_value_get_kind (list), ==, HT_VALUE_ARRAY);
  for (guint i = 0; i < ht_value_get_length (list); i++)
    check_both_languages (ht_value_get_item (list, i));
}

static HtRunCard *
read_level (HtValue *card, guint level)
{
  HtValue *at = ht_value_get_item (ht_value_get_member (card, "levels"), level - 1);
  g_assert_cmpint (ht_value_member_int (at, "level", 0), ==, level);
  g_assert_cmpint (ht_value_member_int (at, "deadline_s", -1), >=, 0);
  HtValue *needs = ht_value_get_member (at, "needs");
  HtRunCard *result = ht_run_card_new (ht_value_member_text (card, "type", ""), level);
  for (guint i = 0; i < ht_value_get_length (needs); i++)
    {
      HtValue *need = ht_value_get_item (needs, i);
      HtCapability capability;
      g_assert_true (ht_capability_parse (ht_value_member_text (need, "capability", ""), &capability));
      g_assert_cmpint (ht_value_member_int (need, "count", 0), >, 0);
      g_assert_true (
          ht_run_card_add_need (result, capability, (guint) ht_value_member_int (need, "count", 0)));
    }
  g_assert_cmpuint (result->needs->len, ==, ht_value_get_length (needs)); /* no capability twice */
  check_list (ht_value_get_member (at, "notify"));
  check_list (ht_value_get_member (at, "checklist"));
  return result;
}

static guint
count_of (const HtRunCard *card, HtCapability capability)
{
  for (guint i = 0; i < card->needs->len; i++)
    if (g_array_index (card->needs, HtNeed, i).capability == capability)
      return g_array_index (card->needs, HtNeed, i).count;
  return 0;
}

static void
check_card (HtValue *card, GHashTable *types)
{
  const char *type = ht_value_member_text (card, "type", "");
  g_test_message ("%s", type);
  g_assert_true (g_hash_table_add (types, g_strdup (type)));
  check_both_languages (ht_value_get_member (card, "name"));
  check_both_languages (ht_value_get_member (card, "note"));
  g_assert_true (ht_value_member_bool (card, "indicative", FALSE));
  g_autoptr (HtRunCard) graver = read_level (card, 1);
  for (guint level = 2; level <= 4; level++)
    {
      HtRunCard *lighter = read_level (card, level);
      for (guint i = 0; i < HT_N_CAPABILITIES; i++) /* a graver level never asks for less */
        g_assert_cmpuint (count_of (graver, (HtCapability) i), >=, count_of (lighter, (HtCapability) i));
      g_assert_cmpuint (ht_run_card_count_slots (lighter), >, 0);
      ht_run_card_unref (graver);
      graver = lighter;
    }
}

static void
test_cards (void)
{
  g_autofree char *path = g_build_filename (HT_SOURCE_DATA_DIR, "runcards", NULL);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  g_assert_nonnull (folder);
  g_autoptr (GHashTable) types = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (const char *name = g_dir_read_name (folder); name != NULL; name = g_dir_read_name (folder))
    {
      g_assert_true (g_str_has_suffix (name, ".json"));
      g_autofree char *file = g_build_filename ("runcards", name, NULL);
      g_autoptr (HtValue) card = load (file);
      check_card (card, types);
    }
  const char *const expected[] = { "fire_residential", "fire_high_rise", "fire_complex", "fire_old_quarter",
                                   "gas_leak",         "chemical_leak",  "collapse",     "traffic_accident",
                                   "water_rescue",     "waterlogging",   "elevator",     "metro",
                                   "medical",          "other" };
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_true (g_hash_table_contains (types, expected[i]));
}

static void
test_establishment (void)
{
  g_autoptr (HtValue) file = load ("establishment.json");
  check_both_languages (ht_value_get_member (file, "note"));
  HtValue *stations = ht_value_get_member (file, "stations");
  g_assert_nonnull (ht_value_get_member (stations, "ordinary"));
  for (guint i = 0; i < ht_value_get_length (stations); i++)
    {
      HtValue *teams;
      ht_value_get_key (stations, i, &teams);
      g_assert_cmpuint (ht_value_get_length (teams), >, 0);
      for (guint j = 0; j < ht_value_get_length (teams); j++)
        {
          HtValue *team = ht_value_get_item (teams, j),
                  *capabilities = ht_value_get_member (team, "capabilities");
          check_both_languages (ht_value_get_member (team, "name"));
          g_assert_cmpint (ht_value_member_int (team, "crew", 0), >, 0);
          g_assert_cmpint (ht_value_member_int (team, "turnout_s", 0), >, 0);
          g_assert_cmpuint (ht_value_get_length (capabilities), >, 0);
          for (guint k = 0; k < ht_value_get_length (capabilities); k++)
            {
              HtCapability capability;
              g_assert_true (ht_capability_parse (ht_value_get_text (ht_value_get_item (capabilities, k), ""),
                                                  &capability));
            }
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plan/cards", test_cards);
  g_test_add_func ("/plan/establishment", test_establishment);
  return g_test_run ();
}
