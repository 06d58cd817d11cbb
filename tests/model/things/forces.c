/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fire stations, their teams, and who is called besides. */
#include <math.h>
#include <string.h>

#include "city.h"

/* Areas stay within what the class of a station allows (GB 51080-2015), and the class is the lowest that
 * does. */
static void
test_classes (void)
{
  static const struct
  {
    const char *name;
    double above_km2, limit_km2;
    gint64 engines;
  } classes[] = { { "small", 0, 2, 2 }, { "2", 2, 4, 4 }, { "1", 4, 7, 6 }, { "suburban", 7, 15, 5 } };
  const GPtrArray *stations = things_of (things_full (), "station");
  guint known = 0;
  for (guint i = 0; i < stations->len; i++)
    for (guint k = 0; k < G_N_ELEMENTS (classes); k++)
      {
        const HtFeature *station = stations->pdata[i];
        if (!thing_is (station, "class", classes[k].name))
          continue;
        known++;
        g_assert_cmpfloat (thing_real (station, "area_km2"), <=, classes[k].limit_km2);
        g_assert_cmpfloat (thing_real (station, "area_km2"), >=, classes[k].above_km2);
        g_assert_cmpint (thing_int (station, "engines"), ==, classes[k].engines);
      }
  g_assert_cmpuint (known, ==, 204);
}

static void
test_kinds (void)
{
  const GPtrArray *stations = things_of (things_full (), "station");
  guint built = 0, planned = 0, special_districts[17] = { 0 };
  g_assert_cmpuint (things_count (stations, "kind", "special"), ==, 20);
  g_assert_cmpuint (things_count (stations, "kind", "logistics"), ==, 6);
  g_assert_cmpuint (things_count (stations, "kind", "amphibious"), ==, 1);
  for (guint i = 0; i < stations->len; i++)
    {
      const HtFeature *station = stations->pdata[i];
      gboolean is_planned = thing_int (station, "planned") == 1;
      built += !is_planned;
      planned += is_planned;
      g_assert_true (is_planned == (strstr (station->name, "规划") != NULL));
      if (thing_is (station, "kind", "amphibious"))
        g_assert_true (is_planned);
      if (thing_is (station, "kind", "special"))
        {
          g_autofree char *code = g_strndup (thing_text (station, "subdistrict"), 6);
          const HtGroundArea *area = ht_ground_find_area (things_ground (), code);
          special_districts[area - ht_ground_get_area (things_ground (), HT_GROUND_DISTRICT, 0)] = 1;
        }
    }
  g_assert_cmpuint (built, ==, 174);
  g_assert_cmpuint (planned, ==, 30);
  guint n = 0;
  for (guint d = 0; d < 16; d++)
    n += special_districts[d];
  /* One in each district that has any, before a second in one. */
  g_assert_cmpuint (n, >=, 14);
}

/* --- teams --- */

typedef struct
{
  HtKit *kit;
  GPtrArray *teams;
} Crews;

static gboolean
drop (const HtLayerContent *content, gpointer data, GError **error)
{
  return TRUE;
}

static Crews
make_crews (HtGround *ground)
{
  Crews crews = { ht_kit_new (ground), NULL };
  crews.kit->take = drop;
  g_assert_true (ht_kit_make_stations (crews.kit, NULL));
  g_assert_true (ht_kit_make_care (crews.kit, NULL));
  crews.teams = ht_kit_make_teams (crews.kit);
  return crews;
}

static const HtKitThing *
home_of (const HtKit *kit, const HtDemoTeam *team)
{
  static const HtKitList lists[] = { HT_KIT_STATION, HT_KIT_HOSPITAL };
  for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
    for (guint i = 0; i < ht_kit_n (kit, lists[l]); i++)
      if (ht_uuid_equal (&ht_kit_get (kit, lists[l], i)->id, &team->station))
        return ht_kit_get (kit, lists[l], i);
  return NULL;
}

/* 600 crews, each at home in a built station or a hospital, of names and ids of their own. */
static void
test_teams (void)
{
  HtGround whole = *things_ground ();
  whole.scale = 1;
  Crews crews = make_crews (&whole);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) ids = g_hash_table_new (ht_uuid_hash, ht_uuid_equal);
  guint medical = 0, at_stations = 0;
  g_assert_cmpuint (crews.teams->len, ==, 600);
  for (guint i = 0; i < crews.teams->len; i++)
    {
      const HtDemoTeam *team = crews.teams->pdata[i];
      const HtKitThing *home = home_of (crews.kit, team);
      g_assert_nonnull (home);
      g_assert_true (g_hash_table_add (names, team->name));
      g_assert_true (g_hash_table_add (ids, (gpointer) &team->id));
      g_assert_true (g_str_has_prefix (team->name, home->name));
      g_assert_cmpfloat (ht_kit_distance (home->at, team->position), ==, 0);
      g_assert_true (team->crew >= 3 && team->crew <= 6);
      g_assert_true (team->turnout_s >= 60 && team->turnout_s <= 120);
      g_assert_nonnull (team->capabilities[0]);
      /* Fewer of them than hospitals: each is the first of its own. */
      if (g_str_equal (team->kind, "medical"))
        g_assert_true (g_str_has_suffix (team->name, "急救车1"));
      medical += g_str_equal (team->kind, "medical");
      at_stations += !g_str_equal (team->kind, "medical");
    }
  /* Every station has its crews; what is left of the 600 rides in ambulances. */
  g_assert_cmpuint (at_stations, >=, 2 * 174 + 2 * 20);
  g_assert_cmpuint (medical, >, 50);
  g_ptr_array_unref (crews.teams);
  ht_kit_free (crews.kit);
}

/* Each kind of team is there, and brings what its kind is for. */
static void
test_capabilities (void)
{
  static const char *const kinds[][2]
      = { { "engine", "pumper" },     { "ladder", "ladder" }, { "rescue", "rescue" },
          { "medical", "medical" },   { "foam", "foam" },     { "chemical", "chemical" },
          { "boat", "water_rescue" }, { "logistics", NULL } };
  Crews crews = make_crews (things_ground ());
  guint counts[G_N_ELEMENTS (kinds)] = { 0 };
  for (guint i = 0; i < crews.teams->len; i++)
    {
      const HtDemoTeam *team = crews.teams->pdata[i];
      guint k = 0;
      while (k < G_N_ELEMENTS (kinds) && !g_str_equal (team->kind, kinds[k][0]))
        k++;
      g_assert_cmpuint (k, <, G_N_ELEMENTS (kinds));
      counts[k]++;
      if (kinds[k][1] != NULL)
        g_assert_true (g_strv_contains (team->capabilities, kinds[k][1]));
    }
  g_assert_cmpuint (crews.teams->len, ==, 30);
  g_assert_cmpuint (counts[0], >=, 7);
  g_assert_cmpuint (counts[2], >=, 7);
  g_ptr_array_unref (crews.teams);
  ht_kit_free (crews.kit);
}

/* --- besides --- */

/* One in every neighbourhood that has blocks, one in every complex, and at larger firms. */
static void
test_micro_stations (void)
{
  const GPtrArray *micro = things_of (things_full (), "micro_station");
  const GPtrArray *firms = things_of (things_full (), "chemical_site");
  guint large = 0;
  for (guint i = 0; i < firms->len; i++)
    {
      gint64 grade = thing_int (firms->pdata[i], "grade");
      large += grade >= 1 && grade <= 3;
    }
  g_assert_cmpuint (things_count (micro, "kind", "complex"), ==, 306);
  g_assert_cmpuint (things_count (micro, "kind", "firm"), ==, large);
  g_assert_cmpuint (large, >, 100);
  g_assert_cmpuint (things_count (micro, "kind", "neighbourhood"), ==,
                    things_ground ()->areas[HT_GROUND_NEIGHBOURHOOD]->len);
}

/* Every sub-district has its militia and two bands of volunteers. */
static void
test_volunteers (void)
{
  const GPtrArray *volunteers = things_of (things_full (), "volunteer");
  g_assert_cmpuint (things_count (volunteers, "kind", "militia"), ==, 215);
  g_assert_cmpuint (things_count (volunteers, "skill", "first_aid"), ==, 215);
  g_assert_cmpuint (things_count (volunteers, "skill", "evacuation"), ==, 215);
  g_assert_cmpfloat_with_epsilon (things_count (volunteers, "skill", "psychology"), 0.4 * 215, 30);
  for (guint i = 0; i < volunteers->len; i++)
    if (thing_is (volunteers->pdata[i], "kind", "militia"))
      g_assert_true (thing_int (volunteers->pdata[i], "members") >= 30
                     && thing_int (volunteers->pdata[i], "members") <= 60);
}

/* Thirty of every skill; physicians are in hospitals. */
static void
test_experts (void)
{
  const GPtrArray *experts = things_of (things_full (), "expert");
  g_autoptr (GHashTable) skills = things_tally (experts, "skill");
  GHashTableIter iter;
  gpointer n;
  g_hash_table_iter_init (&iter, skills);
  while (g_hash_table_iter_next (&iter, NULL, &n))
    g_assert_cmpuint (GPOINTER_TO_UINT (n), ==, 30);
  for (guint i = 0; i < experts->len; i++)
    {
      const HtFeature *expert = experts->pdata[i];
      gboolean physician = thing_is (expert, "title", "主任医师");
      g_assert_true (physician == thing_is (expert, "unit", "演示中心医院"));
      if (thing_is (expert, "skill", "medicine"))
        g_assert_true (physician);
      if (thing_is (expert, "skill", "flood"))
        g_assert_false (physician);
    }
}

/* A week, two shifts a day; nobody has the night and the day after it at one post. */
static void
test_roster (void)
{
  const GPtrArray *roster = things_of (things_full (), "roster");
  g_autoptr (GHashTable) days = things_tally (roster, "date");
  g_autoptr (GHashTable) shifts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_assert_cmpuint (g_hash_table_size (days), ==, 7);
  g_assert_cmpuint (things_count (roster, "shift", "day"), ==, things_count (roster, "shift", "night"));
  for (guint i = 0; i < roster->len; i++)
    {
      const HtFeature *duty = roster->pdata[i];
      char *key = g_strjoin ("/", thing_text (duty, "person"), thing_text (duty, "date"), NULL);
      g_assert_true (g_hash_table_add (shifts, key));
      g_assert_true (strstr (thing_text (duty, "person"), thing_text (duty, "post")) != NULL);
    }
}

void
things_add_force_tests (void)
{
  g_test_add_func ("/model/things/forces/classes", test_classes);
  g_test_add_func ("/model/things/forces/kinds", test_kinds);
  g_test_add_func ("/model/things/forces/teams", test_teams);
  g_test_add_func ("/model/things/forces/capabilities", test_capabilities);
  g_test_add_func ("/model/things/forces/micro-stations", test_micro_stations);
  g_test_add_func ("/model/things/forces/volunteers", test_volunteers);
  g_test_add_func ("/model/things/forces/experts", test_experts);
  g_test_add_func ("/model/things/forces/roster", test_roster);
}
