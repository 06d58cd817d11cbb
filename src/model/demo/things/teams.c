/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/demo/things/subjects.h"

/*
 * 600 teams: the crews of 174 stations by kind, boats at stations near a river's edge of the city, ladders
 * where people are most, and ambulances at hospitals for what is left. Crews as in data/establishment.json.
 */
#define TEAMS 600

static const char *const pumper[] = { "pumper", NULL }, *const foam[] = { "pumper", "foam", NULL },
                         *const ladder[] = { "ladder", NULL },
                         *const rescue[] = { "rescue", "lighting", NULL },
                         *const water_rescue[] = { "rescue", "lighting", "water_rescue", NULL },
                         *const chemical[] = { "chemical", "breathing_air", NULL },
                         *const support[] = { "breathing_air", "lighting", "smoke_exhaust", NULL },
                         *const command[] = { "command", NULL }, *const boat[] = { "water_rescue", NULL },
                         *const medical[] = { "medical", NULL };

typedef struct
{
  const char *word, *kind;
  const char *const *capabilities;
  guint crew, turnout_s;
} Crew;

static const Crew ordinary[]
    = { { "水罐1车", "engine", pumper, 6, 60 }, { "抢险1车", "rescue", rescue, 5, 60 } },
    special[] = { { "水罐泡沫1车", "foam", foam, 6, 60 },
                  { "云梯1车", "ladder", ladder, 4, 60 },
                  { "抢险1车", "rescue", water_rescue, 6, 60 },
                  { "防化1车", "chemical", chemical, 5, 60 } },
    logistics[]
    = { { "保障1车", "logistics", support, 5, 120 }, { "指挥1车", "logistics", command, 3, 120 } },
    more[] = { { "云梯1车", "ladder", ladder, 4, 60 },
               { "泡沫1车", "foam", foam, 6, 60 },
               { "冲锋舟1组", "boat", boat, 4, 120 } },
    ambulance = { "急救车", "medical", medical, 3, 90 };

static const struct
{
  const Crew *crews;
  guint n;
} establishments[] = { [HT_STATION_ORDINARY] = { ordinary, G_N_ELEMENTS (ordinary) },
                       [HT_STATION_SPECIAL] = { special, G_N_ELEMENTS (special) },
                       [HT_STATION_LOGISTICS] = { logistics, G_N_ELEMENTS (logistics) } };

static void
team_free (gpointer data)
{
  HtDemoTeam *team = data;
  g_free (team->name);
  g_free (team);
}

static void
add_team (const HtKit *kit, GPtrArray *teams, const HtKitThing *home, const Crew *crew, guint number)
{
  HtDemoTeam *team = g_new0 (HtDemoTeam, 1);
  team->id = ht_kit_make_id (kit, "team", teams->len);
  team->station = home->id;
  team->name = number > 0 ? g_strdup_printf ("%s%s%u", home->name, crew->word, number)
                          : g_strdup_printf ("%s%s", home->name, crew->word);
  team->kind = crew->kind;
  team->capabilities = crew->capabilities;
  team->crew = crew->crew;
  team->turnout_s = crew->turnout_s;
  team->position = home->at;
  g_ptr_array_add (teams, team);
}

/* Stations come with most people first: a ladder for one ordinary station in four, then foam, then boats. */
static void
add_more (const HtKit *kit, GPtrArray *teams)
{
  guint ordinary_n = 0;
  for (guint i = 0; i < ht_kit_n (kit, HT_KIT_STATION); i++)
    {
      const HtKitThing *station = ht_kit_get (kit, HT_KIT_STATION, i);
      if (station->kind != HT_STATION_ORDINARY)
        continue;
      guint turn = ordinary_n++ % 12;
      if (turn % 4 == 0)
        add_team (kit, teams, station, &more[0], 0);
      else if (turn == 5)
        add_team (kit, teams, station, &more[1], 0);
      else if (turn == 9)
        add_team (kit, teams, station, &more[2], 0);
    }
}

GPtrArray *
ht_kit_make_teams (const HtKit *kit)
{
  GPtrArray *teams = g_ptr_array_new_with_free_func (team_free);
  guint hospitals = ht_kit_n (kit, HT_KIT_HOSPITAL), total = ht_kit_scaled (kit, TEAMS);
  for (guint i = 0; i < ht_kit_n (kit, HT_KIT_STATION); i++)
    {
      const HtKitThing *station = ht_kit_get (kit, HT_KIT_STATION, i);
      for (guint k = 0; k < establishments[station->kind].n; k++)
        add_team (kit, teams, station, &establishments[station->kind].crews[k], 0);
    }
  add_more (kit, teams);
  for (guint i = 0; teams->len < total; i++)
    add_team (kit, teams, ht_kit_get (kit, HT_KIT_HOSPITAL, i % hospitals), &ambulance, i / hospitals + 1);
  return teams;
}
