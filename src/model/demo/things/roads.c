/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "model/demo/things/streets.h"
#include "model/demo/things/subjects.h"

/* Long features of the fast roads: road-weather sections, corridors, ways of dangerous goods. */

/* A road-weather section is about so long: stations on motorways stand 10 to 15 km apart and closer in fog.
 */
#define WEATHER_SECTION_M 5000.0

typedef void (*TakeStretch) (HtKit *kit, const HtStreet *street, HtGeometry *line /* taken */, guint number);

static void
add_weather_section (HtKit *kit, const HtStreet *street, HtGeometry *line, guint number)
{
  g_autofree char *word = g_strconcat (street->name, "气象路段", NULL);
  HtKitName name = { NULL, NULL, word, NULL, number };
  HtValue *attributes = ht_kit_add (kit, &name, line);
  ht_value_set_text (attributes, "kind", street->road_class == HT_ROAD_MOTORWAY ? "motorway" : "elevated");
  /* Slow below 200 m, closed below 50 m (motorway rules of the traffic law: steps at 200, 100 and 50 m). */
  ht_value_set_real (attributes, "visibility_warn_m", 200);
  /* The sensors that watch them are the first of their table, in the same order: see watch.c. */
  HtUuid sensor = ht_kit_make_id (kit, "sensor", ht_kit_n (kit, HT_KIT_WEATHER_SECTION));
  ht_kit_set_id (attributes, "sensor", &sensor);
  ht_kit_note (kit, HT_KIT_WEATHER_SECTION, G_MAXUINT, 0);
}

/* Cuts a street into stretches of about @length_m. */
static void
cut_street (HtKit *kit, const HtStreets *streets, const HtStreet *street, double length_m, TakeStretch take)
{
  HtRun run = { 0, 0 };
  double length = 0;
  guint number = 0;
  for (guint i = 0; i < street->n; i++)
    {
      length += ht_streets_section (streets, street->first + i)->length_m;
      run.n++;
      if (length < length_m && i + 1 < street->n)
        continue;
      take (kit, street, ht_streets_line (streets, street, &run, 0, TRUE), ++number);
      run = (HtRun){ i + 1, 0 };
      length = 0;
    }
}

static gboolean
make_road_weather (HtKit *kit, const HtStreets *streets, GError **error)
{
  ht_kit_begin (kit, "road_weather");
  for (guint i = 0; i < streets->streets->len; i++)
    {
      const HtStreet *street = ht_streets_get (streets, i);
      if (street->road_class <= HT_ROAD_TRUNK && street->length_m > 2000)
        cut_street (kit, streets, street, WEATHER_SECTION_M, add_weather_section);
    }
  return ht_kit_end (kit, error);
}

static HtValue *
add_whole (HtKit *kit, const HtStreets *streets, const HtStreet *street, const char *word,
           const char *word_en)
{
  HtRun all = { 0, street->n };
  g_autofree char *text = g_strconcat (street->name, word, NULL);
  HtKitName name = { NULL, NULL, text, word_en, 0 };
  return ht_kit_add (kit, &name, ht_streets_line (streets, street, &all, 0, TRUE));
}

/* Evacuation and rescue corridors: fast roads and the longest main roads, kept open at full width. */
static gboolean
make_corridors (HtKit *kit, const HtStreets *streets, GError **error)
{
  ht_kit_begin (kit, "corridor");
  for (guint i = 0; i < streets->streets->len; i++)
    {
      const HtStreet *street = ht_streets_get (streets, i);
      gboolean fast = street->road_class <= HT_ROAD_TRUNK && street->length_m > 3000;
      gboolean main = street->road_class == HT_ROAD_PRIMARY && street->length_m > 8000;
      if (!fast && !main)
        continue;
      HtValue *attributes = add_whole (kit, streets, street, fast ? "救援通道" : "疏散通道",
                                       fast ? "Rescue Corridor" : "Evacuation Corridor");
      ht_value_set_text (attributes, "kind", fast ? "rescue" : "evacuation");
      ht_value_set_real (attributes, "width_m", fast ? 25 : 17);
    }
  return ht_kit_end (kit, error);
}

/* Motorways outside the inner ring carry dangerous goods; elevated roads of the city and river tunnels do
 * not. */
static gboolean
make_chemical_routes (HtKit *kit, const HtStreets *streets, GError **error)
{
  ht_kit_begin (kit, "chemical_route");
  for (guint i = 0; i < streets->streets->len; i++)
    {
      const HtStreet *street = ht_streets_get (streets, i);
      gboolean motorway = street->road_class == HT_ROAD_MOTORWAY && strstr (street->name, "高架") == NULL;
      gboolean outer = street->road_class == HT_ROAD_PRIMARY && street->length_m > 10000;
      if (!motorway && !outer)
        continue;
      HtValue *attributes = add_whole (kit, streets, street, "危运通道", "Hazmat Route");
      ht_value_set_text (attributes, "kind", motorway ? "motorway" : "main_road");
      ht_value_set_real (attributes, "trips_day",
                         ht_kit_round (ht_demo_dice_between (&kit->dice, motorway ? 300 : 40,
                                                             motorway ? 1800 : 300),
                                       10));
    }
  return ht_kit_end (kit, error);
}

gboolean
ht_kit_make_roads (HtKit *kit, GError **error)
{
  g_autoptr (HtStreets) streets = ht_streets_new (kit->ground->map->network);
  return make_road_weather (kit, streets, error) && make_corridors (kit, streets, error)
         && make_chemical_routes (kit, streets, error);
}
