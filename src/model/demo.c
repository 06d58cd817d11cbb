/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/demo.h"

#include "model/demo-private.h"

static const char *const pumper_foam[]
    = { "pumper", "foam", NULL },
    *const pumper[] = { "pumper", NULL }, *const ladder[] = { "ladder", NULL },
           *const rescue[] = { "rescue", "lighting", "water_rescue", NULL },
           *const chemical[] = { "chemical", "breathing_air", NULL },
           *const smoke[] = { "rescue", "smoke_exhaust", NULL }, *const medical[] = { "medical", NULL };

/* Teams of the first and second fire station and of the hospital. */
static const struct
{
  const char *table;
  guint number; /* of the station or hospital in its table */
  const char *name, *kind;
  const char *const *capabilities;
  guint crew, turnout_s;
} team_list[] = {
  { "station", 0, "海棠特勤水罐车", "engine", pumper_foam, 6, 60 },
  { "station", 0, "海棠特勤云梯车", "ladder", ladder, 4, 60 },
  { "station", 0, "海棠特勤抢险车", "rescue", rescue, 6, 60 },
  { "station", 0, "海棠特勤防化车", "chemical", chemical, 5, 60 },
  { "station", 1, "听涛水罐车", "engine", pumper, 6, 60 },
  { "station", 1, "听涛抢险排烟车", "rescue", smoke, 5, 60 },
  { "hospital", 0, "海棠急救 1 车", "medical", medical, 3, 90 },
  { "hospital", 0, "海棠急救 2 车", "medical", medical, 3, 90 },
};

/* Numbered names (甲, 乙 …) as in a textbook: nobody is meant. */
static const struct
{
  const char *name, *role, *pin;
} person_list[] = {
  { "值班员甲", "dispatcher", "1111" }, { "指挥员乙", "commander", "2222" },
  { "规划员丙", "planner", "3333" },    { "管理员丁", "administrator", "4444" },
  { "观察员戊", "viewer", "5555" },
};

static void
team_free (gpointer data)
{
  HtDemoTeam *team = data;
  g_free (team->name);
  g_free (team);
}

void
ht_demo_build_teams (HtDemo *demo)
{
  for (guint i = 0; i < G_N_ELEMENTS (team_list); i++)
    {
      GPtrArray *stations = ht_map_data_get_features (demo->town->map, team_list[i].table);
      const HtFeature *station = g_ptr_array_index (stations, team_list[i].number);
      HtDemoTeam *team = g_new0 (HtDemoTeam, 1);
      team->id = ht_demo_make_id (demo, "team", i);
      team->station = station->id;
      team->name = g_strdup (team_list[i].name);
      team->kind = team_list[i].kind;
      team->capabilities = team_list[i].capabilities;
      team->crew = team_list[i].crew;
      team->turnout_s = team_list[i].turnout_s;
      team->position = station->geometry->points[0];
      g_ptr_array_add (demo->town->teams, team);
    }
}

GPtrArray *
ht_demo_list_persons (const HtUuid *name_space)
{
  GPtrArray *persons = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < G_N_ELEMENTS (person_list); i++)
    {
      char name[24];
      HtDemoPerson *person = g_new (HtDemoPerson, 1);
      g_snprintf (name, sizeof name, "person/%u", i);
      *person = (HtDemoPerson){ ht_uuid_from_name (name_space, name), person_list[i].name,
                                person_list[i].role, person_list[i].pin };
      g_ptr_array_add (persons, person);
    }
  return persons;
}

const char *
ht_demo_find_pin (const char *person_name)
{
  for (guint i = 0; i < G_N_ELEMENTS (person_list); i++)
    if (g_strcmp0 (person_list[i].name, person_name) == 0)
      return person_list[i].pin;
  return NULL;
}

static void
line_clear (gpointer data)
{
  g_array_unref (((HtDemoLine *) data)->stops);
}

/* Where the main roads run: fixed at the river, elsewhere drawn a little apart. */
static void
draw_main_lines (HtDemo *demo)
{
  static const double us[HT_DEMO_VERTICALS]
      = { -1900, -1350, -700, -HT_DEMO_BANK_M, HT_DEMO_BANK_M, 750, 1400, 1900 };
  static const double vs[HT_DEMO_HORIZONTALS] = { 1850, 1150, 520, -150, -760, -1350, -1850 };
  for (guint i = 0; i < HT_DEMO_VERTICALS; i++)
    demo->verticals[i] = us[i] + (i == 3 || i == 4 ? 0 : ht_demo_dice_between (&demo->dice, -35, 35));
  for (guint i = 0; i < HT_DEMO_HORIZONTALS; i++)
    demo->horizontals[i] = vs[i] + ht_demo_dice_between (&demo->dice, -35, 35);
  for (guint i = 0; i < G_N_ELEMENTS (demo->phase); i++)
    demo->phase[i] = ht_demo_dice_between (&demo->dice, 0, 2 * G_PI);
}

static HtDemoTown *
town_new (guint64 seed)
{
  HtDemoTown *town = g_new0 (HtDemoTown, 1);
  town->seed = seed;
  town->name = "海棠演示镇";
  town->map = ht_map_data_new ();
  town->map->network = ht_network_new ();
  town->teams = g_ptr_array_new_with_free_func (team_free);
  return town;
}

HtDemoTown *
ht_demo_town_build (guint64 seed)
{
  HtDemoTown *town = town_new (seed);
  g_autofree char *space = g_strdup_printf ("haitang-demo-town/%" G_GUINT64_FORMAT, seed);
  const HtUuid nil = ht_uuid_nil ();
  HtDemo demo = { .dice = { seed },
                  .lines = g_array_new (FALSE, FALSE, sizeof (HtDemoLine)),
                  .spots = g_array_new (FALSE, FALSE, sizeof (HtDemoSpot)),
                  .keep_out = g_array_new (FALSE, FALSE, sizeof (HtDemoRect)),
                  .strokes = g_array_new (FALSE, FALSE, sizeof (HtDemoStroke)),
                  .next_way = 1,
                  .name_space = ht_uuid_from_name (&nil, space),
                  .network = town->map->network,
                  .town = town };
  g_array_set_clear_func (demo.lines, line_clear);
  draw_main_lines (&demo);
  ht_demo_place_sites (&demo);
  ht_demo_build_roads (&demo);
  ht_demo_build_ground (&demo);
  ht_demo_build_buildings (&demo);
  ht_demo_build_people (&demo);
  ht_demo_build_teams (&demo);
  town->persons = ht_demo_list_persons (&demo.name_space);
  ht_map_data_count (town->map);
  g_array_unref (demo.lines);
  g_array_unref (demo.spots);
  g_array_unref (demo.keep_out);
  g_array_unref (demo.strokes);
  return town;
}

void
ht_demo_town_free (HtDemoTown *town)
{
  if (town == NULL)
    return;
  ht_map_data_free (town->map);
  g_ptr_array_unref (town->teams);
  g_ptr_array_unref (town->persons);
  g_free (town);
}
